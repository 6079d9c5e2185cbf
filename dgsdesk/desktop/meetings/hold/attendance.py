"""Who is there: one row each, Space goes through the ways of being there, letters choose one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import time
from functools import partial
from typing import cast

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from dgsdesk.application.minutes.holding import THERE, times_words
from dgsdesk.application.minutes.session_page import AttendanceLine, SessionPage, presence_word
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.keyboard import has_keyboard
from dgsdesk.desktop.components.name_completer import NameCompleter
from dgsdesk.desktop.components.new_line import NewLine
from dgsdesk.desktop.components.paint import LEFT, RIGHT, box, write
from dgsdesk.desktop.components.row_delegate import RowState, ShownDelegate
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Row, RowsModel, Shown
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.actions import ActionRegistry
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.meeting import Presence
from dgsdesk.domain.session_clock import hour_in
from dgsdesk.domain.wording import hour, plural

CYCLE = (
    Presence.PRESENT,
    Presence.REPRESENTED,
    Presence.EXCUSED,
    Presence.ABSENT,
    Presence.REMOTE,
)
"""The order in which Space goes round; from « à pointer » it begins with the first."""

_AWAY = (Presence.ABSENT, Presence.EXCUSED)

_BOXES = {
    Presence.PRESENT: ("filled", "check"),
    Presence.REMOTE: ("filled", "video"),
    Presence.REPRESENTED: ("filled", "users"),
    Presence.EXCUSED: ("plain", "minus"),
    Presence.ABSENT: ("plain", "x"),
    Presence.UNKNOWN: ("plain", ""),
}


def following(presence: Presence) -> Presence:
    """Return what Space makes of a presence."""
    return CYCLE[(CYCLE.index(presence) + 1) % len(CYCLE)] if presence in CYCLE else CYCLE[0]


def attendance_row(line: AttendanceLine) -> Row:
    """Show one person: the commune, and how they are there when it is not simply so."""
    word = presence_word(line)
    right = word
    if line.presence is Presence.PRESENT:
        right = times_words(line.arrived_at, line.left_at) or ("hôte" if line.is_host else "")
    elif line.presence is Presence.UNKNOWN:
        right = ""
    return Row(
        line.organisation or line.name or line.title,
        second=f"{word}, déjeune" if line.lunch else word,
        right=right,
        icon=line.presence.value,
    )


class AttendanceDelegate(ShownDelegate):
    """Paint a box that says how somebody is there, the name, and the word at the right."""

    def row_height(self, shown: Shown) -> int:
        """Return the height of a dense row."""
        return self.theme.height("table_row_dense", "small", padding=8)

    def button_rect(self, rect: QRectF, shown: Shown) -> QRectF:
        """The box is the row's button."""
        del shown
        side = self.theme.icon_size("button")
        return QRectF(rect.left() + 10, rect.center().y() - side / 2 - 2, side + 4, side + 4)

    def whole_text(self, shown: Shown) -> str:
        """Return name and word for the tooltip."""
        row = cast(Row, shown)
        return ", ".join(filter(None, (row.title, row.second)))

    def paint_row(self, painter: QPainter, rect: QRectF, shown: Shown, state: RowState) -> None:
        """Paint box, name and word."""
        row = cast(Row, shown)
        theme = self.theme
        presence = Presence(row.icon)
        self._box(painter, self.button_rect(rect, shown).adjusted(2, 2, -2, -2), presence)
        left = rect.left() + 10 + theme.icon_size("button") + 14
        inner = QRectF(left, rect.top(), rect.right() - left - 12, rect.height())
        soft = theme.color(state.ink("text_soft"))
        used = 0.0
        if row.right:
            room = QRectF(
                inner.left() + inner.width() * 0.45, inner.top(), inner.width() * 0.55, inner.height()
            )
            used = write(painter, room, row.right, theme.font("small"), soft, RIGHT) + 10
        name = inner.adjusted(0, 0, -used, 0)
        write(painter, name, row.title, theme.font("small"), theme.color(state.ink("text")), LEFT)

    def _box(self, painter: QPainter, rect: QRectF, presence: Presence) -> None:
        look, icon = _BOXES[presence]
        theme = self.theme
        if look == "filled":
            box(painter, rect, 3, theme.color("accent"))
        else:
            box(painter, rect, 3, theme.color("surface"), theme.color("line_strong"), 1)
        if icon:
            ink = "on_accent" if look == "filled" else "text_soft"
            theme.icons.paint(painter, icon, ink, rect.adjusted(2, 2, -2, -2))


class _AttendanceList(RowList):
    cycled = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space goes on to the next way of being there."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.cycled.emit(self.chosen_key())
        else:
            super().keyPressEvent(event)


class _Answer(QLineEdit):
    """Who came instead, or when: a blank before any letter goes on to the next way of being there."""

    skipped = Signal()
    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space in an empty field goes on, Esc gives up."""
        if event.key() == Qt.Key.Key_Space and not self.text():
            self.skipped.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class HoldAttendance(Panel):
    """The right pane.

    ``noted(attendance_id, presence, by_whom, comes)``: ``comes`` when somebody noted away is there now;
    ``times_noted(attendance_id, arrived, left)``, ``lunch_noted(attendance_id, lunch)``,
    ``guest_wanted(name, title)``.
    """

    noted = Signal(str, object, str, bool)
    times_noted = Signal(str, object, object)
    lunch_noted = Signal(str, object)
    guest_wanted = Signal(str, str)

    def __init__(self, theme: Theme, actions: ActionRegistry) -> None:
        super().__init__(theme, "surface_alt", "l")
        self._lines: dict[str, AttendanceLine] = {}
        self._asked = ""
        self._answered: Callable[[str], bool] = lambda _: True
        self.title = TextLabel(theme, self.tr("Présences"), "small", "text_soft", bold=True)
        self.count = TextLabel(theme, "", "small", "text_soft")
        self._model: RowsModel[AttendanceLine] = RowsModel(attendance_row, lambda line: line.id, self)
        self.list = _AttendanceList(
            theme, self._model, self.tr("Présences"), delegate=AttendanceDelegate, ground="surface_alt"
        )
        invited = self.tr("Les invités se pointent ici dès que l’étape « Inviter » les a notés.")
        self.nobody = TextLabel(theme, invited, "small", "text_soft", wrap=True)
        self.nobody.setContentsMargins(12, 8, 12, 8)
        self.list.cycled.connect(self.cycle)
        self.list.button_clicked.connect(self.cycle)
        self.lunches = TextLabel(theme, "", "small", "text_soft")
        self.by_whom = _Answer()
        self.by_whom.returnPressed.connect(self._answer)
        self.by_whom.skipped.connect(self._skip)
        self.by_whom.given_up.connect(self._close_question)
        self._question = Panel(theme, "surface", "tb")
        self.guest = NewLine(
            theme, self.tr("Personne ajoutée en séance"), self.tr("Nom, fonction, puis Entrée")
        )
        self.guest.named.connect(self._add_guest)
        self._lay_out(actions)

    def _lay_out(self, actions: ActionRegistry) -> None:
        theme = self.theme
        head = Panel(theme, "surface_alt", "lb")
        top = QHBoxLayout(head)
        top.setContentsMargins(12, 7, 12, 8)
        top.addWidget(self.title)
        top.addStretch(1)
        top.addWidget(self.lunches)
        top.addWidget(self.count)
        question = QVBoxLayout(self._question)
        question.setContentsMargins(12, 8, 12, 8)
        self._who = TextLabel(theme, "", "small", "text_soft", wrap=True)
        question.addWidget(self._who)
        question.addWidget(self.by_whom)
        self._question.hide()
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        foot = Panel(theme, "surface_alt", "tl")
        below = QVBoxLayout(foot)
        below.setContentsMargins(6, 4, 6, 6)
        below.setSpacing(0)
        for act in ("hold.add_guest", "hold.sign_in"):
            spec = actions.spec(act)
            words = self.tr("Feuille d’émargement") if act == "hold.sign_in" else ""
            action = actions.action(act)
            below.addWidget(Button(theme, words, kind=ButtonKind.LINK, icon=spec.icon, action=action))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.setSpacing(0)
        for part in (head, self.nobody, self.list, self._question, self.guest, foot):
            layout.addWidget(part, 1 if part is self.list else 0)

    def show_page(self, page: SessionPage) -> None:
        """Show the lines and how many are there."""
        self._lines = {line.id: line for line in page.attendance}
        self._model.replace(page.attendance)
        self.count.show_text(self.tr("{} sur {}").format(page.present, len(page.attendance)))
        self.count.setVisible(bool(page.attendance))
        self.nobody.setVisible(not page.attendance)
        self.lunches.setVisible(page.lunch and bool(page.attendance))
        self.lunches.show_text(f"{plural(page.lunches, 'déjeuner', 'déjeuners')},")

    def show_people(self, labels: Sequence[str]) -> None:
        """Offer the names of those who may come for somebody else."""
        NameCompleter(labels, self.by_whom)

    def cycle(self, key: str) -> None:
        """Go on to the next way of being there."""
        line = self._lines.get(key)
        if line is not None:
            self._note(line, following(line.presence), comes=False)

    def note(self, presence: Presence) -> None:
        """Note how the chosen person is there; who was noted away comes now."""
        line = self._chosen()
        if line is not None:
            self._note(line, presence, comes=line.presence in _AWAY and presence in THERE)

    def person_at_hand(self) -> str:
        """Return the id of the chosen person while the keyboard is on the list."""
        line = self._chosen() if has_keyboard(self.list) else None
        return (line.person_id or line.organisation_id or "") if line is not None else ""

    def _chosen(self) -> AttendanceLine | None:
        return self._lines.get(self.list.chosen_key())

    def _note(self, line: AttendanceLine, presence: Presence, *, comes: bool) -> None:
        """Note how somebody is there; a representation asks by whom."""
        self.list.choose(line.id)
        self.noted.emit(line.id, presence, "", comes)
        if presence is not Presence.REPRESENTED:
            self._close_question()
            return

        def answered(said: str) -> bool:
            if said:
                self.noted.emit(line.id, Presence.REPRESENTED, said, comes)
            return True

        self._ask(line, self.tr("{} est représentée par"), self.tr("Par qui ? Entrée pour garder"), answered)

    def ask_arrival(self, now: time) -> None:
        """Ask when the chosen person came, the present minute unless something else is typed."""
        line = self._chosen()
        if line is not None:
            kept = partial(self._times_kept, lambda came: self.times_noted.emit(line.id, came, line.left_at))
            self._ask(line, self.tr("{} arrive à"), self.tr("Vide : dès le début"), kept, hour(now))

    def ask_departure(self, now: time) -> None:
        """Ask when the chosen person leaves."""
        line = self._chosen()
        if line is not None:
            kept = partial(
                self._times_kept, lambda left: self.times_noted.emit(line.id, line.arrived_at, left)
            )
            self._ask(line, self.tr("{} part à"), self.tr("Vide : reste jusqu’à la fin"), kept, hour(now))

    def _times_kept(self, keep: Callable[[time | None], object], said: str) -> bool:
        """Keep an hour, or none for an empty answer; an answer that is no hour is asked again."""
        at = hour_in(said)
        if said and at is None:
            self._who.show_text(self.tr("Une heure, par exemple 10 h 05"))
            self.by_whom.selectAll()
            return False
        keep(at)
        return True

    def toggle_lunch(self) -> None:
        """Note that the chosen person stays for lunch, or does not."""
        line = self._chosen()
        if line is not None:
            self.lunch_noted.emit(line.id, not line.lunch)

    def _ask(
        self,
        line: AttendanceLine,
        question: str,
        hint: str,
        answered: Callable[[str], bool],
        proposed: str = "",
    ) -> None:
        """Ask something of one person under the list; Enter keeps the answer, Esc none."""
        self._asked, self._answered = line.id, answered
        words = question.format(line.organisation or line.name or line.title)
        self._who.show_text(words)
        self.by_whom.setAccessibleName(words)
        self.by_whom.setPlaceholderText(hint)
        self.by_whom.setText(proposed)
        self.by_whom.selectAll()
        self._question.show()
        self.by_whom.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self) -> None:
        if self._asked and self._answered(self.by_whom.text().strip()):
            self._close_question()

    def _skip(self) -> None:
        line = self._lines.get(self._asked)
        self._close_question()
        if line is not None:
            self._note(line, following(line.presence), comes=False)

    def _close_question(self) -> None:
        if not self._question.isHidden():
            self._asked = ""
            self._question.hide()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_guest(self, words: str) -> None:
        name, _, title = words.partition(",")
        self.guest_wanted.emit(name.strip(), title.strip())
