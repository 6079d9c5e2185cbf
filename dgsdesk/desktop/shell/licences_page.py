"""« Licences »: everything that is shipped, under which licence, with the text of each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.panes import ListAndDetail
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Row, RowsModel
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.page import Page, PageEntry, Place
from dgsdesk.shipped import shipped

PAGE_ID = "licences"


@dataclass(frozen=True)
class Part:
    """One thing that is shipped: its name, its licence (SPDX), what is to be said, the files of its texts."""

    name: str
    expression: str
    note: str
    texts: tuple[str, ...]

    @property
    def licences(self) -> str:
        """« BSD-3-Clause et Apache-2.0 »."""
        return self.expression.replace(" AND ", " et ").replace(" OR ", " ou ").replace(" WITH ", " avec ")


def shipped_parts() -> list[Part]:
    """Return everything that is shipped, the program first."""
    told = json.loads(shipped("licences.json").read_bytes())
    return [Part(one["name"], one["expression"], one["note"], tuple(one["texts"])) for one in told]


def text_of(part: Part) -> str:
    """Return the whole text of a part's licence."""
    papers = [shipped(*text.split("/")).read_text(encoding="utf-8") for text in part.texts]
    return "\n\n".join(paper.strip() for paper in papers)


class LicencesPage(Page):
    """The list of what is shipped, and the licence of what is chosen in it."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self.parts: dict[str, Part] = {}
        self.model: RowsModel[Part] = RowsModel(self._row, key=lambda part: part.name, parent=self)
        self.list = RowList(self.theme, self.model, self.tr("Ce qui est livré avec le programme"))
        self.list.chosen.connect(self._show)
        self.note = TextLabel(self.theme, "", "body", "text_soft", wrap=True)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Texte de la licence"))
        self.header = PageHeader(self.theme, self.tr("Licences"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self._panes(), 1)
        host.make_document(shipped_parts, then=self._take, owner=self)

    def _panes(self) -> QWidget:
        detail = QWidget()
        column = QVBoxLayout(detail)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.note)
        column.addWidget(self.text, 1)
        return ListAndDetail(
            self.theme,
            self.host.preferences,
            PAGE_ID,
            self.list,
            detail,
            list_title=self.tr("Composants"),
            detail_title=self.tr("Licence"),
        )

    def _take(self, parts: list[Part]) -> None:
        self.parts = {part.name: part for part in parts}
        count = self.tr("{} composants, chacun avec le texte de sa licence")
        self.header.show_facts(count.format(len(parts)))
        self.model.replace(parts)
        self.list.choose(parts[0].name)

    def _row(self, part: Part) -> Row:
        return Row(part.name, part.licences)

    def _show(self, name: str) -> None:
        part = self.parts[name]
        self.note.show_text(part.note)
        self.note.setVisible(bool(part.note))
        self.host.make_document(partial(text_of, part), then=self.text.setPlainText, owner=self)

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        self.list.setFocus()


ENTRY = PageEntry(PAGE_ID, "Licences", "scale", 0, LicencesPage, kinds=frozenset(), place=Place.NOWHERE)
