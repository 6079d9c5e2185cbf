"""One action: what, who, by when, where it comes from, and where it stands; each field kept as it is left."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from dgsdesk.application.action.acts import EditAction, decision_choices
from dgsdesk.application.action.page import ActionGroup, ActionLine, OwnerChoice
from dgsdesk.desktop.components.badge import badge_of
from dgsdesk.desktop.components.buttons import Button, ButtonKind, ButtonRow
from dgsdesk.desktop.components.fields import choice_field, fill_choices
from dgsdesk.desktop.components.form import Form
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.name_completer import NameCompleter
from dgsdesk.desktop.components.optional_date import OptionalDate
from dgsdesk.desktop.components.saved_fields import SavedLine, SavedText
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.action import ActionState


class ActionView(Panel):
    """``wanted(command)`` asks to keep a field."""

    wanted = Signal(object)

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface")
        self.host = host
        self.line: ActionLine | None = None
        self._owners: dict[str, str | None] = {}
        self.header = PageHeader(self.theme)
        self.start = self._button("start", self.tr("En cours"))
        self.drop = self._button("drop", self.tr("Abandonner"))
        self.reopen = self._button("reopen", self.tr("Reprendre"))
        self.done = self._button("done", self.tr("Faite"), ButtonKind.FILLED)
        self.text = SavedText(self.theme, self.tr("Ce qu’il faut faire"), lines=3)
        self.owner = SavedLine(
            self.theme, self.tr("Qui s’en charge"), hint=self.tr("Un nom ou une fonction, « DGS de Gorges »")
        )
        self._names = NameCompleter((), self.owner)
        self.due = OptionalDate(self.theme, self.tr("À faire pour le"), self.tr("Échéance"))
        self.meeting = Button(self.theme, kind=ButtonKind.LINK, flush=True)
        self.meeting.clicked.connect(host.actions.action("actions.meeting").trigger)
        self._origin = TextLabel(self.theme, "", "body")
        self.decision = choice_field(self.tr("De quelle décision elle découle"))
        self.decision.setMinimumContentsLength(24)
        self._lay_out()
        self._connect()

    def _button(self, name: str, text: str, kind: ButtonKind = ButtonKind.PLAIN) -> Button:
        spec = self.host.actions.spec(f"actions.{name}")
        action = self.host.actions.action(spec.id)
        button = Button(self.theme, text, kind=kind, icon=spec.icon, action=action)
        button.setAccessibleName(action.text().replace("&", ""))
        return button

    def _lay_out(self) -> None:
        self.header.add_button(self.done)
        states = ButtonRow(self.start, self.drop, self.reopen)
        states.stretch()
        form = Form(self.theme)
        form.row(self.tr("Ce qu’il faut faire"), self.text)
        form.row(self.tr("Qui s’en charge"), self.owner)
        form.row(self.tr("Échéance"), self.due)
        self._due = form.note("")
        form.row(self.tr("Où elle en est"), states)
        origin = QHBoxLayout()
        origin.addWidget(self._origin)
        origin.addWidget(self.meeting)
        origin.addStretch(1)
        form.row(self.tr("D’où elle vient"), origin)
        self._item = form.note("")
        form.row(self.tr("De quelle décision elle découle"), self.decision)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(form, 1)

    def _connect(self) -> None:
        self.text.kept.connect(lambda text: self._edit(text=text))
        self.text.typing.connect(partial(self.host.mark_unsaved, self.text))
        self.owner.kept.connect(self._edit_owner)
        self.due.chosen.connect(lambda day: self._edit(due=day))
        self.decision.activated.connect(lambda _: self._edit(decision_id=self.decision.currentData() or None))

    # -- showing ---------------------------------------------------------------------------------------------

    def show_owners(self, owners: Sequence[OwnerChoice]) -> None:
        """Suggest who may be asked."""
        self._owners = {owner.name: owner.person_id for owner in owners}
        self._names.offer(self._owners)

    def show_line(self, line: ActionLine) -> None:
        """Show an action; what is being typed stays."""
        if self.line is not None and self.line.id != line.id:
            self.leave()
        self.line = line
        row = line.row
        self.header.show_title(row.text, f"{line.owner} · {line.due_sentence}")
        self.header.show_badges(badge_of(line.badge))
        self.text.show_value(row.text)
        self.owner.show_value(row.owner)
        self.due.show_day(row.due)
        self._due.show_text(line.due_note)
        self._due.setVisible(bool(line.due_note))
        self._due.set_role("bad" if row.overdue else "text_soft")
        self._show_origin(line)
        self._show_buttons(line)

    def _show_origin(self, line: ActionLine) -> None:
        known = line.row.meeting_id is not None
        self.meeting.setVisible(known)
        self._origin.setVisible(not known)
        self.meeting.setText(line.origin)
        self._origin.show_text(self.tr("Notée hors réunion"))
        self._item.show_text(self.tr("Point : {}").format(line.row.item_title) if line.row.item_title else "")
        self._item.setVisible(bool(line.row.item_title))
        chosen = line.row.decision_id or ""
        self.host.ask(
            decision_choices,
            line.id,
            then=lambda found: self._offer_decisions(found, chosen),
            owner=self,
            replaces="decisions",
        )

    def _offer_decisions(self, found: Sequence[tuple[str, str]], chosen: str) -> None:
        fill_choices(self.decision, [("", self.tr("Aucune décision")), *found])
        self.decision.setCurrentIndex(max(0, self.decision.findData(chosen)))
        self.decision.setToolTip(self.decision.currentText())

    def _show_buttons(self, line: ActionLine) -> None:
        settled = line.group is ActionGroup.SETTLED
        self.reopen.setVisible(settled)
        self.drop.setVisible(not settled)
        self.start.setVisible(line.row.state is ActionState.TODO)
        self.done.setVisible(not settled)
        self.header.settle()

    # -- editing ---------------------------------------------------------------------------------------------

    def leave(self) -> None:
        """Keep what is being typed."""
        self.text.keep_now()
        self.owner.keep_now()

    def _edit_owner(self, owner: str) -> None:
        self._edit(owner=owner, owner_id=self._owners.get(owner.strip()))

    def _edit(self, **fields: object) -> None:
        if self.line is not None and any(getattr(self.line.row, name) != fields[name] for name in fields):
            self.wanted.emit(EditAction(self.line.id, **fields))  # type: ignore[arg-type]
