"""Replies, hits and verdicts in, the JSON values that API and command line publish out.

Knows the names and nesting of the published shapes, nothing about HTTP, the command line or how a record was made.
Fields are added here, never renamed: others build on them. Letters are in `bot/wire_letters.py`; the way in is `bot/intake.py`.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from bot.records import Citation, Filter, Finding, Notice, Place, Reply, Sentence, Source, StoreRange, Verdict, Withheld
from bot.showing.voices import Voice, members_question, voices
from bot.wire_letters import Json, answered_by_json, day_json
from store.records import Hit

if TYPE_CHECKING:
    from bot.doctor import Check
    from bot.explanation.explainer import Explanations
    from store.explain import Explained


def reply_json(reply: Reply) -> Json:
    """Return a Reply as `ask --json` and `POST /v1/replies` give it."""
    return {
        "status": reply.status.value,
        "asked": reply.asked,
        "understood": reply.understood,
        "sentences": [sentence_json(sentence, reply.sources) for sentence in reply.sentences],
        "sources": [source_json(source) for source in reply.sources],
        "notices": [notice_json(notice) for notice in reply.notices],
        "withheld": [_withheld(withheld) for withheld in reply.withheld],
        "writer": {"name": reply.writer.name, "model": reply.writer.model},
        "store": range_json(reply.store),
        "timings": {name: reply.timings.get(name) for name in ("search", "first_sentence", "total")},
        "filters": filters_json(reply.filters),
        "about": reply.about,
        "voices": [_voice(voice) for voice in voices(reply.sentences, reply.sources)],
        "terms": [asdict(term) for term in reply.terms],
        "unexplained": places_json(reply.unexplained),
    }


def places_json(places: Sequence[Place]) -> list[Json]:
    """Return stretches of answers."""
    return [{"source": one.source, "start": one.start, "end": one.end} for one in places]


def explanations_json(found: "Explanations") -> Json:
    """Return what `POST /v1/explanations` gives: each quote with its explanation behind it, shaped as in a reply."""
    return {
        "sentences": [sentence_json(sentence, found.sources) for sentence in found.sentences],
        "sources": [source_json(source) for source in found.sources],
        "notices": [notice_json(found.notice)],
        "withheld": [_withheld(withheld) for withheld in found.withheld],
        "unexplained": places_json(found.unexplained),
        "writer": {"name": found.writer.name, "model": found.writer.model},
    }


def filters_json(filters: Sequence[Filter]) -> list[Json]:
    """Return what narrowed a search, each with the words of the question it was read from, null when it was given apart."""
    return [{"kind": one.kind, "value": one.value, "words": one.words} for one in filters]


def sentence_json(sentence: Sentence, sources: Sequence[Source]) -> Json:
    """Return one sentence with its citations; `question` is the member's, null when the sentence means something without it."""
    return {
        "text": sentence.text,
        "verdict": sentence.verdict,
        "citations": [_citation(citation) for citation in sentence.citations],
        "question": members_question(sentence, {source.id: source for source in sources}) or None,
    }


def source_json(source: Source) -> Json:
    """Return an answer as shown to a reader: the member's question and the government's answer apart."""
    return {
        "id": source.id,
        "document": source.document,
        "numbers": list(source.numbers),
        "subject": source.subject,
        "answered_by": answered_by_json(source.answered_by),
        "answered_on": day_json(source.answered_on),
        "origin": source.origin,
        "url": source.url,
        "question": source.question,
        "answer": source.answer,
    }


def notice_json(notice: Notice) -> Json:
    """Return a notice: a code for programs, a text for people."""
    return {"code": notice.code, "text": notice.text}


def range_json(store: StoreRange) -> Json:
    """Return what the store held: its generation, number of letters and their first and last date."""
    return {"generation": store.generation, "documents": store.documents, "from": day_json(store.first), "to": day_json(store.last)}


def hits_json(hits: Sequence[Hit], explained: Sequence["Explained"]) -> Json:
    """Return what was found, best first, each with why."""
    return {"hits": [_hit(hit, why) for hit, why in zip(hits, explained, strict=True)]}


def found_json(hits: Sequence[Hit], explained: Sequence["Explained"], filters: Sequence[Filter], notice: Notice | None) -> Json:
    """Return what a search found, what narrowed it, and why it found nothing where that needs saying."""
    return {**hits_json(hits, explained), "filters": filters_json(filters), "notices": [notice_json(notice)] if notice else []}


def verdict_json(verdict: Verdict) -> Json:
    """Return what the gate says of one claim."""
    return {
        "verdict": verdict.verdict,
        "quote": verdict.quote,
        "start": verdict.start,
        "end": verdict.end,
        "score": verdict.score,
        "findings": [_finding(finding) for finding in verdict.findings],
    }


def unjudged_json(why: str) -> Json:
    """Return what stands in the place of a verdict when a line of a batch could not be judged."""
    return {"verdict": None, "quote": "", "start": 0, "end": 0, "score": None, "findings": [], "error": why}


def checks_json(checks: Sequence["Check"]) -> Json:
    """Return what the doctor found."""
    return {"checks": [{"name": check.name, "ok": check.ok, "found": check.found, "mend": check.mend} for check in checks]}


def _voice(voice: Voice) -> Json:
    return {"text": voice.text, "documents": list(voice.documents), "sentences": list(voice.sentences)}


def _citation(citation: Citation) -> Json:
    return {"source": citation.source, "quote": citation.quote, "start": citation.start, "end": citation.end}


def _withheld(withheld: Withheld) -> Json:
    return {"text": withheld.text, "source": withheld.source, "findings": [_finding(finding) for finding in withheld.findings]}


def _finding(finding: Finding) -> Json:
    return {"kind": finding.kind, "claim": finding.claim, "evidence": finding.evidence}


def _hit(hit: Hit, why: "Explained") -> Json:
    passage = hit.passage
    return {
        "source": passage.source,
        "document": passage.document,
        "numbers": list(passage.numbers),
        "score": hit.score,
        "ranks": dict(hit.ranks),
        "question": passage.question,
        "answer": passage.answer,
        "via": hit.via,
        "also": list(hit.also),
        "pointer": why.pointer,
        "matched": [{"asked": each.asked, "found": each.found, "where": each.where, "how": each.how} for each in why.matched],
        "sentence": None if why.sentence is None else {"text": why.sentence, "similarity": why.nearness},
        "similarity": hit.similarity,
    }
