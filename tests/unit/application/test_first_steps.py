"""« Premiers pas »: each step is seen to be done, and the list goes with the first invitation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.circle.life import AddCircle
from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.acts import NameToPost, PersonFields
from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.first_start.first_steps import first_steps
from dgsdesk.application.home.page import home_page
from dgsdesk.application.invitation.acts import SendInvitation
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.meeting.page import circle_choices
from dgsdesk.application.membership import members_on
from dgsdesk.domain.network import Role


def done(desk: Desk) -> list[bool]:
    return [step.done for step in desk.ask(first_steps)]


def test_a_network_without_circles_opens_its_first_before_the_dates(open_here: Callable[[], Desk]) -> None:
    desk = open_here()
    desk.run(FoundNetwork("200067635", model_id="angers"))
    titles = [step.title for step in desk.ask(first_steps)]
    assert titles[3:5] == ["Ouvrir un format de rencontre", "Proposer le tour d’accueil"]
    desk.run(AddCircle("Réunion des DGS"))
    assert len(desk.ask(first_steps)) == len(titles) - 1


def test_steps_are_done_one_by_one_and_the_list_goes(clisson: Desk) -> None:
    assert done(clisson) == [True, False, False, False, False, False]
    seats = clisson.ask(lambda view: members_on(view.store, date(2026, 11, 27)))
    for seat in seats[:2]:
        fields = PersonFields("Jeanne", f"Exemple {seat.organisation}")
        clisson.run(NameToPost(seat.organisation_id, Role.DGS, fields))
    assert done(clisson)[2]
    choice = clisson.ask(circle_choices)[0]
    meeting = clisson.run(PlanMeeting(choice.id, date(2026, 12, 8), choice.hosts[2][0])).value
    clisson.run(AddItem(meeting, title="Sel de déneigement"))
    assert done(clisson)[4]
    assert clisson.ask(home_page).first_steps
    assert not done(clisson)[5]
    clisson.run(SendInvitation(meeting))
    assert clisson.ask(home_page).first_steps == ()
