"""The history: who did what, when, on which laptop, in sentences, with what was before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from dgsdesk.application.directory.sendings import sent_to_person
from dgsdesk.application.history.names import Names
from dgsdesk.application.history.value_words import NOTHING
from dgsdesk.application.history.words import UNTOLD_KINDS, field_words, quoted, words_of
from dgsdesk.application.membership import sort_key
from dgsdesk.application.ports.store import ActsWanted, PastAct, RowChange
from dgsdesk.application.view import View
from dgsdesk.domain.belonging import POINTS_TO
from dgsdesk.domain.dossier import DossierWay
from dgsdesk.domain.network import Person
from dgsdesk.domain.richtext import RichText, plain_text
from dgsdesk.domain.wording import (
    NBSP,
    THIN,
    capitalised,
    date_full,
    date_long,
    day_and_month,
    day_number,
    hour,
    plural,
)

AT_ONCE = 60
"""How many acts are read at once."""

REST = timedelta(minutes=30)
"""How long the hand may rest within what the history tells as one act of typing."""

ROUND = timedelta(minutes=5)
"""How long it may rest within a round of the same act on one thing after the other."""

_AROUND = 4
_FIELDS_SAID = 2
_MOVES_WITH = 40
_NOTES = frozenset({"MinutesEntry", "Decision", "Action"})
_WITHIN_DOCUMENT = {"DocumentUse": "document_id", "Attachment": "owner_id"}


@dataclass(frozen=True)
class HistoryWanted:
    """Which part of the history is asked for: all by default.

    ``about`` is the id of a thing, ``words`` must stand in what was done, ``last`` is how far back;
    ``by`` is a `Hand`'s actor and machine; ``before`` is the ``next`` of the piece before.
    """

    about: str = ""
    words: str = ""
    last: timedelta | None = None
    by: tuple[str, str] | None = None
    before: int | None = None


@dataclass(frozen=True)
class HistoryDetail:
    """One thing that changed: what, what it was and what it became."""

    what: str
    before: str
    after: str

    @property
    def said(self) -> str:
        """Write « Mairie → Salle des fêtes », or what it became where nothing stood."""
        return f"{self.before} → {self.after}" if self.before else self.after


@dataclass(frozen=True)
class HistoryLine:
    """One act, or typing told as one.

    ``said`` is short, as the act called itself, ``sentence`` the whole; ``day`` is the heading that it stands
    under, ``by`` who did it on which laptop. ``left_out`` changes are not in ``details``.
    """

    key: str
    day: str
    at: datetime
    said: str
    by: str
    sentence: str
    details: tuple[HistoryDetail, ...]
    left_out: int
    undone: bool


@dataclass(frozen=True)
class HistoryPiece:
    """Some lines of the history, newest first; ``next`` asks for those before, None when there are none.

    ``title`` names the thing that it is about, ``within`` are ids and names of what that belongs to;
    ``reach`` says how far back undo goes, where that is not to the beginning.
    """

    title: str
    within: tuple[tuple[str, str], ...]
    lines: tuple[HistoryLine, ...]
    next: int | None
    reach: str = ""


@dataclass(frozen=True)
class Hand:
    """Somebody who acted, on one laptop: « Claire Martin (portable-mairie) »."""

    actor: str
    machine: str
    words: str


def history(view: View, wanted: HistoryWanted) -> HistoryPiece:
    """Return the newest acts that are asked for, each in a sentence; a bounded number at once."""
    words = sort_key(wanted.words).split()
    since = view.clock.today() - wanted.last if wanted.last else None

    def passes(label: str) -> bool:
        folded = sort_key(label)
        return all(word in folded for word in words)

    sent = _sent_to(view, wanted.about)
    asked = ActsWanted(
        *(wanted.about, wanted.before, since, wanted.by), passes if words else None, frozenset(sent)
    )
    acts, following = view.ledger.acts(asked, AT_ONCE)
    acts = [_as_sent(act, wanted.about, sent) for act in acts] if sent else acts
    together = list(_together(acts))
    names = Names(view, [act for act, _ in together], wanted.about)
    today = view.clock.today()
    lines = tuple(_line(act, times, names, wanted.about, today) for act, times in together)
    if not wanted.about:
        return HistoryPiece("", (), lines, following, _reach(view))
    within = tuple((one, capitalised(names.called(one))) for one in names.owners(wanted.about))
    title = f"{names.called(wanted.about)}{names.within(wanted.about)}"
    return HistoryPiece(capitalised(title), within, lines, following)


def _reach(view: View) -> str:
    oldest = view.ledger.reach()
    return f"Annulation possible depuis le {date_long(oldest.date())}" if oldest else ""


def _sent_to(view: View, about: str) -> dict[str, str]:
    """Return what was sent to a person, in sentences by the ids of the sendings; nothing for other things."""
    people = view.store.find(Person, id=about) if about else []
    return sent_to_person(view.store, people[0]) if people else {}


def _as_sent(act: PastAct, about: str, sent: Mapping[str, str]) -> PastAct:
    """Return an act as the history of somebody tells it: of what left for many, what left for them."""
    own = tuple(change for change in act.changes if change.row_id in sent and change.before is None)
    if not own or any(change.row_id == about for change in act.changes):
        return act
    return replace(act, label=f"{THIN}; ".join(sent[one.row_id] for one in own), changes=own, more=0)


def hands(view: View) -> tuple[Hand, ...]:
    """Return everybody who acted, on each laptop."""
    found = view.ledger.hands()
    return tuple(Hand(actor, machine, who(actor, machine)) for actor, machine in found if actor or machine)


def who(actor: str, machine: str) -> str:
    """Return « Claire Martin (portable-mairie) »."""
    return f"{actor or 'sans nom'} ({machine})" if machine else actor


def moment(at: datetime, today: date) -> str:
    """Return « Le 3 mars à 14 h 02 », with its year when it is not this one."""
    day = day_and_month(at.date()) if at.year == today.year else date_long(at.date())
    return f"Le {day} à {hour(at.time())}"


# -- what is told as one -------------------------------------------------------------------------------------


def _together(acts: Sequence[PastAct]) -> Iterator[tuple[PastAct, int]]:
    """Put together what was typed on one thing with short rests, and rounds of the same small act.

    Newest first, as it comes; each with the number of acts that it tells of.
    """
    current, times = None, 0
    for act in acts:
        if current is not None and (_goes_on(act, current) or _is_round(act, current)):
            times += not act.fold
            current = replace(current, began=act.began, changes=_merged(act.changes, current.changes))
            continue
        if current is not None:
            yield current, times
        current, times = act, 1
    if current is not None:
        yield current, times


def _goes_on(earlier: PastAct, later: PastAct) -> bool:
    return bool(later.fold) and _by_same_hand(earlier, later) and later.began - earlier.at <= REST


def _is_round(earlier: PastAct, later: PastAct) -> bool:
    """Tell whether two acts changed one row each, of one kind: presences, answers, one after the other."""
    kinds = {change.kind for change in (*earlier.changes, *later.changes) if change.before and change.after}
    alone = (
        len(earlier.changes) == 1
        and len(kinds) == 1
        and all(one.before and one.after for one in later.changes)
    )
    return alone and not later.fold and _by_same_hand(earlier, later) and later.began - earlier.at <= ROUND


def _by_same_hand(earlier: PastAct, later: PastAct) -> bool:
    names = ("command", "actor", "machine", "fold")
    whole = not (earlier.undone or later.undone or earlier.more or later.more)
    return whole and all(getattr(earlier, name) == getattr(later, name) for name in names)


def _merged(earlier: tuple[RowChange, ...], later: tuple[RowChange, ...]) -> tuple[RowChange, ...]:
    """Return the changes that two acts come to."""
    found = {(one.kind, one.row_id): one for one in earlier}
    for one in later:
        first = found.get((one.kind, one.row_id))
        found[one.kind, one.row_id] = one if first is None else _one_after_the_other(first, one)
    return tuple(found.values())


def _one_after_the_other(first: RowChange, second: RowChange) -> RowChange:
    before, after = first.before, second.after
    if before is not None and second.before is not None:
        before = {**second.before, **before}
    if after is not None and first.after is not None:
        after = {**first.after, **after}
    return RowChange(first.kind, first.row_id, before, after, first.cut | second.cut)


# -- sentences -----------------------------------------------------------------------------------------------


def _line(act: PastAct, times: int, names: Names, about: str, today: date) -> HistoryLine:
    told = _without_followers([change for change in act.changes if _is_told(change)])
    done = _done(act, told, names)
    others = plural(times - 1, "autre geste pareil", "autres gestes pareils")
    more = f", et {others}" if times > 1 else ""
    hand = who(act.actor, act.machine) or ("on" if done else "sans nom")
    whole = f"{hand} {done}" if done else f"{hand}{NBSP}: «{NBSP}{act.label}{NBSP}»{more}"
    first = sorted(told, key=lambda change: change.row_id != about)
    details = tuple(detail for change in first for detail in _details(change, names))
    left_out = act.more + max(0, len(details) - AT_ONCE)
    return HistoryLine(
        str(act.sequence),
        capitalised(date_full(act.at.date())),
        act.at,
        f"{act.label}{more}",
        who(act.actor, act.machine),
        f"{moment(act.at, today)}, {whole}{_origin(act, names)}.",
        details[:AT_ONCE],
        left_out,
        act.undone,
    )


def _is_told(change: RowChange) -> bool:
    if change.kind in UNTOLD_KINDS:
        return False
    return change.before is None or change.after is None or bool(_told_fields(change))


def _without_followers(told: Sequence[RowChange]) -> list[RowChange]:
    """Leave out what goes without saying: a document's file and use, that an item is discussed by notes."""
    documents = {
        one.row_id for one in told if one.kind == "LibraryDocument" and not (one.before and one.after)
    }
    written = any(one.kind in _NOTES for one in told)

    def follows(one: RowChange) -> bool:
        row = one.after or one.before or {}
        if (within := _WITHIN_DOCUMENT.get(one.kind)) is not None:
            return row.get(within) in documents
        return written and one.kind == "AgendaItem" and _told_fields(one) == ["discussed"]

    return [one for one in told if not follows(one)]


def _told_fields(change: RowChange) -> list[str]:
    """Return the fields of a change that the history tells, in the order of their words."""
    names = {*(change.before or ()), *(change.after or ()), *change.cut}
    return sorted(
        (name for name in names if field_words(change.kind, name)), key=lambda name: (name != "day", name)
    )


def _done(act: PastAct, told: Sequence[RowChange], names: Names) -> str:
    """Say in words what was done when it is one thing; empty when the act's own label says it better."""
    moved = [one for one in told if one.kind == "Meeting" and one.before and one.after and "day" in one.after]
    if len(moved) == 1 and len(told) <= _MOVES_WITH and not act.more:
        return f"a déplacé la réunion {_from_to(moved[0])}"
    if len(told) != 1 or act.more or told[0].kind == "Sending":
        return ""
    one = told[0]
    name = f"{names.of(one.kind, one.row_id)}{names.within(one.row_id)}"
    if one.kind == "MinutesEntry":
        where = f"{names.text_place(one.row_id)}{names.within(one.row_id)}"
        return f"a écrit {where}{NBSP}: {_words_changed(one)}"
    if one.before is None or one.after is None:
        return f"a {'ajouté' if one.before is None else 'supprimé'} {name}"
    fields = _told_fields(one)
    if len(fields) > _FIELDS_SAID:
        return f"a modifié {name} ({', '.join(field_words(one.kind, field) for field in fields)})"
    changes = f"{THIN}; ".join(_change_words(one, field, names) for field in fields)
    return f"a modifié {name} ({changes})"


def _from_to(change: RowChange) -> str:
    """Write « du 8 au 15 décembre 2026 »."""
    was, becomes = (side.get("day") if side else None for side in (change.before, change.after))
    if not isinstance(was, date) or not isinstance(becomes, date):
        return ""
    if (was.year, was.month) == (becomes.year, becomes.month):
        start = day_number(was)
    else:
        start = day_and_month(was) if was.year == becomes.year else date_long(was)
    return f"du {start} au {date_long(becomes)}"


def _change_words(change: RowChange, name: str, names: Names) -> str:
    words = field_words(change.kind, name)
    detail = _detail(change, name, names)
    return f"{words}{NBSP}: {detail.before} → {detail.after}" if detail.before or detail.after else words


def _words_changed(change: RowChange) -> str:
    was, became = (Counter(_said(side).split()) for side in (change.before, change.after))
    more, less = (became - was).total(), (was - became).total()
    parts = [plural(more, "mot ajouté", "mots ajoutés")] if more else []
    parts += [plural(less, "mot retiré", "mots retirés")] if less else []
    return ", ".join(parts) or ("texte" if change.cut else "mise en forme")


def _said(side: Mapping[str, object] | None) -> str:
    text = (side or {}).get("text")
    return plain_text(text) if isinstance(text, RichText) else ""


def _origin(act: PastAct, names: Names) -> str:
    """Say by which dossier or arrival something came in."""
    for change in act.changes:
        after = change.after or {}
        if change.kind == "Dossier" and after.get("way") is DossierWay.TAKEN:
            return f", d’après le dossier de {after.get('sender') or 'l’hôte'}"
    arrivals = [change for change in act.changes if change.kind == "Arrival" and change.after]
    if len(arrivals) == 1:
        return f", d’après {names.arrival(arrivals[0].row_id)}"
    return ""


# -- what was before and after -------------------------------------------------------------------------------


def _details(change: RowChange, names: Names) -> Iterator[HistoryDetail]:
    name = capitalised(names.of(change.kind, change.row_id))
    if change.kind == "MinutesEntry":
        yield HistoryDetail(name, *_passages(_said(change.before), _said(change.after)))
    elif change.before is None or change.after is None:
        came = change.before is None
        yield HistoryDetail(name, "", "ajouté" if came else "supprimé")
    else:
        for field in _told_fields(change):
            detail = _detail(change, field, names)
            yield replace(detail, what=f"{name}{NBSP}: {detail.what}")


def _detail(change: RowChange, name: str, names: Names) -> HistoryDetail:
    """Say one field before and after; of long texts the passage that changed."""
    words = field_words(change.kind, name)
    if name in change.cut:
        return HistoryDetail(words, "", "")
    was, became = (change.before or {}).get(name), (change.after or {}).get(name)
    if type(was) is str and type(became) is str and was and became and name not in POINTS_TO:
        return HistoryDetail(words, *_passages(was, became))
    return HistoryDetail(words, names.value(was, name), names.value(became, name))


def _passages(was: str, became: str) -> tuple[str, str]:
    """Return the passage that changed on both sides, with a few words around it."""
    old, new = words_of(was), words_of(became)
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return _passage(old, start, end), _passage(new, start, end)


def _passage(words: Sequence[str], start: int, end: int) -> str:
    if not words:
        return NOTHING
    first, last = max(0, start - _AROUND), min(len(words), len(words) - end + _AROUND)
    before, after = "… " if first else "", " …" if last < len(words) else ""
    return quoted(f"{before}{' '.join(words[first:last])}{after}")
