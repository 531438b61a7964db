"""Records, steps and lists as text and as JSON for the command line."""

import json
from datetime import date
from decimal import Decimal

from kn_desk.records.catalogue import RECORDS
from kn_desk.records.contacts import OrgUnit, Person
from kn_desk.records.funding import Application
from kn_desk.records.office import DocumentLink
from kn_desk.records.progress import Milestone
from kn_desk.records.strategy import Goal, StrategyItem
from kn_desk.services import present
from tests.makers.anything import TODAY
from tests.makers.offices import Opened


def test_json_has_codes_iso_days_and_money_as_decimal_text(opened: Opened) -> None:
    unit, goal = opened.add(OrgUnit, name="Hochbauamt"), opened.add(Goal, title="Teilhabe")
    item = opened.add(
        StrategyItem, title="Serviceportal", lead_unit=unit, goals=(goal,), cost_total=123456, end_planned=TODAY,
        progress=40, is_public=True,
    )  # fmt: skip

    with opened.office.read() as reader:
        told = present.as_json(reader, item)
    assert json.loads(json.dumps(told)) == told
    expected = {
        "id": item.id, "code": "M-2026-001", "title": "Serviceportal", "lead_unit": unit.code, "goals": [goal.code],
        "cost_total": "1234.56", "end_planned": "2026-06-15",
    }  # fmt: skip
    assert expected.items() <= told.items()
    assert (told["progress"], told["is_public"], told["deputy"], told["status"]) == (40, True, None, "idea")
    assert "trashed" not in told


def test_a_whole_record_brings_values_with_reasons_parts_and_links(opened: Opened) -> None:
    item = opened.add(StrategyItem, title="Serviceportal", deputy=None)
    milestone = opened.add(Milestone, title="Abnahme", item=item, due_planned=date(2026, 6, 1))
    paper = opened.add(DocumentLink, title="Vermerk", about=(item,))
    gone = opened.add(DocumentLink, title="Alt", about=(item,))
    opened.trash(gone)

    with opened.office.read() as reader:
        told = present.whole_as_json(reader, item)
    assert json.loads(json.dumps(told)) == told
    assert (told["type"], told["name"], told["trashed"]) == ("strategy_item", "Serviceportal", False)
    assert told["computed"]["progress_effective"] == {
        "label": "Fortschritt (gilt)", "value": 0, "text": "0 %",
        "reason": "0 von 1 Meilenstein erreicht, nach Gewicht.", "hint": "",
    }  # fmt: skip
    assert [part["code"] for part in told["parts"]["milestone"]] == [milestone.code]
    assert {(link["code"], link["field"]) for link in told["links"]} == {
        (paper.code, "about"),
        (milestone.code, "item"),
    }


def test_a_whole_record_as_text_has_labels_values_and_no_unset_fields(opened: Opened) -> None:
    application = opened.add(
        Application, title="Smart Green City", amount_granted=65_07, cost_eligible=100_00,
        rate_granted=Decimal("65.00"), description="Zeile 1\nZeile 2",
    )  # fmt: skip
    with opened.office.read() as reader:
        lines = present.whole(reader, application)

    text = "\n".join(lines)
    assert lines[0] == "F-2026-001  Smart Green City  [Förderantrag]"
    assert "65,07 €" in text
    assert "Zeile 1\n   " in text
    assert "Drittmittel" not in text
    assert "Förderquote" in text


def test_marks_that_turn_the_reading_direction_are_shown_as_signs(opened: Opened) -> None:
    goal = opened.add(Goal, title="Rechnung\u202egpj.exe")
    with opened.office.read() as reader:
        text = "\n".join([*present.whole(reader, goal), *present.table(reader, Goal, [goal])])
        text += "\n".join(present.steps(present.steps_as_json(reader)))

    assert "\u202e" not in text
    assert "Rechnung␦gpj.exe" in text


def test_a_table_is_cut_to_width_and_says_when_it_is_empty(opened: Opened) -> None:
    opened.add(Goal, title="x" * 200, level="vision")
    opened.add(Goal, title="kurz\u2028".strip())
    with opened.office.read() as reader:
        lines = present.table(reader, Goal, reader.rows(Goal))
        assert present.table(reader, Person, []) == ["Keine Personen."]

    assert lines[0].split() == ["Kennung", "Ziel", "Ebene"]
    assert lines[1].endswith("…  Leitbild")
    assert max(map(len, lines)) <= 90


def test_every_type_can_be_shown_empty(opened: Opened) -> None:
    with opened.office.read() as reader:
        for cls in RECORDS:
            if cls.spec.name != "threshold":
                assert present.table(reader, cls, reader.rows(cls)) == [f"Keine {cls.spec.plural}."]


def test_steps_tell_every_value_in_german_and_in_json(opened: Opened) -> None:
    unit = opened.add(OrgUnit, name="Hochbauamt")
    item = opened.add(StrategyItem, title="Serviceportal", cost_total=1000)
    opened.set(item, cost_total=250000, lead_unit=unit, end_planned=TODAY)

    with opened.office.read() as reader:
        newest, _ = present.steps_as_json(reader, item)
        lines = present.steps([newest])
    changes = {change["field"]: change for change in newest["changes"]}
    assert (changes["cost_total"]["old"], changes["cost_total"]["new"]) == ("10.00", "2500.00")
    assert changes["lead_unit"]["new"] == unit.code
    assert changes["lead_unit"]["new_text"] == "Hochbauamt"
    assert changes["end_planned"]["new"] == "2026-06-15"
    assert newest["day"] == "2026-06-15"
    assert "M-2026-001 Gesamtkosten: 10,00 € → 2.500,00 €" in "\n".join(lines)
    assert "leer → Hochbauamt" in "\n".join(lines)


def test_a_step_of_many_values_is_counted_not_listed(opened: Opened) -> None:
    with opened.office.read() as reader:
        (line, *rest) = present.steps(present.steps_as_json(reader))

    assert "Datei angelegt" in line
    assert len(rest) == 13
    assert rest[-1].strip().startswith("… und ")


def test_the_history_of_a_deleted_record_still_tells_what_it_had(opened: Opened) -> None:
    goal = opened.add(Goal, title="Teilhabe")
    opened.trash(goal)
    opened.purge(goal)

    with opened.office.read() as reader:
        newest = present.steps_as_json(reader)[0]
    assert {change["field"]: change["old"] for change in newest["changes"]}["title"] == "Teilhabe"
