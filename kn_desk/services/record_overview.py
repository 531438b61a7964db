"""What the Überblick of a record says: its lights, values and facts, each fact once; what belongs to it by type."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kn_desk.fields.kinds import Day, Light, Links, Money, Note, Number, Signal, Text, YesNo
from kn_desk.fields.spec import Computed, ComputedSpec, FieldSpec, Record
from kn_desk.fields.text import visible
from kn_desk.records.sentences import day
from kn_desk.services.part_rows import stages_of
from kn_desk.storage.reader import Reader, Usage

_MOST_FACTS = 9
_LAST_SECTION = "Ablage"
_SPAN = re.compile(r"(.+) \((Plan|Prognose|Ist)\)")
_SPAN_COLUMNS = ("Plan", "Prognose", "Ist")
#: It is the light itself, as long as it holds.
_HAND = "Ampel (Hand)"
#: Computed for the filters of a list; a heading that has the day says it already.
_FOR_LISTS = {("meeting", "when")}
#: What a computed value says in one, besides the field of the same label.
_ALSO_SAYS = {("deadline_rule", "distance"): ("unit",)}


@dataclass(frozen=True)
class Lit:
    """A light with its sentence; the first one has no label, its word says what it is."""

    label: str
    signal: Signal
    sentence: str


@dataclass(frozen=True)
class Line:
    """A label and its text; ``reason`` is a sentence below it, "" where it would add nothing."""

    label: str
    text: str
    reason: str = ""


@dataclass(frozen=True)
class Spans:
    """Days in columns Plan, Prognose, Ist: (label, texts by column, whether the Prognose is after the Plan)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...], bool], ...]


@dataclass(frozen=True)
class Overview:
    """All that the Überblick says of a record itself, in its order."""

    head: Lit | None
    lights: tuple[Lit, ...]
    hints: tuple[str, ...]
    spans: Spans | None
    values: tuple[Line, ...]
    facts: tuple[Line, ...]
    note: Line | None


class _Told:
    """What is already said, as one text; it knows whether something new says the same once more."""

    def __init__(self, *texts: str) -> None:
        self._text = ""
        for text in texts:
            self.add(text)

    def add(self, text: str) -> None:
        self._text += f" | {text.casefold()}"

    def has(self, text: str) -> bool:
        """Whether a sentence, the full stop aside, was said."""
        return bool(text) and _words(text.casefold().rstrip(".")).search(self._text) is not None

    def takes(self, label: str, text: str) -> bool:
        """Whether "Erledigt am 20.11.2026", "26 Ja" or "5 Min. über Plan" was said; each counts for one fact."""
        short = label.partition("-")[0]
        for phrase in (f"{label} {text}", f"{text} {label}", f"{text} {short}"):
            if found := _words(phrase.casefold()).search(self._text):
                self._text = self._text[: found.start()] + self._text[found.end() :]
                return True
        return False


def _words(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")


def overview(reader: Reader, record: Record) -> Overview:
    """Return what is to be said of a record; its parts and links are ``groups``."""
    computed = reader.computed(record)
    told = _Told(visible(reader.name_of(record)), *stages_of(reader, record))
    lights = _lights(reader, record, computed)
    for one in lights:
        told.add(f"{one.signal.word} {one.sentence}")
    spans, in_spans = _spans(record)
    values, labels = _values(record, computed, told, bool(lights))
    hints = dict.fromkeys([*(c.hint for c in computed.values() if c.hint), *record.hints(reader.near)])
    fields = [field for field in record.spec.fields.values() if field.name not in in_spans | labels]
    facts, note = _facts(reader, record, fields, told)
    return Overview(lights[0] if lights else None, tuple(lights[1:]), tuple(hints), spans, values, facts, note)


# --- lights


def _lights(reader: Reader, record: Record, computed: Mapping[str, Computed]) -> list[Lit]:
    """The lights, the one of the whole record first; a stored one instead of a grey one that only names it."""
    stored = [
        (field.label, signal)
        for field in record.spec.fields.values()
        if isinstance(field.kind, Light) and (signal := field.kind.states.get(getattr(record, field.name) or ""))
    ]
    ticked = (field.label for field in record.spec.fields.values() if getattr(record, field.name) is True)
    ends = [*stages_of(reader, record), *ticked]
    lights: list[Lit] = []
    for name, value in computed.items():
        spec = record.spec.computed[name]
        signal = spec.kind.states.get(value.value or "") if isinstance(spec.kind, Light) else None
        if signal is None or (signal.is_quiet and any(map(_Told(value.reason).has, ends))):
            continue  # "Ohne Frist", since it is done: that is said already
        same = [own for own in stored if signal.tone == "none" and f"„{own[1].word}“" in value.reason]
        label, signal = same[0] if same else (spec.label, signal)
        lights.append(Lit(label, signal, "" if same else visible(value.reason)))
    lights += [Lit(*own, "") for own in stored if own[0] not in {_HAND, *(one.label for one in lights)}]
    if not lights:
        return []
    first = lights[0]
    parts = [one for one in lights[1:] if one.label.startswith(f"{first.label} ")]
    if parts:
        lights = [first, *(Lit(one.label.removeprefix(f"{first.label} "), one.signal, one.sentence) for one in parts)]
        if first.sentence in {one.sentence for one in parts} or first.sentence.endswith(" im Plan."):
            lights[0] = Lit(first.label, first.signal, _since(reader, record))
    return lights


def _since(reader: Reader, record: Record) -> str:
    """Return "seit 17.11.2026, berechnet": its parts say why."""
    kept = reader.kept_of(type(record), [record.id]).get(record.id, {})
    light = next((kept[name] for name, spec in record.spec.computed.items() if spec.kept and name in kept), None)
    return f"seit {day(light.since)}, berechnet" if light else "berechnet"


# --- days side by side


def _spans(record: Record) -> tuple[Spans | None, set[str]]:
    """The days of which there is a plan and what became of it, and the fields that they cover."""
    found: dict[str, dict[str, FieldSpec]] = {}
    for field in record.spec.fields.values():
        if isinstance(field.kind, Day) and (match := _SPAN.fullmatch(field.label)):
            found.setdefault(match[1], {})[match[2]] = field
    found = {label: fields for label, fields in found.items() if len(fields) > 1}
    covered = {field.name for fields in found.values() for field in fields.values()}
    columns = tuple(column for column in _SPAN_COLUMNS if any(column in fields for fields in found.values()))
    rows = []
    for label, fields in found.items():
        days = {column: getattr(record, field.name) for column, field in fields.items()}
        plan, forecast = days.get("Plan"), days.get("Prognose")
        later = plan is not None and forecast is not None and forecast > plan
        rows.append((label, tuple(Day().show(days.get(column)) or "–" for column in columns), later))
        first = next((f for f in record.spec.fields.values() if f.label == f"{label} (ursprünglich)"), None)
        if first is not None and getattr(record, first.name) == plan:
            covered.add(first.name)  # it was never moved
    if all(text == "–" for _, texts, _ in rows for text in texts):
        return None, covered
    return Spans(columns, tuple(rows)), covered


# --- computed values


def _values(
    record: Record, computed: Mapping[str, Computed], told: _Told, has_lights: bool
) -> tuple[tuple[Line, ...], set[str]]:
    """The computed values that say something new, and the stored fields that they stand for."""
    lines: list[Line] = []
    said: set[str] = set()
    for name, value in computed.items():
        spec = record.spec.computed[name]
        if isinstance(spec.kind, Light) or (record.spec.name, name) in _FOR_LISTS or _is_idle(spec, value, has_lights):
            continue
        line = _line(spec, value, told)
        if line is not None:
            lines.append(line)
            told.add(f"{line.text} | {line.reason}")
            said |= {field.name for field in record.spec.fields.values() if field.label == line.label}
            said |= set(_ALSO_SAYS.get((record.spec.name, name), ()))
    return tuple(lines), said


def _is_idle(spec: ComputedSpec, value: Computed, has_lights: bool) -> bool:
    """Nothing to tell: no value, no, none; and a yes that a light has said."""
    if value.value is None or value.value is False:
        return True
    counts = isinstance(spec.kind, Number) and spec.sorted_by is None
    return (isinstance(spec.kind, YesNo) and has_lights) or (counts and value.value == 0)


def _line(spec: ComputedSpec, value: Computed, told: _Told) -> Line | None:
    label = spec.label.removesuffix(" (gilt)")
    text, reason = spec.kind.show(value.value), visible(value.reason).replace("▲ ", "")
    if told.takes(spec.label, text) or (isinstance(spec.kind, Day) and told.has(text)):
        return None
    numbers = re.findall(r"\d+", text)
    if numbers and isinstance(spec.kind, Number | Text) and set(numbers) <= set(re.findall(r"\d+", reason)):
        return Line(label, reason.rstrip("."))  # the sentence has the number, and says more
    reason = reason.replace(f" = {text}", "")
    if told.has(reason) or (text in reason and len(reason.replace(text, "").split()) <= 4):
        reason = ""
    return Line(label, text, reason)


# --- stored values


def _facts(
    reader: Reader, record: Record, fields: Sequence[FieldSpec], told: _Told
) -> tuple[tuple[Line, ...], Line | None]:
    """The first short fields that are filled in and not told yet, and the first long one."""
    shown: list[tuple[FieldSpec, str]] = []
    for field in fields:
        value = getattr(record, field.name)
        said = field.name in (*record.spec.named_by, *record.spec.part_of, "status", "state")
        if said or field.section == _LAST_SECTION or field.internal or isinstance(field.kind, Light):
            continue
        if value is None or value is False or (isinstance(field.kind, Links) and not (value and _is_who(field.kind))):
            continue
        shown.append((field, visible(reader.show(field, value))))
    # What is named in full goes first: "Erledigt am 20.11.2026" does not tell another field with the same day.
    left = [(field, text) for field, text in shown if not told.takes(field.label, text)]
    left = [(field, text) for field, text in left if not _is_told(field, text, told)]
    facts = [Line(field.label, text) for field, text in left if not isinstance(field.kind, Note)]
    notes = [Line(field.label, text) for field, text in left if isinstance(field.kind, Note)]
    return tuple(facts[:_MOST_FACTS]), notes[0] if notes else None


def _is_who(kind: Links) -> bool:
    """Whether links say who it was; what else a record is linked to stands below it, or in its form."""
    return kind.targets == ("person",)


def _is_told(field: FieldSpec, text: str, told: _Told) -> bool:
    if isinstance(field.kind, YesNo):
        return told.has(field.label)
    return isinstance(field.kind, Day | Text | Note | Money) and told.has(text)


# --- what refers to it


def links_by_type(usages: Sequence[Usage]) -> dict[str, list[Record]]:
    """Return {"Maßnahmen": …}; where two relations of one type meet, {"Maßnahmen (Federführendes Amt)": …}."""
    live = [
        usage for usage in usages if usage.record.trashed is None and usage.field.name not in usage.record.spec.part_of
    ]
    relations: dict[str, set[str]] = {}
    for usage in live:
        relations.setdefault(usage.record.spec.plural, set()).add(usage.field.label)
    groups: dict[str, list[Record]] = {}
    for usage in sorted(live, key=lambda usage: [*relations].index(usage.record.spec.plural)):
        plural = usage.record.spec.plural
        title = f"{plural} ({usage.field.label})" if len(relations[plural]) > 1 else plural
        groups.setdefault(title, []).append(usage.record)
    return groups
