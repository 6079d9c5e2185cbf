"""The templates of a circle: apply one, save this agenda as one, change its parts where they stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout

from dgsdesk.application.agenda.template import TemplateRow
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.parts_table import PartsTable
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Row, RowsModel, Shown
from dgsdesk.desktop.components.scrolled import scrolled
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.circle import PartTemplate

_USUAL_KEY = "usual"


class TemplatePanel(Panel):
    """Signals ask for acts: ``applied(id)``, ``removed(id)``, ``saved(name)``, ``edited(row, parts)``."""

    applied = Signal(str)
    removed = Signal(str)
    saved = Signal(str)
    edited = Signal(object, tuple)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "surface_alt")
        self.rows: RowsModel[object] = RowsModel(_shown, _key, self)
        self.list = RowList(theme, self.rows, self.tr("Trames d’ordre du jour"), ground="surface_alt")
        self.apply = Button(theme, self.tr("Appliquer"), icon="act.accept")
        self.remove = Button(theme, self.tr("Retirer"), kind=ButtonKind.LINK)
        self.parts = PartsTable(theme, self.tr("Temps de la trame"), ground="surface_alt", whole=True)
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Nom de la trame"))
        self.name.setPlaceholderText(self.tr("Garder comme trame, sous le nom…"))
        self._close = Button(theme, self.tr("Fermer"), kind=ButtonKind.LINK)
        self._editable = True
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 10, 4)
        head.addWidget(TextLabel(self.theme, self.tr("Trames d’ordre du jour"), "section"))
        head.addStretch(1)
        head.addWidget(self._close)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(14, 4, 14, 8)
        buttons.addWidget(self.apply)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        self._parts_title = TextLabel(self.theme, "", "small", "text_soft", bold=True, elide=True)
        parts = QVBoxLayout()
        parts.setContentsMargins(14, 0, 14, 0)
        parts.setSpacing(4)
        parts.addWidget(self._parts_title)
        parts.addWidget(self.parts)
        save = QVBoxLayout()
        save.setContentsMargins(14, 8, 14, 10)
        save.addWidget(self.name)
        body = Panel(self.theme, "surface_alt")
        body.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # as wide as the pools
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.list)
        inside.addLayout(buttons)
        inside.addLayout(parts)
        inside.addLayout(save)
        inside.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(scrolled(body), 1)

    def _connect(self) -> None:
        self._close.clicked.connect(self.closed.emit)
        self.list.chosen.connect(lambda _: self._show_chosen())
        self.list.activated_key.connect(lambda _: self._apply())
        self.apply.clicked.connect(self._apply)
        self.remove.clicked.connect(self._remove_chosen)
        self.name.returnPressed.connect(self._save)
        self.parts.changed.connect(self._tell_edited)

    # -- showing ---------------------------------------------------------------------------------------------

    def show_templates(self, rows: Sequence[TemplateRow], *, editable: bool) -> None:
        """Show the circle's templates; those of a frozen agenda are read only in so far as applying goes."""
        self._editable = editable
        kept = self.list.chosen_key()
        self.rows.replace(list(rows))
        self.list.show_whole()  # what is done with a template stands below the last one; the panel scrolls
        if not self.list.choose(kept):
            self.list.choose_first()
        self._show_chosen()

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self) -> TemplateRow | None:
        key = self.list.chosen_key()
        return next((row for row in self.rows.items() if _key(row) == key), None)  # type: ignore[return-value]

    def _show_chosen(self) -> None:
        row = self._chosen()
        self.parts.show_parts(row.parts if row else ())
        title = self.tr("Temps de cette trame") if row else ""
        self._parts_title.show_text(title)
        self.apply.setEnabled(row is not None and self._editable)
        self.remove.setEnabled(bool(row and row.id))

    # -- acts ------------------------------------------------------------------------------------------------

    def _apply(self) -> None:
        row = self._chosen()
        if row is not None and self._editable:
            self.applied.emit(row.id)

    def _remove_chosen(self) -> None:
        row = self._chosen()
        if row is not None:
            self.removed.emit(row.id)

    def _save(self) -> None:
        name = self.name.text().strip()
        if name:
            self.name.clear()
            self.saved.emit(name)

    def _tell_edited(self, parts: tuple[PartTemplate, ...]) -> None:
        row = self._chosen()
        if row is not None:
            self.edited.emit(row, parts)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _shown(row: object) -> Shown:
    assert isinstance(row, TemplateRow)
    return Row(row.name if row.id else f"Trame {row.name}", second=row.words)


def _key(row: object) -> str:
    assert isinstance(row, TemplateRow)
    return row.id or _USUAL_KEY
