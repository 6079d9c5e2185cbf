"""Items that others settle after the group: the mayors' conference, or whoever arbitrates (product § 3.3)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.agenda.lines import REFERRAL_WORDS
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.document import file_stem
from dgsdesk.application.documents.head import stationery
from dgsdesk.application.documents.referral_list import ReferralLine, referral_document
from dgsdesk.application.invitation.files import Laid, lay_to_print
from dgsdesk.application.membership import sort_key
from dgsdesk.application.registers import is_over, met_at, names_of, words_of
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.action import Decision
from dgsdesk.domain.agenda import AgendaItem, Referral
from dgsdesk.domain.audience import Audience, may_read
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.wording import date_long

REFERRAL_TITLES = {
    Referral.MAYORS: "À porter en conférence des maires",
    Referral.ARBITRATION: "À soumettre à arbitrage",
}
"""The two lists, as a page and a paper call them."""

_READER = Audience.ELECTED
"""The edition that those who settle an item may read."""

add_sentences(
    {
        "referral_reserved": (
            "Le point « {title} » est réservé à des lecteurs dont les élus ne font pas partie.",
            "Élargissez d’abord son niveau de diffusion. Rien n’a été changé.",
        ),
        "referral_none": (
            "Le point « {title} » se règle dans le groupe : il n’est à porter nulle part.",
            "Choisissez d’abord où il est à porter. Rien n’a été changé.",
        ),
        "referral_too_early": (
            "Le {day} est encore à venir.",
            "Notez la suite quand elle sera connue. Rien n’a été changé.",
        ),
        "nothing_referred": (
            "Aucun point n’attend d’être porté.",
            "Marquez un point à sa fiche (Ctrl+D), à l’étape « Préparer ».",
        ),
    }
)


@dataclass(frozen=True)
class SetReferral(Command[None]):
    """Say who settles an item after the group; raises RuleBroken("referral_reserved")."""

    item_id: str
    referral: Referral


@dataclass(frozen=True)
class RecordReferral(Command[None]):
    """Note when an item was brought there and what came of it; ``on`` None: it waits again.

    Raises RuleBroken("referral_none"), BadInput("referral_too_early").
    """

    item_id: str
    on: date | None
    outcome: str = ""


@dataclass(frozen=True)
class PrintReferrals(Command[Laid]):
    """Lay the list of what waits to be brought there, as DOCX and PDF; raises RuleBroken("nothing_referred").

    It holds only what its readers may read.
    """

    referral: Referral


@dataclass(frozen=True)
class ReferralRow:
    """One item to be brought, or that was: ``ready`` once the group has met about it.

    ``reserved`` when those who settle it may not read it: it is left out of the printed list.
    """

    item_id: str
    meeting_id: str
    referral: Referral
    title: str
    question: str
    day: date
    where: str
    number: str
    ready: bool
    decisions: tuple[str, ...]
    referred_on: date | None
    outcome: str
    search: str
    reserved: bool = False

    @property
    def state_words(self) -> str:
        """Say where it stands: « à porter », « porté le 12 janvier 2027 », « au groupe le 8 décembre »."""
        verb = "porté" if self.referral is Referral.MAYORS else "soumis"
        if self.referred_on is not None:
            return f"{verb} le {date_long(self.referred_on)}"
        if not self.ready:
            return f"à voir d’abord dans le groupe, le {date_long(self.day)}"
        return "à porter" if self.referral is Referral.MAYORS else "à soumettre"


@handles(SetReferral, "« {title} » : {words}")
def set_referral(act: Act, command: SetReferral) -> None:
    item = act.store.get(AgendaItem, command.item_id)
    wanted = command.referral
    if wanted is not Referral.NONE and not may_read(item.audience, _READER):
        raise RuleBroken("referral_reserved", title=item.title)
    item.referral = wanted
    if wanted is Referral.NONE:
        item.referred_on, item.referral_outcome = None, ""
    act.tell(title=item.title, words=REFERRAL_WORDS[wanted])


@handles(RecordReferral, "Suite de « {title} » notée")
def record_referral(act: Act, command: RecordReferral) -> None:
    item = act.store.get(AgendaItem, command.item_id)
    if item.referral is Referral.NONE:
        raise RuleBroken("referral_none", title=item.title)
    if command.on is not None and command.on > act.today:
        raise BadInput("referral_too_early", day=date_long(command.on))
    item.referred_on = command.on
    item.referral_outcome = words_of(command.outcome) if command.on is not None else ""
    act.tell(title=item.title)


@handles(PrintReferrals, "Liste « {title} » prête à imprimer")
def print_referrals(act: Act, command: PrintReferrals) -> Laid:
    title = REFERRAL_TITLES[command.referral]
    rows = [row for row in referrals(act.view) if row.referral is command.referral]
    waiting = [row for row in rows if row.referred_on is None and row.ready and not row.reserved]
    if not waiting:
        raise RuleBroken("nothing_referred")
    document = referral_document(stationery(act), title, [_line(row) for row in waiting])
    act.tell(title=title)
    stem = file_stem(act.today, title)
    return lay_to_print(act, "Conférence des maires et arbitrages", lambda kind: f"{stem}.{kind}", document)


def _line(row: ReferralRow) -> ReferralLine:
    return ReferralLine(row.title, row.question, row.day, row.decisions)


def referrals(view: View) -> tuple[ReferralRow, ...]:
    """Return every item marked so, what waits first; decisions only as its readers may see them."""
    items = view.store.find(AgendaItem, referral=set(REFERRAL_TITLES))
    meetings = {one.id: one for one in view.store.find(Meeting, id={item.meeting_id for item in items})}
    decisions: dict[str | None, list[Decision]] = defaultdict(list)
    for decision in view.store.find(Decision, item_id={item.id for item in items}):
        decisions[decision.item_id].append(decision)
    names = names_of(view.store)
    rows = [
        _row(item, meetings[item.meeting_id], decisions[item.id], names)
        for item in items
        if meetings[item.meeting_id].state is not MeetingState.CANCELLED
    ]
    return tuple(
        sorted(rows, key=lambda row: (row.referred_on is not None, row.day, row.number, row.item_id))
    )


def _row(item: AgendaItem, meeting: Meeting, decisions: list[Decision], names: dict[str, str]) -> ReferralRow:
    return ReferralRow(
        item_id=item.id,
        meeting_id=meeting.id,
        referral=item.referral,
        title=item.title,
        question=item.question,
        day=meeting.day,
        where=met_at(meeting, names),
        number=item.number,
        ready=is_over(meeting) and item.discussed is True,
        decisions=tuple(one.text for one in decisions if may_read(one.audience, _READER)),
        referred_on=item.referred_on,
        outcome=item.referral_outcome,
        search=sort_key(f"{item.title} {item.question}"),
        reserved=not may_read(item.audience, _READER),
    )
