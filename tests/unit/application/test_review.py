"""From the written draft to the approval: circulating, observations, the clock, the certificate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.desk import Desk, View
from dgsdesk.application.home.reminder import reminder_preview
from dgsdesk.application.invitation.acts import SendInvitation
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.application.minutes.content import content_json, text_from_content
from dgsdesk.application.minutes.holding import CloseSession, OpenSession, WriteEntry
from dgsdesk.application.minutes.text import as_seen_by, minutes_text
from dgsdesk.application.review.approval import ConfirmApproval, RevokeApproval
from dgsdesk.application.review.circulation import CirculateDraft, LayDraft, circulation_preview
from dgsdesk.application.review.clock import Clock
from dgsdesk.application.review.observation import AddObservation, PlaceObservation, RemoveObservation
from dgsdesk.application.review.page import review_page
from dgsdesk.application.review.rows import ObservationRow
from dgsdesk.application.review.settlement import ReopenObservation, SettleObservation
from dgsdesk.application.sentences import sentence
from dgsdesk.domain.agenda import AgendaPart
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import BadInput, KnownError, RuleBroken
from dgsdesk.domain.meeting import Meeting, MeetingState, ReminderTopic, Sending
from dgsdesk.domain.minutes import (
    Approval,
    ApprovalStanding,
    Circulation,
    MinutesVersion,
    ObservationState,
    content_hash,
)
from dgsdesk.domain.richtext import RichText, paragraph, plain_text
from dgsdesk.domain.wording import NBSP
from tests.written_meeting import APPROVED_ON, DECIDED, LAST_DAY, SENT, Written, on_day


@pytest.fixture
def clisson(written_desk: Desk) -> Desk:
    """A network with a written meeting."""
    return written_desk


@pytest.fixture
def written(clisson: Desk, written_meeting: Written) -> Written:
    """A written meeting; the clock stands on the day of its sending."""
    on_day(clisson, SENT)
    return written_meeting


@pytest.fixture
def sent(clisson: Desk, written: Written) -> Written:
    """The same, its draft sent round by copied addresses."""
    clisson.run(CirculateDraft(written.id, way=Way.COPIED))
    return written


def kept(desk: Desk, kind: type[Entity], meeting_id: str) -> list[dict[str, object]]:
    def read(view: View) -> list[dict[str, object]]:
        return [
            {name: value for name, value in vars(row).items() if not name.startswith("_")}
            for row in view.store.find(kind, meeting_id=meeting_id)
        ]

    return desk.ask(read)


def state(desk: Desk, meeting_id: str) -> MeetingState:
    return desk.ask(lambda view: view.store.get(Meeting, meeting_id).state)


def rows(desk: Desk, meeting_id: str) -> list[ObservationRow]:
    return [row for group in desk.ask(review_page, meeting_id).groups for row in group.rows]


def refused(act: Callable[[], object]) -> str:
    """Return the code of the known error that an act raises, whose sentence exists."""
    with pytest.raises(KnownError) as caught:
        act()
    assert sentence(caught.value).message
    return caught.value.code


# -- the text -----------------------------------------------------------------------------------------------


def test_the_text_says_everything_in_printed_order(clisson: Desk, written: Written) -> None:
    text = clisson.ask(lambda view: minutes_text(view.store, written.id))
    assert [item.heading for item in text.items] == [
        "1.1 Points d’apport volontaire",
        "1.2 Voirie d’intérêt communautaire",
        "2.1 Protection des données",
    ]
    assert text.host == text.writer == "DGS de Gorges"
    assert [group.title for group in text.attendance] == ["Absents"]
    assert text.following is not None
    assert text.following.day == date(2026, 12, 8)
    assert text.items[0].actions[0].owner == "Directeur des déchets"


def test_the_frozen_form_reads_back_exactly(clisson: Desk, written: Written) -> None:
    text = clisson.ask(lambda view: minutes_text(view.store, written.id))
    assert text_from_content(content_json(text)) == text
    assert content_json(text) == content_json(text_from_content(content_json(text)))


def test_an_edition_withholds_what_its_readers_may_not_read(clisson: Desk, written: Written) -> None:
    text = clisson.ask(lambda view: minutes_text(view.store, written.id))
    elected = as_seen_by(text, Audience.ELECTED)
    assert [item.id for item in elected.withheld] == [written.reserved]
    assert [item.number for item in elected.text.items] == ["1.1", "1.2"]
    assert "Chaque commune désigne" not in content_json(elected.text)
    assert as_seen_by(text, Audience.DIRECTORS).withheld == ()


# -- circulating --------------------------------------------------------------------------------------------


def test_circulating_starts_the_clock_and_records_every_sending(clisson: Desk, written: Written) -> None:
    made = clisson.run(CirculateDraft(written.id)).value
    assert (made.version, made.last_day) == (1, LAST_DAY)
    assert "huit jours calendaires" in made.sentence
    names = [Path(path).name for path in made.paths]
    assert "2026-11-10_Gorges_projet-de-compte-rendu_v1.docx" in names
    assert sum(name.endswith(".eml") for name in names) == 17
    assert len(kept(clisson, Sending, written.id)) == 17 + 17  # the invitation left before
    (circulation,) = kept(clisson, Circulation, written.id)
    assert (circulation["last_day"], circulation["approved_on"]) == (LAST_DAY, APPROVED_ON)
    assert state(clisson, written.id) is MeetingState.CIRCULATED


def test_the_preview_shows_what_will_leave(clisson: Desk, written: Written) -> None:
    preview = clisson.ask(circulation_preview, written.id)
    made = clisson.run(CirculateDraft(written.id, way=Way.COPIED)).value
    assert (preview.version, preview.last_day, preview.sentence) == (
        made.version,
        made.last_day,
        made.sentence,
    )
    assert len(preview.recipients) == 17
    assert "mercredi 2\u00a0décembre 2026 inclus" in preview.message
    assert f"DGS en trois temps (rédaction{NBSP}: DGS de Gorges)." in preview.message
    assert preview.running_until is None


def test_circulating_gives_decisions_their_numbers_for_good(clisson: Desk, sent: Written) -> None:
    text = clisson.ask(lambda view: minutes_text(view.store, sent.id))
    assert [decision.number for _, decision in text.decisions] == ["2026-11/01", "2026-11/02"]


def test_undoing_a_circulation_leaves_nothing_of_it(clisson: Desk, sent: Written) -> None:
    clisson.undo()
    assert state(clisson, sent.id) is MeetingState.DRAFTING
    assert kept(clisson, Circulation, sent.id) == kept(clisson, MinutesVersion, sent.id) == []
    assert clisson.ask(lambda view: minutes_text(view.store, sent.id)).decisions[0][1].number == ""


def test_a_second_version_keeps_the_clock_or_restarts_it(clisson: Desk, sent: Written) -> None:
    on_day(clisson, date(2026, 11, 27))
    preview = clisson.ask(circulation_preview, sent.id)
    assert preview.running_until == LAST_DAY
    again = clisson.run(CirculateDraft(sent.id, way=Way.COPIED, clock=Clock.KEEP)).value
    assert again.last_day == LAST_DAY
    assert "délai inchangé" in again.sentence
    restarted = clisson.run(CirculateDraft(sent.id, way=Way.COPIED)).value
    assert restarted.last_day == date(2026, 12, 5)
    assert [row["superseded"] for row in kept(clisson, Circulation, sent.id)].count(False) == 1


def test_a_clock_that_has_run_out_cannot_be_kept(clisson: Desk, sent: Written) -> None:
    on_day(clisson, APPROVED_ON)
    assert refused(lambda: clisson.run(CirculateDraft(sent.id, clock=Clock.KEEP))) == "deadline_over"
    assert clisson.ask(circulation_preview, sent.id).running_until is None


def test_a_draft_leaves_though_its_session_was_held_before_its_day(clisson: Desk) -> None:
    on_day(clisson, date(2026, 11, 27))
    early = clisson.ask(lambda view: view.store.find(Meeting, day=date(2026, 12, 8))[0].id)
    part = clisson.ask(lambda view: view.store.find(AgendaPart, meeting_id=early)[0].id)
    item = clisson.run(AddItem(early, title="Astreintes", part_id=part)).value
    clisson.run(SendInvitation(early))
    clisson.run(OpenSession(early))
    clisson.run(WriteEntry(item, RichText((paragraph("Le calendrier est arrêté."),))))
    clisson.run(CloseSession(early))
    assert refused(lambda: clisson.run(CirculateDraft(early, date(2026, 11, 26)))) == "sent_before_meeting"
    clisson.run(CirculateDraft(early))
    assert state(clisson, early) is MeetingState.CIRCULATED


def test_a_sending_needs_a_likely_day_and_a_text(clisson: Desk, written: Written) -> None:
    assert refused(lambda: clisson.run(CirculateDraft(written.id, date(2026, 11, 25)))) == "sent_later"
    assert (
        refused(lambda: clisson.run(CirculateDraft(written.id, date(2026, 11, 9)))) == "sent_before_meeting"
    )
    assert refused(lambda: clisson.run(CirculateDraft(written.id, clock=Clock.KEEP))) == "no_clock_to_keep"
    assert state(clisson, written.id) is MeetingState.DRAFTING


def test_the_draft_for_word_takes_a_new_version_only_when_the_text_changed(
    clisson: Desk, written: Written
) -> None:
    first = clisson.run(LayDraft(written.id)).value
    again = clisson.run(LayDraft(written.id)).value
    clisson.run(WriteEntry(written.roads, RichText((paragraph("Autre texte"),))))
    second = clisson.run(LayDraft(written.id)).value
    assert first == again
    assert second.endswith("_v2.docx")
    assert [row["number"] for row in kept(clisson, MinutesVersion, written.id)] == [1, 2]


# -- observations -------------------------------------------------------------------------------------------


def observe(desk: Desk, meeting: Written, text: str = "Trop court", **more: object) -> str:
    command = AddObservation(meeting.id, text, author="DGS de Clisson")
    return desk.run(replace(command, **more)).value  # type: ignore[arg-type]


def test_an_accepted_proposal_changes_the_decision_that_it_quotes(clisson: Desk, sent: Written) -> None:
    one = observe(clisson, sent, item_id=sent.waste, quote="sous 48 heures", proposed="en deux jours")
    (row,) = rows(clisson, sent.id)
    assert row.change is not None
    assert (row.change.struck, row.change.inserted) == ("sous 48 heures", "en deux jours")
    clisson.run(SettleObservation(one, ObservationState.ACCEPTED, "Retenu", wording="en deux jours"))
    text = clisson.ask(lambda view: minutes_text(view.store, sent.id))
    assert text.items[0].decisions[0].text == DECIDED.replace("sous 48 heures", "en deux jours")
    assert clisson.ask(review_page, sent.id).changed
    clisson.undo()
    assert rows(clisson, sent.id) == [row]


def test_a_rephrasing_writes_other_words_in_the_text(clisson: Desk, sent: Written) -> None:
    one = observe(clisson, sent, item_id=sent.roads, quote="les arbres suivent")
    clisson.run(SettleObservation(one, ObservationState.REPHRASED, wording="nos arbres suivent"))
    text = clisson.ask(lambda view: minutes_text(view.store, sent.id))
    assert "nos arbres suivent la chaussée" in plain_text(text.items[1].text)


def test_settling_asks_for_what_it_needs(clisson: Desk, sent: Written) -> None:
    one = observe(clisson, sent, item_id=sent.waste, quote="absent du texte", proposed="rien")

    def settle(chosen: ObservationState, wording: str | None = None) -> str:
        return refused(lambda: clisson.run(SettleObservation(one, chosen, wording=wording)))

    assert settle(ObservationState.REFUSED) == "refusal_without_reason"
    assert settle(ObservationState.REPHRASED) == "rephrasing_without_words"
    assert settle(ObservationState.OPEN) == "not_a_settlement"
    assert settle(ObservationState.ACCEPTED, "rien") == "passage_not_found"
    assert rows(clisson, sent.id)[0].state is ObservationState.OPEN


def test_observations_are_grouped_and_the_lost_ones_come_first(clisson: Desk, sent: Written) -> None:
    observe(clisson, sent, item_id=sent.roads)
    lost = observe(clisson, sent, "Sans point")
    page = clisson.ask(review_page, sent.id)
    assert [group.heading for group in page.groups] == ["À rattacher", "1.2 Voirie d’intérêt communautaire"]
    assert page.groups[0].line == "1\u00a0observation sans point reconnu, DGS de Clisson"
    clisson.run(PlaceObservation(lost, sent.waste))
    assert [group.heading[:3] for group in clisson.ask(review_page, sent.id).groups] == ["1.1", "1.2"]


def test_an_observation_needs_words_an_author_and_a_day(clisson: Desk, sent: Written) -> None:
    assert refused(lambda: observe(clisson, sent, " ")) == "observation_empty"
    assert refused(lambda: observe(clisson, sent, author=" ")) == "observation_without_author"
    assert refused(lambda: observe(clisson, sent, received_on=date(2026, 11, 25))) == "received_later"
    with pytest.raises(BadInput, match="received_later"):
        observe(clisson, sent, received_on=date(2027, 1, 1))


def test_an_organisation_names_its_author(clisson: Desk, sent: Written) -> None:
    clisson.run(AddObservation(sent.id, "Oui", organisation_id=sent.organisations["Boussay"]))
    assert rows(clisson, sent.id)[0].author == "SGM de Boussay"


def test_an_observation_reopens_and_goes(clisson: Desk, sent: Written) -> None:
    one = observe(clisson, sent)
    clisson.run(SettleObservation(one, ObservationState.REFUSED, "Hors sujet"))
    clisson.run(ReopenObservation(one))
    assert rows(clisson, sent.id)[0].state is ObservationState.OPEN
    clisson.run(RemoveObservation(one))
    assert rows(clisson, sent.id) == []
    clisson.undo()
    assert len(rows(clisson, sent.id)) == 1


def test_nothing_is_observed_before_the_draft_left(clisson: Desk, written: Written) -> None:
    assert refused(lambda: observe(clisson, written)) == "not_in_review"


# -- approval -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "left", "words"),
    [
        (
            date(2026, 11, 27),
            5,
            "Encore 5\u00a0jours\u00a0: observations jusqu’au mercredi 2\u00a0décembre inclus",
        ),
        (LAST_DAY, 0, "Dernier jour\u00a0: observations jusqu’à ce soir, mercredi 2\u00a0décembre, minuit"),
    ],
)
def test_the_clock_is_said_in_words(clisson: Desk, sent: Written, day: date, left: int, words: str) -> None:
    on_day(clisson, day)
    deadline = clisson.ask(review_page, sent.id).deadline
    assert deadline is not None
    assert (deadline.left, deadline.days, deadline.title) == (left, 8, words)
    assert "à 17\u00a0personnes, 8 jours calendaires" in deadline.line
    assert refused(lambda: clisson.run(ConfirmApproval(sent.id))) == "approval_running"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (LAST_DAY - timedelta(days=3), "jusqu’au mercredi 2 décembre 2026 inclus"),
        (LAST_DAY - timedelta(days=1), "jusqu’à demain, mercredi 2 décembre 2026 inclus"),
        (LAST_DAY, "jusqu’à ce soir, mercredi 2 décembre 2026, minuit"),
    ],
)
def test_a_reminder_says_its_last_day_without_doubt(
    clisson: Desk, sent: Written, day: date, words: str
) -> None:
    on_day(clisson, day)
    preview = clisson.ask(reminder_preview, ReminderTopic.OBSERVATIONS, sent.id)
    assert f"sont attendues {words}" in preview.subject.replace(NBSP, " ")
    assert f"Vos observations sont attendues {words}." in preview.text.replace(NBSP, " ")


def test_silence_approves_once_the_deadline_is_over(clisson: Desk, sent: Written) -> None:
    on_day(clisson, APPROVED_ON)
    deadline = clisson.ask(review_page, sent.id).deadline
    assert deadline is not None
    assert deadline.standing is ApprovalStanding.DUE
    made = clisson.run(ConfirmApproval(sent.id)).value
    names = {Path(path).name for path in made.paths}
    assert names == {
        "2026-11-10_Gorges_certificat-d-approbation.docx",
        "2026-11-10_Gorges_certificat-d-approbation.pdf",
    }
    versions = kept(clisson, MinutesVersion, sent.id)
    assert versions[-1]["sha256"] == made.sha256 == content_hash(str(versions[-1]["content"]))
    assert state(clisson, sent.id) is MeetingState.APPROVED
    assert refused(lambda: clisson.run(WriteEntry(sent.waste, RichText()))) == "minutes_frozen"


def test_an_open_observation_in_time_blocks_and_a_late_one_does_not(clisson: Desk, sent: Written) -> None:
    on_day(clisson, LAST_DAY)
    timely = observe(clisson, sent)
    on_day(clisson, APPROVED_ON)
    observe(clisson, sent, "Trop tard")
    assert [row.late for row in rows(clisson, sent.id)] == [False, True]
    assert refused(lambda: clisson.run(ConfirmApproval(sent.id))) == "approval_blocked"
    clisson.run(SettleObservation(timely, ObservationState.REFUSED, "Motivé"))
    made = clisson.run(ConfirmApproval(sent.id)).value
    assert any("suites-donnees" in path for path in made.paths)


def test_a_new_clock_takes_late_observations_in(clisson: Desk, sent: Written) -> None:
    on_day(clisson, APPROVED_ON)
    observe(clisson, sent)
    assert rows(clisson, sent.id)[0].late
    clisson.run(CirculateDraft(sent.id, way=Way.COPIED))
    assert not rows(clisson, sent.id)[0].late


def test_a_change_of_substance_is_remembered_until_the_next_sending(clisson: Desk, sent: Written) -> None:
    one = observe(clisson, sent, item_id=sent.waste, quote="48 heures", proposed="72 heures")
    accept = SettleObservation(one, ObservationState.ACCEPTED, wording="72 heures", changes_substance=True)
    clisson.run(accept)
    page = clisson.ask(review_page, sent.id)
    assert page.substance
    assert page.changed
    clisson.run(CirculateDraft(sent.id, way=Way.COPIED))
    assert not clisson.ask(review_page, sent.id).changed


def test_an_approval_is_taken_back_with_its_reason_and_its_trace(clisson: Desk, sent: Written) -> None:
    on_day(clisson, APPROVED_ON)
    assert refused(lambda: clisson.run(RevokeApproval(sent.id, "erreur"))) == "not_approved"
    clisson.run(ConfirmApproval(sent.id))
    assert refused(lambda: clisson.run(RevokeApproval(sent.id, " "))) == "revoked_without_reason"
    clisson.run(RevokeApproval(sent.id, "erreur de date"))
    assert state(clisson, sent.id) is MeetingState.CIRCULATED
    again = clisson.run(ConfirmApproval(sent.id)).value
    approvals = kept(clisson, Approval, sent.id)
    assert sorted((row["revoked"], row["reason"]) for row in approvals) == [
        (False, ""),
        (True, "erreur de date"),
    ]
    assert again.version == 3


def test_minutes_are_not_approved_before_they_left(clisson: Desk, written: Written) -> None:
    with pytest.raises(RuleBroken, match="not_circulated"):
        clisson.run(ConfirmApproval(written.id))
