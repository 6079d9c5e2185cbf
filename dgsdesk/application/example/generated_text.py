"""Plausible French for a generated network: the field's subjects, sentences, places that no map knows."""

from __future__ import annotations

from random import Random

FIELDS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "EAU-PLU",
        ("les eaux pluviales", "les avaloirs et les grilles", "les bassins de rétention", "les fossés"),
        ("le curage", "l’entretien", "l’inventaire", "la reprise en gestion", "le zonage"),
    ),
    (
        "EAU-ASS",
        ("l’assainissement collectif", "les branchements d’eaux usées", "l’assainissement non collectif"),
        ("le contrôle", "la mise en conformité", "le schéma directeur", "la redevance"),
    ),
    (
        "MOB-VOI",
        (
            "la voirie communale",
            "les trottoirs",
            "les chemins ruraux",
            "les ouvrages d’art",
            "les giratoires",
        ),
        ("l’entretien", "le classement", "le programme pluriannuel", "la reprise", "le balayage"),
    ),
    (
        "MOB-VOI",
        ("le déneigement", "la viabilité hivernale", "le salage des rues en pente"),
        ("l’organisation", "le coût", "la convention", "l’astreinte", "les itinéraires"),
    ),
    (
        "DEC-CT",
        ("les déchets ménagers", "les dépôts sauvages", "les points d’apport volontaire", "la déchèterie"),
        ("la collecte", "le nettoyage", "les horaires", "la tarification incitative", "le contrôle d’accès"),
    ),
    (
        "SOC-PEN",
        ("la petite enfance", "le relais petite enfance", "le multi-accueil", "les assistantes maternelles"),
        ("l’agrément", "le taux d’occupation", "le recrutement", "la convention territoriale globale"),
    ),
    (
        "SOC-PER",
        ("l’accueil périscolaire", "les centres de loisirs", "la restauration scolaire", "les écoles"),
        ("les tarifs", "l’encadrement", "la facturation aux familles", "le règlement intérieur"),
    ),
    (
        "",
        ("le RGPD", "le registre des traitements", "le délégué à la protection des données"),
        ("la mutualisation", "la mise à jour", "l’analyse d’impact", "la formation des agents"),
    ),
    (
        "",
        (
            "le RIFSEEP",
            "le régime indemnitaire",
            "le complément indemnitaire annuel",
            "les lignes de gestion",
        ),
        ("l’harmonisation", "les plafonds", "le calendrier", "l’avis du comité social territorial"),
    ),
    (
        "",
        ("la commande publique", "les groupements de commandes", "l’achat d’électricité", "les assurances"),
        ("le calendrier", "la convention constitutive", "l’allotissement", "la reconduction"),
    ),
    (
        "",
        ("les secrétaires généraux de mairie", "les remplacements", "l’apprentissage", "la prévoyance"),
        ("le recrutement", "la formation", "le vivier", "la participation de l’employeur"),
    ),
    (
        "AME-PLU",
        ("le plan local d’urbanisme intercommunal", "les autorisations d’urbanisme", "l’adressage"),
        ("la modification simplifiée", "l’instruction", "la dématérialisation", "la base adresse locale"),
    ),
    (
        "EAU-GEM",
        ("la GEMAPI", "les digues", "la restauration de la rivière", "les zones humides"),
        ("le diagnostic", "la taxe", "le programme d’actions", "les droits de passage"),
    ),
    (
        "ECO-ZAE",
        ("les zones d’activités", "l’éclairage des zones d’activités", "les friches"),
        ("la requalification", "le transfert", "la signalétique", "la commercialisation"),
    ),
    (
        "",
        (
            "l’éclairage public",
            "les bornes de recharge",
            "la vidéoprotection",
            "le cimetière",
            "l’état civil",
        ),
        ("l’extinction nocturne", "le logiciel commun", "la maintenance", "les horaires", "la reprise"),
    ),
    (
        "",
        ("le plan intercommunal de sauvegarde", "la réserve communale", "la défense incendie"),
        ("l’exercice annuel", "le recensement des moyens", "l’astreinte", "la contre-visite"),
    ),
    (
        "",
        ("la taxe de séjour", "la fiscalité locale", "le pacte financier", "l’attribution de compensation"),
        ("la révision", "la simulation", "le rapport de la CLECT", "la répartition"),
    ),
    (
        "",
        ("les équipements sportifs", "la piscine", "la médiathèque", "la salle des fêtes"),
        ("les créneaux", "le règlement d’utilisation", "les travaux", "le plan de financement"),
    ),
)
"""Fields: the code of the competence (may be empty), what is spoken of, what of it."""

CIRCLES = (
    "Réseau des directeurs généraux des services",
    "Secrétaires généraux de mairie, plateau nord",
    "Secrétaires généraux de mairie, vallée",
    "Directeurs des services techniques",
    "Directeurs des ressources humaines",
    "Directeurs financiers",
    "Responsables de l’urbanisme",
    "Responsables de la petite enfance",
    "Référents déchets",
    "Délégués à la protection des données",
    "Responsables de la commande publique",
    "Référents mobilités et voirie",
)

_STEPS = (
    "{host} rappelle que {what} relève encore de pratiques différentes d’une commune à l’autre.",
    "Le service commun a présenté un état des lieux : {number} communes sur {all} sont concernées.",
    "Le coût est estimé à {euros} € par an, dont {percent} % à la charge de la commune.",
    "Plusieurs participants signalent des difficultés au lieu-dit {place}, où la limite n’est pas tracée.",
    "La convention signée en {year} arrive à échéance le {day} {month}.",
    "Les textes ne disent pas qui intervient lorsque l’ouvrage se trouve sous une voie départementale.",
    "Il est proposé de réunir un groupe de travail restreint avant la fin du mois de {month}.",
    "Les agents demandent une fiche d’une page qui dise qui appeler, à quelle heure et pour quoi.",
    "{host} propose de partager son modèle de délibération et le tableau de suivi.",
    "L’avis de la commission compétente est attendu, puis celui du conseil communautaire.",
    "Le comptable public demande que les refacturations soient justifiées par des relevés.",
    "Après le dernier épisode orageux, {number} interventions ont été comptées en une nuit.",
    "La question de l’assurance en cas de dommage à un tiers reste ouverte.",
    "Un premier bilan sera présenté dans six mois, avec les chiffres de chaque commune.",
    "Les maires souhaitent une réponse écrite avant le vote du budget.",
    "Deux communes ont déjà délibéré en ce sens ; leurs délibérations sont jointes.",
    "Le logiciel actuel n’est plus maintenu par son éditeur depuis {year}.",
    "La préfecture a confirmé cette lecture par un courrier du {day} {month} {year}.",
)
_DECISIONS = (
    "Retenir {what} comme règle commune à compter du {day} {month}.",
    "Confier {what} à un groupe de travail animé par {host}.",
    "Demander un avis écrit sur {what} aux services de l’État.",
    "Reporter {what} à la prochaine réunion, après chiffrage.",
    "Proposer aux conseils municipaux une délibération type sur {what}.",
)
_ACTIONS = (
    "Envoyer aux communes le modèle de convention sur {what}",
    "Chiffrer {what} pour chaque commune",
    "Recenser les situations particulières au lieu-dit {place}",
    "Préparer une fiche d’une page sur {what}",
    "Relancer les communes qui n’ont pas répondu sur {what}",
    "Inscrire {what} à l’ordre du jour de la conférence des maires",
)
_OBSERVATIONS = (
    "Préciser que le montant de {euros} € est hors taxes.",
    "Remplacer « {place} » par le nom exact de la voie.",
    "Notre commune n’a pas donné son accord sur {what}.",
    "La date du {day} {month} n’est pas celle qui avait été dite.",
)
_OPTIONS = (
    "La commune intervient sur les abords, l’intercommunalité sur l’ouvrage.",
    "L’intercommunalité intervient partout et refacture la part communale.",
    "Une convention de prestation est signée, avec un relevé annuel.",
)
_QUESTIONS = (
    "Qui intervient, qui paie, et à partir de quelle limite ?",
    "Faut-il une règle commune ou une convention par commune ?",
    "Quel calendrier retenir pour les délibérations ?",
    "Que fait-on en attendant la décision ?",
)
_MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
"""Those in which something happens: nobody meets in August."""
_BEGINNINGS = (
    "Gré",
    "Mau",
    "Bel",
    "Cha",
    "Fon",
    "Ros",
    "Val",
    "Hau",
    "Cor",
    "Mar",
    "Ber",
    "Tui",
    "Sau",
    "Vau",
)
_MIDDLES = ("ne", "li", "vi", "ran", "te", "mon", "do", "che", "lo", "ber", "ti", "ssé")
_ENDS = ("tière", "lière", "nerie", "rie", "gnolles", "court", "mesnil", "champ", "bosc", "fontaine")


class Teller:
    """Tells the same things for the same seed."""

    def __init__(self, random: Random, hosts: tuple[str, ...]) -> None:
        self._random = random
        self._hosts = hosts
        self.places = tuple(
            f"{begin}{middle}{end}" for begin in _BEGINNINGS for middle in _MIDDLES for end in _ENDS
        )

    def subject(self) -> tuple[str, str, str]:
        """Return a competence's code, a title and the same within a sentence."""
        code, things, aspects = self._random.choice(FIELDS)
        aspect, thing = self._random.choice(aspects), self._random.choice(things)
        what = f"{aspect} {_of(thing)}"
        return code, what[0].upper() + what[1:], what

    def question(self) -> str:
        """Return a question put to the group."""
        return self._random.choice(_QUESTIONS)

    def paragraph(self, what: str) -> str:
        """Return two to four sentences."""
        sentences = self._random.sample(_STEPS, self._random.randint(2, 4))
        return " ".join(self._filled(sentence, what) for sentence in sentences)

    def decision(self, what: str) -> str:
        """Return a decision."""
        return self._filled(self._random.choice(_DECISIONS), what)

    def action(self, what: str) -> str:
        """Return what somebody promised."""
        return self._filled(self._random.choice(_ACTIONS), what)

    def observation(self, what: str) -> str:
        """Return a remark on a draft."""
        return self._filled(self._random.choice(_OBSERVATIONS), what)

    def options(self) -> str:
        """Return ways to settle a case, one a line."""
        return "\n".join(self._random.sample(_OPTIONS, 2))

    def place(self) -> str:
        """Return a place that no map knows."""
        return self._random.choice(self.places)

    def _filled(self, sentence: str, what: str) -> str:
        random = self._random
        filled = sentence.format(
            what=what,
            host=random.choice(self._hosts),
            all=len(self._hosts),
            number=random.randint(2, 19),
            euros=f"{random.randint(2, 240)}\u202f{random.randrange(0, 1000, 50):03}",
            percent=random.choice((10, 20, 25, 30, 40, 50, 60, 75)),
            place=self.place(),
            year=random.randint(2004, 2025),
            day=random.randint(2, 28),
            month=random.choice(_MONTHS),
        )
        return filled[0].upper() + filled[1:]


def _of(thing: str) -> str:
    for article, contracted in (("les ", "des "), ("le ", "du ")):
        if thing.startswith(article):
            return contracted + thing.removeprefix(article)
    return f"de {thing}"
