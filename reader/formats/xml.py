"""The only door for XML of untrusted files: no entities, no DTD, no network, no unlimited trees."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from lxml import etree

from reader.errors import KnownError

Element = Any
"""An lxml element; the library has no types."""

_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


def tree(data: bytes, name: str) -> Element:
    """Give the root of a document.

    Args:
        data: The document.
        name: Of the file that the user gave, for the error.

    Raises:
        KnownError: ``file-damaged``: not well-formed, nested too deeply, or with a DOCTYPE, which no office format needs.
    """
    try:
        root = etree.fromstring(data, etree.XMLParser(**_SAFE))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise KnownError("file-damaged", name=name) from error
    _refuse_doctype(root, name)
    return root


def ended(data: bytes, name: str, tags: tuple[str, ...]) -> Iterator[Element]:
    """Give the elements with certain tags, each when it ends, so that the caller may empty it and memory stays small.

    Raises:
        KnownError: As ``tree``.
    """
    try:
        for _event, element in etree.iterparse(io.BytesIO(data), events=("end",), tag=tags, **_SAFE):
            _refuse_doctype(element, name)
            yield element
    except (etree.XMLSyntaxError, ValueError) as error:
        raise KnownError("file-damaged", name=name) from error


def local(element: Element) -> str:
    """Give the name of an element without its namespace, which writers spell in many ways."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element, wanted: str) -> str:
    """Give an attribute by its name without namespace; empty where it is not there."""
    if (plain := element.get(wanted)) is not None:
        return str(plain)
    for key, value in element.attrib.items():
        if key.endswith("}" + wanted):
            return str(value)
    return ""


def children(element: Element, wanted: str) -> Iterator[Element]:
    """Give the children with a name, whatever their namespace."""
    return (child for child in element if local(child) == wanted)


def child(element: Element, *path: str) -> Element | None:
    """Give the first child with a name, its first child with the next name, and so on; None where one is missing."""
    for wanted in path:
        element = next(children(element, wanted), None)
        if element is None:
            return None
    return element


def _refuse_doctype(element: Element, name: str) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise KnownError("file-damaged", name=name)
