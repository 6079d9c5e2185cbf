"""Draw ``app.svg`` at the sizes that systems ask for: python resources/build_app_icon.py FOLDER.

Writes ``dgsdesk-SIZE.png`` of each, ``dgsdesk.ico``, which holds them all, and ``side.bmp``, which stands
beside the first page of the installer for Windows. Those of ``installer/icons`` are committed. Needs PySide6
and no screen.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 24, 32, 48, 64, 128, 256)
_HEADER, _ENTRY = struct.Struct("<HHH"), struct.Struct("<BBBBHHII")

SIDE = (164, 314)
"""What NSIS wants beside its first and its last page, in pixels."""


def drawn(renderer: QSvgRenderer, size: int) -> bytes:
    """Return the icon as a PNG of a size in pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def as_ico(pictures: dict[int, bytes]) -> bytes:
    """Return one .ico of PNG pictures, as Windows reads them since Vista (256 is written 0)."""
    place = _HEADER.size + _ENTRY.size * len(pictures)
    entries, bodies = b"", b""
    for size, picture in pictures.items():
        entries += _ENTRY.pack(size % 256, size % 256, 0, 0, 1, 32, len(picture), place + len(bodies))
        bodies += picture
    return _HEADER.pack(0, 1, len(pictures)) + entries + bodies


def side(renderer: QSvgRenderer) -> QImage:
    """Return the icon over the name, on the icon's own ground."""
    width, height = SIDE
    icon = QImage.fromData(drawn(renderer, 96))
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(icon.pixelColor(48, 4))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    renderer.render(painter, QRectF((width - 96) / 2, 64, 96, 96))
    font = QFontDatabase.addApplicationFont(str(Path(__file__).with_name("fonts") / "Inter-SemiBold.otf"))
    painter.setFont(QFont(QFontDatabase.applicationFontFamilies(font)[0], 15, QFont.Weight.DemiBold))
    painter.setPen(Qt.GlobalColor.white)
    painter.drawText(QRect(0, 168, width, 40), Qt.AlignmentFlag.AlignCenter, "DGS Desk")
    painter.end()
    return image.convertToFormat(QImage.Format.Format_RGB888)


def main(folder: Path) -> None:
    """Write the pictures into a folder."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QGuiApplication([])
    renderer = QSvgRenderer(str(Path(__file__).with_name("app.svg")))
    pictures = {size: drawn(renderer, size) for size in SIZES}
    for size, picture in pictures.items():
        (folder / f"dgsdesk-{size}.png").write_bytes(picture)
    (folder / "dgsdesk.ico").write_bytes(as_ico(pictures))
    side(renderer).save(str(folder / "side.bmp"))
    app.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
