"""What there is to see: every page, step and tab of the window, and every question that an act asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QTabBar, QWidget

from dgsdesk.application.dossier.acts import ExportDossier
from dgsdesk.application.invitation.acts import SendInvitation
from dgsdesk.desktop.dossier.host_cells import Cell
from dgsdesk.desktop.dossier.host_page import HostPage
from dgsdesk.desktop.first_start.page import FirstStartPage
from dgsdesk.desktop.history.address import DELETED
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.settings.page import SettingsPage
from dgsdesk.desktop.shell.bug_report import Offered
from dgsdesk.desktop.shell.page import Place, Spot
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.domain.dossier import Purpose
from tests.gallery.stage import pause
from tests.house.whole_window import SPOTS, Step, fitting_meeting

Seen = tuple[str, Callable[[], object]]
"""A name and what brings it to the front."""

_MORE = ("competences", "guide", "shortcuts", "about", "licences")
_BLIND = frozenset(
    {
        *("shell.example", "shell.own_network", "shell.quit", "settings.open", "settings.save"),
        *("arrivals.choose", "library.add", "library.version", "circles.add_model", "draft.take_back"),
        *("grey_zones.attach", "subjects.attach", "prepare.attach", "directory.import", "directory.mandate"),
        *("settings.second_place", "settings.export", "settings.backup", "review.import", "write.picture"),
        *("prepare.thread", "prepare.invite", "draft.circulate", "write.describe", "invite.represented"),
        "invite.update",
    }
)
"""Acts that leave the network, ask the system for a file alone, or nothing as the example stands."""


def places(shell: Shell, received: tuple[str, ...]) -> Iterator[Seen]:
    """Yield what needs no act: pages, sections, steps, each with its tabs in turn."""
    for entry in PAGES:
        if entry.place is not Place.NOWHERE and entry.id != "meetings":
            yield from _with_tabs(shell, entry.id, partial(shell.open_page, entry.id))
    if received:
        yield "arrivals-received", partial(shell.open_page, "arrivals", received)
    page = shell.page("settings")
    assert isinstance(page, SettingsPage)
    for key in list(page._sections)[1:]:
        yield f"settings-{key}", partial(shell.open_page, "settings", key)
    for name in _MORE:
        yield from _with_tabs(shell, name, partial(shell.open_page, name))
    yield "bug_report", partial(shell.open_page, "bug_report", Offered("DGS Desk"))
    yield "history", partial(shell.open_page, "history", Spot(""))
    yield "history-deleted", partial(shell.open_page, "history", DELETED)
    for step in Step:
        subject = (fitting_meeting(shell, step).id, step)
        name = f"meetings-{step.value}"
        yield from _with_tabs(shell, name, partial(shell.open_page, "meetings", subject))


def floating(shell: Shell) -> Iterator[Seen]:
    """Yield what stands before or instead of the pages: palette, preview, lists folded away, full screens."""
    home = partial(shell.open_page, "home")

    def search(words: str) -> None:
        home()
        shell.palette.open()
        shell.palette.palette()._field.setText(words)

    yield "palette", partial(search, "")
    yield "palette-words", partial(search, "salle")
    yield "preview", partial(_acted, shell, "actions", None, "shell.preview")
    draft = (fitting_meeting(shell, Step.DRAFT).id, Step.DRAFT)
    yield "history-of-meeting", partial(_acted, shell, "meetings", draft, "history.here")
    yield "meetings-list", partial(_acted, shell, "meetings", draft, "meetings.list")
    shell.open_page("meetings", draft)
    shell.actions.trigger("meetings.list")
    yield "draft-history", partial(_acted, shell, "meetings", draft, "draft.history")
    _acted(shell, "meetings", draft, "draft.history")
    yield "draft-alone", partial(_acted, shell, "meetings", draft, "draft.alone")
    _acted(shell, "meetings", draft, "draft.alone")


def session(shell: Shell) -> Iterator[Seen]:
    """Yield a session under way and projected, last: it changes the example."""
    there = (fitting_meeting(shell, Step.HOLD).id, Step.HOLD)
    shell.host.run(SendInvitation(there[0]), owner=shell.host)
    yield "invited", partial(shell.open_page, "meetings", (there[0], Step.INVITE))
    yield "session-to-open", partial(shell.open_page, "meetings", there)
    shell.actions.trigger("hold.open")
    yield from _with_tabs(shell, "session", partial(shell.open_page, "meetings", there))
    yield "session-next", partial(shell.actions.trigger, "hold.next")
    yield "session-projected", partial(shell.actions.trigger, "hold.project")
    shell.actions.trigger("hold.project")
    yield "session-closing", partial(shell.actions.trigger, "hold.close")


def questions(shell: Shell) -> Iterator[Seen]:
    """Yield every act of every page and step that asks something, once."""
    told: set[str] = set()
    for spot in SPOTS:
        subject = (fitting_meeting(shell, spot.step).id, spot.step) if spot.step else None
        shell.open_page(spot.page, subject)
        pause(0)
        entries = shell.actions._entries.values()
        for act in [
            one.spec.id
            for one in entries
            if one.spec.text.endswith("…")
            and one.action.isEnabled()
            and one.spec.page == spot.page
            and one.spec.id not in _BLIND | told
            and (spot.step is Step.DRAFT or not one.spec.id.startswith("write."))
        ]:
            told.add(act)
            yield f"asks-{act}", partial(_acted, shell, spot.page, subject, act)


def _acted(shell: Shell, page: str, subject: object | None, act: str) -> None:
    shell.open_page(page, subject)
    pause(0)
    shell.page(page).take_focus()
    shell.actions.trigger(act)


def _with_tabs(shell: Shell, name: str, go: Callable[[], object]) -> Iterator[Seen]:
    """Yield a place as it opens, then each of its tabs, and those that a tab has itself."""
    yield name, go
    page = shell.page(shell.current_page)
    for bar in _bars(page):
        yield from _tabs_of(page, bar, name)


def _tabs_of(page: QWidget, bar: QTabBar, name: str) -> Iterator[Seen]:
    first = bar.currentIndex()
    others = set(_bars(page))
    for at in range(bar.count()):
        if at != first and bar.isVisible() and bar.isTabVisible(at) and bar.isTabEnabled(at):
            here = f"{name}-{_plain(bar.tabText(at))}"
            yield here, partial(bar.setCurrentIndex, at)
            for inner in set(_bars(page)) - others:
                yield from _tabs_of(page, inner, here)
    bar.setCurrentIndex(first)


def _bars(page: QWidget) -> list[QTabBar]:
    return [bar for bar in page.findChildren(QTabBar) if bar.isVisible() and bar.count() > 1]


def _plain(text: str) -> str:
    """Return a tab's title as a part of a file's name."""
    return "".join(sign if sign.isalnum() else "_" for sign in text.replace("&", "")).strip("_").lower()


# -- other windows -------------------------------------------------------------------------------------------


def first_start(shell: Shell) -> Iterator[Seen]:
    """Yield the three steps of a new network, and the way by hand."""
    page = shell.page("first_start")
    assert isinstance(page, FirstStartPage)
    yield "first_start", lambda: None
    yield "first_start-by-hand", page.epci.not_there.emit
    page.back.click()

    def find() -> None:
        page.epci.field.setText("clisson sèvre")
        _wait(page.go_on.isEnabled)

    yield "first_start-found", find
    yield "first_start-model", page.go_on.click
    _wait(page.go_on.isEnabled)
    yield "first_start-people", page.go_on.click


def host(shell: Shell) -> Iterator[Seen]:
    """Yield the parts of the window of one meeting."""
    _wait(lambda: shell.host.is_open)
    page = shell.page("meetings")
    assert isinstance(page, HostPage)
    shell.open_page("meetings")
    for cell in Cell:
        yield f"host-{cell.value}", partial(page.open_cell, cell)


def dossier_of(shell: Shell) -> Path:
    """Write the dossier of a meeting whose minutes are being written; return its file."""
    meeting = fitting_meeting(shell, Step.DRAFT)
    made: list[Path] = []
    command = ExportDossier(meeting.id, "DGS de Clisson", Purpose.EDIT)
    shell.host.run(command, then=lambda value: made.append(Path(value.file)), owner=shell.host)
    return made[0]


def _wait(until: Callable[[], bool], turns: int = 100) -> None:
    for _ in range(turns):
        if until():
            return
        pause(20)
