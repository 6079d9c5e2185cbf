"""What a calendar file that came back says, as the command line and the arrivals show it."""

from __future__ import annotations

from typing import TypedDict

from dgsdesk.application.sentences import add_sentences

add_sentences(
    {
        "not_a_calendar": (
            "Ce fichier n’est pas un calendrier.",
            "Demandez à l’expéditeur un fichier .ics. Rien n’a été changé.",
        ),
        "calendar_too_large": (
            "Ce calendrier est trop gros pour être lu sans risque.",
            "Demandez à l’expéditeur la seule réunion concernée. Rien n’a été changé.",
        ),
        "calendar_too_deep": (
            "Ce calendrier est imbriqué d’une façon anormale.",
            "Ne l’ouvrez pas ailleurs avant d’avoir interrogé l’expéditeur. Rien n’a été changé.",
        ),
        "calendar_too_slow": (
            "Les fuseaux horaires de ce calendrier sont trop longs à calculer.",
            "Demandez à l’expéditeur la seule réunion concernée. Rien n’a été changé.",
        ),
        "calendar_encoding": (
            "Le texte de ce calendrier est dans un codage que DGS Desk ne lit pas.",
            "Demandez à l’expéditeur de l’enregistrer en UTF-8. Rien n’a été changé.",
        ),
        "calendar_broken": (
            "Ce calendrier est abîmé ou contient une date impossible.",
            "Demandez à l’expéditeur de l’envoyer à nouveau. Rien n’a été changé.",
        ),
    }
)


RECURRENCE_WORDS = "Il se répète : la récurrence n’est pas développée, seule sa première date est lue."
"""Said of an event with a rule, wherever it is shown."""


class AttendeeContent(TypedDict):
    """One attendee: the address without « mailto: », the name, the reply (« ACCEPTED »…).

    ``delegated_to`` and ``delegated_from`` are addresses, empty when nobody was delegated.
    """

    address: str
    name: str
    partstat: str
    delegated_to: str
    delegated_from: str


class EventContent(TypedDict):
    """One event; ``start`` and ``end`` are ISO texts in UTC, or plain days for whole-day events.

    ``recurrence`` is the rule as written: it is never unfolded, since a rule of forty letters can mean
    billions of dates. ``stamp`` is when the file was made, in UTC; ``comment`` what was written along.
    """

    uid: str
    sequence: int
    summary: str
    start: str | None
    end: str | None
    status: str
    organizer: str
    attendees: list[AttendeeContent]
    recurrence: str | None
    stamp: str | None
    comment: str


class CalendarContent(TypedDict):
    """A calendar file: its method (« REPLY »…, empty when none), its events, the encoding it was read in."""

    method: str
    events: list[EventContent]
    encoding: str


def calendar_json(content: CalendarContent) -> dict[str, object]:
    """Give what ``dgsdesk calendar inspect --json`` prints."""
    return {
        "method": content["method"],
        "events": [_event_json(event) for event in content["events"]],
        "encoding": content["encoding"],
    }


def _event_json(event: EventContent) -> dict[str, object]:
    shown = ("uid", "sequence", "summary", "start", "end", "status", "organizer")
    people = [
        {"address": one["address"], "name": one["name"], "partstat": one["partstat"]}
        for one in event["attendees"]
    ]
    return {**{key: event[key] for key in shown}, "attendees": people, "recurrence": event["recurrence"]}  # type: ignore[literal-required]
