"""What the Zeitplan says under the mouse: the milestone there, or all dates of the Maßnahme."""

from kn_desk.fields.text import visible
from kn_desk.records.progress import MILESTONE_STATE
from kn_desk.records.sentences import day
from kn_desk.services.item_schedule import Mark, Stretch
from kn_desk.ui.pages.timeline.painting import Layout
from kn_desk.ui.pages.timeline.rows import Row
from kn_desk.ui.pages.timeline.scale import Scale

_REACH = 8


def tip(row: Row, x: int, layout: Layout, scale: Scale) -> str:
    """Return the words for a place in a row."""
    bar = row.bar
    if bar is None:
        return f"{row.group.title}\n{row.group.rollup.sentence}"
    at = x - layout.chart_x
    near = [mark for mark in bar.marks if abs(scale.x(mark.on) - at) <= _REACH]
    if near and at >= 0:
        return "\n".join(_mark(mark) for mark in near)
    lines = [bar.title]
    lines += [f"{word}: {_stretch(one)}" for word, one in (("Plan", bar.plan), ("Ist", bar.actual)) if one is not None]
    if bar.forecast is not None:
        late = (bar.forecast.end - bar.forecast.start).days if bar.forecast.start else 0
        days = "1 Tag" if late == 1 else f"{late} Tage"
        lines.append(f"Prognose: {day(bar.forecast.end)}, {days} nach Plan-Ende")
    return visible("\n".join(lines))


def _mark(mark: Mark) -> str:
    return f"{mark.title}\n{MILESTONE_STATE.states[mark.state].word}: {day(mark.on)}"


def _stretch(stretch: Stretch) -> str:
    return f"{day(stretch.start)} bis {day(stretch.end)}" if stretch.start else f"bis {day(stretch.end)}"
