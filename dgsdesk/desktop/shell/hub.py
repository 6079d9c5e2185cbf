"""The hub: who must look again, after what changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QObject, Signal

EVERYTHING: frozenset[str] = frozenset({"*"})
Listener = Callable[[frozenset[str]], None]


@dataclass(frozen=True, slots=True)
class _Subscription:
    owner: QObject
    kinds: frozenset[str]
    listener: Listener


class Hub(QObject):
    """Tell each listener of the kinds of things that it shows, except the one who made the change.

    ``words_left`` are those that somebody typed for a thing that is gone: (name of the field, text) each.
    """

    words_left = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._subscriptions: list[_Subscription] = []

    def subscribe(self, owner: QObject, listener: Listener, kinds: frozenset[str] = EVERYTHING) -> None:
        """Call ``listener(changes)`` whenever one of ``kinds`` changed, as long as ``owner`` lives."""
        self._subscriptions.append(_Subscription(owner, kinds, listener))

    def unsubscribe(self, owner: QObject) -> None:
        """Forget what ``owner`` listens to."""
        self._subscriptions = [s for s in self._subscriptions if s.owner is not owner]

    def changed(self, changes: frozenset[str], initiator: object = None) -> None:
        """Say that these kinds of things changed; ``initiator`` knows already and is not told."""
        if not changes:
            return
        self._subscriptions = [s for s in self._subscriptions if shiboken6.isValid(s.owner)]
        for subscription in tuple(self._subscriptions):
            if subscription.owner is not initiator and touches(subscription.kinds, changes):
                subscription.listener(changes)


def touches(kinds: frozenset[str], changes: frozenset[str]) -> bool:
    """Say whether a screen that shows ``kinds`` must look again after ``changes``."""
    return "*" in kinds or "*" in changes or not kinds.isdisjoint(changes)
