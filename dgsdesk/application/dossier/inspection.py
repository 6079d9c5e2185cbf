"""What a dossier says before it is opened: of which meeting, from whom, and whether that can be believed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dgsdesk.application.dossier.content import DossierContent, DossierSender
from dgsdesk.application.ports.keys import Keyring, KnownSender
from dgsdesk.application.ports.office import Office
from dgsdesk.application.view import View
from dgsdesk.domain.dossier import Purpose
from dgsdesk.domain.wording import NBSP


class Trust(StrEnum):
    """What a signature is worth: whose words were compared, one seen for the first time, a false one."""

    KNOWN = "known"
    NEW = "new"
    BAD = "bad"


@dataclass(frozen=True)
class InspectedDossier:
    """A dossier as it is told before anything is done with it.

    ``words`` are the six to compare by telephone; ``changed_key`` tells that the same sender had another key
    before. ``sentence`` says in French what the signature is worth. ``unknown`` names what a newer program
    added.
    """

    meeting: str
    meeting_id: str
    epci: str
    network_id: str
    purpose: Purpose
    sender: DossierSender
    to: str
    created: datetime
    signature: Trust
    changed_key: bool
    words: tuple[str, ...]
    sentence: str
    is_return: bool
    documents: int
    unknown: tuple[str, ...]


def compared_by_telephone(view: View, sender: DossierSender) -> None:
    """Believe a sender from now on: the six words were compared, be a dossier taken or not yet."""
    today = view.clock.today()
    view.keyring.meet(sender, today)
    view.keyring.confirm(sender.public_key, today)


def inspect_dossier(
    office: Office, keyring: Keyring, content: bytes, name: str, passphrase: str = ""
) -> InspectedDossier:
    """Return what a dossier says; raises BadInput as ``Office.read_dossier`` does, a bad signature apart."""
    return inspected(keyring, office.read_dossier(content, name, passphrase, unsigned=True))


def inspected(keyring: Keyring, dossier: DossierContent) -> InspectedDossier:
    """Return what a dossier that was read says."""
    manifest, sender = dossier.manifest, dossier.manifest.sender
    senders = keyring.senders()
    trust = _trust(keyring, dossier, senders)
    own = keyring.is_mine(sender.public_key)
    changed = trust is Trust.NEW and has_changed_key(senders, sender)
    words = keyring.words(sender.public_key)
    return InspectedDossier(
        meeting=manifest.title,
        meeting_id=manifest.meeting_id,
        epci=manifest.epci,
        network_id=manifest.network_id,
        purpose=manifest.purpose,
        sender=sender,
        to=manifest.to,
        created=manifest.created,
        signature=trust,
        changed_key=changed,
        words=words,
        sentence=_OWN
        if own and trust is Trust.KNOWN
        else _sentence(trust, changed, _is_seen(senders, sender), sender.name, words),
        is_return=dossier.base is not None,
        documents=len(dossier.documents),
        unknown=dossier.unknown,
    )


def _trust(keyring: Keyring, dossier: DossierContent, senders: Sequence[KnownSender]) -> Trust:
    if not dossier.signed:
        return Trust.BAD
    key = dossier.manifest.sender.public_key
    confirmed = {one.public_key for one in senders if one.confirmed_on is not None}
    return Trust.KNOWN if key in confirmed or keyring.is_mine(key) else Trust.NEW


def has_changed_key(senders: Sequence[KnownSender], sender: DossierSender) -> bool:
    """Tell whether a sender is known by name or laptop, but under other keys alone."""
    name = sender.name.casefold()
    same = [one for one in senders if one.name.casefold() == name or one.laptop_id == sender.laptop_id]
    return bool(same) and all(one.public_key != sender.public_key for one in same)


def _is_seen(senders: Sequence[KnownSender], sender: DossierSender) -> bool:
    """Tell whether a dossier under the same key was taken before."""
    return any(one.public_key == sender.public_key for one in senders)


_OWN = "Signé par ce poste."


def _sentence(trust: Trust, changed: bool, seen: bool, name: str, words: Sequence[str]) -> str:
    told = f"«{NBSP}{' '.join(words)}{NBSP}»"
    if trust is Trust.BAD:
        return (
            "La signature est fausse : ce dossier a été modifié, ou ne vient pas de celui qu’il nomme. "
            "Appelez l’expéditeur avant toute chose."
        )
    if trust is Trust.KNOWN:
        return f"Signé par {name}, dont la clé a été vérifiée."
    if changed:
        return (
            f"ATTENTION : {name} signait jusqu’ici avec une autre clé. Appelez cette personne à un numéro "
            f"que vous connaissez : si elle ne lit pas {told}, n’ouvrez pas ce dossier."
        )
    who = (
        "dont les mots n’ont pas encore été comparés"
        if seen
        else "dont c’est le premier dossier sur ce poste"
    )
    return (
        f"Signé par {name}, {who}. Pour en être sûr, appelez cette personne\u00a0: son poste doit afficher "
        f"{told}."
    )
