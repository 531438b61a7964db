"""Which meetings are offered, and which one is shown first; both are remembered."""

from PySide6.QtCore import QObject

from kn_desk.records.jour_fixe import Meeting, MeetingSeries
from kn_desk.services.desk import ListQuery
from kn_desk.ui.context import Context
from kn_desk.ui.models.meeting_list_model import MeetingListModel, grouped

#: More than twenty years of fortnightly meetings.
_MOST = 600
_OPEN, _SERIES, _CANCELLED = "jour_fixe.meeting", "jour_fixe.series", "jour_fixe.cancelled"


class MeetingChoice(QObject):
    """Reads the meetings that pass the filter into a model."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.model = MeetingListModel(self)
        self.series: list[MeetingSeries] = []

    @property
    def filter(self) -> tuple[str, bool]:
        """The id of the only series shown ("" for all), and whether cancelled meetings are shown."""
        only = self._context.memory.recall(_SERIES, "")
        known = any(one.id == only for one in self.series)
        return only if known else "", self._context.memory.recall(_CANCELLED, True)

    def set_filter(self, series: str, cancelled: bool) -> None:
        """Let other meetings pass."""
        self._context.memory.remember(_SERIES, series)
        self._context.memory.remember(_CANCELLED, cancelled)

    def read(self) -> None:
        """Read the meetings anew."""
        with self._context.desk.read() as reader:
            self.series = reader.rows(MeetingSeries)
            only, cancelled = self.filter
            query = ListQuery("meeting", sort="held_on", descending=True, only={"series": (only,)} if only else {})
            records = reader.page(query, limit=_MOST)
        meetings = [one for one in records if isinstance(one, Meeting) and (cancelled or one.status != "cancelled")]
        self.model.show(grouped(meetings, self._context.desk.office.today))

    def remember(self, identity: str) -> None:
        """Open this meeting again next time."""
        self._context.memory.remember(_OPEN, identity)

    def first(self) -> Meeting | None:
        """Return today's meeting, the one that was open last, the next one, or the last."""
        known = [entry.meeting for entry in self.model.entries if entry.meeting]
        today = self._context.desk.office.today
        ahead = [one for one in known if one.held_on and one.held_on >= today and one.status != "cancelled"]
        remembered = self._context.memory.recall(_OPEN, "")
        return (
            next((one for one in ahead if one.held_on == today), None)
            or next((one for one in known if one.id == remembered), None)
            or min(ahead, key=lambda one: (one.held_on, one.id), default=known[0] if known else None)
        )
