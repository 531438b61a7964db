"""Which lists there are in which place, and what each shows: all that is special about them."""

from kn_desk.records.contacts import LotseRole, OrgUnit, Person
from kn_desk.records.funding import Application, Programme
from kn_desk.records.funding_parts import DeadlineRule
from kn_desk.records.jour_fixe import Meeting, MeetingSeries, Topic
from kn_desk.records.measuring import Indicator, Risk
from kn_desk.records.minutes import Decision, FollowUp, Task
from kn_desk.records.networks import Event, Group, Interaction, Stakeholder
from kn_desk.records.reporting import ReportingPeriod
from kn_desk.records.strategy import ActionField, Goal, Strategy, StrategyItem
from kn_desk.ui.pages.record_list import ListPlan

ITEMS = ListPlan(
    StrategyItem, ("code", "title", "plan_light", "status", "end_planned", "lead_unit", "action_field"), "title",
    ("action_field", "plan_light", "status"), word="Maßnahmen", icon_name="clipboard-list", new_label="Neue Maßnahme",
    empty="Hier stehen Projekte, Maßnahmen, Daueraufgaben und Vorschläge der Strategie.",
)  # fmt: skip
GOALS = ListPlan(
    Goal, ("code", "title", "level", "parent", "target_year"), "title", ("level",), word="Ziele",
    icon_name="goal", new_label="Neues Ziel", empty="Hier stehen Leitbild und Ziele der Strategie.",
)  # fmt: skip
FIELDS = ListPlan(
    ActionField, ("number", "title", "lead_unit"), "title", sort="number", word="Handlungsfelder",
    icon_name="layers", new_label="Neues Handlungsfeld",
)  # fmt: skip
RISKS = ListPlan(
    Risk, ("code", "title", "level", "status", "item", "review_on"), "title", ("level", "status"), word="Risiken",
    icon_name="triangle-alert", new_label="Neues Risiko", empty="Hier stehen Risiken und Chancen.",
)  # fmt: skip
INDICATORS = ListPlan(
    Indicator, ("code", "title", "current", "target", "target_on", "attainment"), "title", word="Kennzahlen",
    icon_name="gauge", new_label="Neue Kennzahl",
)  # fmt: skip
STRATEGIES = ListPlan(
    Strategy, ("code", "title", "version", "valid_from", "valid_to"), "title", word="Strategien", icon_name="book-copy",
    new_label="Neue Strategie",
)  # fmt: skip
PERIODS = ListPlan(
    ReportingPeriod, ("label", "start", "end", "due_on", "closed"), "label", sort="start", descending=True,
    word="Berichtszeiträume", icon_name="calendar-range", new_label="Neuer Berichtszeitraum",
)  # fmt: skip
ROLES = ListPlan(
    LotseRole, ("person", "unit", "kind", "since", "until", "state"), "person", ("kind", "state"), sort="person",
    word="Lotsen", icon_name="users-round", new_label="Neue Lotsenrolle",
    empty="Hier steht, wer in welchem Amt Digital Lotse oder Lotsin ist.",
)  # fmt: skip
PERSONS = ListPlan(
    Person, ("last_name", "first_name", "unit", "position", "email", "phone"), "last_name", ("unit",),
    sort="last_name", word="Personen", icon_name="contact", new_label="Neue Person",
    empty="Hier stehen die dienstlichen Kontakte.",
)  # fmt: skip
UNITS = ListPlan(
    OrgUnit, ("name", "lotse_coverage", "short_name", "kind", "number", "dezernat"), "name", ("kind", "lotse_coverage"),
    sort="name", word="Stellen", icon_name="building-2", new_label="Neue Stelle",
)  # fmt: skip
GROUPS = ListPlan(
    Group, ("code", "title", "kind", "city_rep"), "title", ("kind",), word="Netzwerke", icon_name="network",
    new_label="Neues Netzwerk",
)  # fmt: skip
STAKEHOLDERS = ListPlan(
    Stakeholder, ("title", "group", "engagement", "next_contact_on"), "title", ("group",), sort="title",
    word="Stakeholder", icon_name="handshake", new_label="Neuer Stakeholder",
)  # fmt: skip
EVENTS = ListPlan(
    Event, ("code", "title", "kind", "state", "starts_on"), "title", ("kind", "state"), word="Beteiligung",
    icon_name="megaphone", new_label="Neue Veranstaltung",
)  # fmt: skip
INTERACTIONS = ListPlan(
    Interaction, ("held_on", "note", "persons", "kind"), "note", ("kind",), sort="held_on", descending=True,
    word="Kontaktnotizen", icon_name="notebook-pen", new_label="Neue Kontaktnotiz",
)  # fmt: skip
MEETINGS = ListPlan(
    Meeting, ("number", "held_on", "status", "start", "place"), "place", ("status", "when"), sort="held_on",
    descending=True, word="Sitzungen", icon_name="calendar-check", new_label="Neue Sitzung",
)  # fmt: skip
SERIES = ListPlan(
    MeetingSeries, ("title", "weekday", "time_of_day", "place"), "title", sort="title", word="Reihen",
    icon_name="repeat", new_label="Neue Reihe",
)  # fmt: skip
TOPICS = ListPlan(
    Topic, ("code", "title", "state", "proposed_on"), "title", ("state",), word="Themenspeicher", icon_name="inbox",
    new_label="Neues Thema",
)  # fmt: skip
TASKS = ListPlan(
    Task, ("code", "title", "light", "status", "due_on", "responsible"), "title", ("light", "status"), sort="due_on",
    only={"status": ("open", "in_progress", "waiting")}, word="Aufgaben", icon_name="square-check-big",
    new_label="Neue Aufgabe", empty="Hier stehen Aufgaben: was, wer, bis wann.",
)  # fmt: skip
DECISIONS = ListPlan(
    Decision, ("code", "title", "implementation", "body", "decided_on", "due_on"), "title", ("body", "implementation"),
    sort="decided_on", descending=True, word="Beschlüsse", icon_name="gavel", new_label="Neuer Beschluss",
)  # fmt: skip
FOLLOW_UPS = ListPlan(
    FollowUp, ("text", "light", "due_on", "done"), "text", ("light", "done"), sort="due_on", word="Wiedervorlagen",
    icon_name="bell", new_label="Neue Wiedervorlage",
)  # fmt: skip
APPLICATIONS = ListPlan(
    Application, ("code", "title", "next_light", "status", "amount_requested", "amount_granted", "deadline"),
    "title", ("programme", "status", "next_light"), word="Liste", icon_name="list", new_label="Neuer Antrag",
    empty="Hier stehen Förderanträge und Wettbewerbe.",
)  # fmt: skip
PROGRAMMES = ListPlan(
    Programme, ("name", "funder", "level", "rate_max", "cutoff"), "name", ("level",), sort="name", word="Programme",
    icon_name="landmark", new_label="Neues Programm",
)  # fmt: skip
RULES = ListPlan(
    DeadlineRule, ("kind", "anchor", "distance", "source", "checked_on"), "source", word="Fristenregeln",
    icon_name="scale", new_label="Neue Fristenregel",
)  # fmt: skip

ALL = (
    ITEMS, GOALS, FIELDS, RISKS, INDICATORS, STRATEGIES, PERIODS, ROLES, PERSONS, UNITS, GROUPS, STAKEHOLDERS, EVENTS,
    INTERACTIONS, MEETINGS, SERIES, TOPICS, TASKS, DECISIONS, FOLLOW_UPS, APPLICATIONS, PROGRAMMES, RULES,
)  # fmt: skip
