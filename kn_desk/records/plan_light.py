"""The Plan-Ampel of a Maßnahme: the worst of its parts, unless nobody reports or a person set it, as pure functions.

Not to be mixed with the Umsetzungsstand of a decision, which is another light with another meaning.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from kn_desk.fields.kinds import Light, signals
from kn_desk.fields.spec import Computed
from kn_desk.records.item_status import OVER, REPORTING
from kn_desk.records.plan_parts import Span
from kn_desk.records.sentences import NEXT_DAY, day

_SIGNALS = signals("Im Plan", "Verzögert", "Kritisch", "Keine Meldung")
PLAN_LIGHT = Light(_SIGNALS)
#: One of the three parts: nobody reports on it alone, it just may have nothing to go by.
PART_LIGHT = Light(signals("Im Plan", "Verzögert", "Kritisch", "Nicht bewertet"))
#: What a person can set: "no report" is no judgement.
HAND_LIGHT = Light({code: signal for code, signal in _SIGNALS.items() if code != "none"})


def overall(
    status: str, parts: Sequence[tuple[str, Computed]], *,
    span: Span, last_report: date | None, silent_days: int, today: date,
) -> Computed:  # fmt: skip
    """Return the worst of the ``parts`` (German name, light; the schedule first), with the reason of that part.

    GRAU where an approved or running Maßnahme had no Statusmeldung for more than ``silent_days``, counted from its
    last one or else from its beginning. GRAU covers only GRÜN: what is known to be late or critical stays so, and the
    silence becomes the hint. Parts that know nothing do not count, but an idea or a plan without dates is GRAU. What
    is done is GRÜN, what is dropped is GRAU, what is paused is GRAU unless money or content raise an alarm.
    """
    turns = [turn for _, part in parts for turn in part.turns]
    hints = [part.hint for _, part in parts if part.hint]
    worst = next((part for alarm in ("crit", "warn") for _, part in parts if part.value == alarm), None)
    if status == "done":
        return Computed("ok", span.done_sentence, hint=worst.reason if worst else "")
    if status == "dropped":
        return Computed("none", "Die Maßnahme ist verworfen und wird nicht mehr bewertet.")
    silence = ""
    if status in REPORTING:
        silence, silence_turns = _silence(span, last_report, silent_days, today)
        turns += silence_turns
    if worst is not None:
        return Computed(worst.value, worst.reason, tuple(turns), " ".join(filter(None, [*hints, silence])))
    hint = " ".join(hints)
    if silence:
        return Computed("none", silence, tuple(turns), hint)
    if status == "paused":
        return Computed("none", "Die Maßnahme pausiert und wird so lange nicht bewertet.", tuple(turns), hint)
    good = [name for name, part in parts if part.value == "ok"]
    if not good or (status in ("idea", "planned") and parts[0][1].value == "none"):
        return Computed("none", parts[0][1].reason, tuple(turns), hint)
    names = " und ".join(filter(None, [", ".join(good[:-1]), good[-1]]))
    return Computed("ok", f"{names} {'ist' if len(good) == 1 else 'sind'} im Plan.", tuple(turns), hint)


def _silence(span: Span, last_report: date | None, silent_days: int, today: date) -> tuple[str, list[date]]:
    """Return the sentence that says since when a report is missing, "" if none is, and the day on which it turns."""
    since = last_report or span.start_actual or span.start_planned
    if since is None:
        return "Noch keine Statusmeldung.", []
    limit = since + timedelta(days=silent_days)
    if limit >= today:
        return "", [limit + NEXT_DAY]
    if last_report is None:
        return f"Noch keine Statusmeldung, erwartet bis {day(limit)}.", []
    return f"Letzte Statusmeldung vom {day(last_report)}, die nächste war bis {day(limit)} erwartet.", []


def by_hand(
    status: str, calculated: Computed, light: str | None, reason: str | None, until: date | None, *, today: date
) -> Computed:
    """Return the light that a person set, as long as it holds (through ``until``), else the ``calculated`` one.

    Without a Begründung or an end it does not count, nor does it for what is done or dropped. What the calculated
    light would be is the hint.
    """
    if light is None or not reason or until is None or status in OVER:
        return calculated
    if until < today:
        hint = f"{calculated.hint} Die Ampel von Hand galt bis {day(until)}.".strip()
        return Computed(calculated.value, calculated.reason, calculated.turns, hint)
    return Computed(
        light,
        f"Von Hand bis {day(until)}: {reason}",
        (*calculated.turns, until + NEXT_DAY),
        f"Berechnet wäre sie {PLAN_LIGHT.show(calculated.value)}: {calculated.reason}",
    )
