"""The words of the command line, in French: commands, options, help and what is wrong with a call."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from dgsdesk import __version__
from dgsdesk.application.search.filters import TYPES
from dgsdesk.domain.wording import capitalised

USAGE_ERROR = 2
EXAMPLE_RULE = "population < 4500 and not shared_service"

_COMPLAINTS = (
    (r"the following arguments are required: (.+)", "il manque {0}"),
    (r"unrecognized arguments: (.+)", "« {0} » n’est pas compris"),
    (r"argument (.+?): expected one argument", "{0} attend une valeur"),
    (r"argument (.+?): invalid choice: '?(.+?)'? \(choose from (.+)\)", "{0} n’accepte pas « {1} » ({2})"),
    (r"argument (.+?): invalid .+ value: '(.*)'", "{0} n’accepte pas « {1} »"),
    (r"argument (.+?): (.+)", "{0} : {1}"),
)


class Parser(argparse.ArgumentParser):
    """argparse, speaking French."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, formatter_class=_Help, allow_abbrev=False, **options)
        self._positionals.title = "arguments"
        self._optionals.title = "options"
        self.add_argument("-h", "--help", action="help", help="montre cette aide")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call and where help is; exit with code 2."""
        for pattern, french in _COMPLAINTS:
            if found := re.fullmatch(pattern, message):
                message = french.format(*(word.replace("'", "") for word in found.groups()))
                break
        print(f"{self.prog} : {message}. Voir : {self.prog} --help", file=sys.stderr)
        sys.exit(USAGE_ERROR)


class _Help(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "usage : " if prefix is None else prefix)


def iso_day(text: str) -> date:
    """Return the day; raises ValueError for what is no ISO date."""
    return date.fromisoformat(text)


def positive(text: str) -> int:
    """Return a whole number from 1 to 1000; raises ValueError."""
    if not 1 <= int(text) <= 1000:
        raise ValueError(text)
    return int(text)


def build_parser() -> Parser:
    """Return the parser of every command."""
    parser = Parser(prog="dgsdesk", description="Les rencontres des DGS, sans fenêtre.")
    told = f"DGS Desk {__version__}"
    parser.add_argument("--version", action="version", version=told, help="montre la version")
    commands = parser.add_subparsers(dest="command", metavar="COMMANDE", required=True)
    _reference_commands(commands)
    _network_commands(commands)
    _file_commands(commands)
    demo = _command(commands, "demo", "fait vivre un mois entier dans un dossier, sur les vraies communes")
    demo.add_argument("directory", metavar="DOSSIER", type=Path)
    demo.add_argument("--epci", metavar="SIREN", default="200067635")
    demo.add_argument(
        "--model", metavar="MODÈLE", default="", help="celui de ce territoire par défaut, sinon clisson"
    )
    demo.add_argument("--screens", action="store_true", help="ajoute une image de chaque page")
    search = _command(commands, "search", "cherche dans tout le réseau")
    search.add_argument("text", metavar="TEXTE")
    search.add_argument("--database", metavar="FICHIER", type=Path)
    search.add_argument(
        "--type", metavar="TYPE", action="append", choices=tuple(TYPES), help="; ".join(TYPES)
    )
    search.add_argument("--limit", metavar="N", type=positive, default=20)
    generate = _command(commands, "generate", "écrit un réseau de nombreuses années, pour mesurer")
    generate.add_argument("file", metavar="FICHIER", type=Path)
    generate.add_argument("--epci", metavar="SIREN", required=True)
    generate.add_argument("--years", metavar="N", type=int, required=True)
    generate.add_argument("--circles", metavar="N", type=int, default=1)
    generate.add_argument("--seed", metavar="N", type=int, default=1)
    return parser


def _command(commands: Any, name: str, help: str, *path: str) -> Parser:
    parser: Parser = commands.add_parser(name, help=help, description=capitalised(help) + ".")
    parser.add_argument("--json", action="store_true", help="écrit le résultat en JSON")
    parser.add_argument("--today", metavar="DATE", type=iso_day, help="fait comme si nous étions ce jour")
    parser.set_defaults(path=(*path, name))
    return parser


def _group(commands: Any, name: str, help: str) -> Any:
    group = commands.add_parser(name, help=help, description=capitalised(help) + ".")
    return group.add_subparsers(dest="subcommand", metavar="COMMANDE", required=True)


def _reference_commands(commands: Any) -> None:
    find = _command(_group(commands, "epci", "cherche une intercommunalité"), "find", "cherche", "epci")
    find.add_argument("text", metavar="TEXTE")
    circle = _group(commands, "circle", "dit qui appartient à un format de rencontre")
    members = _command(circle, "members", "donne les communes qu’une règle désigne", "circle")
    members.add_argument("--epci", metavar="SIREN", required=True)
    members.add_argument("--rule", metavar="RÈGLE", required=True, help=f"par exemple : {EXAMPLE_RULE}")
    members.add_argument(
        "--on", metavar="DATE", type=iso_day, help="le jour où la question se pose ; aujourd’hui par défaut"
    )
    members.add_argument(
        "--database", metavar="FICHIER", type=Path, help="répond d’après ce réseau : ses dates, ses personnes"
    )
    deadline = _command(commands, "deadline", "calcule la fin du délai d’observations")
    deadline.add_argument("--sent", metavar="DATE", type=iso_day, required=True)
    deadline.add_argument("--days", metavar="N", type=int, default=8)
    deadline.add_argument("--mode", default="calendaire", metavar="MODE")
    deadline.add_argument("--zone", default="metropole", metavar="ZONE")
    rota = _group(commands, "rota", "planifie ou vérifie un tour d’accueil")
    plan = _command(rota, "plan", "trouve le meilleur plan d’un problème", "rota")
    plan.add_argument("problem", metavar="PROBLÈME.json", type=Path)
    check = _command(rota, "check", "vérifie un plan d’après la seule définition", "rota")
    check.add_argument("problem", metavar="PROBLÈME.json", type=Path)
    check.add_argument("plan", metavar="PLAN.json", type=Path)


def _network_commands(commands: Any) -> None:
    for name, words in (
        ("meetings", "liste les réunions"),
        ("actions", "liste les actions"),
        ("minutes", "montre le compte rendu d’une réunion"),
        ("backup", "copie le réseau et ses pièces, vérifiés"),
        ("restore", "revient à une sauvegarde, ou dit ce qui changerait"),
        ("export", "écrit tout le réseau en formats ouverts dans un dossier neuf"),
        ("import", "relit un tel dossier dans un réseau neuf"),
        ("archive", "verse aux archives ce qui a été adopté\u00a0: PDF/A et bordereau"),
        ("register", "prépare la fiche du registre des traitements (RGPD)"),
        ("check", "relit tout le réseau et dit ce qui est incertain"),
    ):
        parser = _command(commands, name, words)
        parser.add_argument("--database", metavar="FICHIER", type=Path)
        if name == "minutes":
            parser.add_argument("meeting", metavar="RÉUNION", help="son identifiant, ou sa date")
        if name in ("backup", "register"):
            parser.add_argument("directory", metavar="DOSSIER", type=Path, nargs="?")
        if name in ("export", "import", "archive"):
            parser.add_argument("directory", metavar="DOSSIER", type=Path)
        if name == "archive":
            parser.add_argument("--from", dest="starts", metavar="DATE", type=iso_day)
            parser.add_argument("--to", dest="ends", metavar="DATE", type=iso_day)
            parser.add_argument("--meeting", metavar="RÉUNION", default="", help="elle seule")
        if name == "restore":
            parser.add_argument("file", metavar="FICHIER", type=Path)
            parser.add_argument(
                "--dry-run", action="store_true", help="dit ce qui changerait, sans rien changer"
            )


def _file_commands(commands: Any) -> None:
    docx = _command(_group(commands, "docx", "lit un fichier Word"), "read", "lit un fichier Word", "docx")
    docx.add_argument("file", metavar="FICHIER", type=Path)
    docx.add_argument("--changes", choices=("accept", "reject", "show"), default="accept")
    calendar = _group(commands, "calendar", "lit un fichier d’agenda")
    inspect = _command(calendar, "inspect", "dit ce que contient un fichier .ics", "calendar")
    inspect.add_argument("file", metavar="FICHIER", type=Path)
    dossier = _group(commands, "dossier", "confie une réunion à quelqu’un, sans serveur")
    export = _command(dossier, "export", "écrit une réunion en un dossier .dgsdesk", "dossier")
    export.add_argument("meeting", metavar="RÉUNION", help="son identifiant, ou sa date")
    export.add_argument("file", metavar="FICHIER", type=Path)
    export.add_argument("--database", metavar="FICHIER", type=Path)
    export.add_argument("--for", dest="purpose", choices=("edit", "observe", "read"), default="edit")
    export.add_argument("--due", metavar="DATE", type=iso_day, help="pour quand le retour est attendu")
    export.add_argument("--to", metavar="NOM", default="", help="à qui\u202f; sinon à l’hôte de la réunion")
    told = _command(dossier, "inspect", "dit ce qu’est un dossier, et ce que vaut sa signature", "dossier")
    told.add_argument("file", metavar="FICHIER", type=Path)
    merge = _command(dossier, "merge", "reprend un dossier revenu, en un seul acte", "dossier")
    merge.add_argument("file", metavar="FICHIER", type=Path)
    merge.add_argument("--database", metavar="FICHIER", type=Path)
    merge.add_argument("--dry-run", action="store_true", help="dit ce qui changerait, sans rien changer")
    for parser in (export, told, merge):
        parser.add_argument(
            "--passphrase-file", metavar="FICHIER", type=Path, help="dont la première ligne est la phrase"
        )
    arrivals = _group(commands, "arrivals", "comprend un fichier reçu, de toute sorte")
    arrival = _command(
        arrivals, "inspect", "dit ce qu’est un fichier reçu et ce qu’il changerait", "arrivals"
    )
    arrival.add_argument("file", metavar="FICHIER", type=Path)
    arrival.add_argument("--database", metavar="FICHIER", type=Path)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Return the call; exits with code 2 and a French sentence when it is wrong."""
    parser = build_parser()
    if argv[:1] and argv[0].startswith("-") and argv[0] not in ("-h", "--help", "--version"):
        parser.error(
            f"« {argv[0]} » vient après une commande, par exemple : dgsdesk meetings --database FICHIER ; "
            "« dgsdesk FICHIER » ouvre la fenêtre"
        )
    return parser.parse_args(argv)
