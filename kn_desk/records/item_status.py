"""The stages of a Maßnahme, and which of them expect what."""

from kn_desk.fields.kinds import Choice

STATUS = Choice({
    "idea": "Idee",
    "planned": "Geplant",
    "approved": "Beschlossen",
    "running": "In Umsetzung",
    "done": "Abgeschlossen",
    "paused": "Pausiert",
    "dropped": "Verworfen",
})  # fmt: skip

#: From here on it is known who leads and where it belongs.
SETTLED = frozenset({"planned", "approved", "running", "done"})
#: The departments are asked for a Statusmeldung.
REPORTING = frozenset({"approved", "running"})
#: Has not begun.
BEFORE = frozenset({"idea", "planned", "approved"})
#: Nothing is expected any more.
OVER = frozenset({"done", "dropped"})
#: Somebody has to say why.
EXPLAINED = frozenset({"paused", "dropped"})
