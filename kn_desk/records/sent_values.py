"""The values that were sent in a sheet, as the office keeps them: a row for each record."""

import json
from typing import Any

#: Under this name stand [sheet, record id, value as JSON, …], the fields once before them in the place of an id.
VALUES, FIELDS = "values", "fields"
_EMPTY = "null"


def tells_of(kept: str, record: str) -> bool:
    """Return whether a value of this record was sent."""
    return any(value != _EMPTY for row in _rows_of(json.loads(kept), record) for value in row[2:])


def without(kept: str, record: str) -> str:
    """Return the same with nothing in the cells of this record; that it was in the sheet stays known."""
    bundle = json.loads(kept)
    for row in _rows_of(bundle, record):
        row[2:] = [_EMPTY] * len(row[2:])
    return json.dumps(bundle, ensure_ascii=False)


def _rows_of(bundle: Any, record: str) -> list[list[str]]:
    rows = bundle.get(VALUES) if isinstance(bundle, dict) else None
    return [row for row in rows if isinstance(row, list) and record in row[1:2]] if isinstance(rows, list) else []
