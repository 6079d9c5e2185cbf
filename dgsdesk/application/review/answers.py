"""Answers to observations: the table for all, a Word file for each colleague who wrote in Word (§ 3.9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.document import StatusBox, Tone
from dgsdesk.application.documents.answer import AnsweredItem, AnswerRow, Reply, answer_document
from dgsdesk.application.documents.head import base_document, place_and_date, signature
from dgsdesk.application.documents.minutes import PaperHead, decision_line
from dgsdesk.application.documents.resolutions import STATE_WORDS
from dgsdesk.application.minutes.text import MinutesText, TextItem, minutes_text
from dgsdesk.application.minutes.version import (
    Shelf,
    circulations_of,
    paper_head,
    shelf_of,
    standing_circulation,
)
from dgsdesk.application.ports.office import OutFile
from dgsdesk.application.review.answer_mail import AnswerMail
from dgsdesk.application.review.approval import resolution_files, resolution_rows
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.minutes import (
    MinutesVersion,
    Observation,
    ObservationState,
    ObservationWay,
    version_label,
)
from dgsdesk.domain.proposal import Proposal, closeness, substituted, substituted_plain
from dgsdesk.domain.richtext import Block, normalised
from dgsdesk.domain.wording import NBSP, plural

add_sentences(
    {
        "nothing_to_answer": (
            "Aucune observation n’est encore traitée : il n’y a pas de réponse à écrire.",
            "Acceptez, reformulez ou refusez d’abord. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class LayAnswers(Command[tuple[str, ...]]):
    """Write « Suites données aux observations », and for each colleague who worked in Word a file of theirs.

    Their file shows, as tracked changes, what was refused or worded otherwise, and our replies as comments.
    Each member who observed something gets the draft of a message with both attached. Returns the paths.
    Raises RuleBroken("nothing_to_answer"), RuleBroken("no_mailbox").
    """

    meeting_id: str


@handles(LayAnswers, "Réponses aux observations écrites ({count_words})")
def lay_answers(act: Act, command: LayAnswers) -> tuple[str, ...]:
    meeting = act.store.get(Meeting, command.meeting_id)
    observations = act.store.find(Observation, meeting_id=meeting.id)
    settled = [one for one in observations if one.state is not ObservationState.OPEN]
    circulation = standing_circulation(circulations_of(act.store, meeting.id))
    if not settled or circulation is None:
        raise RuleBroken("nothing_to_answer")
    text = minutes_text(act.store, meeting.id)
    version = act.store.get(MinutesVersion, circulation.version_id)
    status = StatusBox(f"Suites données{NBSP}: {version_label(version.number)}", (), Tone.NOTICE)
    head = replace(
        paper_head(act, meeting, version, status),
        created=act.now,
        place_and_date=place_and_date(act, act.today),
    )
    shelf = shelf_of(act.store, meeting)
    table = resolution_files(act, shelf, resolution_rows(act.store, text), text, head)
    replies = _replies(act, shelf, settled, text, version, head)
    mail = AnswerMail(act, meeting, version, shelf)
    drafts = mail.draft_files(observations, table[-1], replies)
    act.tell(count_words=plural(len(table) + len(replies), "document", "documents"))
    return (*act.lay(shelf.folder, [*table, *replies.values()]), *mail.lay(drafts))


def _replies(
    act: Act,
    shelf: Shelf,
    settled: Iterable[Observation],
    text: MinutesText,
    version: MinutesVersion,
    head: PaperHead,
) -> dict[str, OutFile]:
    """Write the Word file of each colleague who worked in Word, by the name of its author."""
    signer = signature(act).name or head.letterhead.name or "Secrétariat du réseau"
    found: dict[str, OutFile] = {}
    for author, theirs in _by_author(settled).items():
        row = AnswerRow(
            author,
            text.circle,
            text.day,
            version.number,
            signer,
            tuple(_item(item, theirs) for item in text.items),
            tuple(_reply(one) for one in theirs if one.item_id is None),
        )
        content = act.office.docx(answer_document(row, head), base_document(act))
        found[author] = OutFile(shelf.name(f"réponse à {author}", "docx"), content)
    return found


def _by_author(settled: Iterable[Observation]) -> dict[str, list[Observation]]:
    """Return what each colleague wrote in Word, by name."""
    found: dict[str, list[Observation]] = {}
    for one in settled:
        if one.way is ObservationWay.WORD:
            found.setdefault(one.author, []).append(one)
    return dict(sorted(found.items()))


def _item(item: TextItem, theirs: Iterable[Observation]) -> AnsweredItem:
    here = [one for one in theirs if one.item_id == item.id]
    other = item
    for one in here:
        if one.state in (ObservationState.REPHRASED, ObservationState.REFUSED):
            other = _as_they_would(other, one)
    return AnsweredItem(item.heading, _blocks(other), _blocks(item), tuple(map(_reply, here)))


def _blocks(item: TextItem) -> tuple[Block, ...]:
    return (*normalised(item.text).blocks, *(decision_line(decision) for decision in item.decisions))


def _as_they_would(item: TextItem, one: Observation) -> TextItem:
    """Put what somebody proposed back in the adopted text; where the place is lost the reply says it all."""
    if not one.proposal.changes:
        return item
    stands = one.kept if one.kept else one.quote
    back = Proposal(stands, one.proposed, one.before, one.after, one.removes)
    said = max((closeness(block, back) or 0 for block in item.text.blocks), default=0)
    decided = max((closeness(decision.text, back) or 0 for decision in item.decisions), default=0)
    if said and said >= decided:
        return replace(item, text=substituted(item.text, back) or item.text)
    for rank, decision in enumerate(item.decisions):
        if decided and closeness(decision.text, back) == decided:
            fresh = replace(decision, text=substituted_plain(decision.text, back) or decision.text)
            return replace(item, decisions=(*item.decisions[:rank], fresh, *item.decisions[rank + 1 :]))
    return item


def _reply(one: Observation) -> Reply:
    """Say what was done of an observation, on the words that stand now where it spoke."""
    said = f"Observation {one.position}{NBSP}: {STATE_WORDS[one.state].lower()}."
    about = one.kept.partition("\n")[0] if one.kept else one.quote
    return Reply(about, "\n".join(filter(None, (_asked(one), said, one.reply))))


def _asked(one: Observation) -> str:
    """Recall what they wrote, where the text does not show it."""
    return f"Vous écriviez{NBSP}: {one.text}" if one.text and not one.proposal.changes else ""
