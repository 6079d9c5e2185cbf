"""« Accueil » on a real network: what stands where."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from dgsdesk.application.circle.life import AddCircle, CloseCircle
from dgsdesk.application.desk import Desk
from dgsdesk.application.home.page import home_page
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.review.circulation import CirculateDraft
from dgsdesk.application.rota.acts import ProposeRota
from dgsdesk.desktop.components.commune_map import CommuneMap
from dgsdesk.desktop.components.fields import choose
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.home.side import HomeSide
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.circle import Circle
from tests.desktop.conftest import OpenShell
from tests.written_meeting import SENT, Written, on_day, written_desk, written_meeting, written_template

__all__ = ["written_desk", "written_meeting", "written_template"]


@pytest.mark.parametrize(("height", "below"), [(420, False), (1000, True)])
def test_the_map_takes_the_room_that_its_pane_has(
    clisson: Desk, open_shell: OpenShell, qtbot: QtBot, height: int, below: bool
) -> None:
    side = HomeSide(open_shell(clisson, PAGES, "home").host)
    qtbot.addWidget(side)
    side.resize(440, height)
    side.show_rows(clisson.ask(home_page))
    side.show()
    shown = side.findChild(CommuneMap)
    assert shown is not None
    qtbot.waitUntil(lambda: (shown.width() > side.width() * 0.9) is below)


@pytest.mark.parametrize("percent", [100, 125])
def test_the_map_below_the_first_steps_is_seen_whole(
    clisson: Desk, open_shell: OpenShell, qtbot: QtBot, theme: Theme, percent: int
) -> None:
    circle = clisson.ask(lambda view: view.store.find(Circle)[0].id)
    clisson.run(PlanMeeting(circle, date(2026, 12, 8)))
    clisson.run(ProposeRota(circle, date(2026, 12, 1), date(2027, 12, 31)))
    side = HomeSide(open_shell(clisson, PAGES, "home").host)
    qtbot.addWidget(side)
    side.resize(435, 680 * percent // 100)
    side.show_rows(clisson.ask(home_page))
    side.show()
    theme.scale_text(percent)
    shown = side.findChild(CommuneMap)
    assert shown is not None
    qtbot.waitUntil(lambda: shown.height() >= 160)
    qtbot.waitUntil(lambda: shown.visibleRegion().boundingRect() == shown.rect())


def test_one_of_several_circles_can_be_chosen(clisson: Desk, open_shell: OpenShell) -> None:
    shell = open_shell(clisson, PAGES, "home")
    assert not shell.page("home").findChildren(QComboBox)
    assert not clisson.ask(home_page).circles
    other = clisson.run(AddCircle("Club des DRH")).value
    clisson.run(PlanMeeting(other, date(2026, 12, 3)))
    clisson.run(ProposeRota(other, date(2027, 1, 1), date(2027, 12, 31)))
    page = shell.page("home")
    page.refresh(frozenset())
    field = page.findChildren(QComboBox)[0]
    assert [field.itemText(at) for at in range(field.count())][:2] == ["Tous les formats", "Club des DRH"]
    choose(field, other)
    field.activated.emit(field.currentIndex())
    rows = clisson.ask(home_page, other)
    assert rows.next_meeting is not None
    assert rows.next_meeting.day == date(2026, 12, 3)
    assert rows.next_meeting.facts.endswith(" · ordre du jour à écrire")
    assert {turn.day.year for turn in rows.next_hosts} == {2027}
    assert rows.cycle
    page.refresh(frozenset())
    assert field.currentData() == other
    todo = next(one for group in rows.groups for one in group.lines if one.circle_id)
    assert (todo.page, todo.circle_id) == ("rota", other)
    clisson.run(CloseCircle(other, date(2026, 11, 27)))
    page.refresh(frozenset())
    assert not field.isVisibleTo(page)
    assert clisson.ask(home_page, other).circle_id == ""


def test_the_step_and_the_last_day_stand_out_in_their_sentences(
    written_desk: Desk, written_meeting: Written, open_shell: OpenShell
) -> None:
    on_day(written_desk, SENT)
    written_desk.run(CirculateDraft(written_meeting.id, way=Way.COPIED))
    circle = written_desk.ask(lambda view: view.store.find(Circle)[0].id)
    written_desk.run(PlanMeeting(circle, date(2027, 2, 9)))
    shell = open_shell(written_desk, PAGES, "home")
    labels = {one.accessibleName(): one for one in shell.page("home").findChildren(TextLabel)}
    step = next(one for name, one in labels.items() if name.startswith("Étape 1 sur 6"))
    assert ">Préparer</span>" in step.text()
    assert "<" not in step.accessibleName()
    last = next(one for name, one in labels.items() if name.startswith("Observations jusqu’au"))
    assert "</span> inclus" in last.text()
    assert step.textFormat() is last.textFormat() is Qt.TextFormat.RichText


def test_what_stands_out_is_text_never_a_tag(theme: Theme, qtbot: QtBot) -> None:
    label = TextLabel(theme, wrap=True)
    qtbot.addWidget(label)
    label.show_text("<b>Gorges</b> & Boussay", strong="Gorges</b> &")
    assert "&lt;b&gt;" in label.text()
    assert label.whole_text() == label.accessibleName() == "<b>Gorges</b> & Boussay"
    label.show_text("<i>Rien</i>")
    assert label.textFormat() is Qt.TextFormat.PlainText
