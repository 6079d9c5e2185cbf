"""The files of the host rota: the year for Word and as PDF, tables for spreadsheets, the map."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.document import file_stem
from dgsdesk.application.documents.head import stationery
from dgsdesk.application.documents.rota_document import ShareLine, TurnLine, rota_document
from dgsdesk.application.paper_files import lay_word_and_pdf
from dgsdesk.application.ports.office import OutFile
from dgsdesk.application.rota.fairness import fairness_page
from dgsdesk.application.rota.page import STATE_WORDS, rota_page
from dgsdesk.application.rota.problem import turns_now
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.host_rota import HostRoom, HostTurn
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.wording import WEEKDAYS, hours, number

FOLDER = "Tour d’accueil"


@dataclass(frozen=True)
class PrintRota(Command[str]):
    """Write the rota of the circle, from today on, for Word and as PDF; returns the first's full path."""

    circle_id: str


@handles(PrintRota, "Tour d’accueil imprimé")
def print_rota(act: Act, command: PrintRota) -> str:
    circle = act.store.get(Circle, command.circle_id)
    page = rota_page(act.view, circle.id)
    every = {org.id: org for org in act.store.find(Organisation)}
    rooms = {room.organisation_id: room.lender_id for room in act.store.find(HostRoom)}
    end = (datetime.combine(act.today, circle.starts_at) + timedelta(minutes=circle.minutes)).time()
    document = rota_document(
        stationery(act),
        circle=circle.name,
        hours=hours(circle.starts_at, end),
        facts=page.facts,
        turns=[
            _turn_line(turn, every, rooms)
            for turn in turns_now(act.store, circle.id, act.today).shown
            if turn.day >= act.today
        ],
        shares=[ShareLine(row.name, row.count, row.owed, row.debt) for row in page.rows],
    )
    stem = file_stem(act.today, "tour-d-accueil")
    return lay_word_and_pdf(act, FOLDER, stem, document)[0]


@dataclass(frozen=True)
class ExportRotaTable(Command[str]):
    """Write the dates and the fairness of a circle as two workbooks; returns the first's full path."""

    circle_id: str


@handles(ExportRotaTable, "Tour d’accueil exporté en tableau")
def export_rota_table(act: Act, command: ExportRotaTable) -> str:
    circle = act.store.get(Circle, command.circle_id)
    stem = file_stem(act.today, "tour-d-accueil")
    tables = (("dates", "Dates", date_rows(act, circle)), ("equite", "Équité", fairness_rows(act, circle)))
    files = [
        OutFile(f"{stem}_{name}.xlsx", act.office.write_list(rows, "xlsx", title))
        for name, title, rows in tables
    ]
    return act.lay(FOLDER, files)[0]


def date_rows(act: Act, circle: Circle) -> tuple[tuple[str, ...], ...]:
    """Return the titles, then a row per date, held ones included."""
    every = {org.id: org for org in act.store.find(Organisation)}
    rooms = {room.organisation_id: room.lender_id for room in act.store.find(HostRoom)}
    titles = ("Date", "Jour", "Commune hôte", "Lieu", "État", "Verrouillée", "Pourquoi")
    rows = []
    for turn in turns_now(act.store, circle.id, act.today).shown:
        line = _turn_line(turn, every, rooms)
        locked = "oui" if turn.locked else ""
        day = turn.day.strftime("%d/%m/%Y")
        rows.append((day, WEEKDAYS[turn.day.weekday()], line.host, line.place, line.note, locked, turn.why))
    return (titles, *rows)


def fairness_rows(act: Act, circle: Circle) -> tuple[tuple[str, ...], ...]:
    """Return the titles, then a row per commune, worst debts first."""
    titles = (
        "Commune",
        "Tours tenus",
        "Tours prévus",
        "Part juste",
        "Dette",
        "Après un tour de plus",
        "Attend depuis",
        "Prochain tour",
        "Distance moyenne (km)",
    )
    rows = [
        (
            row.name,
            str(row.held),
            str(row.planned),
            number(row.owed, 2),
            number(row.debt, 2),
            number(row.after_one_more, 2),
            row.waiting,
            row.next_day.strftime("%d/%m/%Y") if row.next_day else "",
            number(row.distance, 1) if row.distance is not None else "",
        )
        for row in fairness_page(act.view, circle.id).rows
    ]
    return (titles, *rows)


@dataclass(frozen=True)
class KeepMapPicture(Command[str]):
    """Lay the map that the window painted (PNG) with the other files; returns its full path."""

    picture: bytes


@handles(KeepMapPicture, "Carte du tour d’accueil exportée")
def keep_map_picture(act: Act, command: KeepMapPicture) -> str:
    name = f"{file_stem(act.today, 'carte-du-tour-d-accueil')}.png"
    return act.lay(FOLDER, [OutFile(name, command.picture)])[0]


def _turn_line(turn: HostTurn, every: dict[str, Organisation], rooms: dict[str, str]) -> TurnLine:
    """Compose a line: the host, and the address where it receives, its own or that of a room lent to it."""
    host_id = turn.host_id or ""
    house = every.get(rooms.get(host_id, host_id))
    parts = (house.name, house.address, f"{house.postal_code} {house.town}".strip()) if house else ()
    place = ", ".join(filter(None, parts if host_id in rooms else parts[1:]))
    return TurnLine(turn.day, every[host_id].name if host_id in every else "", place, STATE_WORDS[turn.state])
