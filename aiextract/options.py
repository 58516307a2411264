"""The only knobs of aiextract, in one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from aiextract.errors import OptionError

__all__ = ["MAX_LENGTH", "Options"]

MAX_LENGTH = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to extract.

    ``min_confidence``: leave out events below it (0 keeps what the model thinks likelier than not).
    ``currency``: what a bare « $ » or « dollars » means (ISO 4217), else the article decides.
    ``language_check``: a text that is not French gets a warning and no events.
    ``gate``: skip the parser where nothing in the text can be an event; the events are the same.
    ``max_length``: characters beyond which a text is refused.

    >>> Options(min_confidence=0.5).min_confidence
    0.5
    """

    min_confidence: float = 0.0
    currency: str | None = None
    language_check: bool = True
    gate: bool = True
    max_length: int = MAX_LENGTH

    def __post_init__(self) -> None:
        if not 0 <= self.min_confidence <= 1:
            raise OptionError(f"min_confidence is {self.min_confidence!r}; give a number from 0 to 1")
        if self.currency is not None and not (len(self.currency) == 3 and self.currency.isalpha() and self.currency.isupper()):
            raise OptionError(f"currency is {self.currency!r}; give an ISO 4217 code such as 'CAD'")
        if self.max_length < 1:
            raise OptionError(f"max_length is {self.max_length!r}; give a number of characters above 0")

    @classmethod
    def of(cls, values: dict[str, Any]) -> Options:
        """Options from keyword arguments; an unknown one is an error that names those there are."""
        known = [f.name for f in fields(cls)]
        for name in values:
            if name not in known:
                raise OptionError(f"unknown option {name!r}; there are {', '.join(known)}")
        return cls(**values)
