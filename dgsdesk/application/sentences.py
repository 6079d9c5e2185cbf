"""The one catalogue of error sentences: a known error's code -> what, where, and what to do.

Shared by the window and the command line. Braces are filled with the error's facts and its place.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import PurePath

from dgsdesk.application.rooms import load_rooms
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.typography import french


@dataclass(frozen=True)
class Sentence:
    """``what`` is wrong (with its place) and the ``remedy``; ``kind`` is the error's class name."""

    kind: str
    what: str
    remedy: str
    where: str

    @property
    def message(self) -> str:
        """Both, as one line."""
        return f"{self.what} {self.remedy}".strip()


_STORAGE = {
    "storage_full": (
        "Le disque est plein : « {file} » n’a pas pu être enregistré.",
        "Libérez de la place, puis recommencez ; ce qui était enregistré est intact.",
    ),
    "storage_failing": (
        "Le disque a refusé d’enregistrer « {file} » : il est plein, à son quota ou en panne.",
        "Libérez de la place ou changez de disque, puis recommencez ; ce qui était enregistré est intact.",
    ),
    "storage_pulled": (
        "« {file} » n’est plus là : la clé ou le disque a été retiré pendant l’écriture.",
        "Rebranchez-le, puis recommencez ; le réseau de ce poste est intact.",
    ),
    "storage_read_only": (
        "« {file} » se trouve dans un dossier en lecture seule.",
        "Choisissez un dossier où vous pouvez écrire.",
    ),
    "storage_held": (
        "Un autre programme tient « {file} » ouvert.",
        "Fermez-le dans cet autre programme, puis recommencez.",
    ),
    "storage_name_too_long": (
        "Le chemin de « {file} » est trop long pour ce système.",
        "Choisissez un dossier plus près de la racine du disque, au nom plus court, puis recommencez.",
    ),
    "storage_of_another": (
        "Le réseau « {file} » est à une autre personne de cet ordinateur ({owner}).",
        "Ouvrez sa session, ou demandez-lui un dossier de la réunion. Rien n’a été changé.",
    ),
    "storage_unwritable": (
        "Impossible d’écrire dans « {where} ».",
        "Vérifiez que le dossier existe et que vous pouvez y écrire, ou choisissez-en un autre.",
    ),
    "storage_in_use": (
        "Le réseau « {file} » est déjà ouvert{holder}.",
        "Fermez l’autre fenêtre de DGS Desk, puis recommencez. Rien n’a été changé.",
    ),
    "storage_damaged": (
        "Le fichier « {file} » est abîmé et ne peut pas être ouvert.",
        "Restaurez une sauvegarde depuis le dossier voisin « {stem}-sauvegardes ». Rien n’a été changé.",
    ),
    "rows_altered": (
        "Cette page a besoin d’une partie abîmée du fichier : {damaged}.",
        "Le reste du réseau s’ouvre et s’enregistre. Vérifiez le réseau, puis revenez à une "
        "sauvegarde d’avant. Rien n’a été changé.",
    ),
    "storage_foreign": (
        "Le fichier « {file} » n’est pas un réseau de DGS Desk.",
        "Choisissez un fichier dont le nom se termine par « .dgsdb ». Rien n’a été changé.",
    ),
    "storage_instructed": (
        "Le fichier « {file} » contient des instructions qui agiraient toutes seules : DGS Desk n’en écrit "
        "jamais, il n’a donc pas été ouvert.",
        "Demandez d’où il vient, et restaurez plutôt une sauvegarde. Rien n’a été changé.",
    ),
    "storage_on_network": (
        "« {file} » se trouve sur un lecteur réseau : deux postes pourraient y écrire à la fois, et une "
        "coupure l’abîmer.",
        "Copiez-le sur ce poste, puis ouvrez la copie ; une sauvegarde peut, elle, aller sur le réseau.",
    ),
    "storage_mixed": (
        "Le fichier « {file} » a été remplacé pendant que DGS Desk l’utilisait : ses derniers gestes ne vont "
        "pas avec lui.",
        "Restaurez la dernière sauvegarde. Rien n’a été changé.",
    ),
    "storage_swapped": (
        "Le fichier « {file} » n’est pas le réseau qui était ici : un autre a pris sa place.",
        "Remettez le bon fichier, ou réessayez pour ouvrir celui-ci tel quel. Rien n’a été changé.",
    ),
    "storage_set_back": (
        "Le fichier « {file} » est plus ancien que le réseau qui était ici : une copie a pris sa place, ou "
        "ses derniers gestes ont été retirés du dossier.",
        "Remettez le bon fichier, ou réessayez pour ouvrir celui-ci tel quel ; une sauvegarde plus récente "
        "se restaure ensuite depuis les réglages. Rien n’a été changé.",
    ),
    "storage_linked": (
        "Le fichier « {file} » porte aussi un autre nom ailleurs sur le disque : l’ouvrir sous deux noms "
        "l’abîmerait.",
        "Faites-en une vraie copie, puis ouvrez la copie. Rien n’a été changé.",
    ),
    "storage_newer": (
        "Le réseau « {file} » a été enregistré par une version plus récente de DGS Desk.",
        "Installez la version la plus récente du programme pour l’ouvrir. Rien n’a été changé.",
    ),
    "backup_unsound": (
        "Aucune copie n’a été faite : le fichier du réseau est abîmé, et elle ne pourrait pas être "
        "restaurée.",
        "Vérifiez le réseau, puis revenez à une sauvegarde d’avant : elles sont toutes gardées.",
    ),
    "file_damaged": (
        "La pièce « {file} » ne correspond plus à ce qui avait été enregistré.",
        "Reprenez-la dans une sauvegarde.",
    ),
}

_ABSENT = {
    "no_database": (
        "Le réseau « {where} » n’existe pas.",
        "Vérifiez le chemin, ou créez un réseau depuis l’accueil.",
    ),
    "no_network": (
        "Aucun réseau n’est encore créé dans ce fichier.",
        "Choisissez d’abord votre intercommunalité.",
    ),
    "gone": ("Cet élément n’existe plus.", "Il a sans doute été retiré ; la page est remise à jour."),
    "file_gone": ("La pièce « {file} » a disparu du dossier.", "Reprenez-la dans une sauvegarde."),
    "nothing_to_undo": ("Il n’y a rien à annuler.", ""),
    "undo_reach": (
        "L’annulation ne remonte pas plus loin : les gestes faits jusqu’au {day} ne s’annulent plus.",
        "L’historique les raconte encore. Rien n’a été changé.",
    ),
    "nothing_to_redo": ("Il n’y a rien à rétablir.", ""),
    "unknown_siren": (
        "Aucune intercommunalité ne porte le numéro « {siren} ».",
        "Un numéro SIREN compte neuf chiffres ; cherchez plutôt par le nom : dgsdesk epci find TEXTE.",
    ),
    "unknown_commune": (
        "La commune « {commune} » est inconnue.",
        "Prenez-la dans la liste. Rien n’a été changé.",
    ),
    "unknown_departement": ("Le département « {departement} » est inconnu.", "Vérifiez son numéro."),
    "unknown_model": (
        "Le modèle de réunion « {id} » est inconnu.",
        "Prenez-en un dans la liste.",
    ),
}

_INPUT = {
    "folder_not_empty": (
        "Le dossier « {where} » contient déjà quelque chose.",
        "Donnez un dossier nouveau ou vide. Rien n’a été changé.",
    ),
}

_RULES = {
    "unexpected": (
        "Une erreur imprévue s’est produite.",
        "Votre dernier geste n’a pas été fait ; le reste est enregistré.",
    ),
    "stopped": ("Le calcul a été interrompu.", "Rien n’a été changé : relancez-le quand vous voudrez."),
    "network_exists": (
        "Ce fichier contient déjà un réseau.",
        "Ouvrez-le tel quel, ou créez l’autre réseau dans un nouveau fichier.",
    ),
    "meeting_move": (
        "La réunion ne peut pas passer de l’état « {now_word} » à l’état « {wanted_word} ».",
        "Suivez les étapes dans l’ordre, de « Préparer » à « Diffuser ».",
    ),
    "grey_zone_move": (
        "Une zone grise « {now_word} » ne peut pas devenir « {wanted_word} ».",
        "Rouvrez-la d’abord.",
    ),
}

_SENTENCES: dict[str, tuple[str, str]] = {**_STORAGE, **_ABSENT, **_INPUT, **_RULES}

_WORDS = {
    "planned": "prévue",
    "invited": "invitée",
    "held": "tenue",
    "drafting": "en rédaction",
    "circulated": "en relecture",
    "approved": "approuvée",
    "dispatched": "diffusée",
    "cancelled": "annulée",
    "postponed": "reportée",
    "raised": "soulevée",
    "examined": "examinée",
    "settled": "réglée",
    "closed": "close",
    "reopened": "rouverte",
}


def add_sentences(sentences: dict[str, tuple[str, str]]) -> None:
    """Add a room's own sentences: code -> (what, remedy). A code stands once."""
    doubled = _SENTENCES.keys() & sentences.keys()
    assert not doubled, f"said twice: {sorted(doubled)}"
    _SENTENCES.update(sentences)


def codes() -> frozenset[str]:
    """Return every code that has a sentence; this imports every room."""
    load_rooms()
    return frozenset(_SENTENCES)


def sentence(error: KnownError) -> Sentence:
    """Return what to tell of a known error; a code without a sentence is a bug (KeyError).

    The room that says it may not be the one that raised it, so the others are asked when need be.
    """
    if error.code not in _SENTENCES:
        load_rooms()
    what, remedy = map(french, _SENTENCES[error.code])
    facts = _facts(error)
    return Sentence(type(error).__name__, what.format(**facts), remedy.format(**facts), error.where)


def _facts(error: KnownError) -> dict[str, object]:
    facts = dict(error.facts)
    user, machine = facts.get("user"), facts.get("machine")
    missing = facts.get("missing")
    return facts | {
        "damaged": _counted(facts.get("rows")),
        "missing_words": " ni ".join(f"«\u00a0{word}\u00a0»" for word in missing)
        if isinstance(missing, list)
        else "",
        "where": error.where,
        "at": f" à l’endroit « {error.where} »" if error.where else "",
        "file": PurePath(error.where).name or error.where,
        "stem": PurePath(error.where).stem,
        "holder": f" par {user} sur {machine}" if user else "",
        "now_word": _WORDS.get(str(facts.get("now")), ""),
        "wanted_word": _WORDS.get(str(facts.get("wanted")), ""),
    }


_KINDS_NAMED = 3


def _counted(rows: object) -> str:
    """Write « 2 sujets et 1 réunion » of rows given by class name and id; the commonest kinds alone."""
    if not isinstance(rows, tuple):
        return ""
    from dgsdesk.application.kept_words import counted
    from dgsdesk.domain.wording import join_and

    kinds = Counter(kind for kind, _ in rows).most_common()
    said = [counted(kind, count) for kind, count in kinds[:_KINDS_NAMED]]
    return join_and([*said, "d’autres"] if len(kinds) > _KINDS_NAMED else said)
