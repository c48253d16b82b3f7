"""Exports opened by the programs that they are for: ``uv run bench/figures.py exports`` (docs/benchmarks.md; issue 5, points 4 and 5).

Two documents carry the notes: the hostile one of the tests, and the sample with 300 random places, every note hostile. LibreOffice opens
tables and Word files, Chromium the page, three renderers the Markdown. Each check that finds nothing has a control that must find something.
"""

from __future__ import annotations

import csv
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

from lxml import etree, html
from markdown_it import MarkdownIt

import reader
from bench.browser import Browser
from reader.anchor import describe
from reader.model import Span
from storage.annotations import Color
from storage.exports.exported import Exported
from storage.exports.forms import SUFFIXES, Form, writer
from storage.exports.rows import note_rows
from tests.support.exports import EVIL, WHEN, card_of, evil_document, labels, placed
from ui.places import SAMPLE

NOTES = 300
_ODF = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_CSV = "CSV:44,34,76,1,,0,false,true"
"""Comma, quotes, UTF-8; cells in quotes are not text for that, and special numbers are recognised: as careless as one can be."""
_ACTIVE = (
    "a",
    "img",
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "form",
    "input",
    "svg",
    "math",
    "video",
    "audio",
    "link",
    "meta",
)
_NOT_LETTERS = re.compile(r"\s+")


def main(_arguments: Sequence[str]) -> int:
    """Print a line for each check; 1 where one failed."""
    documents = [evil_document(), _sample()]
    failed = 0
    with tempfile.TemporaryDirectory(prefix="piyue-exports-") as name:
        folder = Path(name)
        files = {form: _written(folder, documents, form) for form in ("markdown", "html", "csv", "xlsx", "docx")}
        checks: list[tuple[str, Callable[[], tuple[str, bool]]]] = [
            ("XLSX in LibreOffice", lambda: _table(folder, files["xlsx"], documents, "")),
            ("CSV in LibreOffice", lambda: _table(folder, files["csv"], documents, _CSV)),
            ("CSV without our quoting (control)", lambda: _control(folder, documents)),
            ("DOCX in LibreOffice", lambda: _comments(folder, files["docx"], documents)),
            ("HTML in Chromium", lambda: _page(files["html"], documents)),
            ("HTML with a picture in it (control)", lambda: _page_control(folder)),
            *(
                (f"Markdown by {name}", lambda render=render: _markdown(files["markdown"], render))  # type: ignore[misc]
                for name, render in _RENDERERS.items()
            ),
        ]
        for what, check in checks:
            said, well = check()
            failed += not well
            print(f"| {what} | {said} | {'' if well else 'FAILED'} |", flush=True)
    return 1 if failed else 0


def _sample() -> Exported:
    text = reader.read(SAMPLE.read_bytes(), SAMPLE.name)
    dice = random.Random(5)
    made = []
    for number in range(NOTES):
        pieces = []
        for _ in range(dice.choice((1, 1, 1, 2))):
            start = dice.randrange(len(text.text) - 200)
            pieces.append(Span(start, start + dice.randint(1, 200)))
        evil = placed(text, 1, text.text[:1], note=dice.choice(EVIL), tags=(dice.choice(EVIL)[:20],))[0]
        one = replace(
            evil,
            id=f"s{number:011d}",
            anchors=tuple(describe(text, span) for span in pieces),
            color=dice.choice(get_args(Color)),
        )
        made.append((one, pieces))
    return Exported(card_of(text, id="doc2", title="实施意见"), text, made)


def _written(folder: Path, documents: Sequence[Exported], form: Form) -> Path:
    path = folder / f"notes{SUFFIXES[form]}"
    path.write_bytes(writer(form)(documents, WHEN, labels()))
    return path


def _office(folder: Path, source: Path, kind: str, filter_: str = "") -> etree._Element:
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += [f"--infilter={filter_}"] if filter_ else []
    command += ["--convert-to", kind, "--outdir", str(folder / "out"), str(source)]
    subprocess.run(command, check=True, timeout=180, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    path = folder / "out" / f"{source.stem}.{kind}"
    parsed = etree.fromstring(path.read_bytes(), etree.XMLParser(huge_tree=True))
    path.unlink()
    return parsed


def _table(folder: Path, source: Path, documents: Sequence[Exported], filter_: str) -> tuple[str, bool]:
    book = _office(folder, source, "fods", filter_)
    rows = [
        row
        for row in book.iterfind(".//table:table-row", _ODF)
        if row.find("table:table-cell/text:p", _ODF) is not None
    ]
    formulas = book.xpath("count(//@table:formula)", namespaces=_ODF)
    links = len(book.findall(".//text:a", _ODF))
    wanted = sum(1 for _ in note_rows(documents, labels())) + 1
    said = f"{len(rows) - 1} rows of {wanted - 1}, {formulas:.0f} formula cells, {links} links"
    return said, (len(rows), formulas, links) == (wanted, 0, 0)


def _control(folder: Path, documents: Sequence[Exported]) -> tuple[str, bool]:
    path = folder / "control.csv"
    with path.open("w", encoding="utf-8", errors="replace", newline="") as out:
        csv.writer(out, quoting=csv.QUOTE_ALL).writerows(
            [row.annotation.note] for row in note_rows(documents, labels())
        )
    formulas = _office(folder, path, "fods", _CSV).xpath("count(//@table:formula)", namespaces=_ODF)
    return f"{formulas:.0f} formula cells", formulas > 0


def _comments(folder: Path, source: Path, documents: Sequence[Exported]) -> tuple[str, bool]:
    """Compare the words under each comment, as LibreOffice has them, with the spans of the annotations."""
    wanted: Counter[tuple[str, str]] = Counter()
    for document in documents:
        for row in note_rows([document], labels()):
            if row.annotation.note or row.annotation.tags or row.annotation.type or row.annotation.bookmark:
                for number, span in enumerate(row.spans, start=1):
                    part = f"{number}/{len(row.spans)}" if len(row.spans) > 1 else ""
                    wanted[(_bare(document.text.text[span.start : span.end]), part)] += 1
    found: Counter[tuple[str, str]] = Counter()
    open_: dict[str, tuple[list[str], str]] = {}
    for event, node in etree.iterwalk(_office(folder, source, "fodt"), events=("start", "end")):
        name = etree.QName(node)
        if event == "start" and name.localname == "annotation":
            said = "".join("".join(part.itertext()) for part in node.iterfind("text:p", _ODF))
            part = re.match(r"\d/\d", said)
            open_[node.get(f"{{{_ODF['office']}}}name")] = ([], part[0] if part else "")
        elif event == "start" and name.localname == "annotation-end":
            words, part_ = open_.pop(node.get(f"{{{_ODF['office']}}}name"))
            found[(_bare("".join(words)), part_)] += 1
        in_note = any(etree.QName(up).localname == "annotation" for up in (node, *node.iterancestors()))
        piece = (node.text if event == "start" else None) or "" if not in_note else ""
        if event == "end" and not (in_note and name.localname != "annotation"):
            piece = node.tail or ""
        for words, _part in open_.values():
            words.append(piece)
    right = (wanted & found).total()
    return (
        f"{right} of {wanted.total()} comments at the right words, {found.total() - right} elsewhere",
        wanted == found,
    )


def _bare(words: str) -> str:
    return _NOT_LETTERS.sub("", words)


def _page(path: Path, documents: Sequence[Exported]) -> tuple[str, bool]:
    notes = [annotation for document in documents for annotation, _spans in document.annotations]
    green = sum(note.color == "green" for note in notes)
    visible = "Array.from(document.querySelectorAll('article')).filter((one) => one.checkVisibility()).length"
    set_ = "(() => {{ const one = document.getElementById('{}'); one.value = {!r}; one.dispatchEvent(new Event('input')); return {}; }})()"
    with Browser() as browser:
        browser.open(path)
        everything = browser.run(visible)
        of_color = browser.run(set_.format("by-color", "green", visible))
        browser.run(set_.format("by-color", "", visible))
        searched = browser.run(set_.format("find", "找不到了", visible))
        browser.run(set_.format("find", "", visible))
        links = browser.run(
            "Array.from(document.querySelectorAll('nav a')).every((a) => document.querySelector(a.hash))"
        )
        count = browser.run("document.querySelectorAll('nav a').length")
        scripts = browser.run("document.querySelectorAll('main script, main img, main [onerror], main a, base').length")
        away = [url for url in browser.requests if url != path.as_uri()]
        errors = list(browser.errors)
    well = (
        (everything, of_color, searched, links, scripts) == (len(notes), green, 1, True, 0) and not away and not errors
    )
    said = f"{everything} notes, {of_color} of one colour, {searched} by search, {count} entries of the outline lead somewhere,"
    return f"{said} {len(away)} requests, {len(errors)} errors", well and count > len(documents)


def _page_control(folder: Path) -> tuple[str, bool]:
    path = folder / "control.html"
    path.write_text('<!DOCTYPE html><img src="http://127.0.0.1:9/x.png">', "utf-8")
    with Browser() as browser:
        browser.open(path)
        away = [url for url in browser.requests if url != path.as_uri()]
    return f"{len(away)} requests", bool(away)


def _markdown(path: Path, render: Callable[[str], str]) -> tuple[str, bool]:
    source = path.read_text("utf-8").split("\n---\n", 1)[1]
    page = html.fromstring(f"<div>{render(source)}</div>")
    active = _active(page)
    control = _active(html.fromstring(f"<div>{''.join(map(render, EVIL[:3]))}</div>"))
    words = _bare(page.text_content())
    lost = sum(_bare(_kept(evil)) not in words for evil in EVIL)
    said = f"{len(active)} active nodes (of three of the notes unescaped: {len(control)}), {lost} of {len(EVIL)} hostile notes lost"
    return said, not active and bool(control) and not lost


def _active(page: html.HtmlElement) -> list[html.HtmlElement]:
    """Give what acts or leads somewhere. Not an address that stands there as such: some renderers let one click any."""
    return [node for node in page.iter(*_ACTIVE) if node.tag != "a" or not _is_plain(node)]


def _is_plain(link: html.HtmlElement) -> bool:
    target = str(link.get("href", ""))
    return target.startswith("piyue:") or (target.startswith(("http://", "https://")) and link.text_content() == target)


def _kept(words: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", "", words)


def _by_pandoc(source: str) -> str:
    done = subprocess.run(
        ["pandoc", "-f", "markdown-smart", "-t", "html", "--mathml"],
        input=source.encode(),
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def _by_qt(source: str) -> str:
    from PySide6.QtGui import QGuiApplication, QTextDocument

    _app = QGuiApplication.instance() or QGuiApplication(["bench", "-platform", "offscreen"])
    document = QTextDocument()
    document.setMarkdown(source)
    return re.sub(r"^.*<body[^>]*>|</body>.*$|<meta[^>]*>", "", document.toHtml(), flags=re.DOTALL)


_RENDERERS: dict[str, Callable[[str], str]] = {
    "markdown-it (GFM)": lambda source: str(MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(source)),
    "pandoc": _by_pandoc,
    "Qt": _by_qt,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
