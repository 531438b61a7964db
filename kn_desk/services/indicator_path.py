"""A Kennzahl as a chart shows it: its values, the straight path to its target, and where it stands today in words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kn_desk.fields.kinds import Decimals, Rate
from kn_desk.fields.spec import Record
from kn_desk.records.measuring import Indicator, Reading
from kn_desk.records.sentences import day
from kn_desk.records.strategy import StrategyItem
from kn_desk.storage.reader import Reader


@dataclass(frozen=True)
class Point:
    """A value on a day."""

    on: date
    value: Decimal
    provisional: bool = False


@dataclass(frozen=True)
class IndicatorPath:
    """Values up to today in their order, at least two; ``way`` is start and target, None where there is no path."""

    indicator: Indicator
    about: str
    figure: str
    aside: str
    points: tuple[Point, ...]
    way: tuple[Point, Point] | None
    target: str
    today: date


def path_of(reader: Reader, record: Record) -> IndicatorPath | None:
    """Return the chart of a Kennzahl, or of that of a Maßnahme that was measured last; None without two values."""
    if isinstance(record, Indicator):
        return _path(reader, record)
    if not isinstance(record, StrategyItem):
        return None
    paths = [_path(reader, one) for one in reader.near.below(Indicator, "item", record)]
    return max((path for path in paths if path is not None), key=lambda path: path.points[-1].on, default=None)


def _path(reader: Reader, indicator: Indicator) -> IndicatorPath | None:
    points = sorted(
        (
            Point(one.measured_on, one.value, bool(one.provisional))
            for one in reader.near.below(Reading, "indicator", indicator)
            if one.value is not None and one.measured_on is not None and one.measured_on <= reader.today
        ),
        key=lambda point: point.on,
    )
    if len(points) < 2:
        return None
    way = None
    start, begin, target, end = indicator.baseline, indicator.baseline_on, indicator.target, indicator.target_on
    if start is not None and begin is not None and target is not None and end is not None and begin < end:
        way = (Point(begin, start), Point(end, target))
    unit = f" {indicator.unit}" if indicator.unit else ""
    frequency = indicator.spec.fields["frequency"].kind.show(indicator.frequency)
    expected, reached = (indicator.compute(name, reader.near) for name in ("expected", "attainment"))
    aside = (
        [f"Soll heute {_plain(expected.value)}"] if expected.value is not None and end and end > reader.today else []
    )
    aside += [f"Zielerreichung {Rate().show(reached.value)}"] if reached.value is not None else []
    if indicator.direction == "range":
        aside = [reached.reason]  # whether it lies in its Korridor
    return IndicatorPath(
        indicator,
        ", ".join(filter(None, (indicator.unit, frequency[:1].lower() + frequency[1:]))),
        f"{_plain(points[-1].value)}{f' von {_plain(target)}' if target is not None else unit}",
        " · ".join(aside),
        tuple(points),
        way,
        f"Ziel {_plain(target)} bis {day(end)}" if way and target is not None and end else "",
        reader.today,
    )


def _plain(value: Decimal) -> str:
    return Decimals(2).show(value)
