"""Lotsenmappen from the window: a run is written beside the work and then recorded as one step; reminders."""

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from kn_desk.errors import UserError
from kn_desk.ui.context import Context
from kn_desk.ui.dialogs.asking import Asking
from kn_desk.ui.dialogs.question import CLOSE, Question
from kn_desk.ui.windows.main_window import MainWindow
from kn_desk.ui.work import WorkBar

if TYPE_CHECKING:  # imported when first wanted: the start is short
    from kn_desk.exchange.lotse_run import WrittenRun
    from kn_desk.ui.pages.dispatch.send_dialog import SendOrder

_OPEN_FOLDER = "Ordner öffnen"
#: Nothing is sent yet.
_NEXT = "Bitte die Entwürfe öffnen und senden, dann „Als versandt markieren“."


class SheetDeeds(QObject):
    """Answers ``send_sheets`` and ``remind``."""

    def __init__(self, window: MainWindow, context: Context, asking: Asking, work: WorkBar) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._asking = asking
        self._work = work

    @property
    def answers(self) -> dict[str, Callable[[], object]]:
        """The actions that this answers, by name."""
        return {"send_sheets": self.send, "remind": self.remind}

    def send(self) -> None:
        """Ask what is to be made, and make it."""
        from kn_desk.ui.pages.dispatch.send_dialog import SendDialog

        if not self._window.save_all():
            return
        dialog = SendDialog(self._context, self._asking, self._window)
        dialog.ordered.connect(self.write)
        dialog.open()

    def write(self, order: "SendOrder") -> None:
        """Write the files of a run beside the work in the window."""
        from kn_desk.exchange.lotse_run import write_sheets

        desk = self._context.desk
        copy = desk.office.copy_in_memory()
        asked = asdict(order)
        folder = asked.pop("folder")

        def job(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> "WrittenRun":
            with copy:
                return write_sheets(copy, folder, desk.author, **asked, progress=progress, cancelled=cancelled)

        self._work.start("Lotsenmappen werden geschrieben …", job, self._record, self._window.say)

    def remind(self) -> None:
        """Ask whom to remind, of what the monitor shows."""
        from kn_desk.ui.pages.dispatch.remind_dialog import RemindDialog
        from kn_desk.ui.pages.dispatch.view import DispatchView

        self._window.show_place_of("contacts")
        page = self._window.page
        if page is None or not page.show_view_called(DispatchView.word):
            return
        view = page.view
        assert isinstance(view, DispatchView)
        sheets = [row.sheet for row in view.open_sheets]
        if not sheets:
            self._window.say("Es ist keine Mappe offen.")
            return
        RemindDialog(self._context, sheets, view.to_remind, view.folder, self._asking, self._window).open()

    def _record(self, run: "WrittenRun") -> None:
        """The files are whole: now they become part of the record, or they go."""
        try:
            self._context.desk.apply(run.change)
        except UserError as error:
            run.discard()
            self._window.say(str(error))
            return
        report = run.report
        number = len(report.sheets)
        what = "1 Mappe und ihr E-Mail-Entwurf" if number == 1 else f"{number} Mappen und ihre E-Mail-Entwürfe"
        said = f"{what} liegen im Ordner."
        self._window.follow(report.sheets[0].id)
        self._window.take_keyboard()
        self._window.say(f"{said} {_NEXT}", True)
        more = "\n".join([_NEXT, str(report.folder), *report.notes[:3]])
        question = Question(said, more, (_OPEN_FOLDER, CLOSE), tone="info")
        if self._asking.answer(question, self._window) == _OPEN_FOLDER:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(report.folder)))
