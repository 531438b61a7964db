"""The list of Förderanträge: the usual list, with the money of an application as its Überblick."""

from kn_desk.fields.spec import Record
from kn_desk.ui.pages.detail import DetailPane
from kn_desk.ui.pages.funding.money_tab import MoneyTab
from kn_desk.ui.pages.record_list import RecordList


class ApplicationList(RecordList):
    """The view "Liste" of the place Förderung."""

    def detail_made(self, cls: type[Record], pane: DetailPane) -> None:
        pane.set_overview(MoneyTab(self._context.theme))
