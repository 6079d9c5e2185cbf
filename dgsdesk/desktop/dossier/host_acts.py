"""The acts of the window that shows one meeting to its host, and those of the steps that it leaves out."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from dgsdesk.desktop.arrivals.entry import ACTS as _ARRIVALS
from dgsdesk.desktop.library.attach_acts import attach_acts
from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope
from dgsdesk.desktop.shell.global_acts import key_of_rank

PAGE_ID = "meetings"
_act = partial(ActionSpec, menu=Menu.MEETING, page=PAGE_ID, scope=Scope.PAGE)
"""The page takes the id of the meetings' page, so that what is found or linked to opens here."""


def _go(cell: str, text: str, icon: str, rank: int) -> ActionSpec:
    return _act(f"host.{cell}", text, icon, key_of_rank(rank))


_OF_A_DOSSIER = ("arrivals.take_dossier", "arrivals.leave_dossier")
_attach, _detach = attach_acts(PAGE_ID, "host", Menu.MEETING)

ACTS = (
    _act("host.next", "Continuer", "arrow-right", menu=None, listed=False),
    _go("dossier", "Voir de qui vient le dossier", "folder-open", 1),
    _go("agenda", "Aller à l’ordre du jour", "list", 2),
    _go("hold", "Aller à la séance", "mic", 3),
    _go("draft", "Aller au compte rendu", "pen-line", 4),
    _go("documents", "Aller aux documents", "kind.document", 5),
    _act("host.return", "Renvoyer…", "act.send", "Ctrl+R"),
    _act("host.remark", "Noter l’observation", "act.add", "Ctrl+N"),
    _act("host.drop_remark", "Retirer l’observation", "x", "Del", scope=Scope.LIST),
    *(replace(spec, page=PAGE_ID, menu=None, key="") for spec in _ARRIVALS if spec.id in _OF_A_DOSSIER),
    replace(_attach, key="Ctrl+Alt+D"),
    _detach,
)

LEFT_OUT = frozenset(
    {
        "shell.example",
        "shell.own_network",
        "shell.fold_rail",
        "shell.close_window",
        "prepare.invite",
        "prepare.templates",
        "prepare.propose",
        "prepare.print_tasks",
        "prepare.postpone",
        "prepare.leave",
        "prepare.add",
        "prepare.thread",
        "prepare.competences",
        "draft.circulate",
    }
)
"""What leads out of the meeting, or belongs to who keeps the network."""
