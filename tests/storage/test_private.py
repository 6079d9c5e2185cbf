"""What the program keeps belongs to its owner alone, and its names outlive a power cut."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from dgsdesk import whole_file
from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.export import ExportDirectory, ListFormat
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.domain.errors import StorageUnavailable
from dgsdesk.formats import office
from dgsdesk.storage.work import SqlUnitOfWork
from dgsdesk.whole_file import make_folder, write_whole

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows gives a user's folder to that user alone")


def open_to_others(folder: Path) -> list[str]:
    return [
        f"{path.relative_to(folder)} {stat.filemode(path.stat().st_mode)}"
        for path in sorted(folder.rglob("*"))
        if path.stat().st_mode & 0o077
    ]


def test_files_and_folders_are_readable_by_their_owner_only(clisson: Desk, database: Path) -> None:
    clisson.files.put(b"Plan du bourg")
    clisson.keeper.copy_to("")
    clisson.run(ExportDirectory(ListFormat.CSV))
    root = database.parents[1]
    kept = [path.name for path in root.rglob("*")]
    assert {"reseau.dgsdb", "reseau.dgsdb-wal", "Annuaire"} <= set(kept)
    assert len(kept) > 12
    assert not open_to_others(root)


def test_a_network_that_others_could_read_is_taken_away_from_them_when_it_is_opened(
    clisson: Desk, database: Path
) -> None:
    clisson.keeper.copy_to("")
    clisson.close()
    backups = database.with_name("reseau-sauvegardes")
    database.chmod(0o664)
    backups.chmod(0o755)
    database.parent.chmod(0o755)
    open_desk(database, documents=database.parent).close()
    assert not open_to_others(database.parent)
    assert database.parent.stat().st_mode & 0o077, "a folder that is not ours alone is left as it is"


def test_a_file_whose_name_cannot_be_made_sure_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "ancien.txt"
    write_whole(kept, b"avant")

    def failing(_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(whole_file, "sync_folders", failing)
    for path in (tmp_path / "nouveau.txt", kept):
        with pytest.raises(OSError, match="Input/output"):
            write_whole(path, "après".encode())
    assert [path.name for path in tmp_path.iterdir()] == ["ancien.txt"]


def test_folders_that_are_made_are_synced_into_those_that_were_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(whole_file, "sync_folders", lambda folders: synced.extend(folders))
    make_folder(tmp_path / "a" / "b" / "c")
    assert sorted(synced) == [tmp_path, tmp_path / "a", tmp_path / "a" / "b"]
    make_folder(tmp_path / "a" / "b")
    assert len(synced) == 3


def test_an_act_that_fails_leaves_the_same_file_that_an_act_before_had_laid(
    clisson: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise OSError(5, "Input/output error")

    laid = Path(clisson.run(ExportDirectory(ListFormat.CSV)).value)
    content = laid.read_bytes()
    for owner, name in ((office, "sync_folders"), (SqlUnitOfWork, "commit")):
        with monkeypatch.context() as disk:
            disk.setattr(owner, name, failing)
            with pytest.raises(StorageUnavailable):
                clisson.run(ExportDirectory(ListFormat.CSV))
        assert laid.read_bytes() == content


def test_a_network_that_another_person_keeps_to_themselves_is_refused_by_name(
    clisson: Desk, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clisson.close()
    monkeypatch.setattr(os, "geteuid", lambda: database.stat().st_uid + 1)
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != database)
    with pytest.raises(StorageUnavailable) as refusal:
        open_desk(database, documents=database.parent)
    assert refusal.value.code == "storage_of_another"
    assert refusal.value.facts["owner"] == database.owner()
