"""A handing over to archives is whole or not there: every file has its line, every line its file."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from dgsdesk.application.agenda.competences import SetCompetences
from dgsdesk.application.desk import Desk
from dgsdesk.application.dispatch.acts import DispatchMinutes
from dgsdesk.application.dispatch.commission_extract import SendExtracts, extract_rows
from dgsdesk.application.library.acts import AddDocuments, NewFile, Place
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.application.minutes.rectification import RectifyMinutes
from dgsdesk.application.pace import Pace
from dgsdesk.application.review.approval import ConfirmApproval
from dgsdesk.application.review.circulation import CirculateDraft
from dgsdesk.application.safety.archive_export import INVENTORY, ArchiveScope, archive_scopes, archive_writing
from dgsdesk.domain.archiving import Mandate, mandates
from dgsdesk.domain.errors import KnownError, RuleBroken
from dgsdesk.domain.library import OwnerKind
from dgsdesk.domain.minutes import Correction
from tests.written_meeting import APPROVED_ON, MET, SENT, WASTE, Written, on_day


@pytest.fixture
def dispatched(written_desk: Desk, written_meeting: Written) -> Desk:
    """A network whose meeting was approved, dispatched and rectified, with two files of one name."""
    desk, meeting = written_desk, written_meeting
    for owner, content in ((meeting.waste, b"plan un"), (meeting.roads, b"plan deux")):
        desk.run(AddDocuments((NewFile("plan.pdf", content),), place=Place(OwnerKind.ITEM, owner)))
    desk.run(SetCompetences(meeting.waste, ("DEC-CT",)))
    on_day(desk, SENT)
    desk.run(CirculateDraft(meeting.id, way=Way.COPIED))
    on_day(desk, APPROVED_ON)
    desk.run(ConfirmApproval(meeting.id))
    desk.run(DispatchMinutes(meeting.id, Way.COPIED))
    readers = desk.ask(extract_rows, meeting.id)
    to = tuple((row.commission_id, tuple(one.recipient.address for one in row.readers)) for row in readers)
    desk.run(SendExtracts(meeting.id, to[:1], Way.COPIED))
    put_right = (Correction(meeting.waste, "la première plainte", "la deuxième plainte"),)
    assert "la première plainte" in WASTE
    desk.run(RectifyMinutes(meeting.id, "Erreur de rang.", put_right, Way.COPIED))
    return desk


def words_of(pdf: Path) -> str:
    paper = pypdfium2.PdfDocument(pdf)
    return " ".join("\n".join(page.get_textpage().get_text_bounded() for page in paper).split())


def inventory(folder: Path) -> list[dict[str, str]]:
    content = (folder / INVENTORY).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_each_file_has_its_line_and_each_paper_is_pdf_a(dispatched: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "versement"
    writing = dispatched.ask(archive_writing, ArchiveScope(MET, MET), str(folder))
    report = writing(Pace())
    rows = inventory(folder)
    files = {str(path.relative_to(folder).as_posix()): path for path in folder.rglob("*") if path.is_file()}
    assert {row["Chemin"] for row in rows} == set(files) - {INVENTORY}
    assert report.files == len(files) == len(rows) + 1
    for row in rows:
        content = files[row["Chemin"]].read_bytes()
        assert row["Empreinte SHA-256"] == hashlib.sha256(content).hexdigest()
        assert row["Taille (octets)"] == str(len(content))
    assert {row["Nature"] for row in rows} == {
        "compte rendu adopté",
        "édition diffusée",
        "rectificatif",
        "relevé de décisions",
        "ordre du jour",
        "liste des présences",
        "preuve d’approbation",
        "extrait pour une commission",
        "registre",
        "pièce jointe",
    }
    for path in files.values():
        if path.suffix == ".pdf" and path.parent.name != "pieces-jointes":
            with pikepdf.open(path) as paper, paper.open_metadata() as told:
                assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("2", "A")
    complete = next(row for row in rows if row["Nature"] == "compte rendu adopté")
    for_mayors = next(row for row in rows if row["Nature"] == "édition diffusée")
    assert complete["Délai de communicabilité proposé (ans)"] == "50"
    assert for_mayors["Délai de communicabilité proposé (ans)"] == "0"
    (register,) = [row for row in rows if row["Nature"] == "registre"]
    assert register["Chemin"] == "registres/2026_registre-des-decisions.pdf"
    (extract,) = [row for row in rows if row["Nature"] == "extrait pour une commission"]
    assert "deuxième plainte" in words_of(files[extract["Chemin"]]), "as it was put right"
    assert sorted(path.read_bytes() for path in folder.rglob("plan*")) == [b"plan deux", b"plan un"]


def test_acts_have_their_turn_and_giving_up_leaves_nothing(dispatched: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "versement"
    writing = dispatched.ask(archive_writing, ArchiveScope(), str(folder))

    def told(words: str, percent: int) -> None:
        if words.startswith("Écriture") and percent == 0:
            dispatched.undo()  # what is written is the network as it was when it began
        if percent > 50:
            pace.stop()

    pace = Pace(told)
    with pytest.raises(RuleBroken, match="given_up"):
        writing(pace)
    assert not folder.exists()
    assert list(tmp_path.glob(".export-*")) == []


def test_a_lost_attachment_is_named_and_what_is_not_adopted_is_counted(
    dispatched: Desk, database: Path, tmp_path: Path
) -> None:
    lost = hashlib.sha256(b"plan un").hexdigest()
    (kept,) = tmp_path.rglob(lost)
    kept.unlink()
    folder = tmp_path / "versement"
    report = dispatched.ask(archive_writing, ArchiveScope(), str(folder))(Pace())
    assert (report.lost, report.meetings) == (1, 1)
    (row,) = [one for one in inventory(folder) if one["Observations"]]
    assert (row["Chemin"], row["Intitulé"]) == ("", "plan")


def test_what_cannot_be_handed_over_says_why(dispatched: Desk, tmp_path: Path) -> None:
    for scope in (ArchiveScope(APPROVED_ON), ArchiveScope(MET, SENT.replace(year=2025))):
        with pytest.raises(KnownError):
            dispatched.ask(archive_writing, scope, str(tmp_path / "rien"))
    rows = dispatched.ask(archive_scopes)
    assert [row.words.replace("\u00a0", " ") for row in rows] == [
        "Tout ce qui a été adopté",
        "Mandat 2026-2032",
        "Année 2026",
        "Réunion du mardi 10 novembre 2026, Gorges",
    ]


def test_a_mandate_ends_where_the_next_begins() -> None:
    assert mandates(MET)[1] == Mandate(MET.replace(2020, 6, 28), MET.replace(2026, 3, 21))
    assert mandates(MET)[1].words == "Mandat 2020-2026"
