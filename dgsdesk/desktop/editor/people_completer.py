"""The list of people under « @ »: any word of a name finds it, Enter takes it, Esc sends it away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtWidgets import QCompleter, QFrame, QListView, QTextEdit

from dgsdesk.application.minutes.notes import NotePerson
from dgsdesk.desktop.components.row_delegate import RowDelegate
from dgsdesk.desktop.components.rows import Row, RowsModel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.note_parsing import PERSON_MARK, matching

_LONGEST = 40
_SHOWN = 7


def typed_name(before: str) -> str | None:
    """Return what stands after the last « @ » before the caret, nothing when no name is being typed."""
    head, mark, typed = before.rpartition(PERSON_MARK)
    inside_address = bool(head) and (head[-1].isalnum() or head[-1] in "._-")
    return typed if mark and not inside_address and len(typed) <= _LONGEST else None


class PeopleCompleter(QObject):
    """Offer people while a name is typed; ``chosen(label)`` when one is taken."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, editor: QTextEdit) -> None:
        super().__init__(editor)
        self._theme = theme
        self._people: dict[str, NotePerson] = {}
        self._model = RowsModel(_person_row, lambda person: person.label, self)
        self._completer = QCompleter(self._model, self)
        self._completer.setWidget(editor)
        self._completer.setCompletionRole(Qt.ItemDataRole.DisplayRole)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.popup = QListView()
        self.popup.setFrameShape(QFrame.Shape.StyledPanel)
        self.popup.setProperty("alwaysActive", True)
        self._completer.setPopup(self.popup)
        self.popup.setItemDelegate(RowDelegate(theme, self.popup))
        self.popup.setAccessibleName(self.tr("Personnes"))
        self._completer.activated.connect(self._take)

    def show_people(self, people: Sequence[NotePerson]) -> None:
        """Know who may be named."""
        self._people = {person.label: person for person in people}

    @property
    def is_open(self) -> bool:
        """Say whether the list is shown: Enter, Tab and Esc are then its own."""
        return self.popup.isVisible()

    def offer(self, typed: str | None, caret: QRect) -> None:
        """Show who fits, or nothing."""
        fits = matching(typed, list(self._people)) if typed is not None else []
        if not fits or fits == [typed]:
            self.popup.hide()
            return
        self._model.replace([self._people[label] for label in fits])
        self._completer.setMaxVisibleItems(_SHOWN)
        caret.setWidth(self._theme.wide(340))
        self._completer.complete(caret)
        self.popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _take(self, label: str) -> None:
        self.chosen.emit(label)


def _person_row(person: NotePerson) -> Row:
    return Row(person.label, right=person.hint, icon="kind.person")
