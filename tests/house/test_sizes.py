"""No file grows into one that nobody reads, and the program stays small to fetch."""

from __future__ import annotations

from tests.house.committed import ROOT, committed_files, text_of

LONGEST_FILE = 600
HEAVIEST_FILE = 5_000_000


def test_no_python_file_is_too_long() -> None:
    lengths = {
        str(path.relative_to(ROOT)): text_of(path).count("\n")
        for path in committed_files()
        if path.suffix == ".py" and path.parent.name != "versions"  # a schema once released is never edited
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_file_is_too_heavy() -> None:
    weights = {str(path.relative_to(ROOT)): path.stat().st_size for path in committed_files()}
    assert {name: weight for name, weight in weights.items() if weight > HEAVIEST_FILE} == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
    assert [path.name for path in committed_files() if path.suffix == ".py" and path.stem in empty] == []
