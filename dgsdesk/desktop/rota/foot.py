"""Below the timeline: the legend, what was proven, and one line of explanation."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dgsdesk.desktop.components.empty_page import IconView
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.rota.turn_chip import Legend
from dgsdesk.desktop.theme.theme import Theme


class Foot(QWidget):
    """The explanation gives place to what is being done (a turn that hangs over a commune)."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._icon = IconView(theme, "circle-check", "ok", "inline")
        self.proof = TextLabel(theme, "", "small")
        self._usual = self.tr(
            "Dette : + la commune doit encore un tour, − elle a de l’avance. "
            "Trait vertical : part juste sur la période."
        )
        self.words = TextLabel(theme, self._usual, "small", "text_soft", wrap=True)
        first = QHBoxLayout()
        first.setSpacing(5)
        first.addWidget(Legend(theme))
        first.addStretch(1)
        first.addWidget(self._icon)
        first.addWidget(self.proof)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 10)
        layout.setSpacing(2)
        layout.addLayout(first)
        layout.addWidget(self.words)

    def show_proof(self, proof: str, proven: bool) -> None:
        """Say what was proven, or that something better is possible."""
        self._icon.show_icon("circle-check" if proven else "triangle-alert", "ok" if proven else "warn")
        self._icon.setVisible(bool(proof))
        self.proof.show_text(proof)

    def say(self, words: str) -> None:
        """Say what is going on; nothing brings the explanation back."""
        self.words.show_text(words or self._usual)
        self.words.set_role("text" if words else "text_soft")
