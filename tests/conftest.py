"""What holds for every test: no screen, a home of its own, and no warning or log record that nobody expected."""

from __future__ import annotations

import logging
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from ui.collector import Collecting, collect_by_hand

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parent.parent

# The tests start the program's processes by the hundred: what one of them has compiled the others need not, wherever nothing is kept.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Libraries and indexes are written through to the disk at each step; where a disk is slow, that is half of the time. What a test
# proves is how files are left by the program and its end, never by that of the machine.
_MEMORY = Path("/dev/shm")
_ENOUGH = 2 << 30
"""Bytes: several times what all tests hold at once, 0.3 GB."""
if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ENOUGH:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))

# How long an example takes says something of the machine, nothing of the program: times are for bench/.
# The gate draws the same examples of the same code each time; whoever works on it draws new ones with every run.
settings.register_profile("piyue", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("piyue")


# As in the window's process: what a test leaves in circles would be destroyed by a lane of the next one, and make that fail.
collect_by_hand()
_collecting = Collecting()


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """Collect what tests leave between them, on the main thread."""
    yield
    _collecting.collect()


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point everything that the program finds through the environment into a fresh folder."""
    home = tmp_path_factory.mktemp("home")
    for name in (
        "HOME",
        "USERPROFILE",
        "APPDATA",
        "LOCALAPPDATA",
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "XDG_CACHE_HOME",
    ):
        monkeypatch.setenv(name, str(home))
    monkeypatch.delenv("PIYUE_LIBRARY", raising=False)
    return home


@pytest.fixture(autouse=True)
def no_unexpected_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that leaves a log record of WARNING or above which it did not take with ``caplog.clear()``."""
    yield
    loud = [
        record for when in ("setup", "call") for record in caplog.get_records(when) if record.levelno >= logging.WARNING
    ]
    assert not loud, "unexpected log: " + "; ".join(record.getMessage() for record in loud)


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """Give the folder of real test data: ``PIYUE_DATA``, else ``../shared/data``; skip where there is none."""
    folder = Path(os.environ.get("PIYUE_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip("no test data: set PIYUE_DATA to the folder that holds seed/, gov/ and laws.tar.xz")
    return folder


@pytest.fixture(scope="session")
def sample_bytes() -> bytes:
    """Give the bundled sample document."""
    return (ROOT / "assets" / "sample" / "sample.txt").read_bytes()


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a library with the sample, indexed and in front, to be copied: a new one starts two processes to import and index it."""
    from ui.importing import sources
    from ui.places import SAMPLE
    from ui.workspace import Workspace

    folder = tmp_path_factory.mktemp("shelf") / "library"
    with Workspace.open(folder) as workspace:
        workspace.import_all(list(sources([SAMPLE])))
        workspace.bring_index_up_to_date()
        (card,) = workspace.cards()
        workspace.library.state.set_setting("window", {"open": [card.id], "current": card.id})
    return folder
