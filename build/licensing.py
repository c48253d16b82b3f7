"""Collects the licence of everything that the packaged program carries; what has none stops the packaging.

A file of the package belongs to a Python distribution (whose metadata has the text), to Python itself, to a package of the
Linux distribution that the package is built on, or to us. Texts that a distribution forgot lie in build/licences/, under its name.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).resolve().parent / "licences"
WORDS = ("licen", "copying", "notice", "authors")
"""What the name of a licence file begins with or holds."""
COMMON = re.compile(r"/usr/share/common-licenses/([A-Z][\w.-]*\w)")
"""How a copyright file of Debian refers to a text that many packages share."""
FOREIGN_DATA = {"traditional.txt": "opencc", "words.txt": "jieba", "emissions.bin": "jieba", "readings.txt": "pypinyin"}
"""Files in assets/ that are made from the work of others, and whose it is."""
BUILDER = "pyinstaller"
"""Its starter is part of both programs though no file in the package is its own."""


class Unlicensed(Exception):
    """Files for which no licence text was found."""


def carried_files(work: Path) -> set[Path]:
    """Give the files that PyInstaller put into the package.

    Args:
        work: PyInstaller's work folder; its tables of contents tell.
    """
    found: set[Path] = set()
    for table in [*work.glob("COLLECT-*.toc"), *work.glob("PYZ-*.toc")]:
        found |= {Path(source).resolve() for source in _sources(ast.literal_eval(table.read_text("utf-8")))}
    return {path for path in found if path.is_file()}


def collect(files: Iterable[Path], target: Path, own: Path) -> list[str]:
    """Copy the licences of files into a folder, one folder a component; gives the components' names.

    Args:
        files: What the package is made of.
        target: Emptied first.
        own: Root of our own sources.

    Raises:
        Unlicensed: With the names of all that have no text.
    """
    shutil.rmtree(target, ignore_errors=True)
    owners = _owners()
    components: dict[str, list[Path]] = {BUILDER: _texts_of(metadata.distribution(BUILDER))}
    missing: set[str] = set()
    strangers: list[Path] = []
    for path in files:
        if (owner := owners.get(path)) is not None:
            components.setdefault(_name(owner), _texts_of(owner))
        elif _is_pythons(path):
            components.setdefault("python", _texts_of_python())
        elif path.suffix in {".so", ".dll", ".dylib"} or ".so." in path.name:
            strangers.append(path)
        elif path.name in FOREIGN_DATA and path.is_relative_to(own):
            components.setdefault(FOREIGN_DATA[path.name], [])
        elif not path.is_relative_to(own):
            missing.add(str(path))
    for package, text in _debian_packages(strangers):
        components.setdefault(package, [text] if text else [])
    for name, texts in components.items():
        texts += sorted((HERE / name).glob("*"))
        if not any(text.name.lower() != "authors" for text in texts):
            missing.add(name)
    if missing:
        raise Unlicensed(", ".join(sorted(missing)))
    for name, texts in components.items():
        for text in texts:
            _copy(text, target / name)
            for common in set(COMMON.findall(text.read_text("utf-8", "replace"))):
                _copy(Path("/usr/share/common-licenses") / common, target / "common")
    return sorted(components)


def _copy(text: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if text.is_file():
        shutil.copyfile(text, folder / (text.name if text.suffix in {".txt", ".md", ".json"} else f"{text.name}.txt"))


def _sources(table: object) -> Iterator[str]:
    """Find the entries (place, source, kind) in a table of contents, however deep."""
    if isinstance(table, tuple) and len(table) == 3 and all(isinstance(part, str) for part in table):
        yield table[1]
    elif isinstance(table, list | tuple):
        for part in table:
            yield from _sources(part)


def _owners() -> dict[Path, metadata.Distribution]:
    return {
        Path(str(distribution.locate_file(file))).resolve(): distribution
        for distribution in metadata.distributions()
        for file in distribution.files or []
    }


def _name(distribution: metadata.Distribution) -> str:
    return str(distribution.metadata["Name"]).lower().replace("_", "-")


def _texts_of(distribution: metadata.Distribution) -> list[Path]:
    """Licence files in a distribution's metadata folder; where code of others is compiled in, its bill of material too."""
    files = distribution.files or []
    compiled = any(file.suffix in {".so", ".pyd"} for file in files)
    return [
        Path(str(distribution.locate_file(file)))
        for file in files
        if ".dist-info" in file.parts[0]
        and (
            any(word in file.name.lower() for word in WORDS)
            or "licenses" in file.parts  # where PEP 639 has them, under any name
            or (compiled and "sboms" in file.parts)
        )
    ]


def _is_pythons(path: Path) -> bool:
    """Tell whether a file belongs to Python: its library, its modules, or what its installer put beside them."""
    homes = [Path(sysconfig.get_path("stdlib")).resolve()]
    if (prefix := Path(sys.base_prefix).resolve()) != Path("/usr"):  # a Python of the system shares its folder with all
        homes.append(prefix)
    return path.name.startswith(("libpython", "python3")) or any(path.is_relative_to(home) for home in homes)


def _texts_of_python() -> list[Path]:
    places = [Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt"]
    return [place for place in places if place.is_file()][:1]


def _debian_packages(libraries: list[Path]) -> Iterator[tuple[str, Path | None]]:
    """Give the system packages that libraries come from, each with its copyright file.

    A library that no package owns is given under its own name, without a text.
    """
    for library in libraries:
        package = _debian_package(library)
        if package is None:
            yield library.name, None
            continue
        text = Path("/usr/share/doc") / package / "copyright"
        yield package, text if text.is_file() else None


def _debian_package(library: Path) -> str | None:
    if shutil.which("dpkg-query") is None:
        return None
    # /lib is a link to /usr/lib, and dpkg knows a file only by the name under which it was installed.
    for name in (str(library), str(library).removeprefix("/usr")):
        told = subprocess.run(["dpkg-query", "--search", name], capture_output=True, text=True, check=False)
        if told.returncode == 0:
            return told.stdout.split(":")[0].strip()
    return None
