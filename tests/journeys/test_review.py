"""Five colleagues annotate the draft in Word: their files come back together, one of them late.

Everything that a person does goes through the window; the files are changed as Word changes them, and
what the program lays is read by LibreOffice and by Python's own reader of e-mails.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from dgsdesk.application.mailing.mailing import Way
from dgsdesk.application.ports.machine import FixedClock, SeededIds
from dgsdesk.application.review.circulation import CirculateDraft
from dgsdesk.bootstrap.desks import open_desk
from tests.journeys.conftest import Program
from tests.journeys.hand import Hand
from tests.journeys.papers import SOFFICE, laid, message, pages_of_word_files
from tests.returned_drafts import discussed, tracked
from tests.written_meeting import APPROVED_ON, SENT, Template, written_template

__all__ = ["written_template"]

READ = date(2026, 11, 27)
HOURS, DAYS = "48 heures", "deux jours ouvrés"
RULES = "Le règlement, financé par les communes, suivra un schéma en coupe."
TAKEN = "La rédaction de l’observation 1 a été retenue."
REASON = "Le registre est celui de chaque commune."


@pytest.mark.slow
def test_five_annotated_copies(program: Program, tmp_path: Path, written_template: Template) -> None:
    original = circulated(program, written_template)
    copies = annotated(original, tmp_path / "recus")
    hand = program.open(READ)
    open_the_review(hand)
    take_in(hand, copies[:4])
    settle_by_keys(hand)
    answer(hand)
    note_express_approvals(hand)
    hand = program.open(APPROVED_ON)
    open_the_review(hand)
    take_in_the_late_one(hand, copies[4])
    state_the_approval(hand)
    dispatch_and_rectify(hand)
    program.close()
    check_papers(program.documents, tmp_path / "lus")


def circulated(program: Program, template: Template) -> bytes:
    """Lay a network whose draft was sent round; return the Word file that everybody got."""
    kept_apart = shutil.ignore_patterns("documents", "sauvegardes")
    shutil.copytree(template.folder, program.database.parent, ignore=kept_apart)
    desk = open_desk(
        program.database,
        documents=program.documents,
        clock=FixedClock.on(SENT),
        ids=SeededIds("relecture"),
        actor="essai",
    )
    made = desk.run(CirculateDraft(template.written.id, way=Way.COPIED)).value
    desk.close()
    return next(Path(path).read_bytes() for path in made.paths if path.endswith(".docx"))


def annotated(original: bytes, folder: Path) -> list[Path]:
    """Write the five files: two ask for the same, one for other words there, comments, one that is late."""
    same = {HOURS: DAYS}
    thread = (("Mairie de Boussay", "Qui paie ?"), ("DGS de Clisson", "La commune, en principe."))
    files = {
        "gorges": tracked(original, "DGS de Gorges", same),
        "boussay": discussed(tracked(original, "Mairie de Boussay", same), "Le règlement suivra", *thread),
        "clisson": tracked(original, "DGS de Clisson", {HOURS: "72 heures"}),
        "remouille": discussed(
            tracked(original, "SGM de Remouillé", {"registre commun": "registre partagé"}),
            "les arbres suivent",
            ("SGM de Remouillé", "Coquille vue avec Gorges."),
        ),
        "getigne": tracked(original, "DGS de Gétigné", {"première plainte": "principale plainte"}),
    }
    folder.mkdir()
    for name, content in files.items():
        (folder / f"{name}.docx").write_bytes(content)
    return [folder / f"{name}.docx" for name in files]


def open_the_review(hand: Hand) -> None:
    hand.key("Ctrl+2")
    hand.wait_for("Réunion du mardi")
    hand.settle()
    hand.key("Ctrl+L")
    hand.click_row("Réunions", "10 novembre", twice=True)
    hand.wait_for("Réunion du mardi 10 novembre 2026")
    hand.settle()


def take_in(hand: Hand, copies: list[Path]) -> None:
    """Choose four files at once, read what they bring, and note it."""
    hand.give_file("Importer des fichiers annotés…", *copies)
    hand.wait_for("À ranger : 6 observations")
    for said in (DAYS, "72", "Qui paie ?", "La commune, en principe.", "marqué comme résolu"):
        hand.wait_for(said)
    hand.click("Ranger 6 observations")
    hand.wait_for("DGS de Gorges et SGM de Boussay")
    hand.settle()


def settle_by_keys(hand: Hand) -> None:
    """Accept what two ask, refuse its rival, put a passage otherwise, agree, refuse with a reason."""
    hand.wait_for("Autre rédaction du même passage")
    hand.key("Down", "A")
    hand.wait_for("Observation 1, DGS de Gorges et SGM de Boussay, Acceptée")
    hand.settle()
    hand.key("Up", "Up")
    hand.wait(lambda: hand.typed("Réponse à l’observation") == TAKEN, "the answer proposed to the rival")
    hand.key("F")
    hand.wait_for("Observation 4, DGS de Clisson, Refusée")
    hand.settle()
    hand.key("R", "Ctrl+A")
    hand.type(RULES)
    hand.key("Return")
    hand.wait_for("Observation 3, SGM de Boussay, Reformulée")
    hand.settle()
    hand.key("A")
    hand.wait_for("Observation 5, SGM de Remouillé, Acceptée")
    hand.settle()
    hand.key("F")
    hand.type(REASON)
    hand.key("Return")
    hand.wait_for("Observation 6, SGM de Remouillé, Refusée")
    hand.wait_for("5 traitées")


def answer(hand: Hand) -> None:
    hand.menu("Réunion", "Écrire les suites données")
    hand.wait_for("dont 4 messages à relire et à envoyer")
    hand.settle()


def note_express_approvals(hand: Hand) -> None:
    hand.click("Noter les approbations expresses")
    for seat in ("Aigrefeuille-sur-Maine", "Château-Thébaud"):
        hand.click_row("Approbations expresses", seat)
        hand.key("Space")
        hand.settle()
    hand.wait_for("2 approbations expresses sur 17")
    hand.key("Escape")


def take_in_the_late_one(hand: Hand, copy: Path) -> None:
    """Take in what comes after the deadline: marked, accepted all the same."""
    hand.give_file("Importer des fichiers annotés…", copy)
    hand.click("Ranger 1 observation")
    hand.wait_for("Observation 7, DGS de Gétigné, À traiter, hors délai")
    hand.settle()
    hand.key("A")
    hand.wait_for("Observation 7, DGS de Gétigné, Acceptée, hors délai")


def state_the_approval(hand: Hand) -> None:
    hand.click("Confirmer l’approbation…")
    hand.wait_for("2 approbations expresses sur 17")
    hand.click("Confirmer l’approbation")
    hand.wait_for("Compte rendu approuvé, certificat établi")


def dispatch_and_rectify(hand: Hand) -> None:
    """Send the minutes, then mend a slip of the pen by a numbered paper."""
    hand.click("Étape 6 : Diffuser…")
    hand.click("Diffuser le compte rendu…")
    hand.click("Préparer la diffusion")
    hand.wait_for("Diffusion prête")
    hand.settle()
    hand.menu("Réunion", "Rectifier le compte rendu diffusé…")
    hand.fill("Au lieu de", "au pied des colonnes")
    hand.fill("Lire", "au pied des conteneurs")
    hand.fill("Motif du rectificatif", "Erreur de plume.")
    hand.click("Préparer le rectificatif…")
    hand.wait_for("Rectificatif nº 1")
    hand.click("Préparer le rectificatif")
    hand.wait_for("Rectificatif prêt")


def check_papers(documents: Path, folder: Path) -> None:
    """Read the drafts of messages and every Word file, as their readers would."""
    answers = [message(path) for path in laid(documents, ".eml") if "suites" in path.name]
    assert len(answers) == 4
    for draft in answers:
        table, theirs = (str(part.get_filename()) for part in draft.iter_attachments())
        assert table.endswith("suites-donnees-aux-observations.pdf")
        assert "reponse-a-" in theirs
    if SOFFICE is None:
        pytest.skip("LibreOffice is not installed: the Word files were not opened by it")
    pages = pages_of_word_files(laid(documents, ".docx"), folder)
    certificate = page_of(pages, "certificat-d-approbation")
    assert "3 décembre 2026" in certificate
    assert "DGS d’Aigrefeuille-sur-Maine" in certificate
    table = page_of(pages, "suites-donnees")
    assert "hors délai" in table
    assert REASON in table
    clisson = page_of(pages, "reponse-a-DGS-de-Clisson")
    assert "72 heures" in clisson  # struck, beside what is kept
    assert DAYS in clisson
    rectified = page_of(pages, "rectificatif")
    assert "au pied des conteneurs" in rectified
    for adopted in (DAYS, RULES, "principale plainte", "registre commun"):
        assert adopted in page_of(pages, "compte-rendu-approuve-DGS")


def page_of(pages: dict[str, str], name: str) -> str:
    """Return the words of every paper with a name: one laid again stands beside the former."""
    found = [words for file, words in pages.items() if name in file]
    assert found, f"{name} is not one of {sorted(pages)}"
    return " ".join(found)
