"""The common recurrences in words (alle 2 Wochen donnerstags) and back; what is not common stays as RFC 5545 has it."""

import re
from collections.abc import Mapping

from kn_desk.fields.text import comparable

_DAYS = {
    "MO": "Montag", "TU": "Dienstag", "WE": "Mittwoch", "TH": "Donnerstag", "FR": "Freitag", "SA": "Samstag",
    "SU": "Sonntag",
}  # fmt: skip
#: Every one, and every so many.
_SPANS = {
    "DAILY": ("jeden Tag", "alle {} Tage"),
    "WEEKLY": ("jede Woche", "alle {} Wochen"),
    "MONTHLY": ("jeden Monat", "alle {} Monate"),
}
_ON_WEEKDAYS = {code: f"{name.lower()}s" for code, name in _DAYS.items()}
_PLACES = {"1": "1.", "2": "2.", "3": "3.", "4": "4.", "-1": "letzten", "-2": "vorletzten"}
_IN_MONTH = {
    f"{place}{code}": f"{word} {name}" for place, word in _PLACES.items() for code, name in _DAYS.items()
}  # fmt: skip
_RULE = re.compile(r"FREQ=(DAILY|WEEKLY|MONTHLY)(?:;INTERVAL=(\d+))?(?:;BYDAY=([^;]+))?")


def words_of(rule: str) -> str | None:
    """Return a rule in words, None if it is not one of the common ones."""
    found = _RULE.fullmatch(rule)
    if found is None:
        return None
    frequency, interval, days = found.groups()
    every, several = _SPANS[frequency]
    span = several.format(interval) if interval else every
    if days is None:
        words = span
    else:
        names = _ON_WEEKDAYS if frequency == "WEEKLY" else _IN_MONTH if frequency == "MONTHLY" else {}
        listed = [names.get(day, "") for day in days.split(",")]
        if not all(listed):
            return None
        on = " und ".join(filter(None, (", ".join(listed[:-1]), listed[-1])))
        words = f"{span} {'am ' if frequency == 'MONTHLY' else ''}{on}"
    return words if rule_of(words) == rule else None


def rule_of(words: str) -> str | None:
    """Return the rule that these words mean, None if they are not those of ``words_of``."""
    typed = comparable(words)
    for frequency, (every, several) in _SPANS.items():
        before, after = several.casefold().split("{}")
        span = re.compile(rf"(?:{every.casefold()}|{before}([1-9]\d{{0,2}}){after})(?: (.+))?")
        if found := span.fullmatch(typed):
            interval, on = found.groups()
            if interval == "1":
                return None
            head = f"FREQ={frequency}{f';INTERVAL={interval}' if interval else ''}"
            days = _days_of(frequency, on) if on else ""
            return None if days is None else head + days
    return None


def _days_of(frequency: str, typed: str) -> str | None:
    if frequency == "DAILY" or (frequency == "MONTHLY" and not typed.startswith("am ")):
        return None
    names: Mapping[str, str] = _ON_WEEKDAYS if frequency == "WEEKLY" else _IN_MONTH
    codes = {name.casefold(): code for code, name in names.items()}
    listed = [codes.get(one.strip(), "") for one in re.split(r",| und ", typed.removeprefix("am "))]
    return f";BYDAY={','.join(listed)}" if all(listed) else None
