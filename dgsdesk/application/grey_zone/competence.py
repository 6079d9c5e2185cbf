"""Competences (product § 3.4): the tree for the EPCI's type, with what this EPCI holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.document import file_stem
from dgsdesk.application.documents.competences import CompetenceRecord, competences_document
from dgsdesk.application.documents.head import stationery
from dgsdesk.application.grey_zone.acts import check_competences
from dgsdesk.application.keep import KEEP, Keep
from dgsdesk.application.membership import sort_key
from dgsdesk.application.paper_files import lay_word_and_pdf
from dgsdesk.application.ports.reference import CompetenceRow, CompetenceStatus
from dgsdesk.application.registers import words_of
from dgsdesk.application.words import shortened
from dgsdesk.domain.competence import HeldCompetence, Holding
from dgsdesk.domain.grey_zone import GreyZone
from dgsdesk.domain.network import Network
from dgsdesk.domain.wording import date_long, plural

HOLDING_WORDS = {
    Holding.COMPULSORY: "obligatoire",
    Holding.SUPPLEMENTARY: "supplémentaire",
    Holding.OPTIONAL: "facultative",
    Holding.NONE: "non exercée",
    Holding.UNKNOWN: "à préciser",
}
"""How a holding is called."""

NOT_THE_LAW = "Libellés abrégés, qui ne remplacent pas le texte de la loi."
"""What stands wherever the tree is shown or printed."""

_LAW_WORDS = {
    CompetenceStatus.COMPULSORY: "obligatoire pour cette catégorie",
    CompetenceStatus.SUPPLEMENTARY: "supplémentaire : la loi la propose, son exercice est au choix",
    CompetenceStatus.OPTIONAL: "facultative : hors de la liste de la loi, par transfert",
    CompetenceStatus.COMMUNAL: "restée communale",
    CompetenceStatus.POOLING: "support de mutualisation",
}
_BY_LAW = {
    CompetenceStatus.COMPULSORY: Holding.COMPULSORY,
    CompetenceStatus.COMMUNAL: Holding.NONE,
}


@dataclass(frozen=True)
class HoldCompetences(Command[None]):
    """Say in which capacity competences are held; raises BadInput("unknown_competence")."""

    codes: tuple[str, ...]
    holding: Holding


@dataclass(frozen=True)
class EditCompetence(Command[None]):
    """Write the community interest of a competence, the day it was defined, and what gave the competence.

    Raises BadInput("unknown_competence").
    """

    code: str
    community_interest: str | Keep = KEEP
    interest_on: date | Keep | None = KEEP
    basis: str | Keep = KEEP


@dataclass(frozen=True)
class PrintCompetences(Command[str]):
    """Print the tree with what is held, as .docx and PDF; returns the first's path."""


@dataclass(frozen=True)
class ZoneOfCompetence:
    """A grey zone that touches a competence."""

    id: str
    title: str


@dataclass(frozen=True)
class CompetenceLine:
    """One competence: what the law says of it in words, what is held.

    ``wants_interest`` tells that the law subordinates it to a community interest; ``lacks_interest`` that it
    is held and not yet defined.
    """

    code: str
    label: str
    domain: str
    law: str
    article: str
    condition: str
    holding: Holding
    wants_interest: bool
    community_interest: str
    interest_on: date | None
    basis: str
    zones: tuple[ZoneOfCompetence, ...]
    search: str

    @property
    def lacks_interest(self) -> bool:
        return self.wants_interest and self.holding.is_held and not self.community_interest


@dataclass(frozen=True)
class CompetencesPage:
    """The whole tree in the order of the reference, and whose it is."""

    epci: str
    lines: tuple[CompetenceLine, ...]

    @property
    def facts(self) -> str:
        """Write « 34 exercées »."""
        return plural(sum(line.holding.is_held for line in self.lines), "exercée", "exercées")


def competences_page(view: View) -> CompetencesPage:
    """Return the tree for the EPCI's type with what is held; nothing before there is a network."""
    network = view.network()
    if network is None:
        return CompetencesPage("", ())
    said = {one.code: one for one in view.store.find(HeldCompetence)}
    zones: dict[str, list[ZoneOfCompetence]] = {}
    for zone in sorted(view.store.find(GreyZone), key=lambda zone: (sort_key(zone.title), zone.id)):
        for code in zone.competences:
            zones.setdefault(code, []).append(ZoneOfCompetence(zone.id, zone.title))
    rows = view.reference.competences(network.epci_type)
    return CompetencesPage(
        network.name, tuple(_line(row, said.get(row.code), zones.get(row.code, [])) for row in rows)
    )


def _line(row: CompetenceRow, said: HeldCompetence | None, zones: list[ZoneOfCompetence]) -> CompetenceLine:
    doubt = "" if row.verified else " (référence à vérifier)"
    interest = said.community_interest if said else ""
    basis = said.basis if said else ""
    return CompetenceLine(
        code=row.code,
        label=row.label,
        domain=row.domain_label,
        law=_LAW_WORDS[row.status],
        article=f"{row.article}{doubt}" if row.article else "",
        condition=row.condition,
        holding=said.holding if said else by_law(row.status),
        wants_interest=row.community_interest,
        community_interest=interest,
        interest_on=said.interest_on if said else None,
        basis=basis,
        zones=tuple(zones),
        search=sort_key(" ".join((row.code, row.label, row.domain_label, interest, basis))),
    )


def by_law(status: CompetenceStatus) -> Holding:
    """Return how a competence is held as long as nobody said otherwise."""
    return _BY_LAW.get(status, Holding.UNKNOWN)


@handles(HoldCompetences, "{what} : {words}")
def hold_competences(act: Act, command: HoldCompetences) -> None:
    codes = tuple(dict.fromkeys(command.codes))
    for one in _said(act, codes):
        one.holding = command.holding
    label = _rows(act)[codes[0]].label if len(codes) == 1 else ""
    what = label or plural(len(codes), "compétence", "compétences")
    act.tell(what=shortened(what, 80), words=HOLDING_WORDS[command.holding])


@handles(EditCompetence, "Compétence « {label} » modifiée")
def edit_competence(act: Act, command: EditCompetence) -> None:
    (one,) = _said(act, (command.code,))
    if not isinstance(command.community_interest, Keep):
        one.community_interest = words_of(command.community_interest)
    if not isinstance(command.interest_on, Keep):
        one.interest_on = command.interest_on
    if not isinstance(command.basis, Keep):
        one.basis = words_of(command.basis)
    act.tell(label=shortened(_rows(act)[command.code].label, 70))


def _said(act: Act, codes: tuple[str, ...]) -> list[HeldCompetence]:
    """Return what is said of competences; what nobody spoke of begins as the law has it."""
    check_competences(act, codes)
    known = {one.code: one for one in act.store.find(HeldCompetence, code=set(codes))}
    rows = _rows(act)
    for code in codes:
        if code not in known:
            holding = by_law(rows[code].status)
            known[code] = HeldCompetence(id=act.new_id(), code=code, holding=holding)
            act.store.add(known[code])
    return [known[code] for code in codes]


def _rows(act: Act) -> dict[str, CompetenceRow]:
    """Return the tree for the EPCI's type, by code."""
    rows = act.reference.competences(act.store.find(Network)[0].epci_type)
    return {row.code: row for row in rows}


@handles(PrintCompetences, "Compétences imprimées")
def print_competences(act: Act, command: PrintCompetences) -> str:
    del command
    page = competences_page(act.view)
    records = [_record(line) for line in page.lines if line.holding is not Holding.NONE]
    document = competences_document(stationery(act), page.epci, records, NOT_THE_LAW)
    return lay_word_and_pdf(act, "Zones grises", file_stem(act.today, "competences"), document)[0]


def _record(line: CompetenceLine) -> CompetenceRecord:
    defined = line.community_interest
    if defined and line.interest_on:
        defined = f"{defined}\n(délibération du {date_long(line.interest_on)})"
    if line.lacks_interest:
        defined = "intérêt communautaire à définir"
    return CompetenceRecord(
        domain=line.domain,
        label=line.label,
        holding=HOLDING_WORDS[line.holding],
        held=line.holding.is_held,
        interest=defined,
        basis="\n".join(filter(None, (line.basis, line.article))),
    )
