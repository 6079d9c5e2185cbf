"""A network that cannot be written where it lies is copied whole, and nothing of it is touched."""

from __future__ import annotations

import json
import os
import shutil
import socket
from pathlib import Path

import pytest

from dgsdesk.application.desk import Desk
from dgsdesk.application.safety.checking import check_network
from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.bootstrap import places
from dgsdesk.bootstrap.desks import copied_elsewhere, known_copies, open_desk
from dgsdesk.domain.errors import StorageUnavailable
from dgsdesk.domain.theme import RaisedTheme
from dgsdesk.letterbox import holder_of
from tests.conftest import TODAY


@pytest.fixture
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder that can be written."""
    folder = tmp_path / "poste"
    monkeypatch.setattr(places, "data_folder", lambda: folder)
    monkeypatch.setattr(places, "installed_data_folder", lambda: folder)
    return folder


def state(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_copy_is_whole_with_what_a_kill_left_in_the_log(
    clisson: Desk, database: Path, tmp_path: Path, away: Path
) -> None:
    sha256 = clisson.files.put(b"Plan du bourg")
    clisson.run(NoteSubject("Dernier mot"))
    stick = tmp_path / "clé"
    shutil.copytree(database.parent, stick)  # as a killed program leaves it
    holder_of(stick / database.name).unlink()
    before = state(stick)
    copies = [copied_elsewhere(stick / database.name, TODAY) for _ in range(2)]
    assert state(stick) == before
    assert [one.name for one in copies] == [
        f"{database.stem}-copie-2026-11-27.dgsdb",
        f"{database.stem}-copie-2026-11-27-2.dgsdb",
    ]
    os.utime(copies[1], (0, 0))
    assert [one.file for one in known_copies(stick / database.name)] == copies
    assert known_copies(stick / database.name)[0].made == TODAY
    desk = open_desk(copies[0], documents=tmp_path)
    with desk.vault.reading() as store:
        assert "Dernier mot" in {one.title for one in store.find(RaisedTheme)}
    assert desk.files.get(sha256) == b"Plan du bourg"
    assert desk.ask(check_network).findings == ()
    desk.close()


def test_a_bad_or_open_network_is_not_copied_and_leaves_nothing(
    clisson: Desk, database: Path, tmp_path: Path, away: Path
) -> None:
    clisson.close()
    holder = {"user": "Claire", "machine": socket.gethostname(), "process": os.getppid()}
    holder_of(database).write_text(json.dumps(holder))
    with pytest.raises(StorageUnavailable, match="storage_in_use"):
        copied_elsewhere(database)
    holder_of(database).unlink()
    database.write_bytes(b"\x00" * 5000)
    with pytest.raises(StorageUnavailable, match="storage_damaged"):
        copied_elsewhere(database)
    assert not [path for path in away.rglob("*") if path.is_file()]
