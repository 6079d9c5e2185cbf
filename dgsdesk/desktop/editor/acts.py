"""The acts of writing: one registry for menus, palette, toolbar and keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.editor.find_bar import FindBar
from dgsdesk.desktop.editor.finding import Finding
from dgsdesk.desktop.editor.line_bar import LineBar, stacked
from dgsdesk.desktop.editor.notes_editor import NotesEditor
from dgsdesk.desktop.editor.pictures import Pictures
from dgsdesk.desktop.editor.reserve import offer_levels
from dgsdesk.desktop.editor.rich_text_editor import RichTextEditor
from dgsdesk.desktop.editor.specs import ACTS, TABLE_ACTS
from dgsdesk.desktop.editor.spelling_aid import SpellingAid
from dgsdesk.desktop.editor.table_editor import TableEditor
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.linking import link_address


class Writing(QObject):
    """Do the acts of writing in the editor that has, or last had, the keyboard.

    Several pages have editors: each calls `take` when it comes to the front and shows ``bars`` above its
    texts. `follow` makes an editor known, in reading order.
    """

    def __init__(self, host: PageHost, parent: QObject) -> None:
        super().__init__(parent)
        self._host = host
        self.editor: TableEditor | None = None
        self.editors: list[TableEditor] = []
        self.spelling = SpellingAid(host, self)
        self.pictures = Pictures(host, self)
        self.find_bar = FindBar(host.theme)
        self.line_bar = LineBar(host.theme)
        self.bars = stacked(self.find_bar, self.line_bar)
        self.finding = Finding(host.theme, self.find_bar, self._shown, lambda: self.editor, self)
        self.line_bar.closed.connect(self._back_to_text)

    def follow(self, editor: TableEditor) -> None:
        """Make this the editor that is meant, whenever it takes the keyboard."""
        self.editors.append(editor)
        editor.entered.connect(lambda: self._enter(editor))
        editor.caret_changed.connect(self._allow)
        editor.edited.connect(self.finding.text_changed)
        editor.destroyed.connect(lambda: self._forget(editor))
        self.spelling.watch(editor)
        self.pictures.watch(editor)

    def _shown(self) -> list[TableEditor]:
        """Return the editors that are in sight; one hidden behind another is not searched."""
        return [editor for editor in self.editors if not editor.isHidden()]

    def _forget(self, editor: TableEditor) -> None:
        self.editors = [one for one in self.editors if one is not editor]
        if self.editor is editor:
            self.editor = None

    def _enter(self, editor: TableEditor) -> None:
        self.editor = editor
        self._allow()

    def take(self) -> None:
        """Bind the acts to this page's editors."""
        for spec in ACTS:
            self._host.actions.bind(spec.id, partial(self._do, spec.id))
        self._allow()

    def _allow(self) -> None:
        """Let the acts of a table be done in a table alone."""
        in_table = self.editor is not None and self.editor.in_table
        if in_table != self._host.actions.action(TABLE_ACTS[0].id).isEnabled():
            for spec in TABLE_ACTS:
                self._host.actions.allow(spec.id, in_table, self.tr("Placez-vous d’abord dans un tableau."))

    def _do(self, act: str) -> None:
        page_acts: dict[str, Callable[[], object]] = {
            "write.find": partial(self.open_find, replacing=False),
            "write.replace": partial(self.open_find, replacing=True),
            "write.find_next": lambda: self.finding.step(1),
            "write.find_previous": lambda: self.finding.step(-1),
            "write.next_fault": self.next_fault,
            "write.link": self.ask_link,
            "write.picture": self.choose_picture,
            "write.describe": self.ask_description,
        }
        if act in page_acts:
            page_acts[act]()
            return
        focused = QApplication.focusWidget()
        editor = focused if isinstance(focused, RichTextEditor) else self._writable()
        if editor is not None and not editor.isReadOnly():
            outer = self.editor if self.editor is not None and self.editor.under_hand() is editor else None
            perform(editor, act, outer)

    def act(self, act: str) -> None:
        """Do an act of writing, as its key does."""
        self._do(act)

    def _writable(self) -> RichTextEditor | None:
        if self.editor is None or self.editor.isReadOnly() or not self.editor.isVisible():
            return None
        return self.editor.under_hand()

    def open_find(self, *, replacing: bool) -> None:
        """Open the find bar in the place of the other one."""
        self.line_bar.hide()
        self.finding.open_bar(replacing=replacing)

    def next_fault(self) -> None:
        """Go to the next misspelt word of the page."""
        if not self.spelling.go_to_next(self.editor, self._shown()):
            self._host.tell(Message(self.tr("Aucun mot inconnu dans ce texte."), tone="info"))

    # -- links and pictures --------------------------------------------------------------------------------

    def ask_link(self) -> None:
        """Ask for the address of a link in the bar."""
        editor = self._writable()
        if editor is None:
            return
        place = editor.link_at_caret()
        words, address = place.selectedText(), place.charFormat().anchorHref()

        def take(values: list[str]) -> str:
            wanted = link_address(values[1])
            if not wanted:
                return self.tr("Écrivez une adresse du web (https://…) ou de courriel.")
            editor.set_link(place, values[0], wanted)
            return ""

        self.find_bar.hide()
        remove = (self.tr("Retirer le lien"), lambda: editor.set_link(place, words, ""))
        names = [(self.tr("Texte"), words), (self.tr("Adresse"), address)]
        self.line_bar.ask(names, take, remove=remove if address else None)

    def choose_picture(self) -> None:
        """Let the user choose a picture to insert."""
        if (editor := self._writable()) is not None:
            self.pictures.choose(editor)

    def ask_description(self) -> None:
        """Ask what the picture at the caret shows."""
        editor = self._writable()
        found = editor.picture_at_caret() if editor is not None else None
        if editor is None or found is None:
            self._host.tell(Message(self.tr("Placez-vous d’abord sur une image."), tone="info"))
            return
        place, image = found

        def take(values: list[str]) -> str:
            editor.describe_picture(place, image, values[0])
            return ""

        self.line_bar.ask([(self.tr("Ce que montre l’image"), image.alt)], take)

    def _back_to_text(self) -> None:
        if self.editor is not None:
            self.editor.under_hand().setFocus()


def perform(editor: RichTextEditor, act: str, outer: TableEditor | None = None) -> None:
    """Do one act of writing in an editor; ``outer`` holds the table when it edits a cell."""
    table = outer if outer is not None else editor if isinstance(editor, TableEditor) else None
    acts: dict[str, Callable[[], object]] = {
        "write.bold": editor.toggle_bold,
        "write.italic": editor.toggle_italic,
        "write.underline": editor.toggle_underline,
        "write.heading": editor.toggle_heading,
        "write.bullets": partial(editor.toggle_list, ordered=False),
        "write.numbers": partial(editor.toggle_list, ordered=True),
        "write.paste_plain": editor.paste_plain,
        "write.reserve": partial(offer_levels, outer or editor),
    }
    if table is not None:
        acts |= {
            "write.table": table.insert_table,
            "write.row_below": partial(table.add_row, below=True),
            "write.row_above": partial(table.add_row, below=False),
            "write.column_right": partial(table.add_column, right=True),
            "write.column_left": partial(table.add_column, right=False),
            "write.remove_row": table.remove_row,
            "write.remove_column": table.remove_column,
            "write.remove_table": table.remove_table,
        }
    if isinstance(editor, NotesEditor):
        acts |= {"write.decision": editor.make_decision, "write.action": editor.make_action}
    if act in acts:
        acts[act]()
