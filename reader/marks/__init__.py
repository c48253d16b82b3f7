"""Scrambled marks: told by their statistics, restored by rules."""

from reader.marks.detection import scrambled
from reader.marks.restoration import restore

__all__ = ["restore", "scrambled"]
