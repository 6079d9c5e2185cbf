"""The command palette: what it finds, shows, carries out and has told aloud."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.desktop.components import command_palette
from dgsdesk.desktop.components.command_palette import CommandPalette, PaletteEntry
from dgsdesk.desktop.components.matched import fold, match
from dgsdesk.desktop.components.rows import ITEM_ROLE
from dgsdesk.desktop.theme.theme import Theme

Called = Callable[[], tuple[list[Any], Callable[..., None]]]


def test_words_are_found_without_accents_or_hyphens() -> None:
    assert fold("Château-Thébaud") == "chateau thebaud"
    assert match("chateau theb", "Château-Thébaud") == [(0, 7), (8, 12)]
    assert match("nantes", "Château-Thébaud") is None


def palette_of(qtbot: QtBot, theme: Theme, did: Callable[..., None]) -> tuple[QLineEdit, CommandPalette]:
    window, field = QWidget(), QLineEdit()
    QVBoxLayout(window).addWidget(field)
    qtbot.addWidget(window)
    field.__dict__["kept"] = window  # pytest-qt keeps windows weakly
    window.resize(700, 500)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    palette = CommandPalette(theme, window)
    places = [PaletteEntry("go.rota", "Tour d’accueil", "nav.rota", lambda: did("rota"), "Ctrl+3")]
    acts = [
        PaletteEntry("note", "Noter un sujet", "act.add", lambda: did("note"), "F8"),
        PaletteEntry("print", "Imprimer", "act.print", lambda: did("print")),
        PaletteEntry("larger", "Agrandir le texte", "plus", lambda: did("larger"), also="zoom police"),
    ]
    field.setFocus()
    palette.open_with(places, acts, ["print"])
    return field, palette


def test_the_palette_carries_out_and_gives_the_keyboard_back(
    qtbot: QtBot, theme: Theme, called: Called
) -> None:
    got, hear = called()
    field, palette = palette_of(qtbot, theme, hear)
    qtbot.keyClicks(palette._field, "note")
    qtbot.keyClick(palette._field, Qt.Key.Key_Return)
    assert got == ["note"]
    assert field.hasFocus()
    assert not palette.isVisible()


def test_the_palette_moves_by_arrows_and_takes_found_things(
    qtbot: QtBot, theme: Theme, called: Called
) -> None:
    got, hear = called()
    field, palette = palette_of(qtbot, theme, hear)
    qtbot.keyClicks(palette._field, "sujet")
    found = PaletteEntry("z", "Sujet commun : sel", "nav.subjects", lambda: hear("found"))
    palette.show_found("autre chose", [])
    palette.show_found("sujet", [found])
    qtbot.keyClick(palette._field, Qt.Key.Key_Down)
    qtbot.keyClick(palette._field, Qt.Key.Key_Up)
    qtbot.keyClick(palette._field, Qt.Key.Key_Return)
    assert got == ["found"]
    palette.open_with([], [], [])
    qtbot.keyClick(palette._field, Qt.Key.Key_Escape)
    assert field.hasFocus()


def test_the_palette_says_what_it_looked_for_instead_and_what_to_try(
    qtbot: QtBot, theme: Theme, called: Called
) -> None:
    _, palette = palette_of(qtbot, theme, called()[1])
    qtbot.keyClicks(palette._field, "zzz")
    found = PaletteEntry("z", "Sujet commun : sel", "nav.subjects", lambda: None)
    asked: list[str] = []

    def heads() -> list[str]:
        rows = (palette._model.index(row, 0).data(ITEM_ROLE) for row in range(palette._model.rowCount()))
        return [row.replace("\u00a0", " ") for row in rows if isinstance(row, str)]

    palette.show_found("zzz", [])
    assert heads() == ["Aucun résultat pour « zzz »", "Essayez un seul mot, ou le début d’un mot."]
    palette.show_found("zzz", [found], "sel")
    assert heads() == ["Aller à : « sel »"]
    palette.offer_guide(asked.append)
    palette.show_found("zzz", [found])
    qtbot.keyClicks(palette._field, "z")
    qtbot.keyClick(palette._field, Qt.Key.Key_Return)
    assert not asked  # the answer is still awaited
    palette.show_found("zzzz", [])
    qtbot.keyClick(palette._field, Qt.Key.Key_Return)
    assert asked == ["zzzz"]


@pytest.mark.parametrize(
    ("words", "act"), [("sujet", "note"), ("zoom", "larger")], ids=["its own words", "other words for it"]
)
def test_an_act_with_the_very_words_goes_before_what_was_found_by_others(
    qtbot: QtBot, theme: Theme, called: Called, words: str, act: str
) -> None:
    got, hear = called()
    _, palette = palette_of(qtbot, theme, hear)
    qtbot.keyClicks(palette._field, words)
    found = PaletteEntry("z", "Zone grise : sujétion", "nav.grey_zones", lambda: hear("found"))
    palette.show_found(words, [found], "sujétion")
    qtbot.keyClick(palette._field, Qt.Key.Key_Return)
    assert got == [act]


def test_the_palette_forgets_what_it_looked_for_instead(qtbot: QtBot, theme: Theme, called: Called) -> None:
    _, palette = palette_of(qtbot, theme, called()[1])
    qtbot.keyClicks(palette._field, "zzz")
    found = PaletteEntry("z", "Sujet commun : sel", "nav.subjects", lambda: None)
    palette.show_found("zzz", [found], "sel")
    palette.show_found("zzz", [found])
    assert palette._model.index(0, 0).data(ITEM_ROLE) == "Aller à"


def test_what_the_palette_chooses_is_told_aloud_while_the_field_has_the_keyboard(
    qtbot: QtBot, theme: Theme, called: Called, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = list[str]()
    spoken = Qt.ItemDataRole.AccessibleTextRole
    monkeypatch.setattr(
        command_palette,
        "tell_chosen",
        lambda view: told.append(view.model().index(max(view.currentIndex().row(), 0), 0).data(spoken)),
    )
    _, palette = palette_of(qtbot, theme, called()[1])
    assert not palette._telling.isActive()  # the field is said, nothing else
    qtbot.keyClicks(palette._field, "r")
    assert told == []
    palette._telling.timeout.emit()  # a rest behind the last letter
    qtbot.keyClick(palette._field, Qt.Key.Key_Down)
    assert told == ["Tour d’accueil, Ctrl+3", "Noter un sujet, F8"]
    qtbot.keyClicks(palette._field, "xyz")
    palette._telling.timeout.emit()
    assert told[2:] == ["Aucun résultat pour «\u00a0rxyz\u00a0»"]
    palette.close_palette()
    assert palette.text() == ""
    assert not palette._telling.isActive()


def test_a_passage_stands_on_a_second_line(qtbot: QtBot, theme: Theme, called: Called) -> None:
    _, palette = palette_of(qtbot, theme, called()[1])
    qtbot.keyClicks(palette._field, "sel")
    plain = PaletteEntry("a", "Sel", "nav.subjects", lambda: None, spans=((0, 3),))
    passage = "… le sel des rues …"
    answered = PaletteEntry("b", "Hiver", "nav.subjects", lambda: None, "", passage, (), ((5, 8),))
    palette.show_found("sel", [plain, answered])
    assert palette._view.sizeHintForRow(2) > palette._view.sizeHintForRow(1)
    before = palette.grab().toImage()
    palette.show_found("sel", [plain, replace(answered, second_spans=())])
    assert palette.grab().toImage() != before
