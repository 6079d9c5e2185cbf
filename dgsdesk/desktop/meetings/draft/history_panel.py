"""The versions of the minutes side by side: what was put in, what was struck, and a former text taken up."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dgsdesk.application.minutes.history import (
    NOW,
    ItemDifference,
    TakeUpText,
    VersionLines,
    version_differences,
    version_lines,
)
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.difference_text import DifferenceText
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.richtext import RichText


class HistoryPanel(QWidget):
    """Choose two versions and read what differs, item by item."""

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        self.host = host
        self.theme = host.theme
        self.meeting_id = ""
        self._writable = False
        self.old, self.new = QComboBox(), QComboBox()
        self.old.setAccessibleName(self.tr("Ancienne version"))
        self.new.setAccessibleName(self.tr("Nouvelle version"))
        self.back = Button(self.theme, self.tr("Revenir au texte"), kind=ButtonKind.LINK)
        self.told = TextLabel(self.theme, "", "body", "text_soft", wrap=True)
        self.kept = TextLabel(self.theme, "", "small", "text_soft", wrap=True)
        self.views: list[DifferenceText] = []
        self.take_up: list[Button] = []
        self.area = QScrollArea()
        self._lay_out()
        for box in (self.old, self.new):
            box.activated.connect(lambda _: self._compare())
        self.theme.changed.connect(self._restyle)
        self.hide()

    def _lay_out(self) -> None:
        theme = self.theme
        head = Panel(theme, "surface_alt", "b")
        line = QHBoxLayout(head)
        side = theme.space("xl")
        line.setContentsMargins(side, theme.space("xs"), side, theme.space("xs"))
        line.setSpacing(theme.space("s"))
        for words, box in ((self.tr("De"), self.old), (self.tr("à"), self.new)):
            line.addWidget(TextLabel(theme, words, "small", "text_soft"))
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
            line.addWidget(box, 1)
        line.addWidget(self.back)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAccessibleName(self.tr("Différences entre les versions"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        self.kept.setContentsMargins(side, theme.space("s"), side, 0)
        column.addWidget(self.kept)
        column.addWidget(self.area, 1)

    def show_history(self, meeting_id: str, *, writable: bool) -> None:
        """Show what changed since the newest version."""
        self.meeting_id, self._writable = meeting_id, writable
        self.show()
        self.host.ask(version_lines, meeting_id, then=self._offer, owner=self, replaces="versions")

    def _restyle(self) -> None:
        if not self.isHidden():
            self._compare()

    def _offer(self, offered: VersionLines) -> None:
        lines = offered.lines
        self.kept.show_text(offered.told)
        self.kept.setVisible(bool(offered.told))
        chosen = [box.currentData() for box in (self.old, self.new)]
        for box, former, usual in ((self.old, chosen[0], 1), (self.new, chosen[1], 0)):
            box.clear()
            for line in lines:
                box.addItem(line.words, line.id)
            at = box.findData(former) if former is not None else -1
            box.setCurrentIndex(at if at >= 0 else min(usual, len(lines) - 1))
        self.old.setFocus(Qt.FocusReason.OtherFocusReason)
        self._compare()

    def _compare(self) -> None:
        old, new = self.old.currentData(), self.new.currentData()
        if old is not None and new is not None:
            self.host.ask(
                version_differences,
                self.meeting_id,
                old,
                new,
                then=self._show,
                owner=self,
                replaces="compared",
            )

    def _show(self, found: tuple[ItemDifference, ...]) -> None:
        theme = self.theme
        paper = Panel(theme, "surface")
        column = QVBoxLayout(paper)
        side = theme.space("xl")
        column.setContentsMargins(side, theme.space("m"), side, theme.space("m"))
        column.setSpacing(theme.space("s"))
        only_now = self.old.count() == 1
        nothing = (
            self.tr("Rien d’autre n’est encore gardé : chaque pause dans la rédaction laisse un état ici.")
            if only_now
            else self.tr("Ces deux versions disent la même chose.")
        )
        self.told = TextLabel(theme, "" if found else nothing, "body", "text_soft", wrap=True)
        self.told.setVisible(not found)
        column.addWidget(self.told)
        self.views, self.take_up = [], []
        for item in found:
            self._add_item(column, item)
        column.addStretch(1)
        self.area.setWidget(paper)

    def _add_item(self, column: QVBoxLayout, item: ItemDifference) -> None:
        head = QHBoxLayout()
        head.addWidget(TextLabel(self.theme, item.heading, "section", wrap=True), 1)
        text = item.old_text
        if self._writable and self.old.currentData() != NOW and text is not None:
            button = Button(self.theme, self.tr("Reprendre ce texte"))
            button.setAccessibleName(self.tr("Reprendre l’ancien texte du point {}").format(item.heading))
            button.clicked.connect(lambda _=False: self._take_up(item.item_id, text))
            self.take_up.append(button)
            head.addWidget(button)
        column.addLayout(head)
        name = self.tr("Différences du point {}").format(item.heading)
        view = DifferenceText(self.theme, item.blocks, name=name)
        self.views.append(view)
        column.addWidget(view)

    def _take_up(self, item_id: str, text: RichText) -> None:
        again = self._compare
        self.host.run(TakeUpText(item_id, text), then=lambda _: again(), owner=self)
