"""A hand-written Bot for the edges: it yields real records over the two bundled letters, so that what is shown is what a reader sees.

Which reply it gives is said in the question: 'bekend' gives 'Ja.', 'weer' nothing, 'kapot' a mistake of ours, 'langzaam' a pause before
the last sentence, '<' a letter full of HTML; 'uit 2024' is a filter. It can be held at its last sentence, and notes when it is closed.
"""

import threading
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import store
from bot.events import Checked, Event, Found, Noticed, Replied, Working
from bot.explanation.explainer import ExplainEvent, Explanations
from bot.explanation.explaining import Explained
from bot.explanation.turn import explained_turn
from bot.filtering import READ_FILTERS, Filtering
from bot.follow_up import stand_alone
from bot.prompt import label
from bot.records import Citation, Filter, Notice, Place, Reply, Sentence, Source, Status, StoreRange, Turn, WriterName
from store.errors import StoreMissing
from store.filters import Kind
from store.parse import parse
from store.read import read
from store.records import Document
from store.refer import refer

CORPUS = Path(store.__file__).with_name("corpus")
PAUSE = 2.0
EVIL = "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>"


def letters() -> dict[str, Document]:
    """Return the bundled letters by id, as parsed."""
    return {document.id: document for document in refer([parse(read(path)) for path in sorted(CORPUS.glob("*.txt"))])}


def source(document: Document, number: int) -> Source:
    """Return one answer of a letter as a Source."""
    answer = document.answer_to(number)
    assert answer is not None
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


def quoted(source: Source, quote: str, text: str | None = None) -> Sentence:
    """Return a sentence carried by a quote of a source; shortened when it has a text of its own."""
    start = source.answer.index(quote)
    citation = Citation(source=source.id, quote=quote, start=start, end=start + len(quote))
    return Sentence(text=text or quote, verdict="shortened" if text else "literal", citations=(citation,))


@dataclass
class FakeExplainer:
    """Explains the first of some quotes and no other; `model` says whether it has a model, `waits` holds it in the middle."""

    model: bool = False
    waits: threading.Event | None = None
    asked: list[tuple[Place, ...]] = field(default_factory=list)
    closed: threading.Event = field(default_factory=threading.Event)

    def ready(self) -> bool:
        """Say whether it has a model."""
        return self.model

    def quotes(self, places: Sequence[Place]) -> tuple[Sentence, ...]:
        """Return what stands at some places."""
        held = letters()
        answers = [(place, source(held[place.source.rpartition("/")[0]], int(place.source.rpartition("/")[2]))) for place in places]
        return tuple(quoted(found, found.answer[place.start : place.end]) for place, found in answers)

    def explain(self, places: Sequence[Place]) -> Generator[ExplainEvent, None, None]:
        """Yield that it works, and what came of it."""
        self.asked.append(tuple(places))
        held, outcomes = letters(), []
        try:
            for number, place in enumerate(places, 1):
                yield Working(number=number, count=len(places))
                if self.waits is not None:
                    self.waits.wait(30)
                document, _, answer = place.source.rpartition("/")
                quote = source(held[document], int(answer)).answer[place.start : place.end]
                citation = Citation(source=place.source, quote=quote, start=place.start, end=place.end)
                told = Sentence(text=f"In gewone taal: {quote}", verdict="reworded", citations=(citation,))
                outcomes.append(Explained(citation=citation, explanation=told if number == 1 else None))
                yield outcomes[-1]
            notice = Notice(code="explained_partly", text="Onder 1 zin staat nu een uitleg.")
            writer = WriterName(name="ollama", model="fake:1b")
            yield Explanations(outcomes=tuple(outcomes), sources=(), notice=notice, writer=writer)
        finally:
            self.closed.set()


@dataclass
class FakeBot:
    """Answers from the bundled letters; `waits` holds it before its last sentence, `closed` says that it was told to stop."""

    waits: threading.Event | None = None
    closed: threading.Event = field(default_factory=threading.Event)
    asked: list[tuple[str, tuple[Turn, ...]]] = field(default_factory=list)
    filterings: list[Filtering] = field(default_factory=list)
    explainer: FakeExplainer = field(default_factory=FakeExplainer)

    def __post_init__(self) -> None:
        held = letters()
        self.first, self.second = held["2026Z03908"], next(document for id, document in held.items() if id != "2026Z03908")

    def stream(self, question: str, history: Sequence[Turn] = (), filtering: Filtering = READ_FILTERS) -> Generator[Event, None, None]:
        """Yield the events of the reply that the question's words ask for."""
        self.asked.append((question, tuple(history)))
        self.filterings.append(filtering)
        if question == label("explain_words", "button"):
            yield from self._explained(question, history)
            return
        status, sources, sentences, notices = self.content(question)
        try:
            if sources:
                yield Found(sources=sources, understood=stand_alone(question, history))
            for sentence in sentences[:-1]:
                yield Checked(sentence=sentence)
            if "langzaam" in question:
                time.sleep(PAUSE)
            if self.waits is not None:
                self.waits.wait(30)
            for sentence in sentences[-1:]:
                yield Checked(sentence=sentence)
            for notice in notices:
                yield Noticed(notice=notice)
            reply = replace(made(status, question, sources, sentences, notices), filters=filters_of(question, filtering))
            yield Replied(reply=replace(reply, understood=stand_alone(question, history)) if reply.understood else reply)
        finally:
            self.closed.set()

    def _explained(self, question: str, history: Sequence[Turn]) -> Generator[Event, None, None]:
        """Explain the full reply, as the real Bot does."""
        status, sources, sentences, notices = self.full()
        reply = made(status, question, sources, sentences, notices)
        yield from explained_turn(question, history[-1], reply, self.explainer)

    def reply(self, question: str, history: Sequence[Turn] = (), filtering: Filtering = READ_FILTERS) -> Reply:
        """Return the last event's reply."""
        *_, last = self.stream(question, history, filtering)
        assert isinstance(last, Replied)
        return last.reply

    def content(self, question: str) -> tuple[Status, tuple[Source, ...], tuple[Sentence, ...], tuple[Notice, ...]]:
        """Return what to say."""
        if "geen winkel" in question:
            raise StoreMissing("There is no store yet: run kamerantwoord build.")
        if "kapot" in question:
            raise RuntimeError(f"broken by: {question}")
        if "111222333" in question:
            return Status.REFUSED_PERSONAL_DATA, (), (), (Notice(code="personal_data", text="Er staat een BSN in uw vraag."),)
        if "weer" in question:
            return Status.NO_SOURCE, (), (), ()
        if "bekend" in question:
            known = source(self.second, 1)
            return Status.ANSWERED, (known,), (quoted(known, "Ja."),), ()
        if "<" in question:
            evil = Source(**{**vars(source(self.second, 1)), "question": EVIL, "answer": f"Ja. {EVIL}", "subject": EVIL, "origin": EVIL})
            return Status.ANSWERED, (evil,), (quoted(evil, f"Ja. {EVIL}"),), (Notice(code="evil", text=EVIL),)
        return self.full()

    def full(self) -> tuple[Status, tuple[Source, ...], tuple[Sentence, ...], tuple[Notice, ...]]:
        """Return an answer with two sources, one of them long, and one that was not used."""
        supervision, police, unused = source(self.second, 5), source(self.second, 10), source(self.first, 3)
        sentences = (
            quoted(supervision, "De AP heeft laten weten dat Odido het datalek tijdig heeft gemeld bij de AP."),
            quoted(
                police,
                "De AP ziet als onafhankelijke toezichthouder toe op de naleving van de AVG en kan handhavend optreden wanneer "
                "organisaties tekortschieten.",
                "De AP kan handhavend optreden wanneer organisaties tekortschieten.",
            ),
        )
        return (
            Status.ANSWERED_PARTLY,
            (supervision, police, unused),
            sentences,
            (Notice(code="missing", text="Niet beantwoord: hoeveel losgeld er is betaald."),),
        )


def filters_of(question: str, filtering: Filtering) -> tuple[Filter, ...]:
    """Return the filters given; with 'uit 2024' that year, and a party that is not in the question."""
    given = filtering.given.named()
    read: dict[Kind, str] = {"since": "2024-01-01", "until": "2024-12-31", "party": "PvdA"}
    values = {**(read if filtering.from_question and "uit 2024" in question else {}), **given}
    return tuple(Filter(kind=kind, value=value, words=None if kind == "party" else "uit 2024") for kind, value in values.items())


def made(status: Status, question: str, sources: tuple[Source, ...], sentences: tuple[Sentence, ...], notices: tuple[Notice, ...]) -> Reply:
    """Return a whole reply; a question with personal data stays out of it."""
    kept = "" if status is Status.REFUSED_PERSONAL_DATA else question
    return Reply(
        status=status,
        asked=kept,
        understood=kept,
        sentences=sentences,
        sources=sources,
        notices=notices,
        withheld=(),
        writer=WriterName(name="quote"),
        store=StoreRange(generation="g1", documents=2, first=None, last=None),
        timings={"search": 12.0, "first_sentence": 30.0, "total": 50.0},
    )
