"""A model of network as plain values: the shipped catalogue, and the file of one's own model.

A file from outside is read with care: sizes are bounded, every value is checked before anything is opened.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from datetime import time
from typing import Any

from dgsdesk.application.ports.reference import ModelCircleRow, ModelPartRow, ModelRow, Quotation
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.circle import CadenceKind, DispatchGroup, HostRule, PartKind, WriterRule
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.membership_rule_text import parse_rule

FORMAT = "dgsdesk-modele"
VERSION = 1
EXTENSION = ".dgsmodele"
OWN = "own"
"""The id of a model read from a file."""

LARGEST = 500_000
"""Bytes of a model's file; our largest takes 12,000."""

MOST_CIRCLES = 40

add_sentences(
    {
        "model_file": (
            "« {where} » n’est pas un modèle de réseau de DGS Desk.",
            "Choisissez un fichier « .dgsmodele » enregistré par le programme. Rien n’a été changé.",
        ),
        "model_newer": (
            "« {where} » vient d’une version plus récente de DGS Desk.",
            "Mettez le programme à jour, ou demandez le modèle dans l’ancien format. Rien n’a été changé.",
        ),
        "model_value": (
            "Dans « {where} », le format de rencontre « {circle} » a une valeur impossible : {what}.",
            "Enregistrez de nouveau le modèle depuis le réseau d’origine. Rien n’a été changé.",
        ),
    }
)


def model_from_plain(entry: Mapping[str, Any]) -> ModelRow:
    """Return a model from plain values; raises KeyError, TypeError or ValueError when they are none."""
    return ModelRow(**{**entry, "circles": tuple(_circle(one) for one in entry["circles"])})


def _circle(entry: Mapping[str, Any]) -> ModelCircleRow:
    changed = {
        "cadence": CadenceKind(entry["cadence"]),
        "host_rule": HostRule(entry["host_rule"]),
        "writer_rule": WriterRule(entry["writer_rule"]),
        "dispatch_to": tuple(DispatchGroup(group).value for group in entry["dispatch_to"]),
        "starts_at": time.fromisoformat(entry["starts_at"]),
        "skipped_months": tuple(entry["skipped_months"]),
        "parts": tuple(
            ModelPartRow(part["title"], part["purpose"], PartKind(part["kind"]), part["minutes"])
            for part in entry["parts"]
        ),
        "quotations": tuple(Quotation(one["about"], one["words"]) for one in entry["quotations"]),
    }
    return ModelCircleRow(**{**entry, **changed})


def model_bytes(model: ModelRow) -> bytes:
    """Return the file of a model."""
    plain = {"format": FORMAT, "version": VERSION, "model": asdict(model)}
    return json.dumps(plain, ensure_ascii=False, indent=1, default=_plain).encode() + b"\n"


def _plain(value: object) -> str:
    assert isinstance(value, time)
    return value.isoformat("minutes")


def read_model(content: bytes, name: str) -> ModelRow:
    """Read the file of a model; raises BadInput: "model_file", "model_newer", "model_value"."""
    try:
        if len(content) > LARGEST:
            raise ValueError("too large")
        plain = json.loads(content.decode("utf-8-sig"))
        if plain["format"] != FORMAT:
            raise ValueError("another format")
        if plain["version"] > VERSION:
            raise BadInput("model_newer", where=name)
        model = model_from_plain(plain["model"])
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise BadInput("model_file", where=name) from error
    _check_kinds(model, name)
    return replace(model, id=OWN, siren="")


def _check_kinds(model: ModelRow, name: str) -> None:
    """Refuse values of another kind than they should be: JSON says nothing of kinds."""
    texts = (model.territory, model.summary, model.source, model.quotation)
    if not all(isinstance(text, str) for text in texts) or len(model.circles) > MOST_CIRCLES:
        raise BadInput("model_file", where=name)
    for circle in model.circles:
        wrong = next(
            (
                field.name
                for field in fields(circle)
                if field.type in _KINDS and not _is(getattr(circle, field.name), str(field.type))
            ),
            "",
        )
        if wrong or not all(_is(part.title, "str") and _is(part.minutes, "int") for part in circle.parts):
            raise BadInput("model_value", where=name, circle=circle.name, what=wrong or "parts")
        if not all(_is(month, "int") for month in circle.skipped_months):
            raise BadInput("model_value", where=name, circle=circle.name, what="skipped_months")
        parse_rule(circle.rule)


_KINDS: dict[str, type] = {"str": str, "int": int, "bool": bool}


def _is(value: object, kind: str) -> bool:
    return type(value) is _KINDS[kind]
