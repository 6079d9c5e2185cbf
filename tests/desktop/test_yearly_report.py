"""The page « Bilan » by clicks and keys: every figure opens its meeting, the report has its pictures."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dgsdesk.application.desk import Desk
from dgsdesk.desktop.components.chart_painter import ChartPainter
from dgsdesk.desktop.components.chart_view import chart_image, png_of
from dgsdesk.desktop.meetings.entry import ENTRY as MEETINGS
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.theme.inks import PaperInks
from dgsdesk.desktop.yearly_report.entry import ENTRY
from dgsdesk.desktop.yearly_report.page import YearlyReportPage
from tests.desktop.conftest import OpenShell
from tests.written_meeting import Written, written_desk, written_meeting, written_template

__all__ = ["written_desk", "written_meeting", "written_template"]


@pytest.fixture
def shell(open_shell: OpenShell, written_desk: Desk) -> Shell:
    return open_shell(written_desk, [ENTRY, MEETINGS], "yearly_report")


@pytest.fixture
def page(shell: Shell) -> YearlyReportPage:
    found = shell.page("yearly_report")
    assert isinstance(found, YearlyReportPage)
    return found


def test_a_cell_of_the_grid_opens_its_meeting(
    shell: Shell, page: YearlyReportPage, written_meeting: Written
) -> None:
    assert page.list.choose("attendance")
    chart = page.pane.chart
    assert chart is not None
    canvas = page.pane.picture.widget()
    painter = ChartPainter(page.theme)
    painter.show(chart)
    spot = QPoint(0, round(painter.middle_of(2)))
    spot.setX(next(x for x in range(canvas.width()) if painter.at(QPoint(x, spot.y()).toPointF(), 0)[1] == 0))
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=spot)
    assert page.pane.table.currentIndex().row() == 2
    assert page.pane.source_list.chosen_key() == f"meetings/{written_meeting.id}"
    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=spot)
    assert shell.current_page == "meetings"


def test_by_keyboard_from_the_chapter_to_the_meeting(
    qtbot: QtBot, shell: Shell, page: YearlyReportPage
) -> None:
    page.list.setFocus()
    page.list.choose("delays")
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert page.pane.table.hasFocus()
    qtbot.keyClick(page.pane.table, Qt.Key.Key_Return)
    assert shell.current_page == "meetings"


def test_the_report_is_written_with_every_chart(
    shell: Shell, page: YearlyReportPage, written_desk: Desk, tmp_path: Path
) -> None:
    shell.actions.trigger("yearly_report.print")
    (path,) = tmp_path.rglob("*_bilan_2026.docx")
    assert page.report is not None
    with ZipFile(path) as word:
        pictures = [name for name in word.namelist() if name.startswith("word/media/")]
    assert len(pictures) == sum(bool(chart.lines) for chart in page.report.charts)
    shell.actions.trigger("yearly_report.picture")
    assert list(tmp_path.rglob("*_graphique_Reunions.png"))


def test_a_picture_for_paper_is_light_whatever_the_window_shows(page: YearlyReportPage) -> None:
    assert page.report is not None
    image = chart_image(page.report.charts[0])
    assert image.pixelColor(1, 1) == PaperInks().color("surface")
    assert png_of(image).startswith(b"\x89PNG")


def test_an_empty_network_is_told_what_will_come(open_shell: OpenShell, clisson: Desk) -> None:
    shell = open_shell(clisson, [ENTRY, MEETINGS], "yearly_report")
    assert not shell.actions.action("yearly_report.print").isEnabled()
