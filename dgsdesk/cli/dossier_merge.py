"""`dossier merge`: take a dossier that came back, or say what taking it would do."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dgsdesk.cli.dossiers import passphrase_of
from dgsdesk.cli.house import House
from dgsdesk.cli.network import opened_network, read_file
from dgsdesk.domain.wording import NBSP, plural

if TYPE_CHECKING:
    from dgsdesk.application.dossier.take import TakePreview


def merge_dossier(call: argparse.Namespace, house: House) -> tuple[Any, list[str]]:
    """Take a dossier as one act; what cannot be taken changes nothing, says why, and is an error."""
    from dgsdesk.application.dossier.take import TakeDossier, take_preview

    content, passphrase = read_file(call.file), passphrase_of(call)
    with opened_network(call, house) as desk:
        preview = desk.ask(take_preview, call.file.name, content, passphrase)
        lines = list(_lines(preview))
        if not call.dry_run:
            done = desk.run(TakeDossier(call.file.name, content, passphrase))
            lines = [f"{done.label}.", *lines]
    return _value(preview), lines


def _value(preview: TakePreview) -> dict[str, Any]:
    return {
        "taken": len(preview.taken) + len(preview.observations),
        "conflicts": [
            {
                "where": row.heading,
                "what": row.what,
                "ours": row.ours,
                "theirs": row.theirs,
                "from": row.who,
                "written": row.when,
            }
            for row in preview.conflicts
        ],
        "unchanged": preview.unchanged,
        "unplaced": list(preview.unplaced),
        "refused": preview.refused or None,
    }


def _lines(preview: TakePreview) -> Iterator[str]:
    """Say row by row what is taken, then what waits for a choice."""
    if preview.refused:
        yield f"{preview.refused} {preview.remedy}"
        return
    for row in preview.taken:
        yield f"{row.heading}{NBSP}: {row.what}"
    for remark in preview.observations:
        yield f"Observation, {remark.what}{NBSP}: {remark.after}"
    for clash in preview.conflicts:
        ours, theirs = clash.ours or "rien", clash.theirs or "rien"
        yield (
            f"Conflit, {clash.heading}, {clash.what}{NBSP}: ici «{NBSP}{ours}{NBSP}», "
            f"{clash.who} «{NBSP}{theirs}{NBSP}»"
        )
    for text in preview.unplaced:
        yield f"À rattacher{NBSP}: {text}"
    yield f"{plural(preview.unchanged, 'élément inchangé', 'éléments inchangés')}."
