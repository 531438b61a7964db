"""The verbs of the office: creating, changing, trashing with parts, bringing back, deleting for good."""

import pytest

from kn_desk.errors import UserError
from kn_desk.records.change import Refused
from kn_desk.records.contacts import LotseRole, OrgUnit, Person
from kn_desk.records.funding import Application
from kn_desk.records.funding_parts import Drawdown, Obligation
from kn_desk.records.jour_fixe import AgendaItem, Meeting
from kn_desk.records.measuring import Indicator, Reading
from kn_desk.records.minutes import MinuteEntry
from kn_desk.records.office import DocumentLink, Tag
from kn_desk.records.progress import Milestone
from kn_desk.records.strategy import Goal, StrategyItem
from kn_desk.services import edit
from kn_desk.services.edit import new_record
from tests.makers.offices import AUTHOR, Opened


def test_a_new_record_has_the_defaults_of_its_type_and_a_fresh_id() -> None:
    one, other = new_record(StrategyItem, {"title": "A"}), new_record(StrategyItem, {"title": "B"})

    assert (one.status, one.priority, one.code) == ("idea", "medium", "")
    assert one.id < other.id


def test_several_records_are_created_in_one_step_with_codes_in_their_order(opened: Opened) -> None:
    goals = [new_record(Goal, {"title": title}) for title in "AB"]

    change = edit.create(opened.office, AUTHOR, *goals, verb="import")

    assert [change.codes[goal.id] for goal in goals] == ["Z-2026-001", "Z-2026-002"]
    assert (change.verb, change.source) == ("import", AUTHOR.source)


def test_a_whole_goes_into_the_papierkorb_with_its_parts_all_the_way_down(opened: Opened) -> None:
    meeting = opened.add(Meeting, number="JF 2026/11")
    item = opened.add(AgendaItem, title="Haushalt", meeting=meeting)
    entry = opened.add(MinuteEntry, text="Zur Kenntnis", agenda_item=item)
    apart = opened.add(AgendaItem, title="Ohne Sitzung")

    change = opened.trash(meeting)

    assert {one.id for one in change.edits} == {meeting.id, item.id, entry.id}
    assert len({opened.get(one).trashed for one in (meeting, item, entry)}) == 1
    assert opened.get(apart).trashed is None
    opened.restore(meeting)
    assert [opened.get(one).trashed for one in (meeting, item, entry)] == [None] * 3


def test_what_went_before_does_not_come_back_with_the_whole(opened: Opened) -> None:
    item = opened.add(StrategyItem, title="Serviceportal")
    early, late = (opened.add(Milestone, title=title, item=item) for title in ("früh", "spät"))
    opened.trash(early)
    opened.trash(item)

    opened.restore(item)

    assert opened.get(early).trashed
    assert opened.get(late).trashed is None


def test_several_records_go_together_and_come_back_together(opened: Opened) -> None:
    person, unit = opened.add(Person, last_name="Muster"), opened.add(OrgUnit, name="Hochbauamt")
    role = opened.add(LotseRole, person=person, unit=unit)

    change = opened.trash(person, unit)
    assert len(change.edits) == 3
    opened.restore(unit)

    assert [opened.get(one).trashed for one in (person, unit, role)] == [None] * 3


def test_a_record_in_the_papierkorb_is_not_trashed_again_and_a_live_one_not_restored_or_purged(opened: Opened) -> None:
    goal = opened.add(Goal, title="Teilhabe")
    with pytest.raises(UserError, match="liegt nicht im Papierkorb"):
        opened.restore(goal)
    with pytest.raises(UserError, match="liegt nicht im Papierkorb"):
        opened.purge(goal)
    opened.trash(goal)
    with pytest.raises(UserError, match="schon im Papierkorb"):
        opened.trash(goal)


def test_purging_takes_the_parts_and_the_links_in_both_directions(opened: Opened) -> None:
    tag = opened.add(Tag, title="Recht")
    application = opened.add(Application, title="Förderung", tags=(tag,))
    parts = [opened.add(Drawdown, application=application), opened.add(Obligation, application=application)]
    paper = opened.add(DocumentLink, title="Bescheid", about=(application, parts[0], tag))
    opened.trash(application)

    opened.purge(application)

    assert opened.sql("SELECT count(*) FROM application, drawdown, obligation") == [(0,)]
    assert opened.get(paper).about == (tag.id,)
    assert opened.get(tag) == tag
    opened.undo()
    assert opened.get(paper).about == tuple(sorted((application.id, parts[0].id, tag.id)))


def test_a_part_that_somebody_outside_needs_keeps_the_whole(opened: Opened) -> None:
    item = opened.add(StrategyItem, title="Serviceportal")
    below = opened.add(StrategyItem, title="Teilprojekt", parent=item)
    opened.trash(item)

    with pytest.raises(Refused, match=f"{item.code} wird noch verwendet von {below.code}"):
        opened.purge(item)


def test_a_restore_brings_back_the_kept_values_of_what_looks_at_it(opened: Opened) -> None:
    indicator = opened.add(Indicator, title="Hotspots")
    reading = opened.add(Reading, indicator=indicator, measured_on=opened.office.today)
    opened.trash(indicator)
    opened.restore(indicator)

    assert opened.get(reading).trashed is None
    with opened.office.read() as reader:
        assert reader.deviations() == []
