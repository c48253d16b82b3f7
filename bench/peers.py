"""Other search engines on the same documents: Recoll, SQLite FTS5, tantivy, and a plain scan of the files.

Recoll is Debian's ``recollcmd`` (apt-get install recollcmd), with the configuration in bench/recoll. FTS5 and tantivy are given one row
a clause and the same words as our ranking, joined by spaces: they are what a program gets that puts rjieba before a known engine.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from search.analyzer import indexed_words
from search.folding import fold
from search.lexicon import NO_WORDS

if TYPE_CHECKING:
    import tantivy  # where it is asked: 3 MB, which the benches of memory would count as ours

RECOLL_CONFIGURATION = Path(__file__).resolve().parent / "recoll" / "recoll.conf"
HITS = 60
BATCH = 20_000

Ask = Callable[[str], int]
"""Answers a query; gives how many hits it took, ``HITS`` at most, or how many there are of a scan."""

Clause = tuple[str, str]
"""Title of the document, and the clause."""


def clauses(texts: Path) -> Iterator[Clause]:
    """Give the clauses of the corpus that ``bench.search`` wrote into a folder."""
    with (texts / "texts.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            for clause in document["clauses"]:
                yield document["title"], clause


def tokens(text: str) -> str:
    """Give the words that our own ranking is given, as one string."""
    return " ".join(indexed_words(fold(text), NO_WORDS))


def build_fts5(folder: Path, texts: Path) -> None:
    """Build the table of SQLite; the text is kept, as ours is."""
    with closing(sqlite3.connect(folder / "fts5.db")) as db:
        db.execute("CREATE VIRTUAL TABLE clauses USING fts5(title, words, text UNINDEXED, tokenize = 'unicode61')")
        for rows in _batches((tokens(title), tokens(clause), clause) for title, clause in clauses(texts)):
            db.executemany("INSERT INTO clauses VALUES (?, ?, ?)", rows)
            db.commit()


def query_fts5(folder: Path, _texts: Path) -> Ask:
    """Give what asks SQLite: all words, any of them where no clause has all."""
    db = sqlite3.connect(folder / "fts5.db")

    def ask(query: str) -> int:
        words = [f'"{word}"' for word in tokens(query).split()]
        sql = "SELECT text FROM clauses WHERE clauses MATCH ? ORDER BY bm25(clauses, 3.0, 1.0) LIMIT ?"
        for glue in (" ", " OR ") if words else ():
            if rows := db.execute(sql, (glue.join(words), HITS)).fetchall():
                return len(rows)
        return 0

    return ask


def _tantivy_index(folder: Path) -> tantivy.Index:
    import tantivy

    schema = tantivy.SchemaBuilder()
    schema.add_text_field("title", tokenizer_name="whitespace")
    schema.add_text_field("words", tokenizer_name="whitespace")
    schema.add_text_field("text", stored=True, tokenizer_name="raw", index_option="basic")
    return tantivy.Index(schema.build(), path=str(folder))


def build_tantivy(folder: Path, texts: Path) -> None:
    """Build the index of tantivy; the text is kept, as ours is."""
    import tantivy

    index = _tantivy_index(folder)
    writer = index.writer(heap_size=100_000_000, num_threads=2)
    for title, clause in clauses(texts):
        writer.add_document(tantivy.Document(title=tokens(title), words=tokens(clause), text=clause[:8_000]))
    writer.commit()
    writer.wait_merging_threads()


def query_tantivy(folder: Path, _texts: Path) -> Ask:
    """Give what asks tantivy, as with FTS5."""
    index = _tantivy_index(folder)
    searcher = index.searcher()

    def ask(query: str) -> int:
        words = [f'"{word}"' for word in tokens(query).replace('"', "").replace("\\", "").split()]
        for glue in (" AND ", " OR ") if words else ():
            found = searcher.search(index.parse_query(glue.join(words), ["words", "title"]), HITS).hits
            if found:
                return len([searcher.doc(address)["text"] for _score, address in found])
        return 0

    return ask


def build_recoll(folder: Path, texts: Path) -> None:
    """Let Recoll index the folder of plain text files, one a document."""
    shutil.copyfile(RECOLL_CONFIGURATION, folder / "recoll.conf")
    with (folder / "recoll.conf").open("a") as configuration:
        configuration.write(f"topdirs = {texts / 'files'}\n")
    subprocess.run(["recollindex", "-c", str(folder), "-z"], check=True, capture_output=True)


def query_recoll(folder: Path, _texts: Path) -> Ask:
    """Give what asks Recoll: a process a query, as its command line does; its start is in the time."""

    def ask(query: str) -> int:
        words = query.replace('"', " ")
        command = ["recollq", "-c", str(folder), "-n", str(HITS), "-b", words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return sum(line.startswith("file:") for line in done.stdout.splitlines())

    return ask


def query_scan(_folder: Path, texts: Path) -> Ask:
    """Give what looks through all texts, held in memory, for the query as it was typed."""
    held = [fold(clause) for _title, clause in clauses(texts)]

    def ask(query: str) -> int:
        wanted = fold(query)
        return sum(wanted in clause for clause in held)

    return ask


def _batches(rows: Iterable[tuple[str, ...]]) -> Iterator[list[tuple[str, ...]]]:
    held: list[tuple[str, ...]] = []
    for row in rows:
        held.append(row)
        if len(held) == BATCH:
            yield held
            held = []
    yield held


BUILDERS = {"fts5": build_fts5, "tantivy": build_tantivy, "recoll": build_recoll}
QUERIES = {"fts5": query_fts5, "tantivy": query_tantivy, "recoll": query_recoll, "scan": query_scan}
