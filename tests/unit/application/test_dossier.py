"""A meeting leaves as a dossier, is opened as a small network, and goes back with what was done to it."""

from __future__ import annotations

import errno
import json
import os
import stat
import sys
import zipfile
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from dgsdesk.application.desk import Desk
from dgsdesk.application.dossier.acts import (
    ExportDossier,
    ReturnDossier,
    dossier_preview,
    usual_addressee,
)
from dgsdesk.application.dossier.content import DossierContent, DossierSender, rows_of
from dgsdesk.application.dossier.inspection import InspectedDossier, Trust, inspect_dossier
from dgsdesk.application.dossier.senders import confirm_sender, forget_sender, senders_page
from dgsdesk.application.library.acts import AddDocuments, NewFile, Place
from dgsdesk.application.meeting.page import meetings_list
from dgsdesk.application.minutes.holding import WriteEntry
from dgsdesk.application.minutes.session_page import session_page
from dgsdesk.bootstrap.desks import open_session
from dgsdesk.bootstrap.dossiers import HostPlace, open_dossier
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.dossier import Dossier, DossierWay, Purpose
from dgsdesk.domain.errors import BadInput, NotFound, RuleBroken, StorageUnavailable
from dgsdesk.domain.library import OwnerKind
from dgsdesk.domain.minutes import MinutesEntry
from dgsdesk.domain.network import Attachment
from dgsdesk.domain.richtext import RichText, paragraph, plain_text
from dgsdesk.outside import keyring
from dgsdesk.outside.keyring import FolderKeyring, fingerprint_words
from dgsdesk.storage import host_network
from tests.written_meeting import Written

PLAN = b"%PDF-1.7 " + bytes(range(256)) * 8
TODAY = date(2026, 11, 12)
HOST = "SGM de Gorges"


@pytest.fixture
def hub(written_desk: Desk) -> Desk:
    """The network where the meeting was held."""
    return written_desk


def exported(hub: Desk, meeting: Written, purpose: Purpose = Purpose.EDIT, to: str = HOST) -> Path:
    return Path(hub.run(ExportDossier(meeting.id, to, purpose)).value.file)


def read(desk: Desk, file: Path) -> DossierContent:
    return desk.office.read_dossier(file.read_bytes(), file.name)


def inspect(desk: Desk, file: Path) -> InspectedDossier:
    return inspect_dossier(desk.office, desk.keyring, file.read_bytes(), file.name)


def records(desk: Desk) -> list[Dossier]:
    return desk.ask(lambda view: view.store.find(Dossier))


def host_desk(place: HostPlace, tmp_path: Path) -> Desk:
    return open_session(place.database, TODAY, tmp_path / "chez l’hôte", "hôte")


def test_an_export_is_one_act_with_its_record_and_its_base_kept(hub: Desk, written_meeting: Written) -> None:
    done = hub.run(ExportDossier(written_meeting.id, HOST))
    assert done.label.startswith("Dossier de la réunion du mardi 10")
    assert done.label.endswith(f"préparé pour {HOST}")
    file = Path(done.value.file)
    assert file.name == "2026-11-10_Gorges_dossier-a-rediger.dgsdesk"
    assert (done.value.bytes, done.value.items) == (file.stat().st_size, 3)
    (record,) = records(hub)
    dossier = read(hub, file)
    assert (record.way, record.purpose, record.addressee) == (DossierWay.SENT, Purpose.EDIT, HOST)
    assert record.id == dossier.manifest.dossier_id == dossier.manifest.family_id
    assert hub.files.get(record.state_sha256) == dossier.state_json
    assert dossier.manifest.state_sha256 == record.state_sha256
    hub.undo()
    assert records(hub) == []


def test_later_dossiers_for_the_same_reader_are_of_one_family(hub: Desk, written_meeting: Written) -> None:
    for purpose, to in (
        (Purpose.EDIT, HOST),
        (Purpose.EDIT, HOST),
        (Purpose.READ, HOST),
        (Purpose.EDIT, "A"),
    ):
        exported(hub, written_meeting, purpose, to)
    first, second, other_purpose, other_reader = sorted(records(hub), key=lambda one: one.counter)
    assert [one.counter for one in (first, second, other_purpose, other_reader)] == [1, 2, 3, 4]
    assert second.family_id == first.id
    assert {other_purpose.family_id, other_reader.family_id} == {other_purpose.id, other_reader.id}


def test_nobody_is_no_reader_and_a_short_passphrase_no_seal(hub: Desk, written_meeting: Written) -> None:
    for command, code in (
        (ExportDossier(written_meeting.id, "  "), "dossier_for_nobody"),
        (ExportDossier(written_meeting.id, HOST, passphrase="court"), "passphrase_short"),
    ):
        with pytest.raises(BadInput) as refusal:
            hub.run(command)
        assert refusal.value.code == code
    assert records(hub) == []


def test_a_full_disk_leaves_no_file_and_no_record(
    hub: Desk, written_meeting: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: str, target: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(target))

    out = tmp_path / "clé USB"
    exported(hub, written_meeting)
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(StorageUnavailable) as refusal:
        hub.run(ExportDossier(written_meeting.id, HOST, folder=str(out), name="a.dgsdesk"))
    assert refusal.value.code == "storage_full"
    assert not out.exists() or not [*out.iterdir()]
    assert len(records(hub)) == 1


def test_documents_go_once_by_content_and_come_back_only_when_new(
    hub: Desk, written_meeting: Written, tmp_path: Path
) -> None:
    for item in (written_meeting.waste, written_meeting.roads):
        hub.run(AddDocuments((NewFile(f"plan {item[:4]}.pdf", PLAN),), Place(OwnerKind.ITEM, item)))
    file = exported(hub, written_meeting)
    with zipfile.ZipFile(file) as archive:
        assert len([name for name in archive.namelist() if name.startswith("documents/")]) == 1
    host = host_desk(open_dossier(file, tmp_path / "poste"), tmp_path)
    try:
        host.run(
            AddDocuments(
                (NewFile("photo.txt", b"Vu sur place"),), Place(OwnerKind.ITEM, written_meeting.roads)
            )
        )
        back = read(host, Path(host.run(ReturnDossier(written_meeting.id)).value.file))
    finally:
        host.close()
    assert [*back.documents.values()] == [b"Vu sur place"]
    names = {one.name for one in rows_of(back.rows, Attachment).values()}
    assert {"photo.txt"} < names


def test_the_host_edits_and_sends_back_what_its_base_names(
    hub: Desk, written_meeting: Written, tmp_path: Path
) -> None:
    file = exported(hub, written_meeting)
    place = open_dossier(file, tmp_path / "poste", today=TODAY)
    host = host_desk(place, tmp_path)
    try:
        (line,) = host.ask(meetings_list)
        assert line.id == written_meeting.id
        before = host.ask(session_page, line.id)
        assert [item.title for item in before.items] == [
            item.title for item in hub.ask(session_page, line.id).items
        ]
        host.run(WriteEntry(written_meeting.roads, RichText((paragraph("Revu par l’hôte."),))))
        done = host.run(ReturnDossier(line.id))
        (origin,) = [one for one in records(host) if one.way is DossierWay.OPENED]
        sent = read(host, Path(done.value.file))
    finally:
        host.close()
    assert Path(done.value.file).name == "2026-11-10_Gorges_dossier-retour.dgsdesk"
    assert (origin.purpose, origin.addressee) == (Purpose.EDIT, HOST)
    (record,) = records(hub)
    assert sent.manifest.base_sha256 == record.state_sha256
    assert sent.manifest.family_id == record.family_id
    assert sent.manifest.sender.laptop_id != record.laptop_id
    assert sent.base_json == hub.files.get(record.state_sha256)
    assert sent.manifest.sender.name == HOST
    texts = {row.item_id: plain_text(row.text) for row in rows_of(sent.rows, MinutesEntry).values()}
    assert texts[written_meeting.roads] == "Revu par l’hôte."
    changed = [
        kind.__name__
        for kind, rows in sent.rows.items()
        if {row.id: vars_of(row) for row in rows}
        != {row.id: vars_of(row) for row in sent.common.get(kind, ())}
    ]
    assert changed == ["MinutesEntry"]


def vars_of(row: object) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}


def test_what_stands_is_reopened_and_never_written_over(
    hub: Desk, written_meeting: Written, tmp_path: Path
) -> None:
    file = exported(hub, written_meeting)
    first = open_dossier(file, tmp_path / "poste")
    host = host_desk(first, tmp_path)
    host.run(WriteEntry(written_meeting.waste, RichText((paragraph("Mon travail."),))))
    host.close()
    again = open_dossier(file, tmp_path / "poste")
    assert again == HostPlace(first.database, is_update=False)
    update = open_dossier(exported(hub, written_meeting), tmp_path / "poste")
    assert update == HostPlace(first.database, is_update=True)
    host = host_desk(again, tmp_path)
    texts = [plain_text(item.text) for item in host.ask(session_page, written_meeting.id).items]
    host.close()
    assert "Mon travail." in texts


def test_what_is_sent_to_be_read_is_not_sent_back(
    hub: Desk, written_meeting: Written, tmp_path: Path
) -> None:
    host = host_desk(open_dossier(exported(hub, written_meeting, Purpose.READ), tmp_path / "p"), tmp_path)
    with pytest.raises(RuleBroken) as refusal:
        host.run(ReturnDossier(written_meeting.id))
    host.close()
    assert refusal.value.code == "dossier_only_read"
    with pytest.raises(RuleBroken) as at_home:
        hub.run(ReturnDossier(written_meeting.id))
    assert at_home.value.code == "not_a_dossier_here"


def test_a_kill_while_it_is_opened_leaves_no_half_of_it(
    hub: Desk, written_meeting: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = exported(hub, written_meeting)
    root = tmp_path / "poste"

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(host_network.SearchIndex, "rebuild", killed)
        with pytest.raises(KeyboardInterrupt):
            open_dossier(file, root)
    assert not [*root.rglob("*.dgsdb")]
    assert not open_dossier(file, root).is_update


def test_the_preview_tells_what_is_left_out(hub: Desk, written_meeting: Written) -> None:
    whole = hub.ask(dossier_preview, written_meeting.id, Purpose.EDIT)
    assert (whole.items, whole.left_out.items) == (3, ())
    public = hub.ask(dossier_preview, written_meeting.id, Purpose.READ)
    assert public.edition is Audience.ALL
    assert (public.items, public.left_out.items) == (2, ("Protection des données",))
    assert public.left_out.decisions == 1
    assert hub.ask(usual_addressee, written_meeting.id).endswith("de Gorges")


# -- keys and senders ---------------------------------------------------------------------------------------


def test_keys_are_made_once_for_their_owner_alone(tmp_path: Path) -> None:
    ring = FolderKeyring(tmp_path / "clés")
    assert not ring.is_mine("00" * 32)
    assert not [*tmp_path.rglob("*.json")]
    me = ring.me()
    again = FolderKeyring(tmp_path / "clés")
    assert again.me() == me
    assert again.is_mine(me.public_key)
    assert [ring.next_count(), again.next_count()] == [1, 2]
    (file,) = (tmp_path / "clés").iterdir()
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.write_text('{"seed": "ab"}', encoding="utf-8")
    with pytest.raises(StorageUnavailable) as refusal:
        again.me()
    assert refusal.value.code == "keys_damaged"


def test_six_words_of_a_list_that_can_be_told_over_the_telephone() -> None:
    words = keyring._word_list()
    assert len(words) == 2**keyring._BITS == len({plain(word)[:4] for word in words})
    number = int.from_bytes(sha256(bytes(32)).digest(), "big")
    places = [int(bin(number)[2:].zfill(256)[start : start + 11], 2) for start in range(0, 66, 11)]
    assert fingerprint_words("00" * 32) == tuple(words[place] for place in places)


def plain(word: str) -> str:
    import unicodedata

    return "".join(one for one in unicodedata.normalize("NFD", word) if not unicodedata.combining(one))


def test_a_sender_is_new_then_known_and_a_changed_key_is_told_loudly(
    hub: Desk, written_meeting: Written, tmp_path: Path
) -> None:
    file = exported(hub, written_meeting)
    assert inspect(hub, file).signature is Trust.KNOWN
    assert inspect(hub, file).sentence == "Signé par ce poste."
    host = host_desk(open_dossier(file, tmp_path / "poste", today=TODAY), tmp_path)
    try:
        found = inspect(host, file)
        assert (found.signature, found.changed_key) == (Trust.NEW, False)
        assert " ".join(found.words) in found.sentence
        assert " ".join(found.words) == hub.ask(senders_page).words
        (seen,) = host.ask(senders_page).senders
        assert (seen.confirmed_on, seen.seen_on) == (None, TODAY)
        assert "n’ont pas encore été comparés" in found.sentence
        host.ask(confirm_sender, found.sender.public_key)
        assert inspect(host, file).signature is Trust.KNOWN
        assert host.ask(senders_page).senders[0].confirmed_on == TODAY
        hub.keyring = FolderKeyring(tmp_path / "un autre poste")
        forged = inspect(host, exported(hub, written_meeting))
        assert (forged.signature, forged.changed_key) == (Trust.NEW, True)
        assert forged.sentence.startswith("ATTENTION")
        host.ask(forget_sender, found.sender.public_key)
        assert inspect(host, file).signature is Trust.NEW
        with pytest.raises(NotFound):
            host.ask(confirm_sender, found.sender.public_key)
    finally:
        host.close()


def test_a_sender_that_is_met_again_stays_as_it_was(tmp_path: Path) -> None:
    ring = FolderKeyring(tmp_path)
    sender = DossierSender("Claude", "00000000-0000-4000-8000-000000000001", "ab" * 32)
    ring.meet(sender, TODAY)
    ring.confirm(sender.public_key, TODAY)
    ring.meet(replace(sender, name="Un autre nom"), date(2027, 1, 1))
    (known,) = ring.senders()
    assert (known.name, known.confirmed_on) == ("Claude", TODAY)
    assert json.loads((tmp_path / "expediteurs-connus.json").read_text(encoding="utf-8"))["senders"]
