"""Reads what the program has laid, with other readers than its own: LibreOffice, vobject, email."""

from __future__ import annotations

import shutil
import subprocess
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pypdfium2
import vobject

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def laid(folder: Path, ending: str) -> list[Path]:
    """Return every file of an ending below a folder, in the order of their names."""
    return sorted(folder.rglob(f"*{ending}"))


def pages_of_word_files(paths: list[Path], folder: Path) -> dict[str, str]:
    """Let LibreOffice print Word files, all in one start; return the text of each by its name."""
    assert SOFFICE is not None
    copies = folder / "word"
    copies.mkdir(parents=True)
    for path in paths:
        shutil.copyfile(path, copies / path.name)
    profile = (folder / "profil").resolve().as_uri()
    command = [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    names = [str(copy) for copy in sorted(copies.iterdir())]
    subprocess.run(
        [*command, "--outdir", str(folder / "pdf"), *names], check=True, capture_output=True, timeout=120
    )
    return {path.name: text_of_pdf(folder / "pdf" / f"{path.stem}.pdf") for path in paths}


def text_of_pdf(path: Path) -> str:
    """Return the words of every page."""
    document = pypdfium2.PdfDocument(path)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)
    finally:
        document.close()


def calendar(content: bytes) -> Any:
    """Return the only event of an iCalendar file, as vobject reads it, with its method."""
    read = vobject.readOne(content.decode())
    (event,) = read.vevent_list
    return read.method.value, event


def message(path: Path) -> EmailMessage:
    """Return a draft as Python's own reader of e-mails sees it, without defects."""
    read = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    assert isinstance(read, EmailMessage)
    assert not [part.defects for part in read.walk() if part.defects]
    return read
