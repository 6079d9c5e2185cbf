"""Shared subjects (sujets communs), raised themes (thèmes remontés) and who supports them (product § 3.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dgsdesk.domain.entity import Entity


class Sphere(StrEnum):
    MUNICIPAL = "municipal"
    COMMUNITY = "community"


class SubjectState(StrEnum):
    """``WAITING`` in its pool, ``PLANNED`` on an agenda, ``TREATED`` in a meeting, ``DROPPED`` by hand."""

    WAITING = "waiting"
    PLANNED = "planned"
    TREATED = "treated"
    DROPPED = "dropped"


@dataclass(eq=False, kw_only=True)
class SharedSubject(Entity):
    """A subject that concerns every commune."""

    title: str
    question: str = ""
    raised_by_id: str | None = None
    raised_on: date | None = None
    before: date | None = None
    state: SubjectState = SubjectState.WAITING


@dataclass(eq=False, kw_only=True)
class RaisedTheme(Entity):
    """A theme that members raised; it gains support, one commune one voice."""

    title: str
    question: str = ""
    sphere: Sphere = Sphere.MUNICIPAL
    raised_by_id: str | None = None
    raised_on: date | None = None
    state: SubjectState = SubjectState.WAITING


@dataclass(eq=False, kw_only=True)
class Support(Entity):
    """One commune's voice for a theme."""

    theme_id: str
    organisation_id: str


@dataclass(eq=False, kw_only=True)
class ThemeCall(Entity):
    """A call for themes that left: ``code`` is printed on its forms, ``theme_ids`` numbers what it offers."""

    circle_id: str
    code: str
    day: date
    reply_by: date
    theme_ids: tuple[str, ...] = ()


@dataclass(eq=False, kw_only=True)
class CallAnswer(Entity):
    """A commune's answer to a call: when it was noted, and from what (« fiche », « message », « grille »)."""

    call_id: str
    organisation_id: str
    day: date
    source: str = ""
