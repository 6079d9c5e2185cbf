"""A list of people dropped on a page: what reads it is made with the first one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dgsdesk.desktop.components.drop_zone import DropZone
from dgsdesk.desktop.theme.theme import Theme

if TYPE_CHECKING:
    from dgsdesk.desktop.directory.import_pane import ImportPane


class ListDrop(DropZone):
    """A page that takes a list of people dropped on it; ``pane`` gives the preview that reads it."""

    def __init__(
        self, theme: Theme, pane: Callable[[], ImportPane], content: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, content, parent)
        self.dropped.connect(lambda files: pane().open_file(Path(files[0])))

    def describe(self, files: object) -> tuple[str, str]:
        """Say what letting go will do."""
        del files
        return (
            self.tr("Lâchez pour lire la liste de personnes"),
            self.tr("Vous verrez chaque ligne ; rien n’est changé avant votre accord."),
        )
