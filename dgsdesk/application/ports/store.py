"""The door to what is kept: entities by id and by field, never SQL."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from dgsdesk.application.pace import Pace
from dgsdesk.application.ports.open_format import OpenTable
from dgsdesk.application.ports.search import Finder
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import KnownError

E = TypeVar("E", bound=Entity)


class Store(Protocol):
    """The entities of one network, inside one transaction."""

    def get(self, kind: type[E], id: str, /) -> E:
        """Return the entity; raises NotFound."""

    def find(self, kind: type[E], /, **equal: object) -> list[E]:
        """Return the entities whose fields equal the values, in one statement.

        A list, tuple, set or frozenset means « one of ». Ordered by ``position`` or ``day`` where the kind
        has one, then by id, so that the same content always comes in the same order.
        """

    def newest(self, kind: type[E], by: str, most: int, /, **equal: object) -> list[E]:
        """Return at most ``most`` of the entities that `find` would, the greatest value of a field first."""

    def count(self, kind: type[E], by: str, /, **equal: object) -> dict[Any, int]:
        """Return each value of a field with the number of entities that `find` would return with it."""

    def values(self, kind: type[Entity], names: Sequence[str], /, **equal: object) -> list[tuple[Any, ...]]:
        """Return these fields of the entities that `find` would return, in its order: no entity is made."""

    def holds(self, kind: type[Entity], name: str, texts: Collection[str], /) -> bool:
        """Tell whether a text field of some entity, as it is kept, holds one of these texts to the letter.

        No text leaves the file for it: those of twenty years are a hundred megabytes.
        """

    def kept(self, kind: type[Entity], name: str, /) -> list[tuple[str, str]]:
        """Return the id and a text field of every entity, as it is kept: rich text stays JSON."""

    def add(self, entity: Entity) -> None:
        """Keep a new entity."""

    def remove(self, entity: Entity) -> None:
        """Forget an entity; the journal still knows it."""


class UnitOfWork(Store, Protocol):
    """A transaction: leaving it without ``commit`` rolls everything back."""

    def look(self) -> Store:
        """Return what only reads what stands by now, uncommitted changes included, and reads it sooner."""

    def commit(self, entry: JournalLine) -> frozenset[str]:
        """Write everything with one journal entry; return the kinds (class names) that changed."""

    def undo(self) -> JournalStep:
        """Take the last entry back; raises NotFound when there is none."""

    def redo(self) -> JournalStep:
        """Do again what was last taken back; raises NotFound when there is none."""


@dataclass(frozen=True)
class Erasure:
    """What must never come back: all that the fields of one row hold or ever held, wherever it stands.

    Rows of the ``kept`` kinds (class names) are archives, and stay as they are.
    """

    kind: str
    row_id: str
    fields: tuple[str, ...]
    kept: frozenset[str] = frozenset()


@dataclass(frozen=True)
class JournalLine:
    """What the journal says of one act: the command's name, its French label, who, when, on which laptop.

    An act with ``fold`` is put together with the one just before when that is the same command by the same
    actor on the same ``fold``; ``together`` is then the label of both. An act with an ``erasure`` can be
    neither taken back nor folded.
    """

    command: str
    label: str
    actor: str
    at: datetime
    fold: str = ""
    together: str = ""
    erasure: Erasure | None = None
    machine: str = ""


@dataclass(frozen=True)
class JournalStep:
    """What an undo or a redo changed, and the label of the act."""

    label: str
    changes: frozenset[str]


@dataclass(frozen=True)
class HistoryRow:
    """One line of the history: the act, who, when, and whether it was taken back."""

    sequence: int
    label: str
    actor: str
    at: datetime
    undone: bool


@dataclass(frozen=True)
class FieldChange:
    """One change of one field, as an act made it; ``before`` or ``after`` is None where the row was not.

    ``past`` tells that the act was shortened since: long values of that time are gone.
    """

    sequence: int
    row_id: str
    command: str
    label: str
    actor: str
    at: datetime
    before: object
    after: object
    past: bool = False


@dataclass(frozen=True)
class RowChange:
    """What an act made of one row (``kind`` is a class name).

    All fields of a row that came or went, None where it was not; else those that changed. ``cut`` are fields
    that changed too, and whose values are not told: too long, or shortened since.
    """

    kind: str
    row_id: str
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None
    cut: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PastAct:
    """One act as the journal knows it, with the first of its changes; ``more`` are not given.

    ``began`` is earlier than ``at`` when it was typing; ``fold`` names its object. ``undone`` when it
    was taken back.
    """

    sequence: int
    command: str
    label: str
    actor: str
    machine: str
    began: datetime
    at: datetime
    fold: str
    undone: bool
    changes: tuple[RowChange, ...]
    more: int = 0


@dataclass(frozen=True)
class ActsWanted:
    """Which acts are asked for: about one thing (an id), before a number, since a day, by somebody.

    ``by`` is an actor with the machine; ``passes`` looks at the label. ``besides`` are the ids of rows whose
    acts are asked for with those about the thing.
    """

    about: str = ""
    before: int | None = None
    since: date | None = None
    by: tuple[str, str] | None = None
    passes: Callable[[str], bool] | None = None
    besides: frozenset[str] = frozenset()


@dataclass(frozen=True)
class GoneRow:
    """A row that an act deleted and that was whole then; ``sequence`` is the act's."""

    sequence: int
    kind: str
    row_id: str
    values: Mapping[str, object]
    actor: str
    machine: str
    at: datetime


class Ledger(Protocol):
    """The journal as it is read."""

    def undoable(self) -> str | None:
        """Return the label of the act that an undo would take back."""

    def redoable(self) -> str | None:
        """Return the label of the act that a redo would do again."""

    def history(self, limit: int, about: str | None = None) -> list[HistoryRow]:
        """Return the newest acts first; ``about`` is the id of one thing."""

    def changes_of(self, kind: type[Entity], field: str, row_ids: Collection[str]) -> list[FieldChange]:
        """Return the changes of one field that stand, newest first; what was taken back is left out.

        Of shortened acts those alone whose values were short enough to be kept on, or emptied.
        """

    def shortened(self, kind: type[Entity], row_ids: Collection[str]) -> datetime | None:
        """Return the instant of the newest act on some rows that was shortened since, None without any."""

    def acts(self, wanted: ActsWanted, most: int) -> tuple[list[PastAct], int | None]:
        """Return the newest acts first, at most so many, and the number before which more may be found."""

    def hands(self) -> list[tuple[str, str]]:
        """Return who acted on which machine, in their order."""

    def gone(self, since: date) -> list[GoneRow]:
        """Return the things that acts deleted since a day and that stand deleted by it, newest first."""

    def changes_in(self, sequence: int) -> list[RowChange]:
        """Return all changes of one act, whole; raises NotFound("deletion_gone") when it does not stand."""

    def deletion_of(self, row_id: str) -> int | None:
        """Return the number of the newest standing act that deleted a row, None when none is kept."""

    def added_by(self, command: str) -> dict[str, set[str]]:
        """Return the ids of the rows that standing acts of one command added, by their kinds."""

    def last_images(self, row_ids: Collection[str]) -> dict[str, tuple[str, Mapping[str, object]]]:
        """Return kind and values of rows as they were when they were last deleted."""

    def reach(self) -> datetime | None:
        """Return the instant of the oldest act that undo reaches, None when it reaches them all."""


class Vault(Protocol):
    """One network's database, opened."""

    @property
    def ledger(self) -> Ledger: ...

    @property
    def finder(self) -> Finder: ...

    def unit_of_work(self) -> AbstractContextManager[UnitOfWork]: ...

    def reading(self) -> AbstractContextManager[Store]: ...

    def prove(self) -> None:
        """Look the file through when opening did not; raises StorageUnavailable("storage_damaged")."""

    def look_through(self) -> bool:
        """Do the same as long as nobody asks it to `make_way`; tell whether it is done."""

    def make_way(self) -> None:
        """Let looking through end, to be begun again; any thread may call."""

    def load(self) -> None:
        """Load what changes are written with; any thread may call."""

    def settle(self) -> None:
        """Make ready what the first change would have to wait for."""

    def compact(self, now: datetime) -> bool:
        """Fold or shorten the next old acts of the journal, a bounded number; tell whether others wait."""

    def tidy(self, now: datetime) -> bool:
        """Look, once a day and step by step, for contents that nothing names; tell whether more is to do."""

    def close(self) -> None: ...


@dataclass(frozen=True)
class BackupFile:
    """A backup: its path, when it was made (local; None when its name does not tell), why, its bytes.

    ``absent`` are the hashes of the contents that it speaks of and has not.
    """

    file: str
    at: datetime | None
    why: str
    size: int
    absent: tuple[str, ...] = ()


@dataclass(frozen=True)
class KindDifference:
    """What taking a backup's rows of one kind would add, change and remove, by id.

    ``contents`` are the hashes that the rows to be taken speak of.
    """

    kind: type[Entity]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    contents: frozenset[str]


class Past(Protocol):
    """A backup that was checked, beside the network as it is.

    ``acts_since`` are the labels of the acts done since, newest first; ``erased_since`` kind and id of what
    was erased for good since, and must not come back: `compare` is told of it; ``kept_contents`` the hashes
    of the attachments and arrivals that stand here as in the backup. ``made_at`` is local.
    ``is_present_rotten`` tells that the network's own file is damaged otherwise than in its rows: what it
    cannot say any more is left out of all that.
    """

    @property
    def is_present_rotten(self) -> bool: ...

    @property
    def store(self) -> Store: ...

    @property
    def acts_since(self) -> list[str]: ...

    @property
    def erased_since(self) -> set[tuple[str, str]]: ...

    @property
    def kept_contents(self) -> set[str]: ...

    @property
    def made_at(self) -> datetime | None: ...

    def lost_contents(self) -> list[str]:
        """Return those of the ``kept_contents`` that are gone or rotten here and whole beside the backup."""

    def compare(self, erasures: Collection[Erasure]) -> list[KindDifference]:
        """Return what differs once the backup lost what was erased since; ``store`` then is without it too.

        Raises StorageUnavailable("backup_damaged").
        """

    def bring_file(self, sha256: str) -> bool:
        """Copy a content from beside the backup where it is not whole here; tell whether it is here now."""

    def has_file(self, sha256: str) -> bool:
        """Tell whether a content is whole here or beside the backup."""


@dataclass(frozen=True)
class StorageFindings:
    """What a look through the file found: rot, lost references, files altered, a wrong index, bad backups.

    ``altered_rows`` are kind and id of what is not what was sealed; of the kind « journal » acts by their
    number, of the kind « chain » the row of adopted texts, « schema » the tables. ``unindexed`` counts what
    search says wrongly, ``untrailed`` tells the same of the history’s trail, ``unsealed`` of how the seals
    are kept; ``looked_at`` are counts: « files », « backups », « rows ».
    """

    rot: tuple[str, ...]
    lost: int
    altered_files: tuple[str, ...]
    altered_rows: tuple[tuple[str, str], ...]
    unindexed: int
    untrailed: bool
    unsealed: bool
    bad_backups: tuple[KnownError, ...]
    looked_at: dict[str, int]


@dataclass(frozen=True)
class NetworkCopied:
    """A copy of the network that was made: its file, and the names of what it speaks of and has not.

    Those were gone or rotten here already.
    """

    file: str
    absent: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drive:
    """The drive that the network lies on: on another machine, in a synchronised folder (its name), encrypted.

    ``encrypted`` is None where the machine does not say.
    """

    shared: bool
    synchronised: str
    encrypted: bool | None


@dataclass(frozen=True)
class SecondPlace:
    """Where copies go besides, every how many days, and when the last one did (local; None before it)."""

    folder: str
    every_days: int
    last: datetime | None = None


class Snapshot(Protocol):
    """The network as it was at one instant; it belongs to the thread that asked for it."""

    @property
    def store(self) -> Store:
        """Return a new look, which keeps what it reads as long as it lives."""

    def tables(self) -> Iterator[OpenTable]:
        """Give every kind with its rows as plain values."""


class Keeper(Protocol):
    """Keeps copies of the network."""

    def drive(self) -> Drive:
        """Return what the machine tells of the drive that the network lies on."""

    def before(self, why: str, now: datetime) -> None:
        """Back up before an act that changes much; raises StorageUnavailable when that cannot be."""

    def backups(self) -> list[BackupFile]:
        """Return the backups beside the network, newest first."""

    def past(self, file: str) -> AbstractContextManager[Past]:
        """Lend a backup, compared with the present; raises NotFound("no_backup"), StorageUnavailable."""

    def give_way_to(self, file: str, now: datetime) -> str:
        """Put a checked backup in the place of the network, which was closed; return where that is kept.

        ``now`` is local. Raises NotFound("no_backup"), StorageUnavailable; then everything is as it was.
        """

    def schema(self) -> int:
        """Return the version of the tables."""

    def assembled(self, folder: str) -> AbstractContextManager[Past]:
        """Lend the network that a folder of open formats holds, as a backup is lent."""

    def inspected(self, pace: Pace) -> AbstractContextManager[tuple[StorageFindings, Store]]:
        """Look through a copy of the file, its index and its backups; lend what was found, and the copy.

        Any thread may call, and acts go on meanwhile; where there is no room for a copy, they wait. Raises
        StorageUnavailable, RuleBroken("given_up").
        """

    def mend(self, found: StorageFindings, pace: Pace) -> bool:
        """Make anew what is derived of sound rows and was found wrong; tell whether that could be done.

        Any thread may call; acts wait. Raises StorageUnavailable.
        """

    def at_opening(self, now: datetime) -> None:
        """Begin to back up when something changed since the last time, while acts go on.

        A failure is remembered, not raised.
        """

    def finish(self, *, packed: bool = True) -> None:
        """Wait until the backup that is under way is done; any thread may call.

        Unless it is to be ``packed``, a large one stays plain till the next time: it is as good.
        """

    def copy_to(self, folder: str, pace: Pace | None = None) -> NetworkCopied:
        """Copy the network and its attachments, packed and verified. Any thread may call.

        Raises StorageUnavailable, RuleBroken("given_up").
        """

    def snapshot(self, pace: Pace) -> AbstractContextManager[Snapshot]:
        """Lend the network as it is now, to be read beside the acts that go on; any thread may call.

        Raises StorageUnavailable, RuleBroken("given_up").
        """

    def second(self) -> SecondPlace | None:
        """Return where copies go besides; nothing before it was chosen."""

    def choose_second(self, second: SecondPlace) -> None:
        """Keep where copies go besides; raises StorageUnavailable."""

    def reaches_second(self) -> bool:
        """Tell whether the place of the copies can be reached now."""

    def copy_to_second(self, name: str, now: datetime, pace: Pace | None = None) -> NetworkCopied:
        """Copy the network there, in a folder of that name. Any thread may call.

        Raises NotFound("second_absent"), StorageUnavailable, RuleBroken("given_up").
        """

    def last(self) -> datetime | None:
        """Return the local instant of the newest backup."""

    def failure(self) -> KnownError | None:
        """Return what kept the last backup that was due from being made; nothing when it was made."""

    def place(self) -> str:
        """Return the path of the network's file."""


class Files(Protocol):
    """The attachments beside the database, kept once by content."""

    def put(self, content: bytes) -> str:
        """Keep the content and return its SHA-256 in hexadecimal."""

    def put_all(self, contents: Iterable[bytes]) -> list[str]:
        """Keep many contents, sooner than one after the other; return their SHA-256."""

    def has(self, sha256: str) -> bool:
        """Tell whether a content is still there."""

    def is_whole(self, sha256: str, size: int) -> bool:
        """Tell whether a content is still there and as long as it was; a small one is read too."""

    def get(self, sha256: str) -> bytes:
        """Return the content; raises NotFound, or StorageUnavailable when it no longer matches its hash."""
