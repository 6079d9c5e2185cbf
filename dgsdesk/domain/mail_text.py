"""What somebody writes in a message about the minutes: paragraphs, changes spelled out, a plain yes.

Pure reading of text as people write and paste it; nothing is lost, what is not understood stays a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dgsdesk.domain.proposal import Proposal
from dgsdesk.domain.wording import MONTHS

_HELLO = re.compile(
    r"(?:(?:re-?)?bonjour|bonsoir|salut|hello|(?:mon |ma |mes )?ch(?:er|ère)s?)\b", re.IGNORECASE
)
_CIVILITY = re.compile(r"(?:madame|monsieur|mesdames|messieurs|mme|m\.)(?!\w)", re.IGNORECASE)
_TITLES = re.compile(
    r"(?:à|et|la|mon|ma|mes|mme|m\.|mr|dgs|dga|les?|ch(?:er|ère)s?|madame|monsieur|mesdames|"
    r"messieurs|tout|tous|toutes|monde|collègues?|confrères?|amie?s?|maires?|présidente?s?|secrétaires?|"
    r"direct(?:eur|rice)s?|général(?:e|es)?|généraux)",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]*$")
_END_OF_CALL = re.compile(r"[,!/]|(?<!\bM)(?<!\bm)\.(?=\s|$)|$")
_CLOSING = re.compile(
    r"(?:(?:(?:bien|très|plus|sincères|meilleures|cordiales)\s)*(?:cordialement|amicalement|sincèrement|"
    r"respectueusement|salutations|sentiments|cdlt|cdt|bàv|bav)\b[^\xab\xbb\"“”\d?]{0,48}"
    r"|bien à (?:vous|toi|tous)\b[^\xab\xbb\"“”\d?]{0,40}"
    r"|(?:très\s)?(?:bonne (?:journée|soirée|réception|fin de journée|semaine)|bon week-end|belle journée)"
    r"(?:,?\s(?:à|et)\s[^\xab\xbb\"“”\d?.]{0,30})?[\s,.!]*"
    r"|merci (?:d['’]avance|par avance|à vous|beaucoup)[\s,.!]*"
    r"|(?:je vous prie|nous vous prions|veuillez|je vous prie de bien vouloir)\s(?:d['’]\s?|de\s)?"
    r"(?:agréer|croire|recevoir)\b.*"
    r"|--|—|(?:envoyé (?:de|depuis) mon|sent from my|télécharger outlook|obtenir outlook|get outlook)\b.*"
    r"|provenance\s?:\s?courrier.*)$",
    re.IGNORECASE,
)
_AFTERTHOUGHT = re.compile(r"p\.?\s?-?s\.?\s*[:.,–—-]|(?:post[- ]?scriptum|nb)\s*:", re.IGNORECASE)
_ATTRIBUTION = re.compile(r"(?:le|on)\s.{6,160}\s(?:a\sécrit|wrote)\s*:?$", re.IGNORECASE)
_QUOTED_MAIL = re.compile(r"-{2,}\s*(?:message d['’]origine|original message)", re.IGNORECASE)
_FORWARDED = re.compile(
    r"(?:-{2,}\s*|début du )(?:forwarded message|message (?:transféré|réexpédié))",
    re.IGNORECASE,
)
_FORWARDS = re.compile(r"(?:tr|fw|fwd)\s*:", re.IGNORECASE)
_FROM = re.compile(r"\*{0,2}(?:De|From)\s*:\*{0,2}\s")
_RULE = re.compile(r"_{8,}|-{8,}")
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
_SHORTEST_REQUEST = 20
"""Characters of a line below a signature above which a point that it names is spoken of."""


@dataclass(frozen=True)
class MailText:
    """A message as read: who sent it (as written), on which day if it says, and its own paragraphs.

    ``words`` are those of the sender line by line, without greeting, signature and what they answer;
    ``whole`` is the message without the headers that were copied along.
    """

    sender: str = ""
    address: str = ""
    sent_on: date | None = None
    subject: str = ""
    paragraphs: tuple[str, ...] = ()
    words: str = ""
    whole: str = ""

    @property
    def told(self) -> str:
        """What it says, as it is noted: the sender's own words; all of it where nothing else is left."""
        return self.words or self.whole

    @property
    def approves(self) -> bool:
        """Whether it says yes and nothing else."""
        said = " ".join(self.paragraphs)
        if not said or len(said) > _LONGEST_YES or _QUOTE.search(said) or _BUT.search(said):
            return False
        return _YES.search(said) is not None


def read_mail_text(text: str, subject: str = "") -> MailText:
    """Read a pasted message: the headers copied along, its words without what they answer.

    What somebody passes on (``subject`` « TR : … ») is no answer to it: all of it is kept.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    headers, rest = _headers(lines)
    sender = headers.get("de", headers.get("from", ""))
    found = _ADDRESS.search(sender)
    when = headers.get("envoyé", headers.get("date", headers.get("sent", "")))
    subject = headers.get("objet", headers.get("subject", subject))
    own = _own_lines(rest, passed_on=_FORWARDS.match(subject) is not None)
    return MailText(
        sender=re.sub(r"\s*[<\[(].*", "", sender).strip(' "') or (found[0] if found else ""),
        address=found[0] if found else "",
        sent_on=day_in(when),
        subject=headers.get("objet", headers.get("subject", "")),
        paragraphs=tuple(_paragraphs(own)),
        words=re.sub(r"\n{3,}", "\n\n", "\n".join(own)).strip("\n"),
        whole="\n".join(rest).strip(),
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


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """Give the paragraphs and list lines of the sender."""
    held: list[str] = []
    for line in lines:
        begins = re.match(r"\s*(?:[-•*–—]|\d+[.)](?=\s)|\d+\.\d+)", line) is not None
        if (not line.strip() or begins) and held:
            yield " ".join(held)
            held = []
        if line.strip():
            held.append(re.sub(r"^\s*[-•*–—]\s*", "", line).strip())
    if held:
        yield " ".join(held)


def _own_lines(lines: Sequence[str], *, passed_on: bool) -> list[str]:
    """Return the lines of the sender: no greeting, no signature, no former message.

    Below a signature what asks for something (a postscript, a point, a change) is the sender's own again.
    """
    own: list[str] = []
    signed = False
    for place, line in enumerate(lines):
        plain = line.strip()
        passed_on = passed_on or _FORWARDED.match(plain) is not None
        if passed_on:
            own.append(plain)
            continue
        if plain.startswith(">") or _attributes(lines, place):
            continue
        if _QUOTED_MAIL.match(plain) or _answers_from(lines, place, bool(own)):
            break
        signed = signed or _CLOSING.match(plain) is not None
        if signed and _asks(plain):
            signed = False
            own.append("")
        if signed:
            continue
        if not any(own):
            plain = _without_greeting(plain)
            if not plain:
                continue
        own.append(plain)
    return own


def _without_greeting(line: str) -> str:
    """Return what a line says behind its greeting; a title that begins a sentence is none."""
    rest, named = line, _HELLO.match(line) is not None
    if not named and not _CIVILITY.match(line):
        return line
    while rest:
        end = _END_OF_CALL.search(rest)
        assert end is not None
        call = (_HELLO.sub("", rest[: end.start()], count=1) if rest == line else rest[: end.start()]).split()
        if not all(_TITLES.fullmatch(word) or (rest == line and _NAME.match(word)) for word in call):
            break
        rest = rest[end.end() :].lstrip(" ,!")
    return rest if named or not rest else line


def _asks(line: str) -> bool:
    if _AFTERTHOUGHT.match(line) or (len(line) > _SHORTEST_REQUEST and _POINT.search(line)):
        return True
    proposal = proposal_in(line)
    return proposal is not None and (bool(proposal.proposed) or proposal.removes)


def _attributes(lines: Sequence[str], place: int) -> bool:
    """Tell whether a line (or two, where it was broken) says whose quoted words follow, each behind « > »."""
    plain = lines[place].strip()
    above = lines[place - 1].strip() if place else ""
    if _ATTRIBUTION.match(plain) or _ATTRIBUTION.match(f"{above} {plain}"):
        below = place + 1
    elif place + 1 < len(lines) and _ATTRIBUTION.match(f"{plain} {lines[place + 1].strip()}"):
        below = place + 2
    else:
        return False
    return _next_words(lines, below).startswith(">")


def _answers_from(lines: Sequence[str], place: int, said: bool) -> bool:
    """Tell whether the message that is answered begins here and goes to the end."""
    plain = lines[place].strip()
    broken = f"{plain} {lines[place + 1].strip()}" if place + 1 < len(lines) else ""
    if _ATTRIBUTION.match(plain) or (plain and _ATTRIBUTION.match(broken)):
        return True
    if _RULE.fullmatch(plain):
        below = next((at for at in range(place + 1, len(lines)) if lines[at].strip()), place)
        return _begins_headers(lines, below)
    return said and _begins_headers(lines, place)


def _next_words(lines: Sequence[str], place: int) -> str:
    return next((line.strip() for line in lines[place:] if line.strip()), "")


def _begins_headers(lines: Sequence[str], place: int) -> bool:
    """Tell whether « De : … » begins the headers of a message: an address, or another header below."""
    if not _FROM.match(lines[place].strip()):
        return False
    return "@" in lines[place] or _HEADER.match(_next_words(lines, place + 1).strip("* ")) is not None


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
