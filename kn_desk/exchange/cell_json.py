"""Cells on their way from the child process that reads a workbook: as JSON, since nothing else may come through."""

import math
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

Raw = str | int | float | bool | date | datetime | time | timedelta | None
#: What is to be known of a cell besides its value: it holds a formula, one without result, an error, or is merged.
Mark = Literal["formula", "uncomputed", "error", "merged"]


def packed(value: Any) -> Any:
    """Return a cell's value as JSON can hold it; what is no value becomes text."""
    if value is None or value == "":
        return None
    if isinstance(value, bool | str | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, datetime):
        return {"datetime": value.replace(tzinfo=None).isoformat()}
    if isinstance(value, date | time):
        return {type(value).__name__: value.isoformat()}
    if isinstance(value, timedelta):
        return {"timedelta": value.total_seconds()}
    return str(value)


_READ: dict[str, Callable[[Any], Raw]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda seconds: timedelta(seconds=seconds),
}


def unpacked(found: dict[str, Any]) -> Any:
    """Return the value that ``packed`` made an object of, any other object as it is; for ``json.loads``."""
    if len(found) == 1:
        [(kind, what)] = found.items()
        if kind in _READ:
            return _READ[kind](what)
    return found
