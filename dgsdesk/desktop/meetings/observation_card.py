"""One observation in the list: closed on two lines, open with its change, its answer and its three acts."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
)

from dgsdesk.application.review_page import WAY_WORDS, ObservationRow
from dgsdesk.desktop.components.badge import Badge, BadgeSpec, badge_of
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.paint import CENTER, Painted, box, write
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.actions import ActionRegistry
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.minutes import ObservationState
from dgsdesk.domain.proposal import Change
from dgsdesk.domain.wording import NBSP, date_short


class NumberMark(Painted):
    """The number that also stands beside the passage in the draft."""

    def __init__(self, theme: Theme, number: int, *, filled: bool) -> None:
        super().__init__(theme)
        self._number = number
        self._filled = filled
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a square of a badge's height."""
        side = self.theme.height("badge", "small", padding=4)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the square and the number."""
        del event
        painter = QPainter(self)
        theme = self.theme
        fill, border, ink = (
            ("accent", None, "on_accent") if self._filled else ("surface", "line_strong", "text")
        )
        edge = theme.color(border) if border else None
        box(painter, QRectF(self.rect()), theme.tokens.radius["badge"], theme.color(fill), edge)
        font = theme.font("small", bold=True)
        write(painter, QRectF(self.rect()), str(self._number), font, theme.color(ink), CENTER)
        painter.end()


class ChangeBox(QLabel):
    """The exact change in its sentence: struck and underlined, not only red and green."""

    def __init__(self, theme: Theme, change: Change) -> None:
        super().__init__()
        self.theme = theme
        self._change = change
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        margin = theme.space("s")
        self.setContentsMargins(margin, margin, margin, margin)
        self.setAccessibleName(spoken_change(change))
        theme.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Write the change in the colours of the theme."""
        self.setFont(self.theme.font("small"))
        color = {role: self.theme.color(role).name() for role in ("dele", "del_bg", "ins", "ins_bg", "text")}
        change = self._change
        struck = (
            f"<s style='color:{color['dele']};background:{color['del_bg']}'>{_words(change.struck)}</s>"
            if change.struck
            else ""
        )
        inserted = (
            f"<u style='color:{color['ins']};background:{color['ins_bg']}'>{_words(change.inserted)}</u>"
            if change.inserted
            else ""
        )
        gap = " " if struck and inserted else ""
        self.setText(
            f"<span style='color:{color['text']}'>{_words(change.before)}{struck}{gap}{inserted}"
            f"{_words(change.after)}</span>"
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, then the words."""
        painter = QPainter(self)
        radius = self.theme.tokens.radius["field"]
        box(painter, QRectF(self.rect()), radius, self.theme.color("surface"), self.theme.color("line"))
        painter.end()
        super().paintEvent(event)


def _words(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def spoken_change(change: Change) -> str:
    """Return what a screen reader says of a change."""
    struck = f"supprimer «{NBSP}{change.struck.strip()}{NBSP}»" if change.struck.strip() else ""
    inserted = f"écrire «{NBSP}{change.inserted.strip()}{NBSP}»" if change.inserted.strip() else ""
    return ", ".join(filter(None, (struck, inserted)))


class ObservationCard(Panel):
    """An observation. ``opened(id)`` when it is clicked or takes the keyboard."""

    opened = Signal(str)
    stepped = Signal(int)

    def __init__(self, theme: Theme, row: ObservationRow, *, is_open: bool) -> None:
        super().__init__(theme, "surface", "b")
        self.row = row
        self.is_open = is_open
        self._hovered = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self._spoken())
        margin, gap = theme.space("l"), theme.space("s")
        self.body = QVBoxLayout()
        self.body.setSpacing(gap if is_open else theme.space("xxs"))
        self.body.addLayout(self._head())
        self.body.addWidget(self._said())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(margin, gap + 2, theme.space("m"), gap + 2)
        layout.setSpacing(theme.space("m"))
        layout.addWidget(NumberMark(theme, row.number, filled=is_open), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(self.body, 1)

    def _spoken(self) -> str:
        state = badge_of(f"observation.{self.row.state.value}").text
        late = ", hors délai" if self.row.late else ""
        return f"Observation {self.row.number}, {self.row.author}, {state}{late}. {self.row.text}"

    def _head(self) -> QHBoxLayout:
        theme, row = self.theme, self.row
        line = QHBoxLayout()
        line.setSpacing(theme.space("s"))
        line.addWidget(TextLabel(theme, row.author, "body", bold=True, elide=True))
        when = f", {date_short(row.received_on)}" if self.is_open else ""
        line.addWidget(TextLabel(theme, WAY_WORDS[row.way] + when, "small", "text_soft"))
        line.addStretch(1)
        if row.late:
            line.addWidget(Badge(theme, badge_of("observation.late")))
        line.addWidget(Badge(theme, _state_badge(row)))
        return line

    def _said(self) -> TextLabel:
        words = self.row.text or (f"«{NBSP}{self.row.proposed}{NBSP}»" if self.row.proposed else "")
        if self.is_open:
            return TextLabel(self.theme, words, "small", "text", wrap=True)
        return TextLabel(self.theme, " ".join(words.split()), "small", "text_soft", elide=True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open on a click."""
        super().mousePressEvent(event)
        self.opened.emit(self.row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go to the neighbours, Enter opens."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.row.id)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Repaint the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Repaint without the ring."""
        super().focusOutEvent(event)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the ground of hovering."""
        super().enterEvent(event)
        self._hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show the plain ground."""
        super().leaveEvent(event)
        self._hovered = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint hovering, the bar of the open one, the ring, the edge."""
        painter = QPainter(self)
        if self._hovered and not self.is_open:
            painter.fillRect(self.rect(), self.theme.color("hover"))
        if self.is_open:
            painter.fillRect(0, 0, 3, self.height(), self.theme.color("selected_bar"))
        if self.hasFocus() and not self.is_open:
            ring = QRectF(self.rect()).adjusted(2, 2, -2, -2)
            box(painter, ring, self.theme.tokens.radius["cell"], None, self.theme.color("focus"), 2)
        painter.end()
        super().paintEvent(event)


def _state_badge(row: ObservationRow) -> BadgeSpec:
    if row.state is ObservationState.REFUSED and row.reply:
        return badge_of("observation.refused", "Refusée, motivée")
    return badge_of(f"observation.{row.state.value}")


class OpenObservation(ObservationCard):
    """The observation being settled: its change, the answer, « Accepter », « Reformuler… », « Refuser… ».

    ``reply``, ``wording`` and ``substance`` hold what is typed; ``closed`` once the review is over.
    ``placed(item_id)`` when it is tied to an item, ``reopened`` and ``removed`` for what was settled or
    noted by mistake.
    """

    placed = Signal(str)
    reopened = Signal()
    removed = Signal()
    entered = Signal()

    def __init__(
        self,
        theme: Theme,
        row: ObservationRow,
        actions: ActionRegistry,
        items: list[tuple[str, str]],
        *,
        closed: bool,
    ) -> None:
        super().__init__(theme, row, is_open=True)
        self.reply = QLineEdit(row.reply)
        self.wording = QLineEdit(row.proposed or row.quote)
        self.substance = QCheckBox(self.tr("Change le fond"))
        self.hint = TextLabel(theme, "", "small", "bad")
        self.mode = ObservationState.ACCEPTED
        if row.change is not None:
            self.body.addWidget(ChangeBox(theme, row.change))
        elif row.quote:
            self.body.addWidget(
                TextLabel(theme, f"Sur «{NBSP}{row.quote}{NBSP}»", "small", "text_soft", wrap=True)
            )
        if row.proposed and row.change is None and row.item_id:
            lost = self.tr("Le passage visé n’est plus dans le texte : corrigez-le à l’étape « Rédiger ».")
            self.body.addWidget(TextLabel(theme, lost, "small", "warn", wrap=True))
        if row.item_id is None and not closed:
            self._add_place(items)
        if row.state is not ObservationState.OPEN:
            self._add_settled(closed=closed)
        elif not closed:
            self._add_answer(actions)

    @property
    def applies(self) -> bool:
        """Whether accepting changes the text by itself."""
        return self.row.change is not None

    def ask_wording(self) -> None:
        """Ask for the words that are kept instead (« Reformuler… »)."""
        self.mode = ObservationState.REPHRASED
        self.wording.setVisible(bool(self.row.quote))
        self.hint.show_text(
            self.tr("Écrivez le texte retenu, puis Entrée.")
            if self.row.quote
            else self.tr("Écrivez la réponse, puis Entrée.")
        )
        self.hint.set_role("info")
        self.hint.show()
        (self.wording if self.row.quote else self.reply).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def ask_reason(self) -> None:
        """Ask for the reason of a refusal."""
        self.mode = ObservationState.REFUSED
        self.hint.show_text(self.tr("Un refus se motive : écrivez la réponse, puis Entrée."))
        self.hint.set_role("warn")
        self.hint.show()
        self.reply.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add_place(self, items: list[tuple[str, str]]) -> None:
        place = QComboBox()
        place.setAccessibleName(self.tr("Point auquel rattacher l’observation"))
        place.addItem(self.tr("Rattacher à un point…"), "")
        for item_id, heading in items:
            place.addItem(heading, item_id)
        place.activated.connect(lambda: self.placed.emit(place.currentData()))
        self.body.addWidget(place)

    def _add_answer(self, actions: ActionRegistry) -> None:
        theme = self.theme
        self.reply.setPlaceholderText(self.tr("Votre réponse, reprise dans les suites données (facultatif)"))
        self.reply.setAccessibleName(self.tr("Réponse à l’observation"))
        self.wording.setAccessibleName(self.tr("Texte retenu à la place du passage"))
        self.wording.hide()
        self.hint.hide()
        for field in (self.wording, self.reply):
            field.returnPressed.connect(self.entered)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space("s"))
        for act, text, kind in (
            ("review.accept", self.tr("Accepter"), ButtonKind.FILLED),
            ("review.rephrase", self.tr("Reformuler…"), ButtonKind.PLAIN),
            ("review.refuse", self.tr("Refuser…"), ButtonKind.PLAIN),
        ):
            spec = actions.spec(act)
            button = Button(
                theme, text, kind=kind, icon=spec.icon, key=spec.shown_key(), action=actions.action(act)
            )
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.substance)
        self.body.addWidget(self.wording)
        self.body.addWidget(self.reply)
        self.body.addWidget(self.hint)
        self.body.addLayout(buttons)
        self.body.addWidget(self._remove_link(), 0, Qt.AlignmentFlag.AlignRight)

    def _add_settled(self, *, closed: bool) -> None:
        if self.row.reply:
            words = f"Réponse{NBSP}: {self.row.reply}"
            self.body.addWidget(TextLabel(self.theme, words, "small", "text_soft", wrap=True))
        if closed:
            return
        reopen = Button(self.theme, self.tr("Rouvrir"), icon="act.undo")
        reopen.clicked.connect(self.reopened)
        line = QHBoxLayout()
        line.addWidget(reopen)
        line.addStretch(1)
        line.addWidget(self._remove_link())
        self.body.addLayout(line)

    def _remove_link(self) -> Button:
        remove = Button(self.theme, self.tr("Retirer, notée par erreur"), kind=ButtonKind.LINK)
        remove.clicked.connect(self.removed)
        return remove
