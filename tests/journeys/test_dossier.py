"""A meeting goes to a host who has set nothing up, is written there and here, and comes home merged."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit
from pytestqt.qtbot import QtBot

from dgsdesk.application.dossier.host import found_in_dossier
from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.ports.machine import FixedClock, SeededIds
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.bootstrap.window import HostOpening
from dgsdesk.desktop.dossier.host_entry import HOST_PLAN, host_surroundings
from dgsdesk.desktop.shell.launch import make_application, make_shell
from dgsdesk.desktop.shell.shell import Shell
from tests.conftest import CLISSON
from tests.journeys.conftest import Program
from tests.journeys.hand import Hand, plain
from tests.opened import catch_opened
from tests.written_meeting import WASTE, write_meeting

DAY = date(2026, 11, 12)
HOST_SAYS = WASTE.replace("première plainte", "deuxième plainte, 12 par mois,")
HUB_SAYS = WASTE.replace("première plainte", "première plainte, 14 par mois,")
ADDED = "Le calendrier commun sera prêt en mars."


class Hosting:
    """A host's laptop: an empty home folder, and the file that came by mail."""

    def __init__(self, qtbot: QtBot, home: Path) -> None:
        self.qtbot = qtbot
        self.home = home
        self._shell: Shell | None = None

    def open(self, file: Path) -> Hand:
        """Open a dossier as a double click does."""
        self.close()
        memory = self.home / "fenêtre.ini"
        opening = HostOpening(file, self.home, DAY)
        pages = opening.pages()
        shell = make_shell(
            make_application(), pages, host_surroundings, found_in_dossier, memory, plan=HOST_PLAN
        )
        shell.window.resize(1366, 768)
        shell.show()
        shell.window.activateWindow()
        with self.qtbot.waitSignal(shell.opened, timeout=30_000):
            shell.start(opening.open)
        self._shell = shell
        with self.qtbot.waitActive(shell.window):
            shell.window.activateWindow()
        return Hand(self.qtbot, shell.window)

    def close(self) -> None:
        """Close the window."""
        shell, self._shell = self._shell, None
        if shell is not None:
            assert shell.window.close()
            shell.window.deleteLater()


@pytest.fixture
def network(tmp_path: Path) -> Path:
    """The network of who keeps it, with a meeting whose minutes are being written."""
    database = tmp_path / "chez nous" / "réseau" / "reseau.dgsdb"
    desk = open_desk(database, clock=FixedClock.on(DAY), ids=SeededIds("aller"), actor="Anne")
    desk.run(FoundNetwork(CLISSON, example=True))
    write_meeting(desk)
    desk.close()
    return database


def open_meeting(hand: Hand) -> None:
    hand.key("Ctrl+2")
    hand.click("Choisir une autre réunion")
    hand.choose_act("Mardi 10 novembre 2026…")
    hand.wait_for("Réunion du mardi 10 novembre 2026")


def rewrite(hand: Hand, was: str, becomes: str) -> None:
    """Select a paragraph where it stands, and type another in its place."""
    hand.wait(lambda: any(was in one.toPlainText() for one in hand.seen(QTextEdit)), was)
    editor = next(one for one in hand.seen(QTextEdit) if was in one.toPlainText())
    editor.setFocus()
    cursor = editor.document().find(was)
    editor.setTextCursor(cursor)
    hand.type(becomes)


def add_line(hand: Hand, after: str, text: str) -> None:
    editor = next(one for one in hand.seen(QTextEdit) if after in one.toPlainText())
    editor.setFocus()
    cursor = editor.document().find(after)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    editor.setTextCursor(cursor)
    hand.key("Return")
    hand.type(text)


def texts(hand: Hand) -> str:
    return plain(" | ".join(one.toPlainText() for one in hand.seen(QTextEdit)))


def the_one(folder: Path, pattern: str) -> Path:
    (found,) = folder.rglob(pattern)
    return found


@pytest.mark.slow
def test_a_dossier_travels_and_comes_home(
    qtbot: QtBot, tmp_path: Path, network: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = catch_opened(monkeypatch)
    program, hosting = Program(qtbot, tmp_path / "chez nous"), Hosting(qtbot, tmp_path / "ailleurs")

    hand = program.open(DAY)
    open_meeting(hand)
    hand.menu("Réunion", "Confier la réunion en dossier…")
    hand.wait_for("Il contient 3 points")
    hand.click("Préparer le dossier")
    hand.wait_for("Le dossier est prêt")
    hand.click("Ouvrir le message")
    hand.wait(lambda: any(path.endswith(".eml") for path in opened), "the message handed to the system")
    program.close()
    sent = the_one(program.documents, "*_dossier-a-rediger.dgsdesk")

    hand = hosting.open(sent)
    hand.wait_for("Le compte rendu est entre vos mains")
    hand.click("Continuer à rédiger")
    rewrite(hand, WASTE, HOST_SAYS)
    add_line(hand, "Le registre commun est prêt.", ADDED)
    hosting.close()
    hand = hosting.open(sent)  # closed and opened again, the work stands
    hand.click("Continuer à rédiger")
    hand.wait(lambda: plain(HOST_SAYS) in texts(hand), HOST_SAYS)
    hand.click("Renvoyer…")
    hand.click("Préparer le retour")
    hand.wait_for("Le retour est prêt")
    hosting.close()
    returned = the_one(hosting.home / "Documents", "*_dossier-retour.dgsdesk")

    hand = program.open(DAY)
    open_meeting(hand)
    rewrite(hand, WASTE, HUB_SAYS)
    hand.key("Ctrl+0")
    hand.give_file("Ajouter…", returned)
    hand.wait_for("1 changement repris, 1 conflit à régler")
    hand.click("J’ai comparé au téléphone")
    hand.wait_for("dont la clé a été vérifiée")
    hand.click("Reprendre le dossier")
    hand.click("Aller à « Rédiger »")
    hand.wait_for("À trancher")
    hand.wait(lambda: plain(ADDED) in texts(hand), ADDED)  # the items come one by one
    assert plain(HUB_SAYS) in texts(hand)
    hand.click("Prendre celui du fichier")
    hand.wait(lambda: plain(HOST_SAYS) in texts(hand), HOST_SAYS)
    hand.wait_gone("À trancher")

    hand.undo()
    hand.wait_for("À trancher")
    hand.undo()
    hand.wait_gone("À trancher")
    hand.wait(lambda: plain(ADDED) not in texts(hand), "the merge taken back")
    assert plain(HUB_SAYS) in texts(hand)
    program.close()
