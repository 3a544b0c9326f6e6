"""Records in, readable text on a terminal out: wrapped to its width, plain when piped.

What was found and said is in Dutch, as on the page; what is for the person who keeps the store is in English. Knows nothing of JSON.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from bot.explanation.explainer import WORDS
from bot.follow_up import FOLLOW_UP
from bot.prompt import label
from bot.records import Reply
from bot.showing.dutch import in_dutch, listed
from bot.showing.lines import Line
from bot.showing.terminal_filters import show_filters
from bot.showing.typeset import clean, show, show_block, show_tagged
from bot.showing.view import FILE, Card, persons, viewed
from store.records import Answer, Document

if TYPE_CHECKING:
    from bot.doctor import Check
    from store.build import Built
    from store.check import Checked

_OWN = "terminal"
_NO_BREAK = "\N{NO-BREAK SPACE}"


def show_reply(reply: Reply, console: Console) -> None:
    """Print a reply: its status, each sentence with its source marks, and the sources."""
    view = viewed(reply)
    if view.explains:
        show(f"{label(WORDS, 'of_question')} {view.explains}", console)
        console.print()
    if view.understood:
        show(f"{label(FOLLOW_UP, 'understood')} {view.understood}", console)
        console.print()
    for notice in view.urgent:
        show(notice.text, console, "bold")
        console.print()
    show(f"{view.heading}.", console, "bold")
    for line in view.lines:
        _show_line(line, console)
    for notice in view.told:
        show_block(notice.text, console, "italic")
    if reply.filters:
        console.print()
        show_filters(reply.filters, console)
    if view.cards:
        show_block(label(FILE, "sources"), console, "bold")
    for card in view.cards:
        _show_card(card, console)
    if view.others:
        also = ", ".join(card.source.id for card in view.others)
        show_block(f"{label(FILE, 'also_found', count=len(view.others))}: {also}", console, "dim")
    show_block(" ".join([*view.about, label(FILE, "ai_notice_short")]), console, "dim")


def show_document(document: Document, console: Console) -> None:
    """Print a letter: its head, its questions with their answers, and what does not hold."""
    show(f"{document.id}: {document.subject or document.origin}", console, "bold")
    for line in _head(document):
        show(line, console, "dim")
    console.print()
    for answer in document.answers:
        show_answer(document, answer, console)
    answered = {number for answer in document.answers for number in answer.numbers}
    for question in document.questions:
        if question.number not in answered:
            show_tagged("member_question", f"{question.number}. {question.text}", console, 0)
    for flag in document.flags:
        show(label(_OWN, "flag", code=flag.code, message=flag.message), console, "yellow")


def show_answer(document: Document, answer: Answer, console: Console) -> None:
    """Print one answer with the member's question, the footnotes of both, and where it points."""
    show(document.source_of(answer), console, "bold")
    questions = [question for question in document.questions if question.number in answer.numbers]
    show_tagged("member_question", "\n\n".join(f"{q.number}. {q.text}" for q in questions), console, 3)
    show_tagged("minister_answer", answer.text, console, 3)
    for footnote in (*(note for question in questions for note in question.footnotes), *answer.footnotes):
        text = footnote.text or label(_OWN, "footnote_lost")
        show(label(_OWN, "footnote", label=footnote.label, text=text), console, "dim", 3)
    for verwijzing in answer.verwijzingen:
        target = verwijzing.document or verwijzing.name or label(_OWN, "another_document")
        numbers = listed(map(str, verwijzing.numbers))
        words = {"document": target, "text": verwijzing.text}
        said = label(_OWN, "points_to", numbers=numbers, **words) if numbers else label(_OWN, "points_to_whole", **words)
        show(said, console, "dim", 3)
    console.print()


def show_listing(documents: Sequence[Document], console: Console) -> None:
    """Print the letters of a store, one a line: a terminal cuts a long subject off, a pipe gets all of it."""
    rows = [label(_OWN, "listing").split(" | ")]
    for document in documents:
        day = document.answered_on.isoformat() if document.answered_on else label(_OWN, "unknown")
        subject = clean(document.subject or document.origin).replace("\n", " ")
        rows.append([clean(document.id), day, str(len(document.answers)), str(len(document.flags)), subject])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    for row in rows:
        line = "  ".join([*(cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=True)), row[-1]])
        fits = len(line) <= console.width or not console.is_terminal
        console.print(Text(line if fits else f"{line[: console.width - 1]}…", "bold" if row is rows[0] else ""), soft_wrap=True)


def show_built(built: "Built", folder: Path, console: Console) -> None:
    """Print what a build made."""
    if built.unchanged:
        show(f"Nothing changed: {built.generation} in {folder} serves on. `kamerantwoord build --rebuild` builds it anew.", console)
    else:
        show(f"Built {built.generation} in {folder}.", console)
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
            show(f"{name:10}{value}", console, indent=2, hang=10)


def _files(several: Sequence[object]) -> str:
    return f"{len(several)} file{'' if len(several) == 1 else 's'}"


def show_checked(checked: "Checked", console: Console) -> None:
    """Print whether the store is whole, what mends it, and what does not hold in its letters, by letter."""
    show(f"Generation {checked.generation}: {'whole' if checked.whole else 'NOT WHOLE'}.", console)
    for problem in checked.problems:
        what = problem.message.rstrip(".")
        show(f"{problem.code}: {what}. Mend: {problem.mend}", console, indent=2)
    for letter in checked.letters:
        console.print()
        show(f"{letter.document} ({letter.origin})", console, "bold")
        for flag in letter.flags:
            where = f"line {flag.line}: " if flag.line else ""
            show(f"{where}{flag.message} [{flag.code}]", console, indent=2, hang=2)
    if checked.flags:
        console.print()
    for code, count in checked.flags.items():
        show(f"flag {code}: {count}", console, indent=2)


def show_checks(checks: Sequence["Check"], console: Console) -> None:
    """Print what the doctor found."""
    for check in checks:
        mark = "ok" if check.ok else ("WRONG" if check.needed else "absent")
        show(f"{mark:8}{check.name}: {check.found}", console, "" if check.ok else "bold", hang=8)
        if check.mend:
            show(check.mend, console, indent=8)


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
    if line.sentence.verdict == "reworded":
        show(f"{label(WORDS, 'label')}: {line.sentence.text}", console, "", 2, 2)
        return
    console.print()
    if line.voice:
        show(f"{line.voice}:", console, "bold")
    if line.question:
        show_tagged("member_question", line.question, console, 0)
        show(f"{label(FILE, 'short_answer')}:", console, "dim")
    verdict = line.sentence.verdict
    how = "" if verdict == "literal" else f" ({label(FILE, f'verdict_{verdict}')})"
    marks = "".join(f"{_NO_BREAK}[{mark}]" for mark in line.marks)
    said = f"“{line.sentence.text}”" if verdict == "literal" else line.sentence.text
    show(f"{said}{how}{marks}", console)
    for note in line.notes:
        show(f"{note.term.term}: {note.term.meaning}{_NO_BREAK}[{note.mark}]", console, "dim", 2, 2)
    if line.unexplained:
        show(label(WORDS, "none_for_sentence"), console, "dim", 2, 2)


def _show_card(card: Card, console: Console) -> None:
    show(f"[{card.number}] {card.who}", console, hang=4)
    show(card.place, console, "dim", 4)
    show_tagged("minister_answer", " … ".join(_quotes(card)), console, 4)
    if not (card.explains or card.folded):
        show_tagged("member_question", card.source.question, console, 4)
    show(card.url or f"{label(FILE, 'file')} {card.source.origin}", console, "dim", 4)
    show(label(_OWN, "more", source=card.source.id), console, "dim", 4)
    console.print()


def _quotes(card: Card) -> list[str]:
    return [stretch.text for paragraph in card.paragraphs for stretch in paragraph if stretch.quoted]
