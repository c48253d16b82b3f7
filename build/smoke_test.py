"""Tries the packaged program: ``uv run build/smoke_test.py``, after build/package.py.

The self-test, a journey on the command line, and a journey through the real window, offscreen and, where there is one, on a
virtual X screen. A line of output that nobody expected fails it, and so does a process that is left over. At the end stand
size, start times and memory, packaged and from source.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from package import PROGRAM, ROOT, megabytes

sys.path.insert(0, str(ROOT))

from tests.support.fixed_pages import pdf, prose
from ui import pipes

SUFFIX = ".exe" if sys.platform == "win32" else ""
WINDOW = [str(PROGRAM / f"piyue{SUFFIX}")]
COMMAND_LINE = [str(PROGRAM / f"piyue-cli{SUFFIX}")]
SOURCE = [sys.executable, str(ROOT / "main.py")]
SAMPLE = ROOT / "assets" / "sample" / "sample.txt"
QUOTE = "知识产权"
SECONDS = 180
"""After which a step counts as hung."""
EXPECTED = {
    # Qt's offscreen platform says so of every window with a least size, and means nothing by it.
    "offscreen": {"This plugin does not support propagateSizeHints()"},
}
"""Lines on standard error that are no fault, by Qt's platform."""
SPEAK_CHINESE = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from ui.places import set_preference
set_preference("language", "zh")
"""
"""Chooses the language, as a user would in the menu: whether Qt's own Chinese is carried is to be seen on any system."""
SHOWN = 4000
"""Characters shown of what a program wrote: the first complaint is the one that tells."""
STARTS = 5
"""Workers are started so often for one figure."""


class Failed(Exception):
    """What was not as expected."""


@dataclass(frozen=True)
class Figures:
    """What the journey through a window found.

    Attributes:
        started_ms: From the start of the process until the sample was painted.
        rss: Bytes of memory of the window's process at the end, shared libraries included.
        uss: Bytes that would be free if the process ended.
    """

    started_ms: float
    rss: int
    uss: int


def main() -> int:
    """Try the package; gives the exit status."""
    if not Path(COMMAND_LINE[0]).exists():
        print("dist/ holds no program: run build/package.py first", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="piyue-smoke-") as name:
        folder = Path(name)
        try:
            figures = try_all(folder)
        except Failed as failure:
            print(f"smoke test failed: {failure}", file=sys.stderr)
            return 1
    report(figures)
    return 0


def try_all(folder: Path) -> dict[str, Figures]:
    """Try everything in a folder of its own; gives the figures of the window by name.

    Raises:
        Failed: At the first thing that is not as expected.
    """
    said = run([*COMMAND_LINE, "self-test"], folder)
    expect(len(said.splitlines()) == 1, f"self-test said {said!r}")
    passed("self-test")
    try_command_line(folder)
    passed("command line: import, search, annotate, notes, export, undo, reindex")
    figures = {"packaged": try_window(WINDOW, folder, "offscreen")}
    passed("window, offscreen: open, search, highlight, export, leave, and once more on the same library")
    if sys.platform.startswith("linux") and shutil.which("xvfb-run"):
        try_window(["xvfb-run", "-a", *WINDOW], folder, "xcb")
        passed("window, X screen: the same")
    figures["from source"] = try_window(SOURCE, folder, "offscreen")
    left = [process.info["exe"] for process in psutil.process_iter(["exe"]) if is_ours(process.info["exe"])]
    expect(not left, f"processes left over: {left}")
    passed("no process is left over")
    return figures


def try_command_line(folder: Path) -> None:
    """Go through the main job on the command line of the package."""
    library = ["--library", str(folder / "library"), "--json"]
    chinese = folder / "国标.txt"
    chinese.write_bytes(
        "关于试行检查的通知\n第一条 为了检查编码，制定本办法。\n第二条 文字以国标编码保存。\n".encode("gb18030")
    )

    def ask(*arguments: str) -> Any:
        return json.loads(run([*COMMAND_LINE, *arguments, *library], folder))

    pages = folder / "书页.pdf"
    pages.write_bytes(pdf([prose(["关于试行书页的通知", "　　第一条 为了检查书页，制定本办法。"])]))
    said = run([*COMMAND_LINE, "import", str(SAMPLE), str(chinese), str(pages), *library], folder)
    rows = {row["path"]: row for row in map(json.loads, said.splitlines())}
    expect([row["status"] for row in rows.values()] == ["imported"] * 3, f"import: {rows}")
    document = rows[str(SAMPLE)]["document"]
    text = ask("show", document)["text"]
    places = [at for at in range(len(text)) if text.startswith(QUOTE, at)]
    found = ask("search", QUOTE, "--verbatim")
    expect([hit["start"] for hit in found["hits"]] == places, "search --verbatim finds other places than a plain scan")
    expect(
        ask("search", "国标编码")["hits"][0]["document"] == rows[str(chinese)]["document"],
        "the GB18030 file is not found",
    )
    made = ask("annotate", document, "--quote", QUOTE, "--note", "试运行", "--tag", "打包")
    expect([note["id"] for note in ask("notes", document)] == [made["id"]], "notes")
    target = folder / "命令行.md"
    ask("export", document, "--format", "markdown", "--output", str(target))
    expect("试运行" in target.read_text("utf-8"), "export lacks the note")
    ask("undo")
    expect(ask("notes", document) == [], "undo")
    expect(ask("reindex")["documents"] == 3, "reindex")


def try_window(command: list[str], folder: Path, platform: str) -> Figures:
    """Drive the window of a program twice through its journey (ui/window/smoke.py) and look at what it left behind.

    Args:
        command: What starts the program.
        folder: Where the journey's library is made.
        platform: Qt's platform plugin.

    Returns:
        Figures of the second time: the first imports the sample.
    """
    home = Path(tempfile.mkdtemp(dir=folder))
    run([sys.executable, "-c", SPEAK_CHINESE], home)
    library, told = home / "library", home / "report.json"
    for turn in (1, 2):
        started = time.time()  # the system's own time of a process's start is told in whole seconds since the machine's
        said = run([*command, "smoke", str(told), "--library", str(library)], home, platform)
        expect(said == "", f"the window said {said!r}")
        report: dict[str, Any] = json.loads(told.read_text("utf-8"))
        expect(report["platform"] == platform, f"Qt ran on {report['platform']}")
        expect(report["word_of_qt"] == "取消", f"Qt says {report['word_of_qt']!r} for Cancel")
        exported = Path(report["exported"]).read_text("utf-8")
        notes = json.loads(run([*COMMAND_LINE, "notes", "--library", str(library), "--json"], home))
        expect(len(notes) == turn, f"the window's highlights are not in the library: {notes}")
        expect(exported.count(notes[0]["quote"]) >= turn, "the window's export lacks the highlights")
        told.unlink()
        Path(report["exported"]).unlink()
    return Figures((report["painted_at"] - started) * 1000, report["rss"], report["uss"])


def run(command: list[str], home: Path, platform: str = "offscreen") -> str:
    """Run a program with a home of its own; gives its standard output.

    Raises:
        Failed: It failed, hung, or wrote to standard error.
    """
    environment = os.environ | {
        name: str(home)
        for name in (
            "HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME",
        )
    }  # fmt: skip
    environment |= {
        "QT_QPA_PLATFORM": platform,
        "LC_ALL": "C.UTF-8",
    }  # our words are Chinese unless the system is English
    for name in ("PYTHONPATH", "PIYUE_LIBRARY", "WAYLAND_DISPLAY"):
        environment.pop(name, None)
    shown = " ".join(command)
    try:
        ended = subprocess.run(command, env=environment, cwd=home, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as late:
        raise Failed(
            f"{shown}: no end after {SECONDS} s\n{str(late.stdout)[:SHOWN]}\n{str(late.stderr)[:SHOWN]}"
        ) from late
    said, complained = ended.stdout.decode("utf-8"), ended.stderr.decode("utf-8", "replace")
    expect(ended.returncode == 0, f"{shown}: exit status {ended.returncode}\n{(said + complained)[:SHOWN]}")
    unexpected = [line for line in complained.splitlines() if line not in EXPECTED.get(platform, set())]
    expect(not unexpected, f"{shown}: unexpected on standard error:\n{complained[:SHOWN]}")
    return said


def worker_ms(command: list[str]) -> float:
    """Start a worker and have it read one line; gives the milliseconds until its answer, the best of some.

    Raises:
        Failed: It does not answer, or it has loaded Qt.
    """
    best = float("inf")
    for _turn in range(STARTS):
        started = time.perf_counter()
        with subprocess.Popen([*command, "worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            pipes.send(process.stdin, {"job": "read", "name": "一.txt"}, "第一条 试。".encode())
            answer = pipes.receive(process.stdout)
            best = min(best, (time.perf_counter() - started) * 1000)
            expect(answer is not None and "done" in answer[0], f"worker answered {answer}")
            if sys.platform.startswith("linux"):
                mapped = Path(f"/proc/{process.pid}/maps").read_text()
                expect("libQt6" not in mapped, "the worker has loaded Qt")
            process.stdin.close()
    return best


def report(figures: dict[str, Figures]) -> None:
    """Print the figures as a table for docs/benchmarks.md."""
    print(f"\nsize of dist/piyue: {megabytes(PROGRAM):.0f} MB\n")
    print("| | window painted, ms | RSS, MB | USS, MB | worker's first answer, ms |")
    print("|---|---|---|---|---|")
    for name, found in figures.items():
        worker = worker_ms(SOURCE if name == "from source" else COMMAND_LINE)
        print(f"| {name} | {found.started_ms:.0f} | {found.rss / 1e6:.0f} | {found.uss / 1e6:.0f} | {worker:.0f} |")


def is_ours(program: str | None) -> bool:
    """Tell whether a running program is one of the package."""
    return program is not None and Path(program).parent == PROGRAM


def expect(met: bool, otherwise: str) -> None:
    """Raise ``Failed`` unless a condition is met."""
    if not met:
        raise Failed(otherwise)


def passed(step: str) -> None:
    """Say that a step went well."""
    print(f"ok  {step}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
