"""Bytes of a policy document, law or standard -> ``Text``. Pure: no Qt, no database, no index."""

from __future__ import annotations

from reader.formats import SUFFIXES
from reader.pipeline import READER_VERSION, read

__all__ = ["READER_VERSION", "SUFFIXES", "read"]
