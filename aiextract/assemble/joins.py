"""When two names of an article are one party: equal words, short forms, acronyms introduced in brackets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from aiextract.lexicon.compile import words_of
from aiextract.lexicon.load import table
from aiextract.recognise.mentions import Mention
from aiextract.recognise.wordlists import common_words
from aiextract.text.fold import fold

__all__ = ["Group", "join_groups"]


@cache
def _optional() -> frozenset[str]:
    return frozenset(fold(w) for w in table("descriptions")["heads"]["optional"])


@lru_cache(maxsize=4096)
def _name_words(name: str) -> tuple[str, ...]:
    words = tuple(w for w, _, _ in words_of(fold(name)))
    return tuple(w for w in words if w not in _optional()) or words


@dataclass(slots=True)
class Group:
    """The mentions of one party while names are being joined."""

    mentions: list[Mention]

    @staticmethod
    def words_of(name: str) -> list[str]:
        """The folded words of a name without legal forms and articles.

        >>> Group.words_of("SoftBank Group Corp.")
        ['softbank']
        """
        return list(_name_words(name))

    def key_words(self) -> list[str]:
        """The words of the longest name."""
        return max((self.words_of(m.name) for m in self.mentions), key=len)

    @property
    def known(self) -> bool:
        """Is the party in the gazetteer?"""
        return any(m.known for m in self.mentions)


def join_groups(text: str, groups: dict[str, Group]) -> None:
    """Join, in place, the groups that are one party."""
    _join_equal(groups)
    _join_acronyms(text, groups)
    _join_short_forms(groups)


def _join(groups: dict[str, Group], keep: str, drop: str) -> None:
    groups[keep].mentions = sorted([*groups[keep].mentions, *groups.pop(drop).mentions], key=lambda m: m.start)


def _join_equal(groups: dict[str, Group]) -> None:
    """« Adobe » with and without a capital of its own: one gazetteer party takes the unknown name of the same words."""
    hosts: dict[str, str] = {}
    for key in list(groups):
        if key.startswith("state:"):
            continue
        words = {" ".join(Group.words_of(m.name)) for m in groups[key].mentions}
        words |= {" ".join(Group.words_of(m.known.name)) for m in groups[key].mentions if m.known}
        host = next((hosts[w] for w in words if w in hosts), None)
        if host is None or (key.startswith(("region:", "city:")) != host.startswith(("region:", "city:")) and not groups[host].known):
            hosts.update(dict.fromkeys(words, key))
        elif not (groups[host].known and groups[key].known):
            keep, drop = (key, host) if groups[key].known else (host, key)
            _join(groups, keep, drop)
            hosts.update(dict.fromkeys(words, keep))


def _join_short_forms(groups: dict[str, Group]) -> None:
    """« Mistral » joins « Mistral AI », « Saadé » joins « Rodolphe Saadé », « Brévand » joins « Textiles Brévand »."""
    keys = [k for k in groups if not k.startswith(("state:", "region:", "city:"))]
    for key in sorted(keys, key=lambda k: len(groups[k].key_words())):
        words = groups[key].key_words()
        if groups[key].known or not words or len(" ".join(words)) < 3:
            continue
        hosts = [other for other in keys if other != key and other in groups and _shortens(groups[key], words, groups[other])]
        if len(hosts) == 1:
            _join(groups, hosts[0], key)


_NUMBERS = frozenset({"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"})


def _shortens(group: Group, words: list[str], other: Group) -> bool:
    longer = other.key_words()
    if len(longer) <= len(words) or {*longer} & _NUMBERS:
        return False
    if any(m.sort == "person" or m.label == "PER" for m in other.mentions):
        return longer[-len(words) :] == words
    if longer[: len(words)] == words:
        if other.known and any(m.noun == "groupe" for m in group.mentions):
            return False  # « le groupe Saham » is no « Saham Bank »
        return not all(w in common_words() for w in words) or group.mentions[0].kind == other.mentions[0].kind
    if not other.known and len(longer) == 2 and longer[1:] == words and group.mentions[0].start > other.mentions[0].start:
        return True
    # the end of a name only behind a common noun or an acronym: « Textiles Brévand », « AFC Bournemouth », not « Microsoft France »
    return longer[-len(words) :] == words and not other.known and all(w in common_words() or len(w) <= 3 for w in longer[: -len(words)])


def _join_acronyms(text: str, groups: dict[str, Group]) -> None:
    """« Banque de développement … (BDEAC) »: what stands alone in brackets behind a name and shares its first letter is the same."""
    by_end = {m.end: key for key, group in groups.items() for m in group.mentions}
    for key in list(groups):
        if key not in groups or key.startswith(("state:", "region:", "city:")):
            continue
        for mention in groups[key].mentions:
            opening = mention.start - 1
            if text[mention.end : mention.end + 1] != ")" or opening < 1 or text[opening] != "(":
                continue
            host = next((by_end[e] for e in range(opening, max(0, opening - 3), -1) if e in by_end), None)
            if (
                host
                and host != key
                and host in groups
                and (_abbreviates(mention.name, groups[host]) or _abbreviates(groups[host].mentions[0].name, groups[key]))
            ):
                keep, drop = (key, host) if groups[key].known and not groups[host].known else (host, key)
                _join(groups, keep, drop)
                by_end.update({m.end: keep for m in groups[keep].mentions})
                break


def _abbreviates(short: str, group: Group) -> bool:
    words = group.key_words()
    letters = [c for c in fold(short) if c.isalpha()]
    return short.isupper() and bool(letters) and bool(words) and words[0][0] == letters[0] and len(letters) <= len(words) + 4
