"""One case: its header, and its tabs: matrix, options, solution, history, sheet."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from dgsdesk.application.command import Command
from dgsdesk.application.grey_zone.acts import EditGreyZone, SetPractice
from dgsdesk.application.grey_zone.matrix import Matrix
from dgsdesk.application.grey_zone.page import GreyZoneDetail, HistoryLine, MoveLine
from dgsdesk.application.library.acts import Place
from dgsdesk.desktop.components.badge import Badge, BadgeSpec, badge_of
from dgsdesk.desktop.components.buttons import Button, ButtonKind, ButtonRow
from dgsdesk.desktop.components.empty_page import EmptyPage, IconView
from dgsdesk.desktop.components.form import Form
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Row, RowsModel, Shown
from dgsdesk.desktop.components.saved_fields import SavedText
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.components.words_and_buttons import WordsAndButtons
from dgsdesk.desktop.grey_zones.matrix_view import MatrixView
from dgsdesk.desktop.grey_zones.positions import PositionsTab
from dgsdesk.desktop.grey_zones.sheet import SheetTab
from dgsdesk.desktop.grey_zones.solution import SolutionTab
from dgsdesk.desktop.library.attached import AttachedPanel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.grey_zone import GreyZoneKind, GreyZoneState, Holder
from dgsdesk.domain.library import OwnerKind
from dgsdesk.domain.wording import plural

_MOVE = "move"
_KIND_ICONS = {GreyZoneKind.AMBIGUOUS: "kind.ambiguous", GreyZoneKind.SILENT: "kind.silent"}
_HOLDERS = {
    "grey_zones.commune": Holder.COMMUNE,
    "grey_zones.epci": Holder.EPCI,
    "grey_zones.shared": Holder.SHARED,
    "grey_zones.unknown": Holder.UNKNOWN,
}


class GreyZoneView(Panel):
    """``wanted(command)`` asks for an act."""

    wanted = Signal(object)

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface")
        self.host = host
        self.zone: GreyZoneDetail | None = None
        self._title = TextLabel(self.theme, "", "title", elide=False, wrap=True)
        self._badges = (Badge(self.theme), Badge(self.theme))
        self._question = TextLabel(self.theme, "", "body", wrap=True)
        self._facts = TextLabel(self.theme, "", "small", "text_soft", elide=True)
        self.settle = self._button("grey_zones.settle", ButtonKind.FILLED, "act.adopt")
        self._plain = [
            self._button("grey_zones.examine", ButtonKind.PLAIN, ""),
            self._button("grey_zones.reopen", ButtonKind.PLAIN, ""),
            self._button("grey_zones.close", ButtonKind.PLAIN, ""),
        ]
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.matrix = MatrixView(self.theme, host.preferences)
        self.fill: list[Button] = []
        self._differs = Badge(self.theme)
        self.ask = self._button("grey_zones.ask", ButtonKind.PLAIN, "")
        self._no_competence = EmptyPage(
            self.theme,
            "nav.grey_zones",
            self.tr("Aucune compétence n’est rattachée"),
            self.tr("Choisissez les compétences concernées dans l’onglet «\u00a0Fiche\u00a0»."),
        )
        self.options = SavedText(
            self.theme, self.tr("Options, une par ligne"), lines=10, hint=self.tr("Une option par ligne")
        )
        self.positions = PositionsTab(self.theme)
        self.solution = SolutionTab(self.theme)
        self.sheet = SheetTab(self.theme)
        self.documents = AttachedPanel(host, "grey_zones")
        self.history: RowsModel[object] = RowsModel(_history_row, _history_key, self)
        self._history = RowList(self.theme, self.history, self.tr("Réunions qui l’ont examinée"))
        self._lay_out()
        self._connect()

    # -- layout ----------------------------------------------------------------------------------------------

    def _button(self, action: str, kind: ButtonKind, icon: str) -> Button:
        return Button(self.theme, kind=kind, icon=icon, action=self.host.actions.action(action))

    def _lay_out(self) -> None:
        self.tabs.addTab(self._matrix_tab(), self.tr("Qui fait quoi"))
        self.tabs.addTab(self.positions, self.tr("Positions"))
        self._options = Form(self.theme)
        self._options.row(self.tr("Options posées, une par ligne"), self.options)
        self.tabs.addTab(self._options, self.tr("Options"))
        self.tabs.addTab(self.solution, self.tr("Solution"))
        self.tabs.addTab(self._history, self.tr("Historique"))
        self.tabs.addTab(self.documents, self.tr("Documents"))
        self.tabs.addTab(self.sheet, self.tr("Fiche"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._header())
        layout.addWidget(self.tabs, 1)

    def _header(self) -> QWidget:
        first = WordsAndButtons(
            self.theme, self._title, ButtonRow(*self._plain, self.settle), Qt.AlignmentFlag.AlignTop
        )
        badges = QHBoxLayout()
        badges.setSpacing(8)
        for badge in self._badges:
            badges.addWidget(badge)
        badges.addSpacing(4)
        badges.addWidget(IconView(self.theme, "kind.text_of_law", "text_soft", "badge"))
        badges.addWidget(self._facts, 1)
        header = QWidget()
        layout = QVBoxLayout(header)
        layout.setContentsMargins(20, 12, 20, 6)
        layout.setSpacing(5)
        layout.addWidget(first)
        layout.addWidget(self._question)
        layout.addLayout(badges)
        return header

    def _matrix_tab(self) -> QWidget:
        tab = Panel(self.theme, "surface")
        above = QHBoxLayout()
        above.setSpacing(8)
        above.setContentsMargins(0, 0, 0, 0)
        above.addWidget(self._differs)
        above.addStretch(1)
        above.addWidget(self.ask)
        self._above = QWidget()
        self._above.setLayout(above)
        self._below = self._answers()
        layout = QVBoxLayout(tab)
        layout.setContentsMargins(20, 8, 16, 8)
        layout.setSpacing(8)
        layout.addWidget(self._above)
        layout.addWidget(self.matrix, 1)
        layout.addWidget(self._below)
        layout.addWidget(self._no_competence, 1)
        layout.addStretch(0)
        return tab

    def _answers(self) -> QWidget:
        """The four answers as buttons, each with its key, for the cells that are chosen."""
        row = ButtonRow(TextLabel(self.theme, self.tr("Cases choisies :"), "small", "text_soft"))
        words = (self.tr("Commune"), self.tr("Agglo"), self.tr("Partagé"), self.tr("À demander"))
        for action, word in zip(_HOLDERS, words, strict=True):
            spec = self.host.actions.spec(action)
            made = self.host.actions.action(action)
            button = Button(self.theme, word, icon=spec.icon, key=spec.key, action=made)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.fill.append(button)
            row.add(button)
        row.stretch()
        return row

    def _connect(self) -> None:
        self.options.kept.connect(self._keep_options)
        self.positions.wanted.connect(self.wanted)
        self.solution.wanted.connect(self.wanted)
        self.solution.abandoned.connect(self.host.hub.words_left)
        self.solution.adopting.connect(lambda on: self._show_buttons(adopting=on))
        self.sheet.wanted.connect(self.wanted)
        self.documents.counted.connect(lambda count: self._name_tab(self.documents, count))
        self.matrix.cycled.connect(self._fill_cells)
        self._history.activated_key.connect(self._open_meeting)
        for text in (
            self.options,
            self.positions.text,
            self.solution.text,
            self.sheet.question,
            self.sheet.texts,
        ):
            text.typing.connect(partial(self.host.mark_unsaved, text))
        for action, holder in _HOLDERS.items():
            self.host.actions.bind(action, partial(self._fill_chosen, holder), self.matrix)

    # -- showing ---------------------------------------------------------------------------------------------

    def show_zone(self, zone: GreyZoneDetail) -> None:
        """Show a case; what is being typed stays."""
        if self.zone is not None and self.zone.id != zone.id:
            self.leave()
        self.zone = zone
        self._title.show_text(zone.title)
        self._show_question(zone.question)
        self._facts.show_text(zone.facts or self.tr("aucun texte cité"))
        self._badges[0].show_badge(badge_of(f"grey_zone.{zone.state.value}"))
        self._badges[1].show_badge(BadgeSpec("neutral", _KIND_ICONS[zone.kind], zone.kind_words))
        self._show_matrix(zone.matrix)
        self.options.show_value("\n".join(zone.options))
        self.positions.show_zone(zone)
        self.solution.show_zone(zone)
        self.sheet.show_zone(zone)
        self.documents.show_place(Place(OwnerKind.GREY_ZONE, zone.id))
        self.history.replace([*zone.history, *zone.moves])
        self._name_tabs(zone)
        self._show_buttons(adopting=self.solution.is_adopting)

    def _show_question(self, words: str) -> None:
        """Show the first line of the question: the sheet has the others, a merged case has many."""
        first, more, _ = words.partition("\n")
        self._question.show_text(self.tr("{} (suite à l’onglet « Fiche »)").format(first) if more else first)
        self._question.setToolTip(words if more else "")
        self._question.setVisible(bool(words))

    def _name_tabs(self, zone: GreyZoneDetail) -> None:
        self._name_tab(self._options, len(zone.options))
        self._name_tab(self.positions, len(zone.positions))
        self._name_tab(self._history, len(zone.history))

    def _name_tab(self, tab: QWidget, count: int) -> None:
        at = self.tabs.indexOf(tab)
        name = self.tabs.tabText(at).partition(" (")[0]
        self.tabs.setTabText(at, f"{name} ({count})" if count else name)

    def _show_buttons(self, *, adopting: bool) -> None:
        may = self.zone.may if self.zone else frozenset()
        state = self.zone.state if self.zone else GreyZoneState.RAISED
        new = state in (GreyZoneState.RAISED, GreyZoneState.REOPENED)
        open_again = {
            "grey_zones.settle": GreyZoneState.SETTLED in may and not adopting,
            "grey_zones.examine": GreyZoneState.EXAMINED in may and new and not adopting,
            "grey_zones.reopen": GreyZoneState.REOPENED in may,
            "grey_zones.close": GreyZoneState.CLOSED in may and not adopting,
        }
        for action, on in open_again.items():
            alone = action == "grey_zones.examine" and new
            why = self.tr("Aucune réunion tenue ne l’a eue à son ordre du jour.") if alone else ""
            self.host.actions.allow(action, on, why or self.tr("Son état ne le permet pas."))
        for button, on in zip((self.settle, *self._plain), open_again.values(), strict=True):
            button.setVisible(on)

    def _show_matrix(self, matrix: Matrix) -> None:
        has = bool(matrix.columns)
        self.matrix.show_matrix(matrix)
        self.matrix.setVisible(has)
        self._above.setVisible(has)
        self._below.setVisible(has)
        self._no_competence.setVisible(not has)
        differing, asked = matrix.differing, matrix.to_ask
        words = self.tr("%1 où celui qui agit n’est pas celui qui paie")
        count = plural(differing, self.tr("commune"), self.tr("communes"))
        spec = BadgeSpec("warn", "kind.ambiguous", words.replace("%1", count))
        self._differs.show_badge(spec if differing else None)
        self._offer_to_ask(asked if has else 0)
        self.fill[1].setText(matrix.epci)

    def _offer_to_ask(self, asked: int) -> None:
        """Name how many communes there are to ask on the button, which is there as long as there are some."""
        who = (
            self.tr("aux %1\u00a0communes").replace("%1", str(asked))
            if asked > 1
            else self.tr("à la commune")
        )
        self.host.actions.action("grey_zones.ask").setText(self.tr("Demander %1…").replace("%1", who))
        told = self.tr("Toutes les communes ont répondu.")
        self.host.actions.allow("grey_zones.ask", bool(asked), told)
        self.ask.setVisible(bool(asked))

    # -- acts ------------------------------------------------------------------------------------------------

    def start_settling(self) -> None:
        """Open the form of the solution."""
        self.tabs.setCurrentWidget(self.solution)
        self.solution.start()

    def open_sheet(self) -> None:
        """Show « Fiche » and let the question be typed."""
        self.tabs.setCurrentWidget(self.sheet)
        self.sheet.question.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Keep what is being typed."""
        self.options.keep_now()
        self.positions.leave()
        self.solution.leave()
        self.sheet.leave()

    def _keep_options(self, text: str) -> None:
        if self.zone is not None:
            self.wanted.emit(EditGreyZone(self.zone.id, options=text))

    def _fill_chosen(self, holder: Holder) -> None:
        cells = self.matrix.chosen_cells()
        if cells:
            self._fill_cells(cells, holder)

    def _fill_cells(self, cells: tuple[object, ...], holder: Holder) -> None:
        if self.zone is not None:
            command: Command[None] = SetPractice(self.zone.id, cells, holder)  # type: ignore[arg-type]
            self.wanted.emit(command)

    def _open_meeting(self, key: str) -> None:
        meeting_id, _, kind = key.partition("/")
        if kind != _MOVE:
            self.host.open("meetings", meeting_id)


def _history_row(line: object) -> Shown:
    if isinstance(line, MoveLine):
        badge = badge_of(f"grey_zone.{line.state.value}")
        return Row(badge.text, second=line.words, icon=badge.icon)
    assert isinstance(line, HistoryLine)
    said = " · ".join((line.outcome, *line.decisions))
    return Row(line.title, second=said, right=line.number, icon="nav.meetings")


def _history_key(line: object) -> str:
    if isinstance(line, MoveLine):
        return f"{line.sequence}/{_MOVE}"
    assert isinstance(line, HistoryLine)
    return f"{line.meeting_id}/{line.number}"
