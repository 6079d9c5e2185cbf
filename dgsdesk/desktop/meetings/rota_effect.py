"""What postponing or calling off a meeting changes in the rota, shown before it is done."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dgsdesk.application.command import Command
from dgsdesk.application.rota.rehearsal import RotaStanding, cascade, rota_standing
from dgsdesk.desktop.components.lines_view import LinesView
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.rota.change_lines import change_lines
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.errors import KnownError


class RotaEffect(QWidget):
    """Every turn that would move, change its host or go, before and after, or the words that none would."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.words = TextLabel(theme, "", "small", "text_soft", wrap=True)
        self.lines = LinesView(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.space("s"), 0, 0)
        layout.setSpacing(theme.space("xs"))
        layout.addWidget(self.words)
        layout.addWidget(self.lines)

    def rehearse(self, host: PageHost, command: Command[Any]) -> None:
        """Carry an act out, read the rota, and take the act back; show what differs."""

        def refuse(error: KnownError) -> None:
            self._say(host.message_for(error).what)

        host.rehearse(command, rota_standing, then=self._show, owner=self, failed=refuse, replaces="effect")

    def _say(self, words: str) -> None:
        self.words.show_text(words)
        self.words.setVisible(bool(words))
        self.lines.show_groups([])

    def _show(self, before: RotaStanding, after: RotaStanding) -> None:
        found = cascade(before, after)
        if not found.followed:
            self._say(self.tr("Le tour d’accueil ne change pas."))
            return
        self._say(" ".join(found.warnings))
        title = self.tr("Au tour d’accueil, avant → après")
        self.lines.show_groups([(title, change_lines(found.followed))])
