"""The Überblick of a Förderantrag: its money set as sums, its dates with their reasons, its Bescheide, its links."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kn_desk.fields.spec import Computed, Record
from kn_desk.fields.text import visible
from kn_desk.records.application_dates import dates_of
from kn_desk.records.early_start import EARLY_START_LIGHT
from kn_desk.records.funding import Application, Programme
from kn_desk.records.funding_parts import Drawdown, Notice, Obligation
from kn_desk.services.application_dates import remaining, why
from kn_desk.services.application_sums import SumRow, state_of, sum_rows, versions
from kn_desk.services.desk import Reader
from kn_desk.services.record_overview import links_by_type
from kn_desk.ui.forms.labels import Words, hairline
from kn_desk.ui.icons import pixmap
from kn_desk.ui.lights import Pill
from kn_desk.ui.pages.funding.notices import NoticeRow
from kn_desk.ui.pages.funding.pair_line import PairLine
from kn_desk.ui.pages.funding.timeline import Timeline
from kn_desk.ui.pages.overview_tab import OverviewTab
from kn_desk.ui.pages.record_link import RecordLink
from kn_desk.ui.style import FIELD_ICON, XS, M, S, Theme


class MoneyTab(OverviewTab):
    """Reads only; a tab in the place of the usual Überblick."""

    def show_record(self, reader: Reader, record: Record) -> None:
        if not isinstance(record, Application):
            super().show_record(reader, record)
            return
        column = self.begin()
        self._add_money(column, reader, record)
        guard = record.compute("start_guard", reader.near)
        if guard.value in ("warn", "crit"):
            self._add_start_guard(column, guard)
        self._add_dates(column, reader, record)
        if guard.value == "ok":
            self._add_start_guard(column, guard)
        self._add_notices(column, reader, record)
        self._add_linked(column, reader, record)
        self.end(column)

    def _add_money(self, column: QVBoxLayout, reader: Reader, application: Application) -> None:
        column.addWidget(self._title("Geld", state_of(application, reader.near)))
        rows = QVBoxLayout()
        rows.setSpacing(0)
        for row in sum_rows(application, reader.near):
            self._add_row(rows, row)
        column.addLayout(rows)
        quota = application.compute("quota", reader.near).hint
        for sentence in filter(None, (quota, *application.hints(reader.near))):
            column.addWidget(self._hint(sentence))

    def _add_row(self, rows: QVBoxLayout, row: SumRow) -> None:
        label = Words(self._theme, row.label, colour="crit" if row.alarming else "text2")
        figure = Words(self._theme, row.figure, bold=bool(row.formula), colour="crit" if row.alarming else "text")
        rows.addWidget(PairLine(label, figure))
        if row.formula:
            rows.addWidget(Words(self._theme, row.formula, points=9, colour="text2", wrap=True))
        rows.addSpacing(S if row.formula else XS)

    def _add_start_guard(self, column: QVBoxLayout, guard: Computed) -> None:
        column.addWidget(hairline())
        pill = Pill(self._theme, EARLY_START_LIGHT, guard.value)
        column.addWidget(PairLine(Words(self._theme, "Vorhabenbeginn", bold=True), pill))
        column.addWidget(self._reason(guard))

    def _add_dates(self, column: QVBoxLayout, reader: Reader, application: Application) -> None:
        near = reader.near
        duties = near.below(Obligation, "application", application)
        drawdowns = near.below(Drawdown, "application", application)
        programme = near.above(Programme, application.programme)
        dates = dates_of(application, duties, drawdowns, programme, near)
        settled = sum(1 for duty in duties if not duty.is_open)
        column.addWidget(hairline())
        title = self._title("Fristen und Pflichten", "noch" if dates else "")
        column.addWidget(title)
        if dates:
            told = [(due, remaining(due.on, near.today), why(due.duty, near) if due.duty else None) for due in dates]
            timeline = Timeline(self._theme, told)
            # The first date that follows from a rule shows at once what "Warum dieses Datum?" is.
            ruled = (place for place, due in enumerate(dates) if due.duty is not None and due.duty.rule)
            timeline.unfold(next(ruled, -1))
            column.addWidget(timeline)
        else:
            column.addWidget(Words(self._theme, "Es ist kein Termin offen.", points=9, colour="text2"))
        if settled:
            words = "1 Pflicht ist erledigt." if settled == 1 else f"{settled} Pflichten sind erledigt."
            column.addWidget(Words(self._theme, words, points=9, colour="text2"))

    def _add_notices(self, column: QVBoxLayout, reader: Reader, application: Application) -> None:
        found = versions(reader.near.below(Notice, "application", application))
        if not found:
            return
        column.addWidget(hairline())
        column.addWidget(self._title("Bescheide", f"{len(found)} Fassungen" if len(found) > 1 else ""))
        for version in found:
            column.addWidget(NoticeRow(self._theme, version))

    def _add_linked(self, column: QVBoxLayout, reader: Reader, application: Application) -> None:
        wanted: dict[str, list[str | None]] = {
            "Förderprogramm": [application.programme],
            "Maßnahmen": list(application.items),
            "Gremienbeschluss": [application.decision],
        }
        groups: dict[str, list[Record | None]] = {
            title: [reader.record(identity) for identity in ids if identity] for title, ids in wanted.items()
        }
        for title, records in links_by_type(reader.usages(application)).items():
            groups.setdefault(title, []).extend(records)
        for title, found in groups.items():
            live = [record for record in found if record is not None and record.trashed is None]
            if live:
                column.addWidget(hairline())
                column.addWidget(self._title(title, str(len(live)) if len(live) > 1 else ""))
                for record in live[:25]:
                    link = RecordLink(record, visible(reader.name_of(record)))
                    link.followed.connect(self.followed)
                    column.addWidget(link)

    def _title(self, words: str, aside: str) -> PairLine:
        return PairLine(Words(self._theme, words, bold=True), Words(self._theme, aside, points=9, colour="text2"))

    def _hint(self, sentence: str) -> QWidget:
        frame = QFrame()
        frame.setProperty("hint", True)
        row = QHBoxLayout(frame)
        row.setContentsMargins(M, S, M, S)
        row.setSpacing(S)
        row.addWidget(InfoSign(self._theme), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Words(self._theme, visible(sentence), points=9, colour="info", wrap=True), 1)
        return frame


class InfoSign(QWidget):
    """The sign before a hint."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        side = self._theme.px(FIELD_ICON)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, pixmap("info", self._theme.tokens.info.fore, self.width()))
        painter.end()
