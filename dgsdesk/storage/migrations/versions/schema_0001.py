"""The first schema.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("owner_kind", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "circle",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("model_id", sa.Text(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("every_months", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("skipped_months", sa.Text(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("lunch", sa.Boolean(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("observation_days", sa.Integer(), nullable=False),
        sa.Column("counting_mode", sa.Text(), nullable=False),
        sa.Column("reply_days_before", sa.Integer(), nullable=False),
        sa.Column("opening_minutes", sa.Integer(), nullable=False),
        sa.Column("closing_minutes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "commission",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("competences", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "journal_entry",
        sa.Column("sequence", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sequence"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "network",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("siren", sa.Text(), nullable=False),
        sa.Column("epci_type", sa.Text(), nullable=False),
        sa.Column("departement", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("reference_date", sa.Text(), nullable=False),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("postal_code", sa.Text(), nullable=False),
        sa.Column("town", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("sector", sa.Text(), nullable=False),
        sa.Column("member_from", sa.Text(), nullable=True),
        sa.Column("member_to", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("given_name", sa.Text(), nullable=False),
        sa.Column("family_name", sa.Text(), nullable=False),
        sa.Column("civility", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "appointment",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("starts", sa.Text(), nullable=True),
        sa.Column("ends", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_appointment_organisation_id", "appointment", ["organisation_id"], unique=False)
    op.create_index("ix_appointment_person_id", "appointment", ["person_id"], unique=False)
    op.create_table(
        "commission_member",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("commission_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["commission_id"], ["commission.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_commission_member_commission_id", "commission_member", ["commission_id"], unique=False
    )
    op.create_index("ix_commission_member_person_id", "commission_member", ["person_id"], unique=False)
    op.create_table(
        "host_blackout",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("starts", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_host_blackout_organisation_id", "host_blackout", ["organisation_id"], unique=False)
    op.create_table(
        "journal_change",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["sequence"],
            ["journal_entry.sequence"],
        ),
        sa.PrimaryKeyConstraint("sequence", "position"),
    )
    op.create_index(op.f("ix_journal_change_row_id"), "journal_change", ["row_id"], unique=False)
    op.create_table(
        "letterhead",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("postal_code", sa.Text(), nullable=False),
        sa.Column("town", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("website", sa.Text(), nullable=False),
        sa.Column("signatory_civility", sa.Text(), nullable=False),
        sa.Column("signatory_name", sa.Text(), nullable=False),
        sa.Column("signatory_title", sa.Text(), nullable=False),
        sa.Column("handled_by", sa.Text(), nullable=False),
        sa.Column("handled_by_phone", sa.Text(), nullable=False),
        sa.Column("handled_by_email", sa.Text(), nullable=False),
        sa.Column("logo_id", sa.Text(), nullable=True),
        sa.Column("base_document_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["base_document_id"], ["attachment.id"], initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(["logo_id"], ["attachment.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_letterhead_base_document_id", "letterhead", ["base_document_id"], unique=False)
    op.create_index("ix_letterhead_logo_id", "letterhead", ["logo_id"], unique=False)
    op.create_index("ix_letterhead_organisation_id", "letterhead", ["organisation_id"], unique=False)
    op.create_table(
        "meeting",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("circle_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.Text(), nullable=False),
        sa.Column("host_id", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("video_link", sa.Text(), nullable=False),
        sa.Column("lunch", sa.Boolean(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("reply_by", sa.Text(), nullable=True),
        sa.Column("chair", sa.Text(), nullable=False),
        sa.Column("writer", sa.Text(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("agenda_letter", sa.Text(), nullable=False),
        sa.Column("invited_on", sa.Text(), nullable=True),
        sa.Column("changed_since_invitation", sa.Boolean(), nullable=False),
        sa.Column("current_item_id", sa.Text(), nullable=True),
        sa.Column("started_at", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.Column("item_since", sa.Text(), nullable=True),
        sa.Column("paused_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["host_id"], ["organisation.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_meeting_circle_id", "meeting", ["circle_id"], unique=False)
    op.create_index("ix_meeting_host_id", "meeting", ["host_id"], unique=False)
    op.create_table(
        "raised_theme",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("sphere", sa.Text(), nullable=False),
        sa.Column("raised_by_id", sa.Text(), nullable=True),
        sa.Column("raised_on", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["raised_by_id"], ["organisation.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_raised_theme_raised_by_id", "raised_theme", ["raised_by_id"], unique=False)
    op.create_table(
        "shared_subject",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("raised_by_id", sa.Text(), nullable=True),
        sa.Column("raised_on", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["raised_by_id"], ["organisation.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_shared_subject_raised_by_id", "shared_subject", ["raised_by_id"], unique=False)
    op.create_table(
        "agenda_part",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_agenda_part_meeting_id", "agenda_part", ["meeting_id"], unique=False)
    op.create_table(
        "agenda_version",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("letter", sa.Text(), nullable=False),
        sa.Column("frozen_at", sa.Text(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("particulars", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_agenda_version_meeting_id", "agenda_version", ["meeting_id"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("organisation_name", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("presence", sa.Text(), nullable=False),
        sa.Column("represented_by", sa.Text(), nullable=False),
        sa.Column("lunch", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_attendance_meeting_id", "attendance", ["meeting_id"], unique=False)
    op.create_index("ix_attendance_organisation_id", "attendance", ["organisation_id"], unique=False)
    op.create_index("ix_attendance_person_id", "attendance", ["person_id"], unique=False)
    op.create_table(
        "grey_zone",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("competences", sa.Text(), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("solution", sa.Text(), nullable=False),
        sa.Column("settled_on", sa.Text(), nullable=True),
        sa.Column("settled_meeting_id", sa.Text(), nullable=True),
        sa.Column("review_on", sa.Text(), nullable=True),
        sa.Column("raised_by_id", sa.Text(), nullable=True),
        sa.Column("raised_on", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["raised_by_id"], ["organisation.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(
            ["settled_meeting_id"], ["meeting.id"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_grey_zone_raised_by_id", "grey_zone", ["raised_by_id"], unique=False)
    op.create_index("ix_grey_zone_settled_meeting_id", "grey_zone", ["settled_meeting_id"], unique=False)
    op.create_table(
        "host_turn",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("circle_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("host_id", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("instead", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["host_id"], ["organisation.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_host_turn_circle_id", "host_turn", ["circle_id"], unique=False)
    op.create_index("ix_host_turn_host_id", "host_turn", ["host_id"], unique=False)
    op.create_index("ix_host_turn_meeting_id", "host_turn", ["meeting_id"], unique=False)
    op.create_table(
        "minutes_version",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_minutes_version_meeting_id", "minutes_version", ["meeting_id"], unique=False)
    op.create_table(
        "sending",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("quality", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_sending_meeting_id", "sending", ["meeting_id"], unique=False)
    op.create_table(
        "suggestion",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("raised_by_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["raised_by_id"], ["organisation.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_suggestion_meeting_id", "suggestion", ["meeting_id"], unique=False)
    op.create_index("ix_suggestion_raised_by_id", "suggestion", ["raised_by_id"], unique=False)
    op.create_table(
        "support",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("theme_id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["raised_theme.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_support_organisation_id", "support", ["organisation_id"], unique=False)
    op.create_index("ix_support_theme_id", "support", ["theme_id"], unique=False)
    op.create_table(
        "unplaced",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_unplaced_meeting_id", "unplaced", ["meeting_id"], unique=False)
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("part_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("presenter", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("audience", sa.Integer(), nullable=False),
        sa.Column("competences", sa.Text(), nullable=False),
        sa.Column("source_kind", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("added_late", sa.Boolean(), nullable=False),
        sa.Column("discussed", sa.Boolean(), nullable=True),
        sa.Column("spent_seconds", sa.Integer(), nullable=False),
        sa.Column("comes_back", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["part_id"], ["agenda_part.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_agenda_item_meeting_id", "agenda_item", ["meeting_id"], unique=False)
    op.create_index("ix_agenda_item_part_id", "agenda_item", ["part_id"], unique=False)
    op.create_table(
        "circulation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("sent_on", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("counting_mode", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("last_day", sa.Text(), nullable=False),
        sa.Column("approved_on", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("superseded", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(
            ["version_id"], ["minutes_version.id"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_circulation_meeting_id", "circulation", ["meeting_id"], unique=False)
    op.create_index("ix_circulation_version_id", "circulation", ["version_id"], unique=False)
    op.create_table(
        "practice",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("grey_zone_id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("competence", sa.Text(), nullable=False),
        sa.Column("acts", sa.Text(), nullable=False),
        sa.Column("pays", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["grey_zone_id"], ["grey_zone.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_practice_grey_zone_id", "practice", ["grey_zone_id"], unique=False)
    op.create_index("ix_practice_organisation_id", "practice", ["organisation_id"], unique=False)
    op.create_table(
        "action",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=True),
        sa.Column("item_id", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Text(), nullable=True),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Text(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_action_item_id", "action", ["item_id"], unique=False)
    op.create_index("ix_action_meeting_id", "action", ["meeting_id"], unique=False)
    op.create_index("ix_action_owner_id", "action", ["owner_id"], unique=False)
    op.create_table(
        "approval",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("circulation_id", sa.Text(), nullable=False),
        sa.Column("approved_on", sa.Text(), nullable=False),
        sa.Column("confirmed_at", sa.Text(), nullable=False),
        sa.Column("tacit", sa.Boolean(), nullable=False),
        sa.Column("revoked", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["circulation_id"], ["circulation.id"], initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(
            ["version_id"], ["minutes_version.id"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_approval_circulation_id", "approval", ["circulation_id"], unique=False)
    op.create_index("ix_approval_meeting_id", "approval", ["meeting_id"], unique=False)
    op.create_index("ix_approval_version_id", "approval", ["version_id"], unique=False)
    op.create_table(
        "decision",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("replaced_by_id", sa.Text(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["replaced_by_id"], ["decision.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_decision_item_id", "decision", ["item_id"], unique=False)
    op.create_index("ix_decision_meeting_id", "decision", ["meeting_id"], unique=False)
    op.create_index("ix_decision_replaced_by_id", "decision", ["replaced_by_id"], unique=False)
    op.create_table(
        "minutes_entry",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_minutes_entry_item_id", "minutes_entry", ["item_id"], unique=False)
    op.create_index("ix_minutes_entry_meeting_id", "minutes_entry", ["meeting_id"], unique=False)
    op.create_table(
        "observation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=True),
        sa.Column("organisation_id", sa.Text(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("proposed", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("settled_on", sa.Text(), nullable=True),
        sa.Column("changes_substance", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_observation_item_id", "observation", ["item_id"], unique=False)
    op.create_index("ix_observation_meeting_id", "observation", ["meeting_id"], unique=False)
    op.create_index("ix_observation_organisation_id", "observation", ["organisation_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_observation_organisation_id", table_name="observation")
    op.drop_index("ix_observation_meeting_id", table_name="observation")
    op.drop_index("ix_observation_item_id", table_name="observation")
    op.drop_table("observation")
    op.drop_index("ix_minutes_entry_meeting_id", table_name="minutes_entry")
    op.drop_index("ix_minutes_entry_item_id", table_name="minutes_entry")
    op.drop_table("minutes_entry")
    op.drop_index("ix_decision_replaced_by_id", table_name="decision")
    op.drop_index("ix_decision_meeting_id", table_name="decision")
    op.drop_index("ix_decision_item_id", table_name="decision")
    op.drop_table("decision")
    op.drop_index("ix_approval_version_id", table_name="approval")
    op.drop_index("ix_approval_meeting_id", table_name="approval")
    op.drop_index("ix_approval_circulation_id", table_name="approval")
    op.drop_table("approval")
    op.drop_index("ix_action_owner_id", table_name="action")
    op.drop_index("ix_action_meeting_id", table_name="action")
    op.drop_index("ix_action_item_id", table_name="action")
    op.drop_table("action")
    op.drop_index("ix_practice_organisation_id", table_name="practice")
    op.drop_index("ix_practice_grey_zone_id", table_name="practice")
    op.drop_table("practice")
    op.drop_index("ix_circulation_version_id", table_name="circulation")
    op.drop_index("ix_circulation_meeting_id", table_name="circulation")
    op.drop_table("circulation")
    op.drop_index("ix_agenda_item_part_id", table_name="agenda_item")
    op.drop_index("ix_agenda_item_meeting_id", table_name="agenda_item")
    op.drop_table("agenda_item")
    op.drop_index("ix_unplaced_meeting_id", table_name="unplaced")
    op.drop_table("unplaced")
    op.drop_index("ix_support_theme_id", table_name="support")
    op.drop_index("ix_support_organisation_id", table_name="support")
    op.drop_table("support")
    op.drop_index("ix_suggestion_raised_by_id", table_name="suggestion")
    op.drop_index("ix_suggestion_meeting_id", table_name="suggestion")
    op.drop_table("suggestion")
    op.drop_index("ix_sending_meeting_id", table_name="sending")
    op.drop_table("sending")
    op.drop_index("ix_minutes_version_meeting_id", table_name="minutes_version")
    op.drop_table("minutes_version")
    op.drop_index("ix_host_turn_meeting_id", table_name="host_turn")
    op.drop_index("ix_host_turn_host_id", table_name="host_turn")
    op.drop_index("ix_host_turn_circle_id", table_name="host_turn")
    op.drop_table("host_turn")
    op.drop_index("ix_grey_zone_settled_meeting_id", table_name="grey_zone")
    op.drop_index("ix_grey_zone_raised_by_id", table_name="grey_zone")
    op.drop_table("grey_zone")
    op.drop_index("ix_attendance_person_id", table_name="attendance")
    op.drop_index("ix_attendance_organisation_id", table_name="attendance")
    op.drop_index("ix_attendance_meeting_id", table_name="attendance")
    op.drop_table("attendance")
    op.drop_index("ix_agenda_version_meeting_id", table_name="agenda_version")
    op.drop_table("agenda_version")
    op.drop_index("ix_agenda_part_meeting_id", table_name="agenda_part")
    op.drop_table("agenda_part")
    op.drop_index("ix_shared_subject_raised_by_id", table_name="shared_subject")
    op.drop_table("shared_subject")
    op.drop_index("ix_raised_theme_raised_by_id", table_name="raised_theme")
    op.drop_table("raised_theme")
    op.drop_index("ix_meeting_host_id", table_name="meeting")
    op.drop_index("ix_meeting_circle_id", table_name="meeting")
    op.drop_table("meeting")
    op.drop_index("ix_letterhead_organisation_id", table_name="letterhead")
    op.drop_index("ix_letterhead_logo_id", table_name="letterhead")
    op.drop_index("ix_letterhead_base_document_id", table_name="letterhead")
    op.drop_table("letterhead")
    op.drop_index(op.f("ix_journal_change_row_id"), table_name="journal_change")
    op.drop_table("journal_change")
    op.drop_index("ix_host_blackout_organisation_id", table_name="host_blackout")
    op.drop_table("host_blackout")
    op.drop_index("ix_commission_member_person_id", table_name="commission_member")
    op.drop_index("ix_commission_member_commission_id", table_name="commission_member")
    op.drop_table("commission_member")
    op.drop_index("ix_appointment_person_id", table_name="appointment")
    op.drop_index("ix_appointment_organisation_id", table_name="appointment")
    op.drop_table("appointment")
    op.drop_table("person")
    op.drop_table("organisation")
    op.drop_table("network")
    op.drop_table("journal_entry")
    op.drop_table("commission")
    op.drop_table("circle")
    op.drop_table("attachment")
