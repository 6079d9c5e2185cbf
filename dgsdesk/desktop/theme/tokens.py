"""Typed access to the one place that holds colours and pixels: ``resources/tokens.toml``.

The program reads ``tokens.json``, which ``resources/build_tokens.py`` makes of it.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any, NamedTuple

from dgsdesk.shipped import shipped

SCHEMES = ("light", "dark", "high_contrast")


class TypeStyle(NamedTuple):
    """One step of the type scale: size in points and weight (400 or 600)."""

    pt: float
    weight: int


class BadgeToken(NamedTuple):
    """The look of one state: tone (``ok``, ``warn``...), Lucide icon and French word."""

    tone: str
    icon: str
    text: str


class Tokens(NamedTuple):
    """The design tokens, by table; lengths are device-independent pixels."""

    colors: dict[str, dict[str, str]]
    type: dict[str, TypeStyle]
    space: dict[str, int]
    radius: dict[str, int]
    size: dict[str, int]
    panes: dict[str, dict[str, int]]
    icon_size: dict[str, int]
    badges: dict[str, BadgeToken]
    icons: dict[str, str]
    motion: dict[str, int]
    ring: dict[str, int]
    text_scale: tuple[int, ...]
    family: tuple[str, ...]
    projector_scale: float
    min_window: tuple[int, int]
    contrast: dict[str, dict[str, dict[str, float]]]


@cache
def tokens() -> Tokens:
    """Read the tokens once."""
    return parse(json.loads(shipped("tokens.json").read_bytes()))


def parse(raw: dict[str, Any]) -> Tokens:
    """Turn the decoded file into `Tokens`; a missing table raises KeyError at start, not in a painter."""
    size = raw["size"]
    return Tokens(
        colors=_colors(raw["color"]),
        type={name: TypeStyle(t["pt"], t["weight"]) for name, t in raw["type"].items() if _is_style(t)},
        space=raw["space"],
        radius=raw["radius"],
        size={name: value for name, value in size.items() if isinstance(value, int)},
        panes={"list": size["list_pane"], "side": size["side_pane"]},
        icon_size=raw["icon"]["sizes"],
        badges=dict(_badges(raw["badge"])),
        icons={
            f"{group}.{role}": name for group, roles in raw["icons"].items() for role, name in roles.items()
        },
        motion={name: value for name, value in raw["motion"].items() if isinstance(value, int)},
        ring=size["ring"],
        text_scale=tuple(raw["type"]["text_scale"]),
        family=(raw["meta"]["font_family"], *raw["meta"]["font_fallback"]),
        projector_scale=raw["type"]["projector_scale"],
        min_window=(size["min_window"][0], size["min_window"][1]),
        contrast=raw["contrast"],
    )


def _is_style(value: object) -> bool:
    return isinstance(value, dict) and "pt" in value


def _colors(raw: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Complete each scheme by the light one, which is the list of roles."""
    light: dict[str, str] = raw["light"]
    return {scheme: {**light, **raw[scheme]} for scheme in SCHEMES}


def _badges(raw: dict[str, Any]) -> list[tuple[str, BadgeToken]]:
    return [
        (f"{thing}.{state}", BadgeToken(look["tone"], look["icon"], look["text"]))
        for thing, states in raw.items()
        for state, look in states.items()
        if "tone" in look
    ]
