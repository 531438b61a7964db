"""The tab "Überblick" of a record: its lights, values and facts, each once; parts and links, all to be followed."""

import re
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from kn_desk.fields.kinds import Light
from kn_desk.fields.spec import Computed, Record
from kn_desk.fields.text import visible
from kn_desk.services.desk import Reader
from kn_desk.services.indicator_path import path_of
from kn_desk.services.part_rows import PartRow, part_rows
from kn_desk.services.record_overview import Line, Lit, Overview, Spans, links_by_type, overview
from kn_desk.ui.forms.labels import Words, hairline
from kn_desk.ui.lights import Pill
from kn_desk.ui.pages.indicator_chart import IndicatorPart
from kn_desk.ui.pages.light_line import Sign
from kn_desk.ui.pages.reading_tab import ReadingTab
from kn_desk.ui.pages.record_link import RecordLink
from kn_desk.ui.pages.swatch import Swatch
from kn_desk.ui.style import XS, L, M, S, Theme

_MOST_LINKS = 25
_LONGEST_NOTE = 400
#: What the chart of a Kennzahl says, besides its computed values.
_IN_CHART = ("Zielwert", "Erhebung")
#: Where a long word may go on in the next line.
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
#: The labels of a tab have one column: at least so wide.
_LEAST_LABEL = 92
_BREAKS = re.compile(r"([@./_-])(?=\w{3})")


class OverviewTab(ReadingTab):
    """Reads only."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        #: What stands before the values; the grid of days with a plan.
        self._labels: list[Words] = []
        self._days: QGridLayout | None = None
        theme.changed.connect(self._dress)

    def begin(self, spacing: int = S) -> QVBoxLayout:
        self._labels, self._days = [], None
        return super().begin(spacing)

    def end(self, column: QVBoxLayout) -> None:
        self._align()
        super().end(column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._align()

    def title_of(self, reader: Reader, record: Record) -> str:
        """Return how the record is called above its tabs."""
        return reader.name_of(record)

    def show_record(self, reader: Reader, record: Record) -> None:
        """Show what is computed about a record, and what belongs to it."""
        column = self.begin()
        told = overview(reader, record)
        path = path_of(reader, record)
        own = path is not None and path.indicator == record
        if own:  # the chart says it
            told = replace(told, values=(), facts=tuple(fact for fact in told.facts if fact.label not in _IN_CHART))
        self._add_lights(column, told)
        self._add_spans(column, told)
        if path is not None:
            self._section(column)
            column.addWidget(IndicatorPart(self._theme, path, titled=not own))
        self._add_values(column, told)
        self._add_facts(column, told)
        self._add_parts(column, reader, record)
        for title, records in links_by_type(reader.usages(record)).items():
            self._add_group(column, reader, record, title, records)
        self.end(column)

    def _dress(self) -> None:
        QTimer.singleShot(0, self, self._align)  # once its words have their new size

    def _align(self) -> None:
        """Begin all values at one place; labels of several words wrap before they take more than a third of the pane.

        The days side by side keep a place of their own where there is no room for that.
        """
        metrics, room = QFontMetrics(self._theme.font()), self.viewport().width() - 2 * L
        texts = [label.text() for label in self._labels]
        widest = max(map(metrics.horizontalAdvance, texts), default=0)
        longest = max((metrics.horizontalAdvance(word) for text in texts for word in text.split()), default=0)
        width = max(self._theme.px(_LEAST_LABEL), longest, min(widest, room // 3)) + 1
        for label in self._labels:
            label.setFixedWidth(width)
        if self._days is not None:
            self._days.setColumnMinimumWidth(0, width)
            if self._days.minimumSize().width() > room:
                self._days.setColumnMinimumWidth(0, 0)

    def _section(self, column: QVBoxLayout) -> None:
        """Draw a line below what is there."""
        if column.count():
            column.addWidget(hairline())

    def _add_lights(self, column: QVBoxLayout, told: Overview) -> None:
        if told.head is not None:
            column.addLayout(self._light_head(told.head))
        grid = self._two_columns()
        for row, one in enumerate(told.lights):
            grid.addWidget(self._label(one.label), row, 0, Qt.AlignmentFlag.AlignTop)
            line = QHBoxLayout()
            line.setSpacing(S)
            line.addWidget(Sign(self._theme, one.signal), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Words(self._theme, one.sentence or one.signal.word, wrap=True), 1)
            grid.addLayout(line, row, 1)
        if told.lights:
            column.addLayout(grid)
        for hint in told.hints:
            column.addWidget(self._hint(hint))

    def _light_head(self, light: Lit) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(Pill(self._theme, Light({"": light.signal}), ""), 0, Qt.AlignmentFlag.AlignTop)
        sentence = Words(self._theme, light.sentence, points=9, colour="text2", wrap=True)
        head.addWidget(sentence, 1, Qt.AlignmentFlag.AlignVCenter)
        return head

    def _add_spans(self, column: QVBoxLayout, told: Overview) -> None:
        if told.spans is None:
            return
        self._section(column)
        column.addLayout(self._spans(told.spans, told.head.signal.tone if told.head else "warn"))

    def _spans(self, spans: Spans, tone: str) -> QGridLayout:
        grid = self._days = self._two_columns()
        grid.setColumnStretch(1, 0)
        grid.setColumnStretch(len(spans.columns) + 1, 1)
        for place, word in enumerate(spans.columns, start=1):
            grid.addWidget(Words(self._theme, word, bold=True, colour="text2"), 0, place)
        forecast = spans.columns.index("Prognose") if "Prognose" in spans.columns else -1
        for row, (label, texts, later) in enumerate(spans.rows, start=1):
            grid.addWidget(Words(self._theme, label, colour="text2"), row, 0)
            for place, text in enumerate(texts):
                late = later and place == forecast
                colour = "text3" if text == "–" else tone if late and tone in ("warn", "crit") else "text"
                grid.addWidget(Words(self._theme, text, bold=late, colour=colour), row, place + 1)
        return grid

    def _add_values(self, column: QVBoxLayout, told: Overview) -> None:
        if not told.values:
            return
        self._section(column)
        for line in told.values:
            if len(line.text) > 24:  # a sentence, not a figure
                column.addLayout(self._pairs([line]))
                continue
            pair = QHBoxLayout()
            pair.setSpacing(M)
            pair.addWidget(Words(self._theme, line.label, colour="text2"), 1)
            pair.addWidget(Words(self._theme, line.text, bold=True))
            both = QVBoxLayout()
            both.setSpacing(2)
            both.addLayout(pair)
            if line.reason:
                both.addWidget(self._small(line.reason))
            column.addLayout(both)

    def _add_facts(self, column: QVBoxLayout, told: Overview) -> None:
        if told.facts:
            self._section(column)
            column.addLayout(self._pairs(told.facts))
        if told.note is not None:
            self._section(column)
            note = QVBoxLayout()
            note.setSpacing(XS)
            note.addWidget(Words(self._theme, told.note.label, colour="text2"))
            note.addWidget(Words(self._theme, _short(told.note.text), wrap=True))
            column.addLayout(note)

    def _pairs(self, lines: Sequence[Line]) -> QGridLayout:
        grid = self._two_columns()
        for row, line in enumerate(lines):
            grid.addWidget(self._label(line.label), row, 0, Qt.AlignmentFlag.AlignTop)
            words = Words(self._theme, _breakable(line.text), wrap=True)
            words.setAlignment(Qt.AlignmentFlag.AlignTop)  # beside the first line of its label
            if not _COLOUR.fullmatch(line.text):
                grid.addWidget(words, row, 1)
                continue
            both = QHBoxLayout()
            both.setSpacing(S)
            both.addWidget(Swatch(self._theme, line.text))
            both.addWidget(words, 1)
            grid.addLayout(both, row, 1)
        return grid

    def _two_columns(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(XS)
        grid.setColumnStretch(1, 1)
        return grid

    def _label(self, text: str) -> Words:
        label = Words(self._theme, text, colour="text2", wrap=True)
        self._labels.append(label)
        return label

    def _small(self, sentence: str) -> Words:
        return Words(self._theme, sentence, points=9, colour="text2", wrap=True)

    def _reason(self, computed: Computed) -> Words:
        return self._small(visible(computed.reason))

    def _hint(self, sentence: str) -> QWidget:
        frame = QFrame()
        frame.setProperty("hint", True)
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(M, S, M, S)
        layout.addWidget(Words(self._theme, visible(sentence), points=9.5, colour="info", wrap=True))
        return frame

    def _add_parts(self, column: QVBoxLayout, reader: Reader, record: Record) -> None:
        for cls, parts in reader.parts(record):
            rows = part_rows(reader, record, parts)[:_MOST_LINKS]
            lines = QGridLayout()
            lines.setHorizontalSpacing(S)
            lines.setVerticalSpacing(0)
            lines.setColumnStretch(0, 1)
            for place, row in enumerate(rows):
                self._add_part(lines, place, row)
            self._link_group(column, cls.spec.plural, len(parts), lines)

    def _add_group(
        self, column: QVBoxLayout, reader: Reader, record: Record, title: str, records: Sequence[Record]
    ) -> None:
        lines = QVBoxLayout()
        lines.setSpacing(0)
        for other in records[:_MOST_LINKS]:
            lines.addWidget(self._named_link(other, reader.near.name_beside(other, record)))
        self._link_group(column, title, len(records), lines)

    def _link_group(self, column: QVBoxLayout, title: str, number: int, lines: QLayout) -> None:
        """A heading with the number of what there is, and the lines of what is shown of it."""
        self._section(column)
        group = QVBoxLayout()
        group.setSpacing(0)
        group.addWidget(Words(self._theme, f"{title}  {number}", bold=True))
        group.addSpacing(XS)
        group.addLayout(lines)
        if number > _MOST_LINKS:
            group.addWidget(self._small(f"und {number - _MOST_LINKS} weitere"))
        column.addLayout(group)

    def _add_part(self, lines: QGridLayout, place: int, row: PartRow) -> None:
        """A link to a part with what says most about it: its figure, else its light, its stage or its day."""
        lines.addWidget(self._named_link(row.record, row.title), place, 0)
        if row.figure:
            lines.addWidget(Words(self._theme, row.figure), place, 1, 1, 2, Qt.AlignmentFlag.AlignRight)
        elif row.signal is not None:
            lines.addWidget(Sign(self._theme, row.signal, 9), place, 1)
            loud = row.signal.tone in ("warn", "crit")
            colour = row.signal.tone if loud else "text2"
            lines.addWidget(Words(self._theme, row.signal.word, points=9, bold=loud, colour=colour), place, 2)
        elif words := row.words or row.day:
            aside = Words(self._theme, words, points=9, colour="text2")
            lines.addWidget(aside, place, 1, 1, 2, Qt.AlignmentFlag.AlignRight)

    def _link(self, reader: Reader, record: Record) -> RecordLink:
        """A link to another record, called by its name."""
        return self._named_link(record, reader.name_of(record))

    def _named_link(self, record: Record, name: str) -> RecordLink:
        link = RecordLink(record, visible(name))
        link.followed.connect(self.followed)
        return link


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_NOTE else f"{text[:_LONGEST_NOTE].rsplit(' ', 1)[0]} …"


def _breakable(text: str) -> str:
    """Let an address break where it has to: it is one long word."""
    return _BREAKS.sub("\\1\u200b", text)
