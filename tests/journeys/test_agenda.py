"""An agenda that comes from the network: noted, merged, carried, proposed, frozen, updated on paper.

Three themes are noted on three pages, two are made one, four communes carry it; the agenda is proposed and
frozen by the invitation; an item comes late, one moves, and version B says just that on paper.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.grey_zone.acts import AddStartingGreyZones
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.meeting.page import circle_choices
from dgsdesk.application.ports.machine import FixedClock, SeededIds
from dgsdesk.bootstrap.desks import open_desk
from tests.journeys.conftest import Program
from tests.journeys.hand import Hand
from tests.journeys.papers import laid, text_of_pdf

TODAY, MEETING = date(2026, 11, 27), date(2026, 12, 8)
THEMES = "Thèmes et sujets communs"
VOICES = "Communes qui portent ce thème"
AGENDA = "Ordre du jour"


def test_an_agenda_from_three_notes_to_version_b(program: Program) -> None:
    found_the_network(program)
    hand = program.open(TODAY)
    note_three_themes(hand)
    make_one_of_two(hand)
    let_four_communes_carry_it(hand)
    propose_the_agenda(hand)
    freeze_it(hand)
    change_it(hand)
    print_version_b(hand, program.documents)


def found_the_network(program: Program) -> None:
    """The example network of Clisson, a grey zone, and a meeting that has nothing on its agenda yet."""
    clock = FixedClock.on(TODAY)
    desk = open_desk(program.database, documents=program.documents, clock=clock, ids=SeededIds("ordre"))
    desk.run(FoundNetwork("200067635", example=True))
    desk.run(AddStartingGreyZones((1,)))
    choice = desk.ask(circle_choices)[0]
    desk.run(PlanMeeting(choice.id, MEETING, choice.hosts[1][0]))
    desk.close()


def note_three_themes(hand: Hand) -> None:
    """F8 on three pages: what is typed is kept at once, and the page stays."""
    for page, theme, commune in (
        ("Ctrl+1", "Recruter et garder les SGM", "Boussay"),
        ("Ctrl+4", "Recrutement en mairie", "Gorges"),
        ("Ctrl+2", "Archives numériques", "Vieillevigne"),
    ):
        hand.key(page)
        hand.settle()
        hand.key("F8")
        hand.write("Sujet à noter", theme)
        hand.pick("Soulevé par", commune)
        hand.click("Noter")
        hand.wait_for(f"Sujet « {theme} » noté")


def make_one_of_two(hand: Hand) -> None:
    """Merge the two that say the same; nobody's voice is lost, and it can be taken back."""
    hand.key("Ctrl+5")
    hand.click_row(THEMES, "Recruter et garder les SGM")
    hand.click("Réunir…")
    hand.click_row("Thèmes à réunir", "Recrutement en mairie")  # a click on the words ticks
    hand.click("Réunir")
    hand.wait_for("Porté par 2 communes sur 16")
    hand.undo()
    hand.row(THEMES, "Recrutement en mairie")
    hand.redo()
    hand.wait_for("Porté par 2 communes sur 16")


def let_four_communes_carry_it(hand: Hand) -> None:
    """Tick two more communes: one commune, one voice."""
    hand.click_row(THEMES, "Recruter et garder les SGM")
    for commune in ("Monnières", "Remouillé"):
        hand.click_row(VOICES, commune)
        hand.key("Space")
    hand.wait_for("Porté par 4 communes sur 16")


def propose_the_agenda(hand: Hand) -> None:
    """Every choice says why; what is proposed is put on the agenda within the time."""
    hand.key("Ctrl+2")
    hand.wait_for("Réunion du mardi 8 décembre 2026")
    hand.click("Proposer un ordre du jour")
    hand.row("Points proposés", "le plus mûr : 4 communes sur 16")
    hand.click("Inscrire 2 points")
    hand.row(AGENDA, "3.1")
    hand.row(AGENDA, "Recruter et garder les SGM")


def freeze_it(hand: Hand) -> None:
    """The invitation freezes it as version A."""
    hand.click("Figer et inviter…")
    hand.click("Préparer l’invitation…")
    hand.wait_for("Dernière vérification")
    hand.click("Figer et préparer l’invitation")
    hand.wait_for("Tout est prêt")
    hand.settle()


def change_it(hand: Hand) -> None:
    """A late item takes the next number of its part; another one moves and keeps its own."""
    hand.click("Étape 1 : Préparer…")
    hand.click_row(AGENDA, "Recruter et garder les SGM")
    hand.click("Ajouter un point libre")
    hand.fill("Point", "Crue du 24 novembre")
    hand.key("Return")
    hand.row(AGENDA, "Crue du 24 novembre")
    hand.click_row(AGENDA, "Avaloirs et grilles")
    hand.key("Alt+Down")
    hand.settle()


def print_version_b(hand: Hand, documents: Path) -> None:
    """What is printed says what changed, and nothing that did not."""
    hand.click("Imprimer l’ordre du jour")
    hand.wait_for("Le document est prêt")
    (path,) = laid(documents, "version-B.pdf")
    text = text_of_pdf(path)
    assert "version B, pas encore envoyée" in text
    assert "Point ajouté" in text
    assert "3.2 Crue du 24 novembre" in text
    assert "Point déplacé" in text
    assert "1.1 Avaloirs et grilles d’eaux pluviales · passe en premier, dans « Sujet commun »" in text
    assert "Point modifié" not in text
    assert "Point retiré" not in text
