"""The shell: actions, hub, runner, and the window with pages on a session kept in memory."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.application.command import Command, Outcome
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.rows import Row, RowsModel
from dgsdesk.desktop.shell.actions import ActionRegistry, ActionSpec, Menu, Scope
from dgsdesk.desktop.shell.bug_report import PAGE_ID as BUG_REPORT
from dgsdesk.desktop.shell.bug_report import report_text
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.hub import Hub
from dgsdesk.desktop.shell.launch import catch_bugs, make_application
from dgsdesk.desktop.shell.mnemonics import with_mnemonics
from dgsdesk.desktop.shell.page import Page, PageEntry, Place
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.desktop.shell.runner import SyncRunner, ThreadRunner
from dgsdesk.desktop.shell.session import Surroundings
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.theme.theme import Theme, ThemeChoice
from dgsdesk.domain.errors import BadInput, NotFound

# -- a session in memory, two pages --------------------------------------------------------------------------


@dataclass(frozen=True)
class AddNote(Command[str]):
    """Add a note."""

    text: str


@dataclass
class MemorySession:
    """Notes in a list, with undo."""

    notes: list[str] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)
    closed: bool = False

    def run(self, command: Any) -> Outcome[Any]:
        if not command.text:
            raise NotFound("gone")
        if command.text == "bug":
            raise RuntimeError("a secret name")
        self.notes.append(command.text)
        return Outcome(command.text, frozenset({"note"}), f"Note « {command.text} » ajoutée")

    def ask(self, query: Callable[..., Any], *args: Any) -> Any:
        return query(self, *args)

    def undo(self) -> Outcome[None]:
        self.undone.append(self.notes.pop())
        return Outcome(None, frozenset({"note"}), "")

    def redo(self) -> Outcome[None]:
        self.notes.append(self.undone.pop())
        return Outcome(None, frozenset({"note"}), "")

    def undoable(self) -> str | None:
        return f"Note « {self.notes[-1]} » ajoutée" if self.notes else None

    def redoable(self) -> str | None:
        return "Note" if self.undone else None

    def close(self) -> None:
        self.closed = True


def all_notes(session: MemorySession) -> list[str]:
    return list(session.notes)


def around(session: MemorySession) -> Surroundings:
    return Surroundings(
        "notes", "Clisson Sèvre et Maine Agglo", "16 communes", "", "", (("notes", len(session.notes)),)
    )


class NotesPage(Page):
    """A list of notes and a field."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self.refreshed: list[frozenset[str]] = []
        self.subjects: list[object] = []
        self.model: RowsModel[str] = RowsModel(Row, lambda note: note, self)
        self.field = QLineEdit()
        self.field.setAccessibleName("Note")
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        host.actions.bind("notes.add", self.add)

    def refresh(self, changes: frozenset[str]) -> None:
        self.refreshed.append(changes)
        self.host.ask(all_notes, then=self.model.replace, owner=self, replaces="notes")

    def shown(self, subject: object | None) -> None:
        self.subjects.append(subject)

    def take_focus(self) -> None:
        self.field.setFocus()

    def add(self) -> None:
        self.host.run(AddNote(self.field.text()), owner=self)


NOTES = PageEntry(
    "notes",
    "Notes",
    "nav.subjects",
    1,
    NotesPage,
    frozenset({"note"}),
    actions=(
        ActionSpec("notes.add", "Ajouter une note", "act.add", "Ctrl+N", Menu.EDIT, "notes", Scope.PAGE),
    ),
)


def note_from_anywhere(host: PageHost) -> None:
    host.actions.bind("notes.quick", lambda: host.run(AddNote("vite")))


OTHER = PageEntry(
    "other",
    "Autre",
    "nav.report",
    2,
    Page,
    frozenset({"other"}),
    actions=(ActionSpec("notes.quick", "Noter vite", "act.note_subject", "F8"),),
    prepare=note_from_anywhere,
)
LAST = PageEntry("arrivals", "Arrivées", "nav.arrivals", 10, Page, place=Place.BELOW_LINE)


@pytest.fixture
def session() -> MemorySession:
    return MemorySession()


@pytest.fixture
def shell(qtbot: QtBot, theme: Theme, preferences: Preferences, session: MemorySession) -> Iterator[Shell]:
    made = Shell(theme, SyncRunner(), preferences, [NOTES, OTHER, LAST], around)
    qtbot.addWidget(made.window)
    made.show()
    made.window.activateWindow()
    with qtbot.waitSignal(made.opened):
        made.start(lambda: session)
    yield made
    made.window.close()


def notes_page(shell: Shell) -> NotesPage:
    page = shell.page("notes")
    assert isinstance(page, NotesPage)
    return page


def add_note(shell: Shell, text: str) -> NotesPage:
    page = notes_page(shell)
    page.field.setText(text)
    page.field.setModified(False)
    shell.actions.trigger("notes.add")
    return page


# -- window --------------------------------------------------------------------------------------------------


def test_the_window_opens_on_the_first_page(shell: Shell) -> None:
    assert shell.current_page == "notes"
    assert shell.window.windowTitle() == "DGS Desk – Clisson Sèvre et Maine Agglo"
    assert shell.window.status.saved_text() == "Tout est enregistré"
    assert notes_page(shell).refreshed == [frozenset({"*"})]
    assert shell.window.rail.view.currentIndex().data() == "Notes"
    assert notes_page(shell).field.hasFocus()


def test_an_act_is_told_everywhere_and_taken_back(qtbot: QtBot, shell: Shell) -> None:
    page = add_note(shell, "sel")
    assert page.model.items() == ["sel"]
    assert page.refreshed[-1] == frozenset({"note"})
    assert shell.window.toast.isVisible()
    assert shell.window.status.last_act_text() == "Dernier geste : « Note « sel » ajoutée »"
    assert (
        shell.window.rail.view.rail.index_of("notes").data(Qt.ItemDataRole.AccessibleTextRole) == "Notes, 1"
    )
    shell.window.rail.view.setFocus()
    qtbot.keyClick(shell.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.model.items() == []
    assert not shell.window.toast.isVisible()
    assert not shell.actions.action("shell.undo").isEnabled()
    qtbot.keyClick(shell.window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert page.model.items() == ["sel"]


def test_an_act_of_everywhere_needs_no_page(qtbot: QtBot, shell: Shell, session: MemorySession) -> None:
    qtbot.keyClick(shell.window, Qt.Key.Key_F8)
    assert session.notes == ["vite"]
    assert shell.current_page == "notes"


def test_undo_in_a_field_is_the_fields_own(shell: Shell, qtbot: QtBot, session: MemorySession) -> None:
    page = add_note(shell, "sel")
    page.field.setFocus()
    page.field.clear()
    qtbot.keyClicks(page.field, "abc")
    qtbot.keyClick(page.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.notes == ["sel"]
    assert page.field.text() != "abc"


def test_hidden_pages_wait_to_be_refreshed(shell: Shell) -> None:
    page = notes_page(shell)
    shell.open_page("other")
    before = len(page.refreshed)
    shell.host.hub.changed(frozenset({"note"}))
    assert len(page.refreshed) == before
    shell.open_page("notes", "sel")
    assert len(page.refreshed) == before + 1
    assert page.subjects[-1] == "sel"


def test_keys_go_to_pages_and_the_rail_follows(qtbot: QtBot, shell: Shell) -> None:
    qtbot.keyClick(shell.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert shell.current_page == "other"
    assert not shell.actions.action("notes.add").isEnabled()
    qtbot.keyClick(shell.window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert shell.current_page == "arrivals"
    rail = shell.window.rail.view
    rail.setFocus()
    qtbot.keyClick(rail, Qt.Key.Key_Up)
    qtbot.keyClick(rail, Qt.Key.Key_Up)
    qtbot.keyClick(rail, Qt.Key.Key_Return)
    assert shell.current_page == "notes"


def test_a_click_in_the_rail_opens_a_page(qtbot: QtBot, shell: Shell) -> None:
    rail = shell.window.rail.view
    place = rail.visualRect(rail.rail.index_of("other")).center()
    qtbot.mouseClick(rail.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert shell.current_page == "other"


def test_the_rail_folds_when_narrow_and_by_hand(qtbot: QtBot, shell: Shell) -> None:
    shell.window.resize(1366, 700)
    assert not shell.window.rail_folded
    shell.window.resize(1200, 700)
    assert shell.window.rail_folded
    shell.actions.trigger("shell.fold_rail")
    assert not shell.window.rail_folded
    assert shell.window.rail.width() == shell.theme.size("rail_width")


def test_the_settings_stand_at_the_foot(qtbot: QtBot, theme: Theme, preferences: Preferences) -> None:
    foot = PageEntry("settings", "Réglages", "nav.settings", 0, Page, place=Place.FOOT)
    shell = Shell(theme, SyncRunner(), preferences, [NOTES, LAST, foot], around)
    qtbot.addWidget(shell.window)
    shell.show()
    rail = shell.window.rail.view
    qtbot.waitUntil(lambda: rail.visualRect(rail.rail.index_of("settings")).top() > 400)
    QAbstractItemModelTester(rail.rail, QAbstractItemModelTester.FailureReportingMode.Fatal)
    shell.window.close()


def test_the_palette_does_an_act_of_another_page(qtbot: QtBot, shell: Shell, session: MemorySession) -> None:
    notes_page(shell).field.setText("fossés")
    shell.open_page("other")
    qtbot.keyClick(shell.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = shell._palette.palette()
    qtbot.keyClicks(palette._field, "ajouter une note")
    qtbot.keyClick(palette._field, Qt.Key.Key_Return)
    assert shell.current_page == "notes"
    assert session.notes == ["fossés"]
    assert shell.preferences.texts("palette/recent") == ["notes.add"]


def test_text_and_theme_are_remembered(shell: Shell, preferences: Preferences) -> None:
    shell.actions.trigger("shell.larger")
    shell.actions.trigger("shell.theme_dark")
    assert preferences.number("theme/text_scale", 0) == 125
    assert preferences.text("theme/choice") == "dark"
    assert shell.theme.choice is ThemeChoice.DARK


def test_the_sheet_of_keys_lists_every_act(qtbot: QtBot, shell: Shell) -> None:
    qtbot.keyClick(shell.window, Qt.Key.Key_F1)
    page = shell.page("shortcuts")
    rows: Any = page.findChild(RowsModel)
    shown = [item if isinstance(item, str) else item.id for item in rows.items()]
    assert (
        shown.index("Partout") < shown.index("shell.undo") < shown.index("Notes") < shown.index("notes.add")
    )


def test_f6_goes_round_the_panes(qtbot: QtBot, shell: Shell) -> None:
    shell.open_page("shortcuts")
    shell.window.rail.view.setFocus()
    qtbot.keyClick(shell.window, Qt.Key.Key_F6)
    assert not shell.window.rail.view.hasFocus()
    qtbot.keyClick(shell.window, Qt.Key.Key_F6)
    assert shell.window.rail.view.hasFocus()


def test_everything_that_takes_the_keyboard_has_a_name(shell: Shell) -> None:
    shell.open_page("shortcuts")
    nameless = [
        type(widget).__name__
        for widget in shell.window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
        if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert nameless == []


# -- errors --------------------------------------------------------------------------------------------------


def test_a_known_error_becomes_a_message(shell: Shell, session: MemorySession) -> None:
    add_note(shell, "")
    assert session.notes == []
    message = shell.window.messages.message
    assert message is not None
    assert message.what == "Cet élément n’existe plus."
    assert shell.host.all_saved


def test_a_page_may_show_an_error_itself(shell: Shell) -> None:
    got: list[str] = []
    shell.host.run(AddNote(""), failed=lambda error: got.append(shell.host.message_for(error).what))
    assert got == ["Cet élément n’existe plus."]
    assert shell.window.messages.message is None


def test_a_bug_leaves_the_window_open_with_a_report(shell: Shell, caplog: pytest.LogCaptureFixture) -> None:
    add_note(shell, "bug")
    message = shell.window.messages.message
    assert message is not None
    assert message.act is not None
    message.act()
    assert shell.current_page == BUG_REPORT
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text


def test_reports_hold_no_messages_of_exceptions() -> None:
    try:
        try:
            raise ValueError("Jeanne Dupont")
        except ValueError as cause:
            raise RuntimeError("06 00 00 00 00") from cause
    except RuntimeError as error:
        text = report_text(error)
    assert "Jeanne" not in text
    assert "06 00" not in text
    assert "ValueError" in text
    assert "test_shell.py" in text


def test_a_message_leaves_with_its_page(shell: Shell) -> None:
    shell.host.tell(Message("Rien trouvé.", tone="info"))
    assert shell.window.messages.isVisible()
    shell.open_page("other")
    assert not shell.window.messages.isVisible()


# -- saving and closing --------------------------------------------------------------------------------------


def test_unsaved_typing_is_said(shell: Shell) -> None:
    page = notes_page(shell)
    shell.host.mark_unsaved(page, True)
    assert shell.window.status.saved_text() == "Enregistrement…"
    shell.host.mark_unsaved(page, False)
    assert shell.window.status.saved_text() == "Tout est enregistré"


def test_what_a_page_typed_is_forgotten_with_it(shell: Shell) -> None:
    owner = QObject()
    shell.host.mark_unsaved(owner, True)
    owner.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert shell.host.all_saved


def test_closing_carries_out_every_write_first(
    qtbot: QtBot, theme: Theme, preferences: Preferences, session: MemorySession
) -> None:
    runner = ThreadRunner()
    shell = Shell(theme, runner, preferences, [NOTES], around)
    qtbot.addWidget(shell.window)
    shell.show()
    with qtbot.waitSignal(shell.opened):
        shell.start(lambda: session)
    for number in range(20):
        shell.host.run(AddNote(str(number)), quiet=True)
    shell.window.close()
    assert session.notes == [str(number) for number in range(20)]
    assert session.closed


class TypingPage(Page):
    """Sends what is typed only when it is left; what is typed cannot be written."""

    def leaving(self) -> None:
        if self.host.is_open:
            self.host.run(AddNote(""))


def test_closing_waits_when_the_last_write_fails(
    qtbot: QtBot, theme: Theme, preferences: Preferences, session: MemorySession
) -> None:
    page = PageEntry("notes", "Notes", "nav.subjects", 1, TypingPage)
    shell = Shell(theme, ThreadRunner(), preferences, [page], around)
    qtbot.addWidget(shell.window)
    shell.show()
    with qtbot.waitSignal(shell.opened):
        shell.start(lambda: session)
    assert not shell.window.close()
    assert shell.window.messages.message is not None
    assert not session.closed
    assert shell.window.close()
    assert session.closed


def test_closing_while_opening_leaves_nothing_open(
    qtbot: QtBot, theme: Theme, preferences: Preferences, session: MemorySession
) -> None:
    gate = threading.Event()

    def open_slowly() -> MemorySession:
        gate.wait(5)
        return session

    shell = Shell(theme, ThreadRunner(), preferences, [NOTES], around)
    qtbot.addWidget(shell.window)
    shell.start(open_slowly)
    gate.set()
    shell.close()
    assert session.closed


def test_a_session_that_cannot_open_says_why(qtbot: QtBot, theme: Theme, preferences: Preferences) -> None:
    def refuse() -> MemorySession:
        raise NotFound("no_database", "ici.dgsdb")

    shell = Shell(theme, SyncRunner(), preferences, [NOTES], around)
    qtbot.addWidget(shell.window)
    shell.start(refuse)
    message = shell.window.messages.message
    assert message is not None
    assert "ici.dgsdb" in message.what
    shell.window.close()


def test_another_network_can_be_opened(shell: Shell, session: MemorySession) -> None:
    add_note(shell, "sel")
    shell.reopen(lambda: MemorySession(["autre"]))
    assert session.closed
    assert notes_page(shell).model.items() == ["autre"]
    assert shell.window.status.last_act_text().endswith("« autre » ajoutée »")


# -- runner --------------------------------------------------------------------------------------------------


def test_results_come_back_in_order_in_the_interface_thread(qtbot: QtBot) -> None:
    runner = ThreadRunner()
    got: list[tuple[int, bool]] = []
    here = threading.current_thread()
    with qtbot.waitSignals([runner.busy_changed] * 2):
        for number in range(50):
            runner.database(
                lambda number=number: number,
                lambda value: got.append((value, threading.current_thread() is here)),
            )
    assert got == [(number, True) for number in range(50)]
    runner.close()


def test_a_widget_that_is_gone_hears_nothing(qtbot: QtBot) -> None:
    runner = ThreadRunner()
    owner, got = QObject(), []
    gate = threading.Event()
    runner.database(lambda: gate.wait(5), got.append, owner=owner)
    owner.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gate.set()
    runner.close()
    assert got == []


def test_a_newer_question_drops_the_older_answer(shell: Shell) -> None:
    got: list[str] = []
    runner = ThreadRunner()
    host = PageHost(shell.theme, shell.actions, runner, shell.preferences, shell.errors)
    host.open_session(MemorySession())
    for text in ("a", "ab", "abc"):
        host.ask(lambda _, asked: asked, text, then=got.append, owner=shell.window, replaces="search")
    runner.finish()
    runner.close()
    assert got == ["abc"]


def test_failures_in_documents_come_back_too(qtbot: QtBot) -> None:
    runner, got = ThreadRunner(), []

    def fail() -> None:
        raise BadInput("csv_line")

    runner.document(fail, failed=got.append)
    runner.close()
    assert [type(error) for error in got] == [BadInput]
    with pytest.raises(RuntimeError):
        runner.database(lambda: None)


# -- hub and actions -----------------------------------------------------------------------------------------


def test_the_hub_tells_only_those_concerned(qapp: QApplication) -> None:
    hub, one, two = Hub(), QObject(), QObject()
    got: list[str] = []
    hub.subscribe(one, lambda _: got.append("one"), frozenset({"meeting"}))
    hub.subscribe(two, lambda _: got.append("two"))
    hub.changed(frozenset({"action"}))
    hub.changed(frozenset({"meeting"}), initiator=two)
    hub.changed(frozenset())
    hub.unsubscribe(two)
    hub.changed(frozenset({"meeting"}))
    assert got == ["two", "one", "one"]


@pytest.fixture
def registry(qtbot: QtBot, theme: Theme) -> ActionRegistry:
    window = QWidget()
    qtbot.addWidget(window)
    registry = ActionRegistry(theme, window)
    window.__dict__["registry"] = registry
    registry.__dict__["window"] = window
    return registry


def test_every_act_has_a_text_and_its_own_key(shell: Shell) -> None:
    assert shell.actions.problems() == []


def test_shared_keys_and_missing_texts_are_named(registry: ActionRegistry) -> None:
    registry.declare(
        [
            ActionSpec("a.one", "Un", key="Ctrl+N", page="a"),
            ActionSpec("b.one", "Un", key="Ctrl+N", page="b"),
            ActionSpec("a.two", "", key="Ctrl+N", page="a"),
            ActionSpec("a.three", "Trois", key="A", page="a", scope=Scope.LIST),
        ]
    )
    assert registry.problems() == ["a.two: no text", "Ctrl+N used 2 times on « a »"]
    with pytest.raises(ValueError, match="twice"):
        registry.declare([ActionSpec("a.one", "Un")])


def test_letters_act_only_in_their_list_and_can_be_switched_off(
    qtbot: QtBot, registry: ActionRegistry
) -> None:
    got: list[str] = []
    window = registry.__dict__["window"]
    listed, field = QWidget(window), QLineEdit(window)
    listed.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    registry.declare([ActionSpec("o.accept", "Accepter", key="A", scope=Scope.LIST)])
    with pytest.raises(ValueError, match="list"):
        registry.bind("o.accept", lambda: got.append("a"))
    registry.bind("o.accept", lambda: got.append("a"), listed)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_A)
    listed.setFocus()
    qtbot.keyClick(listed, Qt.Key.Key_A)
    registry.use_single_letters(False)
    qtbot.keyClick(listed, Qt.Key.Key_A)
    assert got == ["a"]


def test_a_refused_act_says_why(registry: ActionRegistry) -> None:
    registry.declare([ActionSpec("rota.publish", "Publier")])
    registry.bind("rota.publish", lambda: None)
    registry.allow("rota.publish", False, "Aucune date n’est proposée.")
    told: list[str] = []
    registry.refused.connect(told.append)
    registry.trigger("rota.publish")
    assert told == ["Aucune date n’est proposée."]
    assert registry.action("rota.publish").toolTip() == "Aucune date n’est proposée."
    assert registry.offered() == []


def test_uncaught_exceptions_become_reports(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    catch_bugs(shell)
    error = ValueError("x")
    sys.excepthook(ValueError, error, None)
    assert shell.window.messages.message is not None


def test_qt_speaks_french(qapp: QApplication) -> None:
    make_application()
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "Annuler"


def test_mnemonics_are_distinct() -> None:
    marked = with_mnemonics(["Annuler", "Rétablir", "Ajouter une zone grise", "Aller", "À faire"])
    letters = [text[text.index("&") + 1].lower() for text in marked]
    assert len(set(letters)) == len(letters)


def test_menus_of_the_window_have_distinct_mnemonics(shell: Shell) -> None:
    menus = [menu.menu() for menu in shell.window.menus.actions()]
    for group in (shell.window.menus.actions(), *(menu.actions() for menu in menus if menu)):
        letters = [text[text.index("&") + 1].lower() for text in (a.text() for a in group) if "&" in text]
        assert len(set(letters)) == len(letters)
        assert letters


def test_no_database_library_is_imported_before_the_first_paint() -> None:
    code = (
        "import sys\n"
        "from PySide6.QtCore import QSettings\n"
        "from PySide6.QtWidgets import QApplication\n"
        "app = QApplication([])\n"
        "from dgsdesk.desktop.theme.theme import Theme\n"
        "from dgsdesk.desktop.shell.preferences import Preferences\n"
        "from dgsdesk.desktop.shell.runner import SyncRunner\n"
        "from dgsdesk.desktop.shell.shell import Shell\n"
        "shell = Shell(Theme(app), SyncRunner(), Preferences(QSettings()), [], lambda s: None)\n"
        "shell.show(); app.sendPostedEvents()\n"
        "heavy = {'sqlalchemy', 'alembic', 'docx', 'icalendar', 'holidays', 'typst'} & set(sys.modules)\n"
        "print(sorted(heavy)); shell.window.close()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"
