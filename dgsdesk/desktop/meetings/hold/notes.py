"""The middle of the session page: the chosen item's head, its notes, the marks to know, what is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from dgsdesk.application.minutes.notes import NotedAction, NotedDecision, NotePerson
from dgsdesk.application.minutes.session_page import SessionItem, SessionPage
from dgsdesk.desktop.components.empty_page import IconView
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.paint import LEFT, Painted, paint_key, write
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.editor.acts import Writing
from dgsdesk.desktop.editor.notes_editor import NotesEditor
from dgsdesk.desktop.editor.toolbar import EditorToolbar
from dgsdesk.desktop.meetings.item_notes import ItemNotes
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.wording import date_long

AUDIENCE_WORDS = {
    Audience.DIRECTORS: "DGS seuls",
    Audience.EXECUTIVES: "DGS et cadres",
    Audience.ELECTED: "+ maires et élus concernés",
    Audience.ALL: "tous",
}
_SIDE = 26
_ARROW = 46
_ROOM_FOR_HINTS = (480, 560, 740)
_ROOM_FOR_QUESTION = 170
"""The widths at 100 % of text from which the hints under the notes have room, one after the other."""
_TOOLS = ("write.bold", "write.italic", "write.underline", "write.bullets", "write.numbers")


class ScaledLabel(TextLabel):
    """A label that is larger on the wall."""

    times = 1.0

    def restyle(self) -> None:
        """Take the font of the theme, enlarged."""
        super().restyle()
        if self.times != 1.0:
            self.setFont(self.theme.font(self._style, bold=self._bold, times=self.times))
            self._fit()

    def enlarge(self, times: float) -> None:
        """Multiply the size."""
        self.times = times
        self.restyle()


class KeyHint(Painted):
    """A key in its box and what it makes: « ! décision »."""

    def __init__(self, theme: Theme, key: str, words: str) -> None:
        super().__init__(theme)
        self._key, self._words = key, words
        self.setAccessibleName(f"{key} : {words}" if key else words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room of both."""
        box = self.theme.metrics("caption", bold=True).horizontalAdvance(self._key) + 16 if self._key else 0
        words = self.theme.metrics("small").horizontalAdvance(self._words)
        return QSize(round(box + words + 4), round(self.theme.line("small")) + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint key and words."""
        del event
        painter = QPainter(self)
        middle, x = self.height() / 2, 0.0
        if self._key:
            x = paint_key(painter, self.theme, QPointF(0, middle), self._key, "text_soft") + 6
        place = QRectF(x, 0, self.width() - x, self.height())
        write(painter, place, self._words, self.theme.font("small"), self.theme.color("text_soft"), LEFT)
        painter.end()


def _made_words(noted: NotedDecision | NotedAction) -> str:
    """Say what was made of a line: « Action : DGS de Clisson, avant le 18 décembre 2026 »."""
    if isinstance(noted, NotedDecision):
        return "Décision"
    due = f"avant le {date_long(noted.due)}" if noted.due else ""
    return ", ".join(filter(None, (f"Action : {noted.owner}" if noted.owner else "Action", due)))


class HoldNotes(Panel):
    """Show one item at a time, each with an editor of its own; ``audience_chosen(item_id, audience)``."""

    audience_chosen = Signal(str, object)
    kept = Signal(str, bool)

    def __init__(self, host: PageHost, writing: Writing, initiator: Callable[[], object]) -> None:
        super().__init__(host.theme, "surface")
        self.host = host
        self._writing = writing
        self._initiator = initiator
        self._items: dict[str, ItemNotes] = {}
        self._people: Sequence[NotePerson] = ()
        self._day = date.min
        self._next_day: date | None = None
        self._times = 1.0
        self._widest: Audience | None = None
        self._writable = False
        self.item_id = ""
        theme = host.theme
        self.title = ScaledLabel(theme, "", "section", wrap=True)
        self.question = ScaledLabel(theme, "", "small", "text_soft", wrap=True)
        self.audience = QComboBox()
        self.audience.setAccessibleName(self.tr("Qui peut lire ce point"))
        for value, words in AUDIENCE_WORDS.items():
            self.audience.addItem(theme.icon("kind.audience"), words, value)
        self.audience.activated.connect(self._choose_audience)
        self.audience.currentIndexChanged.connect(self._fit_audience)
        theme.changed.connect(self._fit_audience)
        self.toolbar = EditorToolbar(theme, host.actions, writing, _TOOLS)
        self.message = InlineMessage(theme)
        self.saved = TextLabel(theme, "", "small", "text_soft")
        self._saved_icon = IconView(theme, "check", "ok")
        self._saved_icon.hide()
        self.stack = QStackedWidget()
        self._foot = Panel(theme, "surface", "t")
        self._hints = [
            KeyHint(theme, key, said)
            for key, said in (
                ("!", self.tr("décision")),
                ("@", self.tr("personne")),
                ("", self.tr("qui fait quoi, avant le… : action")),
            )
        ]
        self.made = TextLabel(theme, "", "small", "text", elide=True)
        self.made_hint = KeyHint(theme, "Ctrl+Z", self.tr("la rend au texte"))
        self._lay_out()

    def _lay_out(self) -> None:
        theme = self.theme
        head = Panel(theme, "surface", "b")
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.title)
        words.addWidget(self.question)
        top = QHBoxLayout(head)
        top.setContentsMargins(_SIDE, 9, 16, 9)
        top.addLayout(words, 1)
        top.addWidget(self.audience, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(14, 5, 20, 5)
        foot.setSpacing(14)
        foot.addWidget(self.toolbar)
        for hint in (*self._hints, self.made):
            foot.addWidget(hint)
        foot.addWidget(self.made_hint)
        foot.addStretch(1)
        self._show_made("")
        saved = QHBoxLayout()
        saved.setSpacing(5)
        saved.addWidget(self._saved_icon)
        saved.addWidget(self.saved)
        foot.addLayout(saved)
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(_SIDE, 8, 20, 0)
        inner.addWidget(self.message)
        inner.addWidget(self.stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self._writing.bars)
        layout.addWidget(body, 1)
        layout.addWidget(self._foot)

    def _fit_audience(self) -> None:
        """Take the room of the words chosen, not of the longest: the title needs the rest."""
        icon = self.theme.icon_size("button")
        words = self.audience.fontMetrics().horizontalAdvance(self.audience.currentText())
        self.audience.setIconSize(QSize(icon, icon))
        self.audience.setFixedWidth(words + icon + self.theme.wide(_ARROW))
        view = self.audience.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + self.theme.wide(_ARROW))

    # -- showing -------------------------------------------------------------------------------------------

    def show_page(self, page: SessionPage, *, writable: bool) -> None:
        """Show what is kept now of every item that was opened here."""
        self._day, self._next_day, self._writable = page.day, page.next_day, writable
        items = {item.id: item for item in page.items}
        for item_id in [item_id for item_id in self._items if item_id not in items]:
            self._forget(item_id)
        for item_id, notes in self._items.items():
            notes.editor.setReadOnly(not writable)
            notes.show(items[item_id])
        if self.item_id in items:
            self._show_head(items[self.item_id])

    def show_people(self, people: Sequence[NotePerson]) -> None:
        """Know who may be named."""
        self._people = people
        for notes in self._items.values():
            notes.editor.know(self._day, people, self._next_day)

    def open_item(self, item: SessionItem) -> None:
        """Bring an item's notes to the front.

        An editor that is there knows better than ``item``, which may have been read before what was typed:
        only `show_page` shows it something else.
        """
        self.item_id = item.id
        if item.id not in self._items:
            self._items[item.id] = self._make(item)
            self._items[item.id].show(item)
        notes = self._items[item.id]
        self._show_head(item)
        self._show_made("")
        self.stack.setCurrentWidget(notes.editor)
        self._say(notes, *notes.last_said)

    def _make(self, item: SessionItem) -> ItemNotes:
        editor = NotesEditor(self.theme, self.tr("Notes du point {}").format(item.title), style="section")
        editor.setPlaceholderText(self.tr("Notes, décisions, actions…"))
        editor.know(self._day, self._people, self._next_day)
        editor.enlarge(self._times)
        editor.curtain.draw(self._widest)
        editor.setReadOnly(not self._writable)
        notes = ItemNotes(self.host, item.id, editor, self._initiator)
        editor.edited.connect(lambda: self._show_made(""))
        editor.made.connect(lambda noted: self._show_made(_made_words(noted)))
        notes.said.connect(lambda words, tone: self._say(notes, words, tone))
        notes.failed.connect(self._failed)
        notes.saved.connect(self._saved)
        self._writing.follow(editor)
        self.toolbar.follow(editor)
        self.stack.addWidget(editor)
        return notes

    def _show_made(self, words: str) -> None:
        """Say what was made of a line, and how to take it back; else which marks there are."""
        self.made.show_text(words)
        for part in (self.made, self.made_hint):
            part.setVisible(bool(words))
        for rank, hint in enumerate(self._hints):
            hint.setVisible(not words and self.width() >= self.theme.wide(_ROOM_FOR_HINTS[rank]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the hints that have no room."""
        super().resizeEvent(event)
        self._show_made(self.made.whole_text())
        self._show_question()

    def _show_question(self) -> None:
        """Leave the question out where the notes have hardly any room: the agenda has it too."""
        room = self.height() >= self.theme.wide(_ROOM_FOR_QUESTION * self._times)
        self.question.setVisible(bool(self.question.whole_text()) and room)

    def _forget(self, item_id: str) -> None:
        notes = self._items.pop(item_id)
        self.stack.removeWidget(notes.editor)
        notes.editor.deleteLater()

    def _show_head(self, item: SessionItem) -> None:
        self.title.show_text(item.title)
        self.question.show_text(item.question)
        self._show_question()
        self.audience.setCurrentIndex(self.audience.findData(item.audience))

    def _choose_audience(self) -> None:
        self.audience_chosen.emit(self.item_id, Audience(self.audience.currentData()))

    # -- saving --------------------------------------------------------------------------------------------

    @property
    def editor(self) -> NotesEditor | None:
        """The editor in front."""
        notes = self._items.get(self.item_id)
        return notes.editor if notes else None

    def keep(self) -> None:
        """Send everything typed now."""
        for notes in self._items.values():
            notes.keep()

    def clear(self) -> None:
        """Forget the editors, for another meeting; what was typed is sent first."""
        self.keep()
        for item_id in list(self._items):
            self._forget(item_id)
        self.item_id = ""
        self.saved.show_text("")
        self._saved_icon.hide()

    def _say(self, notes: ItemNotes, words: str, tone: str) -> None:
        if notes.item_id == self.item_id:
            self.saved.show_text(words)
            self.saved.set_role("bad" if tone == "bad" else "text_soft")
            self._saved_icon.setVisible(tone == "ok")

    def _failed(self, notes: ItemNotes, error: KnownError) -> None:
        told = self.host.message_for(error)
        kept = self.tr("Votre texte est toujours là ; un nouvel essai a lieu dans quelques secondes.")
        self.message.show_message(
            Message(
                told.what,
                told.where,
                f"{told.remedy} {kept}".strip(),
                button=self.tr("Copier le texte"),
                act=lambda: QGuiApplication.clipboard().setText(notes.editor.copyable()),
            )
        )

    def _saved(self, notes: ItemNotes) -> None:
        self.kept.emit(notes.item_id, notes.written())
        if not any(one.autosave.broken for one in self._items.values()):
            self.message.show_message(None)

    # -- on the wall ---------------------------------------------------------------------------------------

    def project(self, times: float, widest: Audience | None) -> None:
        """Enlarge everything that is read from afar; 1.0 for the screen.

        What ``widest`` may not read goes out of sight; None for the screen, which shows everything.
        """
        self._times, self._widest = times, widest
        for label in (self.title, self.question):
            label.enlarge(times)
        for notes in self._items.values():
            notes.editor.enlarge(times)
            notes.editor.curtain.draw(widest)
        self.audience.setVisible(times == 1.0)
        self._foot.setVisible(times == 1.0)
