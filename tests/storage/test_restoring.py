"""Going back to a backup: row by row the same, taken back row by row, and nothing of a bad one taken."""

from __future__ import annotations

import json
import lzma
import random
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from dgsdesk.application.agenda.template import EditTemplate
from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.acts import EditOrganisation, NameToPost, OrganisationFields, PersonFields
from dgsdesk.application.minutes.holding import AddDecision
from dgsdesk.application.privacy.person_erasure import ErasePerson
from dgsdesk.application.safety.checking import check_network
from dgsdesk.application.safety.restoring import RestoreBackup, preview_restore
from dgsdesk.application.search.acts import find_things
from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.bootstrap.command_line import run_command_line
from dgsdesk.bootstrap.desks import open_desk, put_back, replace_network
from dgsdesk.domain.action import Decision
from dgsdesk.domain.circle import Circle, PartKind, PartTemplate
from dgsdesk.domain.errors import KnownError, NotFound, RuleBroken
from dgsdesk.domain.network import Appointment, Organisation, Person, Role
from dgsdesk.domain.theme import RaisedTheme
from dgsdesk.storage.fingerprint import fingerprint_of
from dgsdesk.storage.mapping import ENTITIES
from dgsdesk.storage.place import Place
from dgsdesk.storage.rows import table_name
from dgsdesk.storage.seals import Seals
from dgsdesk.storage.search import SearchIndex, differences
from tests.copies import flip_a_bit, plain_copy, unpacked
from tests.house.test_every_command import content
from tests.storage.test_full_disk import LIMITED, run
from tests.storage.test_migrations import SCHEMAS
from tests.written_meeting import Written, written_desk, written_meeting, written_template

__all__ = ["written_desk", "written_meeting", "written_template"]


def subjects(desk: Desk) -> list[str]:
    with desk.vault.reading() as store:
        return sorted(one.title for one in store.find(RaisedTheme))


def by_name(desk: Desk) -> list[dict[str, object]]:
    """Read every row with its columns named: an upgraded file has them in another order."""
    with desk.vault.raw() as raw:  # type: ignore[attr-defined]
        return [
            dict(zip((column[0] for column in rows.description), row, strict=True))
            for kind in ENTITIES
            for rows in [raw.execute(f"SELECT * FROM {table_name(kind)} ORDER BY id")]
            for row in rows
        ]


@pytest.fixture
def backup(clisson: Desk, tmp_path: Path) -> Path:
    """A copy on a stick, made while the network held one subject; since then another has been noted."""
    clisson.run(NoteSubject("Avant"))
    file = Path(clisson.keeper.copy_to(str(tmp_path / "clé")).file)
    clisson.run(NoteSubject("Après"))
    return file


def found(desk: Desk) -> list[str]:
    """Return which of both subjects the search finds; its index must say what the tables say."""
    with desk.vault.raw() as raw:  # type: ignore[attr-defined]
        assert SearchIndex.is_sound(raw)
        assert differences(raw) == []
    titles = {
        one.title.split("\u00a0: ")[-1] for word in ("avant", "après") for one in desk.ask(find_things, word)
    }
    return sorted(titles & {"Avant", "Après"})


def refusal(desk: Desk, file: Path) -> str:
    with pytest.raises(KnownError) as caught:
        desk.run(RestoreBackup(str(file)))
    return caught.value.code


def test_a_restore_is_told_done_undone_and_redone_to_the_letter(
    clisson: Desk, backup: Path, open_here: Callable[[], Desk]
) -> None:
    before = content(clisson)
    preview = clisson.ask(preview_restore, str(backup))
    assert [(line.kind, line.removed, line.removed_names) for line in preview.lines] == [
        ("RaisedTheme", 1, ("Après",))
    ]
    assert preview.acts_count == 1
    assert content(clisson) == before

    outcome = clisson.run(RestoreBackup(str(backup)))
    assert (outcome.value, outcome.changes) == (1, {"RaisedTheme"})
    assert subjects(clisson) == ["Avant"]
    restored = content(clisson)
    assert found(clisson) == ["Avant"]
    assert [one.why for one in clisson.keeper.backups()] == ["restauration"], "the present is kept first"
    clisson.undo()
    assert content(clisson) == before
    assert found(clisson) == ["Après", "Avant"]
    clisson.redo()
    assert content(clisson) == restored
    assert found(clisson) == ["Avant"]
    desk = open_here()
    desk.undo()
    assert content(desk) == before
    desk = open_here()
    desk.redo()
    assert content(desk) == restored
    with pytest.raises(RuleBroken):
        desk.run(RestoreBackup(str(backup)))


@pytest.mark.parametrize("file", sorted(SCHEMAS.glob("schema_*.dgsdb.xz")), ids=lambda file: file.name)
def test_a_backup_of_an_older_schema_comes_back_whole_into_an_empty_network(
    file: Path, desk: Desk, tmp_path: Path
) -> None:
    old = tmp_path / "ancien.dgsdb"
    old.write_bytes(lzma.decompress(file.read_bytes()))
    kept = old.read_bytes()
    empty = content(desk)
    desk.run(RestoreBackup(str(old)))
    after = content(desk)
    assert len(after["meeting"]) > 1
    assert old.read_bytes() == kept
    desk.undo()
    assert content(desk) == empty
    desk.redo()
    assert content(desk) == after
    fresh = desk
    shutil.copyfile(old, tmp_path / "direct.dgsdb")
    direct = open_desk(tmp_path / "direct.dgsdb", documents=tmp_path)
    assert by_name(direct) == by_name(fresh), "as if the old file had been opened itself"
    direct.close()


def test_contents_that_are_missing_here_come_from_beside_the_backup(clisson: Desk, tmp_path: Path) -> None:
    sha256 = clisson.files.put(b"Plan du bourg")
    copy = plain_copy(clisson, tmp_path / "clé")
    with closing(sqlite3.connect(copy)) as raw, raw:
        columns = "id, sha256, name, media_type, size, owner_kind, owner_id, title, version"
        raw.execute(
            f"INSERT INTO attachment ({columns}) VALUES ('a', ?, 'plan.pdf', '', 13, '', '', '', 1)",
            (sha256,),
        )
    fingerprint_of(copy).unlink()
    here = Place(Path(clisson.keeper.place())).files / sha256[:2] / sha256
    here.unlink()
    assert clisson.ask(preview_restore, str(copy)).missing_files == ()
    clisson.run(RestoreBackup(str(copy)))
    assert clisson.files.get(sha256) == b"Plan du bourg"
    clisson.undo()
    here.unlink()
    beside = copy.parent / "pieces" / sha256[:2] / sha256
    beside.write_bytes(b"Plan du bourf")
    preview = clisson.ask(preview_restore, str(copy))
    assert preview.missing_files == ("plan.pdf",)
    assert any("introuvable" in line for line in preview.sentences)
    clisson.run(RestoreBackup(str(copy)))
    assert not here.exists(), "what does not match its hash is not taken"


def test_rotten_and_lost_attachments_of_unchanged_rows_come_back(clisson: Desk, tmp_path: Path) -> None:
    shas = {name: clisson.files.put(name.encode()) for name in ("plan.pdf", "carte.pdf", "sain.pdf")}
    with clisson.vault.raw() as raw:  # type: ignore[attr-defined]
        columns = "id, sha256, name, media_type, size, owner_kind, owner_id, title, version"
        for name, sha256 in shas.items():
            values = (name, sha256, name, len(name))
            raw.execute(f"INSERT INTO attachment ({columns}) VALUES (?, ?, ?, '', ?, '', '', '', 1)", values)
        Seals.rebuild(raw)
    copy = clisson.keeper.copy_to(str(tmp_path / "clé")).file
    with pytest.raises(RuleBroken):
        clisson.run(RestoreBackup(copy))
    files = Place(Path(clisson.keeper.place())).files
    (files / shas["plan.pdf"][:2] / shas["plan.pdf"]).write_bytes(b"plan.pdg")
    (files / shas["carte.pdf"][:2] / shas["carte.pdf"]).unlink()
    preview = clisson.ask(preview_restore, copy)
    assert (preview.lines, sorted(preview.returning_files)) == ((), ["carte.pdf", "plan.pdf"])
    assert any("reviendraient intactes" in line for line in preview.sentences)
    before, undoable = content(clisson), clisson.undoable()
    outcome = clisson.run(RestoreBackup(copy))
    assert (outcome.value, outcome.changes) == (0, frozenset())
    assert (content(clisson), clisson.undoable()) == (before, undoable), (
        "no row changed: nothing to take back"
    )
    assert [clisson.files.get(sha256).decode() for sha256 in shas.values()] == [*shas]
    assert clisson.ask(check_network).findings == ()


def test_a_rotten_content_is_replaced_when_it_is_kept_again(clisson: Desk, database: Path) -> None:
    sha256 = clisson.files.put(b"Plan du bourg")
    here = Place(database).files / sha256[:2] / sha256
    here.write_bytes(b"Plan")
    clisson.keeper.before("essai", datetime(2026, 11, 27, 8))
    clisson.keeper.finish()
    assert not list((Place(database).backups / "pieces").glob("??/*")), "what is rotten is not copied"
    clisson.files.put(b"Plan du bourg")
    assert here.read_bytes() == b"Plan du bourg"


def test_what_was_erased_since_stays_erased(clisson: Desk, tmp_path: Path) -> None:
    with clisson.vault.reading() as store:
        post = store.find(Appointment)[0]
    lea = PersonFields(
        given_name="Léa",
        family_name="Secrète",
        email="lea.secrete@exemple.invalid",
        phone="06 98 76 54 32",
    )
    clisson.run(NameToPost(post.organisation_id, post.role, lea))
    clisson.run(NoteSubject("Écrire à lea.secrete@exemple.invalid"))
    copy = Path(clisson.keeper.copy_to(str(tmp_path / "clé")).file)
    with clisson.vault.reading() as store:
        (person,) = store.find(Person)
    clisson.run(ErasePerson(person.id))
    clisson.run(NoteSubject("Après"))
    assert clisson.ask(preview_restore, str(copy)).kept_erased == 1
    clisson.run(RestoreBackup(str(copy)))
    assert subjects(clisson) == ["Écrire à [effacé]"]
    assert "lea.secrete" not in str(content(clisson))


def test_bad_backups_are_refused_and_nothing_changes(clisson: Desk, backup: Path, tmp_path: Path) -> None:
    backup = unpacked(backup)
    before = content(clisson)
    good = backup.read_bytes()

    def made(name: str, data: bytes) -> Path:
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    assert refusal(clisson, tmp_path / "absent.dgsdb") == "no_backup"
    assert refusal(clisson, made("vide.dgsdb", b"")) == "backup_damaged"
    assert refusal(clisson, made("texte.dgsdb", b"Ceci n'est pas une base" * 50)) == "backup_damaged"
    for size in (50, 4096, len(good) // 2, len(good) - 4096):
        assert refusal(clisson, made("cut.dgsdb", good[:size])) == "backup_damaged"
    for name, statement, code in (
        ("autre", "PRAGMA application_id=7", "storage_foreign"),
        ("plus-recent", "PRAGMA user_version=99", "storage_newer"),
        ("vue", "CREATE VIEW v AS SELECT 1", "storage_foreign"),
        ("piege", "CREATE TRIGGER t AFTER INSERT ON person BEGIN SELECT 1; END", "storage_foreign"),
        ("sans-table", "DROP TABLE known_word", "backup_damaged"),
        ("type", "UPDATE raised_theme SET title = x'00ff'", "backup_damaged"),
        (
            "illisible",
            "UPDATE network SET reference_date = 'demain'",
            "backup_damaged",
        ),
        ("orphelin", "UPDATE appointment SET organisation_id = 'nulle part'", "backup_damaged"),
        ("ailleurs", "UPDATE network SET siren = '200000000'", "backup_of_another"),
    ):
        file = made(f"{name}.dgsdb", good)
        with closing(sqlite3.connect(file)) as raw, raw:
            raw.executescript(statement)
        assert refusal(clisson, file) == code, name
    assert content(clisson) == before


def test_a_network_that_is_still_open_is_no_backup(clisson: Desk, database: Path, tmp_path: Path) -> None:
    clisson.run(NoteSubject("Dans le journal de SQLite"))
    assert refusal(clisson, database) == "backup_unfinished"
    shutil.copyfile(database, tmp_path / "clé.dgsdb")
    shutil.copyfile(f"{database}-wal", tmp_path / "clé.dgsdb-wal")
    assert refusal(clisson, tmp_path / "clé.dgsdb") == "backup_unfinished"


def test_two_hundred_flipped_bits_are_each_refused(clisson: Desk, backup: Path) -> None:
    rotten = bytearray(backup.read_bytes())
    before, chance = content(clisson), random.Random(7)
    for _ in range(200):
        at, bit = chance.randrange(len(rotten)), 1 << chance.randrange(8)
        rotten[at] ^= bit
        backup.write_bytes(bytes(rotten))
        assert refusal(clisson, backup) == "backup_damaged"
        rotten[at] ^= bit
    assert content(clisson) == before


def test_without_a_fingerprint_a_flipped_bit_is_refused_or_takes_one_whole_row_more(
    clisson: Desk, backup: Path
) -> None:
    backup = unpacked(backup)
    fingerprint_of(backup).unlink()
    rotten, before, chance = bytearray(backup.read_bytes()), content(clisson), random.Random(8)
    refused, read = list[str](), 0
    for _ in range(25):
        at, bit = chance.randrange(len(rotten)), 1 << chance.randrange(8)
        rotten[at] ^= bit
        backup.write_bytes(bytes(rotten))
        try:
            changed = clisson.run(RestoreBackup(str(backup))).value
        except KnownError as error:
            refused.append(error.code)
        else:
            assert changed in (1, 2), "the subject noted since, and at most the row that the bit is in"
            assert "Après" not in subjects(clisson)
            read += 1
            clisson.undo()
        assert content(clisson) == before
        rotten[at] ^= bit
    assert set(refused) == {"backup_damaged"}
    assert read


# -- a network that cannot be opened -------------------------------------------------------------------------


def test_a_backup_takes_the_place_of_a_damaged_file_and_of_its_old_wal(
    clisson: Desk, backup: Path, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clisson.files.put(b"Plan du bourg")
    wal = Path(f"{database}-wal").read_bytes()
    clisson.close()
    shutil.rmtree(Place(database).files)
    Path(f"{database}-wal").write_bytes(wal)
    damaged = b"\x00" * 5000
    database.write_bytes(damaged)
    words = ["restore", str(backup), "--database", str(database), "--today", "2026-11-28", "--json"]
    assert run_command_line([*words, "--dry-run"]) == 0
    assert database.read_bytes() == damaged
    assert run_command_line(words) == 0
    kept = Path(json.loads(capsys.readouterr().out.split("\n}\n")[1] + "\n}")["replaced"])
    assert kept.read_bytes() == damaged
    assert Path(f"{kept}-wal").read_bytes() == wal
    desk = open_desk(database, documents=database.parent)
    assert subjects(desk) == ["Avant"]
    desk.close()


@pytest.mark.parametrize(
    ("made_by", "word"),
    [
        (b"CREATE INDEX ix_appointment_organisation_id", b"organisation_id)"),
        (b"CREATE TABLE raised_theme", b"question"),  # SQLite reads it as before, the seals do not hold
        (b"CREATE TABLE action (", b"_item"),  # a table without that column, and references to nothing
    ],
)
def test_a_bit_turned_in_how_tables_are_made_is_healed_by_the_whole_backup(
    clisson: Desk,
    open_here: Callable[[], Desk],
    tmp_path: Path,
    database: Path,
    capsys: pytest.CaptureFixture[str],
    made_by: bytes,
    word: bytes,
) -> None:
    """Rows that are compared and written heal nothing there; what was erased since stays erased."""
    clisson.run(NoteSubject("Avant"))
    with clisson.vault.reading() as store:
        hall = next(one for one in store.find(Organisation) if one.name == "Boussay")
    lea = PersonFields("Léa", "Secrète", email="lea.secrete@exemple.invalid")
    person = clisson.run(NameToPost(hall.id, Role.DST, lea)).value
    copy = clisson.keeper.copy_to(str(tmp_path / "clé")).file
    clisson.run(ErasePerson(person))
    clisson.run(NoteSubject("Après"))
    clisson.close()
    rotten = flip_a_bit(database, made_by, word)
    desk = open_here()
    report = desk.ask(check_network)
    assert "database_rot" in [one.code for one in report.findings]
    assert "prend la place du fichier abîmé" in report.remedy
    preview = desk.ask(preview_restore, copy)
    assert preview.replaces
    assert preview.erased_again == (ErasePerson(person),)
    assert "abîmé dans sa structure" in preview.sentences[1]
    assert "Après" in preview.sentences[-3]
    desk.close()

    words = ["restore", copy, "--database", str(database), "--today", "2026-11-28", "--json"]
    assert run_command_line([*words, "--dry-run"]) == 0
    assert database.read_bytes() == rotten
    assert run_command_line(words) == 0
    aside = json.loads(capsys.readouterr().out.split("\n}\n")[1] + "\n}")["replaced"]
    assert Path(aside).read_bytes() == rotten
    desk = open_here()
    assert subjects(desk) == ["Avant"]
    assert "lea.secrete" not in str(content(desk))
    assert desk.ask(check_network).findings == ()


def test_a_backup_whose_tables_are_made_otherwise_heals_nothing(clisson: Desk, backup: Path) -> None:
    plain = unpacked(backup)
    flip_a_bit(plain, b"CREATE TABLE raised_theme", b"question")
    fingerprint_of(plain).unlink(missing_ok=True)
    assert refusal(clisson, plain) == "backup_damaged"


def test_the_newest_good_backup_is_put_back(clisson: Desk, database: Path) -> None:
    clisson.run(NoteSubject("Avant"))
    clisson.keeper.before("essai", datetime(2026, 11, 26, 8))
    clisson.keeper.finish()
    clisson.run(NoteSubject("Après"))
    clisson.keeper.before("essai", datetime(2026, 11, 27, 8))
    clisson.keeper.finish()
    clisson.close()
    newest, older = sorted(Place(database).backups.glob("*.dgsdb.gz"), reverse=True)
    newest.write_bytes(newest.read_bytes()[:-1])
    database.write_bytes(bytes(5000))
    assert put_back(database) == older
    desk = open_desk(database, documents=database.parent)
    assert subjects(desk) == ["Avant"]
    desk.close()
    older.unlink()
    with pytest.raises(NotFound):
        put_back(database)


def test_a_bad_backup_takes_no_place(clisson: Desk, backup: Path, database: Path) -> None:
    clisson.close()
    backup.write_bytes(backup.read_bytes()[:-4096])
    database.write_bytes(b"\x00" * 5000)
    before = sorted((path.name, path.stat().st_size) for path in database.parent.rglob("*"))
    with pytest.raises(KnownError):
        replace_network(database, backup)
    assert sorted((path.name, path.stat().st_size) for path in database.parent.rglob("*")) == before


@pytest.mark.skipif(sys.platform == "win32", reason="file-size limits are POSIX's")
@pytest.mark.parametrize("limit", [100_000, 400_000, 700_000])
@pytest.mark.parametrize("damaged", [False, True])
def test_a_disk_that_fills_up_in_the_midst_leaves_all_as_it_was(
    limit: int, damaged: bool, clisson: Desk, database: Path, tmp_path: Path
) -> None:
    old = tmp_path / "clé" / "2026-01-01_080000_copie_1.dgsdb"
    plain_copy(clisson, old.parent)
    (file,) = old.parent.glob("*.dgsdb")
    assert file.stat().st_size > limit
    clisson.run(NoteSubject("Après"))
    before = content(clisson)
    clisson.close()
    whole = database.read_bytes()
    if damaged:
        database.write_bytes(b"\x00" * 5000)
    done = run(LIMITED, limit, "restore", file, "--database", database, "--today", "2026-11-27")
    assert done.returncode == 3, done.stderr
    assert "disque est plein" in done.stderr
    assert not [
        path for path in database.parent.rglob("*") if "partiel" in path.name or "travail" in path.name
    ]
    if damaged:
        assert database.read_bytes() == b"\x00" * 5000
        database.write_bytes(whole)
    desk = open_desk(database, documents=tmp_path)
    assert content(desk) == before
    desk.close()


# -- looking through everything ------------------------------------------------------------------------------


def test_a_sound_network_gives_no_finding(
    clisson: Desk, backup: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clisson.keeper.before("essai", datetime(2026, 11, 27, 8))
    clisson.keeper.finish()
    report = clisson.ask(check_network)
    assert report.findings == ()
    assert (report.backups, report.rows > 17) == (1, True)
    clisson.close()
    place = clisson.keeper.place()
    assert run_command_line(["check", "--database", place, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["findings"] == []


def test_everything_uncertain_is_named(
    clisson: Desk, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clisson.keeper.before("essai", datetime(2026, 11, 27, 8))
    clisson.keeper.finish()
    rotten, gone = clisson.files.put(b"Un plan"), clisson.files.put(b"Un autre")
    with clisson.vault.raw() as raw:  # type: ignore[attr-defined]
        columns = "id, sha256, name, media_type, size, owner_kind, owner_id, title, version"
        for name, sha256 in (("plan.pdf", rotten), ("carte.pdf", gone)):
            raw.execute(
                f"INSERT INTO attachment ({columns}) VALUES (?, ?, ?, '', 7, '', '', '', 1)",
                (name, sha256, name),
            )
        raw.execute("UPDATE search_thing SET title = 'Autre' WHERE number = 1")
    place = Place(database)
    (place.files / rotten[:2] / rotten).write_bytes(b"Un plam")
    (place.files / gone[:2] / gone).unlink()
    (bad,) = place.backups.glob("*.dgsdb.gz")
    bad.write_bytes(bad.read_bytes()[:-1])
    clisson.close()
    assert run_command_line(["check", "--database", str(database)]) == 1
    said = capsys.readouterr().out
    for words in ("plan.pdf", "carte.pdf", "recherche", bad.name):
        assert words in said
    assert "choses incertaines" in said


def test_an_erasure_reaches_a_backup_as_it_reached_the_network(
    written_desk: Desk, written_meeting: Written, tmp_path: Path
) -> None:
    """However a number is written, inside structures too; a town hall keeps its mailbox, archives stay."""
    desk, boussay = written_desk, written_meeting.organisations["Boussay"]
    lea = PersonFields("Léa", "Secrète", email="mairie@exemple.invalid", phone="02 40 11 22 33")
    person = desk.run(NameToPost(boussay, Role.DST, lea)).value
    spoken = OrganisationFields("", "", "", "mairie@exemple.invalid", "", access="Sonner au 02.40.11.22.33")
    desk.run(EditOrganisation(boussay, spoken))
    circle = desk.ask(lambda view: view.store.find(Circle)[0].id)
    desk.run(EditTemplate(circle, parts=(PartTemplate("Appeler le +33 2 40 11 22 33", PartKind.FREE, 60),)))
    decided = desk.run(AddDecision(written_meeting.waste, "Appeler le 02 40 11 22 33.")).value
    copy = str(desk.keeper.copy_to(str(tmp_path / "clé")).file)

    desk.run(ErasePerson(person))
    desk.run(EditOrganisation(boussay, OrganisationFields("", "", "", "", "")))
    desk.run(EditTemplate(circle, parts=(PartTemplate("Autre", PartKind.FREE, 60),)))
    with desk.vault.raw() as raw:  # type: ignore[attr-defined]
        raw.execute("UPDATE decision SET text = 'Autre'")
    desk.run(RestoreBackup(copy))

    with desk.vault.reading() as store:
        assert (store.get(Person, person).email, store.get(Person, person).phone) == ("", "")
        hall = store.get(Organisation, boussay)
        assert (hall.email, hall.access) == ("mairie@exemple.invalid", "Sonner au [effacé]")
        assert [part.title for part in store.get(Circle, circle).parts] == ["Appeler le [effacé]"]
        assert store.get(Decision, decided).text == "Appeler le 02 40 11 22 33."
