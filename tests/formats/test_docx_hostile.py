"""Hostile .docx: each is refused by name, quickly, with nothing unpacked and nothing fetched."""

from __future__ import annotations

import contextlib
import io
import zipfile

import pytest

from dgsdesk.domain.errors import BadInput
from dgsdesk.formats.docx.package import MAX_NODES, open_package
from dgsdesk.formats.docx.read import read_docx
from dgsdesk.formats.docx.write import write_docx
from tests.formats.docx_pieces import docx_of, p, r, zipped
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
    "many nodes": (lambda: with_document(b"<a>" + b"<b/>" * MAX_NODES + b"</a>"), "docx_bomb"),
}


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


def test_outside_references_are_told_and_not_followed() -> None:
    parts = parts_of(docx_of(p(r("texte"))))
    parts["word/_rels/document.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="x/attachedTemplate" TargetMode="External" '
        'Target="http://evil.invalid/t.dotm"/>'
        "</Relationships>"
    )
    assert read_docx(zipped(parts)).outside == ("http://evil.invalid/t.dotm",)


@pytest.mark.parametrize("place", range(0, 8000, 97))
def test_a_flipped_byte_is_read_or_refused(place: int) -> None:
    data = bytearray(write_docx(draft_minutes()))
    data[place % len(data)] ^= 0x41
    with contextlib.suppress(BadInput):
        assert read_docx(bytes(data)).blocks
