"""The laws of the test data, unpacked once for a run of the benchmarks."""

from __future__ import annotations

import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    """Give the folder of test data: ``PIYUE_DATA``, else ``../shared/data``.

    Raises:
        SystemExit: There is none.
    """
    folder = Path(os.environ.get("PIYUE_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        raise SystemExit("no test data: set PIYUE_DATA to the folder that holds laws.tar.xz")
    return folder


@contextmanager
def unpacked() -> Iterator[Path]:
    """Give a temporary folder with the laws as Markdown files, without the archive's README and template."""
    with tempfile.TemporaryDirectory(prefix="piyue-laws-") as name:
        with tarfile.open(data_folder() / "laws.tar.xz") as archive:
            archive.extractall(name, filter="data")
        yield Path(name)


def law_files(folder: Path) -> list[Path]:
    """Give the laws of an unpacked archive, in a stable order."""
    return sorted(path for path in folder.rglob("*.md") if path.name not in ("README.md", "法律法规模版.md"))
