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

# What the source says in key words, as the question that a group is asked.
_ASKED = {
    2: "Qui fauche et cure les fossés et les noues, et qui les redimensionne après une urbanisation ?",
    6: "Qui agit quand l'eau et la boue ne relèvent ni des eaux pluviales urbaines ni de la GEMAPI ?",
    7: "Qui nettoie au pied des points d'apport, enlève les dépôts et entretient la voie d'accès ?",
    9: "Qui investit, paie la consommation, entretient, et décide de l'extinction nocturne ?",
    11: "Qui déneige quoi : voies d'intérêt communautaire, voies communales, trottoirs, abords des écoles ?",
    12: "Que revient-il au maire qui délivre, au service commun qui instruit, à l'EPCI qui planifie ?",
    13: "Quelles zones déléguer aux communes, et comment tenir le délai des DIA ?",
    15: "Qui paie les fluides, le ménage, l'assurance et les petits travaux ?",
    16: "Qui gère les créneaux des clubs et des écoles, les abords et les petites réparations ?",
    17: "Qui contrôle et remplace les hydrants quand l'eau est communautaire ?",
    18: "Qui balise, qui entretient, et qui répond d'un accident ?",
    19: "Qui met en demeure, qui gère l'eau et les déchets, qui prépare les grands passages ?",
    20: "Où s'arrête la promotion communautaire, et qui soutient le dernier commerce ?",
}


def grey_zones(source: Entry) -> list[Entry]:
    """Return the twenty common grey zones."""
    return [
        {
            "number": zone["n"],
            "title": french(zone["titre"]),
            "question": french(_ASKED.get(zone["n"], zone["question"])),
            "kind": _FAMILIES[zone["famille"]],
            "competences": zone["competences"],
            "texts": french(zone.get("textes", "")),
            "way_out": french(zone.get("piste", "")),
            "verified": zone["controle"] == "L",
        }
        for zone in source["zones"]
    ]


# ---- models of network

# What our own settings leave out of a circle (``models.yaml``), and what the study leaves out of it.
USUAL: Entry = {
    "rule": "all",
    "with_seat": True,
    "cadence": "months",
    "week": 2,
    "weekday": 1,
    "every_months": 1,
    "every_weeks": 6,
    "least_a_year": 4,
    "times_a_year": 6,
    "skipped_months": [8],
    "lunch": False,
    "dispatch": ["members", "mayors", "commissions", "executives"],
    "reply_days_before": 5,
    "opening_minutes": 10,
    "closing_minutes": 15,
    "observation_days": 8,
    "counting_mode": "calendaire",
    "per_sector": False,
}
_WRITERS = {
    "host": "DGS invitant (commune hôte)",
    "seat": "l'intercommunalité",
    "free": "choisi à chaque fois",
}
_SAID = ("dispatch", "observation_days", "counting_mode")
_GROUPS = {
    "members": "membres du format",
    "mayors": "maires",
    "commissions": "élus des commissions communautaires intéressés",
    "executives": "cadres concernés",
}
# Where the study quotes itself on a format, and under which title we show it.
_QUOTED = (
    ("cadence", "citation", "Rythme"),
    ("participants", "citation", "Participants"),
    ("hote", "citation", "Accueil"),
    ("preparation", "citation", "Préparation"),
    ("compte_rendu", "citation_redacteur", "Rédaction"),
    ("compte_rendu", "citation", "Compte rendu"),
    ("diffusion", "citation", "Diffusion"),
)


def models(source: Entry, settings: Entry) -> list[Entry]:
    """Return the territories of the study in the order of the settings, each with its circles."""
    territories = {territory["id"]: territory for territory in source["territoires"]}
    return [_model(source, territories[name], ours) for name, ours in settings.items()]


def _model(source: Entry, territory: Entry, settings: Entry) -> Entry:
    formats = {circle["id"]: circle for circle in territory["formats"]}
    circles = [
        _circle(formats[name], {**ours, **one})
        for name, ours in settings["circles"].items()
        for one in ours.get("several", [{}])
    ]
    return {
        "id": territory["id"],
        "territory": french(territory["nom"]),
        "siren": territory["epci_siren"],
        "summary": french(settings["summary"]),
        "source": french(source["sources"][territory["source"]]),
        "quotation": _territory_quotation(territory),
        "circles": circles,
    }


def _territory_quotation(territory: Entry) -> str:
    """A territory without meetings is told by what it did instead."""
    return "" if territory["formats"] else french(territory["dispositifs"][0]["citation"])


def _circle(circle: Entry, ours: Entry) -> Entry:
    settings = {**USUAL, **ours}
    minutes = circle.get("compte_rendu", {})
    sentences = {
        "name": settings.get("name", circle["nom"]),
        "members": settings["members"],
        "hosting": settings["hosting"],
        "writer": _WRITERS[settings["writer"]],
        "dispatch": ", ".join(_GROUPS[group] for group in settings["dispatch"]),
    }
    return {
        "id": circle["id"],
        **{key: french(text) for key, text in sentences.items()},
        **{
            name: settings[name]
            for name in USUAL
            if name not in ("dispatch", "observation_days", "counting_mode")
        },
        "host_rule": settings["host"],
        "writer_rule": settings["writer"],
        "dispatch_to": settings["dispatch"],
        "starts_at": settings["starts_at"],
        "minutes": settings["minutes"],
        "observation_days": minutes.get("delai_jours", settings["observation_days"]),
        "counting_mode": minutes.get("mode", settings["counting_mode"]),
        "parts": _parts(circle, settings["parts"]),
        "quotations": _quotations(circle),
    }


def _parts(circle: Entry, ours: list[Entry]) -> list[Entry]:
    said: dict[int, Entry] = {}
    for entry in circle.get("ordre_du_jour", []):
        said.setdefault(entry["ordre"], entry)
    return [
        {
            "title": french(part.get("title") or said[rank]["titre"]),
            "purpose": french(part.get("purpose") or _purpose(said.get(rank, {}), part)),
            "kind": part["kind"],
            "minutes": part["minutes"],
        }
        for rank, part in enumerate(ours, 1)
    ]


def _purpose(entry: Entry, part: Entry) -> str:
    """What the study says of a part; its title only where we call the part otherwise."""
    return str(entry.get("objet") or (entry.get("titre", "") if "title" in part else ""))


def _quotations(circle: Entry) -> list[Entry]:
    """Return every sentence of the study on this format, word for word, under what it speaks of."""
    found = [
        {"about": title, "words": french(circle[part][key])}
        for part, key, title in _QUOTED
        if key in circle.get(part, {})
    ]
    agenda = [
        {"about": "Ordre du jour", "words": french(entry["citation"])}
        for entry in circle.get("ordre_du_jour", [])
        if "citation" in entry
    ]
    return found + agenda
