"""What the window loads of the reader at its start: it shows Texts and reads nothing itself."""

from __future__ import annotations

import subprocess
import sys

_LOOK = """
import sys
import reader.composition, reader.formats, reader.original, reader.packing
assert reader.formats.SUFFIXES
print(*sorted({name.partition(".")[0] for name in sys.modules} & {"lxml", "markdown_it", "docx", "pypdfium2"}))
"""


def test_no_parser_is_loaded_before_a_file_is_read() -> None:
    answer = subprocess.run([sys.executable, "-c", _LOOK], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == ""
