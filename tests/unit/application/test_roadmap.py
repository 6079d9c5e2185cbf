"""The roadmap: ranks, what meetings did about each request, what elected members may read of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
import pytest

from dgsdesk.application.action.roadmap import (
    AddRequest,
    EditRequest,
    LinkWork,
    MoveRequest,
    RemoveRequest,
    SetRequestState,
)
from dgsdesk.application.action.roadmap_page import PrintRoadmap, RequestRow, roadmap_page
from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.desk import Desk, View
from dgsdesk.application.invitation.acts import SendInvitation
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.minutes.holding import AddDecision, CloseSession, OpenSession
from dgsdesk.application.subjects.acts import MergeThemes, NoteSubject, RemoveSubject
from dgsdesk.domain.agenda import SourceKind
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.roadmap import RequestState
from tests.written_meeting import MET, name_directors, on_day

THEME = SourceKind.RAISED_THEME


def words_in(paper: Path) -> str:
    tables = docx.Document(str(paper)).tables
    words = "\n".join(cell.text for table in tables for row in table.rows for cell in row.cells)
    return words.replace("\u00a0", " ")


def rows(desk: Desk) -> dict[str, RequestRow]:
    return {row.title: row for row in desk.ask(roadmap_page).rows}


def ranks(desk: Desk) -> list[tuple[int, str]]:
    return [(row.rank, row.title) for row in desk.ask(roadmap_page).rows]


def test_ranks_are_given_by_hand_and_settled_requests_leave_them(clisson: Desk) -> None:
    ids = [clisson.run(AddRequest(title)).value for title in ("Un", "Deux", "Trois")]
    clisson.run(MoveRequest(ids[2], -2))
    assert ranks(clisson) == [(1, "Trois"), (2, "Un"), (3, "Deux")]
    clisson.run(MoveRequest(ids[2], -1))  # as far as there are any
    clisson.run(SetRequestState(ids[0], RequestState.DONE))
    assert ranks(clisson) == [(1, "Trois"), (2, "Deux"), (0, "Un")]
    with pytest.raises(RuleBroken, match="request_settled"):
        clisson.run(MoveRequest(ids[0], 1))
    clisson.run(RemoveRequest(ids[2]))
    assert ranks(clisson) == [(1, "Deux"), (0, "Un")]
    clisson.undo()
    assert ranks(clisson) == [(1, "Trois"), (2, "Deux"), (0, "Un")]


def met_about(desk: Desk, theme: str, reserved: str) -> tuple[str, str]:
    """Hold a meeting about two themes, the second reserved to directors; return its items."""
    by_name = name_directors(desk)
    circle = desk.ask(lambda view: view.store.find(Circle)[0].id)
    meeting = desk.run(PlanMeeting(circle, MET, by_name["Gorges"])).value
    item = desk.run(AddItem(meeting, THEME, theme)).value
    hidden = desk.run(AddItem(meeting, THEME, reserved, audience=Audience.DIRECTORS)).value
    desk.run(SendInvitation(meeting))
    on_day(desk, MET)
    desk.run(OpenSession(meeting))
    desk.run(AddDecision(item, "Une tournée de plus en été."))
    desk.run(AddDecision(hidden, "Un poste est supprimé."))
    desk.run(CloseSession(meeting))
    return item, hidden


def test_what_meetings_did_is_found_through_the_themes(clisson: Desk) -> None:
    on_day(clisson, date(2026, 10, 20))
    theme, other, third = (
        clisson.run(NoteSubject(title)).value for title in ("Colonnes", "Dépôts sauvages", "Propreté")
    )
    item, hidden = met_about(clisson, theme, third)
    request = clisson.run(AddRequest("Des rues propres", "Bureau", due=date(2026, 11, 1))).value
    clisson.run(LinkWork(request, THEME, theme))
    with pytest.raises(RuleBroken, match="work_linked"):
        clisson.run(LinkWork(request, THEME, theme))
    with pytest.raises(BadInput, match="work_not_offered"):
        clisson.run(LinkWork(request, SourceKind.FREE, theme))
    row = rows(clisson)["Des rues propres"]
    assert row.late
    assert [step.item_id for step in row.steps] == [item]
    assert row.progress == "vue à 1\u00a0réunion, 1\u00a0décision"
    clisson.run(MergeThemes(other, (theme,)))
    assert [work.source_id for work in rows(clisson)["Des rues propres"].works] == [other]
    assert rows(clisson)["Des rues propres"].steps[0].item_id == item
    clisson.run(LinkWork(request, THEME, third))
    assert {step.item_id for step in rows(clisson)["Des rues propres"].steps} == {item, hidden}


def test_the_paper_holds_what_elected_members_may_read(clisson: Desk) -> None:
    on_day(clisson, date(2026, 10, 20))
    with pytest.raises(RuleBroken, match="roadmap_empty"):
        clisson.run(PrintRoadmap())
    theme, reserved = (clisson.run(NoteSubject(title)).value for title in ("Colonnes", "Postes"))
    met_about(clisson, theme, reserved)
    request = clisson.run(AddRequest("Des rues propres", "Bureau communautaire")).value
    clisson.run(EditRequest(request, expected="Plus de dépôts", lead="DGS de Gorges", due=date(2027, 6, 30)))
    for linked in (theme, reserved):
        clisson.run(LinkWork(request, THEME, linked))
    path = Path(clisson.run(PrintRoadmap()).value)
    words = words_in(path)
    for said in ("Une tournée de plus en été.", "30 juin 2027", "Bureau communautaire", "Vue à 1 réunion"):
        assert said in words
    assert "supprimé" not in words
    assert path.with_suffix(".pdf").is_file()
    assert "30 juin 2027 (dans" in words
    clisson.run(SetRequestState(request, RequestState.DONE))
    assert "30 juin 2027 (dans" not in words_in(Path(clisson.run(PrintRoadmap()).value))


def test_a_removed_theme_leaves_no_trace_and_nothing_stays_dangling(clisson: Desk) -> None:
    theme = clisson.run(NoteSubject("Sel de déneigement")).value
    request = clisson.run(AddRequest("Des routes sûres")).value
    clisson.run(LinkWork(request, THEME, theme))
    clisson.run(RemoveSubject(theme))
    assert rows(clisson)["Des routes sûres"].works == ()
    clisson.undo()
    assert [work.title for work in rows(clisson)["Des routes sûres"].works] == ["Sel de déneigement"]


def test_a_bounded_number_of_reads(clisson: Desk) -> None:
    for number in range(5):
        theme = clisson.run(NoteSubject(f"Thème {number}")).value
        clisson.run(LinkWork(clisson.run(AddRequest(f"Commande {number}")).value, THEME, theme))
    reads: list[type] = []

    def counted(view: View) -> int:
        find = view.store.find
        view.store.find = lambda kind, **fields: reads.append(kind) or find(kind, **fields)  # type: ignore[method-assign,func-returns-value,assignment]
        try:
            return len(roadmap_page(view).rows)
        finally:
            view.store.find = find  # type: ignore[method-assign]

    assert clisson.ask(counted) == 5
    assert len(reads) < 12
