"""Sheets of four pictures each, with their names, to look at many quickly."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

ACROSS, DOWN = 2, 2
WIDTH, HEIGHT, NAME, GAP = 980, 552, 24, 8
"""Pixels: of a picture on a sheet at most, of the line of its name, between two."""


def write_sheets(pictures: Sequence[Path], folder: Path) -> list[Path]:
    """Write the pictures onto sheets, in their order; return the sheets."""
    folder.mkdir(parents=True, exist_ok=True)
    sheets: list[Path] = []
    for first in range(0, len(pictures), ACROSS * DOWN):
        path = folder / f"{len(sheets) + 1:02}.png"
        _sheet(pictures[first : first + ACROSS * DOWN]).save(str(path))
        sheets.append(path)
    return sheets


def _sheet(pictures: Sequence[Path]) -> QImage:
    """Draw pictures beside and below each other, each below its name."""
    fit, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    images = [QImage(str(path)).scaled(WIDTH, HEIGHT, fit, smooth) for path in pictures]
    height = HEIGHT + NAME
    lines = -(-len(images) // ACROSS)
    sheet = QImage((WIDTH + GAP) * ACROSS, (height + GAP) * lines, QImage.Format.Format_RGB32)
    sheet.fill(QColor("white"))
    painter = QPainter(sheet)
    font = QFont(painter.font())
    font.setPixelSize(15)
    painter.setFont(font)
    for number, (path, image) in enumerate(zip(pictures, images, strict=True)):
        left, top = number % ACROSS * (WIDTH + GAP), number // ACROSS * (height + GAP)
        painter.drawText(QRect(left, top, WIDTH, NAME), Qt.AlignmentFlag.AlignVCenter, path.stem)
        painter.drawImage(left, top + NAME, image)
    painter.end()
    return sheet
