"""The components under real clicks and keys."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QPoint, QPointF, QRectF, Qt, QUrl
from PySide6.QtGui import (
    QAccessible,
    QAction,
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QPainter,
    QPixmap,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QSpinBox, QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.desktop.components import toast as toast_module
from dgsdesk.desktop.components.badge import Badge, BadgeSpec, badge_of
from dgsdesk.desktop.components.buttons import Button, ButtonKind, IconButton
from dgsdesk.desktop.components.cell_editing import EDIT_ROLE, CellDelegate, next_editable
from dgsdesk.desktop.components.chart_view import ChartView
from dgsdesk.desktop.components.commune_map import CommuneMap
from dgsdesk.desktop.components.drop_zone import DropFrame, DropZone
from dgsdesk.desktop.components.focus_ring import FocusRing
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.map_painter import MapPoint
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.panes import ListAndDetail, SidePane
from dgsdesk.desktop.components.ring import DaysRing, ring_role, ring_share
from dgsdesk.desktop.components.search_field import SearchField
from dgsdesk.desktop.components.soft_shape import delaunay, near_triangles, spanning_edges
from dgsdesk.desktop.components.stepper import Step, Stepper
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.components.time_bar import TimeBar, TimePart, clock_words
from dgsdesk.desktop.components.toast import UndoToast
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.desktop.theme.theme import Theme, ThemeChoice

Called = Callable[[], tuple[list[Any], Callable[..., None]]]


def window_with(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    window = QWidget()
    layout = QVBoxLayout(window)
    for widget in widgets:
        layout.addWidget(widget)
        widget.__dict__["kept"] = window  # pytest-qt keeps windows weakly
    qtbot.addWidget(window)
    window.resize(700, 500)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window


# -- buttons and labels --------------------------------------------------------------------------------------


def test_a_button_follows_its_action(qtbot: QtBot, theme: Theme, called: Called) -> None:
    got, hear = called()
    action = QAction("&Publier 4 dates…")
    action.triggered.connect(lambda: hear("done"))
    button = Button(theme, kind=ButtonKind.FILLED, action=action)
    window_with(qtbot, button)
    assert button.text() == "Publier 4 dates…"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    action.setToolTip("Aucune date proposée")
    action.setEnabled(False)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert got == ["done"]
    assert button.toolTip() == "Aucune date proposée"


def test_the_focus_ring_comes_with_the_keyboard(qtbot: QtBot, theme: Theme) -> None:
    first, second = Button(theme, "Un"), Button(theme, "Deux")
    window = window_with(qtbot, first, second)
    ring = FocusRing(theme, window)
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert not ring.isVisible()
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    qtbot.waitUntil(ring.isVisible)
    assert ring.widget() is second


def test_a_chart_that_has_the_keyboard_has_the_ring(qtbot: QtBot, theme: Theme) -> None:
    first, chart = Button(theme, "Image"), ChartView(theme)
    window = window_with(qtbot, first, chart)
    ring = FocusRing(theme, window)
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert chart.hasFocus()
    qtbot.waitUntil(ring.isVisible)
    assert ring.widget() is chart


def test_icon_buttons_say_what_they_do(qtbot: QtBot, theme: Theme) -> None:
    button = IconButton(theme, "plus", "Ajouter", key="Entrée")
    qtbot.addWidget(button)
    spoken = QAccessible.queryAccessibleInterface(button)
    assert spoken.text(QAccessible.Text.Name) == "Ajouter"
    assert min(button.sizeHint().width(), button.sizeHint().height()) >= theme.size("hit_target_min")


def test_a_label_elides_and_keeps_the_whole(qtbot: QtBot, theme: Theme) -> None:
    label = TextLabel(theme, "Communauté d’agglomération de Clisson", elide=True)
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    assert label.text().endswith("…")
    assert label.toolTip() == label.whole_text()


# -- what is painted -----------------------------------------------------------------------------------------


def test_badges_have_word_and_colour(qtbot: QtBot, theme: Theme) -> None:
    badge = Badge(theme, badge_of("action.overdue"))
    qtbot.addWidget(badge)
    assert badge.accessibleName() == "En retard"
    image = badge.grab().toImage()
    assert image.pixelColor(3, image.height() // 2) == theme.color("bad_soft")


@pytest.mark.parametrize(
    ("left", "role", "share"), [(8, "accent", 1), (3, "accent", 0.375), (2, "warn", 0.25), (0, "bad", 1)]
)
def test_the_ring_turns_with_the_days(left: int, role: str, share: float) -> None:
    assert (ring_role(left), ring_share(left, 8)) == (role, share)


def test_the_ring_says_its_sentence(qtbot: QtBot, theme: Theme) -> None:
    ring = DaysRing(theme)
    qtbot.addWidget(ring)
    ring.show_days(5, 8, "Encore 5 jours")
    assert ring.accessibleName() == "Encore 5 jours"
    image = ring.grab().toImage()
    colors = {image.pixelColor(x, image.height() // 2).name() for x in range(image.width())}
    assert theme.color("accent").name() in colors


def test_too_much_time_is_hatched_in_red(qtbot: QtBot, theme: Theme) -> None:
    bar = TimeBar(theme)
    qtbot.addWidget(bar)
    bar.resize(600, bar.sizeHint().height())
    bar.show_plan([TimePart(100, "1", 1), TimePart(70, "2", 2)], 150, 570, "20 min de trop")
    assert (bar.planned, bar.over) == (170, 20)
    image = bar.grab().toImage()
    y = 11
    right = {image.pixelColor(x, y).name() for x in range(540, 598)}
    left = {image.pixelColor(x, y).name() for x in range(5, 520)}
    assert theme.color("chart_over").name() in right
    assert theme.color("chart_over").name() not in left


def test_hours_are_written_in_french() -> None:
    assert clock_words(570) == "9\u00a0h\u00a030"
    assert clock_words(720) == "12\u00a0h"


SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (5.0, 5.0)]


def test_triangles_join_near_neighbours() -> None:
    assert len(delaunay(SQUARE)) == 4
    assert len(spanning_edges(SQUARE)) == 4
    far = [*SQUARE, (200.0, 5.0), (201.0, 9.0), (201.0, 1.0)]
    joined = near_triangles(SQUARE)
    assert len(joined) == 4
    assert spanning_edges(far)
    assert delaunay([(0, 0), (1, 1)]) == []
    assert spanning_edges([]) == []


def test_the_map_shows_points_and_says_it(qtbot: QtBot, theme: Theme) -> None:
    shown = CommuneMap(theme)
    qtbot.addWidget(shown)
    shown.resize(600, 400)
    points = [
        MapPoint("44043", "Clisson", 47.087, -1.283, 7452, 1, "filled"),
        MapPoint("44063", "Gétigné", 47.076, -1.247, 3883),
        MapPoint("44100", "Monnières", 47.131, -1.355, 2388, 2),
    ]
    shown.show_communes(points, "Trois communes, Clisson accueille en premier")
    image = shown.grab().toImage()
    colors = {image.pixelColor(x, y).name() for x in range(0, 600, 2) for y in range(0, 400, 2)}
    for role in ("accent", "chart_2", "neutral_soft"):
        assert theme.color(role).name() in colors
    found = [shown.point_at(place) for place in shown.painter.places]
    assert [point.name for point in found if point] == ["Clisson", "Gétigné", "Monnières"]


def test_names_of_neighbouring_hosts_stand_apart_on_a_narrow_map(qtbot: QtBot, theme: Theme) -> None:
    shown = CommuneMap(theme)
    qtbot.addWidget(shown)
    shown.resize(230, 300)
    points = [
        MapPoint("1", "Saint-Lumine-de-Clisson", 47.082, -1.364, 2100, 1, "filled"),
        MapPoint("2", "Aigrefeuille-sur-Maine", 47.078, -1.402, 4156, 3, "dashed"),
        MapPoint("3", "Haute-Goulaine", 47.197, -1.427, 6095),
        MapPoint("4", "Vieillevigne", 46.971, -1.434, 4150, 2),
    ]
    shown.show_communes(points, "")
    marks = len(points)
    laid = shown.painter
    taken: list[QRectF] = [laid._mark(*pair) for pair in zip(laid.points, laid.places, strict=True)]
    ground = QPixmap(230, 300)
    painter = QPainter(ground)
    for point, place in zip(laid.points, laid.places, strict=True):
        if point.number is not None:
            laid._paint_name(painter, point, place, taken)
    painter.end()
    names = taken[marks:]
    assert len(names) == 3
    assert not any(one.intersects(other) for one, other in combinations(names, 2))
    assert all(shown.rect().contains(name.toAlignedRect()) for name in names)


def test_one_commune_or_none_do_not_break_the_map(qtbot: QtBot, theme: Theme) -> None:
    shown = CommuneMap(theme)
    qtbot.addWidget(shown)
    shown.resize(300, 300)
    for points in ([], [MapPoint("1", "Seule", 47.0, -1.0, 100)]):
        shown.show_communes(points, "")
        shown.grab()


# -- stepper, search, messages, toast ------------------------------------------------------------------------


def stepper_of(qtbot: QtBot, theme: Theme) -> Stepper:
    stepper = Stepper(theme, ("Préparer", "Inviter", "Tenir"), "Étapes")
    steps = [Step("Préparer", "fait", True), Step("Inviter", "aujourd’hui"), Step("Tenir")]
    stepper.show_steps(steps, 1)
    window_with(qtbot, stepper)
    return stepper


def test_steps_are_opened_by_mouse_and_keys(qtbot: QtBot, theme: Theme) -> None:
    stepper = stepper_of(qtbot, theme)
    told: list[int] = []
    stepper.opened.connect(told.append)
    assert stepper.opened_step() == 1
    cells = stepper._cells
    qtbot.mouseClick(cells[0], Qt.MouseButton.LeftButton)
    cells[0].setFocus()
    qtbot.keyClick(cells[0], Qt.Key.Key_Right)
    assert cells[1].hasFocus()
    qtbot.keyClick(cells[1], Qt.Key.Key_Right)
    qtbot.keyClick(cells[2], Qt.Key.Key_Return)
    assert told == [0, 2]
    assert cells[0].accessibleName() == "Étape 1 : Préparer, fait"
    assert cells[0].toolTip() == "fait"
    cells[1].toggle()  # what assistive technology does
    assert told == [0, 2, 1]
    assert [cell.isChecked() for cell in cells] == [False, True, False]


def test_searching_waits_for_a_pause_and_enter_does_not(qtbot: QtBot, theme: Theme) -> None:
    field = SearchField(theme, "Filtrer", pause_ms=20)
    window_with(qtbot, field)
    with qtbot.waitSignal(field.searched) as heard:
        qtbot.keyClicks(field, "sel")
    assert heard.args == ["sel"]
    told: list[str] = []
    field.searched.connect(told.append)
    qtbot.keyClicks(field, "s")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert told == ["sels", ""]


def test_a_message_offers_its_act_and_closes(qtbot: QtBot, theme: Theme, called: Called) -> None:
    got, hear = called()
    message = Message("Ce fichier ne vient pas d’ici.", "« a.docx »", button="Ouvrir", act=lambda: hear(1))
    shown = InlineMessage(theme, message, closable=True)
    window_with(qtbot, shown)
    qtbot.mouseClick(shown.findChildren(Button)[0], Qt.MouseButton.LeftButton)
    assert got == [1]
    assert shown.accessibleName() == "Ce fichier ne vient pas d’ici. « a.docx »"
    shown.setFocus()
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()


def test_the_toast_takes_back_and_never_takes_the_keyboard(
    qtbot: QtBot, theme: Theme, called: Called, monkeypatch: pytest.MonkeyPatch
) -> None:
    got, hear = called()
    told: list[str] = []
    monkeypatch.setattr(toast_module, "announce", lambda _, words: told.append(words))
    field = QLineEdit()
    window = window_with(qtbot, field)
    toast = UndoToast(theme, window)
    field.setFocus()
    toast.show_act("Point 2.2 reporté en janvier", lambda: hear("undone"))
    assert told == ["Point 2.2 reporté en janvier. Ctrl+Z l’annule."]
    assert toast.isVisible()
    assert field.hasFocus()
    assert toast.take_keyboard()
    qtbot.keyClick(toast._button, Qt.Key.Key_Space)
    assert got == ["undone"]
    assert not toast.isVisible()
    assert field.hasFocus()
    assert not toast.take_keyboard()


def test_esc_closes_the_toast_and_gives_the_keyboard_back(qtbot: QtBot, theme: Theme) -> None:
    field = QLineEdit()
    window = window_with(qtbot, field)
    toast = UndoToast(theme, window)
    field.setFocus()
    toast.show_act("Point reporté", lambda: None)
    toast.take_keyboard()
    qtbot.keyClick(toast._button, Qt.Key.Key_Escape)
    assert field.hasFocus()
    assert not toast.isVisible()


def test_dropped_files_are_handed_over(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    zone = DropZone(theme, QWidget())
    window_with(qtbot, zone)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("a.docx", "b.ics")])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(zone, QDragEnterEvent(QPoint(50, 50), copy, data, left, none))
    frame = zone.findChild(DropFrame)
    assert isinstance(frame, DropFrame)
    assert frame.isVisible()
    assert frame.accessibleName().startswith("Lâchez pour examiner 2 fichiers. Word, agenda. Rien")
    with qtbot.waitSignal(zone.dropped) as heard:
        QApplication.sendEvent(zone, QDropEvent(QPointF(50, 50), copy, data, left, none))
    assert heard.args == [[str(tmp_path / "a.docx"), str(tmp_path / "b.ics")]]
    assert not frame.isVisible()


# -- editing in cells ----------------------------------------------------------------------------------------


class Grid(QStandardItemModel):
    """A grid whose first column is a text, the second a number, the third fixed, the fourth a choice."""

    def __init__(self) -> None:
        super().__init__(2, 4)
        self.setHorizontalHeaderLabels(["Point", "Minutes", "Fixe", "Diffusion"])
        kinds: list[Any] = [None, (0, 300), None, [("Tous", "all"), ("DGS seuls", "dgs")]]
        values: list[Any] = ["Avaloirs", 30, "—", "all"]
        for row in range(2):
            for column in range(4):
                item = QStandardItem()
                item.setData(values[column], Qt.ItemDataRole.EditRole)
                item.setData(kinds[column], EDIT_ROLE)
                item.setEditable(column != 2)
                self.setItem(row, column, item)


def grid_of(qtbot: QtBot, theme: Theme) -> tuple[QTableView, QAbstractItemModel]:
    del theme
    model = Grid()
    view = QTableView()
    model.setParent(view)
    view.setModel(model)
    view.setItemDelegate(CellDelegate(view))
    window_with(qtbot, view)
    view.setFocus()
    view.setCurrentIndex(model.index(0, 0))
    return view, model


def editor_of(view: QTableView, kind: type[QWidget]) -> QWidget:
    editors = [
        e for e in view.viewport().findChildren(kind) if e.isVisible() and e.parent() is view.viewport()
    ]
    assert editors
    return editors[-1]


def test_enter_edits_tab_goes_on_and_leaving_keeps(qtbot: QtBot, theme: Theme) -> None:
    view, model = grid_of(qtbot, theme)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    text = editor_of(view, QLineEdit)
    qtbot.keyClicks(text, "Fosses")
    assert text.accessibleName() == "Point"
    qtbot.keyClick(text, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: bool(view.viewport().findChildren(QSpinBox)))
    number = editor_of(view, QSpinBox)
    assert isinstance(number, QSpinBox)
    qtbot.keyClick(number, Qt.Key.Key_Up)
    qtbot.keyClick(number, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: bool(view.viewport().findChildren(QComboBox)))
    assert model.index(0, 0).data() == "Fosses"
    assert model.index(0, 1).data() == 31


def test_esc_takes_back(qtbot: QtBot, theme: Theme) -> None:
    view, model = grid_of(qtbot, theme)
    qtbot.keyClick(view, Qt.Key.Key_F2)
    text = editor_of(view, QLineEdit)
    qtbot.keyClicks(text, "autre")
    qtbot.keyClick(text, Qt.Key.Key_Escape)
    assert model.index(0, 0).data() == "Avaloirs"


def test_the_next_cell_skips_what_is_fixed(qapp: object) -> None:
    model = Grid()
    assert next_editable(model.index(0, 1), 1).column() == 3
    assert next_editable(model.index(0, 3), 1).row() == 1
    assert not next_editable(model.index(1, 3), 1).isValid()
    assert not next_editable(QModelIndex(), 1).isValid()


# -- panes ---------------------------------------------------------------------------------------------------


def test_under_tabs_the_detail_is_opened_without_touching_its_buttons_and_esc_goes_back(
    qtbot: QtBot, theme: Theme, preferences: Preferences
) -> None:
    listed, detail = QLineEdit(), QWidget()
    act = Button(theme, "Classer")
    QVBoxLayout(detail).addWidget(act)
    panes = ListAndDetail(theme, preferences, "t", listed, detail, list_title="Liste", detail_title="Fiche")
    window = window_with(qtbot, panes)
    window.resize(400, 400)
    qtbot.waitUntil(lambda: panes.in_tabs)
    listed.setFocus()
    panes.bring_forward(detail=True)
    assert act.isVisible()
    assert not act.hasFocus()
    assert panes.isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert listed.isVisible()
    assert listed.hasFocus()


def test_a_narrow_window_puts_the_side_pane_under_a_tab(
    qtbot: QtBot, theme: Theme, preferences: Preferences
) -> None:
    main, side = QWidget(), QWidget()
    panes = SidePane(theme, preferences, "t", main, side, main_title="Liste", side_title="Détail")
    qtbot.addWidget(panes)
    panes.resize(1300, 500)
    panes.show()
    assert not panes.in_tabs
    assert side.isVisible()
    panes.resize(900, 500)
    assert panes.in_tabs
    assert not side.isVisible()
    panes.bring_forward(side=True)
    assert side.isVisible()
    panes.bring_forward(side=False)
    assert main.isVisible()
    panes.resize(1300, 500)
    assert side.isVisible()


def test_everything_can_be_painted_in_each_theme_and_size(qtbot: QtBot, theme: Theme) -> None:
    from dgsdesk.desktop.gallery import Gallery

    gallery = Gallery(theme)
    qtbot.addWidget(gallery)
    gallery.resize(1366, 768)
    gallery.show()
    gallery.float_all()
    seen: list[QColor] = []
    for choice, scale in (
        (ThemeChoice.DARK, 100),
        (ThemeChoice.HIGH_CONTRAST, 200),
        (ThemeChoice.LIGHT, 150),
    ):
        theme.choose(choice)
        theme.scale_text(scale)
        seen.append(gallery.grab().toImage().pixelColor(QPoint(3, 3)))
        assert seen[-1] == theme.color("surface")
    assert len({color.name() for color in seen}) == 3


def test_a_part_without_a_parent_never_flashes_as_a_window(qtbot: QtBot, theme: Theme) -> None:
    badge = Badge(theme, BadgeSpec("ok", "check", "Fait"))
    message = InlineMessage(theme, Message("Tout est prêt."), closable=True)
    assert not badge.isVisible()
    assert not message.isVisible()
    around = QWidget()
    qtbot.addWidget(around)
    layout = QVBoxLayout(around)
    layout.addWidget(badge)
    layout.addWidget(message)
    around.show()
    assert badge.isVisible()
    assert message.isVisible()


def test_what_is_being_typed_in_a_cell_outlives_a_new_reading(qtbot: QtBot, theme: Theme) -> None:
    view, model = grid_of(qtbot, theme)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    editor = editor_of(view, QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "Sel")
    model.dataChanged.emit(model.index(0, 0), model.index(model.rowCount() - 1, 1))
    assert editor.text() == "Sel"
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert model.index(0, 0).data() == "Sel"


# -- headers -------------------------------------------------------------------------------------------------


def test_buttons_go_below_the_title_where_it_would_be_cut(qtbot: QtBot, theme: Theme) -> None:
    header = PageHeader(theme, "Réunion du mardi 8 décembre 2026", "Mairie de Gorges")
    button = Button(theme, "Préparer l’invitation", kind=ButtonKind.FILLED)
    header.add_button(button)
    window = window_with(qtbot, header)
    window.resize(900, 300)
    qtbot.waitUntil(lambda: button.mapTo(window, QPoint()).x() > 600)
    window.resize(400, 300)
    qtbot.waitUntil(lambda: button.mapTo(window, QPoint()).x() < 40)
