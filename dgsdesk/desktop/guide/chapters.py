"""The chapters of the guide as they are read from their files, and how they are searched."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dgsdesk.domain.search_words import folded_words, stems_of

_REMARK = re.compile(r"<!-- (pages|public): ?(.*?) ?-->\n?")
_ACT = re.compile(r"\{(touche|acte):([a-z_]+\.[a-z_]+)\}")
_PICTURE = re.compile(r"!\[[^\]]*\]\((?:[^)]*/)?([^/)]+)\)")
_MARKS = re.compile(r"!\[[^\]]*\]\([^)]*\)|[*`#>]|^\s*(?:[-]|\d+\.) ", re.MULTILINE)


@dataclass(frozen=True)
class Chapter:
    """A chapter: whom it is for, which pages (« meetings/hold ») it explains, its text in Markdown."""

    id: str
    title: str
    public: str
    pages: tuple[str, ...]
    text: str

    @property
    def plain(self) -> str:
        """The text without marks, a line each paragraph."""
        return _MARKS.sub("", self.text)

    @property
    def pictures(self) -> tuple[str, ...]:
        """The names of the files of its pictures."""
        return tuple(_PICTURE.findall(self.text))


def read_chapters(folder: Path, act: Callable[[str, str], str]) -> list[Chapter]:
    """Read every chapter; ``act(« touche » or « acte », id)`` says how an act is called or which key it has.

    Raises OSError.
    """
    return [_read(path, act) for path in sorted(folder.glob("*.md"))]


def _read(path: Path, act: Callable[[str, str], str]) -> Chapter:
    whole = path.read_text(encoding="utf-8")
    remarks = dict(_REMARK.findall(whole))
    text = _ACT.sub(lambda found: act(found[1], found[2]), _REMARK.sub("", whole))
    title, _, body = text.partition("\n")
    return Chapter(
        id=path.stem.partition("-")[2],
        title=title.removeprefix("# "),
        public=remarks.get("public", ""),
        pages=tuple(filter(None, remarks.get("pages", "").split(", "))),
        text=body.strip(),
    )


def chapter_of(chapters: Sequence[Chapter], page: str) -> Chapter | None:
    """Return the chapter that explains a page (« meetings/hold », else « meetings »), the first one else."""
    for wanted in (page, page.partition("/")[0]):
        for chapter in chapters:
            if wanted in chapter.pages:
                return chapter
    return chapters[0] if chapters else None


def found_in(chapters: Sequence[Chapter], query: str) -> list[tuple[Chapter, str]]:
    """Return the chapters that hold every word of a query, those whose title does first, each with a line.

    Accents, plurals and genders do not matter; the last word may still be being typed.
    """
    words = [(word, stem) for word, stem in folded_words(query)]
    if not words:
        return [(chapter, chapter.public) for chapter in chapters]
    found = [chapter for chapter in chapters if _holds(f"{chapter.title}\n{chapter.plain}", words)]
    found.sort(key=lambda chapter: not _holds(chapter.title, words))
    return [(chapter, _line(chapter, words)) for chapter in found]


def _holds(text: str, words: Sequence[tuple[str, str]]) -> bool:
    stems = set(stems_of(text))
    *whole, (last, last_stem) = words
    folded = [word for word, _ in folded_words(text)]
    begun = last_stem in stems or any(word.startswith(last) for word in folded)
    return begun and all(stem in stems for _, stem in whole)


def _line(chapter: Chapter, words: Sequence[tuple[str, str]]) -> str:
    lines = [line.strip() for line in chapter.plain.splitlines() if line.strip()]
    best = next((line for line in lines if _holds(line, words)), "")
    return best or next((line for line in lines if _holds(line, words[-1:])), chapter.public)
