"""The demonstration: a network lives through its months, by the same commands that people give.

Names are invented and visibly so, addresses end in « .invalid ». The same EPCI, model and day give the same
bytes: identifiers and times derive from them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dgsdesk.application.action.acts import AddAction
from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.agenda.proposal import ApplyProposal
from dgsdesk.application.circle.commune_facts import AddSharedService, JoinService
from dgsdesk.application.circle.members import circle_members
from dgsdesk.application.desk import Desk, View
from dgsdesk.application.directory.acts import AddCommission, AddCommissionMember, NameToPost, PersonFields
from dgsdesk.application.directory.letterhead import LetterheadFields, SetLetterhead
from dgsdesk.application.dispatch.acts import DispatchMinutes
from dgsdesk.application.example.content import (
    COMMISSIONS,
    FAMILY_NAMES,
    FIRST_MEETING,
    FIRST_REMARKS,
    GIVEN_NAMES,
    GREY_ZONES,
    MEN,
    NOTES_FOR_NEXT_TIME,
    PRACTICES,
    REVIEW_ZONE,
    SECOND_MEETING,
    SECOND_REMARKS,
    SETTLED_ZONE,
    SHARED_SUBJECTS,
    SOLUTION,
    THEMES,
    WOMEN,
    Remark,
    Talk,
)
from dgsdesk.application.example.library import fill_library
from dgsdesk.application.example.roadmap import fill_roadmap
from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.grey_zone.acts import (
    AddStartingGreyZones,
    Duty,
    EditGreyZone,
    MatrixCell,
    SetPractice,
    SettleGreyZone,
)
from dgsdesk.application.grey_zone.page import grey_zone_detail
from dgsdesk.application.invitation.acts import CancelMeeting, SendInvitation
from dgsdesk.application.invitation.attendance import AnswerInvitation, answers_grid
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.application.meeting.acts import ChangeMeeting
from dgsdesk.application.meeting.page import meetings_list
from dgsdesk.application.membership import Member, members_on
from dgsdesk.application.minutes.holding import (
    AddDecision,
    AddSuggestion,
    CloseSession,
    OpenItem,
    OpenSession,
    SetPresence,
    WriteEntry,
)
from dgsdesk.application.minutes.session_page import AttendanceLine, session_page
from dgsdesk.application.naming import seat_name
from dgsdesk.application.ports.machine import FixedClock
from dgsdesk.application.ports.reference import Reference
from dgsdesk.application.review.approval import ConfirmApproval
from dgsdesk.application.review.circulation import CirculateDraft, LayDraft
from dgsdesk.application.review.observation import AddObservation
from dgsdesk.application.review.settlement import SettleObservation
from dgsdesk.application.rota.acts import PastTurn, ProposeRota, PublishRota, RecordPastTurns
from dgsdesk.application.rota.printing import PrintRota
from dgsdesk.application.subjects.acts import AddSharedSubject, AddSupport, NoteSubject
from dgsdesk.domain.agenda import SourceKind
from dgsdesk.domain.grey_zone import Holder
from dgsdesk.domain.meeting import Answer, Presence
from dgsdesk.domain.membership_rule import Shares, facts_of
from dgsdesk.domain.membership_rule_text import parse_rule
from dgsdesk.domain.minutes import ObservationState
from dgsdesk.domain.network import Civility, OrganisationKind, PostStatus, Role
from dgsdesk.domain.richtext import Block, ListItem, RichText, Run, paragraph
from dgsdesk.domain.wording import date_full, plural

STORY_DAYS = 75
"""Days before today at which the story begins."""

USUAL_MODEL = "clisson"
"""The model of a territory that has none of its own, or one without meetings."""

MANY = 40
"""Recipients above which one message goes to all, with blind copies."""


@dataclass(frozen=True)
class Demonstration:
    """What is demonstrated: whose network, which model, on which day; ``screens`` adds pictures of pages.

    Without a model it is the territory's own when that has circles, else Clisson's.
    """

    siren: str
    model_id: str
    today: date | None
    screens: bool = False


def model_of(reference: Reference, demonstration: Demonstration) -> str:
    """Return the id of the model that a demonstration takes; raises NotFound("unknown_model")."""
    if demonstration.model_id:
        return reference.model(demonstration.model_id).id
    own = (one.id for one in reference.models() if one.siren == demonstration.siren and one.circles)
    return next(own, USUAL_MODEL)


def begins_on(today: date) -> date:
    """Return the day on which the clock of the story starts."""
    return today - timedelta(days=STORY_DAYS)


class Story:
    """A network from its founding to today, told act by act through ``say``."""

    def __init__(
        self,
        desk: Desk,
        clock: FixedClock,
        demonstration: Demonstration,
        today: date,
        say: Callable[[str], None],
    ) -> None:
        self.desk = desk
        self.clock = clock
        self.demonstration = demonstration
        self.today = today
        self.say = say
        self.members: list[Member] = []
        self.zones: dict[int, str] = {}
        self.subjects: dict[str, tuple[SourceKind, str]] = {}

    def tell(self) -> None:
        """Live the whole story; raises the known errors."""
        circle = self._found()
        self._name_people()
        self._pool_services()
        if circle:
            self.members = self.desk.ask(_circle_members, circle)
        self._fill_registers()
        if not circle:
            self.say("Ce modèle ne décrit aucune réunion : le réseau commence sans format de rencontre.")
            return
        self._plan_rota(circle)
        held, circulating = self._past_meetings()
        self._call_off_before(held or circulating)
        if held is not None:
            self._whole_month(held)
        if circulating is not None:
            self._draft_in_circulation(circulating)
        elif (just_held := self._last_days()) is not None:
            self._prepare_and_hold(just_held, SECOND_MEETING)
        self._next_agenda()

    # -- the network -----------------------------------------------------------------------------------------

    def _found(self) -> str:
        network = self.demonstration
        outcome = self.desk.run(FoundNetwork(network.siren, network.model_id, example=True))
        self.say(outcome.label)
        name = self.desk.network().name
        fields = LetterheadFields(
            name=name,
            service="Direction générale des services",
            address="1, place de l’Exemple",
            postal_code="00000",
            town=self._largest_commune(),
            phone="00 00 00 00 00",
            mailbox="reseau-dgs@exemple.invalid",
            signatory_civility=Civility.MADAM,
            signatory_name="Camille Exemple",
            signatory_title="Directrice générale des services",
            handled_by="Dominique Modèle",
            handled_by_phone="00 00 00 00 01",
            handled_by_email="secretariat-dgs@exemple.invalid",
        )
        self.desk.run(SetLetterhead(fields))
        return outcome.value

    def _largest_commune(self) -> str:
        communes = self.desk.reference.communes_of(self.demonstration.siren)
        return max(communes, key=lambda commune: (commune.population, commune.insee)).name

    def _name_people(self) -> None:
        """Name everybody: one person for two small communes, one post vacant, one interim."""
        seats = self.desk.ask(_members)
        shared: str | None = None
        vacant = len(seats) - 1 if len(seats) > 4 else -1
        for rank, seat in enumerate(seats):
            if rank == vacant:
                continue
            person_id = shared if shared and rank == 3 and seat.role is Role.SGM else None
            fields = _invented(rank, seat)
            interim = rank == 5
            naming = NameToPost(
                seat.organisation_id, seat.role, fields, person_id, "", interim, begins_on(self.today)
            )
            named = self.desk.run(naming).value
            if rank == 2:
                shared = named
        self.members = self.desk.ask(_members)
        for name, competences in COMMISSIONS:
            commission = self.desk.run(AddCommission(name, competences)).value
            elected = _invented(len(name), seats[0])
            title = "vice-présidente" if elected.civility is Civility.MADAM else "vice-président"
            self.desk.run(AddCommissionMember(commission, elected, Role.ELECTED, title))
            executive = _invented(len(name) + 3, seats[0])
            self.desk.run(
                AddCommissionMember(commission, executive, Role.EXECUTIVE, "responsable du service")
            )
        held = sum(member.status is not PostStatus.VACANT for member in self.members)
        self.say(f"{plural(held, 'personne nommée', 'personnes nommées')}, {len(COMMISSIONS)} commissions")

    def _pool_services(self) -> None:
        """Say who is mutualised where a circle asks for it: two communes of three, as an example."""
        rules = (row.rule for row in self.desk.reference.model(self.demonstration.model_id).circles)
        if not any(isinstance(fact, Shares) for rule in rules for fact in facts_of(parse_rule(rule))):
            return
        service = self.desk.run(AddSharedService("Services communs (exemple)")).value
        pooled = [one.organisation_id for rank, one in enumerate(self._communes()) if rank % 3]
        joined = JoinService(service, tuple(pooled), begins_on(self.today) - timedelta(days=700))
        self.say(self.desk.run(joined).label)

    def _fill_registers(self) -> None:
        ids = self.desk.run(AddStartingGreyZones(GREY_ZONES)).value
        self.zones = dict(zip(GREY_ZONES, ids, strict=True))
        for zone in dict.fromkeys((GREY_ZONES[0], REVIEW_ZONE)):
            self._fill_matrix(self.zones[zone])
        self.desk.run(EditGreyZone(self.zones[REVIEW_ZONE], review_on=self.today - timedelta(days=26)))
        fill_library(self.desk, self.zones, [one.organisation_id for one in self._communes()], self.today)
        for title, question in SHARED_SUBJECTS:
            added = self.desk.run(AddSharedSubject(title, question, self._commune(0))).value
            self.subjects[title] = (SourceKind.SHARED_SUBJECT, added)
        for rank, (title, question, voices) in enumerate(THEMES):
            theme = self.desk.run(NoteSubject(title, self._commune(rank), question)).value
            self.subjects[title] = (SourceKind.RAISED_THEME, theme)
            for voice in range(1, min(voices, len(self._communes()))):
                self.desk.run(AddSupport(theme, self._commune(rank + voice)))
        fill_roadmap(self.desk, self.zones, self.subjects, self.today)
        subjects = len(SHARED_SUBJECTS) + len(THEMES)
        self.say(f"{len(self.zones)} zones grises, {subjects} sujets et thèmes notés")

    def _fill_matrix(self, zone: str) -> None:
        """Say who acts and who pays: most often alike, sometimes not, here and there unknown."""
        competences = self.desk.ask(grey_zone_detail, zone).competences
        for place, competence in enumerate(competences):
            cells: dict[Holder, list[MatrixCell]] = {}
            for rank, member in enumerate(self._communes()):
                for shift, duty in enumerate(Duty):
                    holder = PRACTICES[place % len(PRACTICES)][(rank + shift * (rank % 3)) % 8]
                    cells.setdefault(holder, []).append(MatrixCell(member.organisation_id, competence, duty))
            for holder, chosen in cells.items():
                if holder is not Holder.UNKNOWN:
                    self.desk.run(SetPractice(zone, tuple(chosen), holder))

    def _communes(self) -> list[Member]:
        return [member for member in self.members if member.kind is OrganisationKind.COMMUNE]

    def _commune(self, rank: int) -> str:
        communes = self._communes()
        return communes[rank % len(communes)].organisation_id

    # -- the rota --------------------------------------------------------------------------------------------

    def _plan_rota(self, circle: str) -> None:
        start = self.clock.today()
        months = [start - timedelta(days=30 * back) for back in range(14, 0, -1)]
        turns = (PastTurn(day, self._commune(rank)) for rank, day in enumerate(months) if day.month != 8)
        self.desk.run(RecordPastTurns(circle, tuple(turns)))
        self.desk.run(ProposeRota(circle, start + timedelta(days=1), self.today + timedelta(days=70)))
        published = self.desk.run(PublishRota(circle)).label
        last = self.today + timedelta(days=330)
        proposed = self.desk.run(ProposeRota(circle, self.today + timedelta(days=71), last)).label
        self.desk.run(PrintRota(circle))
        self.say(f"Tour d’accueil : {published}, puis {proposed}")

    def _past_meetings(self) -> tuple[str | None, str | None]:
        """Return the meeting that has run its whole course, and the one whose draft is going round."""
        lines = sorted(self.desk.ask(meetings_list), key=lambda line: line.day)
        past = [line for line in lines if line.day <= self.today - timedelta(days=7)]
        done = [line for line in past if line.day <= self.today - timedelta(days=22)]
        held = done[-1].id if done else None
        recent = past[-1].id if past and past[-1].id != held else None
        return held, recent

    def _last_days(self) -> str | None:
        """Return the meeting of the last days, whose minutes are being written."""
        week = self.today - timedelta(days=7)
        recent = (line.id for line in self.desk.ask(meetings_list) if week < line.day < self.today)
        return next(recent, None)

    def _call_off_before(self, first: str | None) -> None:
        """The meetings before the first that is told were called off."""
        for line in sorted(self.desk.ask(meetings_list), key=lambda line: line.day):
            if line.id == first or line.day >= self.today:
                return
            self.clock.move_to(line.day - timedelta(days=3))
            self.desk.run(CancelMeeting(line.id, "Trop d’absences annoncées"))

    # -- a month ---------------------------------------------------------------------------------------------

    def _whole_month(self, meeting_id: str) -> None:
        day = self._prepare_and_hold(meeting_id, FIRST_MEETING)
        way = self._way()
        self.clock.move_to(day + timedelta(days=2))
        self.desk.run(LayDraft(meeting_id))
        self.clock.move_to(day + timedelta(days=3))
        self.say(f"  {self.desk.run(CirculateDraft(meeting_id, way=way)).value.sentence}")
        for observation in self._observe(meeting_id, FIRST_REMARKS, day + timedelta(days=6)):
            self.desk.run(SettleObservation(observation, ObservationState.ACCEPTED, "Merci, c’est corrigé."))
        self.clock.move_to(day + timedelta(days=13))
        self.say(f"  {self.desk.run(ConfirmApproval(meeting_id)).label}")
        self.desk.run(SettleGreyZone(self.zones[SETTLED_ZONE], SOLUTION, meeting_id))
        self.clock.move_to(day + timedelta(days=14))
        self.say(f"  {self.desk.run(DispatchMinutes(meeting_id, way=way)).label}")

    def _draft_in_circulation(self, meeting_id: str) -> None:
        day = self._prepare_and_hold(meeting_id, SECOND_MEETING)
        self.clock.move_to(max(day + timedelta(days=1), self.today - timedelta(days=3)))
        sentence = self.desk.run(CirculateDraft(meeting_id, way=self._way())).value.sentence
        self.say(f"  {sentence}")
        first, *_ = self._observe(meeting_id, SECOND_REMARKS, self.clock.today())
        self.desk.run(SettleObservation(first, ObservationState.REPHRASED, "Dit autrement.", wording=None))

    def _prepare_and_hold(self, meeting_id: str, talks: tuple[Talk, ...]) -> date:
        day = next(line.day for line in self.desk.ask(meetings_list) if line.id == meeting_id)
        self.clock.move_to(day - timedelta(days=14))
        self.desk.run(ChangeMeeting(meeting_id, access="Parking derrière la mairie", lunch=True))
        self.desk.run(ChangeMeeting(meeting_id, video_link="https://visio.exemple.invalid/dgs"))
        items = [self._add(meeting_id, talk) for talk in talks]
        self.desk.run(SendInvitation(meeting_id, self._way()))
        self.say(f"Réunion du {date_full(day)} : ordre du jour figé, invitations préparées")
        self._answer(meeting_id, day)
        self.clock.move_to(day, hour=9)
        self._hold(meeting_id, items, talks, day)
        return day

    def _way(self) -> Way:
        return Way.ONE_EACH if len(self.members) <= MANY else Way.ONE_FOR_ALL

    def _add(self, meeting_id: str, talk: Talk) -> str:
        if isinstance(talk.source, int):
            kind, source = SourceKind.GREY_ZONE, self.zones[talk.source]
        else:
            kind, source = self.subjects[talk.source]
        presenter = seat_name(self.members[talk.minutes % len(self.members)])
        item = AddItem(
            meeting_id, kind, source, presenter=presenter, minutes=talk.minutes, audience=talk.audience
        )
        return self.desk.run(item).value

    def _answer(self, meeting_id: str, day: date) -> None:
        self.clock.move_to(day - timedelta(days=8))
        for rank, line in enumerate(self.desk.ask(answers_grid, meeting_id).rows):
            answer = Answer.DECLINES if rank == 6 else Answer.REMOTE if rank == 9 else Answer.COMES
            self.desk.run(AnswerInvitation(line.id, answer, lunch=answer is Answer.COMES))

    def _hold(self, meeting_id: str, items: list[str], talks: tuple[Talk, ...], day: date) -> None:
        self.desk.run(OpenSession(meeting_id))
        for rank, line in enumerate(self.desk.ask(session_page, meeting_id).attendance):
            self.desk.run(_presence(rank, line))
        for item, talk in zip(items, talks, strict=True):
            self.desk.run(OpenItem(meeting_id, item))
            self.clock.instant += timedelta(minutes=talk.minutes)
            self.desk.run(WriteEntry(item, _rich(talk.lines)))
            for decision in talk.decisions:
                self.desk.run(AddDecision(item, decision))
            for promise in talk.promises:
                owner = self.members[promise.owner % len(self.members)]
                due = day + timedelta(days=promise.days)
                self.desk.run(AddAction(item, promise.text, seat_name(owner), owner.person_id, due))
        self.desk.run(OpenItem(meeting_id, None))
        for text in NOTES_FOR_NEXT_TIME:
            self.desk.run(AddSuggestion(meeting_id, text, self._commune(len(text))))
        self.clock.move_to(day, hour=12)
        self.say(
            f"  {self.desk.run(CloseSession(meeting_id)).label}, {plural(len(items), 'point', 'points')}"
        )

    def _observe(self, meeting_id: str, remarks: tuple[Remark, ...], day: date) -> list[str]:
        self.clock.move_to(day)
        items = self.desk.ask(session_page, meeting_id).items
        return [
            self.desk.run(
                AddObservation(
                    meeting_id,
                    remark.text,
                    organisation_id=self._commune(remark.author),
                    item_id=items[remark.item].id,
                    quote=remark.quote,
                    proposed=remark.proposed,
                )
            ).value
            for remark in remarks
        ]

    def _next_agenda(self) -> None:
        self.clock.move_to(self.today, hour=8)
        coming = [line for line in self.desk.ask(meetings_list) if line.day >= self.today]
        if not coming:
            return
        meeting = min(coming, key=lambda line: line.day)
        self.desk.run(ApplyProposal(meeting.id))
        extra = AddItem(meeting.id, title="Calendrier des vœux", minutes=20)
        self.desk.run(extra)
        self.say(f"Réunion du {date_full(meeting.day)} : ordre du jour proposé")


def _members(view: View) -> list[Member]:
    return members_on(view.store, view.clock.today())


def _circle_members(view: View, circle_id: str) -> list[Member]:
    return circle_members(view.store, circle_id, view.clock.today())


def _invented(rank: int, seat: Member) -> PersonFields:
    given = GIVEN_NAMES[rank % len(GIVEN_NAMES)]
    family = FAMILY_NAMES[(rank * 3 + rank // len(FAMILY_NAMES)) % len(FAMILY_NAMES)]
    is_woman = given in WOMEN or (given not in MEN and rank % 2 == 1)
    civility = Civility.MADAM if is_woman else Civility.SIR
    return PersonFields(given, family, civility, f"personne-{rank + 1}@exemple.invalid", "")


def _presence(rank: int, line: AttendanceLine) -> SetPresence:
    if not line.name:
        return SetPresence(line.id, Presence.ABSENT)
    if rank == 6:
        return SetPresence(line.id, Presence.EXCUSED)
    if rank == 9:
        return SetPresence(line.id, Presence.REMOTE)
    if rank == 11:
        return SetPresence(line.id, Presence.REPRESENTED, "la DGA")
    return SetPresence(line.id, Presence.PRESENT)


def _rich(lines: tuple[str, ...]) -> RichText:
    blocks: list[Block] = [
        ListItem((Run(line[2:]),), 0, False) if line.startswith("- ") else paragraph(line) for line in lines
    ]
    return RichText(tuple(blocks))
