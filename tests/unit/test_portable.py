"""A folder « donnees » beside the program makes it portable: all that it keeps lies in there."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgsdesk.bootstrap import places


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(places, "program_folder", lambda: tmp_path)
    return tmp_path


def test_all_data_of_a_portable_program_lies_beside_it(stick: Path) -> None:
    (stick / "donnees").mkdir()
    assert places.default_database() == stick / "donnees" / "reseau.dgsdb"
    assert places.default_documents() == stick / "donnees" / "Documents"
    assert places.default_settings() == stick / "donnees" / "fenetre.ini"


def test_an_installed_program_keeps_its_data_where_the_system_wants_it(stick: Path) -> None:
    (stick / "donnees").write_text("a file of that name makes nothing portable")
    assert places.portable_folder() is None
    assert stick not in places.default_database().parents
    assert places.default_settings() is None


def test_a_built_program_looks_beside_its_executable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setattr("sys.executable", str(tmp_path / "dgsdesk.exe"))
    assert places.program_folder() == tmp_path
