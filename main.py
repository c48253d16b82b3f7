"""批阅 Piyue: without arguments the window opens, a subcommand runs on the command line."""

from __future__ import annotations

import sys


def main(arguments: list[str]) -> int:
    """Compose and start the program; gives the exit status."""
    if arguments == ["worker"]:  # imports as little as it can: a warm worker is started for every import
        from ui.worker import main as serve

        return serve()

    from ui.collector import collect_seldom

    collect_seldom()
    from ui.places import preference
    from ui.translation import use_preferred

    use_preferred(preference("language"))  # before the command line words its help
    if not arguments or arguments[0] == "smoke":  # a window waits for nothing of the command line
        from ui.display import start

        return start(arguments[1:])
    from ui.cli import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
