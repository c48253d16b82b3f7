"""Reclaiming the bytes of documents that are gone: the corpus is written anew when a third of it speaks of nobody."""

from __future__ import annotations

import shutil
import uuid
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from search import manifest
from search.corpus import FILES, Corpus, CorpusWriter
from search.manifest import Manifest

_DEAD_SHARE = 1 / 3


def is_due(held: Manifest) -> bool:
    """Tell whether more than a third of the corpus belongs to documents that are gone."""
    size = sum(held.files[name][0] for name in FILES)
    living = sum(record.size for record in held.records.values())
    return size - living > size * _DEAD_SHARE


def compact(index: Path, held: Manifest) -> Manifest:
    """Write the corpus of an index anew without what is gone; gives the manifest that was saved.

    The files get a folder of their own, so a reader goes on in the old one, and a kill leaves it in force.

    Args:
        index: The index folder.
        held: What it holds, all of it committed.
    """
    fresh = Manifest(folder=uuid.uuid4().hex[:12])
    old, new = index / held.folder, index / fresh.folder
    new.mkdir()
    with closing(Corpus(old, held)) as corpus, closing(CorpusWriter(new, fresh)) as writer:
        records = {ordinal: writer.copy(record, corpus) for ordinal, record in held.records.items()}
        files = {**held.files, **writer.flush()}
    for name in files.keys() - set(FILES):
        (new / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(old / name, new / name)
    return manifest.save(index, replace(held, folder=fresh.folder, files=files, records=records))
