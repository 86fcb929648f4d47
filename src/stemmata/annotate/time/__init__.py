"""Times: words → what they mean → days. See `annotate/times.py` for the way in."""
