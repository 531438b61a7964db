"""Sizes on paper, in units of which 600 make an inch, so that preview, printer and PDF break lines alike."""

import re
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QFont, QFontMetricsF, QPageLayout, QPageSize, QTextLayout, QTextOption

from kn_desk.ui.style import LIGHT

DPI = 600
#: Paper is white in a dark window too; its quiet colours are the light ones.
INK = LIGHT
_MM = DPI / 25.4
_POINT = DPI / 72
#: Words end at a space, and behind a hyphen that joins two words; a Kennung is one word.
_WORD_ENDS = re.compile(r"\s+|(?<=[a-zäöüß]-)")
#: What follows a number stays with it.
_UNIT = re.compile(r"(?<=\d) (?=€|%|Min\.|Uhr)")
_ROUNDING = 1.0


def mm(millimetres: float) -> float:
    """Return millimetres in units of the page."""
    return millimetres * _MM


def points(number: float) -> float:
    """Return typographic points in units of the page."""
    return number * _POINT


@dataclass(frozen=True)
class Sheet:
    """An A4 page and its margins, in units of the page."""

    landscape: bool

    left = right = mm(16)
    top = mm(14)
    bottom = mm(18)

    @property
    def width(self) -> float:
        """The whole width."""
        return mm(297 if self.landscape else 210)

    @property
    def height(self) -> float:
        """The whole height."""
        return mm(210 if self.landscape else 297)

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.width - self.left - self.right

    @property
    def end(self) -> float:
        """The lowest line that text may reach."""
        return self.height - self.bottom

    @property
    def page_layout(self) -> QPageLayout:
        """The same for Qt; the margins are ours."""
        way = QPageLayout.Orientation.Landscape if self.landscape else QPageLayout.Orientation.Portrait
        return QPageLayout(QPageSize(QPageSize.PageSizeId.A4), way, QMarginsF(0, 0, 0, 0))


class Fonts:
    """The window's font in the sizes of paper, with their metrics."""

    def __init__(self, font: QFont) -> None:
        self._base = QFont(font)
        # On paper nothing is rounded to the dots of a screen.
        self._base.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        # Other shapes of a letter (figures of equal width, a colon between them) would be no text in a PDF: whoever
        # searches it or listens to it finds nothing. Where figures stand below one another they are set one by one.
        self._base.clearFeatures()
        self._base.setFeature(QFont.Tag("calt"), 0)
        self.font = cache(self._font)
        self.metrics = cache(self._metrics)
        self.figure = cache(self._figure)

    def _font(self, size: float, bold: bool = False) -> QFont:
        font = QFont(self._base)
        font.setPixelSize(round(points(size)))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def _metrics(self, size: float, bold: bool = False) -> QFontMetricsF:
        return QFontMetricsF(self.font(size, bold))

    def _figure(self, size: float, bold: bool = False) -> float:
        """The width of the widest figure."""
        return max(self.advance(figure, size, bold) for figure in "0123456789")

    def advance(self, text: str, size: float, bold: bool = False) -> float:
        """Return the width of the longest line of a text."""
        metrics: QFontMetricsF = self.metrics(size, bold)
        return max((metrics.horizontalAdvance(line) for line in text.split("\n")), default=0.0)

    def even_advance(self, text: str, size: float, bold: bool = False) -> float:
        """Return the width of a line whose figures are all as wide as the widest."""
        return sum(self.steps(text, size, bold))

    def steps(self, text: str, size: float, bold: bool = False) -> list[float]:
        """Return the width of each character, figures evenly."""
        wide = self.figure(size, bold)
        return [wide if sign.isdecimal() else self.advance(sign, size, bold) for sign in text]

    def longest_word(self, text: str, size: float, bold: bool = False) -> float:
        """Return the width that a text needs so that no word is broken."""
        metrics: QFontMetricsF = self.metrics(size, bold)
        return max((metrics.horizontalAdvance(word) for word in _WORD_ENDS.split(text)), default=0.0)

    def line(self, size: float) -> float:
        """Return the height of a line of text."""
        metrics: QFontMetricsF = self.metrics(size, False)
        return metrics.height() * 1.06

    def ascent(self, size: float) -> float:
        """Return how far the baseline lies below the top of a line."""
        metrics: QFontMetricsF = self.metrics(size, False)
        return metrics.ascent() + metrics.height() * 0.03

    def wrap(self, text: str, width: float, size: float, bold: bool = False) -> list[str]:
        """Return the lines of a text; a word that no line can hold is broken, so that nothing is ever cut off."""
        metrics: QFontMetricsF = self.metrics(size, bold)
        lines: list[str] = []
        for paragraph in _UNIT.sub("\u00a0", text).split("\n"):
            if metrics.horizontalAdvance(paragraph) <= width + _ROUNDING:
                lines.append(paragraph)
            else:
                lines += self._broken(paragraph, width, size, bold)
        return lines

    def _broken(self, paragraph: str, width: float, size: float, bold: bool) -> list[str]:
        layout = QTextLayout(paragraph, self.font(size, bold))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        lines = []
        units = paragraph.encode("utf-16-le")  # Qt counts as Windows does
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width + _ROUNDING)
            start, length = line.textStart(), line.textLength()
            lines.append(units[2 * start : 2 * (start + length)].decode("utf-16-le").rstrip())
        layout.endLayout()
        return lines or [paragraph]
