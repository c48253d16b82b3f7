"""Mistyped queries on a library of laws: is the meant term among the first five suggestions?

    uv run bench/figures.py suggestions LAWS [--index FOLDER]

30 cases by a fixed seed from the words that at least 30 documents have: ten with one character replaced by another of the same
sound, ten with one missing, ten typed as plain pinyin. A garbled form that is itself a word of the library is drawn again.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pypinyin import lazy_pinyin  # noqa: E402

from bench.search import build  # noqa: E402  # the path above comes first
from search import Index  # noqa: E402
from search.vocabulary import Vocabulary, load  # noqa: E402

SEED = 20161102
EACH = 10
WANTED = 27
_LEAST_DOCUMENTS = 30


def main(words: list[str]) -> int:
    """Run the cases and print those that fail; gives the exit status."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("laws", type=Path)
    arguments.add_argument("--index", type=Path, help="take the index that is here")
    given = arguments.parse_args(words)
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.index or Path(scratch) / "index"
        if not folder.exists():
            build(folder, given.laws)
        vocabulary = load(folder)
        assert vocabulary is not None
        index = Index(folder)
        begun = time.perf_counter()
        index.suggest("预热")
        print(f"first suggestion with reading the words, ms  {(time.perf_counter() - begun) * 1000:.0f}")
        right, times = 0, []
        for kind, typed, meant in cases(vocabulary, random.Random(SEED)):
            begun = time.perf_counter()
            found = index.suggest(typed)
            times.append((time.perf_counter() - begun) * 1000)
            right += meant in found
            if meant not in found:
                print(f"missed ({kind}): {typed} for {meant}, gave {found}")
        index.close()
    print(f"among the first five  {right} of {3 * EACH}")
    print(f"suggesting, ms  p50 {statistics.median(times):.0f}, longest {max(times):.0f}")
    return 0 if right >= WANTED else 1


def cases(vocabulary: Vocabulary, chance: random.Random) -> list[tuple[str, str, str]]:
    """Give kind, what is typed, and what was meant."""
    frequent = [word.text for word in vocabulary.words if word.count >= _LEAST_DOCUMENTS]
    sounds: dict[str, list[str]] = {}
    for character in sorted({character for word in vocabulary.words for character in word.text}):
        sounds.setdefault(lazy_pinyin(character)[0], []).append(character)
    chance.shuffle(frequent)
    found: list[tuple[str, str, str]] = []
    for meant in frequent:
        kind = len(found) // EACH
        if kind == 3:
            break
        at = chance.randrange(len(meant))
        if kind == 0:
            others = [one for one in sounds.get(lazy_pinyin(meant)[at], []) if one != meant[at]]
            typed = meant[:at] + chance.choice(others) + meant[at + 1 :] if others else meant
        elif kind == 1:
            typed = meant[:at] + meant[at + 1 :] if len(meant) > 2 else meant
        else:
            typed = "".join(lazy_pinyin(meant))
        if typed != meant and typed not in vocabulary.counts:
            found.append((("homophone", "missing", "pinyin")[kind], typed, meant))
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
