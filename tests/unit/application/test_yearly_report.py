"""« Bilan »: what is counted, where each figure comes from, what elected members may read of it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.chart import Chart, ChartKind
from dgsdesk.application.desk import Desk
from dgsdesk.application.document import GridTable
from dgsdesk.application.grey_zone.acts import AddGreyZone, SettleGreyZone
from dgsdesk.application.invitation.acts import SendInvitation
from dgsdesk.application.meeting.page import meetings_list
from dgsdesk.application.minutes.holding import CloseSession, OpenSession, SetPresence
from dgsdesk.application.minutes.session_page import session_page
from dgsdesk.application.yearly_report.page import (
    ChartPicture,
    KeepChartPicture,
    PrintYearlyReport,
    ReportPage,
    report_page,
)
from dgsdesk.domain.agenda import SourceKind
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.meeting import Presence
from tests.formats.sample_documents import png
from tests.written_meeting import MET, Written, on_day, written_desk, written_meeting, written_template

__all__ = ["written_desk", "written_meeting", "written_template"]

PNG = png(8, 4)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def chart(page: ReportPage, name: str) -> Chart:
    return next(one for one in page.charts if one.id == name)


def test_every_figure_of_a_meeting_leads_back_to_it(written_desk: Desk, written_meeting: Written) -> None:
    page = written_desk.ask(report_page)
    assert page.period.key == "2026"
    meetings = chart(page, "meetings")
    assert [line.sources[0].id for line in meetings.lines] == [written_meeting.id]
    hosted = [line for line in chart(page, "hosting").lines if line.parts[0]]
    assert [source.id for line in hosted for source in line.sources] == [written_meeting.id]
    assert sum(line.mark or 0 for line in chart(page, "hosting").lines) == pytest.approx(1)


def test_presence_counts_who_was_there_or_represented(written_desk: Desk, written_meeting: Written) -> None:
    lines = written_desk.ask(session_page, written_meeting.id).attendance
    for line, presence in zip(
        lines, (Presence.PRESENT, Presence.REPRESENTED, Presence.EXCUSED), strict=False
    ):
        written_desk.run(SetPresence(line.id, presence))
    grid = chart(written_desk.ask(report_page), "attendance")
    assert grid.kind is ChartKind.GRID
    said = {line.label: line.words for line in grid.lines}
    names = [line.organisation for line in lines[:3]]
    assert [said[name] for name in names] == ["1 sur 1", "1 sur 1", "0 sur 1"]
    assert len(grid.columns) == len(grid.lines[0].cells) + 1
    at = {line.label: rank for rank, line in enumerate(grid.lines)}[names[1]]
    ((source,),) = [grid.sources_of(at)]
    assert (source.id, source.words) == (written_meeting.id, "représentée")


def test_what_is_not_dispatched_still_counts_its_days(written_desk: Desk) -> None:
    on_day(written_desk, MET + timedelta(days=12))
    (line,) = chart(written_desk.ask(report_page), "delays").lines
    assert line.words == "12\u00a0jours, en cours"
    assert line.parts == (0.0, 0.0, 0.0, 12.0)


def test_a_period_without_meeting_says_so(written_desk: Desk) -> None:
    page = written_desk.ask(report_page, "months")
    assert page.period.first == date(2025, 11, 10)
    on_day(written_desk, date(2028, 6, 1))
    empty = written_desk.ask(report_page, "2028")
    assert chart(empty, "meetings").lines == ()
    assert "Aucune réunion" in chart(empty, "meetings").empty


def test_the_table_says_what_the_picture_says(written_desk: Desk) -> None:
    for one in written_desk.ask(report_page).charts:
        for line in one.lines:
            assert len(line.cells) == len(one.columns) - 1
            assert len(line.parts) <= max(len(one.series), 0)
            assert len(line.presences) == len(one.head)


def text_of(path: Path) -> str:
    with ZipFile(path) as word:
        return word.read("word/document.xml").decode()


def test_the_report_has_pictures_with_their_sentence(written_desk: Desk) -> None:
    path = Path(written_desk.run(PrintYearlyReport(*YEAR, pictures=(ChartPicture("meetings", PNG),))).value)
    assert path.name == "2026-11-10_bilan_2026.docx"
    assert path.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    text = text_of(path)
    assert "Collectivités présentes ou représentées" in text  # the alternative text
    assert "Décisions et actions" in text


def test_no_word_of_a_tables_head_is_cut(written_desk: Desk) -> None:
    (paper,) = written_desk.papers_of([PrintYearlyReport(date(2026, 1, 1), date(2026, 12, 31))])
    assert paper.document is not None
    grids = [part for part in paper.document.parts if isinstance(part, GridTable)]
    heads = [column for grid in grids for column in grid.columns]
    assert "Attendues" in {column.title for column in heads}
    assert all(column.share > max(map(len, column.title.split())) + 2 for column in heads)


def test_what_is_reserved_to_directors_is_counted_but_not_named(written_desk: Desk) -> None:
    open_zone, reserved = (
        written_desk.run(AddGreyZone(title)).value
        for title in ("Fossés le long des voies", "Primes des cadres")
    )
    on_day(written_desk, date(2026, 11, 20))
    meeting = written_desk.ask(meetings_list)[0]
    for zone, audience in ((open_zone, Audience.ALL), (reserved, Audience.DIRECTORS)):
        written_desk.run(AddItem(meeting.id, SourceKind.GREY_ZONE, zone, audience=audience))
    written_desk.run(SendInvitation(meeting.id))
    on_day(written_desk, meeting.day)
    written_desk.run(OpenSession(meeting.id))
    for zone in (open_zone, reserved):
        written_desk.run(SettleGreyZone(zone, "Solution commune.", meeting.id))
    written_desk.run(CloseSession(meeting.id))
    assert chart(written_desk.ask(report_page), "grey_zones").summary.startswith("2\u00a0réglées")
    text = text_of(Path(written_desk.run(PrintYearlyReport(*YEAR)).value))
    assert "Fossés le long des voies" in text
    assert "Primes des cadres" not in text
    assert "1\u00a0titre réservé aux directions n’est pas dans cette liste." in text


def test_a_period_that_ends_before_it_begins_changes_nothing(written_desk: Desk) -> None:
    with pytest.raises(BadInput, match="period_backwards"):
        written_desk.run(PrintYearlyReport(YEAR[1], YEAR[0]))


def test_a_chart_is_kept_as_a_picture(written_desk: Desk) -> None:
    path = Path(written_desk.run(KeepChartPicture("Présences", PNG)).value)
    assert (path.name, path.read_bytes()) == ("2026-11-10_graphique_Presences.png", PNG)
