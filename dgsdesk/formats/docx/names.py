"""The names of WordprocessingML that writer and reader share: namespaces, relationships, styles."""

from __future__ import annotations

from functools import cache

from dgsdesk.domain.richtext import printable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MIME_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
COMMENT_THREADS = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# The role of a paragraph in domain.richtext and the style that shows it.
ROLE_STYLES = {
    "decision": "DGS Décision",
    "vote": "DGS Vote",
    "quote": "Quote",
    "note": "DGS Petit",
    "small": "DGS Petit",
}

KEPT_ROLES = frozenset({"note", "lead"})
"""The roles of what leads to what follows: no page's end parts them."""

SEPARATOR_STYLE = "DGS Intervalle"
CELL_STYLE = "DGS Cellule"
CELL_TITLE_STYLE = "DGS Cellule titre"
TABLE_STYLE = "DGS Tableau"
LINK_STYLE = "Hyperlink"

HEADING_STYLES = tuple(f"heading {level}" for level in range(1, 7))

NEEDED_STYLES = (
    *("Title", "Subtitle", *HEADING_STYLES, "List Bullet", "List Number", LINK_STYLE),
    *dict.fromkeys(ROLE_STYLES.values()),
    *("DGS Timbre nom", "DGS Timbre", "DGS Destinataire", "DGS Référence"),
    *("DGS Qualité du signataire", "DGS Signataire"),
    *("DGS Statut", "DGS Statut projet", "DGS Statut approuvé"),
    *(CELL_STYLE, CELL_TITLE_STYLE, SEPARATOR_STYLE, TABLE_STYLE),
)
"""Every style that the writer uses, by the name that Word shows in its English edition or by our own."""


@cache
def w(tag: str) -> str:
    """Give a tag or attribute of WordprocessingML as lxml names it."""
    return f"{{{W}}}{tag}"


@cache
def r(tag: str) -> str:
    """Give an attribute of the relationships' namespace as lxml names it."""
    return f"{{{R}}}{tag}"


def text(value: str) -> str:
    """Make characters safe between tags."""
    return printable(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(value: str) -> str:
    """Make characters a quoted attribute; line ends and tabs survive."""
    escaped = text(value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    return f'"{escaped}"'
