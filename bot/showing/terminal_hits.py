"""Hits and why each was found in, readable text on a terminal out, so that a librarian can judge the search."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console

from bot.prompt import label
from bot.showing.typeset import show, show_tagged
from store.explain import Explained, Matched, Where
from store.records import Hit

_FILE = "terminal"
_FORMS = 3
"""Other forms shown of one word of the question; all of them are in the JSON."""
_INDENT = 3


def show_hits(hits: Sequence[Hit], explained: Sequence[Explained], console: Console) -> None:
    """Print what was found, best first, each with what search went by."""
    if not hits:
        show(label(_FILE, "nothing_found"), console)
        return
    show(label(_FILE, "marks" if console.is_terminal else "marks_piped"), console, "dim")
    for number, (hit, why) in enumerate(zip(hits, explained, strict=True), start=1):
        console.print()
        _show_hit(number, hit, why, console)


def _show_hit(number: int, hit: Hit, why: Explained, console: Console) -> None:
    show(f"{number}. {hit.passage.source}", console, "bold")
    for line in _reasons(hit, why):
        show(line, console, indent=_INDENT, hang=2)
    show_tagged("member_question", hit.passage.question, console, _INDENT, _marks(why, "question"))
    show_tagged("minister_answer", hit.passage.answer, console, _INDENT, _marks(why, "answer"))


def _reasons(hit: Hit, why: Explained) -> Iterator[str]:
    if hit.passage.subject:
        yield label(_FILE, "about", subject=" ".join(hit.passage.subject.split()))
    ways = ", ".join(label(_FILE, f"way_{way}", rank=rank) for way, rank in hit.ranks.items())
    yield label(_FILE, "score", score=f"{hit.score:.2f}", ranks=ways or label(_FILE, "no_way"))
    yield label(_FILE, "words", words=_words(why.matched) or label(_FILE, "no_words"))
    if why.sentence and why.sentence != hit.passage.answer:
        yield label(_FILE, "nearest", sentence=" ".join(why.sentence.split()))
    if hit.via:
        said = " ".join(why.pointer.split()) if why.pointer else ""
        yield label(_FILE, "via_said", source=hit.via, text=said) if said else label(_FILE, "via", source=hit.via)
    if also := ", ".join(hit.also):
        yield label(_FILE, "also", sources=also)


def _words(matched: Iterable[Matched]) -> str:
    """Return 'schade → schadevergoeding · losgeld': each word of the question with the other forms in which it was found."""
    forms: dict[str, dict[str, None]] = {}
    for each in matched:
        others = forms.setdefault(each.asked, {})
        if each.how != "same":
            others[each.found.lower()] = None
    return " · ".join(f"{asked} → {', '.join(list(others)[:_FORMS])}" if others else asked for asked, others in forms.items())


def _marks(why: Explained, where: Where) -> set[tuple[int, int]]:
    return {span for each in why.matched if each.where == where for span in each.at}
