"""The models of network, to open the circles of one in a running network."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from dgsdesk.application.first_start.model import AddModel
from dgsdesk.application.first_start.model_file import EXTENSION, OWN, read_model
from dgsdesk.application.first_start.page import ModelChoice, model_choice, model_choices
from dgsdesk.desktop.circles.model_sheet import ModelSheet
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.fields import choice_field, choose, fill_choices
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.keyboard import escape_clicks
from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.shell.chosen_file import ask_file, read_chosen
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.wording import plural


class ModelsPane(Panel):
    """``closed`` when a model was added, or given up."""

    closed = Signal()

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface_alt")
        self.host = host
        self._choices: dict[str, ModelChoice] = {}
        self.which = choice_field(self.tr("Modèle de réseau"))
        self.which.setMinimumContentsLength(30)
        self.sheet = ModelSheet(self.theme, self.tr("Le modèle choisi"))
        self.add = Button(self.theme, "", kind=ButtonKind.FILLED, icon="act.add")
        self.from_file = Button(self.theme, self.tr("Reprendre un fichier…"), icon="upload")
        self.close_button = Button(self.theme, self.tr("Renoncer"))
        self._lay_out()
        self.which.activated.connect(lambda _: self._show())
        self.add.clicked.connect(self._add)
        self.from_file.clicked.connect(self._choose_file)
        self.close_button.clicked.connect(self.closed)
        escape_clicks(self, self.close_button)

    def _lay_out(self) -> None:
        header = PageHeader(
            self.theme,
            self.tr("Ajouter un modèle"),
            self.tr("Ses formats s’ajoutent aux vôtres ; chaque règle se change ensuite."),
        )
        header.add_button(self.close_button)
        header.add_button(self.add)
        choice = FlowRow(self.which, self.from_file)
        choice.setContentsMargins(20, 10, 20, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(header)
        layout.addWidget(choice)
        layout.addWidget(self.sheet, 1)

    def begin(self) -> None:
        """Read the models."""
        self.host.ask(model_choices, then=self._take, owner=self, replaces="models")

    def _take(self, choices: tuple[ModelChoice, ...]) -> None:
        own = self._choices.get(OWN)
        kept = str(self.which.currentData() or "")
        self._choices = {one.model.id: one for one in (*choices, *((own,) if own else ()))}
        fill_choices(self.which, [(key, one.model.territory) for key, one in self._choices.items()])
        choose(self.which, kept)
        self._show()

    def _show(self) -> None:
        choice = self._choices[str(self.which.currentData())]
        self.sheet.show_model(choice)
        count = len(choice.model.circles)
        words = plural(count, self.tr("format"), self.tr("formats"))
        self.add.setText(self.tr("Ajouter {}").format(words))
        self.add.setEnabled(count > 0)
        self.add.setToolTip("" if count else self.tr("Ce modèle ne décrit aucune réunion."))
        self.add.updateGeometry()

    def _add(self) -> None:
        model = self._choices[str(self.which.currentData())].model
        own = model if model.id == OWN else None
        self.host.run(AddModel(model.id, own), then=lambda _: self.closed.emit(), owner=self)

    def _choose_file(self) -> None:
        kinds = self.tr("Modèles de réseau (*{})").format(EXTENSION)
        path = ask_file(self.host.preferences, self, self.tr("Reprendre un modèle enregistré"), kinds)
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Offer the model of a file beside the others, and show it."""
        self.host.make_document(
            lambda: model_choice(read_model(read_chosen(path), path.name)), then=self._offer, owner=self
        )

    def _offer(self, choice: ModelChoice) -> None:
        self._choices[OWN] = choice
        fill_choices(self.which, [(key, one.model.territory) for key, one in self._choices.items()])
        choose(self.which, OWN)
        self._show()
