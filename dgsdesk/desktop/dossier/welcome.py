"""The first thing that a host sees: who sent the meeting, for what, until when, and three short steps."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from dgsdesk.application.dossier.host import HostDossier
from dgsdesk.desktop.components.badge import Badge, BadgeSpec
from dgsdesk.desktop.components.bounds import bound
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.headers import SectionHeader
from dgsdesk.desktop.components.number_disc import NumberDisc
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.dossier.host_cells import Cell, draft_note
from dgsdesk.desktop.dossier.middle import in_the_middle
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.dossier import Purpose
from dgsdesk.domain.meeting import NOT_CALLED
from dgsdesk.domain.wording import NBSP, capitalised, date_full, days_away, duration, plural

_WIDEST = 660
_BADGES = {
    Purpose.EDIT: BadgeSpec("info", "pen-line", "À rédiger"),
    Purpose.OBSERVE: BadgeSpec("info", "message-square", "À relire"),
    Purpose.READ: BadgeSpec("neutral", "eye", "À lire"),
}
_TO_PREPARE = BadgeSpec("info", "calendar-days", "À préparer")
_BEGIN = {Purpose.EDIT: "Commencer à rédiger", Purpose.OBSERVE: "Relire le projet", Purpose.READ: "Lire"}


class _Step(NamedTuple):
    """One of the short steps: what to do, what there is of it, where it is done."""

    what: str
    facts: str
    cell: Cell


class WelcomePane(Panel):
    """Words in one column, the steps numbered; the one filled button begins, or goes on."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface")
        self.host = host
        self._shown: HostDossier | None = None
        self.badge = Badge(self.theme)
        self.title = TextLabel(self.theme, "", "title", wrap=True)
        self.sentence = TextLabel(self.theme, "", "body", wrap=True)
        self.begin = Button(
            self.theme, kind=ButtonKind.FILLED, icon="arrow-right", action=host.actions.action("host.next")
        )
        self._steps = QGridLayout()
        self.signature = TextLabel(self.theme, "", "small", "text_soft", wrap=True)
        self.kept = TextLabel(
            self.theme,
            self.tr(
                "Tout ce que vous écrivez s’enregistre ici au fur et à mesure. Fermez quand vous "
                "voulez\u00a0: le dossier rouvert reprend où vous en étiez."
            ),
            "small",
            "text_soft",
            wrap=True,
        )
        self._lay_out()

    def _lay_out(self) -> None:
        body = QWidget()
        bound(self.theme, body, _WIDEST)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, self.theme.space("xl"), 0, self.theme.space("xl"))
        column.setSpacing(self.theme.space("m"))
        column.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.title)
        column.addWidget(self.sentence)
        column.addWidget(self.signature)
        column.addSpacing(self.theme.space("s"))
        column.addWidget(SectionHeader(self.theme, self.tr("Ce qu’il y a à faire"), line=True))
        self._steps.setColumnStretch(1, 1)
        self._steps.setHorizontalSpacing(self.theme.space("m"))
        self._steps.setVerticalSpacing(0)
        column.addLayout(self._steps)
        column.addSpacing(self.theme.space("s"))
        column.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(self.theme.space("l"))
        column.addWidget(SectionHeader(self.theme, self.tr("À savoir"), line=True))
        column.addWidget(self.kept)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(in_the_middle(self.theme, body, self.tr("Votre dossier")))

    def show_dossier(self, dossier: HostDossier) -> None:
        """Show these words; nothing moves when they are the same."""
        if dossier == self._shown:
            return
        self._shown = dossier
        ahead = dossier.is_ahead or dossier.to_hold
        self.badge.show_badge(_TO_PREPARE if ahead else _BADGES[dossier.purpose])
        self.title.show_text(_AHEAD if ahead else _TITLES[dossier.purpose])
        self.sentence.show_text(_sentence(dossier))
        goes_on = dossier.purpose is Purpose.EDIT and dossier.written > 0
        begin = self.tr("Continuer à rédiger") if goes_on else _BEGIN[dossier.purpose]
        if ahead:
            begin = self.tr("Tenir la séance" if dossier.to_hold else "Ouvrir l’ordre du jour")
        self.host.actions.action("host.next").setText(begin)
        self.signature.show_text(_signature(dossier))
        self._show_steps(_steps(dossier))

    def _show_steps(self, steps: tuple[_Step, ...]) -> None:
        while (item := self._steps.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, step in enumerate(steps):
            disc = NumberDisc(self.theme, row + 1, "soft")
            words = Button(
                self.theme,
                step.what,
                kind=ButtonKind.LINK,
                flush=True,
                action=self.host.actions.action(f"host.{step.cell.value}"),
            )
            facts = TextLabel(self.theme, step.facts, "small", "text_soft", wrap=True)
            self._steps.addWidget(disc, 2 * row, 0, Qt.AlignmentFlag.AlignVCenter)
            self._steps.addWidget(words, 2 * row, 1, Qt.AlignmentFlag.AlignLeft)
            self._steps.addWidget(facts, 2 * row + 1, 1)

    def take_focus(self) -> None:
        """Give the keyboard to the button."""
        self.begin.setFocus(Qt.FocusReason.OtherFocusReason)


_TITLES = {
    Purpose.EDIT: "Le compte rendu est entre vos mains",
    Purpose.OBSERVE: "Un projet de compte rendu vous est soumis",
    Purpose.READ: "Cette réunion vous est communiquée",
}


_AHEAD = "Cette réunion est entre vos mains"


def _sentence(dossier: HostDossier) -> str:
    """Say who asks for what, and until when."""
    work = "prépariez l’ordre du jour" if dossier.state in NOT_CALLED else "rédigiez le compte rendu"
    asked = {
        Purpose.EDIT: f"vous confie cette réunion pour que vous en {work}.",
        Purpose.OBSERVE: "vous demande votre avis sur ce projet.",
        Purpose.READ: "vous l’envoie pour information\u202f; il n’y a rien à renvoyer.",
    }[dossier.purpose]
    who = dossier.sender or "L’expéditeur"
    words = f"{who}{',' if ',' in who else ''} {asked}"
    if dossier.until is None or dossier.returned_at is not None:
        return words
    if dossier.until < dossier.today:
        return f"{words} Le retour était attendu le {date_full(dossier.until)}."
    until = f"{date_full(dossier.until)} ({days_away(dossier.until, dossier.today)})"
    return f"{words} Le retour est attendu d’ici le {until}."


def _agenda_words(dossier: HostDossier) -> str:
    """Say how long the agenda is, and whether it fits."""
    items = f"{plural(dossier.items, 'point', 'points')}, {duration(dossier.minutes)}"
    over = dossier.minutes - dossier.available
    return f"{items}\u00a0: {duration(over)} de trop" if over > 0 else f"Il tient en {items}"


def _steps(dossier: HostDossier) -> tuple[_Step, ...]:
    fits = _agenda_words(dossier)
    retouched = "\u202f; vous pouvez encore le retoucher" if dossier.agenda_open else ""
    agenda = f"{fits}{retouched}."
    kept = plural(dossier.documents, "document joint", "documents joints")
    documents = (
        f"{capitalised(kept)}, à ouvrir d’ici." if dossier.documents else "Aucun document n’est joint."
    )
    if dossier.purpose is Purpose.READ:
        return (
            _Step("Parcourez l’ordre du jour", f"{fits}.", Cell.AGENDA),
            _Step("Lisez le compte rendu", "Il s’imprime d’ici.", Cell.DRAFT),
            _Step("Ouvrez les documents", documents, Cell.DOCUMENTS),
        )
    send = "Le fichier et le message à envoyer seront prêts, avec votre travail et rien d’autre."
    if dossier.purpose is Purpose.OBSERVE:
        return (
            _Step("Parcourez l’ordre du jour", f"{fits}.", Cell.AGENDA),
            _Step("Notez vos observations", "Point par point, dans le projet même.", Cell.DRAFT),
            _Step("Renvoyez le dossier", send, Cell.RETURN),
        )
    if dossier.is_ahead and dossier.state in NOT_CALLED:
        return (
            _Step("Relisez l’ordre du jour", agenda, Cell.AGENDA),
            _Step("Joignez les documents utiles", documents, Cell.DOCUMENTS),
            _Step("Renvoyez le dossier", send, Cell.RETURN),
        )
    if dossier.is_ahead or dossier.to_hold:
        return (
            _Step("Relisez l’ordre du jour", agenda, Cell.AGENDA),
            _Step("Tenez la séance", "Ce que vous y notez fait le premier jet du compte rendu.", Cell.HOLD),
            _Step("Rédigez point par point", "Le texte s’ouvre une fois la séance close.", Cell.DRAFT),
            _Step("Renvoyez le dossier", send, Cell.RETURN),
        )
    return (
        _Step("Relisez l’ordre du jour", agenda, Cell.AGENDA),
        _Step("Rédigez point par point", f"{capitalised(draft_note(dossier))}.", Cell.DRAFT),
        _Step("Renvoyez le dossier", send, Cell.RETURN),
    )


def _signature(dossier: HostDossier) -> str:
    """Say by which words the sender is recognised."""
    words = f"«{NBSP}{' '.join(dossier.words)}{NBSP}»"
    return f"Signature{NBSP}: {words}, à comparer au téléphone en cas de doute."
