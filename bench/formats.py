"""Files that other programs wrote: ``uv run bench/figures.py formats`` makes and reads them (docs/benchmarks.md).

Five laws and the sample become web pages; pandoc, LibreOffice and Chromium turn these into documents. A file passes when it has
the letters of the original, and its clauses in the same nesting with the same numbers and titles.
"""

from __future__ import annotations

import html
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import reader
from bench.laws import ROOT, law_files, unpacked
from reader.errors import KnownError
from reader.letters import letters
from reader.model import Clause, Text

LAWS = ("宪法(2018-03-11)", "立法法(2023-03-13)", "行政处罚法(2021-01-22)", "专利法(2020-10-17)", "档案法(2020-06-20)")
"""Beginnings of names; where the archive has none of that name, laws of middle length take their places."""

_STYLE = (
    "body{font-family:'Noto Serif CJK SC';line-height:1.7}p{text-indent:2em;margin:0}h1,h2,h3,h4{text-align:center}"
)
_PLAIN = "body{font-family:'Noto Sans CJK SC'}"
_HEADINGS = {1: "h2", 2: "h3", 3: "h4"}


def main(arguments: list[str]) -> int:
    """Make the files, read them and print the table; with a folder as argument, keep them there."""
    with tempfile.TemporaryDirectory(prefix="piyue-formats-") as name:
        folder = Path(arguments[0]) if arguments else Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        originals = dict(_originals())
        if not any(folder.iterdir()):
            _make(originals, folder)
        return _report(originals, folder)


def _originals() -> Iterator[tuple[str, Text]]:
    sample = ROOT / "assets" / "sample" / "sample.txt"
    yield "sample", reader.read(sample.read_bytes(), sample.name)
    with unpacked() as folder:
        files = law_files(folder)
        chosen = [path for start in LAWS for path in files if path.stem.startswith(start)]
        middle = sorted(files, key=lambda path: (abs(path.stat().st_size - 40_000), path.name))
        for number, path in enumerate(list(dict.fromkeys(chosen + middle))[:5], start=1):
            yield f"law{number}", reader.read(path.read_bytes(), path.name)


def _web_page(text: Text, style: str) -> str:
    """Give a document as a web page with headings and paragraphs; the sample's marks stay as its source has them."""
    rows = []
    if text.restored:
        rows = [f"<p>{html.escape(line)}</p>" for line in text.source.splitlines()]
    else:
        for paragraph in text.paragraphs:
            words = html.escape(text.text[paragraph.span.start : paragraph.span.end])
            tag = "h1" if paragraph.role == "title" else "p"
            if paragraph.role == "heading" and paragraph.level:
                tag = _HEADINGS.get(paragraph.level, "h5")
            rows.append(f"<{tag}>{words}</{tag}>")
    return f"<!DOCTYPE html><html lang=zh><meta charset=utf-8><style>{style}</style><body>\n" + "\n".join(rows)


def _make(originals: dict[str, Text], folder: Path) -> None:
    for tool in ("pandoc", "soffice", "chromium"):
        if not shutil.which(tool):
            raise SystemExit(f"{tool} is not installed (Debian: libreoffice-writer, pandoc, chromium, fonts-noto-cjk)")
    for key, text in originals.items():
        page = folder / f"{key}.html"
        page.write_text(_web_page(text, _STYLE), "utf-8")
        plain = folder / f"{key}.plain.html"
        plain.write_text(_web_page(text, _PLAIN), "utf-8")
        _run("pandoc", "-f", "html", page, "-o", folder / f"{key}.pandoc.docx")
        _run(
            "pandoc",
            "-f",
            "html",
            "-M",
            "title=—",
            page,
            "-o",
            folder / f"{key}.pandoc.epub",
        )
        _office(folder, page, "docx:MS Word 2007 XML", f"{key}.office.docx")
        _office(folder, folder / f"{key}.pandoc.docx", "pdf", f"{key}.pandoc-office.pdf")
        _office(folder, folder / f"{key}.office.docx", "pdf", f"{key}.office.pdf")
        _office(folder, folder / f"{key}.office.docx", "epub", f"{key}.office.epub")
        _office(folder, page, "doc", f"{key}.office.doc")
        _office(folder, page, "rtf", f"{key}.office.rtf")
        _print(page, folder / f"{key}.chromium.pdf", "--no-pdf-header-footer")
        _print(plain, folder / f"{key}.chromium-furniture.pdf")
        _snapshot(page, folder / f"{key}.chromium.mhtml")


def _run(*command: str | Path) -> None:
    subprocess.run(
        [str(part) for part in command], check=True, timeout=180, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _office(folder: Path, source: Path, kind: str, name: str) -> None:
    out = folder / "out"
    suffix = kind.split(":")[0]
    more = ["--infilter=HTML (StarWriter)"] if source.suffix == ".html" else []
    _run("soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", *more, "--convert-to", kind,
         "--outdir", out, source)  # fmt: skip
    (out / f"{source.stem}.{suffix}").rename(folder / name)


def _chromium(folder: Path) -> list[str]:
    return ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'browser'}"]


def _print(page: Path, out: Path, *more: str) -> None:
    _run(*_chromium(page.parent), *more, f"--print-to-pdf={out}", page.as_uri())


def _snapshot(page: Path, out: Path) -> None:
    """Save a page as the browser's own command does, through its debugging pipe (file descriptors 3 and 4)."""
    to_browser, from_us = os.pipe()
    from_browser, to_us = os.pipe()

    def connect() -> None:
        os.dup2(to_browser, 103)
        os.dup2(to_us, 104)
        os.dup2(103, 3)
        os.dup2(104, 4)

    command = [*_chromium(page.parent), "--remote-debugging-pipe", "about:blank"]
    browser = subprocess.Popen(command, close_fds=False, preexec_fn=connect, stderr=subprocess.DEVNULL)
    os.close(to_browser)
    os.close(to_us)
    with os.fdopen(from_us, "wb") as requests, os.fdopen(from_browser, "rb") as replies:

        def ask(number: int, method: str, session: str = "", **parameters: object) -> dict[str, str]:
            message = {"id": number, "method": method, "params": parameters} | (
                {"sessionId": session} if session else {}
            )
            requests.write(json.dumps(message).encode() + b"\0")
            requests.flush()
            pending = b""
            while True:
                while b"\0" not in pending:
                    pending += replies.read1(1 << 20)
                raw, pending = pending.split(b"\0", 1)
                if (answer := json.loads(raw)).get("id") == number:
                    return dict(answer["result"])

        target = ask(1, "Target.createTarget", url=page.as_uri())["targetId"]
        session = ask(2, "Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        time.sleep(1)
        out.write_bytes(ask(3, "Page.captureSnapshot", session, format="mhtml")["data"].encode())
        ask(4, "Browser.close")
    browser.wait(timeout=30)


def _report(originals: dict[str, Text], folder: Path) -> int:
    table: dict[str, list[int]] = {}
    for path in sorted(folder.glob("*.*.*")):
        key, kind = path.name.split(".", 1)
        if key not in originals or kind == "plain.html":
            continue
        row = table.setdefault(kind, [0, 0, 0, 0])
        row[0] += 1
        try:
            text = reader.read(path.read_bytes(), path.name)
        except KnownError as error:
            row[3] += error.case == "file-kind-unsupported"
            print(f"{path.name}: {error}")
            continue
        same_letters = letters(text.text) == letters(originals[key].text)
        same_outline = _outline(text.clauses) == _outline(originals[key].clauses)
        row[1] += same_letters
        row[2] += same_outline
        if not same_letters or not same_outline:
            print(f"{path.name}: {_first_difference(text, originals[key])}")
    print(f"\n{'written by':26}{'files':>6}{'letters':>9}{'outline':>9}{'refused':>9}")
    for kind, (files, same_letters, same_outline, refused) in table.items():
        print(f"{kind:26}{files:6}{same_letters:9}{same_outline:9}{refused:9}")
    return 0 if all(row[1] == row[2] == row[0] - row[3] for row in table.values()) else 1


def _outline(clauses: tuple[Clause, ...]) -> list[tuple[str, str, str, str]]:
    """Give every clause with its address, which holds number and nesting, and its title's letters."""
    return [
        (each.kind, letters(each.label), each.path, letters(each.title)) for root in clauses for each in root.walk()
    ]


def _first_difference(text: Text, original: Text) -> str:
    mine, its = letters(text.text), letters(original.text)
    at = next(
        (at for at, (one, other) in enumerate(zip(mine, its, strict=False)) if one != other), min(len(mine), len(its))
    )
    if at < max(len(mine), len(its)):
        return f"letters {len(mine)} of {len(its)}, at {at}: {mine[max(at - 8, 0) : at + 12]!r} for {its[max(at - 8, 0) : at + 12]!r}"
    mine_rows, its_rows = _outline(text.clauses), _outline(original.clauses)
    for one, other in zip(mine_rows, its_rows, strict=False):
        if one != other:
            return f"outline: {one} for {other}"
    return f"outline: {len(mine_rows)} clauses for {len(its_rows)}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
