"""Pages onto the system's printer, one after the other, never more than one in memory."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from dgsdesk.application.ports.press import PageSize, PrintedPages
from dgsdesk.desktop.preview.pictures import image_of
from dgsdesk.domain.errors import StorageUnavailable

_SHARPEST = 300
"""Dots an inch of a printed page's picture: a sheet takes 35 MB."""


def asked_printer(title: str, pages: PrintedPages, parent: QWidget) -> QPrinter | None:
    """Ask by the system's dialogue where to print; None when it was left."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageLayout(_layout(pages.sizes[0]))
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, len(pages.sizes))
    dialog.setFromTo(1, len(pages.sizes))
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def _layout(size: PageSize) -> QPageLayout:
    lies = size.width > size.height
    way = QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait
    return QPageLayout(QPageSize(QPageSize.PageSizeId.A4), way, QMarginsF())


def print_pages(printer: QPrinter, pages: PrintedPages) -> int:
    """Print what was asked for; return how many pages. For the pool for documents: Qt lets it there.

    Raises StorageUnavailable("not_printed").
    """
    chosen = _chosen(printer, len(pages.sizes))
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise StorageUnavailable("not_printed", printer=printer.printerName() or printer.outputFileName())
    try:
        for place, page in enumerate(chosen):
            if place:
                printer.setPageOrientation(_layout(pages.sizes[page]).orientation())
                printer.newPage()
            _paint(painter, printer, pages, page)
    finally:
        painter.end()
    return len(chosen)


def _chosen(printer: QPrinter, count: int) -> list[int]:
    first = printer.fromPage() or 1
    last = min(printer.toPage() or count, count)
    chosen = list(range(first - 1, last))
    return chosen[::-1] if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst else chosen


def _paint(painter: QPainter, printer: QPrinter, pages: PrintedPages, page: int) -> None:
    """Paint a page as large as the paper takes it, in the middle."""
    paper = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
    size = pages.sizes[page]
    scale = min(paper.width() / size.width, paper.height() / size.height)
    width, height = size.width * scale, size.height * scale
    dots = round(width * min(1.0, _SHARPEST / printer.resolution()))
    place = QRectF((paper.width() - width) / 2, (paper.height() - height) / 2, width, height)
    painter.drawImage(place, image_of(pages.picture(page, dots)))
