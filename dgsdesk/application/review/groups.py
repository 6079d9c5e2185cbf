"""The observations of a meeting brought together, against the words that were sent round."""

from __future__ import annotations

from dgsdesk.application.minutes.content import text_from_content
from dgsdesk.application.minutes.text import MinutesText, TextItem, minutes_text
from dgsdesk.application.minutes.version import circulations_of, standing_circulation
from dgsdesk.application.ports.store import Store
from dgsdesk.domain.minutes import MinutesVersion, Observation
from dgsdesk.domain.reconciliation import Asked, reconciled
from dgsdesk.domain.richtext import block_text


def item_words(item: TextItem) -> str:
    """Return all words of an item as read: its text, then its decisions, one line a block."""
    return "\n".join([*map(block_text, item.text.blocks), *(decision.text for decision in item.decisions)])


def words_by_item(text: MinutesText) -> dict[str, str]:
    """Return the words of every item by its id."""
    return {item.id: item_words(item) for item in text.items}


def sent_words(store: Store, meeting_id: str, now: MinutesText) -> dict[str, str]:
    """Return the words of each item as they were sent round; of one added since, as they stand now."""
    circulation = standing_circulation(circulations_of(store, meeting_id))
    if circulation is None:
        return words_by_item(now)
    version = store.get(MinutesVersion, circulation.version_id)
    sent = words_by_item(text_from_content(version.content))
    known = {item.id for item in now.items}
    return {item_id: words for item_id, words in (words_by_item(now) | sent).items() if item_id in known}


def grouped_observations(
    store: Store, meeting_id: str, now: MinutesText | None = None
) -> dict[str | None, list[Asked]]:
    """Return what was asked on each item: the same once, by place, with its alternatives."""
    text = now or minutes_text(store, meeting_id)
    observations = store.find(Observation, meeting_id=meeting_id)
    return reconciled(observations, sent_words(store, meeting_id, text))


def requests_by_number(store: Store, meeting_id: str) -> dict[int, Asked]:
    """Return each request under the number of every observation that makes it."""
    groups = grouped_observations(store, meeting_id)
    return {one.position: asked for every in groups.values() for asked in every for one in asked.observations}
