"""Files of fixed pages for tests: words put where a test wants them, as PDF and as OFD."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from tests.support.packages import zipped

WIDTH = 600.0
HEIGHT = 840.0
OFD = "http://www.ofdspec.org/2016"


class Put(NamedTuple):
    """Words on a page: left edge and baseline from the top left corner, and the size of the font, in points."""

    x: float
    y: float
    words: str
    size: float = 10.0


def prose(lines: Sequence[str], *, x: float = 50.0, y: float = 100.0, leading: float = 16.0) -> list[Put]:
    """Give lines below each other; each 　 at the start of one indents it by an em."""
    placed = []
    for index, line in enumerate(lines):
        words = line.lstrip("　")
        placed.append(Put(x + 10 * (len(line) - len(words)), y + index * leading, words))
    return placed


def pdf(pages: Sequence[Sequence[Put]]) -> bytes:
    """Give a PDF whose font is not embedded: Han characters an em wide, Latin ones half an em."""
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
        b"/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
        b"/DW 1000/W[1 95 500]/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/ItalicAngle 0"
        b"/FontBBox[-25 -254 1000 880]/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>]>>"
    )
    kids = b" ".join(b"%d 0 R" % (4 + 2 * index) for index in range(len(pages)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages)), font]
    for page in pages:
        content = "".join(
            f"BT /F {put.size} Tf 1 0 0 1 {put.x} {HEIGHT - put.y} Tm <{put.words.encode('utf-16-be').hex()}> Tj ET\n"
            for put in page
        ).encode()
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
            % (WIDTH, HEIGHT, len(objects) + 2)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    return pdf_of(objects)


def pdf_of(objects: Sequence[bytes], *, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """Give a PDF from its objects, numbered from 1."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return (
        bytes(out) + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF"
        % (count, table, count, trailer, len(out))
    )  # fmt: skip


def ofd(pages: Sequence[Sequence[Put]]) -> bytes:
    """Give an OFD whose lengths are points as well; characters step by an em, Latin ones by half of it."""
    members: dict[str, str | bytes] = {
        "OFD.xml": f'<ofd:OFD xmlns:ofd="{OFD}"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>'
    }
    references = []
    for number, page in enumerate(pages):
        objects = []
        for put in page:
            steps = " ".join(str(put.size * (0.5 if character.isascii() else 1)) for character in put.words[:-1])
            objects.append(
                f'<ofd:TextObject Boundary="{put.x} {put.y - put.size} 500 20" Size="{put.size}">'
                f'<ofd:TextCode X="0" Y="{put.size}" DeltaX="{steps}">{escape(put.words)}</ofd:TextCode></ofd:TextObject>'
            )
        members[f"Doc_0/Pages/Page_{number}/Content.xml"] = ofd_page("".join(objects))
        references.append(f'<ofd:Page ID="{number}" BaseLoc="Pages/Page_{number}/Content.xml"/>')
    members["Doc_0/Document.xml"] = (
        f'<ofd:Document xmlns:ofd="{OFD}"><ofd:Pages>{"".join(references)}</ofd:Pages></ofd:Document>'
    )
    return zipped(members)


def ofd_page(objects: str, more: str = "") -> str:
    """Give the XML of one page."""
    return f'<ofd:Page xmlns:ofd="{OFD}">{more}<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>'
