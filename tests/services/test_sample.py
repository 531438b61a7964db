"""The Konstanz sample: the public facts are in it, every light occurs, and it is right on any day."""

import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kn_desk.errors import UserError
from kn_desk.fields.days import BERLIN
from kn_desk.fields.kinds import Light, Money
from kn_desk.fields.spec import Computed, Record
from kn_desk.paths import Home
from kn_desk.records.catalogue import BY_NAME, RECORDS
from kn_desk.records.coverage import office_coverage
from kn_desk.records.finance_plan import year_slices
from kn_desk.records.jour_fixe import AgendaItem
from kn_desk.records.workdays import is_workday
from kn_desk.services.sample import load_sample
from kn_desk.storage.check import check
from kn_desk.storage.office_file import new_office, open_office

#: Moments at which somebody may make the file: a plain day, a weekend, the ends of years and months, both changes of
#: the clock, a public holiday on a Thursday.
MOMENTS = [
    datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
    datetime(2026, 11, 28, 12, 0, tzinfo=UTC),
    datetime(2028, 2, 29, 8, 0, tzinfo=UTC),
    datetime(2026, 12, 31, 22, 30, tzinfo=UTC),
    datetime(2026, 12, 31, 23, 30, tzinfo=UTC),  # already 2027 in Konstanz
    datetime(2027, 3, 28, 1, 0, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    datetime(2026, 5, 14, 10, 0, tzinfo=UTC),
]  # fmt: skip
PLAIN = MOMENTS[0]
on_any_day = pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.isoformat()[:16])


@dataclass(frozen=True)
class Loaded:
    """What the sample is on one day, read once."""

    today: date
    number: int
    seconds: float
    records: Mapping[str, list[Record]]
    computed: Mapping[tuple[str, str], Computed]
    faults: list[str]
    hints: Mapping[str, list[str]]
    deviations: list[tuple[str, str, str]]
    postponed: Mapping[str, int]

    def one(self, type_name: str, name: str) -> Any:
        """The one record of a type whose name (its first naming field) is ``name``."""
        field = BY_NAME[type_name].spec.named_by[0]
        (found,) = [record for record in self.records[type_name] if getattr(record, field) == name]
        return found

    def value(self, record: Record, name: str) -> Any:
        return self.computed[record.id, name].value

    def by_id(self, identity: str) -> Any:
        return next(record for records in self.records.values() for record in records if record.id == identity)

    def children(self, type_name: str, field: str, owner: Record) -> list[Any]:
        return [record for record in self.records[type_name] if getattr(record, field) == owner.id]


Load = Callable[[datetime], Loaded]


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Load:
    """Give the sample as it is on a day; every day is loaded once."""
    kept: dict[datetime, Loaded] = {}

    def load(moment: datetime) -> Loaded:
        if moment not in kept:
            kept[moment] = _load(tmp_path_factory.mktemp("sample"), moment)
        return kept[moment]

    return load


def _load(folder: Path, moment: datetime) -> Loaded:
    path = folder / "Konstanz.kndesk"
    new_office(path, "muster", clock=lambda: moment)
    with open_office(path, Home(folder / "home"), writes=True, clock=lambda: moment) as office:
        begun = time.process_time()
        number = load_sample(office, "muster")
        seconds = time.process_time() - begun
        with office.read() as reader:
            records = {cls.spec.name: list(reader.rows(cls)) for cls in RECORDS}
            every = [record for of_type in records.values() for record in of_type]
            return Loaded(
                office.today, number, seconds, records,
                {(record.id, name): value for record in every for name, value in reader.computed(record).items()},
                [f"{record.code}: {fault.sentence}" for record in every for fault in record.faults(reader.near)],
                {record.id: list(record.hints(reader.near)) for record in every},
                reader.deviations(),
                {item.id: item.times_postponed(reader.near) for item in reader.rows(AgendaItem)},
            )  # fmt: skip


@pytest.fixture(scope="session")
def plain(loaded: Load) -> Loaded:
    return loaded(PLAIN)


# --- on any day ------------------------------------------------------------------------------------------------


@on_any_day
def test_no_rule_objects_and_every_kept_value_is_right(loaded: Load, moment: datetime) -> None:
    sample = loaded(moment)

    assert sample.today == moment.astimezone(BERLIN).date()
    assert sample.faults == []
    assert sample.deviations == []


#: States of lights that the sample may do without.
MISSING = {("lotse_role", "state"): {"coming"}, ("membership", "state"): {"coming"}}


@on_any_day
def test_every_light_shows_each_of_its_states_with_a_reason(loaded: Load, moment: datetime) -> None:
    sample = loaded(moment)
    missing = {}
    for cls in RECORDS:
        for name, spec in cls.spec.computed.items():
            if not isinstance(spec.kind, Light):
                continue
            seen = [sample.computed[record.id, name] for record in sample.records[cls.spec.name]]
            expected = set(spec.kind.states) - MISSING.get((cls.spec.name, name), set())
            missing[cls.spec.name, name] = expected - {one.value for one in seen}
            assert all(one.reason for one in seen)
    assert {light: states for light, states in missing.items() if states} == {}


@on_any_day
def test_every_state_of_a_decision_and_of_a_measure_occurs(loaded: Load, moment: datetime) -> None:
    sample = loaded(moment)
    for name, field in (("decision", "implementation"), ("strategy_item", "status"), ("strategy_item", "kind")):
        kind = BY_NAME[name].spec.fields[field].kind
        assert {getattr(record, field) for record in sample.records[name]} == set(kind.options)  # type: ignore[attr-defined]


@on_any_day
def test_tasks_are_overdue_due_soon_waiting_and_done(loaded: Load, moment: datetime) -> None:
    sample = loaded(moment)
    tasks: list[Any] = sample.records["task"]

    assert {task.status for task in tasks} == {"open", "in_progress", "waiting", "done", "dropped"}
    overdue = [task for task in tasks if sample.value(task, "overdue")]
    assert len(overdue) >= 2
    assert any(0 <= (task.due_on - sample.today).days <= 7 for task in tasks if task.due_on and task not in overdue)
    assert any("Verschoben vom" in hint for task in tasks for hint in sample.hints[task.id])


@on_any_day
def test_21_of_23_units_have_a_lotse_and_one_of_them_not_for_long(loaded: Load, moment: datetime) -> None:
    sample = loaded(moment)
    units: list[Any] = sample.records["org_unit"]
    coverage = office_coverage((sample.value(unit, "lotse_coverage") for unit in units), 23)

    assert (coverage.wanted, coverage.covered, coverage.ending, coverage.hint) == (23, 21, 1, "")
    assert sum(bool(unit.lotse_required) for unit in units) == 23


@on_any_day
def test_nothing_that_has_happened_lies_in_the_future(loaded: Load, moment: datetime) -> None:
    sample = loaded(moment)
    told = {record: hint for record, hints in sample.hints.items() for hint in hints}

    assert not [hint for hint in told.values() if "liegt in der Zukunft" in hint]
    assert any("ist ein Samstag" in hint for hint in told.values()), "a due day on a weekend says so"


@on_any_day
def test_the_meetings_are_fortnightly_on_working_days_with_one_next_to_come(loaded: Load, moment: datetime) -> None:
    sample = loaded(moment)
    meetings: list[Any] = sample.records["meeting"]
    days = [meeting.held_on for meeting in meetings]

    assert all(is_workday(day) for day in days)
    assert all(11 <= (later - day).days <= 17 for day, later in pairwise(days))
    assert [meeting.status for meeting in meetings] == [
        "cancelled", "approved", "approved", "approved", "approved", "minutes_draft", "invited", "draft",
    ]  # fmt: skip
    assert [meeting.held_on < sample.today for meeting in meetings] == [True] * 6 + [False] * 2
    assert len({meeting.number for meeting in meetings}) == len(meetings)


@on_any_day
def test_reports_lie_in_their_period_and_the_present_one_is_open(loaded: Load, moment: datetime) -> None:
    sample = loaded(moment)
    periods: list[Any] = sample.records["reporting_period"]

    assert [bool(period.closed) for period in periods] == [True, True, False, False]
    assert all(re.fullmatch(r"20\d\d-H[12]", period.label) for period in periods)
    assert periods[-1].start <= sample.today
    reports = {period.label: sample.children("status_report", "period", period) for period in periods}
    assert [len(of_period) >= least for of_period, least in zip(reports.values(), (3, 4, 4, 10), strict=True)] == [
        True
    ] * 4
    for period in periods:
        last = sample.today if period is periods[-1] else period.end  # reports on the present one come in after it
        assert all(period.start <= report.reported_on <= last for report in reports[period.label])


@on_any_day
def test_loading_is_quick(loaded: Load, moment: datetime) -> None:
    assert loaded(moment).seconds < 5


def test_a_file_made_now_has_nothing_that_check_finds(tmp_path: Path) -> None:
    path = tmp_path / "Konstanz.kndesk"
    new_office(path, "muster")
    with open_office(path, Home(tmp_path / "home"), writes=True) as office:
        load_sample(office, "muster")
        with pytest.raises(UserError):
            office.undo("muster", "test")  # it is what the file begins with

    assert [sentence for part in check(path, Home(tmp_path / "home")) for sentence in part.found] == []


# --- the facts -------------------------------------------------------------------------------------------------

DECISIONS = [
    ("Digitale Agenda", date(2019, 11, 19), (35, 0, 0)),
    ("Smart Green City Strategie", date(2021, 1, 28), (39, 0, 0)),
    ("Bewerbung im Bundeswettbewerb Modellprojekte Smart Cities", date(2021, 3, 25), (29, 4, 6)),
    ("Digitalisierungsstrategie 2.0", date(2023, 6, 29), (26, 11, 2)),
]


@pytest.mark.parametrize(("title", "decided_on", "votes"), DECISIONS)
def test_the_council_decided_on_that_day_with_these_votes(
    plain: Loaded, title: str, decided_on: date, votes: tuple[int, int, int]
) -> None:
    decision = plain.one("decision", title)

    assert decision.body == "council"
    assert decision.decided_on == decided_on
    assert (decision.votes_yes, decision.votes_no, decision.votes_abstain) == votes
    assert plain.value(decision, "votes") == "/".join(map(str, votes))


def test_the_three_strategies_have_their_decisions(plain: Loaded) -> None:
    strategies: list[Any] = plain.records["strategy"]

    assert [(s.title, s.version, s.valid_from) for s in strategies] == [
        ("Digitale Agenda", "2019", date(2019, 11, 19)),
        ("Smart Green City Strategie", "2021", date(2021, 1, 28)),
        ("Digitalisierungsstrategie", "2.0", date(2023, 6, 29)),
    ]
    assert [plain.by_id(s.decision).decided_on for s in strategies] == [s.valid_from for s in strategies]


@pytest.mark.parametrize(
    ("title", "year", "month"),
    [
        ("Beschluss zur Bewerbung im Bitkom-Wettbewerb »Digitale Stadt«", 2016, None),
        ("Beginn der Reihe »Open Government Dialog«", 2016, None),
        ("Digitale Zukunftskommune@bw", 2017, None),
        ("Die Koordinierungsstelle Digitalisierung nimmt die Arbeit auf", 2018, 10),
        ("Auftakt der Digital Lotsen", 2019, 3),
        ("Beschluss der Digitalen Agenda im Gemeinderat", 2019, 11),
        ("Beschluss der Smart Green City Strategie im Gemeinderat", 2021, 1),
        ("Beschluss zur Bewerbung im Bundeswettbewerb", 2021, 3),
        ("Amt für Digitalisierung und IT gegründet", 2022, None),
        ("Beschluss der Strategie 2.0 im Gemeinderat", 2023, 6),
    ],
)
def test_the_strategy_has_its_milestones(plain: Loaded, title: str, year: int, month: int | None) -> None:
    milestone = plain.one("milestone", title)

    assert milestone.strategy is not None
    assert milestone.done_on.year == year
    assert month is None or milestone.done_on.month == month
    assert month is not None or "Beispiel" in milestone.note_internal, "only the year is known"


def test_goals_and_fields_of_action_are_those_of_2019(plain: Loaded) -> None:
    goals: list[Any] = plain.records["goal"]
    fields: list[Any] = plain.records["action_field"]

    assert [goal.title for goal in goals if goal.level == "strategic"] == [
        "Bürgernähe", "Hohe Lebensqualität bewahren", "Ressourcen schonen mit digitaler Technik", "Datenhoheit sichern",
    ]  # fmt: skip
    assert [(f.number, f.title) for f in fields] == [
        ("1", "Digitale Infrastruktur"), ("2", "Wirtschaft"), ("3", "Verwaltung"), ("4", "Mobilität"),
        ("5", "Nachbarschaft"), ("6", "Gesundheit"), ("7", "Bildung"), ("8", "Kultur und Freizeit"),
        ("9", "Umwelt und Energie"), ("10", "Tourismus"),
    ]  # fmt: skip


REQUIRED_UNITS = {
    "Referat Oberbürgermeister", "Hauptamt", "Personal- und Organisationsamt", "Kämmerei", "Rechnungsprüfungsamt",
    "Rechtsamt", "Bürgeramt", "Feuerwehr", "Amt für Bildung und Sport", "Kulturamt", "Sozial- und Jugendamt",
    "Amt für Stadtplanung und Umwelt", "Baurechts- und Denkmalamt", "Hochbauamt", "Tiefbauamt",
    "Amt für Liegenschaften und Geoinformation", "Wirtschaftsförderung", "Pressereferat", "Stadtarchiv",
    "Technische Betriebe", "Entsorgungsbetriebe", "Bodenseeforum", "Philharmonie",
}  # fmt: skip


def test_the_23_units_of_the_matrix_are_those_named(plain: Loaded) -> None:
    units: list[Any] = plain.records["org_unit"]

    assert {unit.name for unit in units if unit.lotse_required} == REQUIRED_UNITS
    companies = {"Stadtwerke Konstanz GmbH", "WOBAK", "Marketing und Tourismus Konstanz"}
    assert {unit.name for unit in units if unit.kind == "company"} == companies
    outside = {"Universität Konstanz", "HTWG Konstanz", "Technologiezentrum Konstanz", "Landkreis Konstanz"}
    assert outside | {"Stadt Ulm", "Stadt Ravensburg"} <= {unit.name for unit in units if unit.kind == "external"}


@pytest.mark.parametrize(
    "name",
    ["IT-Abteilung", "Abteilung Statistik und Steuerungsunterstützung", "Koordinierungsstelle Digitalisierung"],
)
def test_three_units_went_into_the_new_one_in_autumn_2022(plain: Loaded, name: str) -> None:
    unit, successor = plain.one("org_unit", name), plain.one("org_unit", "Amt für Digitalisierung und IT")

    assert unit.successor == successor.id
    assert unit.valid_to < successor.valid_from
    assert date(2022, 9, 1) <= successor.valid_from <= date(2022, 12, 21)
    assert "Herbst 2022" in unit.note_internal


def test_the_koordinierungsstelle_was_staffed_in_october_2018_beside_the_mayor(plain: Loaded) -> None:
    unit = plain.one("org_unit", "Koordinierungsstelle Digitalisierung")

    assert (unit.valid_from.year, unit.valid_from.month) == (2018, 10)
    assert plain.by_id(unit.parent).name == "Referat Oberbürgermeister"
    assert "Jour-fixe" in unit.note_internal


def test_the_lotsen_began_on_28_march_2019_and_some_changed(plain: Loaded) -> None:
    roles: list[Any] = plain.records["lotse_role"]

    begun = {plain.by_id(role.unit).name for role in roles if role.since == date(2019, 3, 28)}
    assert len(begun & REQUIRED_UNITS) >= 15
    assert "Stadtwerke Konstanz GmbH" in begun
    assert any(role.trainings == "Vier Schulungstage 2019" for role in roles)
    assert {"Neuorganisation des Amtes", "Zeitbedarf unterschätzt"} <= {role.end_reason for role in roles}
    assert plain.one("event", "Auftakt der Digital Lotsen").starts_on == date(2019, 3, 28)


ITEMS = [
    ("Virtuelles Rathaus", "Verwaltung", ["Serviceportal Baden-Württemberg", "entlastet", "niemand zurückbleibt"]),
    ("Konstanz-WLAN und Breitband", "Digitale Infrastruktur", ["Quartier für Quartier", "Tempo", "Förderung"]),
    ("Konstanz-WLAN: freie Hotspots", "Digitale Infrastruktur", ["Zehn freie Hotspots", "zwanzig bis 2020"]),
    ("Konstanzer Innovationsareal", "Wirtschaft", ["Bücklestraße", "Technologiezentrum", "Wohnen und Arbeiten"]),
    ("Online-Beteiligungsplattform", "Nachbarschaft", []),
    ("Open Government Dialog fortführen", "Nachbarschaft", ["2016"]),
    ("Bürgerbefragung", "Nachbarschaft", ["Universität Konstanz", "elften Mal"]),
    ("Data Governance (Arbeitsgruppe)", "Verwaltung", ["Virtuelle Arbeitsgruppe", "Stadtwerken"]),
    ("Datenhoheit: Musterklauseln für Verträge", "Verwaltung", []),
    ("Bestandsaufnahme Digitalisierung", "Verwaltung", []),
    ("Design-Thinking-Veranstaltungen", "Nachbarschaft", []),
    ("Multi-Channel-Management", "Verwaltung", []),
    ("Redaktionsplan Soziale Medien", "Verwaltung", []),
    ("Sensornetz", "Umwelt und Energie", []),
    ("Schulung der Digital Lotsen", "Verwaltung", ["Vier Schulungstage im Jahr 2019"]),
    ("E-Akte", "Verwaltung", []),
    ("Barrierefreiheit der städtischen Website", "Verwaltung", []),
    ("Digitale Sprechstunden in Stadtteilen", "Nachbarschaft", []),
    ("Smart Green City", "Umwelt und Energie", ["17 Projekte", "14,6 Mio. €", "Ende 2026"]),
    ("Reallabor am See: Konstanz auf dem Weg zur Vernetzten Stadt", "Digitale Infrastruktur", []),
]


@pytest.mark.parametrize(("title", "field", "words"), ITEMS)
def test_the_projects_are_there_with_what_is_known_of_them(
    plain: Loaded, title: str, field: str, words: list[str]
) -> None:
    item = plain.one("strategy_item", title)

    assert plain.by_id(item.action_field).title == field
    assert item.lead_unit is not None
    for word in words:
        assert word in (item.description or ""), word


def test_the_hotspots_go_from_10_to_20_by_2020(plain: Loaded) -> None:
    hotspots = plain.one("indicator", "Freie WLAN-Hotspots")

    assert (hotspots.baseline, hotspots.target, hotspots.target_on.year) == (10, 20, 2020)
    continued = plain.one("indicator", "Freie WLAN-Hotspots, Fortschreibung")
    assert "Beispiel" in continued.note_internal
    assert max(r.measured_on for r in plain.children("reading", "indicator", continued)) > date(2026, 11, 1)


def test_chances_and_risks_are_those_named(plain: Loaded) -> None:
    risks: list[Any] = plain.records["risk"]

    assert {"digital_divide", "privacy", "sovereignty"} <= {risk.category for risk in risks if risk.kind == "risk"}
    chances = " ".join(risk.title for risk in risks if risk.kind == "chance")
    for word in ("Näher an den Bürger", "Lebensqualität", "Wirtschaft", "dicht bebauten Stadt", "Verkehr"):
        assert word in chances


def test_stakeholders_networks_and_events_are_those_named(plain: Loaded) -> None:
    assert {stakeholder.group for stakeholder in plain.records["stakeholder"]} == {  # type: ignore[attr-defined]
        "citizens", "administration", "council", "business", "science", "region",
    }  # fmt: skip
    assert {group.title for group in plain.records["group"]} >= {  # type: ignore[attr-defined]
        "Virtuelle Arbeitsgruppe Data Governance", "cyberLAGO", "Agiles Netzwerk Digitale Innovation (#ANDI)",
        "Serviceportal Baden-Württemberg", "Deutscher Städtetag", "Austausch mit Ulm und Ravensburg",
        "Austausch mit Hochschulen und IT-Unternehmen",
    }  # fmt: skip
    states = {event.title: event.state for event in plain.records["event"]}  # type: ignore[attr-defined]
    assert states["Moderne Zeiten"] == states["Open Government Dialog"] == "running"
    assert states["Online-Beteiligungsplattform"] == states["Design-Thinking-Veranstaltungen"] == "planned"
    survey = plain.one("event", "Bürgerbefragung 2018: Digitalisierung")
    assert "Elfte" in survey.result
    assert [plain.by_id(one).name for one in survey.partner] == ["Universität Konstanz"]
    for word in ("Website", "Soziale Medien", "Kommunikationsagentur", "Stadtwerke"):
        assert any(word in title for title in states), word


def test_the_working_group_has_offices_the_stadtwerke_and_data_protection(plain: Loaded) -> None:
    group = plain.one("group", "Virtuelle Arbeitsgruppe Data Governance")
    members = plain.children("membership", "group", group)

    assert len({member.unit for member in members}) >= 4
    assert any(plain.by_id(member.unit).name == "Stadtwerke Konstanz GmbH" for member in members)
    assert "Datenschutzbeauftragte" in {member.role for member in members}
    assert "Statistik und Steuerungsunterstützung" in group.description


APPLICATIONS = [
    ("Bewerbung »Digitale Stadt«", "Wettbewerb »Digitale Stadt«", "competition", "lost"),
    ("Digitale Zukunftskommune@bw", "Landeswettbewerb »Digitale Zukunftskommune@bw«", "competition", "won"),
    (
        "Reallabor am See: Konstanz auf dem Weg zur Vernetzten Stadt",
        "Gemeinden, Städte und Landkreise 4.0 – Future Communities 2018", "grant", "closed",
    ),
    ("Interreg »D-A-CH-LI«: Teilnahme der Stadt Konstanz", "Interreg »D-A-CH-LI«", "interreg", "running"),
    ("Interreg »Alpenraum«: Daten für lebendige Innenstädte", "Interreg »Alpenraum«", "interreg", "drafting"),
    ("Modellprojekte Smart Cities: Smart Green City", "Modellprojekte Smart Cities", "grant", "running"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "programme", "kind", "status"), APPLICATIONS)
def test_the_six_applications_stand_as_they_are_known(
    plain: Loaded, title: str, programme: str, kind: str, status: str
) -> None:
    application = plain.one("application", title)

    assert plain.by_id(application.programme).name == programme
    assert (application.kind, application.status) == (kind, status)


def test_the_reallabor_had_50_percent_of_at_most_100_000_euros(plain: Loaded) -> None:
    application = plain.one("application", APPLICATIONS[2][0])
    programme = plain.by_id(application.programme)

    assert (programme.rate_max, programme.amount_max, programme.cutoff) == (50, euros(100_000), date(2018, 7, 31))
    assert programme.level == "state"
    assert application.rate_granted == 50
    assert application.amount_granted <= euros(100_000)
    assert application.submitted_on <= programme.cutoff


def test_smart_green_city_has_its_sums_and_says_what_65_percent_would_be(plain: Loaded) -> None:
    application = plain.one("application", APPLICATIONS[5][0])

    assert (application.cost_total, application.cost_eligible) == (euros(14_600_000), euros(14_600_000))
    assert (application.amount_granted, application.rate_granted) == (euros(9_500_000), 65)
    assert application.period_to == date(2026, 12, 31)
    quota = plain.computed[application.id, "quota"]
    assert quota.value == Decimal("65.07")
    assert quota.hint == (
        "Der Bescheid nennt 65,00 %, das wären 9.490.000,00 €: Bewilligt sind 10.000,00 € mehr."
    )  # fmt: skip
    assert plain.value(application, "own_share") == euros(5_100_000)
    assert plain.by_id(application.decision).decided_on == date(2021, 3, 25)
    assert "17 Projekte" in application.description
    first, second = plain.children("notice", "application", application)
    assert (first.amount, second.amount) == (euros(11_400_000), euros(9_500_000))
    assert all(figure in first.conditions for figure in ("17,5 Mio. €", "11,4 Mio. €", "6,1 Mio. €"))


def euros(amount: int) -> int:
    cents = Money().read(amount)
    assert cents is not None
    return cents


def test_every_plan_adds_up_year_by_year_but_the_one_that_is_still_written(plain: Loaded) -> None:
    applications: list[Any] = plain.records["application"]
    unbalanced = [a.title for a in applications if plain.value(a, "plan_balance") not in (None, 0)]

    assert unbalanced == [APPLICATIONS[4][0]]
    smart = plain.one("application", APPLICATIONS[5][0])
    slices = year_slices(plain.children("finance_line", "application", smart))
    assert [one.year for one in slices] == [2022, 2023, 2024, 2025, 2026]
    assert all(one.expense_plan == one.income_plan for one in slices)
    assert sum(one.expense_plan for one in slices) == smart.cost_total
    paid = sum(d.amount for d in plain.children("drawdown", "application", smart) if d.state in ("paid", "used"))
    federal = [line for line in plain.children("finance_line", "application", smart) if line.source == "federal"]
    assert sum(line.actual for line in federal) == paid


def test_deadline_rules_have_a_source_and_duties_say_why(plain: Loaded) -> None:
    rules: list[Any] = plain.records["deadline_rule"]

    assert {3, 6, 12, 66} <= {rule.offset for rule in rules if rule.unit == "months"}
    assert all(rule.source for rule in rules)
    assert all("Beispiel" in rule.note_internal for rule in rules if rule.checked_on)
    assert all(duty.explanation for duty in plain.records["obligation"])  # type: ignore[attr-defined]


# --- the Jour fixe ---------------------------------------------------------------------------------------------


def test_the_next_agenda_is_full_and_one_point_was_postponed_four_times(plain: Loaded) -> None:
    (following,) = [m for m in plain.records["meeting"] if m.status == "invited"]  # type: ignore[attr-defined]
    items = plain.children("agenda_item", "meeting", following)

    assert len([item for item in items if item.parent is None]) == 7
    assert len([item for item in items if item.parent]) == 5
    assert all(item.presenter and item.minutes_planned for item in items if item.kind != "misc")
    assert plain.value(following, "minutes") >= 80
    old = next(item for item in items if item.title == "Musterklauseln zur Datenhoheit")
    assert plain.postponed[old.id] == 4
    assert plain.hints[old.id] == ["Schon 4-mal vertagt."]
    assert plain.hints[old.origin] == ["Zum 4. Mal vertagt."]


def test_past_minutes_led_to_decisions_and_tasks(plain: Loaded) -> None:
    entries: list[Any] = plain.records["minute_entry"]

    assert {entry.kind for entry in entries} == {
        "info", "ruling", "decision", "task", "recommendation", "question",
    }  # fmt: skip
    assert all(entry.task for entry in entries if entry.kind == "task")
    assert all(entry.decision for entry in entries if entry.kind in ("ruling", "decision"))


# --- what is invented says so ----------------------------------------------------------------------------------


def _texts(sample: Loaded) -> Iterator[tuple[str, str]]:
    for records in sample.records.values():
        for record in records:
            for name in record.spec.fields:
                if isinstance(value := getattr(record, name), str):
                    yield record.code, value


def test_no_address_lies_outside_example_org(plain: Loaded) -> None:
    for code, text in _texts(plain):
        for address in re.findall(r"[\w.+-]+@([\w-]+\.[\w.-]+)", text):
            assert address == "example.org", f"{code}: {text}"
        for host in re.findall(r"https?://([^/\s]+)", text):
            assert host.endswith(".example.org"), f"{code}: {text}"


def test_persons_are_visibly_invented_and_say_why_they_are_kept(plain: Loaded) -> None:
    persons: list[Any] = plain.records["person"]

    assert len(persons) >= 30
    for person in persons:
        assert person.last_name.startswith(("Muster", "Beispiel"))
        assert person.email.endswith("@example.org")
        assert person.source
        assert person.purpose
        assert person.legal_basis == ("consent" if person.consent_on else "duty")
        assert person.delete_check_on
        assert "erfunden" in person.note_internal
    assert len({person.email for person in persons}) == len(persons)


def test_what_is_made_up_is_marked(plain: Loaded) -> None:
    for name in (
        "meeting", "task", "topic", "follow_up", "interaction", "document_link", "sheet_run", "lotse_role",
        "stakeholder", "person", "risk", "strategy_item",
    ):  # fmt: skip
        for record in plain.records[name]:
            assert "Beispiel" in (record.note_internal or ""), record.code
    for decision in plain.records["decision"]:
        assert decision.body == "council" or "Beispiel" in (decision.note_internal or "")  # type: ignore[attr-defined]


def test_every_type_of_record_occurs_and_no_text_is_unfinished(plain: Loaded) -> None:
    assert [name for name, records in plain.records.items() if not records] == []
    assert plain.number == sum(map(len, plain.records.values())) - len(plain.records["threshold"])
    for code, text in _texts(plain):
        unfinished = re.search(r"lorem|TODO|xxx|\{(today|period|thursday)", text, re.IGNORECASE)
        assert unfinished is None, f"{code}: {text}"
