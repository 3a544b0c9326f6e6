"""A letter's raw text in, its footnotes out, each with the place of its mark; their characters are claimed, so that no text holds them.

What the file's format knows (marks) comes first, then the notation of text exports, then notes at the foot of printed pages, then notes
typed at the end of the letter. Knows nothing about questions.
"""

from collections.abc import Iterable, Sequence, Set

from store.account import Account
from store.letter.blocks import Block, Line
from store.letter.notes import invisible, notation, pair
from store.letter.page_notes import page_notes
from store.letter.traced import Reference, Traced, compose
from store.letter.typed_notes import own_notes, typed_notes
from store.lines import words
from store.raw import Mark, RawText
from store.records import Footnote


class Footnotes:
    """The footnotes of one letter, while it is read."""

    def __init__(self, raw: RawText, account: Account) -> None:
        """Take the notes that the file's format or its notation tells."""
        self._text = raw.text
        self._account = account
        self._known: Set[str] = words(raw.text)
        self._references: list[Mark] = []
        self._paired: dict[tuple[int, str], str] = {}
        self._unreferred: list[Footnote] = []
        self._placed: set[tuple[int, str]] = set()
        structured = any(mark.kind != "furniture" for mark in raw.marks)
        self._take([*invisible(raw.text), *raw.marks, *(() if structured else notation(raw.text))])

    @property
    def known(self) -> Set[str]:
        """The letter's own words."""
        return self._known

    @property
    def found(self) -> bool:
        """Whether there are any."""
        return bool(self._references or self._unreferred)

    def take_from_pages(self, lines: Sequence[Line], page_ends: Sequence[int]) -> None:
        """Take the notes at the foot of printed pages."""
        self._take(list(page_notes(self._text, lines, page_ends)))

    def take_typed(self, block: Block, masked: str, *, own: bool) -> None:
        """Take the notes typed at the end of a block; with `own` their marks stand in it, else anywhere before them."""
        marks: list[Mark] = []
        notes = own_notes(masked, block.body, block.end) if own else typed_notes(masked, block.body, block.end)
        begin = at = block.body if own else 0
        for note in notes:
            marks.append(Mark(kind="furniture", start=note.begin, end=note.start, label="footnote mark"))
            marks.append(Mark(kind="note", start=note.start, end=note.end, label=note.label))
            if found := note.mark.search(masked, at, notes[0].begin) or note.mark.search(masked, begin, notes[0].begin):
                marks.append(Mark(kind="reference", start=found.start(), end=found.end(), label=note.label))
                at = found.end()
        if notes:
            marks.append(Mark(kind="furniture", start=notes[-1].end, end=block.end, label="running foot"))
        self._take(marks)

    def compose(self, start: int, end: int, *, heading: int | None = None, page: bool = False) -> Traced:
        """Write what is free between two offsets as clean text; a mark in its `heading` (where that starts) counts as at its beginning."""
        first = start if heading is None else heading
        references = [
            Reference(label=mark.label, mark=mark.start, start=max(mark.start, start))
            for mark in self._references
            if first <= mark.start < end
        ]
        return compose(self._text, list(self._account.free(start, end)), references, self._known, page=page)

    def of(self, traced: Traced) -> tuple[Footnote, ...]:
        """Return the footnotes of a text."""
        keys = [(ref.mark, ref.label) for ref, _ in traced.references]
        self._placed.update(keys)
        places = [at for _, at in traced.references]
        return tuple(Footnote(label=key[1], text=self._paired.get(key, ""), at=at) for key, at in zip(keys, places, strict=True))

    def lost(self) -> list[Footnote]:
        """Return, when all texts have theirs, the notes that no mark in a question or answer refers to."""
        elsewhere = [key for key in sorted(self._paired.keys() - self._placed) if self._paired[key]]
        return self._unreferred + [Footnote(label=label, text=self._paired[start, label]) for start, label in elsewhere]

    def _take(self, marks: Iterable[Mark]) -> None:
        """Claim marks of one notation and pair them; a note's text is what is left of it when the marks inside are gone."""
        marks = list(marks)
        for mark in marks:
            if mark.kind != "note":
                self._account.claim(mark.start, mark.end, "footnote mark" if mark.kind == "reference" else mark.label)
        references = sorted((mark for mark in marks if mark.kind == "reference"), key=lambda mark: mark.start)
        notes = [mark for mark in marks if mark.kind == "note"]
        texts = [self._text_of(note) for note in notes]
        paired = pair(references, notes)
        self._references += references
        self._paired |= {(references[i].start, references[i].label): texts[at] for i, at in paired.items()}
        placed = set(paired.values())
        self._unreferred += [Footnote(label=note.label, text=texts[at]) for at, note in enumerate(notes) if at not in placed and texts[at]]

    def _text_of(self, note: Mark) -> str:
        traced = compose(self._text, list(self._account.free(note.start, note.end)), (), self._known, page=True)
        self._account.claim_each((offset for offset in traced.offsets if offset >= 0), f"footnote {note.label}")
        self._account.claim(note.start, note.end, "hyphen at a line's end")
        return " ".join(traced.text.split())
