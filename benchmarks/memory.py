"""Does memory stay flat over many calls, and bounded over long texts?

    python benchmarks/memory.py --calls 10000      # resident memory at every tenth of the calls
    python benchmarks/memory.py --long 2 10        # texts of 2 and 10 million characters: seconds and peak memory

Peak memory never falls, so each long text is a run of its own.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from itertools import cycle
from pathlib import Path

from aiextract.extractor import default_extractor

SEEDS = Path(__file__).parent.parent / "seeds"
# Every call gets words that were never seen before: what keeps strings grows.
_LETTERS = "bcdfglmnprstv"


def megabytes() -> float:
    """Resident memory now, where the system tells; else the peak."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * resource.getpagesize() / 1e6
    except OSError:
        return peak()


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def texts() -> list[str]:
    return [json.loads(line)["text"] for path in sorted(SEEDS.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]


def new_name(dice: random.Random) -> str:
    return "".join(dice.choice(_LETTERS) + dice.choice("aeiou") for _ in range(4)).capitalize()


def many_calls(calls: int) -> None:
    extractor, dice, start = default_extractor(), random.Random(0), time.time()
    sentences = [sentence for text in texts() for sentence in text.split(". ") if 40 < len(sentence) < 300]
    extractor.parse(texts()[0])
    for number, sentence in zip(range(calls + 1), cycle(sentences), strict=False):
        if number % max(1, calls // 10) == 0:
            print(f"{number:7,} calls  {megabytes():7.1f} MB  {time.time() - start:6.0f} s", flush=True)
        extractor.parse(f"{new_name(dice)} {sentence}, dit {new_name(dice)} {new_name(dice)}.")


def long_text(millions: float, dense: bool) -> None:
    extractor, articles, length = default_extractor(), texts(), int(millions * 1e6)
    quiet = "Le conseil municipal a parlé de la pluie et du beau temps. Les habitants ont écouté, puis chacun est rentré chez soi.\n\n" * 8
    pieces, size = [], 0
    for article in cycle(articles):
        pieces += [article, "\n\n"] if dense else [article, "\n\n", *[quiet] * 9]
        size += sum(map(len, pieces[-2:] if dense else pieces[-11:]))
        if size >= length:
            break
    text = "".join(pieces)[:length]
    before, start = peak(), time.time()
    found = extractor.parse(text)
    kind = "investment news only" if dense else "one part in ten of investment news"
    print(
        f"{len(text):>11,} characters, {kind}: {time.time() - start:6.1f} s, {len(found)} events, peak {before:.0f} -> {peak():.0f} MB, {found.warnings}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int)
    parser.add_argument("--long", type=float, nargs="+", metavar="MILLIONS")
    parser.add_argument("--dense", action="store_true")
    args = parser.parse_args()
    if args.calls:
        many_calls(args.calls)
    for millions in args.long or ():
        if len(args.long) == 1:
            long_text(millions, args.dense)
        else:
            subprocess.run([sys.executable, __file__, "--long", str(millions), *["--dense"] * args.dense], check=True)


if __name__ == "__main__":
    main()
