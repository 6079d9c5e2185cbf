"""The way of a Word file back into the minutes: chosen, previewed, taken; then its conflicts, one by one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from dgsdesk.application.returned.open_conflicts import open_conflicts
from dgsdesk.desktop.meetings.draft.conflicts_panel import ConflictsPanel
from dgsdesk.desktop.meetings.draft.returned_panel import ReturnedPanel
from dgsdesk.desktop.shell.chosen_file import read_chosen
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.minutes import ConflictChoice
from dgsdesk.domain.richtext import RichText

if TYPE_CHECKING:
    from dgsdesk.application.returned.acts import ReturnedPreview, ReturnedRow
    from dgsdesk.application.returned.conflict import ConflictRow
    from dgsdesk.application.returned.file import Places


class Returning(QObject):
    """Drives both panels.

    ``previewing(bool)`` when a file is looked at or put away, ``nothing(name)`` when it changes nothing.
    """

    previewing = Signal(bool)
    nothing = Signal(str)

    def __init__(self, host: PageHost, owner: QWidget, meeting: Callable[[], str]) -> None:
        super().__init__(owner)
        self._host = host
        self._owner = owner
        self._meeting = meeting
        self._file: tuple[str, bytes] = ("", b"")
        self._places: Places = ()
        self.panel = ReturnedPanel(host.theme, host.actions)
        self.conflicts = ConflictsPanel(host.theme)
        self.panel.accepted.connect(self._take)
        self.panel.dismissed.connect(self.put_away)
        self.panel.placed.connect(self._place)
        host.actions.bind("draft.confirm_all", self.panel.confirm_all)
        self._allow_confirming(())
        self.conflicts.chosen.connect(self._choose)
        self.conflicts.rewritten.connect(self._rewrite)
        host.actions.bind("draft.first_conflict", self.conflicts.take_focus)
        for act, choice in (
            ("draft.keep_ours", ConflictChoice.OURS),
            ("draft.keep_theirs", ConflictChoice.THEIRS),
            ("draft.keep_both", ConflictChoice.BOTH),
        ):
            host.actions.bind(act, partial(self.conflicts.choose, choice), self.conflicts)

    def examine(self, path: str) -> None:
        """Read a file and show what it would change, before anything does."""
        name = PurePath(path).name
        self._host.make_document(
            lambda: read_chosen(Path(path)),
            then=lambda content: self._preview(name, content, ()),
            owner=self._owner,
        )

    def refresh(self) -> None:
        """Read the conflicts again."""
        self._host.ask(
            open_conflicts, self._meeting(), then=self._show, owner=self._owner, replaces="conflicts"
        )

    def put_away(self) -> None:
        """Leave the file alone."""
        self._file = ("", b"")
        self._allow_confirming(())
        self.panel.hide()
        self.previewing.emit(False)

    def _show(self, rows: tuple[ConflictRow, ...]) -> None:
        self.conflicts.show_rows(rows)
        why_not = self.tr("Aucun passage à trancher.")
        self._host.actions.allow("draft.first_conflict", bool(rows), why_not)

    def _preview(self, name: str, content: bytes, places: Places) -> None:
        from dgsdesk.application.returned.acts import returned_preview

        self._file, self._places = (name, content), places
        self._host.ask(
            returned_preview,
            self._meeting(),
            name,
            content,
            places,
            then=self._offer,
            owner=self._owner,
            replaces="returned",
        )

    def _place(self, places: Places) -> None:
        self._preview(*self._file, places)

    def _offer(self, preview: ReturnedPreview) -> None:
        if not preview.changes and not preview.missing and not self._places and not _unsure(preview):
            self.put_away()
            self.nothing.emit(preview.name)
            return
        self.panel.show_preview(preview, self._places)
        self._allow_confirming(preview.to_confirm)
        self.previewing.emit(True)

    def _allow_confirming(self, rows: tuple[ReturnedRow, ...]) -> None:
        why_not = self.tr("Aucun point à confirmer.")
        self._host.actions.allow("draft.confirm_all", bool(rows), why_not)
        self.panel.confirm.setVisible(bool(rows))

    def _take(self) -> None:
        from dgsdesk.application.returned.acts import ReadBackDraft

        name, content = self._file
        command = ReadBackDraft(self._meeting(), name, content, self._places)
        self._host.run(command, then=lambda _: self.put_away(), owner=self._owner)

    def _choose(self, conflict_id: str, choice: ConflictChoice) -> None:
        from dgsdesk.application.returned.conflict import SettleConflict

        self._host.run(SettleConflict(conflict_id, choice), owner=self._owner)

    def _rewrite(self, conflict_id: str, text: RichText) -> None:
        from dgsdesk.application.returned.conflict import SettleConflict

        command = SettleConflict(conflict_id, ConflictChoice.EDITED, text)
        self._host.run(command, owner=self._owner)


def _unsure(preview: ReturnedPreview) -> bool:
    return any(not row.sure for row in preview.rows)
