"""The article's own date, read from a first line or header: "date 2025-01 …", "Publié le 12 mars 2025", "Paris, le 3 juin 2024 –"."""

from __future__ import annotations

import re

from aiextract.lexicon.compile import alternation
from aiextract.lexicon.load import table
from aiextract.text.fold import fold

__all__ = ["published_of"]

_T = table("header")
_MONTHS: dict[str, int] = table("periods")["months"]
_YEAR = r"(?:19|20)[0-9]{2}(?![0-9])"
_DAY = r"1er|0?[1-9]|[12][0-9]|3[01]"
# A date with its year: 12 mars 2025, 12/03/2025, 23.01.2025, 2025-01, 2025-01-23, mars 2025.
_DATE = rf"""(?: (?P<d1>{_DAY})[ ]+(?P<m1>{alternation(_MONTHS)})\.?[ ]+(?P<y1>{_YEAR})
               | (?P<d2>{_DAY})(?P<sep>[/.-])(?P<m2>0?[1-9]|1[0-2])(?P=sep)(?P<y2>{_YEAR})
               | (?P<y3>(?:19|20)[0-9]{{2}})-(?P<m3>0[1-9]|1[0-2])(?:-(?P<d3>0[1-9]|[12][0-9]|3[01]))?(?![0-9])
               | (?P<m4>{alternation(_MONTHS)})\.?[ ]+(?P<y4>{_YEAR}) )"""
_WEEKDAY = rf"(?:(?:{alternation(table('periods')['weekdays'])}),?[ ]+)?"
_THE = rf"(?:(?:{alternation(_T['article'])})[ ]+)?"
_LABEL = alternation(_T["labels"])
# "Publié le …", "date 2025-01"; the label may stand behind "Menu >" or the like.
_LABELLED = re.compile(rf"(?<![a-z])(?:{_LABEL})[ ]*:?[ ]*{_THE}{_WEEKDAY}{_DATE}", re.VERBOSE)
# "Paris, le 3 juin 2024 –", "PARIS, 12 mai 2024 (Agence)", "Rennes, mardi 12 septembre 2025": a dateline opens the line.
_DATELINE = re.compile(rf"[ ]*[a-z][a-z' /-]{{1,40}}(?:\([a-z' -]{{2,30}}\))?,[ ]*{_THE}{_WEEKDAY}{_DATE}[ ]*(?:$|[-(|:.•])", re.VERBOSE)
# "Le 12/03/2025 à 14h03", "8 septembre 2025 · 3 minutes de lecture": the date opens the line and only an hour or a mark follows.
_HOUR = rf"(?:,?[ ]*(?:{alternation(_T['at'])})[ ]*[0-9]{{1,2}}[ ]?(?:{alternation(_T['hour'])})[ ]?(?:[0-9]{{2}})?)?"
_ALONE = re.compile(rf"[ ]*{_THE}{_WEEKDAY}{_DATE}[ ]*{_HOUR}[ ]*(?:$|[|·•>()-])", re.VERBOSE)


def published_of(text: str) -> str | None:
    """The ISO date that an article gives for itself in its first two lines with words, at the precision given; or None.

    A date with its label ("Publié le") may also stand on a short line right below them.

    >>> published_of(" date 2025-01 SoftBank est en pourparlers"), published_of("En mars 2025")
    ('2025-01', None)
    >>> published_of("Titre\\n\\nPublié le 12 mars 2025")
    '2025-03-12'
    """
    for number, line in enumerate(_head(text)):
        first = number < _T["lines"]
        matches = [_LABELLED.search(line)] if first or len(line) <= _T["short"] else []
        matches += [_DATELINE.match(line), _ALONE.match(line)] if first else []
        for match in matches:
            if match and (iso := _iso(match)):
                return iso
    return None


def _head(text: str) -> list[str]:
    """The first lines with words in them, folded and cut."""
    lines: list[str] = []
    start = 0
    while start < min(len(text), 4000) and len(lines) < _T["lines"] + _T["more"]:
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        if text[start:stop].strip():
            lines.append(fold(text[start : min(stop, start + _T["width"])]))
        start = stop + 1
    return lines


def _iso(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    year, month, day = (next((groups[f"{part}{n}"] for n in "1234" if groups.get(f"{part}{n}")), None) for part in "ymd")
    if year is None or month is None:
        return None
    number = _MONTHS[month] if month in _MONTHS else int(month)
    iso = f"{year}-{number:02d}"
    if day is None:
        return iso
    date = 1 if day == "1er" else int(day)
    longest = 29 if number == 2 else 30 if number in (4, 6, 9, 11) else 31
    return f"{iso}-{date:02d}" if date <= longest else None
