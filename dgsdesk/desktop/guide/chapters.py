"""The chapters of the guide as they are read from their files."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

_REMARK = re.compile(r"<!-- (pages|public): ?(.*?) ?-->\n?")
_SPOT = re.compile(r"^#+ (.+)\n<!-- here: (.*?) ?-->\n", re.MULTILINE)
"""The pages that a part of a chapter explains, right below its heading."""
_ACT = re.compile(r"\{(touche|acte):([a-z_]+\.[a-z_]+)\}")
_PICTURE = re.compile(r"!\[[^\]]*\]\((?:[^)]*/)?([^/)]+)\)")
_MARKS = re.compile(r"!\[[^\]]*\]\([^)]*\)|[*`#>]|^\s*(?:[-]|\d+\.) ", re.MULTILINE)


@dataclass(frozen=True)
class Chapter:
    """A chapter: whom it is for, which pages (« meetings/hold ») it explains, its text in Markdown.

    ``spots`` gives the heading of the part that explains a page, for those that have one of their own.
    """

    id: str
    title: str
    public: str
    pages: tuple[str, ...]
    text: str
    spots: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def plain(self) -> str:
        """The text without marks, a line each paragraph."""
        return _MARKS.sub("", self.text)

    @cached_property
    def whole(self) -> str:
        """Title and text, without marks."""
        return f"{self.title}\n{self.plain}"

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The paragraphs, without marks or headings."""
        kept = (_MARKS.sub("", line).strip() for line in self.text.splitlines() if not line.startswith("#"))
        return tuple(filter(None, kept))

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """The headings inside of the chapter."""
        return tuple(line.lstrip("# ") for line in self.text.splitlines() if line.startswith("#"))

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
    spots = {page: head for head, pages in _SPOT.findall(whole) for page in pages.split(", ")}
    whole = _SPOT.sub(lambda found: f"{found[0].partition(chr(10))[0]}\n", _REMARK.sub("", whole))
    text = _ACT.sub(lambda found: act(found[1], found[2]), whole)
    title, _, body = text.partition("\n")
    return Chapter(
        id=path.stem.partition("-")[2],
        title=title.removeprefix("# "),
        public=remarks.get("public", ""),
        pages=(*filter(None, remarks.get("pages", "").split(", ")), *spots),
        text=body.strip(),
        spots=spots,
    )


def chapter_of(chapters: Sequence[Chapter], page: str) -> Chapter | None:
    """Return the chapter that explains a page (« meetings/hold », else « meetings »), the first one else."""
    for wanted in (page, page.partition("/")[0]):
        for chapter in chapters:
            if wanted in chapter.pages:
                return chapter
    return chapters[0] if chapters else None
