"""A paper before it is laid in a folder: what an act would print, and any table as a paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from dgsdesk.application.document import (
    Column,
    Document,
    DocumentKind,
    GridTable,
    Title,
    file_stem,
)
from dgsdesk.application.documents.head import stationery
from dgsdesk.application.documents.stationery import headed_document
from dgsdesk.application.ports.office import Office, OutFile
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.wording import plural

if TYPE_CHECKING:
    from dgsdesk.application.command import Command
    from dgsdesk.application.ports.press import Press
    from dgsdesk.application.view import View

    PaperSource: TypeAlias = "Command[Any] | DrawnFirst | Callable[[View], Sequence[PrintedPaper]]"
    """What gives papers: an act that would lay them, or a query."""

add_sentences(
    {
        "not_printed": (
            "Rien n’a été imprimé : l’imprimante ne répond pas, ou le fichier ne peut pas être écrit.",
            "Vérifiez l’imprimante et le dossier choisis, puis recommencez, ou enregistrez le PDF.",
        )
    }
)

_UPRIGHT_COLUMNS, _UPRIGHT_SHARE = 4, 90
"""A table with more columns, or wider rows (in characters), lies across the page."""
_LEAST_SHARE, _MOST_SHARE = 6, 48
"""Characters that a column counts at least and at most, so that none starves or takes all."""
_ACROSS, _EDGES, _LONGEST_WORD = 130, 2, 30
"""Characters that find room across a page, those that the edges of a cell take, the longest word counted."""


@dataclass(frozen=True)
class DrawnFirst:
    """An act whose pictures take their time: it is made where papers are composed."""

    make: Callable[[], Command[Any]]


@dataclass(frozen=True)
class PrintedPaper:
    """A paper to look at: the name of its file without extension, its title, and what it says.

    One that is a PDF already has no ``document``.
    """

    name: str
    title: str
    document: Document | None = None
    pdf: bytes = b""

    @property
    def file_name(self) -> str:
        """Return the name of its PDF."""
        return f"{self.name}.pdf"

    def print_by(self, press: Press) -> bytes:
        """Return its PDF."""
        return press.pdf(self.document) if self.document is not None else self.pdf


class RehearsingOffice:
    """An office that keeps the documents which pass through it; a PDF is only promised, for nobody reads it.

    Word's files are written for good: some acts read their own back before they let them go.
    """

    def __init__(self, office: Office) -> None:
        self._office = office
        self._documents: dict[bytes, Document] = {}

    def docx(self, document: Document, base: bytes | None = None) -> bytes:
        """Write a Word file, and keep what it says."""
        return self._kept(document, self._office.docx(document, base))

    def pdf(self, document: Document) -> bytes:
        """Promise a PDF, and keep what it will say."""
        return self._kept(document, f"%PDF {len(self._documents)}".encode())

    def _kept(self, document: Document, content: bytes) -> bytes:
        self._documents[content] = document
        return content

    def __getattr__(self, name: str) -> Any:
        return getattr(self._office, name)

    def papers(self, files: Sequence[OutFile]) -> list[PrintedPaper]:
        """Return the papers among files that an act would lay, each once, as Word file and PDF together."""
        found: list[PrintedPaper] = []
        for file in files:
            document = self._documents.get(file.content)
            if document is not None and all(document != one.document for one in found):
                found.append(PrintedPaper(file.name.rpartition(".")[0], document.title, document))
        return found


def rehearsing(view: View) -> tuple[View, RehearsingOffice]:
    """Return a view whose office keeps the documents, and that office."""
    office = RehearsingOffice(view.office)
    return replace(view, office=cast(Office, office)), office


def table_paper(
    view: View,
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    strong: frozenset[int] = frozenset(),
) -> tuple[PrintedPaper, ...]:
    """Return a table or a list of the window as a paper, under the network's letterhead."""
    head = stationery(view)
    counted = plural(len(rows) - len(strong), "ligne", "lignes")
    columns = _columns(heads, rows)
    parts = [
        GridTable(
            tuple(columns[at] for at in part),
            tuple(tuple(row[at] if at < len(row) else "" for at in part) for row in rows),
            title,
            strong_rows=strong,
        )
        for part in _parts([_least(column.title, rows, at) for at, column in enumerate(columns)])
    ]
    paper = PrintedPaper(
        file_stem(head.created.date(), title),
        title,
        headed_document(
            head,
            DocumentKind.OTHER,
            Title(title, counted),
            tuple(parts),
            footer=f"{title} – {head.day}",
            landscape=len(columns) > _UPRIGHT_COLUMNS or sum(one.share for one in columns) > _UPRIGHT_SHARE,
        ),
    )
    return (paper,)


def _columns(head: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """Return the columns, as wide as what most of them hold asks for, and no word of their heads is cut."""
    count = max([len(head), *(len(row) for row in rows)], default=0)
    heads = [head[at] if at < len(head) else "" for at in range(count)]
    return tuple(
        Column(name, _share(name, [row[at] for row in rows if at < len(row)]))
        for at, name in enumerate(heads)
    )


def _share(head: str, cells: Sequence[str]) -> float:
    lengths = sorted(len(cell) for cell in cells)
    usual = lengths[len(lengths) * 9 // 10] if lengths else 0
    return float(min(max(usual, _longest_word(head) + 1, _LEAST_SHARE), _MOST_SHARE))


def _longest_word(text: str) -> int:
    """Return the characters of the longest word that no line breaks."""
    return min(max(map(len, re.split(r"[ \n-]", text))), _LONGEST_WORD)


def _least(head: str, rows: Sequence[Sequence[str]], at: int) -> int:
    """Return the characters that a column needs so that no word of it is cut."""
    return max(_longest_word(text) for text in (head, *(row[at] for row in rows if at < len(row)))) + _EDGES


def _parts(needs: Sequence[int]) -> list[list[int]]:
    """Part columns that find no room side by side into tables below each other, each with the first one."""
    parts: list[list[int]] = [[]]
    for at, need in enumerate(needs):
        if len(parts[-1]) > 1 and sum(needs[one] for one in parts[-1]) + need > _ACROSS:
            parts.append([0])
        parts[-1].append(at)
    return parts
