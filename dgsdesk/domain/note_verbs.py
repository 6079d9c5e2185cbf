"""Verbs in hurried notes: whether a sentence asks for something, or somebody promises it.

No dictionary: endings, and the few words that deceive them. What is not sure stays a note.
"""

from __future__ import annotations

import re

from dgsdesk.domain.note_dates import folded

_INFINITIVE = r"[a-z'-]*(?:er|ir|oir|dre|ttre|vre|uire|crire|lire|dire|faire|clure|aitre)"
_DECEIVING_WORDS = """
    premier dernier hier cahier calendrier courrier dossier atelier chantier fevrier janvier papier
    quartier metier escalier palier foyer loyer panier sentier financier foncier particulier
    policier mobilier immobilier courtier casier fichier clavier mer cher fer hiver enfer danger
    boucher boulanger verger rocher plancher loisir plaisir desir souvenir avenir cuir soir espoir
    pouvoir devoir savoir trottoir couloir territoir cadre ordre moindre cendre lettre livre pauvre
    cuivre fievre lievre oeuvre manoeuvre desordre affaire vivre contraire annuaire secretaire etre
    avoir super leader partenaire milliaire octobre decembre
"""
_STATE_WORDS = """
    est sont sera seront serait etait etaient a ont aura auront avait avaient fut reste restent
    restera semble semblent parait devient
"""
_REPORT_WORDS = """
    rappelle rappellent indique indiquent precise precisent signale signalent dit disent explique
    expliquent souhaite souhaitent demande demandent estime estiment pense pensent regrette remercie
    note constate observe annonce annoncent informe evoque souligne ajoute confirme suggere
    suggerent propose proposent craint espere prefere veut veulent ignore compte peut peuvent pourra
    pourront existe concerne comprend represente
"""
_FOLLOWING_WORDS = "commune ville mairie nord sud est ouest centre seule elle ensemble entre contre comme"
_NO_VERBS = frozenset(_DECEIVING_WORDS.split())
_NO_PROMISES = frozenset(f"{_STATE_WORDS} {_REPORT_WORDS} {_FOLLOWING_WORDS}".split())
_PRONOUN = re.compile(r"(?:(?:se|s'|lui|leur|nous|vous|en|y|les|la|le|l') ?)?", re.IGNORECASE)
_DUTY = re.compile(
    r"(?:doit|doivent|devra|devront|va|vont|est charge de|est chargee de|se charge de|se chargera de|"
    r"s'engage a|s'occupe de) ?(?:d')?",
)
_ASKED = re.compile(
    r"(?<!\w)(?:a|il faut|il faudra|merci de|penser a|doit|doivent|devra|devront|charge de|chargee de) "
    rf"(?:(?:se|s'|lui|leur|les|la|le|l'|en|y|nous) ?)?(?P<verb>{_INFINITIVE})(?!\w)"
)
_FIRST = re.compile(r"[\w'-]+")


def is_infinitive(word: str) -> bool:
    """Tell whether a word looks like « transmettre »; « dossier » and « lettre » do not."""
    plain = folded(word).removeprefix("s'").removeprefix("l'").removeprefix("d'")
    if plain in _NO_VERBS or not re.fullmatch(_INFINITIVE, plain) or len(plain) < 4:
        return False
    return not plain.endswith("ier") or plain.endswith(
        (
            "fier",
            "udier",
            "blier",
            "oncier",
            "ocier",
            "ecier",
            "ercier",
            "edier",
            "lier",
            "rier",
            "pier",
            "vier",
        )
    )


def begins_with_order(words: str) -> bool:
    """Tell whether a line begins with what to do: « Envoyer la liste », « Se rapprocher de l’État »."""
    line = folded(words)
    reflexive = re.match(r"(?:ne pas |se |s'|me |a )", line)
    first = _FIRST.match(line[reflexive.end() :] if reflexive else line)
    return first is not None and is_infinitive(first.group())


def asks_for(words: str) -> bool:
    """Tell whether a line asks for something: « Liste à transmettre », « Chaque commune doit répondre »."""
    return any(is_infinitive(match["verb"]) for match in _ASKED.finditer(folded(words)))


def promised_words(rest: str) -> str | None:
    """Return what somebody promises, from the words after the name; nothing when nothing is promised.

    « transmet la liste » stays, « doit transmettre la liste » becomes « transmettre la liste », « : liste »
    « liste ». « est prête », « a transmis » and « rappelle que » are no promises.
    """
    words = rest.lstrip(" \u00a0\u202f")
    if words.startswith(":"):
        return words.lstrip(": \u00a0\u202f") or None
    if words == rest:
        return None
    line = folded(words)
    duty = _DUTY.match(line)
    if duty is not None:
        verb = _FIRST.match(line[duty.end() :])
        return words[duty.end() :] if verb is not None and is_infinitive(verb.group()) else None
    pronoun = _PRONOUN.match(line)
    at = pronoun.end() if pronoun else 0
    verb = _FIRST.match(line[at:]) or _FIRST.match(line)
    return words if verb is not None and words[:1].islower() and _is_present(verb.group()) else None


def _is_present(word: str) -> bool:
    """Tell whether a word looks like a verb of the third person: « transmet », « enverra », « préparent »."""
    if word in _NO_PROMISES:
        return False
    return len(word) > 3 and re.fullmatch(r"[a-z'-]+(?:e|t|d|ra|ent|ont|va)", word) is not None
