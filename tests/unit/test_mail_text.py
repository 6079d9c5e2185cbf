"""The own words of a message: greeting, signature and what it answers taken off, nothing else ever lost."""

from __future__ import annotations

import pytest

from dgsdesk.domain.mail_text import read_mail_text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Bonjour,\n\nLe curage est annuel.\n\nCordialement,\nRenée", "Le curage est annuel."),
        ("Bonjour, pouvez-vous remplacer « a » par « b » ?", "pouvez-vous remplacer « a » par « b » ?"),
        ("Bonjour à tous, rien à signaler", "rien à signaler"),
        ("Bonjour M. Le Goff, le point 2 est faux", "le point 2 est faux"),
        ("Bonjour Renée, Clisson demande une pause", "Clisson demande une pause"),
        ("Madame, Monsieur,\n\n- un\n- deux\n\nBien à vous", "- un\n- deux"),
        ("Monsieur le maire de Gorges le demande.", "Monsieur le maire de Gorges le demande."),
        ("Madame Dupont, DGA, était présente.", "Madame Dupont, DGA, était présente."),
        ("À vous de voir.\nLe reste va.", "À vous de voir.\nLe reste va."),
        ("Oui.\n-- \nMairie\n2 rue du Pont", "Oui."),
        ("Non.\nCordialement\nRenée\nPS : point 3.1, c’est 12.", "Non.\n\nPS : point 3.1, c’est 12."),
        ("A.\nCordialement\nR.\nAu point 1.2, remplacer « x » par « y ».", "A.\n\n"
         "Au point 1.2, remplacer « x » par « y »."),
        ("Oui.\n\nLe 3 déc. 2026 à 10:12, X <x@y.fr> a\nécrit :\n\n> avant\n> hier", "Oui."),
        ("Le 3 déc. 2026 à 10:12, X a écrit :\n> avant\n\nMa réponse.", "Ma réponse."),
        ("Oui.\n\n-----Message d’origine-----\nDe : X\n\nAvant.", "Oui."),
        ("Oui.\n\n________________________________\nDe : X\nEnvoyé : hier\n\nAvant.", "Oui."),
        ("Horaires.\nDe : 9 h à 12 h\nEt après.", "Horaires.\nDe : 9 h à 12 h\nEt après."),
        ("Oui.\n\nDe : Agglo\nEnvoyé : hier\nObjet : CR\n\nAvant.", "Oui."),
        ("Oui.\n________\nNon.", "Oui.\n________\nNon."),
        ("Merci d’avance de remplacer « a » par « b ».", "Merci d’avance de remplacer « a » par « b »."),
    ],
)  # fmt: skip
def test_only_what_surrounds_the_words_is_taken_off(text: str, said: str) -> None:
    assert read_mail_text(text).told == said


@pytest.mark.parametrize("text", ["Bonjour,\n\nCordialement\nRenée", "> avant\n> hier", "-- \nMairie"])
def test_a_message_that_says_nothing_else_stays_whole(text: str) -> None:
    read = read_mail_text(text)
    assert read.paragraphs == ()
    assert read.told == text.strip()


def test_what_is_passed_on_is_no_answer_to_it() -> None:
    marked = "Pour info.\n\n---------- Forwarded message ---------\nDe : X <x@y.fr>\n\nLe point 2 est faux."
    assert "Le point 2 est faux." in read_mail_text(marked).told
    outlook = "Voir ci-dessous.\n\nDe : X <x@y.fr>\nEnvoyé : hier\n\nLe point 2 est faux."
    assert "Le point 2 est faux." in read_mail_text(outlook, "TR: compte rendu").told
    assert read_mail_text(outlook, "RE: compte rendu").told == "Voir ci-dessous."


def test_a_yes_behind_its_greeting_is_a_yes() -> None:
    assert read_mail_text("Bonjour, rien à signaler.\nCordialement").approves
    assert not read_mail_text("Bonjour, rien à signaler sauf le point 2.").approves
