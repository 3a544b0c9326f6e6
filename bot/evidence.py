"""A question and Hits in, Evidence out: the status they allow, the sentences worth showing, and the sources they stand in.

The status follows from what is asked and what the sentences carry, never from similarity alone. Knows no writer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.drafts import Candidate, Evidence
from bot.judging.answerability import judge, on_subject, picks_of
from bot.judging.calibration import calibration
from bot.judging.choosing import by_letter, carrying, choose, supports
from bot.judging.intent import intent
from bot.judging.relevance import weigh
from bot.judging.signs import Pick
from bot.records import Source, Status
from store.generation import Generation
from store.records import Answer, Document, Hit

MOST_CANDIDATES = 24
"""Sentences that a writer may point at."""
_MOST_SAID = (Status.ANSWERED, Status.ANSWERED_PARTLY, Status.DECLINED, Status.RELATED, Status.NO_SOURCE)
_FLATTER = 0.1
"""Power by which chances, most of which are near nothing, become shares that a writer can be held to."""


def gather(generation: Generation, question: str, hits: Iterable[Hit]) -> Evidence:
    """Return what the hits allow a reply to be; without hits on the subject, no_source and nothing else."""
    asked, found = intent(question), list(hits)
    answers = weigh(generation, question, asked, found)
    if on_subject(answers, generation.manifest.counts.answers) < calibration().thresholds["subject"]:
        return Evidence(status=Status.NO_SOURCE, candidates=(), chosen=(), sources=())
    judged = judge(asked, answers)
    picks = picks_of(asked, answers)
    shown = choose(judged, picks)
    evidence = _evidence(judged.status, shown, _others(picks, shown))
    return replace(evidence, sources=(*evidence.sources, *_repeated(generation, shown, evidence.sources)))


def combined(parts: Sequence[str], found: Sequence[Evidence]) -> Evidence:
    """Return one Evidence for the parts of a question: half answered is answered_partly, and says which part is missing."""
    answered = [part for part, evidence in zip(parts, found, strict=True) if evidence.status is Status.ANSWERED]
    missing = [part for part in parts if part not in answered]
    statuses = [evidence.status for evidence in found]
    status = min(statuses, key=_MOST_SAID.index) if not (answered and missing) else Status.ANSWERED_PARTLY
    # What is beside one part may still be what another asks; a part that was not answered adds nothing to one that was.
    counted = [evidence for evidence in found if evidence.status is Status.ANSWERED] if answered else list(found)
    candidates: dict[tuple[str, int], Candidate] = {}
    for candidate in (candidate for evidence in found for candidate in evidence.candidates):
        candidates.setdefault((candidate.source, candidate.start), candidate)
    tokens = {place: f"s{number}" for number, place in enumerate(candidates, 1)}
    renamed = {(id(evidence), c.token): tokens[c.source, c.start] for evidence in found for c in evidence.candidates}
    return Evidence(
        status=status,
        candidates=tuple(
            replace(c, token=tokens[place], leans_on=_token_of_leaned_on(c, found, tokens)) for place, c in candidates.items()
        ),
        chosen=tuple(dict.fromkeys(renamed[id(evidence), token] for evidence in counted for token in evidence.chosen)),
        sources=tuple({source.id: source for evidence in found for source in evidence.sources}.values()),
        missing=" ".join(missing) if status is Status.ANSWERED_PARTLY else None,
    )


def _token_of_leaned_on(candidate: Candidate, found: Sequence[Evidence], tokens: dict[tuple[str, int], str]) -> str | None:
    """Return the new token of the sentence that a candidate leans on."""
    for evidence in found:
        if candidate in evidence.candidates and candidate.leans_on is not None:
            support = next(c for c in evidence.candidates if c.token == candidate.leans_on)
            return tokens[support.source, support.start]
    return None


def source_of(document: Document, answer: Answer) -> Source:
    """Return an answer as a reader is shown it."""
    return Source(
        id=document.source_of(answer),
        document=document.id,
        numbers=answer.numbers,
        subject=document.subject,
        answered_by=document.answered_by,
        answered_on=document.answered_on,
        origin=document.origin,
        url=document.url,
        question=document.question_text(answer),
        answer=answer.text,
    )


def _others(picks: Sequence[Pick], shown: Sequence[Pick]) -> list[Pick]:
    """Return what else a writer may point at, best first."""
    known = {(pick.answer.source, pick.index) for pick in shown}
    rest = [pick for pick in picks if (pick.answer.source, pick.index) not in known]
    return sorted(rest, key=lambda pick: -pick.fits)[: MOST_CANDIDATES - len(shown)]


def _evidence(status: Status, shown: Sequence[Pick], others: Sequence[Pick]) -> Evidence:
    """Number the sentences, give each the one it leans on, and put the chosen in the order of their letters."""
    picks = [*shown, *others, *supports([*shown, *others])]
    best = max((pick.fits for pick in picks), default=0.0)
    tokens = {(pick.answer.source, pick.index): f"s{number}" for number, pick in enumerate(picks, 1)}
    candidates = tuple(_candidate(pick, tokens, best) for pick in picks)
    by_token = {candidate.token: candidate for candidate in candidates}
    ranked = list(dict.fromkeys(pick.answer.source for pick in picks))
    wanted = {token for pick in shown for token in _leaned_on(by_token, tokens[pick.answer.source, pick.index])}
    order = by_letter(shown, picks)
    chosen = sorted(wanted, key=lambda token: order(by_token[token].source, by_token[token].start))
    answers = {pick.answer.source: pick.answer for pick in picks}
    sources = tuple(source_of(answers[source].document, answers[source].answer) for source in ranked)
    return Evidence(status=status, candidates=candidates, chosen=tuple(chosen), sources=sources)


def _repeated(generation: Generation, shown: Sequence[Pick], sources: Sequence[Source]) -> list[Source]:
    """Return the answers of other letters that say the same in the same words as those that are quoted."""
    known = {source.id for source in sources}
    repeats = dict.fromkeys(source for pick in shown for source in pick.answer.hit.also if source not in known)
    return [source_of(*generation.catalogue.source(source)) for source in repeats]


def _candidate(pick: Pick, tokens: dict[tuple[str, int], str], best: float) -> Candidate:
    span = pick.sentence.span
    leaned_on = next(carrying(pick), None)
    return Candidate(
        token=tokens[pick.answer.source, pick.index],
        source=pick.answer.source,
        text=pick.sentence.text,
        start=span.start,
        end=span.end,
        relevance=min(1.0, max(0.0, pick.fits / best)) ** _FLATTER if best > 0 else 0.0,
        leans_on=tokens.get((pick.answer.source, leaned_on)) if leaned_on is not None else None,
    )


def _leaned_on(by_token: dict[str, Candidate], token: str) -> list[str]:
    found = [token]
    while (support := by_token[found[-1]].leans_on) is not None and support not in found:
        found.append(support)
    return found
