"""A dossier that came back: who signed it, what would be taken, what both sides changed; then one act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from dgsdesk.application.arrival.plan import FieldChange
from dgsdesk.application.dossier.inspection import InspectedDossier, Trust, compared_by_telephone
from dgsdesk.application.dossier.take import (
    ClashRow,
    TakeDossier,
    TakenDossier,
    TakenRow,
    TakePreview,
    take_preview,
)
from dgsdesk.desktop.components.bounds import bound, sized
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.difference_text import DifferenceText
from dgsdesk.desktop.components.fields import text_field
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.headers import PageHeader, SectionHeader
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.chosen_file import read_chosen
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.wording import NBSP, date_full, hour, plural

SEALED = frozenset({"dossier_sealed", "dossier_passphrase"})
"""The errors of a dossier that waits for its passphrase."""

_WIDEST = 980
_NOTHING = "(rien)"


class ComingBackPane(Panel):
    """``opened()`` once a file was read; ``closed(taken)`` when it was taken (True) or given up."""

    opened = Signal()
    closed = Signal(bool)

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface")
        self.host = host
        self._name, self._content, self._passphrase = "", b"", ""
        self.preview: TakePreview | None = None
        self.header = PageHeader(self.theme)
        act = host.actions.action
        self.take = Button(
            self.theme, kind=ButtonKind.FILLED, icon="check", action=act("arrivals.take_dossier")
        )
        self.back = Button(self.theme, self.tr("Renoncer"), action=act("arrivals.leave_dossier"))
        self.header.add_button(self.back)
        self.header.add_button(self.take)
        self.problem = InlineMessage(self.theme)
        self.passphrase = text_field(self.tr("Phrase secrète"))
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.unlock = Button(self.theme, self.tr("Ouvrir le dossier"), icon="folder-open")
        self._asking = QWidget()
        self._area = QScrollArea()
        self._lay_out()
        self.passphrase.returnPressed.connect(self._unlock)
        self.unlock.clicked.connect(self._unlock)
        host.actions.bind("arrivals.take_dossier", self._take)
        host.actions.bind("arrivals.leave_dossier", self.give_up)
        self._allow()

    def _lay_out(self) -> None:
        asking = QVBoxLayout(self._asking)
        margin = self.theme.space("xl")
        asking.setContentsMargins(margin, self.theme.space("m"), margin, 0)
        label = TextLabel(self.theme, self.tr("Phrase secrète"), "small", "text_soft", bold=True)
        label.setBuddy(self.passphrase)
        bound(self.theme, self.passphrase, 320)
        sized(self.theme, self.passphrase.setMinimumWidth, 200)
        asking.addWidget(FlowRow(label, self.passphrase, self.unlock))
        self._asking.hide()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName(self.tr("Ce que le dossier change"))
        told = QVBoxLayout()
        told.setContentsMargins(margin, self.theme.space("m"), margin, 0)
        told.addWidget(self.problem)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addLayout(told)
        layout.addWidget(self._asking)
        layout.addWidget(self._area, 1)

    @property
    def is_open(self) -> bool:
        """Say whether a dossier is being looked at."""
        return bool(self._name)

    # -- reading ---------------------------------------------------------------------------------------------

    def open_file(self, path: Path) -> None:
        """Read a dossier and show what it would do; nothing is changed."""
        self._name, self._content, self._passphrase = path.name, b"", ""
        self.preview = None
        self._show_nothing(self.tr("Lecture du dossier…"))
        self.host.make_document(
            partial(read_chosen, path), then=self._take_content, owner=self, failed=self._not_read
        )

    def open_content(self, name: str, content: bytes, passphrase: str = "") -> None:
        """Show what a dossier that is here already would do."""
        self._name, self._passphrase, self.preview = name, passphrase, None
        self._show_nothing(self.tr("Lecture du dossier…"))
        self._take_content(content)

    def _take_content(self, content: bytes) -> None:
        self._content = content
        self._ask()

    def _ask(self) -> None:
        self.host.ask(
            take_preview,
            self._name,
            self._content,
            self._passphrase,
            then=self._show,
            owner=self,
            failed=self._not_read,
            replaces="dossier",
        )

    def _not_read(self, error: KnownError) -> None:
        """Say why it cannot be read; ask for its passphrase where that is all."""
        self._show_nothing(self._name)
        self.problem.show_message(self.host.message_for(error))
        self._asking.setVisible(error.code in SEALED)
        self.opened.emit()
        self.take_focus()

    def _unlock(self) -> None:
        if self.passphrase.text():
            self._passphrase = self.passphrase.text()
            self._ask()

    def _show_nothing(self, title: str) -> None:
        self.header.show_title(title, self.tr("Rien n’est changé avant votre accord."))
        self.problem.show_message(None)
        self._asking.hide()
        self._area.setWidget(Panel(self.theme, "surface"))
        self._allow()

    # -- showing ---------------------------------------------------------------------------------------------

    def _show(self, preview: TakePreview) -> None:
        self.preview = preview
        self.passphrase.clear()
        self._asking.hide()
        dossier = preview.dossier
        sent = f"fait le {date_full(dossier.created.date())} à {hour(dossier.created.time())}"
        self.header.show_title(
            self.tr("Dossier de {}").format(dossier.sender.name), f"{dossier.meeting}, {sent}"
        )
        self.problem.show_message(
            Message(preview.refused, remedy=preview.remedy, tone="warn") if preview.refused else None
        )
        self._area.setWidget(self._content_of(preview))
        self._allow()
        self.opened.emit()
        self.take_focus()

    def take_focus(self) -> None:
        """Give the keyboard to what comes next: the passphrase, the filled button, or the way back."""
        reason = Qt.FocusReason.OtherFocusReason
        if not self._asking.isHidden():
            self.passphrase.setFocus(reason)
        else:
            (self.take if self.take.isEnabled() else self.back).setFocus(reason)

    def _content_of(self, preview: TakePreview) -> QWidget:
        body, column = self._column("l")
        bound(self.theme, body, _WIDEST)
        column.addWidget(self._signature(preview.dossier))
        if not preview.refused:
            column.addWidget(TextLabel(self.theme, _summary(preview), "body", bold=True, wrap=True))
            for part in self._parts(preview):
                column.addWidget(part)
        column.addStretch(1)
        ground = Panel(self.theme, "surface")
        row = QHBoxLayout(ground)
        margin = self.theme.space("xl")
        row.setContentsMargins(margin, self.theme.space("m"), margin, margin)
        row.addWidget(body, 10)
        row.addStretch(1)
        return ground

    def _parts(self, preview: TakePreview) -> Iterable[QWidget]:
        if preview.conflicts:
            why = self.tr(
                "Changé ici et là-bas\u00a0: notre texte reste en place, vous choisirez après la reprise."
            )
            yield self._section(
                self.tr("À trancher"), len(preview.conflicts), map(self._clash, preview.conflicts), why
            )
        if preview.taken:
            yield self._section(self.tr("Repris"), len(preview.taken), map(self._taken, preview.taken))
        if preview.observations:
            remarks = map(self._remark, preview.observations)
            yield self._section(self.tr("Observations"), len(preview.observations), remarks)
        if preview.unplaced:
            why = self.tr("Gardé en tête du compte rendu jusqu’à ce que vous lui donniez sa place.")
            lines = [TextLabel(self.theme, text, "body", wrap=True) for text in preview.unplaced]
            yield self._section(self.tr("À rattacher"), len(lines), lines, why)

    def _section(self, title: str, count: int, parts: Iterable[QWidget], why: str = "") -> QWidget:
        section, column = self._column("s")
        column.addWidget(SectionHeader(self.theme, title, count=str(count), line=True))
        if why:
            column.addWidget(TextLabel(self.theme, why, "small", "text_soft", wrap=True))
        for part in parts:
            column.addWidget(part)
        return section

    def _column(self, gap: str) -> tuple[QWidget, QVBoxLayout]:
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.space(gap))
        return widget, column

    def _signature(self, dossier: InspectedDossier) -> QWidget:
        """Say what the signature is worth; six words that were never compared may be, here."""
        tone = {Trust.KNOWN: "ok", Trust.NEW: "info", Trust.BAD: "bad"}[dossier.signature]
        asks = dossier.signature is Trust.NEW
        return InlineMessage(
            self.theme,
            Message(
                dossier.sentence,
                tone="warn" if dossier.changed_key else tone,
                button=self.tr("J’ai comparé au téléphone") if asks else "",
                act=partial(self._compared, dossier) if asks else None,
            ),
        )

    def _compared(self, dossier: InspectedDossier) -> None:
        self.host.ask(
            compared_by_telephone, dossier.sender, then=lambda _: self._ask(), owner=self, replaces="trust"
        )

    def _taken(self, row: TakenRow) -> QWidget:
        widget, column = self._column("xs")
        column.addWidget(self._titled(row.heading, row.what))
        for change in row.changes:
            column.addWidget(TextLabel(self.theme, _change(change), "body", wrap=True))
        if row.text:
            column.addWidget(DifferenceText(self.theme, row.text, name=row.heading))
        return widget

    def _remark(self, change: FieldChange) -> QWidget:
        widget, column = self._column("xs")
        about = f"sur «{NBSP}{change.before}{NBSP}»" if change.before else ""
        column.addWidget(self._titled(change.what, about))
        column.addWidget(TextLabel(self.theme, change.after, "body", wrap=True))
        return widget

    def _titled(self, heading: str, what: str) -> QWidget:
        words = f"{heading} · {what}" if what else heading
        return TextLabel(self.theme, words, "small", "text_soft", bold=True, wrap=True)

    def _clash(self, row: ClashRow) -> QWidget:
        """Both sides beginning on one line, each with who wrote it and when."""
        card = Panel(self.theme, "surface_alt")
        grid = QGridLayout(card)
        margin = self.theme.space("m")
        grid.setContentsMargins(margin, self.theme.space("s"), margin, self.theme.space("s"))
        grid.setHorizontalSpacing(margin)
        grid.setVerticalSpacing(self.theme.space("xs"))
        grid.addWidget(self._titled(row.heading, row.what), 0, 0, 1, 2)
        when = f"{row.who}, {date_full(row.when.date())} à {hour(row.when.time())}"
        for at, (who, text) in enumerate(((row.ours_from, row.ours), (when, row.theirs))):
            grid.addWidget(TextLabel(self.theme, who, "small", "text_soft", wrap=True), 1, at)
            said = TextLabel(self.theme, text or _NOTHING, "body", wrap=True)
            grid.addWidget(said, 2, at, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(at, 1)
        return card

    # -- acts ------------------------------------------------------------------------------------------------

    def _allow(self) -> None:
        allow = self.host.actions.allow
        preview = self.preview
        may = preview is not None and not preview.refused and preview.changes
        allow("arrivals.take_dossier", may, self.tr("Ce dossier ne change rien ici."))
        allow("arrivals.leave_dossier", bool(self._name), self.tr("Aucun dossier n’est ouvert."))

    def _take(self) -> None:
        if self.preview is not None:
            self.host.actions.allow("arrivals.take_dossier", False, self.tr("La reprise est en cours."))
            command = TakeDossier(self._name, self._content, self._passphrase)
            self.host.run(command, then=self._taken_over, owner=self, failed=self._not_taken)

    def _not_taken(self, error: KnownError) -> None:
        self.host.tell_error(error)
        self._allow()

    def _taken_over(self, done: TakenDossier) -> None:
        assert self.preview is not None
        meeting = self.preview.dossier.meeting_id
        self._close(taken=True)
        waiting = done.conflicts + done.unplaced
        if waiting:
            self.host.tell(
                Message(
                    self.tr("{} à faire, en haut de l’étape « Rédiger ».").format(
                        plural(waiting, "choix reste", "choix restent")
                    ),
                    tone="info",
                    button=self.tr("Aller à « Rédiger »"),
                    act=partial(self.host.open, "meetings", (meeting, "draft")),
                )
            )

    def give_up(self) -> None:
        """Forget the dossier; nothing was changed."""
        self._close(taken=False)

    def _close(self, *, taken: bool) -> None:
        self._name, self._content, self._passphrase = "", b"", ""
        self.preview = None
        self._show_nothing("")
        self.closed.emit(taken)


def _summary(preview: TakePreview) -> str:
    kept = plural(preview.unchanged, "élément inchangé", "éléments inchangés")
    said = preview.sentence[:1].upper() + preview.sentence[1:]
    return f"{said}\u202f; {kept}." if preview.unchanged else f"{said}."


def _change(change: FieldChange) -> str:
    before = change.before or _NOTHING
    return f"{change.what}{NBSP}: {before} → {change.after or _NOTHING}"


def dossiers_among(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Return the dossiers among files, and the other files."""
    found = [path for path in paths if path.suffix.lower() == ".dgsdesk"]
    return found, [path for path in paths if path not in found]
