"""Write ``qt_fr.qm``, French words that Qt's own translation lacks, from ``qt_fr.ts``, what people write.

.venv/bin/python resources/build_translations.py
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

WORDS = Path(__file__).resolve().parent / "translations" / "qt_fr.ts"


def compile_words(into: Path) -> None:
    """Compile the words with the program that comes with PySide6."""
    release = Path(sys.executable).with_name("pyside6-lrelease")
    subprocess.run([release, "-silent", WORDS, "-qm", into], check=True)


if __name__ == "__main__":
    compile_words(WORDS.with_suffix(".qm"))
