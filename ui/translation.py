"""One gettext catalogue for command line, window and the errors of the core.

Chinese is the language of the source: a message is its own Chinese text. English lies in
``assets/translations/en/LC_MESSAGES/piyue.mo``, made from the ``.po`` beside it by ``build/translations.py``.
"""

from __future__ import annotations

import ctypes
import gettext
import locale
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DOMAIN = "piyue"
LANGUAGES = ("zh", "en")
CATALOGUES = Path(__file__).resolve().parent.parent / "assets" / "translations"

_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def _(message: str) -> str:
    """Give a Chinese message in the language in use.

    Args:
        message: A literal, so that the catalogue can be extracted; ``{name}`` fields are filled by the caller.
    """
    return _catalogue.gettext(message)


def counted(message: str, count: int) -> str:
    """Give a Chinese message that words a count: Chinese has one form for all counts, English has one for 1 and one for the others.

    Args:
        message: As for ``_``; the caller fills its fields, the count among them.
        count: Decides which form.
    """
    return _catalogue.ngettext(message, message, count)


def in_context(context: str, message: str) -> str:
    """Give a Chinese message that needs another translation in one place: 批注 is one note, and the head of all of them.

    Args:
        context: Where it stands, a literal.
        message: As for ``_``.
    """
    return _catalogue.pgettext(context, message)


def use(language: str) -> None:
    """Set the language of all messages from now on.

    Args:
        language: One of ``LANGUAGES``.
    """
    global _catalogue
    chinese = language == "zh"
    _catalogue = gettext.NullTranslations() if chinese else gettext.translation(DOMAIN, CATALOGUES, [language])


def use_preferred(chosen: str) -> str:
    """Set the language that the user chose, else the system's; gives it. The one place that decides about the language.

    Args:
        chosen: One of ``LANGUAGES``; anything else counts as not chosen.
    """
    language = chosen if chosen in LANGUAGES else language_of_system()
    use(language)
    return language


def language_of_system() -> str:
    """Give ``en`` where the system speaks English, else ``zh``: our users read Chinese documents.

    A system that names no language (``C``, ``POSIX``) counts as Chinese; ``locale.getlocale`` would call it English.
    """
    if sys.platform == "win32":
        name = locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    else:
        named = (os.environ.get(variable) for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
        name = next(filter(None, named), "")
    return "en" if name.lower().startswith("en") else "zh"


@contextmanager
def language(name: str) -> Iterator[None]:
    """Use a language for the time of a block (tests, and exports in another language)."""
    global _catalogue
    before = _catalogue
    use(name)
    try:
        yield
    finally:
        _catalogue = before
