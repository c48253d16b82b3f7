"""What is typed and what is indexed are cut by two programs, and must be cut alike: otherwise a search would miss what is there."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
import rjieba
from hypothesis import example, given
from hypothesis import strategies as st

from reader.errors import KnownError
from search import analyzer, segmenter
from search.analyzer import indexed_words, search_words
from search.dictionary import EMISSIONS, FOLDER, WORDS, Dictionary
from search.folding import fold
from search.lexicon import NO_WORDS, Lexicon

ROOT = Path(__file__).resolve().parents[2]

_HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
_RARE = st.sampled_from("〇㐀㒨䶿鿖龥龦鿿豈﨎𠀀𠂇𫝆𬺰𮯠丽𰀀")
_MARKS = st.sampled_from("，。；：、？（）《》〔〕“”·…— \t\r\n\u3000\x00/@*'\"")
_LATIN = st.sampled_from("abzAZ019.-_%+#&")
_KNOWN = st.sampled_from(
    [
        *(
            "中华人民共和国",
            "劳动合同",
            "法",
            "第十二条",
            "社会保险费",
            "应当",
            "的",
            "不",
            "了",
            "国务院",
            "关于",
            "知识产权",
        ),
        *("勞動合同", "國務院", "AT&T", "C++", "B超", "c#", "卡拉OK", "一", "三", "〇"),
    ]
)
_TEXTS = st.lists(st.one_of(_KNOWN, _HAN, _RARE, _MARKS, _LATIN, st.characters()), max_size=30).map("".join)


@given(_TEXTS)
@example("")
@example("\r\n\r\r\n")
@example("GB/T 1.1-2020和WES-5.4.5，1.2.3.%a-_b")
@example("中出鿖鿗的㐀一𠀀𠀁好")
@example("豈﨎㐀𠀀 𫝆𬺰丽豈 𰀀𰀀")
@example("上划上，上变上，上垒上")  # either way is as likely
@example("張學友說臺灣")
def test_words_are_those_of_rjieba(text: str) -> None:
    assert segmenter.cut(text) == rjieba.cut(text)
    assert segmenter.cut_for_search(text) == rjieba.cut_for_search(text)


@given(st.lists(_HAN, min_size=2, max_size=12).map("".join))
def test_so_are_those_that_no_dictionary_has(text: str) -> None:
    assert segmenter.cut(text) == rjieba.cut(text)


def test_queries_are_cut_as_documents_are(data_dir: Path) -> None:
    queries = [*_own_queries(), *_shared_queries(data_dir)]
    assert len(queries) > 1_400
    for query in map(fold, queries):
        assert segmenter.cut(query) == rjieba.cut(query)
        assert search_words(query) == indexed_words(query, NO_WORDS)


def test_words_of_the_user_are_laid_over_both(monkeypatch: pytest.MonkeyPatch) -> None:
    own = Lexicon({"合同法", "ai办"})
    text = "劳动合同法与ai办、合同法"
    by_rjieba = indexed_words(text, own)
    monkeypatch.setattr(analyzer, "_quick_cut_for_search", lambda: segmenter.cut_for_search)
    assert indexed_words(text, own) == by_rjieba
    assert set(search_words(text, own)) <= set(by_rjieba)


def test_the_words_are_of_the_rjieba_that_is_installed() -> None:
    assert f"rjieba {metadata.version('rjieba')}" == segmenter.FOLLOWS, (
        "compare them, then raise FOLLOWS: indexes are made again"
    )


def test_the_dictionary_is_what_jieba_ships(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "build"))
    made = importlib.import_module("dictionary")
    assert made.emissions() == (FOLDER / EMISSIONS).read_bytes()
    assert made.words() == (FOLDER / WORDS).read_bytes().replace(b"\r\n", b"\n"), (
        "as some copies of the sources have it"
    )


def test_lines_may_end_as_windows_ends_them(tmp_path: Path) -> None:
    (tmp_path / WORDS).write_bytes((FOLDER / WORDS).read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    (tmp_path / EMISSIONS).write_bytes((FOLDER / EMISSIONS).read_bytes())
    usual, other = Dictionary(), Dictionary(tmp_path)
    assert other.total == usual.total
    for text in ("中华人民共和国", "AT&T", "龥", "劳动合同", "一"):
        assert other.words_at(text, 0) == usual.words_at(text, 0)


def test_a_query_loads_no_dictionary() -> None:
    code = (
        "import sys\nfrom search.query import parse\nfrom search.keywords import keywords\n"
        "assert parse('劳动合同怎么解除？').terms() and keywords('劳动合同')\n"
        "assert not {'jieba', 'rjieba'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def _own_queries() -> Iterator[str]:
    for path in sorted((ROOT / "bench" / "queries").glob("*.txt")):
        yield from (line for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))


def _shared_queries(data_dir: Path) -> Iterator[str]:
    for path in sorted((data_dir / "queries").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            yield json.loads(line)["query"]


@pytest.mark.parametrize(
    ("name", "held"),
    [
        (WORDS, None),
        (WORDS, b""),
        (WORDS, b"# Words\n\xe7\x9f\xa5\xe8\xaf\x86 3\n"),
        (WORDS, (FOLDER / WORDS).read_bytes()[:2_000_001]),
        (WORDS, (FOLDER / WORDS).read_bytes().replace(b" ", b"  x")),
        (EMISSIONS, None),
        (EMISSIONS, (FOLDER / EMISSIONS).read_bytes()[:-1]),
    ],
)
def test_without_its_dictionary_what_is_typed_is_cut_as_before(
    name: str, held: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Every search failed, and told nothing that a user can understand."""
    for each in (WORDS, EMISSIONS):
        (tmp_path / each).write_bytes((FOLDER / each).read_bytes())
    if held is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(held)
    monkeypatch.setattr(segmenter, "dictionary", lambda: Dictionary(tmp_path))
    for cut in (analyzer._cut, analyzer._cut_for_search):
        cut.cache_clear()
    text = fold("国务院关于鼯鼱知识产权保护的规定")
    assert list(analyzer._cut(text)) == rjieba.cut(text)
    assert search_words(text) == [word for word in rjieba.cut_for_search(text) if word.isalnum()]
    assert str(tmp_path / name) in caplog.text
    caplog.clear()

    monkeypatch.setattr(analyzer, "_rjieba", lambda: None)
    for cut in (analyzer._cut, analyzer._cut_for_search):
        cut.cache_clear()
    with pytest.raises(KnownError, match="program-damaged") as caught:
        search_words(text)
    assert caught.value.details["path"] == tmp_path / name
