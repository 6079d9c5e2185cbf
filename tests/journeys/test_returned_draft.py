"""The host's draft goes through LibreOffice's own save and comes back merged with what changed here."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgsdesk.application.desk import Desk
from dgsdesk.application.minutes.holding import WriteEntry
from dgsdesk.application.minutes.text import MinutesText, minutes_text
from dgsdesk.application.returned.acts import ReadBack, ReadBackDraft, returned_preview
from dgsdesk.application.returned.conflict import SettleConflict, conflicts_of
from dgsdesk.application.review.circulation import LayDraft
from dgsdesk.domain.minutes import ConflictChoice
from dgsdesk.domain.richtext import ListItem, Paragraph, RichText, Run, Table, paragraph, plain_text
from tests.formats.test_docx_libreoffice import SOFFICE, convert
from tests.returned_drafts import edited
from tests.written_meeting import WASTE, Written, written_desk, written_meeting, written_template

__all__ = ["written_desk", "written_meeting", "written_template"]

pytestmark = [pytest.mark.slow, pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")]

SAID = RichText(
    (
        paragraph(WASTE),
        Paragraph((Run("Le coût est de 57\u202f726 €\u202f: "), Run("à revoir", bold=True), Run("."))),
        ListItem((Run("l’Agglo écrit aux communes"),)),
        Table.of_texts([["Commune", "Voix"], ["Gétigné", "1"], ["Gorges", "2"]], caption="Votes"),
    )
)


def now(desk: Desk, written: Written) -> MinutesText:
    return desk.ask(lambda view: minutes_text(view.store, written.id))


def through_libreoffice(content: bytes, folder: Path) -> bytes:
    path = folder / "projet.docx"
    path.write_bytes(content)
    return convert(path, "docx", folder / "revenu").read_bytes()


def test_a_draft_saved_by_libreoffice_is_merged(
    written_desk: Desk, written_meeting: Written, tmp_path: Path
) -> None:
    desk, written = written_desk, written_meeting
    desk.run(WriteEntry(written.waste, SAID))
    sent = Path(desk.run(LayDraft(written.id)).value).read_bytes()
    untouched = through_libreoffice(sent, tmp_path)
    preview = desk.ask(returned_preview, written.id, "projet.docx", untouched)
    assert (preview.rows, preview.unplaced, preview.missing) == ((), (), ())
    file = edited(sent, changed={"première": "seule", "écrit aux communes": "écrit à chaque commune"})
    file = through_libreoffice(file, tmp_path)
    ours = paragraph(WASTE.replace("première", "dernière"))
    desk.run(WriteEntry(written.waste, RichText((ours, *SAID.blocks[1:], paragraph("Ajouté ici.")))))
    assert desk.run(ReadBackDraft(written.id, "projet.docx", file)).value == ReadBack(1, 0, 1)
    wanted = (ours, SAID.blocks[1], ListItem((Run("l’Agglo écrit à chaque commune"),)), SAID.blocks[3])
    merged = now(desk, written).items[0].text.blocks
    assert len(merged) == 5
    for block, expected in zip(merged, (*wanted, paragraph("Ajouté ici.")), strict=True):
        assert block == expected
    (conflict,) = desk.ask(conflicts_of, written.id)
    desk.run(SettleConflict(conflict.id, ConflictChoice.THEIRS))
    assert plain_text(now(desk, written).items[0].text).startswith(WASTE.replace("première", "seule"))
