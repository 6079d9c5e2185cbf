"""The acts of the step « Faire relire », known before its pane is made."""

from __future__ import annotations

from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope

_PAGE = "meetings"

ACTS = (
    ActionSpec(
        "review.circulate", "Envoyer le projet aux membres…", "act.send", "", Menu.MEETING, _PAGE, Scope.PAGE
    ),
    ActionSpec(
        "review.add",
        "Ajouter une observation",
        "act.add",
        "Ctrl+N",
        Menu.MEETING,
        _PAGE,
        Scope.LIST,
        apart=True,
    ),
    ActionSpec(
        "review.import",
        "Importer des fichiers annotés…",
        "nav.arrivals",
        "Ctrl+Shift+I",
        Menu.MEETING,
        _PAGE,
        Scope.LIST,
    ),
    ActionSpec(
        "review.paste", "Coller un courriel…", "mail", "Ctrl+Shift+V", Menu.MEETING, _PAGE, Scope.LIST
    ),
    ActionSpec(
        "review.approvals",
        "Noter les approbations expresses…",
        "act.accept",
        "",
        Menu.MEETING,
        _PAGE,
        Scope.PAGE,
    ),
    ActionSpec(
        "review.remind",
        "Relancer ceux qui n’ont pas répondu…",
        "act.send",
        "",
        Menu.MEETING,
        _PAGE,
        Scope.PAGE,
        apart=True,
    ),
    ActionSpec("review.answer", "Écrire les suites données", "act.word", "", Menu.MEETING, _PAGE, Scope.PAGE),
    ActionSpec("review.open_word", "Ouvrir dans Word", "act.word", "", Menu.MEETING, _PAGE, Scope.PAGE),
    ActionSpec("review.accept", "Accepter l’observation", "act.accept", "A", None, _PAGE, Scope.LIST),
    ActionSpec("review.rephrase", "Reformuler l’observation…", "act.rephrase", "R", None, _PAGE, Scope.LIST),
    ActionSpec("review.refuse", "Refuser l’observation…", "act.refuse", "F", None, _PAGE, Scope.LIST),
    ActionSpec(
        "review.confirm",
        "Confirmer l’approbation…",
        "act.accept",
        "",
        Menu.MEETING,
        _PAGE,
        Scope.PAGE,
        apart=True,
    ),
)
