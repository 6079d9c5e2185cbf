"""Finding in the editors of a page: marks, counts, goes from one place to the next, replaces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from dgsdesk.desktop.editor.codec import object_format, object_of
from dgsdesk.desktop.editor.find_bar import FindBar
from dgsdesk.desktop.editor.stretches import Stretch, caret_place, chosen, place_of, selection, stretches
from dgsdesk.desktop.editor.table_editor import TableEditor
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.finding import Search, replaced_in_table
from dgsdesk.domain.richtext import Table

_KEEP = QTextCursor.MoveMode.KeepAnchor


@dataclass(frozen=True)
class Found:
    """One place."""

    editor: TableEditor
    stretch: Stretch
    start: int
    end: int


class Finding(QObject):
    """Serve a find bar over the editors that ``editors()`` gives in reading order.

    ``here()`` is the editor under the hand. ``replace_everywhere(search, by)`` replaces in all of them as one
    act; without it, each is replaced in by itself.
    """

    def __init__(
        self,
        theme: Theme,
        bar: FindBar,
        editors: Callable[[], Sequence[TableEditor]],
        here: Callable[[], TableEditor | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bar = bar
        self._editors = editors
        self._here = here
        self._found: list[Found] = []
        self._at = -1
        self.replace_everywhere: Callable[[Search, str], None] | None = None
        bar.searched.connect(self.look)
        bar.stepped.connect(self.step)
        bar.replaced_one.connect(self.replace_one)
        bar.replaced_all.connect(self.replace_all)
        bar.closed.connect(self._close)

    def open_bar(self, *, replacing: bool) -> None:
        """Open the bar with what is selected."""
        editor = self._here()
        words = editor.under_hand().textCursor().selectedText() if editor is not None else ""
        self._bar.everywhere.setVisible(len(self._editors()) > 1)
        self._bar.open_bar(words, replacing=replacing)

    def _scope(self) -> list[TableEditor]:
        here = self._here()
        if self._bar.everywhere.isChecked() or here is None:
            return list(self._editors())
        return [here]

    def look(self) -> None:
        """Look for the words, mark them, and count; nothing is chosen yet."""
        search = self._bar.search
        self._found = [
            Found(editor, stretch, start, end)
            for editor in self._scope()
            for stretch in stretches(editor)
            for start, end in search.places(stretch.text)
        ]
        self._at = -1
        self._mark()
        self._bar.show_count(0, len(self._found))

    def text_changed(self) -> None:
        """Look again: the text is no longer what was searched."""
        if not self._bar.isHidden() and self._bar.field.text():
            self.look()

    def _mark(self) -> None:
        marks: dict[TableEditor, list[QTextEdit.ExtraSelection]] = defaultdict(list)
        look = QTextCharFormat()
        look.setBackground(self._theme.color("mark_on"))
        look.setForeground(self._theme.color("text"))
        for found in self._found:
            if found.stretch.cell is None:
                mark = QTextEdit.ExtraSelection()
                block = found.editor.document().findBlock(found.stretch.place)
                cursor = selection(block, found.stretch.text, found.start, found.end)
                mark.cursor, mark.format = cursor, look
                marks[found.editor].append(mark)
        for editor in self._editors():
            editor.setExtraSelections(marks[editor])

    def step(self, step: int) -> None:
        """Choose the next or the former place; after the last comes the first again."""
        if not self._found:
            return
        if self._at < 0:
            self._at = self._nearest(step)
        else:
            self._at = (self._at + step) % len(self._found)
        found = self._found[self._at]
        chosen(found.editor, found.stretch, found.start, found.end)
        self._bar.show_count(self._at + 1, len(self._found))

    def _nearest(self, step: int) -> int:
        """Return the first place after the caret, or the last one before it."""
        here = self._here()
        order = {editor: rank for rank, editor in enumerate(self._editors())}
        if here is None or here not in order:
            return 0 if step > 0 else len(self._found) - 1
        caret = (order[here], caret_place(here))
        places = [(order[f.editor], place_of(f.stretch, f.start)) for f in self._found]
        after = next((at for at, place in enumerate(places) if place >= caret), len(places))
        return (after if step > 0 else after - 1) % len(places)

    # -- replacing -----------------------------------------------------------------------------------------

    def replace_one(self) -> None:
        """Replace the place that is chosen and go to the next; choose one first when none is."""
        if self._at < 0:
            self.step(1)
            return
        found = self._found[self._at]
        if found.editor.isReadOnly():
            return
        cursor = found.editor.under_hand().textCursor()
        if self._bar.search.places(cursor.selectedText()) == [(0, len(cursor.selectedText()))]:
            cursor.insertText(self._bar.by.text())
        found.editor.settle()
        at = self._at
        self.look()
        if self._found:
            self._at = (at - 1) % len(self._found) if at else -1
            self.step(1)

    def replace_all(self) -> None:
        """Replace every place: as one step of each text, or as one act over all of them."""
        search, by = self._bar.search, self._bar.by.text()
        scope = [editor for editor in self._scope() if not editor.isReadOnly()]
        if len(scope) > 1 and self.replace_everywhere is not None:
            self.replace_everywhere(search, by)
            return
        total = sum(self._replace_in(editor, search, by) for editor in scope)
        self.look()
        self._bar.show_replaced(total)

    def _replace_in(self, editor: TableEditor, search: Search, by: str) -> int:
        """Replace every place of one editor in one step of undo."""
        editor.close_cell()
        mine = [found for found in self._found if found.editor is editor]
        whole = QTextCursor(editor.document())
        whole.beginEditBlock()
        for place in sorted({found.stretch.place for found in mine if found.stretch.cell is not None}):
            self._replace_in_table(editor, place, search, by)
        for found in reversed([found for found in mine if found.stretch.cell is None]):
            block = editor.document().findBlock(found.stretch.place)
            selection(block, found.stretch.text, found.start, found.end).insertText(by)
        whole.endEditBlock()
        return len(mine)

    @staticmethod
    def _replace_in_table(editor: TableEditor, place: int, search: Search, by: str) -> None:
        cursor = QTextCursor(editor.document())
        cursor.setPosition(place)
        cursor.setPosition(place + 1, _KEEP)
        table = object_of(cursor.charFormat())
        if isinstance(table, Table):
            cursor.setCharFormat(object_format(replaced_in_table(table, search, by)[0]))

    def _close(self) -> None:
        self._found, self._at = [], -1
        for editor in self._editors():
            editor.setExtraSelections([])
        here = self._here()
        if here is not None:
            here.under_hand().setFocus(Qt.FocusReason.OtherFocusReason)
