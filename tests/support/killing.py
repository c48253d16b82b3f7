"""How a process looks from outside that ``psutil.Process().kill()`` ended, on every system."""

from __future__ import annotations

import signal
import sys

KILLED = signal.SIGTERM if sys.platform == "win32" else -signal.SIGKILL
"""Its exit status: Windows has no signals, and psutil gives this one's number for it."""
