"""Lists of people: who is known already, what would be updated, and nothing twice."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.acts import NameToPost, PersonFields
from dgsdesk.application.directory.columns import Field
from dgsdesk.application.directory.export import ExportDirectory, ListFormat
from dgsdesk.application.directory.importing import ImportPeople, ListPreview, PreviewLine, preview_list
from dgsdesk.application.directory.likeness import Likeness, likeness
from dgsdesk.application.directory.mandate_change import Change, ChangeMandate, mandate_rows
from dgsdesk.application.directory.page import OrganisationRow, PostRow, directory_page
from dgsdesk.application.minutes.holding import WriteEntry
from dgsdesk.application.privacy.person_file import ExportPerson, person_file
from dgsdesk.domain.meeting import Attendance
from dgsdesk.domain.minutes import MinutesEntry, MinutesVersion
from dgsdesk.domain.network import Civility, PostStatus, Role
from dgsdesk.domain.richtext import Paragraph, RichText, Run
from tests.written_meeting import Written

MAYORS = "Commune;Nom du maire\nGorges;Mme NOUVELLE Anne\nBoussay;M. ANCIEN Paul\n"


def place(desk: Desk, name: str) -> OrganisationRow:
    return next(row for row in desk.ask(directory_page).organisations if row.name == name)


def post(desk: Desk, name: str, role: Role) -> PostRow:
    return next(one for one in place(desk, name).posts if one.current and one.role is role)


def read(desk: Desk, content: str | bytes, name: str = "liste.csv", **said: object) -> ListPreview:
    raw = content.encode() if isinstance(content, str) else content
    return desk.ask(preview_list, raw, name, **said)


def take(desk: Desk, preview: ListPreview) -> int:
    return desk.run(ImportPeople("liste.csv", commands(preview.lines))).value


def commands(lines: tuple[PreviewLine, ...]) -> tuple[NameToPost, ...]:
    return tuple(line.command for line in lines if line.command is not None)


LIST = (
    "Commune;NOM Prénom;Fonction;Mél;Tél.\n"
    "Gorges;DUPONT Anne;secrétaire générale de mairie;anne@exemple.invalid;02 40 11 22 33\n"
    "Boussay;DUPONT Anne;SGM;anne@exemple.invalid;\n"
    "Clisson;MARTIN Jean;DGS;;\n"
)


def test_the_same_list_twice_changes_nothing_and_one_person_serves_two_communes(clisson: Desk) -> None:
    assert take(clisson, read(clisson, LIST)) == 3
    assert post(clisson, "Gorges", Role.SGM).also == ("Boussay",)
    assert post(clisson, "Gorges", Role.SGM).title == "secrétaire générale de mairie"
    again = read(clisson, LIST)
    assert [line.unchanged for line in again.lines] == [True, True, True]
    assert commands(again.lines) == ()


def test_only_what_a_list_says_more_is_updated_field_by_field(clisson: Desk) -> None:
    take(clisson, read(clisson, LIST))
    (line,) = read(
        clisson, "commune;nom;prénom;civilité;courriel;tel\nGorges;Dupont;ANNE;Mme;;+33 2 40 11 22 33\n"
    ).lines
    assert [tuple(change) for change in line.changes] == [("civilité", "", "Mme")]
    take(clisson, read(clisson, "commune;nom;prénom;tel\nGorges;Dupont;Anne;0611223344\n"))
    person = post(clisson, "Gorges", Role.SGM).person
    assert (person.email, person.phone) == ("anne@exemple.invalid", "0611223344")
    clisson.undo()
    assert post(clisson, "Gorges", Role.SGM).person.phone == "02 40 11 22 33"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Gorges;Dupond;Anne;", Likeness.SPELLING),
        ("Gorges;Dupont-Martin;Anne;", Likeness.SPELLING),
        ("Gorges;Dupont;A.;", Likeness.SPELLING),
        ("Gorges;Durand;Lou;anne@exemple.invalid", Likeness.SAME_ADDRESS),
        ("Gorges;Dupont;Anne;autre@exemple.invalid", Likeness.OTHER_ADDRESS),
        ("Gorges;Durand;Lou;", None),
        ("Gorges;Dupont;Jeanne;", None),
    ],
)
def test_who_resembles_somebody_is_asked_for(clisson: Desk, line: str, why: Likeness | None) -> None:
    take(clisson, read(clisson, LIST))
    (found,) = read(clisson, f"commune;nom;prénom;courriel\n{line}\n").lines
    assert (found.alike.why if found.alike else None) is why
    assert found.doubtful is (why is not None)
    assert (found.command is None) is found.doubtful


def test_a_doubt_is_settled_by_merging_or_by_adding(clisson: Desk) -> None:
    take(clisson, read(clisson, LIST))
    (line,) = read(clisson, "commune;nom;prénom;tel\nGorges;Dupond;Anne;0611223344\n").lines
    assert line.merging is not None
    assert line.adding is not None
    clisson.run(ImportPeople("x.csv", (line.merging,)))
    person = post(clisson, "Gorges", Role.SGM).person
    assert (person.family_name, person.phone) == ("DUPONT", "0611223344")
    clisson.undo()
    clisson.run(ImportPeople("x.csv", (line.adding,)))
    found = place(clisson, "Gorges").director
    assert found is not None
    assert (found.name, found.also) == ("Anne DUPOND", ())


NAMES = st.builds(
    PersonFields,
    given_name=st.text("aeéilnorst", max_size=7),
    family_name=st.text("aeéilnorst -", min_size=1, max_size=9),
    email=st.sampled_from(["", "a@x.invalid", "b@x.invalid", "A@X.invalid"]),
)


@given(NAMES, NAMES)
def test_likeness_has_no_side_and_oneself_is_the_same(one: PersonFields, other: PersonFields) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, one) is Likeness.SAME


def test_columns_that_are_not_known_are_said_by_a_person_then_remembered(clisson: Desk) -> None:
    content = "Lieu dit;Qui donc\nGorges;DUPONT Anne\n"
    preview = read(clisson, content)
    assert preview.columns is not None
    said = read(clisson, content, fields=(Field.COMMUNE, Field.WHOLE_NAME))
    titles, fields = "lieu dit|qui donc", ("commune", "whole_name")
    clisson.run(ImportPeople("liste.csv", commands(said.lines), titles, fields))
    again = read(clisson, content)
    assert again.columns is not None
    assert again.columns.remembered
    assert again.lines[0].unchanged


def test_two_lines_for_one_post_are_told(clisson: Desk) -> None:
    people = ("Un;Anne;maire", "Deux;Paul;maire", "Trois;Lou;adjoint")
    content = "commune;nom;prénom;fonction\n" + "".join(f"Gorges;{one}\n" for one in people)
    lines = read(clisson, content).lines
    assert [line.problem for line in lines] == ["", "la ligne 2 nomme déjà quelqu’un à ce poste", ""]


def test_contact_cards_and_workbooks_are_taken_too(clisson: Desk) -> None:
    card = (
        "BEGIN:VCARD\nVERSION:3.0\nN:Carte;Zoé;;;\nFN:Zoé Carte\nORG:Mairie de Gorges\nTITLE:DGS\nEND:VCARD\n"
    )
    assert read(clisson, card, "zoé.vcf").lines[0].name == "Zoé CARTE"
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (("Commune", "Nom", "Portable"), ("Gorges", "Carte", 611223344)):
        sheet.append(row)
    kept = BytesIO()
    book.save(kept)
    (line,) = read(clisson, kept.getvalue(), "liste.xlsx").lines
    assert (line.name, line.said.phone) == ("CARTE", "611223344")


# -- out and in again ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", list(ListFormat))
def test_the_directory_goes_out_and_comes_back_without_a_change(clisson: Desk, form: ListFormat) -> None:
    take(clisson, read(clisson, LIST))
    hostile = PersonFields(
        "=HYPERLINK(1)", '-Modèle;"x"', Civility.MADAM, "@b@exemple.invalid", "+33 2 40 11 22 35"
    )
    clisson.run(NameToPost(place(clisson, "Monnières").id, Role.DGS, hostile, title="@directrice"))
    content = Path(clisson.run(ExportDirectory(form)).value).read_bytes()
    if form is ListFormat.CSV:
        assert content.startswith(b"\xef\xbb\xbfCommune;Fonction;")
        assert "'=HYPERLINK(1)" in content.decode("utf-8-sig")
    lines = read(clisson, content, f"annuaire.{form.value}").lines
    assert [line.problem for line in lines if line.problem] == []
    assert all(line.unchanged for line in lines)
    assert len(lines) >= 17


# -- mandate change ------------------------------------------------------------------------------------------


def mandate(desk: Desk, content: str, day: date, *, vacate: bool = False) -> ChangeMandate:
    lines = read(desk, content, role=Role.MAYOR).lines
    assert all(not line.problem for line in lines)
    people = [line.merging if line.merging and not line.doubtful else line.adding for line in lines]
    return ChangeMandate("maires.csv", Role.MAYOR, day, tuple(one for one in people if one), vacate)


def test_new_mayors_follow_on_a_day_and_old_ones_stay_in_the_past(clisson: Desk) -> None:
    for name, family in (("Gorges", "Sortante"), ("Boussay", "Ancien"), ("Clisson", "Oubliée")):
        given_name = "Paul" if family == "Ancien" else "Lou"
        clisson.run(NameToPost(place(clisson, name).id, Role.MAYOR, PersonFields(given_name, family)))
    day = date(2026, 11, 20)
    command = mandate(clisson, MAYORS, day, vacate=True)
    rows = {row.organisation: row for row in clisson.ask(mandate_rows, command)}
    assert (rows["Gorges"].change, rows["Gorges"].former, rows["Gorges"].new) == (
        Change.NEW,
        "Lou SORTANTE",
        "Anne NOUVELLE",
    )
    assert rows["Boussay"].change is Change.STAYS
    assert rows["Clisson"].change is Change.VACANT
    before = clisson.ask(directory_page)
    assert clisson.run(command).value == 2
    gorges = place(clisson, "Gorges")
    assert [(one.name, one.starts, one.ends) for one in gorges.posts if one.role is Role.MAYOR] == [
        ("Anne NOUVELLE", day, None),
        ("Lou SORTANTE", None, date(2026, 11, 19)),
    ]
    assert post(clisson, "Clisson", Role.MAYOR).status is PostStatus.VACANT
    assert [row.change for row in clisson.ask(mandate_rows, mandate(clisson, MAYORS, day))].count(
        Change.NEW
    ) == 0
    clisson.undo()
    assert clisson.ask(directory_page) == before


def test_old_minutes_keep_old_titles(written_desk: Desk, written_meeting: Written) -> None:
    def frozen(view: object) -> list[tuple[object, ...]]:
        store = view.store  # type: ignore[attr-defined]
        lines = [(one.name, one.title, one.organisation_name) for one in store.find(Attendance)]
        return lines + [(one.content, one.sha256) for one in store.find(MinutesVersion)]

    before = written_desk.ask(frozen)
    seats = [row.id for row in written_desk.ask(directory_page).organisations]
    people = tuple(
        NameToPost(seat, Role.DGS, PersonFields("Neuve", f"Personne {rank}"), title="directrice nouvelle")
        for rank, seat in enumerate(seats)
    )
    written_desk.run(ChangeMandate("dgs.csv", Role.DGS, date(2026, 11, 12), people))
    assert written_desk.ask(frozen) == before
    assert any("EXEMPLE" in str(line) for line in before)


# -- right of access -----------------------------------------------------------------------------------------


def test_all_that_is_known_of_a_person_is_written_in_french(
    written_desk: Desk, written_meeting: Written
) -> None:
    row = place(written_desk, "Gorges").director
    assert row is not None
    assert row.person_id is not None
    known = written_desk.ask(person_file, row.person_id)
    titles = [chapter.title for chapter in known.chapters]
    assert {"Fonctions", "Invitations et présences", "Envois"} <= set(titles)
    assert dict(known.identity)["Courriel"] == row.person.email
    path = Path(written_desk.run(ExportPerson(row.person_id)).value)
    assert {one.suffix for one in path.parent.iterdir()} == {".docx", ".pdf", ".json"}
    assert row.person.email in path.with_suffix(".json").read_text(encoding="utf-8")


def test_texts_with_the_name_are_told_meeting_by_meeting(
    written_desk: Desk, written_meeting: Written
) -> None:
    row = place(written_desk, "Gorges").director
    assert row is not None
    assert row.person_id is not None
    item = written_desk.ask(lambda view: view.store.find(MinutesEntry)[0].item_id)
    name = f"{row.person.given_name} {row.person.family_name}"
    said = RichText((Paragraph((Run(name[:4], bold=True), Run(f"{name[4:]} propose un essai."))),))
    written_desk.run(WriteEntry(item, said))
    known = written_desk.ask(person_file, row.person_id)
    (texts,) = [chapter for chapter in known.chapters if chapter.title == "Textes qui citent le nom"]
    assert [line for line in texts.lines if line.endswith("notes de 1\u00a0point de l’ordre du jour")]
    assert len(texts.lines) == len({line.partition(",")[0] for line in texts.lines})


def test_a_list_of_a_town_hall_is_read_as_it_lies(clisson: Desk) -> None:
    preview = read(
        clisson,
        "Liste des DGS - mise à jour juin;;;\nMairie;NOM Prénom;Qualité exacte;Courriel pro\n"
        "St Hilaire de Clisson;DUPONT Anne;SGM;accueil@exemple.invalid / anne@exemple.invalid\n"
        "Gorges;MARTIN Luc;SGM;néant\nBoussay;ROUX Zoé;SGM;zoe@\n",
    )
    assert [line.line for line in preview.lines] == [3, 4, 5]
    hilaire, gorges, boussay = preview.lines
    assert (hilaire.commune, hilaire.said.email) == ("Saint-Hilaire-de-Clisson", "accueil@exemple.invalid")
    assert (gorges.problem, gorges.said.email) == ("", "")
    assert boussay.problem == "«\u00a0zoe@\u00a0» n’est pas une adresse électronique"
    assert take(clisson, preview) == 2
