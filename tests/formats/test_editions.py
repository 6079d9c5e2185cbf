"""No word of a reserved passage is in an edition below its level: Word's XML, the PDF, the messages."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from io import BytesIO

import pikepdf
import pypdfium2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dgsdesk.application.dispatch.editions import Edition, editions
from dgsdesk.application.dispatch.leak_check import document_texts, guard_of
from dgsdesk.application.dispatch.papers import edition_papers
from dgsdesk.application.document import Document, LetterheadRow
from dgsdesk.application.documents.minutes import PaperHead, approved_status
from dgsdesk.application.mailing.mailing import Recipient
from dgsdesk.application.minutes.content import content_json, text_from_content
from dgsdesk.application.minutes.text import MinutesText, TextAction, TextDecision, TextItem
from dgsdesk.domain.action import ActionState
from dgsdesk.domain.audience import Audience, may_read
from dgsdesk.domain.richtext import (
    Block,
    Cell,
    Heading,
    Image,
    ListItem,
    Paragraph,
    RichText,
    Run,
    Table,
    paragraph,
)
from dgsdesk.formats.docx.write import write_docx
from dgsdesk.formats.pdf import write_pdf

LEVELS = st.sampled_from(Audience)
_TOKEN = re.compile(r"zq\d+y")


class Secrets:
    """Makes words that stand nowhere else, and remembers for whom each is."""

    def __init__(self) -> None:
        self.levels: dict[str, Audience] = {}

    def words(self, level: Audience) -> str:
        """Return two fresh words for a level."""
        made = [f"zq{len(self.levels) + n}y" for n in (1, 2)]
        self.levels |= dict.fromkeys(made, level)
        return " ".join(made)


def _block(draw: st.DrawFn, secrets: Secrets, item: Audience) -> Block:
    level = draw(LEVELS)
    seen = min(level, item)
    kind = draw(st.integers(0, 4))
    runs = (Run(secrets.words(seen)), Run(" " + secrets.words(seen), bold=True)) if kind not in (2, 3) else ()
    match kind:
        case 0:
            return ListItem(runs, draw(st.integers(0, 2)), draw(st.booleans()), audience=level)
        case 1:
            return Heading(runs, 2, audience=level)
        case 2:
            inner = draw(LEVELS)
            cell = Paragraph((Run(secrets.words(min(seen, inner))),), audience=inner)
            rows = ((Cell((paragraph(secrets.words(seen)),)), Cell((cell,))),)
            return Table(rows, 0, secrets.words(seen), audience=level)
        case 3:
            return Image("plan.png", secrets.words(seen), audience=level)
        case _:
            return Paragraph(runs, audience=level)


def _item(draw: st.DrawFn, secrets: Secrets, rank: int) -> TextItem:
    level = draw(LEVELS)
    decision, action = draw(LEVELS), draw(LEVELS)
    return TextItem(
        id=f"0000000{rank}",
        number=f"1.{rank}",
        part="Compétences",
        title=secrets.words(level),
        question=secrets.words(level),
        presenter=secrets.words(level),
        audience=level,
        discussed=True,
        competences=(),
        text=RichText(tuple(_block(draw, secrets, level) for _ in range(draw(st.integers(0, 3))))),
        decisions=(TextDecision("d", f"2026-11/0{rank}", secrets.words(min(level, decision)), decision),),
        actions=(
            TextAction(
                "a",
                secrets.words(min(level, action)),
                secrets.words(min(level, action)),
                date(2026, 12, 15),
                ActionState.TODO,
                action,
                "d",
            ),
        ),
    )


@st.composite
def minutes(draw: st.DrawFn) -> tuple[MinutesText, dict[str, Audience]]:
    """Draw minutes whose every word is known with its level."""
    secrets = Secrets()
    items = tuple(_item(draw, secrets, rank) for rank in range(1, draw(st.integers(2, 4))))
    text = MinutesText(
        "m",
        "Réunion des directeurs",
        date(2026, 11, 10),
        time(9, 30),
        time(12),
        "Mairie",
        "",
        "DGS de Gorges",
        "DGS de Gorges",
        "DGS de Gorges",
        "",
        (),
        items,
        (),
        None,
    )
    return text, secrets.levels


class NoStore:
    """Papers of a network that named nobody yet."""

    store = property(lambda self: self)
    files = property(lambda self: self)

    def find(self, *kinds: object, **wanted: object) -> list[object]:
        """Find nothing."""
        return []


def _papers(edition: Edition) -> Iterator[Document]:
    status = approved_status(date(2026, 12, 3), edition.levels[0])
    made = datetime(2026, 12, 3, 9, tzinfo=UTC)
    head = PaperHead(LetterheadRow("Agglo"), "Clisson, le 3 décembre", made, status, "version 2", {})
    for paper in edition_papers(NoStore(), edition, head, 2):  # type: ignore[arg-type]
        yield paper.document


def _docx_words(content: bytes) -> set[str]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
    return {word for part in parts for word in _TOKEN.findall(part)}


def _pdf_words(content: bytes) -> set[str]:
    document = pypdfium2.PdfDocument(content)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    with pikepdf.open(BytesIO(content)) as pdf:
        told = " ".join(str(value) for value in pdf.docinfo.values())
        streams = [o.read_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream) and _is_told(o)]
        tags = " ".join(str(o.get("/Alt", "")) for o in pdf.objects if isinstance(o, pikepdf.Dictionary))
    return set(_TOKEN.findall(" ".join((text, told, tags, *(s.decode("utf-8", "replace") for s in streams)))))


def _is_told(stream: pikepdf.Stream) -> bool:
    return stream.get("/Type") == pikepdf.Name.Metadata


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(minutes())
def test_an_edition_holds_no_word_above_its_level(drawn: tuple[MinutesText, dict[str, Audience]]) -> None:
    text, levels = drawn
    text = text_from_content(content_json(text))
    for edition in editions(text, [Recipient("X", f"{n}@x.invalid", "", n) for n in Audience]):
        level = edition.levels[0]
        secret = {word for word, word_level in levels.items() if not may_read(word_level, level)}
        guard = guard_of(edition)
        said: set[str] = set()
        for document in _papers(edition):
            docx = _docx_words(write_docx(document))
            said |= docx
            assert not docx & secret
            assert not _pdf_words(write_pdf(document)) & secret
            assert guard.leak_in(document_texts(document)) == ""
        assert said == set(levels) - secret


@settings(max_examples=25, deadline=None)
@given(minutes())
def test_the_guard_knows_a_leak_when_it_sees_one(drawn: tuple[MinutesText, dict[str, Audience]]) -> None:
    text, _ = drawn
    whole, wide = editions(text, ())
    if not wide.withheld:
        return
    guard = guard_of(wide)
    assert guard.leak_in([one.text for one in wide.withheld])
    assert any(guard.leak_in(document_texts(document)) for document in _papers(whole))
