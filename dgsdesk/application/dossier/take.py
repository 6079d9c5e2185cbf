"""A dossier that came back is previewed, then taken as one act that can be undone (product § 3.11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath

from dgsdesk.application.arrival.content import ArrivalKind
from dgsdesk.application.arrival.plan import FieldChange
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.dossier.arrival import DossierPlan, planned_dossier
from dgsdesk.application.dossier.conflicts import (
    field_conflict,
    fresh_fields,
    fresh_passages,
    keep_clashes,
    passage_conflict,
    writers,
)
from dgsdesk.application.dossier.content import DossierContent, record_of, rows_of
from dgsdesk.application.dossier.field_conflict import field_origins
from dgsdesk.application.dossier.inspection import InspectedDossier, inspected
from dgsdesk.application.dossier.state import content_here, keep_memory
from dgsdesk.application.dossier.words import field_words, row_words, value_words
from dgsdesk.application.dossier.write import changed_fields, write_rows
from dgsdesk.application.ports.store import Store
from dgsdesk.application.returned.conflict import PART_WORDS
from dgsdesk.application.returned.conflict_origin import our_origins
from dgsdesk.application.review.observation import last_day, next_position
from dgsdesk.application.sentences import sentence
from dgsdesk.application.view import View
from dgsdesk.application.words import shortened
from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.agenda import AgendaItem, PreparationTask
from dgsdesk.domain.arrival import Arrival, ArrivalState
from dgsdesk.domain.differences import BlockDifference, changed_only, differences
from dgsdesk.domain.dossier import DossierWay
from dgsdesk.domain.dossier_memory import Memory
from dgsdesk.domain.dossier_rows import Content, Key, Row, keys_of, row_of
from dgsdesk.domain.dossier_rules import RULES, SAID
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import BadInput, KnownError
from dgsdesk.domain.library import DocumentUse, LibraryDocument
from dgsdesk.domain.minutes import Observation, ObservationWay, Unplaced
from dgsdesk.domain.network import Attachment
from dgsdesk.domain.richtext import RichText, block_text, paragraphs_of, plain_text
from dgsdesk.domain.wording import NBSP, elided_of, plural


@dataclass(frozen=True)
class TakenDossier:
    """What taking a dossier did: rows changed, conflicts to settle, rows left alone, texts to place."""

    taken: int
    conflicts: int
    unchanged: int
    unplaced: int
    observations: int = 0

    @property
    def sentence(self) -> str:
        """Say in words what it did."""
        return _counted(self.taken, self.conflicts, self.unplaced, self.observations)


@dataclass(frozen=True)
class TakeDossier(Command[TakenDossier]):
    """Merge a returned dossier with what stands here, in one act; the network is backed up before.

    What only the dossier changed is taken, what both changed waits as a conflict. Raises as
    ``Office.read_dossier`` and ``planned_dossier`` do; nothing is changed then.
    """

    backs_up = "reprise"
    name: str
    content: bytes = field(repr=False)
    passphrase: str = field(default="", repr=False)


@dataclass(frozen=True)
class TakenRow:
    """A row that a dossier changes: what becomes of it, its fields before and after, its text."""

    heading: str
    what: str
    changes: tuple[FieldChange, ...] = ()
    text: tuple[BlockDifference, ...] = ()


@dataclass(frozen=True)
class ClashRow:
    """A value or a passage that both sides changed: ours, theirs, who sent it, when it was written.

    ``ours_from`` says who wrote ours and when: « Ici, par Prénom Nom, le 9 décembre 2026 à 14 h 05 ».
    """

    heading: str
    what: str
    ours: str
    theirs: str
    who: str
    when: datetime
    ours_from: str = "Ici"


@dataclass(frozen=True)
class TakePreview:
    """What taking a dossier would do; ``refused`` and ``remedy`` say in French why it would do nothing."""

    name: str
    dossier: InspectedDossier
    refused: str = ""
    remedy: str = ""
    refused_code: str = ""
    taken: tuple[TakenRow, ...] = ()
    conflicts: tuple[ClashRow, ...] = ()
    unchanged: int = 0
    unplaced: tuple[str, ...] = ()
    observations: tuple[FieldChange, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether taking it would do anything."""
        return bool(self.taken or self.conflicts or self.unplaced or self.observations)

    @property
    def sentence(self) -> str:
        """Say in one sentence what taking it does."""
        return self.refused or _counted(
            len(self.taken), len(self.conflicts), len(self.unplaced), len(self.observations)
        )


def take_preview(view: View, name: str, content: bytes, passphrase: str = "") -> TakePreview:
    """Return what ``TakeDossier`` would do; raises as ``Office.read_dossier``, a bad signature apart."""
    dossier = view.office.read_dossier(content, name, passphrase, unsigned=True)
    return previewed(view, name, dossier)


def previewed(view: View, name: str, dossier: DossierContent) -> TakePreview:
    """Return what taking a dossier that was read would do."""
    told = inspected(view.keyring, dossier)
    try:
        plan = planned_dossier(view, name, signed(name, dossier))
    except KnownError as error:
        said = sentence(error)
        return TakePreview(name, told, said.what, said.remedy, error.code)
    if plan.merged is None:
        remarks = tuple(
            FieldChange(_place_of(one, plan.now), one.quote, one.proposed or one.text)
            for one in fresh_remarks(view.store, plan)
        )
        return TakePreview(name, told, observations=remarks)
    taken = tuple(taken_rows(plan.now, plan.merged.rows))
    return TakePreview(
        name,
        told,
        taken=taken,
        conflicts=tuple(_clash_rows(view, plan)),
        unchanged=_unchanged(plan),
        unplaced=tuple(plain_text(text) for text, _ in _loose(view.store, plan)),
    )


def signed(name: str, dossier: DossierContent) -> DossierContent:
    """Return a dossier whose signature is good; raises BadInput("dossier_forged")."""
    if not dossier.signed:
        raise BadInput("dossier_forged", where=name)
    return dossier


def taken_rows(now: Content, rows: Content, *, compared: bool = True) -> Iterator[TakenRow]:
    """Give what becomes of each row that comes, goes or changes; texts are compared only if wanted."""
    for key, row in _beyond(rows, now):
        yield _added(key[0], row, rows)
    for key, row in _beyond(now, rows):
        yield TakenRow(row_words(key[0], row, now), _agreeing("retiré", key[0]))
    moved: set[type[Entity]] = set()
    for key, names in changed_fields(now, rows):
        told = [name for name in names if name not in _UNTOLD]
        if told:
            here, then = now[key[0]][key[1]], rows[key[0]][key[1]]
            text = _text_change(here, then) if compared and SAID in told else ()
            yield _changed(key[0], here, then, told, rows, text)
        elif "position" in names and key[0] not in moved:
            moved.add(key[0])
            yield TakenRow(_ORDERS.get(key[0], "Ordre des lignes"), "ordre changé")


def _beyond(rows: Content, others: Content) -> Iterator[tuple[Key, Row]]:
    """Give the rows that others have not; a document stands for its files and for where it serves."""
    found = [
        (key, row)
        for key in keys_of(rows)
        if (row := row_of(rows, key)) is not None and row_of(others, key) is None
    ]
    documents = {key[1] for key, _ in found if key[0] is LibraryDocument}
    for key, row in found:
        within = {DocumentUse: "document_id", Attachment: "owner_id"}.get(key[0])
        if within is None or row[within] not in documents:
            yield key, row


_UNTOLD = frozenset(
    {
        *("position", "place", "answer_stamp", "source_kind", "source_id", "changed_since_invitation"),
        *("current_item_id", "item_since", "paused_at", "spent_seconds", "discussed"),
    }
)
_FEMININE: frozenset[type[Entity]] = frozenset({Decision, Action, PreparationTask})
"""The kinds that French names by a feminine word: « Décision », « Suite à donner », « Préparation »."""

_ORDERS: dict[type[Entity], str] = {AgendaItem: "Ordre du jour"}


def _added(kind: type[Entity], row: Row, rows: Content) -> TakenRow:
    text = row.get(SAID)
    found = differences(RichText(), text) if isinstance(text, RichText) and text.blocks else ()
    return TakenRow(row_words(kind, row, rows), _agreeing("ajouté", kind), text=found)


def _agreeing(participle: str, kind: type[Entity]) -> str:
    return f"{participle}e" if kind in _FEMININE else participle


def _changed(
    kind: type[Entity],
    here: Row,
    then: Row,
    names: list[str],
    rows: Content,
    text: tuple[BlockDifference, ...],
) -> TakenRow:
    words = [field_words(kind, name) for name in names]
    changes = tuple(
        FieldChange(word, value_words(here[name], rows, name), value_words(then[name], rows, name))
        for name, word in zip(names, words, strict=True)
        if name != SAID
    )
    return TakenRow(row_words(kind, here, rows), ", ".join(dict.fromkeys(words)), changes, text)


def _text_change(here: Row, then: Row) -> tuple[BlockDifference, ...]:
    before, after = here[SAID], then[SAID]
    assert isinstance(before, RichText), "an item has a text"
    assert isinstance(after, RichText), "an item has a text"
    return changed_only(differences(before, after))


def _clash_rows(view: View, plan: DossierPlan) -> Iterator[ClashRow]:
    assert plan.merged is not None, "something was merged"
    when, now = plan.dossier.manifest.created, view.clock.now()
    passages, fields = fresh_passages(view.store, plan), fresh_fields(view.store, plan)
    texts = [passage_conflict(plan, one, f"{at}", now) for at, one in enumerate(passages)]
    written = our_origins(view, plan.meeting.id, texts)
    for at, one in enumerate(passages):
        item = plan.merged.rows[AgendaItem][one.item_id]
        heading = row_words(AgendaItem, item, plan.merged.rows)
        ours, theirs = plain_text(one.ours), plain_text(one.theirs)
        who = writers(plan, one.sides)
        yield ClashRow(heading, PART_WORDS[one.part], ours, theirs, who, when, written[f"{at}"])
    values = field_origins(view, [field_conflict(plan, one, f"{at}", now) for at, one in enumerate(fields)])
    for at, found in enumerate(fields):
        what = field_words(found.kind, found.field)
        who, ours_from = writers(plan, found.sides), values.get(f"{at}", "Ici")
        yield ClashRow(found.about, what, found.ours_words, found.theirs_words, who, when, ours_from)


def _unchanged(plan: DossierPlan) -> int:
    """Count the rows of the dossier that stay as they stand here."""
    assert plan.merged is not None, "something was merged"
    clashing = {(one.kind, one.row_id) for one in plan.merged.clashes}
    clashing |= {(AgendaItem, one.item_id) for one in plan.merged.passages}
    return sum(
        row_of(plan.now, (kind, row.id)) == plan.merged.rows[kind].get(row.id)
        and (kind, row.id) not in clashing
        for kind in RULES
        for row in plan.dossier.rows.get(kind, ())
    )


# -- taking -------------------------------------------------------------------------------------------------


@handles(TakeDossier, "Dossier {of_who} repris : {said}")
def take_dossier(act: Act, command: TakeDossier) -> TakenDossier:
    name = PurePath(command.name.replace("\\", "/")).name
    dossier = act.office.read_dossier(command.content, name, command.passphrase)
    done = take_read(act, name, dossier)
    _keep_arrival(act, name, command.content, dossier, done)
    act.tell(of_who=elided_of(shortened(dossier.manifest.sender.name, 40)), said=done.sentence)
    return done


def _keep_arrival(act: Act, name: str, content: bytes, dossier: DossierContent, done: TakenDossier) -> None:
    """Keep the file among what arrived, once by content, with what came of it."""
    manifest = dossier.manifest
    sha256 = act.files.put(content)
    for waiting in act.store.find(Arrival, sha256=sha256):
        act.store.remove(waiting)
    act.store.add(
        Arrival(
            id=act.new_id(),
            name=name,
            sha256=sha256,
            size=len(content),
            kind=ArrivalKind.DOSSIER.value,
            arrived_at=act.now,
            state=ArrivalState.FILED,
            meeting_id=manifest.meeting_id,
            sender=manifest.sender.name,
            found=f"Dossier de réunion{NBSP}: {done.sentence}",
        )
    )


def take_read(act: Act, name: str, dossier: DossierContent) -> TakenDossier:
    """Take a dossier that was read; raises as ``planned_dossier`` does."""
    plan = planned_dossier(act, name, signed(name, dossier))
    if plan.merged is None or plan.memory is None:
        done = _take_remarks(act, plan)
    else:
        taken = sum(1 for _ in taken_rows(plan.now, plan.merged.rows, compared=False))
        unchanged = _unchanged(plan)
        write_rows(act, plan.meeting.id, plan.now, plan.merged.rows, dossier)
        conflicts = keep_clashes(act, plan, name)
        unplaced = _keep_loose(act, plan)
        memory = Memory(plan.memory.own, content_here(act.store, plan.meeting.id), plan.memory.versions)
        keep_memory(act, plan.meeting.id, memory)
        done = TakenDossier(taken, conflicts, unchanged, unplaced)
    kept = act.files.put(dossier.state_json)
    act.store.add(record_of(dossier.manifest, DossierWay.TAKEN, kept))
    act.keyring.meet(dossier.manifest.sender, act.today)
    return done


def _loose(store: Store, plan: DossierPlan) -> Iterator[tuple[RichText, str]]:
    """Give the blocks that two sides moved apart, each once: they stand where we have them."""
    assert plan.merged is not None, "something was merged"
    known = {plain_text(one.text) for one in store.find(Unplaced, meeting_id=plan.meeting.id)}
    for item_id, block in plan.merged.moved_blocks:
        said = f"Déplacé ici, et autrement dans le dossier (gardé à notre place) : {block_text(block)}"
        if said not in known:
            known.add(said)
            item = plan.merged.rows[AgendaItem][item_id]
            yield paragraphs_of(said), row_words(AgendaItem, item, plan.merged.rows)


def _keep_loose(act: Act, plan: DossierPlan) -> int:
    found = list(_loose(act.store, plan))
    known = act.store.find(Unplaced, meeting_id=plan.meeting.id)
    position = max((one.position for one in known), default=0)
    for rank, (text, source) in enumerate(found, 1):
        act.store.add(
            Unplaced(
                id=act.new_id(),
                meeting_id=plan.meeting.id,
                position=position + rank,
                text=text,
                source=source,
            )
        )
    return len(found)


def fresh_remarks(store: Store, plan: DossierPlan) -> list[Observation]:
    """Return the observations that a dossier brings and that are not here."""
    known = {one.id for one in store.find(Observation, meeting_id=plan.meeting.id)}
    sent = rows_of(plan.dossier.base or {}, Observation).keys()
    found = rows_of(plan.dossier.rows, Observation)
    return [one for key, one in found.items() if key not in known and key not in sent]


def _take_remarks(act: Act, plan: DossierPlan) -> TakenDossier:
    """Note the remarks as observations of whoever sent them, received today."""
    sender = plan.dossier.manifest.sender.name
    fresh = fresh_remarks(act.store, plan)
    items = plan.now.get(AgendaItem, {})
    for one in fresh:
        act.store.add(
            Observation(
                id=one.id,
                meeting_id=plan.meeting.id,
                position=next_position(act, plan.meeting.id),
                author=one.author or sender,
                received_on=act.today,
                text=one.text,
                item_id=one.item_id if one.item_id in items else None,
                quote=one.quote,
                proposed=one.proposed,
                way=ObservationWay.DOSSIER,
                late=act.today > last_day(act, plan.meeting.id),
                before=one.before,
                after=one.after,
                removes=one.removes,
                source=sender,
            )
        )
    return TakenDossier(0, 0, 0, 0, len(fresh))


def _place_of(one: Observation, now: Content) -> str:
    row = now.get(AgendaItem, {}).get(one.item_id or "")
    return "Sur l’ensemble" if row is None else row_words(AgendaItem, row, now)


def _counted(taken: int, conflicts: int, unplaced: int, observations: int) -> str:
    """Say what taking a dossier does: « 3 changements repris, 1 conflit à régler »."""
    said = [
        plural(count, *words)
        for count, *words in (
            (taken, "changement repris", "changements repris"),
            (conflicts, "conflit à régler", "conflits à régler"),
            (unplaced, "texte à rattacher", "textes à rattacher"),
            (observations, "observation reprise", "observations reprises"),
        )
        if count
    ]
    return ", ".join(said) or "rien de nouveau"
