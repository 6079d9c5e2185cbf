"""« À propos »: what the program is, where its data comes from, under which licences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from dgsdesk import __version__
from dgsdesk.desktop.components.bounds import bound
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.headers import PageHeader, SectionHeader
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.licences_page import PAGE_ID as LICENCES
from dgsdesk.desktop.shell.page import Page, PageEntry, Place

PAGE_ID = "about"
_TEXT_WIDTH = 760


def _attribution(view: Any) -> str:
    """Ask the reference for its sources."""
    return str(view.reference.attribution())


class AboutPage(Page):
    """One page of text that can be selected and copied."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self.sources = self._words("")
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(self.tr("À propos de DGS Desk"))
        self._area.setWidget(self._text())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        facts = self.tr("Version {}. Licence MIT. Aucune donnée ne quitte ce poste.").format(__version__)
        header = PageHeader(self.theme, self.tr("À propos de DGS Desk"), facts)
        every = Button(self.theme, self.tr("Toutes les licences"), icon="scale")
        every.clicked.connect(lambda: self.host.open(LICENCES))
        header.add_button(every)
        layout.addWidget(header)
        layout.addWidget(self._area, 1)

    def _text(self) -> QWidget:
        body = Panel(self.theme, "surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 12, 20, 16)
        column.setSpacing(4)
        for title, words in self._parts():
            column.addWidget(SectionHeader(self.theme, title))
            bound(self.theme, words, _TEXT_WIDTH)
            column.addWidget(words)
            column.addSpacing(10)
        column.addStretch(1)
        return body

    def _parts(self) -> Iterator[tuple[str, TextLabel]]:
        yield (
            self.tr("À quoi il sert"),
            self._words(
                self.tr(
                    "Préparer, tenir et suivre les rencontres des directeurs généraux des services d’une "
                    "intercommunalité et de ses communes : tour d’accueil, ordres du jour, invitations, "
                    "comptes rendus, relectures et diffusion."
                )
            ),
        )
        yield self.tr("Données de référence"), self.sources
        yield (
            self.tr("Licences"),
            self._words(
                self.tr(
                    "DGS Desk : licence MIT. Interface : Qt et PySide6, sous LGPL 3 : des fichiers à part, "
                    "que vous pouvez remplacer par une version modifiée. Données de référence : Licence "
                    "Ouverte 2.0. Le bouton « Toutes les licences » montre, pour chaque composant livré, "
                    "sa licence et son texte."
                )
            ),
        )

    def _words(self, text: str) -> TextLabel:
        label = TextLabel(self.theme, text, "body", wrap=True)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return label

    def refresh(self, changes: frozenset[str]) -> None:
        """Read the sources."""
        del changes
        if self.host.is_open:
            self.host.ask(_attribution, then=self.sources.show_text, owner=self, replaces="sources")

    def take_focus(self) -> None:
        """Let the keys scroll."""
        self._area.setFocus()


ENTRY = PageEntry(PAGE_ID, "À propos", "info", 0, AboutPage, kinds=frozenset(), place=Place.NOWHERE)
