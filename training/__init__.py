"""Training of the tagger: reads corpora, trains, exports and scores. Needs the extra `training` (torch)."""
