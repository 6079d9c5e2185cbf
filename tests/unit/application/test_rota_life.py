"""Living with a published plan: each act is rehearsed, one undoable step, planned with the fewest changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from dgsdesk.application.circle.acts import EditCircle
from dgsdesk.application.command import Command
from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.acts import EditOrganisation, EndMembership, OrganisationFields
from dgsdesk.application.invitation.acts import CancelMeeting, PutMeetingOff
from dgsdesk.application.meeting.acts import ChangeMeeting, PostponeMeeting
from dgsdesk.application.meeting.page import meeting_form
from dgsdesk.application.rota.absences import (
    AddBlackout,
    EndExemption,
    ExemptHost,
    WithdrawHost,
)
from dgsdesk.application.rota.acts import (
    LockTurn,
    MoveTurn,
    PastTurn,
    ProposeRota,
    PublishRota,
    RecordPastTurns,
)
from dgsdesk.application.rota.communes import ArrangeRoom, JoinNetwork, MergeCommunes
from dgsdesk.application.rota.page import RotaPage, RotaRow, circles, rota_page
from dgsdesk.application.rota.rehearsal import cascade, rota_standing
from dgsdesk.domain.circle import HostRule
from dgsdesk.domain.errors import BadInput, KnownError, RuleBroken
from dgsdesk.domain.host_rota import BlackoutKind, HostTurn
from dgsdesk.domain.network import Organisation
from tests.house.samples.rota import turns

TODAY = date(2026, 11, 27)
SMALL = "Saint-Fiacre-sur-Maine"


@pytest.fixture
def published(clisson: Desk) -> Desk:
    """Two turns held, a year published."""
    circle = clisson.ask(circles)[0][0]
    past = (
        PastTurn(date(2026, 9, 8), row(clisson, "Boussay").organisation_id),
        PastTurn(date(2026, 10, 13), row(clisson, "Gorges").organisation_id),
    )
    clisson.run(RecordPastTurns(circle, past))
    clisson.run(ProposeRota(circle, date(2026, 12, 1), date(2027, 12, 31)))
    clisson.run(PublishRota(circle))
    return clisson


def row(desk: Desk, name: str) -> RotaRow:
    return next(row for row in desk.ask(rota_page).rows if row.name == name)


def hosts(desk: Desk) -> dict[date, str]:
    names = {one.organisation_id: one.name for one in everybody(desk.ask(rota_page))}
    return {cell.day: names.get(cell.host_id or "", "") for cell in turns_with_others(desk)}


def everybody(page: RotaPage) -> tuple[RotaRow, ...]:
    return (*page.rows, *page.others)


def turns_with_others(desk: Desk) -> list[Any]:
    page = desk.ask(rota_page)
    cells = [cell for one in everybody(page) for cell in one.turns if cell.day >= page.today]
    return sorted(cells, key=lambda cell: cell.day)


def changed(desk: Desk, command: Command[Any]) -> dict[date, tuple[str, str]]:
    """Run an act after its rehearsal: both tell the same, and an undo brings all of it back."""
    before = hosts(desk)
    rehearsed = cascade(*desk.rehearse(command, rota_standing)).followed
    assert hosts(desk) == before
    desk.run(command)
    after = hosts(desk)
    assert {change.day: (change.before, change.after) for change in rehearsed} == {
        day: (before[day], after[day]) for day in before.keys() & after.keys() if before[day] != after[day]
    }
    desk.undo()
    assert hosts(desk) == before
    desk.redo()
    assert hosts(desk) == after
    return {
        day: (before[day], after[day]) for day in before.keys() & after.keys() if before[day] != after[day]
    }


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


def test_a_host_withdraws_and_one_other_takes_over(published: Desk) -> None:
    turn = turns(published)[3]
    name = hosts(published)[turn.day]
    found = changed(published, WithdrawHost(turn.id, "mairie inondée"))
    assert found[turn.day][0] == name
    assert len(found) <= 2
    assert row(published, name).absences[0].words.startswith("Indisponible le ")
    assert row(published, name).absences[0].words.endswith("mairie inondée")


def test_a_locked_host_may_withdraw_too(published: Desk) -> None:
    turn = turns(published)[3]
    published.run(LockTurn(turn.id, True))
    assert turn.day in changed(published, WithdrawHost(turn.id))
    assert not next(cell for cell in turns(published) if cell.id == turn.id).locked


def test_a_blackout_comes_back_every_year(published: Desk) -> None:
    commune = row(published, hosts(published)[turns(published)[6].day])
    month = turns(published)[6].day.replace(day=1)
    yearly = AddBlackout(
        commune.organisation_id,
        month.replace(year=2020),
        month.replace(year=2020, day=28),
        "fêtes",
        BlackoutKind.YEARLY,
    )
    assert turns(published)[6].day in changed(published, yearly)
    (absence,) = row(published, commune.name).absences
    assert plain(absence.words).startswith("Indisponible chaque année du 1er ")
    (shown,) = row(published, commune.name).blackouts
    assert (shown.starts.year, shown.reason) == (2027, "fêtes")


def test_not_before_a_day(published: Desk) -> None:
    turn = turns(published)[1]
    commune = row(published, hosts(published)[turn.day])
    until = AddBlackout(
        commune.organisation_id, date(2026, 11, 27), date(2027, 2, 28), "", BlackoutKind.NOT_BEFORE
    )
    assert turn.day in changed(published, until)
    assert plain(row(published, commune.name).absences[0].words) == "Pas avant le 1er mars 2027"


def test_an_exempt_commune_owes_nothing_and_hosts_nothing(published: Desk) -> None:
    turn = turns(published)[2]
    commune = row(published, hosts(published)[turn.day])
    assert turn.day in changed(published, ExemptHost(commune.organisation_id, date(2026, 11, 27)))
    exempted = row(published, commune.name)
    assert not [cell for cell in exempted.turns if cell.day > date(2026, 11, 27)]
    assert exempted.owed < commune.owed
    assert plain(exempted.absences[0].words) == "Exemptée depuis le 27 novembre 2026, sans fin"
    published.run(EndExemption(exempted.absences[0].id))
    assert row(published, commune.name).absences == ()


def test_a_small_room_hosts_nothing_until_a_neighbour_lends_its_own(published: Desk) -> None:
    small, neighbour = (
        row(published, SMALL).organisation_id,
        row(published, "Château-Thébaud").organisation_id,
    )
    published.run(ArrangeRoom(small, 14))
    assert row(published, SMALL).cannot
    assert not [cell for cell in row(published, SMALL).turns if cell.day >= date(2026, 11, 27)]
    published.run(ArrangeRoom(small, 14, neighbour))
    lodged = row(published, SMALL)
    assert not lodged.cannot
    assert lodged.room == "reçoit dans la salle de Château-Thébaud"
    turn = turns(published)[5]
    published.run(MoveTurn(turn.id, small))
    assert not published.ask(rota_standing).broken
    meeting = published.ask(meeting_form, turn.meeting_id or "")
    assert "Château-Thébaud" in str(meeting)


def test_the_seat_takes_a_date_that_counts_for_nobody(published: Desk) -> None:
    page = published.ask(rota_page)
    turn = turns(published)[4]
    name = hosts(published)[turn.day]
    changed(published, MoveTurn(turn.id, page.seat_id))
    (seat,) = published.ask(rota_page).others
    assert [cell.day for cell in seat.turns] == [turn.day]
    assert published.ask(rota_page).proven
    published.run(WithdrawHost(turns(published)[0].id))  # planning anew leaves the seat alone
    assert hosts(published)[turn.day] == page.seat
    published.run(LockTurn(turn.id, False))
    assert hosts(published)[turn.day] != page.seat
    assert row(published, name).count >= 0


def test_a_newcomer_starts_at_zero(published: Desk) -> None:
    changed(published, JoinNetwork("Le Landreau", date(2027, 3, 1), "44079", 3_100))
    new = row(published, "Le Landreau")
    assert all(cell.day >= date(2027, 3, 1) for cell in new.turns)
    assert abs(new.debt) < 1


def test_a_newcomer_brings_what_is_public_of_it(published: Desk) -> None:
    published.run(JoinNetwork("le landreau", date(2027, 3, 1)))
    (new,) = published.ask(lambda view: view.store.find(Organisation, name="Le Landreau"))
    assert (new.code, new.article, new.postal_code) == ("44079", 2, "44430")
    assert new.population > 3_000
    assert new.address
    assert new.latitude is not None


def test_a_newcomer_that_nobody_knows_is_said_with_its_article(published: Desk) -> None:
    published.run(JoinNetwork("Les Orées", date(2027, 3, 1), "", 900))
    (new,) = published.ask(lambda view: view.store.find(Organisation, name="Les Orées"))
    assert (new.article, new.population, new.town) == (4, 900, "Les Orées")


def test_a_leaver_hosts_no_more_after_its_last_day(published: Desk) -> None:
    last = max(turns(published), key=lambda cell: cell.day)
    commune = row(published, hosts(published)[last.day])
    assert last.day in changed(published, EndMembership(commune.organisation_id, date(2026, 12, 31)))
    assert commune.name not in set(hosts(published).values()) - {hosts(published)[turns(published)[0].day]}


def test_a_commune_nouvelle_takes_over_debts_turns_and_dates(published: Desk) -> None:
    parts = [row(published, "Boussay"), row(published, "Gorges")]
    theirs = [cell for part in parts for cell in part.turns if cell.day >= date(2027, 1, 1)]
    before = {part.name: part for part in parts}
    published.run(
        MergeCommunes(tuple(part.organisation_id for part in parts), "Gorges-Boussay", date(2027, 1, 1))
    )
    new = row(published, "Gorges-Boussay")
    assert before.keys() & {one.name for one in published.ask(rota_page).rows} <= before.keys()
    assert {cell.id for cell in theirs} <= {cell.id for cell in turns(published)}
    assert new.debt < 1
    assert not [name for day, name in hosts(published).items() if name in before and day.year == 2027]
    published.undo()
    assert {one.name for one in published.ask(rota_page).rows} >= before.keys()


def test_a_cancelled_date_is_no_longer_owed(published: Desk) -> None:
    turn = turns(published)[2]
    share = row(published, "Clisson").owed
    published.run(CancelMeeting(turn.meeting_id or ""))
    assert turn.id not in {cell.id for cell in turns(published)}
    assert row(published, "Clisson").owed < share
    assert published.ask(rota_page).proven
    published.undo()
    assert row(published, "Clisson").owed == share


def test_a_postponed_date_is_planned_around_its_new_day(published: Desk) -> None:
    turn = turns(published)[2]
    name = hosts(published)[turn.day]
    new_day = turn.day + timedelta(days=3)
    published.run(AddBlackout(row(published, name).organisation_id, new_day, new_day))
    published.run(PutMeetingOff(turn.meeting_id or ""))
    assert turn.day not in hosts(published)
    published.run(PostponeMeeting(turn.meeting_id or "", new_day))
    assert hosts(published)[new_day] != name
    assert published.ask(rota_page).proven


def test_a_host_chosen_on_the_meeting_is_kept_by_the_rota(published: Desk) -> None:
    turn = turns(published)[2]
    other = row(published, hosts(published)[turns(published)[5].day]).organisation_id
    published.run(ChangeMeeting(turn.meeting_id or "", host_id=other))
    kept = next(cell for cell in turns(published) if cell.id == turn.id)
    assert (kept.host_id, kept.locked) == (other, True)


WRONG: list[tuple[str, Callable[[Desk], Command[Any]]]] = [
    ("blackout_period", lambda d: AddBlackout(first(d), date(2027, 2, 1), date(2027, 1, 1))),
    (
        "blackout_whole_year",
        lambda d: AddBlackout(first(d), date(2027, 1, 1), date(2027, 12, 31), "", BlackoutKind.YEARLY),
    ),
    ("exemption_period", lambda d: ExemptHost(first(d), date(2027, 2, 1), date(2027, 1, 1))),
    ("not_a_commune", lambda d: ExemptHost(d.ask(rota_page).seat_id, date(2027, 2, 1))),
    ("room_size", lambda d: ArrangeRoom(first(d), 0)),
    ("room_own", lambda d: ArrangeRoom(first(d), 20, first(d))),
    ("commune_known", lambda d: JoinNetwork("clisson", date(2027, 1, 1))),
    ("commune_known", lambda d: JoinNetwork("Ailleurs", date(2027, 1, 1), "44043")),
    ("commune_population", lambda d: JoinNetwork("Ailleurs", date(2027, 1, 1), "", -1)),
    ("empty_text", lambda d: JoinNetwork(" ", date(2027, 1, 1))),
    ("merge_alone", lambda d: MergeCommunes((first(d), first(d)), "Seule", date(2027, 1, 1))),
    ("merge_gone", lambda d: MergeCommunes((first(d), d.ask(rota_page).seat_id), "X", date(2027, 1, 1))),
    (
        "commune_known",
        lambda d: MergeCommunes((first(d), row(d, "Gorges").organisation_id), "Clisson", date(2027, 1, 1)),
    ),
]


def first(desk: Desk) -> str:
    return desk.ask(rota_page).rows[0].organisation_id


@pytest.mark.parametrize(("code", "wrong"), WRONG)
def test_what_cannot_be_is_refused_and_changes_nothing(
    published: Desk, code: str, wrong: Callable[[Desk], Command[Any]]
) -> None:
    before = published.ask(rota_page)
    command = wrong(published)
    for door in (published.run, lambda one: published.rehearse(one, rota_standing)):
        with pytest.raises(KnownError, match=code):
            door(command)
    assert published.ask(rota_page) == before


def test_nobody_withdraws_from_a_held_turn_or_from_the_seat(published: Desk) -> None:
    held = next(cell for one in published.ask(rota_page).rows for cell in one.turns if cell.day < TODAY)
    with pytest.raises(RuleBroken, match="turn_held"):
        published.run(WithdrawHost(held.id))
    turn = turns(published)[1]
    published.run(MoveTurn(turn.id, published.ask(rota_page).seat_id))
    with pytest.raises(RuleBroken, match="turn_nobody_withdraws"):
        published.run(WithdrawHost(turn.id))


def test_planning_can_be_stopped_and_changes_nothing(
    published: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = hosts(published)
    solve = published.solve
    published.solve = lambda costs, halt: (published.stop(), solve(costs, halt))[1]  # type: ignore[assignment]
    with pytest.raises(RuleBroken, match="stopped"):
        published.run(WithdrawHost(turns(published)[3].id))
    assert hosts(published) == before
    published.solve = solve
    published.run(WithdrawHost(turns(published)[3].id))


def test_a_bad_room_of_the_directory_only_tells_that_something_better_exists(published: Desk) -> None:
    host = turns(published)[2].host_id or ""
    published.run(EditOrganisation(host, OrganisationFields("", "", "", "", "", capacity=5)))
    assert not published.ask(rota_page).proven
    with pytest.raises(BadInput):
        published.run(EditOrganisation(host, OrganisationFields("", "", "", "", "", capacity=0)))


def stored_turn(desk: Desk, turn_id: str) -> HostTurn:
    return desk.ask(lambda view: view.store.get(HostTurn, turn_id))


def test_a_host_chosen_on_the_meeting_gives_its_own_reason(published: Desk) -> None:
    turn = next(cell for cell in turns(published) if stored_turn(published, cell.id).instead)
    seat = published.ask(rota_page).seat_id
    published.run(ChangeMeeting(turn.meeting_id or "", host_id=seat))
    kept = stored_turn(published, turn.id)
    assert (kept.host_id, kept.locked, kept.instead) == (seat, True, ())
    assert kept.why == "Clisson Sèvre et Maine Agglo accueille elle-même, par choix."


def test_a_commune_that_hosts_in_the_place_of_the_seat_says_so(clisson: Desk) -> None:
    circle = clisson.ask(circles)[0][0]
    gorges = row(clisson, "Gorges").organisation_id
    clisson.run(EditCircle(circle, host_rule=HostRule.SEAT))
    clisson.run(ProposeRota(circle, date(2026, 12, 1), date(2027, 12, 31)))
    clisson.run(PublishRota(circle))
    turn = clisson.ask(lambda view: view.store.find(HostTurn, circle_id=circle)[0])
    assert "à son siège" in turn.why
    clisson.run(ChangeMeeting(turn.meeting_id or "", host_id=gorges))
    assert stored_turn(clisson, turn.id).why == "Gorges accueille, par choix."
    clisson.undo()
    clisson.run(MoveTurn(turn.id, gorges))
    assert stored_turn(clisson, turn.id).why == "Gorges accueille, par choix."
