"""The one-page certificate of tacit approval: who was sent what and when, the rule, the result, the hash."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from dgsdesk.application.document import (
    Document,
    DocumentKind,
    Fact,
    KeyValueTable,
    Part,
    SignatureBlock,
    StatusBox,
    Title,
    Tone,
)
from dgsdesk.application.documents.minutes import PaperHead
from dgsdesk.application.documents.resolutions import STATE_WORDS, ResolutionRow
from dgsdesk.application.documents.stationery import headed_document
from dgsdesk.application.review.express_approval import SeatRow
from dgsdesk.domain.minutes import ObservationState
from dgsdesk.domain.richtext import paragraph
from dgsdesk.domain.wording import NBSP, capitalised, date_full, date_long, hour, join_and, plural


@dataclass(frozen=True)
class CirculationRow:
    """One sending of a draft: its version, the rule in words, and to whom it went."""

    version: int
    sentence: str
    recipients: tuple[str, ...]
    sha256: str


@dataclass(frozen=True)
class CertificateRow:
    """What the certificate states."""

    circle: str
    day: date
    circulations: tuple[CirculationRow, ...]
    observations: tuple[ResolutionRow, ...]
    approved_on: date
    confirmed_at: datetime
    version: int
    sha256: str
    tacit: bool = True
    seats: tuple[SeatRow, ...] = ()
    reminders: tuple[date, ...] = ()

    @property
    def title(self) -> str:
        """Name the certificate after what it proves."""
        return "Certificat d’approbation tacite" if self.tacit else "Certificat d’approbation"


def certificate_document(row: CertificateRow, head: PaperHead, signature: SignatureBlock) -> Document:
    """Compose the certificate, on one page as long as the network is of ordinary size."""
    subtitle = f"Compte rendu de la réunion du {date_full(row.day)} – {row.circle}"
    return headed_document(
        head,
        DocumentKind.CERTIFICATE,
        Title(row.title, subtitle),
        _body(row, signature),
        name=f"{row.title} – réunion du {date_long(row.day)}",
        footer=f"Certificat d’approbation – réunion du {date_long(row.day)}",
        identifier=head.identifier,
        identity=head.identity,
    )


def _body(row: CertificateRow, signature: SignatureBlock) -> Iterator[Part]:
    yield StatusBox(
        f"Compte rendu approuvé le {date_full(row.approved_on)} à 0{NBSP}h", (result(row),), Tone.SETTLED
    )
    yield KeyValueTable(tuple(_facts(row)), ruled=True, caption="Preuve de l’approbation")
    yield paragraph(
        "L’empreinte permet de vérifier qu’un texte est, au caractère près, celui qui a été approuvé.",
        "small",
    )
    yield signature


def result(row: CertificateRow) -> str:
    """Say in one sentence why the silence counts."""
    if not row.observations:
        return "Aucune observation n’a été reçue pendant le délai."
    timely = sum(not one.late for one in row.observations)
    late = len(row.observations) - timely
    within = [_settled(timely)] if timely else ["aucune observation reçue dans le délai"]
    beyond = [f"et {plural(late, 'observation reçue', 'observations reçues')} hors délai"] if late else []
    return f"{capitalised(', '.join(within + beyond))}."


def _settled(count: int) -> str:
    received = plural(count, "observation reçue", "observations reçues")
    return f"{received} dans le délai, {'traitée' if count == 1 else 'toutes traitées'}"


def _facts(row: CertificateRow) -> Iterator[Fact]:
    for circulation in row.circulations:
        people = plural(len(circulation.recipients), "destinataire", "destinataires")
        yield Fact(
            f"Projet, version {circulation.version}",
            f"{capitalised(circulation.sentence)}.\nAdressé à {people}{NBSP}: "
            f"{', '.join(circulation.recipients)}.",
        )
    if row.reminders:
        yield Fact("Rappels", join_and([date_full(day) for day in row.reminders]))
    yield from _express(row)
    yield Fact("Observations", "\n".join(map(_observation, row.observations)) or "Aucune")
    moment = f"{date_full(row.confirmed_at.date())} à {hour(row.confirmed_at.time())}"
    yield Fact("Constat", f"Approbation constatée le {moment}")
    yield Fact("Texte approuvé", f"Version {row.version}\nEmpreinte SHA-256{NBSP}: {grouped(row.sha256)}")


def _express(row: CertificateRow) -> Iterator[Fact]:
    """Who approved in so many words, and when; the silence of the others is what the rule counts."""
    given = [seat for seat in row.seats if seat.approved_on is not None]
    if given:
        who = [f"{seat.seat} (le {date_long(seat.approved_on)})" for seat in given if seat.approved_on]
        yield Fact("Approbations expresses", f"{len(given)} sur {len(row.seats)}{NBSP}: {', '.join(who)}")


def grouped(sha256: str) -> str:
    """Write a hash in groups of eight, which break at the end of a line and are easy to compare."""
    return " ".join(sha256[place : place + 8] for place in range(0, len(sha256), 8))


def _observation(row: ResolutionRow) -> str:
    """One short line: the certificate proves, the table of resolutions explains."""
    state = "restée sans suite" if row.state is ObservationState.OPEN else STATE_WORDS[row.state].lower()
    late = ", hors délai" if row.late else ""
    place = f", point {row.place}" if row.place else ""
    days = dict.fromkeys(date_long(day) for _, day, _ in row.askers)
    received = f"reçue le {join_and(list(days))}{late}"
    return f"Nº{NBSP}{row.number}, {row.authors}{place}, {received}{NBSP}: {state}"
