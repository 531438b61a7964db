"""Days and pixels: where a day stands in the chart, and which lines and words its axis has."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

#: The zooms from near to far: their word, and how many pixels a day has.
ZOOMS = {"month": "Monat", "quarter": "Quartal", "year": "Jahr"}
_PER_DAY = {"month": 2.2, "quarter": 0.6, "year": 0.2}
_MONTHS = ("Jan", "Feb", "März", "Apr", "Mai", "Juni", "Juli", "Aug", "Sept", "Okt", "Nov", "Dez")
#: Where today stands in a chart that was just opened.
_TODAY_AT = 0.44
_FIRST, _LAST = date(1900, 1, 1).toordinal(), date(2199, 12, 31).toordinal()


@dataclass(frozen=True)
class Line:
    """A line of the axis, and the word right of it; ``year`` is the year that begins there, 0 for none."""

    x: float
    word: str
    year: int = 0


@dataclass(frozen=True)
class Scale:
    """``first`` is the (fractional) ordinal of the day at the left edge."""

    zoom: str
    first: float

    @property
    def per_day(self) -> float:
        """Pixels of a day."""
        return _PER_DAY[self.zoom]

    @classmethod
    def around(cls, zoom: str, today: date, width: int) -> "Scale":
        """Return the scale that shows today a little left of the middle."""
        return cls(zoom, today.toordinal() - width * _TODAY_AT / _PER_DAY[zoom])

    def x(self, day: date) -> float:
        """Return where a day begins."""
        return (day.toordinal() - self.first) * self.per_day

    def end_x(self, day: date) -> float:
        """Return where a day ends."""
        return self.x(day) + self.per_day

    def day_at(self, x: float) -> date:
        """Return the day at a pixel."""
        return date.fromordinal(min(max(int(self.first + x / self.per_day), _FIRST), _LAST))

    def panned(self, pixels: float) -> "Scale":
        """Return the scale moved so that what is right comes nearer (positive)."""
        return replace(self, first=min(max(self.first + pixels / self.per_day, _FIRST), _LAST))

    def zoomed(self, zoom: str, keep_x: float) -> "Scale":
        """Return another zoom; what stands at ``keep_x`` stays there."""
        kept = self.first + keep_x / self.per_day
        return Scale(zoom, kept - keep_x / _PER_DAY[zoom])

    def showing(self, first: date, last: date, width: int) -> "Scale":
        """Return the scale moved as little as needed so that some of first … last is seen; its beginning if it can."""
        if self.end_x(last) >= 0 and self.x(first) <= width:
            return self
        return replace(self, first=first.toordinal() - width * 0.2 / self.per_day)

    def lines(self, width: int) -> Iterator[Line]:
        """Yield the lines from the left edge to ``width``: months, quarters or years."""
        months = {"month": 1, "quarter": 3, "year": 12}[self.zoom]
        start = self.day_at(0)
        year, month = start.year, (start.month - 1) // months * months + 1
        while (x := self.x(date(year, month, 1))) <= width:
            yield Line(x, self._word(year, month), year if month == 1 else 0)
            month += months
            if month > 12:
                year, month = year + 1, 1

    def _word(self, year: int, month: int) -> str:
        if self.zoom == "month":
            return _MONTHS[month - 1]
        return f"Q{(month + 2) // 3}" if self.zoom == "quarter" else str(year)


def nearer(zoom: str) -> str:
    """Return the zoom that shows more detail."""
    order = list(ZOOMS)
    return order[max(0, order.index(zoom) - 1)]


def farther(zoom: str) -> str:
    """Return the zoom that shows more years."""
    order = list(ZOOMS)
    return order[min(len(order) - 1, order.index(zoom) + 1)]
