"""The tree goal > Handlungsfeld > Maßnahme, each branch with what lies below it rolled up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kn_desk.fields.text import fold, german_key, visible
from kn_desk.records.item_status import STATUS
from kn_desk.records.strategy import LEVEL, ActionField, Goal, StrategyItem
from kn_desk.services.item_order import NO_FIELD, Nested, by_field, nested
from kn_desk.services.item_rollup import RollUp, State, roll_up, states_of
from kn_desk.storage.reader import Reader

#: Types whose change can change the tree.
CONCERNS = frozenset({"strategy_item", "goal", "action_field", "milestone", "risk", "status_report", "threshold"})
NO_GOAL = "Ohne Ziel"
#: The key of that branch; never "", which stands for no node at all.
_LOOSE = "-"


@dataclass(frozen=True)
class Node:
    """A goal, a Handlungsfeld or a Maßnahme with what lies below it; ``key`` is unique, a Maßnahme may stand twice."""

    kind: str
    key: str
    id: str
    title: str
    rollup: RollUp
    children: tuple["Node", ...] = ()
    state: State | None = None
    #: A quiet word after the title: the level of a goal.
    aside: str = ""

    @property
    def status(self) -> str:
        """The status of a Maßnahme in words."""
        return STATUS.show(self.state.item.status) if self.state else ""


def item_tree(reader: Reader, *, light: str | None = None, contains: str = "") -> tuple[Node, ...]:
    """Read the tree: below each goal its part goals, then Handlungsfelder with Maßnahmen; last those without a goal.

    A Maßnahme stands below each of its goals, the narrowest where it names a goal and a part of it. With a filter only
    the branches to what passes are left; what a branch says stays true of all that lies below.
    """
    goals = reader.rows(Goal)
    fields = {one.id: one for one in reader.rows(ActionField)}
    return _Grower(goals, fields, states_of(reader), light, fold(contains)).grow()


class _Grower:
    """Grows the tree from what was read."""

    def __init__(
        self, goals: Sequence[Goal], fields: Mapping[str, ActionField], states: Sequence[State],
        light: str | None, words: str,
    ) -> None:  # fmt: skip
        self._goals = {goal.id: goal for goal in goals}
        self._fields = fields
        self._light, self._words = light, words
        self._parts: dict[str | None, list[Goal]] = {}
        for goal in goals:
            self._parts.setdefault(goal.parent if goal.parent in self._goals else None, []).append(goal)
        self._of_goal: dict[str, list[State]] = {}
        for state in states:
            for goal_id in self._narrowest(state.item) or ("",):
                self._of_goal.setdefault(goal_id, []).append(state)

    def grow(self) -> tuple[Node, ...]:
        """Return the goals at the top, and what has no goal."""
        order = list(LEVEL.options)
        tops = sorted(self._parts.get(None, ()), key=lambda goal: order.index(goal.level or "strategic"))
        grown = [self._goal(goal, ()) for goal in tops]
        if loose := self._of_goal.get("", []):
            children = self._branches(loose, _LOOSE)
            grown.append((Node("goal", _LOOSE, "", NO_GOAL, roll_up(loose), children), loose))
        return tuple(node for node, _ in grown if node.children or not self._filtered)

    @property
    def _filtered(self) -> bool:
        return bool(self._light or self._words)

    def _narrowest(self, item: StrategyItem) -> list[str]:
        """The goals of a Maßnahme without those that lie above another one of it."""
        own = [goal for goal in item.goals if goal in self._goals]
        wide = {above for goal in own for above in self._above(goal)}
        return [goal for goal in own if goal not in wide] or own

    def _above(self, goal_id: str) -> set[str]:
        found: set[str] = set()
        parent = self._goals[goal_id].parent
        while parent in self._goals:
            found.add(parent)
            parent = self._goals[parent].parent
        return found

    def _goal(self, goal: Goal, path: tuple[str, ...]) -> tuple[Node, list[State]]:
        key = "/".join((*path, goal.id))
        grown = [self._goal(part, (*path, goal.id)) for part in self._parts.get(goal.id, ())]
        own = self._of_goal.get(goal.id, [])
        whole = [*own, *(state for _, states in grown for state in states)]
        parts_shown = tuple(node for node, _ in grown if node.children or not self._filtered)
        children = (*parts_shown, *self._branches(own, key))
        aside = LEVEL.show(goal.level)
        return Node("goal", key, goal.id, visible(goal.title), roll_up(whole), children, aside=aside), whole

    def _branches(self, states: Sequence[State], path: str) -> tuple[Node, ...]:
        """The Handlungsfelder of some Maßnahmen, in their order, each with its Maßnahmen."""
        nodes = []
        for one, members in by_field(states, self._fields):
            key = f"{path}/{one.id if one else ''}"
            children = self._items(nested(members, _by_title), key)
            if children:
                title = visible(one.title) if one else NO_FIELD
                nodes.append(Node("field", key, one.id if one else "", title, roll_up(members), children))
        return tuple(nodes)

    def _items(self, members: Sequence[Nested], path: str) -> tuple[Node, ...]:
        return tuple(node for member in members if (node := self._item(member, path)) is not None)

    def _item(self, member: Nested, path: str) -> Node | None:
        """A Maßnahme with its parts; None where neither passes the filter."""
        state = member.state
        title = visible(state.item.title).replace("\n", " ")
        children = self._items(member.parts, path)
        passes = (not self._light or state.light == self._light) and self._words in fold(state.item.title)
        if not children and not passes:
            return None
        measured = 0 if state.progress is None else 1
        own = RollUp(1, {state.light: 1}, state.progress, measured)
        return Node("item", f"{path}/{state.item.id}", state.item.id, title, own, children, state)


def _by_title(state: State) -> str:
    return german_key(state.item.title)
