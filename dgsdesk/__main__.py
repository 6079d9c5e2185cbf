"""Start DGS Desk: a window when there is nothing to do or a file to open, the command line otherwise."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main() -> int:
    """Open the window or carry a command out; return the exit code. Nothing heavy is imported before.

    A first argument that nobody types makes this process the one that reads strangers' files, or prints.
    """
    arguments = sys.argv[1:]
    if arguments[:1] == ["--read-apart"]:
        from dgsdesk.formats.apart import serve

        return serve(*arguments[1:2])
    if arguments[:1] == ["--print-apart"]:
        from dgsdesk.formats import printer

        return printer.serve()
    if arguments and not is_file_to_open(arguments):
        from dgsdesk.bootstrap.command_line import run_command_line

        return run_command_line(arguments)
    from dgsdesk.bootstrap.window import open_window

    return open_window(Path(arguments[0]) if arguments else None)


def is_file_to_open(arguments: list[str]) -> bool:
    """Tell whether the only argument is a file: no command has a dot or a slash in its name."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        return False
    separators = filter(None, (os.sep, os.altsep))
    return bool(Path(arguments[0]).suffix) or any(sign in arguments[0] for sign in separators)


if __name__ == "__main__":
    sys.exit(main())
