"""How a run gains by workers: ``aiextract.run`` on copies of the sample corpus, with one process and with two, taking turns.

Run ``python benchmarks/workers.py [--articles N] [--rounds N] [--workers 1 2]``. Start-up and model loading are part of a run.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from aiextract.batch.runner import run

ROOT = Path(__file__).parent.parent


def corpus(count: int, path: Path) -> None:
    """``count`` articles of the sample corpus, again from the start where it ends, with ids of their own."""
    lines = [line for file in sorted((ROOT / "seeds").glob("dev_*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines()]
    with path.open("w", encoding="utf-8") as stream:
        for number, line in enumerate(islice(cycle(lines), count)):
            article = json.loads(line)
            stream.write(
                json.dumps({"id": str(number), "text": article["text"], "published": article["published"]}, ensure_ascii=False) + "\n"
            )


def main(count: int, rounds: int, workers: list[int]) -> int:
    spent: dict[int, list[float]] = {number: [] for number in workers}
    outputs = set()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "articles.jsonl")
        corpus(count, source)
        for _ in range(rounds):
            for number in workers:
                out = Path(folder, f"{number}.jsonl")
                start = time.perf_counter()
                run(source, out, workers=number, progress=False)
                spent[number].append(time.perf_counter() - start)
                outputs.add(out.read_bytes())
    first = median(spent[workers[0]])
    for number, times in spent.items():
        print(f"{number} workers: {median(times):6.1f} s, {count / median(times):6.1f} articles/s, {first / median(times):.2f} × the first")
    print(f"outputs equal: {len(outputs) == 1}")
    return int(len(outputs) != 1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    arguments = parser.parse_args()
    sys.exit(main(arguments.articles, arguments.rounds, arguments.workers))
