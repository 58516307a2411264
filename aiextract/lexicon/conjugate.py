"""French conjugation: one infinitive a line in the tables, all forms derived, each with its mood and tense.

The rules are those of school grammar: three groups, stem changes of the -er verbs (appeler, acheter, céder, employer,
manger, placer) and the irregular families of ``data/conjugation.toml``, which also cover their prefixed verbs.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from aiextract.errors import LexiconError
from aiextract.lexicon.load import table

__all__ = ["TENSES", "forms"]

TENSES = ("infinitive", "present", "imperfect", "future", "conditional", "subjunctive", "past", "past_participle", "present_participle")

_VOWELS = "aeiouyéèêàâîôû"
# -eler and -eter verbs that double their consonant instead of taking an accent are listed by their ending.
_DOUBLING = ("appeler", "jeter", "ensorceler", "renouveler", "épeler", "étinceler")


@cache
def forms(infinitive: str) -> dict[str, frozenset[str]]:
    """All simple forms of a verb, each with the tenses it can be.

    >>> sorted(forms("investir")["investira"]), sorted(forms("racheter")["rachète"])
    (['future'], ['present', 'subjunctive'])
    >>> "détiendrait" in forms("détenir"), "annoncé" in forms("annoncer"), "engageait" in forms("engager")
    (True, True, True)

    Raises :class:`~aiextract.errors.LexiconError` for a word that is no French infinitive of a known pattern.
    """
    result: dict[str, set[str]] = {}
    for form, tense in _conjugate(infinitive):
        result.setdefault(form, set()).add(tense)
    return {form: frozenset(tenses) for form, tenses in result.items()}


def _conjugate(verb: str) -> Iterator[tuple[str, str]]:
    yield verb, "infinitive"
    family = _family(verb)
    if family:
        yield from _irregular(verb, family)
    elif verb.endswith("er") and len(verb) > 3:
        yield from _first_group(verb)
    elif verb.endswith("ir"):
        yield from _regular(verb[:-2], "ir", present="present_ir", long="iss", participle="i", past="past_i")
    elif verb.endswith("re"):
        yield from _regular(verb[:-2], "r", present="present_re", long="", participle="u", past="past_i")
    else:
        raise LexiconError(f"conjugation: {verb!r} ends like no French verb; write the infinitive, or add its family to conjugation.toml")


def _endings(name: str) -> list[str]:
    return ["" if e == "-" else e for e in table("conjugation")["endings"][name].split()]


def _family(verb: str) -> str | None:
    known: dict[str, object] = table("conjugation")["irregular"]
    fits = [name for name in known if verb.endswith(name)]
    if not fits or (verb.endswith("er") and verb not in known and not verb.endswith("envoyer")):
        return None
    best = max(fits, key=len)
    # "servir" is irregular, "asservir" not; "partir" is, "répartir" not; "sortir" is, "assortir" not.
    return None if verb in {"asservir", "répartir", "impartir", "assortir", "investir"} else best


def _participles(stem: str) -> Iterator[tuple[str, str]]:
    plural = stem if stem.endswith("s") else stem + "s"
    masculine = "du" if stem == "dû" else stem
    for form in (stem, plural, masculine + "e", masculine + "es"):
        yield form, "past_participle"


def _tense(stem: str, name: str, endings: str) -> Iterator[tuple[str, str]]:
    for ending in _endings(endings):
        yield stem + ending, name


def _regular(stem: str, mark: str, *, present: str, long: str, participle: str, past: str) -> Iterator[tuple[str, str]]:
    yield from _tense(stem, "present", present)
    yield from _tense(stem + long, "imperfect", "imperfect")
    yield from _tense(stem + mark, "future", "future")
    yield from _tense(stem + mark, "conditional", "conditional")
    yield from _tense(stem + long, "subjunctive", "subjunctive")
    yield from _tense(stem, "past", past)
    yield stem + long + "ant", "present_participle"
    yield from _participles(stem + participle)


def _first_group(verb: str) -> Iterator[tuple[str, str]]:
    stem = verb[:-2]
    strong = _strong_stem(verb)
    soft = {"c": stem[:-1] + "ç", "g": stem + "e"}.get(stem[-1], stem)
    future = stem if "é" in stem[-3:] and strong != stem else strong
    for index, ending in enumerate(_endings("present_er")):
        yield (strong if index in (0, 1, 2, 5) else soft if ending == "ons" else stem) + ending, "present"
    for ending in _endings("imperfect"):
        yield (soft if ending.startswith("a") else stem) + ending, "imperfect"
    for name in ("future", "conditional"):
        yield from _tense(future + "er", name, name)
    for ending in _endings("subjunctive"):
        yield (stem if ending in ("ions", "iez") else strong) + ending, "subjunctive"
    for ending in _endings("past_er"):
        yield (soft if ending[0] in "aâ" else stem) + ending, "past"
    yield soft + "ant", "present_participle"
    yield from _participles(stem + "é")


def _strong_stem(verb: str) -> str:
    """The stem before a mute e: achèt-, appell-, cèd-, emploi-."""
    stem = verb[:-2]
    if verb.endswith(("oyer", "uyer")):
        return stem[:-1] + "i"
    if verb.endswith(_DOUBLING):
        return stem + stem[-1]
    cut = next((i for i in range(len(stem) - 1, -1, -1) if stem[i] in _VOWELS), -1)
    if cut >= 0 and stem[cut] in "eé" and cut < len(stem) - 1 and not stem.endswith(("gu", "qu")) and _open_syllable(stem, cut):
        return stem[:cut] + "è" + stem[cut + 1 :]
    return stem


def _open_syllable(stem: str, cut: int) -> bool:
    """After this e stands one consonant, or a pair that begins a syllable (célébr-, intègr-)."""
    tail = stem[cut + 1 :]
    return len(tail) == 1 or tail in {"br", "cr", "dr", "fr", "gr", "pr", "tr", "bl", "cl", "gl", "pl", "gn", "ch", "vr"}


def _irregular(verb: str, family: str) -> Iterator[tuple[str, str]]:
    data = table("conjugation")
    prefix = verb.removesuffix(family)
    present, future, participle, past = data["irregular"][family]
    persons = [prefix + form for form in present.split()]
    for form in persons:
        yield form, "present"
    weak = prefix + data["imperfect"].get(family, persons[3].removeprefix(prefix).removesuffix("ons"))
    yield from _tense(weak, "imperfect", "imperfect")
    yield weak + "ant", "present_participle"
    yield from _tense(prefix + future, "future", "future")
    yield from _tense(prefix + future, "conditional", "conditional")
    if family in data["subjunctive"]:
        for form in data["subjunctive"][family].split():
            yield prefix + form, "subjunctive"
    else:
        strong = persons[5].removesuffix("ent")
        for ending in _endings("subjunctive"):
            yield (weak if ending in ("ions", "iez") else strong) + ending, "subjunctive"
    stem, kind = past.split()
    yield from _tense(prefix + stem, "past", f"past_{kind}")
    yield from _participles(prefix + participle)
