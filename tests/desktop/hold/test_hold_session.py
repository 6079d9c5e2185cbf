"""The session by clicks and keys: opened, from item to item, late, closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dgsdesk.application.desk import Desk
from dgsdesk.application.minutes.session_page import SessionPage
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.stepper import StepCell
from dgsdesk.desktop.meetings.hold.pane import HoldPane
from dgsdesk.desktop.shell.runner import Job
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.domain.meeting import MeetingState
from dgsdesk.domain.richtext import plain_text
from dgsdesk.domain.theme import RaisedTheme
from tests.desktop.hold.hand import CTRL, N, click, on_the_day, open_first, type_text


def test_a_session_is_opened_and_goes_from_item_to_item(
    qtbot: QtBot, pane: HoldPane, session: Callable[[], SessionPage]
) -> None:
    assert pane.primary_act() == "hold.open"
    assert pane.band.item.name.whole_text() == "Séance à ouvrir"
    click(qtbot, pane.window(), "Ouvrir la séance")
    assert session().state is MeetingState.HELD
    assert pane.agenda.list.chosen_key() == "opening"
    assert pane.middle.currentWidget() is pane.opening
    qtbot.keyClick(pane.window(), Qt.Key.Key_Return, CTRL)
    first, second = session().items
    assert first.current
    assert pane.notes.title.whole_text() == "Déneigement"
    assert pane.notes.editor is not None
    assert pane.notes.editor.hasFocus()
    qtbot.keyClick(pane.notes.editor, Qt.Key.Key_Return, CTRL)
    assert session().items[1].current
    qtbot.keyClick(pane.window(), Qt.Key.Key_Return, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert session().items[0].current
    pane.agenda.list.choose(second.id)
    assert pane.notes.title.whole_text() == second.title
    assert session().items[0].current
    qtbot.keyClick(pane.agenda.list, Qt.Key.Key_Return)
    assert session().items[1].current
    qtbot.keyClick(pane.window(), Qt.Key.Key_Return, CTRL)
    assert pane.middle.currentWidget() is pane.table
    assert not pane.host.actions.action("hold.next").isEnabled()


def test_the_next_key_counts_from_the_item_asked_for_last(
    qtbot: QtBot, pane: HoldPane, shell: Shell, session: Callable[[], SessionPage]
) -> None:
    pane.host.actions.trigger("hold.open")
    first, second = session().items
    later: list[Job] = []

    def begin(*given: Any) -> Job:
        later.append(Job(*given))
        return later[-1]

    shell._runner.database = begin  # type: ignore[method-assign]
    qtbot.keyClick(pane.window(), Qt.Key.Key_Return, CTRL)
    assert pane.notes.item_id == first.id
    assert pane.notes.editor is not None
    type_text(pane.notes.editor, "Au premier")
    qtbot.keyClick(pane.window(), Qt.Key.Key_Return, CTRL)
    assert pane.notes.item_id == second.id
    type_text(pane.notes.editor, "Au second")
    del shell._runner.database
    for job in later:
        job.perform()
        job.deliver()
    pane.notes.keep()
    assert [plain_text(item.text) for item in session().items] == ["Au premier", "Au second"]
    assert session().items[1].current
    assert pane.notes.item_id == second.id


def test_looking_elsewhere_and_coming_back_shows_what_was_typed(
    qtbot: QtBot, pane: HoldPane, session: Callable[[], SessionPage]
) -> None:
    editor = open_first(qtbot, pane)
    type_text(editor, "Trois niveaux")
    pane.notes.keep()
    pane.agenda.list.choose("opening")
    pane.agenda.list.choose(session().items[0].id)
    assert editor.copyable() == "Trois niveaux"
    type_text(editor, " de service")
    pane.notes.keep()
    assert plain_text(session().items[0].text) == "Trois niveaux de service"


def test_lateness_is_said_in_words(
    qtbot: QtBot, pane: HoldPane, clisson: Desk, session: Callable[[], SessionPage]
) -> None:
    pane.host.actions.trigger("hold.open")
    on_the_day(clisson, 9, 40)
    qtbot.keyClick(pane.window(), Qt.Key.Key_Return, CTRL)
    on_the_day(clisson, 10, 15)
    pane.refresh(frozenset({"Meeting"}))
    assert pane.band.clock.whole_text() == f"10{N}h{N}15"
    assert pane.band.item.figure.whole_text() == f"35{N}min"
    assert pane.band.item.words.whole_text() == "sur 25"
    assert pane.band.item.badge.accessibleName() == f"10{N}min de trop"
    assert pane.band.item.line.accessibleName().endswith(f"10{N}min de trop")
    assert "d’avance" in pane.band.meeting.line.accessibleName()
    assert pane.agenda.list.rows.index_of(session().items[0].id).isValid()
    qtbot.mouseClick(pane.band.pause, Qt.MouseButton.LeftButton)
    assert session().paused_at is not None
    assert pane.band.pause.accessibleName() == "Reprendre la séance"


def test_items_are_added_late(qtbot: QtBot, pane: HoldPane, session: Callable[[], SessionPage]) -> None:
    pane.host.actions.trigger("hold.open")
    click(qtbot, pane, "Ajouter un point")
    type_text(pane.agenda.new.field, "Sel de déneigement")
    qtbot.keyClick(pane.agenda.new.field, Qt.Key.Key_Return)
    assert [item.title for item in session().items if "Sel" in item.title] == ["Sel de déneigement"]
    assert pane.notes.title.whole_text() == "Sel de déneigement"
    row = pane.agenda.list.rows.index_of(session().items[-1].id)
    assert "point ajouté" in row.data(Qt.ItemDataRole.AccessibleTextRole)


def test_closing_says_what_is_left_and_closes(
    qtbot: QtBot, pane: HoldPane, shell: Shell, session: Callable[[], SessionPage]
) -> None:
    open_first(qtbot, pane)
    click(qtbot, pane.window(), "Clore la séance")
    message = pane.notice.message
    assert message is not None
    assert "Pas encore abordé\u00a0: 3.2. Il sera proposé à nouveau." in message.remedy
    assert session().state is MeetingState.HELD
    button = QApplication.focusWidget()
    assert isinstance(button, Button)
    assert button.text() == "Clore maintenant"
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert session().state is MeetingState.DRAFTING
    assert isinstance(QApplication.focusWidget(), StepCell)  # no button of the draft, which a key would press


def test_an_item_in_which_somebody_writes_is_discussed_without_the_clock(
    qtbot: QtBot, pane: HoldPane, session: Callable[[], SessionPage]
) -> None:
    pane.host.actions.trigger("hold.open")
    first, second = session().items
    pane.agenda.list.choose(second.id)
    assert pane.notes.editor is not None
    type_text(pane.notes.editor, "Reporté au printemps")
    pane.notes.keep()
    row = pane.agenda.list.rows.index_of(second.id)
    assert "traité" in row.data(Qt.ItemDataRole.AccessibleTextRole)
    opening = pane.agenda.list.rows.index_of("opening")
    assert "en cours" in opening.data(Qt.ItemDataRole.AccessibleTextRole)
    pane.agenda.list.choose(first.id)
    type_text(pane.notes.editor, "Dit")
    pane.host.actions.trigger("hold.close")
    message = pane.notice.message
    assert message is not None
    assert "Pas encore abordé" not in message.remedy
    assert pane.notes.title.whole_text() == first.title


def test_a_suggestion_is_kept_as_a_theme(
    qtbot: QtBot, pane: HoldPane, clisson: Desk, session: Callable[[], SessionPage]
) -> None:
    def themes() -> list[tuple[str, str | None]]:
        return clisson.ask(lambda view: [(t.title, t.raised_by_id) for t in view.store.find(RaisedTheme)])

    open_first(qtbot, pane)
    pane.agenda.list.choose("round-table")
    pane.table.by.setCurrentIndex(pane.table.by.findText("Gorges"))
    type_text(pane.table.field, "Archives communes")
    qtbot.keyClick(pane.table.field, Qt.Key.Key_Return)
    (noted,) = session().suggestions
    assert themes() == [("Archives communes", noted.raised_by_id)]
    pane.table.removed.emit(noted.id)
    assert themes() == []


def test_the_round_table_notes_suggestions(
    qtbot: QtBot, pane: HoldPane, session: Callable[[], SessionPage]
) -> None:
    open_first(qtbot, pane)
    pane.agenda.list.choose("round-table")
    pane.table.by.setCurrentIndex(pane.table.by.findText("Gorges"))
    type_text(pane.table.field, "Archives communes")
    qtbot.keyClick(pane.table.field, Qt.Key.Key_Return)
    (noted,) = session().suggestions
    assert noted.text == "Archives communes"
    assert noted.raised_by_id is not None
    assert pane.table.field.text() == ""
    pane.table.removed.emit(noted.id)
    assert session().suggestions == ()


def test_another_chair_takes_over(qtbot: QtBot, pane: HoldPane, session: Callable[[], SessionPage]) -> None:
    pane.host.actions.trigger("hold.open")
    pane.opening.chair.setFocus()
    type_text(pane.opening.chair, "DGS de Gorges")
    qtbot.keyClick(pane.opening.chair, Qt.Key.Key_Return)
    assert (session().chair, session().writer) == ("DGS de Gorges", "")
    pane.opening.place.setFocus()
    pane.opening.place.selectAll()
    type_text(pane.opening.place, "Salle des fêtes")
    qtbot.keyClick(pane.opening.place, Qt.Key.Key_Return)
    assert (session().chair, session().place) == ("DGS de Gorges", "Salle des fêtes")
