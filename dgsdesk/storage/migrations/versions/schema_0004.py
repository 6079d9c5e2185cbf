"""Dossiers between laptops, and what trust keeps.

Revision ID: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dossier",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("family_id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("laptop_id", sa.Text(), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("state_sha256", sa.Text(), nullable=False),
        sa.Column("base_sha256", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("due", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "political_request",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Text(), nullable=True),
        sa.Column("expected", sa.Text(), nullable=False),
        sa.Column("lead", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "retention_period",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "request_work",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["political_request.id"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("request_work", schema=None) as batch_op:
        batch_op.create_index("ix_request_work_request_id", ["request_id"], unique=False)

    op.create_table(
        "dossier_memory",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("dossier_memory", schema=None) as batch_op:
        batch_op.create_index("ix_dossier_memory_meeting_id", ["meeting_id"], unique=False)

    op.create_table(
        "field_conflict",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("base", sa.Text(), nullable=False),
        sa.Column("ours", sa.Text(), nullable=False),
        sa.Column("theirs", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("read_at", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("read_by", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("field_conflict", schema=None) as batch_op:
        batch_op.create_index("ix_field_conflict_meeting_id", ["meeting_id"], unique=False)

    with op.batch_alter_table("grey_zone", schema=None) as batch_op:
        batch_op.add_column(sa.Column("agreed", sa.Text(), server_default="", nullable=False))

    with op.batch_alter_table("journal_entry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("machine", sa.Text(), server_default="", nullable=False))

    with op.batch_alter_table("minutes_conflict", schema=None) as batch_op:
        batch_op.add_column(sa.Column("side", sa.Text(), server_default="", nullable=False))

    with op.batch_alter_table("minutes_version", schema=None) as batch_op:
        batch_op.create_index("ix_minutes_version_made_at", ["made_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("minutes_version", schema=None) as batch_op:
        batch_op.drop_index("ix_minutes_version_made_at")

    with op.batch_alter_table("minutes_conflict", schema=None) as batch_op:
        batch_op.drop_column("side")

    with op.batch_alter_table("journal_entry", schema=None) as batch_op:
        batch_op.drop_column("machine")

    with op.batch_alter_table("grey_zone", schema=None) as batch_op:
        batch_op.drop_column("agreed")

    with op.batch_alter_table("field_conflict", schema=None) as batch_op:
        batch_op.drop_index("ix_field_conflict_meeting_id")

    op.drop_table("field_conflict")
    with op.batch_alter_table("dossier_memory", schema=None) as batch_op:
        batch_op.drop_index("ix_dossier_memory_meeting_id")

    op.drop_table("dossier_memory")
    with op.batch_alter_table("request_work", schema=None) as batch_op:
        batch_op.drop_index("ix_request_work_request_id")

    op.drop_table("request_work")
    op.drop_table("retention_period")
    op.drop_table("political_request")
    op.drop_table("dossier")
