"""User words (用户词): what the user wants searched as one word, such as 新质生产力.

They are ops, so they are undone, backed up and exchanged like notes. What the index makes of them is its own affair.
"""

from __future__ import annotations

from reader.errors import KnownError
from reader.letters import has_letters, letters
from storage import actions
from storage.changes import Changes
from storage.database import Database
from storage.folding import ALIVE
from storage.ops import Write
from storage.part import Part

SHORTEST, LONGEST = 2, 20
"""Characters of a word. A single one is found by any search; what is longer than a name of a law is a sentence."""

_OBJECT = "word:"


class Words(Part):
    """What ``Library.words`` is."""

    def listed(self) -> list[str]:
        """Give the words, as the user wrote them, in the order of their making."""
        with self._reading() as db:
            return [word for _id, word in _listed(db)]

    def add(self, *words: str) -> Changes:
        """Add words, as one action; one that is there already, be it in other width or case, is no change.

        Raises:
            KnownError: ``word-unusable`` where one is too short or too long or has anything but letters and numerals in it.
        """
        wanted = {_id(word): word for word in map(checked, words)}
        with self._writing() as db:
            for id_, _word in _listed(db):
                wanted.pop(id_, None)
            writes = [
                Write(id_, "word", field, value)
                for id_, word in wanted.items()
                for field, value in _values(word).items()
            ]
            return actions.perform(db, "add-word", writes)

    def forget(self, *words: str) -> Changes:
        """Delete words, as one action; one that is not there is no error."""
        with self._writing() as db:
            wanted = {_id(word.strip()) for word in words}
            gone = [id_ for id_, _word in _listed(db) if id_ in wanted]
            return actions.perform(db, "forget-word", [Write(id_, "word", ALIVE, False) for id_ in gone])


def checked(word: str) -> str:
    """Give a word as it is kept, without spaces around it.

    Raises:
        KnownError: ``word-unusable``.
    """
    word = word.strip()
    if not SHORTEST <= len(word) <= LONGEST or not all(map(has_letters, word)):
        raise KnownError("word-unusable", word=word, shortest=SHORTEST, longest=LONGEST)
    return word


def _id(word: str) -> str:
    # One id on all devices: a word given on another is the same and not a second one.
    return _OBJECT + letters(word)


def _values(word: str) -> dict[str, object]:
    return {"word": word, ALIVE: True}


def _listed(db: Database) -> list[tuple[str, str]]:
    return list(db.execute("SELECT id, word FROM word WHERE alive ORDER BY created, id").fetchall())
