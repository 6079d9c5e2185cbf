"""What a town hall's base file (papier à en-tête) lacks, in words, before it is taken."""

from __future__ import annotations

from dataclasses import dataclass

from dgsdesk.application.desk import View
from dgsdesk.domain.wording import NBSP, THIN, join_and, plural

_STYLES = {
    "Title": ("Titre", "titre du document"),
    "Subtitle": ("Sous-titre", "ligne sous le titre"),
    "heading 1": (f"Titre{NBSP}1", "partie du document"),
    "heading 2": (f"Titre{NBSP}2", "point de l’ordre du jour"),
    "heading 3": (f"Titre{NBSP}3", "intertitre dans un point"),
    "heading 4": (f"Titre{NBSP}4", "intertitre dans un point"),
    "heading 5": (f"Titre{NBSP}5", "intertitre dans un point"),
    "heading 6": (f"Titre{NBSP}6", "intertitre dans un point"),
    "List Bullet": ("Liste à puces", "énumérations"),
    "List Number": ("Liste à numéros", "énumérations numérotées"),
    "Hyperlink": ("Lien hypertexte", "adresses"),
    "Quote": ("Citation", "paroles rapportées"),
    "DGS Décision": ("DGS Décision", "décisions encadrées"),
    "DGS Vote": ("DGS Vote", "résultats des votes"),
    "DGS Petit": ("DGS Petit", "mentions en petits caractères"),
    "DGS Timbre nom": ("DGS Timbre nom", "nom de l’expéditeur"),
    "DGS Timbre": ("DGS Timbre", "coordonnées de l’expéditeur"),
    "DGS Destinataire": ("DGS Destinataire", "bloc du destinataire"),
    "DGS Référence": ("DGS Référence", "objet, références, pièces jointes"),
    "DGS Qualité du signataire": ("DGS Qualité du signataire", "qualité au-dessus de la signature"),
    "DGS Signataire": ("DGS Signataire", "nom sous la signature"),
    "DGS Statut": ("DGS Statut", "cadre d’information"),
    "DGS Statut projet": ("DGS Statut projet", "cadre « PROJET »"),
    "DGS Statut approuvé": ("DGS Statut approuvé", "cadre « APPROUVÉ »"),
    "DGS Cellule": ("DGS Cellule", "texte des tableaux"),
    "DGS Cellule titre": ("DGS Cellule titre", "titres des colonnes"),
    "DGS Intervalle": ("DGS Intervalle", "espace après un tableau"),
    "DGS Tableau": ("DGS Tableau", "traits des tableaux"),
}
"""Each style by the name that a file keeps: how a French Word shows it, and what it is for."""


@dataclass(frozen=True)
class LackingStyle:
    """A style that a base file lacks: its name in Word, and what it is for."""

    name: str
    use: str


@dataclass(frozen=True)
class BaseCheck:
    """What was found: the lacking styles, and whether the footer leaves room for our line."""

    lacking: tuple[LackingStyle, ...]
    has_footer_line: bool

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing is lacking."""
        return not self.lacking and self.has_footer_line

    @property
    def sentences(self) -> tuple[str, ...]:
        """Say what was found and what can be done about it."""
        return tuple(filter(None, (self._about_styles(), self._about_footer())))

    def _about_styles(self) -> str:
        if not self.lacking:
            return "Cette base contient tous les styles utiles."
        count = plural(len(self.lacking), "style manque", "styles manquent")
        named = join_and([f"«{NBSP}{style.name}{NBSP}» ({style.use})" for style in self.lacking])
        return (
            f"{count} à cette base{NBSP}: {named}. Les documents prennent ceux du programme{THIN}; "
            "pour leur donner votre apparence, créez-les dans Word sous ces noms, puis choisissez à nouveau "
            "ce fichier."
        )

    def _about_footer(self) -> str:
        if self.has_footer_line:
            return ""
        return (
            f"Le pied de page ne prévoit pas la ligne du document{NBSP}: "
            f"écrivez-y «{NBSP}{{{{pied}}}}{NBSP}» "
            "à l’endroit où le nom et la version du document doivent paraître."
        )


def base_check(view: View, name: str, content: bytes) -> BaseCheck:
    """Return what a base file lacks; raises BadInput("bad_letterhead_file") when it is no Word file."""
    state = view.office.check_base(content, name)
    lacking = tuple(LackingStyle(*_STYLES[style]) for style in state.lacking)
    return BaseCheck(lacking, state.has_footer_line)
