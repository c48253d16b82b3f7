"""The English catalogue says everything that the program says, and the check that watches over it sees what goes wrong."""

from __future__ import annotations

import ast
import gettext
import importlib.util
import io
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPT = ROOT / "build" / "translations.py"

PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "已导入 {count} 件"
msgstr "Imported {count}"
"""


@pytest.fixture(scope="module")
def translations() -> ModuleType:
    """Give build/translations.py as a module; build/ is no package."""
    spec = importlib.util.spec_from_file_location("build_translations", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def check(translations: ModuleType, wanted: str, po: str = PO) -> list[str]:
    """Give what is wrong with a catalogue, compiled as it should be."""
    mo = translations.as_mo(translations.read(po.encode()))
    return list(translations.check({wanted: {"ui/x.py"}}, po.encode(), mo))


def test_the_catalogue_says_everything() -> None:
    told = subprocess.run([sys.executable, str(SCRIPT), "--check"], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr


def test_no_message_hides_in_a_string_that_the_extraction_cannot_look_into(translations: ModuleType) -> None:
    known = {translations.key(message) for message in translations.read(translations.PO.read_bytes())}
    known |= {key.partition(translations.PLURAL)[0] for key in known}
    for path in sorted((ROOT / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "counted"):
                message = node.args[0]
                assert isinstance(message, ast.Constant), f"{path}:{node.lineno}"
                assert message.value in known, f"{path}:{node.lineno}: {message.value}"


def test_a_complete_catalogue_passes(translations: ModuleType) -> None:
    assert check(translations, "已导入 {count} 件") == []


@pytest.mark.parametrize(
    ("po", "problem"),
    [
        (PO.replace("Imported {count}", ""), "not translated"),
        (PO.replace("Imported {count}", "Imported {number}"), "other {fields}"),
        (PO.replace("Imported {count}", "Imported"), "other {fields}"),
        (PO.replace("msgid", "#, fuzzy\nmsgid").replace("#, fuzzy\n", "", 1), "unsure"),
        (PO + '\nmsgid "旧话"\nmsgstr "Old"\n', "nobody says"),
        (PO.replace("已导入 {count} 件", "别的 {count}"), "not in the catalogue"),
    ],
    ids=["empty", "renamed field", "missing field", "fuzzy", "left over", "missing"],
)
def test_what_is_wrong_is_told(translations: ModuleType, po: str, problem: str) -> None:
    told = check(translations, "已导入 {count} 件", po)
    assert any(problem in line for line in told), told


def test_a_stale_mo_is_told(translations: ModuleType) -> None:
    stale = translations.as_mo(translations.read(PO.replace("Imported", "Took in").encode()))
    assert list(translations.check({"已导入 {count} 件": {"ui/x.py"}}, PO.encode(), stale))


def test_an_update_keeps_translations_and_drops_what_nobody_says(translations: ModuleType) -> None:
    po = (PO + '\nmsgid "旧话"\nmsgstr "Old"\n').encode()
    made = translations.updated({"已导入 {count} 件": {"ui/b.py", "ui/a.py"}, "新话": {"ui/a.py"}}, po)
    assert {m.id: m.string for m in made if m.id} == {"已导入 {count} 件": "Imported {count}", "新话": ""}
    written = translations.as_po(made)
    assert translations.as_po(translations.read(written)) == written
    assert b"Date" not in written
    assert str(ROOT).encode() not in written


def test_a_message_has_another_translation_where_it_stands_elsewhere(translations: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('_("批注")\nin_context("panel", "批注")\n', encoding="utf-8")
    wanted = translations.extracted(tmp_path)
    assert len(wanted) == 2
    po = translations.as_po(translations.updated(wanted, b"")).decode()
    for words in ("Note", "Notes"):
        po = po.replace('msgid "批注"\nmsgstr ""', f'msgid "批注"\nmsgstr "{words}"', 1)
    po = translations.as_po(translations.updated(wanted, po.encode()))
    assert list(translations.check(wanted, po, translations.as_mo(translations.read(po)))) == []
    catalogue = gettext.GNUTranslations(io.BytesIO(translations.as_mo(translations.read(po))))
    assert {catalogue.gettext("批注"), catalogue.pgettext("panel", "批注")} == {"Note", "Notes"}


def test_what_words_a_count_is_said_of_one_and_of_many(translations: ModuleType, tmp_path: Path) -> None:
    """Also where the same words are said without a count elsewhere: that is the form of one."""
    (tmp_path / "a.py").write_text('_("{n} 条")\ncounted("{n} 条", 3)\ncounted("{n} 件", n)\n', encoding="utf-8")
    wanted = translations.extracted(tmp_path)
    assert len(wanted) == 2
    empty = translations.as_po(translations.updated(wanted, b"")).decode()
    whole = empty.replace('[0] ""', '[0] "{n} note"').replace('[1] ""', '[1] "{n} notes"')
    whole = translations.as_po(translations.updated(wanted, whole.encode())).decode()

    def problems(po: str) -> list[str]:
        return list(translations.check(wanted, po.encode(), translations.as_mo(translations.read(po.encode()))))

    assert problems(whole) == []
    assert any("not translated" in line for line in problems(whole.replace('[1] "{n} notes"', '[1] ""', 1)))
    assert any("other {fields}" in line for line in problems(whole.replace('[0] "{n} note"', '[0] "a note"', 1)))
    catalogue = gettext.GNUTranslations(io.BytesIO(translations.as_mo(translations.read(whole.encode()))))
    assert [catalogue.ngettext("{n} 件", "{n} 件", n) for n in (1, 2)] == ["{n} note", "{n} notes"]
    assert catalogue.gettext("{n} 条") == "{n} note"


def test_no_english_noun_stands_in_the_plural_beside_a_count_alone(translations: ModuleType) -> None:
    """Such a message is said through ``counted``: ``1 documents`` is what it would say of one."""
    lonely = re.compile(r"\{(count|n|tasks|bodies|notes|documents|total)(:,)?\} (?!ms\b|s\b)(\w+ )?\w+s\b")
    always_many = {
        "{action}（{count} 件）",
        "“{name}”对得上 {count} 份文件：{titles}。请写得更完整，或用编号。",
        "这段有 {count} 字，放不进一个二维码，请选短一些。",
    }
    said = {
        message.id
        for message in translations.read(translations.PO.read_bytes())
        if isinstance(message.string, str) and lonely.search(message.string)
    }
    assert said - always_many == set()
