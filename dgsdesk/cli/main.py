"""Carry one command out: rows as JSON or as lines, known errors as one French sentence and code 3."""

from __future__ import annotations

import argparse
import errno
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dgsdesk.application.sentences import sentence
from dgsdesk.cli.dossier_merge import merge_dossier
from dgsdesk.cli.dossiers import export_dossier, inspect_dossier
from dgsdesk.cli.house import House
from dgsdesk.cli.network import meeting_id, opened_network, read_file
from dgsdesk.cli.pace import shown_pace
from dgsdesk.cli.parser import parse
from dgsdesk.cli.trust import archive, check, export, import_export, register, restore
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.wording import NBSP, date_full, number, plural

if TYPE_CHECKING:
    from dgsdesk.application.arrival.content import ArrivalPart
    from dgsdesk.application.arrival.plan import FieldChange

FOUND, KNOWN_ERROR = 1, 3


Result = tuple[Any, list[str]]
"""What a command gives: the value for JSON, the lines for people."""


def main(argv: Sequence[str], house: House) -> int:
    """Carry a command out and return the exit code: 0 done, 1 uncertain, 2 usage, 3 known error."""
    call = parse(argv)
    try:
        value, lines = _COMMANDS[call.path](call, house)
    except KnownError as error:
        return _complain(error, call.json)
    _print([json.dumps(plain(value), ensure_ascii=False, indent=1)] if call.json else lines)
    return FOUND if getattr(value, "findings", ()) else 0


def _print(lines: Sequence[str]) -> None:
    """Print lines; who reads them may stop before the end (``| head``), or there is nobody to read them."""
    try:
        for line in lines:
            print(line)
        print(end="", flush=True)
    except OSError as error:
        if error.errno not in (errno.EPIPE, errno.EINVAL):  # Windows calls a closed pipe invalid
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains at its own end


def _complain(error: KnownError, as_json: bool) -> int:
    said = sentence(error)
    print(said.message, file=sys.stderr)
    if as_json:
        row = {"kind": said.kind, "message": said.what, "where": said.where, "remedy": said.remedy}
        print(json.dumps({"error": row}, ensure_ascii=False, indent=1))
    return KNOWN_ERROR


def plain(value: Any) -> Any:
    """Return a row as plain values: dates in ISO, times with their offset, enumerations by value."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Path) else value


def _find_epci(call: argparse.Namespace, house: House) -> Result:
    found = house.reference().find_epci(call.text)
    rows = [
        {
            "siren": row.siren,
            "name": row.short_name,
            "type": row.type,
            "communes": row.communes,
            "population": row.population,
        }
        for row in found
    ]
    lines = [
        f"{row.siren}  {row.short_name} ({row.type}), {plural(row.communes, 'commune', 'communes')}, "
        f"{number(row.population)} hab."
        for row in found
    ]
    return rows, lines or ["Aucune intercommunalité ne correspond."]


def _circle_members(call: argparse.Namespace, house: House) -> Result:
    from dgsdesk.application.circle.rule_answer import answer_from_reference, answer_in_network

    if call.database is None:
        answer = answer_from_reference(house.reference(), call.epci, call.rule)
    else:
        with opened_network(call, house) as desk:
            answer = desk.ask(answer_in_network, call.epci, call.rule, call.on)
    lines = [answer.sentence]
    lines += [f"{one.insee}  {one.name}, {number(one.population)} hab." for one in answer.communes]
    count, others = len(answer.communes), plural(answer.others, "autre", "autres")
    return answer, [*lines, f"{plural(count, 'commune', 'communes')}, {others}."]


def _deadline(call: argparse.Namespace, house: House) -> Result:
    from dgsdesk.application.circle.deadlines import deadline

    row = deadline(call.sent, call.days, call.mode, call.zone)
    value = {"last_day": row.last_day, "approved_on": row.approved_on, "sentence": row.sentence}
    return value, [row.sentence]


def _plan(call: argparse.Namespace, house: House) -> Result:
    from dgsdesk.domain.rota.plan import plan

    problem = house.read_problem(read_file(call.problem).decode("utf-8", errors="replace"))
    best = plan(problem, house.solve())
    names = {host.id: host.name or host.id for host in problem.hosts}
    lines = [f"{turn.slot}  {names[turn.host]} : {turn.why}" for turn in best.turns]
    lines += [f"{unfilled.slot}  sans hôte : {unfilled.why}" for unfilled in best.unfilled]
    return json.loads(house.write_plan(best)), lines


def _check(call: argparse.Namespace, house: House) -> Result:
    from dgsdesk.domain.rota_check import check

    problem = house.read_problem(read_file(call.problem).decode("utf-8", errors="replace"))
    findings = check(problem, house.read_plan(read_file(call.plan).decode("utf-8", errors="replace")))
    lines = [str(plain(finding)) for finding in findings] or ["Le plan est conforme."]
    return {"valid": not findings, "findings": findings}, lines


def _meetings(call: argparse.Namespace, house: House) -> Result:
    from dgsdesk.application.meeting.page import meetings_list

    with opened_network(call, house) as desk:
        rows = desk.ask(meetings_list)
    return rows, [f"{row.day}  {row.title}" for row in rows] or ["Aucune réunion."]


def _actions(call: argparse.Namespace, house: House) -> Result:
    from dgsdesk.application.action.acts import STATE_WORDS, actions_list

    with opened_network(call, house) as desk:
        rows = desk.ask(actions_list)
    lines = [
        f"{row.due or 'sans date '}  {row.text} ({row.owner or 'sans responsable'}), {STATE_WORDS[row.state]}"
        for row in rows
    ]
    return rows, lines or ["Aucune action."]


def _minutes(call: argparse.Namespace, house: House) -> Result:
    from dgsdesk.application.minutes.session_page import session_page
    from dgsdesk.domain.richtext import plain_text

    with opened_network(call, house) as desk:
        page = desk.ask(session_page, meeting_id(desk, call.meeting))
    lines = [f"Réunion du {date_full(page.day)}"]
    for item in page.items:
        lines += ["", f"{item.number} {item.title}", plain_text(item.text)]
        lines += [f"Décision : {decision.text}" for decision in item.decisions]
        lines += [f"Action : {action.text} ({action.owner})" for action in item.actions]
    return page, lines


def _backup(call: argparse.Namespace, house: House) -> Result:
    from dgsdesk.application.safety.safekeeping import absent_from

    with opened_network(call, house) as desk, shown_pace() as pace:
        made = house.back_up(desk, call.directory, pace)
    told = (f"Sauvegarde faite et relue{NBSP}: {made.file}", *absent_from(made))
    return made, [*filter(None, told)]


def _read_docx(call: argparse.Namespace, house: House) -> Result:
    try:
        value = house.read_docx(read_file(call.file), call.changes)
    except KnownError as error:
        error.where = error.where or call.file.name
        raise
    return value, [block.get("text", "") for block in value["blocks"]]


def _inspect_calendar(call: argparse.Namespace, house: House) -> Result:
    try:
        value = house.inspect_ics(_calendar_in(read_file(call.file), call.file.name, house))
    except KnownError as error:
        error.where = error.where or call.file.name
        raise
    return value, [line for event in value["events"] for line in _event_lines(event)]


def _calendar_in(content: bytes, name: str, house: House) -> bytes:
    """Return the calendar that a message carries; anything else as it is."""
    from dgsdesk.application.arrival.content import ArrivalKind

    parts = (
        () if content[:32].lstrip().upper().startswith(b"BEGIN:VCALENDAR") else house.unpack(content, name)
    )
    carried = (part.content for part in parts if part.path and part.kind is ArrivalKind.CALENDAR)
    return next(carried, content)


def _event_lines(event: dict[str, Any]) -> list[str]:
    from dgsdesk.application.calendar.content import RECURRENCE_WORDS

    first = f"{event['start']}  {event['summary']}"
    return [first, f"  {RECURRENCE_WORDS}"] if event["recurrence"] else [first]


def _inspect_arrival(call: argparse.Namespace, house: House) -> Result:
    content = read_file(call.file)
    parts = house.unpack(content, call.file.name)
    if parts[0].problem is not None:
        raise parts[0].problem
    meeting, changes, told = _what_it_would_do(call, house, content)
    value = {
        "kind": parts[0].kind,
        "parts": [_part(part) for part in parts],
        "meeting": meeting,
        "changes": [{"what": one.what, "before": one.before, "after": one.after} for one in changes],
    }
    lines = [f"{'  ' * len(part.path)}{part.name} : {part.kind.value}" for part in parts]
    return value, lines + told


def _part(part: ArrivalPart) -> dict[str, Any]:
    problem = sentence(part.problem).message if part.problem else None
    return {"name": part.name, "path": part.path, "kind": part.kind, "problem": problem}


def _what_it_would_do(
    call: argparse.Namespace, house: House, content: bytes
) -> tuple[str | None, Sequence[FieldChange], list[str]]:
    """Say what filing would do in the network, when there is one to ask."""
    from dgsdesk.application.arrival.preview import DroppedFile, meeting_of, preview_arrivals
    from dgsdesk.application.view import View

    if call.database is None and not house.default_database().exists():
        return None, (), []
    with opened_network(call, house) as desk:
        if desk.ask(View.network) is None:  # the program was opened, and its first start not done
            return None, (), []
        (preview,) = desk.ask(preview_arrivals, (DroppedFile(call.file.name, content),))
        meeting = desk.ask(meeting_of, preview)
    told = [f"{one.what} : {one.before or 'rien'} → {one.after}" for one in preview.changes]
    return meeting, preview.changes, [preview.found, *told, *preview.reasons]


def _demo(call: argparse.Namespace, house: House) -> Result:
    from dgsdesk.application.example.demonstration import Demonstration

    def say(line: str) -> None:
        print(line, file=sys.stderr if call.json else sys.stdout, flush=True)

    demonstration = Demonstration(call.epci, call.model, call.today, screens=call.screens)
    value = house.demonstrate(demonstration, call.directory, say)
    count = plural(len(value["files"]), "fichier", "fichiers")
    return value, [f"{count} dans « {call.directory} ».", f"Réseau à ouvrir : {value['database']}"]


def _search(call: argparse.Namespace, house: House) -> Result:
    from dgsdesk.application.search.acts import find_things, search_row

    with opened_network(call, house) as desk:
        found = desk.ask(find_things, call.text, tuple(call.type or ()), call.limit)
    lines = [f"{row.title}\n    {row.snippet}" if row.snippet else row.title for row in found]
    return [search_row(row) for row in found], lines or ["Rien ne correspond."]


def _generate(call: argparse.Namespace, house: House) -> Result:
    from dgsdesk.application.example.generation import Size

    size = Size(call.years, call.circles, call.seed)
    value = house.generate(call.file, call.epci, size, call.today)
    meetings, items = number(value["meetings"]), number(value["items"])
    return value, [f"{meetings} réunions, {items} points, {number(value['paragraphs'])} paragraphes."]


_COMMANDS: dict[tuple[str, ...], Callable[[argparse.Namespace, House], Result]] = {
    ("epci", "find"): _find_epci,
    ("circle", "members"): _circle_members,
    ("deadline",): _deadline,
    ("rota", "plan"): _plan,
    ("rota", "check"): _check,
    ("meetings",): _meetings,
    ("actions",): _actions,
    ("minutes",): _minutes,
    ("backup",): _backup,
    ("restore",): restore,
    ("check",): check,
    ("export",): export,
    ("import",): import_export,
    ("archive",): archive,
    ("register",): register,
    ("docx", "read"): _read_docx,
    ("calendar", "inspect"): _inspect_calendar,
    ("arrivals", "inspect"): _inspect_arrival,
    ("dossier", "export"): export_dossier,
    ("dossier", "inspect"): inspect_dossier,
    ("dossier", "merge"): merge_dossier,
    ("demo",): _demo,
    ("generate",): _generate,
    ("search",): _search,
}
