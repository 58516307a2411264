"""Small questions to the parse: the governor, the subject, the preposition, the passive; with no linguistics of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from aiextract.lexicon.load import table
from aiextract.text.parse import Parse, Token

__all__ = ["Tree"]

_SUBJECTS = {"nsubj", "nsubj:pass", "nsubj:caus"}
_CONTINUES = {"xcomp", "conj", "aux", "ccomp", "advcl", "acl", "fixed"}


@dataclass(frozen=True)
class Tree:
    """The dependency trees of an article with look-ups by token and by character."""

    parse: Parse

    @cached_property
    def children(self) -> Sequence[tuple[int, ...]]:
        """The dependents of each token, in order."""
        below: list[list[int]] = [[] for _ in self.parse.tokens]
        for token in self.parse.tokens:
            if token.head != token.index:
                below[token.head].append(token.index)
        return [tuple(c) for c in below]

    @cached_property
    def _at(self) -> list[int]:
        """For each character the token at or before it."""
        at = [0] * (len(self.parse.text) + 1)
        current, tokens = 0, self.parse.tokens
        for place in range(len(at)):
            while current + 1 < len(tokens) and tokens[current + 1].start <= place:
                current += 1
            at[place] = current
        return at

    def token_at(self, place: int) -> int:
        """Index of the token that stands at, or else last before, a character offset."""
        return self._at[min(place, len(self._at) - 1)]

    def span_tokens(self, start: int, end: int) -> range:
        """Indexes of the tokens of a character span."""
        return range(self.token_at(start), self.token_at(max(start, end - 1)) + 1)

    def head_of(self, start: int, end: int) -> int:
        """The token of a span that hangs on something outside it."""
        inside = self.span_tokens(start, end)
        tokens = self.parse.tokens
        for index in inside:
            head = tokens[index].head
            if (head not in inside or head == index) and tokens[index].dep not in {"punct", "case", "det"}:
                return index
        return inside[-1] if len(inside) else 0

    def ancestors(self, index: int, limit: int = 6) -> Iterator[int]:
        """Governors from the nearest up."""
        tokens = self.parse.tokens
        for _ in range(limit):
            head = tokens[index].head
            if head == index:
                return
            yield head
            index = head

    def preposition(self, index: int) -> str:
        """The preposition that introduces a token, with its noun for « auprès de », « à hauteur de »."""
        tokens = self.parse.tokens
        cases = [i for i in self.children[index] if tokens[i].dep == "case"]
        if not cases:
            before = index - 1
            while before >= 0 and tokens[before].pos in {"DET", "NUM", "ADJ"} and index - before < 4:
                before -= 1
            if before < 0 or tokens[before].pos != "ADP":
                return ""
            cases = [before]
        first = min(cases)
        start = first
        while start > 0 and tokens[start - 1].dep == "fixed":
            start -= 1
        last = max(c for c in cases if c - first < 4)
        words = self.parse.folded[tokens[first].start : tokens[last].end]
        fixed = [i for i in self.children[first] if tokens[i].dep == "fixed"]
        if fixed and last == first:
            words = self.parse.folded[tokens[first].start : tokens[max(fixed)].end]
        contracted: dict[str, str] = table("frames")["contracted"]
        return contracted.get(words, words)

    def subject(self, verb: int) -> int | None:
        """The subject of a verb; an infinitive or a second verb takes that of the verb it hangs on."""
        tokens = self.parse.tokens
        for _ in range(4):
            for child in self.children[verb]:
                if tokens[child].dep in _SUBJECTS:
                    return child
            token = tokens[verb]
            if token.dep == "acl:relcl":
                return token.head
            if token.dep not in _CONTINUES or token.head == verb:
                return None
            if token.dep == "acl":
                return token.head
            verb = token.head
        return None

    def is_passive(self, verb: int) -> bool:
        """Does the verb stand in the passive, or as a bare participle?"""
        tokens = self.parse.tokens
        deps = {tokens[c].dep for c in self.children[verb]}
        token = tokens[verb]
        bare = token.dep == "acl" and "VerbForm=Part" in token.morph and "Tense=Pres" not in token.morph
        return "nsubj:pass" in deps or "aux:pass" in deps or bare

    def is_negated(self, verb: int) -> bool:
        """Does « ne », « n' », « jamais » hang on the verb?"""
        tokens = self.parse.tokens
        return any(tokens[c].folded in {"ne", "n'", "jamais"} for c in self.children[verb])

    def auxiliaries(self, verb: int) -> tuple[Token, ...]:
        """The auxiliaries and modals in front of a verb, nearest governor included (« va investir », « pourrait racheter »)."""
        tokens = self.parse.tokens
        found = [tokens[c] for c in self.children[verb] if tokens[c].dep.startswith("aux")]
        head = tokens[verb].head
        if head != verb and tokens[verb].dep in {"xcomp", "ccomp", "advcl", "acl"} and tokens[head].pos in {"VERB", "AUX", "NOUN", "ADJ"}:
            found.append(tokens[head])
        return tuple(found)
