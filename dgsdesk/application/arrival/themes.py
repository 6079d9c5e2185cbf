"""Answers to a call for themes that came back: a form, or the lines of a message (product § 3.5)."""

from __future__ import annotations

from collections.abc import Iterable

from dgsdesk.application.arrival.content import ArrivalPart
from dgsdesk.application.arrival.plan import (
    Book,
    FieldChange,
    PartPlan,
    PlannedThemes,
    Sender,
    UnknownAddress,
)
from dgsdesk.application.desk import View
from dgsdesk.application.documents.theme_form import CALL_PROPERTY
from dgsdesk.application.membership import sort_key
from dgsdesk.application.naming import of_organisation
from dgsdesk.application.subjects.call import same_theme
from dgsdesk.domain.network import Organisation, OrganisationKind
from dgsdesk.domain.read_document import ReadDocument
from dgsdesk.domain.richtext import Table, block_text
from dgsdesk.domain.theme import RaisedTheme, Support, ThemeCall
from dgsdesk.domain.theme_answer import ThemeAnswer, code_in, read_answer, read_tables
from dgsdesk.domain.wording import NBSP, plural

_HOUSES = {"la", "mairie", "commune", "ville", "de", "des", "du", "d", "l"}
"""Words before a commune's name in « mairie de la Haie-Fouassière », articles included."""


def plan_form(
    part: ArrivalPart, read: ReadDocument, view: View, book: Book, sender: Sender
) -> PartPlan | None:
    """Plan a form; nothing when the document is none of ours."""
    code = read.identity.get(CALL_PROPERTY) or code_in(" ".join(map(block_text, read.blocks)))
    if not code:
        return None
    tables = [
        [[cell.text for cell in row] for row in one.rows] for one in read.blocks if isinstance(one, Table)
    ]
    return _plan(part, code, read_tables(tables), view, book, sender, "fiche")


def plan_words(part: ArrivalPart, view: View, book: Book, sender: Sender) -> PartPlan | None:
    """Plan a message whose lines were filled in; nothing when it answers no call of ours."""
    text = part.message.text if part.message is not None else part.text
    code = code_in(f"{sender.subject}\n{text}")
    return _plan(part, code, read_answer(text), view, book, sender, "message") if code else None


def _plan(
    part: ArrivalPart, code: str, answer: ThemeAnswer, view: View, book: Book, sender: Sender, source: str
) -> PartPlan | None:
    calls = view.store.find(ThemeCall, code=code)
    if not calls:
        return None
    call = calls[0]
    found = f"Réponse à l’appel à thèmes {code}"
    if not answer:
        reason = "Rien n’y est coché ni proposé : lisez-la, puis notez-la dans la grille de « Sujets »."
        return PartPlan(part.name, part.kind, found, reason=reason)
    commune = commune_of(answer.commune, book, sender)
    if commune is None:
        return of_nobody(part, found, sender, "la grille")
    return _answered(part, call, answer, view, commune, source)


def of_nobody(part: ArrivalPart, found: str, sender: Sender, place: str) -> PartPlan:
    """Plan nothing for an answer whose commune is not known; ``place`` is where it may be noted by hand."""
    asked = UnknownAddress(sender.address, sender.name) if sender.address else None
    reason = f"On ne sait pas quelle commune répond : dites à qui est l’adresse, ou notez-la dans {place}."
    return PartPlan(part.name, part.kind, found, reason=reason, asked=asked)


def commune_of(written: str, book: Book, sender: Sender) -> Organisation | None:
    """Return who answers: the commune that is written, else the one of the address."""
    communes = [one for one in book.organisations.values() if one.kind is OrganisationKind.COMMUNE]
    wanted = _bare(written)
    named = next((one for one in communes if wanted and _bare(one.name) == wanted), None)
    sent_by = book.organisations.get(book.addresses.get(sender.address, ""))
    if named is None and sent_by is not None and sent_by.kind is OrganisationKind.COMMUNE:
        return sent_by
    if named is None and sender.address:
        return next((one for one in communes if one.email.lower() == sender.address), None)
    return named


def _bare(name: str) -> list[str]:
    """Return the words of a commune's name, without what may stand before it."""
    words = sort_key(name).split()
    first = next((at for at, word in enumerate(words) if word not in _HOUSES), len(words))
    return words[first:]


def _answered(
    part: ArrivalPart, call: ThemeCall, answer: ThemeAnswer, view: View, commune: Organisation, source: str
) -> PartPlan:
    numbered = [call.theme_ids[at - 1] for at in answer.supported if at <= len(call.theme_ids)]
    themes = {theme.id: theme for theme in view.store.find(RaisedTheme, id=set(numbered))}
    given = {one.theme_id for one in view.store.find(Support, organisation_id=commune.id)}
    fresh = tuple(one for one in numbered if one in themes and one not in given)
    changes = [_carries(commune, themes[one].title) for one in fresh]
    for one in answer.proposed:
        same = same_theme(view.store, one.title)
        if same is None:
            changes.append(FieldChange(f"Thème proposé par {commune.name}", "", one.title))
        elif same.id not in given and same.id not in fresh:
            changes.append(_carries(commune, same.title))
    of = of_organisation(commune.name, commune.article, commune.kind)
    found = f"Réponse {of} à l’appel à thèmes {call.code}{NBSP}: {_count(answer)}"
    act = PlannedThemes(call.id, commune.id, tuple(numbered), answer.proposed, source)
    return PartPlan(part.name, part.kind, found, changes=tuple(changes), acts=(act,))


def _carries(commune: Organisation, title: str) -> FieldChange:
    return FieldChange(f"Porté par {commune.name}", "", title)


def _count(answer: ThemeAnswer) -> str:
    said: Iterable[str] = (
        plural(len(answer.supported), "thème porté", "thèmes portés") if answer.supported else "",
        plural(len(answer.proposed), "thème proposé", "thèmes proposés") if answer.proposed else "",
    )
    return ", ".join(filter(None, said))
