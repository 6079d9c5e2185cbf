"""« Historique »: every act with its day, its hour and who did it; undo and redo at hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dgsdesk.application.ports.store import HistoryRow
from dgsdesk.desktop.components.badge import BadgeSpec
from dgsdesk.desktop.components.buttons import Button, ButtonRow
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Heading, Row, RowsModel, Shown
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.wording import capitalised, date_full, hour

MOST = 200
_TAKEN_BACK = BadgeSpec("neutral", "act.undo", "Annulé")


def _newest(session: Any) -> list[HistoryRow]:
    """Read the newest acts, in the database worker."""
    return list(session.history(MOST))


class HistoryPane(Panel):
    """The newest acts first, under their days."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface")
        self.host = host
        self.model: RowsModel[HistoryRow | str] = RowsModel(_shown, _key, self)
        self.list = RowList(self.theme, self.model, self.tr("Historique"))
        self._nothing = TextLabel(self.theme, self.tr("Rien n’a encore été fait."), "body", "text_soft")
        actions = host.actions
        buttons = ButtonRow(
            Button(self.theme, self.tr("Annuler"), icon="act.undo", action=actions.action("shell.undo")),
            Button(self.theme, self.tr("Rétablir"), icon="arrow-right", action=actions.action("shell.redo")),
        )
        buttons.stretch()
        head = QWidget()
        above = QVBoxLayout(head)
        above.setContentsMargins(20, 10, 20, 10)
        above.addWidget(buttons)
        above.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.list, 1)

    def refresh(self) -> None:
        """Read the newest acts again."""
        self.host.in_session(_newest, self._show, self)

    def _show(self, rows: Sequence[HistoryRow]) -> None:
        lines: list[HistoryRow | str] = []
        for row in rows:
            day = capitalised(date_full(row.at.date()))
            if day not in lines:
                lines.append(day)
            lines.append(row)
        self.model.replace(lines)
        self._nothing.setVisible(not rows)


def _shown(line: HistoryRow | str) -> Shown:
    if isinstance(line, str):
        return Heading(line)
    return Row(
        line.label,
        right=" · ".join(filter(None, (line.actor, hour(line.at.time())))) if not line.undone else "",
        right_badge=_TAKEN_BACK if line.undone else None,
        tone="text_faint" if line.undone else "text_soft",
    )


def _key(line: HistoryRow | str) -> str:
    return line if isinstance(line, str) else str(line.sequence)
