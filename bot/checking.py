"""A writer's drafts in, the sentences that pass the gate out, each as soon as it does; what is refused is withheld and says why.

The writer's choice is advice: a sentence that has too little to do with the question is overruled, and a wording that the gate
refuses gives way to the literal quote, at once: the reader must not wait for a better one. What the writer makes of a refused wording
when it is told what was wrong (`bot/chat_model/repair.py`) takes the quote's place in the whole reply. A wording rests on the sentence
that was pointed at, never on another of the same answer. A sentence that points back brings the one it points to.
"""

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace

from bot.drafts import Candidate, Draft, Evidence, Proposal
from bot.events import Checked
from bot.judging.alike import say_the_same
from bot.records import Citation, Finding, Sentence, Status, Verdict, Withheld
from bot.verify import introduced, verify
from store.generation import Generation

RELEVANT = 0.75
"""Share of the best sentence's fit below which a writer's pick is overruled."""
MOST_SHOWN = 5
"""Sentences from which a writer adds none of its own: a model that points at everything points at nothing."""
MOST_REFUSED = 2
"""Wordings refused, beyond those that passed, from which a writer is heard no more: it cannot shorten, and quotes say the rest."""


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A wording that the gate refused, of a sentence that is shown literally instead."""

    token: str
    sentence: str
    """The literal sentence."""
    text: str
    """The wording."""
    findings: tuple[Finding, ...]


def may_show(candidate: Candidate, evidence: Evidence) -> bool:
    """Say whether a writer may point at a candidate: it was chosen, or fits nearly as well and says something else."""
    if candidate.token in evidence.chosen:
        return True
    if evidence.status is not Status.ANSWERED or candidate.relevance < RELEVANT:
        return False
    return not any(say_the_same(candidate.text, chosen.text) for chosen in evidence.candidates if chosen.token in evidence.chosen)


class Checking:
    """Checks the drafts of one reply and keeps what passed and what did not."""

    def __init__(self, evidence: Evidence, generation: Generation) -> None:
        self._evidence, self._generation = evidence, generation
        self._candidates = {candidate.token: candidate for candidate in evidence.candidates}
        self._abbreviations: dict[str, dict[str, str]] = {}
        self._sentences: list[Sentence] = []
        self._shown: set[str] = set()
        self._withheld: list[Withheld] = []
        self._refused: list[Refused] = []

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """What passed, in the order it was shown."""
        return tuple(self._sentences)

    @property
    def withheld(self) -> tuple[Withheld, ...]:
        """What did not pass, and why."""
        return tuple(self._withheld)

    @property
    def refused(self) -> tuple[Refused, ...]:
        """The wordings that gave way to the literal sentence, in the order they came."""
        return tuple(self._refused)

    def drafts(self, drafts: Iterable[Proposal | Draft]) -> Iterator[Checked]:
        """Yield each sentence that may be shown, as the drafts come; a writer that cannot add anything any more is stopped."""
        before = self._balance()
        with closing(_closable(drafts)) as coming:
            for draft in coming:
                if isinstance(draft, Proposal):
                    self._overrule(draft.status)
                elif self._is_welcome(draft):
                    yield from self._checked(draft)
                if before - self._balance() >= MOST_REFUSED or self._is_full():
                    return

    def amend(self, drafts: Iterable[Draft]) -> None:
        """Put the wordings that pass in the place of the literal sentences; withhold the others."""
        refused = {wording.token for wording in self._refused}
        for draft in drafts:
            candidate = self._candidates.get(draft.token)
            if candidate is None or draft.token not in refused or not draft.text:
                continue
            refused.remove(draft.token)
            sentence = self._gated(draft.text, candidate)
            if sentence is not None:
                # The same citation stands under one sentence only: `_checked` shows no candidate twice.
                self._sentences = [sentence if _is_literally(shown, candidate) else shown for shown in self._sentences]

    def left_out(self) -> Evidence:
        """Return the evidence with only those chosen sentences that are not shown yet."""
        return replace(self._evidence, chosen=tuple(token for token in self._evidence.chosen if token not in self._shown))

    def _overrule(self, status: Status) -> None:
        if status is not self._evidence.status:
            self._withhold("", None, Finding(kind="status", claim=str(status), evidence=str(self._evidence.status)))

    def _is_welcome(self, draft: Draft) -> bool:
        if draft.token in self._shown:
            return False
        candidate = self._candidates.get(draft.token)
        if candidate is None:
            self._withhold(draft.text or "", None, Finding(kind="not_found", claim=draft.token, evidence=""))
            return False
        if draft.token in self._evidence.chosen or self._adds(candidate):
            return True
        self._withhold(
            draft.text or candidate.text, candidate.source, Finding(kind="beside_the_question", claim="", evidence=candidate.text)
        )
        return False

    def _adds(self, candidate: Candidate) -> bool:
        """Whether a sentence that the evidence did not choose fits nearly as well, and says something that is not there yet."""
        if len(self._sentences) >= MOST_SHOWN or not may_show(candidate, self._evidence):
            return False
        return not any(say_the_same(candidate.text, shown.text) for shown in self._sentences)

    def _balance(self) -> int:
        """How many more wordings passed than were refused."""
        return sum(sentence.verdict == "shortened" for sentence in self._sentences) - len(self._refused)

    def _is_full(self) -> bool:
        """Whether all that was chosen is shown and nothing may be added."""
        may_add = self._evidence.status is Status.ANSWERED and len(self._sentences) < MOST_SHOWN
        return not may_add and not self.left_out().chosen

    def _checked(self, draft: Draft) -> Iterator[Checked]:
        candidate = self._candidates[draft.token]
        if candidate.leans_on is not None and candidate.leans_on not in self._shown:
            yield from self._checked(Draft(token=candidate.leans_on))
        self._shown.add(draft.token)
        wording = self._gated(draft.text, candidate) if draft.text else None
        sentence = wording or self._gated(candidate.text, candidate)
        if sentence is None or sentence.text in {shown.text for shown in self._sentences}:
            return
        self._sentences.append(sentence)
        if draft.text and wording is None:
            findings = self._withheld[-1].findings
            self._refused.append(Refused(token=draft.token, sentence=candidate.text, text=draft.text, findings=findings))
        yield Checked(sentence=sentence)

    def _gated(self, text: str, candidate: Candidate) -> Sentence | None:
        verdict = self._verdict(text, candidate)
        if verdict.verdict == "unsupported":
            self._withhold(text, candidate.source, *verdict.findings)
            return None
        start, end = candidate.start + verdict.start, candidate.start + verdict.end
        citation = Citation(source=candidate.source, quote=verdict.quote, start=start, end=end)
        return Sentence(text=text, verdict=verdict.verdict, citations=(citation,))

    def _verdict(self, text: str, candidate: Candidate) -> Verdict:
        """Judge a wording against the sentence it was given for; offsets are those in the sentence."""
        if text == candidate.text:
            return Verdict(verdict="literal", quote=text, start=0, end=len(text), score=1.0)
        return verify(text, candidate.text, abbreviations=self._abbreviations_of(candidate.source))

    def _abbreviations_of(self, source: str) -> dict[str, str]:
        """Return what the whole letter introduces; read once a letter."""
        id = source.rpartition("/")[0]
        if id not in self._abbreviations:
            document = self._generation.catalogue.document(id)
            self._abbreviations[id] = introduced("\n\n".join(answer.text for answer in document.answers))
        return self._abbreviations[id]

    def _withhold(self, text: str, source: str | None, *findings: Finding) -> None:
        self._withheld.append(Withheld(text=text, source=source, findings=findings))


def _closable(drafts: Iterable[Proposal | Draft]) -> Generator[Proposal | Draft, None, None]:
    """The drafts as a generator: closing it closes theirs, and that is what stops a model."""
    yield from drafts


def _is_literally(sentence: Sentence, candidate: Candidate) -> bool:
    """Whether a sentence is a candidate's own words, quoted from where the candidate stands."""
    cited = [(citation.source, citation.start, citation.end) for citation in sentence.citations]
    return sentence.verdict == "literal" and (candidate.source, candidate.start, candidate.end) in cited
