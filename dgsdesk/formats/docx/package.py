"""A .docx as a package of parts: opened with distrust, written the same way each time.

Nothing is unpacked to disk, no name from inside is used as a path, no address is followed. The limits come
from measured attacks (zip and entity bombs, millions of nodes, doubled entries).
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from dgsdesk.domain.errors import BadInput
from dgsdesk.formats.docx.names import PACKAGE_RELS

MAX_FILE = 64 * 2**20
MAX_ENTRIES = 5_000
MAX_PART = 48 * 2**20
MAX_TOTAL = 192 * 2**20
MAX_XML = 24 * 2**20
MAX_RATIO = 100
MAX_NODES = 180_000
MAX_ATTRIBUTES = 350_000
_FREE_RATIO_BELOW = 2**20
_EPOCH = (1980, 1, 1, 0, 0, 0)

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/officeDocument/",
        b"http://schemas.openxmlformats.org/officeDocument/2006/",
    ),
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
_ZIP_ERRORS = (
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, struct.error),
    *(ValueError, IndexError),
)


@dataclass(frozen=True)
class Relationship:
    """A link from one part to another (``target`` is a part's name) or, if ``outside``, to an address."""

    kind: str
    target: str
    outside: bool


@dataclass
class Room:
    """How many nodes and attributes may still be read; all parts of a package share it."""

    nodes: int = MAX_NODES
    attributes: int = MAX_ATTRIBUTES

    def take(self, data: bytes, name: str) -> None:
        """Count what a part will need before it is built. Raises ``BadInput("docx_too_many_nodes")``."""
        self.nodes -= data.count(b"<") - data.count(b"</")
        self.attributes -= data.count(b'="') + data.count(b"='")
        if self.nodes < 0 or self.attributes < 0:
            raise BadInput("docx_too_many_nodes", name)


class Package:
    """The parts of one .docx, read when asked for."""

    def __init__(self, archive: zipfile.ZipFile, names: Mapping[str, zipfile.ZipInfo]) -> None:
        self._archive = archive
        self._entries = names
        self._room = Room()
        self._links: dict[str, dict[str, Relationship]] = {}
        self.main = self._find_main()

    @property
    def names(self) -> list[str]:
        """List the parts' names as the archive spells them."""
        return [entry.filename.lstrip("/") for entry in self._entries.values()]

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._entries

    def read(self, name: str) -> bytes:
        """Give a part's bytes. Raises ``BadInput`` when it is missing, damaged or too large."""
        entry = self._entries.get(name.casefold())
        if entry is None:
            raise BadInput("docx_part_missing", name)
        try:
            with self._archive.open(entry) as stream:
                data = stream.read(MAX_PART + 1)
        except _ZIP_ERRORS as error:
            raise BadInput("docx_damaged", name) from error
        if len(data) > MAX_PART:
            raise BadInput("docx_too_large", name)
        return data

    def xml(self, name: str) -> etree._Element:
        """Parse a part. Raises ``BadInput`` for a DOCTYPE, too many nodes in all parts, or broken XML."""
        return parse_xml(self.read(name), name, self._room)

    def relationships(self, name: str) -> dict[str, Relationship]:
        """Give the links that leave a part (``""``: the package itself) by their id."""
        if name not in self._links:
            self._links[name] = self._read_links(name)
        return self._links[name]

    def _read_links(self, name: str) -> dict[str, Relationship]:
        folder, base = posixpath.split(name)
        links = posixpath.join(folder, "_rels", f"{base}.rels")
        if links not in self:
            return {}
        found = {}
        for element in self.xml(links).iter(f"{{{PACKAGE_RELS}}}Relationship"):
            outside = element.get("TargetMode") == "External"
            target = element.get("Target", "")
            kind = element.get("Type", "").rpartition("/")[2]
            place = target if outside else _resolved(folder, target)
            found[element.get("Id", "")] = Relationship(kind, place, outside)
        return found

    def outside(self) -> set[str]:
        """Give every address that any part points to; none is ever followed."""
        owners = [name.replace("_rels/", "", 1)[:-5] for name in self.names if name.endswith(".rels")]
        found = (link for owner in owners for link in self.relationships(owner).values())
        return {link.target for link in found if link.outside and link.target}

    def related(self, name: str, kind: str) -> list[str]:
        """List the existing parts that a part points to in one way (``"styles"``, ``"comments"``…)."""
        links = self.relationships(name).values()
        return [
            link.target for link in links if link.kind == kind and not link.outside and link.target in self
        ]

    def _find_main(self) -> str:
        for name in (*self.related("", "officeDocument"), "word/document.xml"):
            if name in self:
                return name
        raise BadInput("docx_no_text")


def open_package(data: bytes) -> Package:
    """Open the bytes of a .docx.

    Raises ``BadInput``: ``docx_empty``, ``docx_too_large``, ``docx_encrypted``, ``docx_old_word``,
    ``docx_not_word`` (another format; fact ``format``), ``docx_damaged``, ``docx_bomb``,
    ``docx_duplicate_entries``, ``docx_unsafe_names``, ``docx_macros``, ``docx_no_text``.
    """
    check_kind(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except _ZIP_ERRORS as error:
        raise BadInput("docx_damaged") from error
    names = _checked_names(entries)
    _check_sizes(entries)
    if "mimetype" in names and "content.xml" in names:
        raise BadInput("docx_not_word", format="odt")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise BadInput("docx_macros")
    return Package(archive, names)


def parse_xml(data: bytes, name: str = "", room: Room | None = None) -> etree._Element:
    """Parse bytes that nobody vouches for; Strict namespaces become the usual ones.

    Raises ``BadInput``: ``docx_too_large``, ``docx_doctype``, ``docx_too_many_nodes``, ``docx_bad_xml``.
    """
    if len(data) > MAX_XML:
        raise BadInput("docx_too_large", name)
    data = _as_utf8(data, name)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise BadInput("docx_doctype", name)
    (room or Room()).take(data, name)
    if b"purl.oclc.org/ooxml" in data:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadInput("docx_bad_xml", name) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise BadInput("docx_doctype", name)
    return root


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Zip parts so that the same parts give the same bytes; the content types come first."""
    target = io.BytesIO()
    order = sorted(parts, key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in order:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            archive.writestr(entry, parts[name])
    return target.getvalue()


def check_kind(data: bytes) -> None:
    """Tell at a glance what is no .docx. Raises ``BadInput`` as ``open_package`` does."""
    if not data:
        raise BadInput("docx_empty")
    if len(data) > MAX_FILE:
        raise BadInput("docx_too_large")
    if data.startswith(_OLE):
        raise BadInput("docx_encrypted" if _ENCRYPTED_STREAM in data else "docx_old_word")
    if data.startswith(b"%PDF"):
        raise BadInput("docx_not_word", format="pdf")
    if data.startswith(b"{\\rtf"):
        raise BadInput("docx_not_word", format="rtf")


def _checked_names(entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    if len(entries) > MAX_ENTRIES:
        raise BadInput("docx_bomb", entries=len(entries))
    names: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        name = entry.filename.lstrip("/")
        if ".." in name.split("/") or "\\" in name or ":" in name or "\0" in name:
            raise BadInput("docx_unsafe_names", name)
        if name.casefold() in names:
            raise BadInput("docx_duplicate_entries", name)
        if entry.flag_bits & 0x1:
            raise BadInput("docx_encrypted", name)
        names[name.casefold()] = entry
    return names


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    if sum(entry.file_size for entry in entries) > MAX_TOTAL:
        raise BadInput("docx_bomb")
    for entry in entries:
        swollen = entry.file_size > MAX_RATIO * max(1, entry.compress_size)
        if entry.file_size > MAX_PART or (entry.file_size > _FREE_RATIO_BELOW and swollen):
            raise BadInput("docx_bomb", entry.filename)


def _as_utf8(data: bytes, name: str) -> bytes:
    """Turn UTF-16 into UTF-8, so that the checks below see what the parser will see."""
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data
    try:
        decoded = data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise BadInput("docx_bad_xml", name) from error
    if decoded.startswith("<?xml"):
        decoded = decoded.partition("?>")[2]
    return decoded.encode("utf-8", "replace")


def _resolved(folder: str, target: str) -> str:
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target))
