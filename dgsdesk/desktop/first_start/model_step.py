"""Step 2: the model of network, its agenda, its rules in words and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dgsdesk.application.first_start_page import ModelChoice, model_choices
from dgsdesk.desktop.components.badge import Badge, BadgeSpec
from dgsdesk.desktop.components.headers import SectionHeader
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Row, RowsModel
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.components.time_bar import TimeBar, TimePart
from dgsdesk.desktop.first_start.choice_rows import left_width, model_row
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.wording import NBSP, capitalised, duration, plural

_TEXT_WIDTH = 760


class ModelStep(QWidget):
    """``picked()`` when another model is picked; ``confirmed()`` on Enter."""

    picked = Signal()
    confirmed = Signal()

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        self.host = host
        self.theme = host.theme
        self.choice: ModelChoice | None = None
        self._models: RowsModel[ModelChoice] = RowsModel(self._present, lambda c: c.model.id, self)
        self.list = RowList(self.theme, self._models, self.tr("Modèles de réseau"))
        self._detail = QScrollArea()
        self._detail.setFrameShape(QFrame.Shape.NoFrame)
        self._detail.setWidgetResizable(True)
        self._detail.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._detail.setAccessibleName(self.tr("Le modèle choisi"))
        self.theme.changed.connect(self._measure)
        self.list.chosen.connect(self.pick)
        self.list.activated_key.connect(lambda _: self.confirmed.emit())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._list_pane())
        ground = Panel(self.theme, "surface_alt")
        around = QVBoxLayout(ground)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._detail)
        self._detail.viewport().setAutoFillBackground(False)
        layout.addWidget(ground, 1)

    def _list_pane(self) -> QWidget:
        pane = self._left = Panel(self.theme, "surface", "r")
        words = TextLabel(
            self.theme,
            self.tr(
                "Un modèle donne le rythme, l’ordre du jour et les délais. "
                "Chaque règle se change ensuite, sans refaire le réseau."
            ),
            "small",
            "text_soft",
            wrap=True,
        )
        words.setContentsMargins(24, 14, 16, 12)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(words)
        column.addWidget(self.list, 1)
        return pane

    def _measure(self) -> None:
        self._left.setFixedWidth(left_width(self.theme, self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._measure()

    def begin(self) -> None:
        """Read the models."""
        self.host.ask(model_choices, then=self._show_models, owner=self, replaces="models")

    def take_focus(self) -> None:
        """Begin in the list."""
        self.list.setFocus()

    @property
    def model_id(self) -> str:
        """Return the id of the model picked, empty for none."""
        return self.choice.model.id if self.choice else ""

    @property
    def count(self) -> int:
        """Return how many models there are."""
        return self._models.rowCount()

    def _present(self, choice: ModelChoice) -> Row:
        return model_row(choice, choice.model.id == self.model_id)

    def _show_models(self, models: tuple[ModelChoice, ...]) -> None:
        self._models.replace(models)
        if not self.choice:
            self.list.choose_first()

    def pick(self, model_id: str) -> None:
        """Show a model as the one picked."""
        found = [choice for choice in self._models.items() if choice.model.id == model_id]
        if not found:
            return
        self.choice = found[0]
        self._models.present_again()
        self._detail.setWidget(self._sheet(found[0]))
        self.picked.emit()

    # -- the sheet of a model --------------------------------------------------------------------------------

    def _sheet(self, choice: ModelChoice) -> QWidget:
        sheet = Panel(self.theme, "surface_alt")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(20, 12, 20, 16)
        column.setSpacing(6)
        for part in self._parts(choice):
            part.setMaximumWidth(self.theme.wide(_TEXT_WIDTH))
            column.addWidget(part)
        column.addStretch(1)
        return sheet

    def _parts(self, choice: ModelChoice) -> Iterator[QWidget]:
        model = choice.model
        yield self._title(choice)
        yield TextLabel(self.theme, model.summary, "small", "text_soft", wrap=True)
        yield SectionHeader(self.theme, self.tr("Ordre du jour"), count=self._minutes_words(choice))
        yield self._bar(choice)
        yield self._agenda(choice)
        yield SectionHeader(self.theme, self.tr("Règles"))
        yield self._rules(choice)
        yield SectionHeader(self.theme, self.tr("Dans le texte"))
        yield TextLabel(self.theme, f"«{NBSP}{model.quotation}{NBSP}»", "small", wrap=True)
        source = f"{model.territory}, {model.source}"
        yield TextLabel(self.theme, source, "caption", "text_soft", wrap=True)

    def _title(self, choice: ModelChoice) -> QWidget:
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(TextLabel(self.theme, choice.model.name, "section", elide=True))
        spec = BadgeSpec("accent", "kind.epci", choice.model.territory)
        layout.addWidget(Badge(self.theme, spec), 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addStretch(1)
        return line

    @staticmethod
    def _minutes_words(choice: ModelChoice) -> str:
        parts = choice.model.parts
        return f"{plural(len(parts), 'temps', 'temps')}, {duration(choice.model.minutes)}"

    def _bar(self, choice: ModelChoice) -> QWidget:
        model = choice.model
        bar = TimeBar(self.theme)
        opens = model.starts_at.hour * 60 + model.starts_at.minute
        parts = [TimePart(part.minutes, part.title, tone) for tone, part in enumerate(model.parts, 1)]
        whole = [TimePart(model.opening_minutes), *parts, TimePart(model.closing_minutes)]
        bar.show_plan(whole, model.minutes, opens, self._minutes_words(choice))
        return bar

    def _agenda(self, choice: ModelChoice) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, part in enumerate(choice.model.parts):
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(TextLabel(self.theme, part.title, "body", bold=True))
            words.addWidget(TextLabel(self.theme, capitalised(part.purpose), "small", "text_soft", wrap=True))
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(TextLabel(self.theme, str(row + 1), "body", "text_soft", bold=True), row, 0, top)
            grid.addLayout(words, row, 1)
            minutes = TextLabel(self.theme, duration(part.minutes), "small", "text_soft")
            grid.addWidget(minutes, row, 2, top)
        return table

    def _rules(self, choice: ModelChoice) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, (rule, words) in enumerate(choice.rules):
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(TextLabel(self.theme, rule, "small", "text_soft", bold=True), row, 0, top)
            grid.addWidget(TextLabel(self.theme, capitalised(words), "small", wrap=True), row, 1)
        return table
