"""What nothing names any more goes from the folder of contents; what anything may still need stays."""

from __future__ import annotations

import hashlib
import os
from datetime import timedelta
from pathlib import Path

import pytest

from dgsdesk.application.desk import Desk
from dgsdesk.application.dossier.acts import ExportDossier
from dgsdesk.application.library.acts import AddDocuments, NewFile, Place, RemoveDocument
from dgsdesk.application.minutes.notes import KeepNotes
from dgsdesk.application.pictures import KeepPicture
from dgsdesk.domain.library import LibraryDocument, OwnerKind
from dgsdesk.domain.richtext import Image, RichText
from dgsdesk.storage.leftovers import LEFT_ALONE
from dgsdesk.storage.vault import SqlVault
from tests.written_meeting import Written, written_desk, written_meeting, written_template

__all__ = ["written_desk", "written_meeting", "written_template"]

PNG = b"\x89PNG\r\n\x1a\n"


def folder(desk: Desk) -> Path:
    assert isinstance(desk.vault, SqlVault)
    return desk.vault.place.files


def kept(desk: Desk) -> set[str]:
    return {path.name for path in folder(desk).glob("??/*")}


def age(desk: Desk) -> None:
    """Make every content old."""
    old = (desk.clock.now() - LEFT_ALONE - timedelta(days=1)).timestamp()
    for path in folder(desk).glob("??/*"):
        os.utime(path, (old, old))


def tidy(desk: Desk) -> None:
    """Look through everything, as on another day."""
    desk.clock.instant += timedelta(days=1)  # type: ignore[attr-defined]
    while desk.compact():
        pass


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_what_nothing_names_goes_and_all_else_stays(written_desk: Desk, written_meeting: Written) -> None:
    desk, place = written_desk, Place(OwnerKind.ITEM, written_meeting.waste)
    desk.run(AddDocuments((NewFile("plan.pdf", b"au dossier"),), place=place))
    desk.run(ExportDossier(written_meeting.id, "DGS de Gorges"))
    (document,) = desk.ask(lambda view: view.store.find(LibraryDocument))
    desk.run(RemoveDocument(document.id))  # named by the journal and by the dossier’s state
    shown, unused = (desk.run(KeepPicture("plan.png", PNG + name)).value for name in (b"un", b"deux"))
    desk.run(KeepNotes(written_meeting.roads, RichText((Image("Plan", shown),))))
    desk.run(AddDocuments((NewFile("repris.pdf", b"repris"),)))
    desk.undo()  # redo needs it
    before = kept(desk)
    tidy(desk)
    assert kept(desk) == before, "nothing of this week goes"
    age(desk)
    tidy(desk)
    assert before - kept(desk) == {unused}
    desk.redo()
    assert {sha(b"au dossier"), sha(b"repris"), shown} <= kept(desk)


def test_what_is_named_or_kept_while_one_looks_stays(
    written_desk: Desk, written_meeting: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dgsdesk.storage.leftovers._ROWS_AT_ONCE", 20)
    desk = written_desk
    named, kept_anew = (desk.run(KeepPicture("plan.png", PNG + name)).value for name in (b"un", b"deux"))
    age(desk)
    desk.clock.instant += timedelta(days=1)  # type: ignore[attr-defined]
    for _ in range(12):
        assert desk.compact()
    desk.run(KeepNotes(written_meeting.roads, RichText((Image("Plan", named),))))
    desk.run(KeepPicture("plan.png", PNG + b"deux"))
    while desk.compact():
        pass
    assert {named, kept_anew} <= kept(desk)


@pytest.mark.parametrize("why", ["a state that is rotten", "a network kept aside"])
def test_in_doubt_nothing_goes(written_desk: Desk, written_meeting: Written, why: str) -> None:
    desk = written_desk
    unused = desk.run(KeepPicture("plan.png", PNG)).value
    desk.run(ExportDossier(written_meeting.id, "DGS de Gorges"))
    if why.startswith("a state"):
        (state,) = kept(desk) - {unused}
        (folder(desk) / state[:2] / state).write_bytes(b"pourri")
    else:
        place = desk.vault.place  # type: ignore[attr-defined]
        place.database.with_name(f"{place.database.stem}-abime_2026-11-01_080000.dgsdb").touch()
    age(desk)
    tidy(desk)
    assert unused in kept(desk)
