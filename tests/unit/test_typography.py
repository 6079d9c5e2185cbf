from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dgsdesk.domain.typography import Typed, french, set_signs, typed

N, T = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("plain", "set_in_type"),
    [
        ("Objet : réunion", f"Objet{N}: réunion"),
        ("Objet: réunion", f"Objet{N}: réunion"),
        ("Vraiment ?", f"Vraiment{T}?"),
        ("Vraiment?", f"Vraiment{T}?"),
        ("Vraiment ?!", f"Vraiment{T}?!"),
        ("un ; deux ! trois", f"un{T}; deux{T}! trois"),
        ("l'ordre du jour d'aujourd'hui", "l’ordre du jour d’aujourd’hui"),
        ('le "porter à connaissance"', f"le «{N}porter à connaissance{N}»"),
        ("le « pacte »", f"le «{N}pacte{N}»"),
        ("le «pacte»", f"le «{N}pacte{N}»"),
        ("<<pacte>>", f"«{N}pacte{N}»"),
        ("et ainsi de suite...", "et ainsi de suite…"),
        ("......", "......"),
        ("12 %, 30€ et 5 km", f"12{N}%, 30{N}€ et 5{N}km"),
        ("à 9h30, 9 h 30 ou 14h", f"à 9{N}h{N}30, 9{N}h{N}30 ou 14{N}h"),
        ("le 24 novembre et le 1er mai", f"le 24{N}novembre et le 1er{N}mai"),
        ("M. Martin et Mme Petit", f"M.{N}Martin et Mme{N}Petit"),
        ("n°3 et n° 4", f"n°{N}3 et n°{N}4"),
        ("57 726 habitants", f"57{T}726 habitants"),
        ("1 234 567", f"1{T}234{T}567"),
        ("L'Etat et les Ecoles", "L’État et les Écoles"),
        ("deux\nlignes : oui", f"deux\nlignes{N}: oui"),
    ],
)
def test_a_text_is_set_in_french(plain: str, set_in_type: str) -> None:
    assert french(plain) == set_in_type


@pytest.mark.parametrize(
    "kept",
    [
        "https://exemple.fr/a?b=1;c!d:e'f",
        "www.exemple.fr:8080/x?y",
        "dgs.l'exemple",
        "12:30",
        "de 9:05 à 10:15",
        "accueil@mairie-clisson.fr",
        "mailto:a@b.fr?subject=x",
        "a &amp; b",
        "02 40 54 75 15",
        "44190 CLISSON",
        "en 2026",
        "!decision",
        "5' 10\"",
        "C:/dossier",
        "(?)",
        "",
        " ",
        "« ",
    ],
)
def test_what_is_not_prose_stays_as_it_is(kept: str) -> None:
    assert french(kept).replace("’", "'") == kept


def test_a_sign_after_an_address_is_not_part_of_it() -> None:
    assert french("Voir https://exemple.fr/a ?") == f"Voir https://exemple.fr/a{T}?"
    assert french("Voir https://exemple.fr/a : oui") == f"Voir https://exemple.fr/a{N}: oui"


PIECES = st.lists(
    st.sampled_from(
        [
            *" \u00a0\u202f\n\t'\"«»:;!?.…%€<>()[]&;@/aéZ159hkmn°’",
            "...",
            "http://",
            "www.",
            "a.b@c.fr",
            "https://x.fr/a?b",
            "&amp;",
            "12:30",
            "9h30",
            "1er",
            " mai",
            "M.",
            "Mme ",
            "Etat",
            "726",
            "mailto:",
        ]
    ),
    max_size=14,
).map("".join)


def letters(text: str) -> str:
    """Keep letters and figures, without accents and forms of the apostrophe."""
    bare = unicodedata.normalize("NFD", text)
    return "".join(sign for sign in bare if sign.isalnum() or sign == "\n")


@settings(max_examples=600)
@given(PIECES | st.text(max_size=40))
@example('"a""b"')
@example("1er'\"'\"")
@example("l'<<eau>>")
@example("« » : ; !")
@example("1 000 000 000 %")
def test_setting_twice_changes_nothing_and_loses_nothing(text: str) -> None:
    once = french(text)
    assert french(once) == once
    assert letters(once) == letters(text)


def typing(keys: str) -> str:
    """Type a text key by key, as the editor does."""
    line = ""
    for key in keys:
        change = typed(line, key)
        line = line[: len(line) - change.erase] + change.insert
    return line


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ("Objet : essai", f"Objet{N}: essai"),
        ("Objet: essai", f"Objet{N}: essai"),
        ("Ah bon?!", f"Ah bon{T}?!"),
        ("Ah bon ?", f"Ah bon{T}?"),
        ("à 12:30", "à 12:30"),
        ("https://x.fr/a?b=c;d", "https://x.fr/a?b=c;d"),
        ("mailto:a@b.fr", "mailto:a@b.fr"),
        ('le "pacte" signé', f"le «{N}pacte{N}» signé"),
        ('le " pacte " signé', f"le «{N}pacte{N}» signé"),
        ("le « pacte » signé", f"le «{N}pacte{N}» signé"),
        ("<<pacte>>", f"«{N}pacte{N}»"),
        ("aujourd'hui...", "aujourd’hui…"),
        ("....", "…."),
        ("30 % et 5€", f"30{N}% et 5{N}€"),
        ("M. Martin, n° 3", f"M.{N}Martin, n°{N}3"),
        ("!decision", "!decision"),
        ("a < b > c", "a < b > c"),
    ],
)
def test_typing_sets_as_one_goes(keys: str, line: str) -> None:
    assert typing(keys) == line


@given(PIECES.map("".join))
def test_signs_are_set_one_for_one(text: str) -> None:
    done = set_signs(text)
    assert len(done) == len(text)
    assert done.translate(SIGNS) == text.translate(SIGNS)
    assert set_signs(done) == done


SIGNS = str.maketrans({N: " ", T: " ", "’": "'"})


@pytest.mark.parametrize(
    ("plain", "printed"),
    [
        ("l'eau : 12 % ; qui paie ?", f"l’eau{N}: 12{N}%{T}; qui paie{T}?"),
        ("« a » à 9 h 30, le 3 mars", f"«{N}a{N}» à 9{N}h{N}30, le 3{N}mars"),
        ("M. Roy, n° 3, 57 726 €", f"M.{N}Roy, n°{N}3, 57{T}726{N}€"),
        ('Etat: oui; "non"...', 'Etat: oui; "non"...'),
        ("https://exemple.fr/a : b", f"https://exemple.fr/a{N}: b"),
    ],
)
def test_what_is_printed_has_its_signs_and_no_other_letter(plain: str, printed: str) -> None:
    assert set_signs(plain) == printed


def test_an_ordinary_letter_is_itself() -> None:
    assert typed("bonjou", "r") == Typed(0, "r")


@given(st.text(alphabet="aé 1:;!?.'\"«»<>%€\n\u00a0", max_size=25))
def test_typing_never_erases_a_letter(keys: str) -> None:
    assert letters(typing(keys)) == letters(keys)
