"""Writes what is generated from the field specs: database/schema.sql and docs/data-model.md. A test compares them."""

from pathlib import Path

from kn_desk.services.data_model import data_model
from kn_desk.storage.schema import schema_sql

ROOT = Path(__file__).resolve().parent.parent


def generated() -> dict[Path, str]:
    """Return {file: the text that belongs there}."""
    return {ROOT / "database" / "schema.sql": schema_sql(), ROOT / "docs" / "data-model.md": data_model()}


if __name__ == "__main__":
    for path, text in generated().items():
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(ROOT))
