"""The sheet of components and states, for the developers' eyes and for tests.

``python -m dgsdesk.desktop.gallery [--png FILE] [--theme light|dark|high_contrast] [--scale 100..200]``
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dgsdesk.desktop.components.badge import Badge, badge_of
from dgsdesk.desktop.components.buttons import Button, ButtonKind, ButtonRow
from dgsdesk.desktop.components.command_palette import CommandPalette, PaletteEntry
from dgsdesk.desktop.components.drop_zone import DropFrame
from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.components.headers import PageHeader, SectionHeader
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.ring import DaysRing
from dgsdesk.desktop.components.row_delegate import RowDelegate, RowState, paint_ground
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Row, RowsModel, Shown
from dgsdesk.desktop.components.stepper import Step, Stepper
from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.components.time_bar import TimeBar, TimePart
from dgsdesk.desktop.components.toast import UndoToast
from dgsdesk.desktop.theme.theme import Theme, ThemeChoice

_STATES = ("Repos", "Survol", "Choisie, la liste a le clavier", "Choisie et visée au clavier")
_MORE_STATES = ("Choisie, le clavier est ailleurs", "Inactive")


class _HoveredButton(Button):
    """A button that believes that the mouse is over it."""

    def underMouse(self) -> bool:
        """Say yes."""
        return True


class _StatesDelegate(RowDelegate):
    """Rows whose state is forced by their place."""

    def paint_row(self, painter: QPainter, rect: QRectF, shown: Shown, state: RowState) -> None:
        """Force the state, then paint ground and content."""
        at = [*_STATES, *_MORE_STATES].index(shown.title)
        state.hover, state.chosen, state.here = at == 1, at in (2, 3, 4), at != 4
        state.ring, state.enabled = at == 3, at != 5
        painter.fillRect(rect, self.theme.color("surface"))
        paint_ground(painter, self.theme, rect, state)
        super().paint_row(painter, rect, shown, state)


class Gallery(QWidget):
    """Three columns of components."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setWindowTitle("DGS Desk – Planche des composants")
        page = Panel(theme, "surface")
        columns = QHBoxLayout()
        columns.setContentsMargins(18, 8, 18, 8)
        columns.setSpacing(18)
        for column in (self._controls(), self._states(), self._floating()):
            columns.addLayout(column, 1)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(PageHeader(theme, "Planche des composants et des états"))
        layout.addWidget(self._stepper())
        layout.addLayout(columns, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)

    def _title(self, column: QVBoxLayout, text: str) -> None:
        column.addWidget(SectionHeader(self.theme, text, line=True))

    def _stepper(self) -> QWidget:
        names = ("Préparer", "Inviter", "Tenir", "Rédiger", "Faire relire", "Diffuser")
        stepper = Stepper(self.theme, names, "Étapes de la réunion")
        notes = ("fait le 30 octobre", "fait le 30 octobre", "16 présents sur 17", "reçu le 20 novembre")
        done = [Step(name, note, True) for name, note in zip(names, notes, strict=False)]
        stepper.show_steps(
            [*done, Step("Faire relire", "encore 5 jours"), Step("Diffuser", "dès le 3 décembre")], 4
        )
        return stepper

    # -- columns ---------------------------------------------------------------------------------------------

    def _controls(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self._title(column, "Boutons : repos, survol, appui, inactif")
        for kind, word in ((ButtonKind.FILLED, "Publier"), (ButtonKind.PLAIN, "Imprimer")):
            pressed = Button(self.theme, word, kind=kind)
            pressed.setDown(True)
            off = Button(self.theme, word, kind=kind)
            off.setEnabled(False)
            row = ButtonRow(
                Button(self.theme, word, kind=kind), _HoveredButton(self.theme, word, kind=kind), pressed, off
            )
            row.stretch()
            column.addWidget(row)
        link = Button(self.theme, "Autre idée", kind=ButtonKind.LINK)
        keyed = Button(self.theme, "Noter un sujet", icon="act.note_subject", key="F8")
        row = ButtonRow(link, keyed)
        row.stretch()
        column.addWidget(row)
        self._title(column, "Lignes de liste")
        column.addWidget(self._rows())
        self._title(column, "Anneau des jours restants")
        column.addLayout(self._rings())
        self._title(column, "Champ")
        fields = QHBoxLayout()
        for name in ("Repos", "Clavier ici"):
            field = QLineEdit(name)
            field.setAccessibleName(name)
            fields.addWidget(field)
        column.addLayout(fields)
        column.addStretch(1)
        return column

    def _rows(self) -> RowList:
        model: RowsModel[str] = RowsModel(lambda name: Row(name, right="8 déc."), lambda name: name, self)
        model.replace([*_STATES, *_MORE_STATES])
        rows = RowList(self.theme, model, "Lignes de liste", delegate=_StatesDelegate)
        rows.setFixedHeight(6 * self.theme.height("list_row_1", "body") + 2)
        return rows

    def _rings(self) -> QHBoxLayout:
        line = QHBoxLayout()
        for left in (8, 5, 2, 0):
            ring = DaysRing(self.theme)
            ring.show_days(left, 8, f"{left} jours")
            line.addWidget(ring)
        done = DaysRing(self.theme)
        done.show_approved("approuvé")
        line.addWidget(done)
        line.addStretch(1)
        return line

    def _states(self) -> QVBoxLayout:
        column = QVBoxLayout()
        for title, thing in (
            ("Réunion", "meeting"),
            ("Zone grise", "grey_zone"),
            ("Observation", "observation"),
        ):
            self._title(column, title)
            states = [state for state in self.theme.tokens.badges if state.startswith(f"{thing}.")]
            for first in range(0, len(states), 3):
                line = QHBoxLayout()
                for state in states[first : first + 3]:
                    line.addWidget(Badge(self.theme, badge_of(state)))
                line.addStretch(1)
                column.addLayout(line)
        self._title(column, "Message : quoi, où, que faire")
        column.addWidget(
            InlineMessage(
                self.theme,
                Message(
                    "Ce fichier Word ne vient pas de cette réunion.",
                    "« Projet CR octobre.docx » porte la réunion du 13 octobre. Rien n’a été changé.",
                    button="Ouvrir la réunion du 13 octobre",
                ),
            )
        )
        self._title(column, "Temps")
        bar = TimeBar(self.theme)
        parts = [TimePart(10), TimePart(55, "1 · 55 min", 1), TimePart(50, "2 · 50 min", 2)]
        bar.show_plan([*parts, TimePart(55, "3 · 40 min", 3)], 150, 570, "2 h 50 prévues pour 2 h 30")
        column.addWidget(bar)
        column.addStretch(1)
        return column

    def _floating(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self._title(column, "Palette de commandes, Ctrl+K")
        ground = QWidget()
        ground.setFixedHeight(self.theme.wide(225))
        self._palette = CommandPalette(self.theme, ground)
        column.addWidget(ground)
        self._title(column, "Annulation, 8 secondes, sans voler le clavier")
        stage = QWidget()
        stage.setFixedHeight(self.theme.wide(60))
        self._toast = UndoToast(self.theme, stage)
        column.addWidget(stage)
        self._title(column, "Dépôt de fichiers")
        drop = DropFrame(self.theme)
        drop.say(
            "Lâchez pour examiner 3 fichiers", "Word, agenda, courriel. Rien n’est changé avant votre accord."
        )
        column.addWidget(drop)
        self._title(column, "Page vide")
        column.addWidget(
            EmptyPage(
                self.theme,
                "nav.grey_zones",
                "Aucune zone grise pour l’instant",
                "Notez un cas que les statuts ne règlent pas, ou partez des vingt cas les plus courants.",
                filled=Button(self.theme, "Ajouter une zone grise", kind=ButtonKind.FILLED),
                plain=Button(self.theme, "Voir les vingt cas"),
            ),
            1,
        )
        return column

    def float_all(self) -> None:
        """Show what floats: palette and toast."""
        self._toast.show_act("Point 2.2 reporté en janvier", lambda: None)
        places = [
            PaletteEntry("1", "Zone grise : Avaloirs et grilles", "nav.grey_zones", lambda: None),
            PaletteEntry("2", "Décision 2026-10/02, inventaire des avaloirs", "kind.decision", lambda: None),
        ]
        acts = [PaletteEntry("3", "Noter le sujet « avaloir »", "act.add", lambda: None, "F8")]
        self._palette.open_with(places, acts, [])
        self._palette.findChildren(QLineEdit)[0].setText("avaloir")


def main(arguments: Sequence[str] | None = None) -> int:
    """Show the sheet, or write it to a picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--png")
    parser.add_argument("--theme", choices=[c.value for c in ThemeChoice], default="light")
    parser.add_argument("--scale", type=int, default=100)
    asked = parser.parse_args(arguments)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    theme = Theme(app)
    theme.choose(ThemeChoice(asked.theme))
    theme.scale_text(asked.scale)
    gallery = Gallery(theme)
    gallery.resize(1366, 768)
    gallery.show()
    gallery.float_all()
    if asked.png:
        return 0 if gallery.grab().save(asked.png) else 1
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
