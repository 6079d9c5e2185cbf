"""What was dropped, before anything changes: file by file, field by field; then « Ranger »."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dgsdesk.application.arrival.acts import (
    FileArrivals,
)
from dgsdesk.application.arrival.plan import REPLY_OF, FieldChange
from dgsdesk.application.arrival.preview import (
    ArrivalPreview,
    DroppedFile,
    preview_arrivals,
    read_arrivals,
)
from dgsdesk.desktop.arrivals.questions import AddressQuestions
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Heading, Row, RowsModel, Shown
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.chosen_file import read_chosen
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.library import safe_name
from dgsdesk.domain.wording import NBSP, capitalised, number, plural

_MOST_CHANGES = 200
_A_BATCH = 125
_SENTENCE = re.compile(r"(.+?[^M]\.) (.+)")
"""A sentence and what follows; « M. » ends none."""
_MANY = 30
"""Above so many files the ones that do the same stand in one line."""


class PreviewPane(Panel):
    """``opened()`` once files were read; ``closed(filed)`` when they were filed (True) or given up."""

    opened = Signal()
    closed = Signal(bool)

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface")
        self.host = host
        self._files: tuple[DroppedFile, ...] = ()
        self.ready = False
        self.header = PageHeader(self.theme)
        self.model: RowsModel[object] = RowsModel(_shown, _key, self)
        self.list = RowList(self.theme, self.model, self.tr("Ce que les fichiers changeraient"))
        self._asks = QWidget()
        self._asking = TextLabel(self.theme, self.tr("À qui sont ces adresses ?"), bold=True)
        self.questions = AddressQuestions(self.theme)
        act = host.actions.action
        self.take = Button(self.theme, kind=ButtonKind.FILLED, icon="check", action=act("arrivals.file"))
        self.header.add_button(Button(self.theme, self.tr("Renoncer"), action=act("arrivals.give_up")))
        self.header.add_button(self.take)
        self.questions.answered.connect(self._preview)
        self._lay_out()

    def _lay_out(self) -> None:
        asking = QVBoxLayout(self._asks)
        asking.setContentsMargins(20, 12, 20, 12)
        asking.setSpacing(8)
        asking.addWidget(self._asking)
        asking.addWidget(self.questions)
        self._asks.hide()
        self.questions.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self._asks)
        layout.addWidget(self.list, 1)

    def open_files(self, paths: Sequence[Path]) -> None:
        """Read files and show what they would do; nothing is changed."""
        self.ready = False
        self._allow()
        self._say(self.tr("Lecture des fichiers…"))
        self.host.make_document(
            lambda: tuple(DroppedFile(safe_name(path.name, "fichier"), read_chosen(path)) for path in paths),
            then=self._take_files,
            owner=self,
            failed=self._not_read,
        )

    def _not_read(self, error: KnownError) -> None:
        self.host.tell_error(error)
        if self._files:
            self._preview()
        else:
            self._done(False)

    def _say(self, what: str) -> None:
        """Say what is under way, where the files will be told."""
        self.header.show_title(what, self.tr("Rien n’est changé avant votre accord."))
        self.opened.emit()

    def file(self) -> None:
        """File what is shown, in one act."""
        if not self._files or not self.ready:
            return
        command = FileArrivals(self._files, self.questions.named())
        kept, self._files = self._files, ()
        self._allow()
        if len(kept) > _A_BATCH:
            self._say(self.tr("Rangement de {}…").format(plural(len(kept), "fichier", "fichiers")))
        self.host.run(
            command,
            then=lambda _: self._done(True),
            failed=lambda error: self._not_filed(kept, error),
            owner=self,
        )

    def _not_filed(self, files: tuple[DroppedFile, ...], error: KnownError) -> None:
        """Show what could not be filed again: nothing of it is lost."""
        self.host.tell_error(error)
        self._take_files(files)

    def give_up(self) -> None:
        """Forget what was dropped; nothing was changed."""
        self._files = ()
        self._done(False)

    def _done(self, filed: bool) -> None:
        self.questions.forget()
        self._asks.hide()
        self.model.replace([])
        self._allow()
        self.closed.emit(filed)

    def _take_files(self, files: tuple[DroppedFile, ...]) -> None:
        self._files = (*self._files, *files)
        self._read_ahead(0)

    def _read_ahead(self, done: int) -> None:
        """Read a batch after the other, so that a long wait is seen to go on; then say what they do."""
        batch = self._files[done : done + _A_BATCH]
        if done + len(batch) >= len(self._files):
            self._preview()
            return
        reached = done + len(batch)
        total = plural(len(self._files), "fichier", "fichiers")
        self._say(self.tr("{} lus sur {}…").format(number(done), total))
        self.host.ask(
            read_arrivals, batch, then=lambda _: self._read_ahead(reached), owner=self, replaces="reading"
        )

    def _preview(self) -> None:
        self.host.ask(
            preview_arrivals,
            self._files,
            self.questions.named(),
            then=self._show,
            owner=self,
            replaces="preview",
        )

    def _show(self, previews: list[ArrivalPreview]) -> None:
        changes = sum(len(preview.changes) for preview in previews)
        files = plural(len(previews), "fichier reçu", "fichiers reçus")
        self.header.show_title(files[0].upper() + files[1:], self._facts(previews, changes))
        self.model.replace(_lines(previews))
        asked = list(dict.fromkeys(one for preview in previews for one in preview.asked))
        chosen = {one.address for one in self.questions.named()}
        kept = [one for one in self.questions.asked() if one.address in chosen and one not in asked]
        self._asks.setVisible(bool(asked or kept))
        self.questions.ask([*kept, *asked])
        self.ready = True
        self._allow()  # first: a button takes the words of its act again when that is allowed
        self.take.setText(self.tr("Ranger {}").format(plural(len(previews), "fichier", "fichiers")))
        self.opened.emit()

    def _facts(self, previews: Sequence[ArrivalPreview], changes: int) -> str:
        waiting = sum(preview.waits and not preview.known for preview in previews)
        known = sum(preview.known for preview in previews)
        said = [
            plural(changes, "changement", "changements") if changes else "",
            plural(waiting, "attendra votre regard", "attendront votre regard") if waiting else "",
            plural(known, "est déjà rangé", "sont déjà rangés") if known else "",
            self.tr("rien n’est changé avant « Ranger »"),
        ]
        return capitalised(", ".join(filter(None, said)))

    def _allow(self) -> None:
        """Nothing is filed before it was shown."""
        why = self.tr("Déposez d’abord des fichiers sur la fenêtre.")
        self.host.actions.allow("arrivals.file", bool(self._files) and self.ready, why)
        self.host.actions.allow("arrivals.give_up", bool(self._files), why)


def _lines(previews: Sequence[ArrivalPreview]) -> list[object]:
    """A heading per file, its changes, what must wait; of many files, those that do the same are summed."""
    summed = [one for one in previews if _is_plain(one)] if len(previews) > _MANY else []
    alike = Counter(_sum_words(one) for one in summed)
    lines: list[object] = []
    if alike:
        lines.append(Heading("En bref", right=plural(len(summed), "fichier", "fichiers")))
        lines += [(rank, Summed(words, count)) for rank, (words, count) in enumerate(alike.most_common())]
    apart = {id(one) for one in summed}
    for rank, preview in enumerate(previews):
        if id(preview) in apart:
            continue
        lines.append((rank, preview))
        lines += [(rank, number, change) for number, change in enumerate(preview.changes[:_MOST_CHANGES])]
        lines += [(rank, number, reason) for number, reason in enumerate(preview.reasons)]
    return lines


class Summed(NamedTuple):
    """What several files do alike, and how many they are."""

    words: str
    files: int


def _is_plain(preview: ArrivalPreview) -> bool:
    """Tell whether a file needs no eyes of its own: it is known, or notes what nobody has to judge."""
    return preview.known or not (preview.reasons or preview.asked)


def _sum_words(preview: ArrivalPreview) -> str:
    answers = [change.after for change in preview.changes if change.what.startswith(REPLY_OF)]
    if preview.known:
        return "déjà rangés, rien ne change"
    return answers[0] if answers else preview.found


def _shown(line: object) -> Shown:
    if isinstance(line, Heading):
        return line
    assert isinstance(line, tuple)
    match line[-1]:
        case ArrivalPreview() as preview:
            return _file_row(preview)
        case Summed(words, files):
            return Row(f"{number(files)}{NBSP}× {words}", icon="check", tone="ok")
        case FieldChange() as change:
            said = f"{change.before} → {change.after}" if change.before else f"Ajouté{NBSP}: {change.after}"
            return Row(change.what, said, icon="check", tone="ok")
        case reason:
            said, remedy = _what_and_remedy(str(reason))
            return Row(said, remedy, icon="clock", tone="warn")


def _what_and_remedy(reason: str) -> tuple[str, str]:
    """Part the first sentence, what is the matter, from the rest, what to do: neither is cut."""
    first = _SENTENCE.match(reason)
    return (first[1], first[2]) if first else (reason, "")


def _file_row(preview: ArrivalPreview) -> Shown:
    """Name the file, below it what it was taken for: each has the whole width, none is cut by the other."""
    said = "déjà rangé, rien ne change" if preview.known else preview.found
    return Row(preview.name, said, icon="file-text")


def _key(line: object) -> str:
    if isinstance(line, Heading):
        return line.title
    assert isinstance(line, tuple)
    rank, last = line[0], line[-1]
    kind = type(last).__name__
    return f"{rank}:{kind}:{line[1] if len(line) == 3 else ''}"
