"""The sign-in sheet (feuille d'émargement): one line per commune, with room for a pen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dgsdesk.application.document import (
    AttendanceRow,
    AttendanceTable,
    Document,
    DocumentKind,
    Fact,
    KeyValueTable,
    Title,
)
from dgsdesk.application.invitation.attendance import ANSWER_WORDS
from dgsdesk.application.meeting.paper import MeetingPaper
from dgsdesk.domain.meeting import Answer, Attendance
from dgsdesk.domain.wording import capitalised, date_full, hours

_BLANK_ROWS, _FEWEST = 4, 2
_FIRST_PAGE = 19
"""Rows that the first page holds under a plain letterhead: two blank ones alone make no second page."""


def sign_in_sheet(paper: MeetingPaper, people: Sequence[AttendanceRow]) -> Document:
    """Compose the sheet: members by commune, then guests, then blank lines."""
    facts = (
        Fact("Date", f"{capitalised(date_full(paper.day))}, {hours(paper.starts_at, paper.ends_at)}"),
        Fact("Lieu", paper.where_words or "à préciser"),
    )
    return Document(
        kind=DocumentKind.SIGN_IN_SHEET,
        title=f"Feuille d’émargement – réunion du {date_full(paper.day)}",
        letterhead=paper.letterhead,
        parts=(
            Title("Feuille d’émargement", f"{paper.letterhead.name} – {paper.title}"),
            KeyValueTable(facts),
            AttendanceTable(tuple(people), _blank_rows(len(people))),
        ),
        created=paper.created,
        subject=paper.title,
        footer=f"Feuille d’émargement, {date_full(paper.day)}",
        identifier=f"{paper.meeting_id}:sign-in",
        identity={"meeting": paper.meeting_id},
    )


def _blank_rows(people: int) -> int:
    left = _FIRST_PAGE - people
    return min(left, _BLANK_ROWS) if left >= _FEWEST else _BLANK_ROWS


def attendance_rows(people: Iterable[Attendance]) -> list[AttendanceRow]:
    """Return the lines of the sheet; what was answered stands in the remarks."""
    return [
        AttendanceRow(
            organisation=person.organisation_name,
            person=person.name,
            function=person.title,
            remark=_remark(person),
        )
        for person in people
    ]


def _remark(person: Attendance) -> str:
    if person.answer is Answer.REPRESENTED:
        return f"représentée par {person.represented_by}".strip() if person.represented_by else "représentée"
    said = {
        Answer.REMOTE: ANSWER_WORDS[Answer.REMOTE],
        Answer.DECLINES: "excusée",
        Answer.TENTATIVE: "à confirmer",
    }
    return said.get(person.answer, "")
