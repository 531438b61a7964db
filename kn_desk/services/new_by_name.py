"""What can be made of no more than a name, while something else that refers to it is being written."""

from collections.abc import Callable

from kn_desk.fields.spec import Record
from kn_desk.fields.text import clean
from kn_desk.records.contacts import OrgUnit, Person
from kn_desk.records.networks import Group
from kn_desk.records.office import Tag
from kn_desk.services.edit import new_record
from kn_desk.services.references import Match, is_named, matches
from kn_desk.storage.reader import Reader

_LONGEST = 80


def matches_or_new(reader: Reader, typed: str, targets: tuple[str, ...]) -> list[Match]:
    """Return records that may be meant and, unless one of them has just this name, what can be made of it."""
    found = matches(reader, typed, targets)
    is_known = any(is_named(typed, match.name) and is_named(match.name, typed) for match in found)
    return found if is_known else [*found, *new_by_name(typed, targets)]


def new_by_name(typed: str, targets: tuple[str, ...]) -> list[Match]:
    """Return an offer for each of the types ``targets`` that a name is enough for; none where nothing is typed."""
    name = " ".join(clean(typed)[0].split())
    if not name or len(name) > _LONGEST:
        return []
    made = [(label, make(name)) for type_name, (label, make) in _MAKERS.items() if type_name in targets]
    return [Match(record.id, name, "", f"{label} „{name}“ anlegen", record) for label, record in made]


def _person(name: str) -> Record:
    """One person, as "Neuner, Petra" or as "Petra Neuner"; a single word is the Name."""
    last, _, first = name.partition(",") if "," in name else _turned(name)
    return new_record(Person, {"last_name": last.strip() or name, "first_name": first.strip() or None})


def _turned(name: str) -> tuple[str, str, str]:
    first, between, last = name.rpartition(" ")
    return last, between, first


_MAKERS: dict[str, tuple[str, Callable[[str], Record]]] = {
    "person": ("Neue Person", _person),
    "org_unit": ("Neue Stelle", lambda name: new_record(OrgUnit, {"name": name})),
    "group": ("Neues Gremium", lambda name: new_record(Group, {"title": name})),
    "tag": ("Neues Schlagwort", lambda name: new_record(Tag, {"title": name})),
}
