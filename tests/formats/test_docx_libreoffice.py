"""What LibreOffice makes of our documents: it opens them, saves them, and every item is found again."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from dgsdesk.application.document import Anchored, Document, DocumentKind, Part
from dgsdesk.domain.minutes_matching import Found, SentItem, anchor, match_items
from dgsdesk.domain.read_document import ReadDocument
from dgsdesk.domain.richtext import Heading, Image, ListItem, Run, Table, block_text, is_blank, paragraph
from dgsdesk.domain.tracking import tracked_between
from dgsdesk.formats.docx.read import read_docx
from dgsdesk.formats.docx.write import write_docx
from tests.formats.sample_documents import CREATED, LETTERHEAD, SAMPLES, draft_minutes

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")

pytestmark = [pytest.mark.slow, pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")]


def convert(path: Path, kind: str, folder: Path) -> Path:
    """Let LibreOffice save a file as another kind into a folder."""
    assert SOFFICE is not None
    folder.mkdir(exist_ok=True)
    profile = (path.parent / "profil").resolve().as_uri()
    command = [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind]
    subprocess.run(
        [*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=120
    )
    return folder / f"{path.stem}.{kind}"


def lines(read: ReadDocument) -> list[str]:
    return [block_text(b) for b in read.blocks if not is_blank(b) and not isinstance(b, Image)]


def test_minutes_survive_a_save_as_docx_and_as_odt(tmp_path: Path) -> None:
    path = tmp_path / "compte-rendu.docx"
    path.write_bytes(write_docx(draft_minutes()))
    sent = read_docx(path.read_bytes())
    through_docx = convert(path, "docx", tmp_path / "docx")
    through_odt = convert(convert(path, "odt", tmp_path / "odt"), "docx", tmp_path / "retour")
    for returned in (read_docx(through_docx.read_bytes()), read_docx(through_odt.read_bytes())):
        assert lines(returned) == lines(sent)
        assert [anchor.name for anchor in returned.anchors] == [anchor.name for anchor in sent.anchors]
        assert returned.identity["dgs-meeting"] == sent.identity["dgs-meeting"]
        tables = [block for block in returned.blocks if isinstance(block, Table)]
        assert [table.header_rows for table in tables] == [0, 1, 1]
        assert [(b.level, b.ordered) for b in returned.blocks if isinstance(b, ListItem)] == [
            *((0, False), (0, False), (1, True), (1, True)),
        ]


def test_every_paper_becomes_pages(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.docx" for name in SAMPLES]
    for path in paths:
        path.write_bytes(write_docx(SAMPLES[path.stem]()))
    printed = [convert(path, "pdf", tmp_path / "pdf") for path in paths]
    pages = {path.stem: len(pypdfium2.PdfDocument(path)) for path in printed}
    assert pages["certificate"] == 2
    assert all(1 <= count <= 3 for count in pages.values())  # the machine's fonts decide


# -- edits as people make them -------------------------------------------------------------------------------


def python_with_uno() -> str:
    """Find a Python that can drive LibreOffice: the system's, where its « python3-uno » is installed."""
    for program in filter(None, map(shutil.which, ("/usr/bin/python3", "python3", "python"))):
        if subprocess.run([program, "-c", "import uno"], capture_output=True, check=False).returncode == 0:
            return program
    pytest.skip("no Python with uno")


def edited(draft: bytes, folder: Path, *names: str) -> dict[str, bytes]:
    """Let LibreOffice edit a draft and save it, once for each edit of ``libreoffice_edits``."""
    path = folder / "projet.docx"
    path.write_bytes(draft)
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = str(free.getsockname()[1])
    script = Path(__file__).with_name("libreoffice_edits.py")
    command = [python_with_uno(), str(script), str(path), str(folder), str(folder / "profil"), port, *names]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    subprocess.run(command, check=True, capture_output=True, timeout=120, env=clean)
    return {name: (folder / f"{name}.docx").read_bytes() for name in names}


TITLES = ("Voirie communautaire", "Points d’apport volontaire", "Eau potable", "Calendrier budgétaire")
ITEMS = tuple(
    SentItem(f"{place}a1b2c3d-0000-4000-8000-00000000000{place}", title, f"1.{place}")
    for place, title in enumerate(TITLES, 1)
)


def item_parts(item: SentItem) -> Iterator[Part]:
    rank = item.number[-1]
    heading = Heading((Run(f"{item.number} {item.title}"),), 2)
    yield Anchored(heading, (anchor(item.id, "t"),))
    yield Anchored(paragraph(f"Débat du point {rank}."), (anchor(item.id, "d"),))
    yield ListItem((Run(f"remarque {rank}"),))
    yield Anchored(paragraph(f"Le point {rank} est adopté.", "decision"), (anchor(item.id, "v"),))


def minutes_of_items() -> bytes:
    parts = (Heading((Run("Ordre du jour"),), 1), *(part for item in ITEMS for part in item_parts(item)))
    return write_docx(Document(DocumentKind.DRAFT_MINUTES, "Projet", LETTERHEAD, parts, CREATED))


def test_items_are_found_again_after_edits(tmp_path: Path) -> None:
    names = ("retyped", "retyped_tracked", "moved", "moved_tracked", "copied", "split", "merged", "above")
    returned = {}
    for name, data in edited(minutes_of_items(), tmp_path, *names, "deleted_tracked").items():
        read = read_docx(data)
        minutes = returned[name] = match_items(read, ITEMS)
        told = [line for item in minutes.items for line in (item.title, *map(block_text, item.blocks))]
        told += [block_text(block) for block in minutes.unplaced]
        assert sorted(filter(None, told)) == sorted(lines(read)), name
    order = {name: [item.item_id[0] for item in minutes.items] for name, minutes in returned.items()}
    assert order.pop("moved") == order.pop("moved_tracked") == ["1", "3", "2", "4"]
    assert order.pop("deleted_tracked") == ["1", "3", "4"]
    assert set(map(tuple, order.values())) == {("1", "2", "3", "4")}
    assert returned["retyped_tracked"].items[1].title == "Tout autre intitulé"
    assert len(returned["split"].items[1].blocks) == 4
    assert len(returned["copied"].unplaced) == 5
    assert returned["merged"].items[1].found not in (Found.ANCHOR, Found.TITLE)


def test_libreoffice_settles_our_changes_as_we_do(tmp_path: Path) -> None:
    base = (paragraph("Le bureau valide une voie."), paragraph("Rien ici."), Table.of_texts([["a"], ["b"]]))
    new = (
        paragraph("Le bureau valide deux voies."),
        ListItem((Run("Un ajout."),)),
        Table.of_texts([["a"], ["b, puis c"]]),
        paragraph("Fin."),
    )
    changes = tracked_between(base, new, ("Anne", "2026-11-24T09:00:00Z"))
    data = write_docx(Document(DocumentKind.OTHER, "Essai", LETTERHEAD, changes, CREATED))
    settled = edited(data, tmp_path, "accepted", "refused")
    assert lines(read_docx(settled["accepted"])) == [block_text(block) for block in new]
    assert lines(read_docx(settled["refused"])) == [block_text(block) for block in base]
    assert not read_docx(settled["accepted"]).changes
