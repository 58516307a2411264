"""The error tree of aiextract: every message says what is wrong and how to mend it.

AiextractError
├── InputError    (also a TypeError) a call with a value of the wrong kind
├── OptionError   (also a ValueError) an unknown option or an impossible value of one
├── LexiconError  (also a ValueError) a table of words or companies with a fault, by file and line
├── RecordError   (also a ValueError) an input line or record that can't be read
├── ModelError    (also an OSError) the French model is missing or of another version
└── RunError      (also an OSError) a batch that can't go on: output, lock, workers
"""

from __future__ import annotations

__all__ = ["AiextractError", "InputError", "LexiconError", "ModelError", "OptionError", "RecordError", "RunError"]


class AiextractError(Exception):
    """Base of all errors that aiextract raises on purpose."""


class InputError(AiextractError, TypeError):
    """A value of the wrong kind was passed, for example ``parse(None)``."""


class OptionError(AiextractError, ValueError):
    """An option is unknown or its value is impossible."""


class LexiconError(AiextractError, ValueError):
    """A table of words or companies has a fault; the message names file and line."""


class RecordError(AiextractError, ValueError):
    """An input record can't be read; the message names file and line where known."""


class ModelError(AiextractError, OSError):
    """The French spaCy model is missing or does not fit."""


class RunError(AiextractError, OSError):
    """A batch run can't go on; the message says what is safe and how to resume."""
