"""Files made to hurt whoever reads them: a hundred and more in over twenty families (docs/reliability.md).

Made when asked for, one at a time, for some are large; the same seed gives the same bytes.
"""

from __future__ import annotations

import io
import random
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.support.fixed_pages import OFD, Put, ofd, ofd_page, pdf, pdf_of, prose
from tests.support.packages import WORD, docx, paragraph, zipped

CANARY = "piyue-was-here"
"""What a file that breaks out would leave beside or above the folder it is read in."""

_ZEROS = 24 << 20
_MANY = 300_000
_RLO = "\u202e"


@dataclass(frozen=True, slots=True)
class Hostile:
    """One file.

    Attributes:
        family: What it tries.
        name: Its file name.
        make: Gives its bytes.
        quick: Small and fast enough for every run of the tests.
    """

    family: str
    name: str
    make: Callable[[], bytes]
    quick: bool = True


def hostile_files(port: int = 9, seed: int = 3) -> Iterator[Hostile]:
    """Give all files.

    Args:
        port: Of a local server that must never hear from their reader.
        seed: For what is cut or filled at random.
    """
    for family in (_zips, _documents, _books_and_pages, _pdf_structures, _pdf_contents, _ofds):
        yield from family(f"http://127.0.0.1:{port}/")
    yield from _damaged(random.Random(seed))


def _epub(page: str, spine: str = '<itemref idref="a"/>', **members: str) -> bytes:
    return zipped(
        {
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>',
            "b.opf": '<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
            f"<spine>{spine}</spine></package>",
            "a.xhtml": page,
            **members,
        }
    )


def _ofd(page: str, document: str = "", pages: str = '<ofd:Page ID="1" BaseLoc="P.xml"/>') -> bytes:
    return zipped(
        {
            "OFD.xml": f'<ofd:OFD xmlns:ofd="{OFD}"><ofd:DocBody><ofd:DocRoot>D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
            "D.xml": document or f'<ofd:Document xmlns:ofd="{OFD}"><ofd:Pages>{pages}</ofd:Pages></ofd:Document>',
            "P.xml": page,
        }
    )


def _counted(part: str) -> str:
    """Give very many parts that differ, for equal ones would only be a bomb."""
    return "".join(part.replace("{}", str(number * 7919 % 1_000_003)) for number in range(_MANY))


def _repeated(member: str, content: bytes) -> bytes:
    """Give a Word package with one member twice."""
    buffer = io.BytesIO(docx(paragraph("甲")))
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(member, content)
    return buffer.getvalue()


def _lying(data: bytes, size: int) -> bytes:
    """Give a ZIP in which a member of a known size claims a kilobyte."""
    return data.replace(struct.pack("<L", size), struct.pack("<L", 1024))


def _overlapping(times: int) -> bytes:
    """Give a Word package whose directory lists the same bytes many times over."""
    data = docx("<w:p/>" * 1000)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = archive.getinfo("word/document.xml")
        start = archive.start_dir
    entries = []
    for number in range(times):
        name = f"word/{number:06}.xml".encode()
        head = struct.pack(
            "<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 0, 20, 0, 0, 8, 0, 33, entry.CRC, entry.compress_size, entry.file_size,
            len(name), 0, 0, 0, 0, 0, entry.header_offset,
        )  # fmt: skip
        entries.append(head + name)
    directory = b"".join(entries)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, times % 65536, times % 65536, len(directory), start, 0)
    return data[:start] + directory + end


def _zips(_server: str) -> Iterator[Hostile]:
    bomb = b"<a>" + b" " * _ZEROS + b"</a>"
    for place in ("word/document.xml", "word/styles.xml", "word/numbering.xml", "_rels/.rels", "word/footnotes.xml"):
        yield Hostile("zip bomb", "a.docx", lambda place=place: docx(paragraph("甲"), extra={place: bomb}))  # type: ignore[misc,dict-item]
    yield Hostile("zip bomb", "a.epub", lambda: _epub(" " * _ZEROS))
    yield Hostile("zip bomb", "a.ofd", lambda: _ofd(" " * _ZEROS))
    for name in ("a.docx", "a.ofd", "a.epub"):
        make = {"a.docx": lambda: docx("<w:p/>" * 400_000), "a.ofd": lambda: _ofd(" " * 2_400_000)}.get(
            name, lambda: _epub(" " * 2_400_000)
        )
        yield Hostile("lying size", name, lambda make=make: _lying(make(), 2_400_000))  # type: ignore[misc]
    yield Hostile("lying size", "b.docx", lambda: docx(paragraph("甲")).replace(b"\x08\x00", b"\x00\x00"))
    yield Hostile("lying size", "c.docx", lambda: docx(paragraph("甲")).replace(b"PK\x01\x02", b"PK\x01\x02", 1)[:-4])

    def nested(depth: int) -> bytes:
        data = b"\0" * (1 << 20)
        for _ in range(depth):
            data = zipped({f"{copy}.zip": data for copy in range(8)})
        return data

    for depth in (1, 3, 5):
        yield Hostile("nested zip", f"{depth}.zip", lambda depth=depth: nested(depth))  # type: ignore[misc]
    yield Hostile("nested zip", "in.docx", lambda: docx(paragraph("甲"), extra={"word/embeddings/a.zip": nested(2)}))  # type: ignore[dict-item]
    for times in (2, 500, 9_000, 60_000):
        yield Hostile("overlapping members", f"{times}.docx", lambda times=times: _overlapping(times))  # type: ignore[misc]
    names = (
        f"../../../../../../tmp/{CANARY}", f"/tmp/{CANARY}", f"..\\..\\{CANARY}", f"C:\\{CANARY}", f"word/../../{CANARY}",
        f"{CANARY}\0.xml", "CON", f"//server/share/{CANARY}",
    )  # fmt: skip
    for index, name in enumerate(names):
        extra = {name: "甲"}
        yield Hostile("slip names", f"{index}.docx", lambda extra=extra: docx(paragraph("甲"), extra=extra))  # type: ignore[misc]
    yield Hostile("many members", "a.docx", lambda: docx(paragraph("甲"), extra={f"m/{n}": "" for n in range(12_000)}))
    yield Hostile("many members", "b.docx", lambda: _repeated("word/document.xml", b"<a/>"))
    yield Hostile("many members", "c.docx", lambda: _repeated("WORD/DOCUMENT.XML", b"<a/>"))
    yield Hostile("many members", "empty.docx", lambda: b"PK\x05\x06" + bytes(18))


def _dtd(kind: str, server: str) -> str:
    if kind == "local file":
        return '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    if kind == "remote file":
        return (
            f'<!DOCTYPE a SYSTEM "{server}a.dtd" [<!ENTITY % p SYSTEM "{server}p">%p;<!ENTITY e SYSTEM "{server}e">]>'
        )
    rounds = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE a [<!ENTITY e0 "{"甲" * 100}">{rounds}<!ENTITY e "&e11;">]>'


def _documents(server: str) -> Iterator[Hostile]:
    for kind in ("local file", "remote file", "entity bomb"):
        head = _dtd(kind, server)
        word = (
            f'{head}<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>甲&e;</w:t></w:r></w:p></w:body></w:document>'
        )
        page = f'{head}<Page><TextObject Size="5"><TextCode X="0" Y="5">甲&e;</TextCode></TextObject></Page>'
        yield Hostile(f"{kind} by entity", "a.docx", lambda word=word: docx("", extra={"word/document.xml": word}))  # type: ignore[misc]
        yield Hostile(
            f"{kind} by entity",
            "b.docx",
            lambda head=head: docx(paragraph("甲"), extra={"word/styles.xml": f'{head}<a b="&e;">&e;</a>'}),  # type: ignore[misc]
        )
        yield Hostile(f"{kind} by entity", "a.ofd", lambda page=page: _ofd(page))  # type: ignore[misc]
        yield Hostile(f"{kind} by entity", "a.epub", lambda head=head: _epub(f"{head}<html><p>甲&e;</p></html>"))  # type: ignore[misc]
        yield Hostile(f"{kind} by entity", "a.html", lambda head=head: f"{head}<html><p>甲&e;</p>".encode())  # type: ignore[misc]
    deep = "<w:a>" * 200_000 + "</w:a>" * 200_000
    yield Hostile("deep nesting", "a.docx", lambda: docx(deep))
    yield Hostile("deep nesting", "b.docx", lambda: docx(paragraph("甲"), numbering=deep))
    yield Hostile(
        "deep nesting",
        "c.docx",
        lambda: docx("<w:tbl><w:tr><w:tc>" * 80 + paragraph("甲") + "</w:tc></w:tr></w:tbl>" * 80),
    )
    yield Hostile("deep nesting", "a.ofd", lambda: _ofd("<a>" * 200_000))
    yield Hostile("deep nesting", "a.epub", lambda: _epub("<div>" * 50_000 + "甲"))
    yield Hostile("deep nesting", "a.md", lambda: ("> " * 20_000 + "甲").encode())
    yield Hostile(
        "very many parts", "runs.docx", lambda: docx("<w:p>" + _counted("<w:r><w:t>甲{}</w:t></w:r>") + "</w:p>"), False
    )
    yield Hostile("very many parts", "paragraphs.docx", lambda: docx(_counted(paragraph("甲{}"))), False)
    yield Hostile(
        "very many parts",
        "cells.docx",
        lambda: docx("<w:tbl><w:tr>" + _counted(f"<w:tc>{paragraph('甲{}')}</w:tc>") + "</w:tr></w:tbl>"),
        False,
    )
    yield Hostile(
        "very many parts", "breaks.docx", lambda: docx("<w:p><w:r>" + "<w:br/>" * _MANY + "<w:t>甲</w:t></w:r></w:p>")
    )
    yield Hostile("very many parts", "cells.html", lambda: b"<html><table><tr>" + "<td>甲".encode() * _MANY, False)
    yield Hostile("very many parts", "one.html", lambda: b"<html><p>" + "甲<b>乙</b>".encode() * _MANY, False)
    loop = '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="a"/><w:basedOn w:val="b"/></w:style>'
    yield Hostile(
        "loops and odd numbers", "styles.docx",
        lambda: docx(paragraph("甲", '<w:pStyle w:val="a"/>'), styles=loop + loop.replace('Id="a"', 'Id="b"').replace('val="b"', 'val="a"')),
    )  # fmt: skip
    for index, (level, start, form) in enumerate(
        (
            ("0", "9" * 400, "upperRoman"),
            ("-3", "1", "decimal"),
            ("999999999999", "1", "decimal"),
            ("0", "-99999999", "lowerLetter"),
        )
    ):
        numbering = (
            f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
            '<w:lvlText w:val="%1%9%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        )
        body = paragraph(
            "甲", f'<w:outlineLvl w:val="{start}"/><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
        )
        yield Hostile("loops and odd numbers", f"{index}.docx", lambda b=body, n=numbering: docx(b, numbering=n))  # type: ignore[misc]
    outside = '<Relationships xmlns="x"><Relationship Id="a" Type="x/officeDocument" TargetMode="External" Target="{0}"/></Relationships>'
    for index, target in enumerate((server, "file:///etc/passwd", "../../../../etc/passwd", "\\\\server\\share\\a")):
        extra = {"_rels/.rels": outside.format(target), "word/_rels/document.xml.rels": outside.format(target)}
        yield Hostile("targets outside", f"{index}.docx", lambda extra=extra: docx(paragraph("甲"), extra=extra))  # type: ignore[misc]


def _books_and_pages(server: str) -> Iterator[Hostile]:
    for index, target in enumerate(("../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", server)):
        spine = '<itemref idref="a"/>'
        package = f'<package><manifest><item id="a" href="{target}" media-type="text/html"/></manifest><spine>{spine}</spine></package>'
        yield Hostile("targets outside", f"{index}.epub", lambda package=package: _epub("", **{"b.opf": package}))  # type: ignore[misc]
    many = '<itemref idref="a"/>' * 50_000
    yield Hostile("one page read again and again", "a.epub", lambda: _epub("<html><p>" + "甲乙丙丁" * 100_000, many))
    for index, body in enumerate(
        (
            f'<meta http-equiv="refresh" content="0;url={server}">甲',
            f'<img src="{server}a.png"><img src="\\\\127.0.0.1\\a\\b.png"><img src="file:////127.0.0.1/a">甲',
            f'<script src="{server}"></script><link rel=stylesheet href="{server}"><iframe src="{server}"></iframe>甲',
            f'<base href="{server}"><object data="a"></object><svg><image href="{server}"/></svg>甲',
            f"<style>@import url({server}); p{{background:url({server})}}</style><p onclick='x'>甲",
        )
    ):
        yield Hostile("pages that fetch", f"{index}.html", lambda body=body: f"<html>{body}".encode())  # type: ignore[misc]
        head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n'
        yield Hostile("pages that fetch", f"{index}.mhtml", lambda body=body, head=head: f"{head}<html>{body}".encode())  # type: ignore[misc]
    nested = "".join(f'Content-Type: multipart/related; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(20_000))
    yield Hostile("messages in messages", "a.mhtml", lambda: nested.encode())
    yield Hostile("messages in messages", "b.mhtml", lambda: b"Content-Type: message/rfc822\r\n\r\n" * 5_000)
    yield Hostile(
        "messages in messages",
        "c.mhtml",
        lambda: b'Content-Type: multipart/related; boundary="b"\r\n\r\n' + b"--b\r\n\r\n" * 200_000,
        False,
    )
    yield Hostile(
        "messages in messages",
        "d.mhtml",
        lambda: b"Content-Type: text/html; charset=no-such\r\n\r\n<p>" + "甲".encode(),
    )
    right = f"文件{_RLO}fdp.exe"
    good = [
        (".docx", lambda: docx(paragraph("甲"))),
        (".pdf", lambda: pdf([prose(["甲"])])),
        (".ofd", lambda: ofd([prose(["甲"])])),
    ]
    for suffix, make in good:
        yield Hostile("names that lie", right + suffix, make)
    yield Hostile("names that lie", "甲" * 80 + ".txt", lambda: pdf([prose(["甲"])]))
    yield Hostile("names that lie", "../../a.docx", lambda: "<html><p>甲".encode())
    yield Hostile("names that lie", "{name}{0}%s.pdf", lambda: b"%PDF-")


def _pdf_page(content: bytes, page: bytes = b"", *more: bytes) -> bytes:
    return pdf_of(
        [
            b"<</Type/Catalog/Pages 2 0 R/Outlines 6 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>"
            b"/XObject<</X 4 0 R>>>>" + page + b">>",
            content,
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            *more,
        ]
    )


def _stream(content: bytes, more: bytes = b"", length: int | None = None) -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content) if length is None else length, more, content)


_WORD = b"BT /F 12 Tf 50 700 Td (Hello) Tj ET\n"


def _pdf_structures(_server: str) -> Iterator[Hostile]:
    catalog = b"<</Type/Catalog/Pages 2 0 R>>"
    loops = {
        "tree of itself": [catalog, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"],
        "two in a circle": [catalog, b"<</Type/Pages/Kids[3 0 R]/Count 9>>", b"<</Type/Pages/Kids[2 0 R]/Count 9/Parent 2 0 R>>"],
        "catalog is page": [b"<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]/Count 5>>"],
        "length of itself": [
            catalog, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Page/Contents 4 0 R>>", b"<</Length 4 0 R>>stream\nendstream",
        ],
        "reference to itself": [catalog, b"2 0 R"],
    }  # fmt: skip
    for name, objects in loops.items():
        yield Hostile("pdf loops", f"{name}.pdf", lambda objects=objects: pdf_of(objects))  # type: ignore[misc]
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>"
    yield Hostile("pdf loops", "form in form.pdf", lambda: _pdf_page(_stream(b"/X Do /X Do", form)), False)
    good = pdf([prose(["第一条 甲。"])])
    end = good.rindex(b"startxref")
    for index, tail in enumerate(
        (
            b"startxref\n%d\n%%%%EOF" % end,
            b"startxref\n99999999999999999999\n%%EOF",
            b"startxref\n-1\n%%EOF",
            b"trailer\n<</Root 1 0 R/Prev %d/Size 99999999>>\nstartxref\n%d\n%%%%EOF" % (end, end),
            b"xref\n0 99999999\n0000000000 65535 f \ntrailer\n<</Root 1 0 R/Size 1>>\nstartxref\n%d\n%%%%EOF" % end,
        )
    ):
        yield Hostile("pdf cross references", f"{index}.pdf", lambda tail=tail: good[:end] + tail)  # type: ignore[misc]
    outline = [
        b"<</Type/Outlines/First 7 0 R/Last 7 0 R/Count 9>>",
        b"<</Title(a)/Next 7 0 R/First 7 0 R/Prev 7 0 R/Parent 6 0 R>>",
    ]
    yield Hostile("pdf outlines", "circle.pdf", lambda: _pdf_page(_stream(_WORD), b"", *outline))
    long = [
        b"<</Type/Outlines/First 7 0 R/Count 9>>",
        *(b"<</Title(a)/Next %d 0 R/Parent 6 0 R>>" % (8 + n) for n in range(20_000)),
    ]
    yield Hostile("pdf outlines", "long.pdf", lambda: _pdf_page(_stream(_WORD), b"", *long))
    yield Hostile("pdf outlines", "deep.pdf", lambda: _pdf_page(_stream(b"q " * 500_000 + _WORD)))
    yield Hostile("pdf outlines", "arrays.pdf", lambda: _pdf_page(_stream(_WORD), b"/X" + b"[" * 100_000))
    kids = b"<</Type/Pages/Kids[%s]/Count %d>>"
    numbers = {
        "count": [catalog, kids % (b"", 2_147_483_647)],
        "negative": [catalog, kids % (b"", -5)],
        "many": [catalog, kids % (b"3 0 R " * 6_000, 6_000), b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"],
        "missing": [catalog, kids % (b"999999 0 R " * 4_000, 4_000)],
    }
    for name, objects in numbers.items():
        yield Hostile("pdf page numbers", f"{name}.pdf", lambda objects=objects: pdf_of(objects))  # type: ignore[misc]
    yield Hostile(
        "pdf page numbers", "box.pdf", lambda: _pdf_page(_stream(_WORD), b"/MediaBox[-1e38 -1e38 1e38 1e38]/Rotate 91")
    )


def _pdf_contents(server: str) -> Iterator[Hostile]:
    for index, content in enumerate(
        (
            b"BT /F 1e30 Tf 1e30 1e30 Td (A) Tj ET",
            b"BT /F 0 Tf (A) Tj /F -12 Tf (B) Tj 0 0 0 0 0 0 Tm (C) Tj ET",
            b"BT /F 12 Tf 1e-30 0 0 1e-30 0 0 Tm (" + b"A" * 10_000 + b") Tj ET",
            b"BT /F 12 Tf " + b"(A) Tj 0 0 Td " * 100_000 + b"ET",
        )
    ):
        yield Hostile("pdf odd places", f"{index}.pdf", lambda content=content: _pdf_page(_stream(content)))  # type: ignore[misc]

    def zeros() -> bytes:
        return zlib.compress(b" " * (200 << 20), 9)

    yield Hostile("pdf streams", "bomb.pdf", lambda: _pdf_page(_stream(zeros(), b"/Filter/FlateDecode")), False)
    yield Hostile(
        "pdf streams",
        "twice.pdf",
        lambda: _pdf_page(_stream(zlib.compress(zeros(), 9), b"/Filter[/FlateDecode/FlateDecode]")),
        False,
    )

    def words() -> bytes:
        return zlib.compress(b"BT /F 12 Tf " + b"(ABCDEFGHIJ) Tj " * 400_000 + b"ET", 9)

    yield Hostile("pdf streams", "words.pdf", lambda: _pdf_page(_stream(words(), b"/Filter/FlateDecode")), False)
    predictor = b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 2147483647/Colors 99/BitsPerComponent 32>>"
    yield Hostile("pdf streams", "predictor.pdf", lambda: _pdf_page(_stream(zlib.compress(_WORD), predictor)))
    yield Hostile("pdf streams", "length.pdf", lambda: _pdf_page(_stream(_WORD, length=2_147_483_647)))
    action = b"/AA<</O<</S/URI/URI(%s)>>>>" % server.encode()
    launch = b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(/bin/touch /tmp/%s)>>>>" % CANARY.encode()
    yield Hostile("pdf actions", "uri.pdf", lambda: _pdf_page(_stream(_WORD), action))
    yield Hostile(
        "pdf actions", "script.pdf", lambda: _pdf_page(_stream(_WORD), b"/AA<</O<</S/JavaScript/JS(while(1);)>>>>")
    )
    yield Hostile("pdf actions", "launch.pdf", lambda: pdf_of([launch, b"<</Type/Pages/Kids[]/Count 0>>"]))


def _ofds(server: str) -> Iterator[Hostile]:
    def run(inside: str, attributes: str = 'Size="5"') -> str:
        return ofd_page(f"<ofd:TextObject {attributes}>{inside}</ofd:TextObject>")

    steps = ("g 999999999 1", "g " * 100_000, "1e99 -1e99 nan inf", "9" * 500)
    for index, step in enumerate(steps):
        code = f'<ofd:TextCode X="0" Y="5" DeltaX="{step}" DeltaY="{step}">{"甲乙" * 50}</ofd:TextCode>'
        yield Hostile("ofd numbers", f"{index}.ofd", lambda code=code: _ofd(run(code)))  # type: ignore[misc]
    wide = 'Boundary="1e99 1e99 1 1" Size="99999999" CTM="1e99 0 0 1e99 1e99 0" HScale="1e99"'
    yield Hostile("ofd numbers", "wide.ofd", lambda: _ofd(run("<ofd:TextCode>甲乙</ofd:TextCode>", wide)))
    yield Hostile("ofd numbers", "nothing.ofd", lambda: _ofd(run("<ofd:TextCode/>", 'Size="-1" CTM="0 0 0 0 0 0"')))
    code = '<ofd:TextCode X="0" Y="5">甲</ofd:TextCode>'
    yield Hostile("very many parts", "objects.ofd", lambda: _ofd(run(_counted(code.replace("甲", "{}")))), False)
    template = '<ofd:Template TemplateID="1"/>'
    loop = f'<ofd:Document xmlns:ofd="{OFD}"><ofd:TemplatePage ID="1" BaseLoc="P.xml"/><ofd:Page BaseLoc="P.xml"/></ofd:Document>'
    yield Hostile("one page read again and again", "template.ofd", lambda: _ofd(ofd_page(code, template), loop))
    many = '<ofd:Page BaseLoc="P.xml"/>' * 4_000
    yield Hostile("one page read again and again", "pages.ofd", lambda: _ofd(run(code * 2_000), pages=many))
    yield Hostile("one page read again and again", "too many.ofd", lambda: _ofd(run(code), pages=many * 10))
    for index, target in enumerate(("../../../etc/passwd", "file:///etc/passwd", server, "OFD.xml", "D.xml")):
        pages = f'<ofd:Page BaseLoc="{target}"/>'
        yield Hostile("targets outside", f"{index}.ofd", lambda pages=pages: _ofd("<a/>", pages=pages))  # type: ignore[misc]


def _damaged(chance: random.Random) -> Iterator[Hostile]:
    good: dict[str, bytes] = {
        "a.docx": docx(paragraph("第一条 为了规范") * 200),
        "a.pdf": pdf([prose(["　　第一条 为了规范行政机关的行为"] * 30)] * 3),
        "a.epub": _epub("<html>" + "<p>第一条 为了规范</p>" * 200),
        "a.ofd": ofd([prose(["　　第一条 为了规范行政机关的行为"] * 30)] * 3),
    }
    for name, data in good.items():
        for index in range(4):
            cut = chance.randrange(5, len(data))
            yield Hostile("cut off", f"{index}.{name}", lambda data=data, cut=cut: data[:cut])  # type: ignore[misc]
            spoiled = bytearray(data)
            for _ in range(30):
                spoiled[chance.randrange(4, len(data))] = chance.randrange(256)
            yield Hostile("bytes changed", f"{index}.{name}", lambda spoiled=bytes(spoiled): spoiled)  # type: ignore[misc]
    for start in (
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"%PDF-1.7\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"{\\rtf1",
        b"<html>",
        b"\xff\xfe",
    ):
        noise = chance.randbytes(20_000)
        yield Hostile(
            "noise behind a right start", f"{start[:2].hex()}.bin", lambda start=start, noise=noise: start + noise
        )  # type: ignore[misc]
    yield Hostile("noise behind a right start", "a.txt", lambda: bytes(range(256)) * 100)
    yield Hostile("cut off", "empty.pdf", lambda: b"")
    yield Hostile("odd places", "far.ofd", lambda: ofd([[Put(1e9, 1e9, "甲"), Put(-1e9, 0, "乙")]]))
