"""Dossiers leave for hosts, are worked on at both ends and come home: merged, settled, undone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from dgsdesk.application.action.acts import AddAction, EditAction, RemoveAction
from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.arrival.acts import FileArrivals
from dgsdesk.application.arrival.preview import DroppedFile, preview_arrivals
from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.acts import NameToPost, PersonFields
from dgsdesk.application.dossier.acts import ExportDossier
from dgsdesk.application.dossier.take import TakeDossier, TakePreview, take_preview
from dgsdesk.application.dossier.words import _NAMES, field_words
from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.invitation.acts import SendInvitation
from dgsdesk.application.library.acts import AddDocuments, NewFile, Place
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.minutes.holding import (
    AddDecision,
    CloseSession,
    OpenItem,
    OpenSession,
    SetPresence,
    SetRoles,
    WriteEntry,
)
from dgsdesk.application.minutes.text import minutes_text
from dgsdesk.application.ports.machine import FixedClock
from dgsdesk.application.privacy.person_erasure import ErasePerson, erasure_preview
from dgsdesk.application.returned.conflict import SettleConflict, conflicts_of
from dgsdesk.application.review.circulation import CirculateDraft
from dgsdesk.application.review.observation import AddObservation
from dgsdesk.application.safety.checking import check_network
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.dossier import Purpose
from dgsdesk.domain.errors import BadInput, KnownError, RuleBroken
from dgsdesk.domain.library import DocumentUse, OwnerKind
from dgsdesk.domain.meeting import Attendance, Meeting, Presence
from dgsdesk.domain.minutes import ConflictChoice, Observation
from dgsdesk.domain.network import Attachment, Organisation, Person, Role
from dgsdesk.domain.richtext import RichText, paragraph, plain_text
from dgsdesk.domain.wording import NBSP
from tests.conftest import TODAY
from tests.dossiers import HostLaptop, Hosts, dossier_for
from tests.house.test_every_command import content as logical_content
from tests.written_meeting import WASTE, Written


@pytest.fixture
def hub(written_desk: Desk) -> Desk:
    """The network of the territory, with a written meeting."""
    return written_desk


@pytest.fixture
def meeting(written_meeting: Written) -> Written:
    """The meeting that travels."""
    return written_meeting


@pytest.fixture
def hosts(tmp_path: Path) -> Iterator[Hosts]:
    """Hosts by name, each in a home folder of their own."""
    made: dict[str, HostLaptop] = {}

    def host(name: str) -> HostLaptop:
        return made.setdefault(name, HostLaptop(tmp_path / "hôtes" / name, name))

    yield host
    for one in made.values():
        one.close()


def texts(desk: Desk, meeting: Written) -> dict[str, str]:
    text = desk.ask(lambda view: minutes_text(view.store, meeting.id))
    return {item.id: plain_text(item.text) for item in text.items}


def writes(desk: Desk, item_id: str, *lines: str) -> None:
    desk.run(WriteEntry(item_id, RichText(tuple(map(paragraph, lines)))))


def chair(desk: Desk, meeting: Written) -> str:
    return desk.ask(lambda view: view.store.get(Meeting, meeting.id).chair)


def takes(desk: Desk, content: bytes, name: str = "retour.dgsdesk") -> str:
    return desk.run(TakeDossier(name, content)).label


def preview_of(desk: Desk, content: bytes) -> TakePreview:
    return desk.ask(take_preview, "retour.dgsdesk", content)


def test_what_a_host_wrote_comes_home_and_goes_again_with_one_undo(
    hub: Desk, meeting: Written, hosts: Hosts
) -> None:
    gorges = hosts("Gorges")
    away = gorges.open(dossier_for(hub, meeting.id, "Gorges"))
    writes(away, meeting.waste, WASTE, "La commune demande deux passages de plus.")
    decided = away.run(AddDecision(meeting.waste, "Passer deux fois par semaine.")).value
    writes(hub, meeting.roads, "La voirie est relevée cette semaine.")
    back = gorges.send_back(meeting.id)
    before = logical_content(hub)
    preview = preview_of(hub, back)
    assert not preview.refused
    assert [(row.heading, row.what) for row in preview.taken] == [
        ("Décision «\u00a0Passer deux fois par semaine.\u00a0»", "ajoutée"),
        ("Point «\u00a0Points d’apport volontaire\u00a0»", "texte"),
    ]
    assert not preview.conflicts
    assert logical_content(hub) == before
    done = hub.run(TakeDossier("retour.dgsdesk", back))
    assert done.label.replace("\u00a0", " ") == "Dossier de Gorges repris : 2 changements repris"
    assert (done.value.taken, done.value.conflicts) == (2, 0)
    assert texts(hub, meeting)[meeting.waste].endswith("La commune demande deux passages de plus.")
    assert texts(hub, meeting)[meeting.roads] == "La voirie est relevée cette semaine."
    assert hub.ask(lambda view: view.store.get(Decision, decided).text) == "Passer deux fois par semaine."
    hub.undo()
    assert logical_content(hub) == before


def test_a_meeting_held_by_its_host_comes_home(hub: Desk, meeting: Written, hosts: Hosts) -> None:
    del meeting
    circle, gorges = hub.ask(
        lambda view: (view.store.find(Circle)[0].id, view.store.find(Organisation, name="Gorges")[0].id)
    )
    planned = hub.run(PlanMeeting(circle, TODAY, gorges)).value
    first, second = (hub.run(AddItem(planned, title=title)).value for title in ("Sel", "Haies"))
    hub.run(SendInvitation(planned))
    host = hosts("Gorges")
    away = host.open(dossier_for(hub, planned, "Gorges"))
    away.run(OpenSession(planned))
    away.run(OpenItem(planned, first))
    assert isinstance(away.clock, FixedClock)
    away.clock.instant += timedelta(minutes=7)
    away.run(OpenItem(planned, second))
    under_way = host.send_back(planned)
    assert not preview_of(hub, under_way).refused
    away.run(CloseSession(planned))
    back = host.send_back(planned)
    assert "clôture de la séance" in " ".join(row.what for row in preview_of(hub, back).taken)
    takes(hub, back)
    held = hub.ask(lambda view: (view.store.get(Meeting, planned), view.store.get(AgendaItem, first)))
    assert (held[0].closed_at is not None, held[1].spent_seconds >= 420) == (True, True)


def test_every_field_that_travels_has_words() -> None:
    assert all(field_words(kind, one.name) for kind in _NAMES for one in fields(kind))


def test_taking_is_preceded_by_a_backup(hub: Desk, meeting: Written, hosts: Hosts) -> None:
    gorges = hosts("Gorges")
    away = gorges.open(dossier_for(hub, meeting.id, "Gorges"))
    writes(away, meeting.waste, "Autre texte.")
    takes(hub, gorges.send_back(meeting.id))
    backups = hub.ask(lambda view: view.keeper.backups())
    assert any("reprise" in one.why for one in backups)


def test_two_hosts_come_home_in_any_order(hub: Desk, meeting: Written, hosts: Hosts) -> None:
    returns = []
    for name, hour in (("Gorges", "10 h"), ("Boussay", "14 h")):
        host = hosts(name)
        away = host.open(dossier_for(hub, meeting.id, name))
        writes(away, meeting.waste, WASTE, f"La tournée commence à {hour} le mardi.")
        away.run(SetRoles(meeting.id, name, ""))
        line = away.ask(lambda view: view.store.find(Attendance, meeting_id=meeting.id)[0].id)
        away.run(SetPresence(line, Presence.EXCUSED))
        returns.append(host.send_back(meeting.id))
    outcomes = []
    for order in (returns, returns[::-1], [*returns, returns[0]]):
        for content in order:
            with suppress(RuleBroken):  # one of them comes twice
                takes(hub, content)
        outcomes.append(
            (
                texts(hub, meeting),
                [
                    (row.heading, row.words, plain_text(row.ours_text), plain_text(row.theirs_text))
                    for row in sorted(hub.ask(conflicts_of, meeting.id), key=lambda row: row.theirs_from)
                ],
            )
        )
        while hub.undoable() and "repris" in str(hub.undoable()):
            hub.undo()
    assert outcomes[0] == outcomes[1] == outcomes[2]
    said, conflicts = outcomes[0]
    assert said[meeting.waste] == WASTE
    assert [theirs for _, what, _, theirs in conflicts if what == "Texte"] == [
        "La tournée commence à 14 h le mardi.",
        "La tournée commence à 10 h le mardi.",
    ]
    assert {theirs for _, what, _, theirs in conflicts if what == "Présidence"} == {"Gorges", "Boussay"}


def test_one_conflict_is_settled_for_theirs_and_stays_settled(
    hub: Desk, meeting: Written, hosts: Hosts
) -> None:
    gorges = hosts("Gorges")
    away = gorges.open(dossier_for(hub, meeting.id, "Gorges"))
    writes(away, meeting.waste, WASTE.replace("première", "seconde"))
    away.run(SetRoles(meeting.id, "Le maire de Gorges", ""))
    writes(hub, meeting.waste, WASTE.replace("première", "troisième"))
    hub.run(SetRoles(meeting.id, "La maire de Clisson", ""))
    preview = preview_of(hub, gorges.send_back(meeting.id))
    assert [(row.what, row.who) for row in preview.conflicts] == [
        ("Texte", "Gorges"),
        ("présidence", "Gorges"),
    ]
    by_us = f"Ici, par essai, le 10{NBSP}novembre 2026 à 8{NBSP}h"
    assert {row.ours_from for row in preview.conflicts} == {by_us}
    takes(hub, gorges.send_back(meeting.id))
    text, field = hub.ask(conflicts_of, meeting.id)
    assert plain_text(text.theirs_text) == WASTE.replace("première", "seconde")
    assert plain_text(text.ours_text) == WASTE.replace("première", "troisième")
    assert "Gorges" in text.theirs_from
    assert (plain_text(field.ours_text), plain_text(field.theirs_text)) == (
        "La maire de Clisson",
        "Le maire de Gorges",
    )
    with pytest.raises(RuleBroken, match="conflicts_open"):
        hub.run(CirculateDraft(meeting.id))
    hub.run(SettleConflict(text.id, ConflictChoice.THEIRS))
    hub.run(SettleConflict(field.id, ConflictChoice.THEIRS))
    assert texts(hub, meeting)[meeting.waste] == WASTE.replace("première", "seconde")
    assert chair(hub, meeting) == "Le maire de Gorges"
    away.run(AddDecision(meeting.roads, "Relever la voirie."))
    done = hub.run(TakeDossier("retour.dgsdesk", gorges.send_back(meeting.id))).value
    assert (done.taken, done.conflicts) == (1, 0)
    assert hub.ask(conflicts_of, meeting.id) == ()


def test_an_item_taken_away_here_and_written_on_there_can_be_put_back(
    hub: Desk, meeting: Written, hosts: Hosts
) -> None:
    gorges = hosts("Gorges")
    away = gorges.open(dossier_for(hub, meeting.id, "Gorges"))
    action = hub.ask(lambda view: view.store.find(Action, meeting_id=meeting.id)[0].id)
    hub.run(RemoveAction(action))
    away.run(EditAction(action, text="Écrire et publier la procédure d’appel"))
    takes(hub, gorges.send_back(meeting.id))
    (row,) = hub.ask(conflicts_of, meeting.id)
    assert plain_text(row.ours_text) == "retiré"
    hub.run(SettleConflict(row.id, ConflictChoice.THEIRS))
    assert "publier" in hub.ask(lambda view: view.store.get(Action, action).text)


def test_an_action_taken_away_there_and_written_on_here_stays_until_settled(
    hub: Desk, meeting: Written, hosts: Hosts
) -> None:
    gorges = hosts("Gorges")
    away = gorges.open(dossier_for(hub, meeting.id, "Gorges"))
    action = hub.ask(lambda view: view.store.find(Action, meeting_id=meeting.id)[0].id)
    away.run(RemoveAction(action))
    hub.run(EditAction(action, text="Écrire et publier la procédure d’appel"))
    takes(hub, gorges.send_back(meeting.id))
    (row,) = hub.ask(conflicts_of, meeting.id)
    assert (plain_text(row.ours_text), plain_text(row.theirs_text)) == ("gardé", "retiré")
    hub.run(SettleConflict(row.id, ConflictChoice.THEIRS))
    assert hub.ask(lambda view: view.store.find(Action, id=action)) == []


def test_what_must_change_nothing_says_why(hub: Desk, meeting: Written, hosts: Hosts, tmp_path: Path) -> None:
    gorges = hosts("Gorges")
    sent = dossier_for(hub, meeting.id, "Gorges")
    away = gorges.open(sent)
    writes(away, meeting.waste, "Premier envoi.")
    first = gorges.send_back(meeting.id)
    writes(away, meeting.waste, "Second envoi.")
    second = gorges.send_back(meeting.id)
    to_read = hosts("Lecteur")
    to_read.open(dossier_for(hub, meeting.id, "Lecteur", Purpose.READ))
    takes(hub, second)
    before = logical_content(hub)
    cut = second[: len(second) // 2]
    for content, code in (
        (second, "dossier_replayed"),
        (first, "dossier_older"),
        (sent, "dossier_from_here"),
        (cut, "dossier_broken"),
        (b"rien", "dossier_not_one"),
    ):
        with pytest.raises(KnownError) as found:
            takes(hub, content)
        assert found.value.code == code
        assert logical_content(hub) == before
    assert "déjà été repris" in preview_of(hub, second).refused


def test_remarks_become_observations_of_their_author(hub: Desk, meeting: Written, hosts: Hosts) -> None:
    hub.run(CirculateDraft(meeting.id))
    gorges = hosts("Gorges")
    away = gorges.open(dossier_for(hub, meeting.id, "Gorges", Purpose.OBSERVE))
    away.run(
        AddObservation(
            meeting.id, "Préciser le jour de passage.", item_id=meeting.waste, author="DGS de Gorges"
        )
    )
    back = gorges.send_back(meeting.id)
    (change,) = preview_of(hub, back).observations
    assert change.after == "Préciser le jour de passage."
    done = hub.run(TakeDossier("retour.dgsdesk", back))
    assert done.value.observations == 1
    (noted,) = hub.ask(lambda view: view.store.find(Observation, meeting_id=meeting.id))
    assert (noted.author, noted.text, noted.item_id) == (
        "DGS de Gorges",
        "Préciser le jour de passage.",
        meeting.waste,
    )
    with pytest.raises(RuleBroken, match="dossier_replayed"):
        takes(hub, back)


def test_who_writes_again_on_what_left_here_anew_contradicts_nobody(
    hub: Desk, meeting: Written, hosts: Hosts
) -> None:
    gorges = hosts("Gorges")
    away = gorges.open(dossier_for(hub, meeting.id, "Gorges"))
    away.run(SetRoles(meeting.id, "Gorges", ""))
    takes(hub, gorges.send_back(meeting.id))
    boussay = hosts("Boussay")
    away = boussay.open(dossier_for(hub, meeting.id, "Boussay"))
    away.run(SetRoles(meeting.id, "Boussay", ""))
    done = hub.run(TakeDossier("retour.dgsdesk", boussay.send_back(meeting.id))).value
    assert done.conflicts == 0
    assert chair(hub, meeting) == "Boussay"


def mailed(content: bytes) -> bytes:
    """Put a dossier into a message."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@exemple.invalid", "b@exemple.invalid", "Retour"
    message.set_content("Voici.")
    message.add_attachment(content, maintype="application", subtype="octet-stream", filename="r.dgsdesk")
    return message.as_bytes()


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_dossier_is_filed_among_arrivals_and_undone_with_them(
    hub: Desk, meeting: Written, hosts: Hosts, *, wrapped: bool
) -> None:
    gorges = hosts("Gorges")
    away = gorges.open(dossier_for(hub, meeting.id, "Gorges"))
    writes(away, meeting.waste, WASTE, "La commune demande deux passages de plus.")
    writes(hub, meeting.roads, "La voirie est relevée.")
    away.run(SetRoles(meeting.id, "Gorges", ""))
    hub.run(SetRoles(meeting.id, "Clisson", ""))
    back = gorges.send_back(meeting.id)
    file = DroppedFile("retour.eml", mailed(back)) if wrapped else DroppedFile("retour.dgsdesk", back)
    before = logical_content(hub)
    (preview,) = hub.ask(preview_arrivals, (file,))
    assert preview.meeting_id == meeting.id
    assert [change.after for change in preview.changes if change.what.startswith("Conflit")] == [
        "Gorges\u00a0: Gorges"
    ]
    hub.run(FileArrivals((file,)))
    assert texts(hub, meeting)[meeting.waste].endswith("deux passages de plus.")
    assert len(hub.ask(conflicts_of, meeting.id)) == 1
    assert any("reprise" in one.why for one in hub.ask(lambda view: view.keeper.backups()))
    (again,) = hub.ask(preview_arrivals, (DroppedFile("copie.dgsdesk", back + b""),))
    assert again.known or "déjà été repris" in again.found
    hub.undo()
    assert logical_content(hub) == before


def test_a_sealed_or_unknown_dossier_waits_among_arrivals(hub: Desk, meeting: Written, hosts: Hosts) -> None:
    gorges = hosts("Gorges")
    away = gorges.open(dossier_for(hub, meeting.id, "Gorges"))
    writes(away, meeting.waste, "Autre texte.")
    sealed = gorges.send_back(meeting.id, "quatre mots sans rapport")
    (preview,) = hub.ask(preview_arrivals, (DroppedFile("retour.dgsdesk", sealed),))
    assert preview.waits
    assert "phrase" in preview.reasons[0]
    done = hub.run(TakeDossier("retour.dgsdesk", sealed, "quatre mots sans rapport")).value
    assert done.taken == 1


def test_documents_come_home(hub: Desk, meeting: Written, hosts: Hosts) -> None:
    gorges = hosts("Gorges")
    away = gorges.open(dossier_for(hub, meeting.id, "Gorges"))
    away.run(
        AddDocuments((NewFile("plan.txt", b"Le plan de la rue."),), Place(OwnerKind.ITEM, meeting.roads))
    )
    preview = preview_of(hub, gorges.send_back(meeting.id))
    assert [(row.heading, row.what) for row in preview.taken] == [(f"Document «{NBSP}plan{NBSP}»", "ajouté")]
    assert preview.sentence == f"1{NBSP}changement repris"
    takes(hub, gorges.send_back(meeting.id))
    (use,) = hub.ask(lambda view: view.store.find(DocumentUse, owner_id=meeting.roads))
    (file,) = hub.ask(lambda view: view.store.find(Attachment, owner_id=use.document_id))
    assert hub.ask(lambda view: view.files.get(file.sha256)) == b"Le plan de la rue."


def test_what_is_reserved_to_others_stays_whatever_comes_home(
    hub: Desk, meeting: Written, hosts: Hosts
) -> None:
    sent = hub.run(ExportDossier(meeting.id, "Élu", Purpose.EDIT, Audience.ELECTED, name="élu.dgsdesk")).value
    elected = hosts("Élu")
    away = elected.open(Path(sent.file).read_bytes())
    writes(away, meeting.waste, "Autre texte.")
    before = hub.ask(lambda view: len(view.store.find(AgendaItem, meeting_id=meeting.id)))
    takes(hub, elected.send_back(meeting.id))
    assert texts(hub, meeting)[meeting.reserved] == "Le registre commun est prêt."
    assert hub.ask(lambda view: len(view.store.find(AgendaItem, meeting_id=meeting.id))) == before
    assert hub.ask(conflicts_of, meeting.id) == ()


def test_a_version_of_another_network_or_base_is_refused(
    hub: Desk, meeting: Written, hosts: Hosts, tmp_path: Path
) -> None:
    gorges = hosts("Gorges")
    away = gorges.open(dossier_for(hub, meeting.id, "Gorges"))
    writes(away, meeting.waste, "Autre texte.")
    back = gorges.send_back(meeting.id)
    hub.undo()  # what left is forgotten
    with pytest.raises(RuleBroken, match="dossier_base_unknown"):
        takes(hub, back)
    other = open_desk(tmp_path / "autre" / "reseau.dgsdb", documents=tmp_path / "d", actor="autre")
    try:
        other.run(FoundNetwork("200067635", example=True))
        with pytest.raises(RuleBroken, match="dossier_foreign"):
            takes(other, back)
    finally:
        other.close()


def test_news_reach_a_host_who_has_begun_and_all_of_it_comes_home(
    hub: Desk, meeting: Written, hosts: Hosts
) -> None:
    gorges = hosts("Gorges")
    away = gorges.open(dossier_for(hub, meeting.id, "Gorges"))
    writes(away, meeting.waste, WASTE, "La commune demande deux passages de plus.")
    takes(hub, gorges.send_back(meeting.id))
    writes(hub, meeting.roads, "La voirie est relevée cette semaine.")
    takes(away, dossier_for(hub, meeting.id, "Gorges"), "nouvelles.dgsdesk")
    assert texts(away, meeting)[meeting.roads] == "La voirie est relevée cette semaine."
    assert texts(away, meeting)[meeting.waste].endswith("deux passages de plus.")
    writes(away, meeting.roads, "La voirie est relevée cette semaine par Gorges.")
    done = hub.run(TakeDossier("retour.dgsdesk", gorges.send_back(meeting.id))).value
    assert done.conflicts == 0
    assert texts(hub, meeting)[meeting.roads] == "La voirie est relevée cette semaine par Gorges."
    assert texts(hub, meeting)[meeting.waste].endswith("deux passages de plus.")


def test_a_settled_conflict_and_the_merge_itself_are_undone_one_by_one(
    hub: Desk, meeting: Written, hosts: Hosts
) -> None:
    gorges = hosts("Gorges")
    away = gorges.open(dossier_for(hub, meeting.id, "Gorges"))
    away.run(SetRoles(meeting.id, "Le maire de Gorges", ""))
    hub.run(SetRoles(meeting.id, "La maire de Clisson", ""))
    before = logical_content(hub)
    takes(hub, gorges.send_back(meeting.id))
    (row,) = hub.ask(conflicts_of, meeting.id)
    merged = logical_content(hub)
    with pytest.raises(BadInput, match="conflict_not_text"):
        hub.run(SettleConflict(row.id, ConflictChoice.BOTH))
    hub.run(SettleConflict(row.id, ConflictChoice.THEIRS))
    assert chair(hub, meeting) == "Le maire de Gorges"
    with pytest.raises(RuleBroken, match="conflict_settled"):
        hub.run(SettleConflict(row.id, ConflictChoice.OURS))
    hub.undo()
    assert logical_content(hub) == merged
    hub.undo()
    assert logical_content(hub) == before


def test_what_is_erased_leaves_the_kept_states_and_returns_still_come_home(
    hub: Desk, meeting: Written, hosts: Hosts
) -> None:
    address = "lea.secrete@exemple.invalid"
    person = PersonFields("Léa", "Secrète", email=address)
    person_id = hub.run(NameToPost(meeting.organisations["Boussay"], Role.DGA, person)).value
    asked = hub.run(AddAction(meeting.waste, f"Écrire à {address}", "Léa", None, None)).value
    gorges = hosts("Gorges")
    away = gorges.open(dossier_for(hub, meeting.id, "Gorges"))
    writes(away, meeting.waste, WASTE, "Un premier ajout.")
    takes(hub, gorges.send_back(meeting.id))
    folder = Path(hub.keeper.place()).parent
    held = [path for path in folder.rglob("*") if path.is_file() and "sauvegardes" not in str(path)]
    assert sum(address.encode() in path.read_bytes() for path in held) >= 3  # sent, taken, remembered, rows
    assert any("dossiers envoyés" in line for line in hub.ask(erasure_preview, person_id).erased)

    hub.run(ErasePerson(person_id))
    held = [path for path in folder.rglob("*") if path.is_file() and "sauvegardes" not in str(path)]
    assert [str(path) for path in held if address.encode() in path.read_bytes()] == []
    assert hub.ask(check_network).findings == ()
    writes(away, meeting.roads, "La voirie, un second ajout.")
    done = hub.run(TakeDossier("retour.dgsdesk", gorges.send_back(meeting.id)))
    assert (done.value.taken, done.value.conflicts) == (1, 0)
    assert hub.ask(lambda view: view.store.get(Action, asked).text) == "Écrire à [effacé]"
    told = away.ask(erasure_preview, away.ask(lambda view: view.store.find(Person)[0].id))
    assert any("repartir tel quel" in line for line in told.beyond)
