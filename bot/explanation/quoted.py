"""Places in answers in; the quotes there, literally as the store has them and never less than whole sentences, out.

A caller names a place and brings no words: half a sentence may have lost its 'niet', so a place is widened to the sentences it is in.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.evidence import source_of
from bot.gate.abbreviations import introduced
from bot.gate.quoted import is_quoted
from bot.prompt import label
from bot.records import Citation, Place, Source
from store.errors import InputError
from store.generation import Generation
from store.sentences import Span, sentences

_OFFICES = ("minister-president", "minister", "staatssecretaris")
_I = frozenset("ik mij mijn".split())
_WORDS = "explain_words"


@dataclass(frozen=True, kw_only=True)
class Quoted:
    """A quote, and what one must know of its letter to explain it."""

    citation: Citation
    source: Source
    abbreviations: dict[str, str] = field(default_factory=dict)
    """What the letter introduces, short to long."""

    @property
    def text(self) -> str:
        """The literal words."""
        return self.citation.quote

    @property
    def offices(self) -> tuple[str, ...]:
        """What 'ik' may be called: 'minister'; empty when more than one answered, or nobody knows who."""
        roles = {next((office for office in _OFFICES if person.role.lower().startswith(office)), "") for person in self.source.answered_by}
        return tuple(roles) if len(roles) == 1 and "" not in roles else ()

    def notes(self) -> str:
        """Return what the model is told beside the quote: what its abbreviations stand for, and who 'ik' is."""
        words = set(self.text.replace("(", " ").replace(")", " ").replace(",", " ").rstrip(".").split())
        notes = [label(_WORDS, "note_abbreviation", short=short, long=long) for short, long in self.abbreviations.items() if short in words]
        if _I & {word.lower() for word in words}:
            notes += [label(_WORDS, "note_speaker", office=office) for office in self.offices]
        return "\n".join(notes)


def quoted(generation: Generation, places: Iterable[Place]) -> tuple[Quoted, ...]:
    """Return the quotes at some places, each once; raise SourceUnknown, or InputError for a place outside its answer, or in a quotation."""
    found: dict[Place, Quoted] = {}
    for place in places:
        document, answer = generation.catalogue.source(place.source)
        start, end = _widened(answer.text, place)
        source = source_of(document, answer)
        citation = Citation(source=source.id, quote=answer.text[start:end], start=start, end=end)
        forms = introduced("\n\n".join(one.text for one in document.answers))
        found.setdefault(Place(source=source.id, start=start, end=end), Quoted(citation=citation, source=source, abbreviations=forms))
    return tuple(found.values())


def _widened(text: str, place: Place) -> tuple[int, int]:
    """The whole sentences that a place touches."""
    touched = [span for span in sentences(text) if span.start < place.end and span.end > place.start]
    if not 0 <= place.start < place.end <= len(text) or not touched:
        raise InputError(f"{place.source} has no words from {place.start} to {place.end}: 0 up to {len(text)} can be named.")
    start, end = touched[0].start, touched[-1].end
    if is_quoted(text, Span(start, end)):
        raise InputError(f"{place.source} only quotes another from {start} to {end}: those are no words of the government.")
    return start, end
