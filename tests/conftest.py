"""What every test may ask for: a desk on a real database, on a fixed day, with real communes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from dgsdesk.application.desk import Desk
from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.ports.machine import FixedClock, SeededIds
from dgsdesk.bootstrap.desks import open_desk

# What hypothesis measures is the machine, which the suite shares: slow draws are no failure.
settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
# The suite draws the same examples each time, so that red means a change; new ones are sought by hand:
# pytest --hypothesis-profile=search tests/formats tests/unit
settings.register_profile(
    "search", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=2_000
)
settings.load_profile("house")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from dgsdesk.desktop.theme.theme import Theme

TODAY = date(2026, 11, 27)
CLISSON = "200067635"


@pytest.fixture(scope="session")
def made_theme(qapp: QApplication) -> Theme:
    """Make the one theme of the test run: a second one would take the style from the windows of the first."""
    from dgsdesk.desktop.theme.theme import Theme

    return Theme(qapp)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where the test's network lies."""
    return tmp_path / "réseau d’essai" / "reseau.dgsdb"


@pytest.fixture
def open_here(database: Path, tmp_path: Path) -> Iterator[Callable[[], Desk]]:
    """Open the test's network, as often as wanted; what is still open is closed at the end."""
    opened: list[Desk] = []
    ids = SeededIds("essai")

    def open_again() -> Desk:
        if opened:
            opened.pop().close()
        desk = open_desk(
            database, documents=tmp_path / "documents", clock=FixedClock.on(TODAY), ids=ids, actor="essai"
        )
        opened.append(desk)
        return desk

    yield open_again
    for desk in opened:
        desk.close()


@pytest.fixture(scope="session")
def founded_network(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Found the network of the tests once; each test takes a copy, ten times quicker than founding."""
    folder = tmp_path_factory.mktemp("fondé")
    clock, ids = FixedClock.on(TODAY), SeededIds("fondation")
    desk = open_desk(folder / "reseau.dgsdb", documents=folder, clock=clock, ids=ids, actor="essai")
    desk.run(FoundNetwork(CLISSON, example=True))
    desk.close()
    return folder / "reseau.dgsdb"


@pytest.fixture
def desk(request: pytest.FixtureRequest, database: Path, open_here: Callable[[], Desk]) -> Desk:
    """A desk, empty unless the test asks for ``clisson``."""
    if "clisson" in request.fixturenames:
        database.parent.mkdir(mode=0o700)
        shutil.copy(request.getfixturevalue("founded_network"), database)
    return open_here()


@pytest.fixture
def clisson(desk: Desk) -> Desk:
    """A desk with the network of Clisson Sèvre et Maine Agglo, an example network."""
    return desk
