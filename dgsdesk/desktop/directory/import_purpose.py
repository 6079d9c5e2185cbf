"""What a list is taken for: an update of the directory, or the holders' change on a day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from dgsdesk.desktop.components.fields import choice_field, day_field, day_of
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.network import Role

UPDATE = ""


class PurposeBar(Panel):
    """``changed()`` when the purpose, the day or the vacancies were chosen otherwise."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "surface", "b")
        self.purpose = choice_field(
            self.tr("Que faire de la liste"),
            (
                (UPDATE, self.tr("Mettre à jour l’annuaire")),
                (Role.MAYOR.value, self.tr("Changer de maires à une date")),
                (Role.DGS.value, self.tr("Changer de directions à une date")),
            ),
        )
        self.purpose.setMinimumContentsLength(26)
        self._since = TextLabel(theme, self.tr("à compter du"), "small", "text_soft")
        self.day = day_field(self.tr("Jour du changement"))
        self.day.setDate(QDate.currentDate())
        self.vacate = QCheckBox(self.tr("Vacant là où la liste ne nomme personne"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 8, 20, 8)
        layout.addWidget(FlowRow(self.purpose, self._since, self.day, self.vacate))
        self.purpose.activated.connect(lambda _: self._purpose_chosen())
        self.day.dateChanged.connect(lambda _: self.changed.emit())
        self.vacate.clicked.connect(lambda: self.changed.emit())
        self._show_parts()

    def role(self) -> Role | None:
        """Return whose change it is, None for an update of the directory."""
        chosen = str(self.purpose.currentData())
        return Role(chosen) if chosen else None

    def first_day(self) -> date:
        """Return the day from which the new ones hold their posts."""
        return day_of(self.day)

    def choose(self, role: Role | None, day: date | None = None) -> None:
        """Set the purpose, and the day when given, without telling."""
        self.purpose.setCurrentIndex(max(self.purpose.findData(role.value if role else UPDATE), 0))
        if day is not None:
            self.day.blockSignals(True)
            self.day.setDate(QDate(day.year, day.month, day.day))
            self.day.blockSignals(False)
        self._show_parts()

    def _purpose_chosen(self) -> None:
        self._show_parts()
        self.changed.emit()

    def _show_parts(self) -> None:
        parts: tuple[QWidget, ...] = (self._since, self.day, self.vacate)
        for part in parts:
            part.setVisible(self.role() is not None)
