"""Every case that the code raises has a sentence, and the sentence fits its details."""

from __future__ import annotations

import ast
import errno
import os
import string
from pathlib import Path

import pytest

from reader.errors import KnownError
from ui import wording
from ui.translation import LANGUAGES, language

ROOT = Path(__file__).resolve().parents[2]


def _raised() -> list[tuple[str, set[str], str]]:
    """Give every ``KnownError("case", name=…)`` in the program: case, names of the details, where."""
    found = []
    for part in ("reader", "storage", "search", "ui"):
        for path in sorted((ROOT / part).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "KnownError" and node.args:
                    where = f"{path.relative_to(ROOT)}:{node.lineno}"
                    details = {keyword.arg or "**" for keyword in node.keywords}
                    found += [(constant, details, where) for constant in _constants(node.args[0])]
    return found


def _constants(node: ast.expr) -> list[str]:
    return [
        n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str) and "-" in n.value
    ]


def fields_of(template: str) -> set[str]:
    """Give the names of the ``{fields}`` in a sentence."""
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(template) if name}


def test_every_case_that_is_raised_has_a_sentence_with_its_details() -> None:
    raised = _raised()
    assert len(raised) > 10
    for case, details, where in raised:
        assert case in wording.SENTENCES, f"{where}: no sentence for {case}"
        missing = fields_of(wording.SENTENCES[case]()) - details
        assert not missing or "**" in details, f"{where}: {case} is raised without {missing}"


@pytest.mark.parametrize("name", LANGUAGES)
@pytest.mark.parametrize("case", sorted(wording.SENTENCES))
def test_every_sentence_takes_its_details(case: str, name: str) -> None:
    with language(name):
        fields = fields_of(wording.SENTENCES[case]())
        said = wording.sentence(KnownError(case, **{field: f"<{field}>" for field in fields}))
    assert all(f"<{field}>" in said for field in fields)
    assert "{" not in said


def test_a_missing_detail_does_not_crash_the_telling() -> None:
    assert "…" in wording.sentence(KnownError("file-empty"))


def test_why_the_system_refuses_a_file_is_said_in_the_language_in_use() -> None:
    error = KnownError("file-unreadable", name="某法.txt", reason=os.strerror(errno.ENOENT))
    with language("zh"):
        assert wording.sentence(error) == "读不了“某法.txt”：没有这个文件或文件夹。"
    with language("en"):
        assert "no such file or folder" in wording.sentence(error)
    rare = KnownError("file-unreadable", name="某法.txt", reason="something rare")
    assert "something rare" in wording.sentence(rare)
