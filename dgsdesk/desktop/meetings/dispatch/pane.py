"""The step « Diffuser »: who gets which edition, the last check, what left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout

from dgsdesk.application.dispatch.acts import (
    Dispatched,
    DispatchMinutes,
    DispatchPage,
    LastLook,
    SentRow,
    dispatch_page,
    last_look,
)
from dgsdesk.application.dispatch.changes import AddRecipient, RestoreRecipient, WithdrawRecipient
from dgsdesk.application.dispatch.commission_extract import Extracted, ExtractRow, SendExtracts, extract_rows
from dgsdesk.application.dispatch.recipients import ADDED_BY_HAND
from dgsdesk.application.mailing.mailing import Recipient, Way
from dgsdesk.application.meeting.steps import Step
from dgsdesk.application.minutes.rectification import (
    RectificationPreview,
    Rectified,
    RectifyMinutes,
    rectifiable_items,
    rectification_preview,
)
from dgsdesk.application.review.approval import RevokeApproval
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.panes import ListAndDetail
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Heading, Row, RowsModel, Shown
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.meetings.agreement import Agreement, Terms
from dgsdesk.desktop.meetings.dispatch.acts import ACTS
from dgsdesk.desktop.meetings.dispatch.editions_view import EditionsView, heading_band
from dgsdesk.desktop.meetings.dispatch.extract_check import ExtractCheck
from dgsdesk.desktop.meetings.dispatch.leak_check import LeakCheck
from dgsdesk.desktop.meetings.dispatch.recipient_form import RecipientForm
from dgsdesk.desktop.meetings.dispatch.rectify_form import RectifyForm
from dgsdesk.desktop.meetings.dispatch.withdraw_form import WithdrawForm
from dgsdesk.desktop.meetings.messages_window import show_messages
from dgsdesk.desktop.meetings.own_keys import OwnKeysPane
from dgsdesk.desktop.meetings.terms import laid_message, rectification_terms
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.meeting import MeetingState
from dgsdesk.domain.minutes import Correction
from dgsdesk.domain.wording import NBSP, capitalised, date_full, date_short, plural

WITHDRAWN = "Retirés à la main"
"""Heads those who were withdrawn."""


@dataclass(frozen=True)
class _Withdrawn:
    recipient: Recipient

    @property
    def address(self) -> str:
        return self.recipient.address


_Line = Recipient | SentRow | Heading | _Withdrawn


class DispatchPane(OwnKeysPane):
    """Recipients by level at the left, what each edition contains and withholds at the right."""

    step = Step.DISPATCH
    kinds = frozenset(
        {
            "Meeting",
            "Approval",
            "MinutesVersion",
            "Rectification",
            "Sending",
            "DispatchChange",
            "Action",
            "Organisation",
            "Person",
            "Appointment",
            "Commission",
            "CommissionMember",
            "AgendaItem",
            "Letterhead",
        }
    )
    own_keys: ClassVar[Mapping[str, str]] = {"Ctrl+N": "dispatch.add"}

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self._page: DispatchPage | None = None
        self._model: RowsModel[_Line] = RowsModel(_present, _key, self)
        self.list = RowList(self.theme, self._model, self.tr("Destinataires"), ground="surface_alt")
        self.editions = EditionsView(self.theme, self.tr("Éditions"))
        self.form = RecipientForm(self.theme)
        self.withdraw = WithdrawForm(self.theme)
        self.rectify = RectifyForm(self.theme)
        self.notice = InlineMessage(self.theme, closable=True)
        self.notice.hide()
        self.title = TextLabel(self.theme, "", "section", bold=True, elide=True)
        self.line = TextLabel(self.theme, "", "small", "text_soft", elide=True)
        self.revoke = Button(self.theme, kind=ButtonKind.LINK, action=host.actions.action("dispatch.revoke"))
        panes = ListAndDetail(
            self.theme,
            host.preferences,
            "dispatch",
            self.list,
            self.editions,
            list_title=self.tr("Destinataires"),
            detail_title=self.tr("Éditions"),
            width="max",
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(heading_band(self.theme, self.title, self.line, self.revoke))
        layout.addWidget(self.notice)
        layout.addWidget(self.form)
        layout.addWidget(self.withdraw)
        layout.addWidget(self.rectify)
        layout.addWidget(panes, 1)
        self._connect()

    def _connect(self) -> None:
        bind = self.host.actions.bind
        bind("dispatch.send", self._ask_to_send)
        bind("dispatch.add", self.form.open_form, self)
        bind("dispatch.remove", self._ask_why, self.list)
        bind("dispatch.restore", self._restore, self.list)
        bind("dispatch.extracts", self._ask_to_extract)
        bind("dispatch.revoke", self._ask_to_revoke)
        bind("dispatch.rectify", self._start_rectifying)
        self.rectify.wanted.connect(self._check_rectification)
        self.rectify.closed.connect(self.take_focus)
        self.form.wanted.connect(self._add)
        self.form.closed.connect(self.take_focus)
        self.withdraw.wanted.connect(self._remove)
        self.withdraw.closed.connect(self.take_focus)
        self.list.chosen.connect(lambda _: self._allow())

    # -- the contract of a step ------------------------------------------------------------------------------

    def show_meeting(self, meeting_id: str) -> None:
        """Show another meeting, with the recipients that its rule derives."""
        if meeting_id != self.meeting_id:
            self.notice.hide()
            self.form.hide()
            self.withdraw.hide()
            self.rectify.hide()
        super().show_meeting(meeting_id)

    def refresh(self, changes: frozenset[str]) -> None:
        """Read the recipients and the editions again."""
        del changes
        self.host.ask(dispatch_page, self.meeting_id, then=self._show, owner=self, replaces="page")

    def plain_acts(self) -> Sequence[str]:
        """Return what stands beside the filled button."""
        if self._may_rectify():
            return ("dispatch.extracts", "dispatch.rectify")
        return ("dispatch.add", "dispatch.extracts") if self._may_send() else ()

    def primary_act(self) -> str:
        """Return the dispatch, once the minutes are approved."""
        return "dispatch.send" if self._may_send() else ""

    def take_focus(self) -> None:
        """Give the keyboard to the recipients."""
        self.list.setFocus()

    # -- showing ---------------------------------------------------------------------------------------------

    def _may_send(self) -> bool:
        return self._page is not None and self._page.state is MeetingState.APPROVED

    def _may_rectify(self) -> bool:
        return self._page is not None and self._page.state is MeetingState.DISPATCHED

    def _show(self, page: DispatchPage) -> None:
        self._page = page
        self.title.show_text(_title(page))
        self.line.show_text(_line(page))
        self._model.replace(_lines(page))
        if not self.list.currentIndex().isValid():
            self.list.choose_first()
        self.editions.show_editions(page)
        self.revoke.setVisible(self._may_send())
        self._allow()
        self.buttons_changed.emit()

    def _allow(self) -> None:
        page, allow = self._page, self.host.actions.allow
        if page is None:
            return
        sent = self.tr("Le compte rendu est déjà diffusé.")
        why = sent if page.sent else self.tr("Le compte rendu n’est pas approuvé.")
        for act in (spec.id for spec in ACTS):
            allow(act, self._may_send(), why)
        chosen = self.list.chosen_key()
        gone = any(_key(one) == chosen for one in page.withdrawn)
        listed = any(_key(one) == chosen for level in page.levels for one in level.recipients)
        if self._may_send():
            allow("dispatch.remove", listed, self.tr("Choisissez d’abord un destinataire."))
            allow("dispatch.restore", gone, self.tr("Choisissez d’abord un destinataire retiré."))
        first = self.tr("Rien n’est encore diffusé : retirez plutôt l’approbation.")
        allow("dispatch.rectify", self._may_rectify(), first)
        allow("dispatch.extracts", page.approved_on is not None, why)

    # -- acting ----------------------------------------------------------------------------------------------

    def _add(self, recipient: Recipient) -> None:
        self.host.run(AddRecipient(self.meeting_id, recipient), owner=self)
        self.take_focus()

    def _recipient(self, address: str) -> Recipient | None:
        levels = self._page.levels if self._page else ()
        found = (one for level in levels for one in level.recipients if _key(one) == address)
        return next(found, None)

    def _ask_why(self) -> None:
        """Ask why; somebody whom a person added needs no reason to go."""
        recipient = self._recipient(self.list.chosen_key())
        if recipient is None:
            return
        if recipient.note == ADDED_BY_HAND:
            self._remove(recipient.address, ADDED_BY_HAND)
        else:
            self.withdraw.open_form(recipient.address, recipient.quality or recipient.name)

    def _remove(self, address: str, reason: str) -> None:
        self.host.run(WithdrawRecipient(self.meeting_id, address, reason), owner=self)
        self.take_focus()

    def _restore(self) -> None:
        gone = self._page.withdrawn if self._page else ()
        for one in gone:
            if _key(one) == self.list.chosen_key():
                self.host.run(RestoreRecipient(self.meeting_id, one.address), owner=self)

    def _ask_to_extract(self) -> None:
        """Show each commission's extract and its readers; an error says what is missing."""
        self.host.ask(
            extract_rows, self.meeting_id, then=self._offer_extracts, owner=self, replaces="extracts"
        )

    def _offer_extracts(self, rows: tuple[ExtractRow, ...]) -> None:
        check = ExtractCheck(self.theme, rows, self)
        check.accepted.connect(lambda: self._extract(check.readers, check.way))
        check.open()

    def _extract(self, readers: tuple[tuple[str, tuple[str, ...]], ...], way: Way) -> None:
        def extracted(made: Extracted) -> None:
            copied = way is Way.COPIED and bool(made.addresses)
            if copied:
                QGuiApplication.clipboard().setText(made.addresses)
            self._tell(laid_message(self.host, made.paths, self.tr("Extraits par commission"), copied=copied))

        self.host.run(SendExtracts(self.meeting_id, readers, way), then=extracted, owner=self)

    def _ask_to_send(self) -> None:
        """Write and verify every file, then show what would leave."""
        self.host.ask(last_look, self.meeting_id, then=self._offer, owner=self, replaces="look")

    def _offer(self, look: LastLook) -> None:
        check = LeakCheck(self.theme, look, self)
        check.accepted.connect(lambda: self._send(check.way))
        check.messages_wanted.connect(
            lambda: show_messages(self.host, DispatchMinutes(self.meeting_id, check.way), check)
        )
        check.open()

    def _send(self, way: Way) -> None:
        command = DispatchMinutes(self.meeting_id, way)
        self.host.run(command, then=lambda made: self._sent(made, way), owner=self)

    def _tell(self, message: Message) -> None:
        self.notice.show_message(message)
        self.notice.show()

    def _sent(self, made: Dispatched, way: Way) -> None:
        copied = way is Way.COPIED
        if copied:
            QGuiApplication.clipboard().setText("; ".join(filter(None, made.addresses)))
        self._tell(laid_message(self.host, made.paths, self.tr("Diffusion prête"), copied=copied))

    def _start_rectifying(self) -> None:
        self.host.ask(
            rectifiable_items, self.meeting_id, then=self.rectify.open_form, owner=self, replaces="rectify"
        )

    def _check_rectification(self, corrections: tuple[Correction, ...], reason: str) -> None:
        """Show what would change and who is told; what is missing is said by the act itself."""
        if not corrections or not reason:
            self._rectify(corrections, reason, Way.ONE_EACH)
            return

        def act(way: Way) -> RectifyMinutes:
            return RectifyMinutes(self.meeting_id, reason, corrections, way)

        def offer(preview: RectificationPreview) -> None:
            agreement = Agreement(self.theme, rectification_terms(preview, reason), self)
            agreement.accepted.connect(lambda: self._rectify(corrections, reason, agreement.way))
            agreement.messages_wanted.connect(lambda: show_messages(self.host, act(agreement.way), agreement))
            agreement.open()

        self.host.ask(
            rectification_preview, self.meeting_id, corrections, then=offer, owner=self, replaces="rectify"
        )

    def _rectify(self, corrections: tuple[Correction, ...], reason: str, way: Way) -> None:
        def rectified(made: Rectified) -> None:
            self.rectify.hide()
            if way is Way.COPIED:
                QGuiApplication.clipboard().setText(made.addresses)
            said = laid_message(self.host, made.paths, self.tr("Rectificatif prêt"), copied=way is Way.COPIED)
            self.notice.show_message(said)
            self.notice.show()

        self.host.run(RectifyMinutes(self.meeting_id, reason, corrections, way), then=rectified, owner=self)

    def _ask_to_revoke(self) -> None:
        terms = Terms(
            self.tr("Retirer l’approbation"),
            self.tr("Le compte rendu revient en relecture. Le motif et la version approuvée sont conservés."),
            self.tr("Retirer l’approbation"),
            reason=self.tr("Motif du retrait"),
        )
        agreement = Agreement(self.theme, terms, self)
        agreement.accepted.connect(
            lambda: self.host.run(RevokeApproval(self.meeting_id, agreement.reason), owner=self)
        )
        agreement.open()


def _title(page: DispatchPage) -> str:
    if page.sent:
        day = max(row.sent_at for row in page.sent).date()
        return f"Diffusé le {date_full(day)} à {plural(len(page.sent), 'destinataire', 'destinataires')}"
    if page.approved_on is not None:
        return f"Approuvé le {date_full(page.approved_on)}, prêt à être diffusé"
    return "Le compte rendu se diffuse une fois approuvé"


def _line(page: DispatchPage) -> str:
    if page.sha256:
        return f"Version {page.version}, texte figé, empreinte {page.sha256[:16]}…"
    return "Voici à qui il ira, et ce que chacun lira, d’après l’ordre du jour et l’annuaire d’aujourd’hui."


def _lines(page: DispatchPage) -> list[_Line]:
    """The recipients by level, or what left."""
    lines: list[_Line] = []
    if page.sent:
        lines = [Heading("Envois enregistrés"), *page.sent]
    if page.extracts:
        lines += [Heading("Extraits par commission", right=f"{len(page.extracts)}"), *page.extracts]
    if page.sent:
        return lines
    for level in page.levels:
        lines += [Heading(level.title, right=f"{len(level.recipients)}"), *level.recipients]
    if page.withdrawn:
        lines += [Heading(WITHDRAWN, right=f"{len(page.withdrawn)}")]
        lines += [_Withdrawn(one) for one in page.withdrawn]
    return lines


def _present(line: _Line) -> Shown:
    if isinstance(line, Heading):
        return line
    if isinstance(line, SentRow):
        return Row(
            capitalised(line.quality or line.recipient),
            line.address,
            right=date_short(line.sent_at.date()),
            right_second="complète" if line.edition is Audience.DIRECTORS else "de diffusion",
            icon="check",
            tone="ok",
        )
    if isinstance(line, _Withdrawn):
        one = line.recipient
        words = f"motif{NBSP}: {one.note}"
        return Row(capitalised(one.quality or one.name), words, icon="act.refuse", tone="warn")
    who = line.name if line.quality else ""
    return Row(
        capitalised(line.quality or line.name),
        " · ".join(filter(None, (who, line.address))),
        right=line.note,
        icon="kind.person",
    )


def _key(line: _Line) -> str:
    if isinstance(line, Heading):
        return f"#{line.title}{NBSP}"
    if isinstance(line, SentRow):
        return f"{line.address}|{line.quality}|{line.edition}|{line.sent_at.isoformat()}"
    return line.address.casefold()
