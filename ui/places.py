"""Where things lie on this machine: the library, and the one small file that remembers its place."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import platformdirs

from storage.files import write_atomically

APP = "Piyue"
ASSETS = Path(__file__).resolve().parent.parent / "assets"
SAMPLE = ASSETS / "sample" / "sample.txt"
LIBRARY_VARIABLE = "PIYUE_LIBRARY"


def default_library() -> Path:
    """Give the library to open: ``PIYUE_LIBRARY``, else the one chosen in the program, else the user's data folder."""
    if chosen := os.environ.get(LIBRARY_VARIABLE) or preference("library"):
        return Path(chosen)
    return Path(platformdirs.user_data_dir(APP, appauthor=False)) / "library"


def preference(name: str) -> str:
    """Give what the user chose for this machine (``library``, ``language``); empty where nothing was chosen."""
    value = _preferences().get(name, "")
    return value if isinstance(value, str) else ""


def set_preference(name: str, value: str) -> None:
    """Remember a choice for this machine.

    Raises:
        KnownError: The file cannot be written.
    """
    path = _preferences_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    values = _preferences() | {name: value}
    write_atomically(path, json.dumps(values, ensure_ascii=False, indent=1).encode())


def _preferences_path() -> Path:
    return Path(platformdirs.user_config_dir(APP, appauthor=False)) / "preferences.json"


def _preferences() -> dict[str, Any]:
    try:
        values = json.loads(_preferences_path().read_bytes())
    except (OSError, ValueError):
        return {}  # nothing chosen yet, or a file that somebody broke: the defaults are always good
    return values if isinstance(values, dict) else {}
