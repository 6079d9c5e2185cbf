"""The observations by item: « À rattacher » first, one open at a time, the next one opening by itself."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dgsdesk.application.review.page import ReviewPage
from dgsdesk.application.review.rows import ObservationGroup, ObservationRow
from dgsdesk.desktop.components.empty_page import EmptyPage, IconView
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.meetings.review.observation_card import ObservationCard
from dgsdesk.desktop.meetings.review.open_observation import OpenObservation
from dgsdesk.desktop.shell.actions import ActionRegistry
from dgsdesk.desktop.theme.ring import WANTS_RING
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.minutes import ObservationState


class GroupHeader(Panel):
    """The band above the observations of one item."""

    def __init__(self, theme: Theme, group: ObservationGroup) -> None:
        super().__init__(theme, "surface_alt", "b")
        lost = group.item_id is None
        ink = "warn" if lost else "text_soft"
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.space("l"), theme.space("s"), theme.space("m"), theme.space("s"))
        layout.setSpacing(theme.space("s"))
        if lost:
            layout.addWidget(IconView(theme, "link", "warn"))
        layout.addWidget(TextLabel(theme, group.heading, "small", ink, bold=True, elide=True, least=120), 1)
        line = TextLabel(theme, group.line, "small", ink, elide=True)
        line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(line)


class ObservationColumn(QScrollArea):
    """The list. ``opened(id)`` says which observation is open, empty for none; so does ``open_id``.

    ``built`` when the cards were made anew.
    """

    opened = Signal(str)
    settled = Signal(object)
    placed = Signal(str, str)
    aimed = Signal(str)
    reopened = Signal(str)
    removed = Signal(str)
    traced = Signal(str)
    built = Signal()

    def __init__(self, theme: Theme, actions: ActionRegistry, name: str) -> None:
        super().__init__()
        self.theme = theme
        self._actions = actions
        self._page: ReviewPage | None = None
        self.open_id = ""
        self._typed: dict[str, tuple[str, str, bool, int]] = {}
        self.cards: dict[str, ObservationCard] = {}
        self.below: tuple[QWidget, ...] = ()
        self.setAccessibleName(name)
        self.setProperty(WANTS_RING, True)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    # -- reading ---------------------------------------------------------------------------------------------

    @property
    def open_card(self) -> OpenObservation | None:
        """The observation being settled."""
        card = self.cards.get(self.open_id)
        return card if isinstance(card, OpenObservation) else None

    def rows(self) -> list[ObservationRow]:
        """Return the observations in the order shown."""
        return [row for group in self._page.groups for row in group.rows] if self._page else []

    # -- showing ---------------------------------------------------------------------------------------------

    def show_page(self, page: ReviewPage) -> None:
        """Show the observations; what is typed in the open one stays, and so does the place.

        What arrives is opened when nothing was being settled.
        """
        self._keep_typed()
        self._page = page
        states = {row.id: row.state for row in self.rows()}
        waiting = {key for key, state in states.items() if state is ObservationState.OPEN}
        idle = states.get(self.open_id) is not ObservationState.OPEN
        if self.open_id not in states or (idle and waiting - self.cards.keys()):
            self.open_id = self._first_waiting()
        at = QApplication.focusWidget()
        settling = at is not None and self.isAncestorOf(at)
        self._build()
        if settling:
            QTimer.singleShot(0, self, self._show_open)

    def open(self, observation_id: str, *, keyboard: bool = True) -> None:
        """Open one observation, closing the other."""
        if observation_id == self.open_id or observation_id not in self.cards:
            return
        self._keep_typed()
        self.open_id = observation_id
        self._build()
        card = self.cards[observation_id]
        if keyboard:
            card.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_open()
        QTimer.singleShot(0, self, self._show_open)  # once what was just built has its height
        self.opened.emit(observation_id)

    def _show_open(self) -> None:
        """Scroll so that the open one is seen: its buttons at least, its beginning where they stand below."""
        card = self.cards.get(self.open_id)
        if isinstance(card, OpenObservation) and any(one.isHidden() for one in card.buttons):
            self.verticalScrollBar().setValue(card.y())
        elif card is not None:
            self.ensureWidgetVisible(card, 0, self.theme.space("l"))

    def _show_asked(self, card: OpenObservation, field: QWidget) -> None:
        """Scroll to what must be typed and to the sentence below that asks for it."""
        for widget in (card.hint, field):
            self.ensureWidgetVisible(widget, 0, self.theme.space("s"))

    def open_next(self) -> None:
        """Open the next one to settle after the open one, else the first."""
        rows = self.rows()
        at = next((rank for rank, row in enumerate(rows) if row.id == self.open_id), -1)
        waiting = [row.id for row in rows[at + 1 :] + rows[: at + 1] if row.state is ObservationState.OPEN]
        following = next((one for one in waiting if one != self.open_id), "")
        if following:
            self.open(following)

    def forget_typed(self, observation_id: str) -> None:
        """Let go of what was typed for an observation, once it is settled."""
        self._typed.pop(observation_id, None)
        if self.open_id == observation_id and (card := self.open_card) is not None:
            card.reply.clear()
            card.substance.setChecked(False)

    def take_focus(self) -> None:
        """Give the keyboard to the open observation, else to the first."""
        card = self.cards.get(self.open_id) or next(iter(self.cards.values()), None)
        (card or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _first_waiting(self) -> str:
        rows = self.rows()
        waiting = next((row.id for row in rows if row.state is ObservationState.OPEN), "")
        return waiting or (rows[0].id if rows else "")

    def _keep_typed(self) -> None:
        card = self.open_card
        if card is not None:
            self._typed[card.row.id] = (
                card.reply.text(),
                card.wording.text(),
                card.substance.isChecked(),
                card.clock.currentIndex(),
            )

    def _build(self) -> None:
        former = self.widget()
        focus = QApplication.focusWidget()
        inside = former is not None and focus is not None and former.isAncestorOf(focus)
        had_keyboard = inside or focus is self  # an empty list holds it itself until something is noted
        place = self.verticalScrollBar().value()
        page = self._page
        content = Panel(self.theme, "surface")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.cards = {}
        for group in page.groups if page else ():
            column.addWidget(GroupHeader(self.theme, group))
            for row in group.rows:
                self.cards[row.id] = self._card(row)
                column.addWidget(self.cards[row.id])
        if page is not None and not page.groups:
            column.addWidget(self._nothing())
        column.addStretch(1)
        if former is not None:
            # One of its own fields may be what asked for the change: it must live until that is over.
            self.takeWidget()
            former.setParent(None)
            former.deleteLater()
        self.setWidget(content)
        self._lead_on(content)
        self.verticalScrollBar().setValue(place)
        if had_keyboard and self.open_id in self.cards:
            self.cards[self.open_id].setFocus(Qt.FocusReason.OtherFocusReason)
        self.built.emit()

    def _lead_on(self, content: QWidget) -> None:
        """Let Tab come to what stands below behind what was just made, which comes last of all by itself."""
        stops = Qt.FocusPolicy.TabFocus
        inside = [one for one in content.findChildren(QWidget) if one.focusPolicy() & stops]
        here = [one for one in inside if one.window() is self.window()]  # lists that drop down are not
        for before, behind in pairwise((self, *here, *self.below)):
            QWidget.setTabOrder(before, behind)

    def _nothing(self) -> QWidget:
        return EmptyPage(
            self.theme,
            "messages-square",
            self.tr("Aucune observation pour l’instant"),
            self.tr(
                "Notez celles qui arrivent par téléphone, collez un courriel, "
                "ou déposez ici les fichiers Word annotés, tous à la fois."
            ),
        )

    def _card(self, row: ObservationRow) -> ObservationCard:
        if row.id != self.open_id:
            card = ObservationCard(self.theme, row, is_open=False)
        else:
            card = self._open_card(row)
        card.opened.connect(self.open)
        card.stepped.connect(lambda step, key=row.id: self._step(key, step))
        return card

    def _open_card(self, row: ObservationRow) -> OpenObservation:
        assert self._page is not None
        card = OpenObservation(self.theme, row, self._actions, self._page)
        if row.id in self._typed and row.state is ObservationState.OPEN:
            reply, wording, substance, clock = self._typed[row.id]
            card.reply.setText(reply or row.answer)
            card.clock.setCurrentIndex(clock)
            card.wording.setText(wording)
            card.substance.setChecked(substance)
        card.placed.connect(lambda item_id, key=row.id: self._place(key, item_id))
        card.aimed.connect(lambda key=row.id: self.aimed.emit(key))
        card.reopened.connect(lambda key=row.id: self.reopened.emit(key))
        card.removed.connect(lambda key=row.id: self.removed.emit(key))
        card.traced.connect(self.traced)
        card.asked.connect(lambda field: QTimer.singleShot(0, field, partial(self._show_asked, card, field)))
        card.entered.connect(lambda one=card: self.settled.emit(one))
        return card

    def _place(self, key: str, item_id: str) -> None:
        if item_id:
            self.placed.emit(key, item_id)

    def _step(self, key: str, step: int) -> None:
        ids = list(self.cards)
        at = ids.index(key) + step
        if 0 <= at < len(ids):
            self.open(ids[at])
