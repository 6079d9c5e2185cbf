"""Take the pictures of the guide from the program itself, on the example territory.

    .venv/bin/python resources/renew_guide_pictures.py

Only those that a chapter shows are kept; run it when a page looks different.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

GUIDE = Path(__file__).resolve().parent / "guide"
DAY = "2026-11-27"
WIDTH = 1024
COLOURS, GROUNDS = 256, 24
"""As many as a small PNG knows; a page of the program has few others."""


def wanted() -> set[str]:
    """Return the names of the pictures that chapters show."""
    texts = [path.read_text(encoding="utf-8") for path in GUIDE.glob("*.md")]
    return {name for text in texts for name in re.findall(r"\(pictures/([a-z_]+)\.png\)", text)}


def palette_of(counts: Counter[int]) -> list[int]:
    """Return the colours to keep: grounds, then of each small range the commonest, lest rare hues be lost."""
    grounds = [color for color, _ in counts.most_common(GROUNDS)]
    ranges: dict[int, Counter[int]] = {}
    for color, times in counts.items():
        ranges.setdefault(color & 0xF0F0F0, Counter())[color] = times
    common = sorted(ranges.values(), key=lambda found: -found.total())
    rest = [found.most_common(1)[0][0] for found in common]
    return list(dict.fromkeys([*grounds, *rest]))[:COLOURS]


def main() -> None:
    """Make the example, picture every page and keep what is shown, lighter by its colours."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    with tempfile.TemporaryDirectory() as folder:
        demo = [sys.executable, "-m", "dgsdesk", "demo", folder, "--today", DAY, "--screens"]
        subprocess.run(demo, check=True, cwd=GUIDE.parent.parent)
        for name in sorted(wanted()):
            image = QImage(str(Path(folder) / "ecrans" / f"{name}_clair.png"))
            image = image.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation)
            image = image.convertToFormat(QImage.Format.Format_RGB32)
            palette = palette_of(Counter(memoryview(image.constBits()).cast("I")))
            flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
            image = image.convertToFormat(QImage.Format.Format_Indexed8, palette, flags)
            if not image.save(str(GUIDE / "pictures" / f"{name}.png"), "PNG", 0):
                raise SystemExit(f"cannot write the picture of {name}")


if __name__ == "__main__":
    main()
