"""The fake Near refuses what a computed value did not declare."""

from datetime import date

import pytest

from kn_desk.fields.kinds import Number, Ref, Text
from kn_desk.fields.spec import Computed, Near, Record, computed, field, record
from tests.makers.near import FakeNear, UndeclaredError, assert_holds_until_it_turns
from tests.makers.records import make


@record("Ast", "Äste", prefix="AST")
class Branch(Record):
    title: str = field("Titel", Text())
    parent: str | None = field("Stamm", Ref("branch"))
    other: str | None = field("Anderer", Ref("branch"))

    @computed("Ehrlich", Number(), below=(("branch", "parent"),), above=("parent",))
    def honest(self, near: Near) -> Computed:
        above = near.above(Branch, self.parent)
        return Computed(len(near.below(Branch, "parent", self)), near.name(self.parent) if above else "")

    @computed("Von unten", Number(), below=(("branch", "parent"),))
    def peeks_below(self, near: Near) -> Computed:
        return Computed(len(near.below(Branch, "other", self)))

    @computed("Von oben", Number(), above=("parent",))
    def peeks_above(self, near: Near) -> Computed:
        return Computed(near.above(Branch, self.other))

    @computed("Name", Number(), above=("parent",))
    def peeks_at_a_name(self, near: Near) -> Computed:
        return Computed(near.name(self.other))

    @computed("Uhr", Number())
    def turns_in_secret(self, near: Near) -> Computed:
        return Computed(near.today.day)


ROOT = make(Branch, title="Stamm")
TWIG = make(Branch, parent=ROOT, other=ROOT)
LEAF = make(Branch, parent=TWIG)
TRASHED = make(Branch, parent=TWIG, trashed="group-1")
UNRELATED = make(Branch, other=LEAF)
NEAR = FakeNear(date(2026, 6, 15), [ROOT, TWIG, LEAF, TRASHED, UNRELATED])


def test_what_is_declared_is_seen_without_the_trashed() -> None:
    assert NEAR.compute(TWIG, "honest") == Computed(1, "Stamm")


@pytest.mark.parametrize("name", ["peeks_below", "peeks_above", "peeks_at_a_name"])
def test_what_is_not_declared_is_refused(name: str) -> None:
    lonely = make(Branch, other=LEAF)

    with pytest.raises(UndeclaredError):
        NEAR.compute(lonely, name)


def test_a_change_that_was_not_announced_is_found() -> None:
    with pytest.raises(AssertionError, match="changes on 2026-06-16, announced was None"):
        assert_holds_until_it_turns(NEAR, TWIG, "turns_in_secret")
