"""The bar above a text: the acts of writing as buttons, each with its key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dgsdesk.desktop.components.buttons import Button, ButtonKind, IconButton
from dgsdesk.desktop.editor.acts import Writing
from dgsdesk.desktop.editor.formats import Kind, facts_of
from dgsdesk.desktop.editor.specs import ACTS, NOTE_ACTS, OBJECT_ACTS, SHAPE_ACTS
from dgsdesk.desktop.editor.table_editor import TableEditor
from dgsdesk.desktop.shell.actions import ActionRegistry, ActionSpec
from dgsdesk.desktop.theme.theme import Theme

_WITH_WORDS = ("write.decision", "write.action")
_OPENS_BAR = ("write.find", "write.link", "write.picture", "write.next_fault")
_SHOWN = (
    *(spec.id for spec in (*SHAPE_ACTS, *OBJECT_ACTS)),
    "write.find",
    "write.next_fault",
    *(spec.id for spec in NOTE_ACTS),
)


class EditorToolbar(QWidget):
    """Show the acts and whether they hold at the caret; they act on the editor that was entered last."""

    def __init__(
        self, theme: Theme, actions: ActionRegistry, writing: Writing, acts: Sequence[str] = _SHOWN
    ) -> None:
        super().__init__()
        self._writing = writing
        self.buttons: dict[str, IconButton | Button] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for spec in ACTS:
            if spec.id in acts:
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
            button.setCheckable(spec in SHAPE_ACTS)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _=False, act=spec.id: self._act(act))
        return button

    def follow(self, editor: TableEditor) -> None:
        """Show what holds in this editor whenever it has the keyboard."""
        editor.entered.connect(lambda: self._show_state(editor))
        editor.caret_changed.connect(lambda: self._show_state(editor))

    def _act(self, act: str) -> None:
        editor = self._writing.editor
        if editor is not None and act not in _OPENS_BAR:
            editor.under_hand().setFocus(Qt.FocusReason.OtherFocusReason)
        self._writing.act(act)
        if editor is not None:
            self._show_state(editor)

    def _show_state(self, editor: TableEditor) -> None:
        if editor is not self._writing.editor:
            return
        field = editor.under_hand()
        look, facts = field.currentCharFormat(), facts_of(field.textCursor().block())
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
