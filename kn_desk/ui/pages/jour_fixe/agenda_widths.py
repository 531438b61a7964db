"""How wide the columns of an agenda are: what is short gets what it needs, the title gets the rest."""

from collections.abc import Iterable, Sequence

from PySide6.QtGui import QFontMetrics

from kn_desk.services.meeting_times import AgendaRow
from kn_desk.ui.models.agenda_model import RESULT_WORDS, Part, shift_words
from kn_desk.ui.style import FIELD_ICON, M, S, Theme

#: Elided text needs a little more than what its metrics say.
_SLACK = 2
_LONGEST_NAME = 176


def column_widths(theme: Theme, rows: Sequence[AgendaRow], room: int, *, wide: bool) -> dict[Part, int]:
    """Return the width of each column shown; together they fill the room."""
    usual, bold = QFontMetrics(theme.font()), QFontMetrics(theme.font(bold=True))
    small = QFontMetrics(theme.font(9))
    digits = _longest(bold, [row.number for row in rows])
    shifts = _longest(small, [shift_words(row) for row in rows])
    begin = max(usual.horizontalAdvance("00:00"), bold.horizontalAdvance("Beginn"))
    if wide and shifts:
        begin = max(begin, usual.horizontalAdvance("00:00") + M + shifts)
    elif not wide:
        begin = max(begin, shifts)
    kinds = _longest(usual, [row.kind for row in rows])
    widths = {
        Part.NUMBER: max(M + theme.px(FIELD_ICON) + _SLACK + digits + S, bold.horizontalAdvance("TOP") + S + M),
        Part.BEGIN: begin + 2 * S + _SLACK,
        Part.MINUTES: max(bold.horizontalAdvance("00 / 00"), _longest(small, RESULT_WORDS.values())) + M + S + _SLACK,
    }
    if wide:
        names = _longest(usual, [row.presenter for row in rows])
        widths[Part.KIND] = max(kinds, bold.horizontalAdvance("Art")) + 2 * S + 2 * _SLACK
        head = bold.horizontalAdvance("Berichterstattung")
        widths[Part.PRESENTER] = max(head, min(names, _LONGEST_NAME - 2 * S)) + 2 * S + _SLACK
        widths[Part.REASON] = max(120, round((room - sum(widths.values())) * 0.42))
    else:
        names = _longest(small, [row.presenter for row in rows])
        least = kinds + 2 * S + 2 * _SLACK
        widths[Part.KIND] = max(least, min(names + 2 * S + 2 * _SLACK, round(room * 0.24)))
    widths[Part.TOPIC] = max(100, room - sum(widths.values()))
    return widths


def _longest(metrics: QFontMetrics, words: Iterable[str]) -> int:
    return max([metrics.horizontalAdvance(word) for word in words], default=0)
