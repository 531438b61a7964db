"""How cells look: the house's colours as workbooks use them, and styles made once per workbook."""

from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from kn_desk.exchange.cell_text import escaped, risky
from kn_desk.fields.choices import Tone

TEXT, TEXT2, TEXT3 = "1B2430", "4A5563", "5B6674"
SURFACE, RAIL, BACKGROUND = "FFFFFF", "EAEEF3", "F4F6F9"
BORDER, FIELD = "D3D9E1", "7F8A98"
ACCENT, ON_ACCENT = "0B5CAD", "FFFFFF"
#: Arial stands on every machine, and Liberation Sans has its widths where it does not.
FONT = "Arial"


@dataclass(frozen=True)
class ToneColours:
    """The colours of a light's tone: chip fill and text, and the stronger one for charts."""

    fill: str
    text: str
    mark: str


TONES: dict[Tone, ToneColours] = {
    "ok": ToneColours("DDF3E4", "0F5B2E", "3E9A66"),
    "warn": ToneColours("FFEFC2", "6B4700", "C08A1E"),
    "crit": ToneColours("FBE0DF", "8F1313", "C23B3B"),
    "none": ToneColours("E6EAEF", "3D4754", "8994A2"),
}


@dataclass(frozen=True)
class Look:
    """The look of a cell; ``quoted`` keeps Excel from reading the text as input when it is edited.

    ``line`` is the colour of the line below, ``boxed`` of those beside it too; ``unlocked`` leaves the cell to be
    filled in on a protected sheet.
    """

    number_format: str = "General"
    bold: bool = False
    size: float = 10
    colour: str = TEXT
    fill: str | None = None
    wrap: bool = False
    across: Literal["left", "right", "center"] | None = None
    down: Literal["top", "center", "bottom"] = "top"
    line: str | None = None
    boxed: bool = False
    indent: int = 0
    underlined: bool = False
    quoted: bool = False
    unlocked: bool = False


class Looks:
    """The styles of one workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[Look, Any] = {}

    def number(self, look: Look, sheet: Worksheet) -> int:
        """Return the number under which the workbook knows the look."""
        return int(self._styled(look, sheet).style_id)

    def cell(self, sheet: Worksheet, value: object, look: Look, *, link: str | None = None) -> Cell:
        """Return a cell of a small sheet; text stays text. ``link`` is the sheet that it leads to."""
        text = isinstance(value, str)
        if text and risky(str(value)):
            look = replace(look, quoted=True)
        cell: Any = WriteOnlyCell(sheet)
        cell._style = self._styled(look, sheet)._style
        cell.value = escaped(value) if isinstance(value, str) else value
        if text:
            cell.data_type = "s"
        if link is not None:
            place = "'" + link.replace("'", "''") + "'!A1"
            cell.hyperlink = Hyperlink(ref="", location=place, display=str(value))
        return cast("Cell", cell)

    def _styled(self, look: Look, sheet: Worksheet) -> Any:
        if look not in self._made:
            cell = WriteOnlyCell(sheet)
            cell.font = Font(
                name=FONT, size=look.size, bold=look.bold, color=look.colour,
                underline="single" if look.underlined else None,
            )  # fmt: skip
            if look.fill:
                cell.fill = PatternFill("solid", fgColor=look.fill)
            if look.line:
                side = Side("thin", color=look.line)
                cell.border = Border(bottom=side, left=side, right=side) if look.boxed else Border(bottom=side)
            cell.alignment = Alignment(
                horizontal=look.across or ("left" if look.indent else None),
                vertical=look.down,
                wrap_text=look.wrap or None,
                indent=look.indent,
            )
            cell.number_format = look.number_format
            cell.quotePrefix = look.quoted
            if look.unlocked:
                cell.protection = Protection(locked=False)
            self._made[look] = cell
        return self._made[look]


def chip(tone: Tone, *, size: float = 10) -> Look:
    """Return the look of a light's cell on a small sheet."""
    colours = TONES[tone]
    return Look(fill=colours.fill, colour=colours.text, bold=True, size=size, across="left", down="center")


def tone_style(tone: Tone) -> DifferentialStyle:
    """Return what a rule lays over a cell that holds a light's word."""
    colours = TONES[tone]
    return DifferentialStyle(
        font=Font(color=colours.text, bold=True), fill=PatternFill("solid", bgColor=colours.fill, fgColor=colours.fill)
    )
