"""The step « Préparer »: the agenda drawn from the pools within the time (look/b)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dgsdesk.application.agenda import (
    AddItem,
    DropCarriedOver,
    EditItem,
    MoveItem,
    PostponeItem,
    RemoveItem,
)
from dgsdesk.application.agenda_parts import AddPart, EditPart, RemovePart
from dgsdesk.application.agenda_proposal import ApplyProposal, Proposal, propose_agenda
from dgsdesk.application.agenda_workshop import (
    FitIdea,
    Workshop,
    WorkshopItem,
    WorkshopPart,
    agenda_workshop,
)
from dgsdesk.application.command import Command
from dgsdesk.application.invitation_files import Laid
from dgsdesk.application.meeting_prints import PrintAgenda
from dgsdesk.application.steps import Step
from dgsdesk.desktop.components.badge import Badge, BadgeSpec
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.empty_page import IconView
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.panes import ListAndDetail
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.components.time_bar import TimeBar, TimePart
from dgsdesk.desktop.meetings.agenda_model import AUDIENCE, MINUTES, PRESENTER, TITLE
from dgsdesk.desktop.meetings.agenda_table import AgendaTable
from dgsdesk.desktop.meetings.competence_panel import CompetencePanel
from dgsdesk.desktop.meetings.pool_list import PoolPane, parse_key
from dgsdesk.desktop.meetings.prepare_acts import ACTS
from dgsdesk.desktop.meetings.proposal_panel import ProposalPanel
from dgsdesk.desktop.meetings.step import StepPane
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.agenda import SourceKind
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.wording import duration

_AGENDA = 640
"""Pixels at 100 % that the agenda needs beside the pools."""


class PreparePane(StepPane):
    """Pools at the left; time, parts and items at the right."""

    step = Step.PREPARE
    kinds = frozenset(
        {
            "Meeting",
            "AgendaPart",
            "AgendaItem",
            "GreyZone",
            "SharedSubject",
            "RaisedTheme",
            "Support",
            "Action",
            "Organisation",
            "Appointment",
            "Person",
            "Circle",
        }
    )

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self._workshop: Workshop | None = None
        self._idea = 0
        self._edit_next = ""
        self.table = AgendaTable(self.theme)
        propose = Button(
            self.theme,
            kind=ButtonKind.LINK,
            icon="act.propose",
            action=host.actions.action("prepare.propose"),
        )
        self.pool = PoolPane(self.theme, propose)
        self.proposal = ProposalPanel(self.theme)
        self._left = QStackedWidget()
        self._left.addWidget(self.pool)
        self._left.addWidget(self.proposal)
        self.competences = CompetencePanel(host, self)
        self._left.addWidget(self.competences)
        self.total = TextLabel(self.theme, "", "section")
        self.balance = Badge(self.theme)
        self.bar = TimeBar(self.theme)
        self.idea_words = TextLabel(self.theme, "", "small", "text", elide=True)
        self.follow_idea = Button(self.theme)
        self.other_idea = Button(self.theme, self.tr("Autre idée"), kind=ButtonKind.LINK)
        self._idea_row = self._make_idea_row()
        self._lay_out()
        self._connect()

    # -- layout ----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        right = Panel(self.theme, "surface")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.table, 1)
        panes = self._panes = ListAndDetail(
            self.theme,
            self.host.preferences,
            "prepare",
            self._left,
            right,
            list_title=self.tr("À puiser"),
            detail_title=self.tr("Ordre du jour"),
            room=_AGENDA,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(panes)

    def _head(self) -> QWidget:
        head = Panel(self.theme, "surface", "b")
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self.total)
        first.addWidget(self.balance)
        first.addStretch(1)
        add = self.host.actions.action("prepare.add_free")
        first.addWidget(Button(self.theme, kind=ButtonKind.LINK, icon="act.add", action=add))
        layout = QVBoxLayout(head)
        layout.setContentsMargins(18, 6, 18, 6)
        layout.setSpacing(4)
        layout.addLayout(first)
        layout.addWidget(self.bar)
        layout.addWidget(self._idea_row)
        return head

    def _make_idea_row(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 2, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(IconView(self.theme, "nav.subjects", "accent_text"))
        layout.addWidget(self.idea_words, 1)
        layout.addWidget(self.follow_idea)
        layout.addWidget(self.other_idea)
        return row

    def _connect(self) -> None:
        self.pool.wanted.connect(self._add_from_pool)
        self.proposal.accepted.connect(self._apply_proposal)
        self.proposal.closed.connect(self._show_pools)
        self.competences.closed.connect(self._close_competences)
        self.table.lines.edited.connect(self._edited)
        self.table.item_dropped.connect(self._dropped_item)
        self.table.entry_dropped.connect(self._dropped_entry)
        self.follow_idea.clicked.connect(self._follow_idea)
        self.other_idea.clicked.connect(self._next_idea)
        self.pool.list.chosen.connect(lambda _: self._allow())
        self.table.selectionModel().currentChanged.connect(lambda *_: self._item_chosen())
        bind = self.host.actions.bind
        bind("prepare.invite", lambda: self.step_wanted.emit(Step.INVITE))
        bind("prepare.print", self._print)
        bind("prepare.propose", self._propose)
        bind("prepare.add_free", self._add_free, self)
        bind("prepare.add", self._add_chosen, self.pool.list)
        bind("prepare.leave", self._leave, self.pool.list)
        bind("prepare.add_part", self._add_part)
        bind("prepare.up", lambda: self._move(-1), self.table)
        bind("prepare.down", lambda: self._move(1), self.table)
        bind("prepare.remove", self._remove, self.table)
        bind("prepare.postpone", self._postpone, self.table)
        bind("prepare.competences", self._open_competences, self.table)

    # -- what the page asks ----------------------------------------------------------------------------------

    def plain_acts(self) -> Sequence[str]:
        """Offer to print."""
        return ("prepare.print",)

    def primary_act(self) -> str:
        """Move on to the invitation, while the agenda is not frozen."""
        return "prepare.invite" if self.is_acting else ""

    def acts(self) -> Sequence[str]:
        """Name every act of this step."""
        return tuple(spec.id for spec in ACTS)

    def take_focus(self) -> None:
        """Give the keyboard to the agenda, or to the pools while it is empty."""
        filled = bool(self._workshop is not None and self._workshop.items)
        self._panes.bring_forward(detail=filled)
        (self.table if filled else self.pool.list).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_meeting(self, meeting_id: str) -> None:
        """Show another meeting's agenda from its top."""
        if meeting_id != self.meeting_id:
            self._idea = 0
            self._show_pools()
        super().show_meeting(meeting_id)

    def refresh(self, changes: frozenset[str]) -> None:
        """Read the workshop again."""
        del changes
        if self.meeting_id:
            self.host.ask(agenda_workshop, self.meeting_id, then=self._show, owner=self, replaces="workshop")

    # -- showing ---------------------------------------------------------------------------------------------

    def _show(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self.pool.show_pools(workshop.pools, editable=workshop.editable)
        self.table.show_workshop(workshop)
        self._show_time(workshop)
        self._show_idea()
        self._item_chosen()
        if self._edit_next:
            key, self._edit_next = self._edit_next, ""
            self.table.edit_title(key)

    def _show_time(self, workshop: Workshop) -> None:
        planned = self.tr("%1 prévues pour %2")
        words = planned.replace("%1", duration(workshop.total)).replace("%2", duration(workshop.capacity))
        self.total.show_text(words)
        badge = self._balance_badge(workshop)
        self.balance.show_badge(badge)
        parts = [TimePart(workshop.opening.minutes)]
        for part in workshop.parts:
            label = f"{part.rank} · {duration(part.used)}"
            parts.append(TimePart(part.used, label, (part.rank - 1) % 3 + 1))
        parts.append(TimePart(workshop.closing.minutes))
        start = workshop.starts_at.hour * 60 + workshop.starts_at.minute
        sentence = f"{words}, {badge.text}" if badge else words
        self.bar.show_plan([part for part in parts if part.minutes], workshop.capacity, start, sentence)

    def _balance_badge(self, workshop: Workshop) -> BadgeSpec | None:
        if workshop.over:
            return BadgeSpec(
                "bad", "kind.overdue", self.tr("%1 de trop").replace("%1", duration(workshop.over))
            )
        left = workshop.capacity - workshop.total
        if not left:
            return BadgeSpec("ok", "act.accept", self.tr("juste le temps prévu"))
        return BadgeSpec("neutral", "clock", self.tr("%1 libres").replace("%1", duration(left)))

    def _current_idea(self) -> FitIdea | None:
        ideas = self._workshop.ideas if self._workshop else ()
        return ideas[self._idea % len(ideas)] if ideas else None

    def _show_idea(self) -> None:
        idea = self._current_idea()
        self._idea_row.setVisible(idea is not None)
        if idea is not None and self._workshop is not None:
            self.idea_words.show_text(idea.sentence)
            self.follow_idea.setText(idea.button)
            self.follow_idea.updateGeometry()
            self.other_idea.setVisible(len(self._workshop.ideas) > 1)

    def _next_idea(self) -> None:
        self._idea += 1
        self._show_idea()

    def _allow(self) -> None:
        """Let sleep the acts that have nothing to act upon, and say why."""
        editable = self._workshop is not None and self._workshop.editable
        closed = self.tr("L’ordre du jour de cette réunion ne se modifie plus.")
        for act in ("prepare.propose", "prepare.add_free", "prepare.add", "prepare.add_part"):
            self.host.actions.allow(act, editable, closed)
        item, chosen = self.table.chosen_item(), self.table.chosen()
        empty_part = isinstance(chosen, WorkshopPart) and not chosen.items
        pick = self.tr("Choisissez d’abord un point.")
        carried = self.pool.list.chosen_key().startswith(SourceKind.CARRIED_OVER)
        reported = self.tr("Choisissez d’abord un point reporté.")
        for act, possible, why in (
            ("prepare.remove", item is not None or empty_part, pick),
            ("prepare.postpone", item is not None, pick),
            ("prepare.competences", item is not None, pick),
            ("prepare.up", item is not None, pick),
            ("prepare.down", item is not None, pick),
            ("prepare.leave", carried, reported),
        ):
            self.host.actions.allow(act, editable and possible, why if editable else closed)

    # -- acts ------------------------------------------------------------------------------------------------

    def _add_from_pool(self, kind: SourceKind, source_id: str) -> None:
        self.host.run(AddItem(self.meeting_id, kind, source_id), then=self._choose_added, owner=self)

    def _choose_added(self, item_id: str) -> None:
        self.table.choose(item_id)

    def _add_chosen(self) -> None:
        key = self.pool.list.chosen_key()
        if ":" in key:
            self._add_from_pool(*parse_key(key))

    def _add_free(self) -> None:
        """Add a free item under the current line, and let its title be typed at once."""
        part, at = self.table.lines.part_of(self.table.currentIndex().row())
        after = at + 1 if self.table.chosen_item() else at
        command = AddItem(self.meeting_id, title=self.tr("Nouveau point"))
        if part is not None and self.table.currentIndex().isValid():
            command = replace(command, part_id=part.id, position=after)
        self.host.run(command, then=self._edit_added, owner=self)

    def _edit_added(self, item_id: str) -> None:
        if self.table.lines.row_of(item_id) >= 0:
            self.table.edit_title(item_id)
        else:
            self._edit_next = item_id

    def _edited(self, line: WorkshopItem | WorkshopPart, column: int, value: object) -> None:
        command = _edit_of(line, column, value)
        if command is not None:
            self.host.run(command, owner=self, quiet=True)

    def _move(self, step: int) -> None:
        item = self.table.chosen_item()
        if item is None:
            return
        target = self._beside(item, step)
        if target is not None:
            self.host.run(MoveItem(item.id, *target), owner=self, quiet=True)

    def _beside(self, item: WorkshopItem, step: int) -> tuple[str, int] | None:
        """Return the part and the place one step up or down, into the neighbouring part at the ends."""
        parts = self._workshop.parts if self._workshop else ()
        for at, part in enumerate(parts):
            places = [other.id for other in part.items]
            if item.id not in places:
                continue
            place = places.index(item.id) + step
            if 0 <= place < len(places):
                return part.id, place
            if 0 <= at + step < len(parts):
                other = parts[at + step]
                return other.id, 0 if step > 0 else len(other.items)
        return None

    def _remove(self) -> None:
        """Send the item back, or take an empty part away."""
        chosen, row = self.table.chosen(), self.table.currentIndex().row()
        if isinstance(chosen, WorkshopPart):
            self.host.run(RemovePart(chosen.id), owner=self)
        elif chosen is not None:
            self.host.run(RemoveItem(chosen.id), then=lambda _: self.table.choose_near(row), owner=self)

    def _leave(self) -> None:
        _, item_id = parse_key(self.pool.list.chosen_key())
        self.host.run(DropCarriedOver(item_id), owner=self)

    def _add_part(self) -> None:
        """Add a part at the end, and let its title be typed at once."""
        command = AddPart(self.meeting_id, self.tr("Nouveau temps"))
        self.host.run(command, then=self._edit_added, owner=self)

    def _postpone(self) -> None:
        item = self.table.chosen_item()
        if item is not None:
            row = self.table.currentIndex().row()
            self.host.run(PostponeItem(item.id), then=lambda _: self.table.choose_near(row), owner=self)

    def _dropped_item(self, item_id: str, part_id: str, position: int) -> None:
        row = self.table.lines.row_of(item_id)
        part, at = self.table.lines.part_of(row)
        same_and_above = part is not None and part.id == part_id and at < position
        self.host.run(MoveItem(item_id, part_id, position - same_and_above), owner=self)

    def _dropped_entry(self, key: str, part_id: str, position: int) -> None:
        kind, source_id = parse_key(key)
        command = AddItem(self.meeting_id, kind, source_id, part_id=part_id, position=position)
        self.host.run(command, then=self._choose_added, owner=self)

    def _follow_idea(self) -> None:
        idea = self._current_idea()
        if idea is None:
            return
        self._idea = 0
        if idea.minutes is None:
            self.host.run(PostponeItem(idea.item_id), owner=self)
        else:
            self.host.run(EditItem(idea.item_id, minutes=idea.minutes), owner=self)

    # -- the proposal ----------------------------------------------------------------------------------------

    def _propose(self) -> None:
        self.host.ask(propose_agenda, self.meeting_id, then=self._show_proposal, owner=self)

    def _show_proposal(self, proposal: Proposal) -> None:
        if not proposal.items:
            self.host.tell(
                Message(
                    self.tr("Il n’y a rien à proposer\u00a0: les temps sont remplis, ou rien n’attend."),
                    remedy=self.tr("Notez un sujet avec la touche F8, ou ajoutez une zone grise."),
                    tone="info",
                )
            )
            return
        self.proposal.show_proposal(proposal)
        self._left.setCurrentWidget(self.proposal)
        self._panes.bring_forward(detail=False)
        self.proposal.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _apply_proposal(self, left_out: tuple[str, ...]) -> None:
        self.host.run(ApplyProposal(self.meeting_id, left_out), then=self._proposal_applied, owner=self)

    def _proposal_applied(self, item_ids: tuple[str, ...]) -> None:
        self._show_pools()
        self._panes.bring_forward(detail=True)
        if item_ids:
            self.table.choose(item_ids[0])
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_pools(self) -> None:
        self._left.setCurrentWidget(self.pool)

    # -- competences -----------------------------------------------------------------------------------------

    def _item_chosen(self) -> None:
        self._allow()
        self.competences.show_item(self.table.chosen_item())

    def _open_competences(self) -> None:
        self._left.setCurrentWidget(self.competences)
        self.competences.begin()

    def _close_competences(self) -> None:
        self._show_pools()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- on paper --------------------------------------------------------------------------------------------

    def _print(self) -> None:
        self.host.run(PrintAgenda(self.meeting_id), then=self._printed, owner=self)

    def _printed(self, laid: Laid) -> None:
        said = self.tr("L’ordre du jour est prêt, en Word et en PDF, dans le dossier :")
        self.host.tell(Message(said, where=laid.folder, tone="ok"))


def _edit_of(line: WorkshopItem | WorkshopPart, column: int, value: object) -> Command[None] | None:
    """Return the command that keeps what was typed in a cell."""
    if isinstance(line, WorkshopPart):
        if column == TITLE and isinstance(value, tuple):
            return EditPart(line.id, title=value[0])
        return EditPart(line.id, minutes=int(str(value))) if column == MINUTES else None
    if column == TITLE and isinstance(value, tuple):
        return EditItem(line.id, title=value[0], question=value[1])
    if column == PRESENTER:
        return EditItem(line.id, presenter=str(value))
    if column == MINUTES:
        return EditItem(line.id, minutes=int(str(value)))
    if column == AUDIENCE:
        return EditItem(line.id, audience=Audience(int(str(value))))
    return None
