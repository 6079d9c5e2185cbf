"""`dossier export`, `inspect` and `merge`: JSON as documented, refusals in French, nothing written over."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from dgsdesk.application.desk import Desk
from dgsdesk.application.minutes.holding import AddDecision
from dgsdesk.bootstrap import command_line, places
from tests.dossiers import HostLaptop
from tests.formats.foreign_dossier import answering
from tests.written_meeting import Written, written_desk, written_meeting, written_template

__all__ = ["written_desk", "written_meeting", "written_template"]

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def network(written_desk: Desk) -> Path:
    """The file of the network with the written meeting, closed."""
    written_desk.close()
    return Path(written_desk.keeper.place())


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Call:
    """Carry a command out on a laptop of its own; return (exit code, standard output, standard error)."""
    monkeypatch.setattr(places, "default_database", lambda: tmp_path / "poste" / "reseau.dgsdb")

    def run(*words: object) -> tuple[int, str, str]:
        code = command_line.run_command_line(["dossier", *map(str, words)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def answer(said: tuple[int, str, str]) -> Any:
    assert said[0] == 0, said[2]
    return json.loads(said[1])


def test_a_meeting_is_exported_and_inspected(call: Call, network: Path, tmp_path: Path) -> None:
    file = tmp_path / "réunion.dgsdesk"
    done = answer(call("export", "2026-11-10", file, "--for", "observe", "--database", network, "--json"))
    assert (done["file"], done["bytes"], done["items"]) == (str(file), file.stat().st_size, 3)
    assert done["signed_by"]
    told = answer(call("inspect", file, "--json"))
    assert told["meeting"] == "Réunion du mardi 10\u00a0novembre 2026"
    assert (told["purpose"], told["signature"], told["from"]) == ("observe", "new", done["signed_by"])
    assert "+01:00" in told["created"]
    assert len(told["words"]) == 6
    code, said, _ = call("inspect", file)
    assert code == 0
    assert " ".join(told["words"]) in said
    assert not (tmp_path / "poste").exists(), "looking at a dossier writes nothing"


def test_a_sealed_dossier_wants_its_passphrase(call: Call, network: Path, tmp_path: Path) -> None:
    file, phrase, wrong = tmp_path / "a.dgsdesk", tmp_path / "phrase", tmp_path / "autre"
    phrase.write_text("quatre mots sans rapport\n", encoding="utf-8")
    wrong.write_text("quatre mots sans lien\n", encoding="utf-8")
    sealed = ("--passphrase-file", phrase)
    assert call("export", "2026-11-10", file, "--database", network, *sealed)[0] == 0
    code, said, _ = call("inspect", file, "--json")
    assert code == 3
    assert "phrase secrète" in json.loads(said)["error"]["message"]
    assert call("inspect", file, "--passphrase-file", wrong)[0] == 3
    assert answer(call("inspect", file, *sealed, "--json"))["signature"] == "new"


def test_a_forged_dossier_is_told_and_a_broken_one_refused(call: Call, network: Path, tmp_path: Path) -> None:
    import zipfile

    file, forged = tmp_path / "a.dgsdesk", tmp_path / "faux.dgsdesk"
    call("export", "2026-11-10", file, "--database", network)
    with zipfile.ZipFile(file) as archive, zipfile.ZipFile(forged, "w") as copy:
        for name in archive.namelist():
            content = archive.read(name)
            copy.writestr(name, content.replace(b'"counter":1', b'"counter":9'))
    assert answer(call("inspect", forged, "--json"))["signature"] == "bad"
    (tmp_path / "coupé.dgsdesk").write_bytes(file.read_bytes()[:-300])
    code, _, said = call("inspect", tmp_path / "coupé.dgsdesk")
    assert code == 3
    assert "abîmé ou coupé" in said


def test_what_cannot_be_exported_is_said_and_nothing_is_written_over(
    call: Call, network: Path, tmp_path: Path
) -> None:
    file = tmp_path / "a.dgsdesk"
    assert call("export", "2026-11-11", file, "--database", network)[0] == 3
    assert not file.exists()
    file.write_text("à moi", encoding="utf-8")
    code, _, said = call("export", "2026-11-10", file, "--database", network)
    assert (code, file.read_text(encoding="utf-8")) == (3, "à moi")
    assert "existe déjà" in said


def test_a_return_is_tried_then_merged_once(
    call: Call, network: Path, written_meeting: Written, tmp_path: Path
) -> None:
    sent = tmp_path / "envoi.dgsdesk"
    answer(call("export", "2026-11-10", sent, "--to", "Gorges", "--database", network, "--json"))
    host = HostLaptop(tmp_path / "hôte", "Gorges")
    away = host.open(sent.read_bytes())
    away.run(AddDecision(written_meeting.waste, "Passer deux fois par semaine."))
    back = tmp_path / "retour.dgsdesk"
    back.write_bytes(host.send_back(written_meeting.id))
    host.close()
    tried = answer(call("merge", back, "--dry-run", "--database", network, "--json"))
    assert (tried["taken"], tried["conflicts"], tried["unplaced"], tried["refused"]) == (1, [], [], None)
    assert tried["unchanged"] > 10
    assert answer(call("merge", back, "--database", network, "--json")) == tried
    code, _, said = call("merge", back, "--database", network)
    assert code != 0
    assert "déjà été repris" in said


def test_a_return_that_another_program_wrote_is_merged(
    call: Call, network: Path, written_meeting: Written, tmp_path: Path
) -> None:
    def edit(kinds: dict[str, Any]) -> None:
        (entry,) = [one for one in kinds["minutes_entry"] if one["item_id"] == written_meeting.roads]
        entry["text"].append({"kind": "paragraph", "runs": [{"text": "Écrit ailleurs.", "bold": True}]})

    sent, back = tmp_path / "envoi.dgsdesk", tmp_path / "retour.dgsdesk"
    assert call("export", "2026-11-10", sent, "--to", "Gorges", "--database", network)[0] == 0
    back.write_bytes(answering(sent.read_bytes(), edit))
    assert answer(call("inspect", back, "--json"))["from"] == "Claude Spécimen"
    taken = answer(call("merge", back, "--database", network, "--json"))
    assert (taken["taken"], taken["conflicts"], taken["refused"]) == (1, [], None)
    with closing(sqlite3.connect(network)) as database:
        texts = [text for (text,) in database.execute("SELECT text FROM minutes_entry")]
    assert sum("Écrit ailleurs." in text for text in texts) == 1
