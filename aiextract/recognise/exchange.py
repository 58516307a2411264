"""Money in the exchange form of quantulum3: a ``Quantity`` with a currency unit. quantulum3 is loaded only when it is asked for."""

from __future__ import annotations

import warnings
from decimal import Decimal
from functools import cache
from typing import Any

from aiextract.errors import OptionError
from aiextract.events import Money

__all__ = ["known_currencies", "money_to_quantulum"]


def money_to_quantulum(money: Money) -> Any:
    """The amount as ``quantulum3.classes.Quantity``: a range is its middle with the half width as uncertainty.

    An open amount ("plus de 3 milliards") is the figure named. The span is that of the source text.
    Raises :class:`~aiextract.errors.OptionError` where quantulum3 does not know the currency.
    """
    names = known_currencies()
    if money.currency not in names:
        raise OptionError(
            f"quantulum3 has no unit for {money.currency or 'an amount without currency'}; it knows {', '.join(sorted(names))}. "
            "Use Money.to_dict() for the others."
        )
    from quantulum3 import classes, load

    low, high = (side if side is not None else other for side, other in ((money.low, money.high), (money.high, money.low)))
    if low is None or high is None:
        raise OptionError("an amount without figures has no quantulum3 form")
    return classes.Quantity(
        float((low + high) / 2),
        load.units().names[names[money.currency]],
        surface=money.span.text,
        span=(money.span.start, money.span.end),
        uncertainty=float((high - low) / Decimal(2)) if low != high else None,
    )


@cache
def known_currencies() -> dict[str, str]:
    """The ISO codes that quantulum3 knows, each with its English unit name."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # quantulum3 warns where its optional classifier is not installed
        from quantulum3 import load

        units = load.units().names
    return {unit.currency_code: name for name, unit in sorted(units.items()) if getattr(unit, "currency_code", None)}
