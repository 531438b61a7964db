"""An agenda on the clipboard: as text, and as a table that Excel and Word take."""

from html import escape

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from kn_desk.services.meeting_times import MeetingSheet

_HEADS = ("TOP", "Beginn", "Thema", "Grund der Aufnahme", "Art", "Berichterstattung", "Min.")


def copy_agenda(sheet: MeetingSheet) -> None:
    """Put all rows of an agenda on the clipboard."""
    rows: list[tuple[str, ...]] = [_HEADS]
    for row in sheet.rows:
        begin = f"{row.begin:%H:%M}" if row.begin else ""
        cells = (row.number, begin, row.item.title, row.reason, row.kind, row.presenter, str(row.planned))
        rows.append(tuple(" ".join(cell.split()) for cell in cells))
    data = QMimeData()
    data.setText("\n".join("\t".join(row) for row in rows))
    lines = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
    data.setHtml(f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>")
    QGuiApplication.clipboard().setMimeData(data)
