"""EPUB: the pages of its spine, one after the other, each read as HTML. What they link or embed stays closed."""

from __future__ import annotations

from urllib.parse import unquote

from reader.decode import decode
from reader.errors import KnownError
from reader.formats import hypertext
from reader.formats.archive import Archive
from reader.formats.page import Page, PageWriter
from reader.formats.xml import attribute, child, children, local, tree

CONTAINER = "META-INF/container.xml"
"""Every EPUB has this member, which names its package."""

_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


def parse(archive: Archive, name: str) -> Page:
    """Give the page of a book: the lines of its spine in reading order, without its table of contents.

    Raises:
        KnownError: ``file-encrypted``: its pages are locked to a shop's reader; ``file-damaged``; what ``Archive.read`` raises.
    """
    package = _package(archive, name)
    root = tree(archive.read(package), name)
    locked = _locked(archive, name)
    items = {attribute(item, "id"): item for item in root.iter() if local(item) == "item"}
    writer = PageWriter()
    written: set[str] = set()
    for reference in root.iter():
        item = items.get(attribute(reference, "idref")) if local(reference) == "itemref" else None
        if item is None or "nav" in attribute(item, "properties").split():
            continue
        member = archive.nearest(unquote(attribute(item, "href")), package)
        # A page that the spine names again is not read again: a book of a thousand such references would never end.
        if not member or member in written or attribute(item, "media-type") not in _PAGES:
            continue
        written.add(member)
        if member in locked:
            raise KnownError("file-encrypted", name=name)
        data = archive.read(member)
        if data.strip():
            hypertext.write_all(decode(data, name), writer)
    metadata = child(root, "metadata")
    title = next(children(metadata, "title"), None) if metadata is not None else None
    return writer.page(str(title.text or "").strip() if title is not None else "")


def _package(archive: Archive, name: str) -> str:
    for each in tree(archive.read(CONTAINER), name).iter():
        if local(each) == "rootfile" and (found := archive.nearest(attribute(each, "full-path"))):
            return found
    raise KnownError("file-damaged", name=name)


def _locked(archive: Archive, name: str) -> set[str]:
    """Give the members that are encrypted; fonts often are, and do not matter."""
    if _ENCRYPTION not in archive:
        return set()
    root = tree(archive.read(_ENCRYPTION), name)
    return {
        archive.nearest(unquote(attribute(each, "URI"))) for each in root.iter() if local(each) == "CipherReference"
    }
