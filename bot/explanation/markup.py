"""What the page shows of explanations: the words of a model under the words of the government, so that nobody takes one for the other.

HTML in plain strings, everything of a model escaped; `bot/page.css` gives it its looks.
"""

from html import escape

from bot.explanation.explainer import WORDS
from bot.prompt import label

EXPLAIN = "explain"
"""What the button sends in place of the kind of a filter."""


def explanation(text: str) -> str:
    """Return an explanation, labelled as a model's."""
    title = escape(label(WORDS, "label_title"))
    return f'<div class="kw-explanation"><p class="kw-tag" title="{title}">{_said("label")}</p><p class="kw-plain">{escape(text)}</p></div>'


def no_explanation() -> str:
    """Return that there is none for the sentence above it."""
    return f'<p class="kw-unexplained">{_said("none_for_sentence")}</p>'


def explained_question(question: str) -> str:
    """Return whose reply is explained."""
    return f'<p class="kw-explained">{_said("of_question")} <q>{escape(question)}</q></p>'


def explain_button(number: int) -> str:
    """Return the button that asks for an explanation of an exchange, and what it does."""
    button = f'<button type="button" data-exchange="{number}" data-kind="{EXPLAIN}" aria-describedby="uitleg-{number}">'
    return f'<div class="kw-explain"><p id="uitleg-{number}">{_said("offer")}</p>{button}{_said("button")}</button></div>'


def _said(name: str) -> str:
    return escape(label(WORDS, name))
