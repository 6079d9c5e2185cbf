"""The status bar: is everything saved, what was the last act, whose data it is, when was the backup."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QStatusBar, QWidget

from dgsdesk.desktop.theme.theme import Theme

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.notice import Notice


class _Notices(NamedTuple):
    """What the bar says, from left to right."""

    saved: Notice
    last_act: Notice
    notice: Notice
    backup: Notice


class StatusBar(QStatusBar):
    """What is true now, in words; empty until something is."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setSizeGripEnabled(False)
        self.setContentsMargins(4, 0, 6, 0)
        self.setAccessibleName(self.tr("État"))
        theme.changed.connect(self._measure)
        self._measure()

    @cached_property
    def _notices(self) -> _Notices:
        """The notices, all hidden; made when the first of them is wanted, behind the first paint."""
        from dgsdesk.desktop.shell.notice import Notice

        made = _Notices(
            saved=Notice(self.theme, "check", "ok"),
            last_act=Notice(self.theme, "act.undo", elide=True),
            notice=Notice(self.theme, "", elide=True),
            backup=Notice(self.theme, "kind.backup"),
        )
        for temporary in (made.saved, made.last_act):
            self.addWidget(temporary)
        for permanent in (made.notice, made.backup):
            self.addPermanentWidget(permanent)
        return made

    def _measure(self) -> None:
        self.setFixedHeight(self.theme.height("status_bar", "small", padding=6))

    def show_saved(self, saved: bool) -> None:
        """Say « Tout est enregistré », or that saving is under way."""
        self._notices.saved.icon.show_icon("check" if saved else "save", "ok" if saved else "text_soft")
        self._notices.saved.say(self.tr("Tout est enregistré") if saved else self.tr("Enregistrement…"))

    def hide_saved(self) -> None:
        """Say nothing of saving: before there is a network nothing is kept."""
        self._notices.saved.say("")

    def saved_text(self) -> str:
        """Return what is said of saving."""
        return self._notices.saved.label.whole_text()

    def show_last_act(self, label: str) -> None:
        """Name the act that Ctrl+Z takes back."""
        self._notices.last_act.say(self.tr("Dernier geste : {}").format(label) if label else "")

    def last_act_text(self) -> str:
        """Return what is said of the last act."""
        return self._notices.last_act.label.whole_text()

    def show_notice(self, notice: str) -> None:
        """Say that the data is an example."""
        self._notices.notice.say(notice)

    def notice_text(self) -> str:
        """Return what is said of the data."""
        return self._notices.notice.label.whole_text()

    def show_backup(self, backup: str) -> None:
        """Say when the last backup was made."""
        self._notices.backup.say(backup)
