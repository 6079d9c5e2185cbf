"""What matters is read whole: names of communes and hosts, the words of an empty page."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QSpinBox
from pytestqt.qtbot import QtBot

from dgsdesk.application.ports.reference import CommuneRow
from dgsdesk.desktop.components.bounds import sized
from dgsdesk.desktop.components.empty_page import EmptyPage, IconView
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.first_start.communes_pane import CommunesPane
from dgsdesk.desktop.rota.past_model import PastModel
from dgsdesk.desktop.rota.past_pane import PastTable
from dgsdesk.desktop.theme.theme import Theme

LONG = "Saint-Julien-de-Concelles"


@pytest.mark.parametrize("percent", [100, 200])
def test_an_empty_page_gives_up_its_icon_before_its_words(theme: Theme, qtbot: QtBot, percent: int) -> None:
    theme.scale_text(percent)
    page = EmptyPage(theme, "kind.place", "Choisissez les communes", "Reprenez chaque intercommunalité. " * 6)
    qtbot.addWidget(page)
    (icon,) = page.findChildren(IconView)
    page.resize(500, 900)
    page.show()
    qtbot.waitUntil(icon.isVisible)
    words = [label for label in page.findChildren(TextLabel) if label.isVisible()]
    low = sum(label.heightForWidth(label.width()) for label in words) + 50
    page.resize(500, low)
    qtbot.waitUntil(icon.isHidden)
    qtbot.waitUntil(lambda: all(label.height() >= label.heightForWidth(label.width()) for label in words))
    page.resize(500, 900)
    qtbot.waitUntil(icon.isVisible)


@pytest.mark.parametrize("percent", [100, 150])
def test_the_longest_commune_found_is_read_whole(theme: Theme, qtbot: QtBot, percent: int) -> None:
    theme.scale_text(percent)
    pane = CommunesPane(theme)
    qtbot.addWidget(pane)
    pane.measure(theme.wide(900))
    row = CommuneRow("44169", LONG, 44, 0, "2444", 7883, 47.25, -1.38)
    pane.show_communes("Sèvre et Loire", "", [row])
    name = theme.metrics("body").horizontalAdvance(LONG)
    number = theme.metrics("small").horizontalAdvance("7\u202f883")
    assert pane.communes.width() >= 16 + name + 12 + number + 14


@pytest.mark.parametrize("percent", [100, 200])
def test_the_host_of_a_past_turn_takes_what_a_date_leaves(theme: Theme, qtbot: QtBot, percent: int) -> None:
    theme.scale_text(percent)
    table = PastTable(theme, PastModel())
    qtbot.addWidget(table)
    table.resize(theme.wide(302), 400)
    table.show()
    date = theme.metrics("small").horizontalAdvance("30\u00a0septembre 2026")
    host = theme.metrics("small").horizontalAdvance("Saint-Hilaire-de-Clisson")
    assert table.columnWidth(0) >= date + 12
    assert table.columnWidth(1) >= host + 12


def test_a_size_given_once_follows_the_text(theme: Theme, qtbot: QtBot) -> None:
    field = QSpinBox()
    qtbot.addWidget(field)
    theme.scale_text(200)
    sized(theme, field.setMinimumWidth, 88)
    assert field.minimumWidth() == 176
    theme.scale_text(100)
    assert field.minimumWidth() == 88
