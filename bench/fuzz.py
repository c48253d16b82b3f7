"""Fuzzing of every parser: ``uv run bench/figures.py fuzz [SECONDS] [PARSER …]`` (docs/reliability.md; issue 3, point 6).

Small valid files of every kind are damaged at random: bytes changed, stretches cut, doubled, moved, taken from another file; of a
ZIP either the container or one of its parts. Each must end in a Text or a ``KnownError``; anything else is a bug and is printed with
the seed that makes it again. Each parser runs in a process of its own: what takes it down is told too.
"""

from __future__ import annotations

import io
import random
import subprocess
import sys
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import reader
from reader.errors import KnownError

ROOT = Path(__file__).resolve().parent.parent
_SECONDS = 600
_SLOW = 10.0
"""A run that takes longer is printed: the limit of the worker is far above, but the files here are small."""
_WRITTEN = ROOT / "tests" / "reader" / "written"
_TOKENS: tuple[bytes, ...] = (
    b"\0",
    b"\xff\xfe",
    b"-1",
    b"99999999999999999999",
    b"1e309",
    b"<table><tr><td rowspan=9999 colspan=9999>",
    b"<td>",
    b"</td></tr></table>",
    b"<w:tbl><w:tr><w:tc>",
    b'<w:vMerge/><w:gridSpan w:val="999999"/>',
    b"|---|---|\n",
    b"<![CDATA[",
    b"&#x10ffff;",
    b"&#xd800;",
    b"%PDF-1.7",
    b"endstream",
    b"/Length 0",
    b"[0 0 0 0]",
    "第一条　".encode(),
    "一、".encode(),
    "附件".encode(),
    "责任单位：".encode(),
    b"Content-Type: multipart/related; boundary=x\r\n\r\n--x\r\n",
    b"g 99999 1.5",
)


def main(arguments: list[str]) -> int:
    """Fuzz each parser for so many seconds (600); 1 where one raised, hung or died."""
    if arguments[:1] == ["--one"]:
        return _fuzz(arguments[1], float(arguments[2]), int(arguments[3]))
    numbers = [each for each in arguments if each.isdigit()]
    chosen = [each for each in arguments if not each.isdigit()] or list(_seeds())
    seconds = int(numbers[0]) if numbers else _SECONDS
    print(f"{'parser':10}{'runs':>9}{'read':>9}  {'slowest':>8}  errors", flush=True)
    failed = 0
    for parser in chosen:
        command = [sys.executable, str(ROOT / "bench" / "figures.py"), "fuzz", "--one", parser, str(seconds), "7"]
        status = subprocess.run(command, check=False).returncode
        if status < 0 or status > 1:
            print(f"{parser}: the process ended with {status}", flush=True)
        failed += status != 0
    return 1 if failed else 0


def _fuzz(parser: str, seconds: float, seed: int) -> int:
    seeds = _seeds()[parser]()
    endings: Counter[str] = Counter()
    seen: set[str] = set()
    slowest, bugs, run = 0.0, 0, 0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        chance = random.Random(f"{seed}-{parser}-{run}")
        name, data = _damaged(seeds, chance)
        began = time.process_time()
        try:
            reader.read(data, name)
            endings["read"] += 1
        except KnownError as error:
            endings[error.case] += 1
        except Exception:
            bugs += 1
            told = traceback.format_exc(limit=-4)
            if told not in seen:
                print(f"{parser}, run {run}, {name}:\n{told}", flush=True)
            seen.add(told)
        took = time.process_time() - began
        if took > _SLOW:
            print(f"{parser}, run {run}, {name}: {took:.1f} s", flush=True)
        slowest = max(slowest, took)
        run += 1
    known = ", ".join(f"{case} {count}" for case, count in endings.most_common() if case != "read")
    print(f"{parser:10}{run:9}{endings['read']:9}  {slowest:6.2f} s  {known}; unhandled {bugs}", flush=True)
    return 1 if bugs else 0


_Seed = tuple[str, bytes]


def _seeds() -> dict[str, Callable[[], list[_Seed]]]:
    """Give how to make the valid files of each parser."""

    def written(*suffixes: str) -> list[_Seed]:
        return [(path.name, path.read_bytes()) for path in sorted(_WRITTEN.iterdir()) if path.suffix in suffixes]

    return {
        "txt": lambda: [
            ("a.txt", (ROOT / "assets" / "sample" / "sample.txt").read_bytes()),
            ("b.txt", _law("gb18030")),
        ],
        "md": lambda: [("a.md", _MARKDOWN.encode()), ("b.md", _law("utf-8"))],
        "html": lambda: [("a.html", _page(_HTML)), *written(".html")],
        "mhtml": lambda: [("a.mhtml", _mhtml()), *written(".mhtml", ".mht")],
        "docx": lambda: [("a.docx", _docx()), *written(".docx")],
        "epub": lambda: [("a.epub", _epub()), *written(".epub")],
        "ofd": lambda: [("a.ofd", _ofd()), *written(".ofd")],
        "pdf": lambda: [("a.pdf", _pdf()), *written(".pdf")],
    }


_HTML = (
    "<nav>首页 &gt; 政策</nav><h1>某市用水办法</h1><p>第一条　为了规范用水，制定本办法（以下简称办法）。</p>"
    "<table><caption>表1</caption><tr><th rowspan=2>项目</th><th colspan=2>标准</th></tr><tr><td><p>甲</p><p>乙</p></td><td></td></tr>"
    "<tr><td>一、费用</td><td>100</td><td>元<br>每年</td></tr></table><p>第二条　（责任单位：甲局、乙委）</p>"
    "<p>某市人民政府</p><p>2020年1月1日</p><p>附件：1.甲方案</p><footer>版权所有</footer>"
)
_MARKDOWN = (
    "# 某市用水办法\n\n## 第一章　总则\n\n第一条　为了规范用水，制定本办法。\n\n| 甲 | 乙 |\n|---|---|\n| 1 | |\n| 第二条 | 3<br>4 |\n\n"
    "<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>\n\n```\n代码\n```\n\n<!-- 注 -->\n\n（一）甲；\n\n1.乙。\n"
)


def _law(encoding: str) -> bytes:
    rows = ["某市用水条例", "（2020年1月1日某市人民代表大会常务委员会通过）", "目　录", "第一章　总则", "第一章　总则"]
    rows += [f"第{number}条　用水应当节约，具体办法由市人民政府规定。" for number in "一二三四五六七八九"]
    rows += ["（一）甲；", "1.乙；", "附件1", "甲方案", "一、总体要求", "5.3.2 强度不应小于3.5%。", "国函〔2016〕65号"]
    return "\r\n".join(rows).encode(encoding)


def _page(body: str) -> bytes:
    return f"<!doctype html><html><head><title>某市用水办法</title></head><body>{body}</body></html>".encode()


def _mhtml() -> bytes:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
    return head + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + _page(_HTML) + b"\r\n--x--\r\n"


def _docx() -> bytes:
    from tests.support.packages import docx, paragraph

    def cell(words: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(words)}</w:tc>"

    rows = (
        "<w:tr>" + cell("项目", '<w:vMerge w:val="restart"/>') + cell("标准", '<w:gridSpan w:val="2"/>') + "</w:tr>",
        "<w:tr>" + cell("", "<w:vMerge/>") + cell("甲") + cell("乙") + "</w:tr>",
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = paragraph("总体要求", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    styles = '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 1"/></w:style>'
    body = (
        paragraph("某市办法", '<w:pStyle w:val="a"/>') + listed + f"<w:tbl>{''.join(rows)}</w:tbl>" + paragraph("完。")
    )
    return docx(body, styles=styles, numbering=numbering)


def _epub() -> bytes:
    from tests.support.packages import zipped

    package = (
        '<package><metadata><title>某市办法</title></metadata><manifest><item id="a" href="a.xhtml" '
        'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>'
    )
    container = '<container><rootfiles><rootfile full-path="c.opf"/></rootfiles></container>'
    return zipped({"META-INF/container.xml": container, "c.opf": package, "a.xhtml": _page(_HTML)})


def _ofd() -> bytes:
    from tests.support.fixed_pages import ofd, prose

    return ofd([prose(["某市用水办法", "第一条　为了规范用水，制定本办法。", "第二条　节约用水。"])])


def _pdf() -> bytes:
    from tests.support.fixed_pages import pdf, prose

    return pdf([prose(["某市用水办法", "第一条　为了规范用水，制定本办法。", "第二条　节约用水。"])] * 2)


def _damaged(seeds: list[_Seed], chance: random.Random) -> _Seed:
    name, data = chance.choice(seeds)
    if data.startswith(b"PK") and chance.random() < 0.8:
        return name, _part_damaged(data, chance)
    other = chance.choice(seeds)[1]
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        data = _once(data, other, chance)
    return name, data


def _part_damaged(data: bytes, chance: random.Random) -> bytes:
    """Damage a part inside a sound ZIP: the damage reaches the parser behind the checksums."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    chosen = chance.randrange(len(parts))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (member, content) in enumerate(parts):
            if number == chosen:
                for _ in range(chance.choice((1, 1, 2, 4))):
                    content = _once(content, chance.choice(parts)[1], chance)
            archive.writestr(member, content)
    return out.getvalue()


def _once(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Damage bytes at one place."""
    if not data:
        return chance.choice(_TOKENS)
    start = chance.randrange(len(data))
    stop = min(len(data), start + chance.choice((1, 2, 8, 64, 1024)))
    match chance.randrange(8):
        case 0:
            return data[:start] + bytes([chance.randrange(256)]) + data[start + 1 :]
        case 1:
            return data[:start] + bytes([data[start] ^ (1 << chance.randrange(8))]) + data[start + 1 :]
        case 2:
            return data[:start] + data[stop:]
        case 3:
            return data[:stop] + data[start:stop] * chance.choice((1, 2, 50)) + data[stop:]
        case 4:
            at = chance.randrange(max(len(other), 1))
            return data[:start] + other[at : at + chance.choice((4, 64, 1024))] + data[stop:]
        case 5:
            return data[:start]
        case 6:
            return data[:start] + data[start:stop][::-1] + data[stop:]
        case _:
            return data[:start] + chance.choice(_TOKENS) + data[start:]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
