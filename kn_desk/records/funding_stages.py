"""The stages of a Förderantrag: which kind of application goes which way, and the six phases of the board."""

from kn_desk.fields.kinds import Choice

KINDS = {"grant": "Zuwendung", "interreg": "Interreg", "competition": "Wettbewerb", "prize": "Preis"}
#: Kinds that go the way of a competition; the others go the way of a grant.
COMPETITIONS = frozenset({"competition", "prize"})

#: Zuwendung and Interreg, in reading order.
GRANT_WORKFLOW = {
    "idea": "Idee",
    "check": "In Prüfung",
    "sketch": "Skizze eingereicht",
    "drafting": "Antrag in Arbeit",
    "submitted": "Eingereicht",
    "requested": "Nachforderung",
    "granted": "Bewilligt",
    "running": "In Durchführung",
    "proof_due": "Nachweis offen",
    "proof_sent": "Nachweis eingereicht",
    "closed": "Abgeschlossen",
    "rejected": "Abgelehnt",
    "withdrawn": "Zurückgezogen",
    "not_pursued": "Nicht weiterverfolgt",
    "revoked": "Widerrufen",
}
#: Wettbewerb and Preis, in reading order; what is won may be carried out and closed.
COMPETITION_WORKFLOW = {
    "idea": "Idee",
    "check": "In Prüfung",
    "sketch": "Skizze eingereicht",
    "drafting": "Antrag in Arbeit",
    "submitted": "Eingereicht",
    "nominated": "Vorauswahl",
    "final": "Endrunde",
    "won": "Gewonnen",
    "running": "In Durchführung",
    "closed": "Abgeschlossen",
    "lost": "Nicht ausgezeichnet",
    "withdrawn": "Zurückgezogen",
    "not_pursued": "Nicht weiterverfolgt",
}

#: The six phases in reading order, each with its statuses in reading order.
PHASE_STATUSES = {
    "preparing": ("idea", "check", "sketch", "drafting"),
    "submitted": ("submitted", "requested", "nominated", "final"),
    "running": ("granted", "won", "running"),
    "proof": ("proof_due", "proof_sent"),
    "closed": ("closed",),
    "unsuccessful": ("rejected", "lost", "withdrawn", "not_pursued", "revoked"),
}
PHASES = Choice({
    "preparing": "In Vorbereitung",
    "submitted": "Eingereicht",
    "running": "In Durchführung",
    "proof": "Nachweis",
    "closed": "Abgeschlossen",
    "unsuccessful": "Ohne Erfolg",
})  # fmt: skip
_PHASE_OF = {status: phase for phase, statuses in PHASE_STATUSES.items() for status in statuses}

_WORDS = GRANT_WORKFLOW | COMPETITION_WORKFLOW
#: Every status of both ways, in the order of the phases.
STATUS = Choice({status: _WORDS[status] for statuses in PHASE_STATUSES.values() for status in statuses})

#: Not handed in yet: the Antragsfrist still counts.
BEFORE_SUBMISSION = frozenset(PHASE_STATUSES["preparing"])
#: Handed in, not decided.
UNDECIDED = frozenset(PHASE_STATUSES["submitted"])
#: A funder has granted it.
GRANTED = frozenset({"granted", "running", "proof_due", "proof_sent", "closed"})
#: Nothing is to be expected any more.
UNSUCCESSFUL = frozenset(PHASE_STATUSES["unsuccessful"])


def phase_of(status: str | None) -> str:
    """Return the phase in which a status stands on the board; without a status the first."""
    return _PHASE_OF.get(status or "", "preparing")


def workflow_of(kind: str | None) -> dict[str, str]:
    """Return the statuses that an application of this kind may have; without a kind those of a grant."""
    return COMPETITION_WORKFLOW if kind in COMPETITIONS else GRANT_WORKFLOW
