"""A list of people: its columns, what each line would do, who resembles whom; then one act."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dgsdesk.application.arrival.acts import arrived_file
from dgsdesk.application.directory.acts import NameToPost
from dgsdesk.application.directory.columns import titles_key
from dgsdesk.application.directory.importing import ImportPeople, ListPreview, PreviewLine, preview_list
from dgsdesk.application.directory.mandate_change import ChangeMandate, MandateRow, mandate_rows
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.keyboard import escape_clicks
from dgsdesk.desktop.components.panes import SidePane
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import RowsModel
from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.directory.import_columns import ColumnsPane
from dgsdesk.desktop.directory.import_line import Choice, LineCard, chosen_changes, chosen_naming
from dgsdesk.desktop.directory.import_purpose import PurposeBar
from dgsdesk.desktop.directory.import_rows import Decided, grouped, import_key, import_shown, mandate_lines
from dgsdesk.desktop.shell.chosen_file import ask_file, read_chosen
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.network import Role
from dgsdesk.domain.wording import join_and, plural


class ImportPane(Panel):
    """``opened()`` once a list was read; ``closed(count)`` with how many people were taken, 0 for none."""

    opened = Signal()
    closed = Signal(int)

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface")
        self.host = host
        self._source = ""
        self._content = b""
        self._arrival_id: str | None = None
        self._said = False
        self._preview = ListPreview(None, ())
        self._choices: dict[int, Choice] = {}
        self._posts: tuple[MandateRow, ...] = ()
        self.header = PageHeader(self.theme)
        self.purpose = PurposeBar(self.theme)
        self.columns = ColumnsPane(self.theme)
        self._model: RowsModel[object] = RowsModel(import_shown, import_key, self)
        self.list = RowList(self.theme, self._model, self.tr("Lignes de la liste"))
        self.card = LineCard(self.theme)
        self.give_up = Button(self.theme, self.tr("Renoncer"))
        self.take = Button(self.theme, "", kind=ButtonKind.FILLED, icon="check")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.header.add_button(self.give_up)
        self.header.add_button(self.take)
        lines = QWidget()
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addWidget(self.card)
        self.panes = SidePane(
            self.theme,
            self.host.preferences,
            "import",
            lines,
            self.columns,
            main_title=self.tr("Lignes"),
            side_title=self.tr("Colonnes"),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.purpose)
        layout.addWidget(self.panes, 1)

    def _connect(self) -> None:
        self.give_up.clicked.connect(lambda: self.closed.emit(0))
        escape_clicks(self, self.give_up)
        self.take.clicked.connect(self._take)
        self.columns.changed.connect(self._columns_said)
        self.purpose.changed.connect(self._read_again)
        self.list.chosen.connect(lambda _: self._show_card())
        self.card.decided.connect(self._decide)

    # -- reading ---------------------------------------------------------------------------------------------

    def choose(self, role: Role | None = None) -> None:
        """Let the user choose a list, to update the directory or to change the holders of a ``role``."""
        kinds = self.tr("Listes de personnes (*.csv *.txt *.xlsx *.vcf)")
        wanted = self.tr("Choisir une liste de personnes")
        if role is not None:
            wanted = self.tr("Choisir la liste des nouveaux maires (commune, prénom, nom)")
        path = ask_file(self.host.preferences, self, wanted, kinds)
        if path is not None:
            self.purpose.choose(role)
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Read a list and show what it would do; nothing is changed."""
        self.host.make_document(
            lambda: read_chosen(path), then=lambda content: self._open(content, path.name), owner=self
        )

    def open_arrival(self, arrival_id: str) -> None:
        """Read a list that came back and whose columns were not recognised."""
        self.host.ask(
            arrived_file,
            arrival_id,
            then=lambda file: self._open(file.content, file.name, arrival_id),
            owner=self,
            replaces="list",
        )

    def _open(self, content: bytes, name: str, arrival_id: str | None = None) -> None:
        self._content, self._source, self._arrival_id = content, name, arrival_id
        self._choices, self._said = {}, False
        self._ask(None, None)

    def _ask(self, fields: object, titled: bool | None) -> None:
        self.host.ask(
            preview_list,
            self._content,
            self._source,
            fields,
            titled,
            self.purpose.role(),
            then=self._show,
            owner=self,
            replaces="list",
        )

    def _read_again(self) -> None:
        columns = self._preview.columns
        if columns is None:
            self._ask(None, None)
        else:
            self._ask(self.columns.fields(), columns.titled)

    def _columns_said(self) -> None:
        """What was said of the columns holds until whether there are titles is said otherwise."""
        columns = self._preview.columns
        other = columns is not None and columns.titled != self.columns.titled.isChecked()
        self._said = True
        self._choices = {}
        self._ask(None if other else self.columns.fields(), self.columns.titled.isChecked())

    # -- showing ---------------------------------------------------------------------------------------------

    def _show(self, preview: ListPreview) -> None:
        first = not self.isVisible()
        self._preview = preview
        self.columns.show_columns(preview.columns)
        self.opened.emit()
        self._show_lines()
        if first:
            self._begin()

    def _begin(self) -> None:
        """Give the keyboard to what asks for it: columns that lack, a doubt, else the button."""
        lacking = self._preview.columns is not None and self._preview.columns.missing
        self.panes.bring_forward(side=bool(lacking))
        if self.take.isEnabled():
            self.take.setFocus()
        else:
            (self.columns if lacking else self.list).setFocus()
        self.list.choose_first()

    def _show_lines(self) -> None:
        role = self.purpose.role()
        if role is not None:
            self.host.ask(
                mandate_rows, self._mandate(role), then=self._show_posts, owner=self, replaces="posts"
            )
            return
        self._posts = ()
        decided = [Decided(line, self._choices.get(line.line)) for line in self._preview.lines]
        self._model.replace(grouped(decided))
        count = len(self._people())
        people = plural(count, "personne", "personnes")
        title = self.tr("« {} » : {} à reprendre").format(self._source, people)
        self._show_head(title, self.tr("Reprendre {}").format(people), count)

    def _show_posts(self, rows: tuple[MandateRow, ...]) -> None:
        self._posts = rows
        undecided = [Decided(line, self._choices.get(line.line)) for line in self._preview.lines]
        self._model.replace(mandate_lines(rows, self.purpose.first_day(), undecided))
        count = sum(row.change.value in ("new", "vacant") for row in rows)
        posts = plural(count, "poste", "postes")
        title = self.tr("« {} » : {} à changer").format(self._source, posts)
        self._show_head(title, self.tr("Changer {}").format(posts), count)

    def _show_head(self, title: str, verb: str, count: int) -> None:
        self.header.show_title(title, self._facts())
        self.take.setText(verb)
        self.take.setEnabled(count > 0)
        self.take.updateGeometry()
        self._show_card()

    def _facts(self) -> str:
        columns = self._preview.columns
        if columns is not None and columns.missing:
            lacking = join_and([f"« {words} »" for words in columns.missing])
            return self.tr("Aucune colonne n’est accordée à {} : dites laquelle la contient.").format(lacking)
        doubts = sum(
            line.doubtful and not line.problem and line.line not in self._choices
            for line in self._preview.lines
        )
        asked = plural(doubts, "ligne est à décider", "lignes sont à décider") + ". " if doubts else ""
        return asked + self.tr("Rien n’est changé avant votre accord ; un seul « Annuler » reprend tout.")

    def _chosen_line(self) -> PreviewLine | None:
        index = self.list.currentIndex()
        item = self._model.item(index) if index.isValid() else None
        return item.line if isinstance(item, Decided) else None

    def _show_card(self) -> None:
        line = self._chosen_line()
        self.card.show_line(line, self._choices.get(line.line) if line else None)

    # -- acts ------------------------------------------------------------------------------------------------

    def _decide(self, line: int, choice: str) -> None:
        if choice:
            self._choices[line] = Choice(choice)
        else:
            self._choices.pop(line, None)
        self._show_lines()
        self.list.choose(str(line))

    def _people(self) -> tuple[NameToPost, ...]:
        """Return what changes something."""
        lines = [(line, self._choices.get(line.line)) for line in self._preview.lines]
        namings = [chosen_naming(line, choice) for line, choice in lines if chosen_changes(line, choice)]
        return tuple(naming for naming in namings if naming is not None)

    def _mandate(self, role: Role) -> ChangeMandate:
        """Return the change of holders; who stays is named too."""
        namings = [chosen_naming(line, self._choices.get(line.line)) for line in self._preview.lines]
        titles, fields = self._remembered()
        return ChangeMandate(
            self._source,
            role,
            self.purpose.first_day(),
            tuple(naming for naming in namings if naming is not None),
            self.purpose.vacate.isChecked(),
            titles,
            fields,
            self._arrival_id,
        )

    def _remembered(self) -> tuple[str, tuple[str, ...]]:
        """Return the titles and what was said of them, when a person said something."""
        columns = self._preview.columns
        if columns is None or not self._said:
            return "", ()
        return titles_key(self._preview.titles), tuple(field.value for field in columns.fields)

    def _take(self) -> None:
        role = self.purpose.role()
        if role is not None:
            self.host.run(self._mandate(role), then=self.closed.emit, owner=self)
            return
        titles, fields = self._remembered()
        command = ImportPeople(self._source, self._people(), titles, fields, self._arrival_id)
        self.host.run(command, then=self.closed.emit, owner=self)
