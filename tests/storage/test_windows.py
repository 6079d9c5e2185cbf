"""What Windows does otherwise than the rest, where the program answers it: names held, long paths, shares."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import pytest

from dgsdesk import whole_file
from dgsdesk.application.ports.office import OutFile
from dgsdesk.application.sentences import sentence
from dgsdesk.domain.errors import StorageUnavailable
from dgsdesk.domain.library import safe_name
from dgsdesk.formats.office import FolderOffice
from dgsdesk.storage.address import sqlite_address
from dgsdesk.storage.backup import thin
from dgsdesk.whole_file import os_failure_code, write_whole


class Held(PermissionError):
    """What Windows raises of a name that another program has open."""

    winerror = 32

    def __init__(self, name: object) -> None:
        super().__init__(errno.EACCES, "held", str(name))


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Act as on Windows; return the pauses that were made, none of them long."""
    made: list[float] = []
    monkeypatch.setattr(whole_file, "_IS_WINDOWS", True)
    monkeypatch.setattr(whole_file, "Event", lambda: SimpleNamespace(wait=made.append))
    return made


def held_for(times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an antivirus hold what is to get its name, some times."""
    replace, left = os.replace, [None] * times

    def replaced(source: Path, target: Path) -> None:
        if left:
            left.pop()
            raise Held(source)
        replace(source, target)

    monkeypatch.setattr(os, "replace", replaced)


def test_a_file_that_an_antivirus_looks_at_gets_its_name_a_moment_later(
    tmp_path: Path, pauses: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    held_for(3, monkeypatch)
    write_whole(tmp_path / "projet.docx", b"neuf")
    assert (tmp_path / "projet.docx").read_bytes() == b"neuf"
    assert pauses == sorted(pauses)
    assert len(pauses) == 3


def test_a_file_that_stays_open_elsewhere_is_told_by_its_own_name_and_nothing_is_left(
    tmp_path: Path, pauses: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    held_for(100, monkeypatch)
    with pytest.raises(StorageUnavailable, match="storage_held") as caught:
        FolderOffice(tmp_path).lay("réunion", [OutFile("projet.docx", b"neuf")])
    assert "« projet.docx » ouvert" in sentence(caught.value).message.replace("\xa0", " ")
    assert 4 < sum(pauses) < 6
    assert not list((tmp_path / "réunion").iterdir())


@pytest.mark.parametrize(
    ("number", "code"),
    [(19, "storage_read_only"), (21, "storage_pulled"), (1295, "storage_full"), (5, "storage_unwritable")],
)
def test_its_own_numbers_say_what_is_wrong(number: int, code: str) -> None:
    error = PermissionError(errno.EACCES, "denied", "E:/copie")
    error.winerror = number  # type: ignore[attr-defined]
    assert os_failure_code(error) == code


def test_a_path_that_is_too_long_is_called_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OSError, match="too long") as caught:
        write_whole(tmp_path / ("x" * 300), b"")
    assert os_failure_code(caught.value) == "storage_name_too_long"
    monkeypatch.setattr(whole_file, "_IS_WINDOWS", True)
    missing = FileNotFoundError(errno.ENOENT, "not found", "C:/" + "dossier/" * 40)
    assert os_failure_code(missing) == "storage_name_too_long"
    assert os_failure_code(FileNotFoundError(errno.ENOENT, "not found", "C:/d")) == "storage_unwritable"


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (r"C:\Données\réseau 1.db", "file:///C:/Donn%C3%A9es/r%C3%A9seau%201.db?mode=ro"),
        (r"\\mairie\partagé\DGS Desk\a.db", "file:////mairie/partag%C3%A9/DGS%20Desk/a.db?mode=ro"),
    ],
)
def test_sqlite_is_told_of_a_share_as_it_wants_it(path: str, address: str) -> None:
    assert sqlite_address(PureWindowsPath(path), "mode=ro") == address


def test_sqlite_opens_an_address_with_blanks_and_accents(tmp_path: Path) -> None:
    file = tmp_path / "réseau 1 #?.db"
    with closing(sqlite3.connect(file)) as made:
        made.execute("CREATE TABLE one (x)")
    with closing(sqlite3.connect(sqlite_address(file), uri=True)) as read:
        assert read.execute("SELECT count(*) FROM one").fetchone() == (0,)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("con.txt", "_con.txt"),
        ("AUX .docx", "_AUX .docx"),
        ("CONIN$", "_CONIN$"),
        ("com¹.pdf", "_com¹.pdf"),
        ("console.txt", "console.txt"),
        ("compte rendu. . .", "compte rendu"),
        ("x" * 119 + ". suite", "x" * 109 + ". suite"),
    ],
)
def test_no_name_is_one_that_it_keeps_for_itself(name: str, safe: str) -> None:
    assert safe_name(name, "fichier") == safe


def test_an_old_backup_that_another_program_reads_waits_for_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = [tmp_path / f"2020-01-{day:02}_080000_jour_aaaa_{day:06}.dgsdb" for day in range(1, 29)]
    for one in days:
        one.write_bytes(b"")
    unlink, read = Path.unlink, days[2]

    def unlinked(path: Path, missing_ok: bool = False) -> None:
        if path == read:
            raise Held(path)
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", unlinked)
    gone = thin(tmp_path)
    assert read not in gone
    assert read.exists()
    assert days[1] in gone
    monkeypatch.undo()
    assert thin(tmp_path) == [read]
