"""The guide: a field and the chapters at left, the chosen one at right."""

from __future__ import annotations

from functools import cache, partial

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout

from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.panes import ListAndDetail
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Heading, Row, RowsModel, Shown
from dgsdesk.desktop.components.search_field import SearchField
from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.guide.address import ABOUT_PAGE, PAGE_ID, SEARCH
from dgsdesk.desktop.guide.chapters import Chapter, chapter_of, read_chapters
from dgsdesk.desktop.guide.reader import ChapterReader, read_pictures
from dgsdesk.desktop.guide.search import Asked, Found, found_in
from dgsdesk.desktop.shell.actions import ActionSpec
from dgsdesk.desktop.shell.global_acts import GLOBAL_ACTS, LAST_ACTS
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.page import Page
from dgsdesk.shipped import shipped

_Line = tuple[Chapter | str, str] | str
"""A chapter with a line of it, the same with words in its place, or a heading."""


class GuidePage(Page):
    """Chapters by whom they are for; what is typed narrows them and is marked in the text."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self.chapters: list[Chapter] = []
        self._wanted = ""
        self._head = ""
        self._words: Asked = ()
        self._folder = shipped("guide")
        self.field = SearchField(self.theme, self.tr("Chercher dans le guide"))
        self.model: RowsModel[_Line] = RowsModel(_row, _key, self)
        self.list = RowList(self.theme, self.model, self.tr("Chapitres du guide"), ground="surface_alt")
        self.reader = ChapterReader(self.theme)
        self.header = PageHeader(
            self.theme, self.tr("Guide"), self.tr("Sans connexion. Maj+F1 ouvre le chapitre de chaque page.")
        )
        self._lay_out()
        self.field.searched.connect(lambda _: self._search())
        self.field.left_down.connect(self.list.setFocus)
        self.list.chosen.connect(self._read)
        self.list.activated_key.connect(lambda _: self._enter())
        host.make_document(lambda: read_chapters(self._folder, self._named), then=self._take, owner=self)

    def _lay_out(self) -> None:
        left = Panel(self.theme, "surface_alt")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        inner = QVBoxLayout()
        inner.setContentsMargins(12, 0, 12, 0)
        inner.addWidget(self.field)
        column.addLayout(inner)
        column.addWidget(self.list, 1)
        self._panes = ListAndDetail(
            self.theme,
            self.host.preferences,
            "guide",
            left,
            self.reader,
            list_title=self.tr("Chapitres"),
            detail_title=self.tr("Texte"),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self._panes, 1)

    def _named(self, what: str, act: str) -> str:
        """Return the key of an act, or what it is called, as they are in this program."""
        spec = _every_act()[act]
        return f"**{spec.shown_key()}**" if what == "touche" else f"*{spec.text.removesuffix('…')}*"

    def _take(self, chapters: list[Chapter]) -> None:
        self.chapters = chapters
        self._show_list()
        self._go()

    def _search(self) -> None:
        """Show what is found, and the first of it; the chapter in front with other words marked."""
        chosen, marked = self.list.chosen_key(), self._words
        self._show_list()
        if self._words:
            self.list.choose_first()
        if self._words != marked and chosen == self.list.chosen_key():
            self._read(chosen)

    def _show_list(self) -> None:
        """Show the chapters that hold what is typed, under whom they are for."""
        found = found_in(self.chapters, self.field.text())
        self._words = found.words
        self.model.replace(self._told(found) if found.words else _grouped(found))

    def _told(self, found: Found) -> list[_Line]:
        """Return what was found, under a line that says so where it is not just what was typed."""
        typed = self.field.text().strip()
        if not found.chapters:
            return [(self.tr("Rien sur « {} »").format(typed), self.tr("Essayez un mot plus simple."))]
        head = [self.tr("Résultats pour « {} »").format(found.instead)] if found.instead else []
        return [*head, *found.chapters]

    def shown(self, subject: object | None) -> None:
        """Show a chapter by its id, of a page (« page:meetings/hold »), or what is said of some words."""
        if isinstance(subject, str) and subject.startswith(SEARCH):
            self.field.setText(subject.removeprefix(SEARCH))
            self._search()
            return
        if isinstance(subject, str):
            self._wanted = subject
            self.field.setText("")
            self._show_list()
        self._go()

    def _go(self) -> None:
        wanted, self._wanted = self._wanted, "" if self.chapters else self._wanted
        if not self.chapters:
            return
        page = wanted.removeprefix(ABOUT_PAGE)
        chapter = chapter_of(self.chapters, page) if page not in (wanted, PAGE_ID) else None
        key = chapter.id if chapter else wanted
        self._head = chapter.spots.get(page, "") if chapter else ""
        chosen = self.list.chosen_key()
        if self.list.choose(key):
            self._panes.bring_forward(detail=True)
        elif not chosen:
            self.list.choose_first()
        if wanted and chosen == self.list.chosen_key():
            self._read(chosen)

    def take_focus(self) -> None:
        """Begin in the field."""
        self.field.setFocus()

    def _read(self, key: str) -> None:
        chapter = next((one for one in self.chapters if one.id == key), None)
        if chapter is not None:
            work = partial(read_pictures, chapter, self._folder)
            self.host.make_document(work, then=partial(self._show, chapter), owner=self)

    def _show(self, chapter: Chapter, pictures: dict[str, QImage]) -> None:
        if self.list.chosen_key() == chapter.id:
            head, self._head = self._head, ""
            self.reader.show_chapter(chapter, pictures, self._words, head)
            self.header.show_title(chapter.title)

    def _enter(self) -> None:
        self._panes.bring_forward(detail=True)
        self.reader.setFocus()


@cache
def _every_act() -> dict[str, ActionSpec]:
    """Return every act of the program: a window that shows one meeting alone has not them all."""
    from dgsdesk.desktop.pages import PAGES

    specs = [*GLOBAL_ACTS, *LAST_ACTS, *(spec for entry in PAGES for spec in entry.actions)]
    return {spec.id: spec for spec in specs}


def _grouped(found: Found) -> list[_Line]:
    """Return the chapters under whom they are for."""
    lines: list[_Line] = []
    for chapter, public in found.chapters:
        if public not in lines:
            lines.append(public)
        lines.append((chapter, ""))
    return lines


def _row(line: _Line) -> Shown:
    if isinstance(line, str):
        return Heading(line)
    chapter, found = line
    return Row(chapter, found, enabled=False) if isinstance(chapter, str) else Row(chapter.title, found)


def _key(line: _Line) -> str:
    head = line if isinstance(line, str) else line[0]
    return head if isinstance(head, str) else head.id
