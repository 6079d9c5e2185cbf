"""The minutes on paper: a draft to be read over, or the approved text in one of its editions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from dgsdesk.application.document import (
    Anchored,
    Column,
    Document,
    DocumentKind,
    Fact,
    GridTable,
    KeyValueTable,
    Part,
    StatusBox,
    Title,
    Tone,
)
from dgsdesk.application.documents.stationery import Stationery, headed_document
from dgsdesk.application.minutes.text import (
    EditionText,
    MinutesText,
    NextMeeting,
    TextAction,
    TextDecision,
    TextItem,
)
from dgsdesk.domain.audience import AUDIENCE_WORDS, Audience
from dgsdesk.domain.minutes_matching import anchor
from dgsdesk.domain.reserved_text import mark_of, marked
from dgsdesk.domain.richtext import Block, Heading, ListItem, Paragraph, RichText, Run, paragraph
from dgsdesk.domain.wording import NBSP, capitalised, date_full, date_long, hour, hours, uncapitalised

ITEM_LEVEL = 2
"""The heading level of an item; what is headed inside its text goes deeper."""

NOTHING_YET = "Texte à compléter."
"""Stands under an item that has no text yet, so that there is a line to write on."""

NOT_DISCUSSED = "Point non abordé en séance ; il peut être reporté."


@dataclass(frozen=True)
class PaperHead(Stationery):
    """What stands around the text: the headed paper, the status, and how the file is known again."""

    status: StatusBox
    version: str
    identity: Mapping[str, str]
    identifier: str = ""
    images: Mapping[str, bytes] = field(default_factory=dict)


def working_status(version: str) -> StatusBox:
    """Say that the text is still being written."""
    line = "Version de travail, à compléter avant l’envoi aux membres du réseau."
    return StatusBox(f"PROJET – {version}", (line,), Tone.DRAFT)


def template_status() -> StatusBox:
    """Say how the prefilled minutes are to be completed."""
    return StatusBox(
        "PROJET – trame à remplir",
        (
            "Écrivez sous chaque point ce qui a été dit et décidé. Gardez les titres des points : "
            "le programme s’en sert pour ranger votre texte quand vous le renvoyez.",
        ),
        Tone.DRAFT,
    )


def draft_status(version: str, last_day: date, approved_on: date, mailbox: str, rule: str) -> StatusBox:
    """Say until when observations come in time, where to, and what silence does."""
    where = f" à {mailbox}" if mailbox else ""
    return StatusBox(
        f"PROJET – {version}",
        (
            f"Observations à adresser{where} jusqu’au {date_full(last_day)} inclus.",
            "À défaut d’observation, le compte rendu est réputé approuvé "
            f"le {date_full(approved_on)} à 0{NBSP}h.",
            f"{capitalised(rule)}.",
        ),
        Tone.DRAFT,
    )


def approved_status(approved_on: date, edition: Audience) -> StatusBox:
    """Say since when the text is approved, and whom the edition is for."""
    reserved = "Édition complète, réservée aux directions générales."
    line = reserved if edition is Audience.DIRECTORS else "Édition de diffusion."
    return StatusBox(f"APPROUVÉ le {date_full(approved_on)}", (line,), Tone.SETTLED)


def minutes_document(kind: DocumentKind, edition: EditionText, head: PaperHead) -> Document:
    """Compose the minutes; ``kind`` is DRAFT_MINUTES or APPROVED_MINUTES."""
    text = edition.text
    draft = kind is DocumentKind.DRAFT_MINUTES
    name = "Projet de compte rendu" if draft else "Compte rendu"
    subtitle = f"{text.circle} – {date_full(text.day)}"
    return headed_document(
        head,
        kind,
        Title(name, subtitle),
        (head.status, *_body(edition, draft)),
        name=f"{name} de la réunion du {date_long(text.day)}",
        footer=f"{name} – réunion du {date_long(text.day)} – {head.version}",
        identifier=head.identifier,
        identity=head.identity,
        images=head.images,
    )


def _body(edition: EditionText, draft: bool) -> Iterator[Part]:
    text = edition.text
    yield KeyValueTable(tuple(_facts(text)))
    if text.attendance:
        yield Heading((Run("Présences"),), 1)
        yield KeyValueTable(tuple(_attendance(text)), ruled=True, caption="Présences")
    if text.items:
        yield Heading((Run("Ordre du jour"),), 1)
        yield _agenda(text)
    yield from _items(edition, draft)
    yield from _ending(text)


def _facts(text: MinutesText) -> Iterator[Fact]:
    yield Fact("Date", f"{date_full(text.day)}, {hours(text.starts_at, text.ends_at)}")
    same = text.writer == text.host
    for label, value in (
        ("Lieu", ", ".join(filter(None, (text.place, text.address)))),
        ("Accueil et rédaction" if same else "Accueil", text.host),
        ("Présidence", text.chair if text.chair != text.host else ""),
        ("Rédaction", "" if same else text.writer),
        ("Réf.", text.reference),
    ):
        if value:
            yield Fact(label, value)


def _attendance(text: MinutesText) -> Iterator[Fact]:
    for group in text.attendance:
        yield Fact(f"{group.title} ({len(group.lines)})", "\n".join(group.lines))


def _agenda(text: MinutesText) -> GridTable:
    rows = tuple((item.number, item.title, item.presenter) for item in text.items)
    columns = (Column("Nº", 0.6), Column("Objet", 4), Column("Présenté par", 2))
    return GridTable(columns, rows, "Rappel de l’ordre du jour")


def _items(edition: EditionText, draft: bool) -> Iterator[Part]:
    part = None
    for item in edition.text.items:
        if item.part != part:
            part = item.part
            yield Heading((Run(part),), 1)
        yield from item_parts(item, draft)


def item_parts(item: TextItem, draft: bool, level: int = ITEM_LEVEL) -> Iterator[Part]:
    """Compose one item: its heading, its question, what was said, decided and promised.

    What is reserved further than the item says so at its head. ``level`` is the heading's.
    """
    yield Anchored(Heading((Run(item.heading),), level), (anchor(item.id, "t"),))
    yield from (paragraph(line, "note") for line in _notes(item))
    blocks = list(marked(item.text.blocks)) or [paragraph(line) for line in _no_text(item, draft)]
    if blocks:
        first, *others = map(_deeper, blocks)
        yield Anchored(first, (anchor(item.id, "d"),))
        if others:
            yield RichText(tuple(others))
    for rank, decision in enumerate(item.decisions):
        line = decision_line(decision)
        yield line if rank else Anchored(line, (anchor(item.id, "v"),))
    if item.actions:
        yield actions_table(item.actions)


def _notes(item: TextItem) -> Iterator[str]:
    if item.audience is not Audience.ALL:
        yield f"Niveau de diffusion{NBSP}: {AUDIENCE_WORDS[item.audience]}"
    if item.presenter:
        yield f"Présenté par{NBSP}: {item.presenter}"
    if item.question:
        yield f"Question posée au groupe{NBSP}: {item.question}"


def _no_text(item: TextItem, draft: bool) -> Iterator[str]:
    if item.discussed is False:
        yield NOT_DISCUSSED
    elif draft and not item.decisions and not item.actions:
        yield NOTHING_YET


def _deeper(block: Block) -> Block:
    if isinstance(block, Heading):
        return replace(block, level=max(ITEM_LEVEL + 1, block.level))
    return block


def decision_line(decision: TextDecision) -> Paragraph:
    """Write « Décision 2026-11/01. » and the decision, after its mark when it is reserved."""
    number = f"Décision{NBSP}{decision.number}. " if decision.number else f"Décision{NBSP}: "
    mark = mark_of(decision.audience)
    return Paragraph((Run(mark + number, bold=True), Run(decision.text)), "decision")


def actions_table(actions: tuple[TextAction, ...], caption: str = "Suites à donner") -> GridTable:
    """Compose the table of who does what by when."""
    columns = (Column("Suite à donner", 3.4), Column("Qui", 1.8), Column("Échéance", 1.7))
    return GridTable(columns, tuple(action_cells(action) for action in actions), caption)


def action_cells(action: TextAction) -> tuple[str, str, str]:
    """Write the cells of one action; what is not known says so."""
    what = mark_of(action.audience) + action.text
    return what, action.owner or "à désigner", date_long(action.due) if action.due else "sans date"


def _ending(text: MinutesText) -> Iterator[Part]:
    if text.suggestions:
        yield Heading((Run("Suggestions pour la prochaine réunion"),), 1)
        yield RichText(tuple(ListItem((Run(line),)) for line in text.suggestions))
    if text.following:
        yield Heading((Run("Prochaine réunion"),), 1)
        yield paragraph(following_line(text.following))


def following_line(following: NextMeeting) -> str:
    """Write « Mardi 8 décembre 2026 à 9 h 30, mairie de Gorges. »."""
    place = following.place or (f"accueil {following.host}" if following.host else "lieu à préciser")
    where = uncapitalised(place) if place.startswith("Mairie") else place
    return f"{capitalised(date_full(following.day))} à {hour(following.starts_at)}, {where}."
