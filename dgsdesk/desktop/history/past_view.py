"""What was done, newest first: acts under their days at left, one of them in full at right."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dgsdesk.application.history.acts import Hand, HistoryLine, HistoryPiece, HistoryWanted, hands, history
from dgsdesk.desktop.components.badge import BadgeSpec
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.components.lines_view import LinesView
from dgsdesk.desktop.components.register import Register
from dgsdesk.desktop.components.rows import Heading, Row, RowsModel, Shown
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.components.words_and_buttons import WordsAndButtons
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.wording import hour, plural

TAKEN_BACK = BadgeSpec("neutral", "act.undo", "Annulé")

_PERIODS = (("Toujours", 0), ("Depuis 7 jours", 7), ("Depuis 30 jours", 30), ("Depuis un an", 366))


class PastView(QWidget):
    """The history of everything or of one thing, filtered by words, period and person."""

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        self.host = host
        self.theme = host.theme
        self.about = ""
        self._lines: list[HistoryLine] = []
        self._next: int | None = None
        self._hands: tuple[Hand, ...] = ()
        self.model: RowsModel[HistoryLine | Heading] = RowsModel(_row, _key, self)
        self.detail = _LineView(host)
        self._nothing = EmptyPage(self.theme, "history", self.tr("Rien n’a encore été fait ici"))
        self.register = Register(
            self.theme,
            host.preferences,
            "history",
            self.tr("Historique"),
            self.model,
            self.tr("Historique"),
            details=(self.detail, self._nothing),
            detail_title=self.tr("Geste choisi"),
            filter_name=self.tr("Filtrer par mot"),
            width="max",
        )
        self.list = self.register.list
        actions = host.actions
        self.register.add_button(
            Button(self.theme, self.tr("Annuler"), icon="act.undo", action=actions.action("shell.undo"))
        )
        self.register.add_button(Button(self.theme, self.tr("Rétablir"), action=actions.action("shell.redo")))
        self.register.offer(self.tr("Période"), _PERIODS)
        self.by: QComboBox = self.register.offer_more(self.tr("Personne et poste"))
        self.by.addItem(self.tr("Toutes les personnes"))
        self.head = _ThingHead(host)
        self.head.wanted.connect(self.show_about)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.register, 1)
        self.list.chosen.connect(self._show_chosen)
        self.register.narrowed.connect(self.refresh)
        self.register.cleared.connect(self.refresh)
        self.model.more_wanted.connect(self._read_on)

    def show_about(self, about: str) -> None:
        """Show the history of a thing, or of everything; filters go."""
        self.about = about
        self.register.filter.clear()
        self.register.choice.setCurrentIndex(0)
        self.by.setCurrentIndex(0)
        self._lines = []
        self.refresh()

    def refresh(self) -> None:
        """Read the newest acts again."""
        self.host.ask(hands, then=self._offer_hands, owner=self, replaces="hands")
        self.host.ask(history, self._wanted(None), then=self._take, owner=self, replaces="history")

    def _read_on(self) -> None:
        wanted = self._wanted(self._next)
        self.host.ask(history, wanted, then=self._take_more, owner=self, replaces="history")

    def _wanted(self, before: int | None) -> HistoryWanted:
        days = self.register.choice.currentData()
        at = self.by.currentIndex()
        hand = self._hands[at - 1] if 0 < at <= len(self._hands) else None
        return HistoryWanted(
            self.about,
            self.register.filter.text(),
            timedelta(days=days) if days else None,
            (hand.actor, hand.machine) if hand else None,
            before,
        )

    def _offer_hands(self, found: tuple[Hand, ...]) -> None:
        if found == self._hands:
            return
        chosen, self._hands = self.by.currentText(), found
        while self.by.count() > 1:
            self.by.removeItem(1)
        for hand in found:
            self.by.addItem(hand.words)
        self.by.setCurrentIndex(max(0, self.by.findText(chosen)))

    def _take(self, piece: HistoryPiece) -> None:
        self._lines = []
        self.head.show_thing(self.about, piece)
        of_thing = self.tr("Historique\u00a0: {}").format(piece.title)
        self.list.setAccessibleName(of_thing if self.about and piece.title else self.tr("Historique"))
        self._take_more(piece)

    def _take_more(self, piece: HistoryPiece) -> None:
        known = {line.key for line in self._lines}
        self._lines += [line for line in piece.lines if line.key not in known]
        self._next = piece.next
        self.register.facts.show_text(piece.reach)
        rows: list[HistoryLine | Heading] = []
        days = set[str]()
        for line in self._lines:
            if line.day not in days:
                days.add(line.day)
                rows.append(Heading(line.day))
            rows.append(line)
        self.model.offer_more(piece.next is not None)
        filtered = (
            self.register.filter.text() or self.register.choice.currentIndex() or self.by.currentIndex()
        )
        self.register.show_rows(rows, empty=None if filtered else self._nothing)

    def _show_chosen(self, key: str) -> None:
        line = next((one for one in self._lines if one.key == key), None)
        if line is not None:
            self.detail.show_line(line)
            self.register.right.setCurrentWidget(self.detail)


class _ThingHead(Panel):
    """Which thing the history is about, what it belongs to, the way back and to everything.

    ``wanted(id)`` asks for the history of another thing, of everything where it is empty.
    """

    wanted = Signal(str)

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface", "b")
        self.title = TextLabel(host.theme, "", "section", wrap=True)
        self.back = Button(host.theme, action=host.actions.action("history.back"))
        self.all = Button(host.theme, self.tr("Tout l’historique"))
        self.all.clicked.connect(lambda: self.wanted.emit(""))
        self._owners: list[Button] = []
        self._buttons = QHBoxLayout()
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._buttons.setSpacing(host.theme.space("s"))
        buttons = QWidget()
        buttons.setLayout(self._buttons)
        for button in (self.all, self.back):
            self._buttons.addWidget(button)
        layout = QVBoxLayout(self)
        side, above = host.theme.space("l"), host.theme.space("s")
        layout.setContentsMargins(side, above, side, above)
        layout.addWidget(
            WordsAndButtons(host.theme, self.title, buttons, Qt.AlignmentFlag.AlignVCenter, least=160)
        )
        self.hide()

    def show_thing(self, about: str, piece: HistoryPiece) -> None:
        """Name the thing; nothing is shown for the whole history."""
        self.setVisible(bool(about))
        self.title.show_text(piece.title)
        for button in self._owners:
            button.deleteLater()
        self._owners = []
        for owner, name in piece.within:
            button = Button(self.theme, name, kind=ButtonKind.LINK)
            button.clicked.connect(lambda _=False, one=owner: self.wanted.emit(one))
            self._buttons.insertWidget(0, button)
            self._owners.append(button)


class _LineView(QScrollArea):
    """One act in full: its sentence, then each thing that changed, before and after."""

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        theme = host.theme
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Ce qui a changé"))
        self.sentence = TextLabel(theme, "", "section", wrap=True)
        self.undone = TextLabel(theme, self.tr("Ce geste a été annulé."), "body", "text_soft", wrap=True)
        self.lines = LinesView(theme)
        self.more = TextLabel(theme, "", "small", "text_soft", wrap=True)
        paper = Panel(theme, "surface")
        column = QVBoxLayout(paper)
        side = theme.space("xl")
        column.setContentsMargins(side, theme.space("l"), side, theme.space("l"))
        column.setSpacing(theme.space("m"))
        for part in (self.sentence, self.undone, self.lines, self.more):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(paper)

    def show_line(self, line: HistoryLine) -> None:
        """Show another act."""
        self.sentence.show_text(line.sentence)
        self.undone.setVisible(line.undone)
        changed = [(one.what, one.said) for one in line.details]
        self.lines.show_groups([(self.tr("Ce qui a changé"), changed)])
        others = plural(line.left_out, "autre changement", "autres changements")
        self.more.show_text(f"{others} du même geste.")
        self.more.setVisible(line.left_out > 0)
        self.verticalScrollBar().setValue(0)


def _row(line: HistoryLine | Heading) -> Shown:
    if isinstance(line, Heading):
        return line
    return Row(
        line.said,
        second=" · ".join(filter(None, (hour(line.at.time()), line.by))),
        right_badge=TAKEN_BACK if line.undone else None,
        tone="text_faint" if line.undone else "text_soft",
    )


def _key(line: HistoryLine | Heading) -> str:
    return line.title if isinstance(line, Heading) else line.key
