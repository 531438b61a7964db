"""The list of Förderanträge: the usual list, with the money of an application as its Überblick."""

from kn_desk.ui.pages.detail import DetailPane
from kn_desk.ui.pages.funding.money_tab import MoneyTab
from kn_desk.ui.pages.record_list import RecordList


class ApplicationList(RecordList):
    """The view "Liste" of the place Förderung."""

    def _shown_detail(self) -> DetailPane:
        is_new = self._detail is None
        detail = super()._shown_detail()
        if is_new:
            detail.set_overview(MoneyTab(self._context.theme))
        return detail
