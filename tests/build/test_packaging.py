"""What the packaged program carries and leaves out, as far as it can be told without packaging; build/smoke_test.py does the rest."""

from __future__ import annotations

import importlib.util
import plistlib
import struct
from pathlib import Path
from types import ModuleType

import pytest

from storage.exports.links import SCHEME

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch) -> dict[str, ModuleType]:
    """Give the modules of build/, which find each other by their folder as scripts do."""
    monkeypatch.syspath_prepend(str(ROOT / "build"))
    return {name: importlib.import_module(name) for name in ("identity", "pruning", "licensing", "package")}


def test_qt_modules_are_those_that_the_window_imports(build: dict[str, ModuleType]) -> None:
    modules = build["pruning"].qt_modules(ROOT / "ui")
    assert {"QtCore", "QtGui", "QtWidgets"} <= modules
    assert not modules & {"QtNetwork", "QtQml", "QtQuick", "QtTest"}


def test_only_wanted_parts_of_qt_are_carried(build: dict[str, ModuleType]) -> None:
    def wanted(place: str) -> bool:
        return bool(build["pruning"].is_wanted((place, "", "BINARY"), {"QtCore", "QtGui"}))

    assert wanted("PySide6/Qt/plugins/platforms/libqxcb.so")
    assert wanted("PySide6/plugins/platforms/qwindows.dll")
    assert wanted("PySide6/QtGui.abi3.so")
    assert wanted("PySide6/QtGui.pyd")
    assert wanted("PySide6/Qt6Gui.dll"), "there Qt's libraries lie beside its modules"
    assert wanted("PySide6/Qt/translations/qtbase_zh_CN.qm")
    assert wanted("PySide6/Qt/lib/libQt6Network.so.6"), "libraries are decided by who refers to them"
    assert wanted("jieba/analyse/idf.txt")
    assert not wanted("PySide6/Qt/plugins/platformthemes/libqgtk3.so")
    assert not wanted("PySide6/Qt/plugins/tls/libqopensslbackend.so")
    assert not wanted("PySide6/QtNetwork.abi3.so")
    assert not wanted("PySide6/Qt/translations/qtbase_de.qm")


def test_libraries_that_nothing_kept_refers_to_are_dropped(build: dict[str, ModuleType]) -> None:
    links = {"/a/ext.so": {"libA.so"}, "/a/libA.so": {"libB.so"}, "/a/libC.so": {"libB.so"}, "/a/qxcb.so": {"libX.so"}}
    entries = [
        ("ext.so", "/a/ext.so", "EXTENSION"),
        ("libA.so", "/a/libA.so", "BINARY"),
        ("Qt/libB.so", "/a/libB.so", "BINARY"),
        ("libC.so", "/a/libC.so", "BINARY"),
        ("Qt/plugins/platforms/qxcb.so", "/a/qxcb.so", "BINARY"),
        ("libX.so", "/a/libX.so", "BINARY"),
        ("libpython3.11.so.1.0", "/a/libpython3.11.so.1.0", "BINARY"),
        ("pypdfium2_raw/libpdfium.so", "/a/libpdfium.so", "BINARY"),
        ("pypdfium2_raw/pdfium.dll", "/a/pdfium.dll", "BINARY"),
    ]
    kept = build["pruning"].without_unreferenced(entries, lambda path: links.get(path, set()))
    assert [place for place, _source, _kind in kept] == [
        "ext.so", "libA.so", "Qt/libB.so", "Qt/plugins/platforms/qxcb.so", "libX.so", "libpython3.11.so.1.0",
        "pypdfium2_raw/libpdfium.so", "pypdfium2_raw/pdfium.dll",
    ]  # fmt: skip
    shortcuts = [
        ("libB.so", "Qt/libB.so", "SYMLINK"),
        ("libC.so", "Qt/libC.so", "SYMLINK"),
        ("a.txt", "/a.txt", "DATA"),
    ]
    left = build["pruning"].without_dangling(shortcuts, kept)
    assert [place for place, _source, _kind in left] == ["libB.so", "a.txt"]


def test_data_made_from_the_work_of_others_brings_their_licence(build: dict[str, ModuleType], tmp_path: Path) -> None:
    tables = list((ROOT / "assets" / "dictionaries").iterdir())
    assert {"jieba", "opencc"} <= set(build["licensing"].collect(tables, tmp_path / "licences", own=ROOT))
    assert "Apache License" in (tmp_path / "licences" / "opencc" / "LICENSE.txt").read_text("utf-8")
    assert "Sun Junyi" in (tmp_path / "licences" / "jieba" / "LICENSE.txt").read_text("utf-8")


def test_a_distribution_brings_its_licence(build: dict[str, ModuleType], tmp_path: Path) -> None:
    import click
    import jieba
    import pypdfium2

    files = [Path(module.__file__).resolve() for module in (click, jieba, pypdfium2)] + [ROOT / "main.py"]
    components = build["licensing"].collect(files, tmp_path / "licences", own=ROOT)
    assert {"click", "jieba", "pyinstaller"} <= set(components)
    assert "Sun Junyi" in (tmp_path / "licences" / "jieba" / "LICENSE.txt").read_text("utf-8"), "its wheel has none"
    assert (tmp_path / "licences" / "click" / "LICENSE.txt").is_file()
    assert (tmp_path / "licences" / "pypdfium2" / "pdfium.txt").is_file(), "what is compiled in counts too"


def test_the_bundle_of_macos_has_the_licences_of_the_folder(
    build: dict[str, ModuleType], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is made before they are collected, and had none."""
    program, bundle = tmp_path / "piyue", tmp_path / "Piyue.app"

    def package() -> None:
        (program / "_internal").mkdir(parents=True, exist_ok=True)
        (bundle / "Contents" / "Resources" / "licences" / "gone").mkdir(parents=True, exist_ok=True)

    def collect(_files: object, target: Path, own: Path) -> list[str]:
        assert own == tmp_path
        (target / "qt").mkdir(parents=True)
        (target / "qt" / "LGPL.txt").write_text("LGPL", "utf-8")
        return ["qt"]

    sealed: list[Path] = []
    packaging = build["package"]
    for name, instead in {
        "ROOT": tmp_path,
        "PROGRAM": program,
        "BUNDLE": bundle,
        "build": package,
        "strip_python": lambda: None,
        "unpack_shiboken": lambda _inside: None,
        "seal": sealed.append,
    }.items():
        monkeypatch.setattr(packaging, name, instead)
    monkeypatch.setattr(packaging.licensing, "carried_files", lambda _work: set())
    monkeypatch.setattr(packaging.licensing, "collect", collect)
    (tmp_path / "LICENSE").write_text("MIT", "utf-8")
    assert packaging.main() == 0
    resources = bundle / "Contents" / "Resources"
    found = sorted(str(path.relative_to(resources)) for path in resources.rglob("*") if path.is_file())
    assert found == ["LICENSE.txt", str(Path("licences", "qt", "LGPL.txt"))]
    assert (resources / "LICENSE.txt").read_text("utf-8") == "MIT"
    assert not (resources / "licences" / "gone").exists()
    assert sealed == [bundle], "after all of it is there"


def test_what_has_no_licence_stops_the_packaging(build: dict[str, ModuleType], tmp_path: Path) -> None:
    stranger = tmp_path / "libstranger.so"
    stranger.write_bytes(b"")
    with pytest.raises(build["licensing"].Unlicensed, match="libstranger"):
        build["licensing"].collect([stranger], tmp_path / "licences", own=ROOT)


def test_the_window_shows_the_version_of_the_package(build: dict[str, ModuleType]) -> None:
    from ui.window.about_dialog import VERSION

    assert build["identity"].version() == VERSION


def test_icon_and_version(build: dict[str, ModuleType]) -> None:
    identity = build["identity"]
    pictures = {16: identity.png(16), 256: identity.png(256)}
    assert all(picture.startswith(b"\x89PNG") for picture in pictures.values())
    made = identity.ico(pictures)
    _reserved, kind, count = struct.unpack_from("<HHH", made)
    assert (kind, count) == (1, 2)
    for at, (size, picture) in enumerate(pictures.items()):
        width, _height, _, _, _, _, length, start = struct.unpack_from("<BBBBHHII", made, 6 + 16 * at)
        assert width == size % 256
        assert made[start : start + length] == picture
    resource = identity.version_resource_text("piyue-cli")
    assert identity.version() in resource
    compile(resource, "version", "eval")


def test_the_bundle_on_macos_registers_our_links_and_shows_its_window(build: dict[str, ModuleType]) -> None:
    told = plistlib.loads(plistlib.dumps(build["identity"].info_plist()))
    assert [scheme + ":" for kind in told["CFBundleURLTypes"] for scheme in kind["CFBundleURLSchemes"]] == [SCHEME]
    assert told["LSBackgroundOnly"] is False
    assert "info_plist=info_plist()" in (ROOT / "build" / "piyue.spec").read_text("utf-8")


def test_what_shiboken_compiles_at_every_start_lies_beside_it_compiled(
    build: dict[str, ModuleType], tmp_path: Path
) -> None:
    build["package"].unpack_shiboken(tmp_path)
    sources = list((tmp_path / "files.dir" / "shibokensupport").rglob("*.py"))
    assert "loader.py" in {source.name for source in sources}
    for source in sources:
        compiled = Path(importlib.util.cache_from_source(str(source))).read_bytes()
        assert compiled[4:8] == b"\x01\0\0\0", (
            "it is compared with its source at every start, and made anew after a copy"
        )
        assert str(tmp_path).encode() not in compiled
