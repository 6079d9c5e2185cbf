"""The national reference as it is shipped: a read-only SQLite file and three catalogues."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from dgsdesk.application.ports.reference import (
    CommuneRow,
    CompetenceRow,
    CompetenceStatus,
    DepartementRow,
    EpciRow,
    FoundCommune,
    ModelRow,
    StartingGreyZoneRow,
    TownHallRow,
)
from dgsdesk.domain.errors import BadInput, NotFound, StorageUnavailable
from dgsdesk.domain.grey_zone import GreyZoneKind
from dgsdesk.domain.toponym import SAINTS, fold
from dgsdesk.shipped import shipped
from dgsdesk.storage.address import sqlite_address

_EPCI = (
    "SELECT e.siren, e.name, e.short_name, e.type, t.label, e.communes, e.population, e.departement, d.name, "
    "e.name_search, e.commune_search, e.departement_search "
    "FROM epci e JOIN epci_type t ON t.code = e.type JOIN departement d ON d.code = e.departement"
)
_COMMUNE = (
    "SELECT insee, name, article, population, latitude, longitude, address, postal_code, town, phone, email "
    "FROM commune"
)
_PLACED_COMMUNE = (
    "SELECT c.insee, c.name, c.article, c.population, c.latitude, c.longitude, c.address, c.postal_code, "
    "c.town, c.phone, c.email, d.name, COALESCE(e.short_name, '') FROM commune c "
    "LEFT JOIN epci e ON e.siren = COALESCE(c.ept, c.epci) JOIN departement d "
    "ON d.code = CASE WHEN c.insee >= '97' THEN substr(c.insee, 1, 3) ELSE substr(c.insee, 1, 2) END"
)
_OF_EPCI = "WHERE epci = :siren OR ept = :siren"


class ShippedReference:
    """Answers from the files under resources/; one connection for all threads, one question at a time."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or shipped()
        self._lock = threading.Lock()

    @property
    def reference_date(self) -> date:
        """Return the day on which the membership of the communes was true."""
        ((value,),) = self._rows("SELECT value FROM meta WHERE key = 'reference_date'")
        return date.fromisoformat(value)

    def count_epci(self) -> int:
        """Return how many intercommunalities can be picked."""
        return len(self._index)

    def find_epci(self, text: str, limit: int = 50) -> list[EpciRow]:
        """Return those that a text finds, best first; the port says in which order."""
        query = _Query.of(text)
        if not query.words:
            return []
        hits = [hit for entry in self._index if (hit := _Hit.of(entry, query))]
        hits.sort(key=_Hit.order)
        return [self._explained(hit) for hit in hits[:limit]]

    def epci(self, siren: str) -> EpciRow:
        """Return one; raises NotFound("unknown_siren"), or BadInput("unknown_siren") when it is no SIREN."""
        found = self._rows(f"{_EPCI} WHERE e.siren = ?", (_number(siren),))
        if not found:
            raise NotFound("unknown_siren", siren=siren)
        return _epci_row(found[0])

    def communes_of(self, siren: str) -> list[CommuneRow]:
        """Return the communes of an intercommunality, by name; raises as ``epci``."""
        found = self._rows(f"{_COMMUNE} {_OF_EPCI} ORDER BY rowid", {"siren": _number(siren)})
        if not found:
            raise NotFound("unknown_siren", siren=siren)
        return [_commune_row(row) for row in found]

    def find_communes(self, text: str, limit: int = 1000) -> list[FoundCommune]:
        """Return those that a text finds, the largest first; the port says in which order."""
        query = _Query.of(text)
        if not query.words:
            return []
        whole = self._departement_of(query)
        ranked = [(rank, one) for one in self._places if (rank := one.rank(query, whole)) is not None]
        ranked.sort(key=lambda hit: (hit[0], -hit[1].population, hit[1].insee))
        return self._placed([one.insee for _, one in ranked[:limit]])

    def communes(self, codes: Collection[str]) -> list[CommuneRow]:
        """Return the communes of these INSEE codes, by name; raises NotFound("unknown_commune")."""
        found = [one.commune for one in self._placed(sorted(set(codes)))]
        for code in sorted(set(codes) - {row.insee for row in found}):
            raise NotFound("unknown_commune", commune=code)
        return sorted(found, key=lambda row: fold(row.name))

    def epci_types(self) -> list[tuple[str, str]]:
        """Return the types of intercommunality and what they are called."""
        return self._rows("SELECT code, label FROM epci_type ORDER BY label")

    def departement(self, code: str) -> DepartementRow:
        """Return one; raises NotFound("unknown_departement")."""
        found = self._rows(
            "SELECT code, name, article, region, holiday_zone, school_zone, time_zone "
            "FROM departement WHERE code = ?",
            (code,),
        )
        if not found:
            raise NotFound("unknown_departement", departement=code)
        return DepartementRow(*found[0])

    def competences(self, epci_type: str) -> list[CompetenceRow]:
        """Return every competence, by domain, with the status that it has for this type."""
        catalogue = self._catalogue("competences")
        entries = catalogue["types"].get(epci_type)
        if entries is None:
            raise NotFound("unknown_epci_type", type=epci_type)
        return [_competence_row(entry, catalogue["domains"]) for entry in entries]

    def starting_grey_zones(self) -> list[StartingGreyZoneRow]:
        """Return the catalogue that a register may start with."""
        return [_grey_zone_row(entry) for entry in self._catalogue("grey_zones")]

    def models(self) -> list[ModelRow]:
        """Return the models of network, in the order to offer them."""
        from dgsdesk.application.first_start.model_file import model_from_plain

        return [model_from_plain(entry) for entry in self._catalogue("models")]

    def model(self, id: str) -> ModelRow:
        """Return one; raises NotFound("unknown_model")."""
        for model in self.models():
            if model.id == id:
                return model
        raise NotFound("unknown_model", id=id)

    def attribution(self) -> str:
        """Return the sources to name in « À propos », as one French paragraph."""
        text = (self._folder / "ATTRIBUTION.md").read_text(encoding="utf-8")
        return text.partition("\n\n")[2].replace("**", "").strip()

    def close(self) -> None:
        """Let the file go; the object must not be asked any more."""
        if "_base" in self.__dict__:
            self._base.close()

    @cached_property
    def _base(self) -> sqlite3.Connection:
        path = self._folder / "reference.db"
        if not path.is_file():
            raise StorageUnavailable("reference_missing", where=str(path))
        return sqlite3.connect(sqlite_address(path.absolute()), uri=True, check_same_thread=False)

    @cached_property
    def _index(self) -> list[_Entry]:
        return [_Entry.of(row) for row in self._rows(f"{_EPCI} ORDER BY e.siren")]

    @cached_property
    def _places(self) -> list[_Place]:
        return [
            _Place.of(row) for row in self._rows("SELECT insee, name, postal_code, population FROM commune")
        ]

    def _departement_of(self, query: _Query) -> str:
        """Return the code of the département that is named whole, empty for none."""
        for code, name in self._rows("SELECT code, name FROM departement"):
            if query.text in (code.casefold(), fold(name)):
                return str(code)
        return ""

    def _placed(self, codes: list[str]) -> list[FoundCommune]:
        """Return communes in the order of their codes here, those that are not there left out."""
        marks = ", ".join("?" * len(codes))
        rows = self._rows(f"{_PLACED_COMMUNE} WHERE c.insee IN ({marks})", tuple(codes))
        found = {row[0]: FoundCommune(_commune_row(row[:11]), row[11], row[12]) for row in rows}
        return [found[code] for code in codes if code in found]

    def _rows(
        self, sql: str, values: tuple[object, ...] | Mapping[str, object] = ()
    ) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._base.execute(sql, values).fetchall()

    def _catalogue(self, name: str) -> Any:
        return json.loads((self._folder / f"{name}.json").read_text(encoding="utf-8"))

    def _explained(self, hit: _Hit) -> EpciRow:
        """Say through which commune or département it was found, when not by its own name."""
        row = hit.entry.row
        if hit.rank == _DEPARTEMENT:
            return replace(row, found_through=row.departement_name)
        if hit.place is None:
            return row
        sql = f"SELECT name FROM commune {_OF_EPCI} ORDER BY population DESC, insee LIMIT 1 OFFSET :place"
        ((name,),) = self._rows(sql, {"siren": int(row.siren), "place": hit.place})
        return replace(row, found_through=name)


_NAME_BEGINS, _NAME_WORDS, _COMMUNE_BEGINS, _COMMUNE_WORDS, _DEPARTEMENT, _GLUED, _MIXED = range(7)


@dataclass(frozen=True)
class _Query:
    """What was typed, folded: its words, and the same without spaces."""

    text: str
    words: tuple[str, ...]
    glued: str

    @classmethod
    def of(cls, text: str) -> _Query:
        words = fold(text).split()
        words = [SAINTS.get(word, word) for word in words[:-1]] + words[-1:]
        return cls(" ".join(words), tuple(f" {word}" for word in words), "".join(words))

    def all_in(self, text: str) -> bool:
        return all(word in text for word in self.words)


@dataclass(frozen=True)
class _Entry:
    """One intercommunality and what finds it; « | » begins each folded name, a space each word.

    ``communes`` has the largest first.
    """

    row: EpciRow
    names: str
    communes: str
    departements: str
    glued: str

    @classmethod
    def of(cls, row: tuple[Any, ...]) -> _Entry:
        names, communes, departements = row[9:12]
        return cls(_epci_row(row), names, communes, departements, (names + communes).replace(" ", ""))

    def rank(self, query: _Query) -> int | None:
        """Return how well the query finds this one, 0 being best; nothing when it does not."""
        if query.glued.isdigit():
            return self._rank_of_digits(query.glued)
        if f"| {query.text}" in self.names:
            return _NAME_BEGINS
        if query.all_in(self.names):
            return _NAME_WORDS
        if f"| {query.text}" in self.communes:
            return _COMMUNE_BEGINS
        if self._commune_with_all(query) is not None:
            return _COMMUNE_WORDS
        if query.all_in(self.departements):
            return _DEPARTEMENT
        if len(query.glued) > 2 and f"|{query.glued}" in self.glued:
            return _GLUED
        return _MIXED if query.all_in(self.names + self.communes + self.departements) else None

    def _rank_of_digits(self, digits: str) -> int | None:
        if len(digits) > 2 and self.row.siren.startswith(digits):
            return _NAME_BEGINS
        return _DEPARTEMENT if f"| {digits}|" in f"{self.departements}|" else None

    def commune_place(self, query: _Query) -> int | None:
        """Return the place, from 0, of the largest commune that the query finds here."""
        at = self.communes.find(f"| {query.text}")
        if at >= 0:
            return self.communes.count("|", 0, at)
        place = self._commune_with_all(query)
        return self._glued_place(query) if place is None else place

    def _commune_with_all(self, query: _Query) -> int | None:
        if not query.all_in(self.communes):
            return None
        names = self.communes.split("|")[1:]
        return next((place for place, name in enumerate(names) if query.all_in(name)), None)

    def _glued_place(self, query: _Query) -> int | None:
        at = self.glued.find(f"|{query.glued}")
        place = self.glued.count("|", 0, at) - self.names.count("|")
        return place if at >= 0 and place >= 0 else None


_DIGITS = 2


@dataclass(frozen=True)
class _Place:
    """One commune and what finds it: its folded name after a space, its postal code."""

    insee: str
    name: str
    postal_code: str
    population: int

    @classmethod
    def of(cls, row: tuple[Any, ...]) -> _Place:
        insee, name, postal_code, population = row
        return cls(insee, f" {fold(name)}", postal_code, population)

    def rank(self, query: _Query, departement: str) -> int | None:
        """Return how well the query finds this one, 0 being best; nothing when it does not."""
        if self.name.startswith(f" {query.text}"):
            return _NAME_BEGINS
        if query.all_in(self.name):
            return _NAME_WORDS
        if len(query.glued) > 2 and query.glued.isdigit():
            return _DIGITS if query.glued in (self.insee, self.postal_code[: len(query.glued)]) else None
        return _DEPARTEMENT if departement and _departement(self.insee) == departement else None


@dataclass(frozen=True)
class _Hit:
    """One result: how well it fits, and the place of the commune that led to it."""

    entry: _Entry
    rank: int
    place: int | None

    @classmethod
    def of(cls, entry: _Entry, query: _Query) -> _Hit | None:
        rank = entry.rank(query)
        if rank is None:
            return None
        through_commune = rank >= _COMMUNE_BEGINS and rank != _DEPARTEMENT
        return cls(entry, rank, entry.commune_place(query) if through_commune else None)

    def order(self) -> tuple[int, int, int, str]:
        return self.rank, self.place or 0, -self.entry.row.population, self.entry.row.siren


def _number(siren: str) -> int:
    text = siren.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    if not (len(text) == 9 and text.isascii() and text.isdigit()):
        raise BadInput("unknown_siren", siren=siren)
    return int(text)


def _epci_row(row: tuple[Any, ...]) -> EpciRow:
    siren, *rest = row[:9]
    return EpciRow(f"{siren:09}", *rest)


def _commune_row(row: tuple[Any, ...]) -> CommuneRow:
    insee, name, article, population, latitude, longitude, address, postal_code, town, phone, email = row
    hall = TownHallRow(address, postal_code, town or name, _spoken(phone), email)
    return CommuneRow(
        insee, name, article, population, _departement(insee), _degrees(latitude), _degrees(longitude), hall
    )


def _departement(insee: str) -> str:
    return insee[:3] if insee >= "97" else insee[:2]


def _degrees(hundred_thousandths: int | None) -> float | None:
    return None if hundred_thousandths is None else hundred_thousandths / 100_000


def _spoken(phone: int | str) -> str:
    """Return « 02 40 54 02 95 » from the nine digits that follow the zero."""
    if isinstance(phone, str):
        return phone
    digits = f"{phone:010}"
    return " ".join(digits[at : at + 2] for at in range(0, 10, 2))


def _competence_row(entry: dict[str, Any], domains: dict[str, str]) -> CompetenceRow:
    domain = entry["code"][:3]
    return CompetenceRow(
        code=entry["code"],
        label=entry["label"],
        domain=domain,
        domain_label=domains[domain],
        status=CompetenceStatus(entry["status"]),
        community_interest=entry["community_interest"],
        article=entry["article"],
        condition=entry["condition"],
        banatic=tuple(entry["banatic"]),
        verified=entry["verified"],
    )


def _grey_zone_row(entry: dict[str, Any]) -> StartingGreyZoneRow:
    changed = {"kind": GreyZoneKind(entry["kind"]), "competences": tuple(entry["competences"])}
    return StartingGreyZoneRow(**{**entry, **changed})
