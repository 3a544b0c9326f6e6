"""A reply in, what is wrong with it out: the promise of the product, checked on the records a reader is shown."""

from bot.records import Citation, Reply, Sentence, Source
from bot.verify import introduced, verify
from store.generation import Generation
from store.sentences import sentences


def faults(reply: Reply, generation: Generation) -> list[str]:
    """Return what breaks the promise: a sentence without a quote, a quote that is not there, words that are not the government's."""
    sources = {source.id: source for source in reply.sources}
    found = [f"no citation: {sentence.text}" for sentence in reply.sentences if not sentence.citations]
    for sentence in reply.sentences:
        for citation in sentence.citations:
            found += _misquoted(citation, sources) or _unproven(sentence, citation, sources[citation.source], generation)
    members = {text for source in reply.sources for text in _members_only(source)}
    return found + [f"a member's words: {sentence.text}" for sentence in reply.sentences if sentence.text in members]


def quoted(reply: Reply) -> set[tuple[str, int, int]]:
    """Return where the quotes of a reply stand."""
    return {(citation.source, citation.start, citation.end) for sentence in reply.sentences for citation in sentence.citations}


def _misquoted(citation: Citation, sources: dict[str, Source]) -> list[str]:
    source = sources.get(citation.source)
    if source is None:
        return [f"no such source: {citation.source}"]
    there = citation.quote and source.answer[citation.start : citation.end] == citation.quote
    return [] if there else [f"not where it is said to be: {citation.quote!r}"]


def _unproven(sentence: Sentence, citation: Citation, source: Source, generation: Generation) -> list[str]:
    letter = generation.catalogue.document(source.document)
    forms = introduced("\n\n".join(answer.text for answer in letter.answers))
    verdict = verify(sentence.text, citation.quote, abbreviations=forms).verdict
    return [] if verdict == sentence.verdict else [f"said to be {sentence.verdict}, but {verdict}: {sentence.text}"]


def _members_only(source: Source) -> set[str]:
    asked = {source.question, *(source.question[span.start : span.end] for span in sentences(source.question))}
    return {text for text in asked if text and text not in source.answer}
