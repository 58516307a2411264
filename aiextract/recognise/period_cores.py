"""The cores of time expressions: years, months, days, quarters, seasons, weekdays, lengths; without the words around them.

Each rule is one pattern compiled from ``periods.toml`` and one reader; all work on a folded text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from aiextract.lexicon.compile import alternation
from aiextract.lexicon.load import table
from aiextract.recognise.moments import Day, Month, Part, Season, Shift, Stretch, Weekday, When, Years
from aiextract.recognise.period_lengths import YEAR, Core, lengths, opens_word

__all__ = ["Core", "find_cores"]

_T = table("periods")
_LENGTHS = _T["lengths"]


Reader = Callable[[re.Match[str], str], tuple[When, str] | None]
_YEAR = YEAR
_DAY = r"0?[1-9]|[12][0-9]|3[01]"
_MONTHS = alternation(_T["months"])
_FULL_MONTHS = alternation(m for m in _T["months"] if m not in _T["month_words"]["short"])
_HYPHEN = re.compile(rf"[ ]?-[ ]?(?:{_FULL_MONTHS})(?![a-z])")  # "janvier-mars 2025"
_ORDINAL = alternation(_T["ordinals"])
_GAP = r"[ ]{1,3}"


def _year(text: str | None) -> int | None:
    return int(text) if text else None


def _numeric_day(match: re.Match[str], raw: str) -> tuple[When, str] | None:
    day, month, year = int(match["d"]), int(match["m"]), int(match["y"])
    when = Day(month, day, year)
    return (when, "") if when.at(None) else None


def _iso_day(match: re.Match[str], raw: str) -> tuple[When, str] | None:
    when: When = Day(int(match["m"]), int(match["d"]), int(match["y"])) if match["d"] else Month(int(match["m"]), int(match["y"]))
    return (when, "") if when.at(None) else None


def _short_day(match: re.Match[str], raw: str) -> tuple[When, str] | None:
    when = Day(int(match["m"]), int(match["d"]))
    return (when, "the") if when.at("2024-01-01") else None


def _day(match: re.Match[str], raw: str) -> tuple[When, str] | None:
    first = 1 if not match["d"].isdigit() else int(match["d"])
    until = int(match["until"]) if match["until"] else None
    when = Day(_T["months"][match["month"]], first, _year(match["year"]), until)
    return (when, "") if when.at("2024-01-01") and (until is None or until > first) else None


def _month(match: re.Match[str], raw: str) -> tuple[When, str] | None:
    month, year = _T["months"][match["month"]], _year(match["year"])
    if match["month"] in _T["month_words"]["short"] and year is None:
        return None
    if match["month"] in _T["month_words"]["rentree"]:
        return Month(month, year), "det"
    return Month(month, year), "" if year or match["lead"] or _HYPHEN.match(match.string, match.end()) else "lead"


def _year_pair(match: re.Match[str], raw: str) -> tuple[When, str] | None:
    first, second = int(match["a"]), match["b"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    return (Years(first, last), "pair") if first < last <= first + 60 else None


def _one_year(match: re.Match[str], raw: str) -> tuple[When, str] | None:
    return Years(int(match["y"]), int(match["y"])), "" if match["lead"] else "year"


def _decade(match: re.Match[str], raw: str) -> tuple[When, str] | None:
    first = int(match["y"]) if len(match["y"]) == 4 else 1900 + int(match["y"])
    return (Years(first, first + 9), "") if first % 10 == 0 else None


def _part(match: re.Match[str], raw: str) -> tuple[When, str] | None:
    size, index = _T["parts"][match["unit"]], _T["ordinals"][match["n"]]
    if size * index > 12:
        return None
    return Part(size, index, _year(match["year"])), "" if match["year"] else "lead"


def _last_part(match: re.Match[str], raw: str) -> tuple[When, str] | None:
    size = _T["parts"][match["unit"]]
    return Part(size, 12 // size, int(match["year"])), ""


def _letter_part(match: re.Match[str], raw: str) -> tuple[When, str] | None:
    size, index = _T["part_letters"][match["a"] or match["b"]], int(match["n"] or match["m"])
    if size * index > 12:
        return None
    return Part(size, index, _year(match["year"])), "" if match["year"] else "lead"


def _season(match: re.Match[str], raw: str) -> tuple[When, str] | None:
    if match["season"] == "ete" and "t" + raw[match.start("season") + 2].lower() == "te" and raw[match.start("season")] == "e":
        return None  # "ete" without accents is no word for summer
    if match["to"]:
        return Years(int(match["year"]), int(match["year"]) + 1), "det"
    return Season(_T["seasons"][match["season"]], _year(match["year"])), "det"


def _weekday(match: re.Match[str], raw: str) -> tuple[When, str] | None:
    return Weekday(_T["weekdays"][match[0]]), ""


def _shift(kind: str, needs: str) -> Reader:
    def read(match: re.Match[str], raw: str) -> tuple[When, str] | None:
        unit, count = _T[kind][" ".join(match[0].split())]
        return Shift(unit, count), needs

    return read


def _bare(match: re.Match[str], raw: str) -> tuple[When, str] | None:
    return Shift(_T["bare"][match[0]]), "frame"


def _adjective(match: re.Match[str], raw: str) -> tuple[When, str] | None:
    singular = match[0] if match[0] in _LENGTHS["adjectives"] else match[0].rstrip("s")
    return Stretch("year", _LENGTHS["adjectives"][singular]), "adjective"


def _rules() -> Iterator[tuple[str, Reader]]:
    """The rules: pattern and reader. Where two match the same words the longer wins, then the earlier rule."""
    years, month_words = _T["year_words"], _T["month_words"]
    lead, weekday, unit = alternation(years["lead"]), alternation(_T["weekdays"]), alternation(_T["parts"])
    of = rf"(?:(?:{alternation(years['of'])})[ ]{{0,2}})?"
    of_year = rf"(?:{_GAP}|-){of}(?:(?:{lead}){_GAP})?(?P<year>{_YEAR})"
    month_lead = rf"(?P<lead>(?:{alternation(month_words['lead'])})[ ]{{0,2}})?"
    day = rf"(?:(?:{weekday}),?{_GAP})?(?P<d>{alternation(month_words['first'])}|{_DAY})"
    other_day = rf"(?:{_GAP}(?:{alternation(month_words['the'])}))?(?:{_GAP}(?:{weekday}))?{_GAP}(?P<until>[1-9]|[12][0-9]|3[01])"
    until = rf"(?:{_GAP}(?:{alternation(month_words['upto'])}){other_day})?"
    # 12/04/2025, 12.04.2025, 12-04-2025
    yield rf"(?P<d>{_DAY})(?P<s>[/.-])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<y>{_YEAR})", _numeric_day
    # 2025-04-12, 2025-04
    yield r"(?P<y>(?:19|20)[0-9]{2})-(?P<m>0[1-9]|1[0-2])(?:-(?P<d>0[1-9]|[12][0-9]|3[01]))?(?![0-9-])", _iso_day
    # "le 12/04"
    yield rf"(?P<d>{_DAY})/(?P<m>0[1-9]|1[0-2])(?![/0-9,.%])", _short_day
    # samedi 14 juin 2025, 1er mars, 8 au 14 septembre 2025, 21 sept.
    yield rf"{day}{until}{_GAP}(?P<month>{_MONTHS})(?![a-z])(?:\.?{_GAP}(?P<year>{_YEAR}))?", _day
    # avril 2025, mois d'août, sept. 2024
    yield rf"{month_lead}(?P<month>{_MONTHS})(?![a-z])(?:\.?{_GAP}{of}(?P<year>{_YEAR}))?", _month
    # 2026-2030, 2025/26, 2025-2026
    yield rf"(?:(?:{lead}){_GAP})?(?P<a>(?:19|20)[0-9]{{2}})[ ]?[-/][ ]?(?P<b>{_YEAR}|[0-9]{{2}}(?![0-9-]))", _year_pair
    # les années 2030, les années 90
    decade = rf"(?:{alternation(years['decade'])}){_GAP}(?P<y>(?:(?:19|20)[0-9]|[2-9])0)(?![0-9])"
    yield rf"{decade}(?![ ]?(?:{alternation(years['and'])})[ ]?[0-9])", _decade
    # 2025, l'exercice 2025
    yield rf"(?P<lead>(?:{lead}){_GAP})?(?P<y>{_YEAR})", _one_year
    # deuxième trimestre 2025, première moitié de l'année 2026
    yield rf"(?P<n>{_ORDINAL}){_GAP}(?P<unit>{unit})(?![a-z])(?:{of_year})?", _part
    # dernier trimestre 2025
    yield rf"(?:{alternation(_LENGTHS['last'])}){_GAP}(?P<unit>{unit})(?![a-z]){of_year}", _last_part
    # T3 2025, S1, 3T 2025
    yield rf"(?:(?P<a>[tqs])(?P<n>[1-4])|(?P<m>[1-4])(?P<b>[tqs]))(?![a-z0-9])(?:[ -]?{of}(?P<year>{_YEAR}))?", _letter_part
    # été 2024, hiver 2025-2026
    season = rf"(?P<season>{alternation(_T['seasons'])})(?![a-z])"
    yield rf"{season}(?:{_GAP}{of}(?P<year>{_YEAR})(?P<to>[-/](?:20)?[0-9]{{2}}(?![0-9]))?)?", _season
    yield rf"(?:{weekday})(?![a-z])", _weekday
    yield rf"(?:{alternation(_T['relative'])})(?![a-z]|-la\b)", _shift("relative", "")
    yield rf"(?:{alternation(_T['follow'])})(?![a-z])", _shift("follow", "follow")
    yield rf"(?:{alternation(_T['bare'])})(?![a-z])", _bare
    yield rf"(?:{alternation(_LENGTHS['adjectives'])})s?(?![a-z])", _adjective


_RULES = tuple((re.compile(pattern), reader) for pattern, reader in _rules())
_COUNTED = re.compile(rf"[ ]?(?:%|[€$£¥]|(?:{alternation(_T['year_words']['counted'])})(?![a-z]))")
_DECIMAL = re.compile(r"[.,'][0-9]|-[0-9]|[ ]?%|[a-z_@]")
_PLURAL = re.compile(r"[ ](?P<word>[a-z-]{4,}[sx])(?![a-z])")
_FOLLOW = frozenset(_T["year_words"]["follow"])


def find_cores(raw: str, folded: str) -> list[Core]:
    """All cores, sorted, the longest where several overlap.

    >>> from aiextract.text.fold import fold
    >>> text = "d'ici fin 2028, au T3 2025 et sur cinq ans"
    >>> [text[c.start:c.end] for c in find_cores(text, fold(text))]
    ['2028', 'T3 2025', 'cinq ans']
    """
    found = [(core.start, -core.end, rank, core) for rank, core in enumerate(_all(raw, folded))]
    cores: list[Core] = []
    for *_, core in sorted(found, key=lambda item: item[:3]):
        if not cores or core.start >= cores[-1].end:
            cores.append(core)
    return cores


def _all(raw: str, folded: str) -> Iterator[Core]:
    yield from lengths(folded)
    for pattern, reader in _RULES:
        at = 0
        while match := pattern.search(folded, at):
            read = reader(match, raw) if opens_word(folded, match.start()) else None
            if read and not _counts(match, folded, read[1]):
                yield Core(match.start(), match.end(), *read)
                at = match.end()
            else:
                at = match.start() + 1


def _counts(match: re.Match[str], folded: str, needs: str) -> bool:
    """Whether a bare year is the figure of an amount, a count, a version or a name after all."""
    if not folded[match.end() - 1].isdigit():
        return False
    if _DECIMAL.match(folded, match.end()) or _COUNTED.match(folded, match.end()):
        return True
    if needs != "year":
        return False
    follows = _PLURAL.match(folded, match.end())
    return bool(follows) and follows["word"] not in _FOLLOW and _uncounted(folded, match.start())  # type: ignore[index]


def _uncounted(folded: str, at: int) -> bool:
    """Whether nothing in front of a bare year says that it is one."""
    return not _YEARLY.search(folded, max(0, at - 24), at)


_YEARLY = re.compile(rf"(?<![a-z])(?:{alternation([*_T['year_words']['front'], *_T['year_words']['lead']])})[ -]$")
