"""The agenda in a host's window: the workshop without the pools, which belong to the network."""

from __future__ import annotations

from dgsdesk.desktop.meetings.prepare.pane import PreparePane
from dgsdesk.desktop.shell.host import PageHost


class HostAgendaPane(PreparePane):
    """What opens beside the agenda (sheet, documents) takes its place at the left, and leaves it again."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self._show_pools()

    def _show_pools(self) -> None:
        """Show the agenda alone."""
        super()._show_pools()
        self._panes.keep_back(self._left, True)

    def _open(self, panel: object) -> None:
        self._panes.keep_back(self._left, False)
        super()._open(panel)  # type: ignore[arg-type]
