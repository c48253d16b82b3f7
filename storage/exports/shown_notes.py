"""A note as HTML that does nothing: Markdown as the window shows it, no HTML, nothing loaded, only links of the web, of mail and of ours.

Nothing that was typed is lost: what may not act (a picture, a link of another kind, the target of a reference) stands there as it was typed,
and so does a note of which Markdown would leave out a letter (cells beside a table, what is nested too deeply). A line end stays one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import MutableMapping, Sequence
from functools import cache
from html import unescape
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup, escape

_SCHEMES = ("http://", "https://", "mailto:", "piyue://")
_DEEPEST = 60
_LINK = re.compile(r'<a href="([^"]*)"[^<>]*>(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"</?[a-z]+")


def note_html(note: str) -> Markup:
    """Give a note as HTML.

    Args:
        note: The user's words.
    """
    parser = _parser()
    tokens = parser.parse(note)
    made = str(parser.renderer.render(tokens, parser.options, {}))
    if _letters(note) - _letters(unquote(unescape(_TAG.sub("", made)))):
        return Markup('<p class="typed">{}</p>').format(note)
    return Markup(made)  # made of escaped words only


def printed_note(note: str) -> Markup:
    """Give a note as HTML for paper: an address of the web or of mail stands behind the words that lead to it.

    Args:
        note: The user's words.
    """
    return Markup(_LINK.sub(_with_address, note_html(note)))  # made of escaped words only


def _with_address(link: re.Match[str]) -> str:
    address, words = link[1], link[2]
    if address.startswith("piyue:") and words:
        return words
    return words if address.removeprefix("mailto:") == words else f"{words}（{address}）"


def _letters(words: str) -> Counter[str]:
    """Count letters; digits may be the number of an item, which a list shows by itself."""
    return Counter(letter for letter in words if letter.isalpha())


class _Renderer(RendererHTML):
    """Headings are bold lines, since those of the page are an outline; links lead away without telling from where."""

    def heading_open(self, tokens: Sequence[Token], idx: int, options: Any, env: MutableMapping[str, Any]) -> str:
        """Begin a heading."""
        return "<p><strong>"

    def heading_close(self, tokens: Sequence[Token], idx: int, options: Any, env: MutableMapping[str, Any]) -> str:
        """End a heading."""
        return "</strong></p>\n"

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: MutableMapping[str, Any]) -> str:
        """Begin a link."""
        tokens[idx].attrSet("rel", "noopener noreferrer")
        return self.renderToken(tokens, idx, options, env)

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: MutableMapping[str, Any]) -> str:
        """Give what was typed for a picture: nothing is loaded."""
        title = tokens[idx].attrGet("title")
        said = f' "{title}"' if title else ""
        return str(escape(f"![{tokens[idx].content}]({tokens[idx].attrGet('src')}{said})"))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": _DEEPEST}, renderer_cls=_Renderer)
    parser.enable(["table", "strikethrough"]).disable(["code", "reference"])
    parser.validateLink = lambda url: url.lower().startswith(_SCHEMES)  # type: ignore[method-assign]
    return parser
