"""A window prints in a process that goes again: the same bytes, and here where that process fails."""

from __future__ import annotations

import sys

import pytest

from dgsdesk.formats import printer
from dgsdesk.formats.pdf import write_pdf
from tests.formats.test_pdf import SAMPLES


def test_papers_come_from_a_process_that_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    paper, apart = next(iter(SAMPLES.values()))(), printer.Printer()
    here = write_pdf(paper)
    assert write_pdf(paper, apart.compiled) == here
    assert apart.is_running
    process = apart._process
    assert process is not None
    assert apart._leaving is not None
    apart._leaving.function()  # nothing was printed for a while
    assert not apart.is_running
    assert process.poll() is not None
    monkeypatch.setattr(printer, "own_program", lambda: [sys.executable, "-c", "print('broken')"])
    assert write_pdf(paper, apart.compiled) == here
    assert not apart.is_running
