"""Correcting what was read: a mark, the level of a heading, the bodies of a task, and the list of all that was corrected."""
