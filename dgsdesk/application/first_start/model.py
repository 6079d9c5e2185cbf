"""Models of network: their circles opened at the first start or later, one's own saved to a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.circle.acts import NUMBERS, check_circle
from dgsdesk.application.circle.members import circle_members, composition
from dgsdesk.application.circle.words import HOST_CHOICES, WRITER_CHOICES, dispatch_words, in_order
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.first_start.model_file import EXTENSION, model_bytes
from dgsdesk.application.ports.office import OutFile
from dgsdesk.application.ports.reference import ModelCircleRow, ModelPartRow, ModelRow, Quotation
from dgsdesk.application.ports.store import Store
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.words import required
from dgsdesk.domain.calendar import school_zone_of
from dgsdesk.domain.circle import Circle, MembershipRule, PartTemplate, is_closed
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.membership_rule import AllOf, InSector
from dgsdesk.domain.membership_rule_sentence import rule_sentence
from dgsdesk.domain.membership_rule_text import parse_rule, rule_text
from dgsdesk.domain.network import Network, Organisation
from dgsdesk.domain.toponym import fold
from dgsdesk.domain.wording import NBSP, plural

add_sentences(
    {
        "model_without_circle": (
            "Aucun format de rencontre n’est ouvert : il n’y a pas de modèle à enregistrer.",
            "Ouvrez d’abord un format de rencontre.",
        ),
    }
)


@dataclass(frozen=True)
class AddModel(Command[int]):
    """Open the circles of a model in a running network; returns how many.

    ``own_model`` was read from a file and takes the place of ``model_id``. Raises NotFound("unknown_model").
    """

    model_id: str
    own_model: ModelRow | None = None


@dataclass(frozen=True)
class SaveModel(Command[str]):
    """Write the circles that still meet as a model of one's own into a folder of the documents.

    Returns the file. Neither people nor communes leave with it. Raises RuleBroken("model_without_circle").
    """

    name: str


@handles(AddModel, "{words} du modèle « {name} »")
def add_model(act: Act, command: AddModel) -> int:
    model = command.own_model or act.reference.model(command.model_id)
    circles = open_circles(act, model)
    words = plural(len(circles), "format de rencontre ouvert", "formats de rencontre ouverts")
    act.tell(words=words, name=model.territory)
    return len(circles)


def open_circles(act: Act, model: ModelRow) -> list[Circle]:
    """Open every circle of a model, with its rule; raises BadInput when one could not meet."""
    departement = act.store.find(Network)[0].departement
    sectors = sorted({org.sector for org in act.store.find(Organisation) if org.sector})
    made = []
    for row in model.circles:
        for name, rule in _of_sectors(row, sectors):
            circle = _circle(act, model, row, name, school_zone_of(departement))
            act.store.add(circle)
            rules = MembershipRule(id=act.new_id(), circle_id=circle.id, text=rule, with_seat=row.with_seat)
            act.store.add(rules)
            members = len(circle_members(act.store, circle.id, act.today))
            least, most = NUMBERS["expected"][1:]
            circle.expected = min(max(members, least), most)
            check_circle(circle)
            made.append(circle)
    return made


def _of_sectors(row: ModelCircleRow, sectors: list[str]) -> Iterator[tuple[str, str]]:
    """Yield (name, rule): one for each sector where the model asks for it and the network knows some."""
    rule = parse_rule(row.rule)
    if not row.per_sector or not sectors:
        yield row.name, rule_text(rule)
        return
    for sector in sectors:
        yield f"{row.name}, {sector}", rule_text(AllOf((rule, InSector(sector))))


def _circle(act: Act, model: ModelRow, row: ModelCircleRow, name: str, school_zone: str) -> Circle:
    return Circle(
        id=act.new_id(),
        name=required(name, "nom du format de rencontre"),
        model_id=model.id,
        cadence=row.cadence,
        week=row.week,
        weekday=row.weekday,
        every_months=row.every_months,
        every_weeks=row.every_weeks,
        least_a_year=row.least_a_year,
        times_a_year=row.times_a_year,
        starts_at=row.starts_at,
        minutes=row.minutes,
        skipped_months=row.skipped_months,
        school_zone=school_zone,
        lunch=row.lunch,
        host_rule=row.host_rule,
        place=row.place,
        writer_rule=row.writer_rule,
        dispatch_to=row.dispatch_to,
        parts=tuple(PartTemplate(part.title, part.kind, part.minutes) for part in row.parts),
        observation_days=row.observation_days,
        counting_mode=row.counting_mode,
        reply_days_before=row.reply_days_before,
        opening_minutes=row.opening_minutes,
        closing_minutes=row.closing_minutes,
        quotation="\n".join(f"{one.about}{NBSP}: «{NBSP}{one.words}{NBSP}»" for one in row.quotations),
        source=f"{model.territory}, {model.source}" if model.source else model.territory,
    )


@handles(SaveModel, "Modèle de réseau « {name} » enregistré")
def save_model(act: Act, command: SaveModel) -> str:
    name = required(command.name, "nom du modèle")
    model = own_model(act.store, name, act.today)
    if not model.circles:
        raise RuleBroken("model_without_circle")
    act.tell(name=name)
    plain = fold(name).replace(" ", "-")[:60] or "modele"
    return act.lay("modeles", [OutFile(f"{plain}{EXTENSION}", model_bytes(model))])[0]


def own_model(store: Store, name: str, day: date) -> ModelRow:
    """Return the circles that still meet as a model of one's own, with the rules of a day."""
    network = store.find(Network)[0]
    circles = [circle for circle in in_order(store.find(Circle), day) if not is_closed(circle, day)]
    rows = tuple(_row(store, circle, day) for circle in circles)
    summary = f"{plural(len(rows), 'format', 'formats')} de {network.name}, tels qu’ils se tiennent."
    return ModelRow(
        id="own", territory=name, siren="", summary=summary, source="", quotation="", circles=rows
    )


def _row(store: Store, circle: Circle, day: date) -> ModelCircleRow:
    rule = composition(store, circle.id).rule_on(day)
    text = rule.text if rule else "all"
    names = {org.code: org.name for org in store.find(Organisation)}
    return ModelCircleRow(
        id=fold(circle.name).replace(" ", "-"),
        name=circle.name,
        members=rule_sentence(parse_rule(text), names).rstrip("."),
        hosting=HOST_CHOICES[circle.host_rule],
        writer=WRITER_CHOICES[circle.writer_rule],
        dispatch=dispatch_words(circle.dispatch_to),
        rule=text,
        with_seat=rule.with_seat if rule else True,
        per_sector=False,
        cadence=circle.cadence,
        week=circle.week,
        weekday=circle.weekday,
        every_months=circle.every_months,
        every_weeks=circle.every_weeks,
        least_a_year=circle.least_a_year,
        times_a_year=circle.times_a_year,
        skipped_months=circle.skipped_months,
        starts_at=circle.starts_at,
        minutes=circle.minutes,
        lunch=circle.lunch,
        host_rule=circle.host_rule,
        writer_rule=circle.writer_rule,
        dispatch_to=circle.dispatch_to,
        parts=tuple(ModelPartRow(part.title, "", part.kind, part.minutes) for part in circle.parts),
        observation_days=circle.observation_days,
        counting_mode=circle.counting_mode,
        reply_days_before=circle.reply_days_before,
        opening_minutes=circle.opening_minutes,
        closing_minutes=circle.closing_minutes,
        quotations=tuple(_quotations(circle.quotation)),
        place=circle.place,
    )


def _quotations(text: str) -> Iterator[Quotation]:
    for line in text.splitlines():
        about, _, words = line.partition(f"{NBSP}: «{NBSP}")
        yield Quotation(about, words.removesuffix(f"{NBSP}»"))
