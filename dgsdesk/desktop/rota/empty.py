"""The page without any turn: one sentence, the period, and what to do first."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.rota.days_form import DaysForm
from dgsdesk.desktop.theme.theme import Theme


class EmptyRota(Panel):
    """Propose a rota from a day to a day; noting the past first makes it fair."""

    def __init__(self, theme: Theme, note_past: QAction) -> None:
        super().__init__(theme, "surface")
        self.form = DaysForm(
            theme,
            "",
            self.tr("Proposer un tour d’accueil"),
            starts=self.tr("À partir du"),
            ends=self.tr("Jusqu’au"),
            kind=ButtonKind.FILLED,
            other=Button(theme, action=note_past),
        )
        page = EmptyPage(
            theme,
            "nav.rota",
            self.tr("Aucun tour d’accueil pour l’instant"),
            self.tr(
                "Le programme propose les dates et, pour chacune, l’hôte le plus juste. "
                "Notez d’abord qui a déjà accueilli, si vous le savez."
            ),
        )
        page.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.form.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(page)
        layout.addWidget(self.form, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)

    def offer(self, starts: date, ends: date) -> None:
        """Offer a period."""
        self.form.show_days(starts, ends)
