"""The national reference as it is shipped, against the figures of its sources."""

from __future__ import annotations

import csv
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dgsdesk.application.ports.reference import CompetenceStatus, Reference
from dgsdesk.domain.circle import PartKind
from dgsdesk.domain.errors import BadInput, NotFound, StorageUnavailable
from dgsdesk.domain.membership_rule_text import parse_rule
from dgsdesk.domain.typography import french
from dgsdesk.shipped import shipped
from dgsdesk.storage.reference import ShippedReference

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
FILES = ("reference.db", "competences.json", "grey_zones.json", "models.json", "ATTRIBUTION.md")
CLISSON = "200067635"

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the public tables are not here")


@pytest.fixture(scope="module")
def reference() -> Iterator[Reference]:
    opened = ShippedReference()
    yield opened
    opened.close()


def names(reference: Reference, text: str) -> list[str]:
    return [row.short_name for row in reference.find_epci(text)]


def test_counts_every_intercommunality_and_territory(reference: Reference) -> None:
    assert reference.count_epci() == 1_264
    assert reference.reference_date.isoformat() == "2026-01-01"


def test_gives_clisson_whole(reference: Reference) -> None:
    epci = reference.epci(CLISSON)
    communes = reference.communes_of(CLISSON)
    assert (epci.type, epci.communes, epci.population, epci.departement_name) == (
        "CA",
        16,
        57_726,
        "Loire-Atlantique",
    )
    assert len(communes) == 16
    assert sum(commune.population for commune in communes) == 57_726
    assert communes[0].name == "Aigrefeuille-sur-Maine"
    assert all(commune.town_hall.email and commune.town_hall.phone for commune in communes)
    assert all(commune.latitude and commune.longitude for commune in communes)


@pytest.mark.parametrize(
    ("typed", "first", "count"),
    [("clisson", "Clisson", 1), ("44190", "Clisson", 6), ("st lumine cl", "Saint-Lumine-de-Clisson", 1)],
)
def test_finds_communes(reference: Reference, typed: str, first: str, count: int) -> None:
    found = reference.find_communes(typed)
    assert first in {one.commune.name for one in found[:6]}
    assert len(found) >= count
    assert {one.departement_name for one in found[:6]} == {"Loire-Atlantique"}


def test_finds_the_communes_of_a_departement_by_name_or_code(reference: Reference) -> None:
    named = {one.commune.insee for one in reference.find_communes("Lozère")}
    assert named == {one.commune.insee for one in reference.find_communes("48")}
    assert all(code.startswith("48") for code in named)
    assert len(named) == 152
    assert {one.commune.departement for one in reference.find_communes("974")} == {"974"}


def test_gives_a_town_hall(reference: Reference) -> None:
    clisson = next(commune for commune in reference.communes_of(CLISSON) if commune.insee == "44043")
    hall = clisson.town_hall
    assert (hall.postal_code, hall.town, hall.phone) == ("44190", "Clisson", "02 40 80 17 80")
    assert clisson.latitude == pytest.approx(47.0887, abs=0.01)


@pytest.mark.parametrize(
    ("siren", "communes"),
    [
        ("200067106", 158),
        ("200023414", 71),
        ("243300316", 28),
        ("200054781", 130),
        ("200046977", 58),
        ("200057867", 8),
    ],
)
def test_knows_the_large_and_the_special_ones(reference: Reference, siren: str, communes: int) -> None:
    assert len(reference.communes_of(siren)) == communes == reference.epci(siren).communes


def test_rouen_has_forty_five_small_communes(reference: Reference) -> None:
    assert sum(commune.population < 4_500 for commune in reference.communes_of("200023414")) == 45


@pytest.mark.parametrize(
    "text", ["cli", "CLISSON", "sevre et maine", "Sèvre-et-Maine", "clissonsevre", CLISSON, "200 067 635"]
)
def test_finds_clisson_by_its_name_or_number(reference: Reference, text: str) -> None:
    assert names(reference, text)[0] == "Clisson Sèvre et Maine Agglo"


@pytest.mark.parametrize(
    ("text", "found", "through"),
    [
        ("gétigné", CLISSON, "Gétigné"),
        ("GETIGNE", CLISSON, "Gétigné"),
        ("l'isle d'abeau", "243800604", "L'Isle-d'Abeau"),
        ("lisle d abeau", "243800604", "L'Isle-d'Abeau"),
        ("st nazaire", "244400644", "Saint-Nazaire"),
        ("haie fouassiere", CLISSON, "La Haie-Fouassière"),
    ],
)
def test_finds_by_a_commune_and_says_so(reference: Reference, text: str, found: str, through: str) -> None:
    best = reference.find_epci(text)[0]
    assert (best.siren, best.found_through) == (found, through)


def test_folds_ligatures_on_both_sides(reference: Reference) -> None:
    assert reference.find_epci("oeuilly") == reference.find_epci("Œuilly")
    assert reference.find_epci("oeuilly")[0].found_through == "Œuilly"


def test_finds_by_the_departement(reference: Reference) -> None:
    by_code = reference.find_epci("44")
    assert len(by_code) == 17
    assert by_code == reference.find_epci("loire atlantique")
    assert {row.departement_name for row in reference.find_epci("974")} == {"La Réunion"}


def test_puts_a_name_that_begins_before_a_word_before_a_commune(reference: Reference) -> None:
    found = reference.find_epci("sèvre")
    assert [row.short_name for row in found[:2]] == ["Sèvre et Loire", "Clisson Sèvre et Maine Agglo"]
    through = [bool(row.found_through) for row in found]
    assert through == sorted(through)


@pytest.mark.parametrize("text", ["", "  ", "-", "'", "zzzzz", "%", "_", "\0", "1"])
def test_finds_nothing_in_nonsense(reference: Reference, text: str) -> None:
    assert reference.find_epci(text) == []


def test_answers_while_one_types(reference: Reference) -> None:
    reference.find_epci("warm")
    best = min(_seconds(reference, text) for text in ("sai", "l isle", "zzz") for _ in range(3))
    assert best < 0.1


def _seconds(reference: Reference, text: str) -> float:
    start = time.perf_counter()
    reference.find_epci(text)
    return time.perf_counter() - start


@pytest.mark.parametrize("siren", ["", "abc", "12345678", "1234567890", "²00067635", "-00067635"])
def test_refuses_what_is_no_siren(reference: Reference, siren: str) -> None:
    with pytest.raises(BadInput) as refused:
        reference.epci(siren)
    assert refused.value.code == "unknown_siren"


def test_says_that_a_siren_is_unknown(reference: Reference) -> None:
    for question in (reference.epci, reference.communes_of):
        with pytest.raises(NotFound) as missing:
            question("999999999")
        assert missing.value.code == "unknown_siren"


def test_tells_homonyms_apart_by_their_codes(reference: Reference) -> None:
    twins = [row for row in reference.communes_of("200070852") if row.name == "Seyssel"]
    assert sorted((row.insee, row.departement) for row in twins) == [("01407", "01"), ("74269", "74")]


def test_offers_the_territories_of_grand_paris(reference: Reference) -> None:
    by_departement = [row for code in ("92", "93", "94") for row in reference.find_epci(code)]
    assert len({row.siren for row in by_departement if row.type == "EPT"}) == 11
    assert reference.epci("200058790").type_label == "Établissement public territorial (Grand Paris)"
    assert reference.find_epci("est ensemble")[0].type == "EPT"


def test_keeps_overseas_time_and_holidays(reference: Reference) -> None:
    assert reference.departement("974").time_zone == "Indian/Reunion"
    assert reference.departement("44").time_zone == "Europe/Paris"
    zones = [reference.departement(code).holiday_zone for code in ("44", "57", "67", "68", "971", "976")]
    assert zones == ["metropole", "alsace-moselle", "alsace-moselle", "alsace-moselle", "971", "976"]
    with pytest.raises(NotFound):
        reference.departement("99")


def test_every_metropolitan_departement_has_a_school_zone(reference: Reference) -> None:
    codes = [f"{number:02}" for number in range(1, 96) if number != 20]
    assert {reference.departement(code).school_zone for code in codes} == {"A", "B", "C"}
    assert [reference.departement(code).school_zone for code in ("33", "44", "75", "2A")] == [
        "A",
        "B",
        "C",
        "",
    ]


def test_gives_the_competences_of_each_type(reference: Reference) -> None:
    for kind, compulsory, supplementary in (
        ("CC", 12, 8),
        ("CA", 20, 6),
        ("CU", 35, 0),
        ("ME", 42, 0),
        ("ML", 42, 0),
    ):
        statuses = [row.status for row in reference.competences(kind)]
        assert statuses.count(CompetenceStatus.COMPULSORY) == compulsory
        assert statuses.count(CompetenceStatus.SUPPLEMENTARY) == supplementary
    with pytest.raises(NotFound):
        reference.competences("XX")


def test_every_competence_of_a_grey_zone_has_a_label_for_every_type(reference: Reference) -> None:
    zones = reference.starting_grey_zones()
    asked = {code for zone in zones for code in zone.competences}
    assert len(zones) == 20
    assert all(zone.question.endswith("\u202f?") for zone in zones)
    for kind in ("CC", "CA", "CU", "ME", "ML", "EPT"):
        rows = reference.competences(kind)
        assert len({row.code for row in rows}) == len(rows)
        assert asked <= {row.code for row in rows}


def test_offers_the_monthly_meeting_in_three_parts(reference: Reference) -> None:
    (circle,) = reference.model("clisson").circles
    kinds = [PartKind.GREY_ZONES, PartKind.SHARED_SUBJECT, PartKind.NETWORK_THEME]
    assert [part.kind for part in circle.parts] == kinds
    assert (circle.observation_days, circle.counting_mode, circle.skipped_months) == (8, "calendaire", (8,))
    with pytest.raises(NotFound):
        reference.model("none")


def test_offers_the_seven_territories(reference: Reference) -> None:
    models = reference.models()
    counts = {model.id: len(model.circles) for model in models}
    assert counts == {
        "clisson": 1,
        "pompey": 4,
        "vichy": 2,
        "sicoval": 2,
        "bordeaux": 4,
        "rouen": 7,
        "angers": 0,
    }
    for model in models:
        assert reference.epci(model.siren).communes > 1
        assert model.quotation or model.circles
        for circle in model.circles:
            assert circle.quotations, "each format is helped by what its source says"
            needed = circle.opening_minutes + circle.closing_minutes
            assert needed + sum(part.minutes for part in circle.parts) == circle.minutes
            parse_rule(circle.rule)


@needs_data
def test_quotes_word_for_word(reference: Reference) -> None:
    source = french(" ".join((DATA / "modeles.yaml").read_text(encoding="utf-8").split()))
    said = [one.words for model in reference.models() for row in model.circles for one in row.quotations]
    assert len(said) > 40
    assert [words for words in said if words not in source] == []


def test_names_its_sources(reference: Reference) -> None:
    text = reference.attribution()
    assert all(name in text for name in ("Insee", "DGCL", "La Poste", "IGN", "DILA", "Licence Ouverte 2.0"))
    assert "**" not in text


def test_says_when_the_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable):
        ShippedReference(tmp_path / "là-bas").count_epci()


def test_opens_in_a_folder_with_difficult_signs(tmp_path: Path) -> None:
    folder = tmp_path / "Réf n° 1 ? 100 % #é"
    folder.mkdir()
    (folder / "reference.db").write_bytes(shipped("reference.db").read_bytes())
    elsewhere = ShippedReference(folder)
    assert elsewhere.count_epci() == 1_264
    elsewhere.close()


def test_stays_small() -> None:
    assert sum(shipped(name).stat().st_size for name in FILES) < 5_200_000


@needs_data
def test_agrees_with_every_line_of_the_tables(reference: Reference) -> None:
    with (DATA / "epci.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == reference.count_epci()
    for row in rows:
        epci = reference.epci(row["siren"])
        found = (
            epci.name,
            epci.short_name,
            epci.type,
            str(epci.communes),
            str(epci.population),
            epci.departement,
        )
        assert found == tuple(
            row[key] for key in ("name", "short_name", "type", "n_communes", "population", "departement")
        )
        assert reference.find_epci(row["siren"]) == [epci]


@needs_data
def test_keeps_phones_places_and_departements_as_the_tables_have_them(reference: Reference) -> None:
    with (DATA / "mairies.csv").open(encoding="utf-8", newline="") as file:
        halls = {row["insee"]: row for row in csv.DictReader(file)}
    with (DATA / "communes.csv").open(encoding="utf-8", newline="") as file:
        communes = {row["insee"]: row for row in csv.DictReader(file)}
    for siren in ("200067635", "200070852", "249740119", "200067106", "200059400"):
        for commune in reference.communes_of(siren):
            row, hall = communes[commune.insee], halls[commune.insee]
            assert commune.departement == row["departement"]
            assert commune.latitude == pytest.approx(float(row["lat"]), abs=1e-9)
            assert commune.town_hall.phone == hall["telephone"]
            assert commune.town_hall.town == (hall["ville"] or row["name"])


@needs_data
def test_a_rebuild_gives_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("yaml")
    script = ROOT / "resources" / "build_reference.py"
    subprocess.run([sys.executable, str(script), str(DATA), str(tmp_path)], check=True, timeout=120)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == shipped(name).read_bytes(), name
