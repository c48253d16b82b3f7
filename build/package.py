"""Makes the packaged program: ``uv run build/package.py`` -> dist/piyue.

One folder with two programs, ``piyue`` (the window) and ``piyue-cli`` (the command line), and the licences of all that it
carries. It runs on systems like the one it was made on, or newer: make it on the oldest that it is meant for. On macOS, dist/Piyue.app is the same
as its users want it.
"""

from __future__ import annotations

import compileall
import os
import py_compile
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import identity
import licensing

ROOT = Path(__file__).resolve().parent.parent
SPEC = ROOT / "build" / "piyue.spec"
WORK = ROOT / "work"
DIST = ROOT / "dist"
PROGRAM = DIST / "piyue"
BUNDLE = DIST / "Piyue.app"


def main() -> int:
    """Package the program; gives the exit status."""
    started = time.monotonic()
    build()
    strip_python()
    unpack_shiboken(PROGRAM / "_internal" / "shiboken6")
    if sys.platform.startswith("linux"):
        (PROGRAM / "piyue.png").write_bytes(identity.png(identity.PNG_SIZE))
    shutil.copyfile(ROOT / "LICENSE", PROGRAM / "LICENSE.txt")
    try:
        components = licensing.collect(licensing.carried_files(WORK / SPEC.stem), PROGRAM / "licences", own=ROOT)
    except licensing.Unlicensed as error:
        print(f"no licence text for: {error}\nPut it into build/licences/<name>/.", file=sys.stderr)
        return 1
    if BUNDLE.is_dir():
        bring_licences(PROGRAM, BUNDLE)
        seal(BUNDLE)
    print(f"{PROGRAM.relative_to(ROOT)}: piyue {identity.version()}, {megabytes(PROGRAM):.0f} MB")
    print(f"licences of {len(components)} components: {', '.join(components)}")
    print(f"packaged in {time.monotonic() - started:.0f} s")
    return 0


def build() -> None:
    """Run PyInstaller. Its work and result stay out of build/, which is ours."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", str(SPEC)]
    subprocess.run([*command, "--workpath", str(WORK), "--distpath", str(DIST)], check=True)


def strip_python() -> None:
    """Take debugging symbols out of Python's own libraries (16 MB), and of regex; Qt's come stripped and stay as they are."""
    strip = shutil.which("strip")
    if strip is None or not sys.platform.startswith("linux"):
        return
    inside = PROGRAM / "_internal"
    places = ("libpython*.so*", "python3*/lib-dynload/*.so", "regex/*.so")
    for library in [found for place in places for found in inside.glob(place)]:
        if not library.is_symlink():
            subprocess.run([strip, "--strip-unneeded", str(library)], check=True)


def unpack_shiboken(inside: Path) -> None:
    """Lay beside shiboken6 the modules that it carries within its library, compiled: else it compiles them at every start, a tenth of Qt's.

    It unpacks them itself, as its documentation says (``SBK_EMBED``), and takes them from there when they are there.

    Args:
        inside: The folder of shiboken6 in the package.
    """
    spec = find_spec("shiboken6")
    assert spec is not None
    assert spec.origin is not None
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "shiboken6"
        shutil.copytree(Path(spec.origin).parent, copy)
        environment = os.environ | {"SBK_EMBED": "0", "PYTHONPATH": name, "PYTHONDONTWRITEBYTECODE": "1"}
        subprocess.run([sys.executable, "-c", "import shiboken6"], env=environment, cwd=name, check=True)
        shutil.copytree(copy / "files.dir", inside / "files.dir", dirs_exist_ok=True)
    # Not by the times of the files, which an archive or a copy changes.
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    compileall.compile_dir(inside / "files.dir", quiet=1, force=True, stripdir=str(inside), invalidation_mode=mode)


def bring_licences(program: Path, bundle: Path) -> None:
    """Put the licences of the folder into the bundle, which PyInstaller made of it before they were collected.

    Args:
        program: The folder, whole.
        bundle: ``Piyue.app``.
    """
    resources = bundle / "Contents" / "Resources"
    resources.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(program / "LICENSE.txt", resources / "LICENSE.txt")
    shutil.rmtree(resources / "licences", ignore_errors=True)
    shutil.copytree(program / "licences", resources / "licences")


def seal(bundle: Path) -> None:
    """Sign the bundle again, for nobody in particular, as PyInstaller did: macOS takes one to which something was added for damaged."""
    if shutil.which("codesign") is not None:
        subprocess.run(["codesign", "--force", "--deep", "--sign", "-", str(bundle)], check=True)


def megabytes(folder: Path) -> float:
    """Give the size of a folder in MB (millions of bytes), links not counted twice."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()) / 1e6


if __name__ == "__main__":
    sys.exit(main())
