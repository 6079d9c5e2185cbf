"""The window, opened on a network or on a dossier."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dgsdesk.bootstrap import places
from dgsdesk.bootstrap.desks import copied_elsewhere, known_copies, left_from, open_session, put_back
from dgsdesk.bootstrap.dossiers import HostPlace, open_dossier, small_network
from dgsdesk.bootstrap.stories import prepare_example

if TYPE_CHECKING:
    from datetime import date

    from dgsdesk.application.desk import Desk
    from dgsdesk.application.view import View
    from dgsdesk.desktop.dossier.host_news import News
    from dgsdesk.desktop.shell.main_window import MainWindow
    from dgsdesk.desktop.shell.networks import KnownCopy
    from dgsdesk.desktop.shell.page import PageEntry
    from dgsdesk.desktop.shell.session import Surroundings
    from dgsdesk.letterbox import Letterbox


def open_window(
    path: Path | None, settings: Path | None = None, watch: Callable[[MainWindow], object] | None = None
) -> int:
    """Open the window on a network's file, the user's own by default; return the exit code.

    The window is painted first; the database is opened behind it, and backed up behind the first page.
    ``settings`` and ``watch`` are those of `launch`, which turns the collector of garbage on again.
    """
    gc.disable()  # what is imported stays: looking through it again and again costs a fifth of the start
    if path is not None and path.suffix.lower() == ".dgsdesk":
        return _open_dossier_window(path, settings or places.default_settings(), watch)
    database = path or places.default_database()
    if _handed_over(database):
        return 0
    settings = settings or places.default_settings()
    return _launch_network(database, settings, watch)


def _launch_network(
    database: Path,
    settings: Path | None,
    watch: Callable[[MainWindow], object] | None,
    wanted: tuple[str, object] | None = None,
) -> int:
    """Open the window on a network, with what other starts of the program hand over to it."""
    from dgsdesk.desktop.places import PLACES
    from dgsdesk.desktop.shell.launch import launch

    opener, heal = partial(open_session, database), partial(put_back, database)
    own = _pages, opener, _surroundings, _search, settings, prepare_example, watch, heal
    place = _Place(database)
    elsewhere = place if database.exists() else None
    return launch(
        PLACES, *own, wanted=wanted, letters=place.letters, elsewhere=elsewhere, database=place.database
    )


class _Place:
    """Where the network of a window lies: at last in a copy, when it cannot be written where it lay."""

    def __init__(self, database: Path) -> None:
        self._own = self._database = database

    def copy(self) -> tuple[Callable[[], Desk], str]:
        """Copy it to where it can be written; return what opens the copy, and where it lies."""
        return self._opener(copied_elsewhere(self._own)), str(self._database)

    def known(self) -> KnownCopy | None:
        """Return the copy that was changed last, None when there is none yet."""
        from dgsdesk.desktop.shell.networks import KnownCopy

        copies = known_copies(self._own)
        if not copies:
            return None
        newest = copies[0]
        opener = partial(self._opened, newest.file)
        return KnownCopy(opener, str(newest.file), newest.made, newest.changed, len(copies) - 1)

    def _opened(self, copy: Path) -> Desk:
        return self._opener(copy)()

    def _opener(self, copy: Path) -> Callable[[], Desk]:
        """Hear from now on what is handed over to a copy; return what opens it."""
        self._database = copy
        return partial(open_session, copy)

    def letters(self) -> Letterbox:
        """Return what other starts of the program hand over to it."""
        return _letterbox(self._database)

    def database(self) -> Path:
        """Return where it lies."""
        return self._database


def _handed_over(database: Path, file: Path | None = None) -> bool:
    """Hand a file, or nothing but the wish to see it, to the window that has a network open, if any."""
    try:
        is_open = database.with_name(f".{database.name}.ouvert").exists()
    except OSError:  # a folder that may not be entered: the opening says so, in the window
        return False
    if not is_open:  # the usual start loads nothing for this
        return False
    return _letterbox(database).hand_over(file)


def _letterbox(database: Path) -> Letterbox:
    from dgsdesk.letterbox import Letterbox

    return Letterbox(database)


def _open_dossier_window(
    file: Path, settings: Path | None, watch: Callable[[MainWindow], object] | None
) -> int:
    """Open the window of one meeting, or one's own network when the dossier comes back to it.

    A window that has it open already comes forward instead.
    """
    from dgsdesk.desktop.dossier.host_entry import HOST_PLACES, HOST_PLAN
    from dgsdesk.desktop.shell.launch import launch
    from dgsdesk.formats.dossier.peek import peeked

    own, manifest = places.default_database(), peeked(file)
    if manifest is not None and left_from(own, manifest.base_sha256):
        if _handed_over(own, file):
            return 0
        return _launch_network(own, settings, watch, ("arrivals", (str(file),)))
    if manifest is not None and _handed_over(small_network(own.parent, manifest.family_id), file):
        return 0
    opening = HostOpening(file)
    host = opening.pages, opening.open, _host_surroundings, _found_in_dossier
    own_window = partial(launch, HOST_PLACES, *host, settings, watch=watch, plan=HOST_PLAN)
    return own_window(letters=lambda: opening, database=opening.database)


class HostOpening:
    """Opens the meeting of a dossier for the window; remembers a file that brings news to older work."""

    def __init__(self, file: Path, folder: Path | None = None, today: date | None = None) -> None:
        """``folder`` is where the small networks and the keys lie, the user's data folder by default."""
        self._file = file
        self._folder = folder
        self._today = today
        self._news: News | None = None
        self._place: HostPlace | None = None

    def open(self, passphrase: str = "") -> Desk:
        """Go on where one stopped; called in the database worker. Raises what `open_dossier` raises.

        RuleBroken("dossier_shown") when another window has it open, which came forward: only who has the
        passphrase of a sealed one learns which it is.
        """
        from dgsdesk.domain.errors import RuleBroken, StorageUnavailable

        self._place = place = open_dossier(self._file, self._folder, passphrase, self._today)
        if place.is_update:
            self._take_news(self._file, passphrase)
        documents = self._folder / "Documents" if self._folder else None
        try:
            return open_session(place.database, self._today, documents)
        except StorageUnavailable as error:
            if error.code == "storage_in_use" and _handed_over(place.database):
                raise RuleBroken("dossier_shown", where=self._file.name) from error
            raise

    def _take_news(self, file: Path, passphrase: str = "") -> None:
        from dgsdesk.desktop.dossier.host_news import News

        self._news = News(file.name, file.read_bytes(), passphrase)

    def prepare(self) -> str:
        """Return the folder in which other starts of the program lay their letters; raises OSError."""
        return self._letters().prepare()

    def take(self) -> list[str]:
        """Return the file handed over that brings news, else "" for each that only rings."""
        from dgsdesk.formats.dossier.peek import peeked
        from dgsdesk.storage.host_network import opened_from

        assert self._place is not None, "nobody rings before the network is open"
        own = opened_from(self._place.database)
        taken = []
        for file in self._letters().take():
            manifest = peeked(Path(file)) if file else None
            is_news = manifest is not None and manifest.dossier_id != own
            if is_news:
                self._take_news(Path(file))
            taken.append(file if is_news else "")
        return taken

    def _letters(self) -> Letterbox:
        return _letterbox(self.database())

    def database(self) -> Path:
        """Return where the small network lies."""
        assert self._place is not None, "nobody rings before the network is open"
        return self._place.database

    def pages(self) -> Sequence[PageEntry]:
        """Return the pages of the window."""
        from dgsdesk.desktop.dossier.host_entry import host_pages

        return host_pages(lambda: self._news)


def _host_surroundings(view: View) -> Surroundings:
    from dgsdesk.desktop.dossier.host_entry import host_surroundings

    return host_surroundings(view)


def _found_in_dossier(view: View, text: str) -> Sequence[Any]:
    from dgsdesk.application.dossier.host import found_in_dossier

    return found_in_dossier(view, text)


def _pages() -> Sequence[PageEntry]:
    from dgsdesk.desktop.pages import PAGES

    return PAGES


def _surroundings(view: View) -> Surroundings:
    from dgsdesk.desktop.surroundings import surroundings

    return surroundings(view)


def _search(view: View, text: str) -> Sequence[Any]:
    from dgsdesk.application.search.acts import find_things

    return find_things(view, text)
