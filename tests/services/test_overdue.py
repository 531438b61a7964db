"""Which day of a record is overdue is said by a value that it keeps."""

from datetime import timedelta

import pytest

from kn_desk.fields.kinds import Day
from kn_desk.records.catalogue import BY_NAME
from kn_desk.services.overdue import _TOLD_BY, is_overdue
from tests.makers.anything import TODAY

YESTERDAY = TODAY - timedelta(days=1)


def test_a_past_day_with_an_alarm_is_overdue() -> None:
    assert is_overdue("task", "due_on", YESTERDAY, {"overdue": True}, TODAY)
    assert is_overdue("strategy_item", "end_planned", YESTERDAY, {"schedule_light": "crit"}, TODAY)
    assert is_overdue("milestone", "due_planned", YESTERDAY, {"state": "overdue"}, TODAY)


def test_a_past_day_of_what_is_done_is_not() -> None:
    assert not is_overdue("task", "due_on", YESTERDAY, {"overdue": False, "light": "none"}, TODAY)


def test_today_and_no_day_are_not() -> None:
    assert not is_overdue("task", "due_on", TODAY, {"overdue": True, "light": "crit"}, TODAY)
    assert not is_overdue("task", "due_on", None, {"overdue": True}, TODAY)


def test_a_contact_that_was_meant_for_an_earlier_day_is_overdue() -> None:
    assert is_overdue("stakeholder", "next_contact_on", YESTERDAY, {}, TODAY)
    assert not is_overdue("stakeholder", "next_contact_on", TODAY, {}, TODAY)


def test_a_day_that_asks_for_nothing_is_never_overdue() -> None:
    assert not is_overdue("task", "due_original", YESTERDAY, {"overdue": True, "": True}, TODAY)


@pytest.mark.parametrize(("place", "light"), _TOLD_BY.items())
def test_every_place_names_a_day_and_a_kept_value(place: tuple[str, str], light: str) -> None:
    spec = BY_NAME[place[0]].spec
    kind = spec.fields[place[1]].kind if place[1] in spec.fields else spec.computed[place[1]].kind
    assert isinstance(kind, Day)
    assert spec.computed[light].kept
