"""« Pourquoi nous ? »: a turn explained with its figures and who else could host, or a commune's standing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from dgsdesk.application.rota.absence_rows import AbsenceRow
from dgsdesk.application.rota.page import STATE_WORDS, RotaRow
from dgsdesk.application.rota.turn import TurnDetail
from dgsdesk.desktop.components.badge import Badge, BadgeSpec
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.empty_page import IconView
from dgsdesk.desktop.components.lines_view import LinesView
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.scrolled import scrolled
from dgsdesk.desktop.components.text import Panel, TallPanel, TextLabel
from dgsdesk.desktop.rota import acts
from dgsdesk.desktop.rota.days_form import DaysForm
from dgsdesk.desktop.rota.grid_model import GridLine
from dgsdesk.desktop.rota.question_pane import grown
from dgsdesk.desktop.shell.actions import ActionRegistry
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.host_rota import TurnState
from dgsdesk.domain.wording import THIN, capitalised, number, signed

_BADGES = {
    TurnState.HELD: ("neutral", "check"),
    TurnState.PUBLISHED: ("ok", "send"),
    TurnState.PROPOSED: ("accent", "circle-dashed"),
}


class DetailPane(Panel):
    """``lifted(id, exempts)`` asks to end a blackout or an exemption."""

    lifted = Signal(str, bool)

    def __init__(self, theme: Theme, actions: ActionRegistry) -> None:
        super().__init__(theme, "surface_alt")
        self.notice = grown(InlineMessage(theme, closable=True))
        self.title = TextLabel(theme, "", "section", wrap=True)
        self._badges = (Badge(theme), Badge(theme))
        self._question = TextLabel(
            theme, self.tr("Pourquoi nous") + f"{THIN}?", "small", "text_soft", bold=True
        )
        self.why = TextLabel(theme, "", "body", wrap=True)
        self._figures = QVBoxLayout()
        self._figure_rows: list[_Figure] = []
        self._instead = LinesView(theme)
        self._absences = QVBoxLayout()
        self._absence_rows: list[_Absence] = []
        self.day_form = DaysForm(
            theme, self.tr("Changer de jour"), self.tr("Déplacer"), starts=self.tr("Nouveau jour")
        )
        self._worst = _Worst(theme)
        self._buttons = self._make_buttons(actions)
        self._lay_out()
        self.day_form.hide()
        self.show_nothing()

    # -- layout ----------------------------------------

    def _make_buttons(self, actions: ActionRegistry) -> QWidget:
        holder = QWidget()
        self.lock = Button(self.theme, icon="act.lock", action=actions.action(acts.LOCK))
        self._swap = Button(self.theme, icon="act.swap", action=actions.action(acts.SWAP))
        self._blackout = Button(self.theme, icon="act.blackout", action=actions.action(acts.BLACKOUT))
        grid = self._button_grid = QGridLayout(holder)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setSpacing(8)
        grid.setColumnStretch(2, 1)
        self.theme.follow(self._place_buttons)
        self._place_buttons()
        return holder

    def _place_buttons(self) -> None:
        """Put two buttons side by side, or one below the other with large text."""
        large = self.theme.text_scale > 100
        grid, left = self._button_grid, Qt.AlignmentFlag.AlignLeft
        grid.addWidget(self.lock, 0, 0, 1, 3 if large else 1, left)
        grid.addWidget(self._swap, 1 if large else 0, 0 if large else 1, 1, 2, left)
        grid.addWidget(self._blackout, 2 if large else 1, 0, 1, 3, left)

    def _lay_out(self) -> None:
        inner = TallPanel(self.theme, "surface_alt")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        badges = QHBoxLayout()
        for badge in self._badges:
            badges.addWidget(badge)
        badges.addStretch(1)
        column.addWidget(self.notice)
        column.addWidget(self.title)
        column.addLayout(badges)
        column.addSpacing(4)
        column.addWidget(self._question)
        column.addWidget(self.why)
        column.addSpacing(6)
        column.addLayout(self._figures)
        column.addSpacing(8)
        column.addWidget(self._instead)
        column.addLayout(self._absences)
        column.addWidget(self._buttons)
        column.addWidget(self.day_form)
        column.addStretch(1)
        self._area = scrolled(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._area, 1)
        layout.addWidget(self._worst)

    def open_day_form(self, day: date) -> None:
        """Ask for the turn's new day, with the keyboard in the field."""
        self.day_form.begin(day)
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self.day_form))

    # -- content ----------------------------------------

    def show_worst(self, title: str, remedy: str) -> None:
        """Name the worst debt at the foot, or nobody."""
        self._worst.say(title, remedy)

    def show_nothing(self) -> None:
        """Show no turn and no commune."""
        self._fill(self.tr("Choisissez une commune ou une date"), (), "", (), None)

    def show_turn(self, detail: TurnDetail, line: GridLine) -> None:
        """Explain a turn."""
        tone, icon = _BADGES[detail.state]
        badges = [BadgeSpec(tone, icon, capitalised(STATE_WORDS[detail.state]))]
        if detail.locked:
            badges.append(BadgeSpec("neutral", "act.lock", self.tr("Verrouillée")))
        instead = [(other.name, other.why) for other in detail.instead]
        self._fill(detail.title, badges, detail.why, detail.figures, line.row)
        self._instead.show_groups([(self.tr("Si ce n’était pas elle"), instead)])

    def show_commune(self, line: GridLine) -> None:
        """Show where a commune stands, on a cell without a turn."""
        row = line.row
        figures = list(_standing(row)) if line.member else []
        words = [capitalised(f"{words}.") for words in (row.cannot, row.room) if words]
        self._fill(row.name, (), " ".join(words), figures, row)
        self._question.hide()

    def _fill(
        self,
        title: str,
        badges: list[BadgeSpec] | tuple[()],
        why: str,
        figures: tuple[tuple[str, str], ...] | list[tuple[str, str]],
        row: RotaRow | None,
    ) -> None:
        self.title.show_text(title)
        for badge, spec in zip(self._badges, [*badges, None, None], strict=False):
            badge.show_badge(spec)
        self.why.show_text(why)
        self.why.setVisible(bool(why))
        self._question.setVisible(bool(why))
        self._instead.show_groups([])
        for at, (label, value) in enumerate(figures):
            if at == len(self._figure_rows):
                self._figure_rows.append(_Figure(self.theme))
                self._figures.addWidget(self._figure_rows[-1])
            self._figure_rows[at].say(label, value)
        for spare in self._figure_rows[len(figures) :]:
            spare.hide()
        self._show_absences(row.absences if row is not None else ())

    def _show_absences(self, absences: tuple[AbsenceRow, ...]) -> None:
        for at, absence in enumerate(absences):
            if at == len(self._absence_rows):
                self._absence_rows.append(_Absence(self.theme, self.lifted.emit))
                self._absences.addWidget(self._absence_rows[-1])
            self._absence_rows[at].say(absence)
        for row in self._absence_rows[len(absences) :]:
            row.hide()


class _Absence(QWidget):
    """A blackout or an exemption in words, and the button that lifts it."""

    def __init__(self, theme: Theme, lift: Callable[[str, bool], object]) -> None:
        super().__init__()
        self._shown = AbsenceRow("", "")
        self._words = TextLabel(theme, "", "small", "text_soft", wrap=True)
        self.button = Button(theme, self.tr("Lever"), kind=ButtonKind.LINK)
        self.button.clicked.connect(lambda: lift(self._shown.id, self._shown.exempts))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)

    def say(self, absence: AbsenceRow) -> None:
        """Show an absence."""
        self._shown = absence
        self._words.show_text(absence.words)
        self.button.setAccessibleName(self.tr("Lever : {}").format(absence.words))
        self.show()


class _Figure(QWidget):
    """A word at left, its figure at right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._label = TextLabel(theme, "", "small", "text_soft", elide=True)
        self._value = TextLabel(theme, "", "small", bold=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 1)
        row.addWidget(self._label, 1)
        row.addWidget(self._value)

    def say(self, label: str, value: str) -> None:
        """Show a figure."""
        self._label.show_text(label)
        self._value.show_text(value)
        self.show()


class _Worst(Panel):
    """Who is owed to most, and a way out."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "surface_alt", "t")
        self._title = TextLabel(theme, "", "small", bold=True, wrap=True)
        self._remedy = TextLabel(theme, "", "small", "text_soft", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(IconView(theme, "triangle-alert", "warn", "inline"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._title, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(3)
        layout.addLayout(row)
        layout.addWidget(self._remedy)

    def say(self, title: str, remedy: str) -> None:
        """Say it, or vanish."""
        self._title.show_text(title)
        self._remedy.show_text(remedy)
        self.setVisible(bool(title))


def _standing(row: RotaRow) -> list[tuple[str, str]]:
    return [
        ("Tours tenus ou prévus", str(row.count)),
        ("Part juste", number(row.owed, 2)),
        ("Dette", signed(row.debt)),
    ]
