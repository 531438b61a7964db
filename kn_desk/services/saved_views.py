"""Named views of a list: filters, order and columns under a name, kept in the office file like anything else."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kn_desk.errors import UserError
from kn_desk.fields.spec import Record
from kn_desk.records.change import Change
from kn_desk.records.office import SavedView
from kn_desk.services.desk import Desk, ListQuery, Reader
from kn_desk.services.edit import new_record
from kn_desk.services.list_words import sorts


@dataclass(frozen=True)
class ViewState:
    """What a list shows: the values that pass per filter, typed text, the order, the columns."""

    only: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    contains: str = ""
    sort: str = "code"
    descending: bool = False
    columns: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values, for the office file and for the settings."""
        return {
            "only": {name: list(values) for name, values in self.only.items()},
            "contains": self.contains,
            "sort": self.sort,
            "descending": self.descending,
            "columns": list(self.columns),
        }


def state_from(cls: type[Record], raw: Any, usual: ViewState) -> ViewState:
    """Return the state that plain values mean, whatever they are; what this version does not know is left out."""
    if not isinstance(raw, dict):
        return usual
    only, columns, sort, contains = (raw.get(name) for name in ("only", "columns", "sort", "contains"))
    known = {"code", *cls.spec.fields, *cls.spec.computed}
    values = {
        name: tuple(value for value in some if value is None or isinstance(value, str | int))
        for name, some in (only if isinstance(only, dict) else {}).items()
        if name in known - {"code"} and isinstance(some, list) and some
    }
    return ViewState(
        only=values,
        contains=contains if isinstance(contains, str) else "",
        sort=sort if isinstance(sort, str) and sorts(cls, sort) else usual.sort,
        descending=bool(raw.get("descending")),
        columns=tuple(name for name in columns if name in known) if isinstance(columns, list) else usual.columns,
    )


def views_of(reader: Reader, page: str) -> list[SavedView]:
    """Return the named views of a list, by name."""
    ids = reader.ids(ListQuery(SavedView.spec.name, sort="title", only={"page": (page,)}))
    found = reader.by_ids(SavedView, ids)
    return [found[identity] for identity in ids]


def state_of(view: SavedView, cls: type[Record], usual: ViewState) -> ViewState:
    """Return what a named view shows."""
    try:
        raw = json.loads(view.definition or "{}")
    except ValueError:
        return usual
    return state_from(cls, raw, usual)


def rename_view(desk: Desk, view: SavedView, title: str) -> Change:
    """Give a named view another name. Raises UserError where it is empty or another view of the list has it."""
    name = SavedView.spec.fields["title"].kind.read(title)
    if not name:
        raise UserError("Die Ansicht braucht einen Namen.")
    with desk.read() as reader:
        others = [other.title for other in views_of(reader, view.page or "") if other.id != view.id]
    if name in others:
        raise UserError(f"Eine Ansicht „{name}“ gibt es schon.", "Bitte anders nennen.")
    return desk.change(view, {"title": name})


def keep_view(desk: Desk, page: str, title: str, state: ViewState) -> Change:
    """Keep a state under a name, in the place of the view that has this name. Raises UserError."""
    name = SavedView.spec.fields["title"].kind.read(title)
    if not name:
        raise UserError("Die Ansicht braucht einen Namen.")
    definition = SavedView.spec.fields["definition"].kind.read(state.as_json())
    with desk.read() as reader:
        known = next((view for view in views_of(reader, page) if view.title == name), None)
    if known is not None:
        return desk.change(known, {"definition": definition})
    return desk.create(new_record(SavedView, {"title": name, "page": page, "definition": definition}))
