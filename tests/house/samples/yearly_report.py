"""One instance or more of every command of the yearly report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from dgsdesk.application.command import Command
from dgsdesk.application.desk import Desk
from dgsdesk.application.yearly_report.page import KeepChartPicture, PrintYearlyReport


def samples(desk: Desk) -> Iterator[Command[Any]]:
    """Yield every command of the room, each ready to run."""
    del desk
    yield PrintYearlyReport(date(2026, 1, 1), date(2026, 12, 31))
    yield KeepChartPicture("Présences", b"\x89PNG picture")
