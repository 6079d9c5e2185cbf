"""One month of a network through the window: from an empty file to minutes approved and sent.

The host writes the draft on in LibreOffice where it is installed (in python-docx elsewhere), five colleagues
annotate it in Word, and one more says by mouth what is wanted.

The person of this journey sees what the window shows, clicks, types, closes the program and opens it again on
another day. Only what lies in the documents' folder is looked at otherwise: by LibreOffice, and by libraries
that the program does not use.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.formats import test_docx_libreoffice
from tests.journeys.conftest import Program
from tests.journeys.hand import Hand
from tests.journeys.papers import SOFFICE, calendar, laid, message, pages_of_word_files, text_of_pdf
from tests.returned_drafts import discussed, edited, tracked

MEETING = date(2026, 12, 8)
JANUARY = date(2027, 1, 12)
ROOM = "Salle des Moulins"

GRID = "Personnes à vérifier"
POOL = "À puiser"
AGENDA = "Ordre du jour"

OURS = "Clisson Sèvre et Maine Agglo"
SAID = (
    "Les fossés relèvent de la commune, les busages de l’agglomération.",
    "Adopter un règlement commun de voirie.",
    "La mairie de Gorges propose d’accueillir le délégué.",
    "Un délégué partagé à temps plein suffirait.",
    "Les budgets seront votés avant le 31 mars.",
)
"""What the minutes hold in the end: typed in the session, or written in Word."""


@pytest.mark.slow
def test_a_month_of_the_network(program: Program, tmp_path: Path) -> None:
    hand = program.open(date(2026, 11, 23))
    found_the_network(hand)
    name_people(hand)
    say_who_we_are(hand)
    plan_the_year(hand)
    fill_the_registers(hand)
    draw_the_agenda(hand)
    invite(hand)
    change_the_room(hand)
    hand = program.open(MEETING)
    hold(hand)
    write_and_take_back(hand, program.documents, tmp_path / "retour.docx")
    circulate(hand)
    hand = program.open(date(2026, 12, 10))
    note_an_observation(hand)
    take_in_five_copies(hand, annotated(program.documents, tmp_path / "recus"))
    hand = program.open(date(2026, 12, 18))
    settle_and_approve(hand)
    dispatch(hand)
    hand = program.open(date(2026, 12, 21))
    finish_the_action(hand)
    call_january_off(hand)
    program.close()
    check_papers(program.documents, tmp_path / "lus")


def found_the_network(hand: Hand) -> None:
    """Three letters, Enter twice: the network of Clisson with its communes."""
    hand.wait_for("Quelle est votre intercommunalité")
    hand.type("cli")
    hand.row("Intercommunalités trouvées", "Clisson Sèvre et Maine Agglo")
    hand.click_row("Intercommunalités trouvées", "Clisson Sèvre et Maine Agglo")
    hand.click("Continuer avec Clisson Sèvre et Maine Agglo")
    hand.wait_for("Comment vous réunissez-vous")
    hand.click("Créer le réseau")
    hand.wait_for("Qui dirige les services")


def name_people(hand: Hand) -> None:
    """Type some directors into the grid; take one back and do it again."""
    name_director(hand, "Clisson Sèvre et Maine Agglo", "Maëlle", "EXEMPLE")
    name_director(hand, "Clisson", "Alix", "MODÈLE")
    name_director(hand, "Gorges", "Zoé", "SPÉCIMEN")
    hand.wait_for("3 personnes nommées")
    hand.undo()
    hand.wait_gone("direction.gorges@exemple.invalid")
    hand.undo()
    hand.wait_for("2 personnes nommées")
    hand.redo()
    hand.redo()
    hand.wait_for("3 personnes nommées")
    hand.wait_for("direction.gorges@exemple.invalid")
    hand.click("Ouvrir l’accueil")
    hand.wait_for("Clisson Sèvre et Maine Agglo")


def name_director(hand: Hand, place: str, given: str, family: str) -> None:
    hand.click_row(GRID, f"{place}, Prénom :")
    hand.type(given)
    hand.key("Tab")
    hand.type(family)
    hand.key("Tab")
    hand.type(f"direction.{place.split()[-1].lower()}@exemple.invalid")
    hand.key("Return")
    hand.row(GRID, f"{place}, Nom : {family}")
    hand.row(GRID, f"{place}, Poste : En poste")
    hand.row(GRID, f"{place}, Courriel : direction.")


def say_who_we_are(hand: Hand) -> None:
    """Who signs and who follows the matter: every document says it."""
    hand.key("Ctrl+7")
    hand.click_tab("Sections de l’annuaire", "Notre identité")
    hand.wait_for("Il manque encore")
    hand.write("Service", "Direction générale des services")
    hand.write("Adresse", "13 rue des Ajoncs")
    hand.write("Code postal", "44190")
    hand.write("Boîte aux lettres partagée", "dgs@exemple.invalid")
    hand.write("Nom du signataire", "Maëlle EXEMPLE")
    hand.write("Qualité", "Directrice générale des services")
    hand.write("Affaire suivie par", "Camille ESSAI")
    hand.wait_for("Rien ne manque")


def plan_the_year(hand: Hand) -> None:
    """Note who hosted, let the rota be proposed, take it back and do it again, publish it."""
    hand.click_row("Pages", "Tour d’accueil")
    hand.wait_for("Aucun tour d’accueil pour l’instant")
    hand.click("Noter le passé…")
    past = "Tours passés : dates et hôtes"
    for day, host in (("13/10/2026", "Gorges"), ("10/11/2026", "Boussay")):
        hand.click_place(past, -1, "Date")
        hand.key("Return")
        hand.type(day)
        hand.key("Tab")
        hand.type(host)
        hand.key("Return")
    hand.click("Noter 2 tours passés")
    hand.wait_for("Boussay, 1 tour tenu")
    hand.settle()
    hand.menu("Outils", "Proposer un tour d’accueil…")
    hand.click("Proposer les dates")
    hand.wait_for("Publier 11 dates…")
    hand.undo()
    hand.wait_gone("Publier 11 dates…")
    hand.redo()
    hand.wait_for("Publier 11 dates…")
    hand.click("Publier 11 dates…")
    hand.click("Publier")
    hand.wait_for("mardi 8 décembre, date publiée")
    hand.menu("Fichier", "Imprimer le tour d’accueil")
    hand.wait_for("Le tour d’accueil est prêt")


def fill_the_registers(hand: Hand) -> None:
    """A grey zone, a theme from the page and one noted in passing, a shared subject."""
    hand.key("Ctrl+4")
    hand.wait_for("Aucune zone grise pour l’instant")
    hand.key("Ctrl+N")
    hand.type("Curage des fossés le long des voies communales")
    hand.key("Return")
    hand.row("Registre des zones grises", "Curage des fossés")
    hand.key("Ctrl+5")
    hand.key("Ctrl+N")
    hand.type("Délégué à la protection des données mutualisé")
    hand.key("Return")
    hand.row("Thèmes et sujets communs", "Délégué à la protection")
    hand.key("Ctrl+Shift+N")
    hand.type("Calendrier des budgets primitifs")
    hand.key("Return")
    hand.row("Thèmes et sujets communs", "Calendrier des budgets")
    hand.key("F8")
    hand.type("Facturation des familles")
    hand.key("Return")
    hand.row("Thèmes et sujets communs", "Facturation des familles")


def draw_the_agenda(hand: Hand) -> None:
    """Three items from the pools, one of them taken back and put on again."""
    hand.click_row("Pages", "Réunions")
    hand.wait_for("Réunion du mardi 8 décembre 2026")
    for title in ("Curage des fossés", "Calendrier des budgets", "Délégué à la protection"):
        hand.click_row(POOL, title)
        hand.key("Return")
        hand.row(AGENDA, title)
    hand.undo()
    hand.row(POOL, "Délégué à la protection")
    hand.redo()
    hand.row(AGENDA, "Délégué à la protection")


def invite(hand: Hand) -> None:
    """Read the message, see every recipient, let the drafts be laid, and note the answers."""
    hand.click("Figer et inviter…")
    hand.row("Destinataires", "Alix MODÈLE")
    hand.click("Préparer l’invitation…")
    hand.wait_for("Dernière vérification")
    hand.click("Figer et préparer l’invitation")
    hand.wait_for("Tout est prêt")
    answers = "Réponses à l’invitation"
    hand.click_row(answers, "Alix MODÈLE")
    hand.key("V")
    hand.row(answers, "Vient")
    hand.click_row(answers, "Zoé SPÉCIMEN")
    hand.key("R")
    hand.type("Noé FICTIF")
    hand.key("Return")
    hand.row(answers, "Noé FICTIF")
    hand.undo()
    hand.menu("Réunion", "Imprimer la feuille d’émargement")
    hand.settle()


def change_the_room(hand: Hand) -> None:
    """Another room after the invitation left: the update is offered, and written."""
    hand.key("Ctrl+M")
    hand.write("Lieu", ROOM)
    hand.key("Escape")
    hand.click("Préparer la mise à jour…")
    hand.wait_for("Dernière vérification")
    hand.click("Préparer la mise à jour")
    hand.wait_for("Tout est prêt")
    hand.settle()


def call_january_off(hand: Hand) -> None:
    """Invite to the next meeting, then call it off: everybody's calendar is told."""
    hand.key("Ctrl+2")
    hand.wait_for("Réunion du mardi 12 janvier 2027")
    hand.click_row(POOL, "Facturation des familles")
    hand.key("Return")
    hand.row(AGENDA, "Facturation des familles")
    hand.click("Figer et inviter…")
    hand.click("Préparer l’invitation…")
    hand.wait_for("Dernière vérification")
    hand.click("Figer et préparer l’invitation")
    hand.wait_for("Tout est prêt")
    hand.settle()
    hand.menu("Réunion", "Annuler la réunion…")
    hand.write("Motif (facultatif)", "Vœux du maire le même jour")
    hand.click("Annuler la réunion…")
    hand.wait_for("Dernière vérification")
    hand.click("Annuler et préparer les messages")
    hand.wait_for("Annulée")
    hand.settle()


def hold(hand: Hand) -> None:
    """Open the session, take up each item, write what is said, decided and promised; close."""
    hand.click_row("Pages", "Réunions")
    hand.click("Étape 3 : Tenir…")
    hand.click("Ouvrir la séance")
    hand.wait_for("Séance ouverte")
    presences = "Présences"
    for place in ("Clisson Sèvre et Maine Agglo", "Aigrefeuille-sur-Maine", "Gétigné"):
        hand.click_row(presences, place)
        hand.key("P")
        hand.settle()
    next_item(hand)
    hand.field("Notes du point Curage des fossés le long des voies communales")
    hand.type("Les fossés relèvent de la commune, les busages de l’agglomération.")
    hand.key("Return")
    hand.type("! Adopter un règlement commun de voirie.")
    hand.key("Return")
    hand.type("Clisson transmet son modèle de convention avant le 18 décembre")
    hand.key("Return")
    hand.wait_for("enregistré à")
    next_item(hand)
    hand.field("Notes du point Calendrier des budgets primitifs")
    hand.type("Les budgets seront votés avant la fin de mars.")
    next_item(hand)
    hand.field("Notes du point Délégué à la protection des données mutualisé")
    hand.type("Un délégué partagé à mi-temps suffirait.")
    next_item(hand)
    hand.fill("Sujet suggéré pour une prochaine réunion", "Astreintes d’hiver")
    hand.key("Return")
    hand.row("Suggestions notées", "Astreintes d’hiver")
    hand.click("Clore la séance…")
    hand.click("Clore maintenant")


def next_item(hand: Hand) -> None:
    hand.settle()
    hand.key("Ctrl+Return")
    hand.settle()


def write_and_take_back(hand: Hand, documents: Path, returned: Path) -> None:
    """Lay the draft, change it in Word as the host does, and take the file back."""
    hand.click("Étape 4 : Rédiger…")
    hand.click("Ouvrir dans Word")
    hand.wait(lambda: bool(drafts_of(documents)), "the draft for Word")
    hand.settle()
    (draft,) = drafts_of(documents)
    returned.write_bytes(written_on(draft.read_bytes(), returned.parent / "libreoffice"))
    hand.give_file("Reprendre un fichier Word…", returned)
    hand.wait_for("La mairie de Gorges propose d’accueillir le délégué.")
    hand.click("Reprendre le texte")
    hand.settle()


def written_on(draft: bytes, folder: Path) -> bytes:
    """Add a paragraph to the last item, as the host does in the program that they have."""
    if SOFFICE is None:
        added = {"Un délégué partagé": "La mairie de Gorges propose d’accueillir le délégué."}
        return edited(draft, before=added)
    folder.mkdir()
    return test_docx_libreoffice.edited(draft, folder, "written_on")["written_on"]


def drafts_of(documents: Path) -> list[Path]:
    return [path for path in laid(documents, ".docx") if "projet" in path.name]


def circulate(hand: Hand) -> None:
    """Send the draft round."""
    hand.click("Faire relire…")
    hand.click("Envoyer le projet aux membres…")
    hand.click("Préparer l’envoi")
    hand.wait_for("Projet prêt")


def open_the_meeting(hand: Hand) -> None:
    """Find December's meeting in the list: the page begins with the next one."""
    hand.key("Ctrl+2")
    hand.wait_for("Réunion du mardi 12 janvier 2027")
    hand.settle()
    hand.key("Ctrl+L")
    hand.click_row("Réunions", "8 décembre", twice=True)
    hand.wait_for("Réunion du mardi 8 décembre 2026")
    hand.settle()


def note_an_observation(hand: Hand) -> None:
    """Note what a commune asks for."""
    open_the_meeting(hand)
    hand.click("Ajouter une observation")
    hand.fill("De qui", "Gorges")
    hand.pick("Sur quel point", "Délégué à la protection")
    hand.fill("Observation", "Préciser qui paie le poste.")
    hand.click("Noter l’observation")
    hand.wait_for("Préciser qui paie le poste.")


def annotated(documents: Path, folder: Path) -> list[Path]:
    """Write what five colleagues send back: two ask for the same, one for other words there, one comments."""
    sent = next(path.read_bytes() for path in drafts_of(documents) if "_v2" in path.name)
    same = {"mi-temps": "temps plein"}
    files = {
        "gorges": tracked(sent, "DGS de Gorges", same),
        "boussay": tracked(sent, "SGM de Boussay", same),
        "clisson": tracked(sent, "DGS de Clisson", {"mi-temps": "tiers-temps"}),
        "remouille": discussed(sent, "Les fossés relèvent", ("SGM de Remouillé", "Et les ponts ?")),
        "getigne": tracked(sent, "DGS de Gétigné", {"avant la fin de mars": "avant le 31 mars"}),
    }
    folder.mkdir()
    for name, content in files.items():
        (folder / f"{name}.docx").write_bytes(content)
    return [folder / f"{name}.docx" for name in files]


def take_in_five_copies(hand: Hand, copies: list[Path]) -> None:
    """Choose the files together, read what they bring, note it."""
    hand.give_file("Importer des fichiers annotés…", *copies)
    hand.wait_for("À ranger : 5 observations")
    hand.wait_for("Et les ponts ?")
    hand.click("Ranger 5 observations")
    hand.wait_for("DGS de Gorges et SGM de Boussay")
    hand.settle()


def settle_and_approve(hand: Hand) -> None:
    """Open observations block the approval after the deadline; settled, they let the approval be stated."""
    open_the_meeting(hand)
    hand.wait_for("5 observations à traiter avant l’approbation")
    hand.click("Accepter")
    hand.wait_for("Observation 5, SGM de Remouillé, Acceptée")
    hand.settle()
    hand.key("A")
    hand.wait_for("Observation 6, DGS de Gétigné, Acceptée")
    hand.settle()
    hand.key("Down", "A")
    hand.wait_for("Observation 2, DGS de Gorges et SGM de Boussay, Acceptée")
    hand.settle()
    hand.key("Up", "Up")
    taken = "La rédaction de l’observation 2 a été retenue."
    hand.wait(lambda: hand.typed("Réponse à l’observation") == taken, "the answer proposed to the rival")
    hand.key("F")
    hand.wait_for("Observation 4, DGS de Clisson, Refusée")
    hand.settle()
    hand.wait_for("1 observation à traiter avant l’approbation")
    hand.fill("Réponse à l’observation", "L’agglomération porte le poste.")
    hand.click("Accepter")
    hand.wait_for("Observation 1, Gorges, Acceptée")
    hand.undo()
    hand.wait_for("Observation 1, Gorges, À traiter")
    hand.redo()
    hand.wait_for("Observation 1, Gorges, Acceptée")
    hand.click("Confirmer l’approbation…")
    hand.click("Confirmer l’approbation")
    hand.wait_for("Approuvé le")
    hand.settle()


def dispatch(hand: Hand) -> None:
    """Let both editions of the minutes leave to those whom they concern."""
    hand.click("Étape 6 : Diffuser…")
    hand.click("Diffuser le compte rendu…")
    hand.click("Préparer la diffusion")
    hand.wait_for("Diffusion prête")
    hand.wait_for("Diffusé le")


def finish_the_action(hand: Hand) -> None:
    """Remind of a promise that « Accueil » says is late; mark it done once it is kept, print the list."""
    hand.click_row("À faire", "transmet son modèle de convention")
    hand.key("Return")
    hand.click("Préparer le rappel")
    hand.settle()
    hand.key("Ctrl+6")
    hand.click_row("Actions", "transmet son modèle de convention")
    hand.click("Marquer l’action faite")
    hand.wait_for("transmet son modèle de convention » : faite")
    hand.click("Imprimer la liste")
    hand.settle()


def check_papers(documents: Path, folder: Path) -> None:
    """Read everything that was laid as others would: Word files, appointments, drafts of e-mails."""
    check_calendars(documents)
    drafts = [message(path) for path in laid(documents, ".eml")]
    assert drafts
    for draft in drafts:
        assert draft["To"] or draft["Bcc"]
        body = draft.get_body(("plain",))
        assert body is not None
        assert "Maëlle EXEMPLE" in body.get_content()
        assert list(draft.iter_attachments()) or draft["Subject"].startswith("Rappel")
    for path in laid(documents, ".pdf"):
        assert text_of_pdf(path)
    if SOFFICE is None:
        pytest.skip("LibreOffice is not installed: the Word files were not opened by it")
    pages = pages_of_word_files(laid(documents, ".docx"), folder)
    for name, words in pages.items():
        assert OURS in words, name
    for said in SAID:
        assert said in page_of(pages, "compte-rendu-approuve-DGS")
    assert "17 décembre 2026" in page_of(pages, "certificat-d-approbation")
    answers = page_of(pages, "suites-donnees-aux-observations")
    for said in (
        "L’agglomération porte le poste.",
        "DGS de Clisson",
        "Et les ponts ?",
        "à tiers-temps suffirait",
    ):
        assert said in answers


def check_calendars(documents: Path) -> None:
    """Read the appointments: December in another room, January called off."""
    read = [calendar(path.read_bytes()) for path in laid(documents, ".ics")]
    assert all(event.summary.value for _, event in read)
    december = [(method, event) for method, event in read if event.dtstart.value.date() == MEETING]
    assert {method for method, _ in december} == {"REQUEST"}
    assert len({event.uid.value for _, event in december}) == 1
    rooms = {int(event.sequence.value): event.location.value for _, event in december}
    assert sorted(rooms) == [0, 1]
    assert ROOM in rooms[1]
    assert ROOM not in rooms[0]
    january = {method: event for method, event in read if event.dtstart.value.date() == JANUARY}
    assert set(january) == {"REQUEST", "CANCEL"}
    asked, called_off = january["REQUEST"], january["CANCEL"]
    assert called_off.uid.value == asked.uid.value
    assert int(called_off.sequence.value) > int(asked.sequence.value)
    assert called_off.status.value == "CANCELLED"


def page_of(pages: dict[str, str], name: str) -> str:
    """Return the words of the one paper with a name."""
    (found,) = (words for file, words in pages.items() if name in file)
    return found
