"""At 200 % nothing is cut without its whole in a tooltip, and nothing is wider than its page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QStyle,
    QTabWidget,
    QWidget,
)

from dgsdesk.desktop.components.buttons import IconButton
from dgsdesk.desktop.shell.shell import Shell
from tests.house.whole_window import SPOTS, Spot, go, settle, where

SLACK = 2
"""Pixels by which rounding may differ."""


@pytest.fixture(scope="module")
def large(window: Shell) -> Iterator[Shell]:
    """The window at 200 %."""
    window.theme.scale_text(200)
    settle()
    yield window
    window.theme.scale_text(100)
    settle()


def seen(shell: Shell) -> Iterator[QWidget]:
    """Yield what stands on the page, scrolled away or not."""
    page = shell.window.stack.currentWidget()
    for widget in page.findChildren(QWidget):
        if widget.isVisible() and widget.width() > 1:
            yield widget


def is_cut(widget: QWidget) -> bool:
    """Say whether a label or a button has less width than its words, and no tooltip that tells them."""
    if isinstance(widget, QLabel):
        words = widget.text()
        if not words or widget.wordWrap() or not widget.pixmap().isNull():
            return False
        needed = max(widget.fontMetrics().horizontalAdvance(line) for line in words.split("\n"))
        short = words.endswith("…") and len(widget.accessibleName()) > len(words)
        return (short or needed > widget.contentsRect().width() + SLACK) and not widget.toolTip()
    if isinstance(widget, QComboBox):
        style, needed = widget.style(), widget.fontMetrics().horizontalAdvance(widget.currentText())
        arrow = style.pixelMetric(QStyle.PixelMetric.PM_MenuButtonIndicator, None, widget)
        return needed + arrow > widget.width() and not widget.toolTip()
    if isinstance(widget, QAbstractButton) and widget.text() and not isinstance(widget, IconButton):
        return widget.width() + SLACK < widget.minimumSizeHint().width() and not widget.toolTip()
    return False


def sticks_out(shell: Shell, widget: QWidget) -> bool:
    """Say whether a widget reaches over the right edge of the page, where nobody can scroll to it."""
    parent = widget.parentWidget()
    while parent is not None and parent is not shell.window:
        if isinstance(parent, QAbstractScrollArea):
            bar = parent.horizontalScrollBarPolicy()
            if bar is not Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
                return False
        parent = parent.parentWidget()
    page = shell.window.stack.currentWidget()
    return widget.mapTo(page, QPoint(widget.width(), 0)).x() > page.width() + SLACK


@pytest.mark.parametrize("spot", SPOTS, ids=str)
def test_nothing_is_cut_or_sticks_out_at_200_percent(large: Shell, spot: Spot) -> None:
    go(large, spot)
    flaws = flaws_of(large)
    for tabs in large.window.stack.currentWidget().findChildren(QTabWidget):
        for at in range(1, tabs.count() if tabs.isVisible() else 0):
            tabs.setCurrentIndex(at)
            settle()
            flaws |= flaws_of(large)
        tabs.setCurrentIndex(0)
    assert large.window.width() == 1366, "the page made the window wider"
    assert not flaws


def flaws_of(shell: Shell) -> set[str]:
    """Name what is cut or sticks out."""
    cut = {f"{where(shell, widget)} is cut: {_words(widget)}" for widget in seen(shell) if is_cut(widget)}
    return cut | {f"{where(shell, widget)} sticks out" for widget in seen(shell) if sticks_out(shell, widget)}


def _words(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentText()
    return widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
