"""How long a start takes, measured from the start of the process; one start in each process.

bench_start.py MOMENT                  a bare Qt window with an empty table
bench_start.py MOMENT OFFICE HOME      KN Desk: the shell painted, the first rows painted
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench_tell import memory_now, tell

#: What a start should do without before the shell is painted.
SLOW_IMPORTS = ("sqlalchemy", "openpyxl", "alembic", "holidays", "dateutil", "kn_desk.records")


def watch_paint(widget: Any, painted: Callable[[], object]) -> None:
    """Call ``painted`` once a widget has been painted."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() == QEvent.Type.Paint:
                widget.removeEventFilter(self)
                QTimer.singleShot(0, painted)  # after all of it is painted
            return False

    widget.installEventFilter(Watch(widget))
    widget.update()


def bare(since: Callable[[], float]) -> None:
    """A main window with an empty table."""
    from PySide6.QtGui import QStandardItemModel
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

    app = QApplication(["bare"])
    window = QMainWindow()
    table = QTableView()
    table.setModel(QStandardItemModel(0, 7, table))
    window.setCentralWidget(table)
    window.resize(1366, 689)
    watch_paint(table.viewport(), lambda: tell({"shell": since(), "memory": memory_now()}))
    window.show()
    app.exec()


def ours(since: Callable[[], float], path: str, home: Path) -> None:
    """The program as the command starts it."""
    import kn_desk.app  # as the command does: Qt by this door, see kn_desk.ui.quick_imports
    import kn_desk.cli
    from kn_desk.ui.windows.shell import Shell

    told: dict[str, Any] = {}
    tell_painted = Shell._tell_painted

    def shell_painted(shell: Shell) -> None:
        from PySide6.QtCore import QTimer

        if "shell" not in told:
            told["shell"] = 0.0
            QTimer.singleShot(0, lambda: note_shell(shell))  # before the program goes on
        tell_painted(shell)

    def note_shell(shell: Any) -> None:
        from PySide6.QtCore import QTimer

        told["shell"] = since()
        told["imported"] = [name for name in SLOW_IMPORTS if name in sys.modules]
        look = QTimer(shell, interval=1)
        look.timeout.connect(lambda: wait_for_page(shell, look))
        look.start()

    def wait_for_page(shell: Any, look: Any) -> None:
        if shell.page is not None:
            look.stop()
            table = getattr(shell.page.view, "table", None)
            watch_paint(shell.page.view if table is None else table.viewport(), lambda: rows_painted(shell))

    def rows_painted(shell: Any) -> None:
        from PySide6.QtCore import QTimer

        told["rows"] = since()
        QTimer.singleShot(2000, lambda: end(shell))

    def end(shell: Any) -> None:
        told["memory"] = memory_now()
        shell.context.desk.office.close()  # the next start finds a file that was closed, as on any morning
        tell(told)

    Shell._tell_painted = shell_painted  # type: ignore[method-assign, assignment]
    os.environ["XDG_DATA_HOME"] = str(home.parent)
    kn_desk.cli.main([path])


def main(moment: float, *given: str) -> None:
    def since() -> float:
        return (time.monotonic() - moment) * 1000

    if given:
        ours(since, given[0], Path(given[1]))
    else:
        bare(since)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    main(float(sys.argv[1]), *sys.argv[2:])
