"""Words replaced all over the minutes of a meeting, as one act."""

from __future__ import annotations

from dataclasses import dataclass

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.minutes.holding import writable_meeting
from dgsdesk.application.words import required, shortened
from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.finding import Search, replaced, replaced_in_words
from dgsdesk.domain.minutes import MinutesEntry
from dgsdesk.domain.wording import plural


@dataclass(frozen=True)
class ReplaceWords(Command[int]):
    """Replace words in every text, decision and action of a meeting; return how many places there were."""

    meeting_id: str
    search: Search
    by: str


@handles(ReplaceWords, "« {words} » remplacé par « {by} » : {times}")
def replace_words(act: Act, command: ReplaceWords) -> int:
    meeting = writable_meeting(act, command.meeting_id)
    required(command.search.words, "texte à rechercher")
    total = 0
    for entry in act.store.find(MinutesEntry, meeting_id=meeting.id):
        entry_text, count = replaced(entry.text, command.search, command.by)
        if count:
            entry.text, total = entry_text, total + count
    decisions: list[Decision | Action] = list(act.store.find(Decision, meeting_id=meeting.id))
    for noted in (*decisions, *act.store.find(Action, meeting_id=meeting.id)):
        words, count = replaced_in_words(noted.text, command.search, command.by)
        if count and words.strip():
            noted.text, total = words.strip(), total + count
    act.tell(
        words=shortened(command.search.words, 30),
        by=shortened(command.by, 30),
        times=plural(total, "fois", "fois"),
    )
    return total
