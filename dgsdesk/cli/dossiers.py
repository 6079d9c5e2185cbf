"""`dossier export` and `dossier inspect`: a meeting leaves as a file, a file says what it is."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from dgsdesk.cli.house import House
from dgsdesk.cli.network import meeting_id, opened_network, read_file
from dgsdesk.domain.dossier import Purpose
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.wording import NBSP, capitalised, date_full, elided_of, file_size, plural


def export_dossier(call: argparse.Namespace, house: House) -> tuple[Any, list[str]]:
    """Write a meeting as a dossier; a file that is there is never written over."""
    from dgsdesk.application.dossier.acts import ExportDossier, usual_addressee

    file: Path = call.file.absolute()
    if file.exists():
        raise BadInput("file_exists", where=str(file))
    passphrase = passphrase_of(call)
    with opened_network(call, house) as desk:
        meeting = meeting_id(desk, call.meeting)
        to = call.to or desk.ask(usual_addressee, meeting)
        command = ExportDossier(
            meeting, to, Purpose(call.purpose), None, passphrase, str(file.parent), file.name, due=call.due
        )
        done = desk.run(command)
    items = plural(done.value.items, "point", "points")
    size = file_size(done.value.bytes)
    return done.value, [f"{done.label}{NBSP}: {done.value.file} ({items}, {size})."]


def inspect_dossier(call: argparse.Namespace, house: House) -> tuple[Any, list[str]]:
    """Say what a dossier is, from whom, and what its signature is worth; no network is needed."""
    from dgsdesk.application.dossier.acts import PURPOSE_WORDS

    found = house.inspect_dossier(read_file(call.file), call.file.name, passphrase_of(call))
    value = {
        "meeting": found.meeting,
        "purpose": found.purpose,
        "from": found.sender.name,
        "created": found.created,
        "signature": found.signature,
        "to": found.to,
        "words": found.words,
        "changed_key": found.changed_key,
        "is_return": found.is_return,
        "documents": found.documents,
        "unknown": found.unknown,
    }
    sender = capitalised(elided_of(found.sender.name))
    lines = [
        f"{found.meeting}, {found.epci}",
        f"{sender}, pour {found.to}{NBSP}: {PURPOSE_WORDS[found.purpose]}.",
        f"Fait le {date_full(found.created.date())}.",
        found.sentence,
    ]
    return value, lines


def passphrase_of(call: argparse.Namespace) -> str:
    """Return the passphrase that a file holds on its first line; empty without one."""
    if call.passphrase_file is None:
        return ""
    lines = read_file(call.passphrase_file).decode("utf-8", errors="replace").splitlines()
    return lines[0] if lines else ""
