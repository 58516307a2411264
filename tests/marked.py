"""Tables of value → phrasings: the expression is marked ``[[…]]``; what is malformed is refused."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CASES = Path(__file__).parent / "cases"


class CaseError(ValueError):
    """A table of cases is malformed."""


@dataclass(frozen=True)
class Marked:
    text: str
    start: int
    end: int
    values: tuple[tuple[str, Any], ...]

    @property
    def none(self) -> bool:
        return self.start < 0

    def get(self, key: str) -> Any:
        return dict(self.values).get(key)


def unmark(marked: str, none: bool) -> tuple[str, int, int]:
    """The text without its marks and where they stood; the whole text where there are none.

    >>> unmark("sur [[cinq ans]]", False)
    ('sur cinq ans', 4, 12)
    """
    opened, closed = marked.count("[["), marked.count("]]")
    if none:
        if opened or closed:
            raise CaseError(f"a text that holds nothing has a mark: {marked!r}")
        return marked, -1, -1
    if not opened and not closed:
        return marked, 0, len(marked)
    start, end = marked.find("[["), marked.find("]]") - 2
    if opened != 1 or closed != 1 or end <= start:
        raise CaseError(f"unbalanced marks: {marked!r}")
    return marked.replace("[[", "").replace("]]", ""), start, end


def read_cases(content: str, keys: Iterable[str]) -> list[Marked]:
    """The cases of a table; unknown keys, unbalanced marks, missing or duplicate texts are errors."""
    known = {*keys, "texts", "none", "published"}
    table = tomllib.loads(content)
    if set(table) != {"case"}:
        raise CaseError(f"expected only [[case]], got {sorted(table)}")
    seen: set[tuple[str, Any]] = set()
    cases: list[Marked] = []
    for case in table["case"]:
        if unknown := set(case) - known:
            raise CaseError(f"unknown keys {sorted(unknown)}")
        if not case.get("texts") or not all(isinstance(text, str) for text in case["texts"]):
            raise CaseError(f"no texts in {case}")
        values = tuple((k, v) for k, v in case.items() if k not in ("texts", "none"))
        for marked in case["texts"]:
            if (marked, case.get("published")) in seen:
                raise CaseError(f"twice: {marked!r}")
            seen.add((marked, case.get("published")))
            cases.append(Marked(*unmark(marked, bool(case.get("none"))), values))
    return cases
