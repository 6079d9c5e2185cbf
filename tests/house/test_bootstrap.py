"""The script that prepares a bare machine: its environment, its words, its choices."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "installer"))

import bootstrap  # noqa: E402
import environment  # noqa: E402
import machine  # noqa: E402
from environment import RUN, TEST, Environment, Trouble  # noqa: E402
from machine import Machine  # noqa: E402


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that needs nothing, in a place with spaces, accents and an apostrophe."""
    root = tmp_path / "l'été à la mairie"
    (root / "installer").mkdir(parents=True)
    (root / "dgsdesk").mkdir()
    (root / "dgsdesk" / "__init__.py").write_text('__version__ = "0.1.0"\n', encoding="utf-8")
    (root / "dgsdesk" / "__main__.py").write_text("def main():\n    print('ouvert')\n", encoding="utf-8")
    for name in (RUN, TEST):
        (root / "installer" / name).touch()
    return root


@pytest.mark.slow
def test_makes_the_environment_then_reuses_it(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = Environment(project)
    made.prepare(TEST)
    opened = subprocess.run(
        [str(made.launcher)], capture_output=True, text=True, cwd=project.parent, check=True
    )
    assert opened.stdout.strip() == "ouvert"
    assert "Création de .venv" in capsys.readouterr().out

    def no_pip(self: Environment, *arguments: str) -> None:
        raise AssertionError("nothing changed: nothing is to install")

    with monkeypatch.context() as patched:
        patched.setattr(Environment, "pip", no_pip)
        made.prepare(TEST)
        made.prepare(RUN)
    assert capsys.readouterr().out == ""

    made.python.unlink()
    assert not made.usable()


def test_installs_again_when_the_lock_changed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(Environment, "usable", lambda self: True)
    monkeypatch.setattr(Environment, "pip", lambda self, *arguments: asked.append(arguments))
    made = Environment(project)
    made.folder.mkdir()
    made.prepare(RUN)
    made.prepare(RUN)
    (project / "installer" / RUN).write_text("# changed\n", encoding="utf-8")
    made.prepare(RUN)
    assert [arguments[0] for arguments in asked] == ["--require-hashes", "--no-deps"] * 2


def test_an_environment_that_was_moved_is_not_trusted(project: Path) -> None:
    made = Environment(project)
    made.scripts.mkdir(parents=True)
    made.python.symlink_to(sys.executable)
    assert made.usable()
    made.remember({})
    made.folder.joinpath("dgsdesk.json").write_text('{"place": "elsewhere"}', encoding="utf-8")
    assert not made.usable()
    made.folder.joinpath("dgsdesk.json").write_text("{", encoding="utf-8")
    assert made.usable()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            "WARNING: Retrying…\nERROR: No matching distribution found for lxml==6.1.3",
            "Le réseau ne répond pas",
        ),
        ("Temporary failure in name resolution", "Le réseau ne répond pas"),
        ("OSError: [Errno 28] No space left on device", "Le disque est plein"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "rien n’a été installé"),
        ("ERROR: Could not install: [Errno 13] Permission denied: 'x'", "ne se laisse pas écrire"),
        ("Boum\n\n", "L’installation a échoué\u00a0: Boum"),
        ("", "L’installation a échoué"),
    ],
)
def test_tells_in_french_what_pip_meant(said: str, sentence: str) -> None:
    assert sentence in environment.pip_trouble(said)


def test_gives_the_line_to_type_without_the_rights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Machine, "qt_says", lambda self, platform: "libGL.so.1 manque")
    monkeypatch.setattr(machine, "can_install", lambda: False)
    monkeypatch.setattr(machine, "is_debian", lambda: True)
    with pytest.raises(Trouble, match=r"sudo apt-get install --no-install-recommends .*libgl1"):
        Machine(Path(sys.executable)).ensure_qt()
    monkeypatch.setattr(machine, "is_debian", lambda: False)
    with pytest.raises(Trouble, match=r"libGL\.so\.1 manque"):
        Machine(Path(sys.executable)).ensure_qt()


def test_installs_what_qt_lacks_with_the_rights(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["libGL.so.1 manque", ""])
    installed: list[tuple[str, ...]] = []
    monkeypatch.setattr(Machine, "qt_says", lambda self, platform: next(answers))
    monkeypatch.setattr(machine, "can_install", lambda: True)
    monkeypatch.setattr(machine, "install", installed.append)
    Machine(Path(sys.executable)).ensure(machine.QT_PACKAGES, machine.OFFSCREEN)
    assert installed == [machine.QT_PACKAGES]


def test_qt_answers_for_a_platform_that_is_there_and_one_that_is_not() -> None:
    here = Machine(Path(sys.executable))
    assert here.qt_says(machine.OFFSCREEN) == ""
    assert here.qt_says("nowhere") != ""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a screen")
@pytest.mark.parametrize(
    ("variables", "screen"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
    ],
)
def test_knows_whether_there_is_a_screen(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], screen: bool
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert machine.has_screen() is screen


def test_run_without_a_screen_says_so_and_makes_the_demonstration(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    called: list[list[str]] = []
    former = tmp_path / "demo-output" / "ancien.txt"
    former.parent.mkdir()
    former.touch()
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)  # a run makes place: not for what lies in this checkout
    monkeypatch.setattr(bootstrap, "prepared", lambda requirements: Environment(ROOT))
    monkeypatch.setattr(bootstrap, "has_screen", lambda: False)
    monkeypatch.setattr(bootstrap.subprocess, "call", lambda command, **_: called.append(command) or 0)
    assert bootstrap.main(["run"]) == 0
    assert called[0][1:] == ["-m", "dgsdesk", "demo", "demo-output", "--screens"]
    assert not former.exists()
    assert capsys.readouterr().out.count("\n") == 1


@pytest.mark.parametrize("arguments", [[], ["ouvre"], ["--help"]])
def test_says_how_it_is_used(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(arguments) == 2
    assert "bootstrap.py run" in capsys.readouterr().err


def test_another_python_is_looked_for_when_this_one_does_not_fit(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "python_fits", lambda: False)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    assert bootstrap.main(["setup"]) == 1
    assert "Python 3.11, 3.12 ou 3.13" in capsys.readouterr().err

    called: list[list[str]] = []
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(bootstrap, "answers", lambda command: "python3.12" in command or "-3.12" in command)
    monkeypatch.setattr(bootstrap.subprocess, "call", lambda command: called.append(command) or 7)
    assert bootstrap.main(["setup"]) == 7
    assert "3.12" in " ".join(called[0])
    assert called[0][-1] == "setup"
