"""Names of parties and places: gazetteer, runs of capitals, head nouns and the spans of the entity model, combined."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from aiextract.lexicon.compile import words_of
from aiextract.lexicon.gazetteer import Gazetteer, Organisation, Spot
from aiextract.recognise.assets import quoted_names, sold_assets
from aiextract.recognise.contexts import described
from aiextract.recognise.heads import headed_names, institutions, level_of, metropolis, territory_of
from aiextract.recognise.mentions import Mention, without_overlaps
from aiextract.recognise.nouns import nouns
from aiextract.recognise.organs import governments
from aiextract.recognise.runs import capital_runs, opens_sentence
from aiextract.recognise.title_case import title_case_lines
from aiextract.recognise.wordlists import common_words, name_words
from aiextract.text.parse import Parse

__all__ = ["find_names"]


def find_names(parse: Parse, gazetteer: Gazetteer, amounts: list[tuple[int, int]]) -> list[Mention]:
    """Names of organisations, people, states and places, sorted and without overlaps; ``amounts`` are kept free of names."""
    if not parse.tokens:
        return []
    blocked = {i for start, end in amounts for i in range(start, end)}
    title_lines = title_case_lines(parse.text)
    known = [m for m in _known(parse, gazetteer, title_lines) if blocked.isdisjoint(range(m.start, m.end))]
    known = without_overlaps(sorted((metropolis(parse, m) for m in known), key=lambda m: (-_weight(m), m.start - m.end, m.start)))
    runs = [
        _territorial(m, gazetteer)
        for run in capital_runs(parse, title_lines)
        for m in [_trimmed(parse, run, gazetteer)]
        if _is_run(parse, m, known, gazetteer)
    ]
    organs = list(governments(parse, known, gazetteer))
    found = [*known, *organs, *runs, *institutions(parse, known), *_entities(parse)]
    found = [m for m in found if blocked.isdisjoint(range(m.start, m.end))]
    kept = without_overlaps(sorted(found, key=lambda m: (-_weight(m), m.start - m.end, m.start)))
    kept = without_overlaps([*kept, *quoted_names(parse), *sold_assets(parse)])
    labels = {(e.start, e.end): e.label for e in parse.entities}
    labelled = [replace(m, label=m.label or _label_at(m, labels)) for m in kept]
    return described(parse, without_overlaps(headed_names(parse, labelled)), gazetteer)


def _weight(mention: Mention) -> int:
    """Longer wins; what the entity model alone marks loses against what was found by words."""
    return (mention.end - mention.start) + (
        -40 if mention.rule == "entity model" else 2 if mention.rule == "government" else 1 if mention.known else 0
    )


def _label_at(mention: Mention, labels: dict[tuple[int, int], str]) -> str:
    exact = labels.get((mention.start, mention.end))
    if exact:
        return exact
    return next((label for (s, e), label in labels.items() if s < mention.end and mention.start < e), "")


def _is_run(parse: Parse, run: Mention, known: Sequence[Mention], gazetteer: Gazetteer) -> bool:
    """A run is no name where known names tile it (« Google Eric Schmidt »), or where it is a demonym (« le Bâlois »)."""
    words = parse.folded[run.start : run.end]
    if words in gazetteer.demonyms or words in gazetteer.city_demonyms:
        return False
    # « le Groupe », « la Région », « la Société »: descriptions with a capital
    if words in nouns() and re.search(r"(?:^|\W)(?:la|le|l'|du|au|cette|ce|notre) ?$", parse.folded[max(0, run.start - 6) : run.start]):
        return False
    inside = [m for m in known if run.start <= m.start and m.end <= run.end]
    if not inside:
        return True
    rest = {w for w, s, e in words_of(words) if not any(m.start <= run.start + s < m.end for m in inside)}
    people = any(m.sort == "person" for m in inside)
    if len(inside) > 1 and not rest - name_words("inner") and (people or rest):
        return False
    first = parse.folded[run.start : inside[0].start].strip(" -'")
    head = opens_sentence(parse, _token_at(parse, run.start))
    party = inside[0].sort in {"name", "person"} and inside[0].end == run.end
    return not (head and first and party and all(w in common_words() for w, _, _ in words_of(first)))


def _token_at(parse: Parse, place: int) -> int:
    return max(0, bisect_right(parse.tokens, place, key=lambda token: token.start) - 1)


def _trimmed(parse: Parse, run: Mention, gazetteer: Gazetteer) -> Mention:
    """« Salvadorien Francisco Calleja » without its demonym."""
    first, _, rest = parse.folded[run.start : run.end].partition(" ")
    if (
        rest
        and not territory_of(run.name)[0]
        and (first in gazetteer.demonyms or first in gazetteer.city_demonyms or first in {"etat", "etats"})
    ):
        start = run.start + len(first) + 1
        return replace(run, start=start, name=parse.text[start : run.end])
    return run


def _territorial(run: Mention, gazetteer: Gazetteer) -> Mention:
    """« Ville de Neuchâtel », « État du Cameroun »: a territory or state named with its capital head."""
    head, bare = territory_of(run.name)
    if not head:
        return run
    country = gazetteer.countries.get(bare)
    if country is not None and head.startswith(("etat", "gouvernement", "executif", "tresor")):
        return replace(run, sort="government", name=country.name, kind="government", code=country.code, rule="government")
    spot = gazetteer.places.get(bare)
    return replace(run, name=bare, kind="government", code=spot.country if spot else "", rule=f"territory:{level_of(head)}")


# --- the gazetteer -------------------------------------------------------------------------------------------------


def _known(parse: Parse, gazetteer: Gazetteer, title_lines: list[tuple[int, int]]) -> Iterator[Mention]:
    words = words_of(parse.folded)
    text = parse.text
    at = {token.start: token.index for token in parse.tokens}
    for own, index in [*((True, i) for i in gazetteer.own), (False, gazetteer.organisations)]:
        # overlapping: « la Caisse des dépôts » is not « La Caisse »
        for start, end, known in index.find(words, parse.folded, overlapping=True):
            if known.kind == "institution" and gazetteer.governments.get(parse.text[start:end]):
                continue
            if text[start].islower() and not known.name[0].islower():
                start = _from_capital(text, start, end)  # « le groupe La Poste » matches the alias « Groupe La Poste »
                if index.get(text[start:end]) is not known:
                    continue
            if _written_as_name(text, start, end, known) and (own or _plausible(parse, at, start, end, known, title_lines)):
                yield _organisation(known, start, end)
    for start, end, known in gazetteer.paraphrases.find(words, parse.folded):
        yield Mention(start, end, "description", known.name, known.kind, "", known, rule="paraphrase", noun=text[start:end].split()[0])
    for start, end, country in gazetteer.governments.find(words, parse.folded):
        alone = not re.search(r"[\s]", text[start:end].strip())
        if (text[start].isupper() or not alone) and not (alone and _local(parse, at, start)):
            yield Mention(start, end, "government", country.name, "government", country.code, rule="government", ambiguous=alone)
    for start, end, country in gazetteer.countries.find(words, parse.folded):
        acronym = end - start < 4 and not text[start:end].isupper()
        if (text[start].isupper() or " " in text[start:end]) and not acronym:
            yield Mention(start, end, "place", country.name, "government", country.code, rule="country", local=_located(parse, at, start))
    for start, end, person in gazetteer.people.find(words, parse.folded):
        if text[start].isupper():
            yield Mention(start, end, "person", person.name, "person", "", rule="person", noun=person.party)
    for start, end, spot in gazetteer.places.find(words, parse.folded):
        if text[start].isupper() and not _lower_tail(text, start, end):
            yield _place(parse, at, start, end, spot)


_REGIONS = {"region", "province", "state", "department"}


def _place(parse: Parse, at: dict[int, int], start: int, end: int, spot: Spot) -> Mention:
    """Regions can pay; a city does where it is the subject of a verb (« Lorient apporte 2 millions »)."""
    local = _located(parse, at, start)
    kind = "government" if spot.kind in _REGIONS or (spot.kind == "city" and _acts(parse, at, start)) else ""
    return Mention(start, end, "place", spot.name, kind, spot.country, rule=f"place:{spot.kind}", local=local)


def _located(parse: Parse, at: dict[int, int], start: int) -> bool:
    """« en Allemagne », « dans le Texas », « (Ohio) »: behind a preposition of place, a bracket or a comma."""
    index = at.get(start)
    if not index:
        return False
    words = [parse.tokens[i].folded for i in range(max(0, index - 2), index)]
    last = words[-1] if words[-1] not in {"la", "le", "l'", "les"} else (words[0] if len(words) > 1 else "")
    argument = parse.tokens[index].dep in {"obl:arg", "iobj"}
    return last in name_words("locatives") or (last in {"au", "aux", "a"} and not argument)


def _acts(parse: Parse, at: dict[int, int], start: int) -> bool:
    index = at.get(start)
    if index is None or parse.tokens[index].dep != "nsubj":
        return False
    token = parse.tokens[index]
    verb = parse.tokens[token.head]
    before = parse.tokens[index - 1].folded if index else ""
    return verb.pos == "VERB" and 0 < verb.index - index <= 4 and before not in {"a", "de", "d'", "en", "pres"}


def _local(parse: Parse, at: dict[int, int], start: int) -> bool:
    """« à Paris », « basé à Londres », « (Tokyo) »: the city, no government."""
    index = at.get(start)
    if not index:
        return False
    token, before = parse.tokens[index], parse.tokens[index - 1].folded
    head = parse.tokens[token.head]
    given = (
        token.dep in {"iobj", "obl:arg"}
        or head.pos == "NOUN"
        or head.folded.startswith(("pret", "rend", "vers", "accord", "donn", "apport"))
    )
    return before == "(" or (before == "a" and not given)


def _organisation(known: Organisation, start: int, end: int) -> Mention:
    kind = {"media": "company"}.get(known.kind, known.kind)
    code = known.country if known.kind == "government" else "EU" if known.name == "Union européenne" else ""
    return Mention(start, end, "name", known.name, kind, code, known, rule="gazetteer", sectors=known.sectors, ambiguous=known.ambiguous)


def _from_capital(text: str, start: int, end: int) -> int:
    return next((start + m.start() for m in re.finditer(r"(?<!\w)[^\W\d_]", text[start:end]) if m[0].isupper()), start)


def _written_as_name(text: str, start: int, end: int, known: Organisation) -> bool:
    """A capital, a figure, or the very lower case of the name; no piece of a longer word; capitals where the name has them."""
    words = text[start:end]
    if _lower_tail(text, start, end):
        return False
    if known.name[:1].islower() and words == known.name:
        return len(words) > 3 or any(c.isdigit() or not c.isalnum() for c in words)
    if not (words[0].isupper() or words[0].isdigit()):
        return False
    mine, theirs = words.split(), known.name.split()
    article = len(mine) == len(theirs) == 2 and theirs[0] in {"La", "Le", "Les"}
    return not article or not any(t[0].isupper() and m[0].islower() for m, t in zip(mine, theirs, strict=True))


def _lower_tail(text: str, start: int, end: int) -> bool:
    """A name must not be a piece of a longer hyphenated word (« Orange-Amère », « Fos-sur-Mer »)."""
    tail = text[end : end + 2]
    head = text[max(0, start - 2) : start]
    return (len(tail) > 1 and tail[0] in "-‑'’" and tail[1].isalpha()) or (len(head) > 1 and head[1] in "-‑" and head[0].isalpha())


def _plausible(parse: Parse, at: dict[int, int], start: int, end: int, known: Organisation, title_lines: list[tuple[int, int]]) -> bool:
    """Names that are common words too are decided by context: a capital inside the sentence, a label, a verb, never a figure behind."""
    words = parse.folded[start:end]
    single = " " not in words and "-" not in words
    if words in name_words("no_names") and (parse.text[start:end] != known.name or words not in name_words("no_names_but")):
        return False
    if not (known.ambiguous or (single and (words in common_words() or words in name_words("no_names")))):
        return True
    index = at.get(start)
    if index is None:
        return single is False or len(words) > 4
    before = parse.tokens[index - 1] if index else None
    after = parse.folded[end : end + 6].lstrip()
    if single and before is not None and known.ambiguous:
        # « en mars », « à Orange » the town; « coûtera 3 millions à Orange » the company
        token = parse.tokens[index]
        given = token.dep in {"obl:arg", "iobj"} or parse.tokens[token.head].folded.startswith(("million", "milliard"))
        town = before.folded in {"a", "en"} and not given
        if after[:1].isdigit() or before.text.isdigit() or before.folded in {"fin", "debut", "mi"} or town:
            return _label(parse, start, end) == "ORG"
    if not opens_sentence(parse, index) and not any(s <= start < e for s, e in title_lines):
        return True
    if not single or parse.text[start:end].isupper():
        return True
    verb = index + 1 < len(parse.tokens) and parse.tokens[index + 1].pos in {"VERB", "AUX"}
    if words not in common_words() or _label(parse, start, end) == "ORG" or verb or parse.tokens[index].pos == "PROPN":
        return True
    return _again(parse, start, end)


def _label(parse: Parse, start: int, end: int) -> str:
    return next((e.label for e in parse.entities if e.start < end and start < e.end), "")


def _again(parse: Parse, start: int, end: int) -> bool:
    """Does the word stand with a capital inside another sentence too?"""
    word = parse.text[start:end]
    return any(t.text == word and t.start != start and not opens_sentence(parse, t.index) for t in parse.tokens)


# --- the entity model ----------------------------------------------------------------------------------------------


def _entities(parse: Parse) -> Iterator[Mention]:
    for entity in parse.entities:
        start, end = entity.start, entity.end
        words = parse.text[start:end]
        if (
            "\n" in words
            or len(words.strip()) < 2
            or parse.folded[start:end] in name_words("no_names")
            or not any(c.isupper() for c in words)
        ):
            continue
        parts = [w for w, _, _ in words_of(parse.folded[start:end])]
        bare = re.sub(r"^(?:la |le |l'|les )", "", parse.folded[start:end])
        if all(w in common_words() for w in parts) or bare in nouns():
            continue
        if entity.label == "LOC":
            yield Mention(start, end, "place", words, label="LOC", rule="entity model")
        elif entity.label == "PER":
            yield Mention(start, end, "person", words, "person", label="PER", rule="entity model")
        elif words[0].isupper() and words.split()[-1][:1].isupper() and len(words.split()) <= 5:
            yield Mention(start, end, "name", words, label=entity.label, rule="entity model")
