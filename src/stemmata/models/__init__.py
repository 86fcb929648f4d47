"""Trained models, one folder a language; CARD.md says what they were trained on and how good they are."""
