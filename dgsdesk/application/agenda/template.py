"""Templates of a circle: the usual parts of its agendas, and others saved from one that was made well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dgsdesk.application.agenda.acts import LONGEST, agenda_meeting, put_item
from dgsdesk.application.agenda.source import Draft
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.keep import KEEP, Keep
from dgsdesk.application.meeting.steps import is_frozen
from dgsdesk.application.membership import sort_key
from dgsdesk.application.registers import title_of
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.agenda import AgendaItem, AgendaPart, SourceKind, running_order
from dgsdesk.domain.circle import AgendaTemplate, Circle, ItemTemplate, PartKind, PartTemplate
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.wording import date_full, duration, plural

PART_WORDS = {
    PartKind.GREY_ZONES: "zones grises",
    PartKind.SHARED_SUBJECT: "sujets communs",
    PartKind.NETWORK_THEME: "thèmes remontés",
    PartKind.FREE: "points libres",
}
"""What each kind of part draws from."""

USUAL = ""
"""The id of the circle's usual template (``Circle.parts``), which each new meeting takes."""

USUAL_NAME = "habituelle"
"""What the usual template is called."""

NEW_PART = PartTemplate("Nouveau temps", PartKind.FREE, 20)
"""What is added to a template before it has a title of its own."""

add_sentences(
    {
        "template_on_frozen": (
            "L’ordre du jour de la réunion du {day} est déjà parti avec l’invitation.",
            "Appliquez la trame à une réunion qui n’est pas encore figée. Rien n’a été changé.",
        ),
        "template_without_parts": (
            "Une trame a au moins un temps.",
            "Ajoutez un temps, puis recommencez. Rien n’a été changé.",
        ),
        "template_minutes": (
            "Un temps dure de 1 à {most} minutes ; « {minutes} » ne convient pas.",
            "Corrigez la durée. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class SaveTemplate(Command[str]):
    """Keep an agenda's parts, and its free items if wanted, under a name; the same name is written over.

    Returns the template's id. Raises RuleBroken("template_without_parts").
    """

    meeting_id: str
    name: str
    with_items: bool = True


@dataclass(frozen=True)
class ApplyTemplate(Command[None]):
    """Lay an agenda out as a template says: no item is lost, empty parts that it does not know go.

    ``template_id`` empty: the circle's usual parts. Raises RuleBroken("template_on_frozen").
    """

    meeting_id: str
    template_id: str = USUAL


@dataclass(frozen=True)
class EditTemplate(Command[None]):
    """Change a template's name or parts; with ``template_id`` empty the circle's usual parts.

    Items of a part that went are left out of the template. Raises RuleBroken("template_without_parts"),
    BadInput("template_minutes").
    """

    circle_id: str
    template_id: str = USUAL
    name: str | Keep = KEEP
    parts: tuple[PartTemplate, ...] | Keep = KEEP


@dataclass(frozen=True)
class RemoveTemplate(Command[None]):
    template_id: str


@dataclass(frozen=True)
class TemplateRow:
    """One template; the usual one has no id. ``words`` says how much it holds."""

    id: str
    circle_id: str
    name: str
    parts: tuple[PartTemplate, ...]
    items: tuple[ItemTemplate, ...]
    words: str


@handles(SaveTemplate, "Trame « {name} » enregistrée")
def save_template(act: Act, command: SaveTemplate) -> str:
    meeting = act.store.get(Meeting, command.meeting_id)
    name = title_of(command.name)
    parts = act.store.find(AgendaPart, meeting_id=meeting.id)
    if not parts:
        raise RuleBroken("template_without_parts")
    act.tell(name=name)
    same = [one for one in _of_circle(act.view, meeting.circle_id) if sort_key(one.name) == sort_key(name)]
    template = same[0] if same else AgendaTemplate(id=act.new_id(), circle_id=meeting.circle_id, name=name)
    template.name = name
    template.parts = tuple(PartTemplate(part.title, part.kind, part.minutes) for part in parts)
    template.items = _items(act, parts, meeting) if command.with_items else ()
    if not same:
        act.store.add(template)
    return template.id


def _items(act: Act, parts: Sequence[AgendaPart], meeting: Meeting) -> tuple[ItemTemplate, ...]:
    """Return the items that come from no register: the others are drawn anew each time."""
    places = {part.id: place for place, part in enumerate(parts)}
    items = running_order(parts, act.store.find(AgendaItem, meeting_id=meeting.id))
    return tuple(
        ItemTemplate(
            item.title,
            places[item.part_id],
            item.question,
            item.presenter,
            item.minutes,
            item.audience,
            item.recurring,
        )
        for item in items
        if item.source_kind is SourceKind.FREE
    )


@handles(ApplyTemplate, "Trame « {name} » appliquée")
def apply_template(act: Act, command: ApplyTemplate) -> None:
    meeting = agenda_meeting(act, command.meeting_id)
    if is_frozen(meeting):
        raise RuleBroken("template_on_frozen", day=date_full(meeting.day))
    row = templates_of(act.view, meeting.circle_id)[0]
    if command.template_id != USUAL:
        row = _row(act.store.get(AgendaTemplate, command.template_id))
    act.tell(name=row.name)
    laid = _lay_parts(act, meeting, row.parts)
    there = {sort_key(item.title) for item in act.store.find(AgendaItem, meeting_id=meeting.id)}
    for item in row.items:
        if sort_key(item.title) not in there:
            _put(act, meeting, item, laid[min(item.part, len(laid) - 1)])


def _put(act: Act, meeting: Meeting, item: ItemTemplate, part: AgendaPart) -> None:
    draft = Draft(
        title=item.title,
        question=item.question,
        presenter=item.presenter,
        minutes=item.minutes,
        audience=item.audience,
        recurring=item.recurring,
    )
    put_item(act, meeting, draft, part.id)


def _lay_parts(act: Act, meeting: Meeting, wanted: Sequence[PartTemplate]) -> list[AgendaPart]:
    """Bring the parts into the template's order: by title, then by kind; new ones where none fits."""
    left = act.store.find(AgendaPart, meeting_id=meeting.id)
    laid: list[AgendaPart] = []
    for one in wanted:
        fits = [part for part in left if sort_key(part.title) == sort_key(one.title)]
        titles = {sort_key(other.title) for other in wanted}
        fits += [part for part in left if part.kind is one.kind and sort_key(part.title) not in titles]
        part = fits[0] if fits else _new_part(act, meeting, one)
        left = [other for other in left if other is not part]
        part.title, part.kind, part.minutes = one.title, one.kind, one.minutes
        laid.append(part)
    kept = [part for part in left if act.store.find(AgendaItem, part_id=part.id)]
    for part in left:
        if part not in kept:
            act.store.remove(part)
    for position, part in enumerate((*laid, *kept)):
        part.position = position
    return laid


def _new_part(act: Act, meeting: Meeting, one: PartTemplate) -> AgendaPart:
    part = AgendaPart(
        id=act.new_id(),
        meeting_id=meeting.id,
        position=0,
        title=one.title,
        kind=one.kind,
        minutes=one.minutes,
    )
    act.store.add(part)
    return part


@handles(EditTemplate, "Trame « {name} » modifiée")
def edit_template(act: Act, command: EditTemplate) -> None:
    circle = act.store.get(Circle, command.circle_id)
    parts = None if isinstance(command.parts, Keep) else _checked(command.parts)
    if command.template_id == USUAL:
        act.tell(name=USUAL_NAME)
        circle.parts = circle.parts if parts is None else parts
        return
    template = act.store.get(AgendaTemplate, command.template_id)
    if parts is not None:
        template.items = _still_placed(template, parts)
        template.parts = parts
    if not isinstance(command.name, Keep):
        template.name = title_of(command.name)
    act.tell(name=template.name)


def _still_placed(template: AgendaTemplate, parts: Sequence[PartTemplate]) -> tuple[ItemTemplate, ...]:
    """Let items follow their part to its new place, by title; those of a part that went are left out."""
    titles = [part.title for part in parts]
    same_count = len(parts) == len(template.parts)

    def place(item: ItemTemplate) -> int:
        title = template.parts[item.part].title
        if title in titles:
            return titles.index(title)
        return item.part if same_count else -1

    placed = [replace(item, part=place(item)) for item in template.items]
    return tuple(item for item in placed if item.part >= 0)


def _checked(parts: Sequence[PartTemplate]) -> tuple[PartTemplate, ...]:
    if not parts:
        raise RuleBroken("template_without_parts")
    for part in parts:
        if not 1 <= part.minutes <= LONGEST:
            raise BadInput("template_minutes", minutes=part.minutes, most=LONGEST)
    return tuple(replace(part, title=title_of(part.title)) for part in parts)


@handles(RemoveTemplate, "Trame « {name} » retirée")
def remove_template(act: Act, command: RemoveTemplate) -> None:
    template = act.store.get(AgendaTemplate, command.template_id)
    act.tell(name=template.name)
    act.store.remove(template)


def meeting_templates(view: View, meeting_id: str) -> tuple[TemplateRow, ...]:
    """Return the templates of a meeting's circle, the usual one first; raises NotFound."""
    return templates_of(view, view.store.get(Meeting, meeting_id).circle_id)


def templates_of(view: View, circle_id: str) -> tuple[TemplateRow, ...]:
    """Return the templates of a circle: its usual parts, then the others by name."""
    circle = view.store.get(Circle, circle_id)
    usual = TemplateRow(USUAL, circle.id, USUAL_NAME, circle.parts, (), _words(circle.parts, ()))
    return (usual, *map(_row, _of_circle(view, circle.id)))


def _of_circle(view: View, circle_id: str) -> list[AgendaTemplate]:
    found = view.store.find(AgendaTemplate, circle_id=circle_id)
    return sorted(found, key=lambda one: (sort_key(one.name), one.id))


def _row(template: AgendaTemplate) -> TemplateRow:
    words = _words(template.parts, template.items)
    return TemplateRow(template.id, template.circle_id, template.name, template.parts, template.items, words)


def _words(parts: Sequence[PartTemplate], items: Sequence[ItemTemplate]) -> str:
    said = [plural(len(parts), "temps", "temps"), duration(sum(part.minutes for part in parts))]
    if items:
        said.append(plural(len(items), "point repris", "points repris"))
    return ", ".join(said)
