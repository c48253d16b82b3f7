"""Two versions of a document: which clause became which, what changed in them, and where an old anchor stands now.

``pair`` aligns the clauses of two Texts, ``compare`` tells what changed, ``resolve`` finds an anchor of the older one in the newer.
"""

from reader.versions.comparison import Comparison, Row, compare
from reader.versions.difference import Piece, difference
from reader.versions.pairing import Pairing, pair
from reader.versions.resolution import Resolution, resolve

__all__ = ["Comparison", "Pairing", "Piece", "Resolution", "Row", "compare", "difference", "pair", "resolve"]
