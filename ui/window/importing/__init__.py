"""Importing in the window: the ways in, progress and report, and the index that follows."""
