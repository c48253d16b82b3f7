"""Which version of a document the clause number and the words of an annotation belong to.

A note that was not yet followed into the version that is exported is cited as it stood in the youngest version that it has a place in, and
says so: the head of the export bears the date of another text, in which the same number may be another clause.
"""

from __future__ import annotations

from reader.anchor import Anchor
from storage.annotations import Annotation
from storage.exports.exported import Exported, Labels


def own_anchors(document: Exported, annotation: Annotation) -> tuple[Anchor, ...]:
    """Give the places of an annotation in the youngest text that it has any in; none for a page note."""
    order = {version.text_id: number for number, version in enumerate(document.versions)}
    texts = list(dict.fromkeys(anchor.text_id for anchor in annotation.anchors))
    youngest = max(texts, key=lambda text: order.get(text, -1), default="")
    return tuple(anchor for anchor in annotation.anchors if anchor.text_id == youngest)


def version_word(document: Exported, annotation: Annotation, placed: bool, labels: Labels) -> str:
    """Give the words for the version that the clause number of an annotation belongs to.

    Args:
        document: What is exported.
        annotation: One of its.
        placed: Whether it has a place in the text that is exported.
        labels: The words.

    Returns:
        Empty where that is the text that is exported, or where there is no clause number.
    """
    anchors = own_anchors(document, annotation)
    if placed or not anchors or anchors[0].text_id == document.text.text_id:
        return ""
    known = {version.text_id: version for version in document.versions}
    version = known.get(anchors[0].text_id)
    if version is None:
        return labels.earlier
    alike = [other for other in document.versions if other.date == version.date]
    name = version.date if version.date and len(alike) == 1 else version.name
    return " ".join(part for part in (labels.earlier, name) if part)


def with_version(citation: str, version: str) -> str:
    """Give a citation with the version that it holds for, where that is not the text that is exported."""
    return f"{citation}（{version}）" if version else citation
