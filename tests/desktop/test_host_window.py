"""The window of one meeting, by real clicks: a dossier opened by somebody who has never set anything up."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from email import message_from_bytes
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.agenda.workshop import agenda_workshop
from dgsdesk.application.desk import Desk
from dgsdesk.application.dossier.acts import ExportDossier
from dgsdesk.application.dossier.host import found_in_dossier, host_dossier
from dgsdesk.application.dossier.take import take_preview
from dgsdesk.application.invitation.acts import SendInvitation
from dgsdesk.application.library.acts import AddDocuments, NewFile, Place
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.minutes.holding import WriteEntry
from dgsdesk.application.minutes.session_page import session_page
from dgsdesk.application.review.circulation import CirculateDraft
from dgsdesk.bootstrap.desks import open_session
from dgsdesk.bootstrap.dossiers import open_dossier
from dgsdesk.bootstrap.window import HostOpening
from dgsdesk.desktop.dossier.door import DoorPage
from dgsdesk.desktop.dossier.host_cells import Cell, cells_of
from dgsdesk.desktop.dossier.host_entry import HOST_PLAN, host_surroundings
from dgsdesk.desktop.dossier.host_page import HostPage
from dgsdesk.desktop.dossier.host_remarks import HostRemarksPane
from dgsdesk.desktop.guide.page import GuidePage
from dgsdesk.desktop.meetings.draft.pane import DraftPane
from dgsdesk.desktop.shell.doorbell import Doorbell
from dgsdesk.desktop.shell.page import Spot
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.desktop.shell.runner import SyncRunner
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.dossier import Dossier, DossierWay, Purpose
from dgsdesk.domain.library import OwnerKind
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.richtext import paragraphs_of, plain_text
from tests.conftest import TODAY
from tests.house.test_accessibility import flaw, focusable, name_of
from tests.written_meeting import (
    SENT,
    WASTE,
    Written,
    on_day,
    written_desk,
    written_meeting,
    written_template,
)

__all__ = ["written_desk", "written_meeting", "written_template"]

LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
Laid = Callable[..., Path]
Opened = Callable[[Path], Shell]


@pytest.fixture
def lay(written_desk: Desk, written_meeting: Written) -> Laid:
    """Write a dossier of the written meeting."""

    def lay_it(purpose: Purpose = Purpose.EDIT, **more: str) -> Path:
        command = ExportDossier(written_meeting.id, "DGS de Gorges", purpose, **more)  # type: ignore[arg-type]
        return Path(written_desk.run(command).value.file)

    return lay_it


@pytest.fixture
def open_host(qtbot: QtBot, theme: Theme, preferences: Preferences, tmp_path: Path) -> Iterator[Opened]:
    """Open dossiers in a home folder that holds nothing of ours."""
    made: list[Shell] = []

    def open_it(file: Path) -> Shell:
        for former in made:
            former.window.close()
        opening = HostOpening(file, tmp_path / "chez l’hôte", TODAY)
        pages = opening.pages()
        shell = Shell(
            theme, SyncRunner(), preferences, pages, host_surroundings, found_in_dossier, plan=HOST_PLAN
        )
        made.append(shell)
        qtbot.addWidget(shell.window)
        shell.window.resize(1366, 768)
        shell.show()
        shell.window.activateWindow()

        shell.start(opening.open)
        door = shell.page("door")
        assert isinstance(door, DoorPage)
        qtbot.waitUntil(lambda: shell.host.is_open or not door.leave.isHidden())
        return shell

    yield open_it
    for shell in made:
        shell.window.close()


def page_of(shell: Shell) -> HostPage:
    page = shell.page("meetings")
    assert isinstance(page, HostPage)
    return page


def desk_of(shell: Shell) -> Desk:
    session = shell.host._session
    assert isinstance(session, Desk)
    return session


def press(shell: Shell, text: str) -> None:
    """Click the one button that is seen under a text."""
    found = [
        one
        for one in shell.window.findChildren(QPushButton)
        if one.isVisible() and one.isEnabled() and one.text().replace("&", "") == text
    ]
    assert len(found) == 1, [one.text() for one in shell.window.findChildren(QPushButton) if one.isVisible()]
    QTest.mouseClick(found[0], LEFT)


def read(shell: Shell) -> str:
    seen = [one for one in shell.window.findChildren(QWidget) if one.isVisible()]
    names = {one.accessibleName() for one in seen}
    names |= {one.text() for one in seen if isinstance(one, QPushButton)}
    return " | ".join(sorted(names)).replace("\u00a0", " ")


def notes_of_steps(page: HostPage) -> set[str]:
    assert page.stepper is not None
    return {cell.toolTip().replace("\u00a0", " ") for cell in page.stepper.findChildren(QAbstractButton)}


def type_text(widget: QWidget, text: str) -> None:
    for char in text:
        QTest.sendKeyEvent(QTest.KeyAction.Click, widget, Qt.Key.Key_unknown, char, NO_KEYS)


def test_the_first_panel_says_who_what_and_how(lay: Laid, open_host: Opened) -> None:
    shell = open_host(lay())
    said = read(shell)
    assert "Le compte rendu est entre vos mains" in said
    assert "Relisez l’ordre du jour" not in shell.window.windowTitle()
    assert "à comparer au téléphone" in said
    assert "Tout est enregistré" in said
    assert not shell.window.rail.isVisible()
    offered = {spec.id.partition(".")[0] for spec in shell.actions.offered()}
    assert offered <= {"shell", "host", "prepare", "hold", "draft", "write"}


def test_a_question_that_replaces_another_asks_for_what_both_were_asked_for(
    lay: Laid, open_host: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(open_host(lay()))
    page.open_cell(Cell.DRAFT)
    pane = page._panes[Cell.DRAFT]
    assert isinstance(pane, DraftPane)
    heard: list[frozenset[str]] = []
    answers: list[Callable[..., None]] = []
    monkeypatch.setattr(pane, "refresh", heard.append)
    monkeypatch.setattr(page.host, "ask", lambda *_, then, **__: answers.append(then))
    page.refresh(frozenset({"MinutesEntry"}))
    page.refresh(frozenset({"Backup"}))
    answers[-1]((page._dossier, page._header))  # the older answer is dropped
    assert len(heard) == 1
    assert "MinutesEntry" in heard[0]
    page.refresh(frozenset({"Backup"}))
    answers[-1]((page._dossier, page._header))
    assert len(heard) == 1


def test_before_the_meeting_the_agenda_comes_first_and_a_blind_space_sends_nothing(
    written_desk: Desk, open_host: Opened, qtbot: QtBot
) -> None:
    circle, host = written_desk.ask(
        lambda view: (view.store.find(Circle)[0].id, view.store.find(Organisation, name="Gorges")[0].id)
    )
    planned = written_desk.run(PlanMeeting(circle, date(2027, 3, 9), host)).value
    written_desk.run(AddItem(planned, title="Déneigement"))
    made = written_desk.run(ExportDossier(planned, "DGS de Gorges", Purpose.EDIT)).value
    shell = open_host(Path(made.file))
    assert "prépariez l’ordre du jour" in read(shell)
    dossier, workshop = desk_of(shell).ask(host_dossier), written_desk.ask(agenda_workshop, planned)
    assert dossier is not None
    assert dossier.minutes == workshop.total > sum(item.minutes for item in workshop.items)
    press(shell, "Ouvrir l’ordre du jour")
    assert page_of(shell)._cell is Cell.AGENDA
    page_of(shell).open_cell(Cell.DRAFT)
    assert "Le compte rendu s’écrit après la séance." in read(shell)
    held = shell.window.focusWidget()
    assert held is not None
    qtbot.keyClick(held, Qt.Key.Key_Space)
    assert page_of(shell)._cell is Cell.HOLD
    page_of(shell).open_cell(Cell.RETURN)
    assert "Part l’ordre du jour, signé de ce poste" in read(shell)
    assert "encore de texte" not in read(shell)
    assert not desk_of(shell).ask(lambda view: view.store.find(Dossier, way=DossierWay.SENT))


def test_on_its_day_the_meeting_comes_first_and_sending_back_can_wait(
    written_desk: Desk, open_host: Opened, qtbot: QtBot
) -> None:
    circle, host = written_desk.ask(
        lambda view: (view.store.find(Circle)[0].id, view.store.find(Organisation, name="Gorges")[0].id)
    )
    planned = written_desk.run(PlanMeeting(circle, TODAY, host)).value
    written_desk.run(AddItem(planned, title="Déneigement", minutes=200))
    written_desk.run(SendInvitation(planned))
    shell = open_host(Path(written_desk.run(ExportDossier(planned, "DGS de Gorges")).value.file))
    qtbot.waitUntil(lambda: "1 point, 3 h 45 : 1 h 15 de trop" in read(shell))
    press(shell, "Tenir la séance")
    assert page_of(shell)._cell is Cell.HOLD
    assert page_of(shell)._filled_buttons() == ("hold.open", "hold.close")
    shell.actions.trigger("hold.open")
    assert "Étape 3 : Tenir, étape en cours" in read(shell)
    shell.actions.trigger("hold.close")
    press(shell, "Clore maintenant")
    assert page_of(shell)._cell is Cell.DRAFT  # one writes before one sends back
    assert "encore de texte" in told_of_return(shell)
    page_of(shell).open_cell(Cell.DRAFT)
    pane = page_of(shell).stack.currentWidget()
    assert isinstance(pane, DraftPane)
    (item,) = pane._items.values()
    item.editor.setFocus()
    assert "1 point sans texte" in notes_of_steps(page_of(shell))
    type_text(item.editor, "Dit par l’hôte. ")
    pane.leaving()  # keeps it as a pause in typing does
    qtbot.waitUntil(lambda: "chaque point a son texte" in notes_of_steps(page_of(shell)))
    assert page_of(shell)._cell is Cell.DRAFT
    assert "encore de texte" not in told_of_return(shell)


def told_of_return(shell: Shell) -> str:
    page_of(shell).open_cell(Cell.RETURN)
    return read(shell)


def test_a_host_writes_comes_back_and_returns(lay: Laid, open_host: Opened, written_meeting: Written) -> None:
    file = lay()
    shell = open_host(file)
    press(shell, "Continuer à rédiger")
    pane = page_of(shell).stack.currentWidget()
    assert isinstance(pane, DraftPane)
    editor = pane._items[written_meeting.waste].editor
    editor.setFocus()
    type_text(editor, "Dit par l’hôte. ")
    shell = open_host(file)  # closed and opened again: one goes on where one stopped
    texts = [plain_text(item.text) for item in desk_of(shell).ask(session_page, written_meeting.id).items]
    assert any(text.startswith("Dit par l’hôte.") and WASTE in text for text in texts)
    shell.actions.trigger("host.return")
    press(shell, "Préparer le retour")
    made = page_of(shell)._panes[Cell.RETURN]._made  # type: ignore[union-attr]
    assert made is not None
    assert Path(made.file).is_file()
    message = message_from_bytes(Path(made.message).read_bytes())
    assert message["From"] is None
    assert [part.get_filename() for part in message.walk() if part.get_filename()] == [Path(made.file).name]
    assert "Ouvrir le message" in read(shell)


def test_each_part_opens_by_its_key(lay: Laid, open_host: Opened, qtbot: QtBot) -> None:
    shell = open_host(lay())
    page = page_of(shell)
    for number, cell in enumerate(Cell, start=1):
        if cell is Cell.RETURN:
            qtbot.keyClick(shell.window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
        else:
            qtbot.keyClick(shell.window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)
        assert page._cell is cell
    assert not shell.actions.problems()


def test_what_is_found_stays_in_the_meeting(lay: Laid, open_host: Opened) -> None:
    shell = open_host(lay())
    desk = desk_of(shell)
    for words in ("Gorges", "voirie", "procédure", "abords", "DGS"):
        assert {one.page for one in desk.ask(found_in_dossier, words)} <= {"meetings"}
    (found,) = desk.ask(found_in_dossier, "procédure")
    shell.open_page(found.page, Spot(found.subject, found.step, found.spot))
    assert page_of(shell)._cell is Cell.DRAFT


def test_a_reader_changes_nothing(lay: Laid, open_host: Opened) -> None:
    shell = open_host(lay(Purpose.READ))
    page = page_of(shell)
    assert "vous est communiquée" in read(shell)
    page.open_cell(Cell.DRAFT)
    pane = page.stack.currentWidget()
    assert isinstance(pane, DraftPane)
    assert all(item.editor.isReadOnly() for item in pane._items.values())
    assert not shell.actions.action("draft.word").isEnabled()
    page.open_cell(Cell.AGENDA)
    assert not shell.actions.action("prepare.add_free").isEnabled()
    page.open_cell(Cell.RETURN)
    assert Cell.RETURN not in page._panes


def test_documents_are_seen_and_added(
    written_desk: Desk, written_meeting: Written, lay: Laid, open_host: Opened, tmp_path: Path
) -> None:
    place = Place(OwnerKind.MEETING, written_meeting.id)
    written_desk.run(AddDocuments((NewFile("plan.txt", b"un plan"),), place))
    shell = open_host(lay())
    page = page_of(shell)
    own = tmp_path / "relevé.txt"
    own.write_text("ce que l’hôte ajoute")
    page._attach([str(own)])
    assert page._cell is Cell.DOCUMENTS
    shown = page._panes[Cell.DOCUMENTS].attached._shown  # type: ignore[union-attr]
    assert shown is not None
    names = {line.title for line in shown.lines}
    assert names == {"plan", "relevé"}


def test_a_sealed_dossier_asks_its_passphrase(lay: Laid, open_host: Opened, qtbot: QtBot) -> None:
    shell = open_host(lay(passphrase="quatre mots sans rapport"))
    door = shell.page("door")
    assert isinstance(door, DoorPage)
    assert shell.current_page == "door"
    assert "Ce dossier est protégé" in read(shell)
    qtbot.keyClicks(door.passphrase, "pas la bonne du tout")
    qtbot.keyClick(door.passphrase, Qt.Key.Key_Return)
    assert shell.current_page == "door"
    assert "n’ouvre pas le dossier" in read(shell)
    door.passphrase.clear()
    qtbot.keyClicks(door.passphrase, "quatre mots sans rapport")
    with qtbot.waitSignal(shell.opened):
        press(shell, "Ouvrir le dossier")
    assert shell.current_page == "meetings"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "n’est pas un dossier"),
        (b"PK\x03\x04 cut", "abîmé ou coupé"),
        (b"une lettre", "n’est pas un dossier"),
    ],
)
def test_what_is_no_dossier_is_told_kindly(
    open_host: Opened, tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "reçu.dgsdesk"
    file.write_bytes(content)
    shell = open_host(file)
    assert shell.current_page == "door"
    assert said in read(shell)
    assert "Rien n’a été changé" in read(shell)
    assert not (tmp_path / "chez l’hôte" / "dossiers").exists()


def test_two_windows_do_not_open_one_dossier(lay: Laid, open_host: Opened, tmp_path: Path) -> None:
    file = lay()
    place = open_dossier(file, tmp_path / "chez l’hôte", today=TODAY)
    other = open_session(place.database, TODAY)
    try:
        shell = open_host(file)
        assert shell.current_page == "door"
        assert "est déjà ouvert" in read(shell)
    finally:
        other.close()


def test_a_return_is_sent_to_the_network_that_it_comes_from(
    lay: Laid, open_host: Opened, written_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = open_host(lay())
    shell.actions.trigger("host.return")
    press(shell, "Préparer le retour")
    made = page_of(shell)._panes[Cell.RETURN]._made  # type: ignore[union-attr]
    shell.window.close()
    assert made is not None
    home = Path(written_desk.vault.place.files).parent  # type: ignore[attr-defined]
    monkeypatch.setattr("dgsdesk.bootstrap.places.default_database", lambda: home / "reseau.dgsdb")
    shell = open_host_with(open_host, HostOpening(Path(made.file)).open)
    assert "revient dans votre réseau" in read(shell)


def open_host_with(open_host: Opened, opener: Callable[..., Desk]) -> Shell:
    shell = open_host(Path("absent.dgsdesk"))
    shell.networks.start(opener)
    return shell


def test_the_guide_opens_at_the_host_s_chapter(open_host: Opened, lay: Laid) -> None:
    shell = open_host(lay())
    shell.open_page("meetings")
    shell.actions.trigger("shell.help_here")
    guide = shell.page("guide")
    assert isinstance(guide, GuidePage)
    assert guide.list.chosen_key() == "hote"
    assert "Ctrl+Alt+H" in guide.reader.toPlainText()  # an act that this window itself has not


def test_remarks_on_a_draft_are_noted_and_go_back(
    lay: Laid, open_host: Opened, written_desk: Desk, written_meeting: Written, qtbot: QtBot
) -> None:
    on_day(written_desk, SENT)
    written_desk.run(CirculateDraft(written_meeting.id))
    shell = open_host(lay(Purpose.OBSERVE))
    assert "vous est soumis" in read(shell)
    press(shell, "Relire le projet")
    page = page_of(shell)
    pane = page._panes[Cell.DRAFT]
    assert isinstance(pane, HostRemarksPane)
    pane.draft.setTextCursor(pane.draft.document().find("première plainte"))
    assert pane.quote.text() == "première plainte"
    assert pane.item.currentData() == written_meeting.waste
    qtbot.keyClick(shell.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert pane.model.rowCount() == 0
    assert not pane.problem.isHidden()  # nothing was said yet
    type_text(pane.text, "La seconde, depuis juin.")
    press(shell, "Noter l’observation")
    assert pane.model.rowCount() == 1
    qtbot.waitUntil(lambda: "1 observation" in notes_of_steps(page))
    shell.actions.trigger("host.return")
    press(shell, "Préparer le retour")
    made = page._panes[Cell.RETURN]._made  # type: ignore[union-attr]
    assert made is not None
    preview = written_desk.ask(take_preview, "retour.dgsdesk", Path(made.file).read_bytes())
    assert [one.before for one in preview.observations] == ["première plainte"]


@pytest.mark.parametrize("purpose", list(Purpose))
def test_everything_has_a_name_that_can_be_said(lay: Laid, open_host: Opened, purpose: Purpose) -> None:
    shell = open_host(lay(purpose))
    page = page_of(shell)
    for cell in cells_of(purpose):
        page.open_cell(cell)
        flaws = {type(one).__name__: flaw(name_of(one)) for one in focusable(shell)}
        assert {kind: said for kind, said in flaws.items() if said} == {}, cell


def test_a_newer_dossier_is_told_looked_at_and_taken(
    lay: Laid, open_host: Opened, written_desk: Desk, written_meeting: Written
) -> None:
    shell = open_host(lay())
    desk_of(shell).run(WriteEntry(written_meeting.roads, paragraphs_of("Écrit chez l’hôte.")))
    written_desk.run(WriteEntry(written_meeting.waste, paragraphs_of("Écrit chez nous, depuis.")))
    newer = lay(name="nouveau.dgsdesk")
    shell = open_host(newer)
    assert "une version plus récente" in read(shell)
    press(shell, "Voir ce qu’elle change")
    assert "1 changement repris" in read(shell)
    press(shell, "Reprendre le dossier")
    texts = {
        item.id: plain_text(item.text) for item in desk_of(shell).ask(session_page, written_meeting.id).items
    }
    assert texts[written_meeting.waste] == "Écrit chez nous, depuis."
    assert texts[written_meeting.roads] == "Écrit chez l’hôte."
    assert "une version plus récente" not in read(shell)
    assert "une version plus récente" not in read(open_host(newer))  # it was taken already


def test_a_newer_dossier_handed_over_is_told_in_the_window_that_is_open(
    lay: Laid,
    open_host: Opened,
    written_desk: Desk,
    written_meeting: Written,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent = lay()
    openings: list[HostOpening] = []
    took = HostOpening.open

    def noted(self: HostOpening, passphrase: str = "") -> Desk:
        openings.append(self)
        return took(self, passphrase)

    monkeypatch.setattr(HostOpening, "open", noted)
    shell = open_host(sent)
    Doorbell(shell, openings[0], HOST_PLAN.handed)
    letters = Path(openings[0].prepare())
    (letters / "encore.json").write_text(json.dumps({"file": str(sent)}))
    qtbot.waitUntil(lambda: not list(letters.iterdir()))
    assert "une version plus récente" not in read(shell)
    written_desk.run(WriteEntry(written_meeting.waste, paragraphs_of("Écrit chez nous, depuis.")))
    (letters / "neuf.json").write_text(json.dumps({"file": str(lay(name="nouveau.dgsdesk"))}))
    qtbot.waitUntil(lambda: "une version plus récente" in read(shell))
    press(shell, "Voir ce qu’elle change")
    assert "1 changement repris" in read(shell)
