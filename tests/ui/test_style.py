"""The tokens of the look: contrast of every pair, and that no colour stands anywhere else."""

import gc
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kn_desk.paths import resources
from kn_desk.ui import style
from kn_desk.ui.style import DARK, LIGHT, Theme, Tokens
from tests.makers.stage import undress

UI = Path(style.__file__).parent
TEXT, PART = 4.5, 3.0


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in QColor(colour).getRgbF()[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def texts(t: Tokens) -> dict[str, tuple[str, str]]:
    """Every pair of ground and text that stands on the screen."""
    grounds = {"bg": t.bg, "surface": t.surface, "rail": t.rail, "hover": t.hover, "sel": t.sel, "alt": t.alt}
    inks = {"text": t.text, "text2": t.text2, "text3": t.text3}
    pairs = {f"{ink} on {ground}": (inks[ink], grounds[ground]) for ink in inks for ground in grounds}
    for name in ("ok", "warn", "crit", "none", "info", "ours"):
        pair = getattr(t, name)
        pairs[name] = (pair.fore, pair.back)
        if name in ("ok", "warn", "crit", "none"):
            # A light in words stands on the ground of its row or card.
            pairs |= {
                f"{name} on {ground}": (pair.fore, grounds[ground]) for ground in ("surface", "sel", "hover", "alt")
            }
    pairs |= {f"accent on {ground}": (t.accent, grounds[ground]) for ground in ("surface", "bg", "sel", "hover")}
    pairs["onaccent on accent"] = (t.onaccent, t.accent)
    return pairs


def parts(t: Tokens) -> dict[str, tuple[str, str]]:
    """Every pair of ground and edge, ring or fill."""
    pairs = {f"field on {ground}": (t.field, getattr(t, ground)) for ground in ("surface", "bg")}
    pairs |= {f"accent on {ground}": (t.accent, getattr(t, ground)) for ground in ("surface", "bg", "rail", "sel")}
    pairs |= {f"mark {name}": (t.mark(name), t.surface) for name in ("ok", "warn", "crit", "none")}
    # On tinted grounds edges take text3.
    pairs |= {f"text3 on {name}": (t.text3, ground) for name, ground in (("sel", t.sel), ("info", t.info.back))}
    pairs |= {f"step {number}": (t.seq[number], t.surface) for number in (1, 2)}
    return pairs


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read(tokens: Tokens) -> None:
    weak = {name: round(contrast(*pair), 2) for name, pair in texts(tokens).items() if contrast(*pair) < TEXT}
    assert weak == {}


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_part_can_be_seen(tokens: Tokens) -> None:
    weak = {name: round(contrast(*pair), 2) for name, pair in parts(tokens).items() if contrast(*pair) < PART}
    assert weak == {}


def test_no_colour_stands_outside_the_tokens() -> None:
    written = re.compile(r"""#[0-9A-Fa-f]{3,8}\b|QColor\(\s*\d|Qt\.GlobalColor\.(?!transparent)|\brgba?\(""")
    sources = [path for path in UI.rglob("*.py") if path.name != "style.py"] + [resources() / "style.qss"]
    found = [
        f"{path.name}:{number}: {line.strip()}"
        for path in sources
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if written.search(line)
    ]
    assert found == []


def test_no_garbage_is_collected_while_qt_dresses_all_widgets(qapp: QApplication, qtbot: QtBot) -> None:
    """Python would take widgets away that Qt is about to dress, and Qt crashes."""
    collecting: list[bool] = []

    class Watching(QWidget):
        def changeEvent(self, event: QEvent) -> None:  # noqa: N802
            collecting.append(gc.isenabled())

    theme = Theme(qapp, mode="light", density="comfortable", text_percent=100, system_font=False)
    watching = Watching()
    qtbot.addWidget(watching)
    watching.show()
    collecting.clear()
    theme.set_look(mode="dark", density="comfortable", text_percent=100, system_font=False)
    undress(qapp)
    assert collecting
    assert not any(collecting)
    assert gc.isenabled()


def test_another_look_does_not_touch_a_widget_that_is_gone_but_still_in_qts_list() -> None:
    """Qt takes a widget off its list when it hears `destroyed`; where it did not hear it, the next look crashed."""
    code = """
import shiboken6
from PySide6.QtWidgets import QScrollBar
from kn_desk.app import make_application
from kn_desk.ui.style import Theme
app = make_application(["tests"])
theme = Theme(app, mode="light", density="comfortable", text_percent=100, system_font=False)
for _ in range(50):
    bar = QScrollBar()
    bar.show()
    app.processEvents()
    bar.destroyed.disconnect()
    shiboken6.delete(bar)
for percent in (150, 100, 200):
    theme.set_look(mode="dark", density="comfortable", text_percent=percent, system_font=False)
print("dressed")
"""
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("dressed\n", 0)
