"""The side panel of the page of meetings: it makes its forms when they are first wanted."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dgsdesk.desktop.components.buttons import IconButton
from dgsdesk.desktop.components.scrolled import scrolled
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.meetings.panel_form import PanelForm
from dgsdesk.desktop.theme.theme import Theme

if TYPE_CHECKING:
    from dgsdesk.desktop.meetings.panel_forms import (
        CancelForm,
        NewMeetingForm,
        ParticularsForm,
        PostponeForm,
    )

F = TypeVar("F", bound=PanelForm)


_FORMS = ("new", "particulars", "postpone", "cancel")
_SHARE = 0.45
_BESIDE = 920
"""Pixels at 100 % of text from which a step can be read beside the panel; below, the panel stands alone."""
_SHARE_OF_NONE = 16_777_215
"""Pixels that a panel may take which stands nowhere yet: as many as Qt allows."""


class MeetingPanel(Panel):
    """The panel: a title, a form, and Esc to send it away.

    ``plan_wanted``, ``changed`` and ``day_wanted`` are what the first two forms ask for.
    """

    closed = Signal()
    takes_all = Signal(bool)
    plan_wanted = Signal(str, object, object)
    changed = Signal(str, object)
    day_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "surface_alt", "l", parent)
        self._title = TextLabel(theme, "", "section")
        close = IconButton(theme, "x", self.tr("Fermer le volet"), key=self.tr("Échap"))
        close.clicked.connect(self.dismiss)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(close)
        self._forms = QWidget()
        stack = self._stack = QVBoxLayout(self._forms)
        stack.setContentsMargins(0, 0, theme.space("m"), theme.space("l"))
        self._shown: list[PanelForm] = []
        stack.addStretch(1)
        self._area = scrolled(self._forms)
        for ground in (self._area, self._area.viewport(), self._forms):
            ground.setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.space("l"), theme.space("m"), theme.space("xs"), 0)
        layout.addLayout(head)
        layout.addWidget(self._area, 1)
        theme.changed.connect(self.measure)
        self.measure()
        self.hide()

    @cached_property
    def new(self) -> NewMeetingForm:
        """The form of a meeting to plan."""
        from dgsdesk.desktop.meetings.panel_forms import NewMeetingForm

        form = self.add_form(NewMeetingForm(self.theme))
        form.wanted.connect(self.plan_wanted)
        return form

    @cached_property
    def particulars(self) -> ParticularsForm:
        """The form of what an invitation says."""
        from dgsdesk.desktop.meetings.panel_forms import ParticularsForm

        form = self.add_form(ParticularsForm(self.theme))
        form.changed.connect(self.changed)
        form.day_wanted.connect(self.day_wanted)
        return form

    @cached_property
    def postpone(self) -> PostponeForm:
        """The form of another day."""
        from dgsdesk.desktop.meetings.panel_forms import PostponeForm

        return self.add_form(PostponeForm(self.theme))

    @cached_property
    def cancel(self) -> CancelForm:
        """The form that calls off."""
        from dgsdesk.desktop.meetings.panel_forms import CancelForm

        return self.add_form(CancelForm(self.theme))

    def make_form(self) -> bool:
        """Make one form that was not wanted yet; tell whether there was one."""
        waiting = next((one for one in _FORMS if one not in vars(self)), "")
        return bool(waiting and getattr(self, waiting))

    def add_form(self, form: F) -> F:
        """Take one more form, hidden until it is opened; return it."""
        form.hide()
        self._shown.append(form)
        self._stack.insertWidget(self._stack.count() - 1, form)
        return form

    def measure(self) -> None:
        """Grow with the text and leave more than half of the page to the step, or all of it to the panel."""
        page = self.parentWidget()
        side = self.theme.tokens.panes["side"]
        alone = page is not None and page.width() < self.theme.wide(_BESIDE)
        self.takes_all.emit(alone and not self.isHidden())
        if alone:
            self.setMinimumWidth(0)
            self.setMaximumWidth(_SHARE_OF_NONE)
            return
        most = max(side["min"], round(page.width() * _SHARE)) if page is not None else _SHARE_OF_NONE
        self.setFixedWidth(min(self.theme.wide(side["default"]), most))

    def open_form(self, form: PanelForm, title: str) -> None:
        """Show one of the forms and give it the keyboard."""
        for one in self._shown:
            one.setVisible(one is form)
        self._title.show_text(title)
        self.setAccessibleName(title)
        self.show()
        self.measure()
        field = form.focusWidget()
        if field is None or not (field.isEnabled() and field.isVisibleTo(form)):
            field = form.first_field()
        field.setFocus(Qt.FocusReason.TabFocusReason)

    def dismiss(self) -> None:
        """Send the panel away."""
        self.hide()
        self.takes_all.emit(False)
        self.closed.emit()

    def leave_meeting(self) -> None:
        """Send away what is asked about the meeting in front: another one takes its place.

        The field with the keyboard is kept as it is left; a meeting to plan is about none of them.
        """
        plans = "new" in vars(self) and not self.new.isHidden()
        if not self.isHidden() and not plans:
            self.hide()
            self.takes_all.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc sends the panel away."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)
