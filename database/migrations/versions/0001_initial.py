"""The first schema: all record types, stored from the start."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table as it was then; frozen, unlike ``schema.sql``."""
    sql = Path(__file__).with_name("0001_initial.sql").read_text(encoding="utf-8")
    for statement in sql.split(";\n"):
        # Alembic makes its own table, and fills it.
        if statement.strip() and "alembic_version" not in statement:
            op.execute(statement)


def downgrade() -> None:
    """There is nothing before the first schema."""
