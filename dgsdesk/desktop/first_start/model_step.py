"""Step 2: the model of network, shipped or read from a file, and all that it says."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dgsdesk.application.first_start.model_file import EXTENSION, OWN, read_model
from dgsdesk.application.first_start.page import ModelChoice, model_choice, model_choices
from dgsdesk.application.ports.reference import ModelRow
from dgsdesk.desktop.circles.model_sheet import ModelSheet
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Row, RowsModel
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.first_start.choice_rows import left_width, model_row
from dgsdesk.desktop.shell.chosen_file import ask_file, read_chosen
from dgsdesk.desktop.shell.host import PageHost


class ModelStep(QWidget):
    """``picked()`` when another model is picked; ``confirmed()`` on Enter."""

    picked = Signal()
    confirmed = Signal()

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        self.host = host
        self.theme = host.theme
        self.choice: ModelChoice | None = None
        self._models: RowsModel[ModelChoice] = RowsModel(self._present, lambda c: c.model.id, self)
        self.list = RowList(self.theme, self._models, self.tr("Modèles de réseau"))
        self._detail = ModelSheet(self.theme, self.tr("Le modèle choisi"))
        self.from_file = Button(self.theme, self.tr("Reprendre un modèle enregistré…"), icon="upload")
        self.from_file.clicked.connect(self._choose_file)
        self.theme.changed.connect(self._measure)
        self.list.chosen.connect(self.pick)
        self.list.activated_key.connect(lambda _: self.confirmed.emit())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._list_pane())
        ground = Panel(self.theme, "surface_alt")
        around = QVBoxLayout(ground)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._detail)
        layout.addWidget(ground, 1)

    def _list_pane(self) -> QWidget:
        pane = self._left = Panel(self.theme, "surface", "r")
        words = TextLabel(
            self.theme,
            self.tr(
                "Prenez le modèle le plus proche de vos habitudes : seules ses règles sont reprises, et "
                "chacune se change ensuite."
            ),
            "small",
            "text_soft",
            wrap=True,
        )
        words.setContentsMargins(24, 14, 16, 12)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(words)
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 8, 16, 12)
        foot.addWidget(self.from_file)
        foot.addStretch(1)
        column.addLayout(foot)
        return pane

    def _measure(self) -> None:
        self._left.setFixedWidth(left_width(self.theme, self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._measure()

    def begin(self) -> None:
        """Read the models."""
        self.host.ask(model_choices, then=self._show_models, owner=self, replaces="models")

    def take_focus(self) -> None:
        """Begin in the list."""
        self.list.setFocus()

    @property
    def model_id(self) -> str:
        """Return the id of the model picked, empty for none."""
        return self.choice.model.id if self.choice else ""

    @property
    def count(self) -> int:
        """Return how many models there are."""
        return self._models.rowCount()

    def _present(self, choice: ModelChoice) -> Row:
        return model_row(choice, choice.model.id == self.model_id)

    @property
    def own_model(self) -> ModelRow | None:
        """Return the model picked when it was read from a file."""
        return self.choice.model if self.choice and self.model_id == OWN else None

    def _show_models(self, models: tuple[ModelChoice, ...]) -> None:
        own = [choice for choice in self._models.items() if choice.model.id == OWN]
        self._models.replace([*models, *own])
        if not self.choice:
            self.list.choose_first()

    def _choose_file(self) -> None:
        kinds = self.tr("Modèles de réseau (*{})").format(EXTENSION)
        path = ask_file(self.host.preferences, self, self.tr("Reprendre un modèle enregistré"), kinds)
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Offer the model of a file beside the others, and pick it."""
        self.host.make_document(
            lambda: model_choice(read_model(read_chosen(path), path.name)), then=self._offer, owner=self
        )

    def _offer(self, choice: ModelChoice) -> None:
        shipped = [one for one in self._models.items() if one.model.id != OWN]
        self._models.replace([*shipped, choice])
        self.list.choose(OWN)
        self.pick(OWN)

    def pick(self, model_id: str) -> None:
        """Show a model as the one picked."""
        found = [choice for choice in self._models.items() if choice.model.id == model_id]
        if not found:
            return
        self.choice = found[0]
        self._models.present_again()
        self._detail.show_model(found[0])
        self.picked.emit()
