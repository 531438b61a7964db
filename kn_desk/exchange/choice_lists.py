"""Drop-downs: a hidden sheet with one named column per set of options, equal sets shared."""

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from kn_desk.exchange.excel_names import Names
from kn_desk.exchange.looks import Look, Looks
from kn_desk.exchange.row_xml import letter

SHEET = "Listen"
YES_NO = ("Ja", "Nein")


class ChoiceLists:
    """The sets of options that the sheets of one workbook use, each under a name such as lstStatus."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._ranges: dict[tuple[str, ...], str] = {}

    def range_of(self, options: tuple[str, ...], label: str, owner: str) -> str:
        """Return the name of the range with these options; equal options share the name that came first.

        A label that stands for other options already gets the ``owner``'s word behind it: lstStatusSitzungen.
        """
        if options not in self._ranges:
            plain = self._names.is_free("lst", label)
            self._ranges[options] = self._names.range("lst", label) if plain else self._names.range("lst", label, owner)
        return self._ranges[options]

    def write(self, workbook: Workbook, sheet: Worksheet, looks: Looks) -> None:
        """Write the hidden sheet and define the names."""
        sheet.sheet_state = "hidden"
        sets = list(self._ranges.items())
        for column in range(1, len(sets) + 1):
            sheet.column_dimensions[letter(column)].width = 24
        sheet.freeze_panes = "A2"
        head = Look(bold=True)
        sheet.append([looks.cell(sheet, name, head) for _, name in sets])
        for place in range(max((len(options) for options, _ in sets), default=0)):
            sheet.append(
                [
                    looks.cell(sheet, options[place], Look(number_format="@")) if place < len(options) else None
                    for options, _ in sets
                ]
            )
        for column, (options, name) in enumerate(sets, 1):
            where = f"'{sheet.title}'!${letter(column)}$2:${letter(column)}${len(options) + 1}"
            workbook.defined_names.add(DefinedName(name, attr_text=where))
