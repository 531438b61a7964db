"""Which Amt has its Digital Lotse: those without one first, then by Dezernat, with who was and who will be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kn_desk.fields.text import german_key, visible
from kn_desk.records.contacts import UNIT_KIND, LotseRole, OrgUnit
from kn_desk.records.coverage import OfficeCoverage, covered_until, office_coverage
from kn_desk.records.sentences import NEXT_DAY
from kn_desk.storage.reader import Reader

#: Types whose change can change the coverage.
CONCERNS = frozenset({"org_unit", "lotse_role", "person", "threshold"})
#: The order of the cells: who has one, who soon has none, who has none.
CELLS = ("ok", "warn", "crit")
_PLURALS = {
    "office": "Ämter", "staff": "Referate und Stabsstellen", "department": "Abteilungen",
    "eigenbetrieb": "Eigenbetriebe", "company": "Beteiligungen", "external": "Externe",
}  # fmt: skip


@dataclass(frozen=True)
class Holder:
    """Who has, had or will have a role; the name is that of the person today."""

    role: LotseRole
    name: str


@dataclass(frozen=True)
class UnitRow:
    """An Amt with its light and the roles of today."""

    unit: OrgUnit
    name: str
    light: str
    mains: tuple[Holder, ...]
    deputies: tuple[Holder, ...]
    coming: tuple[Holder, ...]
    past: tuple[Holder, ...]
    #: Last day before nobody has the role: ahead, or past where nobody has it now.
    until: date | None

    @property
    def id(self) -> str:
        """The id of the unit."""
        return self.unit.id

    @property
    def is_vacant(self) -> bool:
        """Whether nobody has the role today."""
        return self.light == "crit"

    @property
    def named(self) -> Holder | None:
        """Who will be the Lotse of a unit that has none today."""
        coming = (one for one in self.coming if one.role.kind == "main" and one.role.since is not None)
        return next(coming, None) if self.is_vacant else None

    @property
    def wants_name(self) -> bool:
        """Whether nobody is the Lotse, and nobody is named for a day to come."""
        return self.is_vacant and self.named is None

    @property
    def since(self) -> date | None:
        """Since when the Lotse of today is it."""
        return min((one.role.since for one in self.mains if one.role.since is not None), default=None)

    @property
    def time_share(self) -> int | None:
        """The percentage of all Lotsen of today together."""
        shares = [one.role.time_share for one in self.mains if one.role.time_share is not None]
        return sum(shares) if shares else None

    @property
    def vacant_since(self) -> date | None:
        """The first day without a Lotse, None where there is one or nobody knows."""
        return self.until + NEXT_DAY if self.is_vacant and self.until is not None else None


@dataclass(frozen=True)
class UnitGroup:
    """Units that stand together: without a Lotse, or of one Dezernat with how many of all its units have one."""

    title: str
    rows: tuple[UnitRow, ...]
    covered: int
    wanted: int
    vacant: bool = False

    @property
    def counted(self) -> str:
        """8 von 10; the number alone for those without."""
        return str(len(self.rows)) if self.vacant else f"{self.covered} von {self.wanted}"


@dataclass(frozen=True)
class Overview:
    """The coverage as of a day; ``lights`` are those of all units, ``groups`` only of what the filter lets through."""

    today: date
    coverage: OfficeCoverage
    lights: tuple[str, ...]
    groups: tuple[UnitGroup, ...]
    dezernate: tuple[str, ...]

    @property
    def rows(self) -> list[UnitRow]:
        """The units of all groups, from top to bottom."""
        return [row for group in self.groups for row in group.rows]


def overview(reader: Reader, *, dezernat: str | None = None, light: str | None = None) -> Overview:
    """Read the coverage in a handful of queries."""
    kept = reader.kept(OrgUnit)
    lights = {unit.id: kept.get((unit.id, "lotse_coverage")) or "none" for unit in reader.rows(OrgUnit)}
    units = [unit for unit in reader.rows(OrgUnit) if lights[unit.id] != "none"]
    roles: dict[str, list[LotseRole]] = {}
    for role in reader.rows(LotseRole):
        roles.setdefault(role.unit or "", []).append(role)
    reader.learn_names(role.person for found in roles.values() for role in found if role.person)
    rows = [_row(reader, unit, lights[unit.id], roles.get(unit.id, ())) for unit in units]
    rows.sort(key=lambda row: german_key(row.name))
    return Overview(
        reader.today,
        office_coverage(lights.values(), reader.near.threshold("lotse.units")),
        tuple(sorted((row.light for row in rows), key=CELLS.index)),
        _groups(rows, dezernat, light),
        tuple(sorted({row.unit.dezernat for row in rows if row.unit.dezernat}, key=german_key)),
    )


def unit_row(reader: Reader, unit: OrgUnit) -> UnitRow:
    """Read one unit with its roles."""
    roles = reader.near.below(LotseRole, "unit", unit)
    reader.learn_names(role.person for role in roles if role.person)
    return _row(reader, unit, unit.compute("lotse_coverage", reader.near).value, roles)


def _row(reader: Reader, unit: OrgUnit, light: str, roles: Sequence[LotseRole]) -> UnitRow:
    today = reader.today
    holders = [Holder(role, visible(reader.name(role.person)) or "–") for role in roles]
    holders.sort(key=lambda one: (one.role.since or date.min, german_key(one.name)))
    active = [one for one in holders if one.role.term.covers(today)]
    past = [one for one in holders if one.role.until is not None and one.role.until < today]
    mains = [one.role.term for one in holders if one.role.kind == "main"]
    if any(term.covers(today) for term in mains):
        until = covered_until(mains, today)
    else:
        until = max((term.until for term in mains if term.until is not None and term.until < today), default=None)
    return UnitRow(
        unit,
        visible(unit.name).replace("\n", " "),
        light,
        tuple(one for one in active if one.role.kind == "main"),
        tuple(one for one in active if one.role.kind == "deputy"),
        tuple(one for one in holders if _is_coming(one.role, today)),
        tuple(reversed(past)),
        until,
    )


def _is_coming(role: LotseRole, today: date) -> bool:
    over = role.until is not None and role.until < today
    return not over and (role.kind == "prospective" or (role.since is not None and role.since > today))


def _groups(rows: Sequence[UnitRow], dezernat: str | None, light: str | None) -> tuple[UnitGroup, ...]:
    shown = [row for row in rows if light in (None, row.light) and dezernat in (None, row.unit.dezernat)]
    vacant = tuple(row for row in shown if row.is_vacant)
    groups = [UnitGroup("Ohne Lotse", vacant, 0, len(vacant), vacant=True)] if vacant else []
    whole = _by_dezernat(rows)
    for title, members in _by_dezernat([row for row in shown if not row.is_vacant]).items():
        every = whole[title]
        groups.append(UnitGroup(title, tuple(members), sum(not row.is_vacant for row in every), len(every)))
    return tuple(groups)


def _by_dezernat(rows: Iterable[UnitRow]) -> Mapping[str, list[UnitRow]]:
    """Units by Dezernat, and those without one by their kind, in the order of the kinds."""
    found: dict[tuple[bool, str, str], list[UnitRow]] = {}
    kinds = list(UNIT_KIND.options)
    for row in rows:
        if row.unit.dezernat:
            key = (False, german_key(row.unit.dezernat), visible(row.unit.dezernat))
        else:
            kind = row.unit.kind or "office"
            key = (True, str(kinds.index(kind)), _PLURALS[kind])
        found.setdefault(key, []).append(row)
    return {key[2]: found[key] for key in sorted(found)}
