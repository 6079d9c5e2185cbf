"""The buttons in the head of a meeting: the acts of what is open below, made anew when they are others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dgsdesk.desktop.components.buttons import Button, ButtonKind, ButtonRow
from dgsdesk.desktop.shell.host import PageHost

_LONGEST_KEY = 6
"""Characters of a key that a button of the head still shows (« Ctrl+N »)."""
_ROOM_FOR_KEYS = 2
"""As many buttons may show their keys without cutting the title."""


class HeadButtons(QWidget):
    """One row at most; the keyboard goes to ``give_on`` when the button that was pressed is taken away."""

    def __init__(self, host: PageHost, give_on: Callable[[], object]) -> None:
        super().__init__()
        self._host = host
        self._give_on = give_on
        self._offered: tuple[tuple[str, ...], frozenset[str]] = ((), frozenset())
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)

    def offer(self, acts: Sequence[str], filled: Collection[str], *, keys: bool = False) -> None:
        """Offer acts in this order, the filled ones apart; ``keys`` are shown where they have room."""
        wanted = tuple(acts), frozenset(filled)
        if wanted == self._offered:
            return
        self._offered = wanted
        focus = self.window().focusWidget()  # also while a last check stands before the window
        held = focus is not None and self.isAncestorOf(focus)
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()  # it goes once the event loop has its turn, and must not show between new ones
                widget.deleteLater()
        row = ButtonRow()
        for act in acts:
            kind = ButtonKind.FILLED if act in filled else ButtonKind.PLAIN
            row.add(self._button(act, kind, keys and len(acts) <= _ROOM_FOR_KEYS))
        self._row.addWidget(row)
        if held:
            self._give_on()

    def stand_on_filled(self) -> None:
        """Give the keyboard to the act that moves the meeting on."""
        filled = [one for one in self.findChildren(Button) if one.kind is ButtonKind.FILLED]
        shown = [one for one in filled if one.isVisible()]
        if shown:
            shown[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _button(self, act: str, kind: ButtonKind, with_key: bool) -> Button:
        spec = self._host.actions.spec(act)
        key = spec.shown_key() if with_key and len(spec.shown_key()) <= _LONGEST_KEY else ""
        action = self._host.actions.action(act)
        return Button(self._host.theme, kind=kind, icon=spec.icon, key=key, action=action)
