"""Turn the French catalogues (competences, grey zones, models of network) into what the program reads.

A part of ``build_reference.py``: nothing here runs in the program itself.
"""

from __future__ import annotations

from typing import Any

from dgsdesk.domain.typography import french

Entry = dict[str, Any]

# ---- competences: every code once per type, with what the law says of it

_LEGAL_LISTS = (("obligatoires", "compulsory"), ("supplementaires", "supplementary"))
_OTHER_LISTS = (
    ("hors_liste", "optional"),
    ("facultatives_courantes", "optional"),
    ("communales", "communal"),
    ("mutualisation", "pooling"),
)
# The Métropole de Lyon takes the list of the métropoles; a territory of Grand Paris has no list in
# the source: everything is then open, and the network states what it holds.
_LIST_OF = {"CC": "CC", "CA": "CA", "CU": "CU", "ME": "ME", "ML": "ME", "EPT": None}
_TYPE_ORDER = ("CC", "CA", "CU", "ME")


def competences(source: Entry) -> Entry:
    """Return the domains and, for each type, all competences by domain."""
    domains = {entry["code"]: french(entry["label"]) for entry in source["domaines"]}
    order = list(domains)
    return {
        "domains": domains,
        "types": {
            kind: sorted(_for_type(source, chosen), key=lambda row: order.index(row["code"][:3]))
            for kind, chosen in _LIST_OF.items()
        },
    }


def _for_type(source: Entry, chosen: str | None) -> list[Entry]:
    found: dict[str, Entry] = {}
    for kind in filter(None, (chosen,)):
        checked = source["articles"][kind].get("controle") == "L"
        for name, status in _LEGAL_LISTS:
            for entry in source["par_type"][kind][name]:
                found.setdefault(entry["code"], _competence(entry, status, checked))
    for name, status in _OTHER_LISTS:
        for entry in source[name]:
            if chosen in entry.get("types", [chosen]):
                row = _competence(entry, status, entry.get("controle") == "L")
                found.setdefault(entry["code"], row)
    for code, row in _elsewhere(source):
        found.setdefault(code, row)
    return list(found.values())


def _elsewhere(source: Entry) -> list[tuple[str, Entry]]:
    """Return what other types hold by law: any competence can be transferred (CGCT L5211-17)."""
    lists = [
        source["par_type"][kind][name] for name, _status in _LEGAL_LISTS for kind in reversed(_TYPE_ORDER)
    ] + [source["hors_liste"]]
    return [
        (entry["code"], _competence({"article": "", **_bare(entry)}, "optional", False))
        for entries in lists
        for entry in entries
    ]


def _bare(entry: Entry) -> Entry:
    return {key: entry[key] for key in ("code", "label", "banatic")}


def _competence(entry: Entry, status: str, checked: bool) -> Entry:
    return {
        "code": entry["code"],
        "label": french(entry["label"]),
        "status": status,
        "community_interest": bool(entry.get("ic", False)),
        "article": french(entry.get("article", "")),
        "condition": french(entry.get("condition", "")),
        "banatic": entry.get("banatic", []),
        "verified": checked,
    }


# ---- grey zones

_FAMILIES = {"N": "silent", "I": "ambiguous"}


def grey_zones(source: Entry) -> list[Entry]:
    """Return the twenty common grey zones."""
    return [
        {
            "number": zone["n"],
            "title": french(zone["titre"]),
            "question": french(zone["question"]),
            "kind": _FAMILIES[zone["famille"]],
            "competences": zone["competences"],
            "texts": french(zone.get("textes", "")),
            "way_out": french(zone.get("piste", "")),
            "verified": zone["controle"] == "L",
        }
        for zone in source["zones"]
    ]


# ---- models of network

# What the field study does not say but a circle needs (its hours, its minutes per part, its preferred day):
# our own starting values, to be changed freely. A format of the study is offered once it stands here.
SETTINGS: dict[str, Entry] = {
    "mensuelle-trois-temps": {
        "id": "clisson",
        "summary": "Chaque mois, dans une mairie différente. Trois temps : compétences et zones grises, "
        "sujet commun à toutes les communes, thématique remontée par le réseau. La commune hôte rédige.",
        "members": "DGS de l'intercommunalité, DGS et secrétaires généraux de mairie des communes",
        "hosting": "chaque commune à son tour, avec l'intercommunalité",
        "week": 2,
        "weekday": 1,
        "every_months": 1,
        "starts_at": "09:30",
        "minutes": 150,
        "skipped_months": [8],
        "lunch": True,
        "reply_days_before": 5,
        "opening_minutes": 10,
        "closing_minutes": 15,
        "parts": [
            {"title": "Compétences et zones grises", "kind": "grey_zones", "minutes": 50},
            {"title": "Sujet commun", "kind": "shared_subject", "minutes": 35},
            {"title": "Thématique du réseau", "kind": "network_theme", "minutes": 40},
        ],
    },
}


def models(source: Entry) -> list[Entry]:
    """Return the formats of the study that have their settings, in the order of the settings."""
    found = {
        circle["id"]: _model(source, territory, circle)
        for territory in source["territoires"]
        for circle in territory["formats"]
        if circle["id"] in SETTINGS
    }
    return [found[name] for name in SETTINGS]


def _model(source: Entry, territory: Entry, circle: Entry) -> Entry:
    settings = SETTINGS[circle["id"]]
    minutes = circle["compte_rendu"]
    purposes = {entry["ordre"]: entry["objet"] for entry in reversed(circle["ordre_du_jour"])}
    sentences = {
        "name": circle["nom"],
        "territory": territory["nom"],
        "summary": settings["summary"],
        "members": settings["members"],
        "hosting": settings["hosting"],
        "writer": minutes["redacteur"],
        "dispatch": ", ".join(circle["diffusion"]["destinataires"]),
        "quotation": minutes["citation"],
        "source": source["sources"][territory["source"]],
    }
    parts = [{**part, "purpose": french(purposes[rank])} for rank, part in enumerate(settings["parts"], 1)]
    return {
        **settings,
        **{key: french(text) for key, text in sentences.items()},
        "siren": territory["epci_siren"],
        "parts": parts,
        "observation_days": minutes["delai_jours"],
        "counting_mode": minutes["mode"],
    }
