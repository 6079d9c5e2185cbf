"""Comments on their way out: the parts that hold them and the marks that show where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dgsdesk.domain.read_document import Comment
from dgsdesk.formats.docx.names import W14, W15, W, attribute, text

_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_NAMES = f'xmlns:w="{W}" xmlns:w14="{W14}" xmlns:mc="{_MC}" mc:Ignorable="w14"'


class CommentParts:
    """The comments of one document under writing; ``next_id`` numbers them."""

    def __init__(self, next_id: Callable[[], int]) -> None:
        self._next_id = next_id
        self._entries: list[str] = []
        self._threads: list[str] = []

    def __bool__(self) -> bool:
        """Tell whether there is any comment."""
        return bool(self._entries)

    def over(self, content: str, comments: Iterable[Comment]) -> str:
        """Lay comments over the whole of some runs in XML."""
        for comment in comments:
            start, end = self.marks(comment)
            content = f"{start}{content}{end}"
        return content

    def marks(self, comment: Comment) -> tuple[str, str]:
        """Keep a comment with its replies; give what stands before and after its passage."""
        parent = self._keep(comment.author, comment.date, comment.text, "", comment.resolved)
        keys = [parent]
        for reply in comment.replies:
            keys.append(self._keep(reply.author, reply.date, reply.text, parent, comment.resolved))
        starts = (f'<w:commentRangeStart w:id="{int(key, 16)}"/>' for key in keys)
        ends = (
            f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
            for number in (int(key, 16) for key in keys)
        )
        return "".join(starts), "".join(ends)

    def comments_xml(self) -> str:
        """Give the part ``comments``."""
        return f"<w:comments {_NAMES}>{''.join(self._entries)}</w:comments>"

    def threads_xml(self) -> str:
        """Give the part ``commentsExtended``: who answers whom, and what is settled."""
        names = f'xmlns:w15="{W15}" xmlns:mc="{_MC}" mc:Ignorable="w15"'
        return f"<w15:commentsEx {names}>{''.join(self._threads)}</w15:commentsEx>"

    def _keep(self, author: str, date: str, said: str, parent: str, resolved: bool) -> str:
        """Keep one entry and give its number as eight hexadecimal figures, which name its last paragraph."""
        number = self._next_id()
        key = f"{number:08X}"
        lines = said.split("\n")
        paragraphs = "".join(
            f"<w:p{f' w14:paraId={attribute(key)}' if place == len(lines) else ''}><w:r>"
            f'<w:t xml:space="preserve">{text(line)}</w:t></w:r></w:p>'
            for place, line in enumerate(lines, 1)
        )
        self._entries.append(
            f'<w:comment w:id="{number}"{signature(author, date)} w:initials={attribute(_initials(author))}>'
            f"{paragraphs}</w:comment>"
        )
        above = f" w15:paraIdParent={attribute(parent)}" if parent else ""
        self._threads.append(f'<w15:commentEx w15:paraId="{key}"{above} w15:done="{int(resolved)}"/>')
        return key


def signature(author: str, date: str) -> str:
    """Give the attributes that say who wrote something and when."""
    return f" w:author={attribute(author)}" + (f" w:date={attribute(date)}" if date else "")


def _initials(author: str) -> str:
    return "".join(word[0] for word in author.split())[:4].upper()
