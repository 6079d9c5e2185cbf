"""How the rail looks, for its list as for the first paint, which does without a list (5 ms)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from dgsdesk.desktop.components.paint import CENTER, Painted, box, write
from dgsdesk.desktop.shell.place import PagePlace, Place
from dgsdesk.desktop.theme.theme import Theme

_LINE = 29


class Gap(NamedTuple):
    """A line between groups, or the room that pushes the foot down."""

    line: bool

    def height(self, room: int) -> int:
        """Return its height; ``room`` is what is left before the foot."""
        return _LINE if self.line else room


def rail_items(places: Sequence[PagePlace]) -> list[PagePlace | Gap]:
    """Return the pages in the order of the rail, with the gaps between their groups."""
    items: list[PagePlace | Gap] = []
    for place, gap in ((Place.MAIN, None), (Place.BELOW_LINE, Gap(True)), (Place.FOOT, Gap(False))):
        group = sorted((e for e in places if e.place is place), key=lambda e: e.rank or 10)
        if group and gap is not None:
            items.append(gap)
        items.extend(group)
    return items


def item_height(theme: Theme) -> int:
    """Return 36 px and a gap of one, or more with larger text."""
    return theme.height("rail_item", "body") + 1


def room_before_foot(theme: Theme, items: Sequence[PagePlace | Gap], height: int) -> int:
    """Return the height that pushes the settings to the bottom of a rail of ``height``."""
    pages = sum(1 for item in items if isinstance(item, PagePlace))
    lines = len(items) - pages - 1
    return max(height - pages * item_height(theme) - lines * _LINE - 8, 8)


def inner(rect: QRectF) -> QRectF:
    """Return where an item paints, within its row."""
    return rect.adjusted(8, 0, -8, -1)


def paint_line(painter: QPainter, theme: Theme, rect: QRectF, gap: Gap) -> None:
    """Paint the line between groups; the room before the foot stays empty."""
    if gap.line:
        y = round(rect.center().y())
        painter.fillRect(QRectF(rect.left() + 8, y, rect.width() - 16, 1), theme.color("line"))


def paint_entry(
    painter: QPainter,
    theme: Theme,
    rect: QRectF,
    place: PagePlace,
    *,
    folded: bool,
    look: str = "",
    count: int = 0,
) -> None:
    """Paint icon and word.

    ``look`` is ``current`` (on the page's ground, with a bar), ``hover``, ``asleep`` (no network is open),
    ``awaits`` (files held over the window go there) or empty.
    """
    current, asleep, awaits = look == "current", look == "asleep", look == "awaits"
    if current:
        box(painter, rect, 5, theme.color("surface"))
        painter.fillRect(QRectF(rect.left(), rect.top() + 8, 3, rect.height() - 16), theme.color("accent"))
    elif awaits:
        box(painter, rect, 5, theme.color("selected"), theme.color("selected_bar"), 2, dashed=True)
    elif look and not asleep:
        box(painter, rect, 5, theme.color(look))
    side = theme.icon_size("rail")
    x = rect.left() + (rect.width() - side) / 2 if folded else rect.left() + 10
    icon = QRectF(x, rect.center().y() - side / 2, side, side)
    tint, role = ("accent_text" if current else "text_soft"), "text"
    if asleep or awaits:
        tint = role = "disabled_text" if asleep else "on_selected"
    theme.icons.paint(painter, place.icon, tint, icon)
    if not folded:
        words = QRectF(icon.right() + 11, rect.top(), rect.right() - icon.right() - 12, rect.height())
        write(painter, words, place.title, theme.font("body", bold=current), theme.color(role))
    if count:
        _paint_count(painter, theme, rect, icon, str(count), folded)


def _paint_count(
    painter: QPainter, theme: Theme, rect: QRectF, icon: QRectF, count: str, folded: bool
) -> None:
    font = theme.font("caption", bold=True)
    width = max(theme.wide(21), theme.metrics("caption", bold=True).horizontalAdvance(count) + 12)
    height = theme.line("caption") + 4
    disc = QRectF(0, 0, width, height)
    if folded:
        disc = QRectF(0, 0, height, height)
        disc.moveCenter(QPointF(icon.right() + 1, icon.top()))
    else:
        disc.moveCenter(QPointF(rect.right() - width / 2 - 10, rect.center().y()))
    box(painter, disc, disc.height() / 2, theme.color("accent"))
    write(painter, disc, count, font, theme.color("on_accent"), CENTER, elide=False)


class RailFace(Painted):
    """The rail of the first paint; the list takes its place behind it."""

    def __init__(self, theme: Theme, places: Sequence[PagePlace], parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.folded = False
        self._items = rail_items(places)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the items, one below the other."""
        del event
        painter = QPainter(self)
        room, high = room_before_foot(self.theme, self._items, self.height()), item_height(self.theme)
        top = 0
        for item in self._items:
            height = item.height(room) if isinstance(item, Gap) else high
            rect = inner(QRectF(0, top, self.width(), height))
            if isinstance(item, Gap):
                paint_line(painter, self.theme, rect, item)
            else:
                paint_entry(painter, self.theme, rect, item, folded=self.folded)
            top += height
        painter.end()
