"""« Faire relire » and « Diffuser » by real clicks and keys: settle, note, import, approve, dispatch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.application.agenda.competences import SetCompetences
from dgsdesk.application.desk import Desk
from dgsdesk.application.dispatch.acts import DispatchMinutes, dispatch_page
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.application.meeting.page import meeting_header
from dgsdesk.application.meeting.steps import Step
from dgsdesk.application.minutes.holding import WriteEntry
from dgsdesk.application.returned.acts import ReadBackDraft
from dgsdesk.application.review.approval import ConfirmApproval
from dgsdesk.application.review.circulation import CirculateDraft, LayDraft
from dgsdesk.application.review.observation import AddObservation
from dgsdesk.application.review.page import review_page
from dgsdesk.application.review.rows import ObservationRow
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.drop_zone import DropFrame
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.meetings.agreement import Agreement
from dgsdesk.desktop.meetings.dispatch.extract_check import ExtractCheck
from dgsdesk.desktop.meetings.dispatch.leak_check import LeakCheck
from dgsdesk.desktop.meetings.dispatch.pane import DispatchPane
from dgsdesk.desktop.meetings.draft.pane import DraftPane
from dgsdesk.desktop.meetings.entry import ENTRY
from dgsdesk.desktop.meetings.page import MeetingsPage
from dgsdesk.desktop.meetings.review.pane import ReviewPane
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.domain.meeting import MeetingState
from dgsdesk.domain.minutes import ObservationState
from dgsdesk.domain.richtext import RichText, paragraph
from tests.desktop.conftest import OpenShell
from tests.desktop.drops import drop, files_data, hold
from tests.returned_drafts import edited
from tests.written_meeting import (
    APPROVED_ON,
    SENT,
    Written,
    on_day,
    written_desk,
    written_meeting,
    written_template,
)

__all__ = ["written_desk", "written_meeting", "written_template"]

NO_KEYS = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def shell(open_shell: OpenShell, written_desk: Desk) -> Shell:
    on_day(written_desk, SENT)
    return open_shell(written_desk, [ENTRY], "meetings")


@pytest.fixture
def sent(written_desk: Desk, written_meeting: Written) -> Written:
    """The written meeting, its draft sent round."""
    on_day(written_desk, SENT)
    written_desk.run(CirculateDraft(written_meeting.id, way=Way.COPIED))
    return written_meeting


@pytest.fixture
def observed(written_desk: Desk, sent: Written) -> Written:
    """Two observations: one that proposes other words for a decision, one without a place."""
    for command in (
        AddObservation(
            sent.id,
            "Intenable le week-end",
            author="DGS de Clisson",
            item_id=sent.waste,
            quote="sous 48 heures",
            proposed="en deux jours ouvrés",
        ),
        AddObservation(sent.id, "Où en est la CLECT ?", author="DGS de Gorges"),
    ):
        written_desk.run(command)
    return sent


def page_of(shell: Shell, meeting_id: str, step: Step) -> MeetingsPage:
    shell.open_page("meetings", (meeting_id, step))
    page = shell.page("meetings")
    assert isinstance(page, MeetingsPage)
    return page


def review_of(shell: Shell, meeting: Written) -> ReviewPane:
    page = page_of(shell, meeting.id, Step.REVIEW)
    pane = page.stack.currentWidget()
    assert isinstance(pane, ReviewPane)
    pane.take_focus()
    return pane


def dispatch_of(shell: Shell, meeting: Written) -> DispatchPane:
    page = page_of(shell, meeting.id, Step.DISPATCH)
    pane = page.stack.currentWidget()
    assert isinstance(pane, DispatchPane)
    pane.take_focus()
    return pane


def type_text(widget: QWidget, text: str) -> None:
    """Type with accents (``keyClicks`` would abort the process)."""
    for char in text:
        QTest.sendKeyEvent(QTest.KeyAction.Click, widget, Qt.Key.Key_unknown, char, NO_KEYS)


def observations(desk: Desk, meeting: Written) -> dict[int, ObservationRow]:
    groups = desk.ask(review_page, meeting.id).groups
    return {row.number: row for group in groups for row in group.rows}


def agreement() -> Agreement:
    """Return the last check that is open."""
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, Agreement) and w.isVisible()]
    assert found, "no last check is open"
    return found[-1]


def agree(qtbot: QtBot) -> None:
    qtbot.mouseClick(agreement().go, Qt.MouseButton.LeftButton)


def state(desk: Desk, meeting: Written) -> MeetingState:
    return desk.ask(meeting_header, meeting.id).state


# -- reading ------------------------------------------------------------------------------------------------


def test_the_deadline_is_said_in_words_and_by_the_ring(shell: Shell, sent: Written) -> None:
    pane = review_of(shell, sent)
    assert pane.band.title.whole_text().startswith(
        "Encore 8\u00a0jours\u00a0: observations jusqu’au mercredi 2"
    )
    assert "17\u00a0personnes" in pane.band.line.whole_text()
    assert "1.1 Points d’apport volontaire" in pane.draft.toPlainText()


def test_passages_are_marked_with_the_number_of_their_observation(shell: Shell, observed: Written) -> None:
    pane = review_of(shell, observed)
    (selection,) = pane.draft.extraSelections()
    assert selection.cursor.selectedText() == "sous 48 heures"
    assert "sous 48 heures 1," in pane.draft.toPlainText()  # Qt gives no-break spaces as plain ones


def test_a_click_on_a_passage_opens_its_observation(qtbot: QtBot, shell: Shell, observed: Written) -> None:
    pane = review_of(shell, observed)
    first = next(iter(pane.column.cards.values()))
    assert pane.column.open_card is first  # « À rattacher » stands first
    (selection,) = pane.draft.extraSelections()
    at = QTextCursor(selection.cursor)
    at.setPosition(at.selectionStart() + 3)
    place = pane.draft.cursorRect(at).center()
    qtbot.mouseClick(pane.draft.viewport(), Qt.MouseButton.LeftButton, pos=place)
    card = pane.column.open_card
    assert card is not None
    assert card.row.number == 1


def test_tab_goes_through_the_observations_before_what_stands_below_them(
    qtbot: QtBot, shell: Shell, observed: Written
) -> None:
    pane = review_of(shell, observed)
    assert pane.draft.textCursor().position() == 0  # read from its beginning
    pane.column.setFocus()
    went = list[QWidget | None]()
    while not went or went[-1] not in pane.column.below:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        went.append(QApplication.focusWidget())
        assert len(went) < 30
    assert pane.column.open_card is went[0]
    assert all(one is not None and pane.column.isAncestorOf(one) for one in went[:-1])


# -- settling by keys ---------------------------------------------------------------------------------------


def test_with_large_text_what_is_said_of_the_draft_has_the_room_first(
    qtbot: QtBot, shell: Shell, observed: Written
) -> None:
    pane = review_of(shell, observed)
    assert pane.draft.isVisible()
    shell.theme.scale_text(200)
    qtbot.waitUntil(lambda: not pane.draft.isVisible())
    assert pane.column.isVisible()
    (tabs,) = [bar for bar in pane.findChildren(QTabBar) if bar.isVisible()]
    tabs.setCurrentIndex(0)
    assert pane.draft.isVisible()
    shell.actions.trigger("review.add")
    assert pane.form.isVisible()


def test_letters_settle_and_the_next_one_opens(
    qtbot: QtBot, shell: Shell, observed: Written, written_desk: Desk
) -> None:
    pane = review_of(shell, observed)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    card = pane.column.open_card
    assert card is not None
    assert card.row.number == 1
    qtbot.keyClick(card, Qt.Key.Key_A)
    rows = observations(written_desk, observed)
    assert rows[1].state is ObservationState.ACCEPTED
    assert "en deux jours ouvrés" in pane.draft.toPlainText()
    following = pane.column.open_card
    assert following is not None
    assert following.row.number == 2


def test_a_refusal_asks_for_its_reason(
    qtbot: QtBot, shell: Shell, observed: Written, written_desk: Desk
) -> None:
    pane = review_of(shell, observed)
    card = pane.column.open_card
    assert card is not None
    qtbot.keyClick(card, Qt.Key.Key_F)
    assert card.reply.hasFocus()
    assert not card.hint.isHidden()
    type_text(card.reply, "Hors du sujet, traité en février")
    qtbot.keyClick(card.reply, Qt.Key.Key_Return)
    row = observations(written_desk, observed)[2]
    assert (row.state, row.reply) == (ObservationState.REFUSED, "Hors du sujet, traité en février")


def test_a_rephrasing_takes_the_words_that_are_typed(
    qtbot: QtBot, shell: Shell, observed: Written, written_desk: Desk
) -> None:
    pane = review_of(shell, observed)
    pane.column.open(next(one for one, card in pane.column.cards.items() if card.row.number == 1))
    card = pane.column.open_card
    assert card is not None
    qtbot.keyClick(card, Qt.Key.Key_R)
    assert card.wording.hasFocus()
    card.wording.selectAll()
    type_text(card.wording, "dès le lendemain")
    qtbot.keyClick(card.wording, Qt.Key.Key_Return)
    assert observations(written_desk, observed)[1].state is ObservationState.REPHRASED
    assert "dès le lendemain" in pane.draft.toPlainText()


def test_letters_typed_in_the_answer_are_letters(
    qtbot: QtBot, shell: Shell, observed: Written, written_desk: Desk
) -> None:
    pane = review_of(shell, observed)
    card = pane.column.open_card
    assert card is not None
    card.reply.setFocus()
    qtbot.keyClicks(card.reply, "faRA")
    assert card.reply.text() == "faRA"
    assert observations(written_desk, observed)[2].state is ObservationState.OPEN


def test_what_is_typed_stays_while_the_page_changes(
    qtbot: QtBot, shell: Shell, observed: Written, written_desk: Desk
) -> None:
    pane = review_of(shell, observed)
    card = pane.column.open_card
    assert card is not None
    qtbot.keyClicks(card.reply, "Merci")
    card.substance.setChecked(True)
    written_desk.run(AddObservation(observed.id, "Une autre", author="DGS de Clisson"))
    pane.refresh(frozenset())
    again = pane.column.open_card
    assert again is not None
    assert again.reply.text() == "Merci"
    assert again.substance.isChecked()


# -- noting and importing -----------------------------------------------------------------------------------


def test_ctrl_n_notes_an_observation_on_the_selected_passage(
    qtbot: QtBot, shell: Shell, sent: Written, written_desk: Desk
) -> None:
    pane = review_of(shell, sent)
    found = pane.draft.document().find("registre commun")
    pane.draft.setTextCursor(found)
    qtbot.keyClick(pane.draft, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = pane.form
    assert form.isVisible()
    assert form.quote.text() == "registre commun"
    form.author.setCurrentText("DGS de Gorges")
    type_text(form.text, "Dire lequel")
    button = next(b for b in form.findChildren(Button) if b.text() == "Noter l’observation")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    row = observations(written_desk, sent)[1]
    assert (row.item_id, row.quote, row.author) == (sent.reserved, "registre commun", "DGS de Gorges")
    assert not form.isVisible()


def test_what_is_missing_is_said_beside_the_fields(qtbot: QtBot, shell: Shell, sent: Written) -> None:
    pane = review_of(shell, sent)
    shell.actions.action("review.add").trigger()
    button = next(b for b in pane.form.findChildren(Button) if b.text() == "Noter l’observation")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    message = pane.form.message.message
    assert message is not None
    assert message.what == "L’observation ne dit rien."
    assert pane.form.isVisible()


def test_an_annotated_file_is_dropped_previewed_and_put_away(
    qtbot: QtBot, shell: Shell, sent: Written, written_desk: Desk, tmp_path: Path
) -> None:
    draft = next((tmp_path / "copie").glob("documents/*/*projet-de-compte-rendu_v1.docx"))
    file = tmp_path / "annoté.docx"
    file.write_bytes(edited(draft.read_bytes(), changed={"est prêt": "sera prêt"}))
    pane = review_of(shell, sent)
    drop(pane, file)
    panel = pane.incoming.panel
    assert panel.isVisible()
    assert panel.go.text() == "Ranger 1\u00a0observation"
    assert observations(written_desk, sent) == {}
    qtbot.mouseClick(panel.go, Qt.MouseButton.LeftButton)
    assert observations(written_desk, sent)[1].proposed == "sera"


def test_what_holds_no_observations_is_left_to_the_window(
    shell: Shell, sent: Written, tmp_path: Path
) -> None:
    pane = review_of(shell, sent)
    data = files_data((tmp_path / "annoté.docx", tmp_path / "réponse.ics"))
    hold(pane, data)
    shown = [frame for frame in shell.window.findChildren(DropFrame) if frame.isVisible()]
    assert [frame.parentWidget() for frame in shown] == [shell.window.stack]


# -- sending, approving, dispatching ------------------------------------------------------------------------


def test_the_draft_leaves_after_every_recipient_was_read(
    qtbot: QtBot, shell: Shell, written_meeting: Written, written_desk: Desk
) -> None:
    on_day(written_desk, SENT)
    pane = review_of(shell, written_meeting)
    assert pane.empty.isVisible()
    assert pane.primary_act() == "review.circulate"
    shell.actions.action("review.circulate").trigger()
    check = agreement()
    assert check.windowTitle() == "Envoyer le projet, version 1"
    check.ways.setCurrentIndex(check.ways.findData(Way.COPIED.value))
    agree(qtbot)
    assert state(written_desk, written_meeting) is MeetingState.CIRCULATED
    assert QGuiApplication.clipboard().text().count("@") == 17
    assert pane.notice.message is not None
    assert pane.notice.message.button == "Ouvrir le dossier"


def test_texts_that_wait_for_a_place_are_warned_of_and_lead_to_their_step(
    qtbot: QtBot, shell: Shell, written_meeting: Written, written_desk: Desk
) -> None:
    laid = Path(written_desk.run(LayDraft(written_meeting.id)).value).read_bytes()
    file = edited(laid, before={"Présences": "Mot d’accueil"})
    written_desk.run(ReadBackDraft(written_meeting.id, "projet.docx", file))
    review_of(shell, written_meeting)
    shell.actions.action("review.circulate").trigger()
    (warning,) = [one for one in agreement().findChildren(InlineMessage) if one.message is not None]
    assert warning.message is not None
    assert warning.message.what == (
        "1\u00a0texte revenu de Word reste à rattacher\u00a0: le compte rendu ne le contient pas."
    )
    (button,) = [one for one in warning.findChildren(Button) if one.text() == warning.message.button]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    page = shell.page("meetings")
    assert isinstance(page, MeetingsPage)
    pane = page.stack.currentWidget()
    assert isinstance(pane, DraftPane)
    assert pane.unplaced.isVisible()
    assert state(written_desk, written_meeting) is MeetingState.DRAFTING


def test_going_back_sends_nothing(
    qtbot: QtBot, shell: Shell, written_meeting: Written, written_desk: Desk
) -> None:
    on_day(written_desk, SENT)
    review_of(shell, written_meeting)
    shell.actions.action("review.circulate").trigger()
    qtbot.mouseClick(agreement().back, Qt.MouseButton.LeftButton)
    assert state(written_desk, written_meeting) is MeetingState.DRAFTING


def test_approval_is_offered_only_when_it_is_due(
    qtbot: QtBot, shell: Shell, sent: Written, written_desk: Desk
) -> None:
    pane = review_of(shell, sent)
    confirm = shell.actions.action("review.confirm")
    assert not confirm.isEnabled()
    assert confirm.statusTip().startswith("Encore 8")
    on_day(written_desk, APPROVED_ON)
    pane.refresh(frozenset())
    assert pane.primary_act() == "review.confirm"
    told: list[Message] = []
    shell.host.message_told.connect(told.append)
    confirm.trigger()
    agree(qtbot)
    assert state(written_desk, sent) is MeetingState.APPROVED
    assert "certificat" in told[0].what
    assert not pane.isVisible(), "the page went on to the step that sends: its pane could not tell it"


@pytest.fixture
def approved(written_desk: Desk, sent: Written) -> Written:
    """The minutes approved by silence."""
    on_day(written_desk, APPROVED_ON)
    written_desk.run(ConfirmApproval(sent.id))
    return sent


def test_the_dispatch_is_read_over_then_recorded(
    qtbot: QtBot, shell: Shell, approved: Written, written_desk: Desk
) -> None:
    pane = dispatch_of(shell, approved)
    assert pane.title.whole_text() == "Approuvé le jeudi 3\u00a0décembre 2026, prêt à être diffusé"
    qtbot.keyClick(pane.list, Qt.Key.Key_Delete)
    assert pane.withdraw.reason.hasFocus()
    qtbot.keyClicks(pane.withdraw.reason, "en disponibilite")
    qtbot.keyClick(pane.withdraw.reason, Qt.Key.Key_Return)
    shell.actions.action("dispatch.send").trigger()
    (check,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, LeakCheck) and w.isVisible()]
    assert check.windowTitle() == "Diffuser le compte rendu à 32\u00a0destinataires"
    check.ways.setCurrentIndex(check.ways.findData(Way.COPIED.value))
    assert not check.warnings
    qtbot.mouseClick(check.go, Qt.MouseButton.LeftButton)
    page = written_desk.ask(dispatch_page, approved.id)
    assert len(page.sent) == 32
    assert pane.title.whole_text().startswith("Diffusé le jeudi 3\u00a0décembre 2026")
    assert pane.primary_act() == ""


def test_warnings_are_read_before_anything_leaves(
    qtbot: QtBot, shell: Shell, written_desk: Desk, written_meeting: Written
) -> None:
    told = RichText((paragraph("Voir aussi la protection des données."),))
    written_desk.run(WriteEntry(written_meeting.roads, told))
    on_day(written_desk, SENT)
    written_desk.run(CirculateDraft(written_meeting.id, way=Way.COPIED))
    on_day(written_desk, APPROVED_ON)
    written_desk.run(ConfirmApproval(written_meeting.id))
    dispatch_of(shell, written_meeting)
    shell.actions.action("dispatch.send").trigger()
    (check,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, LeakCheck) and w.isVisible()]
    assert len(check.warnings) == 1
    assert check.focusWidget() is check.read
    qtbot.mouseClick(check.go, Qt.MouseButton.LeftButton)
    assert check.isVisible()
    qtbot.keyClick(check.read, Qt.Key.Key_Space)
    qtbot.mouseClick(check.go, Qt.MouseButton.LeftButton)
    assert len(written_desk.ask(dispatch_page, written_meeting.id).sent) == 33


def test_a_recipient_is_added_by_keys(qtbot: QtBot, shell: Shell, approved: Written) -> None:
    pane = dispatch_of(shell, approved)
    qtbot.keyClick(pane.list, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert pane.form.name.hasFocus()
    qtbot.keyClicks(pane.form.name, "Presidence")
    pane.form.address.setFocus()
    qtbot.keyClick(pane.form.address, Qt.Key.Key_Return)
    assert pane.form.message.message is not None
    qtbot.keyClicks(pane.form.address, "presidence@exemple.invalid")
    qtbot.keyClick(pane.form.address, Qt.Key.Key_Return)
    assert pane.list.model().match(
        pane.list.model().index(0, 0), Qt.ItemDataRole.DisplayRole, "Presidence", 1, Qt.MatchFlag.MatchExactly
    )


def test_an_approval_is_taken_back_with_a_reason(
    qtbot: QtBot, shell: Shell, approved: Written, written_desk: Desk
) -> None:
    pane = dispatch_of(shell, approved)
    qtbot.mouseClick(pane.revoke, Qt.MouseButton.LeftButton)
    check = agreement()
    assert not check.go.isEnabled()
    type_text(check.reason_field, "Une date est fausse")
    agree(qtbot)
    assert state(written_desk, approved) is MeetingState.CIRCULATED


def test_every_field_and_list_has_a_name(shell: Shell, observed: Written) -> None:
    pane = review_of(shell, observed)
    for widget in (
        pane.draft,
        pane.column,
        pane.form.author,
        pane.form.item,
        pane.form.text,
        pane.form.quote,
    ):
        assert widget.accessibleName()
    for card in pane.column.cards.values():
        assert card.accessibleName().startswith("Observation ")


@pytest.fixture(autouse=True)
def no_dialog_left() -> Iterator[None]:
    """Close what a test left open."""
    yield
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.reject()


def test_dispatched_minutes_are_rectified_from_the_window(
    qtbot: QtBot, shell: Shell, approved: Written, written_desk: Desk
) -> None:
    written_desk.run(DispatchMinutes(approved.id, way=Way.COPIED))
    pane = dispatch_of(shell, approved)
    pane.refresh(frozenset())
    assert pane.plain_acts() == ("dispatch.extracts", "dispatch.rectify")
    shell.actions.action("dispatch.rectify").trigger()
    type_text(pane.rectify.quote, "première plainte")
    type_text(pane.rectify.wording, "principale plainte")
    type_text(pane.rectify.reason, "Erreur de plume.")
    qtbot.mouseClick(pane.rectify.go, Qt.MouseButton.LeftButton)
    assert agreement().windowTitle().startswith("Rectificatif nº\u00a01")
    agree(qtbot)
    assert not pane.rectify.isVisible()
    assert pane.notice.message is not None
    assert "Rectificatif prêt" in pane.notice.message.what


def test_space_notes_an_express_approval_and_the_band_counts_it(
    qtbot: QtBot, shell: Shell, sent: Written
) -> None:
    pane = review_of(shell, sent)
    qtbot.mouseClick(pane.band.express, Qt.MouseButton.LeftButton)
    qtbot.keyClick(pane.approvals.list, Qt.Key.Key_Space)
    assert pane.band.express.text() == "1\u00a0approbation expresse sur 17"
    qtbot.keyClick(pane.approvals.list, Qt.Key.Key_Space)
    assert pane.band.express.text() == "Noter les approbations expresses"


def test_the_answer_proposed_for_a_refusal_goes_with_no_acceptance(
    qtbot: QtBot, shell: Shell, sent: Written, written_desk: Desk
) -> None:
    for proposed in ("en deux jours", "sous 72 heures"):
        written_desk.run(
            AddObservation(sent.id, "", "DGS", item_id=sent.waste, quote="sous 48 heures", proposed=proposed)
        )
    pane = review_of(shell, sent)
    qtbot.keyClick(pane.column.open_card, Qt.Key.Key_A)
    second = pane.column.open_card
    assert second is not None
    assert second.reply.text() == "La rédaction de l’observation 1 a été retenue."
    qtbot.keyClick(second, Qt.Key.Key_A)
    row = observations(written_desk, sent)[2]
    assert (row.state, row.reply) == (ObservationState.ACCEPTED, "")
    assert "sous 72 heures" in pane.draft.toPlainText()


def test_extracts_go_to_the_members_that_are_ticked(
    qtbot: QtBot, shell: Shell, written_desk: Desk, written_meeting: Written
) -> None:
    written_desk.run(SetCompetences(written_meeting.waste, ("DEC-CT",)))
    on_day(written_desk, SENT)
    written_desk.run(CirculateDraft(written_meeting.id, way=Way.COPIED))
    on_day(written_desk, APPROVED_ON)
    written_desk.run(ConfirmApproval(written_meeting.id))
    pane = dispatch_of(shell, written_meeting)
    shell.actions.action("dispatch.extracts").trigger()
    (check,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, ExtractCheck) and w.isVisible()]
    assert check.windowTitle() == "Préparer 1\u00a0extrait par commission, à 2\u00a0destinataires"
    (panel,) = check.panels
    panel.boxes[1][0].setFocus()
    qtbot.keyClick(panel.boxes[1][0], Qt.Key.Key_Space)
    assert check.windowTitle().endswith("à 1\u00a0destinataire")
    qtbot.mouseClick(check.go, Qt.MouseButton.LeftButton)
    (row,) = written_desk.ask(dispatch_page, written_meeting.id).extracts
    assert row.address == "elue@exemple.invalid"
    assert pane.notice.message is not None
    assert "dont 1\u00a0message à relire" in pane.notice.message.what
