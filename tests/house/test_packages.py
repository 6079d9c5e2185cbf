"""What is handed out: every shipped file in the wheel, one version, the licences of all that is shipped."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dgsdesk import __version__
from dgsdesk.shipped import shipped

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "installer"))

from environment import Trouble  # noqa: E402
from packing import bill, binding, bytecode, debian, official, trim  # noqa: E402

NOT_SHIPPED = {".py", ".yaml", ".toml", ".ts"}
"""What makes the shipped files, and is not shipped itself."""


def locked(name: str) -> set[str]:
    """Return the names in a lock."""
    text = (ROOT / "installer" / name).read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE))


def test_the_version_stands_in_one_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" not in project["project"]
    assert project["tool"]["hatch"]["version"]["path"] == "dgsdesk/__init__.py"
    said = subprocess.run(
        ["git", "grep", "-lF", f'"{__version__}"', "--", "*.py", "*.toml", "*.nsi", "*.rc"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if said.returncode == 0:
        elsewhere = {name for name in said.stdout.split() if not name.startswith("tests/")}
        assert elsewhere == {"dgsdesk/__init__.py"}


def test_every_shipped_file_is_in_the_wheel(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    made = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        inside = set(wheel.namelist())
    resources = {
        f"dgsdesk/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "resources").rglob("*")
        if path.is_file()
        and path.suffix not in NOT_SHIPPED
        and not {"screenshots", "__pycache__"} & set(path.parts)
    }
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "dgsdesk").rglob("*.py")}
    assert resources | modules <= inside
    assert {name for name in inside if "/resources/" in name} == resources


def test_the_licence_of_each_locked_library_is_told_with_its_text() -> None:
    parts = bill.parts()
    assert {part["package"] for part in parts} - {""} == locked("requirements.txt"), (
        "run resources/build_licences.py after a change of the lock"
    )
    for part in parts:
        assert part["expression"], part["name"]
        assert part["texts"], part["name"]
        assert all(shipped(*text.split("/")).stat().st_size > 30 for text in part["texts"]), part["name"]
    assert {path.name for path in shipped("licences").iterdir()} == {
        Path(text).name for part in parts for text in part["texts"] if text.startswith("licences/")
    }


def test_the_bill_names_each_part_once_and_stays_the_same(tmp_path: Path) -> None:
    first, second = (bill.write_bill(tmp_path / name).read_bytes() for name in ("one", "two"))
    assert first == second
    told = json.loads(first)
    assert (told["bomFormat"], told["metadata"]["component"]["version"]) == ("CycloneDX", __version__)
    names = [component["bom-ref"] for component in told["components"]]
    assert len(names) == len(set(names)) == len(bill.parts()) - 1
    library = next(one for one in told["components"] if one["name"] == "lxml")
    assert library["purl"].startswith("pkg:pypi/lxml@")


@pytest.mark.parametrize(
    ("name", "left_out"),
    [
        ("pyside6/qtquick.abi3.so", True),
        ("pyside6/qt/lib/libqt6quickcontrols2.so.6", True),
        ("pyside6/qt6qml.dll", True),
        ("pyside6/qt/plugins/platformthemes/libqgtk3.so", True),
        ("pyside6/qt/translations/qtbase_de.qm", True),
        ("holidays/locale/de", True),
        ("icalendar/tests", True),
        ("pyside6/qtwidgets.abi3.so", False),
        ("pyside6/qt", False),
        ("pyside6/qt/lib", False),
        ("pyside6/qt/lib/libqt6gui.so.6", False),
        ("pyside6/qt/lib/libicudata.so.73", False),
        ("pyside6/qt6widgets.dll", False),
        ("pyside6/plugins/platforms/qwindows.dll", False),
        ("pyside6/qt/plugins/platforms/libqxcb.so", False),
        ("pyside6/qt/plugins/platforms/libqoffscreen.so", False),
        ("pyside6/translations/qtbase_fr.qm", False),
        ("holidays/locale/fr", False),
        ("holidays/countries/france.py", False),
        ("holidays/countries/french_guiana.py", True),
        ("sqlalchemy/dialects/sqlite", False),
        ("dgsdesk/resources/reference.db", False),
    ],
)
def test_leaves_out_what_the_program_never_loads(name: str, left_out: bool) -> None:
    assert trim.is_left_out(name) is left_out


def test_every_program_file_is_kept() -> None:
    ours = [path.relative_to(ROOT).as_posix().lower() for path in (ROOT / "dgsdesk").rglob("*.py")]
    assert not [name for name in ours if trim.is_left_out(name)]


@pytest.mark.parametrize(
    ("said", "sound"),
    [
        ("Service informatique <desk@agglo-clisson.fr>", True),
        ("", False),
        ("desk@agglo-clisson.fr", False),
        ("DGS Desk <dgsdesk@example.org>", False),
        ("Personne <essai@localhost>", False),
        (" <a@b.fr>", False),
    ],
)
def test_a_package_names_somebody_who_can_be_written_to(said: str, sound: bool) -> None:
    assert debian.is_maintainer(said) is sound


def test_the_bill_names_the_part_of_every_binary_and_refuses_one_of_none(tmp_path: Path) -> None:
    packages = tmp_path / "lib" / "site-packages"
    record = packages / "PyNaCl-1.0.dist-info" / "RECORD"
    for name in ("lib/libsqlite3.so.0", "lib/_json.so", "dgsdesk", "lib/site-packages/nacl/_sodium.so"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"\x7fELF")
    (packages / "nacl" / "note.so").write_text("no code")
    record.parent.mkdir()
    record.write_text("nacl/_sodium.so,sha256=x,4\n")
    record.with_name("METADATA").write_text("Metadata-Version: 2.1\nName: PyNaCl\n")
    target = bill.write_bill(tmp_path / "bill.json", tmp_path, {"SQLite": "3.45"})
    told = json.loads(target.read_text(encoding="utf-8"))["components"]
    assert {each["name"]: each["properties"][0]["value"] for each in told if each["type"] == "file"} == {
        "dgsdesk": "dgsdesk",
        "lib/_json.so": "part:Python",
        "lib/libsqlite3.so.0": "part:SQLite",
        "lib/site-packages/nacl/_sodium.so": f"pkg:pypi/pynacl@{bill.locked()['pynacl']}",
    }
    names = {each["name"]: each.get("version") for each in told}
    assert names["SQLite"] == "3.45"
    assert "NSIS" not in names  # of Windows alone
    (packages / "unknown.so").write_bytes(b"\x7fELF")
    with pytest.raises(Trouble, match="unknown"):
        bill.write_bill(tmp_path / "bill.json", tmp_path)


def test_a_release_is_refused_before_anything_is_made_unless_it_is_whole(tmp_path: Path) -> None:
    archive = tmp_path / "python.zip"
    archive.write_bytes(b"not python.org's")
    writer = "Service informatique <desk@agglo-clisson.fr>"
    for given, missing in (
        (["--maintainer", writer], "--python"),
        (["--python", str(archive), "--maintainer", writer], "python.sha256"),
    ):
        done = subprocess.run(
            [sys.executable, str(ROOT / "installer" / "build.py"), "release", *given],
            capture_output=True,
            encoding="utf-8",
        )
        assert done.returncode == 1
        assert missing in done.stderr


def test_a_python_for_windows_is_recorded_when_python_org_publishes_its_very_hash(tmp_path: Path) -> None:
    archive, known = tmp_path / "python-3.13.5-embed-amd64.zip", tmp_path / "python.sha256"
    archive.write_bytes(b"python.org's")
    known.write_text("# none yet\n")
    asked = list[str]()

    def bill_of(digest: str) -> Callable[[str], bytes]:
        sums = [{"algorithm": "SHA256", "checksumValue": digest}]
        packages = [{"name": "zlib"}, {"packageFileName": archive.name, "checksums": sums}]

        def answer(address: str) -> bytes:
            asked.append(address)
            return json.dumps({"packages": packages}).encode()

        return answer

    for fetch in (bill_of("0" * 64), lambda _: b"{}"):
        with pytest.raises(Trouble, match="n’est pas l’archive"):
            official.record(archive, known=known, fetch=fetch)
    with pytest.raises(Trouble, match="ne porte pas le nom"):
        official.record(archive.rename(tmp_path / "python.zip"), known=known, fetch=bill_of("0" * 64))
    (tmp_path / "python.zip").rename(archive)
    assert not official.is_official(archive, known)
    for _ in range(2):  # a second time adds nothing
        official.record(archive, known=known, fetch=bill_of(official.hash_of(archive)))
    assert known.read_text().splitlines()[1:] == [
        f"{official.hash_of(archive)}  3.13.5/python-3.13.5-embed-amd64.zip"
    ]
    assert official.is_official(archive, known)
    assert asked[-1] == "https://www.python.org/ftp/python/3.13.5/python-3.13.5-embed-amd64.zip.spdx.json"


def test_bytecode_leaves_the_documentation_out_and_keeps_the_assertions() -> None:
    source = (
        '"""Of the module."""\nfrom __future__ import annotations\n'
        'class Thing:\n    """Of the class."""\n    name: str\n'
        'def act(value: int) -> str:\n    """Of the function."""\n'
        '    assert value, "kept"\n    return "said"\n'
    )
    module: dict[str, Any] = {"__name__": "tried"}
    exec(bytecode.undocumented(source, "dgsdesk/tried.py"), module)
    assert module["Thing"].__annotations__ == {"name": "str"}  # what dataclasses and tables are made of
    assert not module["act"].__annotations__
    assert [module.get("__doc__"), module["Thing"].__doc__, module["act"].__doc__] == ["."] * 3
    assert module["act"](1) == "said"
    with pytest.raises(AssertionError, match="kept"):
        module["act"](0)


def test_the_annotations_of_other_libraries_stay() -> None:
    module: dict[str, Any] = {}
    exec(bytecode.undocumented("def act(value: int) -> str: ...", "icalendar/tried.py"), module)
    assert module["act"].__annotations__ == {"value": int, "return": str}


def test_what_the_binding_keeps_zipped_is_laid_beside_it_and_read_from_there(tmp_path: Path) -> None:
    import shiboken6

    shutil.copytree(Path(shiboken6.__file__).parent, tmp_path / "shiboken6")
    found = {"PYTHONPATH": str(tmp_path)}
    laid = binding.lay_support([sys.executable, "-S"], tmp_path, variables=found)
    asked = (
        "import sys, shiboken6; print(sys.modules['shibokensupport.signature.loader'].__file__);"
        " print({'argparse', 'logging'} & set(sys.modules))"
    )
    said = subprocess.run(
        [sys.executable, "-S", "-c", asked], env=os.environ | found, capture_output=True, text=True
    )
    place, unwanted = said.stdout.splitlines()
    assert Path(place).is_relative_to(laid)
    assert unwanted == "set()"
