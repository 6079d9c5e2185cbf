"""Hostile .docx: each is refused by name, quickly, with nothing unpacked and nothing fetched."""

from __future__ import annotations

import contextlib
import io
import random
import sys
import zipfile

import pytest

import dgsdesk.application.file_sentences  # noqa: F401 - the sentences of refusals
from dgsdesk.application.sentences import sentence
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.read_document import Changes
from dgsdesk.formats import apart
from dgsdesk.formats.docx import text
from dgsdesk.formats.docx.apart import read_apart
from dgsdesk.formats.docx.package import MAX_NODES, open_package
from dgsdesk.formats.docx.read import read_docx
from dgsdesk.formats.docx.write import write_docx
from tests.formats.docx_pieces import docx_of, gone, ins, p, r, zipped
from tests.formats.sample_documents import draft_minutes


def parts_of(data: bytes) -> dict[str, str | bytes]:
    package = open_package(data)
    return {name: package.read(name) for name in package.names}


def with_document(xml: bytes) -> bytes:
    return zipped(parts_of(docx_of(p())) | {"word/document.xml": xml})


def doubled() -> bytes:
    target = io.BytesIO(docx_of(p(r("une"))))
    with zipfile.ZipFile(target, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", "<x/>")
    return target.getvalue()


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE w [<!ENTITY l0 "ha">{entities}]><w>&l9;</w>'.encode()


HOSTILE = {
    "empty": (lambda: b"", "docx_empty"),
    "no zip": (lambda: b"PK but no", "docx_damaged"),
    "cut in half": (lambda: write_docx(draft_minutes())[:4000], "docx_damaged"),
    "old Word": (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "docx_old_word"),
    "encrypted": (
        lambda: bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
        "docx_encrypted",
    ),
    "pdf": (lambda: b"%PDF-1.7", "docx_not_word"),
    "odt": (lambda: zipped({"mimetype": "a", "content.xml": "<a/>"}), "docx_not_word"),
    "other zip": (lambda: zipped({"readme.txt": "x"}), "docx_no_text"),
    "zip bomb": (lambda: zipped(parts_of(docx_of(p())) | {"word/big.xml": b" " * (3 << 20)}), "docx_bomb"),
    "doubled entry": (doubled, "docx_duplicate_entries"),
    "climbing name": (lambda: zipped(parts_of(docx_of(p())) | {"../../evil.txt": "x"}), "docx_unsafe_names"),
    "drive name": (lambda: zipped(parts_of(docx_of(p())) | {"C:/evil.txt": "x"}), "docx_unsafe_names"),
    "macros": (lambda: zipped(parts_of(docx_of(p())) | {"word/vbaProject.bin": "x"}), "docx_macros"),
    "entity bomb": (lambda: with_document(laughs()), "docx_doctype"),
    "local file": (
        lambda: with_document(b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'),
        "docx_doctype",
    ),
    "hidden doctype": (
        lambda: with_document('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><x/>'.encode("utf-16")),
        "docx_doctype",
    ),
    "broken XML": (lambda: with_document(b"<w:document>"), "docx_bad_xml"),
    "deep": (lambda: with_document(b"<a>" * 5000 + b"</a>" * 5000), "docx_bad_xml"),
    "empty paragraphs": (lambda: with_document(b"<a>" + b"<w:p/>" * 2_000_000 + b"</a>"), "docx_bomb"),
    "many nodes": (lambda: with_document(b"<a>" + b"<b/>" * MAX_NODES + b"</a>"), "docx_too_many_nodes"),
    "many attributes": (lambda: with_document(many_attributes()), "docx_too_many_nodes"),
    "many paragraphs": (lambda: docx_of("<w:p/>" * 50_001), "docx_too_many_nodes"),
    "nodes over all parts": (lambda: two_large_parts(), "docx_too_many_nodes"),
    "many styles": (lambda: docx_of("".join(styled(n) for n in range(5_002))), "docx_too_many_nodes"),
}


def many_attributes() -> bytes:
    said = random.Random(1).randbytes(1_000).hex()
    names = (" ".join(f'a{n}="{said[row % 900 + n]}"' for n in range(100)) for row in range(5_100))
    return f"<a>{''.join(f'<b {row}/>' for row in names)}</a>".encode()


def two_large_parts() -> bytes:
    half = "<w:r/>" * (MAX_NODES // 2 + 100)
    return docx_of(half, ("styles", "styles.xml"), styles=f"<w:styles NAMES>{half}</w:styles>")


def with_pictures(count: int, size: int) -> bytes:
    blip = '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:embed="rId{}"/>'
    body = "".join(p(f"<w:r><w:drawing>{blip.format(n)}</w:drawing></w:r>") for n in range(1, count + 1))
    data = docx_of(body, *[("image", f"media/{n}.png") for n in range(count)])
    pictures = {f"word/media/{n}.png": random.Random(n).randbytes(size) for n in range(count)}
    return zipped(parts_of(data) | pictures)


def styled(number: int) -> str:
    return p(before=f'<w:pStyle w:val="s{number}"/>')


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_by_name(name: str) -> None:
    make, code = HOSTILE[name]
    with pytest.raises(BadInput) as refusal:
        read_docx(make())
    assert refusal.value.code == code


def test_too_many_nodes_are_refused_before_they_are_built() -> None:
    scattered = (
        b"<a>" + b"".join(b'<b c="%x"/>' % (n * 2654435761 % 2**32) for n in range(MAX_NODES)) + b"</a>"
    )
    with pytest.raises(BadInput) as refusal:
        read_docx(with_document(scattered))
    assert refusal.value.code == "docx_too_many_nodes"


def test_pictures_that_are_too_large_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = with_pictures(5, 1_000)
    assert len(read_docx(data).images) == 5
    monkeypatch.setattr(text, "MAX_PICTURES", 4_500)
    with pytest.raises(BadInput, match="docx_too_large"):
        read_docx(data)


def test_outside_references_are_told_and_not_followed() -> None:
    parts = parts_of(docx_of(p(r("texte"))))
    parts["word/_rels/document.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="x/attachedTemplate" TargetMode="External" '
        'Target="http://evil.invalid/t.dotm"/>'
        "</Relationships>"
    )
    links = parts["word/_rels/document.xml.rels"]
    parts["word/_rels/settings.xml.rels"] = str(links).replace("t.dotm", "u.dotm")
    assert read_docx(zipped(parts)).outside == ("http://evil.invalid/t.dotm", "http://evil.invalid/u.dotm")


@pytest.mark.parametrize("place", range(0, 8000, 97))
def test_a_flipped_byte_is_read_or_refused(place: int) -> None:
    data = bytearray(write_docx(draft_minutes()))
    data[place % len(data)] ^= 0x41
    with contextlib.suppress(BadInput):
        assert read_docx(bytes(data)).blocks


# -- in a process of its own --------------------------------------------------------------------------------


@pytest.mark.parametrize("changes", Changes)
def test_what_is_read_apart_is_what_is_read_here(changes: Changes) -> None:
    for data in (write_docx(draft_minutes()), docx_of(p(ins(r("neuf")), gone("vieux"))), docx_of(nested())):
        assert read_apart(data, changes) == read_docx(data, changes)


def nested() -> str:
    return "<w:tbl><w:tr><w:tc>" * 9 + p(r("profond")) + "</w:tc></w:tr></w:tbl>" * 9


def test_a_refusal_comes_back_with_its_place() -> None:
    with pytest.raises(BadInput) as refusal:
        read_apart(zipped(parts_of(docx_of(p())) | {"../evil.txt": "x"}))
    assert (refusal.value.code, refusal.value.where) == ("docx_unsafe_names", "../evil.txt")


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("import os; os.abort()", "docx_unreadable"),
        ("print('bonjour')", "docx_unreadable"),
        ("import time; time.sleep(60)", "docx_too_slow"),
    ],
)
def test_a_process_that_dies_or_lingers_is_told(
    program: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "own_program", lambda: [sys.executable, "-c", program])
    monkeypatch.setattr(apart, "MAX_START", 0.3)
    with pytest.raises(BadInput) as refusal:
        read_apart(docx_of(p()))
    assert refusal.value.code == code
    assert "Rien n’a été changé" in sentence(refusal.value).message


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems do not limit memory")
def test_the_system_stops_a_process_that_takes_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    greedy = "from dgsdesk.formats import apart; apart._limit(); b = bytearray(600 << 20)"
    monkeypatch.setattr(apart, "own_program", lambda: [sys.executable, "-c", greedy])
    with pytest.raises(BadInput, match="docx_unreadable"):
        read_apart(docx_of(p()))
