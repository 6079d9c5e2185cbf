"""A meeting leaves as a dossier, for somebody and for something, and comes back (product § 3.11)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date

from dgsdesk import __version__
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.dossier.content import DossierContent, DossierSender, Manifest, Rows, rows_of
from dgsdesk.application.dossier.json_rows import canonical, rows_from_json, rows_json
from dgsdesk.application.dossier.mail import (
    Parcel,
    covering_message,
    keep_sending,
    return_address,
    returning_message,
)
from dgsdesk.application.dossier.return_day import checked_return
from dgsdesk.application.dossier.rows import LeftOut, Reader, contents_needed, meeting_rows
from dgsdesk.application.naming import file_name, host_seat, meeting_folder, meeting_title, seat_name
from dgsdesk.application.ports.office import OutFile
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.dossier import USUAL_EDITION, Dossier, DossierWay, Purpose
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.network import Attachment, Letterhead, Network, Organisation
from dgsdesk.domain.wording import date_full

SUFFIX = "dgsdesk"
"""How the names of dossiers end, without the dot."""

PURPOSE_WORDS = {
    Purpose.EDIT: "rédiger le compte rendu et l’ordre du jour",
    Purpose.OBSERVE: "faire des observations",
    Purpose.READ: "lire",
}
"""What the reader of a dossier is asked for, in words."""

add_sentences(
    {
        "dossier_for_nobody": (
            "Ce dossier n’est destiné à personne.",
            "Dites à qui il s’adresse, puis recommencez. Rien n’a été changé.",
        ),
        "not_a_dossier_here": (
            "Cette réunion n’est pas venue d’un dossier : il n’y a rien à renvoyer.",
            "Préparez plutôt un dossier pour la personne qui doit la lire.",
        ),
        "dossier_only_read": (
            "Ce dossier a été envoyé pour être lu, sans rien en attendre.",
            "Demandez à l’expéditeur un dossier à compléter. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class ExportedDossier:
    """What was written: the file, its size, the items in it, who signed, and what its reader may not see.

    ``message`` is the path of the message that carries it, empty where no address is known.
    """

    file: str
    bytes: int
    items: int
    signed_by: str
    left_out: LeftOut
    message: str = ""


@dataclass(frozen=True)
class ExportDossier(Command[ExportedDossier]):
    """Write a meeting as a dossier for somebody; a later one for the same reader is of the same family.

    ``edition`` is the audience whose text it carries, by default that of the purpose. With an ``address`` the
    message that carries it is laid beside, and the sending is kept with the meeting's. ``folder`` is below
    the user's documents, or a full path; ``name`` that of the file. ``due`` is when it is expected back.
    Raises NotFound; BadInput: "dossier_for_nobody", "dossier_too_heavy", "passphrase_short",
    "broken_address", "return_day_past"; RuleBroken: "no_mailbox", "real_address_in_example";
    StorageUnavailable.
    """

    meeting_id: str
    to: str
    purpose: Purpose = Purpose.EDIT
    edition: Audience | None = None
    passphrase: str = field(default="", repr=False)
    folder: str = ""
    name: str = ""
    address: str = ""
    due: date | None = None


@dataclass(frozen=True)
class ReturnDossier(Command[ExportedDossier]):
    """Send a meeting that came as a dossier back, with all that was done to it here.

    ``sender`` is the name to sign with, by default whom the dossier was for. Raises RuleBroken:
    "not_a_dossier_here", "dossier_only_read"; and as ``ExportDossier``.
    """

    meeting_id: str
    sender: str = ""
    passphrase: str = field(default="", repr=False)
    folder: str = ""
    name: str = ""


@dataclass(frozen=True)
class DossierPreview:
    """What a dossier would hold, before it is written; ``size`` are the bytes of its documents."""

    edition: Audience
    items: int
    documents: tuple[str, ...]
    size: int
    left_out: LeftOut


@dataclass(frozen=True)
class _Leaving:
    """A dossier about to be written: for which reader, from whom to whom, what its file's name says.

    An empty ``family_id`` begins a family; ``base_sha256`` names the state that a return answers.
    """

    reader: Reader
    sender: str
    to: str
    what: str
    family_id: str = ""
    base_sha256: str = ""
    address: str = ""
    due: date | None = None


@handles(ExportDossier, "Dossier de la {title} préparé pour {to}")
def export_dossier(act: Act, command: ExportDossier) -> ExportedDossier:
    to = command.to.strip()
    if not to:
        raise BadInput("dossier_for_nobody")
    edition = USUAL_EDITION[command.purpose] if command.edition is None else command.edition
    reader = Reader(command.purpose, edition)
    family = _family(act, command.meeting_id, reader, to)
    what, address = f"dossier-{_FOR[command.purpose]}", command.address.strip()
    due = checked_return(command.purpose, command.due, act.today)
    return _write(act, command, _Leaving(reader, _own_name(act), to, what, family, address=address, due=due))


@handles(ReturnDossier, "Dossier de la {title} renvoyé à {to}")
def return_dossier(act: Act, command: ReturnDossier) -> ExportedDossier:
    opened = _origin(act.view, command.meeting_id)
    if opened is None:
        raise RuleBroken("not_a_dossier_here")
    if opened.purpose is Purpose.READ:
        raise RuleBroken("dossier_only_read")
    reader = Reader(opened.purpose, opened.edition, returns=True)
    sender = command.sender.strip() or opened.addressee
    base, family = _base(act.view, opened).state_sha256, opened.family_id
    leaving = _Leaving(reader, sender, opened.sender, "dossier-retour", family, base, return_address(act))
    return _write(act, command, leaving)


_FOR = {Purpose.EDIT: "a-rediger", Purpose.OBSERVE: "pour-observations", Purpose.READ: "pour-lecture"}
"""What names of files say of a purpose."""


def _own_name(act: Act) -> str:
    """Return who sends: whoever follows the file by the letterhead, else who signs, else who is at work."""
    (letterhead,) = act.store.find(Letterhead)
    who = letterhead.handled_by or letterhead.signatory_name or act.actor
    return ", ".join(filter(None, (who, letterhead.name)))


def _family(act: Act, meeting_id: str, reader: Reader, to: str) -> str:
    """Return the family of the last dossier of a meeting that left for the same reader."""
    sent = act.store.find(
        Dossier,
        meeting_id=meeting_id,
        way=DossierWay.SENT,
        purpose=reader.purpose,
        edition=reader.edition,
        addressee=to,
    )
    return max(sent, key=lambda one: one.counter).family_id if sent else ""


def _write(act: Act, command: ExportDossier | ReturnDossier, leaving: _Leaving) -> ExportedDossier:
    """Write the file whole, keep the state that it carries, and record that it left."""
    rows, left_out = meeting_rows(act.store, command.meeting_id, leaving.reader)
    meeting = act.store.get(Meeting, command.meeting_id)
    state = canonical(rows_json(rows))
    dossier = _record(act, meeting, leaving, act.files.put(state), sealed=bool(command.passphrase))
    content = _content(act, _manifest(act, dossier, meeting), rows, state)
    written = act.office.write_dossier(content, act.keyring.sign, command.passphrase)
    host = act.store.get(Organisation, meeting.host_id) if meeting.host_id else None
    name = command.name or file_name(meeting.day, host, leaving.what, SUFFIX)
    title = f"réunion du {date_full(meeting.day)}"
    parcel = Parcel(dossier, OutFile(name, written), title, leaving.address)
    message = returning_message(act, parcel) if leaving.reader.returns else covering_message(act, parcel)
    path, *paths = act.lay(command.folder or meeting_folder(meeting.day, host), [parcel.file, *message])
    act.store.add(dossier)
    if message and not leaving.reader.returns:
        keep_sending(act, meeting, parcel)
    act.tell(title=title, to=leaving.to)
    items = len(rows.get(AgendaItem, ()))
    return ExportedDossier(path, len(written), items, leaving.sender, left_out, "".join(paths))


def _record(act: Act, meeting: Meeting, leaving: _Leaving, state_sha256: str, *, sealed: bool) -> Dossier:
    laptop = act.keyring.me()
    dossier_id = act.new_id()
    return Dossier(
        id=dossier_id,
        family_id=leaving.family_id or dossier_id,
        meeting_id=meeting.id,
        way=DossierWay.SENT,
        purpose=leaving.reader.purpose,
        edition=leaving.reader.edition,
        sender=leaving.sender,
        addressee=leaving.to,
        laptop_id=laptop.laptop_id,
        public_key=laptop.public_key,
        counter=act.keyring.next_count(),
        made_at=act.now,
        state_sha256=state_sha256,
        base_sha256=leaving.base_sha256,
        sealed=sealed,
        due=leaving.due,
    )


def _content(act: Act, manifest: Manifest, rows: Rows, state: bytes) -> DossierContent:
    """Return the dossier with the documents that its reader has not yet."""
    base = act.files.get(manifest.base_sha256) if manifest.base_sha256 else b""
    wanted = contents_needed(rows) - _contents_of(base)
    documents = {sha256: act.files.get(sha256) for sha256 in sorted(wanted)}
    return DossierContent(manifest, rows, state, base_json=base, documents=documents)


def _manifest(act: Act, dossier: Dossier, meeting: Meeting) -> Manifest:
    (network,) = act.store.find(Network)
    return Manifest(
        dossier_id=dossier.id,
        family_id=dossier.family_id,
        network_id=network.id,
        siren=network.siren,
        epci=network.name,
        meeting_id=meeting.id,
        title=meeting_title(meeting.day),
        purpose=dossier.purpose,
        edition=dossier.edition,
        sender=DossierSender(dossier.sender, dossier.laptop_id, dossier.public_key),
        to=dossier.addressee,
        created=dossier.made_at,
        counter=dossier.counter,
        program=f"DGS Desk {__version__}",
        state_sha256=dossier.state_sha256,
        base_sha256=dossier.base_sha256,
        due=dossier.due,
    )


def _contents_of(state: bytes) -> set[str]:
    """Return the hashes that a kept state speaks of: whoever wrote it has them."""
    return contents_needed(rows_from_json(json.loads(state))[0]) if state else set()


def _origin(view: View, meeting_id: str) -> Dossier | None:
    """Return the record of the dossier that this network was made of, if it was."""
    opened = view.store.find(Dossier, meeting_id=meeting_id, way=DossierWay.OPENED)
    return opened[0] if opened else None


def _base(view: View, opened: Dossier) -> Dossier:
    """Return the newest dossier of the sender's that is in what stands here."""
    taken = view.store.find(
        Dossier, way=DossierWay.TAKEN, family_id=opened.family_id, laptop_id=opened.laptop_id
    )
    return max((opened, *taken), key=lambda one: one.counter)


def usual_addressee(view: View, meeting_id: str) -> str:
    """Return whom a meeting's dossier usually goes to: its host's seat, else the members of its circle."""
    meeting = view.store.get(Meeting, meeting_id)
    host = host_seat(view.store, meeting.day, meeting.host_id)
    return seat_name(host) if host else f"Membres du format {view.store.get(Circle, meeting.circle_id).name}"


def dossier_preview(
    view: View, meeting_id: str, purpose: Purpose, edition: Audience | None = None
) -> DossierPreview:
    """Return what a dossier would hold and what would be left out of it; raises NotFound."""
    for_edition = USUAL_EDITION[purpose] if edition is None else edition
    rows, left_out = meeting_rows(view.store, meeting_id, Reader(purpose, for_edition))
    files = [one for one in rows_of(rows, Attachment).values() if one.owner_kind == "LibraryDocument"]
    return DossierPreview(
        for_edition,
        len(rows.get(AgendaItem, ())),
        tuple(sorted(one.name for one in files)),
        sum({one.sha256: one.size for one in files}.values()),
        left_out,
    )
