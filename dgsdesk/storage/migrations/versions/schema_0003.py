"""Agendas from the network, circles with rules, planning and documents.

Revision ID: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add_what_early_files_lack()
    op.create_table(
        "file_text",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "held_competence",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("holding", sa.Text(), nullable=False),
        sa.Column("community_interest", sa.Text(), nullable=False),
        sa.Column("interest_on", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "library_document",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("added_on", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("review_on", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "shared_service",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "agenda_template",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("circle_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("items", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("agenda_template", schema=None) as batch_op:
        batch_op.create_index("ix_agenda_template_circle_id", ["circle_id"], unique=False)

    op.create_table(
        "closed_period",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("circle_id", sa.Text(), nullable=True),
        sa.Column("starts", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("closed_period", schema=None) as batch_op:
        batch_op.create_index("ix_closed_period_circle_id", ["circle_id"], unique=False)

    op.create_table(
        "document_use",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("owner_kind", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["library_document.id"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("document_use", schema=None) as batch_op:
        batch_op.create_index("ix_document_use_document_id", ["document_id"], unique=False)

    op.create_table(
        "earlier_population",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("earlier_population", schema=None) as batch_op:
        batch_op.create_index("ix_earlier_population_organisation_id", ["organisation_id"], unique=False)

    op.create_table(
        "host_exemption",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("starts", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("host_exemption", schema=None) as batch_op:
        batch_op.create_index("ix_host_exemption_organisation_id", ["organisation_id"], unique=False)

    op.create_table(
        "host_legacy",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("circle_id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("debt", sa.Integer(), nullable=False),
        sa.Column("last_turn", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("host_legacy", schema=None) as batch_op:
        batch_op.create_index("ix_host_legacy_circle_id", ["circle_id"], unique=False)
        batch_op.create_index("ix_host_legacy_organisation_id", ["organisation_id"], unique=False)

    op.create_table(
        "host_room",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("lender_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["lender_id"], ["organisation.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("host_room", schema=None) as batch_op:
        batch_op.create_index("ix_host_room_lender_id", ["lender_id"], unique=False)
        batch_op.create_index("ix_host_room_organisation_id", ["organisation_id"], unique=False)

    op.create_table(
        "membership_exception",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("circle_id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("excused", sa.Boolean(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("starts", sa.Text(), nullable=True),
        sa.Column("ends", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("membership_exception", schema=None) as batch_op:
        batch_op.create_index("ix_membership_exception_circle_id", ["circle_id"], unique=False)
        batch_op.create_index("ix_membership_exception_organisation_id", ["organisation_id"], unique=False)

    op.create_table(
        "membership_rule",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("circle_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("with_seat", sa.Boolean(), nullable=False),
        sa.Column("starts", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("membership_rule", schema=None) as batch_op:
        batch_op.create_index("ix_membership_rule_circle_id", ["circle_id"], unique=False)

    op.create_table(
        "service_membership",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("service_id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("starts", sa.Text(), nullable=True),
        sa.Column("ends", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(["service_id"], ["shared_service.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("service_membership", schema=None) as batch_op:
        batch_op.create_index("ix_service_membership_organisation_id", ["organisation_id"], unique=False)
        batch_op.create_index("ix_service_membership_service_id", ["service_id"], unique=False)

    op.create_table(
        "theme_call",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("circle_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("reply_by", sa.Text(), nullable=False),
        sa.Column("theme_ids", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("theme_call", schema=None) as batch_op:
        batch_op.create_index("ix_theme_call_circle_id", ["circle_id"], unique=False)

    op.create_table(
        "call_answer",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("call_id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["theme_call.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("call_answer", schema=None) as batch_op:
        batch_op.create_index("ix_call_answer_call_id", ["call_id"], unique=False)
        batch_op.create_index("ix_call_answer_organisation_id", ["organisation_id"], unique=False)

    op.create_table(
        "position",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("grey_zone_id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["grey_zone_id"], ["grey_zone.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("position", schema=None) as batch_op:
        batch_op.create_index("ix_position_grey_zone_id", ["grey_zone_id"], unique=False)
        batch_op.create_index("ix_position_organisation_id", ["organisation_id"], unique=False)

    op.create_table(
        "preparation_task",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("preparation_task", schema=None) as batch_op:
        batch_op.create_index("ix_preparation_task_item_id", ["item_id"], unique=False)

    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.create_index("ix_action_state", ["state"], unique=False)

    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("recurring", sa.Boolean(), server_default=sa.text("0"), nullable=False))
        batch_op.add_column(sa.Column("prepared_by", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("recall", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("referral", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("referred_on", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("referral_outcome", sa.Text(), server_default="", nullable=False))
        batch_op.create_index("ix_agenda_item_discussed", ["discussed"], unique=False)
        batch_op.create_index("ix_agenda_item_recurring", ["recurring"], unique=False)
        batch_op.create_index("ix_agenda_item_source_id", ["source_id"], unique=False)
        batch_op.create_index("ix_agenda_item_source_kind", ["source_kind"], unique=False)

    with op.batch_alter_table("agenda_version", schema=None) as batch_op:
        batch_op.add_column(sa.Column("items", sa.Text(), server_default="[]", nullable=False))

    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False))
        batch_op.add_column(sa.Column("kept_on", sa.Text(), nullable=True))

    with op.batch_alter_table("circle", schema=None) as batch_op:
        batch_op.add_column(sa.Column("cadence", sa.Text(), server_default="months", nullable=False))
        batch_op.add_column(
            sa.Column("every_weeks", sa.Integer(), server_default=sa.text("6"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("least_a_year", sa.Integer(), server_default=sa.text("4"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("times_a_year", sa.Integer(), server_default=sa.text("6"), nullable=False)
        )
        batch_op.add_column(sa.Column("host_rule", sa.Text(), server_default="rotation", nullable=False))
        batch_op.add_column(sa.Column("place", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("writer_rule", sa.Text(), server_default="host", nullable=False))
        batch_op.add_column(
            sa.Column(
                "dispatch_to",
                sa.Text(),
                server_default='["members","mayors","commissions","executives"]',
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("school_zone", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("quotation", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("source", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("closed_on", sa.Text(), nullable=True))

    with op.batch_alter_table("host_blackout", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.Text(), server_default="once", nullable=False))

    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index("ix_meeting_day", ["day"], unique=False)

    with op.batch_alter_table("network", schema=None) as batch_op:
        batch_op.add_column(sa.Column("model_id", sa.Text(), server_default="", nullable=False))


def _add_what_early_files_lack() -> None:
    """Make the table that 0002 gained when files of version 2 stood already; the way down leaves it."""
    if not sa.inspect(op.get_bind()).has_table("known_columns"):
        op.create_table(
            "known_columns",
            sa.Column("id", sa.Text(), nullable=False),
            sa.Column("titles", sa.Text(), nullable=False),
            sa.Column("fields", sa.Text(), nullable=False),
            sa.PrimaryKeyConstraint("id"),
        )


def downgrade() -> None:
    with op.batch_alter_table("network", schema=None) as batch_op:
        batch_op.drop_column("model_id")

    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_index("ix_meeting_day")

    with op.batch_alter_table("host_blackout", schema=None) as batch_op:
        batch_op.drop_column("kind")

    with op.batch_alter_table("circle", schema=None) as batch_op:
        batch_op.drop_column("closed_on")
        batch_op.drop_column("source")
        batch_op.drop_column("quotation")
        batch_op.drop_column("school_zone")
        batch_op.drop_column("dispatch_to")
        batch_op.drop_column("writer_rule")
        batch_op.drop_column("place")
        batch_op.drop_column("host_rule")
        batch_op.drop_column("times_a_year")
        batch_op.drop_column("least_a_year")
        batch_op.drop_column("every_weeks")
        batch_op.drop_column("cadence")

    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_column("kept_on")
        batch_op.drop_column("version")

    with op.batch_alter_table("agenda_version", schema=None) as batch_op:
        batch_op.drop_column("items")

    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.drop_index("ix_agenda_item_source_kind")
        batch_op.drop_index("ix_agenda_item_source_id")
        batch_op.drop_index("ix_agenda_item_recurring")
        batch_op.drop_index("ix_agenda_item_discussed")
        batch_op.drop_column("referral_outcome")
        batch_op.drop_column("referred_on")
        batch_op.drop_column("referral")
        batch_op.drop_column("recall")
        batch_op.drop_column("prepared_by")
        batch_op.drop_column("recurring")

    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_index("ix_action_state")

    with op.batch_alter_table("preparation_task", schema=None) as batch_op:
        batch_op.drop_index("ix_preparation_task_item_id")

    op.drop_table("preparation_task")
    with op.batch_alter_table("position", schema=None) as batch_op:
        batch_op.drop_index("ix_position_organisation_id")
        batch_op.drop_index("ix_position_grey_zone_id")

    op.drop_table("position")
    with op.batch_alter_table("call_answer", schema=None) as batch_op:
        batch_op.drop_index("ix_call_answer_organisation_id")
        batch_op.drop_index("ix_call_answer_call_id")

    op.drop_table("call_answer")
    with op.batch_alter_table("theme_call", schema=None) as batch_op:
        batch_op.drop_index("ix_theme_call_circle_id")

    op.drop_table("theme_call")
    with op.batch_alter_table("service_membership", schema=None) as batch_op:
        batch_op.drop_index("ix_service_membership_service_id")
        batch_op.drop_index("ix_service_membership_organisation_id")

    op.drop_table("service_membership")
    with op.batch_alter_table("membership_rule", schema=None) as batch_op:
        batch_op.drop_index("ix_membership_rule_circle_id")

    op.drop_table("membership_rule")
    with op.batch_alter_table("membership_exception", schema=None) as batch_op:
        batch_op.drop_index("ix_membership_exception_organisation_id")
        batch_op.drop_index("ix_membership_exception_circle_id")

    op.drop_table("membership_exception")
    with op.batch_alter_table("host_room", schema=None) as batch_op:
        batch_op.drop_index("ix_host_room_organisation_id")
        batch_op.drop_index("ix_host_room_lender_id")

    op.drop_table("host_room")
    with op.batch_alter_table("host_legacy", schema=None) as batch_op:
        batch_op.drop_index("ix_host_legacy_organisation_id")
        batch_op.drop_index("ix_host_legacy_circle_id")

    op.drop_table("host_legacy")
    with op.batch_alter_table("host_exemption", schema=None) as batch_op:
        batch_op.drop_index("ix_host_exemption_organisation_id")

    op.drop_table("host_exemption")
    with op.batch_alter_table("earlier_population", schema=None) as batch_op:
        batch_op.drop_index("ix_earlier_population_organisation_id")

    op.drop_table("earlier_population")
    with op.batch_alter_table("document_use", schema=None) as batch_op:
        batch_op.drop_index("ix_document_use_document_id")

    op.drop_table("document_use")
    with op.batch_alter_table("closed_period", schema=None) as batch_op:
        batch_op.drop_index("ix_closed_period_circle_id")

    op.drop_table("closed_period")
    with op.batch_alter_table("agenda_template", schema=None) as batch_op:
        batch_op.drop_index("ix_agenda_template_circle_id")

    op.drop_table("agenda_template")
    op.drop_table("shared_service")
    op.drop_table("library_document")
    op.drop_table("held_competence")
    op.drop_table("file_text")
