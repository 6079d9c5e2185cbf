"""The acts of writing: one registry for menus, palette, toolbar and keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QApplication

from dgsdesk.desktop.editor.notes_editor import NotesEditor
from dgsdesk.desktop.editor.reserve import offer_levels
from dgsdesk.desktop.editor.rich_text_editor import RichTextEditor
from dgsdesk.desktop.editor.specs import ACTS
from dgsdesk.desktop.shell.actions import ActionRegistry


class Writing:
    """Do the acts of writing in the editor that has, or last had, the keyboard.

    Several pages have editors: each calls `take` when it comes to the front.
    """

    def __init__(self, actions: ActionRegistry) -> None:
        self._actions = actions
        self.editor: RichTextEditor | None = None

    def follow(self, editor: RichTextEditor) -> None:
        """Make this the editor that is meant, whenever it takes the keyboard."""
        editor.entered.connect(lambda: self._enter(editor))

    def _enter(self, editor: RichTextEditor) -> None:
        self.editor = editor

    def take(self) -> None:
        """Bind the acts to this page's editors."""
        for spec in ACTS:
            self._actions.bind(spec.id, partial(self._do, spec.id))

    def _do(self, act: str) -> None:
        focused = QApplication.focusWidget()
        editor = focused if isinstance(focused, RichTextEditor) else self.editor
        if editor is not None and not editor.isReadOnly():
            perform(editor, act)


def perform(editor: RichTextEditor, act: str) -> None:
    """Do one act of writing in an editor."""
    simple: dict[str, Callable[[], object]] = {
        "write.bold": editor.toggle_bold,
        "write.italic": editor.toggle_italic,
        "write.underline": editor.toggle_underline,
        "write.heading": editor.toggle_heading,
        "write.bullets": partial(editor.toggle_list, ordered=False),
        "write.numbers": partial(editor.toggle_list, ordered=True),
        "write.reserve": partial(offer_levels, editor),
    }
    if act in simple:
        simple[act]()
    elif isinstance(editor, NotesEditor):
        editor.make_decision() if act == "write.decision" else editor.make_action()
