"""French wording of dates, hours, durations, numbers and names: one phrase lives in one place.

Spaces follow the usage of the Imprimerie nationale: a no-break space (U+00A0) between a day and its month, a
figure and its noun, « 9 h 30 »; a narrow one (U+202F) between thousands. The apostrophe is U+2019.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time

from dgsdesk.domain.network import Civility, Role

NBSP = "\u00a0"
"""The no-break space."""

THIN = "\u202f"
"""The narrow no-break space, before « ; ! ? » and between thousands."""

APOSTROPHE = "\u2019"
"""The typographic apostrophe."""

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
"""The days of the week, Monday first as in ``date.weekday()``."""

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
"""The months, January first."""

_SHORT_MONTHS = (
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
)
_CARDINALS = (
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
)
_VOWELS = "AEIOUYÀÂÄÉÈÊËÎÏÔÖÙÛÜŒÆ"
_ROLE_TITLES = {
    Role.DGS: ("directrice générale des services", "directeur général des services", "DGS"),
    Role.SGM: ("secrétaire générale de mairie", "secrétaire général de mairie", "SGM"),
    Role.DGA: ("directrice générale adjointe", "directeur général adjoint", "DGA"),
    Role.DST: ("directrice des services techniques", "directeur des services techniques", "DST"),
    Role.DRH: ("directrice des ressources humaines", "directeur des ressources humaines", "DRH"),
    Role.EXECUTIVE: ("cadre", "cadre", "cadre"),
    Role.MAYOR: ("maire", "maire", "maire"),
    Role.PRESIDENT: ("présidente", "président", "présidence"),
    Role.ELECTED: ("élue", "élu", "membre élu"),
}


def day_number(day: date) -> str:
    """Write the day of the month as it is said: « 1er », « 24 »."""
    return "1er" if day.day == 1 else str(day.day)


def day_and_month(day: date) -> str:
    """Write « 24 novembre », which never breaks."""
    return f"{day_number(day)}{NBSP}{MONTHS[day.month - 1]}"


def date_long(day: date) -> str:
    """Write « 12 novembre 2024 », « 1er décembre 2026 »."""
    return f"{day_and_month(day)} {day.year}"


def date_near(day: date, today: date) -> str:
    """Write « 12 novembre », with its year where that is not this one."""
    return day_and_month(day) if day.year == today.year else date_long(day)


def date_full(day: date) -> str:
    """Write « mardi 24 novembre 2026 »."""
    return f"{WEEKDAYS[day.weekday()]} {date_long(day)}"


def weekday_and_day(day: date) -> str:
    """Write « mardi 24 novembre »; the year goes without saying."""
    return f"{WEEKDAYS[day.weekday()]} {day_and_month(day)}"


def date_short(day: date) -> str:
    """Write « mardi 8 déc. »; the year goes without saying."""
    return f"{WEEKDAYS[day.weekday()]} {day_number(day)}{NBSP}{_SHORT_MONTHS[day.month - 1]}"


def month_year(day: date) -> str:
    """Write « novembre 2026 »."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def month_year_short(day: date) -> str:
    """Write « nov. 2026 », for columns and choices."""
    return f"{_SHORT_MONTHS[day.month - 1]} {day.year}"


def hour(moment: time) -> str:
    """Write « 9 h 30 », « 12 h »; accepts a ``datetime`` too, in the zone that it carries."""
    return _hours_and_minutes(moment.hour, moment.minute)


def hours(start: time, end: time) -> str:
    """Write « de 9 h 30 à 12 h »."""
    return f"de {hour(start)} à {hour(end)}"


def duration(minutes: int) -> str:
    """Write a length in whole minutes: « 2 h 50 », « 2 h », « 50 min »; a negative one is a ValueError."""
    if minutes < 0:
        raise ValueError("a duration is never negative")
    whole, rest = divmod(minutes, 60)
    return _hours_and_minutes(whole, rest) if whole else f"{rest}{NBSP}min"


def days_away(day: date, today: date) -> str:
    """Write how far a day is: « aujourd’hui », « demain », « dans 11 jours », « depuis hier »…"""
    gap = (day - today).days
    near = {0: f"aujourd{APOSTROPHE}hui", 1: "demain", -1: "depuis hier"}
    if gap in near:
        return near[gap]
    return f"{'dans' if gap > 0 else 'depuis'} {plural(abs(gap), 'jour', 'jours')}"


def number(value: float, decimals: int = 0) -> str:
    """Write « 57 726 » or « 4,5 »: narrow no-break thousands, decimal comma, true minus sign."""
    if decimals == 0 and type(value) is int and 0 <= value < 1000:  # most of what a list counts
        return str(value)
    text = f"{value:,.{decimals}f}".replace(",", THIN).replace(".", ",")
    return text.replace("-", "\u2212")


def signed(value: float) -> str:
    """Write a debt with its sign and two decimals: « +0,25 », « −0,75 », « 0,00 »."""
    rounded = round(value, 2) + 0.0
    return f"+{number(rounded, 2)}" if rounded > 0 else number(rounded, 2)


def plural(count: int, singular: str, several: str) -> str:
    """Write « 0 commune », « 1 commune », « 1 234 communes »: the French plural begins at two."""
    return f"{number(count)}{NBSP}{singular if abs(count) < 2 else several}"


def cardinal(count: int) -> str:
    """Write a small number in words as far as sixteen (« huit »), in figures beyond."""
    return _CARDINALS[count] if 0 <= count < len(_CARDINALS) else number(count)


def join_and(parts: Sequence[str]) -> str:
    """Join as one says it: « a », « a et b », « a, b et c »; nothing gives an empty text."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} et {parts[-1]}"


def capitalised(text: str) -> str:
    """Give a capital to the first letter and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def uncapitalised(text: str) -> str:
    """Write the first letter small and leave the rest as it is: what follows within a sentence.

    Initials stay: « DGS seuls ».
    """
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def of_commune(name: str, tncc: int) -> str:
    """Write « de La Planche », « du Haillan », « d’Angers », « des Ponts-de-Cé », « de l’Île-d’Yeu »."""
    article, bare = _split_article(name, tncc)
    contracted = {"Le ": "du ", "Les ": "des ", "Aux ": "des ", f"L{APOSTROPHE}": f"de l{APOSTROPHE}"}
    if article:
        return contracted.get(article, f"de {article}") + bare
    return f"d{APOSTROPHE}{bare}" if tncc == 1 else f"de {bare}"


def article_of(name: str) -> int:
    """Return the code of the article with which a commune's new name is written; 1 before a vowel."""
    clean = name.replace("'", APOSTROPHE)
    written = (code for code, article in _ARTICLES.items() if clean.startswith(article))
    return next(written, int(name[:1].upper() in _VOWELS))


def elided_of(name: str) -> str:
    """Write « de » or « d’ » before a name of which no article is known: « d’Angers Loire Métropole ».

    Nothing is left out before an address: « de a@exemple.fr ».
    """
    if "@" in name:
        return f"de {name}"
    return of_commune(name, 1 if name[:1].upper() in _VOWELS else 0)


def of_territory(name: str, article: int = 0) -> str:
    """Write « du Pays de Pouzauges », « de la Métropole Rouen Normandie », « d’Angers Loire Métropole ».

    ``article`` is what the official name says before this one (`official_article`); where it says nothing, it
    is that of the first word where usage knows one: « Grand Poitiers » and « Val de Garonne » go without.
    """
    if article in _BEFORE:
        return _BEFORE[article] + name
    first = name.partition(" ")[0]
    if first == "Des":
        return uncapitalised(name)
    for of, words in _TERRITORIES.items():
        if first in words:
            return of + name
    for tncc, written in _ARTICLES.items():
        if name.replace("'", APOSTROPHE).startswith(written):
            return of_commune(name, tncc)
    return f"de l{APOSTROPHE}{name}" if _SIDE_OF_A_LAND.match(name) else elided_of(name)


def official_article(official: str, name: str) -> int:
    """Return the article before a name in the official one, as `of_territory` takes it; 0 for none.

    « Communauté de communes de l’Ouest Guyanais » gives 5 for « Ouest Guyanais ».
    """
    whole = official.replace("'", APOSTROPHE)
    before = whole[: max(whole.find(name.replace("'", APOSTROPHE)), 0)]
    found = [code for code, of in _BEFORE.items() if f" {before}".endswith(f" {of}")]
    return max(found, default=0)


def role_title(role: Role, civility: Civility) -> str:
    """Write the title in the gender of its holder; a neutral short form when the civility is unknown."""
    feminine, masculine, neutral = _ROLE_TITLES[role]
    return {Civility.MADAM: feminine, Civility.SIR: masculine}.get(civility, neutral)


def role_initials(role: Role) -> str:
    """Write the short form of a role, the same for everybody: « DGS », « SGM », « maire »."""
    return _ROLE_TITLES[role][2]


def civility_mark(civility: Civility) -> str:
    """Write « Mme » or « M. », nothing when unknown."""
    return {Civility.MADAM: "Mme", Civility.SIR: "M."}.get(civility, "")


def person_name(given: str, family: str) -> str:
    """Write « Prénom NOM » as in minutes, with accents on the capitals; either may be empty."""
    return " ".join(part for part in (given, family.upper()) if part)


_ARTICLES = {2: "Le ", 3: "La ", 4: "Les ", 5: f"L{APOSTROPHE}", 6: "Aux ", 7: "Las ", 8: "Los "}
_TERRITORIES = {
    "du ": {"Bassin", "Canton", "Département", "Pays", "Plateau", "Syndicat", "Territoire"},
    "de la ": {"Communauté", "Métropole", "Région"},
    f"de l{APOSTROPHE}": {"Agglomération", "Agence", "Établissement", "Office"},
    "des ": {"Coteaux", "Deux", "Hauts", "Portes", "Quatre", "Trois", "Vallées"},
}
"""First words of names of territories and bodies, by what stands before them."""

_BEFORE = {1: f"d{APOSTROPHE}", 2: "du ", 3: "de la ", 4: "des ", 5: f"de l{APOSTROPHE}"}
"""What « de » and the article of each code become before a name that goes without."""

_SIDE_OF_A_LAND = re.compile(r"(?:Est|Ouest) \w+(?:ais|ois|ien|éen)\b")
"""« Ouest Guyanais », not « Ouest Aveyron Communauté »."""


def _split_article(name: str, tncc: int) -> tuple[str, str]:
    """Part the article from the name: the reference writes it before communes, not before départements."""
    clean = name.replace("'", APOSTROPHE)
    article = _ARTICLES.get(tncc, "")
    return article, clean.removeprefix(article)


def _hours_and_minutes(whole: int, minutes: int) -> str:
    return f"{whole}{NBSP}h" + (f"{NBSP}{minutes:02d}" if minutes else "")


def file_size(size: int) -> str:
    """Write a length in bytes: « 812 octets », « 48 Ko », « 1,4 Mo »."""
    if size < 1_000:
        return f"{number(size)}{NBSP}{'octet' if size < 2 else 'octets'}"
    if size < 1_000_000:
        return f"{number(round(size / 1_000))}{NBSP}Ko"
    return f"{number(size / 1_000_000, 1)}{NBSP}Mo"
