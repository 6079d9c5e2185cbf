"""The sheet of the chosen item: who prepares it and what, who settles it, what is recalled under it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dgsdesk.application.agenda.acts import EditItem
from dgsdesk.application.agenda.lines import REFERRAL_WORDS
from dgsdesk.application.agenda.preparation import (
    AddPreparationTask,
    AddUsualTasks,
    EditPreparationTask,
    PreparationPage,
    RemovePreparationTask,
    TaskRow,
    preparation_page,
)
from dgsdesk.application.agenda.referral import SetReferral
from dgsdesk.application.agenda.workshop import Workshop, WorkshopItem
from dgsdesk.application.command import Command
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.fields import choice_field, choose
from dgsdesk.desktop.components.form import Form
from dgsdesk.desktop.components.name_completer import NameCompleter
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Row, RowsModel
from dgsdesk.desktop.components.saved_fields import SavedLine, SavedText
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.agenda import Referral
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.wording import capitalised, day_and_month, plural


class TaskList(RowList):
    """The checklist: Space or the button in the row ticks, Enter or F2 edits, Del takes away."""

    toggled = Signal(str)
    removal_wanted = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick, edit or take away the current task."""
        key = self.chosen_key()
        if key and event.key() == Qt.Key.Key_Space:
            self.toggled.emit(key)
        elif key and event.key() == Qt.Key.Key_F2:
            self.activated_key.emit(key)
        elif key and event.key() == Qt.Key.Key_Delete:
            self.removal_wanted.emit(key)
        else:
            super().keyPressEvent(event)


class ItemSheet(Panel):
    """``closed`` asks to go back to the pools, ``thread_wanted`` to see what was said before."""

    closed = Signal()
    thread_wanted = Signal()

    def __init__(self, host: PageHost, owner: QWidget) -> None:
        super().__init__(host.theme, "surface_alt")
        self._host = host
        self._owner = owner
        self._item: WorkshopItem | None = None
        self._meeting_id = ""
        self._tasks: tuple[TaskRow, ...] = ()
        self._editing = ""
        theme = host.theme
        self.title = TextLabel(theme, "", "small", "text_soft", wrap=True)
        self.prepared_by = SavedLine(
            theme, self.tr("Préparé par"), hint=self.tr("sinon, la personne qui présente")
        )
        self.recurring = QCheckBox(self.tr("Revient à chaque réunion"))
        choices = [(kind.value, capitalised(words)) for kind, words in REFERRAL_WORDS.items()]
        self.referral = choice_field(self.tr("Qui le règle"), choices)
        self.recall = SavedText(
            theme, self.tr("Rappel imprimé sous le point"), hint=self.tr("Ce que nous avions dit…"), lines=2
        )
        self._rows: RowsModel[TaskRow] = RowsModel(self._task_row, lambda row: row.id, self)
        self.tasks = TaskList(theme, self._rows, self.tr("À préparer"), ground="surface_alt")
        self._left = TextLabel(theme, "", "small", "text_soft", bold=True)
        self.line = QLineEdit()
        self.line.setAccessibleName(self.tr("Tâche de préparation"))
        self.line.setPlaceholderText(self.tr("Quoi @qui avant le 3 décembre"))
        self.usual = Button(theme, self.tr("Tâches habituelles"), kind=ButtonKind.LINK, flush=True)
        self._thread = Button(
            theme, self.tr("Ce que nous avions dit…"), kind=ButtonKind.LINK, key="Ctrl+J", flush=True
        )
        self._close = Button(theme, self.tr("Fermer"), kind=ButtonKind.LINK)
        self._fields = (self.prepared_by, self.recurring, self.referral, self.recall, self.tasks, self.line)
        self._lay_out()
        theme.follow(self._measure)
        self._measure()
        self._connect()

    def _lay_out(self) -> None:
        form = Form(self.theme, ground="surface_alt")
        form.row(self.tr("Préparé par"), self.prepared_by)
        form.row(self.tr("Qui le règle"), self.referral)
        form.add(self.recurring)
        form.row(self.tr("Rappel imprimé sous le point"), self.recall)
        form.add(self._in_line(self._thread))
        form.add(self._left)
        form.add(self.tasks, stretch=1)
        form.add(self.line)
        form.add(self._in_line(self.usual))
        head = QVBoxLayout()
        head.setContentsMargins(14, 8, 14, 0)
        head.setSpacing(2)
        first = QHBoxLayout()
        first.addWidget(TextLabel(self.theme, self.tr("Fiche du point"), "section"))
        first.addStretch(1)
        first.addWidget(self._close)
        head.addLayout(first)
        head.addWidget(self.title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(form, 1)

    def _measure(self) -> None:
        self.tasks.setMinimumHeight(self.theme.wide(130))

    @staticmethod
    def _in_line(*buttons: QWidget) -> QHBoxLayout:
        line = QHBoxLayout()
        for button in buttons:
            line.addWidget(button)
        line.addStretch(1)
        return line

    def _connect(self) -> None:
        self._close.clicked.connect(self.closed.emit)
        self._thread.clicked.connect(self.thread_wanted.emit)
        self.prepared_by.kept.connect(lambda text: self._edit(prepared_by=text))
        self.recurring.clicked.connect(lambda on: self._edit(recurring=on))
        self.recall.kept.connect(lambda text: self._edit(recall=text))
        self.recall.typing.connect(lambda on: self._host.mark_unsaved(self.recall, on))
        self.referral.activated.connect(lambda _: self._refer())
        self.tasks.toggled.connect(self._toggle)
        self.tasks.button_clicked.connect(self._toggle)
        self.tasks.activated_key.connect(self._edit_task)
        self.tasks.removal_wanted.connect(lambda key: self._run(RemovePreparationTask(key)))
        self.line.returnPressed.connect(self._keep_line)
        self.usual.clicked.connect(self._add_usual)

    # -- showing ---------------------------------------------------------------------------------------------

    def show_workshop(self, workshop: Workshop, people: Sequence[str]) -> None:
        """Know the meeting: whether its agenda may change, and who may prepare an item."""
        self._meeting_id = workshop.meeting_id
        for field in self._fields:
            field.setEnabled(workshop.editable)
        self.usual.setEnabled(workshop.editable)
        NameCompleter(people, self.prepared_by)

    def show_item(self, item: WorkshopItem | None) -> None:
        """Show another item; what is being typed of the one before is kept."""
        if self._item is not None and (item is None or item.id != self._item.id):
            self.leave()
        self._item = item
        self.title.show_text(f"{item.number} {item.title}" if item else self.tr("Choisissez un point."))
        self.prepared_by.show_value(item.prepared_by if item else "")
        self.recurring.setChecked(bool(item and item.recurring))
        choose(self.referral, item.referral.value if item else "")
        self.recall.show_value(item.recall if item else "")
        self._show_tasks()
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read the checklist again."""
        if self._meeting_id:
            self._host.ask(
                preparation_page, self._meeting_id, then=self._take, owner=self._owner, replaces="preparation"
            )

    def begin(self) -> None:
        """Read what is to be prepared, and take the keyboard."""
        self.refresh()
        self.prepared_by.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Keep what is being typed, a task without Enter too."""
        self.prepared_by.keep_now()
        self.recall.keep_now()
        self._keep_line()
        self._editing = ""
        self.line.clear()

    def _take(self, page: PreparationPage) -> None:
        self._tasks = page.rows
        self._show_tasks()

    def _show_tasks(self) -> None:
        mine = [row for row in self._tasks if self._item is not None and row.item_id == self._item.id]
        self._rows.replace(mine)
        left = sum(not row.done for row in mine)
        words = plural(left, self.tr("tâche reste"), self.tr("tâches restent")) if mine else ""
        self._left.show_text(self.tr("À préparer") + (f" ({words})" if words else ""))

    def _task_row(self, row: TaskRow) -> Row:
        when = day_and_month(row.due) if row.due else ""
        done = self.tr("À refaire") if row.done else self.tr("Marquer comme fait")
        state = self.tr("fait") if row.done else self.tr("en retard") if row.late else ""
        return Row(
            row.text,
            second=" · ".join(filter(None, (state, row.owner, when))),
            button="act.undo" if row.done else "act.accept",
            button_name=done,
        )

    # -- acts ------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc; what stands in the line of a task is taken back first."""
        if event.key() == Qt.Key.Key_Escape and self.line.text():
            self._editing = ""
            self.line.clear()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _run(self, command: Command[object]) -> None:
        self._host.run(command, then=lambda _: self.refresh(), owner=self._owner)

    def _edit(self, **fields: object) -> None:
        if self._item is not None:
            self._host.run(EditItem(self._item.id, **fields), owner=self._owner, quiet=True)  # type: ignore[arg-type]

    def _refer(self) -> None:
        if self._item is not None:
            wanted = Referral(str(self.referral.currentData()))
            self._host.run(SetReferral(self._item.id, wanted), failed=self._refused, owner=self._owner)

    def _refused(self, error: KnownError) -> None:
        self._host.tell_error(error)
        choose(self.referral, self._item.referral.value if self._item else "")

    def _add_usual(self) -> None:
        if self._item is not None:
            self._run(AddUsualTasks(self._item.id))

    def _toggle(self, key: str) -> None:
        row = next((one for one in self._tasks if one.id == key), None)
        if row is not None:
            self._run(EditPreparationTask(key, done=not row.done))

    def _edit_task(self, key: str) -> None:
        """Put a task back into the line in which it was typed."""
        row = next((one for one in self._tasks if one.id == key), None)
        if row is not None:
            self._editing = key
            self.line.setText(row.line)
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_line(self) -> None:
        text = self.line.text().strip()
        if not text or self._item is None:
            return
        self.line.clear()
        key, self._editing = self._editing, ""
        self._run(EditPreparationTask(key, text) if key else AddPreparationTask(self._item.id, text))
