"""What a person does in the list of Maßnahmen, timed in one process: bench_hands.py OFFICE HOME TIMES."""

import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench_tell import memory_now, tell  # noqa: E402
from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer  # noqa: E402
from PySide6.QtGui import QStandardItem, QStandardItemModel  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QTableView, QWidget  # noqa: E402

from kn_desk.app import Program, _collect_from_now_on, make_application  # noqa: E402
from kn_desk.paths import Home  # noqa: E402
from kn_desk.storage.connect import connect  # noqa: E402
from kn_desk.ui.record_table_view import RecordTableView  # noqa: E402

#: Words to type into the filter: rare ones, common ones, two at once.
TYPED = ("kataster 1", "b", "bad insel", "glasfaser", "an", "brücke")
LIVE = "FROM strategy_item t JOIN record r ON r.id = t.id WHERE t.trashed IS NULL"
FILTERED = f"""SELECT t.id {LIVE} AND r.type = 'strategy_item' AND t.id IN (SELECT record FROM search_text
    WHERE type = 'strategy_item' AND instr(name || ' ' || body, ?) > 0) ORDER BY r.code_key"""
#: What SQLite takes for the first page of each order.
SORTED = {
    "title": f"SELECT t.id {LIVE} ORDER BY t.title__key LIMIT 128",
    "end_planned": f"SELECT t.id {LIVE} ORDER BY t.end_planned LIMIT 128",
    "plan_light": """SELECT t.id FROM strategy_item t JOIN derived d ON d.record = t.id WHERE t.trashed IS NULL
        AND d.type = 'strategy_item' AND d.field = 'plan_light' ORDER BY d.sort LIMIT 128""",
    "lead_unit": f"""SELECT t.id {LIVE} ORDER BY
        (SELECT name__key FROM org_unit u WHERE u.id = t.lead_unit) LIMIT 128""",
}


class Painted(QObject):
    """Notes when a widget is painted while a condition holds."""

    def __init__(self, widget: QWidget, holds: Callable[[], bool] = lambda: True) -> None:
        super().__init__(widget)
        self._widget = widget
        self._holds = holds
        self._seen = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self._seen = self._seen or (event.type() == QEvent.Type.Paint and self._holds())
        return False

    def wait(self) -> None:
        """Let the event loop run, and sleep between events, until it is so."""
        self._widget.update()
        until = time.monotonic() + 60
        while not self._seen:
            assert time.monotonic() < until, "never painted"
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        self._widget.removeEventFilter(self)
        self._holds = lambda: True  # what it remembers is let go
        self.deleteLater()


class Beat(QTimer):
    """How long the event loop was kept from running: the longest gap between two beats, in milliseconds."""

    def __init__(self) -> None:
        super().__init__(interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._longest = 0.0
        self._last = time.perf_counter()
        self.timeout.connect(self._beat)
        self.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self._longest = max(self._longest, (now - self._last) * 1000 - 1)
        self._last = now

    def take(self) -> float:
        """Return the longest gap since the last time."""
        self._beat()
        longest, self._longest = self._longest, 0.0
        return longest


def rest(seconds: float = 0.0) -> None:
    """Let be done what is waiting, and go on for a while."""
    until = time.monotonic() + seconds
    for _ in range(4):
        QApplication.processEvents()
    while time.monotonic() < until:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        time.sleep(0.001)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def timed(deed: Callable[[], object], until: Callable[[], object] = lambda: None) -> float:
    """Milliseconds of a deed, and until what follows from it is there."""
    begun = time.perf_counter()
    deed()
    until()
    return (time.perf_counter() - begun) * 1000


class Hands:
    """A person at the list of Maßnahmen."""

    def __init__(self, program: Program, path: Path) -> None:
        self.window: Any = program.window
        self.path = path
        self.window.show_place_of("strategy")
        self.window.page.show_view(0)
        self.list: Any = self.window.page.view
        self.table: RecordTableView = self.list.table
        self.until_all()
        beat = Beat()
        self.table.selectRow(0)
        rest(0.5)
        #: How long the making of the first detail kept the event loop from running, in milliseconds.
        self.made_detail = beat.take()

    def until_all(self) -> None:
        """All rows of the list are known, and nothing is left to do."""
        while not self.table.records.is_complete:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        rest()

    def new_rows(self) -> Painted:
        """Other rows than now are painted."""
        before = self.table.records.ids
        return Painted(self.table.viewport(), lambda: self.table.records.ids is not before)

    def filter_keys(self, times: int) -> dict[str, list[float]]:
        """Type into the filter key by key, the quiet after a key left out; until painted, and from there counted."""
        line, quiet = self.list.filters.search, self.list.filters._quiet
        usual = quiet.interval()
        quiet.setInterval(0)
        beat = Beat()
        told: dict[str, list[float]] = {"painted": [], "counted": [], "blocked": []}
        while len(told["painted"]) < times:
            for letter in TYPED[len(told["painted"]) % len(TYPED)]:
                rest(0.03)
                beat.take()
                rows = self.new_rows()
                told["painted"].append(timed(partial(QTest.keyClick, line, letter), rows.wait))
                told["counted"].append(timed(self.until_all))
                told["blocked"].append(beat.take())
            line.clear()
            rest(0.02)
            self.until_all()
        quiet.setInterval(usual)
        return told

    def sql(self, times: int, sql: str, *words: str) -> list[float]:
        """The same in plain SQL."""
        given: list[tuple[str, ...]] = [(word,) for word in words] or [()]
        with closing(sqlite3.connect(self.path)) as bare:
            return [timed(partial(_all_rows, bare, sql, given[n % len(given)])) for n in range(times)]

    def find_keys(self, times: int) -> dict[str, list[float]]:
        """Type into the search of all areas; until what is offered is painted."""
        line = self.window._search
        line.setFocus()
        popup = line.completer().popup()
        told: dict[str, list[float]] = {"painted": [], "raw": []}
        match = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT 50"
        while len(told["painted"]) < times:
            for letter in ("kataster", "brücke", "an", "glas insel", "M-2", "bad")[len(told["painted"]) % 6]:
                rest(0.02)
                popup.hide()
                offered = Painted(popup.viewport(), lambda: bool(line._matches))
                told["painted"].append(
                    timed(partial(QTest.keyClick, line, letter), partial(self._until_offered, offered))
                )
            told["raw"] += self.sql(1, match, f'"{line.text().split()[0]}"*')
            line.clear()
            popup.hide()
        return told

    def _until_offered(self, offered: Painted) -> None:
        """What is found is painted; where nothing is, there is nothing to wait for."""
        if self.window._search._matches:
            offered.wait()
        else:
            offered.deleteLater()

    def sort_by(self, name: str, times: int) -> list[float]:
        """Click a heading, upwards and downwards; until painted."""
        if name not in [column.name for column in self.table.records.columns]:
            self.list._set_columns(["code", "title", name])
            rest()
        place = [column.name for column in self.table.records.columns].index(name)
        taken = []
        for _ in range(times):
            self.until_all()
            rest(0.02)
            rows = self.new_rows()
            taken.append(timed(partial(self.table.horizontalHeader().sectionClicked.emit, place), rows.wait))
        self.until_all()
        return taken

    def key_rows(self, times: int) -> dict[str, list[float]]:
        """The key Down held, until the row is painted; then key by key, with the detail that follows."""
        self.table.verticalScrollBar().setValue(0)
        self.table.selectRow(0)
        rest(0.3)
        told: dict[str, list[float]] = {"painted": [], "blocked": []}
        for _ in range(times):
            down = Painted(self.table.viewport())
            told["painted"].append(timed(partial(QTest.keyClick, self.table, Qt.Key.Key_Down), down.wait))
            rest(0.03)
        beat = Beat()
        for _ in range(times // 4):
            rest(0.2)
            beat.take()
            QTest.keyClick(self.table, Qt.Key.Key_Down)
            rest(0.2)
            told["blocked"].append(beat.take())
        return told

    def saves(self, times: int) -> dict[str, list[float]]:
        """Change "Nächster Schritt" in the form and save; raw, one row changed by plain SQL with our settings."""
        told: dict[str, list[float]] = {"raw": [], "written": [], "stored": [], "painted": []}
        office = self.window.desk.office
        apply = office.apply

        def apply_timed(*given: Any) -> Any:
            begun = time.perf_counter()
            try:
                return apply(*given)
            finally:
                told["written"].append((time.perf_counter() - begun) * 1000)

        office.apply = apply_timed
        with closing(connect(self.path)) as bare:
            ids = [row[0] for row in bare.execute("SELECT id FROM strategy_item LIMIT 20")]

            def raw(number: int) -> None:
                bare.execute("BEGIN IMMEDIATE")
                words = (f"r{time.monotonic()}", ids[number % 20])
                bare.execute("UPDATE strategy_item SET next_step = ? WHERE id = ?", words)
                bare.execute("COMMIT")

            for number in range(times):
                self.table.selectRow(number % 20)
                rest(0.25)
                pane: Any = self.list.detail
                pane._tabs.setCurrentWidget(pane.form)
                words = f"Schritt {number} {time.monotonic()}"
                pane.form._editors["next_step"].show_value(words, words)
                pane.form._note("next_step")
                rest()
                painted = Painted(pane.form)
                told["stored"].append(timed(pane.form.save))
                told["painted"].append(told["stored"][-1] + timed(painted.wait))
                self.until_all()
                told["raw"].append(timed(partial(raw, number)))
        del office.apply
        return told

    def scroll_through(self) -> None:
        """Jump from the first row to the last in steps, everything painted."""
        bar = self.table.verticalScrollBar()
        for step in range(1501):
            bar.setValue(bar.maximum() * step // 1500)
            rest()


def _all_rows(bare: sqlite3.Connection, sql: str, words: tuple[str, ...]) -> None:
    bare.execute(sql, words).fetchall()


def scroll(table: QTableView, times: int, *, page: bool) -> list[float]:
    """Scroll a table by a row or by a page; until painted."""
    bar = table.verticalScrollBar()
    bar.setValue(0)
    taken = []
    for _ in range(times):
        rest()
        if bar.value() >= bar.maximum():
            bar.setValue(0)
            rest()
        step = bar.pageStep() if page else 1
        moved = Painted(table.viewport())
        taken.append(timed(partial(bar.setValue, bar.value() + step), moved.wait))
    return taken


def bare_scroll(like: QTableView, times: int) -> dict[str, list[float]]:
    """The same in a bare table over Qt's own model, with as many columns and of the same size."""
    table = QTableView()
    columns = like.model().columnCount()
    model = QStandardItemModel(1000, columns, table)
    for row in range(1000):
        for column in range(columns):
            model.setItem(row, column, QStandardItem(f"Zelle {row} {column}"))
    table.setModel(model)
    table.resize(like.size())
    table.show()
    rest(0.1)
    told = {"row": scroll(table, times, page=False), "page": scroll(table, times, page=True)}
    table.deleteLater()
    rest()
    return told


def main(path: Path, home: Path, times: int) -> None:
    program = Program(make_application(["kn-desk"]), Home(home))
    assert program.open(path)
    rest(0.5)
    _collect_from_now_on()  # as the program does, a little after its start
    told: dict[str, Any] = {"memory_start": memory_now()}
    hands = Hands(program, path)
    told["made_detail"] = hands.made_detail
    told["memory_list"] = memory_now()
    told["filter"] = hands.filter_keys(times)
    told["raw_filter"] = hands.sql(times, f"{FILTERED} LIMIT 128", "kataster 1", "b", "bad")
    told["raw_count"] = hands.sql(times // 4, FILTERED, "kataster 1", "b", "bad")
    told["find"] = hands.find_keys(times)
    told["sort"] = {name: (hands.sort_by(name, times), hands.sql(times, sql)) for name, sql in SORTED.items()}
    hands.list.show_state(hands.list._usual)
    hands.until_all()
    told["bare_scroll"] = bare_scroll(hands.table, times * 4)
    told["scroll"] = {way: scroll(hands.table, times * 8, page=way == "page") for way in ("row", "page")}
    told["keys"] = hands.key_rows(times * 4)
    told["saves"] = hands.saves(times * 2)
    hands.scroll_through()
    told["memory_scrolled"] = memory_now()
    tell(told)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
