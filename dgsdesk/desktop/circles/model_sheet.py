"""A model of network on a sheet: its circles, each with agenda, rules in words, and what its source says."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dgsdesk.application.first_start.page import ModelChoice
from dgsdesk.application.ports.reference import ModelCircleRow
from dgsdesk.desktop.components.badge import Badge, BadgeSpec
from dgsdesk.desktop.components.bounds import bound
from dgsdesk.desktop.components.headers import SectionHeader
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.components.time_bar import TimeBar, TimePart
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.wording import NBSP, capitalised, duration, plural

_TEXT_WIDTH = 760


class ModelSheet(QScrollArea):
    """Shows one model at a time."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.theme = theme
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.viewport().setAutoFillBackground(False)

    def show_model(self, choice: ModelChoice) -> None:
        """Show a model from its top."""
        sheet = Panel(self.theme, "surface_alt")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(20, 12, 20, 16)
        column.setSpacing(6)
        for part in self._parts(choice):
            bound(self.theme, part, _TEXT_WIDTH)
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(sheet)
        self.verticalScrollBar().setValue(0)
        self.setAccessibleDescription(f"{choice.model.territory}. {choice.model.summary}")

    def _parts(self, choice: ModelChoice) -> Iterator[QWidget]:
        model = choice.model
        yield self._title(choice)
        yield TextLabel(self.theme, model.summary, "small", "text_soft", wrap=True)
        if not model.circles:
            own = self.tr("Vous composerez les vôtres : leur rythme, leurs membres et leur ordre du jour.")
            yield TextLabel(self.theme, own, "small", wrap=True)
        for circle, rules in zip(model.circles, choice.rules, strict=True):
            yield SectionHeader(self.theme, circle.name, count=minutes_words(circle), elide=True)
            yield self._bar(circle)
            yield self._agenda(circle)
            yield self._rules(rules)
            if circle.quotations:
                yield self._quotations(circle)
        if model.quotation:
            yield SectionHeader(self.theme, self.tr("Dans le texte"))
            yield TextLabel(self.theme, f"«{NBSP}{model.quotation}{NBSP}»", "small", wrap=True)
        if model.source:
            source = f"{model.territory}, {model.source}"
            yield TextLabel(self.theme, source, "caption", "text_soft", wrap=True)

    def _title(self, choice: ModelChoice) -> QWidget:
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(TextLabel(self.theme, choice.model.territory, "section", elide=True))
        spec = BadgeSpec("accent", "kind.epci", circles_words(choice))
        layout.addWidget(Badge(self.theme, spec), 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addStretch(1)
        return line

    def _bar(self, circle: ModelCircleRow) -> QWidget:
        bar = TimeBar(self.theme)
        opens = circle.starts_at.hour * 60 + circle.starts_at.minute
        parts = [TimePart(part.minutes, part.title, tone) for tone, part in enumerate(circle.parts, 1)]
        whole = [TimePart(circle.opening_minutes), *parts, TimePart(circle.closing_minutes)]
        bar.show_plan(whole, circle.minutes, opens, minutes_words(circle))
        return bar

    def _agenda(self, circle: ModelCircleRow) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for row, part in enumerate(circle.parts):
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(TextLabel(self.theme, part.title, "body", bold=True, wrap=True))
            if part.purpose:
                purpose = capitalised(part.purpose)
                words.addWidget(TextLabel(self.theme, purpose, "small", "text_soft", wrap=True))
            grid.addWidget(TextLabel(self.theme, str(row + 1), "body", "text_soft", bold=True), row, 0, top)
            grid.addLayout(words, row, 1)
            minutes = TextLabel(self.theme, duration(part.minutes), "small", "text_soft")
            grid.addWidget(minutes, row, 2, top)
        return table

    def _rules(self, rules: tuple[tuple[str, str], ...]) -> QWidget:
        return _pairs(self.theme, [(rule, capitalised(words)) for rule, words in rules], "text")

    def _quotations(self, circle: ModelCircleRow) -> QWidget:
        said = [(one.about, f"«{NBSP}{one.words}{NBSP}»") for one in circle.quotations]
        table = _pairs(self.theme, said, "text_soft")
        table.setAccessibleName(self.tr("Ce que dit le texte de « {} »").format(circle.name))
        return table


def _pairs(theme: Theme, pairs: list[tuple[str, str]], role: str) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 4, 0, 4)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    top = Qt.AlignmentFlag.AlignTop
    for row, (name, words) in enumerate(pairs):
        grid.addWidget(TextLabel(theme, name, "small", "text_soft", bold=True), row, 0, top)
        grid.addWidget(TextLabel(theme, words, "small", role, wrap=True), row, 1)
    return table


def minutes_words(circle: ModelCircleRow) -> str:
    """Return « 3 temps, 2 h 30 »."""
    return f"{plural(len(circle.parts), 'temps', 'temps')}, {duration(circle.minutes)}"


def circles_words(choice: ModelChoice) -> str:
    """Return « 4 formats », or that there is none."""
    count = len(choice.model.circles)
    return plural(count, "format", "formats") if count else "aucun format de rencontre"
