"""Stemmata: attributed claims in news reports, who had them from whom, and how many origins they have."""

__version__ = "0.1.0"
