"""The frozen form of minutes: the whole text as JSON, read back exactly, and its hash."""

from __future__ import annotations

import json
from datetime import date, time
from typing import Any

from dgsdesk.application.minutes.text import (
    AttendanceGroup,
    MinutesText,
    NextMeeting,
    TextAction,
    TextDecision,
    TextItem,
)
from dgsdesk.domain.action import ActionState
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.richtext import from_json, to_json

Json = dict[str, Any]


def content_json(text: MinutesText) -> str:
    """Return the text as canonical JSON: the same text gives the same characters, so the same hash."""
    value = {
        "meeting_id": text.meeting_id,
        "circle": text.circle,
        "day": text.day.isoformat(),
        "starts_at": text.starts_at.isoformat(),
        "ends_at": text.ends_at.isoformat(),
        "place": text.place,
        "address": text.address,
        "host": text.host,
        "chair": text.chair,
        "writer": text.writer,
        "reference": text.reference,
        "attendance": [{"title": group.title, "lines": list(group.lines)} for group in text.attendance],
        "items": [_item_json(item) for item in text.items],
        "suggestions": list(text.suggestions),
        "following": _following_json(text.following),
    }
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def text_from_content(content: str) -> MinutesText:
    """Read what ``content_json`` gave."""
    of: Json = json.loads(content)
    return MinutesText(
        meeting_id=of["meeting_id"],
        circle=of["circle"],
        day=date.fromisoformat(of["day"]),
        starts_at=time.fromisoformat(of["starts_at"]),
        ends_at=time.fromisoformat(of["ends_at"]),
        place=of["place"],
        address=of["address"],
        host=of["host"],
        chair=of["chair"],
        writer=of["writer"],
        reference=of["reference"],
        attendance=tuple(AttendanceGroup(g["title"], tuple(g["lines"])) for g in of["attendance"]),
        items=tuple(map(_item_from, of["items"])),
        suggestions=tuple(of["suggestions"]),
        following=_following_from(of["following"]),
    )


def _item_json(item: TextItem) -> Json:
    return {
        "id": item.id,
        "number": item.number,
        "part": item.part,
        "title": item.title,
        "question": item.question,
        "presenter": item.presenter,
        "audience": int(item.audience),
        "discussed": item.discussed,
        "competences": list(item.competences),
        "text": to_json(item.text),
        "decisions": list(map(_decision_json, item.decisions)),
        "actions": [_action_json(action) for action in item.actions],
    }


def _decision_json(decision: TextDecision) -> Json:
    value: Json = {"id": decision.id, "number": decision.number, "text": decision.text}
    return value | _level_json(decision.audience)


def _level_json(audience: Audience) -> Json:
    return {} if audience is Audience.ALL else {"audience": int(audience)}


def _action_json(action: TextAction) -> Json:
    due = action.due.isoformat() if action.due else None
    return {
        "id": action.id,
        "text": action.text,
        "owner": action.owner,
        "due": due,
        "state": action.state.value,
        "decision_id": action.decision_id,
        **_level_json(action.audience),
    }


def _item_from(of: Json) -> TextItem:
    return TextItem(
        id=of["id"],
        number=of["number"],
        part=of["part"],
        title=of["title"],
        question=of["question"],
        presenter=of["presenter"],
        audience=Audience(of["audience"]),
        discussed=of["discussed"],
        competences=tuple(of["competences"]),
        text=from_json(of["text"]),
        decisions=tuple(TextDecision(d["id"], d["number"], d["text"], _level(d)) for d in of["decisions"]),
        actions=tuple(map(_action_from, of["actions"])),
    )


def _action_from(of: Json) -> TextAction:
    due = date.fromisoformat(of["due"]) if of["due"] else None
    return TextAction(
        of["id"], of["text"], of["owner"], due, ActionState(of["state"]), _level(of), of["decision_id"]
    )


def _level(of: Json) -> Audience:
    return Audience(of.get("audience", Audience.ALL))


def _following_json(following: NextMeeting | None) -> Json | None:
    if following is None:
        return None
    return {
        "day": following.day.isoformat(),
        "starts_at": following.starts_at.isoformat(),
        "host": following.host,
        "place": following.place,
    }


def _following_from(of: Json | None) -> NextMeeting | None:
    if of is None:
        return None
    day, starts_at = date.fromisoformat(of["day"]), time.fromisoformat(of["starts_at"])
    return NextMeeting(day, starts_at, of["host"], of["place"])
