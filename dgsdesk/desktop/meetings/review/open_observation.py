"""The observation being settled: who asks, the exact change, the answer, its acts (look/c)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from dgsdesk.application.review.page import ReviewPage
from dgsdesk.application.review.rows import ObservationRow
from dgsdesk.desktop.components.assistive import name_choice
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.fields import choice_field
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.meetings.review.change_box import ChangeBox
from dgsdesk.desktop.meetings.review.observation_card import ObservationCard
from dgsdesk.desktop.shell.actions import ActionRegistry
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.meeting import MeetingState
from dgsdesk.domain.minutes import ObservationState
from dgsdesk.domain.wording import NBSP, plural

_KEEP, _RESTART = "keep", "restart"
_SHOWN_ASKERS = 6


def answer_buttons(theme: Theme, actions: ActionRegistry, *, rewords: bool) -> tuple[Button, ...]:
    """Return what an observation is answered by; a mere remark is answered instead of put otherwise."""
    tr = partial(QCoreApplication.translate, "OpenObservation")
    made = []
    for act, text, kind in (
        ("review.accept", tr("Accepter"), ButtonKind.FILLED),
        ("review.rephrase", tr("Reformuler…") if rewords else tr("Répondre…"), ButtonKind.PLAIN),
        ("review.refuse", tr("Refuser…"), ButtonKind.PLAIN),
    ):
        spec = actions.spec(act)
        key = spec.shown_key()
        made.append(Button(theme, text, kind=kind, icon=spec.icon, key=key, action=actions.action(act)))
    return tuple(made)


class OpenObservation(ObservationCard):
    """The open card. ``reply``, ``wording``, ``substance`` and ``clock`` hold what is typed.

    ``placed(item_id)`` when it is tied to an item, ``aimed`` when its passage is to be the selection of the
    draft, ``reopened`` and ``removed`` for what was settled or noted by mistake, ``entered`` by Enter,
    ``asked(field)`` when something must be typed first, ``traced(arrival_id)`` to read all of what came.
    """

    placed = Signal(str)
    aimed = Signal()
    reopened = Signal()
    removed = Signal()
    entered = Signal()
    asked = Signal(QWidget)
    traced = Signal(str)

    def __init__(self, theme: Theme, row: ObservationRow, actions: ActionRegistry, page: ReviewPage) -> None:
        super().__init__(theme, row, is_open=True)
        closed = page.state is not MeetingState.CIRCULATED
        self.reply = QLineEdit(row.reply or row.answer)
        self.wording = QLineEdit(row.proposed or row.quote)
        self.substance = QCheckBox(self.tr("Change le fond"))
        self.clock = choice_field(
            self.tr("Effet sur le délai"), list(zip((_KEEP, _RESTART), page.clocks, strict=True))
        )
        self.hint = TextLabel(theme, "", "small", "bad", wrap=True)
        self.mode = ObservationState.ACCEPTED
        self.buttons: tuple[Button, ...] = ()
        self._say_who(page.arrived)
        self._say_what(closed=closed)
        if row.item_id is None and not closed:
            self._add_place([(item.id, item.heading) for item in page.items])
        if row.state is not ObservationState.OPEN:
            self._add_settled(closed=closed)
        elif not closed:
            self._add_answer(actions)

    @property
    def applies(self) -> bool:
        """Whether accepting changes the text by itself."""
        return self.row.change is not None

    def reply_to(self, state: ObservationState) -> str:
        """Return the answer typed; the one proposed for a refusal goes with no other settlement."""
        said = self.reply.text()
        return "" if state is not ObservationState.REFUSED and said == self.row.answer else said

    @property
    def restarts(self) -> bool:
        """Whether a change of substance wants a new clock."""
        return self.substance.isChecked() and self.clock.currentData() == _RESTART

    @property
    def rewords(self) -> bool:
        """Whether there are words to put otherwise; a mere remark is answered instead."""
        return bool(self.row.quote)

    def ask_wording(self) -> None:
        """Ask for the words that are kept instead, or for the answer to a remark."""
        self.mode = ObservationState.REPHRASED if self.rewords else ObservationState.ANSWERED
        self.wording.setVisible(self.rewords)
        self.hint.show_text(
            self.tr("Écrivez le texte retenu, puis Entrée.")
            if self.rewords
            else self.tr("Écrivez la réponse, puis Entrée.")
        )
        self.hint.set_role("info")
        self.hint.show()
        self._give_keyboard(self.wording if self.rewords else self.reply)

    def ask_reason(self) -> None:
        """Ask for the reason of a refusal."""
        self.mode = ObservationState.REFUSED
        self.hint.show_text(self.tr("Un refus se motive : écrivez la réponse, puis Entrée."))
        self.hint.set_role("warn")
        self.hint.show()
        self._give_keyboard(self.reply)

    def _give_keyboard(self, field: QLineEdit) -> None:
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.asked.emit(field)

    # -- what it says ----------------------------------------------------------------------------------------

    def _say_who(self, arrived: Mapping[str, str]) -> None:
        """One line each, when several ask or when the source has a name."""
        askers = self.row.askers
        if len(askers) < 2 and not askers[0].source:
            return
        lines = [asker.line for asker in askers[:_SHOWN_ASKERS]]
        if len(askers) > _SHOWN_ASKERS:
            lines.append(self.tr("et {}").format(plural(len(askers) - _SHOWN_ASKERS, "autre", "autres")))
        self.body.addWidget(TextLabel(self.theme, "\n".join(lines), "small", "text_soft", wrap=True))
        sources = dict.fromkeys(one.source for one in askers[:_SHOWN_ASKERS] if one.source in arrived)
        several = self.tr("Lire « {} » en entier")
        links = FlowRow()
        for source in sources:
            words = self.tr("Lire en entier") if len(sources) == 1 else several.format(source)
            link = Button(self.theme, words, kind=ButtonKind.LINK, flush=True)
            link.clicked.connect(partial(self.traced.emit, arrived[source]))
            links.add(link)
        if sources:
            self.body.addWidget(links)

    def _say_what(self, *, closed: bool) -> None:
        row, theme = self.row, self.theme
        if row.change is not None and (row.change.struck or row.change.inserted):
            self.body.addWidget(ChangeBox(theme, row.change))
        elif row.quote:
            about = f"Sur «{NBSP}{row.quote}{NBSP}»"
            self.body.addWidget(TextLabel(theme, about, "small", "text_soft", wrap=True))
        if row.lost and row.state is ObservationState.OPEN:
            self._say_lost(closed=closed)
        elif row.change is not None and not row.change.exact and row.state is ObservationState.OPEN:
            moved = self.tr("Le texte a changé depuis : l’observation est placée d’après ce qui l’entoure.")
            self.body.addWidget(TextLabel(theme, moved, "small", "warn", wrap=True))
        if row.rivals:
            self.body.addWidget(TextLabel(theme, row.rivals, "small", "info", wrap=True))

    def _say_lost(self, *, closed: bool) -> None:
        row, theme = self.row, self.theme
        asked = f"«{NBSP}{row.proposed}{NBSP}»" if row.proposed else self.tr("sa suppression")
        lost = self.tr(
            "Le passage visé n’est plus dans le texte. Il était proposé {}. "
            "Sélectionnez dans le projet les mots à remplacer."
        ).format(asked)
        self.body.addWidget(TextLabel(theme, lost, "small", "warn", wrap=True))
        if not closed:
            aim = Button(theme, self.tr("Placer sur la sélection"), icon="link")
            aim.clicked.connect(self.aimed)
            self.body.addWidget(FlowRow(aim))

    def _add_place(self, items: list[tuple[str, str]]) -> None:
        place = QComboBox()
        name_choice(place, self.tr("Point auquel rattacher l’observation"))
        place.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        place.addItem(self.tr("Rattacher à un point…"), "")
        for item_id, heading in items:
            place.addItem(heading, item_id)
        place.activated.connect(lambda: self.placed.emit(place.currentData()))
        self.body.addWidget(place)

    # -- what is done of it ----------------------------------------------------------------------------------

    def _add_answer(self, actions: ActionRegistry) -> None:
        theme = self.theme
        self.reply.setPlaceholderText(self.tr("Votre réponse, reprise dans les suites données (facultatif)"))
        self.reply.setAccessibleName(self.tr("Réponse à l’observation"))
        self.wording.setAccessibleName(self.tr("Texte retenu à la place du passage"))
        for hidden in (self.wording, self.hint, self.clock):
            hidden.hide()
        for field in (self.wording, self.reply):
            field.returnPressed.connect(self.entered)
        self.substance.toggled.connect(self.clock.setVisible)
        self.buttons = answer_buttons(theme, actions, rewords=self.rewords)
        buttons = FlowRow(*self.buttons, self.substance, gap=theme.space("s"))
        for widget in (self.wording, self.reply, self.hint, buttons, self.clock):
            self.body.addWidget(widget)
        self.body.addWidget(FlowRow(self._remove_link()))

    def _add_settled(self, *, closed: bool) -> None:
        if self.row.reply:
            words = f"Réponse{NBSP}: {self.row.reply}"
            self.body.addWidget(TextLabel(self.theme, words, "small", "text_soft", wrap=True))
        if closed:
            return
        reopen = Button(self.theme, self.tr("Rouvrir"), icon="act.undo")
        reopen.clicked.connect(self.reopened)
        self.body.addWidget(FlowRow(reopen, self._remove_link()))

    def _remove_link(self) -> Button:
        remove = Button(self.theme, self.tr("Retirer, notée par erreur"), kind=ButtonKind.LINK, flush=True)
        remove.clicked.connect(self.removed)
        return remove
