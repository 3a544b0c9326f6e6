"""Letters and what a store holds of them in, the JSON values that command line and API publish out.

Knows the names and nesting of the published shapes, nothing about HTTP, the command line or replies (`bot/wire.py`).
Fields are added here, never renamed: others build on them.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from store.records import Answer, Bewindspersoon, Document, Flag, Footnote, Verwijzing

if TYPE_CHECKING:
    from store.build import Built
    from store.check import Checked

Json = dict[str, Any]
"""One JSON object."""


def document_json(document: Document) -> Json:
    """Return a Document as `parse` gives it: every text of the letter, in one place each."""
    return {
        "id": document.id,
        "kind": document.kind,
        "origin": document.origin,
        "zaaknummer": document.zaaknummer,
        "zaaknummers": list(document.zaaknummers),
        "aanhangselnummer": document.aanhangselnummer,
        "vergaderjaar": document.vergaderjaar,
        "subject": document.subject,
        "askers": [{"name": asker.name, "party": asker.party} for asker in document.askers],
        "asked_on": day_json(document.asked_on),
        "answered_by": answered_by_json(document.answered_by),
        "answered_on": day_json(document.answered_on),
        "questions": [{"number": q.number, "text": q.text, "footnotes": _footnotes(q.footnotes)} for q in document.questions],
        "answers": [answer_json(answer) for answer in document.answers],
        "see_also": list(document.see_also),
        "read_from": dict(document.read_from),
        "remarks": list(document.remarks),
        "flags": [_flag(flag) for flag in document.flags],
    }


def answer_json(answer: Answer) -> Json:
    """Return one answer: its numbers, literal text, footnotes and verwijzingen."""
    return {
        "numbers": list(answer.numbers),
        "text": answer.text,
        "footnotes": _footnotes(answer.footnotes),
        "verwijzingen": [_verwijzing(verwijzing) for verwijzing in answer.verwijzingen],
    }


def listing_json(documents: Sequence[Document]) -> Json:
    """Return the Documents of a store in short: `show` without an id."""
    return {
        "documents": [
            {
                "id": document.id,
                "origin": document.origin,
                "subject": document.subject,
                "answered_on": day_json(document.answered_on),
                "answers": len(document.answers),
                "flags": len(document.flags),
            }
            for document in documents
        ]
    }


def built_json(built: "Built") -> Json:
    """Return what a build made, and what it left out."""
    value = asdict(built)
    # Fields that came later stand last.
    later = {name: value.pop(name) for name in ("duplicates", "unchanged")}
    return value | later


def checked_json(checked: "Checked") -> Json:
    """Return whether the store is whole."""
    return {
        "generation": checked.generation,
        "whole": checked.whole,
        "problems": [asdict(problem) for problem in checked.problems],
        "flags": dict(checked.flags),
        "letters": [
            {"document": letter.document, "origin": letter.origin, "flags": [{**_flag(flag), "line": flag.line} for flag in letter.flags]}
            for letter in checked.letters
        ],
    }


def answered_by_json(persons: tuple[Bewindspersoon, ...]) -> list[Json]:
    """Return who answered; `mede_namens` are those on whose behalf it was done too."""
    return [{"name": person.name, "role": person.role, "mede_namens": person.mede_namens} for person in persons]


def day_json(day: date | None) -> str | None:
    """Return a day as '2026-12-31'; None when it is not known."""
    return day.isoformat() if day else None


def _flag(flag: Flag) -> Json:
    # Without the line: the same letter in another format has its text on other lines, and is the same Document.
    return {"code": flag.code, "numbers": list(flag.numbers), "message": flag.message}


def _footnotes(footnotes: tuple[Footnote, ...]) -> list[Json]:
    return [{"label": footnote.label, "text": footnote.text} for footnote in footnotes]


def _verwijzing(verwijzing: Verwijzing) -> Json:
    return {
        "text": verwijzing.text,
        "document": verwijzing.document,
        "numbers": list(verwijzing.numbers),
        "start": verwijzing.start,
        "end": verwijzing.end,
        "name": verwijzing.name,
    }
