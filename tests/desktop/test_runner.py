"""What stands behind the window: runner, hub, actions, mnemonics."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.desktop.shell.actions import ActionRegistry, ActionSpec, Scope
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.hub import Hub
from dgsdesk.desktop.shell.launch import catch_bugs, make_application
from dgsdesk.desktop.shell.mnemonics import with_mnemonics
from dgsdesk.desktop.shell.runner import Job, SyncRunner, ThreadRunner
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.errors import BadInput, NotFound
from tests.desktop.notes import (
    MemorySession,
)


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


def test_a_question_that_a_newer_one_replaced_is_not_even_read(qtbot: QtBot) -> None:
    runner = ThreadRunner()
    gate, read = threading.Event(), list[str]()
    runner.database(lambda: gate.wait(5))
    older = runner.database(lambda: read.append("older"))
    older.only_reads = True
    written = runner.database(lambda: read.append("written"))
    for job in (older, written):
        job.cancel()
    gate.set()
    runner.close()
    assert read == ["written"]


def test_what_is_asked_while_typing_goes_to_the_worker_when_the_key_is_done(qtbot: QtBot) -> None:
    runner = ThreadRunner()
    begun, got = threading.Event(), list[str]()
    runner.hold()
    runner.database(begun.set)
    runner.database(lambda: "second", got.append)
    assert not begun.wait(0.02)
    qtbot.waitUntil(lambda: got == ["second"])
    runner.hold()
    runner.database(lambda: "third", got.append)
    runner.finish()
    assert got == ["second", "third"]
    runner.hold()
    runner.database(lambda: got.append("last"))
    runner.close()
    assert got == ["second", "third", "last"]


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
    assert registry.problems() == ["a.two: no text", "Ctrl+N used 2 times on « a »"]
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


def test_work_in_pieces_lets_others_have_their_turn(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dgsdesk.desktop.shell.runner.PIECE_S", 0.0)
    said: list[str] = []

    def work(name: str) -> Iterator[None]:
        for at in range(3):
            said.append(f"{name}{at}")
            QTimer.singleShot(0, lambda: said.append("other"))
            yield

    runner, owner, gone = ThreadRunner(), QObject(), QObject()
    runner.in_pieces(work("a"), owner)
    runner.in_pieces(work("left"), owner).cancel()
    runner.in_pieces(work("ownerless"), gone)
    shiboken6.delete(gone)
    qtbot.waitUntil(lambda: said.count("other") == 5)
    runner.close()
    assert said.index("other") < said.index("a1") < said.index("a2")
    assert {word for word in said if word.startswith(("left", "ownerless"))} == {"left0", "ownerless0"}
    said.clear()
    SyncRunner().in_pieces(work("b"), owner)
    assert said == ["b0", "b1", "b2"]


def test_what_a_replaced_question_could_not_find_is_not_told() -> None:
    told: list[Exception] = []

    def lost() -> None:
        raise NotFound("gone")

    def bug() -> None:
        raise ValueError("a bug")

    for work, only_reads in ((lost, True), (bug, True), (lost, False)):
        job = Job(work, failed=told.append, only_reads=only_reads)
        job.perform()
        job.cancel()  # a newer one is asked while its answer is on its way
        job.deliver()
    assert [type(error) for error in told] == [ValueError, NotFound]
