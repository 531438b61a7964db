"""Beschlüsse and Festlegungen: what was decided by whom, and how far it is carried out."""

from collections.abc import Iterator
from datetime import date

from kn_desk.fields.kinds import Choice, Day, Light, Note, Number, Ref, Signal, Text, YesNo
from kn_desk.fields.spec import Computed, Fault, Near, Record, computed, fault, field, record
from kn_desk.records import deadlines
from kn_desk.records.sentences import day, in_future, in_order, not_itself

#: How far a decision is carried out: a light of its own, never to be mixed with the Plan-Ampel.
IMPLEMENTATION = Light({
    "not_started": Signal("Nicht begonnen", "■", "crit"),
    "in_progress": Signal("In Umsetzung", "▲", "warn"),
    "implemented": Signal("Umgesetzt", "●", "ok"),
    "ongoing": Signal("Fortlaufend", "●", "ok"),
    "repealed": Signal("Aufgehoben", "○", "none"),
})  # fmt: skip
#: There is still something to carry out.
UNFINISHED = frozenset({"not_started", "in_progress"})


@record("Beschluss", "Beschlüsse", prefix="B")
class Decision(Record):
    """A Beschluss or Festlegung; its Kennung is the number under which it is cited (B-2026-007)."""

    title: str = field("Betreff", Text(300), section="Beschluss")
    kind: str | None = field("Art", Choice({"decision": "Beschluss", "ruling": "Festlegung"}), section="Beschluss",
                             default="decision")  # fmt: skip
    body: str | None = field("Gremium", Choice({
        "jour_fixe": "Jour fixe", "council": "Gemeinderat", "committee": "Ausschuss", "mayor": "OB",
    }), section="Beschluss", default="jour_fixe")  # fmt: skip
    text: str | None = field("Wortlaut", Note(), section="Beschluss")
    decided_on: date | None = field("Beschlossen am", Day(), section="Beschluss")
    votes_yes: int | None = field("Ja-Stimmen", Number(0, 1000), section="Abstimmung")
    votes_no: int | None = field("Nein-Stimmen", Number(0, 1000), section="Abstimmung")
    votes_abstain: int | None = field("Enthaltungen", Number(0, 1000), section="Abstimmung")
    paper_no: str | None = field(
        "Vorlagennummer", Text(60), section="Abstimmung", hint="Aus dem Ratsinformationssystem"
    )
    implementation: str | None = field("Umsetzungsstand", IMPLEMENTATION, section="Umsetzung", default="not_started")
    responsible: str | None = field("Verantwortlich", Ref("person"), section="Umsetzung")
    due_on: date | None = field("Umzusetzen bis", Day(), section="Umsetzung")
    review_on: date | None = field(
        "Überprüfung am", Day(), section="Umsetzung", hint="Wann der Beschluss wieder ansteht"
    )
    superseded_by: str | None = field("Abgelöst durch", Ref("decision"), section="Umsetzung")

    @property
    def is_in_force(self) -> bool:
        """Whether it is neither repealed nor superseded."""
        return self.implementation != "repealed" and self.superseded_by is None

    @computed("Stimmen", Text(40))
    def votes(self, near: Near) -> Computed:
        """Yes/no/abstain as they are cited; a vote that was not noted is "–"."""
        votes = (self.votes_yes, self.votes_no, self.votes_abstain)
        if votes == (None, None, None):
            return Computed(None, "Es sind keine Stimmen eingetragen.")
        short = "/".join("–" if vote is None else str(vote) for vote in votes)
        words = zip(("Ja", "Nein", "Enthaltungen"), votes, strict=True)
        return Computed(short, ", ".join(f"{'–' if vote is None else vote} {word}" for word, vote in words) + ".")

    @computed("Frist", deadlines.DEADLINE_LIGHT, kept=True)
    def light(self, near: Near) -> Computed:
        if self._settled:
            return deadlines.no_deadline(self._settled)
        return deadlines.deadline_light(self.due_on, near, lead="umzusetzen bis")

    @computed("Überfällig", YesNo(), kept=True)
    def overdue(self, near: Near) -> Computed:
        if self._settled:
            return Computed(False, self._settled)
        return deadlines.overdue(self.due_on, near)

    @computed("Überprüfung", deadlines.DEADLINE_LIGHT, kept=True)
    def review_light(self, near: Near) -> Computed:
        if not self.is_in_force:
            return deadlines.no_deadline(self._settled)
        return deadlines.deadline_light(self.review_on, near)

    @property
    def _settled(self) -> str:
        """Why nothing is to be carried out any more, "" while something is."""
        if self.implementation == "repealed":
            return "Der Beschluss ist aufgehoben."
        if self.superseded_by is not None:
            return "Der Beschluss ist durch einen neueren abgelöst."
        return "" if self.implementation in UNFINISHED else f"Der Umsetzungsstand ist „{self._word}“."

    @property
    def _word(self) -> str:
        state = IMPLEMENTATION.states.get(self.implementation or "")
        return state.word if state else "nicht angegeben"

    def faults(self, near: Near) -> Iterator[Fault]:
        yield from in_order(self, ("decided_on", "due_on"), ("decided_on", "review_on"))
        yield from not_itself(self, "superseded_by")
        seen, other = {self.id}, near.above(Decision, self.superseded_by)
        while other is not None and other.id not in seen:
            seen.add(other.id)
            if other.superseded_by == self.id:
                yield fault("superseded_by", "Die beiden Beschlüsse lösen sich gegenseitig ab.")
            other = near.above(Decision, other.superseded_by)

    def hints(self, near: Near) -> Iterator[str]:
        newer = near.above(Decision, self.superseded_by)
        if newer is not None and self.implementation != "repealed":
            yield f"Abgelöst durch {newer.code}; der Umsetzungsstand ist noch „{self._word}“."
        if newer is not None and newer.decided_on and self.decided_on and newer.decided_on < self.decided_on:
            yield f"Der ablösende Beschluss vom {day(newer.decided_on)} ist älter."
        yield from in_future(self, near.today, "decided_on")
