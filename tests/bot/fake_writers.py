"""Hand-written writers that do, each, one thing wrong that small models were seen to do; what they point at is the real evidence."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bot.drafts import Candidate, Draft, Evidence, Proposal
from bot.errors import WriterFailed
from bot.records import Status, WriterName

INVENTED = "Ieder slachtoffer krijgt 500 euro van de regering."


@dataclass
class FakeWriter:
    """A writer whose wording of each candidate is a function of it; good because it says what it proposed, to compare with the reply."""

    wording: Callable[[Candidate, Evidence], str]
    proposed: list[str] = field(default_factory=list)
    name = WriterName(name="ollama", model="fake")

    def write(self, question: str, evidence: Evidence) -> Iterator[Proposal | Draft]:
        """Yield a wording for every candidate."""
        yield Proposal(status=evidence.status)
        for candidate in evidence.candidates:
            text = self.wording(candidate, evidence)
            self.proposed.append(text)
            yield Draft(token=candidate.token, text=text)


def invented(candidate: Candidate, evidence: Evidence) -> str:
    """A sentence that stands nowhere."""
    return INVENTED


def the_members_question(candidate: Candidate, evidence: Evidence) -> str:
    """The words of the member that asked: what a model copies that takes all it is given for the truth."""
    return next(source.question for source in evidence.sources if source.id == candidate.source)


def of_another_sentence(candidate: Candidate, evidence: Evidence) -> str:
    """The words of the next candidate, of the same answer where there is one: true words in the wrong place."""
    others = [other for other in evidence.candidates if other.text != candidate.text]
    return next((other.text for other in others if other.source == candidate.source), others[0].text if others else "")


def without_its_negation(candidate: Candidate, evidence: Evidence) -> str:
    """The sentence itself, turned round."""
    return candidate.text.replace(" geen ", " ").replace(" niet ", " ")


@dataclass
class Declining:
    """Always says that the government declines, and points at nothing: what smollm2 nearly always does."""

    name = WriterName(name="ollama", model="fake")

    def write(self, question: str, evidence: Evidence) -> Iterator[Proposal | Draft]:
        """Yield the wrong status and no sentence."""
        yield Proposal(status=Status.DECLINED)


@dataclass
class Beside:
    """Points, literally, at the sentences that fit the question worst, and at one that was not offered."""

    name = WriterName(name="ollama", model="fake")

    def write(self, question: str, evidence: Evidence) -> Iterator[Proposal | Draft]:
        """Yield the worst half of the candidates, the worst first."""
        yield Proposal(status=Status.ANSWERED)
        yield Draft(token="s999", text=INVENTED)
        worst = sorted(evidence.candidates, key=lambda candidate: candidate.relevance)[: len(evidence.candidates) // 2]
        for candidate in worst:
            if candidate.token not in evidence.chosen:
                yield Draft(token=candidate.token)


@dataclass
class Failing:
    """Fails after some drafts, as a model does whose engine dies; `after` says how many it still gives."""

    after: int
    name = WriterName(name="ollama", model="fake")

    def write(self, question: str, evidence: Evidence) -> Iterator[Proposal | Draft]:
        """Yield the last of the chosen sentences first, then fail."""
        yield Proposal(status=evidence.status)
        for token in evidence.chosen[::-1][: self.after]:
            yield Draft(token=token)
        raise WriterFailed("broken_stream", "The engine died.")


@dataclass
class Recording:
    """Points at all that is chosen, and notes how far it was read and whether it was closed: good because it holds nothing back."""

    given: list[str] = field(default_factory=list)
    closed: bool = False
    name = WriterName(name="ollama", model="fake")

    def write(self, question: str, evidence: Evidence) -> Iterator[Proposal | Draft]:
        """Yield the chosen sentences one by one."""
        try:
            for token in evidence.chosen:
                self.given.append(token)
                yield Draft(token=token)
        finally:
            self.closed = True
