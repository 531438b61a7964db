"""The picture of an office that `run.py` shows where there is no screen."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

from tests.ui.walk import SIZES

_SCRIPT = Path(__file__).parents[2] / "scripts" / "pictures.py"


def test_the_window_is_painted_without_a_screen_and_the_office_stays_as_it_is(sample: Path, tmp_path: Path) -> None:
    before = sample.read_bytes()
    out = tmp_path / "KN_Desk.png"
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    command = [sys.executable, str(_SCRIPT), "--window", str(sample), str(out)]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=60)
    image = QImage(str(out))
    assert (image.width(), image.height()) == SIZES[0]
    assert image.format() == QImage.Format.Format_Indexed8
    assert sample.read_bytes() == before
    assert [path.name for path in sample.parent.iterdir() if path.suffix == ".who"] == []
