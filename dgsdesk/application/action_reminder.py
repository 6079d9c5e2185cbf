"""A reminder of an action: a draft to its owner, to be read over and sent from the user's own mailbox."""

from __future__ import annotations

from dataclasses import dataclass

from dgsdesk.application.action_printing import OPEN_STATES
from dgsdesk.application.circulation import signed
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.document import file_stem
from dgsdesk.application.mail_draft import MailDraft
from dgsdesk.application.mailbox import Mailbox
from dgsdesk.application.mailing import refuse_real_addresses, sender
from dgsdesk.application.membership import members_on, sort_key
from dgsdesk.application.naming import seat_name
from dgsdesk.application.ports.office import OutFile
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.words import shortened
from dgsdesk.domain.action import Action, is_overdue
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.network import Person
from dgsdesk.domain.wording import NBSP, date_full

add_sentences(
    {
        "owner_unreachable": (
            "Aucune adresse n’est connue pour « {owner} ».",
            "Choisissez quelqu’un de l’annuaire, ou complétez son courriel. Rien n’a été changé.",
        ),
        "action_settled": (
            "Cette action est faite ou abandonnée : il n’y a rien à rappeler.",
            "Reprenez-la d’abord si elle reste à faire. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class RemindOwner(Command[str]):
    """Lay the draft of a reminder for the owner of an open action; returns its full path.

    Raises RuleBroken("action_settled"), RuleBroken("owner_unreachable"), RuleBroken("no_mailbox").
    """

    action_id: str


@handles(RemindOwner, "Rappel préparé pour {who}")
def remind_owner(act: Act, command: RemindOwner) -> str:
    action = act.store.get(Action, command.action_id)
    if action.state not in OPEN_STATES:
        raise RuleBroken("action_settled")
    owner, ours = _owner(act, action), sender(act.store)
    refuse_real_addresses(act.store, (ours.address, owner.address))
    act.tell(who=action.owner)
    draft = MailDraft(
        id=f"{action.id}.rappel.{act.now:%Y%m%d%H%M%S}",
        sender=ours,
        subject=f"Rappel{NBSP}: {shortened(action.text, 80)}",
        text=_words(act, action),
        to=(owner,),
    )
    name = f"{file_stem(act.today, 'rappel', action.owner)}.eml"
    (path,) = act.lay("Actions", [OutFile(name, act.office.eml(draft))])
    return path


def _owner(act: Act, action: Action) -> Mailbox:
    """Return the owner's mailbox: the person's, else the one of the seat that is named."""
    person = act.store.get(Person, action.owner_id) if action.owner_id else None
    if person is not None and person.email:
        return Mailbox(action.owner, person.email)
    wanted = sort_key(action.owner)
    for seat in members_on(act.store, act.today):
        if seat.email and wanted in (sort_key(seat_name(seat)), sort_key(seat.name)):
            return Mailbox(action.owner, seat.email)
    raise RuleBroken("owner_unreachable", owner=action.owner or "à désigner")


def _words(act: Act, action: Action) -> str:
    meeting = act.store.get(Meeting, action.meeting_id) if action.meeting_id else None
    where = f", décidée à la réunion du {date_full(meeting.day)}" if meeting else ""
    due = f"Elle est attendue pour le {date_full(action.due)}." if action.due else "Elle n’a pas d’échéance."
    if is_overdue(action, act.today) and action.due:
        due = f"Elle était attendue pour le {date_full(action.due)}."
    return "\n\n".join(
        (
            "Bonjour,",
            f"Je me permets de vous rappeler la suite à donner qui vous a été confiée{where}{NBSP}:",
            f"«{NBSP}{action.text}{NBSP}»",
            f"{due} Pouvez-vous me dire où elle en est\u202f?",
            signed(act.store),
        )
    )
