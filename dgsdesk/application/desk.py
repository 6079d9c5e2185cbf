"""The desk: the one door through which the window, the command line and the tests act and ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from threading import Event
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from dgsdesk.application.command import HANDLERS, Act, BackupFirst, Command, Outcome, label_of
from dgsdesk.application.ports.keys import Keyring
from dgsdesk.application.ports.machine import Clock, Ids, Opener
from dgsdesk.application.ports.office import Office, OutFile
from dgsdesk.application.ports.reference import Reference
from dgsdesk.application.ports.spelling import Lexicon
from dgsdesk.application.ports.store import Files, HistoryRow, JournalLine, Keeper, Store, Vault
from dgsdesk.application.rooms import load_rooms
from dgsdesk.application.view import Proofs
from dgsdesk.application.view import View as View  # queries name it from here
from dgsdesk.domain.errors import KnownError, NotFound, RuleBroken
from dgsdesk.domain.network import Network
from dgsdesk.domain.rota.assignment import Solve

if TYPE_CHECKING:
    from dgsdesk.application.mailing.message_as_left import MessageAsLeft
    from dgsdesk.application.paper import PaperSource, PrintedPaper
    from dgsdesk.application.ports.press import Press

R = TypeVar("R")
P = ParamSpec("P")


class Desk:
    """Runs commands, answers queries, undoes and redoes; never more than one thing at a time."""

    def __init__(
        self,
        vault: Vault,
        clock: Clock,
        ids: Ids,
        reference: Reference,
        files: Files,
        office: Office,
        solve: Solve,
        keeper: Keeper,
        lexicon: Lexicon,
        opener: Opener,
        keyring: Keyring,
        actor: str = "",
        machine: str = "",
        owes_backup: bool = False,
    ) -> None:
        self.vault = vault
        self.clock = clock
        self.ids = ids
        self.reference = reference
        self.files = files
        self.office = office
        self.solve = solve
        self.keeper = keeper
        self.lexicon = lexicon
        self.opener = opener
        self.keyring = keyring
        self.actor = actor
        self.machine = machine
        self._owes_backup = owes_backup
        self._backed_up_on: date | None = None
        self._proofs = Proofs()
        self._keeps_its_zone = False
        self._stopping = Event()

    def settle(self) -> None:
        """Do what can wait until the first page stands: look a large file through, begin its backup, load.

        The first act does it when it comes sooner. In a program left open it is done again each day. In a
        damaged file nothing is written or backed up: raises StorageUnavailable("storage_damaged").
        """
        self.vault.prove()
        if self._owes_backup and self._backed_up_on != self.clock.today():
            self._backed_up_on = self.clock.today()
            self.keeper.at_opening(self._local_now())
        self.vault.settle()

    def look_through(self) -> bool:
        """Look a large file through, which `settle` does else, as long as nobody asks it to `make_way`.

        Tell whether it is done. Raises StorageUnavailable("storage_damaged").
        """
        return self.vault.look_through()

    def make_way(self) -> None:
        """Let `look_through` end, to be begun again; any thread may call."""
        self.vault.make_way()

    def load(self) -> None:
        """Load what the first act needs; any thread may call."""
        self.vault.load()

    def compact(self) -> bool:
        """Make the old part of the journal smaller, then look for contents that nothing names any more.

        One short step; tell whether there is more to do.
        """
        now = self.clock.now()
        return self.vault.compact(now) or self.vault.tidy(now)

    def finish_backup(self) -> None:
        """Wait until the backup that is under way is done; any thread may call."""
        self.keeper.finish()

    def _local_now(self) -> datetime:
        return self.clock.now().replace(tzinfo=None)

    def run(self, command: Command[R]) -> Outcome[R]:
        """Carry a command out in one transaction with one journal entry; raises the known errors."""
        self.settle()
        if command.backs_up:
            self.keeper.before(command.backs_up, self._local_now())
        self._stopping.clear()
        try:
            return self._carry_out(command, backed_up=bool(command.backs_up))
        except BackupFirst as wanted:
            self.keeper.before(wanted.why, self._local_now())
            return self._carry_out(command, backed_up=True)

    def _carry_out(self, command: Command[R], *, backed_up: bool) -> Outcome[R]:
        handler = HANDLERS[type(command)]
        laid: list[str] = []
        try:
            with self.vault.unit_of_work() as work:
                act = Act(self._view(work), self.ids, self.actor, laid=laid, backed_up=backed_up)
                value = handler.function(act, command)
                label = label_of(command, handler, act.facts)
                about, together = act.folding or ("", "")
                line = JournalLine(
                    *(type(command).__name__, label, self.actor, self.clock.now()),
                    *(about, together, act.erasing, self.machine),
                )
                changes = self._noted(work.commit(line))
        except BaseException:
            self.office.take_away(laid)
            raise
        return Outcome(value, changes, label)

    def messages_of(self, command: Command[Any]) -> list[MessageAsLeft]:
        """Return the messages that a command would lay, read back from their own bytes; nothing is changed.

        The act is carried out and given up, so that what is shown is what leaves. Raises its known errors.
        """
        self.settle()
        files: list[OutFile] = []
        with self.vault.unit_of_work() as work:
            act = Act(self._view(work), self.ids, self.actor, rehearsed=files)
            HANDLERS[type(command)].function(act, command)
        return [self.office.read_draft(file.content) for file in files if file.name.endswith(".eml")]

    def papers_of(self, sources: Sequence[PaperSource]) -> list[PrintedPaper]:
        """Return the papers that acts would lay and queries give, in their order; nothing is changed or laid.

        A source that is refused gives none; when none gives any, its known error is raised. Of papers with
        one title, those of the first source that gives some are kept.
        """
        from dgsdesk.application.paper import DrawnFirst

        found: list[PrintedPaper] = []
        refused: KnownError | None = None
        for source in sources:
            try:
                if isinstance(source, DrawnFirst):
                    source = source.make()
                given = self._laid_by(source) if isinstance(source, Command) else self.ask(source)
                titles = {paper.title for paper in found}
                found += [paper for paper in given if paper.title not in titles]
            except KnownError as error:
                refused = refused or error
        if refused is not None and not found:
            raise refused
        return found

    def _laid_by(self, command: Command[Any]) -> list[PrintedPaper]:
        from dgsdesk.application.paper import rehearsing

        self.settle()
        files: list[OutFile] = []
        with self.vault.unit_of_work() as work:
            view, office = rehearsing(self._view(work))
            HANDLERS[type(command)].function(Act(view, self.ids, self.actor, rehearsed=files), command)
        return office.papers(files)

    @property
    def press(self) -> Press:
        """Return what prints documents and reads their pages; any thread may use it."""
        return self.office

    def rehearse(
        self,
        command: Command[Any],
        query: Callable[Concatenate[View, P], R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[R, R]:
        """Return what a query would read before and after a command, and change nothing."""
        self.settle()
        self._stopping.clear()
        with self.vault.unit_of_work() as work:
            before = query(self._view(work.look()), *args, **kwargs)
            act = Act(self._view(work), self.ids, self.actor, rehearsed=[])
            HANDLERS[type(command)].function(act, command)
            return before, query(self._view(work.look()), *args, **kwargs)

    def stop(self) -> None:
        """Let what is being computed end as soon as it can; nothing is changed then. From any thread."""
        self._stopping.set()

    def _halt(self) -> None:
        if self._stopping.is_set():
            raise RuleBroken("stopped")

    def ask(self, query: Callable[Concatenate[View, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return the rows that a query reads."""
        with self.vault.reading() as store:
            return query(self._view(store), *args, **kwargs)

    def _keep_to_zone(self, store: Store) -> None:
        """Let the clock tell the network's own hours: in Tahiti half of our day is the day before."""
        self._keeps_its_zone = True
        try:
            networks = store.find(Network)
        except Exception:  # rot may break any reader in its own way; who needs the network says so
            return
        for network in networks:
            self.clock.keep_to(network.time_zone)

    def _noted(self, changes: frozenset[str]) -> frozenset[str]:
        """Let the clock follow a network that came or changed; return the changes."""
        if Network.__name__ in changes:
            self._keeps_its_zone = False
        return changes

    def _view(self, store: Store) -> View:
        if not self._keeps_its_zone:
            self._keep_to_zone(store)
        return View(
            store,
            self.clock,
            self.reference,
            self.files,
            self.office,
            self.keeper,
            self.vault.ledger,
            self.solve,
            self.lexicon,
            self.vault.finder,
            self.keyring,
            self._proofs,
            self._halt,
        )

    def undo(self) -> Outcome[None]:
        """Take the last act back; raises NotFound("nothing_to_undo")."""
        self.settle()
        with self.vault.unit_of_work() as work:
            step = work.undo()
        return Outcome(None, self._noted(step.changes), step.label)

    def redo(self) -> Outcome[None]:
        """Do again the act last taken back; raises NotFound("nothing_to_redo")."""
        self.settle()
        with self.vault.unit_of_work() as work:
            step = work.redo()
        return Outcome(None, self._noted(step.changes), step.label)

    def undoable(self) -> str | None:
        """Return the label of the act that an undo would take back."""
        return self.vault.ledger.undoable()

    def redoable(self) -> str | None:
        """Return the label of the act that a redo would do again."""
        return self.vault.ledger.redoable()

    def history(self, limit: int = 200, about: str | None = None) -> list[HistoryRow]:
        """Return the newest acts first."""
        return self.vault.ledger.history(limit, about)

    def network(self) -> Network:
        """Return the network's row; raises NotFound before the first start is done."""
        network = self.ask(View.network)
        if network is None:
            raise NotFound("no_network")
        return network

    def close(self) -> None:
        """Close the database once the backup under way is done; a large one is packed another time."""
        self.keeper.finish(packed=False)
        self.vault.close()

    def give_way_to(self, backup: str) -> str:
        """Close, and put a backup in the network's place; return where the former file is kept.

        Raises NotFound("no_backup"), StorageUnavailable; then the file is as it was.
        """
        self.close()
        return self.keeper.give_way_to(backup, self._local_now())


def every_command() -> list[type[Command[Any]]]:
    """Return all commands that have a handler, by name; this imports every room."""
    load_rooms()
    return sorted(HANDLERS, key=lambda kind: kind.__name__)
