"""Which network is open: one's own, the example, or another; one at a time, in the database worker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal

from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.shell.errors import Errors
from dgsdesk.desktop.shell.runner import Runner
from dgsdesk.desktop.shell.session import Session
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.wording import date_long, hour, plural

if TYPE_CHECKING:
    from dgsdesk.application.command import Command

Opener = Callable[..., Session]
Example = Callable[[], Opener]
Heal = Callable[[], object]


@dataclass(frozen=True)
class KnownCopy:
    """A copy that was made before: what opens it, where it lies, its day, its last change (local).

    ``others`` lie beside it and were changed earlier.
    """

    opener: Opener
    where: str
    made: date
    changed: datetime
    others: int = 0


class Elsewhere(Protocol):
    """Where a network can be written that cannot be where it lies; both are called in the worker."""

    def copy(self) -> tuple[Opener, str]:
        """Copy it; return what opens the copy, and where it lies."""
        ...

    def known(self) -> KnownCopy | None:
        """Return the copy that was changed last, None when there is none yet."""
        ...


_HEALED = frozenset({"storage_damaged", "storage_mixed", "storage_instructed"})
"""What keeps a network from being opened and its last good backup heals."""

_COPIED = frozenset({"storage_read_only", "storage_unwritable"})
"""What a copy in another place helps against."""


class Networks(QObject):
    """``opened(session)`` when one is open, ``left()`` before it makes room for another.

    ``shut(error)`` when one could not be opened, for a window that has a page for it (``has_door``).
    ``refused()`` when one could not be opened, before it is told.
    ``exploring_changed()`` when the example was entered or left. ``example`` prepares the example network in
    the worker, in a place of its own, and returns what opens it.
    """

    opened = Signal(object)
    left = Signal()
    told = Signal(Message)
    shut = Signal(object)
    refused = Signal()
    exploring_changed = Signal()

    def __init__(
        self,
        runner: Runner,
        errors: Errors,
        example: Example | None,
        has_door: bool = False,
    ) -> None:
        super().__init__()
        self._runner = runner
        self._errors = errors
        self._example = example
        self._has_door = has_door
        self.exploring = False
        self._own: Opener | None = None
        self._heal: Heal | None = None
        self._elsewhere: Elsewhere | None = None
        self._opener: Opener | None = None
        # Touched by the worker alone.
        self._live: Session | None = None

    def start(self, own: Opener, heal: Heal | None = None, elsewhere: Elsewhere | None = None) -> None:
        """Open the network that the window was started with.

        ``heal`` puts its last good backup in its place, in the worker, when it is damaged; ``elsewhere``
        copies it when it cannot be written where it lies.
        """
        self._own, self._heal, self._elsewhere = own, heal, elsewhere
        self._open(own)

    def reopen(self, opener: Opener) -> None:
        """Close the network that is open and open another (another network, a restored backup)."""
        self.left.emit()
        self._runner.database(self._close_in_worker, failed=self._not_opened)
        self._open(opener)

    def leave_damaged(self, error: KnownError) -> None:
        """Close the network in which damage was found once it stood open, and offer what heals it."""
        self.left.emit()
        self._runner.database(self._close_in_worker, failed=self._errors.report)
        self._not_opened(error, self._opener)

    def give_way(self, backup: str, first: Sequence[Command[Any]]) -> None:
        """Put a backup in the place of the open network, whose file is damaged, and open it.

        The ``first`` acts are done in it before anybody sees it. What cannot be put there leaves the network
        open as it was.
        """
        opener = self._opener
        if opener is None:
            return
        self.left.emit()

        def work() -> str:
            live, self._live = self._live, None
            assert live is not None, "a backup is chosen in an open network"
            return live.give_way_to(backup)

        healed, failed = partial(self._given_way, opener, first), partial(self._not_given_way, opener)
        self._runner.database(work, healed, failed, self)

    def _given_way(self, opener: Opener, first: Sequence[Command[Any]], aside: str) -> None:
        self._open(opener, first)
        what = self.tr("La sauvegarde a pris la place du fichier abîmé.")
        kept = self.tr("Celui-ci est gardé : « {} ».").format(aside)
        self._tell_once_open(Message(what, remedy=kept, tone="info"))

    def _not_given_way(self, opener: Opener, error: Exception) -> None:
        self._open(opener)
        self._runner.database(lambda: None, lambda _: self._not_opened(error), self._not_opened, self)

    def unlock(self, passphrase: str) -> None:
        """Open what the window was started with by a passphrase, which its opener then takes."""
        if self._own is not None:
            self._open(partial(self._own, passphrase))

    def close(self) -> None:
        """Close what is open, after all that was asked of it."""
        self._runner.database(self._close_in_worker, failed=self._errors.report)

    # -- the example -----------------------------------------------------------------------------------------

    @property
    def has_example(self) -> bool:
        """Say whether there is an example to explore."""
        return self._example is not None

    def _set_exploring(self, exploring: bool) -> None:
        self.exploring = exploring
        self.exploring_changed.emit()

    def explore_example(self) -> None:
        """Prepare the example network behind the page in front, then open it in the place of this one."""
        if self._example is None:
            return
        what = self.tr("L’exemple se prépare…")
        self.told.emit(Message(what, remedy=self.tr("Votre réseau reste comme il est."), tone="info"))
        self._runner.database(self._example, self._explore, self._not_opened, self)

    def _explore(self, opener: Opener) -> None:
        self.reopen(opener)
        self._set_exploring(True)

    def go_back_to_own(self) -> None:
        """Leave the example for the network that the window was started with."""
        if self._own is not None:
            self.reopen(self._own)
            self._set_exploring(False)

    # -- in the worker ---------------------------------------------------------------------------------------

    def _open(self, opener: Opener, first: Sequence[Command[Any]] = ()) -> None:
        self._opener = opener

        def work() -> Session:
            self._live = live = opener()
            for command in first:
                live.run(command)
            return live

        self._runner.database(work, self.opened.emit, partial(self._not_opened, opener=opener), self)

    def _close_in_worker(self) -> None:
        live, self._live = self._live, None
        if live is not None:
            live.close()

    def _not_opened(self, error: Exception, opener: Opener | None = None) -> None:
        """Say why nothing is open, and offer to open again what a person can put right.

        One's own network alone is healed: the backups are its own.
        """
        if not isinstance(error, KnownError):
            self._errors.report(error)
            return
        if self._has_door:
            self.shut.emit(error)
            return
        self.refused.emit()
        said = self._errors.message(error)
        own = self._own if opener is self._own else None
        if own is not None and error.code in _HEALED and self._heal is not None:
            heal = partial(self._put_back, self._heal, own)
            said = replace(said, button=self.tr("Reprendre la dernière bonne sauvegarde"), act=heal)
        elif own is not None and error.code in _COPIED and self._elsewhere is not None:
            offer = partial(self._offer_copies, said, self._elsewhere)
            self._runner.database(self._elsewhere.known, offer, self._not_opened, self)
            return
        elif opener is not None:
            said = replace(said, button=self.tr("Réessayer"), act=partial(self._open, opener))
        self.told.emit(said)

    def _offer_copies(self, said: Message, elsewhere: Elsewhere, known: KnownCopy | None) -> None:
        """Offer the copy that somebody went on with before, first; a new one does not touch it."""
        anew = partial(self._runner.database, elsewhere.copy, self._open_copy, self._not_opened, self)
        if known is None:
            remedy = self.tr(
                "Une copie du réseau sur ce poste peut s’ouvrir\u202f; l’original reste tel quel."
            )
            self.told.emit(replace(said, remedy=remedy, button=self.tr("Ouvrir une copie"), act=anew))
            return
        again = partial(self._open_copy, (known.opener, known.where))
        button, other = self.tr("Rouvrir cette copie"), self.tr("En faire une autre")
        told = replace(said, remedy=self._about(known), button=button, act=again, other=other, other_act=anew)
        self.told.emit(told)

    def _about(self, known: KnownCopy) -> str:
        """Say which copy is there: its day, its last change, its place, and those beside it."""
        made, day = date_long(known.made), date_long(known.changed.date())
        changed = f"{day} à {hour(known.changed.time())}"
        said = self.tr("Vous avez déjà une copie du {}, modifiée le {}\u00a0: «\u00a0{}\u00a0».")
        beside = self.tr(" À côté\u00a0: {}.").format(
            plural(known.others, "copie plus ancienne", "copies plus anciennes")
        )
        return said.format(made, changed, known.where) + (beside if known.others else "")

    def _open_copy(self, copied: tuple[Opener, str]) -> None:
        """Open the copy of a network, and say where it lies once it stands open."""
        opener, where = copied
        self._open(opener)
        what = self.tr("Vous travaillez dans une copie\u00a0: «\u00a0{}\u00a0».").format(where)
        remedy = self.tr("L’original ne change pas\u202f; ce que vous écrivez ici n’y revient pas tout seul.")
        self._tell_once_open(Message(what, remedy=remedy, tone="info"))

    def _tell_once_open(self, told: Message) -> None:
        """Say something once what is being opened stands open."""
        self._runner.database(lambda: None, lambda _: self.told.emit(told), self._not_opened, self)

    def _put_back(self, heal: Heal, opener: Opener) -> None:
        """Put the last good backup in the place of what cannot be opened, then open it."""
        self._runner.database(heal, lambda _: self._open(opener), self._not_opened, self)
