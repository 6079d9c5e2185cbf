"""A call for themes: a message and a form that leave, and what comes back, typed or read (product § 3.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePath

from dgsdesk.application.agenda.pools import read_pools, theme_entry
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.document import file_stem
from dgsdesk.application.documents.head import (
    Source,
    base_document,
    letterhead_row,
    place_and_date,
    signature,
)
from dgsdesk.application.documents.theme_form import CallPaper, theme_form, theme_lines
from dgsdesk.application.invitation.files import Laid
from dgsdesk.application.invitation.invitees import Invitees, circle_mailboxes
from dgsdesk.application.mailing.draft import MailAttachment
from dgsdesk.application.mailing.mailing import Letter, Mailing, Way, draft_files, record_sendings, sender
from dgsdesk.application.mailing.salutation import CALL
from dgsdesk.application.membership import communes_on, sort_key
from dgsdesk.application.naming import of_organisation
from dgsdesk.application.ports.office import OutFile
from dgsdesk.application.ports.store import Store
from dgsdesk.application.privacy.notice import privacy_notice
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.subjects.acts import NoteSubject, give_voice, is_commune, note_subject
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.meeting import SendingKind
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.theme import CallAnswer, RaisedTheme, SubjectState, Support, ThemeCall
from dgsdesk.domain.theme_answer import Proposed
from dgsdesk.domain.typography import french
from dgsdesk.domain.wording import NBSP, THIN, date_full, plural

MOST_OFFERED = 12
"""The waiting themes that a call offers, ripest first: what one page holds."""

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

add_sentences(
    {
        "call_reply_by": (
            "On ne peut pas répondre jusqu’au {reply_by} à un appel du {day}.",
            "Choisissez un jour à venir. Rien n’a été changé.",
        ),
        "call_not_a_commune": (
            "« {name} » n’est pas une commune : une commune, une voix.",
            "Choisissez une commune du réseau. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class LayThemeCall(Command[Laid]):
    """Lay the form and the message drafts of a call to a circle's members; keep what it offers.

    Raises BadInput("call_reply_by") and the known errors of ``mailing.draft_files``.
    """

    circle_id: str
    reply_by: date
    way: Way = Way.ONE_EACH


@dataclass(frozen=True)
class TakeThemeAnswer(Command[int]):
    """Note what a commune answered, typed in the grid: voices given and taken back, themes proposed.

    A theme that waits under the same title gains the voice instead. Without a call (``call_id`` empty) only
    the themes are touched. Returns how many themes are new. Raises RuleBroken("call_not_a_commune").
    """

    organisation_id: str
    supported: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    proposed: tuple[Proposed, ...] = ()
    call_id: str = ""


@dataclass(frozen=True)
class CallPreview:
    """What a call would be: to whom, and what it offers."""

    circle_id: str
    circle: str
    invitees: Invitees
    titles: tuple[str, ...]
    subject: str
    text: str


@dataclass(frozen=True)
class GridTheme:
    """A column of the grid of answers."""

    theme_id: str
    title: str


@dataclass(frozen=True)
class GridRow:
    """A commune: whether it carries each theme, in the columns' order, and when it answered the call."""

    organisation_id: str
    commune: str
    supports: tuple[bool, ...]
    answered: date | None


@dataclass(frozen=True)
class AnswerGrid:
    """The grid in which answers are typed: communes as rows, waiting themes as columns.

    ``call_id`` is the newest call, empty when none has left; ``words`` says how many have answered it.
    """

    call_id: str
    words: str
    themes: tuple[GridTheme, ...]
    rows: tuple[GridRow, ...]


@handles(LayThemeCall, "Appel à thèmes {code} préparé pour {count}")
def lay_theme_call(act: Act, command: LayThemeCall) -> Laid:
    if command.reply_by <= act.today:
        raise BadInput("call_reply_by", reply_by=date_full(command.reply_by), day=date_full(act.today))
    circle = act.store.get(Circle, command.circle_id)
    call = ThemeCall(
        id=act.new_id(),
        circle_id=circle.id,
        code=_code(act.store, act.today),
        day=act.today,
        reply_by=command.reply_by,
        theme_ids=tuple(theme.theme_id for theme in _offered(act.view)),
    )
    people = circle_mailboxes(act.store, circle.id, act.today)
    paper = _paper(act, call, circle)
    written = act.office.docx(theme_form(paper), base_document(act))
    form = MailAttachment(f"{_stem(call)}.docx", written, _WORD)
    letter = Letter("", people.recipients, _subject(call), _text(act, paper), (form,))
    notice = privacy_notice(act.store)
    mailing = Mailing(command.way, call.code, lambda what: f"{_stem(call, what)}.eml", notice=notice)
    drafts = draft_files(act, mailing, [letter])
    act.store.add(call)
    paths = act.lay(f"Appels à thèmes/{_stem(call)}", [OutFile(form.name, form.content), *drafts])
    record_sendings(
        act, None, SendingKind.CALL, people.recipients, version=call.code, way=command.way, notice=notice
    )
    act.tell(code=call.code, count=plural(len(people.recipients), "destinataire", "destinataires"))
    return Laid(str(PurePath(paths[0]).parent), tuple(paths), len(people.recipients), people.unreachable)


def _stem(call: ThemeCall, what: str = "") -> str:
    return file_stem(call.day, "appel-à-thèmes", call.code, what)


def _code(store: Store, day: date) -> str:
    taken = [call.code for call in store.find(ThemeCall, day=day)]
    return f"AT-{day:%Y%m%d}-{len(taken) + 1}"


def _subject(call: ThemeCall) -> str:
    return f"Appel à thèmes {call.code}{NBSP}: vos réponses jusqu’au {date_full(call.reply_by)}"


def _paper(source: Act | View, call: ThemeCall, circle: Circle) -> CallPaper:
    themes = {theme.id: theme.title for theme in source.store.find(RaisedTheme, id=set(call.theme_ids))}
    return CallPaper(
        code=call.code,
        circle=circle.name,
        reply_by=call.reply_by,
        titles=tuple(themes[theme_id] for theme_id in call.theme_ids if theme_id in themes),
        letterhead=letterhead_row(source),
        created=source.clock.now(),
        address=sender(source.store).address,
        place_and_date=place_and_date(source, call.day),
    )


def _text(source: Source, paper: CallPaper) -> str:
    signed = signature(source)
    opening = (
        f"Nous préparons nos prochaines réunions ({paper.circle}). Quels thèmes souhaitez-vous y voir "
        f"traités{THIN}? Répondez à ce message jusqu’au {date_full(paper.reply_by)} inclus en complétant les "
        "lignes ci-dessous, ou renvoyez la fiche jointe."
    )
    foot = ["Cordialement,", "", *filter(None, (signed.name, signed.quality, paper.letterhead.name))]
    blocks = (CALL, opening, "\n".join(theme_lines(paper)), "\n".join(foot))
    return "\n\n".join(blocks) + "\n"


def call_preview(view: View, circle_id: str, reply_by: date) -> CallPreview:
    """Return what a call to a circle would say and to whom; raises NotFound."""
    circle = view.store.get(Circle, circle_id)
    offered = _offered(view)
    call = ThemeCall(
        id="",
        circle_id=circle.id,
        code=_code(view.store, view.clock.today()),
        day=view.clock.today(),
        reply_by=reply_by,
        theme_ids=tuple(theme.theme_id for theme in offered),
    )
    return CallPreview(
        circle.id,
        circle.name,
        circle_mailboxes(view.store, circle.id, view.clock.today()),
        tuple(theme.title for theme in offered),
        _subject(call),
        _text(view, _paper(view, call, circle)),
    )


def _offered(view: View) -> list[GridTheme]:
    """Return the waiting themes, ripest first."""
    readings = read_pools(view)
    waiting = [theme for theme in readings.themes if theme.state is SubjectState.WAITING]
    weights = {theme.id: theme_entry(readings, theme).weight for theme in waiting}
    ripest = sorted(waiting, key=lambda one: (-weights[one.id], sort_key(one.title), one.id))
    return [GridTheme(theme.id, theme.title) for theme in ripest[:MOST_OFFERED]]


@handles(TakeThemeAnswer, "Réponse {of_name} notée")
def take_theme_answer(act: Act, command: TakeThemeAnswer) -> int:
    organisation = act.store.get(Organisation, command.organisation_id)
    if not is_commune(act, organisation.id):
        raise RuleBroken("call_not_a_commune", name=organisation.name)
    act.tell(of_name=of_organisation(organisation.name, organisation.article, organisation.kind))
    for theme_id in command.withdrawn:
        for support in act.store.find(Support, theme_id=theme_id, organisation_id=organisation.id):
            act.store.remove(support)
    return note_answer(act, command.call_id, organisation.id, command.supported, command.proposed, "grille")


def note_answer(
    act: Act,
    call_id: str,
    organisation_id: str,
    supported: Sequence[str],
    proposed: Sequence[Proposed],
    source: str,
) -> int:
    """Give the voices and note the themes of an answer; return how many themes are new."""
    for theme in act.store.find(RaisedTheme, id=set(supported)):
        give_voice(act, theme.id, organisation_id)
    new = sum(_propose(act, organisation_id, one) for one in proposed)
    if call_id and not act.store.find(CallAnswer, call_id=call_id, organisation_id=organisation_id):
        act.store.add(
            CallAnswer(
                id=act.new_id(),
                call_id=call_id,
                organisation_id=organisation_id,
                day=act.today,
                source=source,
            )
        )
    return new


def _propose(act: Act, organisation_id: str, one: Proposed) -> bool:
    same = same_theme(act.store, one.title)
    if same is not None:
        give_voice(act, same.id, organisation_id)
        return False
    note_subject(act, NoteSubject(one.title, organisation_id, one.question))
    return True


def same_theme(store: Store, title: str) -> RaisedTheme | None:
    """Return the theme that waits under the same title, whatever its accents and its case."""
    wanted = sort_key(french(title)).split()
    waiting = store.find(RaisedTheme, state=SubjectState.WAITING)
    return next((theme for theme in waiting if sort_key(theme.title).split() == wanted), None)


def answer_grid(view: View) -> AnswerGrid:
    """Return the grid of answers to the newest call, or of the waiting themes when none has left."""
    store = view.store
    calls = sorted(store.find(ThemeCall), key=lambda call: (call.day, call.code))
    call = calls[-1] if calls else None
    themes = _offered(view)
    given = {(one.theme_id, one.organisation_id) for one in store.find(Support)}
    answers = store.find(CallAnswer, call_id=call.id) if call else []
    answered = {one.organisation_id: one.day for one in answers}
    rows = tuple(
        GridRow(
            commune.id,
            commune.name,
            tuple((theme.theme_id, commune.id) in given for theme in themes),
            answered.get(commune.id),
        )
        for commune in communes_on(store, view.clock.today())
    )
    words = _grid_words(call, len(answered), len(rows))
    return AnswerGrid(call.id if call else "", words, tuple(themes), rows)


def _grid_words(call: ThemeCall | None, answered: int, communes: int) -> str:
    if call is None:
        return "Aucun appel n’est parti : cochez ce que chaque commune porte."
    said = plural(answered, "commune a répondu", "communes ont répondu")
    return f"Appel {call.code}, {said} sur {communes}, jusqu’au {date_full(call.reply_by)}"


def usual_reply_by(view: View) -> date:
    """Return the day that is proposed for answers: three weeks ahead, never at a week-end."""
    day = view.clock.today() + timedelta(days=21)
    return day - timedelta(days=max(0, day.weekday() - 4))
