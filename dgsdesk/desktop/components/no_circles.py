"""What a page says where the network has no circle yet: the way to open the first one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.theme.theme import Theme


def no_circles(theme: Theme, open_circles: Callable[[], object]) -> EmptyPage:
    """Return an empty page that leads to « Formats »."""

    def tr(words: str) -> str:
        return QCoreApplication.translate("no_circles", words)

    button = Button(theme, tr("Ouvrir un format de rencontre…"), kind=ButtonKind.FILLED)
    button.clicked.connect(lambda: open_circles())
    return EmptyPage(
        theme,
        "users",
        tr("Aucun format de rencontre n’est ouvert"),
        tr("Un format dit qui se réunit, quand, et chez qui\u00a0: les dates et les réunions en partent."),
        filled=button,
    )
