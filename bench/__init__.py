"""Figures: each script measures one thing and prints it; RESULTS.md keeps what came out, with its command."""
