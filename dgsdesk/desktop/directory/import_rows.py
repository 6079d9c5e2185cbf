"""Lines of a list and posts of a mandate change as rows, under their headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dgsdesk.application.directory.importing import PreviewLine
from dgsdesk.application.directory.likeness import LIKENESS_WORDS
from dgsdesk.application.directory.mandate_change import Change, MandateRow
from dgsdesk.application.directory.merge import full_name
from dgsdesk.desktop.components.rows import Heading, Row, Shown
from dgsdesk.desktop.directory.import_line import Choice, change_words, chosen_changes, chosen_naming
from dgsdesk.domain.wording import NBSP, date_long


@dataclass(frozen=True)
class Decided:
    """A line and what a person decided of it."""

    line: PreviewLine
    choice: Choice | None

    @property
    def group(self) -> str:
        """Say under which heading it stands."""
        if self.line.problem:
            return "À corriger dans le fichier"
        if self.line.doubtful and self.choice is None:
            return "À décider"
        if self.choice is Choice.LEAVE:
            return "Laissées de côté"
        return "À reprendre" if chosen_changes(self.line, self.choice) else "Rien de nouveau"


@dataclass(frozen=True)
class Post:
    """One post of a mandate change, on its day."""

    row: MandateRow
    day: date


_GROUPS = ("À décider", "À corriger dans le fichier", "À reprendre", "Laissées de côté", "Rien de nouveau")
_CHANGES = {
    Change.NEW: "Nouveaux titulaires",
    Change.VACANT: "Postes déclarés vacants",
    Change.LATER: "Laissés, un autre titulaire étant déjà prévu",
    Change.STAYS: "Titulaires qui restent",
    Change.ABSENT: "Postes que la liste ne nomme pas",
}


def grouped(lines: Sequence[Decided]) -> list[object]:
    """Return the lines under their headings, what asks for a decision first."""
    items: list[object] = []
    for title in _GROUPS:
        here = [line for line in lines if line.group == title]
        if here:
            items += [Heading(title, str(len(here))), *here]
    return items


def mandate_lines(rows: Sequence[MandateRow], day: date, lines: Sequence[Decided]) -> list[object]:
    """Return the posts under their headings, after the lines that ask for a decision."""
    items = grouped([line for line in lines if line.group in _GROUPS[:2]])
    for change, title in _CHANGES.items():
        here = [Post(row, day) for row in rows if row.change is change]
        if here:
            items += [Heading(title, str(len(here))), *here]
    return items


def import_key(item: object) -> str:
    """Name a row for good."""
    if isinstance(item, Heading):
        return item.title
    if isinstance(item, Post):
        return item.row.organisation_id
    assert isinstance(item, Decided)
    return str(item.line.line)


def import_shown(item: object) -> Shown:
    """Show a heading, a line or a post."""
    if isinstance(item, Heading):
        return item
    if isinstance(item, Post):
        return _post_shown(item)
    assert isinstance(item, Decided)
    return _line_shown(item)


def _line_shown(item: Decided) -> Row:
    line, number = item.line, f"ligne{NBSP}{item.line.line}"
    name = line.name or line.commune or number
    if line.problem:
        return Row(name, line.problem, number, icon="circle-alert", tone="bad")
    if line.alike is not None and line.doubtful and item.choice is None:
        known = full_name(line.alike.known.person)
        second = f"{line.commune}, {LIKENESS_WORDS[line.alike.why]}{NBSP}: {known}"
        return Row(name, second, number, icon="users", tone="warn")
    if chosen_naming(line, item.choice) is None:
        return Row(name, line.commune, number, icon="x")
    changes = chosen_changes(line, item.choice)
    second = f"{NBSP}· ".join(map(change_words, changes)) or f"{line.commune}, {line.title}".rstrip(", ")
    return Row(name, second, number, icon="check", tone="ok" if changes else "text_soft")


def _post_shown(item: Post) -> Row:
    row, day = item.row, date_long(item.day)
    until = date_long(item.day - timedelta(days=1))
    former = row.former or "poste vacant"
    if row.change is Change.NEW:
        second = f"{row.former}, jusqu’au {until}" if row.former else "poste vacant"
        return Row(f"{row.organisation}{NBSP}: {row.new}", second, f"dès le {day}", icon="check", tone="ok")
    if row.change is Change.VACANT:
        title, second = f"{row.organisation}{NBSP}: vacant", f"{former}, jusqu’au {until}"
        return Row(title, second, f"dès le {day}", icon="circle-dashed", tone="warn")
    if row.change is Change.LATER and row.later_from is not None:
        second = f"titulaire prévu à compter du {date_long(row.later_from)}"
        return Row(row.organisation, second, icon="clock", tone="warn")
    return Row(row.organisation, former, icon="kind.person")
