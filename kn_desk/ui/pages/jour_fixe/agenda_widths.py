"""How wide the columns of an agenda are: what is short gets what it needs, the title gets the rest."""

from collections.abc import Iterable, Sequence

from PySide6.QtGui import QFontMetrics

from kn_desk.services.meeting_times import AgendaRow
from kn_desk.ui.lights import pill_width
from kn_desk.ui.models.agenda_model import HEADS, Part, minutes_words, shift_words, state_words
from kn_desk.ui.style import FIELD_ICON, M, S, Theme

#: Elided text needs a little more than what its metrics say.
_SLACK = 2
#: What a cell has left and right of its words.
_SIDES = 2 * S + _SLACK
#: What is below another item begins so much further right, in pixels.
INDENT = 16
_LEAST_TOPIC = 100


def column_widths(theme: Theme, rows: Sequence[AgendaRow], room: int) -> dict[Part, int]:
    """Return the width of each column shown, in pixels; together they fill the room.

    All columns are shown where every word has room in one line. Elsewhere rows have two lines, and what
    ``Part.REASON`` and ``Part.PRESENTER`` would show stands in the second one.
    """
    widths = _in_one_line(theme, rows)
    if sum(widths.values()) > room:
        widths = _in_two_lines(theme, rows, room)
    widths[Part.TOPIC] += max(0, room - sum(widths.values()))
    return widths


def _in_one_line(theme: Theme, rows: Sequence[AgendaRow]) -> dict[Part, int]:
    """What every word needs; the title of what has no reason may run on into the column of the reasons."""
    usual, bold = QFontMetrics(theme.font()), QFontMetrics(theme.font(bold=True))
    reasons = [pill_width(row.signal, usual) if row.signal else usual.horizontalAdvance(row.reason) for row in rows]
    shifts = _longest(QFontMetrics(theme.font(9)), map(shift_words, rows))
    reason = max([_head(bold, Part.REASON), *reasons]) + _SIDES
    return {
        **_short(theme, rows, usual.horizontalAdvance("00:00") + M + shifts if shifts else 0),
        Part.TOPIC: max(
            _head(bold, Part.TOPIC) + _SIDES,
            _longest_title(theme, [row for row in rows if row.reason]),
            _longest_title(theme, [row for row in rows if not row.reason]) - reason,
        ),
        Part.REASON: reason,
        Part.KIND: max(_head(bold, Part.KIND), _longest(usual, (row.kind for row in rows))) + _SIDES,
        Part.PRESENTER: max(_head(bold, Part.PRESENTER), _longest(usual, (row.presenter for row in rows))) + _SIDES,
    }


def _in_two_lines(theme: Theme, rows: Sequence[AgendaRow], room: int) -> dict[Part, int]:
    small = QFontMetrics(theme.font(9))
    widths = _short(theme, rows, _longest(small, map(shift_words, rows)), _longest(small, map(state_words, rows)))
    kinds = _longest(QFontMetrics(theme.font()), (row.kind for row in rows)) + _SIDES
    names = _longest(small, (row.presenter for row in rows)) + _SIDES
    topics = max(_longest_title(theme, rows), INDENT + _longest(small, (row.reason for row in rows)) + _SIDES)
    left = room - sum(widths.values())
    widths[Part.KIND] = max(kinds, min(names, max(left - topics, round(room * 0.24))))
    widths[Part.TOPIC] = max(_LEAST_TOPIC, left - widths[Part.KIND])
    return widths


def _short(theme: Theme, rows: Sequence[AgendaRow], begins: int, states: int = 0) -> dict[Part, int]:
    """The columns that show numbers; ``begins`` and ``states`` are what else stands in two of them, in pixels."""
    usual, bold = QFontMetrics(theme.font()), QFontMetrics(theme.font(bold=True))
    numbers = M + theme.px(FIELD_ICON) + _SLACK + _longest(bold, (row.number for row in rows)) + S
    minutes = max(_head(bold, Part.MINUTES), _longest(bold, map(minutes_words, rows)), states)
    return {
        Part.NUMBER: max(numbers, _head(bold, Part.NUMBER) + S + M),
        Part.BEGIN: max(usual.horizontalAdvance("00:00"), _head(bold, Part.BEGIN), begins) + _SIDES,
        Part.MINUTES: minutes + S + M + _SLACK,
    }


def _longest_title(theme: Theme, rows: Iterable[AgendaRow]) -> int:
    usual, bold = QFontMetrics(theme.font()), QFontMetrics(theme.font(bold=True))
    titles = (INDENT * row.depth + (bold if row.runs else usual).horizontalAdvance(row.item.title) for row in rows)
    return max(titles, default=0) + _SIDES


def _head(metrics: QFontMetrics, part: Part) -> int:
    return metrics.horizontalAdvance(HEADS[part])


def _longest(metrics: QFontMetrics, words: Iterable[str]) -> int:
    return max([metrics.horizontalAdvance(word) for word in words], default=0)
