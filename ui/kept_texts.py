"""The texts that were read last, kept in memory: to unpack one and to correct it takes longer than to show it."""

from __future__ import annotations

from collections import OrderedDict

from reader.model import Text
from storage.library import Library

_KEPT = 3
"""As many as stay laid out in the window (``LAID_OUT`` of ``ui/window/reading_area.py``)."""


class KeptTexts:
    """Texts as the user corrected them."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._texts: OrderedDict[tuple[str, int, str], Text] = OrderedDict()

    def current(self, document: str) -> Text:
        """Give the current text of a document; the same object as long as the reading and its corrections are the same.

        Raises:
            KnownError: The document is unknown or its source cannot be read again.
        """
        card = self._library.card(document)
        reading = (card.text_id, card.reader_version, card.mended)
        if reading not in self._texts:
            self._texts[reading] = self._library.corrected_text(document)
            while len(self._texts) > _KEPT:
                self._texts.popitem(last=False)
        self._texts.move_to_end(reading)
        return self._texts[reading]
