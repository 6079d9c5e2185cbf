"""Everything leaves in open formats and comes back the same; what is bad changes nothing."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dgsdesk.application.desk import Desk
from dgsdesk.application.minutes.notes import KeepNotes
from dgsdesk.application.pace import Pace
from dgsdesk.application.safety.checking import check_network
from dgsdesk.application.safety.open_export import network_export
from dgsdesk.application.safety.open_import import ImportNetwork
from dgsdesk.application.safety.restoring import RestoreBackup
from dgsdesk.application.safety.safekeeping import network_copy
from dgsdesk.application.sentences import sentence
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.richtext import Image, RichText
from tests.house.test_every_command import content, every_sample
from tests.written_meeting import Written, written_desk, written_meeting, written_template

__all__ = ["written_desk", "written_meeting", "written_template"]


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080600000"
    "01f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.fixture
def empty(tmp_path: Path) -> Desk:
    return open_desk(tmp_path / "ailleurs" / "neuf.dgsdb", documents=tmp_path)


@pytest.fixture
def exported(written_desk: Desk, written_meeting: Written, tmp_path: Path) -> Path:
    written_desk.files.put(b"Plan du bourg")
    folder = tmp_path / "export"
    written_desk.ask(network_export, str(folder))(Pace())
    return folder


def test_every_row_of_every_command_comes_back(
    open_here: Callable[[], Desk], tmp_path: Path, empty: Desk
) -> None:
    desk = open_here()
    for command in every_sample(lambda: desk):
        desk.run(command)
    report = desk.ask(network_export, str(tmp_path / "export"))(Pace())
    done = empty.run(ImportNetwork(report.folder))
    assert done.value == report.rows
    assert content(empty) == content(desk)
    assert report.attachments > 2
    assert empty.ask(check_network).findings == ()
    empty.undo()
    assert empty.ask(lambda view: view.network()) is None
    empty.redo()
    assert content(empty) == content(desk)


def test_pictures_of_minutes_leave_and_come_back_and_a_lost_one_is_named_and_holds_nobody_captive(
    written_desk: Desk, written_meeting: Written, tmp_path: Path, empty: Desk
) -> None:
    sha256 = written_desk.files.put(PNG)
    picture = Image("carte.png", "Carte des haies", 40.0, sha256)
    written_desk.run(KeepNotes(written_meeting.waste, RichText((picture,))))
    backup = written_desk.keeper.copy_to(str(tmp_path / "clé")).file
    exported = written_desk.ask(network_export, str(tmp_path / "export"))(Pace())
    assert (tmp_path / "export" / "pieces" / "carte.png").read_bytes() == PNG
    empty.run(ImportNetwork(exported.folder))
    assert empty.files.get(sha256) == PNG
    (kept,) = (path for path in tmp_path.rglob(sha256) if not {"clé", "ailleurs"} & set(path.parts))
    kept.unlink()
    (finding,) = written_desk.ask(check_network).findings
    assert (finding.code, finding.where) == ("file_gone", sha256)
    assert finding.sentence.startswith("Une image du compte rendu du ")
    without = written_desk.ask(network_export, str(tmp_path / "sans"))(Pace())
    assert "1\u00a0pièce jointe perdue" in without.sentence
    assert without.minutes == exported.minutes
    written_desk.run(RestoreBackup(backup))
    assert written_desk.files.get(sha256) == PNG


def test_people_read_it_without_the_program(exported: Path) -> None:
    folders = {path.name for path in exported.iterdir()}
    assert folders >= {
        "donnees",
        "tableaux",
        "comptes-rendus",
        "calendriers",
        "LISEZ-MOI.txt",
        "dgsdesk.json",
    }
    (minutes,) = (exported / "comptes-rendus").glob("*.docx")
    assert "compte-rendu" in minutes.name
    text = (exported / "tableaux" / "organisation.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    assert "Boussay" in [row["name"] for row in rows]
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())
    assert any("BEGIN:VEVENT" in path.read_text() for path in (exported / "calendriers").glob("*.ics"))


def test_it_is_written_whole_into_an_empty_folder_or_not_at_all(
    exported: Path, written_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(KnownError) as taken:
        written_desk.ask(network_export, str(exported))(Pace())
    assert taken.value.code == "export_folder_taken"

    def broken(*_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(written_desk.office), "ics_year", broken)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(KnownError) as full:
        written_desk.ask(network_export, str(tmp_path / "autre"))(Pace())
    assert full.value.code == "storage_full"
    assert sorted(tmp_path.iterdir()) == before


def _cut(folder: Path) -> None:
    path = folder / "donnees" / "organisation.json"
    path.write_bytes(path.read_bytes()[:-200])


def _newer(folder: Path) -> None:
    _edit(folder / "dgsdesk.json", version=99)


def _foreign(folder: Path) -> None:
    _edit(folder / "dgsdesk.json", format="autre")


def _edit(path: Path, **values: object) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


def _rows(folder: Path, name: str, change: Callable[[list[dict[str, object]]], object]) -> None:
    path = folder / "donnees" / f"{name}.json"
    rows = json.loads(path.read_text())
    change(rows)
    path.write_text(json.dumps(rows))


BAD: dict[str, tuple[str, Callable[[Path], object]]] = {
    "nothing": ("no_export", lambda folder: (folder / "dgsdesk.json").unlink()),
    "cut": ("export_cut", _cut),
    "a table less": ("export_cut", lambda folder: (folder / "donnees" / "person.json").unlink()),
    "rows less": ("export_cut", lambda folder: _rows(folder, "meeting", lambda rows: rows.pop())),
    "newer": ("export_newer", _newer),
    "foreign": ("export_foreign", _foreign),
    "a number for a name": (
        "export_value",
        lambda folder: _rows(folder, "meeting", lambda rows: rows[0].update(day=7)),
    ),
    "no day": (
        "export_value",
        lambda folder: _rows(folder, "meeting", lambda rows: rows[0].update(day="demain")),
    ),
    "of nobody": (
        "export_value",
        lambda folder: _rows(folder, "appointment", lambda rows: rows[0].update(organisation_id="x")),
    ),
    "twice": (
        "export_value",
        lambda folder: _rows(folder, "meeting", lambda rows: rows[0].update(id=rows[-1]["id"])),
    ),
    "an unknown field": (
        "export_value",
        lambda folder: _rows(folder, "meeting", lambda rows: rows[0].update(mood="bonne")),
    ),
    "a file outside": (
        "export_value",
        lambda folder: _edit(folder / "dgsdesk.json", files={"../secret": "0" * 64}),
    ),
    "a file of another content": (
        "export_cut",
        lambda folder: _edit(folder / "dgsdesk.json", files={"LISEZ-MOI.txt": "0" * 64}),
    ),
}


def test_what_is_bad_is_refused_in_one_sentence_and_changes_nothing(
    exported: Path, empty: Desk, tmp_path: Path
) -> None:
    before = content(empty)
    for name, (code, harm) in BAD.items():
        folder = tmp_path / "mauvais"
        shutil.copytree(exported, folder)
        harm(folder)
        with pytest.raises(KnownError) as refusal:
            empty.run(ImportNetwork(str(folder)))
        assert refusal.value.code == code, name
        assert "Rien n’a été changé" in sentence(refusal.value).remedy
        assert content(empty) == before
        shutil.rmtree(folder)


def test_a_network_that_holds_something_is_left_alone(exported: Path, clisson: Desk) -> None:
    before = content(clisson)
    with pytest.raises(KnownError) as refusal:
        clisson.run(ImportNetwork(str(exported)))
    assert refusal.value.code == "import_not_empty"
    assert content(clisson) == before


@pytest.mark.parametrize("stage", ["Copie du réseau", "Écriture des fichiers", "Compression de la copie"])
def test_a_copy_or_an_export_given_up_leaves_nothing(written_desk: Desk, tmp_path: Path, stage: str) -> None:
    def told(words: str, percent: int) -> None:
        if words == stage and percent >= 0:
            pace.stop()

    pace = Pace(told)
    making = network_copy if stage == "Compression de la copie" else network_export
    before = {path for path in tmp_path.rglob("*") if "pieces" not in path.parts}
    with pytest.raises(KnownError) as given_up:
        written_desk.ask(making, str(tmp_path / "clé"))(pace)
    assert given_up.value.code == "given_up"
    left = {path for path in tmp_path.rglob("*") if "pieces" not in path.parts} - before
    assert not [path for path in left if path.is_file()]
