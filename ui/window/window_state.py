"""How the window was left: size, panels, open documents. Kept with the library, as the documents are the library's."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class WindowState:
    """The window as it was left; sizes in device-independent pixels.

    Attributes:
        width, height: Of the window when it is not maximized.
        maximized: Whether it filled the screen.
        left_width, notes_width: Of the panels.
        left_shown, notes_shown: Whether the panels are wanted where there is room.
        segment: Which list of the left panel shows.
        scale: Size of the document's words; 1 is normal.
        open: Ids of open documents in the order of their tabs.
        current: The one in front.
    """

    width: int = 1280
    height: int = 820
    maximized: bool = False
    left_width: int = 264
    notes_width: int = 328
    left_shown: bool = True
    notes_shown: bool = True
    segment: int = 0
    scale: float = 1.0
    open: tuple[str, ...] = ()
    current: str = ""

    @classmethod
    def from_setting(cls, values: Any) -> WindowState:
        """Give the state that was kept; what is missing or of another kind is as at the first start."""
        if not isinstance(values, dict):
            return cls()
        good: dict[str, Any] = {}
        for field in fields(cls):
            value = values.get(field.name)
            default = field.default
            if field.name == "open" and isinstance(value, list):
                good["open"] = tuple(one for one in value if isinstance(one, str))
            elif type(value) is type(default) or (field.name == "scale" and isinstance(value, int)):
                good[field.name] = value
        return cls(**good)

    def to_setting(self) -> dict[str, Any]:
        """Give JSON values for ``from_setting``."""
        return {**asdict(self), "open": list(self.open)}
