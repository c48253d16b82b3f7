"""What is found among the letters stands where letters and marks, counted one by one in the open document, say it stands."""

from __future__ import annotations

import random
from contextlib import closing
from itertools import product
from pathlib import Path

from search import Index
from search.within import find_in
from tests.support.search_texts import make_entry


def test_every_place_is_where_it_is_in_the_open_document(tmp_path: Path) -> None:
    draw = random.Random(11)
    texts = ["".join(draw.choices("甲乙丙，\n𠮷", weights=(8, 8, 4, 3, 1, n % 4 == 0), k=40)) for n in range(32)]
    entries = [make_entry(f"d{n:02}", "某法", text) for n, text in enumerate(texts)]
    queries = ["".join(letters) for size in (1, 2, 3) for letters in product("甲乙丙", repeat=size)]
    with closing(Index(tmp_path / "index")) as index:
        index.update(entries)
        for query in (*queries, "𠮷", "甲𠮷", "𠮷乙", "，甲乙", "甲乙，", "甲，乙", "“乙甲”", "“甲，”"):
            expected = [
                (entry.document, place.start, place.end)
                for entry in entries
                for place in find_in(entry.text.text, query)
            ]
            for limit in (len(expected) + 1, 17):
                found = index.verbatim(query, limit=limit)
                places = [(hit.document, hit.start, hit.end) for hit in found.hits]
                assert places == expected[:limit], query
                assert found.total == len(expected), query
