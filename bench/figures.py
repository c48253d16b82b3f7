"""The big counts: ``uv run bench/figures.py NAME`` prints a table that docs/ keeps (CONTRIBUTING.md, third tier).

Run when an issue closes; far too long for the test suite.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

NAMES = {
    "anchors": "annotations after made and real amendments, beside the methods of other readers (docs/benchmarks.md)",
    "exports": "exports opened by LibreOffice, Chromium and three Markdown renderers, all notes hostile (docs/benchmarks.md)",
    "formats": "documents that LibreOffice, pandoc and Chromium wrote, against their originals (docs/benchmarks.md)",
    "freshness": "how soon an imported document is found, one at a time and while all laws are imported (docs/benchmarks.md)",
    "fuzz": "valid files of every kind damaged at random, so many seconds a parser: what each run ends in (docs/reliability.md)",
    "gov": "headings, title, issuer, number and tasks of 30 State Council pages, clean and scrambled (docs/benchmarks.md)",
    "hostile": "files made to hurt, read in the workers: how each family ends (docs/reliability.md)",
    "import": "all laws imported in the window: time, CPU, memory, stalls; and the same again (docs/benchmarks.md)",
    "kill": "kill -9 at random moments while the command line annotates (docs/reliability.md)",
    "keystrokes": "as you type in the real window on 3,475 laws: last key to results, stalls (docs/benchmarks.md)",
    "kill_index": "kill -9 while the index is built and updated, and damaged files of it (docs/reliability.md)",
    "laws_outline": "the 条 of all laws against the markup of their files, as Markdown and as plain text (docs/benchmarks.md)",
    "layers": "a comparison of 300 KB laws, a review of 1,000 annotations, a ledger of 3,000 tasks (docs/benchmarks.md)",
    "machine": "10,000 random steps on a library against a plain dictionary (docs/reliability.md)",
    "marks": "restored marks of the seed page against the hand restoration (docs/benchmarks.md)",
    "notes": "10,000 annotations in a library, 1,000 in a document: opening, scrolling, filtering, adding (docs/benchmarks.md)",
    "opening": "100 laws imported and opened in the window; the longest stall of the main thread (docs/benchmarks.md)",
    "recall": "10,000 fragments and other spellings, found by verbatim search at their offsets (docs/benchmarks.md)",
    "relevance": "nDCG@10, recall@10 and MRR@10 on questions with known answers (docs/benchmarks.md)",
    "scale": "35,000 documents, the laws ten times over: import, index, search, and the window on them (docs/benchmarks.md)",
    "start": "start time and memory, from source and packaged (docs/benchmarks.md)",
    "scrambled_laws": "条 and marks of 287 laws whose marks were scrambled (docs/benchmarks.md)",
    "search": "index build, size and query times on all laws (docs/benchmarks.md)",
    "suggestions": "30 mistyped queries: is the meant term among the first five suggestions (docs/benchmarks.md)",
    "train_marks": "train the model for scrambled stops again: writes assets/marks/stops.bin",
}

MODULES = {"import": "importing"}
"""Where the module is not named like its figure: ``import`` is a word of Python."""


def main(arguments: list[str]) -> int:
    """Run one figure; gives the exit status."""
    if len(arguments) < 1 or arguments[0] not in NAMES:
        print("usage: uv run bench/figures.py NAME")
        for name, what in NAMES.items():
            print(f"  {name:10} {what}")
        return 2
    return int(importlib.import_module(f"bench.{MODULES.get(arguments[0], arguments[0])}").main(arguments[1:]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
