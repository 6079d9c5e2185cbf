"""What a message says of the draft: remarks by item, the changes that it spells out, or a plain approval."""

from __future__ import annotations

from collections.abc import Iterator

from dgsdesk.application.membership import sort_key
from dgsdesk.application.minutes.text import MinutesText
from dgsdesk.application.review.groups import words_by_item
from dgsdesk.application.review.remark import Remark
from dgsdesk.domain.mail_text import MailText, point_in, proposal_in
from dgsdesk.domain.minutes import ObservationWay
from dgsdesk.domain.proposal import Proposal, placed, with_context

_LEAST_TITLE = 8


def mail_remarks(mail: MailText, text: MinutesText, source: str = "") -> Iterator[Remark]:
    """Give a remark for each paragraph; one that only names an item places those that follow."""
    places = _Places(text)
    current: str | None = None
    for paragraph in mail.paragraphs:
        named = places.named(paragraph)
        if named is not None:
            current = named
            if places.is_heading(paragraph, named):
                continue
        proposal = proposal_in(paragraph) or Proposal("", "")
        item_id = current if current and places.holds(current, proposal) else places.of_quote(proposal)
        item_id = item_id or current
        yield Remark(
            item_id,
            mail.sender,
            paragraph,
            places.in_context(item_id, proposal),
            ObservationWay.EMAIL,
            source or mail.subject,
            mail.address,
            mail.sent_on,
        )


class _Places:
    """Finds the item that a paragraph speaks of: by its number, its title, the words that it quotes."""

    def __init__(self, text: MinutesText) -> None:
        self._numbers = {item.number: item.id for item in text.items}
        self._titles = {item.id: " ".join(sort_key(item.title).split()) for item in text.items}
        self._words = words_by_item(text)

    def named(self, paragraph: str) -> str | None:
        """Return the item named by a paragraph, None when it names none."""
        by_number = self._numbers.get(point_in(paragraph))
        if by_number is not None:
            return by_number
        said = " ".join(sort_key(paragraph).split())
        found = [key for key, title in self._titles.items() if len(title) >= _LEAST_TITLE and title in said]
        return found[0] if len(found) == 1 else None

    def is_heading(self, paragraph: str, item_id: str) -> bool:
        """Tell whether a paragraph says no more than which item follows."""
        said = " ".join(sort_key(paragraph).split())
        rest = said.replace(self._titles[item_id], "").replace("point", "").replace("sur", "")
        return len("".join(sign for sign in rest if sign.isalpha())) < 4

    def of_quote(self, proposal: Proposal) -> str | None:
        """Return the only item that holds the quoted words."""
        found = [item_id for item_id in self._words if proposal.quote and self.holds(item_id, proposal)]
        return found[0] if len(found) == 1 else None

    def holds(self, item_id: str, proposal: Proposal) -> bool:
        """Tell whether an item holds the quoted words; a remark that quotes none fits anywhere."""
        return not proposal.quote or placed(self._words[item_id], proposal) is not None

    def in_context(self, item_id: str | None, proposal: Proposal) -> Proposal:
        """Return the proposal with what stands around its words."""
        return with_context(self._words[item_id], proposal) if item_id else proposal
