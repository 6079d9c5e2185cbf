"""The acts of a panel of attached documents, as the entry of its page declares them."""

from __future__ import annotations

from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope

KINDS = frozenset({"LibraryDocument", "DocumentUse", "Attachment"})
"""The changes that a page must hear of which shows such a panel."""


def attach_acts(page: str, room: str = "", menu: Menu = Menu.TOOLS) -> tuple[ActionSpec, ...]:
    """Return the acts of a panel on a page; ``room`` begins their ids where it is not the page's own."""
    begin = room or page
    return (
        ActionSpec(
            f"{begin}.attach",
            "Joindre un document…",
            "kind.document",
            "Ctrl+Shift+F",
            menu,
            page,
            Scope.PAGE,
            "Garder un fichier dans la bibliothèque du réseau et le joindre ici",
        ),
        ActionSpec(
            f"{begin}.detach", "Détacher le document", "x", "Del", menu, page, Scope.LIST, listed=False
        ),
    )
