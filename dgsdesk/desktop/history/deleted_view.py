"""« Éléments supprimés »: what was deleted in the last year at left, what its return would do at right."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from dgsdesk.application.history.deleted import (
    BringBack,
    BringBackPreview,
    DeletedLine,
    bring_back_preview,
    deleted_things,
)
from dgsdesk.desktop.components.buttons import Button, ButtonKind, ButtonRow
from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.register import Register
from dgsdesk.desktop.components.rows import Heading, Row, RowsModel, Shown
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.wording import join_and, plural, uncapitalised


class DeletedView(QWidget):
    """The list, found by typing; « Rétablir » for what is chosen."""

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        self.host = host
        self.theme = host.theme
        self._lines: tuple[DeletedLine, ...] = ()
        self._owners: tuple[str, ...] = ()
        self.model: RowsModel[DeletedLine | Heading] = RowsModel(_row, _key, self)
        self.detail = _DeletedDetail(host)
        self._nothing = EmptyPage(
            self.theme,
            "trash-2",
            self.tr("Rien n’a été supprimé depuis un an"),
            self.tr("Ce qui est supprimé se retrouve ici pendant un an, et se rétablit d’un geste."),
        )
        self.register = Register(
            self.theme,
            host.preferences,
            "deleted",
            self.tr("Éléments supprimés"),
            self.model,
            self.tr("Éléments supprimés"),
            details=(self.detail, self._nothing),
            detail_title=self.tr("Élément choisi"),
            filter_name=self.tr("Retrouver par un mot"),
            width="max",
        )
        self.list = self.register.list
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.register)
        self.list.chosen.connect(self._show_chosen)
        self.register.narrowed.connect(self._show_list)
        self.register.cleared.connect(self._show_list)
        host.actions.bind("history.bring_back", self._bring_back)

    def refresh(self) -> None:
        """Read again what was deleted."""
        self.host.ask(deleted_things, then=self._take, owner=self, replaces="deleted")

    def allow(self) -> None:
        """Let « Rétablir » be chosen when something is."""
        why = self.tr("Choisissez d’abord un élément supprimé.")
        self.host.actions.allow("history.bring_back", self._chosen() is not None, why)

    def _chosen(self) -> DeletedLine | None:
        key = self.list.chosen_key()
        return next((line for line in self._lines if line.id == key), None)

    def _take(self, lines: tuple[DeletedLine, ...]) -> None:
        self._lines = lines
        self.register.facts.show_text(plural(len(lines), "élément", "éléments") if lines else "")
        self._show_list()

    def _show_list(self) -> None:
        rows: list[DeletedLine | Heading] = []
        days = set[str]()
        for line in self._lines:
            if self.register.passes(line.search):
                if line.day not in days:
                    days.add(line.day)
                    rows.append(Heading(line.day))
                rows.append(line)
        self.register.show_rows(rows, empty=None if self._lines else self._nothing)
        self.allow()

    def _show_chosen(self, _: str) -> None:
        line = self._chosen()
        self.allow()
        if line is None:
            return
        self.detail.show_line(line)
        self.host.ask(
            bring_back_preview,
            line.sequence,
            line.id,
            then=self._show_preview,
            failed=self._refused,
            owner=self,
            replaces="preview",
        )

    def _show_preview(self, preview: BringBackPreview) -> None:
        self._owners = preview.owners
        self.detail.show_preview(preview)
        self.register.right.setCurrentWidget(self.detail)

    def _refused(self, error: KnownError) -> None:
        message: Message = self.host.message_for(error)
        self.detail.show_refusal(f"{message.what} {message.remedy}".strip())
        self.host.actions.allow("history.bring_back", False, message.what)

    def _bring_back(self) -> None:
        line = self._chosen()
        if line is not None:
            self.host.run(BringBack(line.sequence, line.id, with_owners=bool(self._owners)), owner=self)


class _DeletedDetail(QScrollArea):
    """What was deleted, when and by whom, what comes back with it, and the button."""

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        theme = host.theme
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Élément supprimé"))
        self.name = TextLabel(theme, "", "section", wrap=True)
        self.when = TextLabel(theme, "", "body", "text_soft", wrap=True)
        self.owners = TextLabel(theme, "", "body", wrap=True)
        self.said = TextLabel(theme, "", "body", wrap=True)
        self.button = Button(theme, kind=ButtonKind.FILLED, action=host.actions.action("history.bring_back"))
        buttons = ButtonRow(self.button)
        buttons.stretch()
        paper = Panel(theme, "surface")
        column = QVBoxLayout(paper)
        side = theme.space("xl")
        column.setContentsMargins(side, theme.space("l"), side, theme.space("l"))
        column.setSpacing(theme.space("m"))
        for part in (self.name, self.when, self.owners, self.said, buttons):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(paper)

    def show_line(self, line: DeletedLine) -> None:
        """Show another thing; what bringing it back would do comes behind."""
        self.name.show_text(line.name)
        along = f", {line.along}" if line.along else ""
        self.when.show_text(f"{self.tr('Suppression :')} {uncapitalised(line.sentence)}{along}.")
        for label in (self.owners, self.said):
            label.hide()

    def show_preview(self, preview: BringBackPreview) -> None:
        """Say what comes back besides, and what was taken meanwhile."""
        if preview.owners:
            owners = join_and(preview.owners)
            self.owners.show_text(
                self.tr("Revient en même temps ce qui a été supprimé aussi : {}.").format(owners)
            )
        self.owners.setVisible(bool(preview.owners))
        self.said.show_text("\n".join(preview.sentences))
        self.said.setVisible(bool(preview.sentences))

    def show_refusal(self, words: str) -> None:
        """Say why it cannot come back."""
        self.said.show_text(words)
        self.said.show()


def _row(line: DeletedLine | Heading) -> Shown:
    if isinstance(line, Heading):
        return line
    second = ", ".join(filter(None, (line.sentence, line.along)))
    return Row(line.name, second=second, icon="trash-2")


def _key(line: DeletedLine | Heading) -> str:
    return line.title if isinstance(line, Heading) else line.id
