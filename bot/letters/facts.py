"""A letter and what is asked about it in, sentences that tell it out, in the reader's language. What the letter does not say is told so.

With each fact stand the words of the letter it was read from. Knows no search and no reply.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.letters.meant import Meant
from bot.letters.speech import Speech
from bot.letters.vocabulary import About
from store.records import Answer, Document

_LONGEST = 220
"""Characters of the letter's own words that are shown beside a fact."""
_LONGEST_QUESTION = 140
_LONGEST_WORDING, _MOST_QUESTIONS = 400, 12
_READ_FROM = {
    About.ASKERS: ("askers",),
    About.PARTIES: ("askers",),
    About.ANSWERED_BY: ("answered_by",),
    About.ASKED_ON: ("asked_on",),
    About.ANSWERED_ON: ("answered_on",),
    About.DURATION: ("asked_on", "answered_on"),
}
"""What is asked → the fields that tell it."""
_NO_ANSWER = {"deferral": "deferral", "questions": "only_questions"}
_OF_ANSWERS = (About.ANSWERED_BY, About.ANSWERED_ON, About.DURATION)


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What there is to say to one thing asked of one letter."""

    known: bool
    text: str


@dataclass(frozen=True, kw_only=True)
class Teller(Speech):
    """Tells of letters in one language."""

    def told(self, meant: Meant, about: Sequence[About]) -> tuple[str, bool, bool]:
        """Return what is asked of one letter as one text, and whether any, and all, of it is known."""
        facts = [self.fact(meant, one, first=number == 0) for number, one in enumerate(about)]
        document = meant.document
        extra = [self.say(_NO_ANSWER[document.kind])] if document.kind in _NO_ANSWER and set(about) & {*_OF_ANSWERS} else []
        if About.ANSWERED_ON in about and About.ASKED_ON not in about and document.answered_on is None and document.asked_on:
            extra.append(self.fact(meant, About.ASKED_ON, first=False).text)
        proof = self._proof(document, [one for one, fact in zip(about, facts, strict=True) if fact.known])
        text = " ".join([*(fact.text for fact in facts), *proof, *extra])
        return text, any(fact.known for fact in facts), all(fact.known for fact in facts)

    def fact(self, meant: Meant, about: About, *, first: bool = True) -> Fact:
        """Return what a letter says to one thing asked; only the `first` fact names the letter."""
        values = self._values(meant, about)
        name = f"{about}_known" if values is not None else f"{about}_unknown"
        letter = self.letter(meant.document) if first else self.say("same_letter")
        text = self.say(name, letter=letter, **(values or {}))
        return Fact(known=values is not None, text=_capital(text + self._more(meant.document, about)))

    def entry(self, document: Document) -> str:
        """Return a letter as an item of a list, a line for each thing it says."""
        subject, question = document.subject, next((one.text for one in document.questions if one.text), None)
        if subject:
            about = self.say("entry_subject", subject=subject)
        else:
            about = self.say("entry_question", question=_cut(question, _LONGEST_QUESTION)) if question else self.say("entry_nothing")
        day = document.answered_on or document.asked_on
        persons = self.persons(document.answered_by) or self.say("nobody")
        lines = (
            self.say("entry_head", day=self.day(day) if day else self.say("no_day"), about=about),
            self.say("entry_askers", askers=self.askers(document.askers) or self.say("nobody")),
            self.say("entry_persons", persons=persons) if _is_answer(document) else self.say(_NO_ANSWER[document.kind]),
            self.say("entry_letter", letter=self.letter(document)),
        )
        return "\n".join(lines)

    def _values(self, meant: Meant, about: About) -> dict[str, object] | None:
        """Return what fills the label of a fact; None when the letter does not say it."""
        document = meant.document
        asked, answered = document.asked_on, _answered_on(document)
        match about:
            case About.ASKERS:
                return {"askers": self.askers(document.askers)} if document.askers else None
            case About.PARTIES:
                return {"parties": self._parties(document)} if any(one.party for one in document.askers) else None
            case About.ANSWERED_BY:
                return {"persons": self.persons(document.answered_by)} if document.answered_by and _is_answer(document) else None
            case About.ASKED_ON:
                return {"day": self.day(asked)} if asked else None
            case About.ANSWERED_ON:
                return {"day": self.day(answered)} if answered else None
            case About.DURATION if asked and answered and asked <= answered:
                return {"days": (answered - asked).days, "asked": self.day(asked), "answered": self.day(answered)}
            case About.QUESTIONS | About.WORDING if document.questions:
                return self._amounts(document)
            case About.SUBJECT:
                return {"subject": document.subject} if document.subject else None
            case About.NUMBER:
                number = self.listed(filter(None, (document.zaaknummer, document.aanhangselnummer)))
                return {"number": number} if number else None
            case About.WHERE | About.HOW_KNOWN:
                return self._place(meant)
        return None

    def _more(self, document: Document, about: About) -> str:
        """Return what goes with a fact: questions without an answer, their words, the first question where there is no subject."""
        if about is About.QUESTIONS:
            answered = {number for answer in document.answers for number in answer.numbers}
            numbers = [one.number for one in document.questions if one.number not in answered]
            return f" {self.say('questions_open', numbers=self._numbers(numbers))}" if numbers and _is_answer(document) else ""
        if about is About.WORDING:
            return "".join(f"\n{line}" for line in self._wording(document))
        question = next((one.text for one in document.questions if one.text), None)
        if about is About.SUBJECT and not document.subject and question:
            return f" {self.say('first_question', question=_cut(question, _LONGEST_QUESTION))}"
        return ""

    def _wording(self, document: Document) -> Iterator[str]:
        """Yield the members' questions, each marked as theirs by its quotation marks, and how many more there are."""
        for one in document.questions[:_MOST_QUESTIONS]:
            yield self.say("wording_one", number=one.number, question=_cut(" ".join(one.text.split()), _LONGEST_WORDING))
        if left := len(document.questions[_MOST_QUESTIONS:]):
            yield self.say("wording_rest", count=self.amount("question", left))

    def _amounts(self, document: Document) -> dict[str, object]:
        return {"questions": self.amount("question", len(document.questions)), "answers": self.amount("answer", len(document.answers))}

    def _parties(self, document: Document) -> str:
        parties = dict.fromkeys(one.party for one in document.askers if one.party)
        members = {party: self.listed(one.name for one in document.askers if one.party == party) for party in parties}
        return self.listed(self.say("with_party", person=party, party=members[party]) for party in parties)

    def _place(self, meant: Meant) -> dict[str, object]:
        document = meant.document
        answers = [answer for answer in document.answers if document.source_of(answer) in meant.sources]
        place = self.say("place_answers", questions=self._numbers(_numbers(answers))) if answers else self.say("place_head")
        persons = self.persons(document.answered_by) or self.say("nobody")
        origin = self.say("origin_url", url=document.url) if document.url else self.say("origin_file", origin=document.origin)
        return {"place": place, "persons": persons, "origin": origin}

    def _numbers(self, numbers: Sequence[int]) -> str:
        return self.say("question_one" if len(numbers) == 1 else "question_more", numbers=self.listed(map(str, numbers)))

    def _proof(self, document: Document, about: Iterable[About]) -> list[str]:
        """Return the words of the letter that facts were read from, each once."""
        read = dict.fromkeys(document.read_from.get(field) for one in about for field in _READ_FROM.get(one, ()))
        words = [_cut(" ".join(text.split()), _LONGEST) for text in read if text]
        return [self.say("says_so", words=self.say("quotes").join(words))] if words else []


def _is_answer(document: Document) -> bool:
    return document.kind not in _NO_ANSWER


def _answered_on(document: Document) -> date | None:
    return document.answered_on if _is_answer(document) else None


def _numbers(answers: Sequence[Answer]) -> list[int]:
    return sorted({number for answer in answers for number in answer.numbers})


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest].rsplit(' ', 1)[0]} …"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
