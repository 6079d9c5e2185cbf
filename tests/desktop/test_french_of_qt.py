"""What Qt itself says in our window: its own French, and ours where it has none."""

from __future__ import annotations

import runpy
from pathlib import Path

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from dgsdesk.desktop.shell.launch import make_application
from dgsdesk.shipped import shipped

ROOT = Path(__file__).resolve().parents[2]


def test_qt_chooses_files_in_french(qtbot: QtBot, tmp_path: Path) -> None:
    make_application()
    (tmp_path / "Réunions").mkdir()
    dialogue = QFileDialog(None, "Choisir un fichier", str(tmp_path), "Listes (*.csv)")
    qtbot.addWidget(dialogue)
    dialogue.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialogue.show()
    words = [label.text() for label in dialogue.findChildren(QLabel)]
    words += [button.text() for button in dialogue.findChildren(QAbstractButton) if button.text()]
    assert words == [
        "&Regarder dans\u00a0:",
        "&Nom de fichier\u00a0:",
        "&Type de fichiers\u00a0:",
        "&Ouvrir",
        "Annuler",
    ]


def test_the_words_that_are_read_are_those_that_are_written(tmp_path: Path) -> None:
    runpy.run_path(str(ROOT / "resources" / "build_translations.py"))["compile_words"](tmp_path / "made.qm")
    made = (tmp_path / "made.qm").read_bytes()
    assert made == shipped("translations", "qt_fr.qm").read_bytes(), "run resources/build_translations.py"


def test_the_keys_of_the_menus_are_called_as_on_the_keyboard() -> None:
    make_application()
    assert QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText) == "Ctrl+Entrée"
