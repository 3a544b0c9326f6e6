"""A text in, the abbreviations it introduces out, in the forms that sentences are compared by; where they are found is the store's."""

from collections.abc import Mapping

from bot.gate.folded import fold
from bot.gate.tokens import keys_of
from store.wording.introduced import introduced as introduced_plainly


def introduced(text: str) -> dict[str, str]:
    """Return the abbreviations a text introduces, short form to long form; one that is introduced in two ways is left out."""
    return introduced_plainly(fold(text).text)


def long_forms(abbreviations: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    """Return the long forms as keys of words, with the short form in lower case."""
    forms = {keys_of(long): short.lower() for short, long in abbreviations.items()}
    return {form: short for form, short in forms.items() if form and form != (short,)}
