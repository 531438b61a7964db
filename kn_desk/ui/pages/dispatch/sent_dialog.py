"""Saying that sheets went out: which, and on which day; from then on days count."""

from collections.abc import Collection, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from kn_desk.errors import UserError
from kn_desk.records.change import Refused
from kn_desk.records.office import Sheet
from kn_desk.records.reporting import ReportingPeriod
from kn_desk.services import dispatch
from kn_desk.services.return_monitor import SheetRow
from kn_desk.ui.context import Context
from kn_desk.ui.dialogs.dialog import Dialog
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.pages.dispatch.checks import Check, Checks
from kn_desk.ui.pages.dispatch.day_field import DayField
from kn_desk.ui.style import XS, M, S

_LINE = 26


class SentDialog(Dialog):
    """Lists the sheets that were not sent; those in ``chosen`` are ticked, else those of the newest run among them."""

    def __init__(
        self, context: Context, rows: Sequence[SheetRow], chosen: Collection[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(context.theme, "Als versandt markieren", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._sheets = {row.unsent.id: row.unsent for row in rows if row.unsent is not None}
        newest = max(self._sheets.values(), key=lambda sheet: sheet.id)
        of_run = {sheet.id for sheet in self._sheets.values() if sheet.run == newest.run}
        wanted = {row.unsent.id for row in rows if row.unsent is not None and row.id in chosen} or of_run
        checks = [_check(row, row.unsent, wanted, of_run) for row in rows if row.unsent is not None]
        self._build(checks)
        self._connect()
        self._count()
        self.resize(560, min(600, 360 + _LINE * len(checks)))

    @property
    def checks(self) -> Checks:
        """The sheets."""
        return self._checks

    @property
    def day_field(self) -> DayField:
        """The day."""
        return self._day

    @property
    def due_field(self) -> DayField:
        """Until when those are to be back whose day was over before they went out; hidden where there are none."""
        return self._due

    def save(self) -> None:
        """Mark them as one step; where that cannot be, say so at the day and stay."""
        on, desk = self._day.day, self._context.desk
        if on is None or on > desk.office.today:
            self._day.say("An welchem Tag gingen die Mappen hinaus?" if on is None else "Der Tag liegt in der Zukunft.")
            return
        sheets, late = self._ticked, bool(self._late)
        due_on = self._due.day if late else None
        if late and (due_on is None or due_on < on):
            self._due.say(
                "Bis wann sollen die Mappen zurück sein?" if due_on is None else "Der Tag liegt vor dem Versand."
            )
            return
        try:
            with desk.read() as reader:
                change = dispatch.sent(reader, sheets, on, desk.author, due_on)
            desk.apply(change)
        except Refused as refused:
            self._day.say(" ".join(dict.fromkeys(sentence for *_, sentence in refused.faults)))
        except UserError as error:
            self._day.say(str(error))
        else:
            self.accept()
            self._context.wishes.toast.emit(f"{_counted(len(sheets))} als versandt markiert", True)

    @property
    def _ticked(self) -> list[Sheet]:
        return [self._sheets[key] for key in self._checks.ticked]

    @property
    def _late(self) -> list[Sheet]:
        """Those ticked that were to be back before the day on which they went out."""
        on = self._day.day
        if on is None:
            return []
        with self._context.desk.read() as reader:
            return dispatch.due_before(reader, self._ticked, on)

    def _build(self, checks: Sequence[Check]) -> None:
        desk = self._context.desk
        self.add_text("Von diesem Tag an zählt, wie lange eine Mappe offen ist.", quiet=True)
        self._day = DayField(self._context, Sheet.spec.fields["sent_on"], desk.office.today)
        self._due = DayField(self._context, Sheet.spec.fields["due_on"], self._proposed())
        self._why = Words(self.theme, points=9, colour="text2", wrap=True)
        self._checks = Checks(self.theme, checks)
        days = QGridLayout()
        days.setHorizontalSpacing(M)
        days.setVerticalSpacing(XS)
        days.addWidget(self._day, 0, 0)
        days.addWidget(self._due, 0, 1)
        days.addWidget(self._why, 1, 0, 1, 2)
        for side in (0, 1):
            days.setColumnStretch(side, 1)
        self.body.addLayout(days)
        self.body.addSpacing(S)
        self.body.addWidget(self._checks, 1)
        cancel = self.add_button("Abbrechen")
        self.save_button = self.add_button("Markieren", primary=True)
        cancel.clicked.connect(self.reject)

    def _connect(self) -> None:
        self._checks.changed.connect(self._count)
        self._day.edited.connect(self._count)
        self.save_button.clicked.connect(self.save)

    def _count(self) -> None:
        number = len(self._checks.ticked)
        self.save_button.setText(f"{_counted(number)} markieren")
        self.save_button.setEnabled(number > 0)
        late = self._late
        for widget in (self._due, self._why):
            widget.setVisible(bool(late))
        if late:
            self._why.setText(f"{_counted(len(late))} war{'' if len(late) == 1 else 'en'} schon früher zurück erbeten.")

    def _proposed(self) -> date:
        desk = self._context.desk
        with desk.read() as reader:
            periods = reader.by_ids(ReportingPeriod, [one.period for one in self._sheets.values() if one.period])
            period = next(iter(periods.values()), None)
        return dispatch.due_day(period, desk.office.today)


def _check(row: SheetRow, sheet: Sheet, wanted: Collection[str], of_run: Collection[str]) -> Check:
    """A sheet to tick; one of an earlier run says so: no file was made for it in this one."""
    more = ("" if sheet.id in of_run else "früherer Versand", row.lotse or "ohne Lotse")
    return Check(sheet.id, row.unit, " · ".join(filter(None, more)), sheet.id in wanted)


def _counted(number: int) -> str:
    return "1 Mappe" if number == 1 else f"{number} Mappen"
