"""A draft that comes back is merged with what changed here meanwhile; conflicts wait for a person."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document

from dgsdesk.application.action.acts import EditAction
from dgsdesk.application.desk import Desk
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.application.minutes.holding import WriteEntry
from dgsdesk.application.minutes.notes import KeepNotes, NotedDecision
from dgsdesk.application.minutes.session_page import session_page
from dgsdesk.application.minutes.text import MinutesText, minutes_text
from dgsdesk.application.returned.acts import ReadBack, ReadBackDraft, ReturnedPreview, returned_preview
from dgsdesk.application.returned.conflict import ConflictRow, SettleConflict, conflicts_of
from dgsdesk.application.returned.unplaced import DropUnplaced, ObserveUnplaced, PlaceUnplaced
from dgsdesk.application.review.circulation import CirculateDraft, LayDraft, circulation_preview
from dgsdesk.application.review.page import review_page
from dgsdesk.domain.differences import Mark
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.minutes import ConflictChoice, ConflictPart
from dgsdesk.domain.richtext import RichText, Table, paragraph, paragraphs_of, plain_text
from dgsdesk.domain.wording import NBSP
from tests.returned_drafts import edited
from tests.unit.texts import lines
from tests.written_meeting import DECIDED, SENT, WASTE, Written, on_day


@pytest.fixture
def desk(written_desk: Desk) -> Desk:
    """A network with a written meeting."""
    return written_desk


@pytest.fixture
def written(written_meeting: Written) -> Written:
    """A written meeting."""
    return written_meeting


@pytest.fixture
def draft(desk: Desk, written: Written) -> bytes:
    """The draft as the host gets it."""
    return laid(desk, written)


def laid(desk: Desk, written: Written) -> bytes:
    return Path(desk.run(LayDraft(written.id)).value).read_bytes()


def now(desk: Desk, written: Written) -> MinutesText:
    return desk.ask(lambda view: minutes_text(view.store, written.id))


def said(desk: Desk, written: Written, rank: int = 0) -> str:
    return plain_text(now(desk, written).items[rank].text)


def conflicts(desk: Desk, written: Written) -> tuple[ConflictRow, ...]:
    return desk.ask(conflicts_of, written.id)


def read_back(desk: Desk, written: Written, file: bytes, **places: str) -> ReadBack:
    return desk.run(ReadBackDraft(written.id, "projet.docx", file, tuple(places.items()))).value


def preview(desk: Desk, written: Written, file: bytes) -> ReturnedPreview:
    return desk.ask(returned_preview, written.id, "projet.docx", file)


def reworked(content: bytes, passage: str, words: str) -> bytes:
    """Replace words wherever they stand: in titles and in tables too."""
    document = docx.Document(BytesIO(content))
    for line in every_line(document):
        for run in line.runs:
            run.text = run.text.replace(passage, words)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def every_line(document: Document) -> list[docx.text.paragraph.Paragraph]:
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return [*document.paragraphs, *(line for cell in cells for line in cell.paragraphs)]


def without(content: bytes, passage: str) -> bytes:
    """Take a paragraph out."""
    document = docx.Document(BytesIO(content))
    line = next(line for line in document.paragraphs if passage in line.text)
    line._element.getparent().remove(line._element)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


# -- what is taken ------------------------------------------------------------------------------------------


def test_changes_that_do_not_touch_are_both_taken(desk: Desk, written: Written) -> None:
    sent = f"{WASTE} Les communes en rendent compte chaque mois."
    desk.run(WriteEntry(written.waste, lines(sent)))
    file = edited(
        laid(desk, written), changed={"Le dépôt": "Tout dépôt"}, before={"Décision": "Ajouté dans Word."}
    )
    ours = sent.replace("chaque mois", "au bureau")
    desk.run(WriteEntry(written.waste, lines(ours, "Un autre paragraphe.")))
    assert read_back(desk, written, file) == ReadBack(1, 0, 0)
    wanted = ours.replace("Le dépôt", "Tout dépôt")
    assert said(desk, written) == f"{wanted}\nUn autre paragraphe.\nAjouté dans Word."
    desk.undo()
    assert said(desk, written) == f"{ours}\nUn autre paragraphe."


def test_the_preview_shows_words_struck_and_put_in(desk: Desk, written: Written, draft: bytes) -> None:
    (row,) = preview(desk, written, edited(draft, changed={"première plainte": "principale plainte"})).rows
    (changed,) = row.differences
    marks = {piece.mark: piece.run.text for piece in changed.pieces}
    assert (marks[Mark.DELETED], marks[Mark.INSERTED]) == ("première", "principale")
    assert (row.sure, row.what, row.conflicts) == (True, "texte repris du fichier", ())


def test_a_title_changed_in_the_file_is_taken(desk: Desk, written: Written, draft: bytes) -> None:
    file = edited(draft, changed={"1.2 Voirie d’intérêt": "1.2 Voiries d’intérêt"})
    assert preview(desk, written, file).rows[0].what == "titre repris du fichier"
    read_back(desk, written, file)
    assert now(desk, written).items[1].title == "Voiries d’intérêt communautaire"


def test_actions_are_merged_field_by_field(desk: Desk, written: Written, draft: bytes) -> None:
    (action,) = now(desk, written).items[0].actions
    desk.run(EditAction(action.id, owner="DGS de Gorges"))
    file = reworked(draft, f"15{NBSP}décembre", f"20{NBSP}décembre")
    assert read_back(desk, written, file) == ReadBack(1, 0, 0)
    (after,) = now(desk, written).items[0].actions
    assert (after.owner, after.due and after.due.day) == ("DGS de Gorges", 20)


def test_a_decision_keeps_its_place_in_the_text(desk: Desk, written: Written) -> None:
    text = lines("Avant la décision.", "Après la décision.")
    desk.run(KeepNotes(written.waste, text, decisions=(NotedDecision("", "Décidé ici.", 1),)))
    file = edited(laid(desk, written), before={"Avant la": "Tout au début, un mot du maire."})
    read_back(desk, written, file)
    line = next(line for line in desk.ask(session_page, written.id).items[0].decisions if line.place >= 0)
    assert (line.text, line.place) == ("Décidé ici.", 2)


def test_a_table_comes_back_as_it_was_sent(desk: Desk, written: Written) -> None:
    table = Table.of_texts([["Commune", "Voix"], ["Gétigné", "1"], ["Gorges", "2"]], caption="Votes")
    desk.run(WriteEntry(written.waste, RichText((paragraph("Le vote :"), table))))
    file = reworked(laid(desk, written), "Gétigné", "Clisson")
    read_back(desk, written, file)
    wanted = Table.of_texts([["Commune", "Voix"], ["Clisson", "1"], ["Gorges", "2"]], caption="Votes")
    assert now(desk, written).items[0].text == RichText((paragraph("Le vote :"), wanted))


def test_the_same_file_again_changes_nothing(desk: Desk, written: Written, draft: bytes) -> None:
    desk.run(WriteEntry(written.waste, lines(WASTE.replace("première", "dernière"))))
    file = edited(draft, changed={"première": "seule"}, before={"Présences": "Mot d’accueil"})
    assert read_back(desk, written, file) == ReadBack(0, 1, 1)
    desk.run(SettleConflict(conflicts(desk, written)[0].id, ConflictChoice.OURS))
    desk.run(DropUnplaced(desk.ask(session_page, written.id).unplaced[0].id))
    before = now(desk, written)
    assert preview(desk, written, file).known
    assert not preview(desk, written, file).changes
    assert read_back(desk, written, file) == ReadBack(0, 0, 0)
    assert now(desk, written) == before


def test_a_file_sent_again_with_more_in_it_asks_only_what_is_new(
    desk: Desk, written: Written, draft: bytes
) -> None:
    desk.run(WriteEntry(written.waste, lines(WASTE.replace("première", "dernière"))))
    file = edited(draft, changed={"première": "seule"}, before={"Présences": "Mot d’accueil"})
    read_back(desk, written, file)
    desk.run(SettleConflict(conflicts(desk, written)[0].id, ConflictChoice.OURS))
    desk.run(DropUnplaced(desk.ask(session_page, written.id).unplaced[0].id))
    more = edited(file, changed={"est prêt": "sera prêt"})
    assert read_back(desk, written, more) == ReadBack(1, 0, 0)
    assert said(desk, written, 2) == "Le registre commun sera prêt."


# -- items not surely recognised ----------------------------------------------------------------------------


def unmarked(content: bytes, title: str) -> bytes:
    """Strip the bookmarks and change a heading, as Google Docs and a careless hand do."""
    document = docx.Document(BytesIO(content))
    for mark in document.element.body.xpath("//w:bookmarkStart | //w:bookmarkEnd"):
        mark.getparent().remove(mark)
    line = next(line for line in document.paragraphs if title in line.text)
    for run in line.runs:
        run.text = run.text.replace(title, title[:-4])
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_an_item_recognised_by_its_title_can_be_given_to_another(
    desk: Desk, written: Written, draft: bytes
) -> None:
    file = unmarked(edited(draft, changed={"est prêt": "sera prêt"}), "Protection des données")
    found = {row.item_id: row for row in preview(desk, written, file).rows}
    assert not found[written.reserved].sure
    assert dict(preview(desk, written, file).choices)[written.roads].startswith("1.2")
    read_back(desk, written, file, **{written.reserved: ""})
    assert said(desk, written, 2) == "Le registre commun est prêt."
    waiting = [plain_text(line.text) for line in desk.ask(session_page, written.id).unplaced]
    assert "Le registre commun sera prêt." in waiting


# -- conflicts ----------------------------------------------------------------------------------------------


@pytest.fixture
def clash(desk: Desk, written: Written, draft: bytes) -> ConflictRow:
    """The first sentence was changed here and in the file."""
    desk.run(WriteEntry(written.waste, lines("Mot ajouté ici.", WASTE.replace("première", "dernière"))))
    assert read_back(desk, written, edited(draft, changed={"première": "seule"})).conflicts == 1
    return conflicts(desk, written)[0]


OURS, THEIRS = WASTE.replace("première", "dernière"), WASTE.replace("première", "seule")


def test_a_conflict_shows_both_sides_who_and_when(desk: Desk, written: Written, clash: ConflictRow) -> None:
    assert (plain_text(clash.ours_text), plain_text(clash.theirs_text)) == (OURS, THEIRS)
    assert clash.heading.startswith("1.1 ")
    assert clash.ours_from == f"Ici, par essai, le 10{NBSP}novembre 2026 à 8{NBSP}h"
    assert "« projet.docx », repris le 10\u00a0novembre 2026 à" in clash.theirs_from
    assert said(desk, written) == f"Mot ajouté ici.\n{OURS}"


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        (ConflictChoice.OURS, OURS),
        (ConflictChoice.THEIRS, THEIRS),
        (ConflictChoice.BOTH, f"{OURS}\n{THEIRS}"),
        (ConflictChoice.EDITED, "Écrit autrement."),
    ],
)
def test_a_choice_is_written_and_undone(
    desk: Desk, written: Written, clash: ConflictRow, choice: ConflictChoice, kept: str
) -> None:
    text = lines("Écrit autrement.") if choice is ConflictChoice.EDITED else None
    desk.run(SettleConflict(clash.id, choice, text))
    assert said(desk, written) == f"Mot ajouté ici.\n{kept}"
    assert conflicts(desk, written) == ()
    with pytest.raises(RuleBroken, match="conflict_settled"):
        desk.run(SettleConflict(clash.id, choice, text))
    desk.undo()
    assert conflicts(desk, written) == (clash,)


def test_our_side_is_found_again_where_it_moved_or_was_edited(
    desk: Desk, written: Written, clash: ConflictRow
) -> None:
    desk.run(WriteEntry(written.waste, lines("Un.", "Deux.", f"{OURS} Et plus.", "Trois.")))
    desk.run(SettleConflict(clash.id, ConflictChoice.THEIRS))
    assert said(desk, written) == f"Un.\nDeux.\n{THEIRS}\nTrois."


def test_a_draft_with_open_conflicts_does_not_leave(desk: Desk, written: Written, clash: ConflictRow) -> None:
    on_day(desk, SENT)
    with pytest.raises(RuleBroken, match="conflicts_open"):
        desk.run(CirculateDraft(written.id, way=Way.COPIED))
    with pytest.raises(RuleBroken, match="conflicts_open"):
        desk.ask(circulation_preview, written.id)
    desk.run(SettleConflict(clash.id, ConflictChoice.THEIRS))
    assert desk.run(CirculateDraft(written.id, way=Way.COPIED)).value.version == 2


def test_nothing_chosen_or_written_is_refused(desk: Desk, clash: ConflictRow) -> None:
    with pytest.raises(BadInput, match="conflict_text_empty"):
        desk.run(SettleConflict(clash.id, ConflictChoice.EDITED, RichText()))


def test_titles_changed_on_both_sides(desk: Desk, written: Written, draft: bytes) -> None:
    file = edited(draft, changed={"1.2 Voirie d’intérêt": "1.2 Voiries d’intérêt"})
    read_back(desk, written, file)
    desk.run(WriteEntry(written.waste, lines("Autre.")))
    again = edited(draft, changed={"1.2 Voirie d’intérêt": "1.2 Chemins d’intérêt"})
    assert read_back(desk, written, again).conflicts == 1
    (row,) = conflicts(desk, written)
    assert (row.part, row.may_keep_both) == (ConflictPart.TITLE, False)
    with pytest.raises(BadInput, match="conflict_choice"):
        desk.run(SettleConflict(row.id, ConflictChoice.BOTH))
    desk.run(SettleConflict(row.id, ConflictChoice.THEIRS))
    assert now(desk, written).items[1].title == "Chemins d’intérêt communautaire"


def test_decisions_changed_on_both_sides(desk: Desk, written: Written, draft: bytes) -> None:
    item = now(desk, written).items[0]
    desk.run(
        KeepNotes(item.id, item.text, (NotedDecision(item.decisions[0].id, DECIDED.replace("48", "72")),))
    )
    file = edited(draft, changed={"sous 48 heures": "sous 24 heures"})
    assert read_back(desk, written, file).conflicts == 1
    (row,) = conflicts(desk, written)
    assert row.part is ConflictPart.DECISION
    desk.run(SettleConflict(row.id, ConflictChoice.THEIRS))
    assert now(desk, written).items[0].decisions[0].text == DECIDED.replace("48", "24")
    desk.undo()
    desk.run(SettleConflict(row.id, ConflictChoice.BOTH))
    assert [d.text for d in now(desk, written).items[0].decisions] == [
        DECIDED.replace("48", "72"),
        DECIDED.replace("48", "24"),
    ]


def test_a_decision_taken_out_here_and_changed_there_can_come_back(
    desk: Desk, written: Written, draft: bytes
) -> None:
    item = now(desk, written).items[0]
    desk.run(KeepNotes(item.id, item.text))
    read_back(desk, written, edited(draft, changed={"sous 48 heures": "sous 24 heures"}))
    (row,) = conflicts(desk, written)
    assert (row.ours_text, row.may_keep_both) == (RichText(), False)
    desk.run(SettleConflict(row.id, ConflictChoice.THEIRS))
    assert now(desk, written).items[0].decisions[0].text == DECIDED.replace("48", "24")


def test_a_decision_missing_from_the_file_is_asked_about_and_never_just_removed(
    desk: Desk, written: Written, draft: bytes
) -> None:
    assert read_back(desk, written, without(draft, "Décision")).conflicts == 1
    assert len(now(desk, written).items[0].decisions) == 1
    (row,) = conflicts(desk, written)
    desk.run(SettleConflict(row.id, ConflictChoice.THEIRS))
    assert now(desk, written).items[0].decisions == ()


def test_actions_changed_on_both_sides(desk: Desk, written: Written, draft: bytes) -> None:
    (action,) = now(desk, written).items[0].actions
    desk.run(EditAction(action.id, owner="DGS de Gorges"))
    assert read_back(desk, written, reworked(draft, "Directeur des déchets", "DGA")).conflicts == 1
    (row,) = conflicts(desk, written)
    assert plain_text(row.theirs_text) == f"Écrire la procédure d’appel\nDGA\n15{NBSP}décembre 2026"
    bad = paragraphs_of("Écrire\nDGA\nbientôt")
    with pytest.raises(BadInput, match="conflict_action_unread"):
        desk.run(SettleConflict(row.id, ConflictChoice.EDITED, bad))
    desk.run(SettleConflict(row.id, ConflictChoice.THEIRS))
    assert now(desk, written).items[0].actions[0].owner == "DGA"


# -- à rattacher --------------------------------------------------------------------------------------------


def test_a_piece_is_put_at_a_place_observed_or_set_aside(desk: Desk, written: Written, draft: bytes) -> None:
    file = edited(draft, before={"Présences": "Premier mot", "Ordre du jour": "Autre mot"})
    file = edited(file, comments={"Le registre": ("Prénom EXEMPLE", "À vérifier")})
    read_back(desk, written, file)
    first, second, third = desk.ask(session_page, written.id).unplaced
    desk.run(PlaceUnplaced(first.id, written.roads, 1))
    assert said(desk, written, 1).split("\n")[1] == "Premier mot"
    desk.run(ObserveUnplaced(third.id))
    desk.run(DropUnplaced(second.id))
    assert desk.ask(session_page, written.id).unplaced == ()
    with pytest.raises(RuleBroken, match="unplaced_settled"):
        desk.run(PlaceUnplaced(second.id, written.roads))
    on_day(desk, SENT)
    desk.run(CirculateDraft(written.id, way=Way.COPIED))
    (group,) = desk.ask(review_page, written.id).groups
    assert [row.text for row in group.rows] == [plain_text(third.text)]
