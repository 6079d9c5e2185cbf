"""The life of an appointment through the window, and in the calendars of those who are invited.

Each message that the program lays is « sent »: the calendar file that it carries reaches the calendar of its
reader on a CalDAV server, which is asked after every act what it holds now.
"""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint

from tests.calendar_stores import CalendarServer, Entry, radicale
from tests.journeys.conftest import Program
from tests.journeys.hand import Hand
from tests.journeys.papers import laid, message
from tests.journeys.test_month import AGENDA, found_the_network, name_director, say_who_we_are

GORGES = "direction.gorges@exemple.invalid"
GUEST = "alix.modele@exemple.invalid"


class Post:
    """Takes every draft that was laid since the last time to the calendar of its reader."""

    def __init__(self, documents: Path, server: CalendarServer) -> None:
        self._documents = documents
        self._server = server
        self._sent: set[Path] = set()

    def deliver(self) -> dict[str, str]:
        """Send what waits; return the method that each reader's message carried, « » for none."""
        waiting = [path for path in laid(self._documents, ".eml") if path not in self._sent]
        self._sent |= set(waiting)
        return dict(self._hand_over(message(path)) for path in waiting)

    def _hand_over(self, draft: EmailMessage) -> tuple[str, str]:
        (reader,) = (one.addr_spec for one in draft["To"].addresses)
        parts = [part for part in draft.walk() if part.get_content_type() == "text/calendar"]
        if not parts:
            return reader, ""
        content = parts[0].get_payload(decode=True)
        assert isinstance(content, bytes)
        self._server.mailbox(reader).take(content)
        return reader, str(parts[0].get_param("method"))

    def entries(self, reader: str) -> list[Entry]:
        """Ask the server what a calendar holds."""
        return self._server.mailbox(reader).entries()

    def entry(self, reader: str) -> Entry:
        """Ask for the only entry of a calendar."""
        (one,) = self.entries(reader)
        return one


@pytest.mark.slow
def test_calendars_follow_the_life_of_a_meeting(program: Program, tmp_path: Path) -> None:
    with radicale(tmp_path / "agendas") as server:
        post = Post(program.documents, server)
        hand = program.open(date(2026, 11, 23))
        prepare(hand)
        first = invite(hand, post)
        hand = program.open(date(2026, 11, 24))
        moved = move_the_date(hand, post, first)
        hand = program.open(date(2026, 11, 25))
        change_the_agenda(hand, post, moved)
        add_a_guest(hand, post, moved)
        remove_the_guest(hand, post, moved)
        hand = program.open(date(2026, 11, 26))
        off = put_off(hand, post, moved)
        asked_again = set_a_new_date(hand, post, off)
        cancel(hand, post, asked_again)


def prepare(hand: Hand) -> None:
    """Found the network, say who we are, plan a meeting in Gorges with one item."""
    found_the_network(hand)
    name_director(hand, "Gorges", "Zoé", "SPÉCIMEN")
    hand.click("Ouvrir l’accueil")
    hand.wait_for("Clisson Sèvre et Maine Agglo")
    say_who_we_are(hand)
    hand.click_row("Pages", "Réunions")
    hand.key("Ctrl+N")
    hand.pick("Commune hôte", "Gorges")
    hand.click("Planifier la réunion")
    hand.wait_for("Réunion du mardi 8 décembre 2026")
    add_item(hand, "Déneigement")


def add_item(hand: Hand, title: str) -> None:
    hand.settle()
    hand.menu("Réunion", "Ajouter un point libre")
    hand.settle()
    hand.type(title)
    hand.key("Return")
    hand.row(AGENDA, title)


def open_meetings(hand: Hand, title: str) -> None:
    hand.click_row("Pages", "Réunions")
    hand.wait_for(title)
    hand.settle()


def send(hand: Hand, first: str, last: str, *expected: str) -> None:
    """Read before it leaves who gets which calendar file, then let it leave."""
    hand.click(first)
    hand.wait_for("Dernière vérification")
    for words in expected:
        hand.wait_for(words)
    hand.click(last)
    hand.wait_for("Tout est prêt")
    hand.settle()


def invite(hand: Hand, post: Post) -> Entry:
    """Everybody's calendar has the meeting, each on its own."""
    hand.click("Figer et inviter…")
    hand.wait_for("Agenda : une demande de réunion")
    send(hand, "Préparer l’invitation…", "Figer et préparer l’invitation", "Nouveau rendez-vous 17")
    carried = post.deliver()
    assert len(carried) == 17
    assert set(carried.values()) == {"REQUEST"}
    entry = post.entry(GORGES)
    assert (entry.start, entry.status) == ("2026-12-08 09:30", "CONFIRMED")
    assert entry.location.startswith("Mairie de Gorges")
    assert all(post.entry(reader) == entry for reader in carried)
    return entry


def move_the_date(hand: Hand, post: Post, before: Entry) -> Entry:
    """A week later: the same entry moves, under a higher number."""
    open_meetings(hand, "Réunion du mardi 8 décembre 2026")
    hand.key("Ctrl+R")
    hand.fill("Nouveau jour", "mardi 15 décembre 2026")
    hand.click("Retenir cette date")
    hand.wait_for("Réunion du mardi 15 décembre 2026")
    hand.wait_for("Agenda : une demande mise à jour")
    hand.wait_for("prévue le mardi 8 décembre 2026 est déplacée")
    send(hand, "Préparer l’invitation…", "Figer et préparer l’invitation", "Rendez-vous mis à jour 17")
    carried = post.deliver()
    assert len(carried) == 17
    entry = post.entry(GORGES)
    assert (entry.uid, entry.start) == (before.uid, "2026-12-15 09:30")
    assert entry.sequence > before.sequence
    assert all(post.entry(reader) == entry for reader in carried)
    return entry


def change_the_agenda(hand: Hand, post: Post, before: Entry) -> None:
    """One item more: a message for everybody, and calendars are left alone."""
    open_meetings(hand, "Réunion du mardi 15 décembre 2026")
    hand.click("Étape 1 : Préparer…")
    add_item(hand, "Astreintes")
    hand.click("Étape 2 : Inviter…")
    hand.wait_for("Agenda : aucun fichier")
    send(hand, "Préparer la mise à jour…", "Préparer la mise à jour", "Message sans fichier d’agenda 17")
    carried = post.deliver()
    assert len(carried) == 17
    assert set(carried.values()) == {""}
    assert post.entry(GORGES) == before


def add_a_guest(hand: Hand, post: Post, before: Entry) -> None:
    """The newcomer alone gets the request, as it stands for everybody."""
    hand.menu("Réunion", "Inviter quelqu’un d’autre…")
    hand.fill("Nom de l’invité", "Alix MODÈLE")
    hand.fill("Adresse électronique", GUEST)
    hand.click("Inviter")
    hand.wait_for("Aucun message : rien ne change 17")
    send(hand, "Préparer la mise à jour…", "Préparer la mise à jour", "Nouveau rendez-vous 1")
    assert post.deliver() == {GUEST: "REQUEST"}
    assert post.entry(GUEST) == before
    assert post.entry(GORGES) == before


def remove_the_guest(hand: Hand, post: Post, before: Entry) -> None:
    """Who is no longer invited alone loses the entry; the meeting stands for the others."""
    answers = "Réponses à l’invitation"
    hand.click_row(answers, "Alix MODÈLE")
    hand.key("Del")
    hand.settle()
    send(hand, "Préparer la mise à jour…", "Préparer la mise à jour", "Rendez-vous retiré 1")
    assert post.deliver() == {GUEST: "CANCEL"}
    assert post.entries(GUEST) == []
    assert post.entry(GORGES) == before


def put_off(hand: Hand, post: Post, before: Entry) -> Entry:
    """No date yet: the day is free again in every calendar, and each message says why before it leaves."""
    open_meetings(hand, "Réunion du mardi 15 décembre 2026")
    hand.key("Ctrl+R")
    hand.write("Motif (facultatif)", "crue de la Sèvre")
    hand.click("Reporter, date à fixer…")
    hand.wait_for("Dernière vérification : 17 destinataires")
    hand.click("Lire les messages…")
    hand.wait_for("17 messages à relire, tels qu’ils partent")
    hand.wait_for("Motif : crue de la Sèvre.")
    hand.wait_for("une annulation, qui retire le rendez-vous du calendrier")
    hand.click("Revenir")
    hand.click("Reporter et préparer les messages")
    hand.wait_for("Reportée")
    hand.settle()
    carried = post.deliver()
    assert len(carried) == 17
    assert set(carried.values()) == {"CANCEL"}
    entry = post.entry(GORGES)
    assert (entry.uid, entry.status) == (before.uid, "CANCELLED")
    assert entry.sequence > before.sequence
    return entry


def set_a_new_date(hand: Hand, post: Post, before: Entry) -> Entry:
    """The date is known: the same entry comes back, asked again under a higher number."""
    hand.key("Ctrl+R")
    hand.click_at(hand.field("Nouveau jour"), QPoint(12, 12))
    for _ in range(3):
        hand.key("Up")
    assert hand.typed("Nouveau jour").startswith("jeudi")
    hand.click("Retenir cette date")
    hand.wait_for("Réunion du jeudi 17 décembre 2026")
    send(hand, "Préparer l’invitation…", "Figer et préparer l’invitation", "Nouveau rendez-vous 17")
    carried = post.deliver()
    assert len(carried) == 17
    assert set(carried.values()) == {"REQUEST"}
    entry = post.entry(GORGES)
    assert (entry.uid, entry.start, entry.status) == (before.uid, "2026-12-17 09:30", "CONFIRMED")
    assert entry.sequence > before.sequence
    return entry


def cancel(hand: Hand, post: Post, before: Entry) -> None:
    """Called off: every calendar that has the meeting says so."""
    open_meetings(hand, "Réunion du jeudi 17 décembre 2026")
    hand.menu("Réunion", "Annuler la réunion…")
    hand.write("Motif (facultatif)", "Salle indisponible")
    hand.click("Annuler la réunion…")
    hand.wait_for("Dernière vérification : 17 destinataires")
    hand.wait_for("Rendez-vous retiré 17")
    hand.click("Annuler et préparer les messages")
    hand.wait_for("Annulée")
    hand.settle()
    carried = post.deliver()
    assert len(carried) == 17
    assert set(carried.values()) == {"CANCEL"}
    entry = post.entry(GORGES)
    assert (entry.uid, entry.status) == (before.uid, "CANCELLED")
    assert entry.sequence > before.sequence
    assert post.entries(GUEST) == []
