"""Durations, what has passed them, and the handing over to archives, by clicks on a real network."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest

from dgsdesk.application.desk import Desk
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.application.privacy.retention import retention_page
from dgsdesk.application.review.approval import ConfirmApproval
from dgsdesk.application.review.circulation import CirculateDraft
from dgsdesk.application.safety.archive_export import INVENTORY
from dgsdesk.desktop.components.fields import choose
from dgsdesk.desktop.settings.entry import ENTRY
from dgsdesk.desktop.settings.page import SettingsPage
from dgsdesk.domain.retention import KeptKind
from tests.desktop.conftest import OpenShell
from tests.desktop.test_settings_page import pick
from tests.written_meeting import (
    APPROVED_ON,
    SENT,
    Written,
    on_day,
    written_desk,
    written_meeting,
    written_template,
)

__all__ = ["written_desk", "written_meeting", "written_template"]

LEFT = Qt.MouseButton.LeftButton


def test_what_passed_its_time_is_asked_about_then_erased(
    open_shell: OpenShell, written_desk: Desk, written_meeting: Written
) -> None:
    on_day(written_desk, date(2029, 1, 10))
    shell = open_shell(written_desk, [ENTRY], "settings")
    page = shell.page("settings")
    assert isinstance(page, SettingsPage)
    shell.open_page("settings", "keeping")
    pane = page.keeping
    assert "17 réponses" in pane.sentence.text().replace("\u00a0", " ")
    assert pane.overdue[KeptKind.ANSWERS].isVisibleTo(pane)
    assert not pane.overdue[KeptKind.CONTACTS].isVisibleTo(pane)
    pick(pane.terms[KeptKind.SENDINGS], "24")
    assert pane.overdue[KeptKind.SENDINGS].isVisibleTo(pane)
    shell.actions.action("settings.retention").trigger()
    assert pane.question.isVisibleTo(pane)
    QTest.mouseClick(pane.question.erase, LEFT)
    assert written_desk.ask(retention_page).overdue == ()
    assert not pane.question.isVisibleTo(pane)
    assert not shell.actions.action("settings.retention").isEnabled()
    shell.host.undo()
    assert shell.actions.action("settings.retention").isEnabled()


def test_what_was_adopted_is_handed_over(
    open_shell: OpenShell, written_desk: Desk, written_meeting: Written, tmp_path: Path
) -> None:
    on_day(written_desk, SENT)
    written_desk.run(CirculateDraft(written_meeting.id, way=Way.COPIED))
    shell = open_shell(written_desk, [ENTRY], "settings")
    page = shell.page("settings")
    assert isinstance(page, SettingsPage)
    shell.actions.action("settings.archive").trigger()  # shows first what it is about
    assert page.header.title() == "Archives"
    assert not shell.actions.action("settings.archive").isEnabled()
    on_day(written_desk, APPROVED_ON)
    shell.host.run(ConfirmApproval(written_meeting.id))
    part = page.archives.part
    part.choose_folder = lambda: str(tmp_path / "clé")
    assert part.scope.itemText(1) == "Mandat 2026-2032"
    shell.actions.action("settings.archive").trigger()
    (folder,) = (tmp_path / "clé").iterdir()
    assert folder.name == "2026-12-03_Versement_Tout-ce-qui-a-ete-adopte"
    assert (folder / INVENTORY).is_file()
    with (folder / INVENTORY).open(encoding="utf-8-sig") as rows:
        assert sum(";registre;" in row for row in rows) == 1
    choose(part.scope, "period")
    part.scope.activated.emit(part.scope.currentIndex())
    part.since.box.click()
    part.since.day.setDate(QDate(2026, 11, 11))
    part.since.day.editingFinished.emit()
    assert part.said.text() == "0\u00a0compte rendu adopté."
    assert not shell.actions.action("settings.archive").isEnabled()
    part.until.box.click()
    part.until.day.setDate(QDate(2026, 11, 10))
    part.until.day.editingFinished.emit()
    assert part.said.text() == "La période commence après sa fin."
    part.since.day.setDate(QDate(2026, 11, 10))
    part.since.day.editingFinished.emit()
    shell.actions.action("settings.archive").trigger()
    own = tmp_path / "clé" / "2026-12-03_Versement_du-2026-11-10-au-2026-11-10"
    assert (own / INVENTORY).is_file()
    shutil.rmtree(own)
    choose(part.scope, part.scope.itemData(0))
    part.scope.activated.emit(0)
    assert not part.days.isVisibleTo(part)
    assert part.work.isHidden()
    QTest.mouseClick(part.write, LEFT)
    assert part.write.isEnabled()  # refused, since it stands there already: it may be tried elsewhere
    assert len(list((tmp_path / "clé").iterdir())) == 1
