"""The step « Faire relire »: the deadline, the draft, the observations, the approval (look/c)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from dgsdesk.application.meeting.steps import Step
from dgsdesk.application.review.circulation import LayDraft
from dgsdesk.application.review.express_approval import NoteApprovals, WithdrawApproval
from dgsdesk.application.review.observation import (
    AddObservation,
    AimObservation,
    PlaceObservation,
    RemoveObservation,
)
from dgsdesk.application.review.page import ReviewPage, review_page
from dgsdesk.application.review.settlement import ReopenObservation, SettleObservation
from dgsdesk.desktop.components.drop_zone import DropTarget
from dgsdesk.desktop.components.empty_page import EmptyPage, IconView
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.meetings.own_keys import OwnKeysPane
from dgsdesk.desktop.meetings.review.approvals_panel import ApprovalsPanel
from dgsdesk.desktop.meetings.review.circulated_draft import DraftView
from dgsdesk.desktop.meetings.review.deadline_band import DeadlineBand
from dgsdesk.desktop.meetings.review.draft_beside import DraftBeside
from dgsdesk.desktop.meetings.review.incoming_work import IncomingWork, is_taken
from dgsdesk.desktop.meetings.review.leaving import ReviewLeaving
from dgsdesk.desktop.meetings.review.observation_column import ObservationColumn
from dgsdesk.desktop.meetings.review.observation_foot import ObservationsAndFoot
from dgsdesk.desktop.meetings.review.observation_form import ObservationForm
from dgsdesk.desktop.meetings.review.open_observation import OpenObservation
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.meeting import MeetingState
from dgsdesk.domain.minutes import ApprovalStanding, ObservationState

_IN_REVIEW = (
    "review.add",
    "review.import",
    "review.paste",
    "review.approvals",
    "review.accept",
    "review.rephrase",
    "review.refuse",
)


class ReviewPane(OwnKeysPane):
    """The draft at the left, what is said of it at the right."""

    step = Step.REVIEW
    kinds = frozenset(
        {
            "Meeting",
            "AgendaItem",
            "MinutesEntry",
            "Decision",
            "MinutesVersion",
            "Circulation",
            "Observation",
            "Approval",
            "ExpressApproval",
            "Sending",
            "Appointment",
            "Person",
        }
    )
    own_keys: ClassVar[Mapping[str, str]] = {"Ctrl+N": "review.add"}

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self._page: ReviewPage | None = None
        act = host.actions.action
        self.band = DeadlineBand(self.theme, act("review.approvals"), act("review.remind"))
        self.notice = InlineMessage(self.theme, closable=True)
        self.notice.hide()
        self.draft = DraftView(self.theme, self.tr("Projet de compte rendu"))
        self.title = TextLabel(self.theme, "", "small", "text_soft", bold=True)
        self.column = ObservationColumn(self.theme, host.actions, self.tr("Observations"))
        self.form = ObservationForm(self.theme)
        self.approvals = ApprovalsPanel(self.theme)
        more = act("review.import"), act("review.paste")
        self._list = ObservationsAndFoot(self.theme, self.column, host.actions, *more)
        self._right = QStackedWidget()
        for widget in (self._list, self.form, self.approvals):
            self._right.addWidget(widget)
        self.incoming = IncomingWork(host, self, self._right)
        self._leaving = ReviewLeaving(host, self)
        self.empty = EmptyPage(
            self.theme,
            "messages-square",
            self.tr("Le projet n’a pas encore été envoyé."),
            self.tr(
                "L’envoi aux membres fait courir le délai d’observations ; "
                "les destinataires et la date limite sont montrés avant."
            ),
        )
        self._lay_out()
        self._connect()

    # -- layout ----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        left = Panel(self.theme, "surface")
        column = QVBoxLayout(left)
        margin = self.theme.space("xl")
        column.setContentsMargins(margin + 2, self.theme.space("m"), margin, 0)
        column.setSpacing(self.theme.space("m"))
        head = QHBoxLayout()
        head.setSpacing(self.theme.space("s"))
        head.addWidget(self.title, 1)
        head.addWidget(IconView(self.theme, "kind.audience", "text_faint"))
        head.addWidget(TextLabel(self.theme, self.tr("Passages commentés"), "small", "text_faint"))
        column.addLayout(head)
        column.addWidget(self.draft, 1)
        self._panes = DraftBeside(self.theme, self.host.preferences, left, self._right)
        self._front = QStackedWidget()
        self._front.addWidget(Panel(self.theme, "surface"))  # until it is known whether anything was sent
        self._front.addWidget(self.empty)
        self._front.addWidget(self._panes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.band.hide()
        layout.addWidget(self.band)
        layout.addWidget(self.notice)
        layout.addWidget(self._front, 1)

    def _connect(self) -> None:
        bind = self.host.actions.bind
        bind("review.circulate", lambda: self._leaving.ask_to_circulate(self.meeting_id))
        bind("review.add", self._start_form, self)
        bind("review.import", self.incoming.choose, self)
        bind("review.paste", self.incoming.start_paste, self)
        bind("review.approvals", self._show_approvals)
        bind("review.remind", lambda: self._leaving.ask_to_remind(self.meeting_id))
        bind("review.answer", lambda: self._leaving.answer(self.meeting_id))
        bind("review.open_word", self._open_in_word)
        bind("review.confirm", self._confirm)
        bind("review.accept", self._accept, self.column)
        bind("review.rephrase", self._rephrase, self.column)
        bind("review.refuse", self._refuse, self.column)
        self.column.opened.connect(self.draft.open_observation)
        self.draft.chosen.connect(self.column.open)
        self.draft.chosen.connect(self._panes.show_said)
        self._panes.arranged.connect(self.band.stand_low)
        self.column.settled.connect(self._entered)
        self.column.placed.connect(lambda one, item: self._run(PlaceObservation(one, item)))
        self.column.aimed.connect(self._aim)
        self.column.reopened.connect(lambda one: self._run(ReopenObservation(one)))
        self.column.removed.connect(lambda one: self._run(RemoveObservation(one)))
        self.column.traced.connect(lambda arrival: self.host.open("arrivals", arrival))
        self.form.wanted.connect(self._note)
        for panel in (self.form, self.approvals):
            panel.closed.connect(self._close_form)
        self.incoming.finished.connect(self._close_form)
        self._leaving.said.connect(self._say)
        self._leaving.unplaced_wanted.connect(lambda: self.step_wanted.emit(Step.DRAFT))
        drops = DropTarget(self.theme, self, self._describe_drop, self._takes)
        drops.dropped.connect(self.incoming.examine)
        self.approvals.noted.connect(
            lambda one, day: self.host.run(NoteApprovals(self.meeting_id, (one,), day), owner=self)
        )
        self.approvals.withdrawn.connect(
            lambda one: self.host.run(WithdrawApproval(self.meeting_id, one), owner=self)
        )

    # -- the contract of a step ------------------------------------------------------------------------------

    def show_meeting(self, meeting_id: str) -> None:
        """Show another meeting: the news of the former one is no news any more."""
        if meeting_id != self.meeting_id:
            self.notice.hide()
            self._right.setCurrentWidget(self._list)
        super().show_meeting(meeting_id)

    def refresh(self, changes: frozenset[str]) -> None:
        """Read the page again."""
        del changes
        self.host.ask(review_page, self.meeting_id, then=self._show, owner=self, replaces="page")

    def plain_acts(self) -> Sequence[str]:
        """Return what stands beside the filled button."""
        if self._in_review():
            return ("review.add",) if self.primary_act() else ("review.add", "review.open_word")
        return ("review.open_word",) if self._may_circulate() else ()

    def primary_act(self) -> str:
        """Return what moves the meeting on: the sending, then the approval, or a new version."""
        page = self._page
        if page is None:
            return ""
        if page.state in (MeetingState.HELD, MeetingState.DRAFTING):
            return "review.circulate"
        if not self._in_review() or page.deadline is None:
            return ""
        if page.restarts or (page.substance and page.changed):
            return "review.circulate"
        return "review.confirm" if page.deadline.standing is ApprovalStanding.DUE else ""

    def go_to(self, at: str, words: Sequence[str]) -> None:
        """Open the card of an observation."""
        del words
        if self._front.currentWidget() is self._panes:
            self.column.open(at)

    def thing(self) -> str:
        """Return the observation that is open."""
        return self.column.open_id

    def take_focus(self) -> None:
        """Give the keyboard to the observations."""
        if self._front.currentWidget() is self._panes and self.column.cards:
            self.column.take_focus()
        else:
            self.draft.setFocus()

    # -- showing ---------------------------------------------------------------------------------------------

    def _in_review(self) -> bool:
        return self._page is not None and self._page.state is MeetingState.CIRCULATED

    def _may_circulate(self) -> bool:
        return self._page is not None and self._page.state in (
            MeetingState.HELD,
            MeetingState.DRAFTING,
            MeetingState.CIRCULATED,
        )

    def _show(self, page: ReviewPage) -> None:
        self._page = page
        self.band.show_review(page)
        sent = page.deadline is not None
        self._front.setCurrentWidget(self._panes if sent or page.groups else self.empty)
        changed = self.tr(", corrigé depuis l’envoi") if page.changed else ""
        self.title.show_text(page.draft_words + changed)
        self.column.show_page(page)
        self.incoming.follow(page)
        self.approvals.show_page(page)
        if page.altered:
            self._say(
                Message(page.altered, remedy=self.tr("Reprenez une sauvegarde antérieure."), tone="bad")
            )
        self.draft.show_items(page.items, self.column.rows())
        card = self.column.open_card
        self.draft.open_observation(card.row.id if card else "")
        self._allow(page)
        self.buttons_changed.emit()

    def _allow(self, page: ReviewPage) -> None:
        allow = self.host.actions.allow
        not_sent = self.tr("Le projet n’est pas en relecture.")
        for act in _IN_REVIEW:
            allow(act, self._in_review(), not_sent)
        silent = self._in_review() and page.silent > 0
        allow("review.remind", silent, self.tr("Chacun a répondu.") if self._in_review() else not_sent)
        allow("review.answer", page.settled > 0, self.tr("Aucune observation n’est encore traitée."))
        may = self._may_circulate()
        allow("review.circulate", may, self.tr("Rédigez d’abord le compte rendu."))
        allow("review.open_word", may, self.tr("Le compte rendu approuvé ne change plus."))
        due = page.deadline is not None and page.deadline.standing is ApprovalStanding.DUE
        why = page.deadline.title if page.deadline else not_sent
        allow("review.confirm", self._in_review() and due, why)

    # -- settling --------------------------------------------------------------------------------------------

    def _open_waiting(self) -> OpenObservation | None:
        card = self.column.open_card
        return card if card is not None and card.row.state is ObservationState.OPEN else None

    def _accept(self) -> None:
        card = self._open_waiting()
        if card is not None:
            wording = card.row.proposed if card.applies and card.row.proposes else None
            self._settle(card, ObservationState.ACCEPTED, wording)

    def _rephrase(self) -> None:
        card = self._open_waiting()
        if card is not None:
            card.ask_wording()

    def _refuse(self) -> None:
        card = self._open_waiting()
        if card is None:
            return
        if card.reply.text().strip():
            self._settle(card, ObservationState.REFUSED, None)
        else:
            card.ask_reason()

    def _entered(self, card: OpenObservation) -> None:
        """Enter in a field settles as was asked last: accepted, rephrased or refused."""
        wording = None
        if card.mode is ObservationState.REPHRASED and card.row.quote:
            wording = card.wording.text()
        elif card.mode is ObservationState.ACCEPTED and card.applies:
            wording = card.row.proposed
        self._settle(card, card.mode, wording)

    def _settle(self, card: OpenObservation, state: ObservationState, wording: str | None) -> None:
        command = SettleObservation(
            card.row.id,
            state,
            card.reply_to(state),
            wording,
            changes_substance=card.substance.isChecked(),
            restarts=card.restarts,
        )
        self.host.run(command, then=lambda _, one=card.row.id: self._settled(one), owner=self)  # type: ignore[misc]

    def _settled(self, observation_id: str) -> None:
        self.column.forget_typed(observation_id)
        self.column.open_next()

    def _aim(self, observation_id: str) -> None:
        """Tie an observation to the words selected in the draft."""
        quote, item = self._selection()
        if item is None:
            what = self.tr("Sélectionnez d’abord dans le projet les mots à remplacer.")
            self._say(Message(what, tone="warn"))
        else:
            self._run(AimObservation(observation_id, item, quote))

    def _selection(self) -> tuple[str, str | None]:
        """Return the words selected in the draft and their item."""
        quote = self.draft.selected_words()
        return quote, self.draft.item_at_caret() if quote else None

    def _run(
        self, command: AimObservation | PlaceObservation | ReopenObservation | RemoveObservation
    ) -> None:
        self.host.run(command, owner=self)

    # -- noting ----------------------------------------------------------------------------------------------

    def _start_form(self) -> None:
        if self._page is None:
            return
        quote, item = self._selection()
        self.form.start(self._page, item, quote)
        self._right.setCurrentWidget(self.form)
        self.form.author.setFocus(Qt.FocusReason.OtherFocusReason)

    def _note(self, command: AddObservation) -> None:
        self.host.run(command, then=self._noted, failed=self._not_noted, owner=self)

    def _noted(self, observation_id: str) -> None:
        self._close_form()
        self.column.open(observation_id)

    def _not_noted(self, error: KnownError) -> None:
        self.form.say(self.host.message_for(error))

    def _close_form(self) -> None:
        self._right.setCurrentWidget(self._list)
        self.column.take_focus()

    # -- files -----------------------------------------------------------------------------------------------

    def _takes(self, files: Sequence[str]) -> bool:
        """Take Word files and messages while the draft is being read over; all else is for the window."""
        return self._in_review() and all(map(is_taken, files))

    def _describe_drop(self, files: Sequence[str]) -> tuple[str, str]:
        one = self.tr("Lâchez pour lire les observations de ce fichier")
        many = self.tr("Lâchez pour lire les observations de {} fichiers").format(len(files))
        return one if len(files) == 1 else many, self.tr("Rien n’est rangé avant votre accord.")

    def _open_in_word(self) -> None:
        self.host.run(LayDraft(self.meeting_id), then=self.host.open_path, owner=self)

    # -- approvals in words ----------------------------------------------------------------------------------

    def _show_approvals(self) -> None:
        if self._page is not None:
            self.approvals.start(self._page)
            self._right.setCurrentWidget(self.approvals)

    def _confirm(self) -> None:
        if self._page is not None:
            self._leaving.ask_to_confirm(self._page)

    def _say(self, message: Message) -> None:
        self.notice.show_message(message)
        self.notice.show()
