"""The page of subjects as the rail and the palette know it; F8 notes a subject from anywhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dgsdesk.desktop.library.attach_acts import KINDS as DOCUMENT_KINDS
from dgsdesk.desktop.library.attach_acts import attach_acts
from dgsdesk.desktop.places import SUBJECTS
from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope
from dgsdesk.desktop.shell.page import Page, PageEntry

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.host import PageHost

PAGE = "subjects"
_act = partial(ActionSpec, menu=Menu.TOOLS, page=PAGE, scope=Scope.PAGE)

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
    _act("subjects.add", "Ajouter un thème", "act.add", "Ctrl+N"),
    _act("subjects.add_shared", "Ajouter un sujet commun", "act.add", "Ctrl+Shift+N"),
    _act("subjects.plan", "Inscrire à l’ordre du jour", "nav.meetings", "Ctrl+Return", apart=True),
    _act("subjects.merge", "Réunir…", "link", tip="Faire un seul thème de deux, sans perdre qui les porte"),
    _act(
        "subjects.split",
        "Séparer…",
        "kind.shared",
        tip="Faire deux thèmes d’un seul, et dire quelles communes portent le second",
    ),
    _act(
        "subjects.call",
        "Lancer un appel à thèmes…",
        "act.ask",
        tip="Demander par courriel à chaque commune ce qu’elle porte et propose",
        apart=True,
    ),
    _act(
        "subjects.grid",
        "Saisir les réponses des communes…",
        "kind.commune",
        "Ctrl+G",
        tip="Une grille : les communes, les thèmes, et ce que chacune propose",
    ),
    _act(
        "subjects.print_referrals",
        "Imprimer la liste",
        "act.print",
        tip="Imprimer ce qui attend la conférence des maires, ou un arbitrage",
    ),
    _act("subjects.drop", "Écarter", "archive"),
    _act("subjects.restore", "Remettre en attente", "rotate-ccw"),
    *attach_acts(PAGE),
    _act("subjects.remove", "Retirer le sujet", "trash-2", "Del", scope=Scope.LIST),
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
