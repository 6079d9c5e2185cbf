"""What stands in the middle when no item is open: the opening (who chairs, who writes), the round-table."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout

from dgsdesk.application.minutes.session_page import SessionPage, SuggestionLine
from dgsdesk.desktop.components.assistive import name_choice
from dgsdesk.desktop.components.bounds import bound
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.form import Form
from dgsdesk.desktop.components.name_completer import NameCompleter
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Row, RowsModel
from dgsdesk.desktop.components.saved_fields import SavedLine
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.wording import NBSP, hour, plural

_WIDEST = 520


class OpeningPage(Form):
    """The opening: ``roles_changed(chair, writer, place)`` when the host is away and others take over."""

    roles_changed = Signal(str, str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.title = TextLabel(theme, self.tr("Ouverture de la séance"), "section")
        self.facts = TextLabel(theme, "", "body", "text_soft", wrap=True)
        hint = self.tr("la commune hôte")
        self.chair = SavedLine(theme, self.tr("Préside la séance"), hint=hint)
        self.writer = SavedLine(theme, self.tr("Rédige le compte rendu"), hint=hint)
        self.place = SavedLine(theme, self.tr("Lieu de la séance"), hint=self.tr("comme sur l’invitation"))
        self.add(self.title)
        self.add(self.facts)
        for field in (self.chair, self.writer, self.place):
            field.kept.connect(self._tell)
            self.row(field.accessibleName(), field)
            bound(theme, field, _WIDEST)

    def show_page(self, page: SessionPage) -> None:
        """Show who chairs and writes, and what is planned."""
        self.chair.show_value(page.chair)
        self.writer.show_value(page.writer)
        self.place.show_value(page.place)
        count = plural(len(page.items), "point", "points")
        hours = f"{hour(page.starts_at.time())} – {hour(page.ends_at.time())}"
        there = (
            f" {plural(page.present, 'présent', 'présents')} sur {len(page.attendance)}."
            if page.attendance
            else ""
        )
        opened = (
            self.tr("Séance ouverte à {}. ").format(hour(page.started_at.time())) if page.started_at else ""
        )
        self.facts.show_text(f"{opened}{hours}, {count} à l’ordre du jour.{there}")

    def show_people(self, labels: list[str]) -> None:
        """Offer the names of those who may chair or write."""
        for field in (self.chair, self.writer):
            NameCompleter(labels, field)

    def keep_now(self) -> None:
        """Keep what is being typed."""
        for field in (self.chair, self.writer, self.place):
            field.keep_now()

    def _tell(self) -> None:
        self.roles_changed.emit(self.chair.text(), self.writer.text(), self.place.text())


class RoundTablePage(Panel):
    """The round-table: ``suggested(text, organisation_id)``, ``removed(id)``."""

    suggested = Signal(str, object)
    removed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "surface")
        self._names: dict[str, str] = {}
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Sujet suggéré pour une prochaine réunion"))
        self.field.setPlaceholderText(self.tr("Sujet pour une prochaine réunion, puis Entrée"))
        self.field.setMinimumHeight(theme.height("field_large", "body"))
        self.field.returnPressed.connect(self._suggest)
        self.by = QComboBox()
        name_choice(self.by, self.tr("Suggéré par"))
        self.by.setMinimumHeight(theme.height("field_large", "body"))
        self.add = Button(theme, self.tr("Noter"), icon="act.add")
        self.add.clicked.connect(self._suggest)
        self._model: RowsModel[SuggestionLine] = RowsModel(self._row, lambda line: line.id, self)
        self.list = RowList(theme, self._model, self.tr("Suggestions notées"))
        self.list.button_clicked.connect(self.removed)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.field, 1)
        line.addWidget(self.by)
        line.addWidget(self.add)
        head = QVBoxLayout()
        head.setContentsMargins(26, 14, 26, 8)
        head.setSpacing(6)
        head.addWidget(TextLabel(theme, self.tr("Tour de table"), "section"))
        hint = self.tr(
            "Qu’aimerions-nous traiter la prochaine fois ? Chaque suggestion rejoint aussi les thèmes."
        )
        head.addWidget(TextLabel(theme, hint, "small", "text_soft", wrap=True))
        head.addLayout(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)

    def show_page(self, page: SessionPage, *, writable: bool) -> None:
        """Show the suggestions and who may have made them."""
        names = {line.organisation_id: line.organisation for line in page.attendance if line.organisation_id}
        if names != self._names:
            self._names = dict(names)
            chosen = self.by.currentData()
            self.by.clear()
            self.by.addItem(self.tr("de personne en particulier"), None)
            for organisation_id, name in names.items():
                self.by.addItem(name, organisation_id)
            self.by.setCurrentIndex(max(0, self.by.findData(chosen)))
        self._model.replace(page.suggestions)
        for part in (self.field, self.by, self.add):
            part.setEnabled(writable)

    def _row(self, line: SuggestionLine) -> Row:
        by = self._names.get(line.raised_by_id or "", "")
        return Row(
            line.text,
            second=f"suggéré par{NBSP}: {by}" if by else "",
            icon="nav.subjects",
            button="x",
            button_name=self.tr("Retirer la suggestion"),
        )

    def _suggest(self) -> None:
        text = self.field.text().strip()
        if text:
            self.suggested.emit(text, self.by.currentData())
            self.field.clear()
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
