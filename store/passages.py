"""A Document in, its Passages out: an Answer with its Question(s), in parts when it is long; knows nothing about search."""

from collections.abc import Iterator

from store.records import Answer, Document, Passage
from store.sentences import sentences

LONGEST = 1600
"""Characters of an answer in one passage; the embedder reads 512 tokens, and a vector of more says less about each sentence."""


def passages(document: Document) -> tuple[Passage, ...]:
    """Return the passages of a Document, in the order of its answers; an empty answer has none."""
    return tuple(passage for answer in document.answers if answer.text for passage in _parts(document, answer))


def text_to_find(passage: Passage) -> str:
    """Return what embedder and terms read: the question and the answer, since 'Ja.' means nothing without what was asked."""
    return f"{passage.question}\n{passage.answer}".strip()


def source_of(passage: str) -> str:
    """Return the source that a passage's id is of: '2026Z03908/3' for '2026Z03908/3#2'."""
    return passage.partition("#")[0]


def _parts(document: Document, answer: Answer) -> Iterator[Passage]:
    source = document.source_of(answer)
    for number, (start, end) in enumerate(_windows(answer.text), 1):
        yield Passage(
            id=source if number == 1 else f"{source}#{number}",
            source=source,
            document=document.id,
            numbers=answer.numbers,
            subject=document.subject or (document.questions[0].text if document.questions else ""),
            question=document.question_text(answer),
            answer=answer.text[start:end],
            start=start,
        )


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Yield stretches of whole sentences of at most LONGEST characters; a longer sentence is a stretch of its own."""
    start = end = 0
    for span in sentences(text):
        if end > start and span.end - start > LONGEST:
            yield start, end
            start = span.start
        end = span.end
    yield start, end
