"""Names, days and amounts in, as a sentence in the reader's language has them out. Knows nothing of what is asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.prompt import label, labels
from store.records import Asker, Bewindspersoon, Document

DUTCH, ENGLISH = "letters", "letters_english"


@dataclass(frozen=True, kw_only=True)
class Speech:
    """How things are said in one language."""

    file: str
    """Of its labels: DUTCH or ENGLISH."""

    def say(self, name: str, **values: object) -> str:
        """Return a label, filled."""
        return label(self.file, name, **values)

    def letter(self, document: Document) -> str:
        """Return how to call a letter: by its number, else by its file."""
        if document.zaaknummer or document.aanhangselnummer:
            return self.say("letter", id=document.id)
        return self.say("letter_of_file", origin=document.origin)

    def day(self, day: date) -> str:
        """Return a date in words."""
        return f"{day.day} {labels(self.file)['months'].split()[day.month - 1]} {day.year}"

    def listed(self, words: Iterable[str]) -> str:
        """Return words as an enumeration."""
        *first, last = [*words] or [""]
        return f"{', '.join(first)} {self.say('join')} {last}" if first else last

    def askers(self, askers: Sequence[Asker]) -> str:
        """Return who asked, with their parties; '' for nobody."""
        return self.listed(self.say("with_party", person=one.name, party=one.party) if one.party else one.name for one in askers)

    def persons(self, answered_by: Sequence[Bewindspersoon]) -> str:
        """Return who answered, and on whose behalf too; '' for nobody."""
        named = [
            self.say("with_role", person=one.name, role=one.role) if one.name else self.say("role_only", role=one.role)
            for one in answered_by
        ]
        own = [text for text, one in zip(named, answered_by, strict=True) if not one.mede_namens]
        others = [text for text, one in zip(named, answered_by, strict=True) if one.mede_namens]
        signed = "; ".join(own or others)
        return self.say("on_behalf", persons=signed, others=self.listed(others)) if own and others else signed

    def amount(self, of: str, count: int) -> str:
        """Return '1 vraag' or '9 vragen'; `of` is 'question', 'answer' or 'letter'."""
        return self.say(f"one_{of}") if count == 1 else self.say(f"more_{of}s", count=count)
