"""Asking the communes about a grey zone: the drafts that leave, the answers that come back."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import pytest

from dgsdesk.application.arrival.acts import DroppedFile, FileArrivals
from dgsdesk.application.arrival.preview import preview_arrivals
from dgsdesk.application.desk import Desk
from dgsdesk.application.grey_zone.acts import AddGreyZone, Duty, MatrixCell, SetPractice
from dgsdesk.application.grey_zone.matrix import PracticeCell
from dgsdesk.application.grey_zone.page import grey_zone_detail
from dgsdesk.application.home.reminder import Remind, reminder_preview
from dgsdesk.application.sentences import sentence
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.grey_zone import Holder
from dgsdesk.domain.meeting import ReminderTopic
from dgsdesk.domain.zone_answer import ACTS, COMMUNE, PAYS, POSITION, Told, holder_in, read_answer

EAU, VOIRIE = "EAU-PLU", "MOB-VOI"
TOPIC = ReminderTopic.GREY_ZONE


@pytest.fixture
def zone(clisson: Desk) -> str:
    return clisson.run(AddGreyZone("Avaloirs", "Qui cure ?", competences=(EAU, VOIRIE))).value


def tell(desk: Desk, zone: str, names: set[str] | None = None) -> None:
    """Fill the cells of these communes, of all without names."""
    rows = desk.ask(grey_zone_detail, zone).matrix.rows
    chosen = [row.organisation_id for row in rows if names is None or row.commune in names]
    cells = tuple(MatrixCell(one, code, duty) for one in chosen for code in (EAU, VOIRIE) for duty in Duty)
    desk.run(SetPractice(zone, cells, Holder.COMMUNE))


def reply(draft: bytes, sender: str, words: dict[str, str]) -> bytes:
    """Answer a draft as a mail program does: its text quoted, some lines filled in."""
    asked = BytesParser(policy=policy.default).parsebytes(draft)
    body = asked.get_body(("plain",))
    assert body is not None
    lines = []
    for line in body.get_content().splitlines():
        said = words.pop(line.split("\u00a0:")[0], None) if "\u00a0:" in line else None
        lines.append(f"> {line} {said}" if said else f"> {line}")
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, "nous@example.fr", f"RE: {asked['Subject']}"
    made["Message-ID"] = "<r1@example.fr>"
    made.set_content("\n".join(lines))
    return made.as_bytes(policy=policy.SMTP)


def test_only_the_communes_that_have_not_told_everything_are_asked(clisson: Desk, zone: str) -> None:
    every = {row.commune for row in clisson.ask(grey_zone_detail, zone).matrix.rows}
    assert len(clisson.ask(reminder_preview, TOPIC, zone).recipients) == 16
    tell(clisson, zone, every - {"Gorges", "Clisson"})
    preview = clisson.ask(reminder_preview, TOPIC, zone)
    assert len(preview.recipients) == 2
    assert "qui agit, qui paie chez vous" in preview.subject
    for words in ("Avaloirs", "Qui cure", f"{ACTS}\u00a0:", f"{PAYS}\u00a0:", f"{POSITION}\u00a0:"):
        assert words in preview.text, words
    made = clisson.run(Remind(TOPIC, zone))
    assert made.label.startswith("Demande préparée pour 2")
    assert sorted(Path(path).suffix for path in made.value.paths) == [".eml", ".eml"]
    clisson.undo()
    tell(clisson, zone)
    with pytest.raises(RuleBroken) as refused:
        clisson.ask(reminder_preview, TOPIC, zone)
    assert "Avaloirs" in sentence(refused.value).message


@pytest.mark.parametrize("named", [True, False])
def test_an_answer_fills_the_matrix_and_the_position(clisson: Desk, zone: str, named: bool) -> None:
    every = {row.commune for row in clisson.ask(grey_zone_detail, zone).matrix.rows}
    tell(clisson, zone, every - {"Gorges"})
    sender = clisson.ask(reminder_preview, TOPIC, zone).recipients[0].address
    made = clisson.run(Remind(TOPIC, zone)).value
    words = {ACTS: "l’agglo", PAYS: "moitié-moitié", POSITION: "Un marché commun nous irait."}
    if named:
        words[COMMUNE] = "mairie de Gorges"
    draft = next(Path(path) for path in made.paths if path.endswith(".eml")).read_bytes()
    file = DroppedFile("re.eml", reply(draft, "inconnu@example.fr" if named else sender, words))
    (preview,) = clisson.ask(preview_arrivals, (file,))
    assert "Avaloirs" in preview.found
    assert not preview.waits
    before = clisson.ask(grey_zone_detail, zone)
    clisson.run(FileArrivals((file,)))
    after = clisson.ask(grey_zone_detail, zone)
    row = next(row for row in after.matrix.rows if row.commune == "Gorges")
    assert row.cells[0] == PracticeCell(Holder.EPCI, Holder.SHARED)
    assert row.cells[1] == PracticeCell(Holder.UNKNOWN, Holder.UNKNOWN)
    assert [(one.organisation, one.text) for one in after.positions] == [
        ("Gorges", "Un marché commun nous irait.")
    ]
    clisson.undo()
    assert clisson.ask(grey_zone_detail, zone) == before


def test_an_answer_without_a_word_or_of_nobody_known_waits(clisson: Desk, zone: str) -> None:
    made = clisson.run(Remind(TOPIC, zone)).value
    draft = next(Path(path) for path in made.paths if path.endswith(".eml")).read_bytes()
    for words, why in (({}, "Aucune ligne"), ({ACTS: "commune"}, "quelle commune")):
        file = DroppedFile("re.eml", reply(draft, "inconnu@example.fr", dict(words)))
        (preview,) = clisson.ask(preview_arrivals, (file,))
        assert preview.waits
        assert why in " ".join(preview.reasons)


@pytest.mark.parametrize(
    ("words", "holder"),
    [
        ("la commune", Holder.COMMUNE),
        ("nous, en régie", Holder.COMMUNE),
        ("Communauté d’agglomération", Holder.EPCI),
        ("l'agglo", Holder.EPCI),
        ("les deux, à parts égales", Holder.SHARED),
        ("partagé entre la commune et l’agglo", Holder.SHARED),
        ("cela dépend", Holder.UNKNOWN),
    ],
)
def test_a_holder_is_read_as_people_write_it(words: str, holder: Holder) -> None:
    assert holder_in(words) is holder


def test_lines_are_read_by_the_competence_above_them() -> None:
    lines = ("1. Eau", "Qui agit (x) : commune", "Qui paie (x) : ", "2. Voirie", "Qui paie (x) : agglo")
    rest = ("Notre position : oui", "mais…", "", "Fin des réponses", "Notre position : non")
    text = "\n".join((*lines, *rest))
    answer = read_answer(text)
    assert answer.told == (Told(1, acts=Holder.COMMUNE), Told(2, pays=Holder.EPCI))
    assert answer.position == "oui\nmais…"
    assert not read_answer("Bonjour,\nje regarde.")
