"""What is asked before a session is closed: what was not reached, and who was not ticked."""

from __future__ import annotations

from collections.abc import Callable

from dgsdesk.application.minutes.session_page import SessionPage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.domain.meeting import Presence
from dgsdesk.domain.wording import plural


def closing_question(page: SessionPage, close: Callable[[], object]) -> Message:
    """Say what is left open; the message's button closes."""
    left = [item.number for item in page.items if not item.discussed]
    unknown = sum(line.presence is Presence.UNKNOWN for line in page.attendance)
    said = []
    if left:
        said.append(_still_to_come(left))
    if unknown:
        said.append(_unknown_words(unknown))
    said.append("Les notes restent modifiables à l’étape « Rédiger ».")
    return Message(
        "Clore la séance ?",
        remedy=" ".join(said),
        tone="warn" if left or unknown else "info",
        button="Clore maintenant",
        act=close,
    )


def _still_to_come(numbers: list[str]) -> str:
    """Say which items were not discussed, and what becomes of them."""
    if len(numbers) == 1:
        return f"Pas encore abordé : {numbers[0]}. Il sera proposé à nouveau."
    return f"Pas encore abordés : {', '.join(numbers)}. Ils seront proposés à nouveau."


def _unknown_words(people: int) -> str:
    """Say how many are neither present nor excused, and as what they will count."""
    left = plural(people, "présence reste à pointer", "présences restent à pointer")
    return f"{left} : {'ce sera une absence' if people == 1 else 'ce seront des absences'}."
