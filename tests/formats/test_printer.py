"""A window prints and draws pages in a process that goes again: the same, and here where it fails."""

from __future__ import annotations

import sys

import pytest

from dgsdesk.domain.errors import BadInput
from dgsdesk.formats import pages_apart, printer
from dgsdesk.formats.pages_apart import PagesApart
from dgsdesk.formats.pdf import write_pdf
from dgsdesk.formats.pdf_pages import PdfPages
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


def _told(pages: PdfPages | PagesApart) -> list[object]:
    return [pages.sizes, pages.picture(0, 300), pages.words(0)]


def test_pages_are_drawn_in_that_process_which_stays_as_long_as_they_are_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    papers = [write_pdf(make()) for make in list(SAMPLES.values())[:2]]
    expected = [_told(PdfPages(paper)) for paper in papers]
    with monkeypatch.context() as here:
        here.setattr(pages_apart, "PdfPages", lambda _content: pytest.fail("drawn here"))
        apart = printer.Printer()
        first, second = (PagesApart(paper, apart) for paper in papers)
        assert [_told(first), _told(second), _told(first)] == [*expected, expected[0]]
        first.close()
        first.close()  # twice lets the process go once
        assert apart._leaving is None or apart._leaving.finished.is_set()
        apart.close()
        assert second.words(0) == expected[1][2]  # of another process, which takes the file again
        second.close()
        assert apart._leaving is not None
        assert not apart._leaving.finished.is_set()
        assert second.picture(0, 300).pixels == b"", "of a file that was closed"
    apart.close()


def test_pages_are_drawn_here_where_that_process_is_busy_or_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = write_pdf(next(iter(SAMPLES.values()))())
    expected, apart = _told(PdfPages(paper)), printer.Printer()
    monkeypatch.setattr(printer, "_BUSY_S", 0.01)
    pages = PagesApart(paper, apart)
    with apart._lock:
        assert _told(pages) == expected
    apart.close()
    monkeypatch.setattr(printer, "own_program", lambda: [sys.executable, "-c", "print('broken')"])
    assert _told(pages) == expected
    with pytest.raises(BadInput):
        PagesApart(b"no paper", apart)
    pages.close()
    assert not apart.is_running
    assert apart._looked_at == 0
