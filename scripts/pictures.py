"""Paints every page and dialog, light and dark, into docs/pictures; or the window over one office file.

pictures.py [--fast] [--all] [--only PART] [--to FOLDER]    --fast: the light ones at 1366 only
pictures.py --window OFFICE OUT.png                         the Übersicht of an office, which stays as it is
"""

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LOGNAME"] = "e.muster"  # who the window writes as: no picture shows the name of an account

from PySide6.QtGui import QImage, qRgb  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from kn_desk.app import make_application  # noqa: E402
from tests.ui.walk import SIZES, Mode, Stage, make_sample  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
#: What is kept in docs; the rest is painted with --all.
KEPT: tuple[tuple[Mode, tuple[int, int]], ...] = (("light", SIZES[0]), ("dark", SIZES[0]), ("light", SIZES[1]))
#: Further tabs of a detail are painted where they show something of their own.
TABS = ("strategie-massnahmen-", "foerderung-board-", "digital-lotsen-abdeckung-", "jour-fixe-sitzung-")
_EXACT = 64
_WORDS = {"light": "hell", "dark": "dunkel"}


def main(arguments: Sequence[str]) -> int:
    """Paint what the arguments ask for, and say how much it is."""
    asked = _asked(arguments)
    app = make_application(["pictures"])
    with tempfile.TemporaryDirectory(prefix="KN Desk ") as folder:
        if asked.window:
            office, out = map(Path, asked.window)
            paint_office(app, office, out, Path(folder))
            print(out)
            return 0
        sample = make_sample(Path(folder))
        painted = 0
        for mode, size in _wanted(fast=asked.fast, everything=asked.all):
            stage = Stage(app, sample, Path(folder) / f"{mode}-{size[0]}")
            stage.dress(mode)
            stage.resize(*size)
            for name, widget in _shown(stage):
                if asked.only in name:
                    path = asked.to / f"{name}-{_WORDS[mode]}-{size[0]}.png"
                    painted += save(widget, path)
            stage.close()
    print(f"{painted / 1e6:.1f} MB in {asked.to}")
    return 0


def paint_office(app: QApplication, office: Path, out: Path, folder: Path) -> None:
    """Paint the Übersicht over a copy of an office file."""
    stage = Stage(app, office, folder, moment=None)
    stage.resize(*SIZES[0])
    stage.go("overview")
    stage.quiet()
    save(stage.window, out)
    stage.close()


def save(widget: QWidget, path: Path) -> int:
    """Write a picture with at most 256 colours; return its size in bytes."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    table = [qRgb(*colour) for colour in _palette(image)]
    path.parent.mkdir(parents=True, exist_ok=True)
    image.convertToFormat(QImage.Format.Format_Indexed8, table).save(str(path), "PNG", 0)  # type: ignore[call-overload]
    return path.stat().st_size


def _palette(image: QImage) -> list[tuple[int, int, int]]:
    """The most frequent colours exactly, and of the shades between them as many as there is room for."""
    counted = Counter(memoryview(image.constBits()).cast("I")).most_common()
    colours = [(colour >> 16 & 255, colour >> 8 & 255, colour & 255) for colour, _ in counted]
    for apart in (0, 4, 8, 12, 16, 24, 32, 48):
        chosen = colours[:_EXACT]
        for r, g, b in colours[_EXACT:]:
            if all(abs(r - x) + abs(g - y) + abs(b - z) > apart for x, y, z in chosen):
                chosen.append((r, g, b))
                if len(chosen) > 256:
                    break
        else:
            return chosen
    return chosen[:256]


def _wanted(*, fast: bool, everything: bool) -> Iterator[tuple[Mode, tuple[int, int]]]:
    if fast:
        yield KEPT[0]
        return
    yield from KEPT
    for size in SIZES if everything else ():
        yield from ((mode, size) for mode in ("light", "dark") if (mode, size) not in KEPT)


def _shown(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    for scene in stage.scenes():
        if not scene.tab or scene.name.startswith(TABS):
            yield scene.name, scene.widget


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--only", default="", metavar="PART")
    parser.add_argument("--to", type=Path, default=PICTURES, metavar="FOLDER")
    parser.add_argument("--window", nargs=2, metavar=("OFFICE", "OUT.png"))
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
