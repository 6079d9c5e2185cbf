"""Sixteen replies of eight kinds of client, let go together on the window: read over, filed, taken back."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import icalendar
import pytest

from tests.desktop.drops import drop
from tests.journeys.conftest import Program
from tests.journeys.hand import Hand
from tests.journeys.papers import laid, message
from tests.journeys.test_calendar import open_meetings, prepare, send
from tests.replies import CLIENTS, Invited

ANSWERS = "Réponses à l’invitation"
OWN = "agnes.perso@courriel.invalid"
"""Whom nobody knows: an answer from home."""


def replies(documents: Path, folder: Path) -> list[Path]:
    """Answer the drafts that were laid, as sixteen readers would, each with the program that they have."""
    read = [message(path) for path in laid(documents, ".eml")]
    paths = []
    for rank, draft in enumerate(read[:16]):
        (reader,) = draft["To"].addresses
        (part,) = [part for part in draft.walk() if part.get_content_type() == "text/calendar"]
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
        client = CLIENTS[rank % len(CLIENTS)]
        one = Invited(
            uid=str(event["UID"]),
            day=date(2026, 12, 8),
            starts_at=time(9, 30),
            address=OWN if rank == 15 else reader.addr_spec,
            name=reader.display_name,
            partstat=("DECLINED", "ACCEPTED", "TENTATIVE", "ACCEPTED")[rank % 4],
            sequence=int(event["SEQUENCE"]),
        )
        paths.append(folder / f"{rank:02} {client.__name__}.eml")
        paths[-1].write_bytes(client(one))
    return paths


@pytest.mark.slow
def test_sixteen_replies_dropped_together(program: Program, tmp_path: Path) -> None:
    hand = program.open(date(2026, 11, 23))
    prepare(hand)
    give_the_room_its_places(hand)
    open_meetings(hand, "Réunion du mardi 8 décembre 2026")
    hand.click("Étape 2 : Inviter…")
    hand.wait_for("Agenda : une demande de réunion")
    send(hand, "Préparer l’invitation…", "Figer et préparer l’invitation", "Nouveau rendez-vous 17")
    paths = replies(program.documents, tmp_path)
    hand = program.open(date(2026, 11, 25))
    drop_and_read_over(hand, paths)
    hand.click("Ranger 16 fichiers")
    hand.wait_for("16 arrivées rangées")
    expect_people(hand)
    take_back(hand)
    drop_again(hand, paths)


def give_the_room_its_places(hand: Hand) -> None:
    """Seven seats in Gorges."""
    hand.click_row("Pages", "Annuaire")
    hand.click_tab("Sections de l’annuaire", "Organisations")
    hand.click_row("Organisations", "Gorges")
    hand.write("Places", "7")
    hand.settle()


def drop_and_read_over(hand: Hand, paths: list[Path]) -> None:
    """Everything is said before anything is changed; an address that nobody knows is asked for."""
    window: Any = hand.window
    drop(window.stack, *paths)
    hand.wait_for("16 fichiers reçus")
    hand.wait_for("sans réponse → ne vient pas")
    hand.wait_for("sans réponse → vient")
    hand.wait_for("sans réponse → viendra peut-être")
    hand.wait_for("À qui sont ces adresses")
    hand.pick(f"Organisation de {OWN}", "Saint-Lumine-de-Clisson")
    hand.wait_for("18 changements, rien n’est changé avant « Ranger »")
    hand.wait_for("Remarque\u00a0: DGS d’Aigrefeuille-sur-Maine")


def expect_people(hand: Hand) -> None:
    """Attendance, lunches and seats follow, and what somebody wrote along stands beside the answer."""
    open_meetings(hand, "Réunion du mardi 8 décembre 2026")
    hand.wait_for("8 viennent, 4 ne viennent pas, 4 peut-être, 1 sans réponse")
    hand.wait_for("0 déjeuner, 12 à confirmer")
    hand.wait_for("Salle de 7 places, il en faut 8")
    hand.row(ANSWERS, "vers 10 h")


def take_back(hand: Hand) -> None:
    """One act, taken back as one."""
    hand.undo()
    hand.wait_for("17 sans réponse")
    hand.wait_gone("Salle de 7 places")
    hand.click_row("Pages", "Arrivées")
    hand.wait_for("Rien n’est encore arrivé")


def drop_again(hand: Hand, paths: list[Path]) -> None:
    """The same files once more are taken as if for the first time; a third time they change nothing."""
    window: Any = hand.window
    drop(window.stack, *paths)
    hand.wait_for("17 changements, 1 attendra votre regard")
    hand.click("Ranger 16 fichiers")
    hand.wait_for("15 arrivées rangées, 1 à regarder")
    drop(window.stack, *paths)
    hand.wait_for("16 sont déjà rangés")
    hand.click("Renoncer")
