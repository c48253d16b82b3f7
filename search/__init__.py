"""Finding clauses: the only package that knows Whoosh and jieba.

``Index`` answers queries, ``search_notes`` searches what the user wrote; what they take and give is in ``search.results``. Both are loaded
when they are first named: a window that opens names ``search.results`` and ``search.folding`` only.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from search.folding import fold
from search.results import Entry, Hit, Note, Results, stamp

if TYPE_CHECKING:
    from search.index import Index
    from search.notes import search_notes

__all__ = ["Entry", "Hit", "Index", "Note", "Results", "fold", "search_notes", "stamp"]

_LATER = {"Index": "search.index", "search_notes": "search.notes"}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)
