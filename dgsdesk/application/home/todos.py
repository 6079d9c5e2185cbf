"""The lines of « Accueil »: what waits for somebody, why, by when, and the one act that settles it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dgsdesk.application.desk import View
from dgsdesk.application.dossier.awaited import AwaitedDossier, awaited_dossiers
from dgsdesk.application.home.reminders_due import DueReminder, due_reminders
from dgsdesk.application.membership import members_on
from dgsdesk.application.privacy.reminder import retention_due
from dgsdesk.application.safety.second_place import second_due
from dgsdesk.domain.action import OPEN_STATES, Action, is_overdue
from dgsdesk.domain.agenda import AgendaItem, PreparationTask, owner_of
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.grey_zone import GreyZone, GreyZoneState
from dgsdesk.domain.host_rota import HostTurn, TurnState
from dgsdesk.domain.meeting import Meeting, MeetingState, ReminderTopic
from dgsdesk.domain.network import Letterhead, Organisation, PostStatus
from dgsdesk.domain.wording import date_near, date_short, day_and_month, days_away, plural

INVITE_BEFORE = 14
"""Days before a meeting at which its invitation is expected to leave."""

DRAFT_WITHIN = 10
"""Days after a meeting within which the draft is expected."""


PREPARE_WITHIN = 7
"""Days ahead within which what is to be prepared is shown."""

HORIZON = 45
"""Days ahead that are shown: what comes later is not yet to be done."""


class TodoKind(StrEnum):
    """What a line speaks of; names its icon."""

    AGENDA = "agenda"
    INVITATION = "invitation"
    SESSION = "session"
    DRAFT = "draft"
    OBSERVATIONS = "observations"
    APPROVAL = "approval"
    DISPATCH = "dispatch"
    ACTION = "action"
    GREY_ZONE = "grey_zone"
    ROTA = "rota"
    PEOPLE = "people"
    IDENTITY = "identity"
    BACKUP = "backup"
    DOSSIER = "dossier"
    RETENTION = "retention"


@dataclass(frozen=True)
class Todo:
    """One line: what to do, why, by when, and where its button leads (a page and a subject's id).

    With a ``reminder`` the button opens that reminder, about the subject. A line that only ``waits`` for
    others goes when they are to be reminded. ``circle_id`` names the circle whose rota it is about.
    """

    kind: TodoKind
    title: str
    why: str
    due: date
    button: str
    page: str
    subject: str = ""
    late: bool = False
    reminder: ReminderTopic = ReminderTopic.NONE
    waits: bool = False
    circle_id: str = ""

    def deadline(self, today: date) -> tuple[str, str]:
        """Return the deadline in two short lines."""
        if self.late:
            return "en retard", "de " + plural((today - self.due).days, "jour", "jours")
        if self.due == today:
            return "aujourd’hui", ""
        return date_short(self.due), days_away(self.due, today)


def todos_of(view: View, meetings: Iterable[Meeting], today: date, circle_id: str = "") -> list[Todo]:
    """Return every line except those of minutes in circulation, in no order; of one circle or of all."""
    hosts = {org.id: org for org in view.store.find(Organisation)}
    meetings = list(meetings)
    due = due_reminders(view.store, meetings, today)
    todos = [todo for meeting in meetings if (todo := _meeting_todo(meeting, hosts, today)) is not None]
    todos += [_reminder_todo(one) for one in due.proposed]
    todos += _action_todos(view, today, due.actions)
    todos += _preparation_todos(view, meetings, today)
    todos += _grey_zone_todos(view, today)
    todos += _rota_todos(view, today, circle_id)
    todos += _setting_up_todos(view, today)
    todos += _copy_todos(view, today)
    todos += _dossier_todos(view, today)
    todos += _retention_todos(view, today)
    return todos


def without_waiting(todos: Iterable[Todo]) -> list[Todo]:
    """Leave out the lines that wait for those whom another line reminds."""
    todos = list(todos)
    reminded = {todo.subject for todo in todos if todo.reminder}
    return [todo for todo in todos if not (todo.waits and todo.subject in reminded)]


_REMINDER_KINDS = {
    ReminderTopic.ANSWER: (TodoKind.INVITATION, "meetings"),
    ReminderTopic.OBSERVATIONS: (TodoKind.OBSERVATIONS, "meetings"),
    ReminderTopic.ACTIONS: (TodoKind.ACTION, "actions"),
}


def _reminder_todo(one: DueReminder) -> Todo:
    kind, page = _REMINDER_KINDS[one.topic]
    return Todo(
        kind, one.title, one.why, one.due, "Relancer…", page, one.subject_id, one.late, reminder=one.topic
    )


def host_words(meeting: Meeting, hosts: dict[str, Organisation]) -> str:
    """Return the host's name, or that a place is still to be chosen."""
    host = hosts.get(meeting.host_id or "")
    return host.name if host else "lieu à choisir"


@dataclass(frozen=True)
class _Line:
    """What a meeting asks for: the kind, the beginning of the title, why, the day, the button."""

    kind: TodoKind
    what: str
    why: str
    due: date
    button: str
    waits: bool = False


def _meeting_todo(meeting: Meeting, hosts: dict[str, Organisation], today: date) -> Todo | None:
    line = _line(meeting, host_words(meeting, hosts), today)
    if line is None or line.due > today + timedelta(days=HORIZON):
        return None
    title = f"{line.what} du {day_and_month(meeting.day)}"
    late = line.due < today
    return Todo(
        line.kind, title, line.why, line.due, line.button, "meetings", meeting.id, late, waits=line.waits
    )


def _line(meeting: Meeting, place: str, today: date) -> _Line | None:
    match meeting.state:
        case MeetingState.PLANNED:
            due = meeting.day - timedelta(days=INVITE_BEFORE)
            soonest = max(due, today) if meeting.day >= today else due
            why = f"{place} · ordre du jour à terminer, puis inviter"
            return _Line(TodoKind.AGENDA, "Préparer la réunion", why, soonest, "Préparer")
        case MeetingState.INVITED:
            return _invited_line(meeting, place, today)
        case MeetingState.HELD:
            return _Line(TodoKind.SESSION, "Clore la séance", place, meeting.day, "Ouvrir")
        case MeetingState.DRAFTING:
            due = meeting.day + timedelta(days=DRAFT_WITHIN)
            why = f"{place} · {meeting.writer or 'la commune hôte'} tient la plume"
            return _Line(TodoKind.DRAFT, "Envoyer le projet de compte rendu", why, due, "Rédiger")
        case MeetingState.APPROVED:
            why = f"{place} · approuvé"
            return _Line(TodoKind.DISPATCH, "Diffuser le compte rendu", why, today, "Diffuser")
        case _:
            return None


def _invited_line(meeting: Meeting, place: str, today: date) -> _Line | None:
    if meeting.day <= today:
        return _Line(TodoKind.SESSION, "Tenir la réunion", place, meeting.day, "Ouvrir")
    if meeting.changed_since_invitation:
        why = f"{place} · modifiée depuis l’invitation"
        return _Line(TodoKind.INVITATION, "Prévenir du changement de la réunion", why, today, "Prévenir")
    if meeting.reply_by is not None:
        due = max(meeting.reply_by, today)
        return _Line(
            TodoKind.INVITATION, "Suivre les réponses à l’invitation", place, due, "Voir", waits=True
        )
    return None


def _action_todos(view: View, today: date, spoken_for: frozenset[str]) -> list[Todo]:
    """The late actions of which nobody can be reminded by a message."""
    return [
        Todo(
            TodoKind.ACTION,
            f"Suivre l’action «\u00a0{action.text}\u00a0»",
            f"{action.owner or 'sans responsable'} · promise pour le {date_near(action.due, today)}",
            action.due,
            "Voir",
            "actions",
            action.id,
            late=True,
        )
        for action in view.store.find(Action, state=OPEN_STATES)
        if action.due is not None and is_overdue(action, today) and action.id not in spoken_for
    ]


def _preparation_todos(view: View, meetings: list[Meeting], today: date) -> list[Todo]:
    """One line for each coming meeting with something to prepare within a week, by whom."""
    coming = {one.id: one for one in meetings if one.state in (MeetingState.PLANNED, MeetingState.INVITED)}
    soon = today + timedelta(days=PREPARE_WITHIN)
    tasks = [one for one in view.store.find(PreparationTask, done=False) if one.due and one.due <= soon]
    items = {one.id: one for one in view.store.find(AgendaItem, id={task.item_id for task in tasks})}
    by_meeting: dict[str, list[PreparationTask]] = {}
    for task in tasks:
        by_meeting.setdefault(items[task.item_id].meeting_id, []).append(task)
    return [
        _preparation_todo(coming[meeting_id], theirs, items, today)
        for meeting_id, theirs in by_meeting.items()
        if meeting_id in coming
    ]


def _preparation_todo(
    meeting: Meeting, tasks: list[PreparationTask], items: dict[str, AgendaItem], today: date
) -> Todo:
    due = min(task.due for task in tasks if task.due)
    owners = {owner_of(task, items[task.item_id]) for task in tasks}
    return Todo(
        TodoKind.AGENDA,
        f"Préparer la réunion du {day_and_month(meeting.day)}",
        f"{plural(len(tasks), 'tâche', 'tâches')}, {', '.join(sorted(owners))}",
        due,
        "Voir",
        "meetings",
        meeting.id,
        late=due < today,
    )


def _grey_zone_todos(view: View, today: date) -> list[Todo]:
    asleep = (GreyZoneState.CLOSED,)
    return [
        Todo(
            TodoKind.GREY_ZONE,
            f"Réexaminer la zone grise «\u00a0{zone.title}\u00a0»",
            f"La date de révision est passée depuis le {date_near(zone.review_on, today)}",
            today,
            "Inscrire",
            "grey_zones",
            zone.id,
        )
        for zone in view.store.find(GreyZone)
        if zone.review_on is not None and zone.review_on <= today and zone.state not in asleep
    ]


def _rota_todos(view: View, today: date, circle_id: str) -> list[Todo]:
    every = {circle.id: circle.name for circle in view.store.find(Circle)}
    turns = [turn for turn in view.store.find(HostTurn) if turn.day >= today]
    asked = [circle_id] if circle_id else list(every)
    proposed = [turn for turn in turns if turn.state is TurnState.PROPOSED and turn.circle_id in asked]
    if proposed:
        return [
            _publish_todo(of_circle, circle, every[circle] if len(every) > 1 else "", today)
            for circle in asked
            if (of_circle := [turn for turn in proposed if turn.circle_id == circle])
        ]
    if asked and not any(turn.circle_id in asked for turn in turns):
        title, why = "Proposer le tour d’accueil de l’année", "Aucune réunion n’est prévue"
        return [Todo(TodoKind.ROTA, title, why, today, "Proposer", "rota", circle_id=circle_id)]
    return []


def _publish_todo(turns: list[HostTurn], circle_id: str, name: str, today: date) -> Todo:
    what = plural(len(turns), "date proposée", "dates proposées")
    why = f"{what}, à confirmer par les communes"
    if name:
        why = f"{name}\u00a0: {why}"
    due = max(today, min(turn.day for turn in turns) - timedelta(days=60))
    title = "Publier le tour d’accueil"
    return Todo(TodoKind.ROTA, title, why, due, "Voir le plan", "rota", circle_id=circle_id)


def _copy_todos(view: View, today: date) -> list[Todo]:
    due = second_due(view)
    if due is None or due > today:
        return []
    why = "La copie sur la clé ou dans le dossier choisi n’est plus récente"
    return [
        Todo(TodoKind.BACKUP, "Copier le réseau ailleurs", why, due, "Copier…", "settings", "safekeeping")
    ]


def _dossier_todos(view: View, today: date) -> list[Todo]:
    """Return the dossiers that were expected back by now or are within days, and have not come."""
    return [_dossier_todo(one) for one in awaited_dossiers(view.store, today)]


def _dossier_todo(one: AwaitedDossier) -> Todo:
    reminded = f", relancé le {day_and_month(one.reminded_on)}" if one.reminded_on else ""
    sent = f"confiée le {day_and_month(one.sent_on)}"
    return Todo(
        TodoKind.DOSSIER,
        f"Dossier attendu\u00a0: {one.addressee}",
        f"Réunion du {day_and_month(one.meeting.day)}, {sent}{reminded}",
        one.due,
        "Relancer…" if one.may_remind else "Voir",
        "meetings",
        one.id if one.may_remind else one.meeting.id,
        late=one.late,
        reminder=ReminderTopic.DOSSIER if one.may_remind else ReminderTopic.NONE,
    )


def _retention_todos(view: View, today: date) -> list[Todo]:
    if not retention_due(view, today):
        return []
    title = "Effacer ce qui a passé sa durée de conservation"
    why = "Des données personnelles sont gardées depuis plus longtemps que prévu"
    return [Todo(TodoKind.RETENTION, title, why, today, "Voir", "settings", "keeping")]


def _setting_up_todos(view: View, today: date) -> list[Todo]:
    todos = []
    letterhead = view.store.find(Letterhead)
    if letterhead and not letterhead[0].tells_enough:
        why = "Adresse, boîte partagée et signature figurent sur chaque document"
        todos.append(
            Todo(TodoKind.IDENTITY, "Dire qui nous sommes", why, today, "Compléter", "directory", "identity")
        )
    vacant = sum(member.status is PostStatus.VACANT for member in members_on(view.store, today))
    if vacant:
        why = plural(vacant, "poste sans nom", "postes sans nom")
        todos.append(
            Todo(
                TodoKind.PEOPLE,
                "Vérifier les personnes du réseau",
                why,
                today,
                "Vérifier",
                "directory",
                "people",
            )
        )
    return todos
