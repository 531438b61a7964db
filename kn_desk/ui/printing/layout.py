"""A paper on its pages: title, blocks from top to bottom, the header of a table again on each page, the foot."""

from functools import singledispatchmethod

from kn_desk.services.paper.parts import Block, Cell, Heading, Paper, Row, Table, Words
from kn_desk.ui.printing.measures import INK, Fonts, Sheet, mm
from kn_desk.ui.printing.ops import LineMark, Mark, Page, TextMark
from kn_desk.ui.printing.table_rows import Line, SetRow, marks_of, set_row, shape_mark
from kn_desk.ui.printing.widths import Widths, fit, shape_room

_TITLE, _HEADING, _BODY, _SMALL = 16.0, 11.0, 9.0, 8.0
_OFFICE = "Stadt Konstanz · Koordinierungsstelle Digitalisierung"
#: A heading stands on a page only with so much below it.
_WITH_HEADING = mm(14)


def lay_out(paper: Paper, fonts: Fonts, *, landscape: bool | None = None) -> list[Page]:
    """Return the pages of a paper."""
    sheet = Sheet(paper.landscape if landscape is None else landscape)
    return _Layout(paper, fonts, sheet).pages()


class _Layout:
    """One paper on its way to pages; ``y`` is where the next thing begins."""

    def __init__(self, paper: Paper, fonts: Fonts, sheet: Sheet) -> None:
        self._paper = paper
        self._fonts = fonts
        self._sheet = sheet
        self._pages: list[Page] = [Page()]
        self._y = sheet.top
        #: What follows the block that is being set is a table with a header.
        self._headed = False

    def pages(self) -> list[Page]:
        """Lay everything out."""
        self._head()
        for block, after in zip(self._paper.blocks, (*self._paper.blocks[1:], None), strict=True):
            self._headed = isinstance(after, Table) and after.has_header
            self._block(block)
        for number, page in enumerate(self._pages, start=1):
            self._foot(page, number)
        return self._pages

    def _head(self) -> None:
        """The title and what stands below it, once."""
        self._text(_OFFICE, _SMALL, colour=INK.text2)
        self._y += mm(1.5)
        self._text(self._paper.title, _TITLE, bold=True)
        self._y += mm(0.5)
        for line in self._paper.lines:
            self._text(line, _BODY, colour=INK.text2)
        self._y += mm(3)

    def _new_page(self) -> None:
        """A new page says quietly what it belongs to."""
        self._pages.append(Page())
        self._y = self._sheet.top
        title = self._fonts.wrap(self._paper.title, self._sheet.room, _SMALL)[0]
        self._line(title, _SMALL, self._sheet.left, False, INK.text2)
        self._y += mm(3)

    def _foot(self, page: Page, number: int) -> None:
        """A hairline; the moment at the left, the page at the right, what is held back between them."""
        sheet, fonts = self._sheet, self._fonts
        y = sheet.end + mm(4)
        page.marks.append(LineMark(sheet.left, y, sheet.room, INK.border))
        base = y + mm(1.5) + fonts.ascent(_SMALL)
        told = f"Seite {number} von {len(self._pages)}"
        right = sheet.left + sheet.room - fonts.advance(told, _SMALL)
        page.marks.append(TextMark(sheet.left, base, self._paper.stand, _SMALL, False, INK.text2))
        page.marks.append(TextMark(right, base, told, _SMALL, False, INK.text2))
        if self._paper.note:
            left = sheet.left + fonts.advance(self._paper.stand, _SMALL) + mm(6)
            for place, line in enumerate(fonts.wrap(self._paper.note, right - left - mm(6), _SMALL)[:2]):
                page.marks.append(TextMark(left, base + place * fonts.line(_SMALL), line, _SMALL, False, INK.text2))

    @singledispatchmethod
    def _block(self, block: Block) -> None:
        raise TypeError(block)

    @_block.register
    def _words(self, block: Words) -> None:
        self._y += mm(1.5)
        colour = INK.tone(block.signal.tone).fore if block.signal else INK.text2 if block.quiet else INK.text
        self._need(self._fonts.line(_BODY))
        left = self._sheet.left
        if block.signal is not None:
            line = Line(block.text, _BODY, False, colour)
            self._mark(shape_mark(Cell(block.text, block.signal), left, self._y, line, self._fonts))
            left += shape_room(_BODY)
        self._text(block.text, _BODY, colour=colour, left=left)
        self._y += mm(0.5)

    @_block.register
    def _heading(self, block: Heading) -> None:
        self._y += mm(4)
        right = self._fonts.advance(block.right, _BODY)
        room = self._sheet.room - (right + mm(4) if block.right else 0)
        lines = self._fonts.wrap(block.text, room, _HEADING, True)
        self._need(len(lines) * self._fonts.line(_HEADING) + _WITH_HEADING)
        base = self._y + self._fonts.ascent(_HEADING)
        if block.right:
            x = self._sheet.left + self._sheet.room - right
            self._mark(TextMark(x, base, block.right, _BODY, False, INK.text2))
        for line in lines:
            self._line(line, _HEADING, self._sheet.left, True, INK.text)
        self._y += mm(0.8)
        if not self._headed:  # else the header of the table has its line
            self._rule()

    @_block.register
    def _table(self, block: Table) -> None:
        widths = fit(block, self._sheet.room, self._fonts)
        header = self._set_header(block, widths) if block.has_header else None
        self._y += mm(2) if header else 0
        rows = [set_row(row, widths, self._fonts) for row in block.rows]
        room = self._sheet.end - self._sheet.top - mm(8) - (header.height if header else 0)
        begun = False
        for number, one in enumerate(rows):
            follows = rows[number + 1].height if one.row.group and number + 1 < len(rows) else 0
            if not begun or self._y + one.height + min(follows, room - one.height) > self._sheet.end:
                self._begin_part(block, widths, header, one, begun)
                begun = True
            for piece in [one] if one.height <= room else one.pieces(room, self._fonts):
                if self._y + piece.height > self._sheet.end:
                    self._begin_part(block, widths, header, piece, begun)
                self._put(piece, block, widths)
        self._y += mm(1)

    def _begin_part(self, block: Table, widths: Widths, header: SetRow | None, first: SetRow, begun: bool) -> None:
        """The header, on this page if its first row has room too."""
        needed = (header.height if header else 0) + min(first.height, mm(40))
        if begun or self._y + needed > self._sheet.end:
            self._new_page()
        if header is not None:
            self._marks(marks_of(header, self._sheet.left, self._y, block.columns, widths, self._fonts))
            self._y += header.height
            self._rule()

    def _set_header(self, block: Table, widths: Widths) -> SetRow:
        return set_row(Row(tuple(Cell(column.header, bold=True) for column in block.columns)), widths, self._fonts)

    def _put(self, one: SetRow, block: Table, widths: Widths) -> None:
        self._marks(marks_of(one, self._sheet.left, self._y, block.columns, widths, self._fonts))
        self._y += one.height
        if block.lines:
            self._mark(LineMark(self._sheet.left, self._y, self._sheet.room, INK.border))

    def _text(self, text: str, size: float, *, bold: bool = False, colour: str = INK.text, left: float = 0) -> None:
        """Set a text from the left margin on, on as many pages as it needs."""
        left = left or self._sheet.left
        for line in self._fonts.wrap(text, self._sheet.left + self._sheet.room - left, size, bold):
            self._need(self._fonts.line(size))
            self._line(line, size, left, bold, colour)

    def _line(self, text: str, size: float, left: float, bold: bool, colour: str) -> None:
        self._mark(TextMark(left, self._y + self._fonts.ascent(size), text, size, bold, colour))
        self._y += self._fonts.line(size)

    def _rule(self) -> None:
        """The line under a heading or a header."""
        self._mark(LineMark(self._sheet.left, self._y, self._sheet.room, INK.field, 0.75))

    def _need(self, height: float) -> None:
        if self._y + height > self._sheet.end:
            self._new_page()

    def _mark(self, mark: Mark) -> None:
        self._pages[-1].marks.append(mark)

    def _marks(self, marks: list[Mark]) -> None:
        self._pages[-1].marks += marks
