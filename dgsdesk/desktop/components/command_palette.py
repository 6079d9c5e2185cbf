"""The command palette (Ctrl+K): « Aller à » then « Faire », matched letters in bold, the key at right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from dgsdesk.desktop.components.assistive import tell_chosen
from dgsdesk.desktop.components.filter_chips import ChipChoice, FilterChips
from dgsdesk.desktop.components.matched import Spans, bold_runs, match
from dgsdesk.desktop.components.paint import RIGHT, box, write, write_runs
from dgsdesk.desktop.components.rows import ITEM_ROLE, Heading, Row, RowsModel, Shown
from dgsdesk.desktop.components.search_field import SearchField
from dgsdesk.desktop.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_SHOWN_GO, _SHOWN_DO = 8, 5
_TOLD_MS = 600
"""The chosen line is told aloud so long after the last letter."""


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """A line of the palette. ``id`` names it for what was used last, ``also`` finds it too, ``do`` does it.

    ``second`` stands below, on a line of its own; spans are (begin, end) of what was found in each text, None
    where the palette finds the typed words by itself.
    """

    id: str
    text: str
    icon: str
    do: Callable[[], object]
    key: str = ""
    second: str = ""
    spans: Spans | None = None
    second_spans: Spans = ()
    also: str = ""


class _PaletteDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, palette: CommandPalette, view: QListView) -> None:
        super().__init__(view)
        self.theme = theme
        self._palette = palette

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of an entry of one line or two; less for a heading."""
        del option
        item = index.data(ITEM_ROLE)
        if isinstance(item, str):
            return QSize(100, round(self.theme.line("small")) + 10)
        if item.second:
            return QSize(100, self.theme.height("list_row_2", "body", "small"))
        return QSize(100, self.theme.height("list_row_1", "body"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a heading or an entry."""
        painter.save()
        item = index.data(ITEM_ROLE)
        rect = QRectF(option.rect)
        if isinstance(item, PaletteEntry):
            self._paint_entry(painter, rect, item, bool(option.state & QStyle.StateFlag.State_Selected))
        else:
            place = rect.adjusted(14, 2, -14, 0)
            font = self.theme.font("small", bold=True)
            write(painter, place, str(item), font, self.theme.color("text_soft"))
        painter.restore()

    def _paint_entry(self, painter: QPainter, rect: QRectF, entry: PaletteEntry, chosen: bool) -> None:
        theme = self.theme
        if chosen:
            painter.fillRect(rect, theme.color("selected"))
        ink = "on_selected" if chosen else "text"
        side = theme.icon_size("rail")
        theme.icons.paint(
            painter, entry.icon, ink, QRectF(rect.left() + 14, rect.center().y() - side / 2, side, side)
        )
        right = rect.adjusted(0, 0, -14, 0)
        hint = entry.key or (self._palette.tr("Entrée") if chosen else "")
        used = write(painter, right, hint, theme.font("small"), theme.color(ink), RIGHT) if hint else 0
        place = QRectF(rect.left() + side + 26, rect.top(), rect.width() - side - 52 - used, rect.height())
        spans = match(self._palette.text(), entry.text) or [] if entry.spans is None else entry.spans
        if entry.second:
            below = place.adjusted(0, place.height() / 2, 0, 0)
            place = place.adjusted(0, place.height() * 0.08, 0, -place.height() / 2)
            soft = "on_selected" if chosen else "text_soft"
            write_runs(
                painter, theme, below, bold_runs(entry.second, entry.second_spans), "small", soft, False
            )
        write_runs(painter, theme, place, bold_runs(entry.text, spans), "body", ink, False)


class CommandPalette(QWidget):
    """Floats over its parent. ``asked(question)`` wants destinations; `show_found` brings them, maybe later.

    The question is what is typed, behind the filters that the chips hold. Tab goes to the chips and back.
    """

    asked = Signal(str)
    used = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._acts: list[PaletteEntry] = []
        self._places: list[PaletteEntry] = []
        self._found: list[PaletteEntry] = []
        self._instead, self._answered = "", False
        self._guide: Callable[[str], object] | None = None
        self._recent: list[str] = []
        self._return_to: QWidget | None = None
        self._telling = QTimer(self, interval=_TOLD_MS, singleShot=True)
        self._telling.timeout.connect(self._tell)
        self._field = SearchField(
            theme, self.tr("Rechercher ou lancer une commande"), large=True, pause_ms=60
        )
        self._field.setFrame(False)
        self.chips = FilterChips(theme)
        self._model: RowsModel[PaletteEntry | str] = RowsModel(_shown, _key, self)
        self._view = QListView()
        self._build()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def _build(self) -> None:
        self.setAccessibleName(self.tr("Palette de commandes"))
        self._view.setModel(self._model)
        self._view.setItemDelegate(_PaletteDelegate(self.theme, self, self._view))
        self._view.setAccessibleName(self.tr("Résultats"))
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setMouseTracking(True)
        self._view.setMinimumHeight(1)  # a short list leaves the chips their room
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._view.clicked.connect(self._carry_out)
        self._field.textChanged.connect(lambda _: self._typed())
        self._field.installEventFilter(self)
        self.chips.changed.connect(self._narrowed)
        self.chips.left.connect(self._left_chips)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 4, 1, 6)
        layout.setSpacing(4)
        layout.addWidget(self._field)
        layout.addWidget(self.chips)
        layout.addWidget(self._view)

    def _restyle(self) -> None:
        palette = self._view.palette()
        for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
            palette.setColor(role, self.theme.color("raised"))
        self._view.setPalette(palette)
        self._field.setPalette(palette)
        self.update()

    # -- opening and closing ---------------------------------------------------------------------------------

    def text(self) -> str:
        """Return what is typed."""
        return self._field.text()

    def question(self) -> str:
        """Return what is looked for: what is typed, which may still grow, behind the filters."""
        return f"{self.chips.filters()} {self.text()}".strip()

    def offer_guide(self, look_up: Callable[[str], object]) -> None:
        """Offer to look in the guide for words that nothing answers."""
        self._guide = look_up

    def offer_filters(self, choices: Sequence[ChipChoice]) -> None:
        """Offer what a search may be narrowed by."""
        self.chips.offer(choices)
        self.place()

    def open_with(
        self, places: Sequence[PaletteEntry], acts: Sequence[PaletteEntry], recent: Sequence[str]
    ) -> None:
        """Open with the pages, the acts, and the ids of what was used last."""
        self._return_to = self.window().focusWidget()
        self._places, self._acts = list(places), list(acts)
        self._found, self._instead = [], ""
        self._recent = list(recent)
        self._fill()
        self.place()
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> None:
        """Stand under the search field, 640 px wide, at the right."""
        parent = self.parentWidget()
        assert parent is not None
        width = min(self.theme.wide(640), parent.width() - 16)
        rows = sum(self._view.sizeHintForRow(row) for row in range(self._model.rowCount()))
        chips = self.chips.heightForWidth(width - 2) + 4 if self.chips.chips else 0
        self.chips.setFixedHeight(max(chips - 4, 0))
        high = min(rows + self._field.minimumHeight() + chips + 18, parent.height() - 60)
        self.setGeometry(parent.width() - width - 8, 6, width, high)

    def close_palette(self) -> None:
        """Close and give the keyboard back to where it was."""
        self.hide()
        if self._return_to is not None:
            self._return_to.setFocus(Qt.FocusReason.OtherFocusReason)
        self._return_to = None

    # -- filling ---------------------------------------------------------------------------------------------

    def show_found(self, question: str, entries: Sequence[PaletteEntry], instead: str = "") -> None:
        """Show the destinations found for a question, unless something else is asked by now.

        ``instead`` are the words they were found by, where none is spelt as it was typed.
        """
        if question == self.question() and self.isVisible():
            self._found, self._instead, self._answered = list(entries), instead, True
            self._fill()
            self.place()

    def _typed(self) -> None:
        self._found, self._instead = [], ""
        self._ask()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget what was typed: a field emptied as it opens is told of before it has the keyboard."""
        super().hideEvent(event)
        self._telling.stop()
        if not event.spontaneous():
            self._field.clear()
            self.chips.clear()

    def _tell(self) -> None:
        """Have the chosen line said, or that there is none."""
        if self._field.hasFocus():
            tell_chosen(self._view)

    def _narrowed(self) -> None:
        """Ask anew, and let typing go on."""
        self._found, self._instead = [], ""
        self._ask()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        self._answered = False
        self._fill()
        self.place()
        if self.question():
            self.asked.emit(self.question())

    def _fill(self) -> None:
        words = self.text().strip()
        if self.chips.filters():
            go, do = self._found, []
        elif words:
            go = [*self._matching(self._places, words), *self._found][:_SHOWN_GO]
            do = self._matching(self._acts, words)[:_SHOWN_DO]
        else:
            by_id = {entry.id: entry for entry in [*self._places, *self._acts]}
            recent = [by_id[known] for known in self._recent if known in by_id]
            go = [e for e in recent if e in self._places] or self._places[:5]
            do = [e for e in recent if e in self._acts] or self._acts[:5]
        items: list[PaletteEntry | str] = []
        found = (
            self.tr("Aller à\u00a0: «\u00a0{}\u00a0»").format(self._instead)
            if self._instead
            else self.tr("Aller à")
        )
        groups = [(found, go), (self.tr("Faire"), do)]
        for title, entries in reversed(groups) if self._instead else groups:  # an act has the very words
            items += [title, *_distinct(entries)] if entries else []
        self._model.replace(items or [self._none().format(words), self._advice(), *self._of_guide(words)])
        self._choose(0, 1)
        if words or self.chips.filters():
            self._telling.start()

    def _none(self) -> str:
        narrowed = self.tr("Aucun résultat pour « {} » avec ces filtres")
        return narrowed if self.chips.filters() else self.tr("Aucun résultat pour « {} »")

    def _of_guide(self, words: str) -> list[PaletteEntry]:
        """Offer to look in the guide, once it is known that nothing was found."""
        if self._guide is None or not self._answered or self.chips.filters():
            return []
        text = self.tr("Chercher «\u00a0{}\u00a0» dans le guide").format(words)
        return [PaletteEntry("shell.guide", text, "info", partial(self._guide, words))]

    def _advice(self) -> str:
        if self.chips.filters():
            return self.tr("Retirez un filtre, ou essayez un seul mot.")
        return self.tr("Essayez un seul mot, ou le début d’un mot.")

    @staticmethod
    def _matching(entries: Sequence[PaletteEntry], words: str) -> list[PaletteEntry]:
        found = [(match(words, f"{entry.text} {entry.also}"), entry) for entry in entries]
        kept = [(spans[0][0] if spans else 0, entry) for spans, entry in found if spans is not None]
        return [entry for _, entry in sorted(kept, key=lambda pair: pair[0] > 0)]

    # -- keyboard --------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows choose, Enter carries out, Tab goes to the chips, Esc closes; leaving closes too."""
        if event.type() == QEvent.Type.FocusOut and watched is self._field:
            QTimer.singleShot(0, self, self._close_when_left)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key_pressed(event.key())
        return super().eventFilter(watched, event)

    def _close_when_left(self) -> None:
        """Close once the keyboard is elsewhere: neither in the palette nor in what a chip offers."""
        has = self.window().focusWidget()
        inside = has is self or (has is not None and self.isAncestorOf(has))
        if self.isVisible() and not inside and not self.underMouse():
            self.hide()

    def _key_pressed(self, key: int) -> bool:
        row = self._view.currentIndex().row()
        if key == Qt.Key.Key_Escape:
            self.close_palette()
        elif key == Qt.Key.Key_Down:
            self._choose(row + 1, 1)
            self._tell()
        elif key == Qt.Key.Key_Up:
            self._choose(row - 1, -1)
            self._tell()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._carry_out(self._view.currentIndex())
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.chips.step(1 if key == Qt.Key.Key_Tab else -1)
        else:
            return False
        return True

    def _left_chips(self, key: int) -> None:
        """Esc closes from the chips too; up and down choose again, from the field."""
        if key != Qt.Key.Key_Escape:
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._key_pressed(key)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round within the palette: from chip to chip, then back to the field."""
        chips = self.chips.chips
        ends = chips[-1:] if forward else chips[:1]
        if not chips or any(chip.hasFocus() for chip in ends):
            self._field.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.chips.step(1 if forward else -1)
        return True

    def _choose(self, row: int, step: int) -> None:
        while 0 <= row < self._model.rowCount():
            index = self._model.index(row, 0)
            if isinstance(index.data(ITEM_ROLE), PaletteEntry):
                self._view.setCurrentIndex(index)
                return
            row += step

    def _carry_out(self, index: QModelIndex) -> None:
        entry = index.data(ITEM_ROLE) if index.isValid() else None
        if isinstance(entry, PaletteEntry):
            self.close_palette()
            self.used.emit(entry.id)
            entry.do()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the floating ground."""
        del event
        painter = QPainter(self)
        theme, rect = self.theme, QRectF(self.rect())
        box(painter, rect, theme.tokens.radius["popup"], theme.color("raised"), theme.color("line_strong"))
        y = self._field.geometry().bottom() + 3
        painter.fillRect(QRectF(1, y, rect.width() - 2, 1), theme.color("line"))
        painter.end()


def _shown(item: PaletteEntry | str) -> Shown:
    if isinstance(item, str):
        return Heading(item)
    return Row(item.text, item.second, right=item.key, icon=item.icon)


def _key(item: PaletteEntry | str) -> str:
    return f"heading {item}" if isinstance(item, str) else item.id


def _distinct(entries: Sequence[PaletteEntry]) -> list[PaletteEntry]:
    seen: dict[str, PaletteEntry] = {}
    for entry in entries:
        seen.setdefault(entry.id, replace(entry))
    return list(seen.values())
