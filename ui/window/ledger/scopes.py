"""Whose tasks the ledger shows; a module of its own because the desk names them before the ledger is there."""

from __future__ import annotations

CURRENT, CHOSEN, ALL = "current", "chosen", "all"
"""Of the document in front, of documents chosen on the shelf, of the whole library."""
