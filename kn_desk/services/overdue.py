"""Which day of a record is overdue: said by a value that the record keeps, never computed a second time."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from kn_desk.records.decisions import Decision
from kn_desk.records.duties import Obligation
from kn_desk.records.funding import Application
from kn_desk.records.funding_parts import Drawdown
from kn_desk.records.minutes import FollowUp, Task
from kn_desk.records.networks import Stakeholder
from kn_desk.records.office import Sheet
from kn_desk.records.progress import Milestone
from kn_desk.records.strategy import StrategyItem

#: {(type, its day): the kept value that says whether anything is left to do by that day}.
_TOLD_BY: Mapping[tuple[str, str], str] = {
    (StrategyItem.spec.name, "end_planned"): "schedule_light",
    (Milestone.spec.name, "due_planned"): "state",
    (Task.spec.name, "due_on"): "overdue",
    (FollowUp.spec.name, "due_on"): "overdue",
    (Decision.spec.name, "due_on"): "overdue",
    (Decision.spec.name, "review_on"): "review_light",
    (Obligation.spec.name, "due_on"): "overdue",
    (Application.spec.name, "deadline"): "deadline_light",
    (Application.spec.name, "next_duty_on"): "duty_light",
    (Drawdown.spec.name, "use_by"): "light",
    (Sheet.spec.name, "due_on"): "state",
}
_ALARMS = (True, "crit", "overdue")
#: Days that stand for something left to do as long as they stand there: who has done it enters another one.
_ALWAYS = frozenset({(Stakeholder.spec.name, "next_contact_on")})


def is_overdue(type_name: str, name: str, day: date | None, kept: Mapping[str, Any], today: date) -> bool:
    """Return whether a day of a record has passed with something left to do; ``kept`` are its kept values."""
    if day is None or day >= today:
        return False
    told_by = _TOLD_BY.get((type_name, name))
    return (type_name, name) in _ALWAYS or (told_by is not None and kept.get(told_by) in _ALARMS)
