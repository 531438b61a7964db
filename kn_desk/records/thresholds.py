"""The default Schwellwerte; an office's own values are records with history, so no rule holds a number of its own."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Default:
    """A threshold as a new office file gets it: German label, value, unit."""

    label: str
    value: int
    unit: str


DEFAULTS: dict[str, Default] = {
    "plan.milestone_late_crit": Default("Plan-Ampel: Pflicht-Meilenstein kritisch nach", 14, "Tage"),
    "plan.forecast_late_crit": Default("Plan-Ampel: Prognose kritisch nach", 30, "Tage"),
    "plan.cost_warn": Default("Plan-Ampel: Kosten verzögert über", 100, "%"),
    "plan.cost_crit": Default("Plan-Ampel: Kosten kritisch über", 110, "%"),
    "plan.hand_lapses": Default("Plan-Ampel: Ampel von Hand verfällt nach", 60, "Tage"),
    "risk.high": Default("Risiko: hoch ab", 15, "Punkte"),
    "risk.medium": Default("Risiko: mittel ab", 8, "Punkte"),
    "stakeholder.high": Default("Stakeholder: Interesse und Einfluss hoch ab", 4, "Punkte"),
    "report.interval": Default("Berichtsabstand", 182, "Tage"),
    "report.overdue": Default("Keine Meldung nach (in Prozent des Berichtsabstands)", 150, "%"),
    "role.ends_soon": Default("Lotsenrolle: endet bald ab", 60, "Tage"),
    "lotse.units": Default("Ämter und Betriebe mit Lotse (Soll)", 23, "Stellen"),
    "contact.review": Default("Kontakte ohne Rolle prüfen nach", 365, "Tage"),
    "deadline.crit": Default("Fristampel: kritisch ab", 7, "Tage"),
    "deadline.warn": Default("Fristampel: bald ab", 30, "Tage"),
    "deadline.internal": Default("Interner Termin vor der Frist", 10, "Arbeitstage"),
    "quota.tolerance": Default("Förderquote: Hinweis ab Abweichung von", 100, "Cent"),
    "agenda.deadlines": Default("Jour fixe: Fristen vorschlagen ab", 45, "Tage"),
}
