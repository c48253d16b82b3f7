"""Name, version and icon that the packaged program shows to the system."""

from __future__ import annotations

import os
import struct
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ICON = ROOT / "assets" / "icons" / "piyue.svg"
ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
ICNS_TYPES = {128: b"ic07", 256: b"ic08", 512: b"ic09"}
PNG_SIZE = 256
"""Pixels of the picture for desktop entries on Linux."""

TITLES = {"piyue": "批阅 Piyue", "piyue-cli": "批阅 Piyue (command line)"}

VERSION_RESOURCE = """\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004, fileType=0x1,
    subtype=0x0, date=(0, 0)),
  kids=[
    StringFileInfo([StringTable('080404B0', [
      StringStruct('FileDescription', {title!r}),
      StringStruct('ProductName', '批阅 Piyue'),
      StringStruct('FileVersion', {version!r}),
      StringStruct('ProductVersion', {version!r}),
      StringStruct('OriginalFilename', {file!r}),
      StringStruct('LegalCopyright', {copyright!r})])]),
    VarFileInfo([VarStruct('Translation', [0x0804, 0x04B0])])])
"""
"""What PyInstaller reads; 0804 is Chinese (PRC), 04B0 is Unicode."""


def version() -> str:
    """Give the version that pyproject.toml names."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])


def version_resource(folder: Path, name: str) -> str | None:
    """Write the version resource of a Windows program into a folder and give its path; None on other systems."""
    if sys.platform != "win32":
        return None
    path = folder / f"{name}.version"
    path.write_text(version_resource_text(name), "utf-8")
    return str(path)


def version_resource_text(name: str) -> str:
    """Give the version resource of a program (``piyue``, ``piyue-cli``) in PyInstaller's notation."""
    numbers = [int(number) for number in version().split(".")]
    return VERSION_RESOURCE.format(
        numbers=tuple([*numbers, 0, 0, 0, 0][:4]),
        title=TITLES[name],
        version=version(),
        file=f"{name}.exe",
        copyright=next(line for line in (ROOT / "LICENSE").read_text("utf-8").splitlines() if "Copyright" in line),
    )


def info_plist() -> dict[str, object]:
    """Give what the bundle on macOS says of itself beside its name: there the bundle, not the user, registers who opens which links."""
    return {
        "CFBundleDisplayName": "批阅",
        "CFBundleURLTypes": [
            {"CFBundleURLName": "Piyue", "CFBundleURLSchemes": ["piyue"], "CFBundleTypeRole": "Viewer"}
        ],
        # PyInstaller takes the bundle for a console program, which has no window, where one of its two programs is one.
        "LSBackgroundOnly": False,
    }


def icon_for_system(folder: Path) -> str | None:
    """Write the icon in the format that this system's programs carry and give its path; None where they carry none."""
    makers: dict[str, tuple[str, Callable[[], bytes]]] = {
        "win32": ("piyue.ico", lambda: ico({size: png(size) for size in ICO_SIZES})),
        "darwin": ("piyue.icns", lambda: icns({size: png(size) for size in ICNS_TYPES})),
    }
    if sys.platform not in makers:
        return None
    name, make = makers[sys.platform]
    path = folder / name
    path.write_bytes(make())
    return str(path)


def png(size: int) -> bytes:
    """Give the program's icon as PNG.

    Args:
        size: Width and height in pixels.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    picture = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(str(ICON)).render(painter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not picture.save(buffer, "PNG"):  # type: ignore[call-overload]  # the stubs want bytes, Qt wants str
        raise SystemExit(f"{ICON} could not be drawn")
    return bytes(data.data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """Give an .ico file that holds PNG pictures, by their size in pixels."""
    header = struct.pack("<HHH", 0, 1, len(pictures))
    start = len(header) + 16 * len(pictures)
    entries, body = b"", b""
    for size, picture in pictures.items():
        # 256 is written as 0; 1 plane, 32 bits a pixel.
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), start + len(body))
        body += picture
    return header + entries + body


def icns(pictures: dict[int, bytes]) -> bytes:
    """Give an .icns file that holds PNG pictures, by their size in pixels."""
    body = b"".join(
        ICNS_TYPES[size] + struct.pack(">I", 8 + len(picture)) + picture for size, picture in pictures.items()
    )
    return b"icns" + struct.pack(">I", 8 + len(body)) + body
