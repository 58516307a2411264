"""Organisations, states and people on the sample corpus: this library beside the bare entity model, in one run.

``python benchmarks/parties.py`` prints recall of the gold parties (is each named as a party of its article?), how many parties an
article yields, what share of them is a gold party, and the time of reading without the parser.
"""

from __future__ import annotations

import json
import sys
import time
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from aiextract.assemble.article import read_article
from aiextract.assemble.entities import group_entities
from aiextract.lexicon.gazetteer import gazetteer
from aiextract.pipeline.build import load_model, parse_of

SEEDS = Path(__file__).parent.parent / "seeds"
FILES = "dev_[a-c].jsonl"


def plain(name: str) -> str:
    """Letters and figures only, so that both sides are compared by the same loose measure."""
    text = unicodedata.normalize("NFKD", name.replace("’", "'")).encode("ascii", "ignore").decode().casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


def owed(article: dict[str, Any]) -> list[tuple[set[str], str | None]]:
    """The gold parties of an article: names that count as right, and the code of a state."""
    found: dict[str, tuple[set[str], str | None]] = {}
    for event in article["events"]:
        for party in (*event["investors"], *event["recipients"]):
            if not party.get("optional"):
                code = party.get("code") if party.get("kind") == "government" else None
                found[party["name"]] = ({plain(n) for n in (party["name"], *party.get("aliases", []))}, code)
    return list(found.values())


def score(name: str, gold: list[list[tuple[set[str], str | None]]], found: Iterable[list[tuple[str, str | None]]]) -> None:
    hit = total = given = right = 0
    for parties, mine in zip(gold, found, strict=True):
        total += len(parties)
        given += len(mine)
        hit += sum(any(n in names or (code and code == c) for n, c in mine) for names, code in parties)
        right += sum(any(n in names or (code and code == c) for names, code in parties) for n, c in mine)
    print(f"{name:22} recall {hit / total:.3f}   parties an article {given / len(gold):5.1f}   of them gold {right / max(1, given):.3f}")


def main(pattern: str) -> None:
    articles = [json.loads(line) for file in sorted(SEEDS.glob(pattern)) for line in file.read_text(encoding="utf-8").splitlines()]
    gold = [owed(article) for article in articles]
    docs = list(load_model().pipe([a["text"] for a in articles], batch_size=16))
    parses = [parse_of(doc) for doc in docs]
    gazetteer()
    start = time.process_time()
    read = [read_article(parse, published=a.get("published"), title=a.get("title")) for parse, a in zip(parses, articles, strict=True)]
    entities = [group_entities(r.parse.text, r.names, r.gazetteer).all for r in read]
    spent = time.process_time() - start
    bare = [list({plain(e.text): (plain(e.text), None) for e in doc.ents}.values()) for doc in docs]
    score("entity model alone", gold, bare)
    score("this library", gold, [[(plain(e.name), e.code or None) for e in found] for found in entities])
    words = sum(len(a["text"].split()) for a in articles)
    each, long = 1000 * spent / len(articles), 300_000 * spent / words
    print(f"reading: {each:.1f} ms an article, {long:.1f} ms for 300 words ({len(articles)} articles)")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else FILES)
