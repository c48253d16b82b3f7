"""The window: the only Qt code.

PySide6 puts an import of its own in the place of Python's. It asks at every import statement whether the module wants Qt with other
names (``from __feature__ import snake_case``) and takes 7 to 11 µs where Python's takes 1, for the thousands of statements of a start
and for those in functions as long as the program runs. Here nobody asks for such names: what comes after Qt is imported by Python.
"""

import builtins

import PySide6.QtCore

builtins.__import__ = vars(builtins).get("__orig_import__", builtins.__import__)  # where PySide6 keeps the one it found
del PySide6
