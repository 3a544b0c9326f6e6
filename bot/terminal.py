"""Records in, readable text on a terminal out: wrapped to its width, plain when piped.

What was found and said is in Dutch, as on the page; what is for the person who keeps the store is in English. Knows nothing of JSON.
"""

import re
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from bot.prompt import label
from bot.records import Reply
from bot.view import FILE, Card, Line, in_dutch, listed, persons, viewed
from store.records import Answer, Document, Hit

if TYPE_CHECKING:
    from bot.doctor import Check
    from store.build import Built
    from store.check import Checked

_OWN = "terminal"
_NO_BREAK = "\N{NO-BREAK SPACE}"
# What a letter says must not move the cursor or change a colour.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def show_reply(reply: Reply, console: Console) -> None:
    """Print a reply: its status, each sentence with its source marks, and the sources."""
    view = viewed(reply)
    _print(f"{view.heading}.", console, "bold")
    for line in view.lines:
        _show_line(line, console)
    for notice in view.notices:
        _block(notice.text, console, "italic")
    if view.cards:
        _block(label(FILE, "sources"), console, "bold")
    for card in view.cards:
        _show_card(card, console)
    if view.others:
        also = ", ".join(card.source.id for card in view.others)
        _block(f"{label(FILE, 'also_found', count=len(view.others))}: {also}", console, "dim")
    _block(" ".join([*view.about, label(FILE, "ai_notice_short")]), console, "dim")


def show_hits(hits: Sequence[Hit], console: Console) -> None:
    """Print what was found, best first."""
    if not hits:
        _print(label(_OWN, "nothing_found"), console)
    for number, hit in enumerate(hits, start=1):
        ways = [label(_OWN, f"way_{way}", rank=rank) for way, rank in hit.ranks.items()]
        via = [label(_OWN, "via", source=hit.via)] if hit.via else []
        score = label(_OWN, "score", score=f"{hit.score:.2f}", ranks=", ".join(ways + via))
        _print(f"{number}. {hit.passage.source}, {score}", console, "bold")
        _tagged("member_question", hit.passage.question, console, 3)
        _tagged("minister_answer", hit.passage.answer, console, 3)
        console.print()


def show_document(document: Document, console: Console) -> None:
    """Print a letter: its head, its questions with their answers, and what does not hold."""
    _print(f"{document.id}: {document.subject or document.origin}", console, "bold")
    for line in _head(document):
        _print(line, console, "dim")
    console.print()
    for answer in document.answers:
        show_answer(document, answer, console)
    answered = {number for answer in document.answers for number in answer.numbers}
    for question in document.questions:
        if question.number not in answered:
            _tagged("member_question", f"{question.number}. {question.text}", console, 0)
    for flag in document.flags:
        _print(label(_OWN, "flag", code=flag.code, message=flag.message), console, "yellow")


def show_answer(document: Document, answer: Answer, console: Console) -> None:
    """Print one answer with the member's question, the footnotes of both, and where it points."""
    _print(document.source_of(answer), console, "bold")
    questions = [question for question in document.questions if question.number in answer.numbers]
    _tagged("member_question", "\n\n".join(f"{q.number}. {q.text}" for q in questions), console, 3)
    _tagged("minister_answer", answer.text, console, 3)
    for footnote in (*(note for question in questions for note in question.footnotes), *answer.footnotes):
        text = footnote.text or label(_OWN, "footnote_lost")
        _print(label(_OWN, "footnote", label=footnote.label, text=text), console, "dim", 3)
    for verwijzing in answer.verwijzingen:
        target = verwijzing.document or verwijzing.name or label(_OWN, "another_document")
        numbers = listed(map(str, verwijzing.numbers))
        words = {"document": target, "text": verwijzing.text}
        said = label(_OWN, "points_to", numbers=numbers, **words) if numbers else label(_OWN, "points_to_whole", **words)
        _print(said, console, "dim", 3)
    console.print()


def show_listing(documents: Sequence[Document], console: Console) -> None:
    """Print the letters of a store, one a line: a terminal cuts a long subject off, a pipe gets all of it."""
    rows = [label(_OWN, "listing").split(" | ")]
    for document in documents:
        day = document.answered_on.isoformat() if document.answered_on else label(_OWN, "unknown")
        subject = _clean(document.subject or document.origin).replace("\n", " ")
        rows.append([_clean(document.id), day, str(len(document.answers)), str(len(document.flags)), subject])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    for row in rows:
        line = "  ".join([*(cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=True)), row[-1]])
        fits = len(line) <= console.width or not console.is_terminal
        console.print(Text(line if fits else f"{line[: console.width - 1]}…", "bold" if row is rows[0] else ""), soft_wrap=True)


def show_built(built: "Built", folder: Path, console: Console) -> None:
    """Print what a build made."""
    if built.unchanged:
        _print(f"Nothing changed: {built.generation} in {folder} serves on. `kamerantwoord build --rebuild` builds it anew.", console)
    else:
        _print(f"Built {built.generation} in {folder}.", console)
    rows = {
        "documents": f"{built.documents}" + (f", {built.flagged} of them with flags: see `kamerantwoord check`" if built.flagged else ""),
        "answers": f"{built.answers}, in {built.passages} passages",
        "texts": f"{built.embedded} embedded, {built.reused} known from before",
        "the same": f"{_files(built.duplicates)} with a letter that another file holds as well" if built.duplicates else "",
        "left out": f"{_files(built.unreadable)} that could not be read" if built.unreadable else "",
        "time": f"{built.seconds:.1f} s",
    }
    for name, value in rows.items():
        if value:
            _print(f"{name:10}{value}", console, indent=2, hang=10)


def _files(several: Sequence[object]) -> str:
    return f"{len(several)} file{'' if len(several) == 1 else 's'}"


def show_checked(checked: "Checked", console: Console) -> None:
    """Print whether the store is whole, what mends it, and what does not hold in its letters, by letter."""
    _print(f"Generation {checked.generation}: {'whole' if checked.whole else 'NOT WHOLE'}.", console)
    for problem in checked.problems:
        what = problem.message.rstrip(".")
        _print(f"{problem.code}: {what}. Mend: {problem.mend}", console, indent=2)
    for letter in checked.letters:
        console.print()
        _print(f"{letter.document} ({letter.origin})", console, "bold")
        for flag in letter.flags:
            where = f"line {flag.line}: " if flag.line else ""
            _print(f"{where}{flag.message} [{flag.code}]", console, indent=2, hang=2)
    if checked.flags:
        console.print()
    for code, count in checked.flags.items():
        _print(f"flag {code}: {count}", console, indent=2)


def show_checks(checks: Sequence["Check"], console: Console) -> None:
    """Print what the doctor found."""
    for check in checks:
        mark = "ok" if check.ok else ("WRONG" if check.needed else "absent")
        _print(f"{mark:8}{check.name}: {check.found}", console, "" if check.ok else "bold", hang=8)
        if check.mend:
            _print(check.mend, console, indent=8)


def _head(document: Document) -> tuple[str, ...]:
    unknown = label(_OWN, "unknown")
    askers = listed(f"{asker.name} ({asker.party})" if asker.party else asker.name for asker in document.askers) or unknown
    asked_on, answered_on = (in_dutch(day) if day else label(_OWN, "unknown_day") for day in (document.asked_on, document.answered_on))
    return (
        label(_OWN, "head_origin", kind=label(_OWN, f"kind_{document.kind}"), origin=document.origin),
        label(_OWN, "head_asked", askers=askers, when=asked_on),
        label(_OWN, "head_answered", persons=persons(document.answered_by), when=answered_on),
    )


def _show_line(line: Line, console: Console) -> None:
    console.print()
    if line.question:
        _tagged("member_question", line.question, console, 0)
        _print(f"{label(FILE, 'short_answer')}:", console, "dim")
    verdict = line.sentence.verdict
    how = "" if verdict == "literal" else f" ({label(FILE, f'verdict_{verdict}')})"
    marks = "".join(f"{_NO_BREAK}[{mark}]" for mark in line.marks)
    said = f"“{line.sentence.text}”" if verdict == "literal" else line.sentence.text
    _print(f"{said}{how}{marks}", console)


def _show_card(card: Card, console: Console) -> None:
    _print(f"[{card.number}] {card.who}", console, hang=4)
    _print(card.place, console, "dim", 4)
    _tagged("minister_answer", " … ".join(_quotes(card)), console, 4)
    _tagged("member_question", card.source.question, console, 4)
    _print(card.url or f"{label(FILE, 'file')} {card.source.origin}", console, "dim", 4)
    _print(label(_OWN, "more", source=card.source.id), console, "dim", 4)
    console.print()


def _quotes(card: Card) -> list[str]:
    return [stretch.text for paragraph in card.paragraphs for stretch in paragraph if stretch.quoted]


def _tagged(name: str, text: str, console: Console, indent: int) -> None:
    if text:
        _print(f"{label(FILE, name)}:", console, "dim", indent)
        _print(text, console, indent=indent + 2)


def _block(text: str, console: Console, style: str) -> None:
    console.print()
    _print(text, console, style)


def _print(text: str, console: Console, style: str = "", indent: int = 0, hang: int = 0) -> None:
    # Wrapped here and not by rich, which fills lines with spaces to their end. `hang` indents all lines but the first.
    first, rest = " " * indent, " " * (indent + hang)
    wrapper = textwrap.TextWrapper(
        max(console.width, 40), initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
    for paragraph in _clean(text).split("\n"):
        for line in wrapper.wrap(paragraph) or [""]:
            console.print(Text(line, style), soft_wrap=True)


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)
