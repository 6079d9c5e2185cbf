"""Values in French that say the same whoever tells of them: the history, a dossier, a conflict."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from dgsdesk.application.action.acts import STATE_WORDS as ACTION_WORDS
from dgsdesk.application.action.roadmap import STATE_WORDS as REQUEST_WORDS
from dgsdesk.application.agenda.lines import REFERRAL_WORDS
from dgsdesk.application.agenda.template import PART_WORDS
from dgsdesk.application.arrival.page import STATE_WORDS as ARRIVAL_WORDS
from dgsdesk.application.circle.words import CADENCE_CHOICES, HOST_CHOICES, WRITER_CHOICES
from dgsdesk.application.directory.page import STATUS_WORDS
from dgsdesk.application.documents.grey_zones import STATE_WORDS as ZONE_WORDS
from dgsdesk.application.grey_zone.competence import HOLDING_WORDS
from dgsdesk.application.grey_zone.page import KIND_WORDS
from dgsdesk.application.invitation.attendance import ANSWER_WORDS
from dgsdesk.application.mailing.words import SENDING_WORDS
from dgsdesk.application.meeting.page import STATE_WORDS as MEETING_WORDS
from dgsdesk.application.membership import TITLES
from dgsdesk.application.minutes.holding import PRESENCE_WORDS
from dgsdesk.application.privacy.terms import KIND_WORDS as RETENTION_WORDS
from dgsdesk.application.review.rows import STATE_WORDS as OBSERVATION_WORDS
from dgsdesk.application.review.rows import WAY_WORDS
from dgsdesk.application.rota.page import STATE_WORDS as TURN_WORDS
from dgsdesk.application.subjects.page import SPHERE_WORDS
from dgsdesk.application.subjects.page import STATE_WORDS as SUBJECT_WORDS
from dgsdesk.domain.audience import AUDIENCE_WORDS
from dgsdesk.domain.grey_zone import Holder
from dgsdesk.domain.meeting import AttendeeKind
from dgsdesk.domain.minutes import UnplacedFate
from dgsdesk.domain.network import Civility
from dgsdesk.domain.wording import date_long, hour

_ENUMS: tuple[Mapping[Any, str], ...] = (
    *(ANSWER_WORDS, PRESENCE_WORDS, MEETING_WORDS, ACTION_WORDS, OBSERVATION_WORDS, SUBJECT_WORDS),
    *(AUDIENCE_WORDS, REFERRAL_WORDS, PART_WORDS, HOLDING_WORDS, KIND_WORDS, TITLES, SENDING_WORDS),
    *(WAY_WORDS, TURN_WORDS, SPHERE_WORDS, REQUEST_WORDS, ZONE_WORDS, ARRIVAL_WORDS, STATUS_WORDS),
    *(CADENCE_CHOICES, HOST_CHOICES, WRITER_CHOICES),
    {kind: words.title for kind, words in RETENTION_WORDS.items()},
    {
        Holder.UNKNOWN: "à demander",
        Holder.COMMUNE: "la commune",
        Holder.EPCI: "l’intercommunalité",
        Holder.SHARED: "partagé",
    },
    {Civility.MADAM: "Madame", Civility.SIR: "Monsieur", Civility.UNKNOWN: "non précisée"},
    {
        AttendeeKind.MEMBER: "membre",
        AttendeeKind.GUEST: "invité",
        AttendeeKind.ELECTED_GUEST: "élu invité",
    },
    {
        UnplacedFate.WAITING: "en attente",
        UnplacedFate.PLACED: "rattaché",
        UnplacedFate.OBSERVED: "devenu observation",
        UnplacedFate.SET_ASIDE: "écarté",
    },
)

NOTHING = "rien"
"""How a value that is not there is said."""


def plain_words(value: object) -> str | None:
    """Say a state, a day, an hour, a yes or nothing at all; None for texts, lists and numbers."""
    if isinstance(value, Enum):
        same = [words for words in _ENUMS if type(next(iter(words))) is type(value)]
        return same[0][value] if same else str(value.value)
    match value:
        case None | "" | ():
            return NOTHING
        case bool():
            return "oui" if value else "non"
        case datetime():
            return f"{date_long(value.date())} à {hour(value.time())}"
        case date():
            return date_long(value)
        case time():
            return hour(value)
    return None
