"""Scrambled marks: told by their statistics, restored by rules, and where those leave a stop open by a small model.

The noise: every run of marks of the original became one symbol drawn at random. So a mark tells where something stood and
nothing else; each rule asks what the words on both sides allow.
"""

from __future__ import annotations

from reader.marks.detection import scrambled
from reader.marks.restoration import restore

__all__ = ["restore", "scrambled"]
