"""The page of subjects as the rail and the palette know it; F8 notes a subject from anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsdesk.desktop.library.attach_acts import KINDS as DOCUMENT_KINDS
from dgsdesk.desktop.library.attach_acts import attach_acts
from dgsdesk.desktop.places import SUBJECTS
from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope
from dgsdesk.desktop.shell.page import Page, PageEntry

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.host import PageHost

PAGE = "subjects"

KINDS = frozenset(
    {
        "RaisedTheme",
        "SharedSubject",
        "Support",
        "Organisation",
        "Meeting",
        "AgendaItem",
        "GreyZone",
        "Action",
        "Decision",
        "ThemeCall",
        "CallAnswer",
        *DOCUMENT_KINDS,
    }
)

ACTS = (
    ActionSpec(
        "subjects.note",
        "Noter un sujet…",
        "act.note_subject",
        "F8",
        Menu.TOOLS,
        tip="Noter une idée en dix secondes, sans quitter la page",
    ),
    ActionSpec("subjects.add", "Ajouter un thème", "act.add", "Ctrl+N", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec(
        "subjects.add_shared",
        "Ajouter un sujet commun",
        "act.add",
        "Ctrl+Shift+N",
        Menu.TOOLS,
        PAGE,
        Scope.PAGE,
    ),
    ActionSpec(
        "subjects.plan",
        "Inscrire à l’ordre du jour",
        "nav.meetings",
        "Ctrl+Return",
        Menu.TOOLS,
        PAGE,
        Scope.PAGE,
        apart=True,
    ),
    ActionSpec(
        "subjects.merge",
        "Réunir…",
        "link",
        "",
        Menu.TOOLS,
        PAGE,
        Scope.PAGE,
        "Faire un seul thème de deux, sans perdre qui les porte",
    ),
    ActionSpec(
        "subjects.split",
        "Séparer…",
        "kind.shared",
        "",
        Menu.TOOLS,
        PAGE,
        Scope.PAGE,
        "Faire deux thèmes d’un seul, et dire quelles communes portent le second",
    ),
    ActionSpec(
        "subjects.call",
        "Lancer un appel à thèmes…",
        "act.ask",
        "",
        Menu.TOOLS,
        PAGE,
        Scope.PAGE,
        "Demander par courriel à chaque commune ce qu’elle porte et propose",
        apart=True,
    ),
    ActionSpec(
        "subjects.grid",
        "Saisir les réponses des communes…",
        "kind.commune",
        "Ctrl+G",
        Menu.TOOLS,
        PAGE,
        Scope.PAGE,
        "Une grille : les communes, les thèmes, et ce que chacune propose",
    ),
    ActionSpec(
        "subjects.print_referrals",
        "Imprimer la liste",
        "act.print",
        "",
        Menu.TOOLS,
        PAGE,
        Scope.PAGE,
        "Imprimer ce qui attend la conférence des maires, ou un arbitrage",
    ),
    ActionSpec("subjects.drop", "Écarter", "archive", "", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec("subjects.restore", "Remettre en attente", "rotate-ccw", "", Menu.TOOLS, PAGE, Scope.PAGE),
    *attach_acts(PAGE),
    ActionSpec("subjects.remove", "Retirer le sujet", "trash-2", "Del", Menu.TOOLS, PAGE, Scope.LIST),
)


def _create(host: PageHost) -> Page:
    from dgsdesk.desktop.subjects.page import SubjectsPage

    return SubjectsPage(host)


def _prepare(host: PageHost) -> None:
    host.actions.bind("subjects.note", lambda: _note(host))


def _note(host: PageHost) -> None:
    from dgsdesk.desktop.subjects.quick_note import quick_note

    quick_note(host).open()


ENTRY = PageEntry.at(SUBJECTS, _create, KINDS, actions=ACTS, prepare=_prepare)
