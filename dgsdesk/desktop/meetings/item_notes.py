"""One item's notes under the hand: its editor, its saving, and what happens when somebody else changed it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from dgsdesk.application.minutes.notes import KeepNotes, NotedAction, NotedDecision
from dgsdesk.application.minutes.session_page import SessionItem
from dgsdesk.desktop.editor.autosave import Autosave
from dgsdesk.desktop.editor.noted import Notes
from dgsdesk.desktop.editor.notes_editor import NotesEditor
from dgsdesk.desktop.shell.host import PageHost


def notes_of(item: SessionItem) -> Notes:
    """Return an item's notes as the editor shows them."""
    decisions = tuple(NotedDecision(d.id, d.text, d.place, d.audience) for d in item.decisions)
    actions = tuple(
        NotedAction(a.id, a.text, a.owner, a.owner_id, a.due, a.place, a.audience) for a in item.actions
    )
    return Notes(item.text, decisions, actions)


def same_notes(one: Notes, other: Notes) -> bool:
    """Tell whether two notes say the same; blank ends, and actions among decisions, make no difference."""
    return _comparable(one) == _comparable(other)


def _comparable(notes: Notes) -> object:
    last = len(notes.text.blocks)

    def placed(one: NotedDecision | NotedAction) -> tuple[object, ...]:
        place = last if one.place < 0 else min(one.place, last)
        who = (one.owner, one.owner_id, one.due) if isinstance(one, NotedAction) else ()
        return (place, one.id, one.text, one.audience, *who)

    return (
        notes.text.blocks,
        [placed(one) for one in notes.decisions if one.text.strip()],
        [placed(one) for one in notes.actions if one.text.strip()],
    )


class ItemNotes(QObject):
    """Keep an editor and the item that it holds together.

    ``said(words, tone)`` is what to show of its saving, ``failed(self, error)`` why it is not saved,
    ``saved(self)`` that everything is.
    """

    said = Signal(str, str)
    failed = Signal(object, object)
    saved = Signal(object)

    def __init__(
        self, host: PageHost, item_id: str, editor: NotesEditor, initiator: Callable[[], object]
    ) -> None:
        super().__init__(editor)
        self.item_id = item_id
        self.editor = editor
        self.last_said = ("", "text_soft")
        self.autosave = Autosave(host, self._command, initiator, self)
        editor.edited.connect(self.autosave.touch)
        self.autosave.said.connect(self._say)
        self.autosave.failed.connect(lambda error: self.failed.emit(self, error))
        self.autosave.saved.connect(lambda: self.saved.emit(self))

    def show(self, item: SessionItem) -> None:
        """Show what is kept of the item, unless something typed here is not on the disk yet."""
        if self.autosave.waiting:
            return
        wanted = notes_of(item)
        if not same_notes(self.editor.notes(), wanted):
            self.editor.show_notes(wanted)

    def keep(self) -> None:
        """Send what was typed now."""
        self.autosave.flush()

    def written(self) -> bool:
        """Tell whether anything stands in the notes."""
        notes = self.editor.notes()
        return bool(notes.text.blocks or notes.decisions or notes.actions)

    def _command(self) -> KeepNotes:
        notes = self.editor.notes()
        return KeepNotes(self.item_id, notes.text, notes.decisions, notes.actions)

    def _say(self, words: str, tone: str) -> None:
        self.last_said = (words, tone)
        self.said.emit(words, tone)
