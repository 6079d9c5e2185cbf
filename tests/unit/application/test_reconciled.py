"""Observations of many brought together: one request for the same change, alternatives, mails, approvals."""

from __future__ import annotations

from collections.abc import Iterable
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from io import BytesIO
from pathlib import Path

import docx
import pytest

from dgsdesk.application.desk import Desk
from dgsdesk.application.dispatch.acts import DispatchMinutes
from dgsdesk.application.home.page import home_page
from dgsdesk.application.home.reminder import Remind
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.application.minutes.frozen_text import altered_texts
from dgsdesk.application.minutes.holding import WriteEntry
from dgsdesk.application.minutes.rectification import RectifyMinutes
from dgsdesk.application.minutes.text import minutes_text
from dgsdesk.application.review.answers import LayAnswers
from dgsdesk.application.review.approval import ConfirmApproval
from dgsdesk.application.review.circulation import CirculateDraft
from dgsdesk.application.review.clock import Clock
from dgsdesk.application.review.express_approval import NoteApprovals, WithdrawApproval
from dgsdesk.application.review.incoming import ImportObservations, Incoming, ReceivedFile, incoming_preview
from dgsdesk.application.review.observation import AddObservation, AimObservation
from dgsdesk.application.review.page import review_page
from dgsdesk.application.review.rows import ObservationRow
from dgsdesk.application.review.settlement import ReopenObservation, SettleObservation
from dgsdesk.application.sentences import sentence
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.meeting import ReminderTopic, Sending, SendingKind
from dgsdesk.domain.minutes import Correction, MinutesVersion, ObservationState
from dgsdesk.domain.read_document import ChangeKind, Changes
from dgsdesk.domain.richtext import RichText, block_text, paragraph, plain_text
from dgsdesk.formats.apart import Apart
from tests.returned_drafts import tracked
from tests.written_meeting import APPROVED_ON, DECIDED, LAST_DAY, SENT, WASTE, Written, on_day

HOURS, DAYS = "48 heures", "deux jours ouvrés"


@pytest.fixture
def sent(written_desk: Desk, written_meeting: Written) -> Written:
    on_day(written_desk, SENT)
    written_desk.run(CirculateDraft(written_meeting.id, way=Way.COPIED))
    return written_meeting


def draft(desk: Desk) -> bytes:
    root: Path = desk.office.root  # type: ignore[attr-defined]
    return next(root.glob("*/*projet-de-compte-rendu_v1.docx")).read_bytes()


def copies(desk: Desk, *changes: tuple[str, dict[str, str]]) -> Incoming:
    original = draft(desk)
    files = (ReceivedFile(f"{who}.docx", tracked(original, who, what)) for who, what in changes)
    return Incoming(tuple(files))


def rows(desk: Desk, meeting: Written) -> list[ObservationRow]:
    return [row for group in desk.ask(review_page, meeting.id).groups for row in group.rows]


def words(desk: Desk, meeting: Written) -> str:
    text = desk.ask(lambda view: minutes_text(view.store, meeting.id))
    return "\n".join(
        "\n".join([plain_text(item.text), *(decision.text for decision in item.decisions)])
        for item in text.items
    )


@pytest.fixture
def many(written_desk: Desk, sent: Written) -> Written:
    """Three ask for the same, a fourth for other words at the same place, a fifth elsewhere."""
    written_desk.run(
        ImportObservations(
            sent.id,
            copies(
                written_desk,
                ("DGS Gorges", {HOURS: DAYS}),
                ("Mairie de Boussay", {HOURS: DAYS}),
                ("SGM Remouillé", {HOURS: DAYS}),
                ("DGS Clisson", {HOURS: "72 heures"}),
                ("DGS Vallet", {"première plainte": "principale plainte"}),
            ),
        )
    )
    return sent


def test_the_same_change_is_shown_once_with_its_authors(written_desk: Desk, many: Written) -> None:
    found = rows(written_desk, many)
    same = next(row for row in found if row.proposed == DAYS)
    assert [asker.author for asker in same.askers] == ["DGS de Gorges", "SGM de Boussay", "SGM de Remouillé"]
    assert same.author == "DGS de Gorges et 2 autres"
    other = next(row for row in found if "72" in row.proposed)
    assert same.alternatives == (other.number,)
    assert abs(found.index(same) - found.index(other)) == 1
    assert "Si vous retenez celle-ci, elle reste à traiter" in same.rivals


def test_accepting_one_of_two_tells_of_the_other_and_keeps_it(written_desk: Desk, many: Written) -> None:
    same = next(row for row in rows(written_desk, many) if row.proposed == DAYS)
    done = written_desk.run(SettleObservation(same.id, ObservationState.ACCEPTED, wording=DAYS))
    assert done.label.endswith("; l’observation 4, sur le même passage, reste à traiter")
    assert DAYS in words(written_desk, many)
    other = next(row for row in rows(written_desk, many) if "72" in row.proposed)
    assert other.change is not None
    assert (other.change.struck, other.change.exact) == (DAYS, False)
    assert other.answer == "La rédaction de l’observation 1 a été retenue."
    written_desk.run(SettleObservation(other.id, ObservationState.ACCEPTED, wording=other.proposed))
    assert "72 heures" in words(written_desk, many)
    written_desk.undo()
    written_desk.undo()
    assert HOURS in words(written_desk, many)
    assert len(rows(written_desk, many)) == 3


def test_reopening_gives_the_first_words_back(written_desk: Desk, many: Written) -> None:
    same = next(row for row in rows(written_desk, many) if row.proposed == DAYS)
    written_desk.run(SettleObservation(same.id, ObservationState.REPHRASED, wording="sous deux jours"))
    written_desk.run(ReopenObservation(same.id))
    assert HOURS in words(written_desk, many)
    assert all(row.state is ObservationState.OPEN for row in rows(written_desk, many))


def test_a_lost_place_is_shown_by_hand(written_desk: Desk, sent: Written) -> None:
    one = written_desk.run(
        AddObservation(
            sent.id, "", author="DGS de Gorges", item_id=sent.waste, quote=WASTE[:20], proposed="Ici"
        )
    ).value
    written_desk.run(WriteEntry(sent.roads, RichText((paragraph("Autre chose."),))))
    with pytest.raises(RuleBroken, match="passage_not_found"):
        written_desk.run(AimObservation(one, sent.roads, "mots absents"))
    written_desk.run(AimObservation(one, sent.roads, "Autre chose"))
    (row,) = rows(written_desk, sent)
    assert row.change is not None
    assert row.change.struck == "Autre chose"


def test_an_unknown_author_is_asked_once_and_remembered(written_desk: Desk, sent: Written) -> None:
    first = copies(written_desk, ("Poste 12", {HOURS: DAYS}))
    assert written_desk.ask(incoming_preview, sent.id, first).unknown == ("Poste 12",)
    told = Incoming(
        first.files,
        told=(
            (
                "Poste 12",
                sent.organisations["Vallet"]
                if "Vallet" in sent.organisations
                else sent.organisations["Gorges"],
            ),
        ),
    )
    written_desk.run(ImportObservations(sent.id, told))
    again = copies(written_desk, ("Poste 12", {"première plainte": "principale plainte"}))
    assert written_desk.ask(incoming_preview, sent.id, again).unknown == ()


def test_a_pasted_message_becomes_observations(written_desk: Desk, sent: Written) -> None:
    text = (
        "De : Mairie de Gorges <dgs@exemple.invalid>\nEnvoyé : mardi 24 novembre 2026 10:12\nObjet : CR\n\n"
        "Bonjour,\n\nPoint 1.1 : remplacer « 48 heures » par « deux jours ouvrés ».\n\n"
        "Et la CLECT, où en est-on ?\n\nCordialement,\nQuelqu’un\n"
    )
    assert written_desk.run(ImportObservations(sent.id, Incoming(pasted=text))).value == 2
    first, second = sorted(rows(written_desk, sent), key=lambda row: row.number)
    assert (first.author, first.quote, first.proposed, first.way) == (
        "DGS de Gorges",
        HOURS,
        DAYS,
        "courriel",
    )
    assert first.item_id == sent.waste
    assert "CLECT" in second.text


def test_a_message_without_words_of_its_own_is_noted_whole(written_desk: Desk, sent: Written) -> None:
    text = "Le 24 nov. 2026 à 10:00, Agglo a écrit :\n> Que pensez-vous du point 1.1 ?\n"
    assert written_desk.run(ImportObservations(sent.id, Incoming(pasted=text))).value == 1
    (row,) = rows(written_desk, sent)
    assert "Que pensez-vous du point 1.1" in row.text


def test_a_plain_yes_is_an_express_approval(written_desk: Desk, sent: Written) -> None:
    mail = (
        b"From: Mairie de Gorges <x@exemple.invalid>\r\nDate: Tue, 24 Nov 2026 11:00:00 +0100\r\n"
        b"Subject: Re: projet\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nBonjour,\r\n\r\n"
        b"Pas d'observation de ma part.\r\n"
    )
    written_desk.run(ImportObservations(sent.id, Incoming((ReceivedFile("re.eml", mail),))))
    page = written_desk.ask(review_page, sent.id)
    assert page.groups == ()
    assert page.express == "1\u00a0approbation expresse sur 17"


def test_express_approvals_are_counted_and_the_silent_reminded(written_desk: Desk, sent: Written) -> None:
    seats = [seat.organisation_id for seat in written_desk.ask(review_page, sent.id).seats]
    written_desk.run(NoteApprovals(sent.id, tuple(seats[:9])))
    written_desk.run(WithdrawApproval(sent.id, seats[0]))
    on_day(written_desk, LAST_DAY.replace(day=1))
    made = written_desk.run(Remind(ReminderTopic.OBSERVATIONS, sent.id)).value
    assert made.recipients == 17 - 8
    assert b"demain" in Path(made.paths[0]).read_bytes()
    kept = written_desk.ask(lambda view: len(view.store.find(Sending, kind=SendingKind.REMINDER)))
    assert kept == 9
    written_desk.run(CirculateDraft(sent.id, way=Way.COPIED, clock=Clock.KEEP))
    assert written_desk.ask(review_page, sent.id).express.startswith("8")
    written_desk.run(CirculateDraft(sent.id, way=Way.COPIED))
    assert written_desk.ask(review_page, sent.id).express == ""


def test_a_new_clock_that_was_chosen_holds_the_approval_back(written_desk: Desk, many: Written) -> None:
    for row in rows(written_desk, many):
        accept = SettleObservation(
            row.id, ObservationState.ACCEPTED, wording=row.proposed, changes_substance=True, restarts=True
        )
        written_desk.run(accept)
    on_day(written_desk, APPROVED_ON)
    with pytest.raises(RuleBroken, match="approval_wants_sending"):
        written_desk.run(ConfirmApproval(many.id))
    keep, restart = written_desk.ask(review_page, many.id).clocks
    assert "échu le mercredi 2" in keep
    assert "vendredi 11" in restart
    written_desk.run(CirculateDraft(many.id, way=Way.COPIED, clock=Clock.RESTART))
    assert not written_desk.ask(review_page, many.id).restarts


def test_the_answer_shows_what_remains_as_tracked_changes(written_desk: Desk, many: Written) -> None:
    same = next(row for row in rows(written_desk, many) if row.proposed == DAYS)
    written_desk.run(
        SettleObservation(same.id, ObservationState.REFUSED, "Le marché en cours prévoit ce délai.")
    )
    paths = written_desk.run(LayAnswers(many.id)).value
    assert {Path(path).suffix for path in paths if "suites-donnees" in path} == {".docx", ".pdf"}
    answer = next(Path(path) for path in paths if "Gorges_reponse-a-DGS-de-Gorges" in path)
    read = written_desk.office.read_docx(answer.read_bytes(), Changes.SHOW)
    kinds = {(change.kind, change.text) for change in read.changes}
    assert kinds == {(ChangeKind.DELETE, DAYS), (ChangeKind.INSERT, HOURS)}
    assert any("Le marché en cours" in comment.text for comment in read.comments)
    accepted = written_desk.office.read_docx(answer.read_bytes())
    assert any(DECIDED in block_text(block) for block in accepted.blocks)


def test_each_author_gets_the_draft_of_a_message_with_table_and_file(
    written_desk: Desk, many: Written
) -> None:
    same = next(row for row in rows(written_desk, many) if row.proposed == DAYS)
    written_desk.run(SettleObservation(same.id, ObservationState.REFUSED, "Le marché prévoit ce délai."))
    paths = [Path(path) for path in written_desk.run(LayAnswers(many.id)).value]
    drafts = [
        BytesParser(policy=policy.default).parsebytes(p.read_bytes()) for p in paths if p.suffix == ".eml"
    ]
    assert len(drafts) == len(same.askers)
    for draft in drafts:
        assert isinstance(draft, EmailMessage)
        assert body_of(draft).startswith("Chère collègue,")
        table, answer = (str(part.get_filename()) for part in draft.iter_attachments())
        assert table.endswith("suites-donnees-aux-observations.pdf")
        assert "reponse-a-" in answer
    sent = written_desk.ask(lambda view: view.store.find(Sending, kind=SendingKind.ANSWER))
    assert {one.address for one in sent} == {str(draft["To"].addresses[0].addr_spec) for draft in drafts}


def test_a_rectification_keeps_both_texts_and_reaches_those_who_may_read_it(
    written_desk: Desk, sent: Written
) -> None:
    correction = Correction(sent.reserved, "registre commun", "registre partagé")
    rectify = RectifyMinutes(sent.id, "Le registre est partagé.", (correction,))
    on_day(written_desk, APPROVED_ON)
    written_desk.run(ConfirmApproval(sent.id))
    with pytest.raises(RuleBroken, match="rectified_before_dispatch"):
        written_desk.run(rectify)
    written_desk.run(DispatchMinutes(sent.id, way=Way.COPIED))
    made = written_desk.run(rectify).value
    assert made.number == 1
    assert made.recipients == 17  # the reserved item is before no elected member
    assert not any("elus" in Path(path).name for path in made.paths)
    assert "registre partagé" in words(written_desk, sent)
    versions = written_desk.ask(lambda view: [one.content for one in view.store.find(MinutesVersion)])
    assert sum("registre commun" in content for content in versions) == 2
    assert "registre partagé" in versions[-1]


def test_a_rectification_addresses_its_readers_as_the_dispatch_did(written_desk: Desk, sent: Written) -> None:
    on_day(written_desk, APPROVED_ON)
    written_desk.run(ConfirmApproval(sent.id))
    dispatched = by_address(written_desk.run(DispatchMinutes(sent.id)).value.paths)
    corrections = (
        Correction(sent.roads, "règlement", "Règlement"),
        Correction(sent.waste, "colonnes", "bornes"),
    )
    made = written_desk.run(RectifyMinutes(sent.id, "Coquilles.", corrections)).value
    rectified = by_address(made.paths)
    calls = {address: body_of(draft).split("\n")[0] for address, draft in rectified.items()}
    assert calls == {address: body_of(draft).split("\n")[0] for address, draft in dispatched.items()}
    assert {"Chère collègue,", "Madame,", "Monsieur,", "Madame, Monsieur,"} >= set(calls.values())
    assert "Chère collègue," in calls.values()
    draft = next(iter(rectified.values()))
    assert "appelle une rectification. Motif : Coquilles." in " ".join(body_of(draft).split())
    sheet = next(Path(path) for path in made.paths if "rectificatif-1-DGS.docx" in path)
    cells = [row.cells[0].text[:4] for row in docx.Document(str(sheet)).tables[0].rows[1:]]
    assert cells == sorted(cells)


def by_address(paths: Iterable[str]) -> dict[str, EmailMessage]:
    """Read drafts by whom they are for."""
    found: dict[str, EmailMessage] = {}
    for path in (Path(one) for one in paths if one.endswith(".eml")):
        draft = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
        assert isinstance(draft, EmailMessage)
        found[str(draft["To"].addresses[0].addr_spec)] = draft
    return found


def body_of(draft: EmailMessage) -> str:
    body = draft.get_body(("plain",))
    assert body is not None
    return "\n".join(str(body.get_content()).splitlines())


def test_an_altered_frozen_text_is_told_and_not_dispatched(written_desk: Desk, sent: Written) -> None:
    on_day(written_desk, APPROVED_ON)
    written_desk.run(ConfirmApproval(sent.id))
    assert written_desk.ask(altered_texts) == ()
    with written_desk.vault.unit_of_work() as work:
        version = max(work.find(MinutesVersion), key=lambda one: one.number)
        version.content = version.content.replace("première", "dernière")
        from dgsdesk.application.ports.store import JournalLine

        work.commit(JournalLine("essai", "essai", "", written_desk.clock.now()))
    assert "ne correspond plus" in written_desk.ask(altered_texts)[0][1]
    lines = [line.title for group in written_desk.ask(home_page).groups for line in group.lines]
    assert "Vérifier un texte figé" in lines
    with pytest.raises(RuleBroken, match="text_altered"):
        written_desk.run(DispatchMinutes(sent.id, way=Way.COPIED))


def test_bold_alone_in_a_file_is_told_with_its_words(written_desk: Desk, sent: Written) -> None:
    document = docx.Document(BytesIO(draft(written_desk)))
    run = next(run for one in document.paragraphs for run in one.runs if "première plainte" in run.text)
    run.bold = True
    out = BytesIO()
    document.save(out)
    incoming = Incoming((ReceivedFile("gras.docx", out.getvalue()),))
    (row,) = written_desk.ask(incoming_preview, sent.id, incoming).rows
    assert row.text == "Mise en forme modifiée dans le fichier\u00a0: en gras"
    assert row.quote == WASTE
    assert not row.proposed


def test_a_file_previewed_then_filed_is_read_once(
    written_desk: Desk, sent: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    incoming = copies(written_desk, ("DGS Gorges", {HOURS: DAYS}), ("DGS Clisson", {HOURS: "72 heures"}))
    asked: list[int] = []
    read = Apart.read

    def counted(reader: Apart, *request: bytes) -> bytes:
        asked.append(sum(map(len, request)))
        return read(reader, *request)

    written_desk.ask(lambda view: view.office.unpack([(one.name, one.content) for one in incoming.files]))
    monkeypatch.setattr(Apart, "read", counted)
    written_desk.ask(incoming_preview, sent.id, incoming)
    written_desk.run(ImportObservations(sent.id, incoming))
    assert len(asked) == 2


def test_a_broken_copy_among_many_is_told_and_the_others_count(written_desk: Desk, sent: Written) -> None:
    incoming = copies(written_desk, ("DGS Gorges", {HOURS: DAYS}), ("DGS Clisson", {HOURS: "72 heures"}))
    broken = ReceivedFile("coupé.docx", incoming.files[0].content[:-400])
    preview = written_desk.ask(
        incoming_preview, sent.id, Incoming((incoming.files[0], broken, incoming.files[1]))
    )
    assert [one.name for one in preview.refused] == ["coupé.docx"]
    assert preview.fresh == 2


def test_a_calendar_reply_is_sent_to_arrivals(written_desk: Desk, sent: Written) -> None:
    reply = b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    with pytest.raises(BadInput) as caught:
        written_desk.run(ImportObservations(sent.id, Incoming((ReceivedFile("oui.ics", reply),))))
    assert caught.value.code == "incoming_calendar"
    told = sentence(caught.value)
    assert "oui.ics" in told.message
    assert "Arrivées" in told.remedy
