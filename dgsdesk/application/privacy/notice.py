"""The notice on personal data (RGPD, art. 13 and 14) that the first invitation of each person carries.

It names the controller, the purpose, the basis (art. 6-1-e), the data, who receives them, how long they are
kept, the rights and where to exercise them. Who had it is read off the record of what left.
"""

from __future__ import annotations

from dataclasses import dataclass

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.ports.store import Store
from dgsdesk.application.privacy.terms import retention_terms
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.view import View
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.meeting import Sending
from dgsdesk.domain.network import Letterhead, Network
from dgsdesk.domain.retention import KeptKind, term_words
from dgsdesk.domain.wording import NBSP

LONGEST = 2_000
"""The most characters that a notice may have: it stands at the foot of a message."""

add_sentences(
    {
        "notice_too_long": (
            "La mention sur les données personnelles compte {length} signes, pour {longest} au plus.",
            "Raccourcissez-la : elle figure au pied du message. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class PrivacyNotice:
    """The notice as it leaves, and the addresses that have had it, without case."""

    text: str
    informed: frozenset[str] = frozenset()

    def is_news_to(self, address: str) -> bool:
        """Tell whether an address has not had it yet."""
        return address.casefold() not in self.informed


@dataclass(frozen=True)
class PrivacyNoticeRow:
    """The notice for « Réglages »: as it leaves, and whether it is the usual one."""

    text: str
    usual: bool


@dataclass(frozen=True)
class EditPrivacyNotice(Command[None]):
    """Word the notice; an empty text brings the usual one back. Raises BadInput("notice_too_long")."""

    text: str


@handles(EditPrivacyNotice, "Mention sur les données personnelles modifiée")
def edit_privacy_notice(act: Act, command: EditPrivacyNotice) -> None:
    text = command.text.strip()
    if len(text) > LONGEST:
        raise BadInput("notice_too_long", length=len(text), longest=LONGEST)
    network = act.store.find(Network)[0]
    network.privacy_notice = "" if text == usual_notice(act.store) else text


def notice_row(view: View) -> PrivacyNoticeRow:
    """Return the notice as it leaves."""
    return PrivacyNoticeRow(notice_text(view.store), not view.store.find(Network)[0].privacy_notice)


def privacy_notice(store: Store) -> PrivacyNotice:
    """Return the notice with everybody who has had it."""
    told = store.find(Sending, informed=True)
    return PrivacyNotice(notice_text(store), frozenset(one.address.casefold() for one in told))


def notice_text(store: Store) -> str:
    """Return the notice: as worded in « Réglages », else the usual one."""
    return store.find(Network)[0].privacy_notice or usual_notice(store)


def usual_notice(store: Store) -> str:
    """Write the usual notice, with our own name and shared mailbox."""
    ours = store.find(Letterhead)
    name = (ours[0].name if ours else "") or store.find(Network)[0].name
    mailbox = ours[0].mailbox if ours else ""
    where = f" à {mailbox}" if mailbox else ""
    terms = {kind: term_words(months) for kind, months in retention_terms(store).items()}
    return (
        f"Vos données{NBSP}: {name}, responsable du traitement, tient la liste des membres du réseau pour "
        "préparer ses réunions et en suivre les suites, au titre de sa mission d’intérêt public (RGPD, "
        "article 6-1-e). Y figurent vos nom, fonction, commune et coordonnées professionnelles, votre "
        "présence et vos observations. Seuls les membres du réseau et les destinataires des comptes rendus "
        f"les reçoivent. Vos coordonnées sont conservées jusqu’à {terms[KeptKind.CONTACTS]} après votre "
        f"départ et les envois, {terms[KeptKind.SENDINGS]} au plus ; les comptes rendus "
        "sont des archives publiques. Vous pouvez y accéder, les "
        f"faire rectifier ou effacer, ou vous opposer à leur usage, en écrivant{where}, et saisir la CNIL "
        "(cnil.fr)."
    )
