"""Comments of a .docx with their replies and whether they are settled."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from dgsdesk.domain.read_document import Comment, Reply
from dgsdesk.formats.docx.looks import whole
from dgsdesk.formats.docx.names import W14, W15, w
from dgsdesk.formats.docx.package import Package

_MAX_QUOTE, _SHORT_QUOTE = 2_000, 200
_MANY = 1_000
_MARKED_RESOLVED = "_Marked as resolved_"  # what Google Docs writes as a last reply


class Quotes:
    """The text under each comment while a document is read, as far as a quote is worth reading.

    The text is kept once with the places where comments begin and end in it: a hundred thousand comments over
    one another cost no more than their number.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._begins: dict[str, int] = {}
        self._ends: dict[str, int] = {}

    def begin(self, key: str) -> None:
        """Begin a comment's range."""
        self._begins.setdefault(key, self._length)

    def end(self, key: str) -> None:
        """End a comment's range."""
        if key in self._begins:
            self._ends.setdefault(key, self._length)

    def add(self, text: str) -> None:
        """Go on with the text."""
        self._pieces.append(text)
        self._length += len(text)

    def ranges(self) -> dict[str, tuple[int, int]]:
        """Give the first and the last place of each range that holds any text by the comment's id."""
        ends = {key: self._ends.get(key, begin) for key, begin in self._begins.items()}
        return {key: (begin, ends[key]) for key, begin in self._begins.items() if begin < ends[key]}

    def texts(self) -> dict[str, str]:
        """Give the quotes that are not empty by the comment's id."""
        if not self._begins:
            return {}
        text = "".join(self._pieces)
        longest = _MAX_QUOTE if len(self._begins) <= _MANY else _SHORT_QUOTE
        quotes = {}
        for key, begin in self._begins.items():
            end = min(self._ends.get(key, self._length), begin + longest)
            if quote := text[begin:end].strip():
                quotes[key] = quote
        return quotes


def quotes_of(body: etree._Element) -> Quotes:
    """Read the text under each comment before anything is settled, both sides of changes."""
    quotes = Quotes()
    for element in body.iter(w("commentRangeStart"), w("commentRangeEnd"), w("t"), w("delText")):
        if element.tag == w("commentRangeStart"):
            quotes.begin(element.get(w("id"), ""))
        elif element.tag == w("commentRangeEnd"):
            quotes.end(element.get(w("id"), ""))
        else:
            quotes.add(element.text or "")
    return quotes


@dataclass
class _Raw:
    """One entry of the comments part; ``paragraphs`` are the ids of its paragraphs."""

    key: str
    author: str
    date: str
    text: str
    paragraphs: list[str] = field(default_factory=list)


def comments_of(
    package: Package,
    places: dict[str, int],
    quotes: dict[str, str],
    ranges: dict[str, tuple[int, int]],
) -> tuple[Comment, ...]:
    """Read comments in the order of their places in the text, those without a place last.

    ``places``, ``quotes`` and ``ranges`` give block, quoted text and its place by the comment's id. A reply
    to a reply is a reply. Google Docs writes no threads: there, comments over one passage are one.
    """
    raws = [
        _raw(e)
        for part in package.related(package.main, "comments")
        for e in package.xml(part).iter(w("comment"))
    ]
    extended = package.related(package.main, "commentsExtended")
    parents, done = _threads(package, extended)
    root_of = _roots(raws, parents) if extended else _first_on_range(raws, ranges)
    threads: dict[str, list[_Raw]] = {}
    for raw in raws:
        threads.setdefault(root_of[raw.key].key, []).append(raw)
    roots = [raw for raw in raws if root_of[raw.key] is raw]
    roots.sort(key=lambda raw: places.get(raw.key, 10**9))
    return tuple(_comment(raw, threads[raw.key], done, places, quotes) for raw in roots)


def _comment(
    raw: _Raw, thread: list[_Raw], done: set[str], places: dict[str, int], quotes: dict[str, str]
) -> Comment:
    replies = tuple(Reply(reply.author, reply.date, reply.text) for reply in thread if reply is not raw)
    resolved = bool(done & set(raw.paragraphs)) or thread[-1].text == _MARKED_RESOLVED
    quote = quotes.get(raw.key, "")
    return Comment(raw.author, raw.date, raw.text, quote, resolved, replies, places.get(raw.key, -1))


def _raw(element: etree._Element) -> _Raw:
    lines = ("".join(t.text or "" for t in p.iter(w("t"))) for p in element.iter(w("p")))
    paragraphs = [p.get(f"{{{W14}}}paraId", "") for p in element.iter(w("p"))]
    return _Raw(
        element.get(w("id"), ""),
        element.get(w("author"), ""),
        element.get(w("date"), ""),
        "\n".join(lines).strip("\n"),
        [key for key in paragraphs if key],
    )


def _roots(raws: list[_Raw], parents: dict[str, str]) -> dict[str, _Raw]:
    """Give the comment that each thread began with by the ids of its members."""
    owner = {paragraph: raw for raw in raws for paragraph in raw.paragraphs}
    return {raw.key: _root(raw, parents, owner) for raw in raws}


def _first_on_range(raws: list[_Raw], ranges: dict[str, tuple[int, int]]) -> dict[str, _Raw]:
    raws.sort(key=lambda raw: (raw.date, whole(raw.key)))
    first: dict[tuple[int, int], _Raw] = {}
    return {raw.key: first.setdefault(ranges[raw.key], raw) if raw.key in ranges else raw for raw in raws}


def _threads(package: Package, parts: list[str]) -> tuple[dict[str, str], set[str]]:
    """Give each paragraph's parent paragraph, and the paragraphs of settled comments."""
    parents: dict[str, str] = {}
    done: set[str] = set()
    for part in parts:
        for element in package.xml(part).iter(f"{{{W15}}}commentEx"):
            key, parent = element.get(f"{{{W15}}}paraId", ""), element.get(f"{{{W15}}}paraIdParent", "")
            if parent:
                parents[key] = parent
            if element.get(f"{{{W15}}}done") in ("1", "true", "on"):
                done.add(key)
    return parents, done


def _root(raw: _Raw, parents: dict[str, str], owner: dict[str, _Raw]) -> _Raw:
    """Climb to the comment that a thread began with; a loop ends where it is noticed."""
    seen = {raw.key}
    while True:
        above = next((parents[key] for key in raw.paragraphs if key in parents), "")
        if above not in owner or owner[above].key in seen:
            return raw
        raw = owner[above]
        seen.add(raw.key)
