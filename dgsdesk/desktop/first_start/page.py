"""« Bienvenue » (look/f): pick the intercommunality, the model, check the people."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dgsdesk.application.first_start.page import Founded, founded
from dgsdesk.desktop.components.badge import Badge, BadgeSpec
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.stepper import Step, Stepper
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.first_start.composing import ComposingStep
from dgsdesk.desktop.first_start.epci_step import EpciStep
from dgsdesk.desktop.first_start.model_step import ModelStep
from dgsdesk.desktop.first_start.people_step import PeopleStep
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.page import Page
from dgsdesk.domain.wording import plural

EPCI, MODEL, PEOPLE = range(3)
_STEP_WIDTH = 292
_AS_STEPS = 4
"""What the margins of the steps have more than those of a header (look/f)."""


class FirstStartPage(Page):
    """Three steps; each can be opened again, and another choice takes the place of the first."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self._founded: Founded | None = None
        self._founding = False
        self.header = PageHeader(self.theme, line=False)
        self.header.setContentsMargins(_AS_STEPS, 0, _AS_STEPS, 0)
        self.example = Button(self.theme, self.tr("Explorer un exemple"), icon="landmark")
        self.header.add_button(self.example)
        self.epci = EpciStep(host)
        self.composing = ComposingStep(host)
        self.ways = QStackedWidget()
        self.model = ModelStep(host)
        self.people = PeopleStep(host)
        self._names = (
            self.tr("Votre intercommunalité"),
            self.tr("Votre façon de vous réunir"),
            self.tr("Les personnes"),
        )
        self.stepper = Stepper(self.theme, self._names, self.tr("Étapes du premier démarrage"))
        self.steps = QStackedWidget()
        for way in (self.epci, self.composing):
            self.ways.addWidget(way)
        for step in (self.ways, self.model, self.people):
            self.steps.addWidget(step)
        self.note = TextLabel(self.theme, "", "small", "text_soft", wrap=True)
        self.back = Button(self.theme, self.tr("Revenir"), kind=ButtonKind.LINK, icon="chevron-left")
        self.go_on = Button(self.theme, "", kind=ButtonKind.FILLED, icon="arrow-right")
        self._lay_out()
        self._connect()

    # -- layout ----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self._step_row())
        layout.addWidget(self.steps, 1)
        layout.addWidget(self._foot())

    def _step_row(self) -> QWidget:
        row = Panel(self.theme, "surface_alt", "b")
        offline = BadgeSpec("neutral", "kind.offline", self.tr("Hors connexion : tout est sur ce poste"))
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 24, 0)
        layout.addWidget(self.stepper, 100)
        layout.addStretch(1)
        self._offline = Badge(self.theme, offline)
        layout.addWidget(self._offline, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _measure(self) -> None:
        """Leave the whole width to the steps when text is large."""
        steps = self.theme.wide(_STEP_WIDTH * 3)
        self.stepper.setMaximumWidth(steps)
        self._offline.setVisible(self.width() >= steps + self._offline.sizeHint().width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure again."""
        super().resizeEvent(event)
        self._measure()

    def _foot(self) -> QWidget:
        foot = Panel(self.theme, "surface_alt", "t")
        layout = QHBoxLayout(foot)
        layout.setContentsMargins(24, 14, 24, 13)
        layout.setSpacing(12)
        layout.addWidget(self.note, 1)
        for button in (self.back, self.go_on):
            layout.addWidget(button)
        return foot

    def _connect(self) -> None:
        self.theme.changed.connect(self._measure)
        self.stepper.opened.connect(self._open)
        self.epci.picked.connect(self._say)
        self.epci.confirmed.connect(self._go_on)
        self.epci.not_there.connect(lambda: self._go_way(self.composing))
        self.composing.picked.connect(self._say)
        self.model.picked.connect(self._say)
        self.model.confirmed.connect(self._go_on)
        self.people.counted.connect(self._say)
        self.people.stack.currentChanged.connect(lambda _: self._say())
        self.back.clicked.connect(self._go_back)
        self.go_on.clicked.connect(self._go_on)
        self.example.clicked.connect(self.host.example_wanted.emit)

    # -- the page --------------------------------------------------------------------------------------------

    def refresh(self, changes: frozenset[str]) -> None:
        """Begin, or read again what an undo has changed."""
        if "*" in changes:
            self.epci.begin()
            self.composing.begin()
            self.model.begin()
        self.host.ask(founded, then=self._show_founded, owner=self, replaces="founded")

    def take_focus(self) -> None:
        """Give the keyboard to the step."""
        (self.way, self.model, self.people)[self.steps.currentIndex()].take_focus()

    def leaving(self) -> None:
        """Keep what is typed."""
        self.people.leaving()

    def _show_founded(self, network: Founded | None) -> None:
        gone = network is None and self._founded is not None
        self._founded = network
        if network is not None:
            self.people.begin()
        if gone and self.steps.currentIndex() == PEOPLE:
            self._open(MODEL)
        self._say()

    # -- going on and back -----------------------------------------------------------------------------------

    @property
    def way(self) -> EpciStep | ComposingStep:
        """Return how the intercommunality is chosen: in the list, or composed by hand."""
        return self.composing if self.ways.currentWidget() is self.composing else self.epci

    def _go_way(self, way: QWidget) -> None:
        self.ways.setCurrentWidget(way)
        self._say()
        self.take_focus()

    def _go_back(self) -> None:
        step = self.steps.currentIndex()
        if step == EPCI:
            self._go_way(self.epci)
        else:
            self._open(step - 1)

    def _may_open(self, step: int) -> bool:
        if step == PEOPLE:
            return self._founded is not None
        return step == EPCI or self.way.ready

    def _open(self, step: int) -> None:
        if not self._may_open(step):
            self._say()
            return
        self.steps.setCurrentIndex(step)
        self._say()
        self.take_focus()

    def _go_on(self) -> None:
        step = self.steps.currentIndex()
        if not self.go_on.isEnabled():
            return
        if step == EPCI:
            self._open(MODEL)
        elif step == PEOPLE:
            self._finish()
        elif self._is_as_founded():
            self._open(PEOPLE)
        else:
            self._found()

    def _is_as_founded(self) -> bool:
        made = self._founded
        return made is not None and (made.made, made.model_id) == (self.way.made, self.model.model_id)

    def _found(self) -> None:
        """Create the network, once: a second click while it is under way does nothing."""
        if self._founding:
            return
        self._founding = True
        self._say()
        instead = self._founded is not None
        command = self.way.command(self.model.model_id, self.model.own_model, instead=instead)
        self.host.run(command, then=self._created, failed=self._not_created, owner=self)

    def _created(self, _: str) -> None:
        self._founding = False
        made = self.way.made
        self._founded = Founded(made, self.model.model_id) if made else None
        self.people.begin()
        self._open(PEOPLE)

    def _not_created(self, error: object) -> None:
        self._founding = False
        self._say()
        self.host.tell_error(error)  # type: ignore[arg-type]  # the host gives known errors alone

    def _finish(self) -> None:
        self.people.leaving()
        if self.host.all_saved:
            self._leave()
        else:  # asked behind what is still being kept: only then is it known what could not be
            self.host.ask(founded, then=lambda _: self._leave(), owner=self, replaces="finish")

    def _leave(self) -> None:
        if self.isVisible() and not self.people.holds_back():
            self.host.open("home")

    # -- words -----------------------------------------------------------------------------------------------

    def _say(self) -> None:
        """Show titles, steps and buttons as they are now."""
        step = self.steps.currentIndex()
        self.header.show_title(*self._title(step))
        self.stepper.show_steps(self._step_cells(), step)
        self.note.show_text(self._note(step))
        composing = self.way is self.composing
        self.back.setVisible(step > EPCI or composing)
        self.back.setText(self.tr("Revenir à la liste") if step == EPCI else self.tr("Revenir"))
        listed = step == PEOPLE and self.people.stack.currentIndex() == 1
        self.go_on.set_kind(ButtonKind.PLAIN if listed else ButtonKind.FILLED)
        self.go_on.setText(self._go_on_words(step))
        self.go_on.setEnabled(step == PEOPLE or (self.way.ready and not self._founding))
        self.go_on.setToolTip("" if self.go_on.isEnabled() else self.way.missing)
        self.go_on.updateGeometry()

    def _first_title(self) -> tuple[str, str]:
        if self.way is self.composing:
            return (
                self.tr("Composer un réseau à la main"),
                self.tr(
                    "Pour une intercommunalité née ou fusionnée depuis les données publiques du programme."
                ),
            )
        return (
            self.tr("Bienvenue. Quelle est votre intercommunalité ?"),
            self.tr("Trois étapes, deux minutes. Tout pourra être changé ensuite."),
        )

    def _title(self, step: int) -> tuple[str, str]:
        return (
            self._first_title(),
            (
                self.tr("Comment vous réunissez-vous ?"),
                self.tr("{} : un rythme et un ordre du jour pour commencer.").format(self.way.name),
            ),
            (
                self.tr("Qui dirige les services ?"),
                self.tr("{} : ce qui manque pourra attendre.").format(self.way.name),
            ),
        )[step]

    def _step_cells(self) -> list[Step]:
        models = plural(self.model.count, self.tr("modèle, modifiable"), self.tr("modèles, modifiables"))
        step = self.steps.currentIndex()
        epci = self.way.name if step > EPCI else self.tr("les communes arrivent avec elle")
        made = self._founded is not None
        chosen = self.model.choice.model.territory if made and self.model.choice else models
        people = (
            plural(self.people.named, self.tr("personne nommée"), self.tr("personnes nommées"))
            if made and self.people.named
            else self.tr("à vérifier, ou plus tard")
        )
        return [
            Step(self._names[EPCI], epci, step > EPCI),
            Step(self._names[MODEL], chosen, step > MODEL),
            Step(self._names[PEOPLE], people),
        ]

    def _note(self, step: int) -> str:
        if step == PEOPLE:
            return self.tr(
                "Le réseau est créé. Chaque ligne s’enregistre ; le reste se complète dans « Annuaire »."
            )
        if step == EPCI and self.way is self.composing and self.way.missing:
            return self.way.missing
        if self._is_as_founded():
            return self.tr("Le réseau est créé ; un autre choix le remplacerait.")
        if self._founded is not None:
            return self.tr("L’autre choix remplacera le réseau créé et les noms déjà écrits.")
        return self.tr(
            "Rien n’est créé avant la fin de l’étape 2. Un dossier .dgsdesk reçu s’ouvre d’un double clic."
        )

    def _go_on_words(self, step: int) -> str:
        if step == EPCI:
            name = self.way.name
            return self.tr("Continuer avec {}").format(name) if name else self.tr("Continuer")
        if step == PEOPLE:
            return self.tr("Ouvrir l’accueil")
        if self._is_as_founded():
            return self.tr("Continuer")
        return self.tr("Créer le réseau") if self._founded is None else self.tr("Remplacer le réseau")
