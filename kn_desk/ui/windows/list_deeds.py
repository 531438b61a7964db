"""Diese Liste: what a view lists, as a workbook."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kn_desk.ui.context import Context
from kn_desk.ui.dialogs.asking import Asking
from kn_desk.ui.windows.main_window import MainWindow
from kn_desk.ui.windows.out_files import OutFiles
from kn_desk.ui.work import WorkBar

if TYPE_CHECKING:  # openpyxl is slow to import
    from kn_desk.exchange.progress import Report
    from kn_desk.services.paper.printable import AnyList


class ListDeeds(QObject):
    """Answers ``export_list``."""

    def __init__(self, window: MainWindow, context: Context, asking: Asking, work: WorkBar) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._files = OutFiles(context.memory, asking)
        self._work = work

    @property
    def answers(self) -> dict[str, Callable[[], object]]:
        """The actions that this answers, by name."""
        return {"export_list": self.export_list}

    def export_list(self) -> None:
        """Ask where to, and write the list of the view in use."""
        page = self._window.page
        if page is None or not page.view.save():
            return
        shown = page.view.listed()
        if shown is None:
            self._window.say("Hier gibt es keine Liste zum Exportieren.")
            return
        from kn_desk.exchange.list_workbook import list_name

        name = list_name(shown, self._context.desk.office.today)
        target = self._files.ask(f"{shown.title} exportieren", name, "Excel-Arbeitsmappe (*.xlsx)", self._window)
        if target is not None:
            self.export_to(shown, target)

    def export_to(self, shown: "AnyList", target: Path) -> None:
        """Write a list beside the work in the window."""
        from kn_desk.exchange.list_workbook import export_list

        copy = self._context.desk.office.copy_in_memory()

        def job(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> "Report":
            with copy:
                return export_list(copy, target, shown, progress=progress, cancelled=cancelled)

        self._work.start("Die Liste wird geschrieben …", job, self._exported, self._window.say)

    def _exported(self, report: "Report") -> None:
        self._files.tell(
            "Die Liste ist geschrieben und geprüft.", report.path, self._window, "\n".join(report.notes[:3])
        )
