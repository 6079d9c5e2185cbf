"""A return made by hand, as another laptop would send it, without opening the dossier anywhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

from dgsdesk.application.dossier.content import DossierContent, DossierSender, Manifest, Rows
from dgsdesk.application.dossier.json_rows import canonical, rows_from_json, rows_json
from dgsdesk.application.view import View
from dgsdesk.domain.dossier import Dossier, DossierWay
from dgsdesk.domain.network import Network

LAPTOP = "5f0c1c0e-5d0b-4c59-9a53-2f1a3f6d9b10"


def returned_dossier(
    view: View, meeting_id: str, change: Callable[[Rows], Rows], counter: int = 1, sender: str = "Gorges"
) -> bytes:
    """Return an answer to the last dossier of a meeting that left, with other rows, signed by our own key."""
    sent = max(
        view.store.find(Dossier, meeting_id=meeting_id, way=DossierWay.SENT), key=lambda one: one.counter
    )
    base = view.files.get(sent.state_sha256)
    rows = change(rows_from_json(json.loads(base))[0])
    state = canonical(rows_json(rows))
    (network,) = view.store.find(Network)
    manifest = Manifest(
        dossier_id=f"5f0c1c0e-5d0b-4c59-9a53-{counter:012d}",
        family_id=sent.family_id,
        network_id=network.id,
        siren=network.siren,
        epci=network.name,
        meeting_id=meeting_id,
        title="Réunion",
        purpose=sent.purpose,
        edition=sent.edition,
        sender=DossierSender(sender, LAPTOP, view.keyring.me().public_key),
        to=sent.sender,
        created=view.clock.now(),
        counter=counter,
        program="essai",
        state_sha256=sha256(state).hexdigest(),
        base_sha256=sent.state_sha256,
    )
    content = DossierContent(manifest, rows, state, rows_from_json(json.loads(base))[0], base)
    return view.office.write_dossier(content, view.keyring.sign)


def with_row(rows: Rows, row_id: str, **values: object) -> Rows:
    """Return the rows, one of them with other values."""
    return {
        kind: tuple(_copy(row, values) if row.id == row_id else row for row in found)
        for kind, found in rows.items()
    }


def _copy(row: object, values: dict[str, object]) -> object:
    return replace(row, **values)  # type: ignore[type-var]
