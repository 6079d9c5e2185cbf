"""The properties of a file: what Word shows under « Informations », and what tells our documents apart."""

from __future__ import annotations

from datetime import UTC

from dgsdesk.application.document import Document
from dgsdesk.formats.docx.base import Base, blank_part
from dgsdesk.formats.docx.names import OFFICE as _OFFICE
from dgsdesk.formats.docx.names import PACKAGE_RELS, attribute, text

_TYPES = "application/vnd.openxmlformats-"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_CORE_LINK = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_OFFICE_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_USER_PROPERTIES = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def add_properties(base: Base, document: Document) -> None:
    """Write core, application and custom properties and link them."""
    parts = {
        "docProps/core.xml": (core_xml(document), f"{_TYPES}package.core-properties+xml", _CORE_LINK),
        "docProps/app.xml": (
            _app_xml(document),
            f"{_TYPES}officedocument.extended-properties+xml",
            f"{_OFFICE_LINK}/extended-properties",
        ),
    }
    if document.identity:
        parts["docProps/custom.xml"] = (
            custom_xml(document),
            f"{_TYPES}officedocument.custom-properties+xml",
            f"{_OFFICE_LINK}/custom-properties",
        )
    links = "".join(
        f'<Relationship Id="rIdP{place}" Type="{link}" Target="{name}"/>'
        for place, (name, (_, _, link)) in enumerate(parts.items(), 1)
    )
    main = f'<Relationship Id="rIdMain" Type="{_OFFICE_LINK}/officeDocument" Target="{base.main}"/>'
    base.parts["_rels/.rels"] = blank_part(
        f'<Relationships xmlns="{PACKAGE_RELS}">{main}{links}</Relationships>'
    )
    for name, (xml, content_type, _) in parts.items():
        base.parts[name] = blank_part(xml)
        base.declare(name, content_type)


def core_xml(document: Document) -> str:
    """Give the core properties; both dates are the document's own."""
    moment = document.created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    author = document.letterhead.name
    values = {
        "dc:title": document.title,
        "dc:subject": document.subject,
        "dc:creator": author,
        "cp:lastModifiedBy": author,
        "cp:keywords": ", ".join(document.keywords),
        "dc:identifier": document.identifier,
        "dc:language": document.language,
        "cp:category": document.kind.value,
    }
    rows = "".join(f"<{name}>{text(value)}</{name}>" for name, value in values.items() if value)
    return (
        f'<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{rows}{dates}</cp:coreProperties>"
    )


def custom_xml(document: Document) -> str:
    """Give the custom properties: the document's identity, one text each."""
    rows = "".join(
        f'<property fmtid="{_USER_PROPERTIES}" pid="{place}" name={attribute(name)}>'
        f"<vt:lpwstr>{text(value)}</vt:lpwstr></property>"
        for place, (name, value) in enumerate(sorted(document.identity.items()), 2)
    )
    names = f'xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes"'
    return f"<Properties {names}>{rows}</Properties>"


def _app_xml(document: Document) -> str:
    return (
        f'<Properties xmlns="{_OFFICE}/extended-properties"><Application>DGS Desk</Application>'
        f"<Company>{text(document.letterhead.name)}</Company></Properties>"
    )
