"""How kinds and states of arrivals are shown."""

from __future__ import annotations

from dgsdesk.application.arrival.content import ArrivalKind
from dgsdesk.application.arrival.page import STATE_WORDS
from dgsdesk.desktop.components.badge import BadgeSpec
from dgsdesk.domain.arrival import ArrivalState

ICONS = {
    ArrivalKind.CALENDAR: "calendar-days",
    ArrivalKind.MESSAGE: "mail",
    ArrivalKind.DOCUMENT: "file-text",
    ArrivalKind.CONTACTS: "contact-round",
    ArrivalKind.TABLE: "list-checks",
    ArrivalKind.ARCHIVE: "archive",
    ArrivalKind.DOSSIER: "folder-open",
    ArrivalKind.TEXT: "file-text",
    ArrivalKind.OTHER: "circle-help",
}

BADGES = {
    ArrivalState.WAITING: BadgeSpec("warn", "clock", STATE_WORDS[ArrivalState.WAITING]),
    ArrivalState.FILED: BadgeSpec("ok", "check", STATE_WORDS[ArrivalState.FILED]),
    ArrivalState.SET_ASIDE: BadgeSpec("neutral", "archive", STATE_WORDS[ArrivalState.SET_ASIDE]),
}
LISTS = frozenset({ArrivalKind.TABLE, ArrivalKind.CONTACTS})
"""The kinds whose people may be taken in the directory."""
