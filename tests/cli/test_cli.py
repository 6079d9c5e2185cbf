"""The command line: JSON as documented, French sentences, exit codes, nothing half-done."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dgsdesk import __version__
from dgsdesk.application.ports.machine import FixedClock
from dgsdesk.bootstrap import places
from dgsdesk.bootstrap.command_line import run_command_line
from dgsdesk.bootstrap.desks import open_desk
from tests.copies import unpacked

Said = tuple[int, str, str]
Call = Callable[..., Said]
TODAY = ("--today", "2026-11-27")
DOCUMENTS = (
    "tour-d-accueil.docx",
    "invitation.docx",
    "invitation.pdf",
    ".ics",
    ".eml",
    "feuille-d-emargement.docx",
    "projet-de-compte-rendu_v2.docx",
    "certificat-d-approbation.docx",
    "compte-rendu-approuve-DGS_v3.docx",
    "compte-rendu-approuve-elus_v3.docx",
    "suites-a-donner-DGS.docx",
)


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Carry a command out and return (exit code, standard output, standard error)."""
    monkeypatch.setattr(
        places, "data_folder", lambda: tmp_path / "poste"
    )  # whatever this machine's user keeps

    def run(*words: object) -> Said:
        try:
            code = run_command_line([str(word) for word in words])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def answer(said: Said) -> Any:
    assert said[0] == 0, said[2]
    return json.loads(said[1])


def test_deadline(call: Call) -> None:
    words = ("--sent", "2026-11-24", "--days", "8", "--mode", "calendaire", "--zone", "metropole", "--json")
    said = answer(call("deadline", *words))
    assert (said["last_day"], said["approved_on"]) == ("2026-12-02", "2026-12-03")
    assert "jusqu’au mercredi 2\u00a0décembre 2026 inclus" in said["sentence"]


def test_epci_find(call: Call) -> None:
    rows = answer(call("epci", "find", "clisson", "--json"))
    expected = {"siren": "200067635", "name": "Clisson Sèvre et Maine Agglo", "type": "CA", "communes": 16}
    assert expected.items() <= rows[0].items()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), "il manque COMMANDE"),
        (("inconnu",), "inconnu"),
        (("deadline",), "--sent"),
        (("deadline", "--sent", "2026-02-30"), "2026-02-30"),
        (("demo",), "DOSSIER"),
        (("docx", "read", "x.docx", "--changes", "peut-être"), "peut-être"),
    ],
)
def test_a_wrong_call_is_told_in_french_with_code_2(
    call: Call, words: tuple[str, ...], expected: str
) -> None:
    code, out, err = call(*words)
    assert code == 2
    assert out == ""
    assert expected in err
    assert "--help" in err


def test_help_lists_only_what_works(call: Call) -> None:
    code, out, _ = call("--help")
    assert code == 0
    assert {"demo", "deadline", "epci", "rota", "meetings"} <= set(out.split())
    assert call("--version")[:2] == (0, f"DGS Desk {__version__}\n")


def test_a_command_without_anywhere_to_write_is_carried_out(
    monkeypatch: pytest.MonkeyPatch, demonstrated: Path, tmp_path: Path
) -> None:
    """So Windows starts the window's program by its planner of tasks: Python then has no streams."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    database = str(demonstrated / "reseau.dgsdb")
    assert run_command_line(["backup", str(tmp_path / "copies"), "--database", database]) == 0
    assert list((tmp_path / "copies").iterdir())
    assert run_command_line(["docx", "read", str(tmp_path / "absent.docx")]) == 3
    with pytest.raises(SystemExit, match="2"):
        run_command_line(["inconnu"])


def test_an_unknown_mode_is_a_known_error(call: Call) -> None:
    code, out, err = call("deadline", "--sent", "2026-11-24", "--mode", "lunaire", "--json")
    assert code == 3
    error = json.loads(out)["error"]
    assert error["kind"] == "BadInput"
    assert error["message"]
    assert error["remedy"]
    assert error["message"] in err


def test_rota_plan_then_check(call: Call, tmp_path: Path) -> None:
    problem = tmp_path / "problème.json"
    hosts = [{"id": f"4404{n}", "name": f"Commune {n}"} for n in range(4)]
    problem.write_text(json.dumps({"hosts": hosts, "slots": ["2027-01-12", "2027-02-09"]}), encoding="utf-8")
    plan = answer(call("rota", "plan", problem, "--json"))
    assert [turn["slot"] for turn in plan["turns"]] == ["2027-01-12", "2027-02-09"]
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(plan), encoding="utf-8")
    assert answer(call("rota", "check", problem, file, "--json"))["valid"]
    plan["objective"]["fairness"] += 1
    file.write_text(json.dumps(plan), encoding="utf-8")
    assert not answer(call("rota", "check", problem, file, "--json"))["valid"]


@pytest.mark.parametrize("text", ["", "{", '{"hosts": 3}', '{"hosts": [], "slots": ["2027-02-30"]}'])
def test_a_bad_problem_is_refused_with_its_place(call: Call, tmp_path: Path, text: str) -> None:
    problem = tmp_path / "p.json"
    problem.write_text(text, encoding="utf-8")
    code, out, err = call("rota", "plan", problem, "--json")
    assert code == 3
    assert json.loads(out)["error"]["message"]
    assert err


def test_a_missing_file_is_named(call: Call, tmp_path: Path) -> None:
    code, _, err = call("docx", "read", tmp_path / "absent.docx")
    assert code == 3
    assert "absent.docx" in err


@pytest.fixture(scope="module")
def as_demonstrated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A folder in which the demonstration was run once, and all that it then held."""
    folder = tmp_path_factory.mktemp("démo") / "Démonstration d’été"
    assert run_command_line(["demo", str(folder), *TODAY]) == 0
    return folder, _held(folder)


@pytest.fixture(scope="module")
def demonstrated(as_demonstrated: tuple[Path, dict[str, bytes]]) -> Path:
    return as_demonstrated[0]


def _held(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_demo_leaves_every_document_and_a_database_that_opens(demonstrated: Path, call: Call) -> None:
    names = [path.name for path in demonstrated.rglob("*")]
    for ending in DOCUMENTS:
        assert any(name.endswith(ending) for name in names), ending
    database = demonstrated / "reseau.dgsdb"
    rows = answer(call("meetings", "--database", database, *TODAY, "--json"))
    assert {row["state"] for row in rows} >= {"dispatched", "circulated", "planned"}
    minutes = answer(call("minutes", "2026-10-13", "--database", database, *TODAY, "--json"))
    assert any(item["decisions"] for item in minutes["items"])
    assert answer(call("actions", "--database", database, *TODAY, "--json"))


def test_what_the_demo_adopted_goes_to_archives(demonstrated: Path, call: Call, tmp_path: Path) -> None:
    network = ("--database", demonstrated / "reseau.dgsdb", *TODAY)
    done = answer(call("archive", tmp_path / "a", "--from", "2026-10-01", *network, "--json"))
    assert (done["meetings"], done["lost"], done["waiting"]) == (1, 0, 1)
    assert done["files"] == len([path for path in (tmp_path / "a").rglob("*") if path.is_file()])
    code, _, err = call("archive", tmp_path / "b", "--meeting", "2026-11-10", *network)
    assert (code, "rien à verser" in err, (tmp_path / "b").exists()) == (3, True, False)


def test_the_sheet_of_the_register_of_processing_is_written_where_one_says(
    demonstrated: Path, call: Call, tmp_path: Path
) -> None:
    made = answer(call("register", tmp_path, "--database", demonstrated / "reseau.dgsdb", *TODAY, "--json"))
    assert [Path(file).suffix for file in made["files"]] == [".docx", ".pdf"]
    assert all(Path(file).parent == tmp_path and Path(file).is_file() for file in made["files"])


def test_demo_writes_no_real_address(demonstrated: Path) -> None:
    messages = [*demonstrated.rglob("*.eml"), *demonstrated.rglob("*.ics")]
    assert messages
    for path in messages:
        text = path.read_bytes().replace(b"=\r\n", b"").replace(b"\r\n ", b"").decode(errors="replace")
        for domain in re.findall(r"[\w.+-]+@([\w-]+\.[\w.-]+)", text):
            assert domain.rstrip(".").endswith(".invalid"), (path.name, domain)


def test_the_same_demo_gives_the_same_bytes(
    as_demonstrated: tuple[Path, dict[str, bytes]], tmp_path: Path, call: Call
) -> None:
    assert call("demo", tmp_path / "encore", *TODAY)[0] == 0
    first, second = as_demonstrated[1], _held(tmp_path / "encore")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_demo_refuses_a_full_folder_and_an_unknown_epci(call: Call, tmp_path: Path) -> None:
    (tmp_path / "à moi.txt").write_text("à garder", encoding="utf-8")
    code, _, err = call("demo", tmp_path, *TODAY)
    assert code == 3
    assert "contient déjà" in err
    code, _, err = call("demo", tmp_path / "neuf", "--epci", "123456789", *TODAY)
    assert code == 3
    assert not (tmp_path / "neuf").exists()


@pytest.mark.skipif(os.geteuid() != 0 and sys.platform == "win32", reason="needs a folder nobody can write")
def test_demo_in_an_unwritable_place_leaves_nothing(call: Call, tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("", encoding="utf-8")
    code, _, err = call("demo", tmp_path / "fichier" / "démo", *TODAY)
    assert code == 3
    assert "fichier" in err


@pytest.mark.parametrize("kind", ["folder", "pipe", "loop", "huge", "growing"])
def test_what_is_no_file_of_ours_is_told_at_once(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    path = tmp_path / "reçu.docx"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "loop":
        path.symlink_to(path)
    else:
        path.touch()
        os.truncate(path, 2 * 2**30)
    if kind == "growing":  # what was small when it was asked for its size
        before = os.stat_result((33188, 0, 0, 1, 0, 0, 5, 0, 0, 0))
        monkeypatch.setattr(Path, "stat", lambda *_, **__: before)
    for command in (
        ("docx", "read"),
        ("calendar", "inspect"),
        ("arrivals", "inspect"),
        ("dossier", "inspect"),
    ):
        code, out, said = call(*command, str(path))
        assert (code, out) == (3, "")
        words = {"folder": "est un dossier", "huge": "dépasse 100 Mo", "growing": "dépasse 100 Mo"}
        assert words.get(kind, "ne peut pas être lu") in said.replace("\u00a0", " ")


def test_an_option_without_a_command_is_told_where_it_goes(call: Call, tmp_path: Path) -> None:
    code, _, err = call("--database", tmp_path / "reseau.dgsdb")
    assert code == 2
    assert "« --database » vient après une commande" in err.replace("\u00a0", " ")
    code, _, err = call("reunions")
    assert (code, "n’accepte pas « reunions » (epci, circle" in err.replace("\u00a0", " ")) == (2, True)


def test_an_import_that_fails_leaves_nothing(call: Call, tmp_path: Path) -> None:
    code, _, err = call("import", tmp_path, "--database", tmp_path / "neuf" / "reseau.dgsdb")
    assert (code, "ne contient pas d’export" in err) == (3, True)
    assert not list((tmp_path / "neuf").iterdir())


def test_unusable_databases_are_named(call: Call, tmp_path: Path) -> None:
    code, _, err = call("meetings", "--database", tmp_path / "absent.dgsdb")
    assert (code, "absent.dgsdb" in err) == (3, True)
    foreign = tmp_path / "autre.dgsdb"
    with sqlite3.connect(foreign) as raw:
        raw.execute("CREATE TABLE t (x)")
    raw.close()
    code, _, err = call("meetings", "--database", foreign)
    assert (code, "autre.dgsdb" in err) == (3, True)
    damaged = tmp_path / "abîmé.dgsdb"
    damaged.write_bytes(b"SQLite format 3\x00" + b"\x07" * 4096)
    code, _, err = call("meetings", "--database", damaged)
    assert (code, "abîmé" in err) == (3, True)


def test_a_second_copy_is_refused_with_who_holds_it(call: Call, tmp_path: Path) -> None:
    database = tmp_path / "reseau.dgsdb"
    desk = open_desk(database, clock=FixedClock.on(date(2026, 11, 27)))
    try:
        code, out, err = call("meetings", "--database", database, "--json")
    finally:
        desk.close()
    assert code == 3
    assert json.loads(out)["error"]["kind"] == "StorageUnavailable"
    assert "déjà ouvert par" in err


def test_backup_is_a_packed_database_that_opens(demonstrated: Path, call: Call, tmp_path: Path) -> None:
    said = answer(
        call("backup", tmp_path / "clé", "--database", demonstrated / "reseau.dgsdb", *TODAY, "--json")
    )
    file = unpacked(Path(said["file"]))
    assert answer(call("meetings", "--database", file, *TODAY, "--json"))


def test_an_arrival_is_inspected(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "liste.csv"
    file.write_bytes("commune;nom\nBoussay;Léger\n".encode("cp1252"))
    code, out, _ = call("arrivals", "inspect", str(file), "--json")
    assert code == 0
    value = json.loads(out)
    assert (value["kind"], value["meeting"], value["changes"]) == ("table", None, [])
    assert value["parts"][0]["name"] == "liste.csv"
    open_desk(tmp_path / "vide.dgsdb").close()
    code, out, _ = call("arrivals", "inspect", str(file), "--json", "--database", tmp_path / "vide.dgsdb")
    assert (code, json.loads(out)) == (0, value)

    file.write_bytes(b"PK\x03\x04 rien")
    code, out, err = call("arrivals", "inspect", str(file), "--json")
    assert code == 3
    assert json.loads(out)["error"]["kind"] == "BadInput"
    assert "abîmé ou coupé" in err


@pytest.mark.parametrize(
    ("siren", "rule", "count", "others"),
    [("200023414", "population < 4500", 45, 26), ("245400601", "population_rank <= 4", 4, 9)],
)
def test_a_membership_rule_is_asked_of_the_country(
    siren: str, rule: str, count: int, others: int, call: Call
) -> None:
    said = answer(call("circle", "members", "--epci", siren, "--rule", rule, "--json"))
    assert (len(said["communes"]), said["others"]) == (count, others)
    assert set(said) == {"sentence", "communes", "others"}
    assert set(said["communes"][0]) == {"insee", "name", "population"}
    if siren == "245400601":
        names = [one["name"] for one in said["communes"]]
        assert names == ["Champigneulles", "Frouard", "Liverdun", "Pompey"]


def test_a_membership_rule_that_is_none_is_refused(call: Call) -> None:
    words = ("circle", "members", "--epci", "200023414", "--rule")
    code, out, err = call(*words, "population < beaucoup", "--json")
    assert code == 3
    assert json.loads(out)["error"]["where"] == "14"
    assert "caractère 14" in err
    assert call(*words, 'in ["44043"]')[0] == 3
