"""The same deal told by several articles made one, with all its sources and the reasons why."""

from aiextract.deduplicate.grouping import deduplicate
from aiextract.deduplicate.tellings import Deal, Telling, tellings

__all__ = ["Deal", "Telling", "deduplicate", "tellings"]
