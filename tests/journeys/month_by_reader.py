"""A month through what a screen reader has: ``month_by_reader FOLDER`` on the demonstration laid there.

Invites, holds, writes, circulates, approves and dispatches by names, roles and actions alone; writes each
step to the standard output. Started by `test_month_by_reader` where the machine has the bus.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.journeys.reader import Reader

ROOT = Path(__file__).resolve().parents[2]
MEETING = "Réunion du mardi 8 décembre 2026"


@contextmanager
def program(folder: Path, day: str) -> Iterator[Reader]:
    """Open the program on a day, and close it as its menu does."""
    memory = folder / "fenetre.ini"
    arguments = [day, folder / "reseau.dgsdb", folder, memory]
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.window_on", *map(str, arguments)], cwd=ROOT
    )
    try:
        reader = Reader()
        reader.wait_for("Tout est enregistré")
        yield reader
        reader.menu("Fichier", "Quitter")
        started.wait(20)
    finally:
        if started.poll() is None:
            started.kill()
            started.wait()


def month(folder: Path) -> None:
    """Go through the month."""
    with program(folder, "2026-11-27") as reader:
        reader.choose("Pages", "Réunions")
        reader.wait_for(MEETING)
        invite(reader)
        say("invited")
        look_at_paper(reader)
        say("looked at")
    with program(folder, "2026-12-08") as reader:
        reader.choose("Pages", "Réunions")
        reader.wait_for(MEETING)
        hold(reader)
        say("held")
        write(reader)
        say("written")
        circulate(reader)
        say("circulated")
    with program(folder, "2026-12-29") as reader:
        open_december(reader)
        approve(reader)
        say("approved")
        dispatch(reader)
        say("dispatched")


def invite(reader: Reader) -> None:
    reader.press("Figer et inviter…")
    reader.press("Préparer l’invitation…")
    reader.wait_for("Dernière vérification")
    reader.press("Figer et préparer l’invitation")
    reader.wait_for("Tout est prêt")


def look_at_paper(reader: Reader) -> None:
    """Read what would be printed, close it, and go on where one was."""
    reader.choose("Pages", "Accueil")
    reader.wait_for("Prochaine réunion")
    reader.choose("Pages", "Réunions")
    reader.wait_for(MEETING)
    reader.press("Étape 1 : Préparer…")
    reader.wait_for("Fossés et noues")
    before = reader.wait(lambda: any(reader.with_keyboard()) and reader.with_keyboard(), "the keyboard")
    reader.menu("Fichier", "Voir l’aperçu avant impression")
    reader.wait_for("Page 1")
    reader.wait_for("Ordre du jour")
    reader.press("Fermer")
    reader.wait(lambda: reader.with_keyboard() == before, "the keyboard where it was")


def hold(reader: Reader) -> None:
    reader.press("Étape 3 : Tenir…")
    reader.press("Ouvrir la séance")
    reader.wait_for("Séance ouverte")
    reader.menu("Réunion", "Passer au point suivant")
    reader.write("Notes du point…", "Les fossés relèvent de la commune.")
    reader.wait_for("enregistré à")
    reader.press("Clore la séance…")
    reader.press("Clore maintenant")


def write(reader: Reader) -> None:
    reader.press("Étape 4 : Rédiger…")
    reader.wait_for("Les fossés relèvent de la commune.")


def circulate(reader: Reader) -> None:
    reader.press("Faire relire…")
    reader.press("Envoyer le projet aux membres…")
    reader.press("Préparer l’envoi")
    reader.wait_for("Projet prêt")


def open_december(reader: Reader) -> None:
    reader.choose("Pages", "Réunions")
    reader.menu("Réunion", "Ouvrir la liste des réunions")
    reader.choose("Réunions", "8 décembre")
    reader.wait_for(MEETING)


def approve(reader: Reader) -> None:
    reader.press("Confirmer l’approbation…")
    reader.press("Confirmer l’approbation")
    reader.wait_for("Approuvé le")


def dispatch(reader: Reader) -> None:
    reader.press("Étape 6 : Diffuser…")
    reader.press("Diffuser le compte rendu…")
    reader.press("Préparer la diffusion")
    reader.wait_for("Diffusion prête")


def say(step: str) -> None:
    print(step, flush=True)


if __name__ == "__main__":
    month(Path(sys.argv[1]))
