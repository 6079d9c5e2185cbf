"""Dossiers merged: the laws on laptops that edit at random, and what a secretary expects."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.dossier_memory import ratified, take_version
from dgsdesk.domain.dossier_merge import MergedMeeting, Side, merge_meeting
from dgsdesk.domain.dossier_rows import Content
from dgsdesk.domain.dossier_rules import SAID
from dgsdesk.domain.meeting import Attendance, Meeting, MeetingState, Presence
from dgsdesk.domain.richtext import Block, RichText, paragraphs_of, plain_text
from tests.unit.dossier_laws import (
    check_conflicts,
    check_conservation,
    check_convergence,
    check_idempotence,
    check_other_laptops,
    history,
)
from tests.unit.dossiers import Laptop, first_meeting

BASE = first_meeting(Random(1))
HOUR = "La réunion suivante commence à 9 h dans la salle basse."


@settings(max_examples=60)
@given(st.integers(0, 2**32 - 1))
def test_any_order_of_dossiers_gives_the_same_state(seed: int) -> None:
    check_convergence(history(Random(seed)), Random(seed + 1))


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1))
def test_what_is_taken_twice_changes_nothing(seed: int) -> None:
    check_idempotence(history(Random(seed)))


@settings(max_examples=60)
@given(st.integers(0, 2**32 - 1))
def test_every_word_that_was_written_is_somewhere(seed: int) -> None:
    check_conservation(history(Random(seed)))


@settings(max_examples=60)
@given(st.integers(0, 2**32 - 1))
def test_conflicts_are_those_that_plain_counting_finds(seed: int) -> None:
    check_conflicts(history(Random(seed)))


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1))
def test_five_laptops_agree_on_all_that_nobody_contests(seed: int) -> None:
    check_other_laptops(history(Random(seed)))


# -- what a secretary expects -------------------------------------------------------------------------------


def laptop(name: str, base: Content = BASE) -> Laptop:
    return Laptop.opening(name, base, Random(1))


def merged(hub: Laptop, *others: Laptop) -> MergedMeeting:
    return merge_meeting(hub.rows, [Side(one.name, one.base, one.rows) for one in others])


def with_text(*lines: str) -> Content:
    """Give the meeting with other words under its first item."""
    one = laptop("")
    one.rows[AgendaItem]["i1"][SAID] = paragraphs_of("\n".join(lines))
    return one.rows


def writing(name: str, base: Content, *lines: str) -> Laptop:
    one = laptop(name, base)
    one.rows[AgendaItem]["i1"][SAID] = paragraphs_of("\n".join(lines))
    return one


def said(outcome: MergedMeeting, item_id: str = "i1") -> str:
    text = outcome.rows[AgendaItem][item_id][SAID]
    assert isinstance(text, RichText)
    return plain_text(text)


def words(block: Block | None) -> str:
    return "" if block is None else plain_text(RichText((block,)))


def test_two_hours_for_one_meeting_are_a_conflict_and_never_a_mixture() -> None:
    base = with_text(HOUR)
    hub = laptop("Hub", base)
    outcome = merged(
        hub,
        writing("Ana", base, HOUR.replace("9 h", "10 h")),
        writing("Bob", base, HOUR.replace("9 h", "14 h")),
    )
    assert said(outcome) == HOUR
    assert [words(one.clash.theirs) for one in outcome.passages] == [
        HOUR.replace("9 h", "10 h"),
        HOUR.replace("9 h", "14 h"),
    ]
    here = writing("Hub", base, HOUR.replace("9 h", "10 h"))
    outcome = merged(here, writing("Bob", base, HOUR.replace("9 h", "14 h")))
    assert said(outcome) == HOUR.replace("9 h", "10 h")
    (passage,) = outcome.passages
    assert words(passage.clash.base) == HOUR
    assert words(passage.clash.theirs) == HOUR.replace("9 h", "14 h")


def test_figures_far_apart_in_one_paragraph_are_a_conflict_of_it() -> None:
    line = "Le vote donne 12 voix pour. La salle est prêtée par la commune. Le coût est de 300 euros."
    base = with_text(line)
    here = writing("Hub", base, line.replace("12", "13"))
    outcome = merged(here, writing("Ana", base, line.replace("300", "350")))
    assert len(outcome.passages) == 1
    assert said(outcome) == line.replace("12", "13")


def test_words_of_two_that_do_not_touch_stand_in_one_paragraph() -> None:
    line = "Le maire ouvre la séance, puis il rappelle les travaux de la rue, et chacun donne son avis."
    base = with_text(line)
    outcome = merged(
        laptop("Hub", base),
        writing("Ana", base, line.replace("maire", "président")),
        writing("Bob", base, line.replace("avis", "sentiment")),
    )
    assert said(outcome) == line.replace("maire", "président").replace("avis", "sentiment")
    assert not outcome.passages


def test_three_hosts_write_and_all_of_it_is_there() -> None:
    base = with_text("Premier point.", "Second point.")
    outcome = merged(
        laptop("Hub", base),
        writing("Ana", base, "Premier point.", "Ana demande une école de plus.", "Second point."),
        writing("Bob", base, "Premier point.", "Second point.", "Le préfet viendra jeudi."),
        writing("Cyr", base, "Ouverture par le maire élu hier.", "Premier point.", "Second point."),
    )
    assert said(outcome).split("\n") == [
        "Ouverture par le maire élu hier.",
        "Premier point.",
        "Ana demande une école de plus.",
        "Second point.",
        "Le préfet viendra jeudi.",
    ]
    assert not outcome.passages


def test_two_votes_noted_at_one_place_are_a_conflict() -> None:
    base = with_text("Le conseil vote.")
    outcome = merged(
        laptop("Hub", base),
        writing("Ana", base, "Le conseil vote.", "Vote : 12 voix pour, 3 voix contre."),
        writing("Bob", base, "Le conseil vote.", "Vote : 13 voix pour, 3 voix contre."),
    )
    assert said(outcome) == "Le conseil vote."
    assert len(outcome.passages) == 2


def test_a_field_of_two_values_keeps_ours_and_both_wait() -> None:
    ana, bob = laptop("Ana"), laptop("Bob")
    ana.rows[Meeting]["m"]["starts_at"] = time(10)
    bob.rows[Meeting]["m"]["starts_at"] = time(14)
    outcome = merged(laptop("Hub"), ana, bob)
    assert outcome.rows[Meeting]["m"]["starts_at"] == time(9)
    assert [(one.sides, one.theirs) for one in outcome.clashes] == [
        (("Ana",), time(10)),
        (("Bob",), time(14)),
    ]


def test_equal_values_are_no_conflict() -> None:
    ana, bob = laptop("Ana"), laptop("Bob")
    for one in (ana, bob):
        one.rows[Attendance]["l1"]["presence"] = Presence.EXCUSED
    outcome = merged(laptop("Hub"), ana, bob)
    assert outcome.rows[Attendance]["l1"]["presence"] is Presence.EXCUSED
    assert not outcome.clashes


def test_an_item_taken_out_and_rewritten_is_a_conflict_and_stays() -> None:
    ana, bob = laptop("Ana"), laptop("Bob")
    del ana.rows[AgendaItem]["i1"]
    for kind in (Decision, Action):
        for key in [key for key, row in ana.rows[kind].items() if row["item_id"] == "i1"]:
            del ana.rows[kind][key]
    bob.rows[AgendaItem]["i1"]["title"] = "Autre titre"
    outcome = merged(laptop("Hub"), ana, bob)
    assert outcome.rows[AgendaItem]["i1"]["title"] == "Autre titre"
    assert "d0" in outcome.rows[Decision]
    (clash,) = outcome.clashes
    assert (clash.kind, clash.row_id, clash.field, clash.theirs) == (AgendaItem, "i1", "", None)


def test_what_a_reader_never_saw_is_not_taken_for_removed() -> None:
    hub = laptop("Hub")
    seen = laptop("", hub.rows)
    del seen.rows[Decision]["d0"]
    text = hub.rows[AgendaItem]["i1"][SAID]
    assert isinstance(text, RichText)
    seen.rows[AgendaItem]["i1"][SAID] = RichText(text.blocks[1:])
    ana = laptop("Ana", seen.rows)
    ana.rows[AgendaItem]["i1"]["title"] = "Titre revu"
    outcome = merged(hub, ana)
    assert "d0" in outcome.rows[Decision]
    assert outcome.rows[AgendaItem]["i1"][SAID] == text
    assert outcome.rows[AgendaItem]["i1"]["title"] == "Titre revu"
    assert not outcome.clashes
    del ana.rows[AgendaItem]["i1"]  # with it would go what it never saw
    del ana.rows[Action]["a1"]
    outcome = merged(hub, ana)
    assert "i1" in outcome.rows[AgendaItem]
    assert [(one.row_id, one.theirs) for one in outcome.clashes] == [("i1", None)]


def test_what_we_took_out_and_they_wrote_on_waits_for_a_person() -> None:
    hub, ana = laptop("Hub"), laptop("Ana")
    del hub.rows[Decision]["d1"]
    ana.rows[Decision]["d1"]["text"] = "Le tri attendra"
    outcome = merged(hub, ana)
    assert "d1" not in outcome.rows[Decision]
    (clash,) = outcome.clashes
    assert clash.ours is None
    assert isinstance(clash.theirs, dict)
    assert clash.theirs["text"] == "Le tri attendra"


def test_order_is_merged_apart_from_content() -> None:
    hub, ana, bob = laptop("Hub"), laptop("Ana"), laptop("Bob")
    ana.rows[Attendance]["l3"]["position"] = 0
    bob.rows[Attendance]["l3"]["title"] = "Maire"
    bob.rows[Attendance]["l4"] = dict(bob.rows[Attendance]["l1"], name="Nom 4", position=4)
    outcome = merged(hub, ana, bob)
    people = outcome.rows[Attendance]
    assert sorted(people, key=lambda key: int(str(people[key]["position"]))) == ["l3", "l4", "l1", "l2"]
    assert people["l3"]["title"] == "Maire"


def test_rows_that_two_moved_apart_stay_where_we_have_them() -> None:
    base = laptop("")
    base.rows[Attendance]["l4"] = dict(base.rows[Attendance]["l1"], position=4)
    hub, ana, bob = (laptop(name, base.rows) for name in ("Hub", "Ana", "Bob"))
    ana.rows[Attendance]["l4"]["position"] = 0
    bob.rows[Attendance]["l4"]["position"] = 1
    outcome = merged(hub, ana, bob)
    assert outcome.moved_rows == [(Attendance, "l4")]
    assert outcome.rows[Attendance]["l4"]["position"] == 4


def test_the_meeting_goes_as_far_as_anybody_brought_it() -> None:
    hub, ana = laptop("Hub"), laptop("Ana")
    hub.rows[Meeting]["m"]["state"] = MeetingState.INVITED
    ana.rows[Meeting]["m"]["state"] = MeetingState.HELD
    assert merged(hub, ana).rows[Meeting]["m"]["state"] is MeetingState.HELD
    ana.rows[Meeting]["m"]["state"] = MeetingState.APPROVED  # that needs acts with proofs
    assert merged(hub, ana).rows[Meeting]["m"]["state"] is MeetingState.INVITED


def test_an_item_that_anybody_heard_discussed_was_discussed() -> None:
    hub, ana, bob = laptop("Hub"), laptop("Ana"), laptop("Bob")
    (key, _), *_ = sorted(hub.rows[AgendaItem].items())
    for one, known in ((hub, None), (ana, False), (bob, None)):
        one.rows[AgendaItem][key]["discussed"] = known
    assert merged(hub, ana, bob).rows[AgendaItem][key]["discussed"] is False
    hub.rows[AgendaItem][key]["discussed"] = True
    outcome = merged(hub, ana, bob)
    assert (outcome.rows[AgendaItem][key]["discussed"], outcome.clashes) == (True, [])


def test_a_decision_follows_the_text_that_it_was_noted_in() -> None:
    base = with_text("Premier point.", "Second point.")
    hub, ana = laptop("Hub", base), laptop("Ana", base)
    ana.rows[Decision]["x"] = dict(ana.rows[Decision]["d0"], text="Décider", place=1, position=9)
    bob = writing("Bob", base, "Le maire ouvre la séance.", "Premier point.", "Second point.")
    outcome = merged(hub, ana, bob)
    assert outcome.rows[Decision]["x"]["place"] == 2


def test_items_added_apart_never_print_one_number() -> None:
    hub, ana, bob = laptop("Hub"), laptop("Ana"), laptop("Bob")
    for one, row_id in ((hub, "x3"), (ana, "x2"), (bob, "x1")):
        one.rows[AgendaItem][row_id] = dict(one.rows[AgendaItem]["i1"], number="1.4", position=9)
    items = merged(hub, ana, bob).rows[AgendaItem]
    assert [items[row_id]["number"] for row_id in ("x1", "x2", "x3")] == ["", "", "1.4"]


def test_what_is_written_here_in_sight_of_a_version_stands() -> None:
    hub, ana = laptop("Hub"), laptop("Ana")
    ana.rows[AgendaItem]["i1"]["title"] = "Titre d’Ana"
    memory, taken = take_version(None, hub.rows, ana.version(1))
    now = laptop("", taken.rows).rows
    assert now[AgendaItem]["i1"]["title"] == "Titre d’Ana"
    now[AgendaItem]["i1"]["title"] = "Titre relu ici"
    ana.rows[AgendaItem]["i1"]["presenter"] = "Ana"
    memory, taken = take_version(memory, now, ana.version(2))
    assert taken.rows[AgendaItem]["i1"]["title"] == "Titre relu ici"
    assert taken.rows[AgendaItem]["i1"]["presenter"] == "Ana"
    assert not taken.clashes
    ana.rows[AgendaItem]["i1"]["title"] = "Titre d’Ana, second"
    memory, taken = take_version(memory, taken.rows, ana.version(3))
    assert [(one.base, one.ours, one.theirs) for one in taken.clashes] == [
        ("Titre d’Ana", "Titre relu ici", "Titre d’Ana, second")
    ]


def test_what_is_taken_out_here_after_a_version_does_not_come_back() -> None:
    hub, ana, bob = laptop("Hub"), laptop("Ana"), laptop("Bob")
    ana.rows[Decision]["x"] = dict(ana.rows[Decision]["d0"], text="Décider", position=9)
    memory, taken = take_version(None, hub.rows, ana.version(1))
    now = laptop("", taken.rows).rows
    del now[Decision]["x"]
    memory, taken = take_version(memory, now, bob.version(1))
    assert "x" not in taken.rows[Decision]
    assert not taken.clashes


def test_who_writes_again_on_what_left_here_contradicts_nobody() -> None:
    hub, ana = laptop("Hub"), laptop("Ana")
    ana.rows[AgendaItem]["i1"]["title"] = "Titre d’Ana"
    memory, taken = take_version(None, hub.rows, ana.version(1))
    memory = ratified(memory, taken.rows)
    second = laptop("Ana", taken.rows)
    second.rows[AgendaItem]["i1"]["title"] = "Titre d’Ana, second"
    memory, taken = take_version(memory, taken.rows, replace(second.version(2), base_id="b2"))
    assert taken.rows[AgendaItem]["i1"]["title"] == "Titre d’Ana, second"
    assert not taken.clashes


def test_seven_hundred_paragraphs_changed_on_both_sides_merge_at_once() -> None:
    lines = [
        f"Le point {n} traite de la voie {n}, et la commune {n} demande un avis écrit." for n in range(700)
    ]
    base = with_text(*lines)
    hub = writing("Hub", base, *(line.replace("traite", "parle") for line in lines))
    ana = writing("Ana", base, *(line.replace("écrit", "motivé") for line in lines))
    outcome = merged(hub, ana)
    assert said(outcome).count("parle") == said(outcome).count("motivé") == 700
