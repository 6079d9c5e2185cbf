"""Where the program asks for a file or proposes to write one: never where it was started from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.desktop.shell.chosen_file import ask_file, ask_files, ask_folder, ask_new_file
from dgsdesk.desktop.shell.preferences import Preferences

DESKTOP = Path(__file__).resolve().parents[2] / "dgsdesk" / "desktop"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a home without a folder for documents."""
    places = {
        QStandardPaths.StandardLocation.DocumentsLocation: tmp_path / "maison" / "Documents",
        QStandardPaths.StandardLocation.HomeLocation: tmp_path / "maison",
    }
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda kind: str(places[kind]))
    (tmp_path / "maison").mkdir()
    return tmp_path / "maison"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Answer each dialogue with ``answer``, and keep in ``start`` where the last one opened."""
    said = {"answer": "", "start": ""}

    def asks(result: Any) -> Any:
        def ask(_parent: QWidget, _title: str, start: str, *_: str) -> Any:
            said["start"] = start
            return result(said["answer"])

        return ask

    monkeypatch.setattr(QFileDialog, "getOpenFileName", asks(lambda name: (name, "")))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", asks(lambda name: (name, "")))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", asks(lambda name: ([name] if name else [], "")))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", asks(lambda name: name))
    return said


def test_a_dialogue_opens_in_the_documents_or_in_the_home(
    home: Path, asked: dict[str, str], preferences: Preferences, qtbot: QtBot
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    assert ask_file(preferences, parent, "Choisir", "*") is None
    assert asked["start"] == str(home)
    assert ask_new_file(preferences, parent, "Enregistrer", "liste.pdf", "*.pdf") is None
    assert asked["start"] == str(home / "liste.pdf")
    assert ask_folder(preferences, parent, "Copier", str(home / "clé ôtée")) == ""
    assert asked["start"] == str(home)
    (home / "Documents").mkdir()
    assert ask_files(preferences, parent, "Choisir", "*") == []
    assert asked["start"] == str(home / "Documents")


def test_a_dialogue_opens_where_the_last_file_was_chosen(
    home: Path, asked: dict[str, str], preferences: Preferences, qtbot: QtBot
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    stick = home / "clé"
    stick.mkdir()
    asked["answer"] = str(stick / "liste.csv")
    assert ask_files(preferences, parent, "Choisir", "*") == [stick / "liste.csv"]
    assert ask_new_file(preferences, parent, "Enregistrer", "liste.pdf", "*.pdf") == stick / "liste.csv"
    assert asked["start"] == str(stick / "liste.pdf")
    stick.rmdir()
    ask_file(preferences, parent, "Choisir", "*")
    assert asked["start"] == str(home)


def test_one_module_alone_asks_for_files() -> None:
    asking = {path.name for path in DESKTOP.rglob("*.py") if "QFileDialog" in path.read_text("utf-8")}
    assert asking == {"chosen_file.py"}
