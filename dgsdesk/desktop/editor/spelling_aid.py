"""Spelling at hand: the words are read once, every editor is told, the menu at a word proposes others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QMenu

from dgsdesk.application.spelling import ForgetWord, LearnWord, Spelling, spelling
from dgsdesk.desktop.editor.editing_menu import add_editing
from dgsdesk.desktop.editor.rich_text_editor import RichTextEditor
from dgsdesk.desktop.editor.stretches import Place, caret_place, chosen, place_of, selection, stretches
from dgsdesk.desktop.editor.table_editor import TableEditor
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.spelling import word_at

KINDS = frozenset({"KnownWord", "Organisation", "Person", "Appointment", "Commission"})
"""What the known words are read from."""


class SpellingAid(QObject):
    """Wave under unknown words in the editors that it watches; propose, learn, pass over.

    The lexicon is read in the database worker when the first editor is shown, never before.
    """

    def __init__(self, host: PageHost, parent: QObject) -> None:
        super().__init__(parent)
        self._host = host
        self._spelling: Spelling | None = None
        self._learnt: frozenset[str] = frozenset()
        self._passed: frozenset[str] = frozenset()
        self._editors: list[TableEditor] = []
        host.hub.subscribe(self, lambda _: self.refresh(), KINDS)

    def watch(self, editor: TableEditor) -> None:
        """Judge the words of this editor from now on."""
        self._editors.append(editor)
        editor.destroyed.connect(lambda: self._forget(editor))
        editor.menu_asked.connect(lambda at: self.open_menu(editor, at))
        if self._spelling is not None:
            editor.show_spelling(self._spelling)
        elif len(self._editors) == 1:
            self.refresh()

    def _forget(self, editor: TableEditor) -> None:
        self._editors = [one for one in self._editors if one is not editor]

    def refresh(self) -> None:
        """Read the known words again."""
        self._host.ask(spelling, then=self._know, owner=self, replaces="spelling")

    def _know(self, known: Spelling) -> None:
        self._spelling = replace(known, own=known.own | self._passed, _asked={}, _lines={})
        self._learnt = known.own
        for editor in self._editors:
            editor.show_spelling(self._spelling)

    # -- the menu at a word --------------------------------------------------------------------------------

    def open_menu(self, editor: TableEditor, at: QPoint) -> QMenu:
        """Open the menu of the word under the caret: what may have been meant, then the acts of editing."""
        field = editor.under_hand()
        menu = QMenu(editor)
        menu.setAccessibleName(self.tr("Orthographe et édition"))
        word = misspelt_at(field, self._spelling) if self._spelling is not None else None
        if word is not None:
            self._offer_words(menu, field, word)
        else:
            self._offer_forgetting(menu, field)
        if menu.actions():
            menu.addSeparator()
        add_editing(menu, field, self._host.actions, in_table=editor.in_table)
        menu.popup(field.viewport().mapToGlobal(at))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _offer_forgetting(self, menu: QMenu, field: RichTextEditor) -> None:
        own = word_under(field)
        if own.replace("’", "'") in self._learnt:
            words = self.tr("Retirer « {} » du dictionnaire du réseau").format(own)
            menu.addAction(words, lambda: self._host.run(ForgetWord(own), owner=self))

    def _offer_words(self, menu: QMenu, field: RichTextEditor, word: QTextCursor) -> None:
        assert self._spelling is not None
        written = word.selectedText()
        proposed = self._spelling.suggest(written) if not field.isReadOnly() else ()
        for meant in proposed:
            act = menu.addAction(meant, partial(_put, field, word, meant))
            font = act.font()
            font.setBold(True)
            act.setFont(font)
        if proposed:
            menu.setActiveAction(menu.actions()[0])
        else:
            menu.addAction(self.tr("Aucune proposition")).setEnabled(False)
        menu.addSeparator()
        learn = self.tr("Ajouter « {} » au dictionnaire du réseau").format(written)
        menu.addAction(learn, lambda: self._host.run(LearnWord(written), owner=self))
        leave = self.tr("Laisser « {} » jusqu’à la fermeture").format(written)
        menu.addAction(leave, lambda: self._pass(written))

    def _pass(self, word: str) -> None:
        self._passed |= {word.replace("’", "'")}
        self.refresh()

    # -- from word to word ---------------------------------------------------------------------------------

    def go_to_next(self, editor: TableEditor | None, editors: Sequence[TableEditor]) -> bool:
        """Choose the next unknown word after the caret, in this editor then the others, and open its menu.

        ``editors`` are those of the page, in reading order; return whether there was one.
        """
        if self._spelling is None or not editors:
            return False
        first = editors.index(editor) if editor in editors else 0
        for rank in range(first, first + len(editors) + 1):
            one = editors[rank % len(editors)]
            after = caret_place(one) if rank == first and one is editor else None
            if self._choose_in(one, after, self._spelling):
                return True
        return False

    def _choose_in(self, editor: TableEditor, after: Place | None, known: Spelling) -> bool:
        for stretch in stretches(editor):
            for found in known.misspelt(stretch.text):
                if after is None or place_of(stretch, found.start) >= after:
                    editor.setFocus(Qt.FocusReason.OtherFocusReason)
                    chosen(editor, stretch, found.start, found.end)
                    field = editor.under_hand()
                    self.open_menu(editor, field.cursorRect().bottomLeft())
                    return True
        return False


def _put(field: RichTextEditor, word: QTextCursor, meant: str) -> None:
    if not field.isReadOnly():
        word.insertText(meant)
        field.setTextCursor(word)


def word_under(editor: RichTextEditor) -> str:
    """Return the word at the caret, or nothing."""
    cursor = editor.textCursor()
    text = cursor.block().text()
    spread = word_at(text, cursor.selectionStart() - cursor.block().position())
    return text[slice(*spread)] if spread else ""


def misspelt_at(editor: RichTextEditor, known: Spelling) -> QTextCursor | None:
    """Return a cursor that selects the unknown word at the caret, if there is one."""
    cursor = editor.textCursor()
    block = cursor.block()
    for found in known.misspelt(block.text()):
        word = selection(block, block.text(), found.start, found.end)
        if word.selectionStart() <= cursor.selectionStart() <= word.selectionEnd():
            return word
    return None
