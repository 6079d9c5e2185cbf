"""The editor of notes: « ! » makes a decision, « @ » and a date in words make an action, shown at once.

Each turn into a block is one step that Ctrl+Z takes back; the same words are never turned twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QWidget

from dgsdesk.application.minutes.notes import NotedAction, NotedDecision, NotePerson
from dgsdesk.desktop.editor.codec import document_blocks
from dgsdesk.desktop.editor.curtain import Curtain
from dgsdesk.desktop.editor.formats import LINE_BREAK, NOTED, BlockFacts, Kind, facts_of, kind_of
from dgsdesk.desktop.editor.noted import Notes, fresh_id, read_action, read_notes, write_notes, write_words
from dgsdesk.desktop.editor.people_completer import PeopleCompleter, typed_name
from dgsdesk.desktop.editor.table_editor import TableEditor
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.note_parsing import DECISION_MARK, PERSON_MARK, Surroundings, action_in
from dgsdesk.domain.richtext import RichText

_KEEP = QTextCursor.MoveMode.KeepAnchor
_POPUP_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


@lru_cache(maxsize=2)
def _surroundings(day: date, people: tuple[NotePerson, ...], next_meeting: date | None) -> Surroundings:
    """Return what lines are read by; the items of one meeting share it."""
    labels = tuple(dict.fromkeys(person.label for person in people))
    spoken = {word: person.label for person in reversed(people) for word in person.spoken}
    return Surroundings(day, labels, spoken, next_meeting)


class NotesEditor(TableEditor):
    """Edit the notes of one item: text, decisions and actions in one document.

    ``made(noted)`` tells that a line was turned into a decision or an action; the next Ctrl+Z takes it back.
    """

    made = Signal(object)

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        style: str = "body",
        grows: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._day = date.min
        self._people: Mapping[str, str | None] = {}
        self._around = Surroundings(date.min)
        self._notes = Notes()
        self._turned: set[str] = set()
        super().__init__(theme, name, style=style, grows=grows, parent=parent)
        self.curtain = Curtain(self)
        self.completer_of_people = PeopleCompleter(theme, self)
        self.completer_of_people.chosen.connect(self._complete)

    # -- the notes -----------------------------------------------------------------------------------------

    def know(self, day: date, people: Sequence[NotePerson], next_meeting: date | None = None) -> None:
        """Take the meeting's day, the people who may be named, the day of the next meeting."""
        self._people = {person.label: person.person_id for person in people}
        self.completer_of_people.show_people(people)
        around = _surroundings(day, tuple(people), next_meeting)
        if around != self._around:
            self._day, self._around = day, around
            self.highlighter.around = around
            self.look_again()

    def show_notes(self, notes: Notes) -> None:
        """Show notes; the caret stays near its place, what could be undone is forgotten."""
        place = self.textCursor().position()
        with self.showing():
            write_notes(self.document(), notes)
        self._notes = notes
        cursor = self.textCursor()
        cursor.setPosition(min(place, max(0, self.document().characterCount() - 1)))
        self.setTextCursor(cursor)
        self.document().setModified(False)
        self._was_modified = False

    def notes(self) -> Notes:
        """Return the notes: the very ones that were shown while nothing was changed."""
        self.settle()
        if not self.document().isModified():
            return self._notes
        return read_notes(self.reading, self._day, self._people)

    def text(self) -> RichText:
        """Return the text without what was decided and promised."""
        return self.notes().text

    def words(self) -> int:
        """Return how many words the text has."""
        self.settle()
        return sum(read.words for read in self.reading.of_blocks() if read.kind not in NOTED)

    def says_nothing(self) -> bool:
        """Tell whether nothing is written, looking no further than the first thing that is."""
        self.settle()
        blocks = document_blocks(self.document())
        return not any(kind_of(block) in NOTED or block.text().strip() for block in blocks)

    def copyable(self) -> str:
        """Return everything as plain text, decisions and actions at their places."""
        self.settle()
        lines = []
        for block in document_blocks(self.document()):
            mark = {Kind.DECISION: "Décision\u00a0: ", Kind.ACTION: "Action\u00a0: "}.get(kind_of(block), "")
            lines.append(mark + block.text().replace(LINE_BREAK, "\n"))
        return "\n".join(lines).strip()

    # -- typing --------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the list of people have its keys."""
        if self.completer_of_people.is_open and event.key() in _POPUP_KEYS:
            event.ignore()
            return
        super().keyPressEvent(event)
        if self.completer_of_people.is_open and not event.text():
            self._offer_people()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Look at the paragraph that is left, as if it had been ended."""
        super().focusOutEvent(event)
        for_good = event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.MenuBarFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        )
        if for_good and not self.isReadOnly():
            self.line_broken(self.textCursor().block(), only_with_date=True)

    def type_character(self, char: str) -> None:
        """Type; « ! » and a blank or a letter at the start of a paragraph make it a decision."""
        starts = self.before_caret() == DECISION_MARK and kind_of(self.textCursor().block()) is Kind.PARAGRAPH
        super().type_character(char)
        if starts and (char == " " or char.isalnum()):
            self._begin_decision(keep=0 if char == " " else 1)
        self._offer_people()

    def _offer_people(self) -> None:
        in_notes = kind_of(self.textCursor().block()) is not Kind.DECISION
        typed = typed_name(self.before_caret()) if in_notes else None
        self.completer_of_people.offer(typed, self.cursorRect())

    def _complete(self, label: str) -> None:
        typed = typed_name(self.before_caret())
        if typed is None:
            return
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.Left, _KEEP, len(typed))
        cursor.insertText(f"{label} ")
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def _begin_decision(self, keep: int) -> None:
        """Turn the paragraph under the caret; its mark goes, ``keep`` characters before the caret stay."""
        cursor = self.textCursor()
        stays = (
            cursor.block().text()[cursor.positionInBlock() - keep : cursor.positionInBlock()] if keep else ""
        )
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, _KEEP)
        cursor.insertText(stays)
        level = facts_of(cursor.block()).audience
        cursor.setBlockFormat(BlockFacts(Kind.DECISION, noted_id=fresh_id(), audience=level).format())
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def line_broken(self, block: QTextBlock, *, only_with_date: bool = False) -> None:
        """Turn a paragraph that is ended into what it says, once."""
        words = block.text().strip()
        if kind_of(block) is not Kind.PARAGRAPH or not words or words in self._turned:
            return
        if words.startswith(DECISION_MARK) and words.strip("!\u00a0\u202f "):
            self._turned.add(words)
            self._turn_for_good(block, NotedDecision(fresh_id(), words.lstrip("!\u00a0\u202f ")))
            return
        action = action_in(words, self._around)
        if action is not None and not (only_with_date and PERSON_MARK in words and action.due is None):
            self._turned.add(words)
            owner_id = self._people.get(action.owner)
            noted = NotedAction(fresh_id(), action.text, action.owner, owner_id, action.due)
            self._turn_for_good(block, noted)

    def _turn_for_good(self, block: QTextBlock, noted: NotedDecision | NotedAction) -> None:
        self._turn(block, noted)
        self.made.emit(noted)

    def _turn(self, block: QTextBlock, noted: NotedDecision | NotedAction) -> None:
        """Write a paragraph anew as a decision or an action, in one step."""
        kind = Kind.DECISION if isinstance(noted, NotedDecision) else Kind.ACTION
        cursor = QTextCursor(block)
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, _KEEP)
        cursor.removeSelectedText()
        level = facts_of(block).audience
        cursor.setBlockFormat(BlockFacts(kind, noted_id=noted.id, audience=level).format())
        write_words(cursor, noted)
        if not block.next().isValid():
            cursor.insertBlock(BlockFacts().format(), QTextCharFormat())
        cursor.endEditBlock()
        self.highlighter.rehighlightBlock(block)
        self.show_caret()

    # -- what the toolbar does -----------------------------------------------------------------------------

    def make_decision(self) -> None:
        """Make the paragraph a decision, or a paragraph again."""
        block = self.textCursor().block()
        if kind_of(block) is Kind.DECISION:
            self.reshape(lambda _: BlockFacts())
            return
        words = self._plain_words(block)
        self._turn(block, NotedDecision(fresh_id(), words))
        self._stay_in(block)

    def make_action(self) -> None:
        """Make the paragraph an action with the person and the date it names, or a paragraph again."""
        block = self.textCursor().block()
        if kind_of(block) is Kind.ACTION:
            self._turn_back(block)
            return
        words = self._plain_words(block)
        found = action_in(words, self._around)
        noted = NotedAction(fresh_id(), found.text if found else words)
        if found is not None:
            owner_id = self._people.get(found.owner)
            noted = NotedAction(noted.id, found.text, found.owner, owner_id, found.due)
        self._turn(block, noted)
        self._stay_in(block)

    def _plain_words(self, block: QTextBlock) -> str:
        if kind_of(block) is Kind.ACTION:
            return read_action(block, "", 0, self._day, self._people).text
        return block.text().lstrip("!\u00a0\u202f ").strip()

    def _turn_back(self, block: QTextBlock) -> None:
        self._turned.add(block.text().strip())
        self.reshape(lambda _: BlockFacts())

    def _stay_in(self, block: QTextBlock) -> None:
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
