"""Opening a file with the system's program: done, refused, or no such program."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from queue import SimpleQueue

import pytest

from dgsdesk.application.sentences import sentence
from dgsdesk.domain.errors import StorageUnavailable
from dgsdesk.outside import opening
from dgsdesk.outside.opening import SystemOpener

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the program is put on the path of Linux")


def put_opener(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = folder / "xdg-open"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")


def test_the_system_is_given_the_path_as_one_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_opener(tmp_path, monkeypatch, f'printf "%s" "$1" > "{tmp_path}/heard"')
    SystemOpener().open("/là/-bas; rm x.pdf")
    assert (tmp_path / "heard").read_text(encoding="utf-8") == "/là/-bas; rm x.pdf"


def test_a_refusal_that_comes_late_is_told_once_the_call_has_returned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_SECONDS", 0.05)
    told: SimpleQueue[StorageUnavailable] = SimpleQueue()
    go = tmp_path / "go"
    os.mkfifo(go)
    put_opener(tmp_path, monkeypatch, f'read line < "{go}"; exit 4')
    SystemOpener().open("/là/plan.pdf", told.put)
    assert told.empty()
    go.write_text("on\n", encoding="utf-8")
    assert "«\u00a0plan.pdf\u00a0»" in sentence(told.get(timeout=10)).message


def test_a_program_that_ends_well_late_tells_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_SECONDS", 0.05)
    told: list[StorageUnavailable] = []
    go = tmp_path / "go"
    os.mkfifo(go)
    put_opener(tmp_path, monkeypatch, f'read line < "{go}"')
    SystemOpener().open("/là/plan.pdf", told.append)
    (waiting,) = [one for one in threading.enumerate() if one.name == "opening"]
    go.write_text("on\n", encoding="utf-8")
    waiting.join(10)
    assert told == []


@pytest.mark.parametrize("script", ["exit 3", None])
def test_a_refusal_and_a_missing_program_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str | None
) -> None:
    if script is None:
        monkeypatch.setenv("PATH", str(tmp_path))
    else:
        put_opener(tmp_path, monkeypatch, script)
    with pytest.raises(StorageUnavailable) as refused:
        SystemOpener().open("/là/plan.pdf")
    assert "«\u00a0plan.pdf\u00a0»" in sentence(refused.value).message
