"""EPUB and MHTML: the pages inside are read as web pages, in the order of the container."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import KnownError
from reader.formats import Page, parse_file
from tests.support.packages import zipped

CONTAINER = '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'


def lines(page: Page) -> list[str]:
    return [page.source[line.span.start : line.span.end] for line in page.lines]


def epub(spine: str, *, more: dict[str, str] | None = None) -> bytes:
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata><t:title xmlns:t="x">某法汇编</t:title></metadata><manifest>'
        '<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="b" href="%E4%BA%8C.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="a" href="../one.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="p" href="p.png" media-type="image/png"/>'
        f"</manifest><spine>{spine}</spine></package>"
    )
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "OEBPS/book.opf": package,
            "OEBPS/nav.xhtml": "<html><p>目录</p></html>",
            "OEBPS/二.xhtml": "<html><h2>第二章</h2><p>乙</p></html>",
            "one.xhtml": "<html><h1>第一章</h1><p style='text-align:center'>甲</p></html>",
            **(more or {}),
        }
    )


def test_a_book_is_read_along_its_spine() -> None:
    page = parse_file(
        epub('<itemref idref="n"/><itemref idref="a"/><itemref idref="p"/><itemref idref="b"/>'), "a.epub"
    )
    assert lines(page) == ["第一章", "甲", "第二章", "乙"]
    assert [line.heading for line in page.lines] == [1, 0, 2, 0]
    assert [line.centred for line in page.lines] == [False, True, False, False]
    assert page.title == "某法汇编"


def test_a_locked_book_says_so_and_locked_fonts_do_not_matter() -> None:
    def encryption(member: str) -> dict[str, str]:
        return {"META-INF/encryption.xml": f'<encryption><CipherReference URI="{member}"/></encryption>'}

    assert lines(parse_file(epub('<itemref idref="a"/>', more=encryption("OEBPS/font.otf")), "a.epub")) == [
        "第一章",
        "甲",
    ]
    with pytest.raises(KnownError) as error:
        parse_file(epub('<itemref idref="a"/>', more=encryption("one.xhtml")), "a.epub")
    assert error.value.case == "file-encrypted"


def test_a_book_without_its_package_is_damaged() -> None:
    with pytest.raises(KnownError) as error:
        parse_file(zipped({"META-INF/container.xml": CONTAINER}), "a.epub")
    assert error.value.case == "file-damaged"


MESSAGE = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.invalid/a\r\nSubject: =?utf-8?Q?=E6=9F=90?=\r\n"
    'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="b"\r\n\r\n\r\n'
    "--b\r\nContent-Type: text/css\r\n\r\np{}\r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: {how}\r\n\r\n"
    "{page}\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>frame</p>\r\n--b--\r\n"
)


@pytest.mark.parametrize(
    ("how", "page"),
    [
        ("quoted-printable", "<html><p>=E7=AC=AC=E4=B8=80=E6=9D=\r\n=A1</p>"),
        ("base64", "PGh0bWw+PHA+56ys5LiA5p2hPC9wPg=="),
        ("binary", "<html><p>第一条</p>"),
    ],
)
def test_a_saved_page_gives_its_own_words(how: str, page: str) -> None:
    data = MESSAGE.replace("{how}", how).replace("{page}", page).encode()
    assert lines(parse_file(data, "a.mhtml")) == ["第一条"]
    assert lines(parse_file(data, "a.txt")) == ["第一条"]


def test_a_text_that_begins_like_a_letter_is_text() -> None:
    assert lines(parse_file("From: 某\n\n第一条".encode(), "a.txt")) == ["From: 某", "第一条"]


def test_parts_in_parts_without_end_are_damage() -> None:
    nested = "".join(f'Content-Type: multipart/related; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(3000))
    with pytest.raises(KnownError) as error:
        parse_file(nested.encode(), "a.mhtml")
    assert error.value.case == "file-damaged"


@given(st.binary(max_size=300))
def test_random_messages_end_in_a_page_or_a_known_error(body: bytes) -> None:
    data = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n' + body
    with suppress(KnownError):
        assert isinstance(parse_file(data, "a.mhtml"), Page)
