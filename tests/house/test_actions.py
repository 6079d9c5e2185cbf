"""Every act that a menu, a key or the palette offers is well named, has its own key, and does something."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from PySide6.QtWidgets import QMenu

from dgsdesk.application.meeting.steps import Step
from dgsdesk.desktop.shell.actions import ActionSpec, Scope
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.theme.tokens import tokens
from dgsdesk.domain.typography import french
from dgsdesk.shipped import shipped
from tests.house.whole_window import SPOTS, Spot, go

INFINITIVE = re.compile(r"^(?:Ne (?:plus|pas) )?[A-ZÀ-Þ]?[\w’]*(?:er|ir|re|oir)\b")
NO_INFINITIVE = ("go.", "shell.about")
"""Pages are called by their titles, and every program has its « À propos »."""


def specs(shell: Shell) -> list[ActionSpec]:
    return shell.actions.specs()


def room(spec: ActionSpec) -> str:
    """Return what an act is of: a page, a step, the editor."""
    return spec.id.partition(".")[0]


def is_of_another(spec: ActionSpec, spot: Spot) -> bool:
    """Whether an act sleeps here: it is of another step, or writes where nothing is written."""
    writes = spot.step in (Step.HOLD, Step.DRAFT)
    others = {step.value for step in Step if step is not spot.step}
    return room(spec) in others or (room(spec) == "write" and not writes)


# -- names and keys ----------------------------------------------------------------------------------------


def test_every_act_is_an_infinitive_in_french_typography(window: Shell) -> None:
    named = [spec for spec in specs(window) if not spec.id.startswith(NO_INFINITIVE)]
    assert not {spec.id: spec.text for spec in named if not INFINITIVE.match(spec.text)}
    written = [text for spec in specs(window) for text in (spec.text, spec.tip)]
    assert not {text for text in written if french(text) != text or "'" in text}


def test_every_act_has_an_icon_that_is_shipped(window: Shell) -> None:
    names = tokens().icons
    assert not {
        spec.id: spec.icon
        for spec in specs(window)
        if not spec.icon or not shipped("icons", f"{names.get(spec.icon, spec.icon)}.svg").is_file()
    }


def test_no_two_acts_of_one_place_share_a_name(window: Shell) -> None:
    for place, here in places(window):
        names = Counter(spec.text for spec in here if spec.listed)
        assert not [text for text, times in names.items() if times > 1], place


def test_no_two_acts_of_one_place_share_a_key(window: Shell) -> None:
    for place, here in places(window):
        live = [spec for spec in here if spec.scope is not Scope.LIST]
        keys = Counter(key.toString() for spec in live for key in spec.sequences())
        assert not [key for key, times in keys.items() if times > 1], place


@pytest.mark.parametrize("spot", SPOTS, ids=str)
def test_no_list_knows_a_key_twice(window: Shell, spot: Spot) -> None:
    go(window, spot)
    keys = Counter(
        (id(owner), key.toString())
        for spec in specs(window)
        if spec.scope is Scope.LIST and spec.page == spot.page and not is_of_another(spec, spot)
        for owner in window.actions.action(spec.id).associatedObjects()
        if not isinstance(owner, QMenu)
        for key in spec.sequences()
    )
    assert not [key for (_, key), times in keys.items() if times > 1]


def places(shell: Shell) -> list[tuple[str, list[ActionSpec]]]:
    """Return the acts that are live together: those of everywhere, of a page, and there of one step."""
    return [
        (str(spot), [s for s in specs(shell) if s.page in ("", spot.page) and not is_of_another(s, spot)])
        for spot in SPOTS
    ]


def test_every_key_is_one_that_qt_knows(window: Shell) -> None:
    unknown = {
        spec.id: spec.key
        for spec in specs(window)
        if not all(key.count() == 1 and key.toString() for key in spec.sequences())
    }
    assert not unknown


# -- doing -------------------------------------------------------------------------------------------------


def is_bound(shell: Shell, spec: ActionSpec) -> bool:
    """Whether an act has something to do: only then menus show it on its page."""
    return shell.actions.action(spec.id).isVisible()


@pytest.mark.parametrize("spot", SPOTS, ids=str)
def test_every_act_of_a_page_does_something_or_says_why_not(window: Shell, spot: Spot) -> None:
    go(window, spot)
    asleep, silent, badly_said = [], [], []
    for spec in specs(window):
        if spec.page not in ("", spot.page) or is_of_another(spec, spot):
            continue
        action = window.actions.action(spec.id)
        if not is_bound(window, spec):
            asleep.append(spec.id)
        elif not action.isEnabled():
            why = action.statusTip()
            silent += [spec.id] if not why else []
            badly_said += [why] if french(why) != why else []
    assert (asleep, silent, badly_said) == ([], [], [])


def test_no_act_is_of_a_page_that_there_is_not(window: Shell) -> None:
    pages = {spot.page for spot in SPOTS}
    assert not {spec.id for spec in specs(window) if spec.page} - {
        spec.id for spec in specs(window) if spec.page in pages
    }


def test_whatever_the_palette_offers_can_be_done_from_elsewhere(window: Shell) -> None:
    """An act chosen in the palette opens its page, and there is bound."""
    dead = []
    go(window, Spot("home"))
    for spec in window.actions.offered():
        if spec.page and spec.page != "meetings":
            window.open_page(spec.page)
            dead += [spec.id] if not is_bound(window, spec) else []
    assert not dead
