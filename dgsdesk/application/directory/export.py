"""The directory as a list for a spreadsheet, which our own import reads back without a change."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.directory.page import PostRow, directory_page
from dgsdesk.application.document import file_stem
from dgsdesk.application.ports.office import OutFile
from dgsdesk.application.view import View
from dgsdesk.domain.wording import civility_mark

FOLDER = "Annuaire"
TITLES = ("Commune", "Fonction", "Civilité", "Nom", "Prénom", "Courriel", "Téléphone")


class ListFormat(StrEnum):
    """What a list may be written as; the value is its extension."""

    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True)
class ExportDirectory(Command[str]):
    """Write everybody who holds a post today, and the vacant posts, as a list; returns its full path."""

    form: ListFormat


@handles(ExportDirectory, "Annuaire exporté ({form})")
def export_directory(act: Act, command: ExportDirectory) -> str:
    content = act.office.write_list(directory_rows(act.view), command.form.value, "Annuaire")
    name = f"{file_stem(act.today, 'annuaire')}.{command.form.value}"
    return act.lay(FOLDER, [OutFile(name, content)])[0]


def directory_rows(view: View) -> tuple[tuple[str, ...], ...]:
    """Return the list: its titles, then one line per post of today."""
    lines = [
        (organisation.name, *_cells(post))
        for organisation in directory_page(view).organisations
        for post in organisation.posts
        if post.current
    ]
    return (TITLES, *lines)


def _cells(post: PostRow) -> tuple[str, ...]:
    person = post.person
    mark = civility_mark(person.civility)
    return post.title, mark, person.family_name, person.given_name, person.email, person.phone
