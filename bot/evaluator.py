"""The gate for LlamaIndex applications: a response and the contexts it should rest on in, an EvaluationResult out.

Deterministic: no model, no store, no settings. Nothing else here needs LlamaIndex, and nothing else of Kamerantwoord is needed for it.
"""

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from llama_index.core.evaluation import BaseEvaluator, EvaluationResult
from llama_index.core.prompts.mixin import PromptDictType

from bot.gate.folded import fold
from bot.records import Finding, Verdict
from bot.verify import verify
from store.sentences import sentences

# What a model puts before an item of a list; it is no word of the sentence.
_BULLET = re.compile(r"^(?:[-•*–]|\d{1,2}[.)])\s+")
_SAYS = {
    "number": "the number differs",
    "amount": "the amount differs",
    "date": "the date differs",
    "name": "the name differs",
    "negation": "a denial was lost or added",
    "modality": "what must, may or can be differs",
    "hedge": "a reservation or quantity was lost or added",
    "time_limit": "the time for which it holds was lost or added",
    "condition": "a condition was lost or added",
    "restriction": "a restriction was lost or added",
    "attribution": "who said so was lost or added",
    "speaker": "another said this, or another did it",
    "subject_lost": "who or what it is about was lost",
    "order": "the words are in another order",
    "word_added": "words were added",
    "not_found": "no sentence of the contexts says this",
}


@dataclass(frozen=True, kw_only=True)
class JudgedSentence:
    """A sentence of a response with the best that any context says of it."""

    text: str
    verdict: Verdict
    context: int | None
    """Which of the contexts the verdict is of, from 0; None when none comes near."""

    @property
    def supported(self) -> bool:
        """Whether a context says this, literally or at greater length."""
        return self.verdict.verdict != "unsupported"


class ShorteningEvaluator(BaseEvaluator):
    """Passes a response only when every sentence is literal in, or a proven shortening of, one sentence of one context.

    Stricter than faithfulness: a true paraphrase does not pass. Contexts must hold only what may be quoted, such as the nodes of
    `KamerantwoordRetriever`, whose text is the government's answer alone.
    """

    def __init__(self, abbreviations: Mapping[str, str] | None = None) -> None:
        """Take the abbreviations that may stand for their long forms, short to long; None reads them from each context."""
        self._abbreviations = abbreviations

    def judge(self, response: str, contexts: Sequence[str]) -> list[JudgedSentence]:
        """Return the verdict on each sentence of a response, in order; one without a word in it is left out."""
        texts = [response[span.start : span.end] for span in sentences(response)]
        return [self._judged(text, contexts) for text in texts if any(character.isalnum() for character in fold(text).text)]

    def evaluate(
        self, query: str | None = None, response: str | None = None, contexts: Sequence[str] | None = None, **kwargs: Any
    ) -> EvaluationResult:
        """Return the result: passing, score (the share of supported sentences, in [0, 1]), feedback (what is wrong with the others).

        Without a response or contexts there is nothing to judge: `invalid_result`, with neither. The query is not read.
        """
        given = [contexts] if isinstance(contexts, str) else list(contexts or ())
        judged = self.judge(response or "", given)
        reason = (
            "The response says nothing." if not judged else "There is no context to judge it by." if not any(map(str.strip, given)) else ""
        )
        if reason:
            return EvaluationResult(query=query, response=response, contexts=given, invalid_result=True, invalid_reason=reason)
        supported = [one.supported for one in judged]
        return EvaluationResult(
            query=query, response=response, contexts=given, passing=all(supported),
            score=sum(supported) / len(supported), feedback=_feedback(judged),
        )  # fmt: skip

    async def aevaluate(
        self, query: str | None = None, response: str | None = None, contexts: Sequence[str] | None = None, **kwargs: Any
    ) -> EvaluationResult:
        """Return what `evaluate` does, worked out in a thread so that an event loop goes on meanwhile."""
        return await asyncio.to_thread(self.evaluate, query, response, contexts, **kwargs)

    def _judged(self, text: str, contexts: Sequence[str]) -> JudgedSentence:
        found = [(verify(said, context, abbreviations=self._abbreviations), number)
                 for said in dict.fromkeys((text, _BULLET.sub("", text))) for number, context in enumerate(contexts)]  # fmt: skip
        if not found:
            return JudgedSentence(text=text, verdict=verify(text, ""), context=None)
        verdict, number = max(found, key=lambda one: (one[0].verdict == "literal", one[0].verdict == "shortened", one[0].score))
        return JudgedSentence(text=text, verdict=verdict, context=number if verdict.quote else None)

    def _get_prompts(self) -> PromptDictType:
        return {}

    def _update_prompts(self, prompts_dict: PromptDictType) -> None:
        """There are no prompts to change: no model is asked."""


def _feedback(judged: Sequence[JudgedSentence]) -> str:
    """One line for each sentence that is not supported; what is said of all of them when none is."""
    refused = [one for one in judged if not one.supported]
    if not refused:
        return f"Every sentence ({len(judged)}) is literal or shortened from a context."
    return "\n".join(f"Not supported: {one.text} ({'; '.join(map(_finding, one.verdict.findings))})" for one in refused)


def _finding(finding: Finding) -> str:
    says = _SAYS.get(finding.kind, finding.kind)
    if finding.kind == "not_found" or not (finding.claim or finding.evidence):
        return says
    return f"{says}: response '{finding.claim}', context '{finding.evidence}'"
