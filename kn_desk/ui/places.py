"""The places of the navigation, and how the page of each is made; a page is imported when it is first seen."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kn_desk.ui.context import Context
from kn_desk.ui.pages.later import Later
from kn_desk.ui.pages.page import Page
from kn_desk.ui.windows.rail import RAIL, Place

if TYPE_CHECKING:
    from kn_desk.ui.pages.record_list import ListPlan
    from kn_desk.ui.pages.view import View

MakePage = Callable[[Context], Page]


def _lists(context: Context, chosen: "Sequence[ListPlan]") -> list[Later]:
    from kn_desk.ui.pages.record_list import RecordList

    def later(plan: "ListPlan") -> Later:
        return Later(plan.word, plan.icon_name, plan.cls, lambda: RecordList(context, plan))

    return [later(plan) for plan in chosen]


def _overview(context: Context) -> Page:
    from kn_desk.ui.pages.overview.overview_page import OverviewPage

    return OverviewPage(context)


def _strategy(context: Context) -> Page:
    from kn_desk.records.strategy import StrategyItem
    from kn_desk.ui.pages import plans

    def timeline() -> "View":
        from kn_desk.ui.pages.timeline.view import TimelineView

        return TimelineView(context)

    def tree() -> "View":
        from kn_desk.ui.pages.item_tree import ItemTreeView

        return ItemTreeView(context)

    others = (plans.GOALS, plans.RISKS, plans.INDICATORS, plans.FIELDS, plans.STRATEGIES, plans.PERIODS)
    views = [
        *_lists(context, [plans.ITEMS]),
        Later("Zeitplan", "chart-gantt", StrategyItem, timeline),
        Later("Baum", "list-tree", StrategyItem, tree),
        *_lists(context, others),
    ]
    return Page(context, "strategy", "Strategie", views)


def _contacts(context: Context) -> Page:
    from kn_desk.records.contacts import OrgUnit
    from kn_desk.records.office import Sheet, SheetReturn, SheetRun
    from kn_desk.ui.pages import plans
    from kn_desk.ui.pages.coverage.view import CoverageView
    from kn_desk.ui.pages.dispatch.view import DispatchView
    from kn_desk.ui.pages.returns.view import ReturnsView

    chosen = (
        plans.ROLES,
        plans.PERSONS,
        plans.UNITS,
        plans.GROUPS,
        plans.STAKEHOLDERS,
        plans.EVENTS,
        plans.INTERACTIONS,
    )
    coverage = Later(CoverageView.word, CoverageView.icon_name, OrgUnit, lambda: CoverageView(context))
    sheets = Later(DispatchView.word, DispatchView.icon_name, Sheet | SheetRun, lambda: DispatchView(context))
    returns = Later(ReturnsView.word, ReturnsView.icon_name, SheetReturn, lambda: ReturnsView(context))
    views = [coverage, sheets, returns, *_lists(context, chosen)]
    return Page(context, "contacts", "Digital Lotsen", views, words=5)


def _jour_fixe(context: Context) -> Page:
    from kn_desk.ui.pages import plans
    from kn_desk.ui.pages.jour_fixe.view import MeetingView

    lists = _lists(context, (plans.MEETINGS, plans.TOPICS, plans.SERIES))
    return Page(context, "jour_fixe", "Jour fixe", [MeetingView(context), *lists])


def _funding(context: Context) -> Page:
    from kn_desk.records.funding import Application
    from kn_desk.ui.pages import plans
    from kn_desk.ui.pages.funding.application_list import ApplicationList
    from kn_desk.ui.pages.funding.board_view import BoardView

    plan = plans.APPLICATIONS
    listed = Later(plan.word, plan.icon_name, Application, lambda: ApplicationList(context, plan))
    others = _lists(context, (plans.PROGRAMMES, plans.RULES))
    return Page(context, "funding", "Förderung", [BoardView(context), listed, *others])


def _tasks(context: Context) -> Page:
    from kn_desk.ui.pages import plans

    chosen = (plans.TASKS, plans.DECISIONS, plans.FOLLOW_UPS)
    return Page(context, "tasks", "Aufgaben", _lists(context, chosen))


def _deadlines(context: Context) -> Page:
    from kn_desk.ui.pages.deadline_view import DeadlineView

    return Page(context, "deadlines", "Fristen", [DeadlineView(context)])


def _trash(context: Context) -> Page:
    from kn_desk.ui.pages.trash import TrashView

    return Page(context, "trash", "Papierkorb", [TrashView(context)])


def _settings(context: Context) -> Page:
    from kn_desk.ui.pages.settings_view import SettingsView

    return Page(context, "settings", "Einstellungen", [SettingsView(context)])


_MAKERS: dict[str, MakePage] = {
    "overview": _overview,
    "strategy": _strategy,
    "contacts": _contacts,
    "jour_fixe": _jour_fixe,
    "funding": _funding,
    "tasks": _tasks,
    "deadlines": _deadlines,
    "trash": _trash,
    "settings": _settings,
}
#: The places in the order of the rail; their words stand in ``windows/rail.py``.
PLACES: list[tuple[Place, MakePage]] = [(place, _MAKERS[place.key]) for place in RAIL]
