"""Killed (-9) while somebody types: the next start offers what was typed, with at most two seconds missing."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from tests.journeys.conftest import Day
from tests.journeys.hands import Keys
from tests.makers.stage import undress

_SCRIPT = Path(__file__).with_name("type_until_killed.py")
_ROOT = Path(__file__).parents[2]
#: How often; KN_DESK_KILLS=30 for a thorough night.
_TIMES = int(os.environ.get("KN_DESK_KILLS", "2"))
_MOST_LOST = 2.0


@pytest.mark.skipif(sys.platform == "win32", reason="there is no signal 9")
@pytest.mark.parametrize("number", range(_TIMES))
def test_what_was_typed_before_a_kill_is_offered(number: int, qapp: QApplication, sample: Path, tmp_path: Path) -> None:
    office = tmp_path / "Konstanz.kndesk"
    office.write_bytes(sample.read_bytes())
    typed, killed_at = _type_and_kill(office, random.Random().uniform(0.3, 5))

    day = Day(qapp, office, Keys)
    day.answers.words = ["Ansehen"]
    person = day.begin()
    asked = [question.what for question in day.answers.asked]
    safe = [text for moment, text in typed if moment < killed_at - _MOST_LOST]
    if safe:
        assert asked == ["Nicht gespeicherte Eingaben: Maßnahme (neu)"]
        field = person.seen(QPlainTextEdit, "Beschreibung")
        assert field.toPlainText().startswith(safe[-1])
        assert typed[-1][1].startswith(field.toPlainText())
        assert person.seen(QLineEdit, "Titel").text() == "Sensoren im Hafen"
    day.end()
    undress(qapp)


def _type_and_kill(office: Path, seconds: float) -> tuple[list[tuple[float, str]], float]:
    """Let the script type for some seconds after it began, kill it; return what it said, and when it died."""
    command = [sys.executable, str(_SCRIPT), str(office)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(_ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=_ROOT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "typing\n"
        time.sleep(seconds)
        killed_at = time.time()
        process.send_signal(signal.SIGKILL)
        said, _ = process.communicate()
    lines = [line.split(" ", 1) for line in said.splitlines() if " " in line]
    return [(float(moment), text) for moment, text in lines], killed_at
