"""The two ways in which work stops that are not bugs.

Everything else that is raised is a bug and belongs in the crash dialog.
"""

from __future__ import annotations


class KnownError(Exception):
    """Something in the user's world stands in the way: a full disk, a damaged file, a document without text.

    The core only names the case; the sentence for the user is worded at the edge, in his language (``ui/wording.py``).

    Args:
        case: Name of the case, such as ``"file-unreadable"``. Each one has a sentence in ``ui/wording.py``.
        **details: What the sentence mentions: a path, a name, a figure.

    Attributes:
        case: As given.
        details: As given.
    """

    def __init__(self, case: str, **details: object) -> None:
        super().__init__(case, details)
        self.case = case
        self.details = details

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={value}" for name, value in self.details.items())
        return f"{self.case} ({shown})" if shown else self.case


class Cancelled(Exception):
    """The user cancelled the work; nothing half done is left behind."""
