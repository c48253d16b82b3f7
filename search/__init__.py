"""Finding clauses: the only package that knows Whoosh and jieba.

``Index`` answers queries, ``search_notes`` searches what the user wrote; what they take and give is in ``search.results``.
"""

from search.folding import fold
from search.index import Index
from search.notes import search_notes
from search.results import Entry, Hit, Note, Results, stamp

__all__ = ["Entry", "Hit", "Index", "Note", "Results", "fold", "search_notes", "stamp"]
