"""Damage that a text took on its way, as edits for reading: wrong decoding, invisible signs, cut lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from aiextract.text.offsets import Edit

__all__ = ["LONGEST_WORD", "hidden_edits", "line_edits", "mojibake_edits", "readable"]

LONGEST_WORD: Final = 1000
"""Characters without a space beyond which a run is taken for data (base64, minified script) and not read."""

# --- one for one ---------------------------------------------------------------------------------------------------

# Bytes 80 to 9F of Windows-1252 that were read as Latin-1: « l\x92État », « 2 M\x80 ».
_C1 = {code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
_LINE_ENDS = dict.fromkeys((0x0B, 0x0C, 0x2028, 0x2029), "\n")
_REPLACED = "\ufffd"


class _Reading(dict[int, str]):
    """Characters as they are read, one for one: learnt when first seen, so that only what occurs is kept."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if code == 0 or 0xD800 <= code <= 0xDFFF:
            char = _REPLACED  # spaCy can hold neither NUL nor half a surrogate pair
        elif code in _C1:
            char = _C1[code]
        elif code in _LINE_ENDS:
            char = "\n"
        elif code > 0x7F:
            digit = unicodedata.decimal(char, None)
            char = char if digit is None else str(digit)
        if len(self) < 4096:
            self[code] = char
        return char


_READING = _Reading()
_ODD = re.compile("[^\t\n\r -~\xa0-\u0590\u1e00-\u2027\u202a-\u2fff]")
_LONG_RUN = re.compile(rf"\S{{{LONGEST_WORD},}}")


def readable(text: str) -> str:
    """The text with signs read one for one, same length: other digits and line ends, bytes of Windows-1252, lone surrogates, NUL.

    Runs of more than ``LONGEST_WORD`` characters without a space are data, no words: they are blanked.

    >>> readable("l\\x92État\\u2028\\uff12 M\\x80\\x00")
    'l’État\\n2 M€\\ufffd'
    """
    if _ODD.search(text):
        text = text.translate(_READING)
    return _LONG_RUN.sub(lambda run: " " * len(run[0]), text)


# --- wrong decoding ------------------------------------------------------------------------------------------------

# Each character that a byte 80 to BF becomes in Windows-1252 or Latin-1, with its byte.
_BYTES = {chr(b): b for b in range(0x80, 0x100)} | {c: b for b in range(0x80, 0xA0) if (c := _C1[b]) != _REPLACED}
_NEXT = "".join(re.escape(c) for c, b in _BYTES.items() if b < 0xC0)
# UTF-8 read byte by byte. Only leads that French text gives and that stand beside such characters in no right text:
# « Ã© », « Â« », « Å“ », « â€™ », « â‚¬ », « ðŸ˜€ », « ï»¿ ».
_MOJIBAKE = re.compile(rf"Ã[{_NEXT}]|Â[\xa0-\xbf]|Å[\x92\x93\x94’“¸]|â[\x80\x82€‚][{_NEXT}]|ð[\x9fŸ][{_NEXT}]{{2}}|ï»¿")
# The no-break space of « Ã\xa0 » (à) is often lost or made a plain one.
_MOJIBAKE_OR_A = re.compile(rf"{_MOJIBAKE.pattern}|Ã (?= )|Ã(?= [^\W_])")


def mojibake_edits(text: str) -> Iterator[Edit]:
    """Edits that read UTF-8 that was decoded as Latin-1 or Windows-1252.

    >>> list(mojibake_edits("sociÃ©tÃ© Ã  Lyon, 2 Mâ‚¬"))
    [(4, 6, 'é'), (7, 9, 'é'), (10, 12, 'à'), (22, 25, '€')]
    """
    if not _MOJIBAKE.search(text):
        return
    for match in _MOJIBAKE_OR_A.finditer(text):
        words = match[0]
        if words in {"Ã", "Ã "}:
            # « Ã  Lyon »: the first of two spaces belongs to the letter, a single one does not.
            yield match.start(), match.end(), "à"
            continue
        try:
            yield match.start(), match.end(), bytes(_BYTES[c] for c in words).decode("utf-8")
        except UnicodeDecodeError:
            continue


# --- invisible signs and cut lines ---------------------------------------------------------------------------------

_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e0fff"
# Soft hyphens, zero-width signs, directions · carriage returns of line ends · letters with their accents apart (four at most).
_HIDDEN = re.compile(rf"[{_INVISIBLE}]+|\r\n?|[A-Za-z\u00c0-\u024f][\u0300-\u036f]{{1,4}}")


def hidden_edits(text: str) -> Iterator[Edit]:
    """Edits that drop invisible signs, make every line end one sign, and put letters and their accents together.

    >>> list(hidden_edits("inves\\u00adtir\\r\\ne\\u0301te\\u0301"))
    [(5, 6, ''), (9, 11, '\\n'), (11, 13, 'é'), (14, 16, 'é')]
    """
    for match in _HIDDEN.finditer(text):
        words = match[0]
        if words[0] == "\r":
            yield match.start(), match.end(), "\n"
        elif len(words) > 1 and "\u0300" <= words[1] <= "\u036f" and words[0] != "\u034f":
            composed = unicodedata.normalize("NFC", words)
            if composed != words:
                yield match.start(), match.end(), composed
        else:
            yield match.start(), match.end(), ""


_LETTER = r"[^\W\d_]"
# A word cut at the end of a line; a sentence that runs on in the next line.
_CUT = re.compile(
    rf"""(?P<word>{_LETTER}{{1,40}}) (?P<cut>[-\u2010][ \t]{{0,3}}\n[ \t]{{0,8}}) (?P<rest>{_LETTER}{{1,40}})
       | (?P<run>(?<=[^\s.!?:;…»”"])[ \t]{{0,3}}\n[ \t]{{0,8}}(?=[\w(«“€$]))""",
    re.VERBOSE,
)
_HYPHENED = re.compile(rf"{_LETTER}{{1,40}}-{_LETTER}{{1,40}}")
_SHORT_LINE = 40


def line_edits(text: str) -> Iterator[Edit]:
    """Edits that join words and sentences which were cut at a line's end.

    A line of some length without a stop goes on in the next one where that begins in lower case. A hyphen stays before a
    capital, beside one or two letters, and where the text writes the word with it elsewhere.

    >>> list(line_edits("un investis-\\nsement en Île-de-\\nFrance"))
    [(11, 13, ''), (30, 31, '')]
    """
    if "\n" not in text:
        return
    width = _wrapped_at(text)
    whole: frozenset[str] | None = None
    for match in _CUT.finditer(text):
        if match["run"] is not None:
            length = match.start() - text.rfind("\n", 0, match.start()) - 1
            # « 2,9 ⏎ milliards »: a figure waits for its unit on however short a line.
            enough = 8 if text[match.start() - 1].isdigit() else _SHORT_LINE
            if length >= (enough if text[match.end()].islower() else width):
                yield match.start(), match.end(), " "
            continue
        word, rest = match["word"], match["rest"]
        keep = rest[0].isupper() or min(len(word), len(rest)) <= 2
        if not keep:
            whole = frozenset(m[0].lower() for m in _HYPHENED.finditer(text)) if whole is None else whole
            keep = f"{word}-{rest}".lower() in whole
        yield match.start("cut") + keep, match.end("cut"), ""


def _wrapped_at(text: str) -> float:
    """The length from which a line without a stop runs on whatever follows: finite where most lines are cut at a fixed width."""
    lines = text.split("\n")
    ran_on = [len(line) for line, after in pairwise(lines) if len(line) >= _SHORT_LINE and after[:1].islower()]
    filled = [line for line in lines if line.strip()]
    return 0.8 * max(ran_on) if len(ran_on) >= 3 and 4 * len(ran_on) >= len(filled) else float("inf")
