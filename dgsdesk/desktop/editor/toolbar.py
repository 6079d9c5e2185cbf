"""The bar above a text: the acts of writing as buttons, each with its key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dgsdesk.desktop.components.buttons import Button, ButtonKind, IconButton
from dgsdesk.desktop.editor.acts import perform
from dgsdesk.desktop.editor.formats import Kind, facts_of
from dgsdesk.desktop.editor.rich_text_editor import RichTextEditor
from dgsdesk.desktop.editor.specs import ACTS
from dgsdesk.desktop.shell.actions import ActionRegistry, ActionSpec
from dgsdesk.desktop.theme.theme import Theme

_WITH_WORDS = ("write.decision", "write.action")


class EditorToolbar(QWidget):
    """Show the acts and whether they hold at the caret; they act on the editor that was entered last."""

    def __init__(self, theme: Theme, actions: ActionRegistry, acts: Sequence[str] = ()) -> None:
        super().__init__()
        self._editor: RichTextEditor | None = None
        self.buttons: dict[str, IconButton | Button] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for spec in ACTS:
            if not acts or spec.id in acts:
                button = self._button(theme, actions, spec)
                self.buttons[spec.id] = button
                layout.addWidget(button)
        self.setAccessibleName(self.tr("Mise en forme"))

    def _button(self, theme: Theme, actions: ActionRegistry, spec: ActionSpec) -> IconButton | Button:
        name = actions.action(spec.id).text().replace("&", "")
        key = spec.sequences()[0].toString(QKeySequence.SequenceFormat.NativeText)
        button: IconButton | Button
        if spec.id in _WITH_WORDS:
            words = self.tr("Décision") if spec.id == "write.decision" else self.tr("Action")
            button = Button(theme, words, kind=ButtonKind.LINK, icon=spec.icon)
            button.setToolTip(f"{name} ({key})")
        else:
            button = IconButton(theme, spec.icon, name, key=key)
            button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _=False, act=spec.id: self._act(act))
        return button

    def follow(self, editor: RichTextEditor) -> None:
        """Act on this editor whenever it has the keyboard."""
        editor.entered.connect(lambda: self._enter(editor))
        editor.cursorPositionChanged.connect(lambda: self._show_state(editor))
        editor.currentCharFormatChanged.connect(lambda _: self._show_state(editor))

    def _enter(self, editor: RichTextEditor) -> None:
        self._editor = editor
        self._show_state(editor)

    def _act(self, act: str) -> None:
        if self._editor is not None and not self._editor.isReadOnly():
            perform(self._editor, act)
            self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show_state(self._editor)

    def _show_state(self, editor: RichTextEditor) -> None:
        if editor is not self._editor:
            return
        look, facts = editor.currentCharFormat(), facts_of(editor.textCursor().block())
        listed = facts.kind is Kind.LIST_ITEM
        state = {
            "write.bold": look.fontWeight() >= 600,
            "write.italic": look.fontItalic(),
            "write.underline": look.fontUnderline(),
            "write.heading": facts.kind is Kind.HEADING,
            "write.bullets": listed and not facts.ordered,
            "write.numbers": listed and facts.ordered,
        }
        for act, on in state.items():
            if act in self.buttons:
                self.buttons[act].setChecked(on)
