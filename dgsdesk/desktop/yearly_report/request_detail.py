"""One political request: what is expected, by whom and when, what answers it, the meetings that saw it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dgsdesk.application.action.roadmap import EditRequest, LinkWork, SetRequestState, UnlinkWork
from dgsdesk.application.action.roadmap_page import RequestRow, WorkChoice, WorkRow
from dgsdesk.application.subjects.thread import ThreadStep, thread_words
from dgsdesk.application.words import shortened
from dgsdesk.desktop.components.badge import BadgeSpec, badge_of
from dgsdesk.desktop.components.bounds import bound
from dgsdesk.desktop.components.buttons import Button, ButtonKind, ButtonRow, IconButton
from dgsdesk.desktop.components.form import Form
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.optional_date import OptionalDate
from dgsdesk.desktop.components.saved_fields import SavedLine, SavedText
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.components.typed_choice import Choice, TypedChoice
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.agenda import SourceKind
from dgsdesk.domain.roadmap import OWED, RequestState

_BADGES = {
    RequestState.OPEN: "action.todo",
    RequestState.UNDER_WAY: "action.doing",
    RequestState.DONE: "action.done",
    RequestState.DROPPED: "action.dropped",
}
_ACTS = {
    RequestState.UNDER_WAY: "roadmap.start",
    RequestState.DONE: "roadmap.done",
    RequestState.DROPPED: "roadmap.drop",
    RequestState.OPEN: "roadmap.reopen",
}
_PAGES = {
    SourceKind.GREY_ZONE: "grey_zones",
    SourceKind.SHARED_SUBJECT: "subjects",
    SourceKind.RAISED_THEME: "subjects",
}

_LONGEST = 70
"""Characters of a link: it is as wide as its words, and the pane may be narrow."""


def request_badge(row: RequestRow) -> BadgeSpec:
    """Return the badge of a request: its state, or that it is late."""
    return badge_of("action.overdue" if row.late else _BADGES[row.state], "" if row.late else row.state_words)


class RequestView(Panel):
    """``wanted(command)`` asks to keep a field, ``opened(page, subject)`` to show something else."""

    wanted = Signal(object)
    opened = Signal(str, object)

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface")
        self.host = host
        self.row: RequestRow | None = None
        theme = self.theme
        self.header = PageHeader(theme)
        words = {
            RequestState.UNDER_WAY: self.tr("En cours"),
            RequestState.DONE: self.tr("Menée à bien"),
            RequestState.DROPPED: self.tr("Abandonner"),
            RequestState.OPEN: self.tr("Remettre à mener"),
        }
        self.states = {state: self._button(act, words[state]) for state, act in _ACTS.items()}
        self.up = self._button("roadmap.up", self.tr("Monter"))
        self.down = self._button("roadmap.down", self.tr("Descendre"))
        self.title = SavedLine(theme, self.tr("Commande"))
        self.asked_by = SavedLine(
            theme, self.tr("Demandée par"), hint=self.tr("Bureau communautaire, conférence des maires")
        )
        self.asked_on = OptionalDate(theme, self.tr("Demandée le"), self.tr("Jour de la demande"), ahead=0)
        self.expected = SavedText(theme, self.tr("Ce qui est attendu"), lines=3)
        self.lead = SavedLine(theme, self.tr("Pilote"), hint=self.tr("Un nom ou une fonction"))
        self.due = OptionalDate(theme, self.tr("À mener pour le"), self.tr("Échéance"))
        self.works = _Lines(host)
        self.add_work = TypedChoice(theme, self.tr("Rattacher une zone grise, un sujet ou un thème"))
        self.meetings = _Lines(host)
        self._lay_out()
        self._connect()

    def _button(self, act: str, words: str) -> Button:
        spec, action = self.host.actions.spec(act), self.host.actions.action(act)
        kind = ButtonKind.FILLED if act == "roadmap.done" else ButtonKind.PLAIN
        button = Button(self.theme, words, kind=kind, icon=spec.icon, action=action)
        button.setAccessibleName(spec.text)
        return button

    def _lay_out(self) -> None:
        self.header.add_button(self.states[RequestState.DONE])
        states = ButtonRow(
            *(self.states[one] for one in (RequestState.UNDER_WAY, RequestState.DROPPED, RequestState.OPEN))
        )
        states.stretch()
        ranks = ButtonRow(self.up, self.down)
        ranks.stretch()
        form = Form(self.theme)
        form.row(self.tr("Commande"), self.title)
        form.row(self.tr("Priorité"), ranks)
        form.row(self.tr("Demandée par"), self.asked_by)
        form.row(self.tr("Jour de la demande"), self.asked_on)
        form.row(self.tr("Ce qui est attendu"), self.expected)
        form.row(self.tr("Pilote"), self.lead)
        form.row(self.tr("Échéance"), self.due)
        form.row(self.tr("Où elle en est"), states)
        form.row(self.tr("Ce que le réseau étudie pour y répondre"), self.works)
        bound(self.theme, self.add_work, 720)
        form.add(self.add_work)
        form.row(self.tr("Ce que les réunions en ont fait"), self.meetings)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(form, 1)

    def _connect(self) -> None:
        self.expected.typing.connect(partial(self.host.mark_unsaved, self.expected))
        self.title.kept.connect(lambda text: self._edit(title=text))
        self.asked_by.kept.connect(lambda text: self._edit(asked_by=text))
        self.expected.kept.connect(lambda text: self._edit(expected=text))
        self.lead.kept.connect(lambda text: self._edit(lead=text))
        self.asked_on.chosen.connect(lambda day: self._edit(asked_on=day))
        self.due.chosen.connect(lambda day: self._edit(due=day))
        self.add_work.picked.connect(self._link)

    # -- showing ---------------------------------------------------------------------------------------------

    def show_row(self, row: RequestRow, choices: Sequence[WorkChoice]) -> None:
        """Show a request; what is being typed stays."""
        if self.row is not None and self.row.id != row.id:
            self.leave()
        self.row = row
        rank = self.tr("Priorité {}").format(row.rank) if row.rank else row.state_words
        self.header.show_title(row.title, " · ".join(filter(None, (rank, row.origin))))
        self.header.show_badges(request_badge(row))
        for field, value in (
            (self.title, row.title),
            (self.asked_by, row.asked_by),
            (self.expected, row.expected),
            (self.lead, row.lead),
        ):
            field.show_value(value)
        self.asked_on.show_day(row.asked_on)
        self.due.show_day(row.due)
        for state, button in self.states.items():
            button.setVisible(_may_become(row.state, state))
        self._show_works(row, choices)
        self._show_meetings(row)

    def _show_works(self, row: RequestRow, choices: Sequence[WorkChoice]) -> None:
        linked = {work.source_id for work in row.works}
        self.works.show_lines(
            [_Line(work.words, "", self._opener(work), partial(self._unlink, work)) for work in row.works],
            self.tr("Rien encore : rattachez ce qui, dans les registres, répond à cette commande."),
        )
        self.add_work.offer(
            [
                Choice(f"{one.kind.value}/{one.source_id}", one.words)
                for one in choices
                if one.source_id not in linked
            ]
        )

    def _show_meetings(self, row: RequestRow) -> None:
        lines = [
            _Line(step.where, thread_words(step), partial(self._open_meeting, step)) for step in row.steps
        ]
        self.meetings.show_lines(lines, self.tr("Pas encore vue en réunion."))

    # -- acting ----------------------------------------------------------------------------------------------

    def leave(self) -> None:
        """Keep what is being typed."""
        for field in (self.title, self.asked_by, self.expected, self.lead):
            field.keep_now()

    def set_state(self, state: RequestState) -> None:
        """Say where the request stands now."""
        if self.row is not None:
            self.leave()
            self.wanted.emit(SetRequestState(self.row.id, state))

    def _edit(self, **fields: object) -> None:
        if self.row is not None and any(getattr(self.row, name) != fields[name] for name in fields):
            self.wanted.emit(EditRequest(self.row.id, **fields))  # type: ignore[arg-type]

    def _link(self, key: str) -> None:
        kind, _, source_id = key.partition("/")
        if self.row is not None:
            self.wanted.emit(LinkWork(self.row.id, SourceKind(kind), source_id))

    def _unlink(self, work: WorkRow) -> None:
        self.wanted.emit(UnlinkWork(work.id))

    def _opener(self, work: WorkRow) -> Callable[[], object]:
        return lambda: self.opened.emit(_PAGES[work.kind], work.source_id)

    def _open_meeting(self, step: ThreadStep) -> None:
        self.opened.emit("meetings", step.meeting_id)


def _may_become(state: RequestState, wanted: RequestState) -> bool:
    if wanted is RequestState.UNDER_WAY:
        return state is RequestState.OPEN
    return (state in OWED) is (wanted is not RequestState.OPEN)


@dataclass(frozen=True)
class _Line:
    """A link in words, what is told below it, what it opens, and what takes it away."""

    words: str
    told: str
    go: Callable[[], object]
    remove: Callable[[], object] | None = None


class _Lines(QWidget):
    """Links one under the other, each with a cross where it can be taken away."""

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        self.host = host
        self._nothing = TextLabel(host.theme, "", "small", "text_soft", wrap=True)
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self._nothing)

    def show_lines(self, lines: Sequence[_Line], nothing: str) -> None:
        """Show the links, or what is said when there are none."""
        for row in self._rows:
            row.deleteLater()
        self._rows = [self._row(line) for line in lines]
        for row in self._rows:
            self._column.addWidget(row)
        self._nothing.show_text(nothing)
        self._nothing.setVisible(not lines)

    def _row(self, line: _Line) -> QWidget:
        theme, row = self.host.theme, QWidget()
        link = Button(theme, shortened(line.words, _LONGEST), kind=ButtonKind.LINK, flush=True)
        link.clicked.connect(lambda: line.go())
        first = QHBoxLayout()
        first.setSpacing(theme.space("s"))
        first.addWidget(link)
        if line.remove is not None:
            remove = line.remove
            cross = IconButton(theme, "x", self.tr("Détacher « {} »").format(line.words))
            cross.clicked.connect(lambda: remove())
            first.addWidget(cross)
        first.addStretch(1)
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(first)
        if line.told:
            column.addWidget(TextLabel(theme, line.told, "small", "text_soft", wrap=True))
        return row
