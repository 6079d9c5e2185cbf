"""A list of people: what each line would do, the problems by line, then one act."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dgsdesk.application.people_import import ImportPeople, PreviewLine, preview_list
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.drop_zone import DropZone
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Heading, Row, RowsModel, Shown
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.chosen_file import ask_file, read_chosen
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.wording import NBSP, plural


def _shown(item: PreviewLine | Heading) -> Shown:
    if isinstance(item, Heading):
        return item
    line = f"ligne{NBSP}{item.line}"
    if item.problem:
        name = item.name or item.commune or line
        return Row(name, item.problem, line, icon="circle-alert", tone="bad")
    return Row(item.name, f"{item.commune}, {item.title}", line, icon="check", tone="ok")


def _key(item: PreviewLine | Heading) -> str:
    return item.title if isinstance(item, Heading) else str(item.line)


class ImportPane(Panel):
    """``opened()`` once a list was read; ``closed(count)`` with how many people were taken, 0 for none."""

    opened = Signal()
    closed = Signal(int)

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface")
        self.host = host
        self._source = ""
        self._good: list[PreviewLine] = []
        self._title = TextLabel(self.theme, "", "section")
        self._facts = TextLabel(self.theme, "", "small", "text_soft", wrap=True)
        self._model: RowsModel[PreviewLine | Heading] = RowsModel(_shown, _key, self)
        self.list = RowList(self.theme, self._model, self.tr("Lignes de la liste"))
        self.give_up = Button(self.theme, self.tr("Renoncer"))
        self.take = Button(self.theme, "", kind=ButtonKind.FILLED, icon="check")
        self.give_up.clicked.connect(lambda: self.closed.emit(0))
        self.take.clicked.connect(self._take)
        self._lay_out()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._facts)
        head = QHBoxLayout()
        head.setContentsMargins(20, 10, 20, 10)
        head.setSpacing(8)
        head.addLayout(words, 1)
        head.addWidget(self.give_up)
        head.addWidget(self.take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)

    def choose(self) -> None:
        """Let the user choose a list."""
        path = ask_file(self, self.tr("Choisir une liste de personnes"), self.tr("Listes (*.csv *.txt)"))
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Read a list and show what it would do; nothing is changed."""
        self.host.make_document(
            lambda: read_chosen(path), then=lambda content: self._preview(content, path.name), owner=self
        )

    def _preview(self, content: bytes, name: str) -> None:
        self.host.ask(
            preview_list,
            content,
            name,
            then=lambda lines: self._show(name, lines),
            owner=self,
            replaces="list",
        )

    def _show(self, name: str, lines: list[PreviewLine]) -> None:
        self._source = name
        self._good = [line for line in lines if line.command is not None]
        bad = [line for line in lines if line.command is None]
        items: list[PreviewLine | Heading] = []
        if bad:
            items += [Heading(self.tr("À corriger dans le fichier"), str(len(bad))), *bad]
        if self._good:
            items += [Heading(self.tr("À reprendre"), str(len(self._good))), *self._good]
        self._model.replace(items)
        people = plural(len(self._good), "personne", "personnes")
        self._title.show_text(self.tr("« {} » : {} à reprendre").format(name, people))
        self._facts.show_text(self._words(len(bad)))
        self.take.setText(self.tr("Reprendre {}").format(people))
        self.take.setEnabled(bool(self._good))
        self.take.updateGeometry()
        self.opened.emit()
        (self.take if self._good else self.give_up).setFocus()

    def _words(self, bad: int) -> str:
        if not bad:
            return self.tr("Rien n’est changé avant votre accord ; un seul « Annuler » reprend tout.")
        lines = plural(bad, "ligne ne peut être reprise", "lignes ne peuvent être reprises")
        return self.tr("{} : elles resteront de côté. Rien n’est changé avant votre accord.").format(lines)

    def _take(self) -> None:
        people = tuple(line.command for line in self._good if line.command is not None)
        command = ImportPeople(self._source, people)
        self.host.run(command, then=self.closed.emit, owner=self)


class ListDrop(DropZone):
    """A page that takes a list of people dropped on it."""

    def __init__(self, pane: ImportPane, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(pane.theme, content, parent)
        self.dropped.connect(lambda files: pane.open_file(Path(files[0])))

    def describe(self, files: object) -> tuple[str, str]:
        """Say what letting go will do."""
        del files
        return (
            self.tr("Lâchez pour lire la liste de personnes"),
            self.tr("Vous verrez chaque ligne ; rien n’est changé avant votre accord."),
        )
