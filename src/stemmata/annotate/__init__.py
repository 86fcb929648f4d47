"""Document → Annotations: sentences, entities, quantities, times and attributions, with their spans.

Each part is a function from the text to its findings; what is particular to a language is a table under
`tables/`. A language without tables is refused, never half-read.
"""
