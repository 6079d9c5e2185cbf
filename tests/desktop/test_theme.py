"""The theme: its colours are readable, its icons and letters are there, and it switches alive."""

from __future__ import annotations

import subprocess
import sys
from typing import cast

import pytest
from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QIcon, QPalette, QRawFont
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QCompleter,
    QLineEdit,
    QMenuBar,
    QStyle,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.launch import make_application
from dgsdesk.desktop.shell.main_window import window_as_left
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.desktop.theme.fonts import FIRST, RARER
from dgsdesk.desktop.theme.icons import IconPainter
from dgsdesk.desktop.theme.palette import to_color
from dgsdesk.desktop.theme.theme import Theme, ThemeChoice
from dgsdesk.desktop.theme.tokens import SCHEMES, tokens
from dgsdesk.shipped import shipped


def luminance(color: QColor) -> float:
    """Return the relative luminance of WCAG 2."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of WCAG 2, from 1 to 21."""
    lights = sorted((luminance(to_color(one)), luminance(to_color(other))), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


PAIRS = [
    (scheme, kind, pair, told)
    for scheme, kinds in tokens().contrast.items()
    for kind, pairs in kinds.items()
    for pair, told in pairs.items()
]


@pytest.mark.parametrize(("scheme", "kind", "pair", "told"), PAIRS)
def test_every_pair_in_use_is_readable(scheme: str, kind: str, pair: str, told: float) -> None:
    ink, ground = pair.split(" on ")
    colors = tokens().colors[scheme]
    found = contrast(colors[ink], colors[ground])
    assert found >= {"text": 4.5, "ui": 3.0}[kind]
    assert found == pytest.approx(told, abs=0.02)


def test_every_role_is_weighed_but_decoration() -> None:
    for scheme, kinds in tokens().contrast.items():
        weighed = {role for pairs in kinds.values() for pair in pairs for role in pair.split(" on ")}
        assert set(tokens().colors[scheme]) - weighed == {"line", "shadow"}


def test_every_scheme_has_every_role() -> None:
    roles = set(tokens().colors["light"])
    for scheme in SCHEMES:
        assert set(tokens().colors[scheme]) == roles
        assert all(to_color(value).isValid() for value in tokens().colors[scheme].values())


def test_every_named_icon_is_shipped() -> None:
    names = {*tokens().icons.values(), *(badge.icon for badge in tokens().badges.values())}
    missing = [name for name in names if not shipped("icons", f"{name}.svg").is_file()]
    assert not missing
    assert shipped("icons", "LICENSE").is_file()
    assert shipped("fonts", "OFL.txt").is_file()


@pytest.mark.parametrize("name", FIRST + RARER)
def test_fonts_hold_the_characters_of_french(qapp: object, name: str) -> None:
    font = QRawFont(str(shipped("fonts", name)), 14.0)
    for char in "\u202f\u00a0\u2011ŸœŒÀÉÇ«»’…–→№":
        assert font.supportsCharacter(ord(char)), hex(ord(char))


def test_digits_are_all_as_wide(theme: Theme) -> None:
    for style in ("small", "body", "title"):
        metrics = QFontMetricsF(theme.font(style))
        widths = [metrics.horizontalAdvance(digit) for digit in "0123456789"]
        assert max(widths) - min(widths) < 0.1


def test_themes_switch_and_icons_follow(theme: Theme) -> None:
    icon = theme.icon("nav.home", "accent")
    light = icon.pixmap(QSize(32, 32)).toImage()
    told: list[str] = []
    theme.changed.connect(lambda: told.append(theme.scheme))
    theme.choose(ThemeChoice.DARK)
    assert told[-1] == "dark"
    assert icon.pixmap(QSize(32, 32)).toImage() != light
    assert theme.color("surface") == QColor("#1F2425")
    theme.choose(ThemeChoice.HIGH_CONTRAST)
    assert theme.color("text") == QColor("#FFFFFF")
    told.clear()
    theme.choose(ThemeChoice.HIGH_CONTRAST)
    assert not told  # what looks so already is not made anew


def test_icons_take_the_colour_of_their_role(theme: Theme) -> None:
    image = theme.pixmap("square", "bad", 24).toImage()
    seen = {image.pixelColor(x, y).name() for x in range(24) for y in range(24)} - {"#000000"}
    assert theme.color("bad").name() in seen


def test_disabled_icons_are_grey(theme: Theme) -> None:
    icon = theme.icon("square", "bad")
    image = icon.pixmap(QSize(24, 24), QIcon.Mode.Disabled).toImage()
    seen = {image.pixelColor(x, y).name() for x in range(24) for y in range(24)}
    assert theme.color("disabled_text").name() in seen


def test_icon_engines_survive_copies(theme: Theme) -> None:
    for _ in range(200):
        copy = QIcon(theme.icon("act.send"))
        copy.setIsMask(False)
        assert not copy.pixmap(16, 16).isNull()


def test_unknown_icons_are_bugs(theme: Theme) -> None:
    with pytest.raises(FileNotFoundError):
        IconPainter(theme, {}).pixmap("no-such-icon", "text", 16)


def test_text_scales_by_steps_within_bounds(theme: Theme) -> None:
    small = theme.height("list_row_2", "body", "small")
    for _ in range(9):
        theme.zoom(1)
    assert theme.text_scale == 200
    assert theme.height("list_row_2", "body", "small") > small
    assert theme.font("body").pointSizeF() == pytest.approx(21)
    theme.zoom(0)
    assert theme.text_scale == 100
    theme.zoom(-1)
    assert theme.text_scale == 100


def test_twenty_thousand_calls_do_not_abort() -> None:
    """PySide6 6.12.0 loses references on Python 3.11 and aborts after some 5,100 calls."""
    code = (
        "from PySide6.QtWidgets import QApplication, QLabel\n"
        "app = QApplication([]); label = QLabel()\n"
        "for _ in range(20000): label.setText('x')\n"
        "print('alive', flush=True)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "alive" in done.stdout


def test_a_colour_that_a_painter_changes_stays_its_own(theme: Theme) -> None:
    theme.color("surface_alt").setAlpha(10)
    assert theme.color("surface_alt").alpha() == 255


def test_a_widget_that_moves_after_a_change_of_theme_keeps_the_new_one(qtbot: QtBot, theme: Theme) -> None:
    make_application()
    window, other = QWidget(), QWidget()
    panel = Panel(theme, "surface", parent=window)
    for widget in (window, other):
        qtbot.addWidget(widget)
        widget.show()
    theme.choose(ThemeChoice.DARK)
    panel.setParent(other)  # as a pane does that goes under a tab
    panel.show()
    assert panel.palette().window().color() == theme.color("surface")


@pytest.mark.parametrize("choice", [ThemeChoice.DARK, ThemeChoice.HIGH_CONTRAST])
def test_a_tooltip_can_be_read_in_a_theme_chosen_later(theme: Theme, choice: ThemeChoice) -> None:
    theme.spare_the_unseen()
    try:
        theme.choose(choice)
        tips = QToolTip.palette()
    finally:
        del theme._later
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        ink = tips.color(group, QPalette.ColorRole.ToolTipText)
        assert contrast(ink.name(), theme.color("raised").name()) >= 4.5


def test_what_is_in_sight_follows_at_once_and_the_rest_piece_by_piece(qtbot: QtBot, theme: Theme) -> None:
    page, hidden = QWidget(), QWidget()
    qtbot.addWidget(page)
    qtbot.addWidget(hidden)
    seen, unseen = TextLabel(theme, "Vu", parent=page), TextLabel(theme, "Caché", parent=hidden)
    hidden.show()
    hidden.hide()
    page.show()
    small = unseen.font()
    theme.spare_the_unseen()
    try:
        theme.scale_text(200)
        assert seen.font() == theme.font("body") != small
        assert unseen.font() == small
        qtbot.waitUntil(lambda: unseen.font() == theme.font("body"))
        theme.scale_text(100)
        theme.catch_up(hidden)  # a page is opened meanwhile
        assert unseen.font() == seen.font() == small
    finally:
        del theme._later


def test_what_is_on_a_page_that_nobody_sees_follows_behind_and_what_is_gone_is_forgotten(
    qtbot: QtBot, theme: Theme
) -> None:
    page, hidden = QWidget(), QWidget()
    qtbot.addWidget(page)
    hidden.setParent(page)
    hidden.hide()
    ground, gone = Panel(theme, "window", parent=hidden), Panel(theme, "surface", parent=page)
    page.show()
    theme.spare_the_unseen()
    followers = len(theme._followers)
    try:
        light = ground.palette().window().color()
        theme.choose(ThemeChoice.DARK)
        assert gone.palette().window().color() == theme.color("surface") != light
        assert ground.palette().window().color() == light
        qtbot.waitUntil(lambda: ground.palette().window().color() == theme.color("window"))
        gone.setParent(None)
        del gone
        assert len(theme._followers) == followers - 1
        theme.choose(ThemeChoice.LIGHT)
        theme.catch_up(page)
        assert ground.palette().window().color() == light
    finally:
        theme.choose(ThemeChoice.LIGHT)
        del theme._later


def test_a_field_is_as_low_as_before_once_the_text_is_small_again(qtbot: QtBot, theme: Theme) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    field = QComboBox()
    QVBoxLayout(page).addWidget(field)
    page.show()
    theme.spare_the_unseen()
    try:
        low = field.height()
        theme.scale_text(200)
        qtbot.waitUntil(lambda: field.height() > low)
        theme.scale_text(100)
        qtbot.waitUntil(lambda: field.height() == low)
    finally:
        theme.scale_text(100)
        del theme._later


def test_menus_keep_our_font_where_each_style_brings_the_systems(qtbot: QtBot) -> None:
    """So does Windows: with every style Qt gives menus, lists and tips the system's fonts again."""

    class LikeWindows:
        def __init__(self) -> None:
            self._app = make_application()

        def __getattr__(self, name: str) -> object:
            return getattr(self._app, name)

        def setStyle(self, style: QStyle) -> None:
            self._app.setStyle(style)
            self._app.setFont(QFont("Courier", 6), "QMenuBar")

        def setStyleSheet(self, sheet: str) -> None:
            self._app.setStyleSheet(sheet)
            self._app.setFont(QFont("Courier", 6), "QMenuBar")

    theme = Theme(cast("QApplication", LikeWindows()), whole=False)
    menus = QMenuBar()
    qtbot.addWidget(menus)
    menus.show()
    assert menus.font() == theme.font("body")
    theme.complete()
    assert menus.font() == theme.font("body")
    theme.choose(ThemeChoice.DARK)
    assert menus.font() == theme.font("body")


def test_a_label_that_nobody_sees_keeps_its_margins_through_another_theme(theme: Theme, qtbot: QtBot) -> None:
    label = TextLabel(theme, "Réunions")
    qtbot.addWidget(label)
    label.setContentsMargins(16, 0, 16, 0)
    label.resize(0, 0)
    theme.choose(ThemeChoice.DARK)
    assert label.contentsMargins().left() == 16
    QApplication.sendEvent(label, QEvent(QEvent.Type.StyleChange))  # in whatever order it hears of it
    assert label.contentsMargins().left() == 16
    theme.choose(ThemeChoice.LIGHT)


@pytest.mark.parametrize("kept", ["9" * 20, "-7", "@Variant(\\0)", "1000000"])
def test_a_rotten_memory_of_the_window_does_not_keep_it_from_opening(
    theme: Theme, preferences: Preferences, kept: str
) -> None:
    for key in ("theme/choice", "theme/text_scale", "window/rail_head", "window/geometry"):
        preferences.keep(key, kept)
    window = window_as_left(theme, preferences, ())
    assert window.minimumSizeHint().height() < 4000
    window.deleteLater()


@pytest.mark.parametrize("percent", [100, 200])
def test_names_offered_below_a_field_can_be_hit_without_aiming(
    qtbot: QtBot, theme: Theme, percent: int
) -> None:
    theme.scale_text(percent)
    field = QLineEdit()
    qtbot.addWidget(field)
    field.setCompleter(QCompleter(["DGS de Gorges", "DGS de Clisson"], field))
    field.show()
    qtbot.keyClicks(field, "DGS")
    popup = field.completer().popup()
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    assert popup.sizeHintForRow(0) >= max(24, popup.fontMetrics().height() + 8)
    words = popup.fontMetrics().horizontalAdvance("DGS de Clisson")
    assert popup.sizeHintForColumn(0) >= words + 12
    popup.hide()
