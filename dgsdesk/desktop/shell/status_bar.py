"""The status bar: is everything saved, what was the last act, whose data it is, when was the backup."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStatusBar, QWidget

from dgsdesk.desktop.components.empty_page import IconView
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.theme.theme import Theme


class _Notice(QWidget):
    """An icon and some words, hidden while there are none."""

    def __init__(self, theme: Theme, icon: str, role: str = "text_soft", *, elide: bool = False) -> None:
        super().__init__()
        self.icon = IconView(theme, icon, role, "inline")
        self.label = TextLabel(theme, "", "small", "text_soft", elide=elide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 0, 6, 0)
        layout.setSpacing(6)
        if icon:
            layout.addWidget(self.icon)
        layout.addWidget(self.label)
        self.hide()

    def say(self, text: str) -> None:
        """Show a text, or nothing."""
        self.label.show_text(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))


class StatusBar(QStatusBar):
    """What is true now, in words."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setSizeGripEnabled(False)
        self.setContentsMargins(4, 0, 6, 0)
        self.setAccessibleName(self.tr("État"))
        self._saved = _Notice(theme, "check", "ok")
        self._last_act = _Notice(theme, "act.undo", elide=True)
        self._notice = _Notice(theme, "", elide=True)
        self._backup = _Notice(theme, "kind.backup")
        self.addWidget(self._saved)
        self.addWidget(self._last_act)
        self.addPermanentWidget(self._notice)
        self.addPermanentWidget(self._backup)
        theme.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        self.setFixedHeight(self.theme.height("status_bar", "small", padding=6))

    def show_saved(self, saved: bool) -> None:
        """Say « Tout est enregistré », or that saving is under way."""
        self._saved.icon.show_icon("check" if saved else "save", "ok" if saved else "text_soft")
        self._saved.say(self.tr("Tout est enregistré") if saved else self.tr("Enregistrement…"))

    def saved_text(self) -> str:
        """Return what is said of saving."""
        return self._saved.label.whole_text()

    def show_last_act(self, label: str) -> None:
        """Name the act that Ctrl+Z takes back."""
        self._last_act.say(self.tr("Dernier geste : {}").format(label) if label else "")

    def last_act_text(self) -> str:
        """Return what is said of the last act."""
        return self._last_act.label.whole_text()

    def show_notice(self, notice: str) -> None:
        """Say that the data is an example."""
        self._notice.say(notice)

    def notice_text(self) -> str:
        """Return what is said of the data."""
        return self._notice.label.whole_text()

    def show_backup(self, backup: str) -> None:
        """Say when the last backup was made."""
        self._backup.say(backup)
