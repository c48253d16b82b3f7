"""Sound texts scrambled as the seed's site does it, with a fixed seed: every run of marks becomes one symbol drawn at random.

Measured on that site: six symbols, two of which print as an ASCII comma; a line end alone leaves no mark.
"""

from __future__ import annotations

import random
import re

_SYMBOLS = ",,。、. "


def scramble(text: str, seed: int) -> str:
    """Give a text with its marks scrambled, on one line."""
    draw = random.Random(seed)
    joined = re.sub(r"(?<=\w)\s*\n\s*(?=\w)", "", text.strip())
    return re.sub(r"[^\w]+", lambda _: draw.choice(_SYMBOLS), joined)
