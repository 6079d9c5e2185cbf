"""The invitation on paper: between directors one invites, one does not convoke (facts.md, « Documents »)."""

from __future__ import annotations

from dgsdesk.application.agenda.lines import AgendaChanges
from dgsdesk.application.document import (
    ColumnsHead,
    Document,
    DocumentKind,
    Fact,
    KeyValueTable,
    PageBreak,
    Part,
)
from dgsdesk.application.documents.agenda_document import agenda_grid, change_parts
from dgsdesk.application.meeting.paper import MeetingPaper
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.richtext import Heading, ListItem, Paragraph, Run
from dgsdesk.domain.wording import NBSP, capitalised, date_full, hours, plural

ADDRESSEE = (
    "Mesdames et Messieurs",
    "les directrices et directeurs généraux",
    "des services et secrétaires généraux de mairie",
)
GREETING = "Chères et chers collègues,"


def invitation_document(
    paper: MeetingPaper,
    edition: Audience = Audience.DIRECTORS,
    *,
    changes: AgendaChanges | None = None,
    changed_particulars: tuple[str, ...] = (),
) -> Document:
    """Compose the invitation, or its update when something changed since it left."""
    is_update = bool(changes or changed_particulars)
    parts: list[Part] = [
        ColumnsHead(paper.place_and_date, ADDRESSEE),
        KeyValueTable(_references(paper, edition, is_update)),
        Paragraph((Run(GREETING),)),
        *(_news(paper, changes, changed_particulars) if is_update else _welcome(paper)),
        KeyValueTable(_particulars(paper), ruled=True, caption="Date, lieu et organisation de la réunion"),
        *_closing(paper),
        paper.signature,
        PageBreak(),
        Heading((Run("Ordre du jour"),), 1),
        agenda_grid(paper, edition),
        *_documents(paper, edition),
        *_recipients(paper),
        *_privacy(paper),
    ]
    return Document(
        kind=DocumentKind.INVITATION,
        title=f"Invitation – réunion du {date_full(paper.day)}",
        letterhead=paper.letterhead,
        parts=tuple(parts),
        created=paper.created,
        subject=paper.title,
        footer=f"{paper.title}, {date_full(paper.day)}",
        identifier=f"{paper.meeting_id}:invitation:{paper.letter}",
        identity={"meeting": paper.meeting_id, "version": paper.letter},
    )


def _references(paper: MeetingPaper, edition: Audience, is_update: bool) -> tuple[Fact, ...]:
    subject = "Invitation mise à jour" if is_update else "Invitation"
    enclosed = ["ordre du jour" + (f" (version {paper.letter})" if paper.letter else "")]
    if documents := paper.documents(edition):
        enclosed.append(plural(len(documents), "document à lire", "documents à lire"))
    facts = (
        ("Objet", f"{subject} – {paper.title}, {date_full(paper.day)}"),
        ("Réf.", paper.reference),
        ("P. J.", ", ".join(enclosed)),
    )
    return tuple(Fact(label, value) for label, value in facts if value)


def _welcome(paper: MeetingPaper) -> list[Part]:
    host = f", accueillie par {paper.host}" if paper.host else ""
    return [Paragraph((Run(f"Nous avons le plaisir de vous inviter à notre prochaine réunion{host}."),))]


def _news(
    paper: MeetingPaper, changes: AgendaChanges | None, changed_particulars: tuple[str, ...]
) -> list[Part]:
    sentence = f"Notre invitation à la réunion du {date_full(paper.day)} est mise à jour."
    parts: list[Part] = [Paragraph((Run(sentence),))]
    if changed_particulars:
        parts.append(Heading((Run("Ce qui change dans l’organisation"),), 1))
        parts += [ListItem((Run(line),)) for line in changed_particulars]
    return parts + (change_parts(changes, paper.letter) if changes else [])


def _particulars(paper: MeetingPaper) -> tuple[Fact, ...]:
    facts = (
        ("Date", capitalised(date_full(paper.day))),
        ("Horaires", capitalised(hours(paper.starts_at, paper.ends_at))),
        ("Lieu", paper.where_words),
        ("Accès", paper.access),
        ("Visioconférence", paper.video_link),
        ("Présidence", paper.chair),
        (
            "Déjeuner",
            "Prévu à l’issue de la réunion ; merci d’indiquer votre présence" if paper.lunch else "",
        ),
        ("Réponse", capitalised(reply_words(paper))),
    )
    return tuple(Fact(label, value) for label, value in facts if value)


def reply_words(paper: MeetingPaper) -> str:
    """Write « jusqu’au jeudi 3 décembre 2026 inclus, à dgs@… »."""
    if paper.reply_by is None:
        return ""
    where = f", à {paper.letterhead.email}" if paper.letterhead.email else ""
    return f"jusqu’au {date_full(paper.reply_by)} inclus{where}"


def _closing(paper: MeetingPaper) -> list[Part]:
    ask = (
        "Si vous ne pouvez pas venir, vous pouvez vous faire représenter ou participer à distance ; "
        "il suffit de nous le dire dans votre réponse."
    )
    if not paper.video_link:
        ask = "Si vous ne pouvez pas venir, vous pouvez vous faire représenter ; il suffit de nous le dire."
    bye = "Dans l’attente de ce moment d’échange, nous vous adressons nos cordiales salutations."
    return [Paragraph((Run(ask),)), Paragraph((Run(bye),))]


def _documents(paper: MeetingPaper, edition: Audience) -> list[Part]:
    names = paper.documents(edition)
    if not names:
        return []
    return [Heading((Run("Documents à lire"),), 2), *(ListItem((Run(name),)) for name in names)]


def _recipients(paper: MeetingPaper) -> list[Part]:
    if not paper.recipients:
        return []
    said = ", ".join(paper.recipients)
    return [Paragraph((Run(f"Destinataires{NBSP}:", bold=True), Run(f" {said}.")))]


def _privacy(paper: MeetingPaper) -> list[Part]:
    """The notice of the GDPR, as the messages carry it: who keeps what, why, and how to be heard."""
    return [Paragraph((Run(line, italic=True),)) for line in paper.privacy_notice.splitlines() if line]
