"""« Vérifier » goes through texts that any version of the program froze, and names lost pictures."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from dgsdesk.application.desk import Desk
from dgsdesk.application.ports.store import JournalLine
from dgsdesk.application.safety.checking import check_network
from dgsdesk.domain.minutes import MinutesVersion, VersionKind, content_hash
from tests.written_meeting import Written, written_desk, written_meeting, written_template

__all__ = ["written_desk", "written_meeting", "written_template"]

_EARLIER = (
    {"items": [{"heading": "1. Déchets", "text": {"blocks": [{"kind": "image", "sha256": "ab" * 32}]}}]},
    {"points": ["Aucun objet d’aujourd’hui ne se lit ici"], "image": {"kind": "image", "sha256": None}},
    ["une liste", 3],
)


def test_texts_frozen_by_older_programs_are_gone_through_and_their_pictures_missed(
    written_desk: Desk, written_meeting: Written
) -> None:
    contents = [*map(json.dumps, _EARLIER), "{ coupé"]
    with written_desk.vault.unit_of_work() as work:
        for number, content in enumerate(contents, 1):
            work.add(
                MinutesVersion(
                    id=f"ancien-{number}",
                    meeting_id=written_meeting.id,
                    number=number,
                    kind=VersionKind.DRAFT,
                    made_at=datetime(2019, 3, number, tzinfo=UTC),
                    content=content,
                    sha256=content_hash(content),
                )
            )
        work.commit(JournalLine("essai", "essai", "", written_desk.clock.now()))
    report = written_desk.ask(check_network)
    assert report.frozen_texts == len(contents)
    assert [(one.code, one.where) for one in report.findings] == [("file_gone", "ab" * 32)]
    assert "image du compte rendu du" in report.findings[0].sentence
