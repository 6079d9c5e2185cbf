"""The acts of the step « Faire relire », known before its pane is made."""

from __future__ import annotations

from functools import partial

from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope

_PAGE = "meetings"
_act = partial(ActionSpec, menu=Menu.MEETING, page=_PAGE, scope=Scope.PAGE)

ACTS = (
    _act("review.circulate", "Envoyer le projet aux membres…", "act.send"),
    _act("review.add", "Ajouter une observation", "act.add", "Ctrl+N", scope=Scope.LIST, apart=True),
    _act("review.import", "Importer des fichiers annotés…", "nav.arrivals", "Ctrl+Shift+I", scope=Scope.LIST),
    _act("review.paste", "Coller un courriel…", "mail", "Ctrl+Shift+V", scope=Scope.LIST),
    _act("review.approvals", "Noter les approbations expresses…", "act.accept"),
    _act("review.remind", "Relancer ceux qui n’ont pas répondu…", "act.send", apart=True),
    _act("review.answer", "Écrire les suites données", "act.word"),
    _act("review.open_word", "Ouvrir dans Word", "act.word"),
    _act("review.accept", "Accepter l’observation", "act.accept", "A", menu=None, scope=Scope.LIST),
    _act("review.rephrase", "Reformuler l’observation…", "act.rephrase", "R", menu=None, scope=Scope.LIST),
    _act("review.refuse", "Refuser l’observation…", "act.refuse", "F", menu=None, scope=Scope.LIST),
    _act("review.confirm", "Confirmer l’approbation…", "act.accept", apart=True),
)
