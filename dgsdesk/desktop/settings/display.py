"""« Affichage et clavier »: theme, size of the text, keys of one letter."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox

from dgsdesk.desktop.components.fields import choice_field, choose
from dgsdesk.desktop.components.form import Form, side_by_side
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.preferences import SINGLE_LETTERS
from dgsdesk.desktop.theme.theme import ThemeChoice
from dgsdesk.domain.wording import NBSP

_THEMES = {
    ThemeChoice.SYSTEM: "Comme le système",
    ThemeChoice.LIGHT: "Clair",
    ThemeChoice.DARK: "Sombre",
    ThemeChoice.HIGH_CONTRAST: "Contraste élevé",
}


class DisplayPane(Form):
    """What this computer remembers; nothing of it belongs to the network."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme)
        self.host = host
        themes = [(choice.value, self.tr(words)) for choice, words in _THEMES.items()]
        self.themes = choice_field(self.tr("Thème"), themes)
        sizes = [(str(step), f"{step}{NBSP}%") for step in self.theme.tokens.text_scale]
        self.sizes = choice_field(self.tr("Taille du texte"), sizes)
        self.letters = QCheckBox(self.tr("Une lettre seule agit dans les listes"))
        self.letters.setChecked(host.preferences.flag(SINGLE_LETTERS, True))
        self._lay_out()
        self.themes.activated.connect(self._choose_theme)
        self.sizes.activated.connect(self._choose_size)
        self.letters.toggled.connect(self._use_letters)
        self.theme.changed.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        self.row(self.tr("Thème"), side_by_side(self.themes))
        self.row(self.tr("Taille du texte"), side_by_side(self.sizes))
        self.note(self.tr("Ctrl+plus et Ctrl+moins l’agrandissent et la réduisent sur toutes les pages."))
        self.row(self.tr("Clavier"), self.letters)
        self.note(
            self.tr(
                "A, R et F répondent à une observation, C, A et P remplissent le tableau d’une zone grise. "
                "Décochez si vous dictez, ou si des touches partent toutes seules\u00a0: les boutons et les "
                "menus restent."
            )
        )

    def _show(self) -> None:
        choose(self.themes, self.theme.choice.value)
        choose(self.sizes, str(self.theme.text_scale))

    def _choose_theme(self, at: int) -> None:
        self.host.actions.trigger(f"shell.theme_{self.themes.itemData(at)}")

    def _choose_size(self, at: int) -> None:
        self.theme.scale_text(int(self.sizes.itemData(at)))
        self.host.preferences.keep("theme/text_scale", self.theme.text_scale)

    def _use_letters(self, on: bool) -> None:
        self.host.actions.use_single_letters(on)
        self.host.preferences.keep(SINGLE_LETTERS, on)
