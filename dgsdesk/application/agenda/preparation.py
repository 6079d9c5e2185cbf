"""What is to be prepared before a meeting, by who answers for it: a checklist per item (product § 3.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dgsdesk.application.agenda.acts import agenda_meeting
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.documents.preparation_list import PreparationLine, preparation_document
from dgsdesk.application.invitation.files import Laid, folder_of, lay_to_print, paper_name
from dgsdesk.application.keep import KEEP, Keep, chosen
from dgsdesk.application.meeting.paper import gather_paper
from dgsdesk.application.membership import sort_key
from dgsdesk.application.minutes.notes import note_people
from dgsdesk.application.registers import title_of
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.words import shortened
from dgsdesk.domain.agenda import (
    NOBODY,
    AgendaItem,
    AgendaPart,
    PreparationTask,
    number_items,
    owner_of,
    running_order,
)
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.note_parsing import NotedAction, Surroundings, task_in
from dgsdesk.domain.wording import date_full, date_long, plural

USUAL_TASKS = (
    ("Écrire la question posée", 21),
    ("Réunir les documents", 12),
    ("Relire avec qui présente", 5),
)
"""What nearly every item asks for, and how many days before the meeting."""

add_sentences(
    {
        "nothing_to_prepare": (
            "Aucune tâche de préparation n’est notée pour cette réunion.",
            "Ajoutez-en une à la fiche d’un point (Ctrl+D).",
        ),
        "usual_tasks_there": (
            "Les tâches habituelles figurent déjà à ce point.",
            "Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class AddPreparationTask(Command[str]):
    """Note something to do before an item is held; returns its id.

    ``line`` says it as notes do: « Inviter le SDIS @DST de Gorges avant le 20 novembre ». Without « @ » it is
    for who prepares the item.
    """

    item_id: str
    line: str


@dataclass(frozen=True)
class AddUsualTasks(Command[int]):
    """Note the usual tasks that an item lacks; returns how many. Raises RuleBroken("usual_tasks_there")."""

    item_id: str


@dataclass(frozen=True)
class EditPreparationTask(Command[None]):
    """Tick a task, or say it otherwise, in the words of ``AddPreparationTask``."""

    task_id: str
    line: str | Keep = KEEP
    done: bool | Keep = KEEP


@dataclass(frozen=True)
class RemovePreparationTask(Command[None]):
    task_id: str


@dataclass(frozen=True)
class PrintPreparation(Command[Laid]):
    """Lay what is to be prepared, one list per person; raises RuleBroken("nothing_to_prepare")."""

    meeting_id: str


@dataclass(frozen=True)
class TaskRow:
    """One task; ``owner`` is always somebody's name or « à désigner », ``own`` only what the task says."""

    id: str
    item_id: str
    number: str
    item: str
    text: str
    own: str
    owner: str
    due: date | None
    done: bool
    late: bool

    @property
    def line(self) -> str:
        """The task in the words that it is read from."""
        who = f" @{self.own}" if self.own else ""
        return f"{self.text}{who}" + (f" avant le {date_long(self.due)}" if self.due else "")


@dataclass(frozen=True)
class PreparationPage:
    """Every task of a meeting, by owner then by day; what is done comes last."""

    meeting_id: str
    rows: tuple[TaskRow, ...]

    @property
    def left(self) -> int:
        """How many are not done."""
        return sum(not row.done for row in self.rows)

    def by_owner(self) -> tuple[tuple[str, tuple[TaskRow, ...]], ...]:
        """Return owner -> tasks, by name, those without an owner last."""
        owners = sorted({row.owner for row in self.rows}, key=lambda name: (name == NOBODY, sort_key(name)))
        return tuple((owner, tuple(row for row in self.rows if row.owner == owner)) for owner in owners)


@handles(AddPreparationTask, "À préparer : {short}")
def add_task(act: Act, command: AddPreparationTask) -> str:
    item = act.store.get(AgendaItem, command.item_id)
    agenda_meeting(act, item.meeting_id)
    said = _read(act, item, command.line)
    task = _add(act, item, said.text, said.owner, said.due)
    act.tell(short=shortened(task.text))
    return task.id


def _add(act: Act, item: AgendaItem, text: str, owner: str, due: date | None) -> PreparationTask:
    others = act.store.find(PreparationTask, item_id=item.id)
    position = 1 + max((task.position for task in others), default=-1)
    task = PreparationTask(
        id=act.new_id(), item_id=item.id, position=position, text=text, owner=owner, due=due
    )
    act.store.add(task)
    return task


def _read(act: Act, item: AgendaItem, line: str, known: str = "") -> NotedAction:
    """Read a task as notes are read; whoever stands at the item or stood at the task may be named whole."""
    labels = [person.label for person in note_people(act.view, item.meeting_id)]
    named = [name for name in (item.prepared_by, item.presenter, known) if name]
    return task_in(title_of(line), Surroundings(act.today, [*labels, *named]))


@handles(AddUsualTasks, "{count} de préparation pour « {title} »")
def add_usual_tasks(act: Act, command: AddUsualTasks) -> int:
    item = act.store.get(AgendaItem, command.item_id)
    meeting = agenda_meeting(act, item.meeting_id)
    there = {task.text for task in act.store.find(PreparationTask, item_id=item.id)}
    missing = [(text, days) for text, days in USUAL_TASKS if text not in there]
    if not missing:
        raise RuleBroken("usual_tasks_there")
    for text, days in missing:
        _add(act, item, text, "", max(act.today, meeting.day - timedelta(days=days)))
    act.tell(count=plural(len(missing), "tâche", "tâches"), title=item.title)
    return len(missing)


@handles(EditPreparationTask, "Tâche « {short} » {what}")
def edit_task(act: Act, command: EditPreparationTask) -> None:
    task = act.store.get(PreparationTask, command.task_id)
    if not isinstance(command.line, Keep):
        said = _read(act, act.store.get(AgendaItem, task.item_id), command.line, task.owner)
        task.text, task.owner, task.due = said.text, said.owner, said.due
    task.done = chosen(command.done, task.done)
    what = "modifiée" if isinstance(command.done, Keep) else "faite" if task.done else "à faire de nouveau"
    act.tell(short=shortened(task.text), what=what)


@handles(RemovePreparationTask, "Tâche « {short} » retirée")
def remove_task(act: Act, command: RemovePreparationTask) -> None:
    task = act.store.get(PreparationTask, command.task_id)
    act.tell(short=shortened(task.text))
    act.store.remove(task)


@handles(PrintPreparation, "Préparation de la réunion du {day_words} prête à imprimer")
def print_preparation(act: Act, command: PrintPreparation) -> Laid:
    meeting = act.store.get(Meeting, command.meeting_id)
    page = preparation_page(act.view, meeting.id)
    if not page.rows:
        raise RuleBroken("nothing_to_prepare")
    paper = gather_paper(act, meeting, act.now)
    document = preparation_document(paper, [(owner, map(_line, rows)) for owner, rows in page.by_owner()])
    act.tell(day_words=date_full(meeting.day))
    return lay_to_print(act, folder_of(paper), lambda kind: paper_name(paper, "préparation", kind), document)


def _line(row: TaskRow) -> PreparationLine:
    return PreparationLine(f"{row.number} {row.item}", row.text, row.due, row.done, row.late)


def preparation_page(view: View, meeting_id: str) -> PreparationPage:
    """Return what is to be prepared for a meeting; raises NotFound."""
    meeting = view.store.get(Meeting, meeting_id)
    parts = view.store.find(AgendaPart, meeting_id=meeting.id)
    items = running_order(parts, view.store.find(AgendaItem, meeting_id=meeting.id))
    numbers = number_items(parts, items)
    tasks = view.store.find(PreparationTask, item_id={item.id for item in items})
    by_id = {item.id: item for item in items}
    today = view.clock.today()
    rows = [_row(task, by_id[task.item_id], numbers[task.item_id], today) for task in tasks]
    return PreparationPage(meeting.id, tuple(_sorted(rows)))


def _sorted(rows: Iterable[TaskRow]) -> list[TaskRow]:
    return sorted(rows, key=lambda row: (row.done, row.due or date.max, row.number))


def _row(task: PreparationTask, item: AgendaItem, number: str, today: date) -> TaskRow:
    return TaskRow(
        id=task.id,
        item_id=item.id,
        number=number,
        item=item.title,
        text=task.text,
        own=task.owner,
        owner=owner_of(task, item),
        due=task.due,
        done=task.done,
        late=not task.done and task.due is not None and task.due < today,
    )
