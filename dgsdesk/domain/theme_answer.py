"""What somebody answered to a call for themes: on its form, or by filling in the lines of the message.

Pure reading of what people write: marks of quotation are passed over, a yes is read as people say it, and
what is not understood is left for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

CODE = re.compile(r"\bAT-\d{8}-\d{1,3}\b")
"""The code of a call, as it is printed on forms and in messages."""

OFFERED = "Thèmes déjà proposés"
YOURS = "Vos propositions"
ENDS = "Fin des réponses"
COMMUNE = "Commune"
SUPPORT_COLUMN = "Nous le portons (oui)"
TITLE_COLUMN = "Votre proposition"
QUESTION_COLUMN = "Question à poser au groupe"

LONGEST_TITLE = 120
"""Characters that a theme's title may have; a longer line becomes its question."""

_QUOTED = re.compile(r"^(?:[>|]\s?)+")
_NUMBERED = re.compile(r"^(\d{1,2})\s*[.)\-–]\s*(.*)$")
_YES = re.compile(
    r"(?:(?:oui|ok|x|yes|d['’]accord|(?:nous )?(?:la |le )?portons|on (?:la |le )?porte)\b|[✓✔☑☒])", re.I
)
_NO = re.compile(r"\b(?:non|pas|no)\b", re.I)
_BULLET = re.compile(r"^(?:[+•*–—-]|\d{1,2}[.)])\s*")
_COMMUNE = re.compile(rf"^{COMMUNE}\s*:\s*(.+)$", re.I)


@dataclass(frozen=True)
class Proposed:
    """A theme that somebody proposes, and the question to put to the group."""

    title: str
    question: str = ""


@dataclass(frozen=True)
class ThemeAnswer:
    """What an answer says: whose it is (as written), the numbers that it supports, what it proposes."""

    commune: str = ""
    supported: tuple[int, ...] = ()
    proposed: tuple[Proposed, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.supported or self.proposed)


def code_in(text: str) -> str:
    """Return the code of the call that a text names, empty for none."""
    found = CODE.search(text)
    return found.group() if found else ""


def read_answer(text: str) -> ThemeAnswer:
    """Read the lines of a message that were filled in, quoted or not."""
    lines = [_QUOTED.sub("", line).replace("\u00a0", " ").strip() for line in text.splitlines()]
    commune, supported, proposed = "", [], []
    section = ""
    for line in lines:
        if line.startswith((OFFERED, YOURS, ENDS)):
            section = next(title for title in (OFFERED, YOURS, ENDS) if line.startswith(title))
        elif (said := _COMMUNE.match(line)) and not commune:
            commune = said[1].strip()
        elif section == OFFERED and (numbered := _NUMBERED.match(line)):
            if is_yes(re.split("[→:]", numbered[2])[-1]):
                supported.append(int(numbered[1]))
        elif section == YOURS and (theme := proposal_in(line)):
            proposed.append(theme)
    return ThemeAnswer(commune, tuple(dict.fromkeys(supported)), tuple(dict.fromkeys(proposed)))


def is_yes(said: str) -> bool:
    """Tell whether a cell or the end of a line says yes: « oui », « x », « OK », « nous le portons »."""
    words = said.strip(" .!\u00a0")
    return bool(words) and _YES.match(words) is not None and not _NO.search(words)


def proposal_in(line: str) -> Proposed | None:
    """Read « titre / question »; nothing for an empty line, or one that only holds its bullet."""
    words = _BULLET.sub("", line.strip()).strip()
    if not words or not any(sign.isalnum() for sign in words):
        return None
    title, _, question = words.partition(" / ")
    return _fitting(title.strip(), question.strip())


def read_tables(tables: Iterable[Sequence[Sequence[str]]]) -> ThemeAnswer:
    """Read the tables of a form that came back, told apart by the titles of their columns."""
    commune, supported, proposed = "", [], []
    for rows in tables:
        for row in rows:
            if len(row) > 1 and row[0].strip(" :\u00a0") == COMMUNE and row[1].strip():
                commune = row[1].strip()
        heads = [cell.strip() for cell in rows[0]] if rows else []
        if SUPPORT_COLUMN in heads:
            at = heads.index(SUPPORT_COLUMN)
            numbers = [(row[0].strip(), row[at]) for row in rows[1:] if len(row) > at]
            supported += [int(number) for number, said in numbers if number.isdigit() and is_yes(said)]
        elif TITLE_COLUMN in heads:
            proposed += [theme for row in rows[1:] if (theme := _of_row(row))]
    return ThemeAnswer(commune, tuple(dict.fromkeys(supported)), tuple(dict.fromkeys(proposed)))


def _of_row(row: Sequence[str]) -> Proposed | None:
    title = " ".join(row[0].split())
    question = " ".join(row[1].split()) if len(row) > 1 else ""
    return _fitting(title, question) if title else None


def _fitting(title: str, question: str) -> Proposed:
    """Cut a title that is a whole paragraph at a word; all of it stands in the question."""
    if len(title) <= LONGEST_TITLE:
        return Proposed(title, question)
    short = title[: LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return Proposed(short, "\n".join(filter(None, (title, question))))
