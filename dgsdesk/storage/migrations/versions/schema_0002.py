"""Minutes that come back, are reserved and rectified; arrivals; what the network spells so.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "known_columns",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("titles", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "known_word",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "known_address",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("known_address", schema=None) as batch_op:
        batch_op.create_index("ix_known_address_organisation_id", ["organisation_id"], unique=False)

    op.create_table(
        "known_author",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("known_author", schema=None) as batch_op:
        batch_op.create_index("ix_known_author_organisation_id", ["organisation_id"], unique=False)

    op.create_table(
        "arrival",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("arrived_at", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=True),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("arrival", schema=None) as batch_op:
        batch_op.create_index("ix_arrival_meeting_id", ["meeting_id"], unique=False)

    op.create_table(
        "dispatch_change",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("quality", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("dispatch_change", schema=None) as batch_op:
        batch_op.create_index("ix_dispatch_change_meeting_id", ["meeting_id"], unique=False)

    op.create_table(
        "rectification",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("former_version_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Text(), nullable=False),
        sa.Column("corrections", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["former_version_id"], ["minutes_version.id"], initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(
            ["version_id"], ["minutes_version.id"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("rectification", schema=None) as batch_op:
        batch_op.create_index("ix_rectification_former_version_id", ["former_version_id"], unique=False)
        batch_op.create_index("ix_rectification_meeting_id", ["meeting_id"], unique=False)
        batch_op.create_index("ix_rectification_version_id", ["version_id"], unique=False)

    op.create_table(
        "express_approval",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("circulation_id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("given_by", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["circulation_id"], ["circulation.id"], initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("express_approval", schema=None) as batch_op:
        batch_op.create_index("ix_express_approval_circulation_id", ["circulation_id"], unique=False)
        batch_op.create_index("ix_express_approval_meeting_id", ["meeting_id"], unique=False)
        batch_op.create_index("ix_express_approval_organisation_id", ["organisation_id"], unique=False)

    op.create_table(
        "minutes_conflict",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("base", sa.Text(), nullable=False),
        sa.Column("ours", sa.Text(), nullable=False),
        sa.Column("theirs", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.Text(), nullable=False),
        sa.Column("read_by", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("minutes_conflict", schema=None) as batch_op:
        batch_op.create_index("ix_minutes_conflict_item_id", ["item_id"], unique=False)
        batch_op.create_index("ix_minutes_conflict_meeting_id", ["meeting_id"], unique=False)

    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.add_column(sa.Column("audience", sa.Integer(), server_default=sa.text("4"), nullable=False))
        batch_op.add_column(sa.Column("decision_id", sa.Text(), nullable=True))
        batch_op.create_index("ix_action_decision_id", ["decision_id"], unique=False)
        batch_op.create_foreign_key(
            "fk_decision_id", "decision", ["decision_id"], ["id"], initially="DEFERRED", deferrable=True
        )

    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.add_column(sa.Column("answer_stamp", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("remark", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("arrived_at", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("left_at", sa.Text(), nullable=True))

    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("audience", sa.Integer(), server_default=sa.text("4"), nullable=False))

    with op.batch_alter_table("journal_entry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("fold", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("began", sa.Text(), server_default="", nullable=False))

    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("planned_at", sa.Text(), nullable=True))

    with op.batch_alter_table("network", schema=None) as batch_op:
        batch_op.add_column(sa.Column("privacy_notice", sa.Text(), server_default="", nullable=False))

    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("before", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("after", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("removes", sa.Boolean(), server_default=sa.text("0"), nullable=False))
        batch_op.add_column(sa.Column("source", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("kept", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("restarts", sa.Boolean(), server_default=sa.text("0"), nullable=False))

    with op.batch_alter_table("sending", schema=None) as batch_op:
        batch_op.add_column(sa.Column("calendar", sa.Text(), server_default="none", nullable=False))
        batch_op.add_column(sa.Column("topic", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("informed", sa.Boolean(), server_default=sa.text("0"), nullable=False))
        batch_op.alter_column("meeting_id", nullable=True)

    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.add_column(sa.Column("theme_id", sa.Text(), server_default="", nullable=False))

    with op.batch_alter_table("unplaced", schema=None) as batch_op:
        batch_op.add_column(sa.Column("fate", sa.Text(), server_default="waiting", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("unplaced", schema=None) as batch_op:
        batch_op.drop_column("fate")

    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.drop_column("theme_id")

    with op.batch_alter_table("sending", schema=None) as batch_op:
        batch_op.alter_column("meeting_id", nullable=False)
        batch_op.drop_column("informed")
        batch_op.drop_column("topic")
        batch_op.drop_column("calendar")

    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.drop_column("restarts")
        batch_op.drop_column("kept")
        batch_op.drop_column("source")
        batch_op.drop_column("removes")
        batch_op.drop_column("after")
        batch_op.drop_column("before")

    with op.batch_alter_table("network", schema=None) as batch_op:
        batch_op.drop_column("privacy_notice")

    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_column("planned_at")

    with op.batch_alter_table("journal_entry", schema=None) as batch_op:
        batch_op.drop_column("began")
        batch_op.drop_column("fold")

    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_column("audience")

    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.drop_column("left_at")
        batch_op.drop_column("arrived_at")
        batch_op.drop_column("remark")
        batch_op.drop_column("answer_stamp")

    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_index("ix_action_decision_id")
        batch_op.drop_column("decision_id")
        batch_op.drop_column("audience")

    with op.batch_alter_table("minutes_conflict", schema=None) as batch_op:
        batch_op.drop_index("ix_minutes_conflict_meeting_id")
        batch_op.drop_index("ix_minutes_conflict_item_id")

    op.drop_table("minutes_conflict")
    with op.batch_alter_table("express_approval", schema=None) as batch_op:
        batch_op.drop_index("ix_express_approval_organisation_id")
        batch_op.drop_index("ix_express_approval_meeting_id")
        batch_op.drop_index("ix_express_approval_circulation_id")

    op.drop_table("express_approval")
    with op.batch_alter_table("rectification", schema=None) as batch_op:
        batch_op.drop_index("ix_rectification_version_id")
        batch_op.drop_index("ix_rectification_meeting_id")
        batch_op.drop_index("ix_rectification_former_version_id")

    op.drop_table("rectification")
    with op.batch_alter_table("dispatch_change", schema=None) as batch_op:
        batch_op.drop_index("ix_dispatch_change_meeting_id")

    op.drop_table("dispatch_change")
    with op.batch_alter_table("arrival", schema=None) as batch_op:
        batch_op.drop_index("ix_arrival_meeting_id")

    op.drop_table("arrival")
    with op.batch_alter_table("known_author", schema=None) as batch_op:
        batch_op.drop_index("ix_known_author_organisation_id")

    op.drop_table("known_author")
    with op.batch_alter_table("known_address", schema=None) as batch_op:
        batch_op.drop_index("ix_known_address_organisation_id")

    op.drop_table("known_address")
    op.drop_table("known_word")
    op.drop_table("known_columns")
