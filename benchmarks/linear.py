"""Does the time of every recogniser, and of all of them together, grow no faster than the text? Adversarial texts, doubled.

    python benchmarks/linear.py                      # every step over every pattern, up to 1 MB or --seconds
    python benchmarks/linear.py --only amounts --seconds 3

A row is printed for each step and pattern whose time more than 2.6-folds when the text doubles (at times long enough to be
measured), and a table of the slowest. The parser is left out: a flat parse stands in for spaCy's, which is linear by blocks.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterator

from aiextract.assemble.events import events_of
from aiextract.assemble.gate import can_hold_events, parts_to_read
from aiextract.lexicon.gazetteer import gazetteer
from aiextract.options import Options
from aiextract.pipeline.build import LONGEST
from aiextract.recognise.amounts import find_amounts
from aiextract.recognise.header import published_of
from aiextract.recognise.language import is_truncated, other_language
from aiextract.recognise.periods import find_periods
from aiextract.recognise.quantities import find_quantities
from aiextract.text.clean import clean
from aiextract.text.fold import fold
from aiextract.text.parse import Parse, Token

MOST = 2.6
SHORTEST = 0.1  # seconds below which a ratio says nothing

UNITS = (
    "a", "1", "é", "€", " ", "\n", "\t", "(", ")", "«", "»", "-", ".", ",", "'", "’", '"', "<", "&", "�", "\u200b", "e\u0301", "\u0301", "\U0001d7d9", "٣",
    "1 ", "1,", "1.", "1 000 ", "1 M€ ", "1 M€, ", "1 M€\n", "12 % ", "1-", "de 1 à ", "entre 1 et ", "2 ou ", "un ", "cent ", "vingt-", "mille ", "milliard ", "milliards de ",
    "euros ", "$", "US$ ", "plus de ", "2024 ", "mars ", "1er ", "d’ici ", "entre mars et ", "le 3 mars 2024, ", "12/03/", "trimestre ", "deux prochaines années ",
    "MW ", "m² ", "10 GW ", "300 emplois ", "49 % du capital ", "Airbus ", "Airbus, ", "Airbus-", "Airbus et ", "Le groupe ", "il ", "la firme de ", "l’État ", "Société ",
    "La Banque de ", "A. ", "M. ", "A B ", "Aaa Bbb ", "start-up ", "investit ", "lève 2 M€. ", "Airbus investit 2 M€ à Lyon. ", "selon ", "selon Les Échos, ",
    "<p>", "<a ", '<a "', "<a '\"", "</nav", "<nav>", "<script>", "<!--", "&#", "&amp;", "&", "Ã©", "Ã", "â‚¬", "ab-\n", "une ligne assez longue pour être coupée ici\n", "\r\n", "- \n", "• ",
    "(Airbus ", "( 1 M€ ) ", "x(y) ", "www.a.fr/", "a@b.fr ", "1€", "M€", "k€ ", "Md", "…", "!?", "🚀", "\u202e", "\u2028", "\xa0", "1\xa0", "1\u202f000\u202f",
)  # fmt: skip


def flat_parse(text: str) -> Parse:
    """A parse without linguistics: words and signs, sentences at stops and line ends, every token below the first of its sentence."""
    folded, tokens, sentences, first = fold(text), list[Token](), list[tuple[int, int]](), 0
    for match in re.finditer(r"\w+|[^\w\s]|\s+", text):
        index, word = len(tokens), match[0]
        pos = (
            "SPACE"
            if word.isspace()
            else "NUM"
            if word[0].isdigit()
            else "PROPN"
            if word[0].isupper()
            else "VERB"
            if word[-1] == "t"
            else "NOUN"
        )
        dep = "ROOT" if index == first else "nsubj" if index == first + 1 else "conj"
        tokens.append(
            Token(index, word, folded[match.start() : match.end()], *match.span(), word.lower(), pos, "", dep, first, len(sentences))
        )
        if word in ".!?" or "\n" in word or index - first >= LONGEST:
            sentences.append((first, index + 1))
            first = index + 1
    if first < len(tokens):
        sentences.append((first, len(tokens)))
    return Parse(text, folded, tuple(tokens), tuple(sentences), ())


def _events(text: str) -> None:
    for part in parts_to_read(text):
        words = "" if part.figures else text[part.start : part.end]
        events_of(words, flat_parse(words), known=gazetteer(), options=Options())


STEPS: dict[str, Callable[[str], object]] = {
    "clean": clean,
    "language": lambda text: (other_language(text), is_truncated(text)),
    "header": published_of,
    "gate": can_hold_events,
    "amounts": find_amounts,
    "periods": lambda text: find_periods(text, "2024-05-01"),
    "quantities": find_quantities,
    "events": _events,
}


def seconds(step: Callable[[str], object], text: str) -> float:
    """The better of two runs, where the first was short."""
    start = time.process_time()
    step(text)
    took = time.process_time() - start
    if took < 0.5:
        start = time.process_time()
        step(text)
        took = min(took, time.process_time() - start)
    return took


def doubled(step: Callable[[str], object], unit: str, first: int, last: int, limit: float) -> Iterator[tuple[int, float]]:
    """Lengths and times until the text or the time is long enough."""
    size = first
    while size <= last:
        took = seconds(step, unit * (size // len(unit)))
        yield size, took
        if took > limit:
            return
        size *= 2


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=list(STEPS), action="append", help="steps to run (all)")
    parser.add_argument("--unit", action="append", help="patterns to repeat (all)")
    parser.add_argument("--seconds", type=float, default=1.0, help="stop doubling when one run takes longer")
    parser.add_argument("--last", type=int, default=1 << 20, help="longest text in characters")
    args = parser.parse_args()
    slow, bad = [], 0
    for name in args.only or STEPS:
        for unit in args.unit or UNITS:
            rows = list(doubled(STEPS[name], unit, 1 << 13, args.last, args.seconds))
            slow.append((rows[-1][1] / rows[-1][0] * 1e6, name, unit))
            if len(rows) > 1 and rows[-1][1] > SHORTEST and rows[-1][1] > MOST * max(rows[-2][1], 0.001):
                bad += 1
                print(
                    f"{name:10} {unit!r:28} x{rows[-1][1] / max(rows[-2][1], 0.001):5.1f} at {rows[-1][0]:>9,} characters ({rows[-1][1]:.2f} s)",
                    flush=True,
                )
    print("slowest, s/MB:", *(f"  {name:10} {unit!r:28} {cost:8.1f}" for cost, name, unit in sorted(slow, reverse=True)[:15]), sep="\n")
    print(f"{bad} of {len(slow)} grow more than {MOST}-fold")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
