"""Kennzahlen with their Messwerte, and the Risiken of a Maßnahme."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from kn_desk.fields.kinds import Choice, Day, Decimals, Light, Note, Number, Rate, Ref, Signal, Text, YesNo
from kn_desk.fields.spec import Computed, Fault, Near, Record, computed, fault, field, record
from kn_desk.records.sentences import NEXT_DAY, day, in_future, in_order, on_weekend, plain

DIRECTION = Choice({"up": "Steigen", "down": "Sinken", "range": "Korridor"})
FREQUENCY = Choice({
    "monthly": "Monatlich", "quarterly": "Vierteljährlich", "half_yearly": "Halbjährlich", "yearly": "Jährlich",
    "irregular": "Unregelmäßig",
})  # fmt: skip
RISK_KIND = Choice({"risk": "Risiko", "chance": "Chance"})
RISK_CATEGORY = Choice({
    "digital_divide": "Digitale Spaltung", "privacy": "Datenschutz", "sovereignty": "Datenhoheit",
    "schedule": "Termin", "finance": "Finanzierung", "staff": "Personal", "tech": "Technik",
    "acceptance": "Akzeptanz",
})  # fmt: skip
HANDLING = Choice({"avoid": "Vermeiden", "reduce": "Vermindern", "transfer": "Übertragen", "accept": "Tragen"})
RISK_STATUS = Choice({"open": "Offen", "occurred": "Eingetreten", "closed": "Geschlossen"})
#: A high chance is good news, so a chance has no alarm colour.
RISK_LEVEL = Light({
    "high": Signal("Hoch", "■", "crit"),
    "medium": Signal("Mittel", "▲", "warn"),
    "low": Signal("Gering", "●", "ok"),
    "chance": Signal("Chance", "○", "none"),
    "closed": Signal("Geschlossen", "○", "none", is_quiet=True),
})  # fmt: skip
_CENT = Decimal("0.01")


@record("Messwert", "Messwerte", prefix="MW", named_by=("indicator", "measured_on"), part_of=("indicator",))
class Reading(Record):
    """What a Kennzahl was on one day."""

    indicator: str | None = field("Kennzahl", Ref("indicator"), section="Messung")
    measured_on: date | None = field("Datum", Day(), section="Messung")
    value: Decimal | None = field("Wert", Decimals(2), section="Messung")
    provisional: bool | None = field(
        "Vorläufig", YesNo(), section="Messung", hint="Wird noch durch einen endgültigen Wert ersetzt"
    )

    def faults(self, near: Near) -> Iterator[Fault]:
        if self.indicator is None:
            yield fault("indicator", "Ein Messwert gehört zu einer Kennzahl.", "measured_on", "value")
        if self.measured_on is None:
            yield fault("measured_on", "Ein Messwert braucht sein Datum.", "value", "indicator")

    def hints(self, near: Near) -> Iterator[str]:
        yield from in_future(self, near.today, "measured_on")


@record("Kennzahl", "Kennzahlen", prefix="K")
class Indicator(Record):
    """Something that is counted or measured, from a start towards a target."""

    title: str = field("Titel", Text(200), section="Grunddaten", hint="Was gezählt oder gemessen wird")
    item: str | None = field("Maßnahme", Ref("strategy_item"), section="Grunddaten")
    goal: str | None = field("Ziel", Ref("goal"), section="Grunddaten", hint="Wenn sie über eine Maßnahme hinausgeht")
    unit: str | None = field("Einheit", Text(40), section="Grunddaten", hint="Zum Beispiel Hotspots, %, €")
    direction: str | None = field("Richtung", DIRECTION, section="Zielwert", default="up")
    baseline: Decimal | None = field("Startwert", Decimals(2), section="Zielwert")
    baseline_on: date | None = field("Startdatum", Day(), section="Zielwert")
    target: Decimal | None = field("Zielwert", Decimals(2), section="Zielwert")
    target_on: date | None = field("Zieldatum", Day(), section="Zielwert")
    range_low: Decimal | None = field(
        "Korridor von", Decimals(2), section="Zielwert", hint="Nur bei Richtung „Korridor“"
    )
    range_high: Decimal | None = field(
        "Korridor bis", Decimals(2), section="Zielwert", hint="Nur bei Richtung „Korridor“"
    )
    frequency: str | None = field("Erhebung", FREQUENCY, section="Erhebung", default="yearly")
    source: str | None = field("Datenquelle", Text(300), section="Erhebung", hint="Woher der Wert kommt")
    owner: str | None = field("Verantwortlich", Ref("person"), section="Erhebung", hint="Wer den Wert liefert")

    @computed("Aktueller Wert", Decimals(2), kept=True, below=(("reading", "indicator"),))
    def current(self, near: Near) -> Computed:
        """Return the newest value that is not dated in the future."""
        reading, turns = self._newest(near)
        if reading is None or reading.measured_on is None:
            return Computed(None, "Noch kein Messwert.", turns)
        kind = "Vorläufiger Messwert" if reading.provisional else "Messwert"
        return Computed(reading.value, f"{kind} vom {day(reading.measured_on)}.", turns)

    @computed("Zielerreichung", Rate(), kept=True, below=(("reading", "indicator"),))
    def attainment(self, near: Near) -> Computed:
        """Return (Ist − Start) / (Ziel − Start) in percent; a corridor has no way to a target, so no share of it."""
        reading, turns = self._newest(near)
        if reading is None or reading.value is None or reading.measured_on is None:
            return Computed(None, "Noch kein Messwert.", turns)
        seen = f"{plain(reading.value)} am {day(reading.measured_on)}"
        if self.direction == "range":
            return self._in_range(reading.value, seen, turns)
        share = attainment(reading.value, self.baseline, self.target)
        if self.baseline is None or self.target is None:
            return Computed(None, "Startwert oder Zielwert fehlt.", turns)
        if share is None:
            return Computed(None, "Zielwert und Startwert sind gleich.", turns)
        return Computed(share, f"{seen}, Start {plain(self.baseline)}, Ziel {plain(self.target)}.", turns)

    @computed("Erwarteter Wert", Decimals(2))
    def expected(self, near: Near) -> Computed:
        """Return where a straight path from start to target would be today; changes each day while it runs."""
        baseline, begin, target, end = self.baseline, self.baseline_on, self.target, self.target_on
        if baseline is None or begin is None or target is None or end is None:
            return Computed(None, "Startwert, Zielwert oder eines der Daten fehlt.")
        value = expected_at(near.today, (begin, baseline), (end, target))
        if value is None:
            return Computed(None, "Das Zieldatum liegt nicht nach dem Startdatum.")
        turns = () if near.today >= end else (max(near.today, begin) + NEXT_DAY,)
        path = f"Gerade von {plain(baseline)} am {day(begin)} bis {plain(target)} am {day(end)}."
        return Computed(value, path, turns)

    def _newest(self, near: Near) -> tuple[Reading | None, tuple[date, ...]]:
        readings = [r for r in near.below(Reading, "indicator", self) if r.value is not None and r.measured_on]
        reading = newest_reading(readings, near.today)
        return reading, tuple(r.measured_on for r in readings if r.measured_on and r.measured_on > near.today)

    def _in_range(self, value: Decimal, seen: str, turns: tuple[date, ...]) -> Computed:
        low, high = self.range_low, self.range_high
        if low is None and high is None:
            return Computed(None, "Der Korridor fehlt.", turns)
        inside = (low is None or low <= value) and (high is None or value <= high)
        bounds = [f"von {plain(low)}" if low is not None else "", f"bis {plain(high)}" if high is not None else ""]
        where = f"im Korridor {' '.join(filter(None, bounds))}"
        return Computed(None, f"{seen} liegt {'' if inside else 'nicht '}{where}.", turns)

    def faults(self, near: Near) -> Iterator[Fault]:
        yield from in_order(self, ("baseline_on", "target_on"))
        if self.range_low is not None and self.range_high is not None and self.range_high < self.range_low:
            yield fault("range_high", "Der Korridor endet unter seinem Anfang.", "range_low")

    def hints(self, near: Near) -> Iterator[str]:
        if self.baseline is None or self.target is None:
            return
        if self.direction == "up" and self.target < self.baseline:
            yield "Die Kennzahl soll steigen, der Zielwert liegt aber unter dem Startwert."
        if self.direction == "down" and self.target > self.baseline:
            yield "Die Kennzahl soll sinken, der Zielwert liegt aber über dem Startwert."


def newest_reading(readings: Sequence[Reading], today: date) -> Reading | None:
    """Return the newest reading up to ``today``; of one day the one written last."""
    past = [r for r in readings if r.measured_on is not None and r.measured_on <= today]
    return max(past, key=lambda r: (r.measured_on or date.min, r.id), default=None)


def attainment(current: Decimal, baseline: Decimal | None, target: Decimal | None) -> Decimal | None:
    """Return the percentage of the way from ``baseline`` to ``target`` (two places, half-even); None without a way."""
    if baseline is None or target is None or target == baseline:
        return None
    return ((current - baseline) * 100 / (target - baseline)).quantize(_CENT, ROUND_HALF_EVEN)


def expected_at(on: date, start: tuple[date, Decimal], target: tuple[date, Decimal]) -> Decimal | None:
    """Return the value on the straight line from ``start`` to ``target`` (two places), flat before and after it."""
    total = (target[0] - start[0]).days
    if total <= 0:
        return None
    gone = min(max((on - start[0]).days, 0), total)
    return (start[1] + (target[1] - start[1]) * gone / total).quantize(_CENT, ROUND_HALF_EVEN)


@record("Risiko", "Risiken", prefix="R", part_of=("item",))
class Risk(Record):
    """Something that may happen to a Maßnahme, for worse or for better."""

    title: str = field("Titel", Text(200), section="Grunddaten", hint="Was eintreten könnte")
    item: str | None = field("Maßnahme", Ref("strategy_item"), section="Grunddaten")
    kind: str | None = field("Art", RISK_KIND, section="Grunddaten", default="risk")
    category: str | None = field("Kategorie", RISK_CATEGORY, section="Grunddaten")
    status: str | None = field("Status", RISK_STATUS, section="Grunddaten", default="open")
    probability: int | None = field(
        "Eintrittswahrscheinlichkeit", Number(1, 5), section="Bewertung", hint="1 sehr gering bis 5 sehr hoch"
    )
    impact: int | None = field("Auswirkung", Number(1, 5), section="Bewertung", hint="1 sehr gering bis 5 sehr hoch")
    handling: str | None = field("Umgang", HANDLING, section="Umgang")
    countermeasure: str | None = field("Gegenmaßnahme", Note(2000), section="Umgang")
    review_on: date | None = field("Wiedervorlage", Day(), section="Umgang", hint="Wann neu bewertet wird")

    @property
    def points(self) -> int | None:
        """Probability times impact, None while one of them is missing."""
        return None if self.probability is None or self.impact is None else self.probability * self.impact

    @property
    def threatens(self) -> bool:
        """Whether it is a risk, not a chance, and not closed."""
        return self.kind != "chance" and self.status != "closed"

    @computed("Punkte", Number(1, 25), kept=True)
    def score(self, near: Near) -> Computed:
        """Return probability × impact."""
        if self.points is None:
            return Computed(None, "Eintrittswahrscheinlichkeit oder Auswirkung fehlt.")
        return Computed(self.points, f"{self.probability} × {self.impact}.")

    @computed("Stufe", RISK_LEVEL, kept=True)
    def level(self, near: Near) -> Computed:
        """Return hoch, mittel or gering by the score; a chance and what is closed raise no alarm."""
        if self.status == "closed":
            return Computed("closed", "Geschlossen.")
        if self.points is None:
            return Computed(None, "Eintrittswahrscheinlichkeit oder Auswirkung fehlt.")
        if self.kind == "chance":
            return Computed("chance", f"Chance mit {self.points} Punkten.")
        high, medium = near.threshold("risk.high"), near.threshold("risk.medium")
        value = "high" if self.points >= high else "medium" if self.points >= medium else "low"
        return Computed(value, f"{self.points} Punkte; hoch ab {high}, mittel ab {medium}.")

    def hints(self, near: Near) -> Iterator[str]:
        yield from on_weekend(self, "review_on")
        if self.threatens and (self.points or 0) >= near.threshold("risk.high") and not self.countermeasure:
            yield "Ein hohes Risiko ohne Gegenmaßnahme setzt die Ampel der Maßnahme auf Kritisch."
        if self.status == "closed" and self.review_on is not None and self.review_on > near.today:
            yield f"Geschlossen, aber noch zur Wiedervorlage am {day(self.review_on)}."
