"""Which documents held what was looked for last: whoever types 知识产权 has typed 知识 before, and only its documents need be scanned.

Exact: a document without any spelling of 知识 has no place of 知识产权.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection

from search.verbatim import Needle

_KEPT = 24


class Holders:
    """The documents of the last needles that were looked for in all documents. Of one generation of the index."""

    def __init__(self) -> None:
        # As sets, those of 24 common words among 35,000 documents took 20 MB.
        self._kept: OrderedDict[tuple[str, ...], tuple[str, ...]] = OrderedDict()

    def remember(self, wanted: Needle, documents: Collection[str]) -> None:
        """Take in what a search of the whole library found."""
        # With joints, places were left out that a longer needle may have.
        if wanted.forms and not wanted.joints:
            self._kept[wanted.forms] = tuple(documents)
            self._kept.move_to_end(wanted.forms)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)

    def of(self, wanted: Needle) -> frozenset[str] | None:
        """Give documents outside of which a needle cannot stand; None where nothing is known of it."""
        if not wanted.forms:
            return None
        known = [documents for forms, documents in self._kept.items() if _covers(forms, wanted.forms)]
        fewest = min(known, key=len, default=None)
        return None if fewest is None else frozenset(fewest)


def _covers(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    return all(any(form in other for form in shorter) for other in longer)
