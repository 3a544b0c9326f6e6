"""How loosely two texts, or a reference and a source, may match to count as the same; knows nothing of metrics."""

import re

from evals.replies import Source


def names(reference: str, source: Source) -> bool:
    """Return whether a case's reference ('2026Z03908/3', '2026Z03908', 'file.txt/6') is to a source."""
    document, _, number = reference.partition("/")
    return document in (source.document, source.origin) and (not number or int(number) in source.numbers)


def says(text: str, words: str) -> bool:
    """Return whether words stand in a text as whole words, in any case, with any white space between them."""
    pattern = r"\s+".join(re.escape(word) for word in words.casefold().split())
    return re.search(rf"(?<!\w){pattern}(?!\w)", text.casefold()) is not None


def overlap(sentence: str, text: str) -> float:
    """Return the share of a sentence's word triples that stand in a text, in [0, 1]; shorter sentences go as a whole."""
    words, other = _words(sentence), _words(text)
    size = min(3, len(words))
    if size == 0:
        return 0.0
    there = {tuple(other[at : at + size]) for at in range(len(other) - size + 1)}
    triples = [tuple(words[at : at + size]) for at in range(len(words) - size + 1)]
    return sum(triple in there for triple in triples) / len(triples)


def squeezed(text: str) -> str:
    """Return a text without what people put between digits, so that a secret written otherwise is still found."""
    return re.sub(r"[\s.\-]+", "", text.casefold())


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
