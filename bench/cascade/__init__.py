"""Simulated cascades: whole reports in words, of which it is known who had what from whom and what changed."""
