"""All record types of the office, in the order in which people meet them."""

from kn_desk.fields.spec import Record
from kn_desk.records.contacts import LotseRole, OrgUnit, Person
from kn_desk.records.funding import Application, Programme
from kn_desk.records.funding_parts import (
    ApplicationPartner,
    DeadlineRule,
    Drawdown,
    FinanceLine,
    Notice,
    Obligation,
    OrderEvent,
)
from kn_desk.records.jour_fixe import AgendaItem, Attendance, Meeting, MeetingSeries, Topic
from kn_desk.records.measuring import Indicator, Reading, Risk
from kn_desk.records.minutes import Decision, FollowUp, MinuteEntry, Task
from kn_desk.records.networks import Event, Group, Interaction, Membership, Stakeholder
from kn_desk.records.office import DocumentLink, SavedView, Sheet, SheetReturn, SheetRun, Tag, Threshold
from kn_desk.records.progress import Milestone
from kn_desk.records.reporting import ReportingPeriod, StatusReport
from kn_desk.records.strategy import ActionField, Goal, Strategy, StrategyItem

RECORDS: tuple[type[Record], ...] = (
    Strategy, Goal, ActionField, StrategyItem, Milestone, Indicator, Reading, Risk, ReportingPeriod, StatusReport,
    OrgUnit, Person, LotseRole, Group, Membership, Stakeholder, Event, Interaction,
    MeetingSeries, Meeting, Attendance, AgendaItem, MinuteEntry, Decision, Task, Topic, FollowUp,
    Programme, Application, FinanceLine, Notice, Obligation, Drawdown, ApplicationPartner, OrderEvent, DeadlineRule,
    SheetRun, Sheet, SheetReturn, DocumentLink, Tag, Threshold, SavedView,
)  # fmt: skip

BY_NAME: dict[str, type[Record]] = {cls.spec.name: cls for cls in RECORDS}
