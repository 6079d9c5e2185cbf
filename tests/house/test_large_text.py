"""At 200 % nothing is cut without its whole in a tooltip, and nothing is wider than its page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QStyle,
    QTabWidget,
    QWidget,
)

from dgsdesk.application.meeting.steps import Step
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


PANELS = (
    (Step.PREPARE, "meetings.add"),
    (Step.PREPARE, "meetings.postpone"),
    (Step.PREPARE, "meetings.dossier"),
    (Step.PREPARE, "prepare.documents"),
    (Step.REVIEW, "review.add"),
    (Step.REVIEW, "review.paste"),
    (Step.REVIEW, "review.approvals"),
    (Step.DISPATCH, "dispatch.rectify"),
)
"""Step -> an act of it that opens a form beside or above what the step shows."""


@pytest.mark.parametrize(("step", "act"), PANELS, ids=lambda one: str(getattr(one, "value", one)))
def test_no_form_is_squeezed_at_200_percent(large: Shell, step: Step, act: str) -> None:
    go(large, Spot("meetings", step))
    settle()
    large.host.actions.trigger(act)
    settle()
    low = {f"{where(large, one)} is squeezed: {_words(one)}" for one in seen(large) if is_squeezed(one)}
    assert not (low | flaws_of(large))


def is_squeezed(widget: QWidget) -> bool:
    """Say whether words, a field or a button have less height than they need."""
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.height() + SLACK < widget.heightForWidth(widget.width())
    if isinstance(widget, QLabel | QLineEdit | QComboBox | QAbstractButton):
        if isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox):  # their frame has the rest
            return widget.height() < widget.fontMetrics().height()
        return widget.height() + SLACK < widget.minimumSizeHint().height()
    return False
