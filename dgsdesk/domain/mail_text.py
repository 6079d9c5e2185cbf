"""What somebody writes in a message about the minutes: paragraphs, changes spelled out, a plain yes.

Pure reading of text as people write and paste it; nothing is lost, what is not understood stays a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dgsdesk.domain.proposal import Proposal
from dgsdesk.domain.wording import MONTHS

_GREETING = re.compile(
    r"(?:bonjour|bonsoir|madame|monsieur|cher(?:s|e|es)?|mesdames|messieurs|salut|hello)\b[^.;:\n]{0,60}[,!.]?\s*",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:(?:bien\s|très\s)?(?:cordialement|amicalement|sincèrement)|bonne (?:journée|soirée|réception)|"
    r"(?:bien\s)?à (?:vous|toi)|merci (?:d['’]avance|à vous)|salutations|cdlt|--\s?$|envoyé de mon )",
    re.IGNORECASE,
)
_QUOTED_MAIL = re.compile(
    r"(?:-{3,}\s*message d['’]origine|_{8,}|le .{6,80} a écrit\s*:|on .{6,80} wrote\s*:)", re.IGNORECASE
)
_HEADER = re.compile(r"(de|from|envoyé|date|sent|à|to|cc|objet|subject)\s*:\s*(.*)", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_DAY = re.compile(r"(\d{1,2})(?:er)?[\s\u00a0/.]+(\w+|\d{1,2})[\s\u00a0/.]+(\d{4})")
_Q = r"(?:\xab\s*(.+?)\s*\xbb|“(.+?)”|\"(.+?)\")"
_REPLACE = tuple(
    re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        rf"(?:remplacer|substituer|corriger|modifier)\s+{_Q}\s+(?:par|en)\s*:?\s*{_Q}",
        rf"au lieu de\s*:?\s*{_Q}[\s,;:]*(?:lire|écrire|mettre|indiquer|noter)\s*:?\s*{_Q}",
        rf"{_Q}\s*(?:→|-+>|=+>|devient|à remplacer par)\s*{_Q}",
    )
)
_READ = re.compile(
    rf"(?:lire|écrire|mettre|indiquer)\s+{_Q}\s+(?:au lieu de|et non|plutôt que)\s+{_Q}", re.I | re.S
)
_ADD = re.compile(rf"(?:ajouter|insérer|préciser)\s*:?\s*{_Q}\s+après\s+{_Q}", re.IGNORECASE | re.DOTALL)
_AFTER = re.compile(
    rf"après\s+{_Q}[\s,;:]*(?:ajouter|insérer|préciser)\s*:?\s*{_Q}", re.IGNORECASE | re.DOTALL
)
_REMOVE = re.compile(rf"(?:supprimer|retirer|enlever|ôter|rayer)\s*:?\s*{_Q}", re.IGNORECASE | re.DOTALL)
_QUOTE = re.compile(_Q, re.DOTALL)
_POINT = re.compile(
    r"(?:points?|items?|§|nº|n°)\s*(\d+(?:\.\d+)*)|^\s*(\d+(?:\.\d+)+)\s*[:.)\-–—]?", re.IGNORECASE
)
_YES = re.compile(
    r"\b(?:j['’]approuve|nous approuvons|approuvé|pas d['’]observations?|aucune observation|"
    r"sans observation|r\.?a\.?s\b|rien à (?:signaler|ajouter|redire)|(?:ça|cela) (?:me|nous) va|"
    r"(?:me|nous) convient)",
    re.IGNORECASE,
)
_BUT = re.compile(
    r"\b(?:mais|sauf|toutefois|cependant|hormis|réserve|néanmoins|excepté|n['’]approuve)\b|\?", re.I
)
_LONGEST_YES = 400


@dataclass(frozen=True)
class MailText:
    """A message as read: who sent it (as written), on which day if it says, and its own paragraphs."""

    sender: str = ""
    address: str = ""
    sent_on: date | None = None
    subject: str = ""
    paragraphs: tuple[str, ...] = ()

    @property
    def approves(self) -> bool:
        """Whether it says yes and nothing else."""
        said = " ".join(self.paragraphs)
        if not said or len(said) > _LONGEST_YES or _QUOTE.search(said) or _BUT.search(said):
            return False
        return _YES.search(said) is not None


def read_mail_text(text: str) -> MailText:
    """Read a pasted message: the headers copied along, its words without what they answer."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    headers, rest = _headers(lines)
    sender = headers.get("de", headers.get("from", ""))
    found = _ADDRESS.search(sender)
    when = headers.get("envoyé", headers.get("date", headers.get("sent", "")))
    return MailText(
        sender=re.sub(r"\s*[<\[(].*", "", sender).strip(' "') or (found[0] if found else ""),
        address=found[0] if found else "",
        sent_on=day_in(when),
        subject=headers.get("objet", headers.get("subject", "")),
        paragraphs=tuple(_paragraphs(rest)),
    )


def _headers(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """Part the lines « De : … », « Envoyé : … » at the top from the message."""
    headers: dict[str, str] = {}
    rank = 0
    while rank < len(lines):
        line = lines[rank].strip()
        match = _HEADER.fullmatch(line)
        if match is None and (line or not headers):
            if line:
                break
        elif match is not None:
            headers[match[1].casefold()] = match[2].strip()
        rank += 1
    return (headers, lines[rank:]) if {"de", "from"} & set(headers) else ({}, lines)


def day_in(words: str) -> date | None:
    """Read « mardi 24 novembre 2026 10:12 » or « 24/11/2026 »; nothing when there is no such day."""
    match = _DAY.search(words)
    if match is None:
        return None
    month = match[2].casefold()
    rank = int(month) if month.isdigit() else MONTHS.index(month) + 1 if month in MONTHS else 0
    try:
        return date(int(match[3]), rank, int(match[1]))
    except ValueError:
        return None


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Give the paragraphs and list lines of the sender: no greeting, no signature, no former message."""
    held: list[str] = []
    for line in _own_lines(lines):
        begins = re.match(r"\s*(?:[-•*–—]|\d+[.)](?=\s)|\d+\.\d+)", line) is not None
        if (not line.strip() or begins) and held:
            yield " ".join(held)
            held = []
        if line.strip():
            held.append(re.sub(r"^\s*[-•*–—]\s*", "", line).strip())
    if held:
        yield " ".join(held)


def _own_lines(lines: list[str]) -> Iterator[str]:
    said = False
    for line in lines:
        plain = line.strip()
        if plain.startswith(">"):
            continue
        if _QUOTED_MAIL.match(plain) or (said and _CLOSING.match(plain)) or (said and _is_header(plain)):
            return
        if not said:
            plain = _GREETING.sub("", plain, count=1) if _GREETING.match(plain) else plain
            if not plain:
                continue
        said = said or bool(plain)
        yield plain


def _is_header(line: str) -> bool:
    return re.match(r"(?:De|From)\s*:\s.*@", line) is not None


def proposal_in(paragraph: str) -> Proposal | None:
    """Return the change that a sentence spells out (« remplacer A par B »), or the words that it quotes."""
    for pattern in _REPLACE:
        if (match := pattern.search(paragraph)) is not None:
            old, new = _said(match)
            return Proposal(old, new)
    if (match := _READ.search(paragraph)) is not None:
        new, old = _said(match)
        return Proposal(old, new)
    for pattern, turned in ((_ADD, True), (_AFTER, False)):
        if (match := pattern.search(paragraph)) is not None:
            one, other = _said(match)
            near, added = (other, one) if turned else (one, other)
            return Proposal(near, f"{near} {added}")
    if (match := _REMOVE.search(paragraph)) is not None:
        return Proposal(_said(match)[0], "", removes=True)
    match = _QUOTE.search(paragraph)
    return Proposal(_said(match)[0], "") if match is not None else None


def _said(match: re.Match[str]) -> list[str]:
    return [group.strip() for group in match.groups() if group is not None]


def point_in(paragraph: str) -> str:
    """Return the printed number of the item that a sentence names (« point 1.2 »), empty for none."""
    match = _POINT.search(paragraph)
    return (match[1] or match[2]) if match else ""
