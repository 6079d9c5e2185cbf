"""What README and CONTRIBUTING promise is there: files, commands, dependencies."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from dgsdesk import __version__

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

PATHS = re.compile(r"(?<![\w/.-])(?:resources|installer|dgsdesk|tests|\.ci|application|domain)/[\w./-]*\w")


@pytest.mark.parametrize("text", [README, CONTRIBUTING], ids=["README", "CONTRIBUTING"])
def test_every_file_that_is_named_exists(text: str) -> None:
    named = set(PATHS.findall(text.replace("\\", "/")))
    missing = {
        name for name in named if not (ROOT / name).exists() and not (ROOT / "dgsdesk" / name).exists()
    }
    assert missing == set()


def test_the_two_commands_are_those_of_the_script() -> None:
    script = (ROOT / "installer" / "bootstrap.py").read_text(encoding="utf-8")
    told = set(re.findall(r"bootstrap\.py (\w+)", README + CONTRIBUTING))
    assert told == {"run", "test", "setup"}
    assert all(f'"{command}": {command}' in script for command in told)


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[<>=]", requirement)[0].lower() for requirement in wanted}
    table = CONTRIBUTING.partition("## Dependencies")[2].partition("### Locks")[0].lower()
    assert {name for name in names if name not in table} == set()


def test_the_data_lies_where_the_readme_says() -> None:
    from dgsdesk.bootstrap.places import default_database
    from dgsdesk.storage.place import Place

    place = Place(default_database())
    assert all(f"`{path.name}`" in README for path in (place.database, place.files, place.backups))
    assert place.database.parent.name == "DGS Desk"


def test_the_changelog_knows_this_version() -> None:
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
