"""A use case: a frozen command and its handler; nothing is changed in any other way.

A module of this floor declares ``class AddGreyZone(Command[str])`` as a frozen dataclass and its handler with
``@handles(AddGreyZone, "Zone grise « {title} » ajoutée")``. The label is the act in the past, for the status
bar, the undo toast and the history; its braces take the command's fields and what ``act.tell`` adds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any, ClassVar, Generic, TypeVar

from dgsdesk.application.ports.keys import Keyring
from dgsdesk.application.ports.machine import Clock, Ids
from dgsdesk.application.ports.office import Office, OutFile
from dgsdesk.application.ports.reference import Reference
from dgsdesk.application.ports.store import Erasure, Files, Store
from dgsdesk.application.view import View
from dgsdesk.domain.rota.assignment import Halt, Solve

_LINE_ENDS = re.compile(r"[ \t]*[\r\n]+\s*")  # a status bar has one line; no-break spaces stay

R = TypeVar("R", covariant=True)
C = TypeVar("C", bound="Command[Any]")


class Command(Generic[R]):
    """Base of all commands; ``R`` is what the handler returns.

    A command with ``backs_up`` has the network backed up under that reason before it begins.
    """

    backs_up: ClassVar[str] = ""


@dataclass(frozen=True)
class Outcome(Generic[R]):
    """What an act returned, the kinds of things that it changed, and its label."""

    value: R
    changes: frozenset[str]
    label: str


class BackupFirst(Exception):
    """Asks for a backup outside of the transaction, before the act is begun again."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass
class Act:
    """What a handler works with: all that a query reads from, fresh ids, facts for the label."""

    view: View
    ids: Ids
    actor: str
    facts: dict[str, object] = field(default_factory=dict)
    laid: list[str] = field(default_factory=list)
    folding: tuple[str, str] | None = None
    erasing: Erasure | None = None
    rehearsed: list[OutFile] | None = None
    backed_up: bool = False

    @property
    def store(self) -> Store:
        return self.view.store

    @property
    def clock(self) -> Clock:
        return self.view.clock

    @property
    def reference(self) -> Reference:
        return self.view.reference

    @property
    def files(self) -> Files:
        return self.view.files

    @property
    def office(self) -> Office:
        return self.view.office

    @property
    def keyring(self) -> Keyring:
        return self.view.keyring

    @property
    def solve(self) -> Solve:
        return self.view.solve

    @property
    def halt(self) -> Halt:
        return self.view.halt

    @property
    def today(self) -> date:
        return self.clock.today()

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def new_id(self) -> str:
        return self.ids.new()

    def lay(self, folder: str, files: list[OutFile]) -> list[str]:
        """Write files for the user; those that are new are taken away again when the act fails after all.

        An act that is only rehearsed (``Desk.messages_of``) keeps them in ``rehearsed``.
        """
        if self.rehearsed is not None:
            self.rehearsed += files
            return [f"{folder}/{file.name}" for file in files]
        return self.office.lay(folder, files, self.laid)

    def tell(self, **facts: object) -> None:
        """Add facts that the label's braces ask for."""
        self.facts.update(facts)

    def fold(self, about: str, label: str) -> None:
        """Let this act and the same one on the same thing a moment later be one in the journal.

        ``label`` names the two together. For typing, which comes in pieces; every piece is on the disk.
        """
        self.folding = (about, label)

    def back_up_first(self, why: str) -> None:
        """Have the network backed up before this act when it was not; to be called before any change.

        For an act that only finds on its way that it changes much; it is begun again after the backup.
        """
        if not self.backed_up and self.rehearsed is None:
            raise BackupFirst(why)

    def erase(self, erasure: Erasure) -> None:
        """Erase for good: out of every table and the whole journal; the act cannot be taken back."""
        self.erasing = erasure


@dataclass(frozen=True)
class Handler:
    """How one kind of command is carried out."""

    label: str
    function: Callable[[Act, Any], Any]


HANDLERS: dict[type[Command[Any]], Handler] = {}


def handles(command: type[C], label: str) -> Callable[[Callable[[Act, C], Any]], Callable[[Act, C], Any]]:
    """Register the decorated function as the handler of a command."""

    def register(function: Callable[[Act, C], Any]) -> Callable[[Act, C], Any]:
        assert command not in HANDLERS, f"{command.__name__} has a handler already"
        HANDLERS[command] = Handler(label, function)
        return function

    return register


def label_of(command: Command[Any], handler: Handler, facts: dict[str, object]) -> str:
    """Return the label with its braces filled, on one line of at most 120 characters."""
    values = {f.name: getattr(command, f.name) for f in fields(command)}  # type: ignore[arg-type]
    label = _LINE_ENDS.sub(" ", handler.label.format(**(values | facts))).strip()
    return label if len(label) <= 120 else label[:119] + "…"
