"""The terms of the kinds of personal data: what the network set, else what is usual, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.ports.store import Store
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.retention import LONGEST_MONTHS, USUAL_MONTHS, KeptKind, RetentionPeriod, term_words

add_sentences(
    {
        "retention_months": (
            "Une durée de conservation va de 1 à {longest} mois.",
            "Donnez un nombre entier de mois. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class KindWords:
    """How a kind is said: its name, when its term begins, what is done after it, where the term comes from.

    ``counted`` are the singular and the plural of what is counted.
    """

    title: str
    since: str
    act: str
    source: str
    counted: tuple[str, str]


KIND_WORDS = {
    KeptKind.CONTACTS: KindWords(
        "Coordonnées des personnes parties",
        "après la fin de la dernière fonction",
        "courriel et téléphone effacés, sur la fiche et les listes d’invités ; nom et fonctions gardés",
        "durée annoncée aux personnes par la mention d’information",
        ("personne partie", "personnes parties"),
    ),
    KeptKind.ARRIVALS: KindWords(
        "Fichiers et messages reçus",
        "après leur arrivée",
        "retirés d’« Arrivées » une fois rangés ou écartés ; ce qui en a été repris demeure",
        "proposition : le temps de clore la réunion et de lever les doutes",
        ("fichier ou message reçu", "fichiers ou messages reçus"),
    ),
    KeptKind.ANSWERS: KindWords(
        "Réponses aux invitations",
        "après la réunion",
        "réponse, remarque, repas et adresse effacés ; la présence constatée demeure",
        "proposition : sans utilité une fois la réunion tenue et ses comptes faits",
        ("réponse à une invitation", "réponses aux invitations"),
    ),
    KeptKind.SENDINGS: KindWords(
        "Registre des envois",
        "après l’envoi",
        "invitations et rappels retirés ; projets et diffusions gardés sans nom ni adresse, comme preuve",
        "durée annoncée aux personnes par la mention d’information (un à trois ans d’usage)",
        ("envoi noté", "envois notés"),
    ),
    KeptKind.OBSERVATIONS: KindWords(
        "Auteurs des observations",
        "après la réunion",
        "nom remplacé par celui de la commune ; l’observation et sa suite demeurent",
        "proposition : cinq ans, durée d’utilité usuelle d’un dossier de séance",
        ("observation ou accord nominatif", "observations ou accords nominatifs"),
    ),
    KeptKind.DRAFTS: KindWords(
        "Textes de travail et dossiers échangés",
        "après la réunion",
        "passages en double, textes à rattacher réglés et mémoire des dossiers retirés ; les versions "
        "envoyées demeurent avec la preuve d’approbation",
        "proposition : cinq ans, durée d’utilité usuelle d’un dossier de séance",
        ("trace de travail", "traces de travail"),
    ),
}

MINUTES_WORDS = (
    "Comptes rendus adoptés, ordres du jour, décisions et présences : archives publiques, conservation "
    "définitive (code du patrimoine, articles L211-1 et L212-2). Le programme ne les efface jamais ; ils se "
    "versent aux archives."
)


@dataclass(frozen=True)
class SetRetention(Command[None]):
    """Keep a kind of personal data so many months; raises BadInput("retention_months")."""

    kind: KeptKind
    months: int


@handles(SetRetention, "Durée de conservation réglée : {title}, {words}")
def set_retention(act: Act, command: SetRetention) -> None:
    if not 1 <= command.months <= LONGEST_MONTHS:
        raise BadInput("retention_months", longest=LONGEST_MONTHS)
    known = act.store.find(RetentionPeriod, kind=command.kind)
    for one in known:
        one.months = command.months
    if not known:
        act.store.add(RetentionPeriod(id=act.new_id(), kind=command.kind, months=command.months))
    title = KIND_WORDS[command.kind].title
    act.tell(title=title[0].lower() + title[1:], words=term_words(command.months))


def retention_terms(store: Store) -> Mapping[KeptKind, int]:
    """Return the months of each kind."""
    return USUAL_MONTHS | {one.kind: one.months for one in store.find(RetentionPeriod)}
