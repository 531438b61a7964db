"""Who belongs to a meeting, by role: as it was noted, else as the series has it."""

from kn_desk.fields.spec import Near
from kn_desk.records.jour_fixe import Attendance, Meeting, MeetingSeries

_LABELS = {"chair": "Leitung", "minutes": "Protokoll", "member": "Mitglieder", "guest": "Gäste"}


def people_of(near: Near, meeting: Meeting, *, held: bool = False) -> list[tuple[str, list[str]]]:
    """Return [("Leitung", ["Muster, Erika"]), …]; ``held``: who was absent is said too."""
    series = near.above(MeetingSeries, meeting.series)
    roles: dict[str, list[str]] = {role: [] for role in _LABELS}
    for one in near.below(Attendance, "meeting", meeting):
        name = near.name(one.person)
        if one.state == "excused":
            deputy = f", vertreten durch {near.name(one.represented_by)}" if one.represented_by else ""
            name = f"{name} (entschuldigt{deputy})"
        elif one.state == "absent" and held:
            name = f"{name} (abwesend)"
        roles[one.role or "member"].append(name)
    if series is not None:
        roles["chair"] = roles["chair"] or ([near.name(series.chair)] if series.chair else [])
        roles["minutes"] = roles["minutes"] or ([near.name(series.minutes_by)] if series.minutes_by else [])
        roles["member"] = roles["member"] or [near.name(member) for member in series.members]
    return [(_LABELS[role], names) for role, names in roles.items() if names]
