"""Driving the command line in this process, as a script would."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ui.cli import run


@dataclass
class CommandLine:
    """The command line on one library."""

    library: Path
    capture: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str | Path, status: int = 0) -> Any:
        """Run a subcommand with ``--json``; give its one value, or the list of lines for ``import``.

        Args:
            *arguments: Subcommand and what follows.
            status: The exit status that is expected.
        """
        self.capture.readouterr()
        left = run(["--library", str(self.library), "--json", *map(str, arguments)])
        out, self.error = self.capture.readouterr()
        assert left == status, f"exit {left}: {self.error}"
        if arguments[0] == "import":
            return [json.loads(line) for line in out.splitlines()]
        if status:
            assert not out
            return None
        return json.loads(out)


Factory = Callable[[], CommandLine]
