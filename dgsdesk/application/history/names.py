"""What the rows of the journal are called: those that are there, and those that were deleted since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dgsdesk.application.history.value_words import NOTHING
from dgsdesk.application.history.words import noun, quoted, value_words, words_of
from dgsdesk.application.ports.store import GoneRow, PastAct, RowChange
from dgsdesk.application.view import View
from dgsdesk.domain.belonging import OWNERS, POINTS_TO, THINGS
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.network import OrganisationKind
from dgsdesk.domain.richtext import RichText, plain_text
from dgsdesk.domain.wording import date_long, person_name

Values = Mapping[str, object]

_BY_WORDS = (
    *(
        "organisation_name",
        "title",
        "name",
        "text",
        "word",
        "recipient",
        "author",
        "letter",
        "about",
        "address",
    ),
    *("code", "reason"),
)
_BY_OWNER = ("item_id", "document_id", "organisation_id", "host_id", "person_id")
_ALIKE = ("Appointment",)
"""Kinds whose own words do not tell one from another: every commune has a DGS."""
_WITHIN = ("meeting_id", "grey_zone_id", "theme_id", "circle_id", "request_id")
_KINDS = {kind.__name__: kind for kind in OWNERS}


class Names:
    """The names of the rows that some acts touched and of what those point to, read once for all of them."""

    def __init__(self, view: View, acts: Iterable[PastAct], about: str = "") -> None:
        changes = [change for act in acts for change in act.changes]
        self._rows: dict[str, tuple[str, Values]] = {}
        self._read(view, ((change.kind, change.row_id) for change in changes))
        self._read_thing(view, about)
        self._images(changes)
        self._read(view, self._pointed(changes))
        self._read(view, self._pointed_by(self._rows.values()))

    @classmethod
    def of_gone(cls, view: View, rows: Iterable[GoneRow]) -> Names:
        """Return the names of rows that were deleted, and of what they point to."""
        return cls.of_rows(view, [(row.kind, {"id": row.row_id, **row.values}) for row in rows])

    @classmethod
    def of_rows(cls, view: View, rows: Iterable[tuple[str, Values]]) -> Names:
        """Return the names of rows that are given whole, and of what they point to."""
        names = cls(view, ())
        names._rows.update({str(values["id"]): (kind, values) for kind, values in rows})
        names._read(view, names._pointed_by([*names._rows.values()]))
        names._read(view, names._pointed_by([*names._rows.values()]))
        return names

    def _read_thing(self, view: View, about: str) -> None:
        """Read a thing that is known by its id alone."""
        found = (one for kind in THINGS for one in view.store.find(kind, id=about)) if about else ()
        thing = next(iter(found), None)
        if thing is not None:
            self._rows.setdefault(about, (type(thing).__name__, vars(thing)))
        elif about:
            self._rows.update(view.ledger.last_images([about]))

    def called(self, row_id: str) -> str:
        """Return « la réunion du 8 décembre 2026 » of a row that is known; a general word for others."""
        return self.of(self._rows[row_id][0], row_id) if row_id in self._rows else "un élément"

    def owners(self, row_id: str) -> list[str]:
        """Return the ids of the things that a thing belongs to."""
        kind, values = self._rows.get(row_id, ("", {}))
        fields = OWNERS.get(_KINDS[kind], ()) if kind in _KINDS else ()
        return [str(values[name]) for name in fields if values.get(name) and str(values[name]) in self._rows]

    def _images(self, changes: Iterable[RowChange]) -> None:
        """Take the whole rows that acts tell of where nothing newer is known."""
        for change in changes:
            whole = change.before if change.after is None else change.after if change.before is None else None
            if whole is not None:
                self._rows.setdefault(change.row_id, (change.kind, whole))

    def _read(self, view: View, keys: Iterable[tuple[str, str]]) -> None:
        wanted: dict[str, set[str]] = {}
        for kind, row_id in keys:
            if row_id not in self._rows and kind in _KINDS:
                wanted.setdefault(kind, set()).add(row_id)
        missing: set[str] = set()
        for kind, ids in wanted.items():
            for entity in view.store.find(_KINDS[kind], id=ids):
                self._rows[entity.id] = (kind, vars(entity))
            missing |= ids - self._rows.keys()
        self._rows.update(view.ledger.last_images(missing))

    def _pointed(self, changes: Iterable[RowChange]) -> Iterable[tuple[str, str]]:
        rows = [(change.kind, side) for change in changes for side in (change.before, change.after) if side]
        return self._pointed_by((*rows, *self._rows.values()))

    def _pointed_by(self, rows: Iterable[tuple[str, Values]]) -> list[tuple[str, str]]:
        return [
            (target.__name__, str(values[name]))
            for _, values in rows
            for name, target in POINTS_TO.items()
            if values.get(name)
        ]

    def of(self, kind: str, row_id: str) -> str:
        """Return « la réunion du 8 décembre 2026 », « le point « Voirie » » of a row."""
        article = noun(kind)
        values: Mapping[str, Any] = self._rows.get(row_id, ("", {}))[1]
        if kind == "Network":
            return article
        if kind == "Meeting":
            return f"{article} du {date_long(values['day'])}" if values.get("day") else article
        if kind == "MinutesVersion" and values.get("number"):
            return f"la version {values['number']} du compte rendu"
        if kind == "Organisation" and values.get("kind") is OrganisationKind.EPCI:
            return f"l’intercommunalité {quoted(values['name'])}"
        name = self._own(kind, values)
        return f"{article} {name}" if name else article

    def bare(self, row_id: str) -> str:
        """Return the name alone of what an id points to: « Boussay », « réunion du 8 décembre 2026 »."""
        kind, values = self._rows.get(row_id, ("", {}))
        if not kind:
            return "un élément supprimé"
        return self._plain(kind, values) or self.of(kind, row_id)

    def value(self, value: object, name: str) -> str:
        """Say a value of a field; what an id points to is named."""
        if value and name in POINTS_TO:
            return self.bare(str(value))
        return value_words(value, name)

    def within(self, row_id: str) -> str:
        """Return « de la réunion du 8 décembre 2026 », « du thème « … » » of a detail; empty for others."""
        kind, values = self._rows.get(row_id, ("", {}))
        for name in _WITHIN:
            owner = str(values.get(name) or "") if name in OWNERS.get(_KINDS.get(kind, Entity), ()) else ""
            if owner in self._rows:
                return f" {_of(self.of(self._rows[owner][0], owner))}"
        return ""

    def text_place(self, row_id: str) -> str:
        """Return « au point « Voirie » » of a text of the minutes."""
        item = str(self._rows.get(row_id, ("", {}))[1].get("item_id") or "")
        return f"au point {quoted(self.bare(item))}" if item in self._rows else "dans un point"

    def arrival(self, row_id: str) -> str:
        """Return « « reponse.eml », reçu de Boussay » of an arrival."""
        values = self._rows.get(row_id, ("", {}))[1]
        sender = f", reçu de {values['sender']}" if values.get("sender") else ""
        return f"{quoted(str(values.get('name') or 'une arrivée'))}{sender}"

    def _own(self, kind: str, values: Values) -> str:
        """Return what tells a row from others of its kind, as it stands behind the noun."""
        said = self._plain(kind, values)
        if said and kind not in _ALIKE:
            return quoted(said)
        owner = next((values[name] for name in _BY_OWNER if values.get(name)), None)
        whose = f"({self.bare(str(owner))})" if owner and str(owner) in self._rows else ""
        return " ".join(filter(None, (quoted(said) if said else "", whose)))

    def _plain(self, kind: str, values: Mapping[str, Any]) -> str:
        if kind == "Person":
            return person_name(str(values.get("given_name", "")), str(values.get("family_name", "")))
        if kind == "Meeting":
            return f"réunion du {date_long(values['day'])}" if values.get("day") else "réunion"
        if kind in ("HostTurn", "EarlierPopulation", "MinutesEntry"):
            return date_long(values["day"]) if values.get("day") else ""
        said = next((values[name] for name in _BY_WORDS if values.get(name)), "")
        text = plain_text(said) if isinstance(said, RichText) else str(said)
        return "" if text == NOTHING else " ".join(words_of(text))


def _of(words: str) -> str:
    """Write « du thème » of « le thème », « de la réunion » of « la réunion »."""
    return f"du {words[3:]}" if words.startswith("le ") else f"de {words}"
