"""A paper as it will be printed: its pages, and what to do with them."""

from __future__ import annotations

import atexit
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from dgsdesk.application.paper import PrintedPaper
from dgsdesk.application.ports.press import PrintedPages
from dgsdesk.desktop.components.buttons import Button, ButtonKind, IconButton
from dgsdesk.desktop.components.fields import choice_field, fill_choices
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.components.window_size import size_window
from dgsdesk.desktop.library.drag_out import drag_file
from dgsdesk.desktop.preview.pages_view import Fit, PagesView
from dgsdesk.desktop.preview.thumbnails import Thumbnails
from dgsdesk.desktop.shell.chosen_file import ask_new_file
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.errors import KnownError, StorageUnavailable
from dgsdesk.domain.wording import plural
from dgsdesk.whole_file import os_failure_code, write_whole

if TYPE_CHECKING:
    from dgsdesk.application.paper import PaperSource


@dataclass(frozen=True)
class _Printed:
    """A paper, its PDF and the pages of it."""

    paper: PrintedPaper
    pdf: bytes
    pages: PrintedPages


class PreviewWindow(QDialog):
    """Composes papers without laying them and shows one after the other, page by page."""

    def __init__(self, host: PageHost, sources: Sequence[PaperSource], parent: QWidget) -> None:
        super().__init__(parent)
        self.host = host
        self._papers: list[PrintedPaper] = []
        self._shown: _Printed | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Aperçu avant impression"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._make_parts()
        self._make_buttons()
        self._lay_out()
        self._bind_keys()
        self._allow(False)
        self.finished.connect(lambda _: self._let_go())
        self.said.show_text(self.tr("Les pages se préparent…"))
        host.read_papers(sources, then=self._offer, failed=self._fail, owner=self)

    # -- layout ----------------------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        theme = self.host.theme
        self.choice = choice_field(self.tr("Papier"))
        self.choice.setMinimumContentsLength(36)
        self.choice.currentIndexChanged.connect(self._choose)
        self.said = TextLabel(theme, "", "section", bold=True, elide=True)
        self.problem = InlineMessage(theme, closable=True)
        self.problem.hide()
        self.view = PagesView(self.host)
        self.thumbnails = Thumbnails(self.host)
        self.number = QSpinBox()
        self.number.setAccessibleName(self.tr("Page"))
        self.number.setPrefix(self.tr("Page "))
        self.number.setKeyboardTracking(False)
        self.number.setMinimum(1)
        self.number.valueChanged.connect(lambda page: self.view.go_to(page - 1))
        self.percent = TextLabel(theme, "", "small")
        self.view.page_changed.connect(self._page_changed)
        self.view.zoomed.connect(lambda percent: self.percent.show_text(f"{percent}\u00a0%"))
        self.thumbnails.chosen.connect(self.view.go_to)
        self.thumbnails.dragged.connect(self._drag_out)
        self.thumbnails.setToolTip(self.tr("Se glisse vers un courriel ou un dossier : le PDF y est copié"))

    def _make_buttons(self) -> None:
        theme = self.host.theme
        tr = self.tr
        self.print_button = Button(theme, tr("Imprimer…"), kind=ButtonKind.FILLED, icon="act.print")
        self.save_button = Button(theme, tr("Enregistrer le PDF…"), icon="save")
        self.close_button = Button(theme, tr("Fermer"))
        self.former = IconButton(theme, "chevron-left", tr("Page précédente"), framed=True)
        self.next = IconButton(theme, "chevron-right", tr("Page suivante"), framed=True)
        self.smaller = IconButton(theme, "minus", tr("Réduire"), key="Ctrl+-", framed=True)
        self.larger = IconButton(theme, "plus", tr("Agrandir"), key="Ctrl++", framed=True)
        self.whole = Button(theme, tr("Page entière"))
        self.wide = Button(theme, tr("Largeur"))
        self.own = Button(theme, tr("100 %"))
        for button, act in (
            (self.print_button, self._print),
            (self.save_button, self._save),
            (self.close_button, self.accept),
            (self.former, lambda: self.view.go_to(self.view.page - 1)),
            (self.next, lambda: self.view.go_to(self.view.page + 1)),
            (self.smaller, partial(self.view.zoom, -1)),
            (self.larger, partial(self.view.zoom, 1)),
            (self.whole, partial(self.view.fit, Fit.PAGE)),
            (self.wide, partial(self.view.fit, Fit.WIDTH)),
            (self.own, partial(self.view.fit, Fit.FREE)),
        ):
            button.clicked.connect(lambda *_, act=act: act())

    def _lay_out(self) -> None:
        theme = self.host.theme
        layout = QVBoxLayout(self)
        margin = theme.space("l")
        layout.setContentsMargins(margin, theme.space("m"), margin, theme.space("m"))
        layout.setSpacing(theme.space("m"))
        head = QHBoxLayout()
        head.setSpacing(theme.space("m"))
        head.addWidget(self.said, 1)
        head.addWidget(self.choice, 1)
        layout.addLayout(head)
        layout.addWidget(self.problem)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.thumbnails)
        middle.addWidget(self.view, 1)
        layout.addLayout(middle, 1)
        tools = FlowRow()
        pages: list[QWidget] = [self.former, self.number, self.next]
        sizes: list[QWidget] = [self.smaller, self.percent, self.larger, self.whole, self.wide, self.own]
        for tool in (*pages, *sizes):
            tools.add(tool)
        leaving = FlowRow(self.save_button, self.print_button, self.close_button)
        foot = QHBoxLayout()
        foot.addWidget(tools, 1)
        foot.addWidget(leaving)
        layout.addLayout(foot)
        self.choice.hide()
        size_window(self, theme, 1060, 900)

    def _bind_keys(self) -> None:
        for keys, button in (
            ("Ctrl+P", self.print_button),
            ("Ctrl+S", self.save_button),
            ("Ctrl+0", self.whole),
            ("Ctrl+2", self.wide),
            ("Ctrl+1", self.own),
            ("Ctrl+-", self.smaller),
            ("Ctrl++ Ctrl+=", self.larger),
        ):
            action = QAction(button.text() or button.accessibleName(), self)
            action.setShortcuts([QKeySequence(key) for key in keys.split()])
            action.triggered.connect(button.click)
            shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            button.setToolTip(f"{action.text()} ({shown})")
            self.addAction(action)

    def _allow(self, allowed: bool) -> None:
        for one in (self.print_button, self.save_button, self.number, self.former, self.next):
            one.setEnabled(allowed)

    # -- which paper -----------------------------------------------------------------------------------------

    def _offer(self, papers: list[PrintedPaper]) -> None:
        self._papers = papers
        if not papers:
            self.said.show_text(self.tr("Il n’y a pas de papier à montrer ici."))
            return
        named = _names(papers)
        fill_choices(self.choice, [(str(at), name) for at, name in enumerate(named)])
        self.choice.setVisible(len(papers) > 1)
        self._choose(0)

    def _choose(self, at: int) -> None:
        """Print a paper and show its pages."""
        if not 0 <= at < len(self._papers):
            return
        paper, press = self._papers[at], self.host.press
        self._allow(False)
        self.said.show_text(self.tr("{} – les pages se préparent…").format(paper.title))

        def work() -> _Printed:
            pdf = paper.print_by(press)
            return _Printed(paper, pdf, press.pages(pdf))

        self.host.make_document(work, then=self._show, owner=self, failed=self._fail)

    def _show(self, printed: _Printed) -> None:
        if self._papers.index(printed.paper) != max(self.choice.currentIndex(), 0):
            printed.pages.close()  # another one was chosen meanwhile
            return
        self._let_go()
        self._shown = printed
        count = len(printed.pages.sizes)
        self.said.show_text(f"{printed.paper.title} – {plural(count, 'page', 'pages')}")
        self.number.setMaximum(max(count, 1))
        self.number.setSuffix(self.tr(" sur {}").format(count))
        self.thumbnails.show_pages(printed.pages)
        self.view.show_pages(printed.pages)
        self._allow(True)
        self.view.setFocus()

    def _let_go(self) -> None:
        """Close what was shown."""
        shown, self._shown = self._shown, None
        self.view.show_pages(None)
        self.thumbnails.show_pages(None)
        if shown is not None:
            shown.pages.close()

    def _fail(self, error: KnownError) -> None:
        if self._shown is None:
            self.said.show_text(self.tr("Rien ne peut être montré"))
        self._tell(self.host.message_for(error))

    def _tell(self, message: Message) -> None:
        self.problem.show_message(message)
        self.problem.show()

    # -- which page ------------------------------------------------------------------------------------------

    def _page_changed(self, page: int) -> None:
        self.number.blockSignals(True)
        self.number.setValue(page + 1)
        self.number.blockSignals(False)
        shown = self._shown
        if shown is None:
            return
        count = len(shown.pages.sizes)
        self.former.setEnabled(page > 0)
        self.next.setEnabled(page < count - 1)
        self.thumbnails.show_page(page)
        self.view.setAccessibleName(self.tr("{}, page {} sur {}").format(shown.paper.title, page + 1, count))

        def say(words: str) -> None:
            if self._shown is shown and self.view.page == page:
                self.view.setAccessibleDescription(words)

        self.host.make_document(partial(shown.pages.words, page), then=say, owner=self)

    # -- what to do with it ----------------------------------------------------------------------------------

    def _print(self) -> None:
        from dgsdesk.desktop.preview import printing

        shown = self._shown
        if shown is None:
            return
        printer = printing.asked_printer(shown.paper.title, shown.pages, self)
        if printer is None:
            return
        self.print_button.setEnabled(False)

        def done(count: int) -> None:
            self.print_button.setEnabled(True)
            sent = plural(count, "page envoyée", "pages envoyées")
            where = printer.outputFileName() or printer.printerName()
            self._tell(Message(self.tr("{} à l’impression.").format(sent), where=where, tone="ok"))

        def failed(error: KnownError) -> None:
            self.print_button.setEnabled(True)
            self._fail(error)

        work = partial(printing.print_pages, printer, shown.pages)
        self.host.make_document(work, then=done, owner=self, failed=failed)

    def _drag_out(self) -> None:
        """Let the PDF be dropped into a message or a folder: a copy of its own, that nobody writes to."""
        shown = self._shown
        if shown is None:
            return
        path = _folder() / shown.paper.file_name
        self.host.make_document(partial(lay_read_only, path, shown.pdf), then=self._drag, owner=self)

    def _drag(self, path: str) -> None:
        if QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            drag_file(self.thumbnails, self.thumbnails.currentIndex(), path)

    def _save(self) -> None:
        shown = self._shown
        if shown is None:
            return
        title, kinds = self.tr("Enregistrer le PDF"), self.tr("PDF (*.pdf)")
        path = ask_new_file(self.host.preferences, self, title, shown.paper.file_name, kinds)
        if path is not None:
            self.save_as(path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf"))

    def save_as(self, path: Path) -> None:
        """Write the PDF that is shown."""
        shown = self._shown
        if shown is None:
            return

        def told(_: None) -> None:
            words = self.tr("« {} » est enregistré.").format(path.name)
            opened = partial(self.host.open_path, str(path))
            self._tell(Message(words, where=str(path), tone="ok", button=self.tr("Ouvrir"), act=opened))

        self.host.make_document(partial(_write, path, shown.pdf), then=told, owner=self, failed=self._fail)


@cache
def _folder() -> Path:
    """Return where pulled papers lie until the program ends: who takes one may read it a moment later.

    One that is still open elsewhere stays there on Windows.
    """
    folder = TemporaryDirectory(prefix="dgsdesk-", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    return Path(folder.name)


def lay_read_only(path: Path, content: bytes) -> str:
    """Write a file that others may copy and not change, unless it is there already; return its path."""
    if not path.exists():
        _write(path, content)
        path.chmod(0o400)
    return str(path)


def _write(path: Path, content: bytes) -> None:
    try:
        write_whole(path, content)
    except OSError as error:
        raise StorageUnavailable(os_failure_code(error), where=str(path)) from error


def _names(papers: Sequence[PrintedPaper]) -> list[str]:
    """Return the titles, with what tells their files apart where several papers have the same."""
    titles = [paper.title for paper in papers]
    names = []
    for paper in papers:
        same = [one.name for one in papers if one.title == paper.title]
        apart = paper.name.removeprefix(_same_beginning(same)).replace("_", " ").replace("-", " ").strip()
        names.append(f"{paper.title} ({apart})" if titles.count(paper.title) > 1 and apart else paper.title)
    return names


def _same_beginning(names: Sequence[str]) -> str:
    """Return the words that all file names begin with."""
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))
    same = "".join(letters[0] for letters in alike)
    return same[: max(same.rfind("-"), same.rfind("_")) + 1]
