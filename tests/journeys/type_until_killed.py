"""A process with the real window that types without a pause and says what it has typed; somebody kills it."""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from kn_desk.app import make_application
from tests.journeys.hands import Keys
from tests.ui.walk import Stage

_EVERY_MS = 40
_WORDS = "Was im Hafen gemessen wird und wer es braucht. "


def main(office: Path) -> None:
    """Open the window, begin a Maßnahme, and type into its description until the end."""
    app = make_application(["typing"])
    stage = Stage(app, office, office.parent)
    person = Keys(stage)
    person.go("Strategie")
    person.new()
    person.write("Titel", "Sensoren im Hafen")
    field = person.focus("Beschreibung")
    assert isinstance(field, QPlainTextEdit)
    print("typing", flush=True)

    def type_one() -> None:
        typed = len(field.toPlainText())
        QTest.keyClick(QApplication.focusWidget(), _WORDS[typed % len(_WORDS)])
        print(f"{time.time()} {field.toPlainText()}", flush=True)

    timer = QTimer(interval=_EVERY_MS)
    timer.timeout.connect(type_one)
    timer.start()
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
