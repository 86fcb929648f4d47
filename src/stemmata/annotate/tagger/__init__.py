"""The trained tagger: one small encoder says who says what and who and what is named.

Text goes in as words with a few plain features; out come a score a role and word, and vectors that tie sources and
contents to their cue. Training is outside the package, in `training/`; here only onnxruntime and tokenizers run.
"""
