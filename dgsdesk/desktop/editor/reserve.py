"""Reserving paragraphs to an audience: the menu at the caret."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu

from dgsdesk.desktop.editor.formats import facts_of
from dgsdesk.desktop.editor.rich_text_editor import RichTextEditor
from dgsdesk.domain.audience import AUDIENCE_WORDS, Audience
from dgsdesk.domain.wording import capitalised


def offer_levels(editor: RichTextEditor) -> QMenu:
    """Open the menu of levels at the caret; the level of its paragraph is ticked."""
    menu = QMenu(editor)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName(QCoreApplication.translate("reserve", "Réserver ce paragraphe à"))
    now = facts_of(editor.textCursor().block()).audience
    for level in Audience:
        act = menu.addAction(_words(level))
        act.setCheckable(True)
        act.setChecked(level is now)
        act.triggered.connect(lambda _=False, level=level: editor.reserve(level))
    menu.popup(editor.viewport().mapToGlobal(editor.cursorRect().bottomLeft()))
    return menu


def _words(level: Audience) -> str:
    if level is Audience.ALL:
        return QCoreApplication.translate("reserve", "Tous les lecteurs du point")
    return capitalised(AUDIENCE_WORDS[level])
