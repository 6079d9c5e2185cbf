"""The page of settings, by clicks and keys on a real network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.application.action.acts import AddAction
from dgsdesk.application.desk import Desk, View
from dgsdesk.application.dossier.content import DossierSender
from dgsdesk.application.home.page import home_page
from dgsdesk.application.home.todos import Todo, TodoKind
from dgsdesk.application.pace import Pace
from dgsdesk.application.privacy.notice import notice_row
from dgsdesk.application.safety.checking import check_network
from dgsdesk.application.safety.restoring import preview_restore
from dgsdesk.application.safety.safekeeping import safekeeping
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.grey_zones.entry import ENTRY as GREY_ZONES
from dgsdesk.desktop.settings.entry import ENTRY
from dgsdesk.desktop.settings.long_work import LongWork
from dgsdesk.desktop.settings.page import SettingsPage
from dgsdesk.desktop.shell.preferences import SINGLE_LETTERS, Preferences
from dgsdesk.desktop.shell.runner import SyncRunner
from dgsdesk.desktop.shell.session import Surroundings
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.theme.theme import Theme, ThemeChoice
from tests.copies import flip_a_bit, plain_copy
from tests.desktop.conftest import OpenShell

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def shell(open_shell: OpenShell, clisson: Desk) -> Shell:
    return open_shell(clisson, [GREY_ZONES, ENTRY], "settings")


@pytest.fixture
def page(shell: Shell) -> SettingsPage:
    found = shell.page("settings")
    assert isinstance(found, SettingsPage)
    return found


def pick(field: QComboBox, value: str) -> None:
    """Choose in a list as the keyboard does."""
    field.setCurrentIndex(field.findData(value))
    field.activated.emit(field.currentIndex())


def test_ctrl_comma_comes_here_and_arrows_choose_a_section(page: SettingsPage, shell: Shell) -> None:
    assert shell.actions.action("settings.open").shortcut().toString() == "Ctrl+,"
    assert page.header.title() == "Affichage et clavier"
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert page.header.title() == "Données personnelles"
    shell.open_page("settings", "signatures")
    assert page.header.title() == "Signatures des dossiers"
    assert shell.actions.problems() == []


def test_theme_and_size_are_chosen_and_remembered(
    page: SettingsPage, theme: Theme, preferences: Preferences
) -> None:
    pick(page.display.themes, "dark")
    assert theme.choice is ThemeChoice.DARK
    assert preferences.text("theme/choice") == "dark"
    pick(page.display.sizes, "150")
    assert theme.text_scale == 150
    assert preferences.number("theme/text_scale", 100) == 150
    theme.zoom(0)
    assert page.display.sizes.currentData() == "100"


def test_letters_are_switched_off_and_stay_off(
    page: SettingsPage, shell: Shell, preferences: Preferences
) -> None:
    page.display.letters.click()
    assert not preferences.flag(SINGLE_LETTERS, True)
    letter = shell.actions.action("grey_zones.commune")
    assert letter.shortcuts() == []
    shell.actions.use_single_letters(True)
    assert [key.toString() for key in letter.shortcuts()] == ["C"]
    assert ENTRY.prepare is not None
    ENTRY.prepare(shell.host)  # as at the next start
    assert letter.shortcuts() == []


def test_a_copy_is_made_where_one_wants_and_told(page: SettingsPage, shell: Shell, tmp_path: Path) -> None:
    shell.open_page("settings", "safekeeping")
    stick = tmp_path / "clé"
    page.safekeeping.choose_folder = lambda _start: str(stick)
    assert page.safekeeping.place.whole_text().endswith("reseau.dgsdb")
    QTest.mouseClick(page.safekeeping.save, LEFT)
    (copy,) = stick.glob("*.dgsdb.gz")
    assert shell.window.messages.isVisible()
    assert copy.stat().st_size > 0


def test_a_stick_is_chosen_once_copied_to_in_one_click_and_recalled(
    page: SettingsPage, shell: Shell, clisson: Desk, tmp_path: Path
) -> None:
    shell.open_page("settings", "safekeeping")
    part, stick = page.safekeeping.second, tmp_path / "clé"
    stick.mkdir()
    assert not part.copy.isEnabled()
    part.choose_folder = lambda: str(stick)
    QTest.mouseClick(part.where, LEFT)
    assert "Aucune copie n’a encore été faite" in part.said.whole_text()
    assert [todo.title for todo in copies_due(clisson)] == ["Copier le réseau ailleurs"]
    QTest.mouseClick(part.copy, LEFT)
    (copy,) = stick.glob("DGS Desk*/*.dgsdb.gz")
    assert "Dernière copie" in part.said.whole_text()
    assert copies_due(clisson) == []
    assert clisson.ask(preview_restore, str(copy)).lines == ()
    pick(part.every, "30")
    assert clisson.ask(safekeeping).second.every_days == 30  # type: ignore[union-attr]
    stick.rename(tmp_path / "partie")
    QTest.mouseClick(part.copy, LEFT)
    assert "n’est pas là" in shell.window.messages.message.what  # type: ignore[union-attr]
    assert "branchez la clé" in part.said.whole_text()


def copies_due(desk: Desk) -> list[Todo]:
    return [
        todo for group in desk.ask(home_page).groups for todo in group.lines if todo.kind is TodoKind.BACKUP
    ]


def test_everything_leaves_in_open_formats_from_the_page(
    page: SettingsPage, shell: Shell, tmp_path: Path
) -> None:
    shell.open_page("settings", "safekeeping")
    part = page.safekeeping.exporting
    part.choose_folder = lambda: str(tmp_path / "export")
    QTest.mouseClick(part.export, LEFT)
    assert (tmp_path / "export" / "dgsdesk.json").is_file()
    QTest.mouseClick(part.export, LEFT)
    assert "n’est pas vide" in shell.window.messages.message.what  # type: ignore[union-attr]


def test_a_long_work_shows_its_pace_and_is_given_up(page: SettingsPage, shell: Shell) -> None:
    shell.open_page("settings", "safekeeping")
    work, seen = page.safekeeping.saving, list[str]()

    def copying(_view: View) -> Callable[[Pace], str]:
        def steps(pace: Pace) -> str:
            pace.stage("Copie du réseau")
            pace.step(1, 3)
            assert work.isVisible()
            seen.append(work.line.accessibleName())
            QTest.mouseClick(work.cancel, LEFT)
            pace.step(2, 3)
            raise AssertionError("it goes on")

        return steps

    work.begin(copying, then=seen.append)
    assert seen == ["Copie du réseau\u00a0: 33\u00a0%"]
    assert shell.window.messages.message.what == "L’opération a été annulée."  # type: ignore[union-attr]
    assert work.isHidden()
    assert page.safekeeping.save.isEnabled()


def test_giving_up_the_copy_or_a_bad_folder_changes_nothing(
    page: SettingsPage, shell: Shell, tmp_path: Path
) -> None:
    shell.open_page("settings", "safekeeping")
    page.safekeeping.choose_folder = lambda _start: ""
    QTest.mouseClick(page.safekeeping.save, LEFT)
    assert not shell.window.messages.isVisible()
    blocked = tmp_path / "fichier"
    blocked.write_text("ceci n’est pas un dossier")
    page.safekeeping.choose_folder = lambda _start: str(blocked)
    QTest.mouseClick(page.safekeeping.save, LEFT)
    assert shell.window.messages.isVisible()


def test_the_notice_is_worded_and_brought_back(page: SettingsPage, clisson: Desk) -> None:
    usual = clisson.ask(notice_row)
    page.shown("privacy")
    pane = page.privacy
    assert pane.text.text() == usual.text
    assert not pane.usual.isEnabled()

    pane.text.setFocus()
    pane.text.setPlainText("Vos données servent aux réunions du réseau.")
    page.shown("display")
    assert clisson.ask(notice_row).text == "Vos données servent aux réunions du réseau."

    page.shown("privacy")
    QTest.mouseClick(pane.usual, Qt.MouseButton.LeftButton)
    assert clisson.ask(notice_row) == usual


def test_a_backup_is_read_restored_and_taken_back_from_the_page(
    page: SettingsPage, shell: Shell, clisson: Desk, tmp_path: Path
) -> None:
    shell.open_page("settings", "safekeeping")
    pane = page.safekeeping
    pane.choose_folder = lambda _start: str(tmp_path / "clé")
    QTest.mouseClick(pane.save, LEFT)
    (copy,) = (tmp_path / "clé").glob("*.dgsdb.gz")
    shell.host.run(AddAction(None, "Relever les compteurs"))
    pane.restoring.choose_file = lambda: str(copy)
    QTest.mouseClick(pane.restoring.other, LEFT)
    assert "Relever les compteurs" in pane.restoring.preview.whole_text()
    QTest.mouseClick(pane.restoring.leave, LEFT)
    assert pane.restoring.preview.isHidden()
    QTest.mouseClick(pane.restoring.other, LEFT)
    QTest.mouseClick(pane.restoring.go_back, LEFT)
    assert pane.restoring.other.hasFocus()
    assert (clisson.undoable() or "").startswith("Sauvegarde du ")
    assert "avant une restauration" in pane.restoring.choices.itemText(0)
    assert pane.restoring.choices.toolTip() == pane.restoring.choices.currentText()
    clisson.undo()
    assert clisson.undoable() == "Action ajoutée\u00a0: Relever les compteurs"


def test_a_backup_takes_the_place_of_a_file_that_is_damaged_in_itself(
    qtbot: QtBot,
    theme: Theme,
    preferences: Preferences,
    open_here: Callable[[], Desk],
    clisson: Desk,
    database: Path,
    tmp_path: Path,
) -> None:
    """The window leaves the damaged file and opens what took its place; a bad backup takes none."""
    copy = plain_copy(clisson, tmp_path / "clé")
    clisson.run(AddAction(None, "Relever les compteurs"))
    clisson.close()
    rotten = flip_a_bit(database, b"CREATE INDEX ix_appointment_organisation_id", b"organisation_id)")
    shell = Shell(theme, SyncRunner(), preferences, [ENTRY], lambda _view: Surroundings(start="settings"))
    qtbot.addWidget(shell.window)
    shell.start(open_here)
    shell.show()

    def go_back() -> str:
        shell.open_page("settings", "safekeeping")
        page = shell.page("settings")
        assert isinstance(page, SettingsPage)
        part = page.safekeeping.restoring
        part.choose_file = lambda: str(copy)
        QTest.mouseClick(part.other, LEFT)
        said = part.preview.whole_text()
        whole = copy.read_bytes()
        copy.write_bytes(b"rien" if not told else whole)  # it rots after it was read
        QTest.mouseClick(part.go_back, LEFT)
        copy.write_bytes(whole)
        told.append(" ".join(one.whole_text() for one in shell.window.messages.findChildren(TextLabel)))
        return said

    told = list[str]()
    assert "Relever les compteurs" in go_back()
    assert "abîmée ou incomplète" in told[-1]
    assert shell.host.is_open
    assert database.read_bytes() == rotten
    assert "prendrait sa place en entier" in go_back()
    assert "a pris la place du fichier abîmé" in told[-1]
    (aside,) = database.parent.glob("reseau-abime_*.dgsdb")
    assert aside.read_bytes() == rotten
    shell.host.ask(check_network, then=lambda report: told.append(report.lines[0]), owner=shell)
    assert "Tout est intact" in told[-1]
    shell.window.close()


def test_the_network_is_looked_through_from_the_page(page: SettingsPage, shell: Shell) -> None:
    shell.open_page("settings", "safekeeping")
    QTest.mouseClick(page.safekeeping.check, LEFT)
    assert page.safekeeping.found.whole_text().endswith("Tout est intact.")


def test_a_long_check_is_seen_from_whatever_section_it_was_asked(
    page: SettingsPage, shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a minute passed in a network of twenty years with the bar out of sight, and the findings too."""
    pane = page.safekeeping
    monkeypatch.setattr(LongWork, "_end", lambda _: None)  # as if it went on
    page.shown("display")
    shell.actions.trigger("settings.check")
    qtbot.waitUntil(lambda: not pane.checking.visibleRegion().isEmpty())
    qtbot.waitUntil(lambda: not pane.found.visibleRegion().isEmpty())


def test_an_emptied_notice_shows_the_usual_one_that_leaves(
    page: SettingsPage, clisson: Desk, qtbot: QtBot
) -> None:
    page.shown("privacy")
    pane = page.privacy
    usual = pane.text.text()
    pane.text.setFocus()
    pane.text.selectAll()
    qtbot.keyClick(pane.text, Qt.Key.Key_Delete)
    pane.text.keep_now()
    assert pane.text.text() == "", "nothing comes under the hand that is about to write"
    pane.register.setFocus()
    qtbot.waitUntil(lambda: pane.text.text() == usual)


def test_typing_the_notice_goes_on_over_a_pause(page: SettingsPage, shell: Shell, clisson: Desk) -> None:
    page.shown("privacy")
    field = page.privacy.text
    field.setFocus()
    field.selectAll()
    type_text(field, "Vos données ")
    assert not shell.host.all_saved
    field.keep_now()  # the pause
    assert shell.host.all_saved
    type_text(field, "servent.")
    field.keep_now()
    assert clisson.ask(notice_row).text == "Vos données servent."


def type_text(widget: QWidget, text: str) -> None:
    for letter in text:
        QTest.sendKeyEvent(
            QTest.KeyAction.Click, widget, Qt.Key.Key_unknown, letter, Qt.KeyboardModifier.NoModifier
        )


def test_words_are_compared_by_telephone_then_forgotten(page: SettingsPage, shell: Shell) -> None:
    sender = DossierSender("DGS de Clisson", "00000000-0000-4000-8000-000000000001", "ab" * 32)
    pane = page.signatures
    assert pane.own.text() == ""
    shell.open_page("settings", "signatures")
    assert len(pane.own.text().split()) == 6
    assert not pane.agree.isEnabled()
    pane.host.ask(meet, sender, then=lambda _: pane.refresh(), owner=pane)
    assert pane.senders.currentText() == "DGS de Clisson"
    assert len(pane.words.text().split()) == 6
    assert pane.standing.text().startswith("Premier dossier ouvert ici le vendredi 27")
    QTest.mouseClick(pane.agree, LEFT)
    assert pane.standing.text().startswith("Mots comparés le vendredi 27")
    assert not pane.agree.isEnabled()
    QTest.mouseClick(pane.forget, LEFT)
    assert not pane.senders.isEnabled()
    assert pane.words.text() == ""


def meet(view: View, sender: DossierSender) -> None:
    view.keyring.meet(sender, view.clock.today())
