"""What the demonstration tells: subjects from the field, invented people and sayings, visibly so."""

from __future__ import annotations

from dataclasses import dataclass, field

from dgsdesk.domain.audience import Audience
from dgsdesk.domain.grey_zone import Holder

GIVEN_NAMES = (
    "Camille",
    "Dominique",
    "Claude",
    "Alix",
    "Morgan",
    "Sacha",
    "Charlie",
    "Maxime",
    "Noa",
    "Andréa",
    "Éden",
    "Lou",
    "Axelle",
    "Yann",
    "Inès",
    "Gaël",
    "Maëlle",
    "Rémi",
    "Zoé",
    "Hugo",
)
WOMEN, MEN = {"Axelle", "Camille", "Inès", "Maëlle", "Zoé"}, {"Gaël", "Hugo", "Rémi", "Yann"}
"""Given names of one gender; the others are anybody's."""
FAMILY_NAMES = ("Exemple", "Modèle", "Spécimen", "Fictif", "Témoin", "Maquette", "Gabarit", "Prototype")
"""Names that nobody takes for somebody."""

GREY_ZONES = (1, 2, 4, 7, 9, 10, 11, 14, 17, 18)
"""Cases of the starting catalogue that the example network keeps in its register."""

REVIEW_ZONE = 2
"""The case whose review date has passed."""

SETTLED_ZONE = 7
SOLUTION = (
    "L’intercommunalité enlève les dépôts au pied des points, la commune nettoie les abords au-delà de trois "
    "mètres."
)

_EPCI, _COMMUNE, _SHARED, _UNKNOWN = Holder.EPCI, Holder.COMMUNE, Holder.SHARED, Holder.UNKNOWN
PRACTICES = (
    (_EPCI, _COMMUNE, _EPCI, _EPCI, _COMMUNE, _EPCI, _SHARED, _UNKNOWN),
    (_COMMUNE, _COMMUNE, _COMMUNE, _EPCI, _COMMUNE, _EPCI, _COMMUNE, _COMMUNE),
    (_COMMUNE,) * 8,
)
"""Who acts and who pays, competence by competence, in turn along the communes."""

SHARED_SUBJECTS = (
    ("RGPD : un registre commun et un délégué mutualisé", "Qui tient le registre des traitements ?"),
    ("RIFSEEP : plafonds et calendrier communs", "Jusqu’où harmoniser les régimes indemnitaires ?"),
    (
        "Facturation électronique : qui dépose, qui contrôle ?",
        "Une procédure unique pour toutes les communes ?",
    ),
    ("Calendrier budgétaire partagé", "À quelle date échanger nos orientations ?"),
    ("Plan intercommunal de sauvegarde", "Quels moyens mettre en commun la nuit et le week-end ?"),
)

THEMES = (
    ("Recruter et garder les secrétaires généraux de mairie", "Que peut offrir le réseau ?", 7),
    (
        "Facturation aux familles : un portail commun",
        "Un seul compte pour cantine, accueil et transport ?",
        5,
    ),
    ("Logiciel commun pour l’état civil", "Acheter ensemble au prochain renouvellement ?", 4),
    ("Extinction nocturne de l’éclairage", "Des horaires communs le long des voies partagées ?", 3),
    ("Adressage et base adresse locale", "Qui tient la base à jour après un permis ?", 2),
)

COMMISSIONS = (
    ("Voirie et eaux pluviales", ("EAU-PLU", "MOB-VOI")),
    ("Petite enfance et jeunesse", ("SOC-PEN", "SOC-PER")),
    ("Déchets et propreté", ("DEC-CT",)),
)


@dataclass(frozen=True)
class Promise:
    """An action: what, and how many days after the meeting it is due; ``owner`` is a rank among members."""

    text: str
    owner: int
    days: int


@dataclass(frozen=True)
class Talk:
    """One item of a meeting: where it comes from, what was said, decided and promised.

    ``source`` is a number of the catalogue, or a title of the subjects or themes; ``lines`` beginning with
    « - » are list items.
    """

    source: int | str
    minutes: int
    audience: Audience
    lines: tuple[str, ...]
    decisions: tuple[str, ...] = ()
    promises: tuple[Promise, ...] = field(default_factory=tuple)


@dataclass(frozen=True)
class Remark:
    """An observation: the rank of its author, the rank of its item, words, passage and proposal."""

    author: int
    item: int
    text: str
    quote: str = ""
    proposed: str = ""


FIRST_MEETING = (
    Talk(
        1,
        30,
        Audience.EXECUTIVES,
        (
            "Deux réponses ministérielles se contredisent : l’avaloir relève du réseau pluvial "
            "pour l’une, de la "
            "voirie pour l’autre. Le tableau des pratiques montre que celui qui agit n’est pas "
            "toujours celui "
            "qui paie.",
            "Trois points font accord :",
            "- l’intercommunalité tient l’inventaire des ouvrages ;",
            "- la commune signale les avaloirs obstrués ;",
            "- le curage suit un calendrier commun, avant les pluies d’automne.",
        ),
        (
            "L’intercommunalité cure les avaloirs des voies communales une fois par an ; la "
            "commune balaie les "
            "abords.",
        ),
        (Promise("Établir l’inventaire des avaloirs par rue", 3, 30),),
    ),
    Talk(
        7,
        25,
        Audience.ALL,
        (
            "Le dépôt au pied des colonnes reste la première plainte reçue en mairie. La carte "
            "des points a été "
            "présentée. Les communes demandent un délai d’intervention écrit.",
        ),
        (
            "L’intercommunalité enlève les dépôts au pied des points sous 48 heures, la commune "
            "nettoie les "
            "abords au-delà de trois mètres.",
        ),
        (Promise("Proposer un modèle de constat commun", 5, 45),),
    ),
    Talk(
        "RGPD : un registre commun et un délégué mutualisé",
        40,
        Audience.ALL,
        (
            "Le registre commun est prêt : il décrit les traitements que toutes les communes "
            "partagent (état "
            "civil, élections, restauration scolaire).",
            "Chaque commune désigne un relais, sans formation préalable.",
        ),
        ("Le registre commun est adopté ; chaque commune le complète pour ses propres traitements.",),
        (Promise("Désigner un relais par commune et transmettre son nom", 0, 60),),
    ),
    Talk(
        "Recruter et garder les secrétaires généraux de mairie",
        30,
        Audience.DIRECTORS,
        (
            "Trois postes restent vacants sur le territoire. Le partage d’un poste entre deux communes "
            "voisines convient mieux qu’un intérim long.",
            "Ce point est réservé aux DGS : il évoque des situations individuelles.",
        ),
        ("Un vivier commun de candidatures est ouvert, tenu par l’intercommunalité.",),
        (Promise("Rédiger une fiche de poste type de secrétaire général de mairie", 2, 40),),
    ),
)

FIRST_REMARKS = (
    Remark(
        6, 1, "Intenable le week-end : parler en jours ouvrés.", "sous 48 heures", "sous deux jours ouvrés"
    ),
    Remark(4, 0, "Préciser que les grilles des cours d’école ne sont pas concernées."),
)

SECOND_MEETING = (
    Talk(
        11,
        25,
        Audience.EXECUTIVES,
        (
            "Trois niveaux de service sont proposés, avec une carte unique des circuits. Les "
            "accès aux écoles "
            "restent à la commune, y compris le mercredi.",
            "Deux communes salent parfois la même route sans se prévenir.",
        ),
        ("L’intercommunalité déneige les voies communautaires jusqu’au panneau d’entrée de bourg.",),
        (Promise("Dresser la liste des accès d’écoles prioritaires", 4, 30),),
    ),
    Talk(
        14,
        30,
        Audience.ELECTED,
        (
            "La clé de partage au mètre carré et à l’heure est retenue à titre d’essai pour un an.",
            "Le mercredi reste le point difficile : la matinée est périscolaire, l’après-midi ne l’est pas "
            "toujours.",
        ),
        ("Un tableau des temps de l’enfant est tenu à jour par deux DGS référents.",),
        (Promise("Mettre à jour le tableau des temps de l’enfant", 7, 21),),
    ),
    Talk(
        "RIFSEEP : plafonds et calendrier communs",
        40,
        Audience.ALL,
        (
            "Les écarts de plafond pour un même poste vont du simple au double. Personne ne demande "
            "l’uniformité : il s’agit d’éviter la surenchère entre voisins.",
            "Calendrier proposé :",
            "- comparaison anonyme des plafonds avant la fin de l’année ;",
            "- propositions aux comités sociaux territoriaux au printemps.",
        ),
        (),
        (Promise("Rassembler les délibérations en vigueur", 1, 25),),
    ),
    Talk(
        "Facturation aux familles : un portail commun",
        30,
        Audience.ALL,
        (
            "Cinq communes veulent un compte unique pour la cantine, l’accueil et le transport. Les régies "
            "restent distinctes ; seul l’affichage serait commun.",
        ),
        ("Une étude de faisabilité est confiée au service informatique commun.",),
        (Promise("Décrire les logiciels de facturation de chaque commune", 6, 20),),
    ),
)

SECOND_REMARKS = (
    Remark(
        3, 1, "Le mercredi n’est pas réglé : le dire plus nettement.", "à titre d’essai", "à titre provisoire"
    ),
    Remark(8, 0, "Le marquage des passages piétons manque à la liste."),
    Remark(9, 2, "Les arbres plantés par la commune devraient lui rester."),
    Remark(5, 3, "Ajouter le transport à la demande."),
)

NOTES_FOR_NEXT_TIME = (
    "Vidéoprotection : qui relit, qui conserve ?",
    "Terrain synthétique partagé : créneaux",
)
