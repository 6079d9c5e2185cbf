"""What LibreOffice makes of our documents: it opens them, saves them, and every item is found again."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from dgsdesk.domain.read_document import ReadDocument
from dgsdesk.domain.richtext import Image, ListItem, Table, block_text, is_blank
from dgsdesk.formats.docx.read import read_docx
from dgsdesk.formats.docx.write import write_docx
from tests.formats.sample_documents import SAMPLES, draft_minutes

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
