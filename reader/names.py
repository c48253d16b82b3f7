"""Titles as others write them: 民法典 and 中华人民共和国民法典, 条例（2021修正） and 条例, are one name.

For whoever looks for the document that a reference or a clause of repeal means.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from reader.letters import letters
from reader.model import Reference
from reader.patterns import standard_number, standard_of

_STATE = "中华人民共和国"
_VERSION = re.compile(
    r"[（(](?:(?:19|20)\d{2}年?)?(?:第[一二三四五六七八九十]次)?(?:(?:修正|修订|修改|公布|通过)(?:本|版|文本)?|版|文本)[）)]$"
)
"""A year alone tells documents of one name apart, as the amendments of the constitution."""

_LEAST = 2


@lru_cache(maxsize=1 << 16)  # more than a shelf has: the titles of all cards are asked for one after the other
def name_key(title: str) -> str:
    """Give what all ways to write a title have in common; empty for a title that is too short to mean one document.

    Args:
        title: Without 《》. 试行 and other words that make it another document stay.
    """
    bare = letters(_VERSION.sub("", title.strip())).removeprefix(_STATE)
    return bare if len(bare) >= _LEAST else ""


class Names:
    """Finds documents by what others call them.

    Args:
        documents: Id, title and number of each; the number is empty where it has none.
    """

    def __init__(self, documents: Iterable[tuple[str, str, str]]) -> None:
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._by_number: dict[str, list[str]] = defaultdict(list)
        for document, title, number in documents:
            if key := name_key(title):
                self._by_name[key].append(document)
            if number:
                self._by_number[_number_key(number)].append(document)

    def find(self, reference: Reference) -> tuple[str, ...]:
        """Give the documents that a reference means, in the order in which they were told; several versions or parts are all given.

        Args:
            reference: One to a clause of its own document means none.
        """
        match reference.kind:
            case "document":
                return tuple(self._by_name.get(name_key(reference.target), ()))
            case "number" | "standard":
                return tuple(self._by_number.get(_number_key(reference.target), ()))
            case _:
                return ()


def _number_key(number: str) -> str:
    return re.sub(r"[\s第]", "", standard_of(standard_number(number))).upper()
