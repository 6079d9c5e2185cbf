"""« Durées de conservation »: the term of each kind, what has passed it and why, the act that erases it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QLayout, QVBoxLayout, QWidget

from dgsdesk.application.privacy.retention import ApplyRetention, RetentionPage, RetentionRow, retention_page
from dgsdesk.application.privacy.terms import KIND_WORDS, SetRetention
from dgsdesk.desktop.components.buttons import Button, ButtonKind, ButtonRow
from dgsdesk.desktop.components.fields import choice_field, choose, fill_choices
from dgsdesk.desktop.components.form import Form, side_by_side
from dgsdesk.desktop.components.keyboard import escape_clicks
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.retention import USUAL_MONTHS, KeptKind, term_words
from dgsdesk.domain.wording import NBSP, plural

_OFFERED = (1, 3, 6, 12, 18, 24, 36, 60, 120)
_MOST = 6
"""As many lines of a kind are shown; the others are counted."""


class KeepingPane(Form):
    """What has passed its time comes first, then the terms, then what is never erased.

    ``bring()`` opens this section and tells whether it was open: one sees what is asked about before.
    """

    def __init__(self, host: PageHost, bring: Callable[[], bool]) -> None:
        super().__init__(host.theme)
        self.host = host
        self._bring = bring
        self.sentence = TextLabel(self.theme, "", wrap=True)
        self.overdue = {kind: _Overdue(self.theme) for kind in KeptKind}
        self.erase = Button(self.theme, icon="trash-2", action=host.actions.action("settings.retention"))
        self.question = RetentionQuestion(host)
        self.terms = {kind: self._term_field(kind) for kind in KeptKind}
        self._said = {kind: TextLabel(self.theme, "", "small", "text_soft", wrap=True) for kind in KeptKind}
        self.kept = TextLabel(self.theme, "", "small", "text_soft", wrap=True)
        self._lay_out()
        host.actions.bind("settings.retention", self._ask)
        self.question.give_up.clicked.connect(self.erase.setFocus)

    def _term_field(self, kind: KeptKind) -> QComboBox:
        field = choice_field("")
        field.activated.connect(partial(self._set, kind))
        return field

    def _lay_out(self) -> None:
        self.row(self.tr("Ce qui a passé sa durée"), _below(self.sentence))
        for lines in self.overdue.values():
            self.add(lines)
        buttons = ButtonRow(self.erase)
        buttons.stretch()
        self.add(buttons)
        self.add(self.question)
        for kind, field in self.terms.items():
            line = side_by_side(field)
            self.row(KIND_WORDS[kind].title, _below(line, self._said[kind]))
        self.row(self.tr("Ce que le programme n’efface jamais"), _below(self.kept))

    def _ask(self) -> None:
        if not self._bring():
            return
        self.question.open()
        QTimer.singleShot(0, self.question, lambda: self.ensureWidgetVisible(self.question.give_up))

    def refresh(self) -> None:
        """Read again what has passed its time."""
        self.host.ask(retention_page, then=self._show, owner=self, replaces="retention")

    def _show(self, page: RetentionPage) -> None:
        self.sentence.show_text(page.sentence)
        nothing = self.tr("Rien n’a passé sa durée de conservation.")
        self.host.actions.allow("settings.retention", bool(page.overdue), nothing)
        self.question.show_page(page)
        self.kept.show_text(page.kept)
        for row in page.rows:
            self._show_term(row)
            self.overdue[row.kind].show_row(row)

    def _show_term(self, row: RetentionRow) -> None:
        field = self.terms[row.kind]
        field.setAccessibleName(self.tr("Durée{}: {}").format(NBSP, row.title))
        months = sorted({*_OFFERED, row.months})
        fill_choices(field, [(str(one), term_words(one).capitalize()) for one in months])
        choose(field, str(row.months))
        usual = (
            ""
            if row.months == row.usual
            else self.tr(" Durée usuelle{}: {}.").format(NBSP, term_words(USUAL_MONTHS[row.kind]))
        )
        since = row.since[0].upper() + row.since[1:]
        self._said[row.kind].show_text(f"{since}{NBSP}: {row.act}.\n{row.source.capitalize()}.{usual}")

    def _set(self, kind: KeptKind, _: int) -> None:
        self.host.run(SetRetention(kind, int(self.terms[kind].currentData())), owner=self)


def _below(*parts: QWidget | QLayout) -> QVBoxLayout:
    """Stand parts below each other at the pane's whole width, whose height is then known for sure."""
    column = QVBoxLayout()
    column.setSpacing(4)
    for part in parts:
        if isinstance(part, QLayout):
            column.addLayout(part)
        else:
            column.addWidget(part)
    return column


class _Overdue(QWidget):
    """What of a kind has passed its time: its rule, then its first lines; nothing is shown of none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._rule = TextLabel(theme, "", "small", bold=True, wrap=True)
        self._lines = TextLabel(theme, "", "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(2)
        column.addWidget(self._rule)
        column.addWidget(self._lines)

    def show_row(self, row: RetentionRow) -> None:
        """Show a kind as it stands."""
        left = row.count - _MOST
        more = [f"et {plural(left, 'autre', 'autres')}"] if left > 0 else []
        self._rule.show_text(f"{row.title}, plus de {row.rule}")
        self._lines.show_text(_listed((*row.lines[:_MOST], *more)))
        self.setVisible(bool(row.lines))


class RetentionQuestion(Panel):
    """Asked before anything is erased: what becomes of each kind, and what is out of reach."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface_alt", "tblr")
        self.host = host
        self._page: RetentionPage | None = None
        self._title = TextLabel(self.theme, "", bold=True, wrap=True)
        self._effects = TextLabel(self.theme, "", "small", wrap=True)
        self._beyond = TextLabel(self.theme, "", "small", wrap=True)
        self.give_up = Button(self.theme, self.tr("Renoncer"))
        self.erase = Button(self.theme, self.tr("Effacer"), kind=ButtonKind.FILLED, icon="trash-2")
        self._lay_out()
        self.give_up.clicked.connect(self.hide)
        escape_clicks(self, self.give_up)
        self.erase.clicked.connect(self._erase)
        self.hide()

    def _lay_out(self) -> None:
        buttons = ButtonRow(self.erase, self.give_up)
        buttons.stretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(4)
        beyond = TextLabel(self.theme, self.tr("Ce qui est hors d’atteinte"), "small", bold=True)
        for part in (self._title, self._effects, beyond, self._beyond, buttons):
            column.addWidget(part)

    def show_page(self, page: RetentionPage) -> None:
        """Say what would be erased; the question closes when nothing would."""
        self._page = page
        self._title.show_text(self.tr("Effacer ce qui a passé sa durée"))
        effects = [f"{row.counted}{NBSP}: {row.act}" for row in page.overdue]
        self._effects.show_text(_listed([*effects, *filter(None, (page.batch,))]))
        self._beyond.show_text(_listed(page.beyond))
        if not page.overdue:
            self.hide()

    def open(self) -> None:
        """Ask; « Renoncer » has the keyboard."""
        self.show()
        self.give_up.setFocus()

    def _erase(self) -> None:
        if self._page is not None:
            kinds = tuple(row.kind for row in self._page.overdue)
            self.host.run(ApplyRetention(kinds), then=lambda _: self.hide(), owner=self)


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"– {line}" for line in lines)
