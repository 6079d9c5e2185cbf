"""The acts of editing in the menu of a text: cut, copy, paste, and those of the registry that fit."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from dgsdesk.desktop.editor.rich_text_editor import RichTextEditor
from dgsdesk.desktop.editor.specs import TABLE_ACTS
from dgsdesk.desktop.shell.actions import ActionRegistry


def add_editing(menu: QMenu, field: RichTextEditor, actions: ActionRegistry, *, in_table: bool) -> None:
    """Add what one does to a text at its caret."""
    chosen, writable = field.textCursor().hasSelection(), not field.isReadOnly()
    clipboard = QGuiApplication.clipboard().mimeData()
    pastes = writable and clipboard is not None and field.canInsertFromMimeData(clipboard)
    standard = QKeySequence.StandardKey
    for words, handler, key, allowed in (
        (_tr("Couper"), field.cut, standard.Cut, chosen and writable),
        (_tr("Copier"), field.copy, standard.Copy, chosen),
        (_tr("Coller"), field.paste, standard.Paste, pastes),
    ):
        act = menu.addAction(words, handler)
        act.setEnabled(allowed)
        act.setShortcut(QKeySequence(key))
    if not writable:
        return
    menu.addAction(actions.action("write.paste_plain"))
    menu.addSeparator()
    menu.addAction(actions.action("write.link"))
    if field.picture_at_caret() is not None:
        menu.addAction(actions.action("write.describe"))
    if in_table:
        menu.addSeparator()
        for spec in TABLE_ACTS:
            menu.addAction(actions.action(spec.id))


def _tr(text: str) -> str:
    return QCoreApplication.translate("EditingMenu", text)
