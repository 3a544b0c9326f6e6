"""A View in, HTML out: everything that came from a letter or a reader is escaped here, and nowhere else.

Knows the page's structure, nothing of Gradio. `bot/page.css` gives it its looks.
"""

from collections.abc import Sequence
from html import escape

from bot.explanation.markup import explain_button, explained_question, explanation, no_explanation
from bot.follow_up import FOLLOW_UP
from bot.prompt import label
from bot.records import Notice
from bot.showing.filter_view import FILTERS, Chip, chips
from bot.showing.lines import Line, Note
from bot.showing.view import FILE, Card, Stretch, View

_NEW_LINE = "\n"
_LONG = 600
"""An answer of more characters shows the paragraphs that are quoted first, and the whole behind a click."""
_ASKED = 300
"""Characters of the reader's own question that are repeated above the reply."""


def exchange(number: int, asked: str, view: View, removed: str = "") -> str:
    """Return one question and its reply as a section; `number` keeps the ids of several apart, `removed` is a filter taken away."""
    you = escape(label(FILTERS, "removed", filter=removed)) if removed else _label("your_question")
    title = f'<span class="kw-asked">{you}</span> {escape(_cut(asked))}' if asked else _label("reply")
    return (
        f'<section class="kw-exchange" id="gesprek-{number}" aria-labelledby="vraag-{number}">'
        f'<h2 id="vraag-{number}" tabindex="-1">{title}</h2>{_understood(number, view)}{"".join(map(_notice, view.urgent))}{_status(view)}'
        f'<div class="kw-columns"><div class="kw-reply">{_said(number, view)}</div>{_sources(number, view)}</div></section>'
    )


def conversation(sections: Sequence[str]) -> str:
    """Return the whole conversation, oldest first."""
    return f'<div class="kw-conversation">{"".join(sections)}</div>'


def header() -> str:
    """Return the page's head: its name, what it is for, and that it is a computer program."""
    return (
        f'<a class="kw-skip" href="#kw-question">{_label("skip")}</a><header class="kw-head"><h1>{_label("title")}</h1>'
        f'<p class="kw-tagline">{_label("tagline")}</p></header>'
        f'<p class="kw-intro">{_label("description")}</p><p class="kw-ai">{_label("ai_notice")}</p>'
    )


def examples_heading() -> str:
    """Return the heading above the example questions."""
    return f'<h2 class="kw-examples-heading">{_label("examples")}</h2>'


def footer(standing: str) -> str:
    """Return the page's foot: what can be searched now, and what happens to a question."""
    return f'<footer class="kw-foot"><p>{escape(standing)}</p><p>{_label("privacy")}</p></footer>'


def announced(text: str) -> str:
    """Return what a screen reader reads aloud now."""
    return f'<p role="status" aria-live="polite">{escape(text)}</p>'


def _understood(number: int, view: View) -> str:
    """Return how a question was understood, when it was not taken as it stands; once it is answered, with a way to put that right."""
    if view.explains:
        return explained_question(view.explains)
    if not view.understood:
        return ""
    said = f"<p>{_follow_up('understood')} <q>{escape(view.understood)}</q></p>"
    if view.status is None:
        return f'<div class="kw-understood">{said}</div>'
    form = (
        f'<form data-exchange="{number}"><label for="verbeter-{number}">{_follow_up("correct_label")}</label>'
        f'<textarea id="verbeter-{number}" name="question" rows="2">{escape(view.understood)}</textarea>'
        f'<button type="submit">{_follow_up("correct_ask")}</button></form>'
    )
    return f'<div class="kw-understood">{said}<details><summary>{_follow_up("correct")}</summary>{form}</details></div>'


def _follow_up(name: str) -> str:
    return escape(label(FOLLOW_UP, name))


def _status(view: View) -> str:
    kind = view.status.value if view.status else "underway"
    return f'<p class="kw-status kw-status-{kind}"><span>{escape(view.heading)}</span></p>'


def _said(number: int, view: View) -> str:
    notices = "".join(map(_notice, view.told))
    about = "".join(f"<p>{escape(text)}</p>" for text in view.about)
    explain = explain_button(number) if view.explainable else ""
    lines = "".join(_line(number, line) for line in view.lines)
    return (
        f'<div class="kw-lines" aria-live="polite">{lines}</div>{explain}<div class="kw-notices">{notices}</div>{_filters(number, view)}'
        f'<div class="kw-about">{about}</div>'
    )


def _filters(number: int, view: View) -> str:
    if not view.filters:
        return ""
    found = "".join(_filter(number, chip) for chip in chips(view.filters))
    heading = f'<h3 id="filters-{number}">{escape(label(FILTERS, "heading"))}</h3>'
    return f'<div class="kw-filters">{heading}<ul aria-labelledby="filters-{number}">{found}</ul></div>'


def _filter(number: int, chip: Chip) -> str:
    words = f'<span class="kw-read-from">{escape(label(FILTERS, "read_from", words=chip.words))}</span>' if chip.words else ""
    name = escape(label(FILTERS, "remove_one", filter=chip.text))
    button = f'<button type="button" data-exchange="{number}" data-kind="{chip.kinds[0]}" aria-label="{name}">'
    button += f"{escape(label(FILTERS, 'remove'))}</button>"
    return f'<li><span class="kw-filter"><strong>{escape(chip.text)}</strong>{words}</span>{button}</li>'


def _notice(notice: Notice) -> str:
    return f'<p class="kw-notice kw-{escape(notice.code)}">{escape(notice.text).replace(_NEW_LINE, "<br>")}</p>'


def _line(number: int, line: Line) -> str:
    if line.sentence.verdict == "reworded":
        return explanation(line.sentence.text)
    verdict, text = line.sentence.verdict, _with_terms(line)
    said = f"<q>{text}</q>" if verdict == "literal" else f"{text} {_verdict(verdict)}"
    marks = "".join(_mark(number, mark) for mark in line.marks)
    voice = f'<p class="kw-voice">{escape(line.voice)}</p>' if line.voice else ""
    before = f'{_member(line.question)}<p class="kw-tag kw-tag-minister">{_label("short_answer")}</p>' if line.question else ""
    after = f"{_notes(number, line.notes)}{no_explanation() if line.unexplained else ''}"
    return f'{voice}{before}<p class="kw-line kw-{verdict}">{said}{marks}</p>{after}'


def _with_terms(line: Line) -> str:
    """Return the sentence with the terms marked that are explained below it."""
    parts, done, text = [], 0, line.sentence.text
    for note in sorted(line.notes, key=lambda note: note.start):
        if note.start < done:
            continue
        parts += [escape(text[done : note.start]), f'<span class="kw-term">{escape(text[note.start : note.end])}</span>']
        done = note.end
    return "".join([*parts, escape(text[done:])])


def _notes(number: int, notes: Sequence[Note]) -> str:
    if not notes:
        return ""
    said = "".join(f"<div><dt>{escape(n.term.term)}</dt><dd>{escape(n.term.meaning)}{_mark(number, n.mark)}</dd></div>" for n in notes)
    return f'<dl class="kw-terms" aria-label="{_label("terms")}">{said}</dl>'


def _verdict(verdict: str) -> str:
    return f'<span class="kw-verdict" title="{_label(f"verdict_{verdict}_title")}">{_label(f"verdict_{verdict}")}</span>'


def _member(question: str) -> str:
    if not question:
        return ""
    return f'<p class="kw-tag">{_label("member_question")}</p><p class="kw-member">{escape(question)}</p>'


def _mark(number: int, mark: int) -> str:
    return f'&nbsp;<a class="kw-mark" href="#bron-{number}-{mark}" aria-label="{_label("to_source", number=mark)}">{mark}</a>'


def _sources(number: int, view: View) -> str:
    if not view.cards and not view.others:
        return ""
    cards = "".join(_card(number, card) for card in view.cards)
    others = "".join(_card(number, card) for card in view.others)
    rest = (
        f'<details class="kw-others"><summary>{_label("also_found", count=len(view.others))}</summary>{others}</details>' if others else ""
    )
    return f'<aside class="kw-sources" aria-label="{_label("sources")}"><h3>{_label("sources")}</h3>{cards}{rest}</aside>'


def _card(number: int, card: Card) -> str:
    source = card.source
    subject = f'<p class="kw-subject">{_label("subject", subject=source.subject)}</p>' if source.subject else ""
    return (
        f'<article class="kw-card" id="bron-{number}-{card.number}" tabindex="-1">'
        f'<h4><span class="kw-number"><span class="kw-unseen">{_label("source")} </span>{card.number}</span> {escape(card.who)}</h4>'
        f'<p class="kw-place">{escape(card.place)}</p>{subject}'
        f"{_folded(card) if card.folded else _unfolded(card)}{_origin(card)}</article>"
    )


def _folded(card: Card) -> str:
    return f'<details class="kw-whole"><summary>{_label("whole_answer")}</summary>{_unfolded(card)}</details>'


def _unfolded(card: Card) -> str:
    said = _explaining(card) if card.explains else _answer(card) + _member(card.source.question)
    return f'<p class="kw-tag kw-tag-minister">{_label("minister_answer")}</p>{said}'


def _explaining(card: Card) -> str:
    """Return no more than the words that explain a term, the rest behind a click."""
    said = " … ".join(f"<mark>{escape(stretch.text)}</mark>" for paragraph in card.paragraphs for stretch in paragraph if stretch.quoted)
    whole = f'<blockquote class="kw-minister">{"".join(map(_paragraph, card.paragraphs))}</blockquote>{_member(card.source.question)}'
    return (
        f'<blockquote class="kw-minister"><p>… {said} …</p></blockquote>'
        f'<details class="kw-whole"><summary>{_label("whole_answer")}</summary>{whole}</details>'
    )


def _answer(card: Card) -> str:
    whole = "".join(map(_paragraph, card.paragraphs))
    quoted = [paragraph for paragraph in card.paragraphs if any(stretch.quoted for stretch in paragraph)]
    if len(card.source.answer) <= _LONG or len(quoted) == len(card.paragraphs):
        return f'<blockquote class="kw-minister">{whole}</blockquote>'
    shown = "".join(map(_paragraph, quoted or card.paragraphs[:1]))
    behind = f'<summary>{_label("whole_answer")}</summary><blockquote class="kw-minister">{whole}</blockquote>'
    return f'<blockquote class="kw-minister">{shown}</blockquote><details class="kw-whole">{behind}</details>'


def _paragraph(stretches: Sequence[Stretch]) -> str:
    return f"<p>{''.join(f'<mark>{escape(s.text)}</mark>' if s.quoted else escape(s.text) for s in stretches)}</p>"


def _origin(card: Card) -> str:
    origin = escape(card.source.origin)
    if card.url is None:
        return f'<p class="kw-origin">{_label("file")} {origin}</p>'
    return f'<p class="kw-origin"><a href="{escape(card.url)}" target="_blank" rel="noopener noreferrer">{_label("to_origin")}</a></p>'


def _cut(text: str) -> str:
    return text if len(text) <= _ASKED else f"{text[:_ASKED]}…"


def _label(name: str, **values: object) -> str:
    return escape(label(FILE, name, **values))
