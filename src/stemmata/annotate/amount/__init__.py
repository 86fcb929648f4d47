"""Text → amounts: figures and number words, with their bounds, units and what they count.

The layers, each over the one before: `figure` cuts a sentence into words, figures and marks, `line` steps over them;
`cardinal`, `fraction` and `number` read one number; `unit` the currency before it or the measure behind it; `extent` a
range or an order of size; `bound` what the words round it say of it; `noun` the thing counted; `name` tells what only
looks like a quantity, for `stemmata.annotate.quantity` to leave out. No module here knows a language: its words are in
`tables/<language>/numbers.toml`, which `table` reads.
"""
