"""Shared subjects and raised themes: noting, supporting, merging, dropping (product § 3.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dgsdesk.application.action.roadmap import drop_works, move_works
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.keep import KEEP, Keep, chosen
from dgsdesk.application.library.acts import move_uses
from dgsdesk.application.ports.store import Store
from dgsdesk.application.registers import title_of, words_of
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.library import OwnerKind
from dgsdesk.domain.network import Organisation, OrganisationKind
from dgsdesk.domain.theme import RaisedTheme, SharedSubject, Sphere, SubjectState, Support, ThemeCall
from dgsdesk.domain.wording import plural

Subject = SharedSubject | RaisedTheme

add_sentences(
    {
        "voice_of_a_commune": (
            "« {name} » n’est pas une commune : une commune, une voix.",
            "Choisissez une commune du réseau. Rien n’a été changé.",
        ),
        "already_supports": (
            "{name} porte déjà ce thème : une commune, une voix.",
            "",
        ),
        "subject_in_meetings": (
            "« {title} » figure à l’ordre du jour d’au moins une réunion.",
            "Retirez-le d’abord de cet ordre du jour. Rien n’a été changé.",
        ),
        "subject_not_dropped": (
            "« {title} » attend déjà son tour.",
            "",
        ),
        "not_a_supporter": (
            "{name} ne porte pas ce thème.",
            "Cochez une commune qui le porte. Rien n’a été changé.",
        ),
        "merge_with_itself": (
            "Il faut deux thèmes au moins pour les réunir.",
            "Choisissez un autre thème. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class NoteSubject(Command[str]):
    """Note an idea in ten seconds: it becomes a raised theme; who raised it supports it. Returns its id."""

    title: str
    raised_by_id: str | None = None
    question: str = ""
    sphere: Sphere = Sphere.MUNICIPAL


@dataclass(frozen=True)
class AddSharedSubject(Command[str]):
    """Add a subject that concerns every commune, to be treated before a day if any; returns its id."""

    title: str
    question: str = ""
    raised_by_id: str | None = None
    before: date | None = None


@dataclass(frozen=True)
class EditSubject(Command[None]):
    """Change a shared subject or a raised theme; ``before`` is for subjects, ``sphere`` for themes."""

    subject_id: str
    title: str | Keep = KEEP
    question: str | Keep = KEEP
    raised_by_id: str | Keep | None = KEEP
    before: date | Keep | None = KEEP
    sphere: Sphere | Keep = KEEP


@dataclass(frozen=True)
class AddSupport(Command[None]):
    """A commune carries a theme: one commune, one voice."""

    theme_id: str
    organisation_id: str


@dataclass(frozen=True)
class RemoveSupport(Command[None]):
    theme_id: str
    organisation_id: str


@dataclass(frozen=True)
class MergeThemes(Command[None]):
    """Make one theme of several: no supporter, no question and no agenda item is lost."""

    kept_id: str
    merged_ids: tuple[str, ...]


@dataclass(frozen=True)
class SplitTheme(Command[str]):
    """Make a second theme of a part of one: the communes named go along, and keep their voice here if asked.

    Returns the new theme's id. Raises BadInput("not_a_supporter").
    """

    theme_id: str
    title: str
    question: str = ""
    moved_ids: tuple[str, ...] = ()
    keep_voices: bool = False


@dataclass(frozen=True)
class DropSubject(Command[None]):
    """Set a subject or theme aside; it stays in the list of those dropped."""

    subject_id: str


@dataclass(frozen=True)
class RestoreSubject(Command[None]):
    """Put what was dropped or treated back among those that wait."""

    subject_id: str


@dataclass(frozen=True)
class RemoveSubject(Command[None]):
    """Take a subject or theme away; raises RuleBroken once a meeting has it on its agenda."""

    subject_id: str


@handles(NoteSubject, "Sujet « {title} » noté")
def note_subject(act: Act, command: NoteSubject) -> str:
    theme = RaisedTheme(
        id=act.new_id(),
        title=title_of(command.title),
        question=words_of(command.question),
        sphere=command.sphere,
        raised_by_id=command.raised_by_id,
        raised_on=act.today,
    )
    act.store.add(theme)
    if is_commune(act, command.raised_by_id):
        give_voice(act, theme.id, str(command.raised_by_id))
    act.tell(title=theme.title)
    return theme.id


@handles(AddSharedSubject, "Sujet commun « {title} » ajouté")
def add_shared_subject(act: Act, command: AddSharedSubject) -> str:
    if command.raised_by_id:
        act.store.get(Organisation, command.raised_by_id)
    subject = SharedSubject(
        id=act.new_id(),
        title=title_of(command.title),
        question=words_of(command.question),
        raised_by_id=command.raised_by_id,
        raised_on=act.today,
        before=command.before,
    )
    act.store.add(subject)
    act.tell(title=subject.title)
    return subject.id


@handles(EditSubject, "Sujet « {title} » modifié")
def edit_subject(act: Act, command: EditSubject) -> None:
    subject = subject_of(act.store, command.subject_id)
    if not isinstance(command.title, Keep):
        subject.title = title_of(command.title)
    subject.question = words_of(chosen(command.question, subject.question))
    if not isinstance(command.raised_by_id, Keep):
        _change_raiser(act, subject, command.raised_by_id)
    if isinstance(subject, SharedSubject):
        subject.before = chosen(command.before, subject.before)
    else:
        subject.sphere = chosen(command.sphere, subject.sphere)
    act.tell(title=subject.title)


def _change_raiser(act: Act, subject: Subject, organisation_id: str | None) -> None:
    has_voice = is_commune(act, organisation_id)
    subject.raised_by_id = organisation_id
    if isinstance(subject, RaisedTheme) and has_voice:
        give_voice(act, subject.id, str(organisation_id))


@handles(AddSupport, "{name} porte « {title} »")
def add_support(act: Act, command: AddSupport) -> None:
    theme = act.store.get(RaisedTheme, command.theme_id)
    organisation = act.store.get(Organisation, command.organisation_id)
    if organisation.kind is not OrganisationKind.COMMUNE:
        raise BadInput("voice_of_a_commune", name=organisation.name)
    if not give_voice(act, theme.id, organisation.id):
        raise RuleBroken("already_supports", name=organisation.name)
    act.tell(name=organisation.name, title=theme.title)


@handles(RemoveSupport, "{name} ne porte plus « {title} »")
def remove_support(act: Act, command: RemoveSupport) -> None:
    theme = act.store.get(RaisedTheme, command.theme_id)
    organisation = act.store.get(Organisation, command.organisation_id)
    for support in act.store.find(Support, theme_id=theme.id, organisation_id=organisation.id):
        act.store.remove(support)
    act.tell(name=organisation.name, title=theme.title)


@handles(MergeThemes, "{count} réunis dans « {title} »")
def merge_themes(act: Act, command: MergeThemes) -> None:
    kept = act.store.get(RaisedTheme, command.kept_id)
    merged = [act.store.get(RaisedTheme, other) for other in dict.fromkeys(command.merged_ids)]
    merged = [theme for theme in merged if theme.id != kept.id]
    if not merged:
        raise BadInput("merge_with_itself")
    for theme in merged:
        _merge(act, kept, theme)
    act.tell(count=plural(len(merged) + 1, "thème", "thèmes"), title=kept.title)


def _merge(act: Act, kept: RaisedTheme, theme: RaisedTheme) -> None:
    for support in act.store.find(Support, theme_id=theme.id):
        give_voice(act, kept.id, support.organisation_id)
        act.store.remove(support)
    for item in act.store.find(AgendaItem, source_id=theme.id):
        item.source_id = kept.id
    move_uses(act, OwnerKind.THEME, (theme.id,), kept.id)
    if theme.question and theme.question not in kept.question:
        kept.question = "\n".join(filter(None, (kept.question, theme.question)))
    kept.raised_on = min(filter(None, (kept.raised_on, theme.raised_on)), default=None)
    kept.raised_by_id = kept.raised_by_id or theme.raised_by_id
    if theme.state is SubjectState.PLANNED:
        kept.state = SubjectState.PLANNED
    for call in act.store.find(ThemeCall):
        if theme.id in call.theme_ids:  # an answer to come still counts, for what it was made part of
            call.theme_ids = tuple(kept.id if one == theme.id else one for one in call.theme_ids)
    move_works(act, theme.id, kept.id)
    act.store.remove(theme)


@handles(SplitTheme, "« {title} » séparé de « {from_title} »")
def split_theme(act: Act, command: SplitTheme) -> str:
    theme = act.store.get(RaisedTheme, command.theme_id)
    title = title_of(command.title)
    given = {support.organisation_id: support for support in act.store.find(Support, theme_id=theme.id)}
    for organisation_id in command.moved_ids:
        if organisation_id not in given:
            raise BadInput("not_a_supporter", name=act.store.get(Organisation, organisation_id).name)
    new = RaisedTheme(
        id=act.new_id(),
        title=title,
        question=words_of(command.question),
        sphere=theme.sphere,
        raised_by_id=theme.raised_by_id if theme.raised_by_id in command.moved_ids else None,
        raised_on=theme.raised_on,
    )
    act.store.add(new)
    for organisation_id in dict.fromkeys(command.moved_ids):
        give_voice(act, new.id, organisation_id)
        if not command.keep_voices:
            act.store.remove(given[organisation_id])
    act.tell(title=new.title, from_title=theme.title)
    return new.id


@handles(DropSubject, "Sujet « {title} » écarté")
def drop_subject(act: Act, command: DropSubject) -> None:
    subject = subject_of(act.store, command.subject_id)
    if subject.state is SubjectState.PLANNED:
        raise RuleBroken("subject_in_meetings", title=subject.title)
    subject.state = SubjectState.DROPPED
    act.tell(title=subject.title)


@handles(RestoreSubject, "Sujet « {title} » remis en attente")
def restore_subject(act: Act, command: RestoreSubject) -> None:
    subject = subject_of(act.store, command.subject_id)
    if subject.state is SubjectState.WAITING:
        raise RuleBroken("subject_not_dropped", title=subject.title)
    subject.state = SubjectState.WAITING
    act.tell(title=subject.title)


@handles(RemoveSubject, "Sujet « {title} » retiré")
def remove_subject(act: Act, command: RemoveSubject) -> None:
    subject = subject_of(act.store, command.subject_id)
    if act.store.find(AgendaItem, source_id=subject.id):
        raise RuleBroken("subject_in_meetings", title=subject.title)
    for support in act.store.find(Support, theme_id=subject.id):
        act.store.remove(support)
    drop_works(act, subject.id)
    act.store.remove(subject)
    act.tell(title=subject.title)


def subject_of(store: Store, subject_id: str) -> Subject:
    """Return the shared subject or the raised theme of an id; raises NotFound."""
    shared = store.find(SharedSubject, id=subject_id)
    return shared[0] if shared else store.get(RaisedTheme, subject_id)


def is_commune(act: Act, organisation_id: str | None) -> bool:
    """Tell whether a voice may be counted: communes have one each, the EPCI has none."""
    if organisation_id is None:
        return False
    return act.store.get(Organisation, organisation_id).kind is OrganisationKind.COMMUNE


def give_voice(act: Act, theme_id: str, organisation_id: str) -> bool:
    """Add the commune's one voice; tell whether it was new."""
    if act.store.find(Support, theme_id=theme_id, organisation_id=organisation_id):
        return False
    act.store.add(Support(id=act.new_id(), theme_id=theme_id, organisation_id=organisation_id))
    return True
