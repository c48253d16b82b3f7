"""Verbatim search misses nothing: random fragments of real documents at their offsets, and other spellings of what stands there.

    uv run bench/figures.py recall LAWS [FRAGMENTS]

Every thirteenth law (about 270), the State Council pages and the seed page. A fragment of 1 to 12 characters, pasted as it stands, must
be found in its document at its offset, to the character. A variant is generated from what the documents say: clause numbers in
digits, narrow and wide, brackets of document numbers, standard numbers with other dashes and spaces, traditional characters, wide
letters and digits; it must be found at the offset of the original.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from bench.laws import data_folder, law_files
from reader import numerals, read
from reader.errors import KnownError
from search import Entry, Index
from search.folding import TABLE

FRAGMENTS = 10_000
EVERY = 13
LONGEST = 12
PER_KIND = 60
SEED = 20261122

_ARTICLE = re.compile(rf"第({numerals.NUMERAL}+)条")
_NUMBER = re.compile(r"[^\W\d]{1,4}〔(\d{4})〕(\d+)号")
_STANDARD = re.compile(r"GB(?:/T)? ?\d+(?:\.\d+)?[-—–]\d{4}")
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}

Variant = tuple[str, str, str, int, int]
"""Its kind, the document, the query, and where the original stands."""


def main(arguments: Sequence[str]) -> int:
    """Print the table; the exit status is 1 where anything was missed."""
    laws, many = Path(arguments[0]), int(arguments[1]) if len(arguments) > 1 else FRAGMENTS
    draw = random.Random(SEED)
    texts = dict(_texts(laws))
    with tempfile.TemporaryDirectory(prefix="piyue-recall-") as folder, closing(Index(Path(folder) / "index")) as index:
        index.update([Entry(name, text, name) for name, text in texts.items()])  # type: ignore[arg-type]
        readings = {name: text.text for name, text in texts.items()}  # type: ignore[attr-defined]
        tried: Counter[str] = Counter()
        missed: Counter[str] = Counter()
        for kind, document, query, start, end in [*_fragments(readings, many, draw), *variants(readings, draw)]:
            found = index.verbatim(query, limit=1_000_000, documents=[document]).hits
            tried[kind] += 1
            if not any((hit.start, hit.end) == (start, end) for hit in found):
                missed[kind] += 1
                print(f"missed: {kind} {query!r} in {document} at {start}", file=sys.stderr)
    print(f"{len(texts)} documents\n\n| | tried | found at the offset |\n|---|---|---|")
    for kind, count in tried.items():
        print(f"| {kind} | {count} | {count - missed[kind]} |")
    return int(bool(missed))


def _texts(laws: Path) -> Iterator[tuple[str, object]]:
    data = data_folder()
    pages = sorted(path for path in (data / "gov").rglob("*") if path.suffix in (".html", ".htm"))
    for path in [*law_files(laws)[::EVERY], *pages, data / "seed" / "page.txt"]:
        try:
            yield str(path), read(path.read_bytes(), path.name)
        except KnownError:
            continue


def _fragments(readings: dict[str, str], many: int, draw: random.Random) -> Iterator[Variant]:
    names = list(readings)
    left = many
    while left:
        name = draw.choice(names)
        size = draw.randint(1, LONGEST)
        start = draw.randrange(max(1, len(readings[name]) - size))
        fragment = readings[name][start : start + size]
        # Spaces at the ends of what is typed mean nothing, and quotes around it mean a phrase.
        if fragment == fragment.strip() and fragment and fragment[0] not in '"“„「『”':
            left -= 1
            yield f"fragments of 1 to {LONGEST} characters", name, fragment, start, start + size


def variants(readings: dict[str, str], draw: random.Random) -> Iterator[Variant]:
    """Give other spellings of stretches of some documents, ``PER_KIND`` of each kind at most."""
    table = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    traditional = {line[1]: line[0] for line in table}
    kinds = {
        "第十二条 as 第12条": (_ARTICLE, lambda m: f"第{numerals.to_int(m[1])}条"),
        "第十二条 as 第１２条": (_ARTICLE, lambda m: f"第{numerals.to_int(m[1])}条".translate(_WIDE)),
        "〔2016〕 as [2016]": (_NUMBER, lambda m: m[0].replace("〔", "[").replace("〕", "]")),
        "〔2016〕 as （2016）": (_NUMBER, lambda m: m[0].replace("〔", "（").replace("〕", "）")),
        "〔2016〕 as 2016": (_NUMBER, lambda m: m[0].replace("〔", "").replace("〕", " ")),
        "standard numbers with another dash": (_STANDARD, lambda m: re.sub("[-—–]", "－", m[0]).replace(" ", "")),
        "traditional characters": (re.compile(r"[\u4e00-\u9fff]{3,8}"), lambda m: "".join(traditional.get(c, c) for c in m[0])),
        "wide letters and digits": (re.compile(r"[\u4e00-\u9fff]\d{2,4}[\u4e00-\u9fff]"), lambda m: m[0].translate(_WIDE)),
    }  # fmt: skip
    for kind, (pattern, spelled) in kinds.items():
        places = [(name, match) for name, text in readings.items() for match in pattern.finditer(text)]
        for name, match in draw.sample(places, min(PER_KIND, len(places))):
            if (query := spelled(match)) != match[0]:
                yield kind, name, query, match.start(), match.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
