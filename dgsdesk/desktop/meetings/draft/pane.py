"""The step « Rédiger »: the minutes item by item, written here or taken back from Word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dgsdesk.application.meeting.steps import Step
from dgsdesk.application.minutes.notes import NotePerson, note_people
from dgsdesk.application.minutes.session_page import SessionPage, present_words, session_page
from dgsdesk.desktop.components.bounds import bound
from dgsdesk.desktop.components.drop_zone import DropTarget
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.editor.acts import Writing
from dgsdesk.desktop.editor.table_editor import TableEditor
from dgsdesk.desktop.editor.toolbar import EditorToolbar
from dgsdesk.desktop.meetings.draft.item import DraftItem
from dgsdesk.desktop.meetings.draft.returning import Returning
from dgsdesk.desktop.meetings.draft.unplaced_panel import UnplacedPanel
from dgsdesk.desktop.meetings.draft.writing_room import MEASURE, TIMES, WritingRoom
from dgsdesk.desktop.meetings.step import StepPane
from dgsdesk.desktop.shell.chosen_file import ask_file
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.finding import Search
from dgsdesk.domain.meeting import MeetingState
from dgsdesk.domain.wording import join_and, plural

if TYPE_CHECKING:
    from dgsdesk.desktop.meetings.draft.history_panel import HistoryPanel
    from dgsdesk.desktop.shell.runner import Pieces

_AHEAD = (MeetingState.PLANNED, MeetingState.INVITED, MeetingState.POSTPONED)
_WRITABLE = (MeetingState.HELD, MeetingState.DRAFTING, MeetingState.CIRCULATED)


_WIDTH = 860

SPARE = 12
"""Items made in advance: as many as a long agenda has."""


class DraftPane(StepPane):
    """One scroll: who was there, what waits for a place, then each item with its notes."""

    step = Step.DRAFT
    kinds = frozenset(
        (
            *("Meeting", "AgendaItem", "MinutesEntry", "Decision", "Action", "Attendance", "Person"),
            *("Unplaced", "MinutesConflict"),
        )
    )

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self._page: SessionPage | None = None
        self._people: tuple[NotePerson, ...] = ()
        self._items: dict[str, DraftItem] = {}
        self._spare: list[DraftItem] = []
        self._making: Pieces | None = None
        self._spot: tuple[str, Sequence[str]] | None = None
        drops = DropTarget(self.theme, self, self._describe_drop, self._takes)
        drops.dropped.connect(lambda files: self.examine(files[0]))
        self.writing = Writing(host, self)
        self.writing.finding.replace_everywhere = self._replace_everywhere
        self.toolbar = EditorToolbar(self.theme, host.actions, self.writing)
        self.facts = TextLabel(self.theme, "", "small", "text_soft", elide=True)
        self.notice = InlineMessage(self.theme, closable=True)
        self.notice.hide()
        self.shut = InlineMessage(self.theme)
        self.shut.hide()
        self.present = TextLabel(self.theme, "", "small", "text_soft", wrap=True)
        self.unplaced = UnplacedPanel(self.theme)
        self.returning = Returning(host, self, lambda: self.meeting_id)
        self.returning.previewing.connect(self._show_preview)
        self.returning.nothing.connect(self._say_nothing_new)
        self.returning.conflicts.writes.connect(self._follow)
        self.room = WritingRoom(host)
        self.room.setParent(self)
        self.room.left.connect(self._leave_room)
        self._column = QVBoxLayout()
        self._lay_out()
        host.actions.bind("draft.alone", self._write_alone)
        host.actions.bind("draft.word", self._open_in_word)
        host.actions.bind("draft.print", self._print)
        host.actions.bind("draft.take_back", self._choose_file)
        host.actions.bind("draft.history", self._toggle_history)
        host.actions.bind("draft.circulate", lambda: self.step_wanted.emit(Step.REVIEW))
        self.unplaced.placed.connect(self._place)
        self.unplaced.observed.connect(self._observe)
        self.unplaced.dropped.connect(self._drop)

    def _lay_out(self) -> None:
        bar = Panel(self.theme, "surface", "b")
        tools = QHBoxLayout(bar)
        margin = self.theme.space("xl")
        tools.setContentsMargins(margin, self.theme.space("xs"), margin, self.theme.space("xs"))
        tools.setSpacing(self.theme.space("l"))
        tools.addWidget(self.toolbar)
        tools.addWidget(self.facts, 1, Qt.AlignmentFlag.AlignRight)
        paper = Panel(self.theme, "surface")
        self._inner = inner = QHBoxLayout(paper)
        inner.setContentsMargins(margin, self.theme.space("m"), margin, margin)
        self._column.setSpacing(self.theme.space("m"))
        self._before = QWidget()
        before = QVBoxLayout(self._before)
        before.setContentsMargins(0, 0, 0, 0)
        before.setSpacing(self.theme.space("m"))
        for part in (self.returning.conflicts, self.unplaced, self.shut, self.present):
            before.addWidget(part)
        self._column.addWidget(self._before)
        self._column.addStretch(1)
        self._holder = QWidget()
        self._holder.setLayout(self._column)
        bound(self.theme, self._holder, _WIDTH)
        inner.addStretch(1)
        inner.addWidget(self._holder, 10)
        inner.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(paper)
        self.area.verticalScrollBar().rangeChanged.connect(lambda *_: self._show_caret())
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self.notice)
        layout.addWidget(self.writing.bars)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.returning.panel, 1)

    @cached_property
    def history(self) -> HistoryPanel:
        """The versions side by side, made when they are first compared."""
        from dgsdesk.desktop.meetings.draft.history_panel import HistoryPanel

        panel = HistoryPanel(self.host)
        panel.back.clicked.connect(self._toggle_history)
        self._layout.addWidget(panel, 1)
        return panel

    def _hide_history(self) -> None:
        if "history" in vars(self):
            self.history.hide()

    # -- the contract of a step ------------------------------------------------------------------------------

    def show_meeting(self, meeting_id: str) -> None:
        """Show another meeting, after keeping what is being typed in this one."""
        if meeting_id != self.meeting_id:
            self.leaving()
            self._forget_items()
            self._spot = None
            self.notice.hide()
            self.returning.put_away()
            self._show_text_again()
        self.writing.take()
        super().show_meeting(meeting_id)

    def go_to(self, at: str, words: Sequence[str]) -> None:
        """Bring an item into sight, the first of the words selected where its text says it."""
        item = self._items.get(at)
        are_made = not self._holder.isHidden()
        self._spot = None if are_made else (at, words)
        if item is None or not are_made:
            return
        self._show_text_again()
        self.area.ensureWidgetVisible(item, 0, self.theme.space("xl"))
        found = (item.editor.document().find(word) for word in words)
        spot = next((cursor for cursor in found if not cursor.isNull()), None)
        item.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if spot is not None:
            item.editor.setTextCursor(spot)
            item.editor.show_caret()

    def refresh(self, changes: frozenset[str]) -> None:
        """Read the items again; what is being typed stays."""
        del changes
        self.host.ask(note_people, self.meeting_id, then=self._know, owner=self, replaces="people")
        self.returning.refresh()
        self.host.ask(session_page, self.meeting_id, then=self._show, owner=self, replaces="page")

    def plain_acts(self) -> Sequence[str]:
        """Return what stands beside the filled button."""
        if not self._writable() or self._page is None:
            return ()
        still_ours = self._page.state is not MeetingState.CIRCULATED
        return ("draft.word", "draft.take_back") if still_ours else ("draft.word",)

    def primary_act(self) -> str:
        """Return the act that moves on."""
        reads_a_file = not self.returning.panel.isHidden()
        return "draft.circulate" if self.is_acting and self._writable() and not reads_a_file else ""

    def thing(self) -> str:
        """Return the item that is being written."""
        focus = QApplication.focusWidget()
        return next((key for key, one in self._items.items() if focus and one.isAncestorOf(focus)), "")

    def take_focus(self) -> None:
        """Give the keyboard to what waits for a place, else to the first item without text, or the first."""
        if not self.unplaced.isHidden():
            self.unplaced.take_focus()
            return
        if not self.shut.isHidden():
            self.shut.take_focus()
            return
        items = list(self._items.values())
        wanted = next((item for item in items if item.is_empty), items[0] if items else None)
        if wanted is not None:
            wanted.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def leaving(self) -> None:
        """Keep what is being typed."""
        for item in self._items.values():
            item.notes.keep()

    # -- showing ---------------------------------------------------------------------------------------------

    def _writable(self) -> bool:
        return self.may_write and self._page is not None and self._page.state in _WRITABLE

    def _know(self, people: tuple[NotePerson, ...]) -> None:
        self._people = people
        if self._page is not None:
            for item in self._items.values():
                item.editor.know(self._page.day, people, self._page.next_day)

    def _show(self, page: SessionPage) -> None:
        self._page = page
        self.toolbar.setVisible(self._writable())
        self._say_whether_too_soon(page.state)
        self._show_items(page)
        self.present.show_text(present_words(page))
        self.unplaced.show_page(page)
        self._show_facts()
        allow = self.host.actions.allow
        closed = self.tr("Le compte rendu ne s’écrit qu’après la séance et avant l’approbation.")
        for act in ("draft.alone", "draft.word"):
            allow(act, self._writable(), closed)
        sent = self.tr(
            "Le projet est parti\u00a0: ce qui revient s’importe à l’étape «\u00a0Faire relire\u00a0»."
        )
        circulates = page.state is MeetingState.CIRCULATED
        allow("draft.take_back", self._writable() and not circulates, sent if circulates else closed)
        allow("draft.print", page.state in _WRITABLE, closed)
        allow("draft.circulate", self._writable(), closed)
        self.buttons_changed.emit()

    def _say_whether_too_soon(self, state: MeetingState) -> None:
        """Tell who came before the meeting where to go; the keyboard stands on no other act."""
        too_soon = self.may_write and state in _AHEAD
        if too_soon == (not self.shut.isHidden()):
            return
        told = Message(
            self.tr("Le compte rendu s’écrit après la séance."),
            remedy=self.tr("Notez ce qui s’y dit à l’étape «\u00a0Tenir\u00a0»\u00a0: c’est le premier jet."),
            tone="info",
            button=self.tr("Aller à «\u00a0Tenir\u00a0»"),
            act=lambda: self.step_wanted.emit(Step.HOLD),
        )
        self.shut.show_message(told if too_soon else None)
        if too_soon:
            self.shut.take_focus()

    def _show_items(self, page: SessionPage) -> None:
        """Fill the items, made anew for another agenda but for those whose words are not on the disk yet."""
        if [item.id for item in page.items] == list(self._items):
            for item in page.items:
                self._items[item.id].show_item(item, writable=self._writable())
            return
        focused = self._holder.isAncestorOf(self.focusWidget() or self)
        known = {row.id: self._items[row.id] for row in page.items if row.id in self._items}
        typed = {item_id: item for item_id, item in known.items() if item.notes.autosave.waiting}
        hand = self.thing()
        self._inner.activate()  # or how wide the column will be is not known yet
        self._holder.hide()
        self._forget_items(typed)
        self._making = self.host.in_pieces(self._make_items(page, focused, hand), owner=self)

    def make_part(self) -> bool:
        """Make an item for the first agenda that is shown."""
        if self._items or len(self._spare) >= SPARE:
            return False
        if not self._spare:
            self.writing.spelling.refresh()  # reads the dictionary
        item = DraftItem(self.host, self.own_page, self._holder)
        item.hide()
        self._spare.append(item)
        return True

    def _make_items(self, page: SessionPage, focused: bool, hand: str) -> Iterator[None]:
        """Make the items out of sight: each one shown in a visible column has all of it laid out again."""
        margins = self._column.contentsMargins()
        width = self._holder.width() - margins.left() - margins.right()
        for row in page.items:
            item = self._place_again(row.id) or self._make_item(page, row.id, width)
            item.show_item(row, writable=self._writable())
            yield
        self._holder.show()
        self._show_facts()
        if focused and hand in self._items:
            self._items[hand].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        elif focused:
            self.take_focus()
        if self._spot is not None:
            self.go_to(*self._spot)

    def _place_again(self, item_id: str) -> DraftItem | None:
        """Move an item with what is typed in it to its place in another agenda; the last is below."""
        item = self._items.pop(item_id, None)
        if item is not None:
            self._items[item_id] = item
            self._column.insertWidget(self._column.count() - 1, item)
        return item

    def _make_item(self, page: SessionPage, item_id: str, width: int) -> DraftItem:
        item = self._spare.pop(0) if self._spare else DraftItem(self.host, self.own_page, self._holder)
        item.expect_width(width)
        item.show()
        item.show_alone(self._is_alone, TIMES)
        item.notes.saved.connect(lambda _: self._show_facts())
        item.notes.said.connect(lambda *_: self._say_in_room())
        item.editor.entered.connect(self._say_in_room)
        item.editor.know(page.day, self._people, page.next_day)
        self._follow(item.editor)
        self._items[item_id] = item
        self._column.insertWidget(self._column.count() - 1, item)
        return item

    def _follow(self, editor: TableEditor) -> None:
        """Let the toolbar and the acts of writing serve an editor."""
        self.writing.follow(editor)
        self.toolbar.follow(editor)

    def _show_facts(self) -> None:
        """Say how much is written, and which items have nothing yet, once all are made."""
        if self._holder.isHidden():
            return
        count = sum(item.editor.words() for item in self._items.values())
        words = plural(count, "mot", "mots")
        empty = [item.number for item in self._items.values() if item.is_empty]
        missing = self.tr(" · sans texte\u00a0: {}").format(join_and(empty)) if empty else ""
        self.facts.show_text(words + missing)
        self._say_in_room()

    # -- the text alone --------------------------------------------------------------------------------------

    @property
    def _is_alone(self) -> bool:
        return self.room.isAncestorOf(self.area)

    def _write_alone(self) -> None:
        """Show the text alone in the whole screen, or all again."""
        if self._is_alone or not self._items:
            self.host.stand_bare(None)
            return
        written = self.writing.editor  # the keyboard wanders while widgets change places
        self._show_text_again()
        self.room.take_in(self.writing.bars, self.area)
        self._stand_in_room(True)  # out of sight: each item that changes would have all of them laid out
        self.room.open()
        self._focus_again(written)
        self._say_in_room()

    def _leave_room(self) -> None:
        """Put the text back between what stands around it."""
        if not self._is_alone:
            return
        written = self.writing.editor
        at = self._layout.indexOf(self.notice) + 1
        self._layout.insertWidget(at, self.writing.bars)
        self._layout.insertWidget(at + 1, self.area, 1)
        self._stand_in_room(False)
        # Once the page stands in the window: a stack that loses a widget meanwhile shows a third one with it.
        QTimer.singleShot(0, self, lambda: self._put_room_away(written))

    def _put_room_away(self, written: TableEditor | None) -> None:
        if not self._is_alone:
            self.room.setParent(self)
        self._focus_again(written)

    def _stand_in_room(self, alone: bool) -> None:
        """Leave out what is no text, and give the lines the length that is read best."""
        margin = self.theme.space("xl")
        below = self.window().height() // 3 if alone else margin  # the last line is not written at the edge
        self._inner.setContentsMargins(margin, 2 * margin if alone else self.theme.space("m"), margin, below)
        self._before.setVisible(not alone)
        for item in self._items.values():
            item.show_alone(alone, TIMES)
        letters = self.theme.metrics("body").averageCharWidth() * MEASURE * TIMES
        bound(self.theme, self._holder, round(letters * 100 / self.theme.text_scale) if alone else _WIDTH)
        self.host.actions.action("draft.alone").setChecked(alone)

    def _focus_again(self, written: TableEditor | None) -> None:
        """Let the keyboard stay in the text where it was; another page that came meanwhile keeps it."""
        if not self.area.isVisible():
            return
        if written is None or written not in self.writing.editors or not self._holder.isAncestorOf(written):
            self.take_focus()
            return
        written.under_hand().setFocus(Qt.FocusReason.OtherFocusReason)
        written.show_caret()

    def _show_caret(self) -> None:
        """Keep what is written in sight while lines get their length in the room."""
        if self._is_alone and self.writing.editor is not None and self.area.isVisible():
            self.writing.editor.show_caret()

    def _say_in_room(self) -> None:
        """Say in the quiet line which item is written, and whether it is kept."""
        if not self._is_alone:
            return
        item = self._items.get(self.thing())
        if item is not None:
            self.room.say(item.title.text(), self.facts.text(), item.notes.last_said)

    def _forget_items(self, but: Mapping[str, DraftItem] = MappingProxyType({})) -> None:
        if self._making is not None:
            self._making.cancel()
        for item_id in self._items.keys() - but.keys():
            item = self._items[item_id]
            item.notes.autosave.flush()  # into an item that was removed: its words are given back
            item.hide()
            item.deleteLater()
        self._items = dict(but)

    def _toggle_history(self) -> None:
        """Compare versions in the place of the text, or go back to it."""
        if not self.history.isHidden():  # it is made hidden
            self._show_text_again()
            self.take_focus()
            return
        self.leaving()
        self.returning.put_away()
        self.area.hide()
        self.history.show_history(self.meeting_id, writable=self._writable())

    def _show_text_again(self) -> None:
        self._hide_history()
        self.area.show()

    def _replace_everywhere(self, search: Search, by: str) -> None:
        """Replace in every text as one act, that the window takes back."""
        from dgsdesk.application.minutes.replacing import ReplaceWords

        self.leaving()
        done = self.writing.find_bar.show_replaced
        self.host.run(ReplaceWords(self.meeting_id, search, by), then=done, owner=self)

    # -- what waits for a place ------------------------------------------------------------------------------

    def _place(self, unplaced_id: str, item_id: str, place: int) -> None:
        from dgsdesk.application.returned.unplaced import PlaceUnplaced

        self.host.run(PlaceUnplaced(unplaced_id, item_id, place), owner=self)

    def _observe(self, unplaced_id: str) -> None:
        from dgsdesk.application.returned.unplaced import ObserveUnplaced

        self.host.run(ObserveUnplaced(unplaced_id), owner=self)

    def _drop(self, unplaced_id: str) -> None:
        from dgsdesk.application.returned.unplaced import DropUnplaced

        self.host.run(DropUnplaced(unplaced_id), owner=self)

    # -- Word ------------------------------------------------------------------------------------------------

    def _open_in_word(self) -> None:
        from dgsdesk.application.review.circulation import LayDraft

        self.leaving()
        self.host.run(LayDraft(self.meeting_id), then=self.host.open_path, owner=self)

    def _print(self) -> None:
        """Lay the draft as a PDF and open it: the reader of the system prints it."""
        from dgsdesk.application.review.circulation import PrintDraft

        self.leaving()
        self.host.run(PrintDraft(self.meeting_id), then=self.host.open_path, owner=self)

    def _choose_file(self) -> None:
        path = ask_file(
            self.host.preferences,
            self,
            self.tr("Reprendre le compte rendu écrit dans Word"),
            self.tr("Documents Word (*.docx)"),
        )
        if path is not None:
            self.examine(str(path))

    def examine(self, path: str) -> None:
        """Show what a file would change, before anything does."""
        self.leaving()
        self.returning.examine(path)

    def _show_preview(self, on: bool) -> None:
        """Let the preview of a file stand where the text stands."""
        self._hide_history()
        self.area.setVisible(not on)
        self.buttons_changed.emit()

    def _say_nothing_new(self, name: str) -> None:
        self.notice.show_message(
            Message(self.tr("«\u00a0{}\u00a0» ne change rien au texte.").format(name), tone="info")
        )
        self.notice.show()

    def _takes(self, files: Sequence[str]) -> bool:
        """Take one Word file while the minutes may be written; all else is for the window."""
        return self._writable() and len(files) == 1 and files[0].lower().endswith(".docx")

    def _describe_drop(self, files: Sequence[str]) -> tuple[str, str]:
        del files
        return (
            self.tr("Lâchez pour relire ce fichier Word"),
            self.tr("Vous verrez ce qu’il change au texte avant votre accord."),
        )
