"""All sums about funding: pure functions on whole cents, each giving its value and the sum written out.

Rounded (half-even) is only where a percentage is applied; everything else is exact. A missing input gives
None and says what is missing. The formulas are the office's; a Bescheid that says otherwise goes first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kn_desk.fields.kinds import Rate
from kn_desk.fields.spec import Computed
from kn_desk.records.sentences import euros

_RATE = Rate()


def percent(rate: Decimal) -> str:
    """Return a quota as a person reads it: 65,07 %."""
    return _RATE.show_value(rate)


def apply_rate(rate: Decimal, cents: int) -> int:
    """Return ``rate`` percent of an amount, rounded half-even to the cent."""
    return round(Fraction(rate) * cents / 100)


@dataclass(frozen=True)
class Share:
    """The part of the eligible expenses that the funder pays: exact, with the words for it in a sum."""

    exact: Fraction
    words: str

    def of(self, cents: int) -> int:
        """Return the part of an amount, rounded half-even to the cent."""
        return round(self.exact * cents)


def share_in_force(rate_granted: Decimal | None, granted: int | None, eligible: int | None) -> Share | None:
    """Return the quota that counts: that of the Bescheid, else Bewilligt ÷ zuwendungsfähig (unrounded)."""
    if rate_granted is not None:
        return Share(Fraction(rate_granted) / 100, f"Quote laut Bescheid {percent(rate_granted)}")
    if granted is None or not eligible:
        return None
    return Share(Fraction(granted, eligible), f"Quote {euros(granted)} ÷ {euros(eligible)}")


def _missing(**inputs: object) -> Computed:
    """Return the answer where inputs are None; the keywords are their German words, "_" for a space."""
    gaps = [name.replace("_", " ") for name, value in inputs.items() if value is None]
    return Computed(None, f"Dafür fehlt noch: {', '.join(gaps)}.")


def quota(
    granted: int | None, eligible: int | None, rate_granted: Decimal | None = None, tolerance: int = 100
) -> Computed:
    """Förderquote = Bewilligt ÷ zuwendungsfähige Ausgaben, in percent with two places.

    The hint speaks in euros where Bewilligt differs by more than ``tolerance`` cents from what the Bescheid's
    rate gives. No value where the eligible expenses are 0.
    """
    if granted is None or eligible is None:
        return _missing(Bewilligt=granted, zuwendungsfähige_Ausgaben=eligible)
    if eligible == 0:
        return Computed(None, "Die zuwendungsfähigen Ausgaben sind 0,00 €, daraus ergibt sich keine Quote.")
    rate = Decimal(round(Fraction(granted * 10_000, eligible))).scaleb(-2)
    reason = f"Bewilligt {euros(granted)} ÷ zuwendungsfähig {euros(eligible)} = {percent(rate)}."
    return Computed(rate, reason, hint=_rate_hint(granted, eligible, rate_granted, tolerance))


def _rate_hint(granted: int, eligible: int, rate_granted: Decimal | None, tolerance: int) -> str:
    if rate_granted is None:
        return ""
    by_rate = apply_rate(rate_granted, eligible)
    more = granted - by_rate
    if abs(more) <= tolerance:
        return ""
    return (
        f"Der Bescheid nennt {percent(rate_granted)}, das wären {euros(by_rate)}: "
        f"Bewilligt sind {euros(abs(more))} {'mehr' if more > 0 else 'weniger'}."
    )


def own_share(
    total: int | None,
    granted: int | None,
    third_party: int | None = None,
    income: int | None = None,
    requested: int | None = None,
) -> Computed:
    """Eigenanteil = Gesamtausgaben − Bewilligt − Drittmittel − Einnahmen; below 0 is an error.

    Before the decision the requested amount stands in for the granted one, and the sum says so.
    """
    name, funding = ("Bewilligt", granted) if granted is not None else ("Beantragt", requested)
    if total is None or funding is None:
        return _missing(Gesamtausgaben=total, Bewilligt=funding)
    value = total - funding - (third_party or 0) - (income or 0)
    others = "".join(
        f" − {word} {euros(amount)}" for word, amount in (("Drittmittel", third_party), ("Einnahmen", income)) if amount
    )
    return Computed(
        value,
        f"Gesamtausgaben {euros(total)} − {name} {euros(funding)}{others} = Eigenanteil {euros(value)}.",
        hint="Noch nicht bewilligt: Gerechnet ist mit dem beantragten Betrag." if granted is None else "",
    )


def open_amount(granted: int | None, called: int) -> Computed:
    """Offen = Bewilligt − Abgerufen; the hint says where more was called than granted."""
    if granted is None:
        return _missing(Bewilligt=granted)
    value = granted - called
    return Computed(
        value,
        f"Bewilligt {euros(granted)} − abgerufen {euros(called)} = offen {euros(value)}.",
        hint=f"Abgerufen sind {euros(-value)} mehr als bewilligt." if value < 0 else "",
    )


def expected_grant(granted: int | None, share: Share | None, actual: int) -> Computed:
    """Erwartete Zuwendung = min(Bewilligt, Quote × zuwendungsfähiges Ist)."""
    if granted is None or share is None:
        return _missing(Bewilligt=granted, Förderquote=share)
    earned = share.of(actual)
    value = min(granted, earned)
    return Computed(
        value,
        f"{share.words} × Ist {euros(actual)} = {euros(earned)}, höchstens Bewilligt {euros(granted)}: {euros(value)}.",
    )


def prefinancing(share: Share | None, actual: int, paid: int, granted: int | None = None) -> Computed:
    """Vorfinanzierung = Ist × Quote − ausgezahlt; negative where the funder paid ahead.

    The hint says how much of it lies above the granted amount and will not come back.
    """
    if share is None:
        return _missing(Förderquote=share)
    earned = share.of(actual)
    value = earned - paid
    beyond = earned - granted if granted is not None else 0
    return Computed(
        value,
        f"Ist {euros(actual)} × {share.words} = {euros(earned)} − ausgezahlt {euros(paid)} = {euros(value)}.",
        hint=f"Davon liegen {euros(beyond)} über dem bewilligten Betrag." if beyond > 0 and value > 0 else "",
    )


def repayment(expected: int | None, paid: int) -> Computed:
    """Mögliche Rückzahlung = max(0, ausgezahlt − erwartete Zuwendung)."""
    if expected is None:
        return _missing(erwartete_Zuwendung=expected)
    value = max(0, paid - expected)
    difference = f"Ausgezahlt {euros(paid)} − erwartet {euros(expected)} = {euros(paid - expected)}"
    return Computed(value, f"{difference}." if value else f"{difference}, also nichts zurückzuzahlen.")


def total(amounts: Sequence[int], words: str) -> Computed:
    """Σ of amounts; up to four are written out, more are counted."""
    value = sum(amounts)
    if not amounts:
        return Computed(0, f"Bisher ist nichts {words}.")
    if len(amounts) > 4:
        return Computed(value, f"{len(amounts)} Beträge, zusammen {words} {euros(value)}.")
    return Computed(value, f"{' + '.join(map(euros, amounts))} = {words} {euros(value)}.")


def pipeline_value(requested: int | None, probability: int | None) -> Computed:
    """Pipelinewert of one application = Beantragt × Erfolgsaussicht; sums add these rounded values."""
    if requested is None or probability is None:
        return _missing(Beantragt=requested, Erfolgsaussicht=probability)
    value = apply_rate(Decimal(probability), requested)
    return Computed(value, f"Beantragt {euros(requested)} × Erfolgsaussicht {probability} % = {euros(value)}.")


def pipeline_total(values: Iterable[int | None]) -> Computed:
    """Pipelinewert Σ of several applications; those without a value count 0 and are said."""
    given = list(values)
    known = [value for value in given if value is not None]
    without = len(given) - len(known)
    total = sum(known)
    many = "1 Antrag" if len(known) == 1 else f"{len(known)} Anträgen"
    return Computed(
        total,
        f"Summe aus {many} (Beantragt × Erfolgsaussicht) = {euros(total)}.",
        hint=f"{without} ohne Betrag oder Erfolgsaussicht nicht mitgezählt." if without else "",
    )


def partner_grant(budget: int | None, rate: Decimal | None, co_financing: int | None = None) -> Computed:
    """Zuwendung of a partner = Budget × Förderquote; the hint compares the rest with the Kofinanzierung."""
    if budget is None or rate is None:
        return _missing(Budget=budget, Förderquote=rate)
    value = apply_rate(rate, budget)
    rest = budget - value
    odd = co_financing is not None and co_financing != rest
    return Computed(
        value,
        f"Budget {euros(budget)} × {percent(rate)} = {euros(value)}.",
        hint=f"Es bleiben {euros(rest)}, als Kofinanzierung eingetragen sind {euros(co_financing or 0)}."
        if odd
        else "",
    )
