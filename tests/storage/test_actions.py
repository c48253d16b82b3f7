"""An action takes effect as a whole."""

from __future__ import annotations

from storage import actions
from storage.folding import ALIVE
from storage.library import Library
from storage.ops import Write
from tests.support.texts import make_text, source_of

TEXT = make_text("办法", "第一条 内容。")


def test_a_deletion_hides_the_rest_of_its_own_action(library: Library) -> None:
    document = library.add(TEXT, source_of(TEXT), "/a.txt", "a.txt").document
    together = [Write(document, "document", ALIVE, False), Write(document, "document", "title", "改了再删")]
    actions.perform(library._db, "remove", together)
    assert library.cards() == []
    assert [card.title for card in library.removed()] == ["改了再删"]
