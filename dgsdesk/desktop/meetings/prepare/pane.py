"""The step « Préparer »: the agenda drawn from the pools within the time (look/b)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dgsdesk.application.agenda.acts import EditItem
from dgsdesk.application.agenda.workshop import Workshop, WorkshopPart, agenda_workshop
from dgsdesk.application.meeting.steps import Step
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.drop_zone import DropTarget
from dgsdesk.desktop.components.panes import ListAndDetail
from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.library.attach_acts import KINDS as DOCUMENT_KINDS
from dgsdesk.desktop.meetings.prepare.agenda_table import AgendaTable
from dgsdesk.desktop.meetings.prepare.items import ItemActs
from dgsdesk.desktop.meetings.prepare.pool_list import PoolPane, parse_key
from dgsdesk.desktop.meetings.prepare.time import TimeHead
from dgsdesk.desktop.meetings.step import StepPane
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.laid import tell_folder
from dgsdesk.desktop.shell.page import lay_by
from dgsdesk.domain.agenda import SourceKind

if TYPE_CHECKING:
    from dgsdesk.application.agenda.preparation import PrintPreparation
    from dgsdesk.application.agenda.proposal import Proposal
    from dgsdesk.application.agenda.template import EditTemplate, RemoveTemplate, SaveTemplate, TemplateRow
    from dgsdesk.application.invitation.files import Laid
    from dgsdesk.application.meeting.prints import PrintAgenda
    from dgsdesk.application.minutes.notes import NotePerson
    from dgsdesk.application.subjects.thread import SubjectThread
    from dgsdesk.desktop.meetings.prepare.competence_panel import CompetencePanel
    from dgsdesk.desktop.meetings.prepare.document_panel import DocumentPanel
    from dgsdesk.desktop.meetings.prepare.item_sheet import ItemSheet
    from dgsdesk.desktop.meetings.prepare.proposal_panel import ProposalPanel
    from dgsdesk.desktop.meetings.prepare.template_panel import TemplatePanel
    from dgsdesk.desktop.meetings.prepare.thread_panel import ThreadPanel

W = TypeVar("W", bound=QWidget)

_OVER_THE_POOLS = ("sheet", "documents", "proposal", "competences", "thread_panel", "templates")
"""What opens over the pools, loaded and made when it is first opened: half of what the pane takes."""

_AGENDA = 640
"""Pixels at 100 % that the agenda needs beside the pools."""


class PreparePane(StepPane):
    """Pools at the left, or what was opened over them; time, parts and items at the right."""

    step = Step.PREPARE
    kinds = frozenset(
        {
            "Meeting",
            "AgendaPart",
            "AgendaItem",
            "AgendaTemplate",
            "PreparationTask",
            "GreyZone",
            "SharedSubject",
            "RaisedTheme",
            "Support",
            "Action",
            "Organisation",
            "Appointment",
            "Person",
            "Circle",
            *DOCUMENT_KINDS,
        }
    )

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self._workshop: Workshop | None = None
        self._people: tuple[str, ...] = ()
        self.table = AgendaTable(self.theme, host.preferences)
        add = Button(self.theme, self.tr("Écrire un point"), action=host.actions.action("prepare.add_free"))
        self.pool = PoolPane(self.theme, self._link("prepare.propose", "act.propose"), add)
        self.time = TimeHead(self.theme, self._link("prepare.add_free", "act.add"))
        self._left = QStackedWidget()
        self._left.addWidget(self.pool)
        self._lay_out()
        self._items = ItemActs(self, self.table, self.pool)
        self._connect()

    def _link(self, action: str, icon: str) -> Button:
        return Button(self.theme, kind=ButtonKind.LINK, icon=icon, action=self.host.actions.action(action))

    # -- layout ----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        right = Panel(self.theme, "surface")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.time)
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
        panes.arranged.connect(self._show_agenda)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(panes)

    def _connect(self) -> None:
        self.time.followed.connect(self._items.follow)
        self.pool.list.chosen.connect(lambda _: self._allow())
        self.table.selectionModel().currentChanged.connect(lambda *_: self._item_chosen())
        bind = self.host.actions.bind
        bind("prepare.invite", lambda: self.step_wanted.emit(Step.INVITE))
        bind("prepare.print", self._print_agenda)
        bind("prepare.print_tasks", self._print_tasks)
        bind("prepare.propose", self._propose)
        bind("prepare.templates", self._open_templates)
        bind("prepare.competences", self._open_competences, self.table)
        bind("prepare.sheet", self._open_sheet, self.table)
        bind("prepare.thread", self._open_thread, self)
        bind("prepare.documents", self._open_documents)
        bind("prepare.attach", self._attach)
        self._dropped = DropTarget(self.theme, self.table.viewport(), takes=self._takes_files)
        self._dropped.dropped.connect(self._attach_dropped)

    # -- what is made when it is first opened ----------------------------------------------------------------

    def _over_the_pools(self, panel: W) -> W:
        self._left.addWidget(panel)
        return panel

    @cached_property
    def proposal(self) -> ProposalPanel:
        """What the program proposes for the agenda."""
        from dgsdesk.desktop.meetings.prepare.proposal_panel import ProposalPanel

        panel = self._over_the_pools(ProposalPanel(self.theme))
        panel.accepted.connect(self._apply_proposal)
        panel.closed.connect(self._show_pools)
        return panel

    @cached_property
    def competences(self) -> CompetencePanel:
        """The competences of the chosen item."""
        from dgsdesk.desktop.meetings.prepare.competence_panel import CompetencePanel

        panel = self._over_the_pools(CompetencePanel(self.host, self))
        panel.closed.connect(self._back_to_pools)
        panel.show_item(self.table.chosen_item())
        return panel

    @cached_property
    def sheet(self) -> ItemSheet:
        """The sheet of the chosen item."""
        from dgsdesk.desktop.meetings.prepare.item_sheet import ItemSheet

        panel = self._over_the_pools(ItemSheet(self.host, self))
        panel.thread_wanted.connect(self._open_thread)
        panel.closed.connect(self._back_to_pools)
        if self._workshop is not None:
            panel.show_workshop(self._workshop, self._people)
        panel.show_item(self.table.chosen_item())
        return panel

    @cached_property
    def thread_panel(self) -> ThreadPanel:
        """What earlier meetings said of the chosen item."""
        from dgsdesk.desktop.meetings.prepare.thread_panel import ThreadPanel

        panel = self._over_the_pools(ThreadPanel(self.theme))
        panel.insert_wanted.connect(self._recall)
        panel.closed.connect(self._back_to_pools)
        return panel

    @cached_property
    def templates(self) -> TemplatePanel:
        """The templates of the circle."""
        from dgsdesk.application.agenda.template import RemoveTemplate, SaveTemplate
        from dgsdesk.desktop.meetings.prepare.template_panel import TemplatePanel

        panel = self._over_the_pools(TemplatePanel(self.theme))
        panel.applied.connect(self._apply_template)
        panel.removed.connect(lambda key: self._change_templates(RemoveTemplate(key)))
        panel.saved.connect(lambda name: self._change_templates(SaveTemplate(self.meeting_id, name)))
        panel.edited.connect(self._edit_template)
        panel.closed.connect(self._back_to_pools)
        return panel

    @cached_property
    def documents(self) -> DocumentPanel:
        """The documents of the chosen item, else of the meeting."""
        from dgsdesk.desktop.meetings.prepare.document_panel import DocumentPanel

        panel = self._over_the_pools(DocumentPanel(self.host))
        panel.closed.connect(self._back_to_pools)
        self.host.actions.bind("prepare.attach", self._attach)
        return panel

    def _made(self, panel: str) -> bool:
        return panel in vars(self)

    def _stands_over(self, panel: str) -> bool:
        """Say whether a panel stands over the pools."""
        return self._made(panel) and self._left.currentWidget() is getattr(self, panel)

    def make_part(self) -> bool:
        """Make what was not opened yet."""
        waiting = next((one for one in _OVER_THE_POOLS if not self._made(one)), "")
        if waiting:
            lay_by(getattr(self, waiting), self._left.size())
        return bool(waiting)

    # -- what the page asks ----------------------------------------------------------------------------------

    def plain_acts(self) -> Sequence[str]:
        """Offer the templates, and to print."""
        return ("prepare.templates", "prepare.print")

    def primary_act(self) -> str:
        """Move on to the invitation, while the agenda is not frozen."""
        return "prepare.invite" if self.is_acting else ""

    def thing(self) -> str:
        """Return the item that is chosen."""
        item = self.table.chosen_item()
        return item.id if item is not None else ""

    def _show_agenda(self, in_tabs: bool) -> None:
        """Keep the agenda in sight when a panel beside it sends the pools under a tab."""
        room = self.width() >= self.theme.wide(_AGENDA)
        if in_tabs and room and self._left.currentWidget() is self.pool:
            self._panes.bring_forward(detail=True)

    def take_focus(self) -> None:
        """Give the keyboard to the agenda, or to the pools while it is empty."""
        filled = bool(self._workshop is not None and self._workshop.items)
        self._panes.bring_forward(detail=filled)
        (self.table if filled else self.pool.list).setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, at: str, words: Sequence[str]) -> None:
        """Choose an item of the agenda."""
        del words
        self._panes.bring_forward(detail=True)
        self.table.choose(at)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_meeting(self, meeting_id: str) -> None:
        """Show another meeting's agenda from its top."""
        if meeting_id != self.meeting_id:
            self.leaving()
            self.time.begin_again()
            self._show_pools()
        super().show_meeting(meeting_id)

    def leaving(self) -> None:
        """Keep what is being typed in the sheet."""
        if self._made("sheet"):
            self.sheet.leave()

    def refresh(self, changes: frozenset[str]) -> None:
        """Read the workshop again, and what stands over the pools."""
        if not self.meeting_id:
            return
        self.host.ask(agenda_workshop, self.meeting_id, then=self._show, owner=self, replaces="workshop")
        if changes & {"Person", "Appointment", "Organisation"} or not self._people:
            self._read_people()
        if self._stands_over("templates"):
            self._read_templates()

    def _read_people(self) -> None:
        """Read who may prepare an item, once that can be said."""
        from dgsdesk.application.minutes.notes import note_people

        if self._made("sheet"):
            self.host.ask(note_people, self.meeting_id, then=self._know_people, owner=self, replaces="people")

    # -- showing ---------------------------------------------------------------------------------------------

    def _know_people(self, people: tuple[NotePerson, ...]) -> None:
        self._people = tuple(person.label for person in people)
        if self._workshop is not None:
            self.sheet.show_workshop(self._workshop, self._people)

    def _show(self, workshop: Workshop) -> None:
        if not self.may_write:
            workshop = replace(workshop, editable=False)
        self._workshop = workshop
        self.pool.show_pools(workshop.pools, editable=workshop.editable)
        self.table.show_workshop(workshop)
        self.time.show_workshop(workshop)
        if self._made("sheet"):
            self.sheet.show_workshop(workshop, self._people)
        self._item_chosen()
        self._items.show_workshop(workshop)

    def _item_chosen(self) -> None:
        self._allow()
        item = self.table.chosen_item()
        if self._made("competences"):
            self.competences.show_item(item)
        if self._made("sheet"):
            self.sheet.show_item(item)
        if self._stands_over("documents"):
            self.documents.show_item(item, self.meeting_id)
        if self._stands_over("thread_panel") and item is not None:
            from dgsdesk.application.subjects.thread import item_thread

            self.host.ask(item_thread, item.id, then=self._show_thread, owner=self, replaces="thread")

    def _allow(self) -> None:
        """Let sleep the acts that have nothing to act upon, and say why."""
        editable = self._workshop is not None and self._workshop.editable
        closed = self.tr("L’ordre du jour de cette réunion ne se modifie plus.")
        for act in ("propose", "add_free", "add", "add_part"):
            self.host.actions.allow(f"prepare.{act}", editable, closed)
        item, chosen = self.table.chosen_item(), self.table.chosen()
        empty_part = isinstance(chosen, WorkshopPart) and not chosen.items
        pick = self.tr("Choisissez d’abord un point.")
        carried = self.pool.list.chosen_key().startswith(SourceKind.CARRIED_OVER)
        for act, possible, why in (
            ("remove", item is not None or empty_part, pick),
            ("postpone", item is not None, pick),
            ("competences", item is not None, pick),
            ("up", item is not None, pick),
            ("down", item is not None, pick),
            ("leave", carried, self.tr("Choisissez d’abord un point reporté.")),
        ):
            self.host.actions.allow(f"prepare.{act}", editable and possible, why if editable else closed)
        self.host.actions.allow("prepare.sheet", item is not None, pick)

    # -- what opens over the pools ---------------------------------------------------------------------------

    def _open(self, panel: QWidget) -> None:
        self._left.setCurrentWidget(panel)
        self._panes.bring_forward(detail=False)

    def _show_pools(self) -> None:
        self._left.setCurrentWidget(self.pool)

    def _back_to_pools(self) -> None:
        self._show_pools()
        self._panes.bring_forward(detail=True)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_competences(self) -> None:
        self._open(self.competences)
        self.competences.begin()

    def _open_sheet(self) -> None:
        self._open(self.sheet)
        if not self._people:
            self._read_people()
        self.sheet.begin()

    def _open_documents(self) -> None:
        self.documents.show_item(self.table.chosen_item(), self.meeting_id)
        self._open(self.documents)
        self.documents.attached.take_focus()

    def _attach(self) -> None:
        """Ask for files to attach to the chosen item, else to the meeting."""
        self._open_documents()
        self.documents.attached.choose()

    def _takes_files(self, files: Sequence[str]) -> bool:
        return bool(files) and bool(self.meeting_id)

    def _attach_dropped(self, files: list[str]) -> None:
        """Attach files to the item that they were let go over, to the meeting elsewhere."""
        self.table.setCurrentIndex(self.table.indexAt(self._dropped.at))
        self._open_documents()
        self.documents.attached.take([Path(file) for file in files])

    def _open_thread(self) -> None:
        """Show the thread of what is chosen: in the pools when they have the keyboard, else in the agenda."""
        from dgsdesk.application.subjects.thread import item_thread, source_thread

        key = self.pool.list.chosen_key()
        item = self.table.chosen_item()
        if self.pool.list.hasFocus() and ":" in key:
            kind, source_id = parse_key(key)
            self.host.ask(
                source_thread, kind, source_id, then=self._begin_thread, owner=self, replaces="thread"
            )
        elif item is not None:
            self.host.ask(item_thread, item.id, then=self._begin_thread, owner=self, replaces="thread")

    def _begin_thread(self, thread: SubjectThread) -> None:
        self._show_thread(thread)
        self._open(self.thread_panel)
        self.thread_panel.take_focus()

    def _show_thread(self, thread: SubjectThread) -> None:
        item = self.table.chosen_item()
        editable = self._workshop is not None and self._workshop.editable
        inserts = editable and item is not None and item.title == thread.title
        self.thread_panel.show_thread(thread, editable=inserts)

    def _recall(self, words: str) -> None:
        """Print what was said under the item, after what stands there."""
        item = self.table.chosen_item()
        if item is not None:
            recall = "\n".join(filter(None, (item.recall if words not in item.recall else "", words)))
            self.host.run(EditItem(item.id, recall=recall), then=lambda _: self._open_sheet(), owner=self)

    # -- the proposal ----------------------------------------------------------------------------------------

    def _propose(self) -> None:
        from dgsdesk.application.agenda.proposal import propose_agenda

        self.host.ask(propose_agenda, self.meeting_id, then=self._show_proposal, owner=self)

    def _show_proposal(self, proposal: Proposal) -> None:
        self._open(self.proposal)
        self.proposal.show_proposal(proposal)

    def _apply_proposal(self, left_out: tuple[str, ...]) -> None:
        from dgsdesk.application.agenda.proposal import ApplyProposal

        self.host.run(ApplyProposal(self.meeting_id, left_out), then=self._proposal_applied, owner=self)

    def _proposal_applied(self, item_ids: tuple[str, ...]) -> None:
        self._back_to_pools()
        if item_ids:
            self.table.choose(item_ids[0])

    # -- templates -------------------------------------------------------------------------------------------

    def _open_templates(self) -> None:
        self._read_templates()
        self._open(self.templates)
        self.templates.take_focus()

    def _read_templates(self) -> None:
        from dgsdesk.application.agenda.template import meeting_templates

        self.host.ask(
            meeting_templates, self.meeting_id, then=self._show_templates, owner=self, replaces="templates"
        )

    def _show_templates(self, rows: tuple[TemplateRow, ...]) -> None:
        shop = self._workshop
        self.templates.show_templates(rows, editable=bool(shop and shop.editable and not shop.frozen))

    def _apply_template(self, template_id: str) -> None:
        from dgsdesk.application.agenda.template import ApplyTemplate

        self.host.run(
            ApplyTemplate(self.meeting_id, template_id), then=lambda _: self._back_to_pools(), owner=self
        )

    def _edit_template(self, row: TemplateRow, parts: tuple[object, ...]) -> None:
        from dgsdesk.application.agenda.template import EditTemplate

        self._change_templates(EditTemplate(row.circle_id, row.id, parts=parts))  # type: ignore[arg-type]

    def _change_templates(self, command: EditTemplate | RemoveTemplate | SaveTemplate) -> None:
        self.host.run(command, then=lambda _: self._read_templates(), owner=self)

    # -- on paper --------------------------------------------------------------------------------------------

    def _print_agenda(self) -> None:
        from dgsdesk.application.meeting.prints import PrintAgenda

        self._lay_papers(PrintAgenda(self.meeting_id))

    def _print_tasks(self) -> None:
        from dgsdesk.application.agenda.preparation import PrintPreparation

        self._lay_papers(PrintPreparation(self.meeting_id))

    def _lay_papers(self, command: PrintAgenda | PrintPreparation) -> None:
        self.host.run(command, then=self._printed, owner=self)

    def _printed(self, laid: Laid) -> None:
        said = self.tr("Le document est prêt, en Word et en PDF, dans le dossier :")
        tell_folder(self.host, laid.folder, said)
