"""« Accueil » on a real network: what stands where."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from dgsdesk.application.desk import Desk
from dgsdesk.application.home import home_page
from dgsdesk.desktop.components.commune_map import CommuneMap
from dgsdesk.desktop.home.side import HomeSide
from dgsdesk.desktop.pages import PAGES
from tests.desktop.conftest import OpenShell


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
