"""The acts of the step « Faire relire », known before its pane is made."""

from __future__ import annotations

from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope

_PAGE = "meetings"

ACTS = (
    ActionSpec(
        "review.circulate", "Envoyer le projet aux membres…", "act.send", "", Menu.MEETING, _PAGE, Scope.PAGE
    ),
    ActionSpec("review.add", "Ajouter une observation", "act.add", "Ctrl+N", Menu.MEETING, _PAGE, Scope.LIST),
    ActionSpec(
        "review.import",
        "Importer un fichier annoté…",
        "nav.arrivals",
        "Ctrl+Shift+I",
        Menu.MEETING,
        _PAGE,
        Scope.LIST,
    ),
    ActionSpec("review.open_word", "Ouvrir dans Word", "act.word", "", Menu.MEETING, _PAGE, Scope.PAGE),
    ActionSpec("review.accept", "Accepter l’observation", "act.accept", "A", None, _PAGE, Scope.LIST),
    ActionSpec("review.rephrase", "Reformuler l’observation…", "act.rephrase", "R", None, _PAGE, Scope.LIST),
    ActionSpec("review.refuse", "Refuser l’observation…", "act.refuse", "F", None, _PAGE, Scope.LIST),
    ActionSpec(
        "review.confirm", "Confirmer l’approbation…", "act.accept", "", Menu.MEETING, _PAGE, Scope.PAGE
    ),
)
