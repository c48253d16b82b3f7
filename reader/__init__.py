"""Bytes of a policy document, law or standard -> ``Text``. Pure: no Qt, no database, no index.

The parsers are loaded when the first document is read: the window shows Texts that workers have read, and must not pay for them
at its start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reader.formats import SUFFIXES
    from reader.pipeline import READER_VERSION, read

__all__ = ["READER_VERSION", "SUFFIXES", "read"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'reader' has no attribute {name!r}")
    from reader import formats, pipeline

    return getattr(formats if name == "SUFFIXES" else pipeline, name)
