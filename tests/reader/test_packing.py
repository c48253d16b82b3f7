"""What comes back from texts.db is as good as what was read: equal, and as frozen."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, replace

import pytest

import reader
from reader.model import Clause, Paragraph, Span
from reader.packing import pack, unpack

LAW = "中华人民共和国试行法\n\n第一章 总则\n\n第一条 为了试行，制定本法。\n（一）甲；\n（二）乙。\n第二条 依照第一条办理。\n"


def test_what_is_unpacked_is_frozen_equal_and_can_be_a_key() -> None:
    text = reader.read(LAW.encode(), "law.txt")
    back = unpack(json.loads(json.dumps(pack(text))))
    assert back == text
    assert hash(back.clauses) == hash(text.clauses)
    clause, paragraph = back.clauses[0], back.paragraphs[0]
    assert (type(clause), type(paragraph), type(clause.span)) == (Clause, Paragraph, Span)
    assert (repr(clause), repr(paragraph)) == (repr(text.clauses[0]), repr(text.paragraphs[0]))
    for made, field in ((clause, "title"), (paragraph, "level"), (clause.span, "start")):
        with pytest.raises(FrozenInstanceError):
            setattr(made, field, 1)
    assert replace(clause, title="别的").title == "别的"
