"""Samples of the commands of the dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dgsdesk.application.command import Command
from dgsdesk.application.desk import Desk
from dgsdesk.application.spelling import ForgetWord, LearnWord


def samples(desk: Desk) -> Iterator[Command[Any]]:
    del desk
    yield LearnWord("interco")
    yield LearnWord("e-bourg")
    yield ForgetWord("interco")
