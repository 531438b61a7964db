"""What a sheet needs for paper: A4, one page wide, repeated header, footer."""

from typing import Any, Literal

from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

_CM = 1 / 2.54


def for_paper(
    sheet: Worksheet,
    *,
    area: str,
    stand: str,
    titles: str | None = None,
    orientation: Literal["portrait", "landscape"] = "landscape",
    one_page: bool = False,
) -> None:
    """Set the sheet up for printing; ``stand`` is the moment of the data as a person reads it.

    That it fits the page at all stands before the rows, so the Book sees to it for every sheet.
    """
    sheet.print_area = area
    if titles is not None:
        sheet.print_title_rows = titles
    setup = sheet.page_setup
    setup.orientation = orientation
    setup.paperSize = 9  # A4
    setup.fitToWidth = 1
    setup.fitToHeight = 1 if one_page else 0
    sheet.page_margins = PageMargins(
        left=1.5 * _CM, right=1.5 * _CM, top=1.5 * _CM, bottom=1.8 * _CM, header=0.8 * _CM, footer=0.8 * _CM
    )
    whole: Any = sheet.HeaderFooter.oddFooter
    footer = whole.center
    footer.text = f"Seite &P von &N  ·  Stand {stand}  ·  &F"
    footer.size = 8
