"""Ten journeys as a new user tries them: what each takes in clicks and keys is counted, and may not grow.

The letters of names and sentences are not held against a page; what it asks beside them is.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDateEdit, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from dgsdesk.application.dossier.acts import ExportDossier
from dgsdesk.application.ports.machine import FixedClock
from dgsdesk.bootstrap.desks import open_desk
from tests.journeys.conftest import Program
from tests.journeys.hand import Hand
from tests.journeys.recorder import Recorder
from tests.journeys.test_dossier import Hosting, add_line, texts
from tests.journeys.test_review import READ, circulated
from tests.written_meeting import MET, Template, written_template

__all__ = ["written_template"]

BOUNDS = {
    "make a network": 9,
    "invite": 10,
    "change the date": 4,
    "swap hosts": 5,
    "print": 1,
    "host's minutes": 4,
    "observation": 6,
    "find an old decision": 2,
    "back up": 1,
    "restore": 4,
}
"""Clicks and keys at most, letters of texts apart; CONTRIBUTING says what they were before."""


@contextmanager
def counted(journey: str) -> Iterator[None]:
    """Count what is done meanwhile, and hold it to its bound."""
    recorder = Recorder()
    recorder.start()
    yield
    count = recorder.stop()
    print(f"{journey}: {count.clicks} clicks, {count.keys} keys, {count.letters} letters")
    assert count.acts <= BOUNDS[journey], f"{journey} takes {count}"


def entrusted(template: Template, folder: Path) -> Path:
    """Return the dossier of the written meeting, as its host got it by mail."""
    shutil.copytree(template.folder, folder, ignore=shutil.ignore_patterns("documents", "sauvegardes"))
    clock = FixedClock.on(MET)
    desk = open_desk(folder / "reseau.dgsdb", documents=folder / "documents", clock=clock, actor="essai")
    made = desk.run(ExportDossier(template.written.id, "DGS de Gorges")).value
    desk.close()
    return Path(made.file)


def wait_to_replace(hand: Hand, field: str) -> None:
    """Wait, as anybody does who looks, until a field has the keyboard and what stands there is selected."""

    def is_selected() -> bool:
        focus = QApplication.focusWidget()
        line = focus.findChild(QLineEdit) if isinstance(focus, QDateEdit) else focus
        named = isinstance(line, QLineEdit) and focus is not None and focus.accessibleName() == field
        return named and bool(line.text()) and line.selectedText() == line.text()

    hand.wait(is_selected, f"« {field} » to replace")


@pytest.mark.slow
def test_a_new_network_and_its_first_meeting(program: Program) -> None:
    hand = program.open(date(2026, 11, 23))
    with counted("make a network"):
        hand.wait_for("Quelle est votre intercommunalité")
        hand.type("clisson")
        hand.key("Return")
        hand.wait_for("Comment vous réunissez-vous")
        hand.key("Return")
        hand.row("Personnes à vérifier", "Clisson Sèvre et Maine Agglo, Prénom :")
        for given, family, email in (
            ("Maëlle", "EXEMPLE", "dgs@exemple.invalid"),
            ("Alix", "MODÈLE", "alix@exemple.invalid"),
        ):
            hand.type(given)
            hand.key("Tab")
            hand.type(family)
            hand.key("Tab")
            hand.type(email)
            hand.key("Return")
        hand.wait_for("2 personnes nommées")
        hand.click("Ouvrir l’accueil")
        hand.wait_for("Premiers pas")
    with counted("invite"):
        hand.click("Proposer le tour d’accueil")
        hand.click("Proposer un tour d’accueil")
        hand.click("Publier 11 dates…")
        hand.click("Publier")
        hand.click("Préparer l’ordre du jour")
        hand.click("Écrire un point")
        wait_to_replace(hand, "Point")
        hand.type("Calendrier des budgets")
        hand.key("Return")
        hand.click("Figer et inviter…")
        hand.click("Préparer l’invitation…")
        hand.wait_for("Dernière vérification")
        hand.click("Figer et préparer l’invitation")
        hand.wait_for("Tout est prêt")
    with counted("change the date"):
        hand.key("Ctrl+R")
        wait_to_replace(hand, "Nouveau jour")
        hand.type("15/12")
        hand.key("Return")
        hand.wait_for("Réunion du mardi 15 décembre 2026")
        hand.click("Préparer l’invitation…")
        hand.wait_for("Dernière vérification")
        hand.click("Figer et préparer l’invitation")
        hand.wait_for("0 réponse sur 17")
    with counted("print"):
        hand.key("Ctrl+P")
        hand.wait_for("Imprimer…")
    hand.key("Escape")
    hand.key("Ctrl+3")
    with counted("swap hosts"):
        hand.click_row("Frise du tour d’accueil", "12 janvier")
        hand.click("Échanger…")
        hand.click_row("Frise du tour d’accueil", "9 février")
        hand.key("Return")
        hand.wait_for("Échanger ces deux tours")
        hand.key("Return")
        hand.row("Frise du tour d’accueil", "Clisson, janvier 2027 : mardi 12 janvier")


@pytest.mark.slow
def test_minutes_and_what_follows(
    program: Program,
    written_template: Template,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))  # the system's own
    hosting = Hosting(qtbot, tmp_path / "ailleurs")
    hand = hosting.open(entrusted(written_template, tmp_path / "chez nous"))
    with counted("host's minutes"):
        hand.click("Continuer à rédiger")
        hand.wait(lambda: "Le registre commun" in texts(hand), "the draft")
        add_line(hand, "Le registre commun est prêt.", "Le calendrier suivra en mars.")
        hand.click("Renvoyer…")
        hand.click("Préparer le retour")
        hand.wait_for("Le retour est prêt")
    hosting.close()

    circulated(program, written_template)
    hand = program.open(READ)
    with counted("observation"):
        hand.click_row("À faire", "Attendre les observations")
        hand.key("Return")
        hand.click("Ajouter une observation")
        hand.type("Gorges")
        hand.key("Tab", "Tab")
        hand.type("Préciser qui paie.")
        hand.key("Ctrl+Return")
        hand.wait_for("Observation 1, Gorges, À traiter")
    with counted("find an old decision"):
        hand.key("Ctrl+K")
        hand.type("depots")
        hand.wait_for("Décision du 10\u00a0novembre 2026")
        hand.key("Return")
        hand.wait_for("Ce qu’elle demande")
    with counted("back up"):
        hand.key("Ctrl+S")
        hand.wait_for("Copie faite et relue")
    with counted("restore"):
        hand.menu("Fichier", "Revenir à une sauvegarde…")
        hand.key("Return")
        hand.wait_for("Restaurer cette sauvegarde")
        hand.key("Return")
        hand.wait_for("restaurée")
