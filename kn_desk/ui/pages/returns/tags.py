"""How each kind of difference is called, drawn and coloured: the finding of a cell, and the totals that count them."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from kn_desk.services.returned import Verdict
from kn_desk.ui.icons import pixmap
from kn_desk.ui.style import CHIP, XS, S, Theme

#: Of an icon beside a word, at the usual text size.
ICON = 14
RADIUS = 4


@dataclass(frozen=True)
class Tag:
    """Icon and word; ``tone`` is the pair of its colours, "" for none: the common finding has no fill."""

    icon_name: str
    word: str
    tone: str = ""


TAGS: dict[Verdict | None, Tag] = {
    "change": Tag("pencil", "Änderung"),
    "conflict": Tag("git-compare", "Konflikt", "crit"),
    "unreadable": Tag("circle-alert", "Unlesbar", "warn"),
    "proposal": Tag("plus", "Vorschlag", "ok"),
    "cleared": Tag("eraser", "Geleert", "none"),
    "missing_row": Tag("info", "Zeile fehlt", "none"),
    "double_row": Tag("copy", "Doppelt", "none"),
    "unknown_row": Tag("circle-question-mark", "Unbekannt", "none"),
    "same": Tag("check", "Gleich"),
    None: Tag("", "–"),
}
#: A value that was typed here stands in the place of the sheet's.
OTHER = Tag("pencil", "Eigener Wert")


@dataclass(frozen=True)
class Total:
    """A line of the totals: icon, its tone, and the word for one and for several."""

    kind: str
    icon_name: str
    tone: str
    one: str
    many: str

    def words(self, number: int) -> str:
        """Return "3 Konflikte"."""
        return f"{number} {self.one if number == 1 else self.many}"


TOTALS = (
    Total("change", "pencil", "info", "Änderung", "Änderungen"),
    Total("conflict", "git-compare", "crit", "Konflikt", "Konflikte"),
    Total("unreadable", "circle-alert", "warn", "unlesbar", "unlesbar"),
    Total("proposal", "plus", "ok", "Vorschlag", "Vorschläge"),
    Total("row", "info", "none", "auffällige Zeile", "auffällige Zeilen"),
)


def tag_width(theme: Theme, tag: Tag) -> int:
    """Return how wide a tag is."""
    return QFontMetrics(theme.font()).horizontalAdvance(tag.word) + theme.px(ICON) + 3 * S


def paint_tag(painter: QPainter, theme: Theme, tag: Tag, place: QRect) -> None:
    """Paint a tag at the left of ``place``, centred in its height; without room for the word its icon alone."""
    tokens, size = theme.tokens, theme.px(ICON)
    pair = tokens.tone(tag.tone) if tag.tone else None
    metrics = QFontMetrics(theme.font())
    height = max(CHIP, metrics.height() + XS)
    wide = tag_width(theme, tag)
    word = tag.word if wide <= place.width() or not tag.icon_name else ""
    box = QRect(place.left(), place.center().y() - height // 2, wide if word else size + 2 * S, height)
    if pair is not None:
        fill_round(painter, box, pair.back)
    ink = pair.fore if pair else tokens.text2
    left = box.left() + S - 1
    if tag.icon_name:
        painter.drawPixmap(left, box.center().y() - size // 2 + 1, pixmap(tag.icon_name, ink, size))
        left += size + XS + 1
    painter.setFont(theme.font())
    painter.setPen(QColor(ink))
    words = QRect(left, box.top(), metrics.horizontalAdvance(word) + 2, height)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)


def fill_round(painter: QPainter, place: QRect, colour: str, radius: int = RADIUS) -> None:
    """Fill a rectangle with round corners."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(QRectF(place), radius, radius)
    painter.restore()
