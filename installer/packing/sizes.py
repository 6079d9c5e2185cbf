"""What a package is made of, as a table."""

from __future__ import annotations

from pathlib import Path

from packing.place import megabytes, size_of

_ROWS = {
    "Qt 6 et PySide6": ("PySide6", "shiboken6"),
    "dont ICU": ("PySide6/Qt/lib/libicudata.so.*", "PySide6/icu*"),
    "Typst (PDF)": ("typst",),
    "SQLAlchemy et Alembic": ("sqlalchemy", "alembic", "mako", "markupsafe"),
    "lxml": ("lxml",),
    "PDFium": ("pypdfium2*",),
    "RapidFuzz": ("rapidfuzz",),
    "holidays, icalendar, vobject, openpyxl, fuseaux": (
        "holidays",
        "icalendar",
        "vobject",
        "openpyxl",
        "tzdata",
        "pytz",
    ),
    "DGS Desk : programme": ("dgsdesk",),
    "dont ressources (référence, polices, lexique)": ("dgsdesk/resources",),
}


def made_of(folder: Path) -> str:
    """Return a table of what the folder of a program weighs; « dont » rows are part of the row above."""
    packages = next(path for path in folder.rglob("site-packages") if path.is_dir())
    rows = {title: _weight(packages, patterns) for title, patterns in _ROWS.items()}
    named = sum(size for title, size in rows.items() if not title.startswith("dont"))
    whole = size_of(folder)
    rows["autres bibliothèques"] = size_of(packages) - named
    rows["Python et ses bibliothèques"] = whole - size_of(packages)
    rows["en tout"] = whole
    return "\n".join(f"  {title:52} {megabytes(size):>10}" for title, size in rows.items())


def _weight(packages: Path, patterns: tuple[str, ...]) -> int:
    return sum(size_of(path) for pattern in patterns for path in packages.glob(pattern))
