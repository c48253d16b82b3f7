"""Verbatim search misses nothing: random fragments of real documents at their offsets, and other spellings of what stands there.

    uv run bench/figures.py recall LAWS [FRAGMENTS]

Every thirteenth law (about 270), the State Council pages and the seed page. A fragment of 1 to 12 characters, pasted as it stands, must
be found in its document at its offset, to the character. A variant is generated from what the documents say: clause numbers in
digits, narrow and wide, brackets of document numbers, standard numbers with other dashes and spaces, traditional characters, wide
letters and digits, dates in characters, short names of titles (以下简称); it must be found at the offset of the original.
Laws hardly name standards: their numbers stand in documents made for
it, in every spelling, each of which must be found by each other, and by none the numbers that differ by a mark between digits.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
from collections import Counter, defaultdict
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
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_DEFINITION = re.compile(r"《([^\W\d_]{4,60})》[（(]以下简称[《“]?([^\W\d_]{2,20})[》”]?[）)]")
_COUNTRY = "中华人民共和国"
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}

_STANDARDS = (
    "GB/T 1.1-2020",
    "GB 50016-2014",
    "GB/T 9704-2012",
    "GB/Z 28828-2012",
    "DB21/T 1234.5-2019",
    "HJ 2.3-2018",
)
_TITLES = (
    ("中华人民共和国试验秘密法", "试密法"),
    ("中华人民共和国试验税收征收管理法", "试税征管法"),
    ("关于促进试验平台健康发展的若干规定", "试验平台规定"),
    ("某市试验资源节约保护条例", "市试验条例"),
    ("试验工程质量验收规范", "试验规范"),
)
_SAID = (
    "《{title}》（以下简称{short}）",
    "《{title}》（以下简称《{short}》）",
    "《{title}》(以下简称“{short}”)",
    "《{title}》（某发〔2016〕5号，以下简称《{short}》）",
    "《{title}》（某发〔2016〕5号）（以下简称为{short}）",
    "《{title}》，以下简称：{short}，",
)
_OTHERS = {".": "", "-": "-1"}
"""What makes another standard of a number."""

_NOT_MEANT = "another standard's number, not to be found"

Variant = tuple[str, str, str, int, int]
"""Its kind, the document, the query, and where the original stands."""


def main(arguments: Sequence[str]) -> int:
    """Print the table; the exit status is 1 where anything was missed."""
    laws, many = Path(arguments[0]), int(arguments[1]) if len(arguments) > 1 else FRAGMENTS
    draw = random.Random(SEED)
    standards = {name: read(text.encode(), name) for name, text in made_standards()}
    names = {name: read(text.encode(), name) for name, text in made_names()}
    texts = {**dict(_texts(laws)), **standards, **names}
    with tempfile.TemporaryDirectory(prefix="piyue-recall-") as folder, closing(Index(Path(folder) / "index")) as index:
        index.update([Entry(name, text, name) for name, text in texts.items()])  # type: ignore[arg-type]
        readings = {name: text.text for name, text in texts.items()}  # type: ignore[attr-defined]
        tried: Counter[str] = Counter()
        missed: Counter[str] = Counter()
        made = {name: text.text for name, text in standards.items()}
        named = {name: text.text for name, text in names.items()}
        found_in = {name: text for name, text in readings.items() if name not in made and name not in named}
        wanted = [
            *_fragments(found_in, many, draw),
            *variants(found_in, draw),
            *_short_names(found_in),
            *_made_pairs(named),
            *_standard_pairs(made),
        ]
        for kind, document, query, start, end in wanted:
            found = index.verbatim(query, limit=1_000_000, documents=[document]).hits
            tried[kind] += 1
            if any((hit.start, hit.end) == (start, end) for hit in found) is (kind == _NOT_MEANT):
                missed[kind] += 1
                print(f"missed: {kind} {query!r} in {document} at {start}", file=sys.stderr)
    print(f"{len(texts)} documents, {len(made) + len(named)} of them made\n\n| | tried | as it should |\n|---|---|---|")
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


def spellings(standard: str) -> list[str]:
    """Give the ways in which the number of a standard is written: GB/T 1.1-2020, GB/T1.1—2020, GBT 1.1-2020 and the like."""
    return [
        standard,
        standard.replace(" ", ""),
        standard.replace("-", "—"),
        standard.replace(" ", "").replace("-", "—"),
        standard.replace("-", "–"),
        standard.replace("/", ""),
        standard.lower(),
        standard.translate(_WIDE),
        standard.replace("/", "／").replace("-", "－").replace(" ", "\u3000"),
    ]


def made_standards() -> Iterator[tuple[str, str]]:
    """Give documents that name a standard in all of its spellings, and others that are nearly the same."""
    for number, standard in enumerate(_STANDARDS):
        named = dict.fromkeys([*spellings(standard), *_others(standard)])
        paragraphs = (f"第{numerals.to_chinese(at)}条 依据〖{form}〗执行。" for at, form in enumerate(named, 1))
        yield f"made-{number}.txt", "\n".join(("关于执行标准的规定", *paragraphs))


def _others(standard: str) -> list[str]:
    return [standard.replace(mark, instead, 1) for mark, instead in _OTHERS.items() if mark in standard]


def _standard_pairs(made: dict[str, str]) -> Iterator[Variant]:
    for (name, text), standard in zip(made.items(), _STANDARDS, strict=True):
        forms = list(dict.fromkeys(spellings(standard)))
        for query in forms:
            for kind, stands in (
                ("a standard's number, in each spelling by each", forms),
                (_NOT_MEANT, _others(standard)),
            ):
                for form in stands:
                    start = text.index(f"〖{form}〗") + 1
                    yield kind, name, query, start, start + len(form)


def made_names() -> Iterator[tuple[str, str]]:
    """Give documents that define a short name of a title, in each way in which it is said."""
    for number, (title, short) in enumerate(_TITLES):
        for way, said in enumerate(_SAID):
            defined = said.format(title=title, short=short)
            lines = ("关于执行的规定", f"第一条 根据{defined}制定本规定。", f"第二条 违反{short}的，依照{title}处理。")
            yield f"named-{number}-{way}.txt", "\n".join(lines)


def _made_pairs(made: dict[str, str]) -> Iterator[Variant]:
    for name, text in made.items():
        title, short = _TITLES[int(name.split("-")[1])]
        for query, other in ((short, title), (title, short)):
            start = text.rindex(other)
            bare = start + len(other) - len(other.removeprefix(_COUNTRY))
            yield "short name and title, each by the other, in made documents", name, query, bare, start + len(other)


def _short_names(readings: dict[str, str]) -> Iterator[Variant]:
    """Give the short names of titles, each of which must be found where the title stands, and the other way round."""
    defined = [(name, match) for name, text in readings.items() for match in _DEFINITION.finditer(text)]
    titles: dict[str, set[str]] = defaultdict(set)
    for _name, match in defined:
        titles[match[2]].add(match[1].removeprefix(_COUNTRY))
    for name, match in defined:
        title = match[1].removeprefix(_COUNTRY)
        # A name within the other is found there anyway, and one that is two things is neither.
        if len(titles[match[2]]) == 1 and match[2] not in title and title not in match[2]:
            yield "the title by its short name (以下简称)", name, match[2], match.end(1) - len(title), match.end(1)
            yield "the short name by its title", name, match[1], match.start(2), match.end(2)


def _in_characters(date: re.Match[str]) -> str:
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in date[1])
    return f"{year}年{numerals.to_chinese(int(date[2]))}月{numerals.to_chinese(int(date[3]))}日"


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
        "2016年4月1日 as 二〇一六年四月一日": (_DATE, _in_characters),
        "wide letters and digits": (re.compile(r"[\u4e00-\u9fff]\d{2,4}[\u4e00-\u9fff]"), lambda m: m[0].translate(_WIDE)),
    }  # fmt: skip
    for kind, (pattern, spelled) in kinds.items():
        places = [(name, match) for name, text in readings.items() for match in pattern.finditer(text)]
        for name, match in draw.sample(places, min(PER_KIND, len(places))):
            if (query := spelled(match)) != match[0]:
                yield kind, name, query, match.start(), match.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
