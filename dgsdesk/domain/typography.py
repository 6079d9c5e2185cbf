"""French typography of plain text: no-break spaces, guillemets, apostrophes, ellipsis, accented capitals.

Usage of the Imprimerie nationale. ``french`` treats a finished text, ``typed`` one key in an editor,
``set_signs`` a text on its way to paper.
Addresses of the web and of mail, HTML entities and hours such as 12:30 are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from dgsdesk.domain.wording import APOSTROPHE, MONTHS, NBSP, THIN

_LETTER = r"[^\W\d_]"
_BLANK = rf"[ {NBSP}{THIN}]"
_UNITS = "km²|km|m²|m³|cm|mm|m|ha|kg|g|t|ml|l|h|min|s|ko|Mo|Go|k€|M€|°C|kWh|MWh|ETP"
_CIVILITIES = "MM|M|Mme|Mmes|Mlle|Mgr|Me|Dr|Pr"
_ACCENTED = (
    "Etats?|Ecoles?|Eglises?|Electricité|Energies?|Equipes?|Equipements?|Elections?|Elues?|Elus?|Etudes?|"
    "Etapes?|Evaluations?|Evolutions?|Evénements?|Echanges?|Echéances?|Economies?|Editions?|Education|Eléments?"
)
# Each branch begins where no such sign precedes, else a long word would be tried from every letter.
ADDRESS = re.compile(
    r"(?:(?<![\w.+\-])[\w.+\-]+://|www\.)[^\s«»]*[^\s«».,;:!?…)\]'\"’]"  # an address of the web
    r"|mailto:[^\s«»]*[^\s«».,;:!?…)]"
    r"|(?<![\w.+\-])[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+"  # an address of mail
    r"|&\#?\w+;"  # an HTML entity
)

_Replacement = str | Callable[[re.Match[str]], str]


@dataclass(frozen=True)
class Typed:
    """What one typed character becomes: erase so many characters before the caret, then insert a text."""

    erase: int
    insert: str


def french(text: str) -> str:
    """Apply French typography to a plain text of one or several lines.

    Idempotent; no letter, digit or line break is ever lost (a capital may gain its accent, as in « État »).
    """
    for pattern, replacement in _RULES:
        text = _outside_addresses(text, pattern, replacement)
    return text


def set_signs(text: str) -> str:
    """Return a text as it is printed: spaces that must not break and apostrophes, sign for sign.

    Nothing is put in and no letter changed, so that what was printed reads back as what was written.
    """
    if not _UNSET.search(text):
        return text
    kept = _addresses(text)
    for pattern, replacement in _SIGNS:
        text = _outside(kept, text, pattern, replacement)
    return text


def typed(before: str, char: str) -> Typed:
    """Say what a character typed after ``before`` (the paragraph up to the caret) becomes."""
    if char in _TYPED:
        return _TYPED[char](before, char)
    return Typed(0, char)


def _outside_addresses(text: str, pattern: re.Pattern[str], replacement: _Replacement) -> str:
    """Replace every match that touches no address; look-arounds still see the whole text."""
    return _outside(_addresses(text), text, pattern, replacement)


def _addresses(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in ADDRESS.finditer(text)]


def _outside(
    kept: list[tuple[int, int]], text: str, pattern: re.Pattern[str], replacement: _Replacement
) -> str:
    def replaced(match: re.Match[str]) -> str:
        start, end = match.span()
        if any(start < stop and begin < max(end, start + 1) for begin, stop in kept):
            return match.group()
        return replacement(match) if callable(replacement) else match.expand(replacement)

    return pattern.sub(replaced, text) if kept else pattern.sub(replacement, text)


def _thin_thousands(match: re.Match[str]) -> str:
    return re.sub(_BLANK, THIN, match.group())


def _with_accent(match: re.Match[str]) -> str:
    return "É" + match.group()[1:]


_END = r"(?=[\s»”)\]…]|$)"
_SIGN_FOR_SIGN: tuple[tuple[str, _Replacement], ...] = (
    (rf"(?<={_LETTER})'(?=[\w«])", APOSTROPHE),
    (rf"(?<=\d) (?=(?:{_UNITS})(?!\w))", NBSP),
    (rf"(?<![\w,.])(\d{{1,2}}|1er) (?=(?:{'|'.join(MONTHS)})\b)", rf"\1{NBSP}"),
    (rf"\b(?:{_CIVILITIES})(?:(?<=M)\.)? (?=[A-ZÀ-Þ])", lambda match: match.group()[:-1] + NBSP),
    (rf"(?<![\d,.])(?<!\d{_BLANK})\d{{1,3}}(?:[ {NBSP}]\d{{3}})+(?![\d])(?!{_BLANK}\d)", _thin_thousands),
)
_SIGNS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        *_SIGN_FOR_SIGN,
        (r"(?<=«) (?=\S)", NBSP),
        (r"(?<=[^\s«]) (?=»)", NBSP),
        (rf"(?<=\S)[ {NBSP}](?=[;!?]+{_END})", THIN),
        (rf"(?<=\S)[ {THIN}](?=:{_END})", NBSP),
        (r"(?<=\d) (?=[%€](?!\w))", NBSP),
        (rf"(?<=\d[ {NBSP}]h) (?=\d\d(?!\w))", NBSP),
        (r"(?<=n[°º]) (?=\d)", NBSP),
    )
)
_UNSET = re.compile(
    rf"'|« | [;:!?»%€]|{NBSP}[;!?]|{THIN}:|\d[ {NBSP}](?=[\w°µ])|(?:[°ºh]|1er) (?=\w)"
    r"|(?<=[MDPers])\.? (?=[A-ZÀ-Þ])"
)
"""What any of these rules begins with: most texts hold none, and are left at once."""

_RULES: tuple[tuple[re.Pattern[str], _Replacement], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<!\.)\.\.\.(?!\.)", "…"),
        (r"(?<!<)<<(?!<)", "«"),
        (r"(?<!>)>>(?!>)", "»"),
        (r'(?<![\w"])"(?=[^\s"])([^"\n]*?)(?<=[^\s"])"(?![\w"])', r"«\1»"),
        (rf"«{_BLANK}*(?=[^\s])", f"«{NBSP}"),
        (rf"(?<=[^\s«]){_BLANK}*»", f"{NBSP}»"),
        (rf"(?<=\S){_BLANK}+(?=[;!?]+{_END})", THIN),
        (rf"(?<=[\w»”)\]’%€]){_BLANK}*(?=[;!?]+{_END})", THIN),
        (rf"(?<=\S){_BLANK}+(?=:{_END})", NBSP),
        (rf"(?<=[\w»”)\]’%€])(?=:{_END})", NBSP),
        (rf"(?<=\d){_BLANK}*(?=[%€](?!\w))", NBSP),
        (rf"(?<![\w,.])(\d{{1,2}}){_BLANK}?h{_BLANK}?(\d\d)(?!\w)", rf"\1{NBSP}h{NBSP}\2"),
        (r"(?<![\w,.])(\d{1,2})h(?!\w)", rf"\1{NBSP}h"),
        (rf"(?<=n[°º]){_BLANK}*(?=\d)", NBSP),
        *_SIGN_FOR_SIGN,
        (rf"\b(?:{_ACCENTED})\b", _with_accent),
    )
)


def _word_before(before: str) -> str:
    """Give what stands between the last blank and the caret."""
    return re.split(r"\s", before)[-1]


def _in_address(before: str) -> bool:
    word = _word_before(before)
    return "://" in word or "@" in word or word.startswith(("www.", "mailto:", "&"))


def _blanks_before(before: str) -> int:
    """Count the spaces at the caret, none when they begin the line."""
    bare = before.rstrip(f" {NBSP}{THIN}")
    return len(before) - len(bare) if bare and not bare.endswith("\n") else 0


def _type_sign(before: str, char: str) -> Typed:
    """« ; ! ? »: a narrow no-break space before, unless in an address or after another such sign."""
    blanks = _blanks_before(before)
    if _in_address(before) or (not blanks and (not before or not re.search(r"[\w»”)\]’%€]$", before))):
        return Typed(0, char)
    return Typed(blanks, THIN + char)


def _type_colon(before: str, char: str) -> Typed:
    """« : »: a no-break space before, except in 12:30 and http: which are seen by what precedes."""
    blanks = _blanks_before(before)
    word = _word_before(before)
    glued = word[-1:].isdigit() or word in {"http", "https", "mailto", "ftp", "file"} or _in_address(before)
    if blanks:
        return Typed(blanks, NBSP + char)
    return Typed(0, char if glued or not re.search(r"[\w»”)\]’%€]$", before) else NBSP + char)


def _type_quote(before: str, char: str) -> Typed:
    """A straight quote opens or closes guillemets, according to those still open in the paragraph."""
    if before.count("«") > before.count("»") and not before.endswith(("«", f"«{NBSP}")):
        return _close_quote(before, "»")
    return Typed(0, f"«{NBSP}")


def _close_quote(before: str, char: str) -> Typed:
    return Typed(_blanks_before(before), NBSP + char)


def _open_quote(before: str, char: str) -> Typed:
    return Typed(0, char + NBSP)


def _type_chevron(before: str, char: str) -> Typed:
    """« << » and « >> » become guillemets."""
    if not before.endswith(char):
        return Typed(0, char)
    if char == "<":
        return Typed(1, f"«{NBSP}")
    return Typed(1 + _blanks_before(before[:-1]), f"{NBSP}»")


def _type_apostrophe(before: str, char: str) -> Typed:
    return Typed(0, APOSTROPHE if re.search(rf"{_LETTER}$", before) else char)


def _type_dot(before: str, char: str) -> Typed:
    return Typed(2, "…") if re.search(r"(?<!\.)\.\.$", before) else Typed(0, char)


def _type_symbol(before: str, char: str) -> Typed:
    """« % » and « € » keep to their figure."""
    bare = before.rstrip(f" {NBSP}{THIN}")
    return Typed(len(before) - len(bare), NBSP + char) if bare[-1:].isdigit() else Typed(0, char)


def _type_space(before: str, char: str) -> Typed:
    """Nothing more inside « ; no break after « M. » and « n° »; « 2e » for « 2ème »."""
    if before.endswith(f"«{NBSP}"):
        return Typed(0, "")
    rank = re.search(r"(?<![\w,.])(?:(1)[eè]re|(\d+)i?[eè]me)$", before)
    if rank:  # 1re, 2e, never 1ère, 2ème
        return Typed(len(rank[0]) - len(rank[1] or rank[2]), f"{'re' if rank[1] else 'e'} ")
    held = re.search(rf"\b(?:(?:{_CIVILITIES})(?:(?<=M)\.)|Mme|Mmes|n[°º])$", before)
    return Typed(0, NBSP if held else char)


_TYPED: dict[str, Callable[[str, str], Typed]] = {
    ";": _type_sign,
    "!": _type_sign,
    "?": _type_sign,
    ":": _type_colon,
    '"': _type_quote,
    "«": _open_quote,
    "»": _close_quote,
    "<": _type_chevron,
    ">": _type_chevron,
    "'": _type_apostrophe,
    ".": _type_dot,
    "%": _type_symbol,
    "€": _type_symbol,
    " ": _type_space,
}
