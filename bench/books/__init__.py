"""Books with a known truth: random ones that add up, the same with planted contradictions, and stocks."""
