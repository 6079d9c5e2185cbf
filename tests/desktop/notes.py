"""A session kept in memory and two pages, to test the shell without a database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from dgsdesk.application.command import Command, Outcome
from dgsdesk.desktop.components.rows import Row, RowsModel
from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.page import Page, PageEntry, Place
from dgsdesk.desktop.shell.session import Surroundings
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.domain.errors import NotFound


@dataclass(frozen=True)
class AddNote(Command[str]):
    """Add a note."""

    text: str


def added(text: str) -> str:
    """Return how the act is called."""
    return f"Note « {text} » ajoutée"


@dataclass
class MemorySession:
    """Notes in a list, with undo."""

    notes: list[str] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)
    settled: bool = False
    closed: bool = False

    def run(self, command: Any) -> Outcome[Any]:
        if not command.text:
            raise NotFound("gone")
        if command.text == "bug":
            raise RuntimeError("a secret name")
        self.notes.append(command.text)
        return Outcome(command.text, frozenset({"note"}), added(command.text))

    def ask(self, query: Callable[..., Any], *args: Any) -> Any:
        return query(self, *args)

    def undo(self) -> Outcome[None]:
        self.undone.append(self.notes.pop())
        return Outcome(None, frozenset({"note"}), added(self.undone[-1]))

    def redo(self) -> Outcome[None]:
        self.notes.append(self.undone.pop())
        return Outcome(None, frozenset({"note"}), added(self.notes[-1]))

    def undoable(self) -> str | None:
        return added(self.notes[-1]) if self.notes else None

    def redoable(self) -> str | None:
        return "Note" if self.undone else None

    def look_through(self) -> bool:
        return True

    def make_way(self) -> None:
        """Nothing is looked through."""

    def load(self) -> None:
        """Nothing is loaded."""

    def settle(self) -> None:
        self.settled = True

    def finish_backup(self) -> None:
        """Nothing is under way."""

    def compact(self) -> bool:
        return False

    def close(self) -> None:
        self.closed = True


def all_notes(session: MemorySession) -> list[str]:
    return list(session.notes)


def around(session: MemorySession) -> Surroundings:
    return Surroundings(
        "notes", "Clisson Sèvre et Maine Agglo", "16 communes", "", "", (("notes", len(session.notes)),)
    )


class NotesPage(Page):
    """A list of notes and a field."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self.refreshed: list[frozenset[str]] = []
        self.subjects: list[object] = []
        self.model: RowsModel[str] = RowsModel(Row, lambda note: note, self)
        self.field = QLineEdit()
        self.field.setAccessibleName("Note")
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        host.actions.bind("notes.add", self.add)

    def refresh(self, changes: frozenset[str]) -> None:
        self.refreshed.append(changes)
        self.host.ask(all_notes, then=self.model.replace, owner=self, replaces="notes")

    def shown(self, subject: object | None) -> None:
        self.subjects.append(subject)

    def take_focus(self) -> None:
        self.field.setFocus()

    def add(self) -> None:
        self.host.run(AddNote(self.field.text()), owner=self)


NOTES = PageEntry(
    "notes",
    "Notes",
    "nav.subjects",
    1,
    NotesPage,
    frozenset({"note"}),
    actions=(
        ActionSpec("notes.add", "Ajouter une note", "act.add", "Ctrl+N", Menu.EDIT, "notes", Scope.PAGE),
    ),
)


def note_from_anywhere(host: PageHost) -> None:
    host.actions.bind("notes.quick", lambda: host.run(AddNote("vite")))


OTHER = PageEntry(
    "other",
    "Autre",
    "nav.report",
    2,
    Page,
    frozenset({"other"}),
    actions=(ActionSpec("notes.quick", "Noter vite", "act.note_subject", "F8"),),
    prepare=note_from_anywhere,
)
LAST = PageEntry("arrivals", "Arrivées", "nav.arrivals", 10, Page, place=Place.BELOW_LINE)


def notes_page(shell: Shell) -> NotesPage:
    page = shell.page("notes")
    assert isinstance(page, NotesPage)
    return page


def add_note(shell: Shell, text: str) -> NotesPage:
    page = notes_page(shell)
    page.field.setText(text)
    page.field.setModified(False)
    shell.actions.trigger("notes.add")
    return page
