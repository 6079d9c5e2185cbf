"""The host writes the draft on in LibreOffice, drops it in the window, looks at it, takes it and sends it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.formats.test_docx_libreoffice import SOFFICE, edited
from tests.journeys.conftest import Program
from tests.journeys.papers import laid
from tests.written_meeting import Template, written_template

__all__ = ["written_template"]

pytestmark = [pytest.mark.slow, pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")]


def test_a_draft_goes_through_libreoffice_and_round(
    program: Program, written_template: Template, tmp_path: Path
) -> None:
    kept_out = shutil.ignore_patterns("documents", "sauvegardes")
    shutil.copytree(written_template.folder, tmp_path / "réseau", ignore=kept_out)
    hand = program.open(date(2026, 11, 11))
    hand.key("Ctrl+2")
    hand.settle()
    hand.key("Ctrl+L")
    hand.click_row("Réunions", "10 novembre", twice=True)
    hand.wait_for("Réunion du mardi 10 novembre 2026")
    hand.settle()
    hand.click("Étape 4 : Rédiger…")
    hand.click("Ouvrir dans Word")
    hand.wait(lambda: bool(laid(program.documents, ".docx")), "the draft for Word")
    hand.settle()
    (draft,) = laid(program.documents, ".docx")
    folder = tmp_path / "libreoffice"
    folder.mkdir()
    edited(draft.read_bytes(), folder, "reworked_tracked")
    hand.give_file("Reprendre un fichier Word…", folder / "reworked_tracked.docx")
    hand.wait_for("Écrit en fin de point.")
    hand.wait_for("Toujours")
    program.picture(tmp_path / "aperçu.png")
    hand.click("Reprendre le texte")
    hand.wait_for("Toujours")
    hand.click("Faire relire…")
    hand.click("Envoyer le projet aux membres…")
    hand.click("Préparer l’envoi")
    hand.wait_for("Projet prêt")
    assert any("v2" in path.name for path in laid(program.documents, ".docx"))
