"""One theme or shared subject: its fields, who carries it, and the meetings that treated it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from dgsdesk.application.library.acts import Place
from dgsdesk.application.subjects.acts import AddSupport, EditSubject, RemoveSupport
from dgsdesk.application.subjects.page import (
    SPHERE_WORDS,
    OrganisationChoice,
    SubjectLine,
    Treatment,
)
from dgsdesk.application.subjects.thread import SubjectThread, thread_words
from dgsdesk.desktop.components.badge import BadgeSpec
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.check_grid import CheckGrid, Tick
from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.components.form import Form
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.optional_date import OptionalDate
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Row, RowsModel, Shown
from dgsdesk.desktop.components.saved_fields import SavedLine, SavedText
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.library.attached import AttachedPanel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.library import OwnerKind
from dgsdesk.domain.theme import Sphere, SubjectState
from dgsdesk.domain.wording import capitalised

STATE_BADGES = {
    SubjectState.WAITING: ("neutral", "clock"),
    SubjectState.PLANNED: ("accent", "nav.meetings"),
    SubjectState.TREATED: ("ok", "act.accept"),
    SubjectState.DROPPED: ("neutral", "archive"),
}


def state_badge(line: SubjectLine) -> BadgeSpec:
    """Return the badge of a subject's state."""
    tone, icon = STATE_BADGES[line.state]
    return BadgeSpec(tone, icon, line.state_words)


class SubjectView(Panel):
    """``wanted(command)`` asks for an act."""

    wanted = Signal(object)

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface")
        self.host = host
        self.line: SubjectLine | None = None
        self.header = PageHeader(self.theme, line=False)
        self.plan = self._button("subjects.plan", ButtonKind.FILLED)
        self._plain = {
            name: self._button(f"subjects.{name}", ButtonKind.PLAIN) for name in ("merge", "restore", "drop")
        }
        self._split = self._button("subjects.split", ButtonKind.LINK)
        self.title = SavedLine(self.theme, self.tr("Titre"))
        self.question = SavedText(self.theme, self.tr("Question posée au groupe"), lines=3)
        self.raiser = QComboBox()
        self.sphere = QComboBox()
        self.before = OptionalDate(self.theme, self.tr("À traiter avant le"), self.tr("À traiter avant le"))
        self.voices = CheckGrid(self.theme, self.tr("Communes qui portent ce thème"), cell=206)
        self._count = TextLabel(self.theme, "", "small", "text_soft")
        self._said: dict[str, str] = {}
        self.treatments: RowsModel[object] = RowsModel(self._treatment_row, _treatment_key, self)
        self._treatments = RowList(self.theme, self.treatments, self.tr("Réunions"))
        self._meetings = QStackedWidget()
        self.documents = AttachedPanel(host, "subjects")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self._lay_out()
        self._connect()

    def _button(self, action: str, kind: ButtonKind) -> Button:
        icon = "nav.meetings" if kind is ButtonKind.FILLED else ""
        return Button(self.theme, kind=kind, icon=icon, action=self.host.actions.action(action))

    def _lay_out(self) -> None:
        for button in (*self._plain.values(), self.plan):
            self.header.add_button(button)
        self._carried = self._carried_tab()
        self.tabs.addTab(self._carried, self.tr("Qui le porte"))
        self.tabs.addTab(self._sheet(), self.tr("Fiche"))
        never = EmptyPage(
            self.theme,
            "nav.meetings",
            self.tr("Aucune réunion n’en a parlé pour l’instant"),
            self.tr("Inscrivez-le à un ordre du jour : ce qui en sera dit se lira ici."),
        )
        self._meetings.addWidget(self._treatments)
        self._meetings.addWidget(never)
        self.tabs.addTab(self._meetings, self.tr("Réunions"))
        self.tabs.addTab(self.documents, self.tr("Documents"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.tabs, 1)

    def _carried_tab(self) -> QWidget:
        tab = Panel(self.theme, "surface")
        above = QHBoxLayout()
        above.addWidget(self._count)
        above.addStretch(1)
        above.addWidget(self._split)
        layout = QVBoxLayout(tab)
        layout.setContentsMargins(20, 12, 16, 8)
        layout.setSpacing(10)
        layout.addLayout(above)
        layout.addWidget(self.voices, 1)
        return tab

    def _sheet(self) -> Form:
        form = Form(self.theme)
        for box, name in ((self.raiser, self.tr("Soulevé par")), (self.sphere, self.tr("Sphère"))):
            box.setAccessibleName(name)
        for words in SPHERE_WORDS.values():
            self.sphere.addItem(words)
        form.row(self.tr("Titre"), self.title)
        form.row(self.tr("Question posée au groupe"), self.question)
        form.row(self.tr("Soulevé par"), self.raiser)
        self._sphere_label = form.row(self.tr("Sphère"), self.sphere)
        self._before_label = form.row(self.tr("Échéance"), self.before)
        return form

    def _connect(self) -> None:
        self.title.kept.connect(lambda text: self._edit(title=text))
        self.question.kept.connect(lambda text: self._edit(question=text))
        self.question.typing.connect(partial(self.host.mark_unsaved, self.question))
        self.raiser.activated.connect(lambda _: self._edit(raised_by_id=self.raiser.currentData() or None))
        self.sphere.activated.connect(lambda at: self._edit(sphere=list(Sphere)[at]))
        self.before.chosen.connect(lambda day: self._edit(before=day))
        self.voices.ticked.connect(self._tick)
        self.documents.counted.connect(self._count_documents)
        self._treatments.activated_key.connect(lambda key: self.host.open("meetings", key.partition("/")[0]))

    def _count_documents(self, count: int) -> None:
        name = self.tr("Documents")
        self.tabs.setTabText(self.tabs.indexOf(self.documents), f"{name} ({count})" if count else name)

    # -- showing ---------------------------------------------------------------------------------------------

    def show_raisers(self, raisers: Sequence[OrganisationChoice]) -> None:
        """Offer who may have raised a subject."""
        if [self.raiser.itemData(at) for at in range(1, self.raiser.count())] == [r.id for r in raisers]:
            return
        self.raiser.clear()
        self.raiser.addItem(self.tr("non précisé"), "")
        for organisation in raisers:
            self.raiser.addItem(organisation.name, organisation.id)

    def show_line(self, line: SubjectLine, next_meeting: str) -> None:
        """Show a subject; what is being typed stays."""
        if self.line is not None and self.line.id != line.id:
            self.leave()
        self.line = line
        sphere = self.tr("sujet commun") if line.shared else SPHERE_WORDS[line.sphere or Sphere.MUNICIPAL]
        facts = " · ".join(filter(None, (capitalised(sphere), line.raised)))
        self.header.show_title(line.title, facts)
        self.header.show_badges(state_badge(line))
        self.title.show_value(line.title)
        self.question.show_value(line.question)
        self.raiser.setCurrentIndex(max(0, self.raiser.findData(line.raised_by_id or "")))
        self._show_kind(line)
        self.treatments.replace(list(line.treatments))
        self._meetings.setCurrentIndex(0 if line.treatments else 1)
        kind = OwnerKind.SUBJECT if line.shared else OwnerKind.THEME
        self.documents.show_place(Place(kind, line.id))
        self._allow(line, next_meeting)

    def show_thread(self, thread: SubjectThread) -> None:
        """Say beside each meeting what it decided."""
        self._said = {step.item_id: thread_words(step) for step in thread.steps}
        self.treatments.present_again()

    def _treatment_row(self, treatment: object) -> Shown:
        assert isinstance(treatment, Treatment)
        said = self._said.get(treatment.item_id, "")
        words = " · ".join(filter(None, (treatment.outcome, said)))
        return Row(treatment.title, second=words, icon="nav.meetings")

    def _show_kind(self, line: SubjectLine) -> None:
        """Show what only themes have (voices, sphere) or only shared subjects (a date)."""
        self._count.show_text(capitalised(line.words))
        self.tabs.setTabVisible(0, not line.shared)
        self._sphere_label.setVisible(not line.shared)
        self.sphere.setVisible(not line.shared)
        self._before_label.setVisible(line.shared)
        self.before.setVisible(line.shared)
        if line.shared:
            self.before.show_day(line.before)
        else:
            self.sphere.setCurrentIndex(list(Sphere).index(line.sphere or Sphere.MUNICIPAL))
        self.voices.show_ticks([Tick(v.organisation_id, v.commune, v.supports) for v in line.voices])

    def _allow(self, line: SubjectLine, next_meeting: str) -> None:
        waiting = line.state is SubjectState.WAITING
        plan = self.tr("Inscrire au %1").replace("%1", next_meeting)
        self.host.actions.action("subjects.plan").setText(
            plan if next_meeting else self.tr("Inscrire à l’ordre du jour")
        )
        allowed = {
            "merge": waiting and not line.shared,
            "split": waiting and not line.shared and any(voice.supports for voice in line.voices),
            "restore": line.state in (SubjectState.TREATED, SubjectState.DROPPED),
            "drop": waiting,
        }
        for name, on in allowed.items():
            self.host.actions.allow(f"subjects.{name}", on, self.tr("Son état ne le permet pas."))
            if name in self._plain:
                self._plain[name].setVisible(on)
        none = self.tr("Aucune réunion n’est prévue\u00a0: planifiez-en une d’abord.")
        state = self.tr("Il est déjà inscrit, traité ou écarté.")
        self.host.actions.allow(
            "subjects.plan", waiting and bool(next_meeting), state if next_meeting else none
        )
        self.plan.setVisible(waiting)
        self.header.settle()

    # -- acts ------------------------------------------------------------------------------------------------

    def leave(self) -> None:
        """Keep what is being typed."""
        self.title.keep_now()
        self.question.keep_now()

    def _edit(self, **fields: object) -> None:
        if self.line is not None:
            self.wanted.emit(EditSubject(self.line.id, **fields))  # type: ignore[arg-type]

    def _tick(self, organisation_id: str, on: bool) -> None:
        if self.line is not None:
            act = AddSupport if on else RemoveSupport
            self.wanted.emit(act(self.line.id, organisation_id))


def _treatment_key(treatment: object) -> str:
    assert isinstance(treatment, Treatment)
    return f"{treatment.meeting_id}/{treatment.item_id}"
