"""The registers that go with a handing over to archives: decisions of each year, grey zones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dgsdesk.application.dispatch.decision_register import decisions_paper
from dgsdesk.application.document import file_stem
from dgsdesk.application.grey_zone.register import grey_zones_paper
from dgsdesk.application.safety.archive_pieces import MeetingPieces, Piece
from dgsdesk.application.view import View
from dgsdesk.domain.archiving import PieceNature
from dgsdesk.domain.grey_zone import GreyZone
from dgsdesk.domain.meeting import Meeting

_FOLDER = "registres"


def register_pieces(view: View, meetings: Iterable[Meeting]) -> Iterator[MeetingPieces]:
    """Give the decisions of the meetings, year by year, then the whole register of grey zones.

    One at a time: a register of many years is long.
    """
    by_year: dict[int, list[str]] = {}
    for meeting in meetings:
        by_year.setdefault(meeting.day.year, []).append(meeting.id)
    for year, ids in sorted(by_year.items()):
        if (found := decisions_paper(view, ids, f"Année {year}")) is not None:
            paper, reserved = found
            name = f"{year}_registre-des-decisions.pdf"
            day, title = paper.created.date(), f"{paper.title}, {year}"
            yield _alone(Piece(PieceNature.REGISTER, name, title, day, "", paper, reserved))
    if zones := view.store.find(GreyZone):
        paper = grey_zones_paper(view, zones)
        day = paper.created.date()
        name = f"{file_stem(day, 'registre-des-zones-grises')}.pdf"
        yield _alone(Piece(PieceNature.REGISTER, name, paper.title, day, "", paper))


def _alone(piece: Piece) -> MeetingPieces:
    return MeetingPieces(_FOLDER, None, "", (piece,))
