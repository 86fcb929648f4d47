"""Scorers and benches; each file is a command of its own."""
