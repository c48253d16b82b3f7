"""An index that was made before circles were folded: documents that hold one are indexed again, and nothing else of it.

Of all laws these are eight. Until the next update such a document counts as one that the index lacks, so
that its places are found in its text (``search.tail``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from search.corpus import Slice, Strings
from search.finding import packed
from search.folding import CIRCLES, FOLDING
from search.manifest import Manifest


def refolded(held: Manifest, texts: Strings) -> Manifest:
    """Give a manifest by the folding of now: documents that fold otherwise are as good as not indexed.

    Args:
        held: As it was loaded.
        texts: The folded texts of its documents.
    """
    if held.folding == FOLDING:
        return held
    stale = {ordinal for part in texts.slices(held.records.values()) for ordinal in _holding_circles(part, texts)}
    records = {
        ordinal: record._replace(stamp="") if ordinal in stale else record for ordinal, record in held.records.items()
    }
    return replace(held, folding=FOLDING, records=records)


def _holding_circles(part: Slice, texts: Strings) -> Iterator[int]:
    stretch = texts.read(part)
    for circle in CIRCLES:
        for at in stretch.places(packed(circle)):
            yield part.records[part.index(at)].ordinal
