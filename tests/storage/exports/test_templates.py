"""Templates show notes as they were written, cannot do anything else, and say what is wrong with them."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from reader.errors import KnownError
from storage.exports import templates as engine
from storage.exports.template_files import BUILT_IN, find_template, templates
from storage.exports.templates import from_template
from tests.support.exports import EVIL, WHEN, document, evil_document, labels, placed, text_of


def made(folder: Path, source: str) -> str:
    path = folder / "我的.md.j2"
    path.write_text(source, "utf-8")
    text = text_of()
    note = placed(text, 1, "处理数据应当", note="# 甲\n[乙](javascript:x)", tags=("重点",), type="question")
    return from_template(path, [document(note, text=text)], WHEN, labels())


@pytest.mark.parametrize("name", sorted(templates(BUILT_IN)))
def test_our_templates_show_all_notes_and_nothing_of_them_acts(name: str) -> None:
    shown = from_template(templates(BUILT_IN)[name], [evil_document()], WHEN, labels())
    body = shown.split("\n---\n", 1)[1] if shown.startswith("---") else shown
    page = MarkdownIt("commonmark").enable("table").render(body)
    assert "<script" not in page
    assert "<img" not in page
    assert page.count("<a ") == page.count('<a href="piyue://annotation/')
    words = html.unescape(page)
    assert all(said.strip().splitlines()[0][:12].strip("\u3000\x0b\x00\ud800") in words for said in EVIL)
    assert "找不到了" in words


def test_words_are_escaped_and_lists_are_parted(tmp_path: Path) -> None:
    shown = made(
        tmp_path,
        "{% for d in documents %}{% for n in d.notes %}{{ n.note }}|{{ n.tags }}|{{ n.type }}|{{ n.citation }}\n"
        "{{ n.note | quoted }}\n{{ n.note | yaml }}{% endfor %}{% endfor %}",
    )
    escaped = r"\# 甲 \[乙\](javascript:x)"
    assert shown.startswith(f"{escaped}|重点|疑问|《数据安全管理办法》第二条\n")
    assert "> \\# 甲\n>\n> \\[乙\\](javascript:x)\n" in shown


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ documents[0].title.format() }}",
        "{{ 'x' * 1000000000 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ 'x' | center(1000000000) }}",
        "{{ documents.append(1) }}",
        "{{ range(100000000) | length }}",
        "{% include '/etc/passwd' %}",
        "{{ nothing }}",
        "{% for x in documents %}",
        "{{ 1 / 0 }}",
        "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    ],
)
def test_what_a_template_may_not_do_or_does_wrong_is_a_known_error(tmp_path: Path, source: str) -> None:
    with pytest.raises(KnownError) as raised:
        made(tmp_path, source)
    assert raised.value.case == "template-broken"
    assert raised.value.details["reason"]


def test_an_endless_template_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_SECONDS", 0.05)
    loops = "".join(f"{{% for {name} in range(90000) %}}" for name in "abcd") + "{% endfor %}" * 4
    with pytest.raises(KnownError) as raised:
        made(tmp_path, loops)
    assert "longer than" in raised.value.details["reason"]


def test_the_line_of_a_mistake_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as raised:
        made(tmp_path, "一\n二\n{{ nothing }}\n")
    assert raised.value.details["line"] == 3


def test_the_users_template_goes_before_ours(tmp_path: Path) -> None:
    (tmp_path / "读书笔记.md.j2").write_text("x", "utf-8")
    assert find_template("读书笔记", tmp_path) == tmp_path / "读书笔记.md.j2"
    assert find_template("Obsidian", tmp_path) == BUILT_IN / "Obsidian.md.j2"
    assert find_template("", tmp_path) is None
    with pytest.raises(KnownError):
        find_template("没有的", tmp_path)
