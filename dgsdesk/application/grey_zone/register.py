"""The register of grey zones on paper: the network's case law, then what is still open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.document import Document, file_stem
from dgsdesk.application.documents.grey_zones import ZoneRecord, grey_zones_document
from dgsdesk.application.documents.head import stationery
from dgsdesk.application.grey_zone.matrix import competence_labels, holder_label, short_label
from dgsdesk.application.grey_zone.page import KIND_WORDS, examinations
from dgsdesk.application.grey_zone.positions import PositionLine, positions_of
from dgsdesk.application.membership import communes_on, sort_key
from dgsdesk.application.paper_files import lay_word_and_pdf
from dgsdesk.application.registers import epci_word, met_at, names_of
from dgsdesk.application.view import View
from dgsdesk.domain.grey_zone import GreyZone, GreyZoneState, Holder, Practice
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.ripeness import is_review_due, option_lines
from dgsdesk.domain.wording import NBSP, date_long

_ORDER = (
    GreyZoneState.SETTLED,
    GreyZoneState.REOPENED,
    GreyZoneState.EXAMINED,
    GreyZoneState.RAISED,
    GreyZoneState.CLOSED,
)


@dataclass(frozen=True)
class PrintGreyZones(Command[str]):
    """Print the register, or some of its cases, as .docx and PDF; returns the first's path."""

    ids: tuple[str, ...] = ()


@handles(PrintGreyZones, "Registre des zones grises imprimé")
def print_grey_zones(act: Act, command: PrintGreyZones) -> str:
    zones = act.store.find(GreyZone, id=set(command.ids)) if command.ids else act.store.find(GreyZone)
    document = grey_zones_paper(act.view, zones)
    stem = file_stem(act.today, "registre-des-zones-grises")
    return lay_word_and_pdf(act, "Zones grises", stem, document)[0]


def grey_zones_paper(view: View, zones: Sequence[GreyZone]) -> Document:
    """Return the register of some cases."""
    return grey_zones_document(stationery(view), _records(view, zones))


def _records(view: View, zones: Sequence[GreyZone]) -> list[ZoneRecord]:
    """Compose every case; a few statements whatever their number."""
    ids = {zone.id for zone in zones}
    positions = positions_of(view.store, ids)
    practices: dict[str, list[Practice]] = {}
    for practice in view.store.find(Practice, grey_zone_id=ids) if ids else ():
        practices.setdefault(practice.grey_zone_id, []).append(practice)
    seen = examinations(view, zones)
    meetings = {meeting.id: meeting for meeting in view.store.find(Meeting)}
    teller = _Teller(view, meetings)
    ordered = sorted(zones, key=lambda zone: (_ORDER.index(zone.state), sort_key(zone.title), zone.id))
    return [
        teller.record(zone, positions.get(zone.id, ()), practices.get(zone.id, []), seen.get(zone.id, ()))
        for zone in ordered
    ]


class _Teller:
    """Writes cases with the names that they all share."""

    def __init__(self, view: View, meetings: dict[str, Meeting]) -> None:
        today = view.clock.today()
        self._names = names_of(view.store)
        self._meetings = meetings
        self._labels = competence_labels(view)
        self._epci = epci_word(view.network())
        self._communes = {commune.id for commune in communes_on(view.store, today)}
        self._today = today

    def record(
        self,
        zone: GreyZone,
        positions: Iterable[PositionLine],
        practices: Sequence[Practice],
        examined: Sequence[str],
    ) -> ZoneRecord:
        """Write one case."""
        settled_in = self._meetings.get(zone.settled_meeting_id or "")
        adopted = date_long(zone.settled_on) if zone.settled_on else ""
        if zone.agreed:
            adopted += f", entre deux réunions ({zone.agreed})"
        if settled_in is not None:
            adopted = f"à la réunion du {met_at(settled_in, self._names)}"
        return ZoneRecord(
            title=zone.title,
            state=zone.state,
            kind=KIND_WORDS[zone.kind],
            question=zone.question,
            competences=tuple(dict.fromkeys(self._labels.get(code, code) for code in zone.competences)),
            texts=zone.texts,
            practices=self._practices(zone, practices),
            positions=tuple(f"{one.organisation}{NBSP}: {one.text}" for one in positions),
            options=tuple(option_lines(zone)),
            solution=zone.solution,
            adopted=adopted,
            review=self._review(zone),
            examined=tuple(examined),
        )

    def _review(self, zone: GreyZone) -> str:
        if zone.review_on is None:
            return ""
        due = " (échue)" if is_review_due(zone, self._today) else ""
        return f"{date_long(zone.review_on)}{due}"

    def _practices(self, zone: GreyZone, practices: Sequence[Practice]) -> tuple[str, ...]:
        """Write the answers, one line a competence; one line in all as long as nobody has answered."""
        answered = any(Holder.UNKNOWN is not one for row in practices for one in (row.acts, row.pays))
        if not answered:
            return ("Aucune commune n’a encore répondu.",) if zone.competences else ()
        return tuple(self._practice(code, practices) for code in zone.competences)

    def _practice(self, code: str, practices: Sequence[Practice]) -> str:
        """Write « Voirie – agit : Agglo 9, Commune 7 ; paie : Agglo 8 (2 communes à interroger) »."""
        mine = [one for one in practices if one.competence == code and one.organisation_id in self._communes]
        acts, pays = self._counted(one.acts for one in mine), self._counted(one.pays for one in mine)
        answered = sum(Holder.UNKNOWN not in (one.acts, one.pays) for one in mine)
        missing = len(self._communes) - answered
        label = short_label(self._labels.get(code, code))
        if not acts and not pays:
            return f"{label} – aucune commune n’a encore répondu"
        asked = f" ({missing} à interroger)" if missing else ""
        return f"{label} – agit : {acts or 'à demander'} ; paie : {pays or 'à demander'}{asked}"

    def _counted(self, holders: Iterable[Holder]) -> str:
        counts = Counter(one for one in holders if one is not Holder.UNKNOWN)
        order = list(Holder)
        most = sorted(counts, key=lambda one: (-counts[one], order.index(one)))
        return ", ".join(f"{holder_label(one, self._epci)} {counts[one]}" for one in most)
