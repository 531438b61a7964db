"""The places of the navigation, and how the page of each is made."""

from kn_desk.records.contacts import OrgUnit
from kn_desk.records.strategy import StrategyItem
from kn_desk.ui.context import Context
from kn_desk.ui.pages import plans
from kn_desk.ui.pages.coverage.view import CoverageView
from kn_desk.ui.pages.deadline_view import DeadlineView
from kn_desk.ui.pages.funding.application_list import ApplicationList
from kn_desk.ui.pages.funding.board_view import BoardView
from kn_desk.ui.pages.item_tree import ItemTreeView
from kn_desk.ui.pages.jour_fixe.view import MeetingView
from kn_desk.ui.pages.later import Later
from kn_desk.ui.pages.overview.overview_page import OverviewPage
from kn_desk.ui.pages.page import Page
from kn_desk.ui.pages.record_list import ListPlan, RecordList
from kn_desk.ui.pages.timeline.view import TimelineView
from kn_desk.ui.pages.trash import TrashView
from kn_desk.ui.windows.main_window import MakePage
from kn_desk.ui.windows.rail import Place


def _lists(key: str, title: str, *chosen: ListPlan) -> MakePage:
    def make(context: Context) -> Page:
        return Page(context, key, title, [_later(context, plan) for plan in chosen])

    return make


def _later(context: Context, plan: ListPlan) -> Later:
    return Later(plan.word, plan.icon_name, plan.cls, lambda: RecordList(context, plan))


def _strategy(context: Context) -> Page:
    chosen = (plans.GOALS, plans.RISKS, plans.INDICATORS, plans.FIELDS, plans.STRATEGIES, plans.PERIODS)
    lists = [_later(context, plan) for plan in chosen]
    return Page(
        context,
        "strategy",
        "Strategie",
        [
            _later(context, plans.ITEMS),
            Later(TimelineView.word, TimelineView.icon_name, StrategyItem, lambda: TimelineView(context)),
            Later(ItemTreeView.word, ItemTreeView.icon_name, StrategyItem, lambda: ItemTreeView(context)),
            *lists,
        ],
    )


def _contacts(context: Context) -> Page:
    chosen = (
        plans.ROLES,
        plans.PERSONS,
        plans.UNITS,
        plans.GROUPS,
        plans.STAKEHOLDERS,
        plans.EVENTS,
        plans.INTERACTIONS,
    )
    lists = [_later(context, plan) for plan in chosen]
    coverage = Later(CoverageView.word, CoverageView.icon_name, OrgUnit, lambda: CoverageView(context))
    return Page(context, "contacts", "Digital Lotsen", [coverage, *lists])


def _jour_fixe(context: Context) -> Page:
    lists = [RecordList(context, plan) for plan in (plans.MEETINGS, plans.TOPICS, plans.SERIES)]
    return Page(context, "jour_fixe", "Jour fixe", [MeetingView(context), *lists])


def _funding(context: Context) -> Page:
    lists = [RecordList(context, plan) for plan in (plans.PROGRAMMES, plans.RULES)]
    return Page(
        context, "funding", "Förderung", [BoardView(context), ApplicationList(context, plans.APPLICATIONS), *lists]
    )


def _deadlines(context: Context) -> Page:
    return Page(context, "deadlines", "Fristen", [DeadlineView(context)])


def _trash(context: Context) -> Page:
    return Page(context, "trash", "Papierkorb", [TrashView(context)])


PLACES: list[tuple[Place, MakePage]] = [
    (Place("overview", "Übersicht", "layout-dashboard"), OverviewPage),
    (
        Place("strategy", "Strategie", "target"),
        _strategy,
    ),
    (
        Place("contacts", "Digital Lotsen", "users-round"),
        _contacts,
    ),
    (
        Place("jour_fixe", "Jour fixe", "calendar-clock"),
        _jour_fixe,
    ),
    (
        Place("funding", "Förderung", "hand-coins"),
        _funding,
    ),
    (
        Place("tasks", "Aufgaben & Beschlüsse", "square-check-big"),
        _lists("tasks", "Aufgaben & Beschlüsse", plans.TASKS, plans.DECISIONS, plans.FOLLOW_UPS),
    ),
    (Place("deadlines", "Fristen", "flag"), _deadlines),
    (Place("trash", "Papierkorb", "trash-2"), _trash),
]
