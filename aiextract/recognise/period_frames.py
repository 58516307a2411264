"""The words around the core of a time expression: markers, articles and modifiers in front, "prochain" or "au soir" behind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from aiextract.lexicon.compile import alternation
from aiextract.lexicon.load import table
from aiextract.recognise.moments import BACK, Aim, Day, Month, Part, Season, Shift, Stretch, Weekday, Years
from aiextract.recognise.period_lengths import Core

__all__ = ["Expression", "frame", "length_kind", "spelt_back"]

_T = table("periods")
_LENGTHS, _LINKS, _SUFFIXES, _RANGES = _T["lengths"], _T["links"], _T["suffixes"], _T["ranges"]
_GROUPS: dict[str, str] = {word: name for name, group in _T["markers"].items() for word in group["words"]}
_ALL_LINKS = (*_LINKS["kept"], *_LINKS["dropped"], *_LINKS["article"])


def spelt_back(words: Iterable[str]) -> str:
    """An alternation of words spelt backwards: what stands in front of a core is matched from it to the left."""
    return alternation(word[::-1] for word in words)


_END = r"(?![a-z0-9])"
_LINK = rf"(?:{spelt_back(_ALL_LINKS)}){_END}(?![ ]+(?:{spelt_back(_LINKS['never_behind'])}){_END})"
# In front of a core, right to left: up to two links, a modifier with up to two links, a marker: "d'ici | à la | fin | de l' | (année)".
_LEFT = re.compile(
    rf"""(?:[ ]{{0,2}}(?P<link1>{_LINK}))?
         (?:[ ]{{1,2}}(?P<link2>{_LINK}))?
         (?:[ -]{{0,2}}(?P<mod>{spelt_back(_T["modifiers"])}){_END}
            (?:[ ]{{1,2}}(?P<link3>{_LINK}))?
            (?:[ ]{{1,2}}(?P<link4>{_LINK}))?)?
         (?:[ ]{{0,2}}(?P<marker>{spelt_back(_GROUPS)}){_END})?""",
    re.VERBOSE,
)
_RIGHT = re.compile(rf"[ ]{{1,2}}(?:{'|'.join(f'(?P<{kind}>{alternation(words)})' for kind, words in _SUFFIXES.items())}){_END}")
_AFTER = re.compile(
    rf"[ ]{{1,2}}(?:{'|'.join(f'(?P<{kind}>{alternation(_LENGTHS[kind])})' for kind in ('later', 'earlier', 'during'))}){_END}"
)
_PAUSE = re.compile(r"[ ]*(?:[,.;:!?)\n]|$)")
_NOT_BEFORE = re.compile(rf"[ ]+(?:{alternation(_T['follow_words']['not_before'])}){_END}")
_NAME = re.compile(r"(?:\b[^\W\d_][\w.&'’-]*|n°|[#°])[ \u00a0\u202f]?$")
_NEVER = re.compile(rf"(?<![a-z])(?:{alternation(_T['never']['front'])})[ ]+$")
_SENTENCE = re.compile(r"(?:^|[.!?:;\n])[ ]*$")
_PAST = re.compile(rf"(?<![a-z])(?:{alternation(_T['cues']['past'])}|[a-z]+(?:{alternation(_T['cues']['past_endings'])}))(?![a-z])")
_CUE = re.compile(rf"(?<![a-z])(?:{alternation(_T['cues']['future'])})(?:[ ](?:pour|en))?[ ]*$")
_DONE = re.compile(rf"(?<![a-z])(?:{alternation(_T['cues']['done'])})(?:e?s?)[ ]*$")
_VERB = re.compile(rf"(?<![a-z])(?P<word>[a-z]{{2,}}(?:{alternation(_T['cues']['endings'])}))(?![a-z])")
_STOP = re.compile(r"[.;:!?()\n]")
_CLAUSE = re.compile(r"[.,;:!?()\n\"]")


@dataclass(frozen=True, slots=True)
class Expression:
    """A core with the words around it."""

    core: Core
    start: int
    end: int
    group: str
    opener: str
    outer: int
    links: tuple[str, ...]
    mod: str
    suffixes: frozenset[str]
    aim: Aim


def frame(text: str, folded: str, backwards: str, core: Core) -> Expression | None:
    """The core with its words in front and behind, or None where those it needs are missing."""
    size = len(folded)
    left = _LEFT.match(backwards, size - core.start)
    assert left is not None  # every part of the pattern is optional
    words = {name: " ".join(value[::-1].split()) for name, value in left.groupdict().items() if value}
    at = {name: size - left.end(name) for name in words}
    _trim(core, words)
    for name in ("link1", "link2", "link3", "link4", "marker"):
        if words.get(name) in _T["accented"]:
            _accent(text, name, words, at)
    group = _group(words)
    if group == "noun" and not isinstance(core.when, Stretch):
        del words["marker"]
        group = ""
    kept = [n for n in ("link1", "link2", "mod", "link3", "link4", "marker") if n in words]
    outer = kept[-1] if kept else ""
    end, suffixes = _behind(folded, core)
    links = tuple(words[n] for n in ("link1", "link2", "link3", "link4") if n in words)
    expr = Expression(
        core, core.start, end, group, words.get(outer, ""), at.get(outer, core.start), links, words.get("mod", ""), suffixes, BACK
    )
    if not _allowed(text, folded, expr):
        return None
    return replace(expr, start=_begin(core, words, at, expr), aim=_aim(folded, expr, words))


def _trim(core: Core, words: dict[str, str]) -> None:
    """Take back what can't stand so: two articles in a row, "prendra fin en mars", "le cours du 7 août"."""
    order = ["link1", "link2", "mod", "link3", "link4", "marker"]
    cut = ""
    if words.get("link2", _LINKS["second"][0]) not in _LINKS["second"]:
        cut = "link2"
    elif "mod" in words:
        direct = words.get("link1", "") in ("", *_LINKS["dropped"], *_LINKS["article"])
        course = words["mod"] in _T["modifier_words"]["course"]
        if (
            not direct
            or isinstance(core.when, Day | Weekday)
            or (course and words.get("link3") not in _T["modifier_words"]["course_links"])
        ):
            cut = "mod"
        elif words.get("link4", _LINKS["second"][0]) not in _LINKS["second"]:
            cut = "link4"
    for name in order[order.index(cut) :] if cut else ():
        words.pop(name, None)


def _accent(text: str, name: str, words: dict[str, str], at: dict[str, int]) -> None:
    """Take back a word that lacks its accent ("des"), move "dès" from the links to the markers."""
    surface = text[at[name] : at[name] + len(words[name])]
    right = surface.isupper() or surface.lower() == _T["accented"][words[name]]
    if surface == "A" and name == "link2" and words["link1"] in _LINKS["dropped"]:
        right = False  # "la série A de septembre"
    if not right and words[name] in _LINKS["dropped"] and name != "marker":
        return
    if right and words[name] in _GROUPS and "marker" not in words:
        words["marker"], at["marker"] = words.pop(name), at.pop(name)
    elif not right:
        del words[name], at[name]


def _group(words: dict[str, str]) -> str:
    """The group of the marker; with its article where the table has that ("dans les")."""
    marker = words.get("marker", "")
    nearest = next((words[n] for n in ("link4", "link3", "link2", "link1") if n in words), "")
    return _GROUPS.get(f"{marker} {nearest}") or _GROUPS.get(marker, "")


def _behind(folded: str, core: Core) -> tuple[int, frozenset[str]]:
    end, kinds = core.end, set()
    for _ in range(2):
        match = _RIGHT.match(folded, end)
        if match is None or match.lastgroup is None or match.lastgroup in kinds or not _suits(core, match.lastgroup):
            break
        kinds.add(match.lastgroup)
        end = match.end()
    if isinstance(core.when, Stretch) and not kinds and (after := _AFTER.match(folded, end)):
        word = " ".join(after[0].split())
        if word not in _LENGTHS["punctuated"] or _PAUSE.match(folded, after.end()):
            kinds.add(after.lastgroup or "")
            end = after.end()
    return end, frozenset(kinds)


def _suits(core: Core, kind: str) -> bool:
    """Whether such words can follow such a core: "soir" a day, "prochain" a date without a year."""
    when = core.when
    if kind == "hours":
        return isinstance(when, Day | Weekday) or (isinstance(when, Shift) and when.unit == "day")
    if kind in ("next", "last"):
        return getattr(when, "year", 0) is None or isinstance(when, Weekday)
    if kind.endswith("_year"):
        return isinstance(when, Month | Part | Season) and when.year is None
    return not isinstance(when, Stretch)


def _allowed(text: str, folded: str, expr: Expression) -> bool:
    """Whether the words around the core are enough to make it a time expression."""
    needs, when = expr.core.needs, expr.core.when
    if _NEVER.search(folded, max(0, expr.outer - 12), expr.outer) or folded[expr.outer : expr.end] in _T["never"]["whole"]:
        return False
    if isinstance(when, Weekday) and text[expr.core.start].isupper() and not expr.links and _named(text, expr.core.start):
        return _SENTENCE.search(text, max(0, expr.core.start - 12), expr.core.start) is not None or text[expr.core.start + 1].isupper()
    framed = bool(expr.group or expr.mod)
    if needs == "lead":
        if expr.links and expr.links[0] in _LINKS["dropped"] and not framed and not expr.suffixes:
            return isinstance(when, Month) and text[expr.core.start].islower()
        return framed or bool(expr.links) or bool(expr.suffixes)
    if needs == "det":
        known = isinstance(when, Years) or getattr(when, "year", None) is not None
        return known or bool(expr.mod) or (bool(expr.links) and expr.links[0] in _LINKS["determiner"])
    if needs == "opening":
        return bool(expr.suffixes)
    if needs == "frame":
        year = isinstance(when, Shift) and when.unit in ("year", "decade", "century")
        return bool(expr.mod) or expr.group == "within" or (year and expr.group == "duration")
    if needs == "the":
        return bool(expr.links) and expr.links[0] in _T["month_words"]["article"]
    if needs == "year":
        return framed or bool(expr.links) or not _named(text, expr.core.start)
    if needs == "follow":
        return bool(expr.links) and expr.links[0] in _T["follow_words"]["needs"] and not _NOT_BEFORE.match(folded, expr.core.end)
    if needs == "length":
        return length_kind(expr) != ""
    return True


def _named(text: str, at: int) -> bool:
    """Whether a bare year belongs to a name in front of it ("France 2030")."""
    match = _NAME.search(text, max(0, at - 40), at)
    return match is not None and (match[0][0].isupper() or not match[0].strip()[-1].isalnum())


def length_kind(expr: Expression) -> str:
    """What the words around a length make of it, "" for nothing."""
    sense = expr.core.when.sense if isinstance(expr.core.when, Stretch) else ""
    if sense in ("next", "first"):
        return sense
    if sense == "last":
        return sense if expr.links or expr.group or expr.mod else ""
    for kind in ("later", "earlier"):
        if kind in expr.suffixes:
            return kind
    if "during" in expr.suffixes:
        return "duration"
    if expr.group:
        links = [link for link in expr.links if link not in _LINKS["dropped"]]
        if expr.group == "noun":
            return "duration" if expr.links and expr.links[0] in _LINKS["dropped"] else ""
        return "" if links and expr.group in ("duration", "since", "ahead", "ago") else str(_T["markers"][expr.group]["lengths"])
    return "duration" if expr.links[:1] == tuple(_LENGTHS["in"]) else ""


def _begin(core: Core, words: dict[str, str], at: dict[str, int], expr: Expression) -> int:
    """Where the span starts: at the marker or modifier or article, without a leading "de"."""
    if "marker" in words and expr.group != "noun":
        return at["marker"]
    names = [n for n in ("link4", "link3", "mod", "link2", "link1") if n in words]
    if expr.group == "noun":
        return core.start
    if isinstance(core.when, Day) and core.when.until and "link1" in words:
        return at["link1"]
    for name in names:
        if name == "mod" or words[name] in _LINKS["kept"]:
            return at[name]
        if words[name] in _LINKS["article"]:
            return at[name] + 3
    return core.start


def _aim(folded: str, expr: Expression, words: dict[str, str]) -> Aim:
    """Where to look for the year or week that is not said."""
    if expr.suffixes & {"deadline", "start"}:
        return Aim(forward=True)
    if "next" in expr.suffixes:
        return Aim(forward=True, strict=True)
    if "last" in expr.suffixes:
        return Aim(strict=True)
    weekday = isinstance(expr.core.when, Weekday)
    if expr.group:
        group = _T["markers"][expr.group]
        if group["forward"]:
            if expr.group == "from" and _told(folded, expr):
                return BACK
            return Aim(forward=bool(group.get("weekday_forward", True)) or not weekday)
    if words.get("link1") in _LINKS["demonstrative"] and isinstance(expr.core.when, Weekday | Season):
        return Aim(nearest=True)
    return Aim(forward=True) if _announced(folded, expr) else BACK


def _told(folded: str, expr: Expression) -> bool:
    """Whether the sentence speaks of the past: "dès février, le courtier avait repéré"."""
    front = _CLAUSE.split(folded[max(0, expr.outer - 50) : expr.outer])[-1]
    behind = _STOP.split(folded[expr.end : expr.end + 60])[0]
    verbs = [match[0] for match in _PAST.finditer(f"{front} {behind}")]
    return any(not verb.endswith(tuple(_T["cues"]["not_past"])) for verb in verbs)


def _announced(folded: str, expr: Expression) -> bool:
    """Whether the words around put the date into the future: "prévu en", "ouvrira en", "Fin juillet, le groupe présentera"."""
    front = folded[max(0, expr.outer - 40) : expr.outer]
    clause = _CLAUSE.split(front)[-1]
    if _DONE.search(clause):
        return False
    if _CUE.search(clause) or _future(clause):
        return True
    if folded[expr.end : expr.end + 1] != "," or (front and not _SENTENCE.search(front)):
        return False
    behind = _STOP.split(folded[expr.end : expr.end + 60])[0]
    return _future(behind) and not _PAST.search(behind)


def _future(words: str) -> bool:
    return any(match["word"] not in _T["cues"]["not_future"] for match in _VERB.finditer(words))
