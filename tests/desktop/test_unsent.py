"""What is typed and not sent is on the disk within two seconds, and offered at the next start."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.desktop.components.saved_fields import SavedLine, SavedText
from dgsdesk.desktop.components.search_field import SearchField
from dgsdesk.desktop.shell.page import KEPT_UNSEEN, SECRET
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.shell.unsent import UnsentWords
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.errors import NotFound
from tests.desktop.notes import AddNote, MemorySession

Start = Callable[[], UnsentWords]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "reseau.dgsdb"


@pytest.fixture
def start(shell: Shell, database: Path) -> Iterator[Start]:
    """Return what begins to follow, as a start of the program does; the one before ends."""
    made: list[UnsentWords] = []

    def begin() -> UnsentWords:
        while made:
            made.pop().end()
        made.append(UnsentWords(shell, database))
        return made[-1]

    yield begin
    while made:
        made.pop().end()


@pytest.fixture
def form(shell: Shell, qtbot: QtBot) -> QWidget:
    """A form on the page in front."""
    page = shell.window.stack.currentWidget()
    made = QWidget(page)
    QVBoxLayout(made)
    made.setGeometry(0, 0, 400, 300)
    made.show()
    return made


def field_in(form: QWidget, field: QLineEdit | QPlainTextEdit, name: str = "Réponse à l’observation") -> None:
    layout = form.layout()
    assert layout is not None
    layout.addWidget(field)
    field.setAccessibleName(name)
    field.show()
    field.setFocus()
    assert QApplication.focusWidget() is field


def kept(database: Path) -> str:
    file = database.with_name(".reseau.dgsdb.saisie")
    return file.read_text(encoding="utf-8") if file.exists() else ""


def typed(field: QWidget, words: str) -> None:
    for letter in words:
        QTest.sendKeyEvent(
            QTest.KeyAction.Click, field, Qt.Key.Key_unknown, letter, Qt.KeyboardModifier.NoModifier
        )


@pytest.mark.parametrize("make", [QLineEdit, QPlainTextEdit])
def test_words_of_a_form_outlive_a_kill(
    qtbot: QtBot, shell: Shell, start: Start, form: QWidget, database: Path, make: Callable[[], QLineEdit]
) -> None:
    start()
    field = make()
    field_in(form, field)
    typed(field, "Déjà prévu à l’été")
    qtbot.waitUntil(lambda: "Déjà prévu à l’été" in kept(database), timeout=2000)
    assert database.with_name(".reseau.dgsdb.saisie").stat().st_mode & 0o077 == 0

    again = start()
    form.hide()  # it is not there at the next start
    bar = shell.window.messages
    assert "«\u00a0Déjà prévu à l’été\u00a0»" in bar.accessibleName()
    assert "Réponse à l’observation" in bar.accessibleName()
    again._copy()
    assert QApplication.clipboard().text() == "Déjà prévu à l’été"
    assert "Ils sont copiés\u00a0: il reste à les coller" in bar.accessibleName()
    assert kept(database), "what was copied may still be lost"
    again._forget()
    qtbot.waitUntil(lambda: not kept(database))


def test_what_was_sent_or_given_up_is_not_kept(
    qtbot: QtBot, start: Start, form: QWidget, database: Path
) -> None:
    start()
    sent, given_up = QLineEdit(), QPlainTextEdit()
    for field in (sent, given_up):
        field_in(form, field)
        typed(field, "un")
        qtbot.waitUntil(lambda: "un" in kept(database))
        if field is sent:
            field.clear()
            qtbot.waitUntil(lambda: not kept(database))
    form.hide()
    start()  # the one before wrote what still stood
    assert not kept(database)


def test_a_form_that_keeps_its_words_keeps_them_unseen(
    qtbot: QtBot, start: Start, form: QWidget, database: Path
) -> None:
    form.setProperty(KEPT_UNSEEN, True)
    start()
    field = QLineEdit()
    field_in(form, field)
    typed(field, "un avaloir")
    form.hide()
    qtbot.waitUntil(lambda: "un avaloir" in kept(database))


def test_a_line_that_keeps_itself_is_kept_until_it_does(
    qtbot: QtBot, shell: Shell, start: Start, form: QWidget, database: Path
) -> None:
    start()
    field = SavedLine(shell.theme, "Titre")
    field_in(form, field, "Titre")
    typed(field, "Déneigement")
    qtbot.waitUntil(lambda: "Déneigement" in kept(database))
    typed(field, " d’hiver")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not kept(database))


def test_secrets_and_searches_stay_out(
    qtbot: QtBot, shell: Shell, start: Start, form: QWidget, database: Path
) -> None:
    start()
    hidden, shown = QLineEdit(), QLineEdit()
    hidden.setEchoMode(QLineEdit.EchoMode.Password)
    shown.setProperty(SECRET, True)
    for field in (hidden, shown, SearchField(shell.theme, "Filtrer")):
        field_in(form, field)
        typed(field, "phrase")
    start()  # the one before wrote what was there to write
    assert not kept(database)


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b"[1, 2]", b'{"a": 1}', b"[" * 100_000, b'[["a", "b", "c"]]']
)
def test_a_rotten_file_says_nothing(shell: Shell, start: Start, database: Path, content: bytes) -> None:
    database.with_name(".reseau.dgsdb.saisie").write_bytes(content)
    start()
    assert not shell.window.messages.isVisible()


def test_words_for_a_thing_that_is_gone_are_offered(
    qtbot: QtBot, shell: Shell, session: MemorySession, start: Start, database: Path
) -> None:
    start()

    def gone(_: object) -> None:
        raise NotFound("gone")

    session.run = gone  # type: ignore[assignment,method-assign]
    owner = QWidget()
    shell.host.run(AddNote("Un rond-point à refaire"), owner=owner, quiet=True)
    bar = shell.window.messages
    assert "leur place n’est plus là" in bar.accessibleName()
    assert "«\u00a0Un rond-point à refaire\u00a0»" in bar.accessibleName()
    qtbot.waitUntil(lambda: "Un rond-point à refaire" in kept(database), timeout=2000)

    heard: list[object] = []
    shiboken6.delete(owner)
    shell.host.run(AddNote("Encore"), owner=owner, failed=heard.append, quiet=True)
    assert heard == [], "who asked is gone itself"
    assert "«\u00a0Encore\u00a0» (et d’autres)" in bar.accessibleName()


def test_a_field_that_waits_for_its_button_is_kept_after_its_pause(
    qtbot: QtBot, start: Start, form: QWidget, theme: Theme, database: Path
) -> None:
    start()
    field = SavedText(theme, "Solution", waits=True)
    field_in(form, field)
    typed(field, "Chacun paie")
    field.keep_now()  # as after a pause: nobody takes it
    qtbot.waitUntil(lambda: "Chacun paie" in kept(database), timeout=2000)
