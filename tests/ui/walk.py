"""The one list of everything the window shows: walked by the tests, painted by scripts/pictures.py."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar, QWidget
from shiboken6 import isValid

from kn_desk.app import Program
from kn_desk.exchange.return_batch import read_all
from kn_desk.fields.spec import Record
from kn_desk.paths import Home
from kn_desk.records.catalogue import RECORDS
from kn_desk.records.minutes import Task
from kn_desk.records.office import Tag
from kn_desk.records.strategy import StrategyItem
from kn_desk.services import office_files
from kn_desk.services.desk import ListQuery, Reader
from kn_desk.services.paper.listed import Listed
from kn_desk.services.paste import read_paste
from kn_desk.services.return_monitor import monitor
from kn_desk.storage.backup import Backup, Manifest
from kn_desk.ui.dialogs.about import AboutDialog
from kn_desk.ui.dialogs.asking import Asking
from kn_desk.ui.dialogs.backups import BackupsDialog
from kn_desk.ui.dialogs.bulk_edit import BulkEditDialog
from kn_desk.ui.dialogs.help import HelpDialog
from kn_desk.ui.dialogs.new_task import NewTaskDialog
from kn_desk.ui.dialogs.paste_preview import PasteDialog
from kn_desk.ui.dialogs.print_preview import Choice, PrintPreviewDialog
from kn_desk.ui.dialogs.question import Question, QuestionDialog
from kn_desk.ui.dialogs.start import StartDialog
from kn_desk.ui.dialogs.view_name import ViewNameDialog
from kn_desk.ui.pages.dispatch.remind_dialog import RemindDialog
from kn_desk.ui.pages.dispatch.send_dialog import SendDialog
from kn_desk.ui.pages.dispatch.sent_dialog import SentDialog
from kn_desk.ui.pages.page import Page
from kn_desk.ui.pages.plans import ITEMS
from kn_desk.ui.pages.record_list import RecordList
from kn_desk.ui.pages.returns.other_value import OtherValueDialog
from kn_desk.ui.pages.returns.view import ReturnsView
from kn_desk.ui.places import PLACES
from kn_desk.ui.toast import Toast
from kn_desk.ui.windows.main_window import MainWindow
from kn_desk.ui.windows.record_dialog import RecordDialog
from tests.makers import returned_sheets
from tests.makers.stage import settle
from tests.ui.answers import Answers

#: A Monday morning: every picture shows the office as it stands then.
MOMENT = datetime(2026, 12, 7, 7, 40, tzinfo=UTC)
BY = "Erika Muster"
SIZES = ((1366, 689), (1093, 614), (1920, 1080))
#: From here on a list shows the detail of what is chosen beside it.
_BESIDE = 1100

_PASTED = "Was\tBis wann\tStatus\nAngebot einholen\t15.12.2026\tOffen\nStandort klären\tbald\tOffen\n"
_QUESTION = Question(
    "Zwei Fenster können nicht in dieselbe Datei schreiben.", "Ansehen geht.", ("Nur lesen öffnen", "Abbrechen"),
    tone="warning", details="Die Datei ist seit 08:12 bei e.muster geöffnet.",
)  # fmt: skip

Mode = Literal["light", "dark"]


def make_sample(folder: Path, moment: datetime = MOMENT) -> Path:
    """Make an office file with the Konstanz sample, as it stands at a moment."""
    path = folder / "Konstanz.kndesk"
    office_files.make(path, BY, Home(folder / "Daheim"), sample=True, clock=lambda: moment)
    return path


@dataclass(frozen=True)
class Scene:
    """What is shown now: a name that a file can have, and the widget; ``tab`` for the further tabs of a detail."""

    name: str
    widget: QWidget
    tab: bool = False


class Stage:
    """The whole program over a copy of an office file, at a moment, in a size and a look."""

    def __init__(
        self,
        app: QApplication,
        office: Path,
        folder: Path,
        moment: datetime | None = MOMENT,
        asking: Asking | None = None,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / office.name
        if self.path != office:
            shutil.copyfile(office, self.path)
        self.home = Home(folder / "Daheim")
        #: The moment at which everything happens; None for the clock on the wall.
        self.moment = moment
        self._app = app
        self.answers = Answers()
        self.program = Program(app, self.home, self._now, asking or self.answers)
        self.dress()
        assert self.program.open(self.path)
        self.settle()
        self.window.activateWindow()
        self.settle()

    def _now(self) -> datetime:
        return self.moment or office_files.utc_now()

    @property
    def window(self) -> MainWindow:
        """The main window."""
        assert self.program.window is not None
        return self.program.window

    @property
    def page(self) -> Page:
        """The page in use."""
        assert self.window.page is not None
        return self.window.page

    def dress(self, mode: Mode = "light", percent: int = 100) -> None:
        """Change the look."""
        self.program.theme.set_look(mode=mode, density="comfortable", text_percent=percent, system_font=False)

    def resize(self, width: int, height: int) -> None:
        """Give the window a size."""
        self.window.resize(width, height)
        self.settle()

    def settle(self) -> None:
        """Let what is done after painting be done."""
        settle(self.program)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def close(self) -> None:
        """Close window and file, as at the end of a day."""
        self.program.close()
        self.settle()

    def go(self, place: str, view: str = "") -> None:
        """Show a place by its key, and one of its views by its word."""
        self.window.show_place(next(n for n, (known, _) in enumerate(PLACES) if known.key == place))
        self.page.show_view(self.page.number_of(view) if view else 0)
        self.settle()

    def scenes(self, *, detail: bool | None = None) -> Iterator[Scene]:
        """Show one page, view and tab after the other, then the dialogs; ``detail`` None: where there is room."""
        beside = self.window.width() >= _BESIDE if detail is None else detail
        self.window.set_backup("Sicherung: heute 08:30")
        with self.window.desk.read() as reader:
            usual = _fullest(reader)
        for number, (place, _) in enumerate(PLACES):
            self.window.show_place(number)
            views = self.page.views
            for shown, (word, view) in enumerate(zip(self.page.words, views, strict=True)):
                self.page.show_view(shown)
                self.window.take_keyboard()  # where it is after a click on the place
                self.settle()
                name = _slug(place.title, word if len(views) > 1 else "")
                if beside:
                    _ = any(view.choose(identity) for identity in usual)
                    self.quiet()
                yield Scene(name, self.window)
                yield from self._tabs(name)
        yield self._returned()
        yield from self._states(beside)
        for name, dialog in self.dialogs():
            dialog.show()
            self.settle()
            yield Scene(name, dialog)
            dialog.close()
            if isValid(dialog):
                dialog.deleteLater()
            self.settle()

    def _states(self, beside: bool) -> Iterator[Scene]:
        """A list without hits, the detail as a drawer, a form that a rule forbids to save."""
        self.go("strategy")
        view = self.page.view
        assert isinstance(view, RecordList)
        view.filters.search.setText("zzz")
        QTest.qWait(400)
        yield Scene("zustand-keine-treffer", self.window)
        view.filters.clear()
        self.settle()
        view.table.selectRow(0)
        self.quiet()
        if not beside:
            QTest.keyClick(view.table, Qt.Key.Key_F4)
            self.quiet()
            yield Scene("zustand-schublade", self.window)
        if view.detail is not None:
            view.detail.edit_form()
            view.detail.form.type_into({"title": ""})
            view.detail.form.save()
            self.quiet()
            yield Scene("zustand-fehler-im-formular", self.window)
            view.detail.form.discard()
            self.settle()

    def _returned(self) -> Scene:
        """The Rücklauf-Abgleich with sheets that came home, at the first of what is open."""
        self.go("contacts", ReturnsView.word)
        view = self.page.view
        assert isinstance(view, ReturnsView)
        files = returned_sheets.returned(self.window.desk, self.path.parent)
        view.take_in(read_all(self.window.desk.office, files))
        view.deeds.next_open()
        self.quiet()
        return Scene("digital-lotsen-ruecklauf-abgleich-blaetter", self.window)

    def dialogs(self) -> Iterator[tuple[str, QWidget]]:
        """Yield every dialog by its name, not yet shown."""
        window, theme = self.window, self.program.theme
        context = window.context
        with context.desk.read() as reader:
            items = reader.rows(StrategyItem)[:3]
            listed = Listed(ListQuery("strategy_item"), ITEMS.columns, ITEMS.stretched).paper(reader, MOMENT)
            pasted = read_paste(reader, Task, ("title", "due_on", "status"), _PASTED)
            sheets = monitor(reader).rows
            tag = reader.rows(Tag)[0]
        asking = Asking(theme)
        still_open = [row.sheet for row in sheets if row.is_open]
        made: dict[str, Callable[[], QWidget]] = {
            "dialog-start": lambda: StartDialog(theme, ""),
            "dialog-ueber": lambda: AboutDialog(theme, r"C:\Daten\Konstanz.kndesk", window),
            "dialog-hilfe": lambda: HelpDialog(theme, window),
            "dialog-sicherungen": lambda: BackupsDialog(theme, _backups(), window),
            "dialog-keine-sicherungen": lambda: BackupsDialog(theme, [], window),
            "dialog-neue-aufgabe": lambda: NewTaskDialog(context, window),
            "dialog-mehrere-bearbeiten": lambda: BulkEditDialog(context, StrategyItem, items, window),
            "dialog-einfuegen": lambda: PasteDialog(context, Task, pasted, window),
            "dialog-ansicht-speichern": lambda: ViewNameDialog(theme, ["Offene Maßnahmen"], "Offene Maßnahmen", window),
            "dialog-drucken": lambda: PrintPreviewDialog(theme, [Choice("Liste", lambda: listed)], window),
            "dialog-anderer-wert": lambda: OtherValueDialog(
                context, StrategyItem.spec.fields["end_forecast"], f"{items[0].code} {items[0].title}", None, window
            ),
            "dialog-frage": lambda: QuestionDialog(theme, _QUESTION, window),
            "dialog-mappen-erstellen": lambda: SendDialog(context, asking, window),
            "dialog-mappen-erstellen-e-mail": lambda: _second_part(SendDialog(context, asking, window)),
            "dialog-als-versandt-markieren": lambda: SentDialog(
                context, [row for row in sheets if row.state == "none"], [], window
            ),
            "dialog-erinnern": lambda: RemindDialog(
                context, still_open, [one.id for one in still_open[:2]], None, asking, window
            ),
        }
        for name, make in made.items():
            yield name, make()
        alone = RecordDialog(context, Tag, window)
        alone.pane.show_record(tag.id)
        yield "dialog-eintrag", alone

    def _tabs(self, name: str) -> Iterator[Scene]:
        """The other tabs of what is shown beside the list."""
        for bar in self.page.view.findChildren(QTabBar):
            if not bar.isVisible():
                continue
            first = bar.currentIndex()
            for tab in range(bar.count()):
                if tab != first and bar.isTabEnabled(tab):
                    bar.setCurrentIndex(tab)
                    self.quiet()
                    yield Scene(_slug(name, bar.tabText(tab).split(" (")[0]), self.window, tab=True)
            bar.setCurrentIndex(first)
            self.settle()

    def quiet(self) -> None:
        """Let what was chosen be shown, and no toast lie over it."""
        self.settle()
        for toast in self.window.findChildren(Toast):
            toast.hide()


def _second_part(dialog: SendDialog) -> SendDialog:
    dialog.parts.show_part(1)
    return dialog


def _fullest(reader: Reader) -> list[str]:
    """Of each type the record that has most to show."""

    def filled(record: Record) -> int:
        parts = sum(len(records) for _, records in reader.parts(record))
        return parts + sum(bool(getattr(record, name)) for name in record.spec.fields)

    best = (max(rows, key=filled) for cls in RECORDS if (rows := reader.rows(cls)))
    return [record.id for record in best]


def _backups() -> list[Backup]:
    counts = {"strategy_item": 26, "person": 41, "meeting": 9, "application": 12}
    made = []
    for number, reason in enumerate(("von selbst", "von Hand", "vor dem Wiederherstellen", "von selbst")):
        at = (MOMENT - timedelta(hours=5 * number)).isoformat()
        manifest = Manifest(4 - number, "", at, reason, 1, 1, "", 0, counts)
        made.append(Backup(Path(f"D:/Sicherungen/Konstanz_{number}.kndesk"), manifest))
    return made


def _slug(*words: str) -> str:
    plain = "-".join(filter(None, words)).lower()
    for letter, letters in {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}.items():
        plain = plain.replace(letter, letters)
    return "-".join("".join(sign if sign.isalnum() else " " for sign in plain).split())
