"""Build the national reference under resources/ from a folder of public tables.

    python resources/build_reference.py [FOLDER]

FOLDER (``../shared/data`` when left out) holds communes.csv, epci.csv, mairies.csv, departements.csv,
regions.csv, competences.yaml, zones_grises.yaml, modeles.yaml and ATTRIBUTION.md. The result is reference.db
(SQLite, read as it lies, never unpacked), competences.json, grey_zones.json, models.json and ATTRIBUTION.md.
The same tables give the same bytes.
"""

from __future__ import annotations

import csv
import json
import os
import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import yaml
from catalogues import competences, grey_zones, models

from dgsdesk.domain.toponym import fold
from dgsdesk.domain.typography import french

REFERENCE_DATE = "2026-01-01"
FORMAT = "1"

TYPE_LABELS = {
    "CC": "Communauté de communes",
    "CA": "Communauté d’agglomération",
    "CU": "Communauté urbaine",
    "ME": "Métropole",
    "ML": "Métropole de Lyon (collectivité à statut particulier)",
    "EPT": "Établissement public territorial (Grand Paris)",
}

# Zones of the school holidays by académie: Code de l'éducation, article D521-1 and its arrêtés (since 2015).
SCHOOL_ZONES = {
    "A": "25 39 70 90 24 33 40 47 64 03 15 43 63 21 58 71 89 07 26 38 73 74 19 23 87 01 42 69 16 17 79 86",
    "B": "04 05 13 84 02 60 80 59 62 54 55 57 88 44 49 53 72 85 06 83 14 27 50 61 76 18 28 36 37 41 45 08 10 "
    "51 52 22 29 35 56 67 68",
    "C": "77 93 94 11 30 34 48 66 75 09 12 31 32 46 65 81 82 78 91 92 95",
}
SCHOOL_ZONE_OF = {code: zone for zone, codes in SCHOOL_ZONES.items() for code in codes.split()}

ALSACE_MOSELLE = frozenset({"57", "67", "68"})

TIME_ZONES = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "984": "Indian/Kerguelen",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE epci_type (code TEXT PRIMARY KEY, label TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE departement (code TEXT PRIMARY KEY, name TEXT NOT NULL, article INTEGER NOT NULL,
    region TEXT NOT NULL, holiday_zone TEXT NOT NULL, school_zone TEXT NOT NULL,
    time_zone TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE epci (siren INTEGER PRIMARY KEY, name TEXT NOT NULL, short_name TEXT NOT NULL,
    type TEXT NOT NULL, departement TEXT NOT NULL, communes INTEGER NOT NULL, population INTEGER NOT NULL,
    name_search TEXT NOT NULL, commune_search TEXT NOT NULL, departement_search TEXT NOT NULL);
CREATE TABLE commune (insee TEXT NOT NULL, name TEXT NOT NULL, article INTEGER NOT NULL,
    population INTEGER NOT NULL, epci INTEGER, ept INTEGER, latitude INTEGER, longitude INTEGER,
    address TEXT NOT NULL, postal_code TEXT NOT NULL, town TEXT, phone, email TEXT NOT NULL);
CREATE INDEX commune_epci ON commune (epci) WHERE epci IS NOT NULL;
CREATE INDEX commune_ept ON commune (ept) WHERE ept IS NOT NULL;
"""

Row = dict[str, str]


def table(folder: Path, name: str) -> list[Row]:
    """Return the rows of a table of the folder."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def searchable(names: Iterable[str]) -> str:
    """Return folded names so that « | a » finds one that begins with a, and «  a» a word that does."""
    return "".join(f"| {fold(name)}" for name in names)


def departement_rows(folder: Path) -> Iterator[tuple[object, ...]]:
    """Give each département with its region, its holidays and its time."""
    regions = {row["code"]: row["nom"] for row in table(folder, "regions")}
    for row in sorted(table(folder, "departements"), key=lambda row: row["code"]):
        code = row["code"]
        overseas = code if row["zone"] != "metro" else "metropole"
        holidays = "alsace-moselle" if code in ALSACE_MOSELLE else overseas
        zone = SCHOOL_ZONE_OF.get(code, "")
        region = regions.get(row["region"], "")
        yield code, row["nom"], int(row["tncc"]), region, holidays, zone, TIME_ZONES.get(code, "Europe/Paris")


def microdegrees(text: str) -> int | None:
    """Return degrees as hundred-thousandths, or nothing for an unknown place."""
    return round(float(text) * 100_000) if text else None


def phone(text: str) -> int | str:
    """Return the nine digits after the zero as a number (four bytes, not fourteen); oddities as they are."""
    return int(text.replace(" ", "")) if re.fullmatch(r"0[1-9]( \d\d){4}", text) else text


def commune_row(row: Row, hall: Row) -> tuple[object, ...]:
    """Return one commune with its town hall; what the directory lacks comes from the postal codes."""
    town = hall.get("ville", "")
    return (
        row["insee"],
        row["name"],
        int(row["tncc"] or 0),
        int(row["population"] or 0),
        int(row["epci_siren"]) if row["epci_siren"] else None,
        int(row["ept_siren"]) if row["ept_siren"] else None,
        microdegrees(row["lat"]),
        microdegrees(row["lon"]),
        hall.get("adresse", ""),
        hall.get("code_postal") or row["postal_codes"].partition(" ")[0],
        None if town in ("", row["name"]) else town,
        phone(hall.get("telephone", "")),
        hall.get("email", ""),
    )


def by_size(commune: Row) -> tuple[int, str]:
    """Return what puts the largest commune first: a search for its name then shows its own EPCI first."""
    return -int(commune["population"]), commune["insee"]


def epci_row(row: Row, communes: list[Row], departements: dict[str, str]) -> tuple[object, ...]:
    """Return one intercommunality with what finds it."""
    names = dict.fromkeys((row["short_name"], row["name"]))
    codes = row["departements"].split()
    return (
        int(row["siren"]),
        row["name"],
        row["short_name"],
        row["type"],
        row["departement"],
        int(row["n_communes"]),
        int(row["population"]),
        searchable(names),
        searchable(commune["name"] for commune in sorted(communes, key=by_size)),
        searchable(name for code in codes for name in (departements[code], code)),
    )


def fill(base: sqlite3.Connection, folder: Path) -> None:
    """Write every table; communes lie side by side with those of their intercommunality, by name."""
    halls = {row["insee"]: row for row in table(folder, "mairies")}
    communes = table(folder, "communes")
    communes.sort(key=lambda row: (row["epci_siren"], fold(row["name"]), row["insee"]))
    members: dict[str, list[Row]] = {}
    for row in communes:
        for siren in filter(None, (row["epci_siren"], row["ept_siren"])):
            members.setdefault(siren, []).append(row)
    departements = list(departement_rows(folder))
    names = {str(row[0]): str(row[1]) for row in departements}
    epci = sorted(table(folder, "epci"), key=lambda row: row["siren"])
    insert(base, "meta", [("format", FORMAT), ("reference_date", REFERENCE_DATE)])
    insert(base, "epci_type", sorted(TYPE_LABELS.items()))
    insert(base, "departement", departements)
    insert(base, "epci", [epci_row(row, members[row["siren"]], names) for row in epci])
    insert(base, "commune", [commune_row(row, halls.get(row["insee"], {})) for row in communes])


def insert(base: sqlite3.Connection, name: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Write the rows of one table."""
    marks = ", ".join("?" * len(rows[0]))
    base.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)


def build_database(folder: Path, target: Path) -> None:
    """Write reference.db beside its final name, then put it in place."""
    fresh = target.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with closing(sqlite3.connect(fresh)) as base:
        base.executescript("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF;" + SCHEMA)
        with base:
            fill(base, folder)
        base.execute("VACUUM")
    forget_writer(fresh)
    os.replace(fresh, target)


def forget_writer(path: Path) -> None:
    """Blank what SQLite notes of its version and its writes, so that the bytes depend on the data only."""
    with path.open("r+b") as file:
        for offset in (24, 92, 96):
            file.seek(offset)
            file.write(b"\0\0\0\1")


def write_json(path: Path, content: object) -> None:
    """Write a catalogue readably, one final newline."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def attribution(folder: Path) -> str:
    """Return the quoted paragraph of the sources' ATTRIBUTION.md, which is the text to ship."""
    lines = (folder / "ATTRIBUTION.md").read_text(encoding="utf-8").splitlines()
    quoted = " ".join(line.removeprefix(">").strip() for line in lines if line.startswith(">"))
    return french(quoted)


def main(folder: Path, target: Path) -> None:
    """Build every file of the reference into a folder."""
    yamls = {
        name: yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8"))
        for name in ("competences", "zones_grises", "modeles")
    }
    build_database(folder, target / "reference.db")
    write_json(target / "competences.json", competences(yamls["competences"]))
    write_json(target / "grey_zones.json", grey_zones(yamls["zones_grises"]))
    settings = yaml.safe_load(Path(__file__).with_name("models.yaml").read_text(encoding="utf-8"))
    write_json(target / "models.json", models(yamls["modeles"], settings))
    text = f"# Sources des données de référence\n\n{attribution(folder)}\n"
    (target / "ATTRIBUTION.md").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    arguments = [Path(argument) for argument in sys.argv[1:]]
    main(
        arguments[0] if arguments else here.parent.parent / "shared" / "data",
        arguments[1] if len(arguments) > 1 else here,
    )
