"""The step « Tenir »: clock, agenda, notes, attendance; made for a hurried hand and for the wall (look/g)."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from datetime import time as clock_time
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dgsdesk.application.agenda.acts import AddItem, EditItem
from dgsdesk.application.invitation.attendance import AddGuest
from dgsdesk.application.invitation.files import Laid
from dgsdesk.application.meeting.prints import PrintSignInSheet
from dgsdesk.application.meeting.steps import Step
from dgsdesk.application.minutes.holding import (
    AddSuggestion,
    CloseSession,
    OpenItem,
    OpenSession,
    PauseSession,
    RemoveSuggestion,
    ResumeSession,
    SetLunch,
    SetPresence,
    SetRoles,
    SetTimes,
)
from dgsdesk.application.minutes.notes import NotePerson, note_people
from dgsdesk.application.minutes.session_page import SessionItem, SessionPage, session_page
from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.components.keyboard import typing_goes_on
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.editor.acts import Writing
from dgsdesk.desktop.meetings.hold.agenda import OPENING, ROUND_TABLE, HoldAgenda
from dgsdesk.desktop.meetings.hold.attendance import HoldAttendance
from dgsdesk.desktop.meetings.hold.band import HoldBand
from dgsdesk.desktop.meetings.hold.closing import closing_question
from dgsdesk.desktop.meetings.hold.columns import HoldColumns
from dgsdesk.desktop.meetings.hold.notes import HoldNotes
from dgsdesk.desktop.meetings.hold.pages import OpeningPage, RoundTablePage
from dgsdesk.desktop.meetings.step import StepPane
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.laid import folder_message
from dgsdesk.desktop.theme.enlarged import EnlargedTheme
from dgsdesk.domain.audience import Audience, may_read
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.meeting import AttendeeKind, MeetingState, Presence
from dgsdesk.domain.session_clock import elapsed_seconds

_WRITABLE = (MeetingState.INVITED, MeetingState.HELD, MeetingState.DRAFTING, MeetingState.CIRCULATED)
_GUESTS = {AttendeeKind.GUEST: Audience.EXECUTIVES, AttendeeKind.ELECTED_GUEST: Audience.ELECTED}
_THERE = (Presence.PRESENT, Presence.REMOTE, Presence.REPRESENTED)
_LETTERS = {
    "hold.present": Presence.PRESENT,
    "hold.remote": Presence.REMOTE,
    "hold.represented": Presence.REPRESENTED,
    "hold.excused": Presence.EXCUSED,
    "hold.absent": Presence.ABSENT,
}


class HoldPane(StepPane):
    """Agenda at the left, notes in the middle, attendance at the right, the clock above."""

    step = Step.HOLD
    kinds = frozenset(
        {
            "Meeting",
            "AgendaPart",
            "AgendaItem",
            "Attendance",
            "MinutesEntry",
            "Decision",
            "Action",
            "Suggestion",
            "Appointment",
            "Person",
            "Circle",
        }
    )

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self._page: SessionPage | None = None
        self._key = ""
        self._since = time.monotonic()
        self._projecting = False
        self._heading = ""
        self.writing = Writing(host, self)
        self.wall = EnlargedTheme(self.theme)
        self.band = HoldBand(self.wall, host.actions)
        self.notice = InlineMessage(self.theme, closable=True)
        self.agenda = HoldAgenda(self.wall, host.actions)
        self.notes = HoldNotes(host, self.writing, self.own_page)
        self.opening = OpeningPage(self.wall)
        self.table = RoundTablePage(self.wall)
        self.hidden_page = EmptyPage(
            self.theme, "lock", self.tr("Point réservé"), self.tr("Il ne se projette pas.")
        )
        self.middle = QStackedWidget()
        self.attendance = HoldAttendance(self.theme, host.actions)
        self.clock = QTimer(self, interval=1000)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for page in (self.opening, self.table, self.notes, self.hidden_page):
            self.middle.addWidget(page)
        self.columns = HoldColumns(
            self.wall, self.host.preferences, self.agenda, self.middle, self.attendance
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.band)
        layout.addWidget(self.notice)
        layout.addWidget(self.columns, 1)

    def _connect(self) -> None:
        self.clock.timeout.connect(self._tick)
        self.notice.closed.connect(self._share_height)
        self.agenda.chosen.connect(self._choose)
        self.agenda.taken_up.connect(self._take_up)
        self.agenda.wanted.connect(self._add_item)
        self.notes.kept.connect(self._tell_discussed)
        typing_goes_on(self.agenda.list, self._notes_in_front)
        self.notes.audience_chosen.connect(lambda item, who: self._run(EditItem(item, audience=who)))
        self.opening.roles_changed.connect(self._set_roles)
        self.table.suggested.connect(self._suggest)
        self.table.removed.connect(lambda one: self._run(RemoveSuggestion(one)))
        self.attendance.noted.connect(self._note_presence)
        self.attendance.times_noted.connect(lambda who, came, left: self._run(SetTimes(who, came, left)))
        self.attendance.lunch_noted.connect(lambda who, lunch: self._run(SetLunch(who, lunch)))
        self.attendance.guest_wanted.connect(self._add_guest)
        bind = self.host.actions.bind
        bind("hold.open", lambda: self._run(OpenSession(self.meeting_id)))
        bind("hold.next", lambda: self._go(1))
        bind("hold.back", lambda: self._go(-1))
        bind("hold.pause", self._pause)
        bind("hold.project", lambda: self.project(not self._projecting))
        bind("hold.close", self._ask_to_close)
        bind("hold.add_item", self.agenda.new.begin, self)
        bind("hold.add_guest", self.attendance.guest.begin, self.attendance)
        bind("hold.sign_in", self._print_sheet)
        for act, presence in _LETTERS.items():
            bind(act, partial(self.attendance.note, presence), self.attendance.list)
        bind("hold.late", lambda: self.attendance.ask_arrival(self._hour()), self.attendance.list)
        bind("hold.leaves", lambda: self.attendance.ask_departure(self._hour()), self.attendance.list)
        bind("hold.lunch", self.attendance.toggle_lunch, self.attendance.list)

    # -- the contract of a step ----------------------------------------------------------------------------

    def show_meeting(self, meeting_id: str) -> None:
        """Show another meeting from the item under way."""
        self.writing.take()
        self.clock.start()
        self.host.want_room(True)
        if meeting_id != self.meeting_id:
            self.notes.clear()
            self._tell(None)
            self._key, self._heading, self._page = "", "", None
        super().show_meeting(meeting_id)

    def refresh(self, changes: frozenset[str]) -> None:
        """Read the session again."""
        ask = self.host.ask
        if self.meeting_id:
            ask(session_page, self.meeting_id, then=self._show, owner=self, replaces="session")
            if changes & {"*", "Attendance", "Appointment", "Person"}:
                ask(note_people, self.meeting_id, then=self._show_people, owner=self, replaces="people")

    def plain_acts(self) -> Sequence[str]:
        """Offer the projection."""
        return ("hold.project",)

    def primary_act(self) -> str:
        """Open the session, then close it."""
        if self._page is None:
            return ""
        if self._page.state is MeetingState.INVITED:
            return "hold.open"
        return "hold.close" if self._held else ""

    def thing(self) -> str:
        """Return the item that is shown, or who is chosen while the keyboard is on the attendance."""
        if someone := self.attendance.person_at_hand():
            return someone
        item = self._item(self._key)
        return item.id if item is not None else ""

    def take_focus(self) -> None:
        """Give the keyboard to the notes while the session is held, else to the agenda."""
        (self._notes_in_front() or self.agenda.list).setFocus(Qt.FocusReason.OtherFocusReason)

    def _notes_in_front(self) -> QWidget | None:
        """Return the notes where they may be written."""
        in_front = self._held and self.middle.currentWidget() is self.notes
        return self.notes.editor if in_front else None

    def leaving(self) -> None:
        """Keep what is typed; the wall is for this page alone."""
        self.notes.keep()
        self.opening.keep_now()
        self.clock.stop()
        if self._projecting:
            self.project(False)
        self.host.want_room(False)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the clock run, and take the room of the rail.

        Nothing is done on hiding: Qt also hides what it destroys when the program ends.
        """
        super().showEvent(event)
        self.clock.start()
        self.host.want_room(True)

    # -- showing -------------------------------------------------------------------------------------------

    @property
    def _held(self) -> bool:
        return self._page is not None and self._page.state is MeetingState.HELD

    def now(self) -> datetime:
        """Return the session's instant: the one that was read, and what went by since."""
        assert self._page is not None
        return self._page.now + timedelta(seconds=time.monotonic() - self._since)

    def _tick(self) -> None:
        if self._page is not None:
            now = self.now()
            self.band.tick(now)
            self.agenda.tick(elapsed_seconds(self._page.item_since, self._page.paused_at, now))

    def _show(self, page: SessionPage) -> None:
        former, self._page, self._since = self._page, page, time.monotonic()
        writable = page.state in _WRITABLE
        self.band.show_page(page)
        self.agenda.show_page(page, self._hidden())
        self._tick()
        self.opening.show_page(page)
        self.table.show_page(page, writable=writable)
        self._project_notes()
        self.notes.show_page(page, writable=writable)
        self.attendance.show_page(page)
        now = _under_way(page)
        if self._heading in ("", now):
            self._heading = ""
            self._open(now) if not self._key or not former or now != _under_way(
                former
            ) else self._show_middle()
        else:
            self._show_middle()
        self._allow(page, writable)
        self.buttons_changed.emit()

    def _tell_discussed(self, item_id: str, written: bool) -> None:
        """Tick the item of which the first word was kept, or the last one taken out."""
        item = self._item(item_id)
        begun = self._page is not None and self._page.state is not MeetingState.INVITED
        if begun and item is not None and bool(item.discussed) is not written:
            self.refresh(frozenset())

    def _show_people(self, people: tuple[NotePerson, ...]) -> None:
        self.notes.show_people(people)
        self.attendance.show_people([person.label for person in people])
        self.opening.show_people([person.label for person in people])

    def _allow(self, page: SessionPage, writable: bool) -> None:
        allow = self.host.actions.allow
        not_held = self.tr("La séance n’est pas ouverte.")
        for act in ("hold.next", "hold.back", "hold.pause", "hold.close"):
            allow(act, self._held, not_held)
        if page.at_round_table:
            allow("hold.next", False, self.tr("Tous les points sont passés."))
        allow("hold.open", page.state is MeetingState.INVITED, self.tr("Invitez d’abord."))
        over = self.tr("Le compte rendu est approuvé : plus rien ne change.")
        for act in (*_LETTERS, "hold.add_guest", "hold.late", "hold.leaves"):
            allow(act, writable, over if page.closed_at else self.tr("Invitez d’abord."))
        allow("hold.lunch", writable and page.lunch, self.tr("Aucun déjeuner n’est prévu."))
        agenda_open = page.state in (MeetingState.INVITED, MeetingState.HELD)
        allow("hold.add_item", agenda_open, self.tr("L’ordre du jour est clos."))
        self.notes.audience.setEnabled(agenda_open)

    def _open(self, key: str) -> None:
        """Choose a row and show what it stands for."""
        self._key = key
        self.agenda.list.choose(key)
        self._show_middle()

    def _choose(self, key: str) -> None:
        if key != self._key:
            self._key = key
            self._show_middle()

    def _show_middle(self) -> None:
        item = self._item(self._key)
        self.agenda.show_memory(item, visible=not self._projecting)
        if self._key in self._hidden():
            self.middle.setCurrentWidget(self.hidden_page)
        elif item is not None:
            self.notes.open_item(item)
            self.middle.setCurrentWidget(self.notes)
        else:
            self.middle.setCurrentWidget(self.table if self._key == ROUND_TABLE else self.opening)

    def _item(self, key: str) -> SessionItem | None:
        items = self._page.items if self._page else ()
        return next((item for item in items if item.id == key), None)

    # -- acts ----------------------------------------------------------------------------------------------

    def _run(self, command: object, then: Callable[[object], None] = lambda _: None) -> None:
        self.host.run(command, then=then, owner=self, quiet=True)  # type: ignore[arg-type]

    def _order(self) -> list[str]:
        items = self._page.items if self._page else ()
        return [*(item.id for item in items), ROUND_TABLE]

    def _go(self, step: int) -> None:
        """Take up the next item, or the one before; the round-table comes last.

        Counts from the item that was asked for last, even before the disk has said so.
        """
        if self._page is None:
            return
        order = self._order()
        now = self._heading or _under_way(self._page)
        at = order.index(now) if now in order else -1
        wanted = at + step
        if 0 <= wanted < len(order):
            self._take_up(order[wanted])

    def _take_up(self, key: str) -> None:
        """Bring an item forward at once, so that what is typed next is its own; then let the clock know."""
        self.columns.bring_forward(self.middle)
        if self._held and key != OPENING:
            self.notes.keep()
            self._heading = key
            command = OpenItem(self.meeting_id, None if key == ROUND_TABLE else key)
            self.host.run(command, failed=self._not_taken_up, owner=self, quiet=True)
        self._open(key)
        if key == ROUND_TABLE:
            self.table.field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.take_focus()

    def _not_taken_up(self, error: KnownError) -> None:
        self._heading = ""
        self.host.tell_error(error)

    def _hour(self) -> clock_time:
        return self.now().time().replace(second=0, microsecond=0, tzinfo=None)

    def _arrival(self) -> clock_time | None:
        """Return the minute at which somebody comes, once the opening is over."""
        begun = self._held and self._page is not None and _under_way(self._page) != OPENING
        return self._hour() if begun else None

    def _pause(self) -> None:
        if self._page is not None:
            paused = self._page.paused_at is not None
            self._run(ResumeSession(self.meeting_id) if paused else PauseSession(self.meeting_id))

    def _add_item(self, title: str) -> None:
        self.host.run(AddItem(self.meeting_id, title=title), then=self._open, owner=self)

    def _set_roles(self, chair: str, writer: str, place: str) -> None:
        self._run(SetRoles(self.meeting_id, chair, writer, place))

    def _suggest(self, text: str, organisation_id: str | None) -> None:
        self._run(AddSuggestion(self.meeting_id, text, organisation_id))

    def _note_presence(self, attendance_id: str, presence: Presence, by_whom: str, comes: bool) -> None:
        arrived = self._arrival() if comes else None
        self._run(SetPresence(attendance_id, presence, by_whom, arrived))

    def _add_guest(self, name: str, title: str) -> None:
        def added(attendance_id: object) -> None:
            self._run(SetPresence(str(attendance_id), Presence.PRESENT, arrived=self._arrival()))

        self._run(AddGuest(self.meeting_id, name, title), then=added)

    def _print_sheet(self) -> None:
        self.host.run(PrintSignInSheet(self.meeting_id), then=self._printed, owner=self)

    def _printed(self, laid: Laid) -> None:
        said = self.tr("La feuille d’émargement est prête, en Word et en PDF.")
        self._tell(folder_message(self.host, said, laid.folder))

    def _ask_to_close(self) -> None:
        """Ask once what is typed is kept: it says what was discussed."""
        self.notes.keep()
        self.host.ask(session_page, self.meeting_id, then=self._ask_of, owner=self, replaces="closing")

    def _ask_of(self, page: SessionPage) -> None:
        self._show(page)
        if self._held:
            self._tell(closing_question(page, self._close))
            self.notice.take_focus()

    def _tell(self, message: Message | None) -> None:
        """Show a message, or none; on the wall it takes the place of the clock, not that of the notes."""
        self.notice.show_message(message)
        self._share_height()

    def _share_height(self) -> None:
        self.band.setHidden(self._projecting and self.notice.message is not None)

    def _close(self) -> None:
        self.notes.keep()
        self._tell(None)
        self.project(False)
        self.host.run(CloseSession(self.meeting_id), owner=self)

    # -- on the wall ---------------------------------------------------------------------------------------

    def _hidden(self) -> frozenset[str]:
        """The items that may not be seen on the wall: those of the DGS alone, those no guest may read."""
        widest = self._before_the_wall()
        if widest is None or self._page is None:
            return frozenset()
        return frozenset(item.id for item in self._page.items if not may_read(item.audience, widest))

    def _before_the_wall(self) -> Audience | None:
        """The widest audience that sees the wall; None while nothing is projected."""
        if not self._projecting or self._page is None:
            return None
        guests = [_GUESTS[line.kind] for line in self._page.attendance if _is_guest(line.kind, line.presence)]
        return max(guests, default=Audience.EXECUTIVES)

    def project(self, on: bool) -> None:
        """Hide what is not for the wall and enlarge the rest, or come back."""
        if on == self._projecting:
            return
        self._projecting = on
        self.host.actions.action("hold.project").setChecked(on)
        self.host.stand_alone(on)
        self.columns.stand_alone(on)
        self.agenda.project(on)
        self._project_notes()
        self._share_height()
        if self._page is not None:
            self._show(self._page)

    def _project_notes(self) -> None:
        times = self.theme.tokens.projector_scale if self._projecting else 1.0
        self.wall.enlarge(times)
        self.notes.project(times, self._before_the_wall())


def _is_guest(kind: AttendeeKind, presence: Presence) -> bool:
    return kind in _GUESTS and presence in _THERE


def _under_way(page: SessionPage) -> str:
    """Return the key of the row that is under way, or was last, or comes first."""
    if page.current is not None:
        return page.current.id
    if page.at_round_table:
        return ROUND_TABLE
    if page.state is MeetingState.HELD or not page.items or page.closed_at is None:
        return OPENING
    return page.items[0].id
