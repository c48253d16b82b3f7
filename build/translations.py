"""Keeps the English catalogue in step with the messages of ui/.

``uv run build/translations.py`` extracts the messages into ``assets/translations/en/LC_MESSAGES/piyue.po``, where a person
translates the new ones, and compiles ``piyue.mo``. With ``--check`` nothing is written: what is missing, left over, unfinished
or not compiled is listed, and the exit status is 1.

Nothing that differs from run to run or from machine to machine is written: no dates, no line numbers.
"""

from __future__ import annotations

import io
import string
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "ui"
PO = ROOT / "assets" / "translations" / "en" / "LC_MESSAGES" / "piyue.po"
MO = PO.with_suffix(".mo")
KEYWORDS = {"_": None, "in_context": ((1, "c"), 2), "counted": (1, 1)}
CONTEXT = "\x04"
"""Stands between a context and its message where both are one key, as in a .mo file."""
PLURAL = "\x00"
"""Stands between what is said of one and what is said of many, as in a .mo file; Chinese says the same of both."""
UNSTABLE = tuple(
    f'"{name}:'.encode()
    for name in (
        "Project-Id-Version", "Report-Msgid-Bugs-To", "POT-Creation-Date", "PO-Revision-Date",
        "Last-Translator", "Language-Team", "Generated-By",
    )
)  # fmt: skip
"""Header lines about when, by whom and with what: they are left out."""
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands in the headers, which gettext wants, for the moment at which the catalogue was made."""


def main(arguments: list[str]) -> int:
    """Update the catalogue, or with ``--check`` tell what is wrong with it; gives the exit status."""
    wanted = extracted(SOURCES)
    if arguments == ["--check"]:
        problems = list(check(wanted, PO.read_bytes(), MO.read_bytes()))
        for problem in problems:
            print(problem, file=sys.stderr)
        print(f"{len(wanted)} messages, {len(problems)} problems")
        return 1 if problems else 0
    catalogue = updated(wanted, PO.read_bytes() if PO.exists() else b"")
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(as_po(catalogue))
    MO.write_bytes(as_mo(catalogue))
    left = sum(not all(strings(message)) for message in catalogue if message.id)
    print(f"{len(wanted)} messages, {left} to be translated in {PO.relative_to(ROOT)}")
    return 0


def extracted(sources: Path) -> dict[str, set[str]]:
    """Give the messages of the Python files under a folder, each with the files it stands in (relative to its parent)."""
    found: dict[str, set[str]] = {}
    for path in sorted(sources.rglob("*.py")):
        for _line, message, _comments, context in extract_from_file("python", path, keywords=KEYWORDS):
            place = path.relative_to(sources.parent).as_posix()
            text = message if isinstance(message, str) or context else PLURAL.join(message)
            text = text if isinstance(text, str) else text[0]
            found.setdefault(f"{context}{CONTEXT}{text}" if context else text, set()).add(place)
    for text in [text for text in found if PLURAL in text]:
        found[text] |= found.pop(text.partition(PLURAL)[0], set())  # one entry serves both, as gettext looks it up
    return found


def updated(wanted: dict[str, set[str]], po: bytes) -> Catalog:
    """Give the catalogue of the wanted messages with the translations that it has already; what nobody says any more goes."""
    known = {key(message): message for message in read(po)}
    catalogue = Catalog(locale="en", domain="piyue", creation_date=NEVER, revision_date=NEVER)
    catalogue.header_comment = "# English texts of Piyue. The messages are the Chinese ones of the source."
    catalogue.fuzzy = False
    for text in sorted(wanted, key=lambda text: (sorted(wanted[text]), text)):
        old = known.get(text)
        context, between, words = text.rpartition(CONTEXT)
        catalogue.add(
            tuple(words.split(PLURAL)) if PLURAL in words else words,
            context=context if between else None,
            string=old.string if old else ("", "") if PLURAL in words else "",
            locations=[(place, 0) for place in sorted(wanted[text])],
            user_comments=old.user_comments if old else (),
            flags=old.flags - {"python-format"} if old else (),
        )
    return catalogue


def check(wanted: dict[str, set[str]], po: bytes, mo: bytes) -> Iterator[str]:
    """Give a line for each thing that is wrong: with a message, or with the compiled file."""
    catalogue = read(po)
    known: dict[str, Message] = {key(message): message for message in catalogue if message.id}
    for text in sorted(wanted.keys() - known.keys()):
        yield f"not in the catalogue: {text!r} of {', '.join(sorted(wanted[text]))}"
    for text in sorted(known.keys() - wanted.keys()):
        yield f"nobody says it any more: {text!r}"
    for text in sorted(known.keys() & wanted.keys()):
        message = known[text]
        said = strings(message)
        if not all(said):
            yield f"not translated: {text!r}"
        elif message.fuzzy:
            yield f"marked as unsure: {text!r}"
        elif any(fields(one) != fields(text) for one in said):
            yield f"other {{fields}} than {text!r}: {message.string!r}"
    if mo != as_mo(catalogue):
        yield f"{MO.name} was not made from {PO.name}: run build/translations.py"


def fields(message: str) -> set[str]:
    """Give the names of the ``{fields}`` of a message."""
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(message) if name is not None}


def key(message: Message) -> str:
    """Give what a message is known by: its words, after its context if it has one; twice where a count is worded."""
    words = message.id if isinstance(message.id, str) else PLURAL.join(message.id)
    return f"{message.context}{CONTEXT}{words}" if message.context else words


def strings(message: Message) -> tuple[str, ...]:
    """Give the translation of a message; where a count is worded that of one, and that of many."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def read(po: bytes) -> Catalog:
    """Give the catalogue that a .po file holds."""
    catalogue = read_po(io.BytesIO(po), locale="en", domain="piyue")
    catalogue.creation_date = catalogue.revision_date = NEVER
    return catalogue


def as_po(catalogue: Catalog) -> bytes:
    """Give a catalogue as a .po file, without the header's lines about when and by whom."""
    written = io.BytesIO()
    write_po(written, catalogue, width=0, include_lineno=False, sort_output=False)
    return b"".join(line for line in written.getvalue().splitlines(keepends=True) if not line.startswith(UNSTABLE))


def as_mo(catalogue: Catalog) -> bytes:
    """Give a catalogue in its compiled form, by way of the .po so that both say the same."""
    written = io.BytesIO()
    write_mo(written, read(as_po(catalogue)))
    return written.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
