"""The page of arrivals: what waits and what was filed at left, the preview or one arrival at right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dgsdesk.application.arrival.acts import (
    AssignArrival,
    FileAgain,
    SetArrivalAside,
    TakeOutArrival,
)
from dgsdesk.application.arrival.detail import ArrivalDetail, arrival_detail, dossier_of_arrival
from dgsdesk.application.arrival.note import NoteAnswerOfArrival, ObserveArrival, RaiseThemeOfArrival
from dgsdesk.application.arrival.page import STATE_WORDS, ArrivalRow, arrivals_page
from dgsdesk.application.arrival.page import ArrivalsPage as Arrivals
from dgsdesk.application.arrival.preview import DroppedFile
from dgsdesk.application.words import shortened
from dgsdesk.desktop.arrivals.detail import ArrivalView
from dgsdesk.desktop.arrivals.preview import PreviewPane
from dgsdesk.desktop.arrivals.words import BADGES, ICONS, LISTS
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.components.panes import ListAndDetail
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Heading, Row, RowsModel, Shown
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.dossier.coming_back import ComingBackPane, dossiers_among
from dgsdesk.desktop.shell.chosen_file import ask_files
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.page import Page
from dgsdesk.domain.arrival import ArrivalState
from dgsdesk.domain.meeting import Answer
from dgsdesk.domain.wording import date_short

_LONGEST_TITLE = 120
_EMPTY, _DETAIL, _PREVIEW, _DOSSIER = range(4)
_GROUPS = {
    ArrivalState.WAITING: STATE_WORDS[ArrivalState.WAITING],
    ArrivalState.FILED: "Rangées",
    ArrivalState.SET_ASIDE: "Mises de côté",
}


class ArrivalsPage(Page):
    """List and detail; files dropped anywhere on the window come here."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self._register: Arrivals | None = None
        self._wanted = ""
        self.model: RowsModel[object] = RowsModel(_row, _key, self)
        self.list = RowList(self.theme, self.model, self.tr("Arrivées"), ground="surface_alt")
        self.facts = TextLabel(self.theme, "", "small", "text_soft", elide=True)
        self.detail = ArrivalView(host)
        self.preview = PreviewPane(host)
        self.dossier = ComingBackPane(host)
        self._dossiers: list[Path] = []
        self._kept = ""
        self._right = QStackedWidget()
        for part in (self._empty(), self.detail, self.preview, self.dossier):
            self._right.addWidget(part)
        self._lay_out()
        self._connect()

    # -- layout ----------------------------------------------------------------------------------------------

    def _empty(self) -> EmptyPage:
        choose = self.host.actions.action("arrivals.choose")
        return EmptyPage(
            self.theme,
            "nav.arrivals",
            self.tr("Rien n’est encore arrivé"),
            self.tr(
                "Déposez sur la fenêtre ce que vos collègues renvoient : réponses de calendrier, messages, "
                "comptes rendus annotés, cartes de visite, listes. Rien n’est changé avant votre accord."
            ),
            filled=Button(self.theme, kind=ButtonKind.FILLED, action=choose),
        )

    def _lay_out(self) -> None:
        left = Panel(self.theme, "surface_alt")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._list_head())
        column.addWidget(self.list, 1)
        self.panes = ListAndDetail(
            self.theme,
            self.host.preferences,
            "arrivals",
            left,
            self._right,
            list_title=self.tr("Arrivées"),
            detail_title=self.tr("Arrivée choisie"),
        )
        self.list.activated_key.connect(lambda _: self.panes.bring_forward(detail=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panes)

    def _list_head(self) -> QWidget:
        head = Panel(self.theme, "surface_alt", "b")
        layout = QHBoxLayout(head)
        layout.setContentsMargins(16, 11, 8, 10)
        layout.setSpacing(8)
        layout.addWidget(TextLabel(self.theme, self.tr("Arrivées"), "title"))
        layout.addWidget(self.facts, 1)
        choose = self.host.actions.action("arrivals.choose")
        layout.addWidget(Button(self.theme, self.tr("Ajouter…"), icon="act.add", action=choose))
        return head

    def _connect(self) -> None:
        self.list.chosen.connect(self._show_chosen)
        self.detail.assigned.connect(self._assign)
        self.detail.looked.connect(self._read_detail)
        self.preview.opened.connect(self._show_preview)
        self.preview.closed.connect(self._preview_closed)
        self.dossier.opened.connect(self._show_dossier)
        self.dossier.closed.connect(self._dossier_closed)
        bind = self.host.actions.bind
        bind("arrivals.choose", self._choose_files)
        bind("arrivals.file", self.preview.file)
        bind("arrivals.give_up", self.preview.give_up)
        bind("arrivals.again", self._again)
        bind("arrivals.columns", self._match_columns)
        bind("arrivals.assign", lambda: self.detail.meeting.setFocus(Qt.FocusReason.ShortcutFocusReason))
        bind("arrivals.note", self._note)
        bind("arrivals.observe", self._observe)
        bind("arrivals.theme", self._raise_theme)
        bind("arrivals.draft", self._open_draft)
        bind("arrivals.dossier", self._look_into_dossier)
        bind("arrivals.meeting", self._open_meeting)
        bind("arrivals.take_out", self._take_out)
        bind("arrivals.aside", self._set_aside, self.list)
        self._allow(None)

    # -- reading ---------------------------------------------------------------------------------------------

    def refresh(self, changes: frozenset[str]) -> None:
        """Read every arrival again."""
        del changes
        self.host.ask(arrivals_page, then=self._take_register, owner=self, replaces="register")

    def shown(self, subject: object | None) -> None:
        """Show an arrival, or preview files that were dropped (their paths)."""
        if isinstance(subject, tuple):
            self._take_files([Path(str(path)) for path in subject])
        elif isinstance(subject, str) and not self.list.choose(subject):
            self._wanted = subject

    def thing(self) -> str:
        """Return the arrival that is chosen."""
        return self._chosen_id()

    def take_focus(self) -> None:
        """Give the keyboard to the list, or to the preview's button."""
        if self._right.currentIndex() == _PREVIEW:
            self.preview.take.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._right.currentIndex() == _DOSSIER:
            self.dossier.take_focus()
        else:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_register(self, register: Arrivals) -> None:
        self._register = register
        self.facts.show_text(register.facts)
        self.preview.questions.offer(register.organisations)
        self.model.replace(_lines(register.rows))
        if self._wanted and self.list.choose(self._wanted):
            self._wanted = ""
        if not self._line(self.list.chosen_key()):
            self.list.choose_first()
        if self._right.currentIndex() not in (_PREVIEW, _DOSSIER):
            self._show_chosen(self.list.chosen_key())

    def _line(self, key: str) -> ArrivalRow | None:
        rows = self._register.rows if self._register else ()
        return next((row for row in rows if row.id == key), None)

    def _show_chosen(self, key: str) -> None:
        row = self._line(key)
        self._allow(row)
        if row is None or self._register is None:
            self._right.setCurrentIndex(_EMPTY)
            self.panes.bring_forward(detail=True)
            return
        self.detail.show_row(row, self._register.meetings)
        self._right.setCurrentIndex(_DETAIL)
        self._read_detail("")

    def _read_detail(self, meeting_id: str) -> None:
        """Read the words of the chosen arrival, for a meeting or the one that it speaks of."""
        self.host.ask(
            arrival_detail,
            self.list.chosen_key(),
            meeting_id or None,
            then=self._show_detail,
            owner=self,
            replaces="detail",
        )

    def _show_detail(self, detail: ArrivalDetail) -> None:
        self.detail.show_detail(detail)
        row = self._line(detail.id)
        waits = row is not None and row.state is not ArrivalState.FILED
        over = self.tr("Cette arrivée est déjà rangée.")
        why = over if not waits else self.tr("Ce n’est pas un message, ou sa réunion n’attend rien de tel.")
        allow = self.host.actions.allow
        allow("arrivals.note", waits and bool(detail.text) and bool(detail.lines), why)
        allow("arrivals.observe", waits and bool(detail.text) and detail.in_review, why)
        allow("arrivals.theme", waits and bool(detail.text), why)
        allow("arrivals.draft", waits and detail.returns_to_draft, why)
        allow("arrivals.dossier", waits and detail.holds_dossier, self.tr("Ce n’est pas un dossier."))

    def _show_preview(self) -> None:
        self.panes.bring_forward(detail=True)
        self._right.setCurrentIndex(_PREVIEW)
        self.preview.take.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_dossier(self) -> None:
        self.panes.bring_forward(detail=True)
        self._right.setCurrentIndex(_DOSSIER)

    def _take_files(self, paths: Sequence[Path]) -> None:
        """Show what files would do: dossiers one after the other, once the others are filed or left."""
        dossiers, others = dossiers_among(paths)
        self._dossiers += dossiers
        if others:
            self.preview.open_files(others)
        elif self._right.currentIndex() != _DOSSIER or not self.dossier.is_open:
            self._next_dossier()

    def _next_dossier(self) -> bool:
        if self._dossiers:
            self.dossier.open_file(self._dossiers.pop(0))
            return True
        return False

    def _dossier_closed(self, taken: bool) -> None:
        """Set the arrival aside from which a dossier was taken: the dossier itself is filed now."""
        kept, self._kept = self._kept, ""
        if kept and taken:
            self.host.run(SetArrivalAside(kept), owner=self, quiet=True)
        self._preview_closed(taken)

    def _preview_closed(self, filed: bool) -> None:
        if self._next_dossier():
            return
        self._right.setCurrentIndex(_DETAIL)
        if filed:
            self.list.choose_first()
        self._show_chosen(self.list.chosen_key())
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _allow(self, row: ArrivalRow | None) -> None:
        allow = self.host.actions.allow
        nothing = self.tr("Choisissez d’abord une arrivée.")
        over = self.tr("Cette arrivée est déjà rangée.") if row else nothing
        open_ = row is not None and row.state is not ArrivalState.FILED
        table = row is not None and row.kind in LISTS
        allow("arrivals.columns", open_ and table, over if table else self.tr("Ce n’est pas une liste."))
        for name in ("again", "assign"):
            allow(f"arrivals.{name}", open_, over)
        for name in ("note", "observe", "theme", "draft", "dossier"):
            allow(f"arrivals.{name}", False, over)
        allow("arrivals.aside", row is not None and row.state is ArrivalState.WAITING, over)
        known = row is not None and row.meeting_id is not None
        allow("arrivals.meeting", known, self.tr("Aucune réunion n’y est reconnue.") if row else nothing)
        allow("arrivals.take_out", row is not None, nothing)

    # -- acts ------------------------------------------------------------------------------------------------

    def _choose_files(self) -> None:
        kinds = self.tr(
            "Tous les fichiers reçus (*.ics *.eml *.msg *.docx *.vcf *.csv *.xlsx *.zip *.dgsdesk *)"
        )
        chosen = ask_files(self.host.preferences, self, self.tr("Ranger des fichiers reçus"), kinds)
        if chosen:
            self._take_files(chosen)

    def _chosen_id(self) -> str:
        return self.list.chosen_key() if self._line(self.list.chosen_key()) else ""

    def _match_columns(self) -> None:
        """Go to the directory, where the columns of a list are said and its people taken."""
        if self._chosen_id():
            self.host.open("directory", (self._chosen_id(),))

    def _again(self) -> None:
        if self._chosen_id():
            self.host.run(FileAgain(self._chosen_id()), owner=self)

    def _assign(self, meeting_id: str) -> None:
        if self._chosen_id():
            self.host.run(AssignArrival(self._chosen_id(), meeting_id), owner=self)

    def _note(self) -> None:
        words = self.detail.words
        line = words.chosen(words.line)
        if not line:
            words.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        command = NoteAnswerOfArrival(self._chosen_id(), line, Answer(words.chosen(words.answer)))
        self.host.run(command, owner=self)

    def _observe(self) -> None:
        words = self.detail.words
        detail = words.detail
        if detail is not None and detail.meeting_id is not None:
            item = words.chosen(words.item) or None
            whose, said = detail.organisation_id, detail.observed
            self.host.run(
                ObserveArrival(detail.id, detail.meeting_id, whose, said, item, detail.sent_on), owner=self
            )

    def _raise_theme(self) -> None:
        detail = self.detail.words.detail
        if detail is not None:
            title = detail.subject or shortened(" ".join(detail.observed.split()), _LONGEST_TITLE)
            self.host.run(RaiseThemeOfArrival(detail.id, title, detail.organisation_id), owner=self)

    def _open_draft(self) -> None:
        """Give the file to the step that writes, which shows what it would change."""
        detail = self.detail.words.detail
        if detail is not None and detail.meeting_id is not None:
            target = (detail.meeting_id, "draft")
            self.host.run(
                TakeOutArrival(detail.id),
                then=lambda path: self.host.open("meetings", (*target, path)),
                owner=self,
                quiet=True,
            )

    def _look_into_dossier(self) -> None:
        """Show what a dossier that was kept, or came with a message, would change."""
        kept = self._chosen_id()
        if kept:
            show = partial(self._open_kept, kept)
            self.host.ask(dossier_of_arrival, kept, then=show, owner=self, replaces="kept")

    def _open_kept(self, arrival_id: str, file: DroppedFile) -> None:
        self._kept = arrival_id
        self.dossier.open_content(file.name, file.content)

    def _set_aside(self) -> None:
        if self._chosen_id():
            self.host.run(SetArrivalAside(self._chosen_id()), owner=self)

    def _take_out(self) -> None:
        if self._chosen_id():
            self.host.run(TakeOutArrival(self._chosen_id()), then=self.host.open_path, owner=self, quiet=True)

    def _open_meeting(self) -> None:
        row = self._line(self.list.chosen_key())
        if row is not None and row.meeting_id is not None:
            self.host.open("meetings", row.meeting_id)


def _lines(rows: Sequence[ArrivalRow]) -> list[object]:
    lines: list[object] = []
    for state, title in _GROUPS.items():
        found = [row for row in rows if row.state is state]
        if found:
            lines += [Heading(title, right=str(len(found))), *found]
    return lines


def _row(line: object) -> Shown:
    if isinstance(line, Heading):
        return line
    assert isinstance(line, ArrivalRow)
    second = line.reason if line.state is ArrivalState.WAITING else line.found
    tone = BADGES[line.state].tone if line.state is ArrivalState.WAITING else "text_soft"
    return Row(line.name, second, date_short(line.arrived_at.date()), icon=ICONS[line.kind], tone=tone)


def _key(line: object) -> str:
    if isinstance(line, Heading):
        return line.title
    assert isinstance(line, ArrivalRow)
    return line.id
