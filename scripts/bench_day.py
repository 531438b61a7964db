"""A long day in the window, deed after deed, by chance but always the same: bench_day.py FOLDER DEEDS.

Memory and time are looked at again and again; what fills up or slows down shows by the end.
"""

import os
import random
import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["LOGNAME"] = "e.muster"  # who made the sample: undo asks nobody

from bench_tell import memory_now, tell  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QMenu  # noqa: E402
from shiboken6 import isValid  # noqa: E402

from kn_desk.app import make_application  # noqa: E402
from kn_desk.ui.dialogs.question import Question  # noqa: E402
from kn_desk.ui.pages.record_list import RecordList  # noqa: E402
from kn_desk.ui.places import PLACES  # noqa: E402
from tests.ui.walk import Stage, make_sample  # noqa: E402

#: How often each deed is done, of a hundred.
SHARES = {
    "choose_row": 24, "edit_and_save": 16, "undo": 8, "redo": 4, "filter": 10, "sort": 4, "change_place": 12,
    "change_view": 6, "change_tab": 6, "close_detail": 2, "create_and_trash": 3, "find": 2, "dialog": 2, "menu": 1,
}  # fmt: skip


class Answering:
    """Answers what the window asks."""

    def answer(self, question: Question, parent: object) -> str:
        return question.answers[0]

    def say(self, error: Exception, parent: object) -> None:
        raise AssertionError(str(error))


class Day:
    """Deeds, one after the other."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._chance = random.Random(1)
        self._dialogs = stage.dialogs()

    def live(self, deeds: int) -> dict[str, Any]:
        """Do so many deeds; return the memory on the way, and what each deed took in each tenth of the day.

        That is the processor's time: the clock's says more about what else the machine does.
        """
        tenth = deeds // 10
        told: dict[str, Any] = {"memory": [], "widgets": [], "took": []}
        took: dict[str, list[float]] = defaultdict(list)
        for number, name in enumerate(self._chance.choices(list(SHARES), list(SHARES.values()), k=deeds), start=1):
            begun = time.process_time()
            getattr(self, name)()
            self._stage.settle()
            took[name].append((time.process_time() - begun) * 1000)
            if number % tenth == 0:
                told["memory"].append(memory_now())
                told["widgets"].append(len(QApplication.allWidgets()))
                told["took"].append({name: statistics.median(taken) for name, taken in took.items()})
                took.clear()
                print(f"{number:,} deeds, {told['memory'][-1]:.0f} MB", file=sys.stderr, flush=True)
        return told

    def _list(self) -> RecordList:
        """The list in use, or that of the Maßnahmen."""
        if not isinstance(self._stage.page.view, RecordList) or not self._stage.page.view.table.records.rowCount():
            self._stage.go("strategy")
            view = self._stage.page.view
            assert isinstance(view, RecordList)
            if not view.table.records.rowCount():
                view.filters.clear()
        view = self._stage.page.view
        assert isinstance(view, RecordList)
        return view

    def choose_row(self) -> None:
        table = self._list().table
        table.selectRow(self._chance.randrange(table.records.rowCount()))
        if self._list().detail is None:
            table.opened.emit(table.selected_ids()[0])

    def edit_and_save(self) -> None:
        self._stage.go("strategy")
        self.choose_row()
        pane: Any = self._list().detail
        words = f"Schritt {self._chance.random()}"
        pane.form._editors["next_step"].show_value(words, words)
        pane.form._note("next_step")
        assert pane.save()

    def undo(self) -> None:
        self._stage.window.actions_by_name["undo"].trigger()

    def redo(self) -> None:
        self._stage.window.actions_by_name["redo"].trigger()

    def filter(self) -> None:
        filters = self._list().filters
        filters.search.setText(self._chance.choice(("", "digital", "k", "konstanz 1", "")))
        filters._tell()

    def sort(self) -> None:
        header = self._list().table.horizontalHeader()
        header.sectionClicked.emit(self._chance.randrange(header.count()))

    def change_place(self) -> None:
        self._stage.window.show_place(self._chance.randrange(len(PLACES)))

    def change_view(self) -> None:
        page = self._stage.page
        page.show_view(self._chance.randrange(len(page.views)))

    def change_tab(self) -> None:
        self.choose_row()
        tabs: Any = self._list().detail._tabs
        tabs.setCurrentIndex(self._chance.randrange(tabs.count()))

    def close_detail(self) -> None:
        self._list().leave_detail()

    def create_and_trash(self) -> None:
        self._stage.go("strategy")
        self._stage.window.actions_by_name["new"].trigger()
        pane: Any = self._list().detail
        pane.form._editors["title"].show_value("Neu", "Neu")
        pane.form._note("title")
        pane.save()
        if pane.record is None:
            self._list().leave_detail()
        else:
            self._list().trash_chosen()

    def find(self) -> None:
        line: Any = self._stage.window._search
        QTest.keyClicks(line, self._chance.choice(("digital", "muster", "M-1")))
        self._stage.settle()
        line.completer().popup().hide()
        line.clear()

    def dialog(self) -> None:
        """The next of all dialogs, opened and closed."""
        found = next(self._dialogs, None)
        if found is None:
            self._dialogs = self._stage.dialogs()
            found = next(self._dialogs)
        found[1].show()
        self._stage.settle()
        found[1].close()
        if isValid(found[1]):
            found[1].deleteLater()

    def menu(self) -> None:
        """The menu of a row, as the right mouse button opens it."""
        self.choose_row()
        table = self._list().table
        table.customContextMenuRequested.emit(table.visualRect(table.currentIndex()).center())
        self._stage.settle()
        for menu in self._list().findChildren(QMenu):
            menu.close()


def main(folder: Path, deeds: int) -> None:
    app = make_application(["kn-desk"])
    stage = Stage(app, make_sample(folder), folder / "Tag", asking=Answering())
    stage.resize(1366, 689)
    for _ in stage.scenes():
        pass  # everything has been seen once: what is made when it is first seen is no leak
    tell(Day(stage).live(deeds))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
