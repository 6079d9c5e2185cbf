"""The parts of a host's work, in the order in which he meets them, and what each says in one short line."""

from __future__ import annotations

from enum import StrEnum

from dgsdesk.application.dossier.host import HostDossier
from dgsdesk.application.meeting.page import MeetingHeader
from dgsdesk.application.meeting.steps import Step
from dgsdesk.desktop.components.stepper import Step as Shown
from dgsdesk.domain.dossier import Purpose
from dgsdesk.domain.meeting import NOT_CALLED
from dgsdesk.domain.wording import day_and_month, duration, elided_of, plural


class Cell(StrEnum):
    """The parts from left to right; the value ends the name of the act that goes there (``host.draft``)."""

    DOSSIER = "dossier"
    AGENDA = "agenda"
    HOLD = "hold"
    DRAFT = "draft"
    DOCUMENTS = "documents"
    RETURN = "return"


_NAMES = {
    Cell.DOSSIER: "Dossier",
    Cell.AGENDA: "Ordre du jour",
    Cell.HOLD: "Tenir",
    Cell.DRAFT: "Rédiger",
    Cell.DOCUMENTS: "Documents",
    Cell.RETURN: "Renvoyer",
}
_DRAFT_NAMES = {Purpose.OBSERVE: "Relire", Purpose.READ: "Compte rendu"}
_LEFT_OUT = {
    Purpose.EDIT: frozenset[Cell](),
    Purpose.OBSERVE: frozenset({Cell.HOLD}),
    Purpose.READ: frozenset({Cell.HOLD, Cell.RETURN}),
}


def cells_of(purpose: Purpose) -> tuple[Cell, ...]:
    """Return the parts that a purpose has."""
    return tuple(cell for cell in Cell if cell not in _LEFT_OUT[purpose])


def name_of(cell: Cell, purpose: Purpose) -> str:
    """Return how a part is called; whoever writes nothing reads."""
    return _DRAFT_NAMES.get(purpose, _NAMES[cell]) if cell is Cell.DRAFT else _NAMES[cell]


def shown_cells(dossier: HostDossier, header: MeetingHeader) -> list[Shown]:
    """Return the parts as the stepper shows them."""
    return [_shown(cell, dossier, header) for cell in cells_of(dossier.purpose)]


def acting_cell(dossier: HostDossier) -> Cell:
    """Return the part that waits for the host."""
    if dossier.to_hold:
        return Cell.HOLD
    if dossier.is_ahead:
        return Cell.AGENDA if dossier.state in NOT_CALLED else Cell.HOLD
    if dossier.purpose is not Purpose.EDIT or dossier.bare or dossier.returned_at is not None:
        return Cell.DRAFT
    return Cell.RETURN


def _shown(cell: Cell, dossier: HostDossier, header: MeetingHeader) -> Shown:
    note, done = _note(cell, dossier, header)
    return Shown(name_of(cell, dossier.purpose), note, done)


def _note(cell: Cell, dossier: HostDossier, header: MeetingHeader) -> tuple[str, bool]:
    match cell:
        case Cell.DOSSIER:
            return elided_of(dossier.sender) if dossier.sender else "", False
        case Cell.AGENDA:
            return f"{plural(dossier.items, 'point', 'points')}, {duration(dossier.minutes)}", False
        case Cell.HOLD:
            return next((row.line for row in header.steps if row.step is Step.HOLD), ""), False
        case Cell.DRAFT:
            return draft_note(dossier), dossier.purpose is Purpose.EDIT and not dossier.bare
        case Cell.DOCUMENTS:
            count = plural(dossier.documents, "document", "documents")
            return count if dossier.documents else "aucun", False
        case Cell.RETURN:
            return return_note(dossier), dossier.returned_at is not None


def draft_note(dossier: HostDossier) -> str:
    """Say how much of the minutes is written, or how much was said of them."""
    if dossier.purpose is Purpose.READ:
        return ""
    if dossier.purpose is Purpose.OBSERVE:
        count = plural(dossier.remarks, "observation", "observations")
        return count if dossier.remarks else "aucune observation"
    if not dossier.bare:
        return "chaque point a son texte"
    return plural(len(dossier.bare), "point sans texte", "points sans texte")


def return_note(dossier: HostDossier) -> str:
    """Say when it was sent back, by when it is waited for, or when it was."""
    if dossier.returned_at is not None:
        return f"renvoyé le {day_and_month(dossier.returned_at.date())}"
    if dossier.until is None:
        return ""
    by_when = "attendu" if dossier.until < dossier.today else "d’ici"
    return f"{by_when} le {day_and_month(dossier.until)}"
