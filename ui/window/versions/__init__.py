"""Versions in the window: the review after an amendment, and the comparison of two texts."""
