"""Reading only what changed says the same as reading everything."""

from __future__ import annotations

import gc
from dataclasses import replace
from functools import partial
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

from dgsdesk.desktop.editor.codec import document_blocks, insert_text, read_block, write_text
from dgsdesk.desktop.editor.formats import Fact, Kind, kind_of
from dgsdesk.desktop.editor.reading import Reading
from dgsdesk.desktop.shell import collector
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.domain.richtext import Cell, ListItem, Paragraph, RichText, Run, Table

_PIECE = RichText((Paragraph((Run("deux mots"),)), Table(((Cell((Paragraph((Run("case"),)),)),),))))

_EDITS = st.lists(
    st.tuples(
        st.sampled_from(
            ["type", "break", "erase", "object", "kind", "undo", "redo", "look", "whole", "read"]
        ),
        st.integers(0, 60),
        st.integers(0, 30),
    ),
    max_size=14,
)


def _edit(document: QTextDocument, what: str, place: int, length: int) -> None:
    last = document.characterCount() - 1
    cursor = QTextCursor(document)
    cursor.setPosition(min(place, last))
    cursor.setPosition(min(place + length, last), QTextCursor.MoveMode.KeepAnchor)
    match what:
        case "type":
            cursor.insertText("sel ")
        case "break":
            cursor.insertBlock()
        case "erase":
            cursor.removeSelectedText()
        case "object":
            insert_text(cursor, _PIECE)
        case "kind":
            look = QTextBlockFormat()
            look.setProperty(Fact.KIND, int(Kind.DECISION))
            cursor.mergeBlockFormat(look)
        case "undo":
            document.undo()
        case "redo":
            document.redo()
        case "look":
            look_of_letters = cursor.charFormat()
            look_of_letters.setFontItalic(True)
            cursor.mergeCharFormat(look_of_letters)
        case "whole":
            write_text(document, _PIECE)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_EDITS)
def test_what_was_read_before_follows_every_edit(
    qapp: QApplication, edits: list[tuple[str, int, int]]
) -> None:
    document = QTextDocument()
    reading = Reading(document)
    entries = tuple(ListItem((Run(f"point {n}"),), id=f"b{n}") for n in range(4))
    write_text(document, RichText(entries))
    for what, place, length in edits:
        _edit(document, what, place, length)
        if what == "read":
            reading.of_blocks()
    known = [(read.kind, read.blocks) for read in reading.of_blocks()]
    assert known == [(kind_of(block), tuple(read_block(block))) for block in document_blocks(document)]


def test_only_the_changed_block_is_read_again(qapp: QApplication) -> None:
    document = QTextDocument()
    reading = Reading(document)
    write_text(document, RichText(tuple(Paragraph((Run("un deux trois"),)) for _ in range(50))))
    before = reading.of_blocks()
    QTextCursor(document).insertText("zéro ")
    after = reading.of_blocks()
    assert [a is b for a, b in zip(before, after, strict=True)] == [False] + [True] * 49
    assert after[0].words == 4
    assert replace(after[0], blocks=(), words=0) == replace(before[0], blocks=(), words=0)


def test_the_whole_heap_is_looked_through_only_when_enough_was_made(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []
    monkeypatch.setattr(collector.gc, "collect", lambda: done.append(1))
    monkeypatch.setattr(collector.gc, "get_count", lambda: (0, 0, 9))
    collector.collect()
    assert not done
    monkeypatch.setattr(collector.gc, "get_count", lambda: (0, 0, 10))
    collector.collect()
    assert done == [1]
    assert gc.isenabled()


def test_what_was_found_alive_is_looked_at_again_only_while_the_window_is_left(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    heap = {name: partial(done.append, name) for name in ("freeze", "unfreeze", "collect", "enable")}
    more = {"get_threshold": lambda: (700, 10, 10), "set_threshold": lambda *_: None}
    monkeypatch.setattr(collector, "gc", SimpleNamespace(**heap, **more, get_count=lambda: (0, 0, 10)))
    state = [Qt.ApplicationState.ApplicationActive]
    monkeypatch.setattr(QGuiApplication, "applicationState", lambda: state[0])
    looks = collector.Collector(shell)
    done.clear()
    looks._tidy()
    looks._tidy()
    assert done == ["collect", "freeze"] * 2
    state[0] = Qt.ApplicationState.ApplicationInactive
    looks._tidy()
    assert done[4:] == ["unfreeze", "collect", "freeze"]
    state[0] = Qt.ApplicationState.ApplicationActive
    done.clear()
    for _ in range(collector._LEFT_ALONE + 1):
        looks._tidy()
    assert done[-3:] == ["unfreeze", "collect", "freeze"]  # nobody ever went away
    assert done.count("unfreeze") == 1
