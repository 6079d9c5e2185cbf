"""One instance or more of every command from the written draft to the dispatched minutes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.agenda.competences import SetCompetences
from dgsdesk.application.arrival.acts import FileArrivals
from dgsdesk.application.arrival.note import ObserveArrival
from dgsdesk.application.arrival.page import arrivals_page
from dgsdesk.application.arrival.preview import DroppedFile
from dgsdesk.application.command import Command
from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.acts import AddCommission, AddCommissionMember, PersonFields
from dgsdesk.application.directory.page import directory_page
from dgsdesk.application.dispatch.acts import DispatchMinutes
from dgsdesk.application.dispatch.changes import AddRecipient, RestoreRecipient, WithdrawRecipient
from dgsdesk.application.dispatch.commission_extract import SendExtracts, extract_rows
from dgsdesk.application.home.reminder import Remind
from dgsdesk.application.invitation.acts import SendInvitation
from dgsdesk.application.mailing.mailing import Recipient, Way
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.meeting.page import meetings_list
from dgsdesk.application.minutes.history import TakeUpText
from dgsdesk.application.minutes.holding import AddDecision, CloseSession, OpenSession, WriteEntry
from dgsdesk.application.minutes.rectification import RectifyMinutes
from dgsdesk.application.minutes.replacing import ReplaceWords
from dgsdesk.application.minutes.session_page import session_page
from dgsdesk.application.pictures import KeepPicture
from dgsdesk.application.returned.acts import ReadBackDraft
from dgsdesk.application.returned.conflict import SettleConflict, conflicts_of
from dgsdesk.application.returned.unplaced import DropUnplaced, ObserveUnplaced, PlaceUnplaced
from dgsdesk.application.review.answers import LayAnswers
from dgsdesk.application.review.approval import ConfirmApproval, RevokeApproval
from dgsdesk.application.review.circulation import CirculateDraft, LayDraft, PrintDraft
from dgsdesk.application.review.clock import Clock
from dgsdesk.application.review.express_approval import NoteApprovals, WithdrawApproval
from dgsdesk.application.review.incoming import ImportObservations, Incoming, ReceivedFile
from dgsdesk.application.review.observation import (
    AddObservation,
    AimObservation,
    PlaceObservation,
    RemoveObservation,
)
from dgsdesk.application.review.page import review_page
from dgsdesk.application.review.rows import ObservationRow
from dgsdesk.application.review.settlement import ReopenObservation, SettleObservation
from dgsdesk.application.rota.page import circles, rota_page
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.finding import Search
from dgsdesk.domain.meeting import ReminderTopic
from dgsdesk.domain.minutes import ConflictChoice, Correction, ObservationState
from dgsdesk.domain.richtext import paragraphs_of
from tests.returned_drafts import edited

DAY = date(2026, 11, 3)


def samples(desk: Desk) -> Iterator[Command[Any]]:
    """Yield every command of the room, each ready to run."""
    host = desk.ask(rota_page).rows[4].organisation_id
    yield PlanMeeting(desk.ask(circles)[0][0], DAY, host)
    meeting = next(line.id for line in desk.ask(meetings_list) if line.day == DAY)
    yield from _held(desk, meeting)
    yield from _written_in_word(desk, meeting)
    yield from _read_over(desk, meeting)
    yield from _approved_and_dispatched(desk, meeting)


def _held(desk: Desk, meeting: str) -> Iterator[Command[Any]]:
    yield AddItem(meeting, title="Points d’apport volontaire")
    yield AddItem(meeting, title="Protection des données", audience=Audience.DIRECTORS)
    yield SendInvitation(meeting)
    yield AddCommission("Déchets et propreté", ("DEC",))
    commission = next(c.id for c in desk.ask(directory_page).commissions if c.name == "Déchets et propreté")
    yield AddCommissionMember(commission, PersonFields("Prénom", "EXEMPLE", email="elu@exemple.invalid"))
    yield OpenSession(meeting)
    first, second = (item.id for item in desk.ask(session_page, meeting).items)
    yield SetCompetences(first, ("DEC-CT",))
    yield WriteEntry(first, paragraphs_of("Les dépôts restent la première plainte."))
    yield AddDecision(first, "L’Agglo enlève les dépôts sous 48 heures.")
    yield WriteEntry(second, paragraphs_of("Le registre commun est prêt."))
    yield CloseSession(meeting)


def _written_in_word(desk: Desk, meeting: str) -> Iterator[Command[Any]]:
    yield KeepPicture("plan.png", b"\x89PNG\r\n\x1a\n" + b"0" * 32)
    yield ReplaceWords(meeting, Search("depots"), "dépôts sauvages")
    yield LayDraft(meeting)
    yield PrintDraft(meeting)
    file = edited(
        _laid(desk, "v1"),
        changed={"première plainte": "principale plainte"},
        before={"Présences": "Ajouté avant les présences", "Ordre du jour": "Ajouté avant l’ordre du jour"},
        comments={"plainte": ("Prénom EXEMPLE", "À vérifier")},
    )
    yield ReadBackDraft(meeting, "projet.docx", file)
    yield TakeUpText(desk.ask(session_page, meeting).items[1].id, paragraphs_of("Le registre est prêt."))
    first, second, third = desk.ask(session_page, meeting).unplaced
    items = desk.ask(session_page, meeting).items
    yield PlaceUnplaced(first.id, items[0].id, 0)
    yield DropUnplaced(second.id)
    yield ObserveUnplaced(third.id)
    yield WriteEntry(items[1].id, paragraphs_of("Le registre commun est presque prêt."))
    yield ReadBackDraft(meeting, "encore.docx", edited(file, changed={"est prêt": "est complet"}))
    yield SettleConflict(desk.ask(conflicts_of, meeting)[0].id, ConflictChoice.BOTH)


def _read_over(desk: Desk, meeting: str) -> Iterator[Command[Any]]:
    yield CirculateDraft(meeting)
    yield CirculateDraft(meeting, clock=Clock.KEEP, way=Way.ONE_FOR_ALL)
    file = edited(_laid(desk, "v3"), comments={"Le registre": ("Prénom EXEMPLE", "Qui est le relais ?")})
    yield ImportObservations(meeting, Incoming((ReceivedFile("annoté.docx", file),)))
    item = desk.ask(session_page, meeting).items[0].id
    yield AddObservation(
        meeting,
        "Trop court le week-end",
        author="DGS de Gorges",
        quote="sous 48 heures",
        proposed="en deux jours ouvrés",
    )
    yield PlaceObservation(_last(desk, meeting).id, item)
    yield SettleObservation(
        _last(desk, meeting).id, ObservationState.ACCEPTED, "Retenu.", wording="en deux jours ouvrés"
    )
    yield ReopenObservation(_last(desk, meeting).id)
    yield SettleObservation(_last(desk, meeting).id, ObservationState.REPHRASED, "Dit autrement.")
    mail = b"From: jo@gorges.invalid\nSubject: compte rendu\n\nIl manque un mot."
    yield FileArrivals((DroppedFile("remarque.eml", mail),))
    arrival = desk.ask(arrivals_page).rows[0].id
    yield ObserveArrival(arrival, meeting, None, "Il manque un mot.")
    yield AddObservation(meeting, "Notée par erreur", author="DGS de Clisson", proposed="Autre texte")
    yield AimObservation(_last(desk, meeting).id, item, "dépôts")
    yield RemoveObservation(_last(desk, meeting).id)
    seats = [seat.organisation_id for seat in desk.ask(review_page, meeting).seats]
    yield NoteApprovals(meeting, tuple(seats[:3]))
    yield WithdrawApproval(meeting, seats[0])
    yield Remind(ReminderTopic.OBSERVATIONS, meeting)
    yield LayAnswers(meeting)


def _approved_and_dispatched(desk: Desk, meeting: str) -> Iterator[Command[Any]]:
    yield CirculateDraft(meeting, sent_on=date(2026, 11, 4), way=Way.COPIED)
    yield ConfirmApproval(meeting)
    yield RevokeApproval(meeting, "Une erreur de date a été signalée.")
    yield ConfirmApproval(meeting)
    added = Recipient("Prénom EXEMPLE", "presidence@exemple.invalid", "président", Audience.ELECTED)
    yield AddRecipient(meeting, added)
    yield WithdrawRecipient(meeting, "presidence@exemple.invalid", "ajout erroné")
    yield WithdrawRecipient(meeting, "Boussay@exemple.invalid", "poste supprimé")
    yield RestoreRecipient(meeting, "boussay@exemple.invalid")
    concerned = desk.ask(extract_rows, meeting)
    readers = tuple(
        (row.commission_id, tuple(one.recipient.address for one in row.readers)) for row in concerned
    )
    yield SendExtracts(meeting, readers)
    yield DispatchMinutes(meeting, way=Way.ONE_FOR_ALL)
    first = desk.ask(session_page, meeting).items[0].id
    yield RectifyMinutes(
        meeting, "Une erreur de plume.", (Correction(first, "plainte", "plainte reçue"),), way=Way.ONE_FOR_ALL
    )


def _last(desk: Desk, meeting: str) -> ObservationRow:
    rows = [row for group in desk.ask(review_page, meeting).groups for row in group.rows]
    return max(rows, key=lambda row: row.number)


def _laid(desk: Desk, version: str) -> bytes:
    """Read the draft that was laid for the user."""
    root: Path = desk.office.root  # type: ignore[attr-defined]
    return next(root.glob(f"{DAY}_*/*projet-de-compte-rendu_{version}.docx")).read_bytes()
