"""The shelf in the window: its rows, their order and filter, and what was taken off it."""
