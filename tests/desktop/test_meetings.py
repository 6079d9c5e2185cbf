"""The page of meetings and its step « Inviter », by clicks and keys on a real network."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.desk import Desk, View
from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.invitation.acts import SendInvitation, invitation_preview, message_as_it_leaves
from dgsdesk.application.invitation.attendance import answers_grid
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.application.meeting.acts import ChangeMeeting, PlanMeeting, PostponeMeeting
from dgsdesk.application.meeting.page import meeting_form, meeting_header, meetings_list
from dgsdesk.application.meeting.steps import Step
from dgsdesk.application.rota.acts import ProposeRota, PublishRota
from dgsdesk.application.rota.rehearsal import rota_standing
from dgsdesk.desktop.circles.entry import ENTRY as CIRCLES_ENTRY
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.stepper import StepCell
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.meetings.entry import ENTRY
from dgsdesk.desktop.meetings.invite.answers_model import ANSWER, LUNCH, NAME
from dgsdesk.desktop.meetings.invite.pane import InvitePane
from dgsdesk.desktop.meetings.last_check import LastCheck
from dgsdesk.desktop.meetings.messages_window import MessagesWindow
from dgsdesk.desktop.meetings.page import MeetingsPage
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.meeting import Answer, MeetingState
from dgsdesk.domain.network import Organisation
from tests.desktop.conftest import OpenShell
from tests.opened import catch_opened

DAY = date(2026, 12, 8)


def circle_id(view: View) -> str:
    return view.store.find(Circle)[0].id


def clisson_id(view: View) -> str:
    return view.store.find(Organisation, name="Clisson")[0].id


@pytest.fixture
def meeting(clisson: Desk) -> str:
    """A meeting with one item, ready to be invited to."""
    meeting_id = clisson.run(PlanMeeting(clisson.ask(circle_id), DAY, clisson.ask(clisson_id))).value
    clisson.run(AddItem(meeting_id, title="Déneigement", presenter="DGS de Gétigné"))
    return meeting_id


@pytest.fixture
def shell(open_shell: OpenShell, clisson: Desk) -> Shell:
    return open_shell(clisson, [ENTRY], "meetings")


def page_of(shell: Shell) -> MeetingsPage:
    page = shell.page("meetings")
    assert isinstance(page, MeetingsPage)
    return page


def invite_pane(shell: Shell, meeting_id: str) -> InvitePane:
    page = page_of(shell)
    page.open_meeting(meeting_id, Step.INVITE)
    pane = page.stack.currentWidget()
    assert isinstance(pane, InvitePane)
    return pane


def shown_text(pane: InvitePane) -> str:
    """The message on the screen; Qt gives no-break spaces back as plain ones."""
    return " ".join(pane.messages.sheet.text.toPlainText().split())


def last_check() -> LastCheck:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, LastCheck) and w.isVisible())


def press(widget: QWidget, key: Qt.Key, text: str = "") -> None:
    QTest.sendKeyEvent(QTest.KeyAction.Click, widget, key, text, Qt.KeyboardModifier.NoModifier)


# -- the page ----------------------------------------------------------------------------------------------


def test_an_empty_page_says_what_to_do_and_does_it(qtbot: QtBot, shell: Shell, clisson: Desk) -> None:
    page = page_of(shell)
    assert page.stack.currentWidget() is page.empty
    assert page.head.isHidden()
    qtbot.keyClick(shell.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.panel.isVisible()
    form = page.panel.new
    form.host.setCurrentIndex(form.host.findText("Gorges"))
    qtbot.mouseClick(form.findChildren(type(page.panel.cancel.button))[0], Qt.MouseButton.LeftButton)
    (line,) = clisson.ask(meetings_list)
    assert (line.host, line.day.weekday()) == ("Gorges", 1)
    assert page.panel.isHidden()
    assert page.head.title().startswith("Réunion du mardi ")
    assert page.stack.currentWidget() is not page.empty


def test_no_meeting_is_planned_before_a_circle_is_open(
    qtbot: QtBot, open_shell: OpenShell, open_here: Callable[[], Desk]
) -> None:
    desk = open_here()
    desk.run(FoundNetwork("200067635", model_id="angers"))
    shell = open_shell(desk, [ENTRY, CIRCLES_ENTRY], "meetings")
    page = page_of(shell)
    qtbot.keyClick(shell.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.panel.isHidden()
    (told,) = [
        one for one in shell.window.findChildren(InlineMessage) if one.isVisible() and one.message is not None
    ]
    assert told.message is not None
    assert told.message.what.startswith("Aucun format de rencontre")
    assert told.message.act is not None
    told.message.act()
    qtbot.waitUntil(lambda: shell.current_page == "circles")


def test_the_next_meeting_opens_at_the_step_that_acts(shell: Shell, clisson: Desk, meeting: str) -> None:
    page = page_of(shell)
    page.refresh(frozenset({"*"}))
    assert page.head.title() == "Réunion du mardi 8\u00a0décembre 2026"
    assert page.stepper.opened_step() == 0
    page.shown((meeting, "invite"))
    assert page.stepper.opened_step() == 1
    page.shown(meeting)
    assert page.stepper.opened_step() == 1


def test_the_list_opens_another_meeting(qtbot: QtBot, shell: Shell, clisson: Desk, meeting: str) -> None:
    other = clisson.run(PlanMeeting(clisson.ask(circle_id), date(2027, 1, 12))).value
    page = page_of(shell)
    page.refresh(frozenset({"*"}))
    qtbot.keyClick(shell.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert page.list.isVisible()
    assert page.list.list.chosen_key() == meeting
    page.list.list.choose(other)
    qtbot.keyClick(page.list.list, Qt.Key.Key_Return)
    assert page.head.title() == "Réunion du mardi 12\u00a0janvier 2027"
    qtbot.keyClick(shell.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert page.list.isHidden()


def test_particulars_are_kept_when_a_field_is_left(
    qtbot: QtBot, shell: Shell, clisson: Desk, meeting: str
) -> None:
    page = page_of(shell)
    page.refresh(frozenset({"*"}))
    shell.actions.trigger("meetings.edit")
    fields = page.panel.particulars
    place = fields.texts["place"]
    assert place.text() == "Mairie de Clisson"
    place.setFocus()
    place.selectAll()
    qtbot.keyClicks(place, "Salle du conseil")
    press(place, Qt.Key.Key_Return)
    assert clisson.ask(meeting_form, meeting).place == "Salle du conseil"
    fields.lunch.click()
    assert clisson.ask(meeting_form, meeting).lunch is False
    fields.host.setCurrentIndex(fields.host.findText("Gorges"))
    assert clisson.ask(meeting_form, meeting).place == "Mairie de Gorges"
    qtbot.keyClick(place, Qt.Key.Key_Escape)
    assert page.panel.isHidden()


@pytest.mark.parametrize("act", ["edit", "postpone", "cancel", "dossier"])
def test_what_is_asked_about_a_meeting_goes_with_it(
    shell: Shell, clisson: Desk, meeting: str, act: str
) -> None:
    other = clisson.run(PlanMeeting(clisson.ask(circle_id), date(2027, 1, 12))).value
    page = page_of(shell)
    page.refresh(frozenset({"*"}))
    shell.actions.trigger(f"meetings.{act}")
    assert not page.panel.isHidden()
    page.open_meeting(other)
    assert page.panel.isHidden(), "it would be done to the other meeting"
    page.open_meeting(meeting)
    assert page.panel.isHidden()


def test_a_particular_that_is_typed_stays_with_its_meeting(
    qtbot: QtBot, shell: Shell, clisson: Desk, meeting: str
) -> None:
    other = clisson.run(PlanMeeting(clisson.ask(circle_id), date(2027, 1, 12))).value
    page = page_of(shell)
    page.refresh(frozenset({"*"}))
    shell.actions.trigger("meetings.edit")
    place = page.panel.particulars.texts["place"]
    place.setFocus()
    place.selectAll()
    qtbot.keyClicks(place, "Salle du conseil")
    page.open_meeting(other)
    assert clisson.ask(meeting_form, meeting).place == "Salle du conseil"
    assert clisson.ask(meeting_form, other).place != "Salle du conseil"


def test_a_meeting_to_plan_is_about_none_of_them(shell: Shell, clisson: Desk, meeting: str) -> None:
    other = clisson.run(PlanMeeting(clisson.ask(circle_id), date(2027, 1, 12))).value
    page = page_of(shell)
    page.refresh(frozenset({"*"}))
    shell.actions.trigger("meetings.add")
    page.open_meeting(other)
    assert not page.panel.isHidden()


def test_postponing_and_calling_off_in_the_panel(shell: Shell, clisson: Desk, meeting: str) -> None:
    page = page_of(shell)
    page.refresh(frozenset({"*"}))
    shell.actions.trigger("meetings.postpone")
    page.panel.postpone.wanted.emit(date(2027, 1, 12))
    assert page.head.title() == "Réunion du mardi 12\u00a0janvier 2027"
    shell.actions.trigger("meetings.cancel")
    page.panel.cancel.button.click()
    assert clisson.ask(meeting_header, meeting).state is MeetingState.CANCELLED
    assert not shell.actions.action("meetings.cancel").isEnabled()
    shell.host.undo()
    assert clisson.ask(meeting_header, meeting).state is MeetingState.PLANNED
    assert shell.actions.action("meetings.cancel").isEnabled()


def test_what_leaving_its_day_changes_in_the_rota_is_shown_before(shell: Shell, clisson: Desk) -> None:
    circle = clisson.ask(circle_id)
    clisson.run(ProposeRota(circle, date(2026, 12, 1), date(2027, 6, 30)))
    clisson.run(PublishRota(circle))
    before = clisson.ask(rota_standing)
    turn = before.turns[0]
    page = page_of(shell)
    page.refresh(frozenset({"*"}))
    page.open_meeting(next(line.id for line in clisson.ask(meetings_list) if line.day == turn.day))
    shell.actions.trigger("meetings.cancel")
    assert f"{turn.host} → pas de réunion" in said_in(page.panel.cancel.effect)
    shell.actions.trigger("meetings.postpone")
    form = page.panel.postpone
    assert f"{turn.host} → pas de réunion" in said_in(form.later_effect)
    form.day.setDate(form.day.date().addDays(14))
    moved = next(words for words in said_in(form.effect) if words.startswith("Mardi 8"))
    assert moved == "Mardi 8\u00a0décembre 2026 → mardi 22\u00a0décembre 2026"
    form.day.setDate(QDate(2027, 1, 12))
    doubled = "Une réunion du même format est déjà prévue le mardi 12\u00a0janvier 2027."
    assert said_in(form.effect) == [doubled]
    assert clisson.ask(rota_standing) == before


def said_in(widget: QWidget) -> list[str]:
    labels = widget.findChildren(TextLabel)
    return [label.whole_text() for label in labels if label.isVisibleTo(widget) and label.whole_text()]


def test_calling_off_after_the_invitation_asks_once_more(shell: Shell, clisson: Desk, meeting: str) -> None:
    clisson.run(SendInvitation(meeting))
    page = page_of(shell)
    page.refresh(frozenset({"*"}))
    shell.actions.trigger("meetings.cancel")
    page.panel.cancel.button.click()
    assert clisson.ask(meeting_header, meeting).state is MeetingState.INVITED
    check = last_check()
    assert check.model.rowCount() == 18  # a heading says what all of them get
    check.go.click()
    assert clisson.ask(meeting_header, meeting).state is MeetingState.CANCELLED


def test_putting_off_without_a_date_tells_everybody(shell: Shell, clisson: Desk, meeting: str) -> None:
    clisson.run(SendInvitation(meeting))
    page = page_of(shell)
    page.refresh(frozenset({"*"}))
    shell.actions.trigger("meetings.postpone")
    form = page.panel.postpone
    form.telling.reason.setText("salle indisponible")
    form.later.click()
    check = last_check()
    check.read_over.click()
    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MessagesWindow))
    assert window.list.model().rowCount() == 17
    assert "salle indisponible" in window.sheet.text.toPlainText()
    assert "CANCEL" in {one.calendar_method for _, one in window.list.rows.items()}
    window.back.click()
    assert clisson.ask(meeting_header, meeting).state is MeetingState.INVITED
    check.go.click()
    assert clisson.ask(meeting_header, meeting).state is MeetingState.POSTPONED
    assert page.panel.isHidden()


def test_acts_of_a_step_sleep_while_another_is_read(shell: Shell, meeting: str) -> None:
    invite_pane(shell, meeting)
    assert shell.actions.action("invite.send").isEnabled()
    page_of(shell).open_step(Step.PREPARE)
    assert not shell.actions.action("invite.send").isEnabled()
    assert not shell.actions.action("invite.send").isVisible(), "the menu names what this step does, no more"
    assert shell.actions.action("prepare.add").isVisible()
    assert shell.actions.action("meetings.edit").isEnabled()


# -- inviting ----------------------------------------------------------------------------------------------


def test_an_act_of_another_step_opens_it_and_is_done(shell: Shell, meeting: str) -> None:
    page = page_of(shell)
    page.open_meeting(meeting)
    shell.actions.trigger("invite.copy")
    assert page.stepper.opened_step() == 1
    assert "@" in QApplication.clipboard().text()


def test_an_act_that_cannot_be_done_says_why(qtbot: QtBot, shell: Shell, meeting: str) -> None:
    page_of(shell).open_meeting(meeting)
    for act in ("dispatch.revoke", "dispatch.revoke"):  # its step is opened first, then it is there already
        with qtbot.waitSignal(shell.actions.refused) as told:
            shell.actions.trigger(act)
        assert str((told.args or [""])[0]).endswith(".")


def test_the_keyboard_goes_on_with_the_step(qtbot: QtBot, shell: Shell, meeting: str) -> None:
    page = page_of(shell)
    page.open_meeting(meeting, Step.PREPARE)
    frozen = next(one for one in page.head.findChildren(Button) if one.text() == "Figer et inviter…")
    frozen.setFocus()
    qtbot.keyClick(frozen, Qt.Key.Key_Space)
    now = QApplication.focusWidget()
    assert isinstance(now, StepCell)
    assert now.accessibleName().startswith("Étape 2")


def test_the_message_is_shown_as_it_leaves(shell: Shell, clisson: Desk, meeting: str) -> None:
    pane = invite_pane(shell, meeting)
    assert pane.messages.recipients.rows.rowCount() == 18
    first = clisson.ask(invitation_preview, meeting).recipients[0]
    left = clisson.ask(message_as_it_leaves, meeting, Way.ONE_EACH, first.address)
    assert left is not None
    assert shown_text(pane) == " ".join(left.text.split())
    shell.actions.trigger("invite.copy_text")
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.text() == left.text
    assert "<p>Nous avons le plaisir" in copied.html()
    pane.messages.way.setCurrentIndex(1)
    assert pane.messages.sheet.text.toPlainText().startswith("Chères et chers collègues,")


def test_inviting_asks_first_then_says_what_was_laid(
    qtbot: QtBot, shell: Shell, clisson: Desk, meeting: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened = catch_opened(monkeypatch)
    pane = invite_pane(shell, meeting)
    shell.actions.trigger("invite.send")
    check = last_check()
    assert check.model.rowCount() == 18  # a heading says what all of them get
    qtbot.mouseClick(check.back, Qt.MouseButton.LeftButton)
    assert not list(tmp_path.rglob("*.eml"))
    shell.actions.trigger("invite.send")
    qtbot.mouseClick(last_check().go, Qt.MouseButton.LeftButton)
    assert len(list(tmp_path.rglob("*.eml"))) == 17
    assert clisson.ask(meeting_header, meeting).state is MeetingState.INVITED
    assert pane.answers.isVisible()
    assert pane.notice.isVisible()
    assert "dont 17\u00a0messages" in pane.notice.accessibleName()
    pane.notice._act()
    assert Path(opened[0]).name.startswith("courriels_invitation")
    shutil.rmtree(opened[0])
    pane.notice._act()
    assert len(opened) == 1
    message = shell.window.messages.message
    assert message is not None
    assert "n’est plus à sa place" in message.what
    assert pane.primary_act() == ""
    shell.host.run(PostponeMeeting(meeting, date(2027, 1, 19)))
    assert pane.primary_act() == "invite.send"
    assert not pane.notice.isVisible()  # what was laid before is not to be sent any more


def test_what_is_missing_is_said_beside_the_button(shell: Shell, clisson: Desk) -> None:
    meeting_id = clisson.run(PlanMeeting(clisson.ask(circle_id), DAY)).value
    page_of(shell).refresh(frozenset({"*"}))
    pane = invite_pane(shell, meeting_id)
    assert not shell.actions.action("invite.send").isEnabled()
    assert pane.messages.problem.isVisible()
    assert "lieu" in pane.messages.problem.accessibleName()


def test_copying_the_addresses(shell: Shell, meeting: str) -> None:
    invite_pane(shell, meeting)
    shell.actions.trigger("invite.copy")
    text = QGuiApplication.clipboard().text()
    assert text.count("@exemple.invalid>") == 17


def test_a_change_offers_the_update(shell: Shell, clisson: Desk, meeting: str) -> None:
    pane = invite_pane(shell, meeting)
    clisson.run(SendInvitation(meeting))
    shell.host.run(ChangeMeeting(meeting, starts_at=time(10)))
    assert pane.primary_act() == "invite.update"
    assert pane.messages.isVisible()
    assert pane.notice.accessibleName().endswith("17 rendez-vous mis à jour.")
    shell.actions.trigger("invite.switch")
    assert pane.answers.isVisible()
    shell.actions.trigger("invite.switch")
    shell.actions.trigger("invite.update")
    last_check().go.click()
    assert not clisson.ask(meeting_header, meeting).changed
    assert pane.answers.isVisible()


# -- answers -----------------------------------------------------------------------------------------------


@pytest.fixture
def answering(shell: Shell, clisson: Desk, meeting: str) -> InvitePane:
    clisson.run(SendInvitation(meeting))
    pane = invite_pane(shell, meeting)
    pane.take_focus()
    return pane


def test_letters_answer_and_go_to_the_next_person(
    qtbot: QtBot, answering: InvitePane, clisson: Desk, meeting: str
) -> None:
    table = answering.answers.table
    assert table.hasFocus()
    for key in (Qt.Key.Key_V, Qt.Key.Key_D, Qt.Key.Key_N):
        qtbot.keyClick(table, key)
    rows = clisson.ask(answers_grid, meeting).rows
    assert [row.answer for row in rows[:4]] == [Answer.COMES, Answer.REMOTE, Answer.DECLINES, Answer.UNKNOWN]
    assert table.currentIndex().row() == 3
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert clisson.ask(answers_grid, meeting).rows[3].answer is Answer.COMES
    qtbot.keyClick(table, Qt.Key.Key_J)
    assert clisson.ask(answers_grid, meeting).lunches == 1
    qtbot.keyClick(table, Qt.Key.Key_Backspace)
    assert clisson.ask(answers_grid, meeting).rows[3].answer is Answer.UNKNOWN


def test_representation_asks_by_whom(
    qtbot: QtBot, answering: InvitePane, clisson: Desk, meeting: str
) -> None:
    table = answering.answers.table
    qtbot.keyClick(table, Qt.Key.Key_R)
    (editor,) = table.findChildren(QLineEdit)
    qtbot.keyClicks(editor, "la DGA")
    press(editor, Qt.Key.Key_Return)
    row = clisson.ask(answers_grid, meeting).rows[0]
    assert (row.answer, row.represented_by) == (Answer.REPRESENTED, "la DGA")
    index = answering.answers.model.index(0, ANSWER)
    assert index.data() == "Représentée"


def test_a_guest_is_invited_and_taken_away(
    qtbot: QtBot, shell: Shell, answering: InvitePane, clisson: Desk, meeting: str
) -> None:
    shell.actions.trigger("invite.guest")
    form = answering.guest
    assert form.isVisible()
    form.name.setText("Alix MODÈLE")
    form.email.setText("alix@exemple.invalid")
    qtbot.mouseClick(form.add, Qt.MouseButton.LeftButton)
    assert form.isHidden()
    assert len(clisson.ask(answers_grid, meeting).rows) == 18
    shell.actions.trigger("invite.switch")
    answering.take_focus()
    qtbot.keyClick(answering.answers.table, Qt.Key.Key_Delete)
    assert len(clisson.ask(answers_grid, meeting).rows) == 17


def test_every_field_has_a_name(shell: Shell, answering: InvitePane) -> None:
    page = page_of(shell)
    nameless = [
        type(widget).__name__
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisibleTo(page)
        and not widget.accessibleName()
        and not getattr(widget, "text", lambda: "")()
        and not widget.objectName().startswith("qt_")
    ]
    assert nameless == []


def test_no_answer_is_cut_where_a_panel_stands_beside_them(shell: Shell, answering: InvitePane) -> None:
    table = answering.answers.table
    usual = table.columnWidth(NAME)
    shell.actions.trigger("meetings.edit")
    QApplication.processEvents()
    room = table.viewport().width()
    assert table.columnViewportPosition(LUNCH) + table.columnWidth(LUNCH) <= room
    assert table.columnWidth(NAME) < usual


def test_large_text_and_dark_still_fit(shell: Shell, theme: Theme, answering: InvitePane) -> None:
    from dgsdesk.desktop.theme.theme import ThemeChoice

    theme.scale_text(200)
    theme.choose(ThemeChoice.DARK)
    assert not shell.window.grab().isNull()
    assert answering.answers.table.verticalHeader().defaultSectionSize() > 34


def test_no_two_acts_share_a_key(shell: Shell) -> None:
    assert shell.actions.problems() == []
