"""« Annuaire » with real clicks and keys on a real desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.application.arrival.acts import FileArrivals
from dgsdesk.application.arrival.preview import DroppedFile
from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.acts import AddCommission, NameToPost, PersonFields
from dgsdesk.application.directory.letterhead import SetLetterheadFile, SetLogo, letterhead_view
from dgsdesk.application.directory.page import CommissionRow, OrganisationRow, directory_page
from dgsdesk.desktop.components.rows import KEY_ROLE
from dgsdesk.desktop.directory.entry import ENTRY
from dgsdesk.desktop.directory.page import COMMISSIONS, GRID, IDENTITY, ORGANISATIONS, DirectoryPage
from dgsdesk.desktop.shell.page import Page, PageEntry
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.desktop.shell.runner import Job, SyncRunner
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.surroundings import surroundings
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.arrival import Arrival, ArrivalState
from dgsdesk.domain.network import PostStatus, Role
from dgsdesk.shipped import shipped

HOME = PageEntry("home", "Accueil", "nav.home", 1, Page)
LEFT = Qt.MouseButton.LeftButton
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 32


@pytest.fixture
def shell(theme: Theme, preferences: Preferences, clisson: Desk, qtbot: QtBot) -> Iterator[Shell]:
    person = PersonFields("Camille", "Exemple", email="camille@exemple.invalid")
    clisson.run(NameToPost(place(clisson, "Clisson").id, Role.DGS, person))
    made = Shell(theme, SyncRunner(), preferences, (HOME, ENTRY), surroundings)
    qtbot.addWidget(made.window)
    made.window.resize(1366, 728)
    made.window.show()
    made.start(lambda: clisson)
    qtbot.waitUntil(lambda: made.current_page == "home")
    made.open_page("directory")
    yield made
    made.close()


@pytest.fixture
def page(shell: Shell) -> DirectoryPage:
    found = shell.page("directory")
    assert isinstance(found, DirectoryPage)
    return found


def place(desk: Desk, name: str) -> OrganisationRow:
    return next(row for row in desk.ask(directory_page).organisations if row.name == name)


def commission(desk: Desk) -> CommissionRow:
    return desk.ask(directory_page).commissions[0]


def type_text(field: QWidget, text: str) -> None:
    """Type as a French keyboard does, accents included."""
    for char in text:
        QTest.sendKeyEvent(
            QTest.KeyAction.Click, field, Qt.Key.Key_unknown, char, Qt.KeyboardModifier.NoModifier
        )


def retype(field: QWidget, text: str, qtbot: QtBot) -> None:
    """Type another text in the place of the one that stands there; Enter keeps it."""
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    type_text(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def choose(page: DirectoryPage, desk: Desk, name: str) -> None:
    assert page.organisations.choose(place(desk, name).id)


def test_organisations_come_with_the_epci_first_and_vacancies_marked(page: DirectoryPage) -> None:
    model = page.organisations.list.model()
    assert model.index(0, 0).data() == "Clisson Sèvre et Maine Agglo"
    assert model.rowCount() == 17
    said = [model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(17)]
    assert sum("Vacant" in words for words in said) == 16
    assert any("Camille EXEMPLE, DGS" in words for words in said)


@pytest.mark.parametrize(("typed", "count"), [("camille", 1), ("vacant", 16), ("chateau", 1), ("zzz", 0)])
def test_the_filter_finds_names_places_and_vacancies(
    page: DirectoryPage, qtbot: QtBot, typed: str, count: int
) -> None:
    qtbot.keyClicks(page.organisations.filter, typed)
    qtbot.keyClick(page.organisations.filter, Qt.Key.Key_Return)
    assert page.organisations.list.model().rowCount() == count


def test_somebody_is_named_ad_interim_from_a_day(
    page: DirectoryPage, shell: Shell, clisson: Desk, qtbot: QtBot
) -> None:
    choose(page, clisson, "Boussay")
    shell.actions.trigger("directory.name")
    form = page.organisations.sheet.naming
    assert form.isVisible()
    type_text(form.fields.field("given_name"), "Éloïse")
    type_text(form.fields.field("family_name"), "Modèle")
    qtbot.mouseClick(form.interim, LEFT, pos=QPoint(8, form.interim.height() // 2))
    qtbot.keyClick(form.fields.field("family_name"), Qt.Key.Key_Return)
    post = place(clisson, "Boussay").director
    assert post is not None
    assert (post.name, post.status) == ("Éloïse MODÈLE", PostStatus.INTERIM)
    assert form.isHidden()
    page.organisations.sheet.posts.choose(post.appointment_id)
    assert shell.actions.action("directory.vacate").text() == "Mettre fin à l’intérim"


def test_a_name_that_lacks_is_said_in_the_form(
    page: DirectoryPage, shell: Shell, clisson: Desk, qtbot: QtBot
) -> None:
    choose(page, clisson, "Boussay")
    page.organisations.list.setFocus()
    shell.actions.trigger("directory.name")
    form = page.organisations.sheet.naming
    qtbot.mouseClick(form.name, LEFT)
    assert form.problem.isVisible()
    assert form.isVisible()
    given = form.fields.field("given_name")
    given.setFocus()
    qtbot.keyClick(given, Qt.Key.Key_Escape)
    assert form.isHidden()
    qtbot.waitUntil(page.organisations.list.hasFocus)  # where it was when the question was asked


def test_a_known_person_serves_a_second_commune(
    page: DirectoryPage, shell: Shell, clisson: Desk, qtbot: QtBot
) -> None:
    choose(page, clisson, "Gorges")
    shell.actions.trigger("directory.name")
    form = page.organisations.sheet.naming
    form.known.setFocus()
    qtbot.keyClick(form.known, Qt.Key.Key_Down)
    assert not form.fields.field("family_name").isEnabled()
    qtbot.mouseClick(form.name, LEFT)
    assert place(clisson, "Gorges").posts[0].also == ("Clisson",)
    shown = page.organisations.sheet.posts.model().index(0, 0)
    assert "sert aussi Clisson" in shown.data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_person_is_corrected_in_place(page: DirectoryPage, clisson: Desk, qtbot: QtBot) -> None:
    choose(page, clisson, "Clisson")
    fields = page.organisations.sheet.person
    retype(fields.field("family_name"), "Spécimen", qtbot)
    retype(fields.field("title"), "directrice générale des services", qtbot)
    post = place(clisson, "Clisson").posts[0]
    assert (post.person.family_name, post.title) == ("Spécimen", "directrice générale des services")
    assert post.person.email == "camille@exemple.invalid"


def test_a_pause_in_typing_keeps_what_is_typed(page: DirectoryPage, clisson: Desk, qtbot: QtBot) -> None:
    choose(page, clisson, "Clisson")
    field = page.organisations.sheet.room.field("access")
    field.setFocus()
    type_text(field, "étage")
    assert not page.host.all_saved
    if not field.hasFocus():
        pytest.skip("this platform gives the keyboard to no window")
    qtbot.waitUntil(lambda: place(clisson, "Clisson").fields.access == "étage", timeout=3000)
    assert page.host.all_saved


def test_a_wrong_address_is_refused_with_its_sentence(
    page: DirectoryPage, shell: Shell, clisson: Desk, qtbot: QtBot
) -> None:
    choose(page, clisson, "Clisson")
    retype(page.organisations.sheet.person.field("email"), "maire@clisson.fr", qtbot)
    message = shell.window.messages.message
    assert message is not None
    assert "maire@clisson.fr" in message.what
    assert place(clisson, "Clisson").posts[0].person.email == "camille@exemple.invalid"


def test_a_post_is_vacated_and_taken_back(page: DirectoryPage, shell: Shell, clisson: Desk) -> None:
    choose(page, clisson, "Boussay")
    assert not shell.actions.action("directory.vacate").isEnabled()
    choose(page, clisson, "Clisson")
    shell.actions.trigger("directory.vacate")
    post = place(clisson, "Clisson").director
    assert post is not None
    assert post.status is PostStatus.VACANT
    shell.undo()
    post = place(clisson, "Clisson").director
    assert post is not None
    assert post.name == "Camille EXEMPLE"


def test_a_commune_leaves_the_network_and_comes_back(
    page: DirectoryPage, shell: Shell, clisson: Desk
) -> None:
    choose(page, clisson, "Clisson Sèvre et Maine Agglo")
    assert not shell.actions.action("directory.leave").isEnabled()
    choose(page, clisson, "Boussay")
    shell.actions.trigger("directory.leave")
    assert place(clisson, "Boussay").member_to == clisson.clock.today()
    assert not shell.actions.action("directory.leave").isEnabled()
    shell.undo()
    assert place(clisson, "Boussay").member_to is None


def test_the_town_hall_and_its_room_are_edited(page: DirectoryPage, clisson: Desk, qtbot: QtBot) -> None:
    choose(page, clisson, "Clisson")
    sheet = page.organisations.sheet
    retype(sheet.room.field("room"), "Salle du conseil", qtbot)
    retype(sheet.room.field("capacity"), "42", qtbot)
    retype(sheet.hall.field("address"), "3, Grande Rue de la Trinité", qtbot)
    fields = place(clisson, "Clisson").fields
    assert (fields.room, fields.capacity, fields.address) == (
        "Salle du conseil",
        42,
        "3, Grande Rue de la Trinité",
    )


def test_the_grid_shows_every_director(page: DirectoryPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.tabs, LEFT, pos=page.tabs.tabRect(GRID).center())
    assert page.grid.isVisible()
    assert page.grid.model.rowCount() == 17


def test_a_commission_is_made_tied_and_followed(
    page: DirectoryPage, shell: Shell, clisson: Desk, qtbot: QtBot
) -> None:
    shell.actions.trigger("directory.add_commission")
    type_text(page.commissions.new.field, "Voirie et mobilités")
    qtbot.keyClick(page.commissions.new.field, Qt.Key.Key_Return)
    assert commission(clisson).name == "Voirie et mobilités"
    qtbot.keyClicks(page.commissions.ticks_filter, "voirie")
    qtbot.keyClick(page.commissions.ticks_filter, Qt.Key.Key_Return)
    page.commissions.ticks.setCurrentIndex(page.commissions.ticks.model().index(0, 0))
    qtbot.keyClick(page.commissions.ticks, Qt.Key.Key_Space)
    assert "oirie" in commission(clisson).competences[0][1]
    type_text(page.commissions.member.field("given_name"), "Zoé")
    type_text(page.commissions.member.field("family_name"), "Gabarit")
    qtbot.mouseClick(page.commissions.add_member, LEFT)
    assert commission(clisson).members[0].name == "Zoé GABARIT"
    key = page.commissions.members.model().index(0, 0).data(KEY_ROLE)
    page.commissions.members.button_clicked.emit(key)
    assert commission(clisson).members == ()
    retype(page.commissions.name, "Voirie", qtbot)
    assert commission(clisson).name == "Voirie"
    shell.actions.trigger("directory.remove_commission")
    assert clisson.ask(directory_page).commissions == ()


def test_a_commission_is_renamed_where_it_stands(
    page: DirectoryPage, shell: Shell, clisson: Desk, qtbot: QtBot
) -> None:
    clisson.run(AddCommission("Eau", ("EAU-GEPU",)))
    page.refresh(frozenset({"*"}))
    page.open_section(COMMISSIONS)
    retype(page.commissions.name, "Eau et assainissement", qtbot)
    row = commission(clisson)
    assert (row.name, len(row.competences)) == ("Eau et assainissement", 1)


def test_the_home_page_leads_to_our_identity(
    page: DirectoryPage, shell: Shell, clisson: Desk, qtbot: QtBot
) -> None:
    shell.open_page("directory", "identity")
    assert page.sections.currentIndex() == IDENTITY
    message = page.identity.missing.message
    assert message is not None
    assert "boîte aux lettres" in message.what
    retype(page.identity.address.field("mailbox"), "dgs@exemple.invalid", qtbot)
    retype(page.identity.address.field("address"), "13, rue des Ajoncs", qtbot)
    retype(page.identity.signatory.field("signatory_name"), "Camille Exemple", qtbot)
    retype(page.identity.signatory.field("signatory_title"), "Directrice générale des services", qtbot)
    kept = clisson.ask(letterhead_view)
    assert kept.missing == ()
    assert kept.fields.mailbox == "dgs@exemple.invalid"
    message = page.identity.missing.message
    assert message is not None
    assert message.tone == "ok"


def test_logo_and_letterhead_are_chosen_and_taken_away(
    page: DirectoryPage,
    shell: Shell,
    clisson: Desk,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shell.open_page("directory", "identity")
    logo = tmp_path / "logo.png"
    logo.write_bytes(PNG)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(logo), ""))
    qtbot.mouseClick(page.identity.choose_logo, LEFT)
    assert clisson.ask(letterhead_view).logo_name == "logo.png"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(shipped("base.docx")), ""))
    qtbot.mouseClick(page.identity.choose_base, LEFT)
    assert clisson.ask(letterhead_view).base_name == "base.docx"
    qtbot.mouseClick(page.identity.drop_logo, LEFT)
    qtbot.mouseClick(page.identity.drop_base, LEFT)
    kept = clisson.ask(letterhead_view)
    assert (kept.logo_name, kept.base_name) == ("", "")


def test_the_logo_is_drawn_and_lacking_styles_are_named(
    page: DirectoryPage, shell: Shell, clisson: Desk, tmp_path: Path
) -> None:
    shell.open_page("directory", "identity")
    picture = QPixmap(40, 20)
    picture.fill(Qt.GlobalColor.red)
    picture.save(str(tmp_path / "logo.png"))
    clisson.run(SetLogo("logo.png", (tmp_path / "logo.png").read_bytes()))
    plain = BytesIO()
    docx.Document().save(plain)
    clisson.run(SetLetterheadFile("papier.docx", plain.getvalue()))
    page.identity.refresh()
    drawn = [label.pixmap() for label in page.identity.preview.findChildren(QLabel)]
    assert any(not one.isNull() and one.width() == 2 * one.height() for one in drawn)
    assert "DGS Décision" in page.identity.lacking.whole_text()
    clisson.run(SetLetterheadFile("base.docx", shipped("base.docx").read_bytes()))
    page.identity.refresh()
    assert page.identity.lacking.whole_text() == ""


def test_a_picture_that_is_none_is_refused(
    page: DirectoryPage, shell: Shell, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.open_page("directory", "identity")
    path = tmp_path / "logo.png"
    path.write_text("rien", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    qtbot.mouseClick(page.identity.choose_logo, LEFT)
    assert shell.window.messages.message is not None


def test_the_home_page_leads_to_the_grid_of_people(page: DirectoryPage, shell: Shell) -> None:
    shell.open_page("directory", "people")
    assert page.sections.currentIndex() == GRID


def test_a_subject_opens_an_organisation(page: DirectoryPage, shell: Shell, clisson: Desk) -> None:
    page.open_section(IDENTITY)
    shell.open_page("directory", place(clisson, "Monnières").id)
    assert page.sections.currentIndex() == ORGANISATIONS
    assert page.organisations.sheet.organisation is not None
    assert page.organisations.sheet.organisation.name == "Monnières"


def test_a_list_covers_the_sections_until_it_is_taken(
    page: DirectoryPage, clisson: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Commune;Nom;Prénom\nGorges;Exemple;Zoé\nBoussay;Exemple;Zoé\n", encoding="utf-8")
    page.import_pane.open_file(path)
    assert page.import_pane.isVisible()
    qtbot.mouseClick(page.import_pane.take, LEFT)
    assert page.organisations.isVisible()
    assert place(clisson, "Gorges").posts[0].also == ("Boussay",)


def test_acts_have_keys_that_nobody_else_has(shell: Shell) -> None:
    assert shell.actions.problems() == []


def test_everything_has_a_name_for_screen_readers(page: DirectoryPage, shell: Shell, clisson: Desk) -> None:
    clisson.run(AddCommission("Voirie"))
    page.refresh(frozenset({"*"}))
    choose(page, clisson, "Clisson")
    for section in (ORGANISATIONS, GRID, COMMISSIONS, IDENTITY):
        page.open_section(section)
        assert nameless(page) == [], section


def nameless(page: QWidget) -> list[str]:
    """Return the kinds of the parts that Tab reaches and nobody can name."""
    return [
        f"{type(part).__name__} in {type(part.parent()).__name__}"
        for part in page.findChildren(QWidget)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part.isVisible()
        and not part.accessibleName()
        and not getattr(part, "text", lambda: "")()
    ]


def open_list(page: DirectoryPage, tmp_path: Path, content: str) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(content, encoding="utf-8")
    page.import_pane.open_file(path)


def test_columns_are_said_by_hand_and_remembered(
    page: DirectoryPage, clisson: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    content = "Lieu dit;Qui donc\nGorges;MODÈLE Zoé\n"
    open_list(page, tmp_path, content)
    pane = page.import_pane
    assert "« nom »" in pane.header.accessibleName() or not pane.take.isEnabled()
    for choice, field in zip(pane.columns._choices, ("commune", "whole_name"), strict=True):
        choice.setCurrentIndex(choice.findData(field))
        choice.activated.emit(choice.currentIndex())
    qtbot.mouseClick(pane.take, LEFT)
    assert place(clisson, "Gorges").posts[0].name == "Zoé MODÈLE"
    open_list(page, tmp_path, content)
    assert not pane.take.isEnabled()
    assert nameless(page) == []


def test_somebody_who_resembles_is_shown_beside_and_merged(
    page: DirectoryPage, clisson: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    open_list(page, tmp_path, "commune;nom;prénom;tél\nClisson;Exemples;Camille;0240112233\n")
    pane = page.import_pane
    assert not pane.take.isEnabled()
    pane.list.choose("2")
    assert pane.card.isVisible()
    pane.card.choice.setFocus()
    qtbot.keyClick(pane.card.choice, Qt.Key.Key_Down)
    qtbot.mouseClick(pane.take, LEFT)
    person = place(clisson, "Clisson").posts[0].person
    assert (person.family_name, person.phone) == ("Exemple", "0240112233")


def test_a_list_of_mayors_changes_posts_on_a_day_in_one_act(
    page: DirectoryPage,
    shell: Shell,
    clisson: Desk,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "maires.csv"
    path.write_text("commune;nom;prénom\nGorges;Exemple;Zoé\nBoussay;Modèle;Lou\n", encoding="utf-8")
    asked: list[str] = []

    def chosen(_parent: object, title: str, *_: object) -> tuple[str, str]:
        asked.append(title)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", chosen)
    shell.actions.trigger("directory.mandate")
    assert asked == ["Choisir la liste des nouveaux maires (commune, prénom, nom)"]
    pane = page.import_pane
    assert pane.purpose.day.isVisible()
    qtbot.mouseClick(pane.take, LEFT)
    assert [post.name for post in place(clisson, "Gorges").posts if post.role is Role.MAYOR] == [
        "Zoé EXEMPLE"
    ]
    shell.undo()
    assert not any(post.role is Role.MAYOR for post in place(clisson, "Boussay").posts)


def test_contact_data_are_erased_after_it_was_said_what_goes(
    page: DirectoryPage, shell: Shell, clisson: Desk, qtbot: QtBot
) -> None:
    choose(page, clisson, "Clisson")
    shell.actions.trigger("directory.erase")
    form = page.organisations.sheet.erasure
    assert form.isVisible()
    assert "camille@exemple.invalid" in form._parts[0][1].whole_text()
    qtbot.waitUntil(lambda: form.erase.visibleRegion().contains(form.erase.rect().center()))
    qtbot.mouseClick(form.erase, LEFT)
    person = place(clisson, "Clisson").posts[0].person
    assert (person.family_name, person.email) == ("Exemple", "")
    assert form.isHidden()


def test_the_form_of_erasing_stands_while_all_is_looked_through(
    page: DirectoryPage, shell: Shell, clisson: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer takes a second in a network of twenty years: until it came, nothing at all was seen."""
    choose(page, clisson, "Clisson")
    form, late = page.organisations.sheet.erasure, held_back(monkeypatch)
    shell.actions.trigger("directory.erase")
    assert form.isVisible()
    assert form._waiting.whole_text().startswith("Recherche de ce qui serait effacé")
    assert not form.erase.isEnabled()
    assert not form._parts[0][1].isVisible()
    assert form.give_up.hasFocus()
    qtbot.keyClick(form.give_up, Qt.Key.Key_Escape)
    let_go(late)
    assert form.isHidden()  # given up before the answer came

    shell.actions.trigger("directory.erase")
    let_go(late)
    assert not form._waiting.isVisible()
    assert form._parts[0][1].isVisible()
    qtbot.waitUntil(lambda: form.erase.visibleRegion().contains(form.erase.rect().center()))
    qtbot.mouseClick(form.erase, LEFT)
    assert form._waiting.whole_text().startswith("Effacement en cours\u00a0: ")
    assert not form.erase.isEnabled()
    assert not form.give_up.isEnabled()  # what is under way is not given up
    assert form.hasFocus()  # and no field gets what is typed meanwhile
    let_go(late)
    assert form.isHidden()
    assert form.give_up.isEnabled()


def held_back(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """Let what is asked of the database wait, as behind something long; `let_go` lets it have its turn."""
    late: list[Job] = []

    def database(_: SyncRunner, work: Callable[[], Any], *told: Any, **more: Any) -> Job:
        late.append(Job(work, *told, **more))
        return late[-1]

    monkeypatch.setattr(SyncRunner, "database", database)
    return late


def let_go(late: list[Job]) -> None:
    while late:
        job = late.pop(0)
        job.perform()
        job.deliver()


def test_the_directory_and_a_person_go_out(page: DirectoryPage, shell: Shell, clisson: Desk) -> None:
    choose(page, clisson, "Clisson")
    for act in ("export_xlsx", "export_csv", "person_file"):
        shell.actions.trigger(f"directory.{act}")
        message = shell.window.messages.message
        assert message is not None
        assert message.button == "Ouvrir"


def test_a_list_that_came_back_is_matched_in_the_directory(
    page: DirectoryPage, shell: Shell, clisson: Desk, qtbot: QtBot
) -> None:
    content = "Lieu dit;Qui donc\nAilleurs;x\n;\nGorges;MODÈLE Zoé\n".encode()
    clisson.run(FileArrivals((DroppedFile("liste.csv", content),)))
    arrival = clisson.ask(lambda view: view.store.find(Arrival)[0])
    assert "colonnes" in arrival.reason
    shell.open_page("directory", (arrival.id,))
    pane = page.import_pane
    assert pane.isVisible()
    for choice, field in zip(pane.columns._choices, ("commune", "whole_name"), strict=True):
        choice.setCurrentIndex(choice.findData(field))
        choice.activated.emit(choice.currentIndex())
    qtbot.mouseClick(pane.take, LEFT)
    assert clisson.ask(lambda view: view.store.find(Arrival)[0].state) is ArrivalState.FILED
