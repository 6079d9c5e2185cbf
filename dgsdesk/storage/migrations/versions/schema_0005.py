"""What the trust in hand asked for last.

Revision ID: 0005
"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.create_index("ix_action_done_on", ["done_on"], unique=False)
        batch_op.create_index("ix_action_owner", ["owner"], unique=False)

    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.create_index("ix_agenda_item_referral", ["referral"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.drop_index("ix_agenda_item_referral")

    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_index("ix_action_owner")
        batch_op.drop_index("ix_action_done_on")
