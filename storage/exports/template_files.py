"""Which templates there are: ours and the user's own."""

from __future__ import annotations

from pathlib import Path

from reader.errors import KnownError

BUILT_IN = Path(__file__).resolve().parents[2] / "assets" / "templates" / "markdown"
SUFFIX = ".md.j2"


def templates(own: Path) -> dict[str, Path]:
    """Give the templates that there are by name; the user's go before ours of the same name.

    Args:
        own: Folder of the user's templates; need not exist.
    """
    found: dict[str, Path] = {}
    for folder in (BUILT_IN, own):
        for path in sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else ():
            found[path.name.removesuffix(SUFFIX)] = path
    return found


def find_template(wanted: str, own: Path) -> Path | None:
    """Give the template of a name, or the file that is named; None where nothing is wanted.

    Raises:
        KnownError: ``template-unknown``.
    """
    if not wanted:
        return None
    known = templates(own)
    path = known.get(wanted, Path(wanted))
    if not path.is_file():
        raise KnownError("template-unknown", name=wanted, names="、".join(known))
    return path
