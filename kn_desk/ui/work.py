"""Long work beside the window: progress and cancel in the status bar, nothing half done."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QStatusBar, QWidget

from kn_desk.errors import UserError
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.style import S, Theme

#: The work: given a way to tell progress (done, all, German words) and one to ask whether to stop.
Job = Callable[[Callable[[int, int, str], None], Callable[[], bool]], Any]


class Work(QThread):
    """Runs one job."""

    progressed = Signal(int, int, str)
    succeeded = Signal(object)
    failed = Signal(str)

    def __init__(self, job: Job, parent: QObject) -> None:
        super().__init__(parent)
        self._job = job
        self._stop = False

    def cancel(self) -> None:
        """Ask the job to stop; it leaves nothing behind."""
        self._stop = True

    def run(self) -> None:
        try:
            result = self._job(self.progressed.emit, lambda: self._stop)
        except UserError as error:
            self.failed.emit(str(error))
        else:
            self.succeeded.emit(result)


class WorkBar(QWidget):
    """Shows the work that is going on in a status bar; one at a time."""

    def __init__(self, theme: Theme, bar: QStatusBar) -> None:
        super().__init__()
        self._work: Work | None = None
        self._words = Words(theme, points=9, colour="text2")
        self._progress = QProgressBar()
        self._progress.setFixedSize(160, 16)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName("Fortschritt")
        self._cancel = QPushButton("Abbrechen")
        self._cancel.setProperty("row", True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(S, 0, S, 0)
        for widget in (self._words, self._progress, self._cancel):
            layout.addWidget(widget)
        self._cancel.clicked.connect(self._stop)
        self.hide()
        bar.addPermanentWidget(self)

    @property
    def is_busy(self) -> bool:
        """Whether work is going on."""
        return self._work is not None

    def start(self, words: str, job: Job, succeeded: Callable[[Any], None], failed: Callable[[str], None]) -> None:
        """Run a job, and call back in the window's thread when it ends."""
        if self._work is not None:
            failed("Es läuft schon etwas. Bitte abwarten oder abbrechen.")
            return
        self._words.setText(words)
        self._progress.setRange(0, 0)
        self._work = Work(job, self)
        self._work.progressed.connect(self._show)
        self._work.succeeded.connect(succeeded)
        self._work.failed.connect(failed)
        self._work.finished.connect(self._end)
        self.show()
        self._work.start()

    def wait(self) -> None:
        """Stop what is going on and wait for it: the window closes. What was whole by then is still told."""
        if self._work is not None:
            self._work.cancel()
            self._work.wait()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.MetaCall.value)

    def _show(self, done: int, total: int, words: str) -> None:
        self._progress.setRange(0, max(total, 1))
        self._progress.setValue(done)
        self._words.setText(words)

    def _stop(self) -> None:
        if self._work is not None:
            self._work.cancel()
            self._words.setText("Wird abgebrochen …")

    def _end(self) -> None:
        work, self._work = self._work, None
        self.hide()
        if work is not None:
            work.deleteLater()
