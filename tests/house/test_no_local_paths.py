"""No committed file names the machine that it was written on, nor an index of packages."""

from __future__ import annotations

import re

import pytest

from tests.house.committed import ROOT, committed_files, text_of

LOCAL = re.compile(
    r"/(?:work|home|Users)/[\w.-]+/|[A-Z]:\\\\?Users\\|file:///(?:work|home|opt|root|tmp)\b|/tmp/[\w.-]+/"
)
INDEX = re.compile(r"--(?:extra-)?index-url|find-links\s*=|pypi\.org/simple|files\.pythonhosted\.org")


@pytest.mark.parametrize("what", [LOCAL, INDEX], ids=["local path", "index address"])
def test_no_committed_file_names_it(what: re.Pattern[str]) -> None:
    named = {
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in committed_files()
        for found in what.finditer(text_of(path))
    }
    assert not named


def test_the_locks_are_pinned_and_hashed_without_an_address() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / "installer" / name).read_text(encoding="utf-8")
        packages = [line for line in text.splitlines() if line[:1].isalnum()]
        assert packages
        assert all(re.match(r"[a-z0-9-]+==\S+", line) for line in packages)
        assert text.count("--hash=sha256:") >= len(packages)
        assert "://" not in text
        assert " @ " not in text


def test_qt_stays_below_the_version_that_breaks_python_3_11() -> None:
    text = (ROOT / "installer" / "requirements.txt").read_text(encoding="utf-8")
    assert re.search(r"^pyside6-essentials==6\.11\.\d+ ", text, re.MULTILINE)
