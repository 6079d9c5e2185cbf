"""« Feuille de route »: what the elected members ask, by rank, and what the network does about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dgsdesk.application.action.roadmap import AddRequest, MoveRequest, RemoveRequest
from dgsdesk.application.action.roadmap_page import PrintRoadmap, RequestRow, RoadmapPage, roadmap_page
from dgsdesk.application.command import Command
from dgsdesk.desktop.components.buttons import Button, ButtonKind, IconButton
from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.components.new_line import NewLine
from dgsdesk.desktop.components.register import Register
from dgsdesk.desktop.components.rows import Heading, Row, RowsModel, Shown
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.laid import tell_folder_of
from dgsdesk.desktop.yearly_report.request_detail import RequestView, request_badge
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.roadmap import OWED, RequestState
from dgsdesk.domain.wording import date_long


class RoadmapView(QWidget):
    """The register of requests; ``owner`` is the page that asks and acts."""

    def __init__(self, host: PageHost, owner: QWidget) -> None:
        super().__init__()
        self.host = host
        self._owner = owner
        self._page: RoadmapPage | None = None
        self._wanted, self._fresh = "", False
        self.model: RowsModel[object] = RowsModel(_row, _key, self)
        self.new = NewLine(
            host.theme, self.tr("Commande à noter"), self.tr("Ce que les élus demandent, puis Entrée")
        )
        self.detail = RequestView(host)
        self._nothing = self._empty()
        self.register = self._make_register()
        self.list = self.register.list
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.register)
        self._connect()

    def _empty(self) -> EmptyPage:
        add = self.host.actions.action("roadmap.add")
        return EmptyPage(
            self.host.theme,
            "list-ordered",
            self.tr("Aucune commande pour l’instant"),
            self.tr(
                "Notez ce que les élus attendent du réseau, dans leur ordre de priorité. Les réunions qui en "
                "parlent, leurs décisions et leurs actions viendront s’y inscrire."
            ),
            filled=Button(self.host.theme, kind=ButtonKind.FILLED, action=add),
        )

    def _make_register(self) -> Register:
        host = self.host
        register = Register(
            host.theme,
            host.preferences,
            "roadmap",
            self.tr("Feuille de route"),
            self.model,
            self.tr("Commandes par priorité"),
            details=(self.detail, self._nothing),
            detail_title=self.tr("Commande choisie"),
            filter_name=self.tr("Filtrer par mot ou par demandeur"),
            new=self.new,
            width="max",
        )
        actions = host.actions
        spec = actions.spec("roadmap.print")
        paper = IconButton(host.theme, spec.icon, spec.text, key=spec.shown_key(), framed=True)
        paper.clicked.connect(actions.action(spec.id).trigger)
        register.add_button(paper)
        add = Button(host.theme, self.tr("Ajouter"), icon="act.add", action=actions.action("roadmap.add"))
        register.add_button(add)
        return register

    def _connect(self) -> None:
        self.list.chosen.connect(self._show_chosen)
        self.list.activated_key.connect(lambda _: self.detail.title.setFocus(Qt.FocusReason.TabFocusReason))
        self.register.narrowed.connect(self._show_list)
        self.register.cleared.connect(self._show_list)
        self.new.named.connect(self._add_named)
        self.detail.wanted.connect(self._run)
        self.detail.opened.connect(self.host.open)
        bind = self.host.actions.bind
        bind("roadmap.start", lambda: self.detail.set_state(RequestState.UNDER_WAY))
        bind("roadmap.done", lambda: self.detail.set_state(RequestState.DONE))
        bind("roadmap.drop", lambda: self.detail.set_state(RequestState.DROPPED))
        bind("roadmap.reopen", lambda: self.detail.set_state(RequestState.OPEN))
        bind("roadmap.up", lambda: self._move(-1))
        bind("roadmap.down", lambda: self._move(1))
        bind("roadmap.remove", self._remove, self.list)
        bind("roadmap.print", self.write)
        self._allow(None)

    # -- reading ---------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the requests again."""
        self.host.ask(roadmap_page, then=self._take, owner=self._owner, replaces="roadmap")

    def show_request(self, request_id: str) -> None:
        """Choose a request, whatever the filter, once it is read."""
        if not self.list.choose(request_id):
            self._wanted = request_id
            self.register.clear_filter()

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        self.register.take_focus()

    def begin_new(self) -> None:
        """Begin a new request."""
        self.register.begin_new()

    def _take(self, page: RoadmapPage) -> None:
        self._page = page
        self.register.facts.show_text(page.facts if page.rows else "")
        self._show_list()

    def _show_list(self) -> None:
        page = self._page
        if page is None:
            return
        lines: list[object] = []
        passing = [row for row in page.rows if self.register.passes(row.search)]
        for title, owed in ((self.tr("Par priorité"), True), (self.tr("Menées ou abandonnées"), False)):
            found = [row for row in passing if (row.state in OWED) is owed]
            if found:
                lines += [Heading(title, right=str(len(found))), *found]
        if not lines:
            self._allow(None)
        if self.register.show_rows(lines, self._wanted, empty=None if page.rows else self._nothing):
            self._wanted = ""

    def _line(self, key: str) -> RequestRow | None:
        rows = self._page.rows if self._page else ()
        return next((row for row in rows if row.id == key), None)

    def _show_chosen(self, key: str) -> None:
        row = self._line(key)
        self._allow(row)
        if row is None or self._page is None:
            return
        self.detail.show_row(row, self._page.choices)
        self.register.right.setCurrentWidget(self.detail)
        if self._fresh:
            self._fresh = False
            self.detail.asked_by.setFocus(Qt.FocusReason.TabFocusReason)

    def _allow(self, row: RequestRow | None) -> None:
        allow, nothing = self.host.actions.allow, self.tr("Choisissez d’abord une commande.")
        over = self.tr("Cette commande est menée à bien ou abandonnée.")
        owed = row is not None and row.state in OWED
        for name in ("done", "drop", "up", "down"):
            allow(f"roadmap.{name}", owed, over if row else nothing)
        to_start = row is not None and row.state is RequestState.OPEN
        allow(
            "roadmap.start", to_start, self.tr("Cette commande n’est plus à commencer.") if row else nothing
        )
        settled = row is not None and not owed
        allow("roadmap.reopen", settled, self.tr("Cette commande est encore à mener.") if row else nothing)

    # -- acts ------------------------------------------------------------------------------------------------

    def _run(self, command: Command[None]) -> None:
        self.host.run(command, failed=self._refused, owner=self._owner)

    def _refused(self, error: KnownError) -> None:
        self.host.tell_error(error)
        self._show_chosen(self.list.chosen_key())

    def _move(self, steps: int) -> None:
        if self._line(self.list.chosen_key()) is not None:
            self._run(MoveRequest(self.list.chosen_key(), steps))

    def _remove(self) -> None:
        if self._line(self.list.chosen_key()) is not None:
            self._run(RemoveRequest(self.list.chosen_key()))

    def _add_named(self, text: str) -> None:
        self.host.run(AddRequest(text), then=self._added, owner=self._owner)

    def _added(self, request_id: str) -> None:
        self._wanted, self._fresh = request_id, True
        self._show_list()

    def write(self) -> None:
        """Write the roadmap as documents."""
        said = self.tr("La feuille de route est prête, pour Word et en PDF : {}")
        self.host.run(
            PrintRoadmap(), then=lambda path: tell_folder_of(self.host, path, said), owner=self._owner
        )


def _row(line: object) -> Shown:
    if isinstance(line, Heading):
        return line
    assert isinstance(line, RequestRow)
    title = f"{line.rank}. {line.title}" if line.rank else line.title
    second = " · ".join(filter(None, (line.asked_by, line.progress)))
    due = date_long(line.due) if line.due else ""
    return Row(title, second, due, badge=request_badge(line))


def _key(line: object) -> str:
    if isinstance(line, Heading):
        return line.title
    assert isinstance(line, RequestRow)
    return line.id
