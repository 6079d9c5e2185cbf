"""Time each page, each step of a meeting and the clicks that matter, by hand, on a generated network.

    python -m tests.benchmarks.pages FILE [--rows pages,steps,clicks] [--cold] [--profile PAGE]

Each line is a real click or key in the real shell with its worker, timed from the event to the paints that it
leads to:

- « painted »: the first paint after it, of whatever answers (wanted: 100 ms);
- « whole »: all that it asked for was read, filled in and painted (wanted: 150 ms);
- « answer »: the processor's time of the interface's thread until that first paint stood;
- « UI », « paint », « worker »: the processor's time that the interface's thread took apart from painting and
  for painting, and that of the database's worker and the pool for documents;
- « busy », « held »: the longest that the interface's thread let no other event have its turn, by the
  processor and by the clock.

What is the processor's time tells the program from its neighbours on a machine that others use as well.

« first » is the first show in a session, once `PageMaker` has been through as it does while nobody does
anything; with ``--cold`` it has not: somebody clicks at once. « again » shows the same anew.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator
from cProfile import Profile
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from pstats import Stats
from tempfile import TemporaryDirectory
from time import perf_counter, thread_time
from typing import Any, NamedTuple, TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shiboken6
from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QEventLoop, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTabBar, QWidget

from dgsdesk.application.meeting.page import meetings_list
from dgsdesk.application.meeting.steps import Step
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.search_field import SearchField
from dgsdesk.desktop.components.stepper import StepCell
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.shell.collector import Collector
from dgsdesk.desktop.shell.launch import make_application, make_shell
from dgsdesk.desktop.shell.main_window import MainWindow
from dgsdesk.desktop.shell.page import PageEntry
from dgsdesk.desktop.shell.page_maker import PageMaker
from dgsdesk.desktop.shell.page_stack import Curtain, PageStack
from dgsdesk.desktop.shell.place import Place
from dgsdesk.desktop.shell.runner import Job, Pieces, ThreadRunner
from dgsdesk.desktop.surroundings import surroundings
from tests.benchmarks.every_act import every_act

W = TypeVar("W", bound=QWidget)
PAINTED, WHOLE = 100, 150
"""Milliseconds wanted."""


@dataclass
class Span:
    """What one click took, in milliseconds."""

    painted: float = 0.0
    whole: float = 0.0
    answer: float = 0.0
    interface: float = 0.0
    paint: float = 0.0
    worker: float = 0.0
    busy: float = 0.0
    held: float = 0.0
    asked: list[tuple[float, str]] = field(default_factory=list)


class Paint(NamedTuple):
    """When a paint began and ended, and how much processor the interface's thread had had by then."""

    begun: float
    ended: float
    worked: float

    @classmethod
    def now(cls) -> Paint:
        """Return a paint that took no time."""
        at = perf_counter()
        return cls(at, at, thread_time())


class Paints(QObject):
    """Carries out the window's painting itself, to know when it ends."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.ended: list[Paint] = []
        self.at_once: list[Paint] = []
        self.worked = 0.0
        self._window = window
        self._inside = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Time an update of the window."""
        if event.type() is not QEvent.Type.UpdateRequest or self._inside or watched is not self._window:
            return False
        self._inside = True
        begun, worked = perf_counter(), thread_time()
        self._window.event(event)
        self.worked += thread_time() - worked
        self.ended.append(Paint(begun, perf_counter(), thread_time()))
        self._inside = False
        return True


class Watch:
    """The shell on one network, timed."""

    def __init__(self, path: Path, *, cold: bool) -> None:
        self.app = make_application()
        self.runner = ThreadRunner()
        self._memory = TemporaryDirectory()  # its own: windows kept from elsewhere would open beside this one
        kept = Path(self._memory.name) / "memoire.ini"
        self.shell = make_shell(self.app, PAGES, surroundings, settings=kept, runner=self.runner)
        self.shell.theme.spare_the_unseen()
        self.window = self.shell.window
        self.window.resize(1366, 768)
        self.window.show()
        self.paints = Paints(self.window)
        self.asked: list[tuple[float, str]] = []
        self.pieces: list[float] = []
        self.slices: list[float] = []
        self.acts = 0
        self._in_workers = 0.0
        self._perform: Callable[[Job], None] = self.runner._perform
        self.runner._perform = self._performed  # type: ignore[method-assign]
        self._turned, self._worked, self._held, self._busy = perf_counter(), thread_time(), 0.0, 0.0
        self._windows: set[int] = set()
        self._note_heads(self.shell._pages)
        desk = open_desk(path)
        self.run: Callable[..., Any] = desk.run
        desk.run = self._counted  # type: ignore[method-assign]
        self.ask: Callable[..., Any] = desk.ask
        desk.ask = self._timed  # type: ignore[method-assign]
        self._loop = QEventLoop()
        self._until: Callable[[], bool] = lambda: True
        self._made: list[Pieces] = []
        self._in_pieces: Callable[..., Pieces] = self.runner.in_pieces
        self.runner.in_pieces = self._note_pieces  # type: ignore[method-assign]
        dispatcher = QAbstractEventDispatcher.instance()
        assert dispatcher is not None
        dispatcher.aboutToBlock.connect(self._about_to_block)
        dispatcher.awake.connect(self._woken)
        self.shell.start(lambda: desk)
        self._loop_until(lambda: bool(self.shell.current_page))
        Collector(self.shell)
        if not cold:
            self._let_pages_be_made()
        QTest.mouseMove(self.window, QPoint(5, 5))
        self._loop_until(lambda: True)

    def _let_pages_be_made(self) -> None:
        """Wait for the work that the program does while nobody does anything."""
        gone: list[bool] = []
        make = self.shell._pages.make_next

        def timed() -> bool:
            begun = perf_counter()
            made = make()
            self.pieces.append((perf_counter() - begun) * 1000)
            return made

        self.shell._pages.make_next = timed  # type: ignore[method-assign]
        maker = PageMaker(self.shell)
        load = maker._load_some

        def loaded(work: Iterator[bool]) -> None:
            begun = thread_time()
            load(work)
            self.slices.append((thread_time() - begun) * 1000)

        maker._load_some = loaded  # type: ignore[method-assign]
        maker.destroyed.connect(lambda: gone.append(True))
        self._loop_until(lambda: bool(gone))

    def _note_heads(self, pages: PageStack) -> None:
        """Note when the head of a page is painted at once, before the page is made."""
        announce = pages._announce

        def noted(entry: PageEntry) -> Curtain:
            head = announce(entry)
            self.paints.at_once.append(Paint.now())
            return head

        pages._announce = noted  # type: ignore[method-assign]

    # -- waiting ---------------------------------------------------------------------------------------------

    def _loop_until(self, until: Callable[[], bool]) -> None:
        """Let everything happen until nothing is under way and ``until`` holds."""
        self._until = until
        look = QTimer(interval=20)
        look.timeout.connect(lambda: None)  # wakes the loop up, so that it asks again
        if not until():
            look.start()
        self._loop.exec()

    def _turn(self, *, blocked: bool = False) -> None:
        """Note how long the interface's thread was held, and windows that came and were painted.

        Before it waits, by the clock; between waiting and waking up, by the processor.
        """
        now, worked = perf_counter(), thread_time()
        busy = worked - self._worked
        self._busy = max(self._busy, busy)
        self._held = max(self._held, busy if blocked else now - self._turned)
        self._turned, self._worked = now, worked
        for window in QGuiApplication.topLevelWindows():
            number = int(shiboken6.getCppPointer(window)[0])
            if number not in self._windows and window.isExposed():
                self._windows.add(number)
                self.paints.ended.append(Paint.now())

    def _woken(self) -> None:
        self._turn(blocked=True)

    def _counted(self, command: Any) -> Any:
        outcome = self._work(partial(self.run, command), type(command).__name__)
        self.acts += bool(outcome.changes and outcome.label)
        return outcome

    def _performed(self, job: Job) -> None:
        begun, perform = thread_time(), job.perform

        def counted() -> None:
            perform()
            self._in_workers += thread_time() - begun  # before it is delivered

        job.perform = counted  # type: ignore[method-assign]
        self._perform(job)

    def _note_pieces(self, *arguments: Any) -> Pieces:
        self._made.append(self._in_pieces(*arguments))
        return self._made[-1]

    def _about_to_block(self) -> None:
        self._turn()
        self._made = [one for one in self._made if not one.is_done]
        if not self.runner._under_way and not self._made and self._until():
            self._loop.quit()

    def _timed(self, query: Callable[..., Any], *args: Any, **more: Any) -> Any:
        return self._work(partial(self.ask, query, *args, **more), getattr(query, "__name__", str(query)))

    def _work(self, work: Callable[[], Any], name: str) -> Any:
        start = thread_time()
        try:
            return work()
        finally:
            self.asked.append(((thread_time() - start) * 1000, name))

    # -- measuring -------------------------------------------------------------------------------------------

    def span(self, work: Callable[[], object], until: Callable[[], bool] = lambda: True) -> Span:
        """Do something and return what it took until all of it was painted."""
        self.paints.ended.clear()
        self.paints.at_once.clear()
        self.paints.worked = self._in_workers = 0.0
        self.asked.clear()
        begun, busy = perf_counter(), thread_time()
        work()
        answered = perf_counter()
        self._turned, self._worked, self._held = answered, thread_time(), answered - begun
        self._busy = self._worked - busy
        self._loop_until(until)
        paints = [one for one in self.paints.ended if one.begun >= answered]  # not the button going down
        last = paints[-1].ended if paints else begun
        paints = self.paints.at_once + paints
        ended = perf_counter()
        return Span(
            painted=((paints[0].ended if paints else last) - begun) * 1000,
            whole=(max(last, ended) - begun) * 1000,
            answer=((paints[0].worked if paints else self._worked) - busy) * 1000,
            interface=(thread_time() - busy - self.paints.worked) * 1000,
            paint=self.paints.worked * 1000,
            worker=self._in_workers * 1000,
            busy=self._busy * 1000,
            held=self._held * 1000,
            asked=sorted(self.asked, reverse=True)[:3],
        )

    def calm(self) -> bool:
        """Say whether no pause for more letters is running."""
        return not any(timer.isActive() for timer in self._pauses())

    def _pauses(self) -> list[QTimer]:
        fields = self.shell.page(self.shell.current_page).findChildren(SearchField)
        return [timer for one in fields for timer in one.findChildren(QTimer)]

    def pages(self) -> list[PageEntry]:
        """Return the pages of the rail."""
        return [entry for entry in PAGES if entry.place is not Place.NOWHERE and not entry.alone]

    # -- what is clicked -------------------------------------------------------------------------------------

    def rail(self, page: str) -> Callable[[], object]:
        """Return a click on a page's entry of the rail; an opening by its act where the rail has none."""
        view = self.window.rail.view
        index = view.rail.index_of(page)
        if not index.isValid():
            return lambda: self.shell.open_page(page)
        return lambda: click(view, view.visualRect(index))

    def step(self, step: Step) -> Callable[[], object]:
        """Return a click on a step of the meeting that is shown."""
        cell = self.shell.page("meetings").findChildren(StepCell)[list(Step).index(step)]
        return lambda: click(cell, cell.rect())


def click(widget: QWidget, where: QRect) -> None:
    """Click in the middle of a part of a widget, of a list's viewport where it has one."""
    target = widget.viewport() if isinstance(widget, QAbstractItemView | QHeaderView) else widget
    QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=where.center())


def visible(page: QWidget, kind: type[W]) -> list[W]:
    """Return the shown and enabled widgets of a kind on a page, in the order of its tree."""
    return [one for one in page.findChildren(kind) if one.isVisible() and one.isEnabled()]


def clicks(page: QWidget) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield the clicks that matter on a page as it stands: rows, tabs, orders, a filter letter by letter."""
    for bar in visible(page, QTabBar):
        first = bar.currentIndex()
        for at in (*range(bar.count()), first):  # and back, to what else there is to click
            if at != bar.currentIndex() and bar.isTabVisible(at) and bar.isVisible():
                yield f"onglet « {bar.tabText(at)} »", partial(click, bar, bar.tabRect(at))
    for view in visible(page, RowList):
        for row in (3, 7):
            index = view.model().index(row, 0)
            if index.flags() & Qt.ItemFlag.ItemIsSelectable and view.isVisible():
                yield (
                    f"ligne {row} de « {view.accessibleName()} »",
                    partial(click, view, view.visualRect(index)),
                )
    for combo in visible(page, QComboBox):
        asks = combo.accessibleName().startswith(("Filtrer", "Période", "Format de", "Décisions à"))
        if combo.count() > 1 and asks and combo.isVisible():
            yield f"choix « {combo.accessibleName()} »", partial(QTest.keyClick, combo, Qt.Key.Key_Down)
    for head in visible(page, QHeaderView):
        if head.sectionsClickable() and head.isSortIndicatorShown():
            section = QRect(head.sectionViewportPosition(1), 0, head.sectionSize(1), head.height())
            yield f"tri de « {head.parent().accessibleName()} »", partial(click, head, section)
    for search in visible(page, SearchField):
        for letter in "eau":
            yield f"filtre « {search.accessibleName()} » +{letter}", partial(QTest.keyClicks, search, letter)


def lines(watch: Watch, wanted: str, only: str = "") -> Iterator[tuple[str, Span, Span | None]]:
    """Yield a name, the first span and the second of every line of the table."""
    shell = watch.shell
    home = watch.rail("home")
    pages = watch.pages()
    if "pages" in wanted:
        for entry in pages:
            if entry.id != "home":
                first = watch.span(watch.rail(entry.id))
                watch.span(home)
                shell._pages.doubt_all()
                yield entry.title, first, watch.span(watch.rail(entry.id))
                watch.span(home)
        shell._pages.doubt_all()
        watch.span(watch.rail("meetings"))
        yield "Accueil (à nouveau)", watch.span(home), None
    if "steps" in wanted:
        shell.open_page("meetings", next(line.id for line in watch.ask(meetings_list) if line.is_past))
        watch.span(lambda: None)
        for step in (*list(Step)[1:], Step.PREPARE):
            away = Step.INVITE if step is not Step.INVITE else Step.DISPATCH
            first = watch.span(watch.step(step))
            watch.span(watch.step(away))
            yield f"réunion, {step.french}", first, watch.span(watch.step(step))
    if "clicks" in wanted:
        for entry in pages:
            watch.span(watch.rail(entry.id))
            for name, act in clicks(shell.page(entry.id)):
                yield f"{entry.title}, {name}", watch.span(act, watch.calm), None
    if "acts" in wanted:
        yield from ((name, span, None) for name, span in every_act(watch, only))


def told(name: str, first: Span, again: Span | None) -> str:
    """Return a line of the table."""
    parts = f"{first.painted:6.0f} {first.whole:6.0f} |"
    parts += f"{first.answer:6.0f} {first.interface:5.0f} {first.paint:5.0f} {first.worker:6.0f} "
    parts += f"{first.busy:5.0f} {first.held:5.0f} |"
    second = f"{again.painted:6.0f} {again.whole:6.0f}" if again else " " * 13
    late = max(first.painted, again.painted if again else 0) > PAINTED
    late = late or max(first.whole, again.whole if again else 0) > WHOLE
    asked = "; ".join(f"{query} {ms:.0f}" for ms, query in first.asked)
    return f"{name[:72]:<72} {parts}{second} {'!' if late else ' '} {asked}"


def main(options: argparse.Namespace) -> None:
    watch = Watch(options.file, cold=options.cold)
    if options.profile:
        profile = Profile()
        kept: list[Span] = []
        profile.runcall(lambda: kept.append(watch.span(watch.rail(options.profile))))
        Stats(profile).sort_stats(os.environ.get("SORT", "cumtime")).print_stats(70)
    else:
        if watch.slices:
            print(f"loaded in {len(watch.slices)} slices, worst {max(watch.slices):.0f} ms")
        print("made while nobody did anything:", *(f"{ms:.0f}" for ms in watch.pieces), "ms")
        print(f"{'':<72} painted whole | answer   UI  paint worker  busy  held | again, whole")
        for name, first, again in lines(watch, options.rows, options.only):
            print(told(name, first, again), flush=True)
    watch.shell.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--rows", default="pages,steps")
    parser.add_argument("--only", default="", help="of the acts, places or acts that begin so, by commas")
    parser.add_argument("--cold", action="store_true")
    parser.add_argument("--profile", default="")
    main(parser.parse_args())
