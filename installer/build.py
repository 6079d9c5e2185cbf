"""Make what a town hall installs, from the sources and the locks, into ``dist/``.

    python3 installer/build.py wheel      the wheel, for pip
    python3 installer/build.py folder     the one-folder program (Linux)
    python3 installer/build.py deb        the Debian package, from that folder
    python3 installer/build.py windows    the installer for Windows (needs NSIS; see CONTRIBUTING)
    python3 installer/build.py all        everything that this machine can make

Beside them lie the bill of materials (CycloneDX), a table of what each is made of, and their SHA-256.
"""

from __future__ import annotations

import sys
from pathlib import Path

from environment import Trouble

sys.path.insert(0, str(Path(__file__).resolve().parent))

from packing.folder import build_folder  # noqa: E402
from packing.place import Made, workshop  # noqa: E402
from packing.wheel import build_wheel  # noqa: E402


def main(arguments: list[str]) -> int:
    """Make what was asked and return the exit code."""
    shop = workshop()
    wheel = build_wheel(shop)
    Made(wheel).tell()
    if arguments[0] == "folder":
        Made(build_folder(shop, wheel)).tell()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
