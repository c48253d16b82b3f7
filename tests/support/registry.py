"""A registry in memory that behaves as the standard library's ``winreg`` does."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import TracebackType


@dataclass
class Key:
    """A key, by its whole path; open or closed as a handle is."""

    path: str

    def __enter__(self) -> Key:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


@dataclass
class Registry:
    """The module: what is kept is ``keys``, path -> name -> value. Paths and names are found whatever their case."""

    HKEY_CURRENT_USER: str = "HKCU"
    KEY_READ: int = 0x20019
    KEY_WRITE: int = 0x20006
    REG_SZ: int = 1
    keys: dict[str, dict[str, tuple[object, int]]] = field(default_factory=dict)
    forbidden: bool = False

    def OpenKey(self, key: str, sub_key: str, reserved: int = 0, access: int = 0x20019) -> Key:  # noqa: N802
        return Key(self._found(f"{key}\\{sub_key}"))

    def CreateKeyEx(self, key: str, sub_key: str, reserved: int = 0, access: int = 0x20006) -> Key:  # noqa: N802
        if self.forbidden:
            raise PermissionError(13, "Access is denied")
        path = key
        for part in sub_key.split("\\"):
            path = f"{path}\\{part}"
            try:
                path = self._found(path)
            except FileNotFoundError:
                self.keys[path] = {}
        return Key(path)

    def QueryValueEx(self, key: Key, name: str) -> tuple[object, int]:  # noqa: N802
        return self.keys[key.path][self._named(key, name)]

    def SetValueEx(self, key: Key, value_name: str, reserved: object, kind: int, value: object) -> None:  # noqa: N802
        self.keys[key.path][value_name] = (value, kind)

    def DeleteValue(self, key: Key, value: str) -> None:  # noqa: N802
        del self.keys[key.path][self._named(key, value)]

    def DeleteKey(self, key: str, sub_key: str) -> None:  # noqa: N802
        path = self._found(f"{key}\\{sub_key}")
        if any(other.startswith(path + "\\") for other in self.keys):
            raise PermissionError(13, "Access is denied")
        del self.keys[path]

    def QueryInfoKey(self, key: Key) -> tuple[int, int, int]:  # noqa: N802
        below = [path for path in self.keys if path.rpartition("\\")[0] == key.path]
        return len(below), len(self.keys[key.path]), 0

    def values(self) -> dict[tuple[str, str], object]:
        """Give all values by path and name."""
        return {(path, name): value for path, held in self.keys.items() for name, (value, _kind) in held.items()}

    def _found(self, path: str) -> str:
        for known in self.keys:
            if known.lower() == path.lower():
                return known
        raise FileNotFoundError(2, "The system cannot find the file specified")

    def _named(self, key: Key, name: str) -> str:
        for known in self.keys[key.path]:
            if known.lower() == name.lower():
                return known
        raise FileNotFoundError(2, "The system cannot find the file specified")
