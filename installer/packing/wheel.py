"""The wheel: the program with every file that it ships, as pip installs it."""

from __future__ import annotations

from pathlib import Path

from packing.place import BUILD, DIST, VERSION, Workshop, emptied, run


def build_wheel(workshop: Workshop) -> Path:
    """Write ``dist/dgsdesk-VERSION-py3-none-any.whl`` and return it; raises Trouble."""
    fresh = emptied(BUILD / "wheel")
    run([*workshop.pip_command(), "wheel", "--no-deps", "--no-build-isolation", "-w", str(fresh), "."])
    DIST.mkdir(exist_ok=True)
    return (fresh / f"dgsdesk-{VERSION}-py3-none-any.whl").replace(
        DIST / f"dgsdesk-{VERSION}-py3-none-any.whl"
    )
