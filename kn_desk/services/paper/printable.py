"""What a view can give to a printer, and to a workbook of its list."""

from datetime import datetime
from typing import Protocol

from kn_desk.services.paper.deadline_paper import ShownDeadlines
from kn_desk.services.paper.listed import Listed
from kn_desk.services.paper.parts import Paper
from kn_desk.storage.reader import Reader

#: What "Diese Liste" can be.
AnyList = Listed | ShownDeadlines


class Printable(Protocol):
    """Something that a view shows and that can go to paper."""

    @property
    def word(self) -> str:
        """What it is called where there is a choice."""
        ...

    def paper(self, reader: Reader, now: datetime) -> Paper | None:
        """Return it as it goes to paper, None if it is gone."""
        ...
