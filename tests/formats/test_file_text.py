"""The text of strangers' files for the search: what is found, what is locked, what is broken."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable

import pikepdf
import pytest
from docx import Document as WordFile
from openpyxl import Workbook

from dgsdesk.application.document import Document, DocumentKind, LetterheadRow, Title
from dgsdesk.application.sentences import sentence
from dgsdesk.domain.errors import StorageUnavailable
from dgsdesk.domain.library import TextState
from dgsdesk.domain.richtext import paragraph
from dgsdesk.formats.apart import Apart
from dgsdesk.formats.file_text.apart import texts_apart
from dgsdesk.formats.file_text.read import MAX_TEXT, text_of
from dgsdesk.formats.pdf import write_pdf
from tests.formats.sample_documents import CREATED

SENTENCE = "Le curage des avaloirs, voirie et eaux pluviales."
ODF = "urn:oasis:names:tc:opendocument:xmlns"


def pdf() -> bytes:
    head = LetterheadRow("Clisson Sèvre et Maine Agglo")
    return write_pdf(
        Document(DocumentKind.OTHER, "Essai", head, (Title("Essai"), paragraph(SENTENCE)), CREATED)
    )


def locked_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as opened:
        opened.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def docx() -> bytes:
    out, document = io.BytesIO(), WordFile()
    document.add_paragraph(SENTENCE)
    document.save(out)
    return out.getvalue()


def xlsx() -> bytes:
    out, book = io.BytesIO(), Workbook()
    book.create_sheet("Réseaux").append([SENTENCE, 1200, None])
    book.save(out)
    return out.getvalue()


def zipped(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def odt(body: str = "", manifest: str = "") -> bytes:
    said = SENTENCE.replace("avaloirs, ", "<text:span>avaloirs</text:span>,<text:s/>")
    text = f'<text:p xmlns:text="{ODF}:text:1.0">{said}</text:p>'
    content = f'<o:c xmlns:o="{ODF}:office:1.0">{text}{body}</o:c>'
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}
    return zipped(parts | ({"META-INF/manifest.xml": manifest} if manifest else {}))


READ: dict[str, Callable[[], bytes]] = {
    "a.pdf": pdf,
    "a.docx": docx,
    "a.xlsx": xlsx,
    "a.odt": odt,
    "a.txt": SENTENCE.encode,
    "latin.txt": lambda: SENTENCE.encode("cp1252"),
}

BAD: dict[str, tuple[Callable[[], bytes], TextState]] = {
    "mot de passe.pdf": (locked_pdf, TextState.LOCKED),
    "chiffré.odt": (lambda: odt(manifest="<manifest:encryption-data/>"), TextState.LOCKED),
    "coupé.pdf": (lambda: pdf()[:300], TextState.UNREADABLE),
    "coupé.docx": (lambda: docx()[:900], TextState.UNREADABLE),
    "entités.odt": (
        lambda: zipped({"mimetype": "x", "content.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
        TextState.UNREADABLE,
    ),
    "bombe.odt": (
        lambda: zipped({"mimetype": "x", "content.xml": " " * 30_000_000}),
        TextState.UNREADABLE,
    ),
    "profond.odt": (lambda: odt("<a>" * 5000 + "</a>" * 5000), TextState.UNREADABLE),
    "archive.zip": (lambda: zipped({"a.txt": SENTENCE}), TextState.NONE),
    "programme.exe": (lambda: b"MZ" + bytes(500), TextState.NONE),
    "ancien.doc": (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), TextState.NONE),
}


@pytest.mark.parametrize("name", READ)
def test_the_text_of_each_kind_is_found(name: str) -> None:
    state, text = text_of(READ[name](), name)
    assert state is TextState.READ
    assert SENTENCE in " ".join(text.split())


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_says_why_and_raises_nothing(name: str) -> None:
    made, state = BAD[name]
    assert text_of(made(), name) == (state, "")


def test_a_very_long_text_is_cut() -> None:
    state, text = text_of(("mot " * MAX_TEXT).encode(), "long.txt")
    assert (state, len(text)) == (TextState.CUT, MAX_TEXT)


def test_struck_text_and_doubled_notes_of_an_opendocument_are_left_out() -> None:
    text = f'xmlns:t="{ODF}:text:1.0"'
    struck = f"<t:tracked-changes {text}><t:changed-region><t:deletion><t:p>Supprimé</t:p></t:deletion>"
    struck += "</t:changed-region></t:tracked-changes>"
    note = "<t:note><t:note-citation>1</t:note-citation><t:note-body><t:p>Voir le plan</t:p></t:note-body>"
    body = f"{struck}<t:p {text}>Les avaloirs{note}</t:note> du bourg</t:p>"
    state, words = text_of(odt(body), "a.odt")
    assert state is TextState.READ
    assert words.splitlines()[1:] == ["Les avaloirs du bourg", "Voir le plan"]


def test_one_process_reads_them_all_and_survives_a_bad_one() -> None:
    names = ["coupé.pdf", "mot de passe.pdf"]
    files = [(name, BAD[name][0]()) for name in names] + [("a.pdf", pdf()), ("a.docx", docx())]
    states = [state for state, _ in texts_apart(files)]
    assert states == [TextState.UNREADABLE, TextState.LOCKED, TextState.READ, TextState.READ]


def test_a_station_that_forbids_the_reading_process_keeps_files_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert texts_apart([("a.txt", b"mots")]) == [(TextState.UNREADABLE, "")]
    with pytest.raises(StorageUnavailable) as refused:
        Apart("text").read(b"")
    assert "interdit" in sentence(refused.value).what
