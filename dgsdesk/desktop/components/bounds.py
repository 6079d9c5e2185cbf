"""Sizes of the parts of a page that grow with the text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from dgsdesk.desktop.theme.theme import Theme


def bound(theme: Theme, widget: QWidget, width: int) -> None:
    """Let a widget be no wider than this, in pixels at 100 % of text, also once the text is enlarged."""
    for former in widget.findChildren(_Bound):
        if former.parent() is widget:
            former.deleteLater()
    _Bound(theme, widget, width)


def sized(theme: Theme, measure: Callable[[int], object], pixels: int) -> None:
    """Give a widget a size (``field.setMinimumWidth``) in pixels at 100 % of text, whatever the text is."""
    _Sized(theme, measure, pixels)


class _Sized(QObject):
    """A size of its parent; Qt lets go of it with the parent."""

    def __init__(self, theme: Theme, measure: Callable[[int], object], pixels: int) -> None:
        widget = getattr(measure, "__self__", None)
        assert isinstance(widget, QWidget)
        super().__init__(widget)
        self._theme, self._name, self._pixels = theme, measure.__name__, pixels
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        getattr(self.parent(), self._name)(self._theme.wide(self._pixels))


class _Bound(QObject):
    """The limit of its parent; Qt lets go of it with the parent."""

    def __init__(self, theme: Theme, widget: QWidget, width: int) -> None:
        super().__init__(widget)
        self._theme, self._widget, self._width = theme, widget, width
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._widget.setMaximumWidth(self._theme.wide(self._width))
