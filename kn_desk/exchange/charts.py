"""Native bar charts in the house's colours, over a small table on the same sheet."""

from dataclasses import dataclass
from typing import Any, cast

from openpyxl.chart import BarChart, Reference
from openpyxl.chart._chart import ChartBase
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties
from openpyxl.worksheet.worksheet import Worksheet

from kn_desk.exchange.looks import BORDER, TEXT2

_WIDTH_CM, _HEIGHT_CM = 18.2, 8.2


@dataclass(frozen=True)
class Bars:
    """What a bar chart shows: one series per colour, in the order of the table's columns."""

    title: str
    across: str
    up: str
    colours: tuple[str, ...]
    number_format: str
    #: The longest bar.
    highest: float
    stacked: bool = False
    lying: bool = False
    labelled: bool = True


def bar_chart(sheet: Worksheet, bars: Bars, header: int, last: int) -> ChartBase:
    """Return the chart over the table whose header is in row ``header``: names in A, a series in each column after."""
    chart: Any = BarChart()
    chart.width, chart.height = _WIDTH_CM, _HEIGHT_CM
    chart.type = "bar" if bars.lying else "col"
    chart.grouping = "stacked" if bars.stacked else "clustered"
    chart.overlap = 100 if bars.stacked else 0
    chart.gapWidth = 60
    values = Reference(sheet, min_col=2, max_col=1 + len(bars.colours), min_row=header, max_row=last)
    chart.add_data(values, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=header + 1, max_row=last))
    for series, colour in zip(chart.series, bars.colours, strict=True):
        series.graphicalProperties = GraphicalProperties(solidFill=colour)
        series.graphicalProperties.line.noFill = True
        series.invertIfNegative = False
    _axes(chart, bars)
    if bars.labelled:
        chart.dataLabels = _labels(bars)
    if len(bars.colours) > 1:
        chart.legend.position = "b"
    else:
        chart.legend = None
    return cast("ChartBase", chart)


def _labels(bars: Bars) -> DataLabelList:
    """Figures in or on the bars, as the table shows them: the chart is read without colours too."""
    labels = DataLabelList(showVal=True)
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    labels.txPr = _small("FFFFFF" if bars.stacked else TEXT2, bold=bars.stacked)
    labels.position = "ctr" if bars.stacked else "outEnd"
    return labels


def _small(colour: str, *, bold: bool = False) -> RichText:
    style = CharacterProperties(sz=900, b=bold, solidFill=colour)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=style), endParaRPr=CharacterProperties(sz=900))])


def _axes(chart: Any, bars: Bars) -> None:
    for axis, title in ((chart.x_axis, bars.across), (chart.y_axis, bars.up)):
        axis.title = title
        axis.delete = False
        axis.txPr = _small(TEXT2)
        axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=BORDER))
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=BORDER))
    chart.y_axis.number_format = bars.number_format
    chart.y_axis.numFmt.sourceLinked = False
    chart.y_axis.scaling.min = 0
    if bars.number_format == "0" and bars.highest <= 10:
        chart.y_axis.majorUnit = 1
    if bars.lying:
        # The first row of the table on top, as it is read.
        chart.x_axis.scaling.orientation = "maxMin"
        chart.y_axis.crosses = "max"
