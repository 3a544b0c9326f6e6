"""A text in, the same text in lower case without accents out, character for character: offsets in one hold in the other."""

import unicodedata


def flat(text: str) -> str:
    """Return a text folded to lower case without accents, of the same length."""
    return "".join(map(_plain, text))


def _plain(char: str) -> str:
    lower = unicodedata.normalize("NFD", char)[0].lower()
    return "'" if char in "’‘" else lower if len(lower) == 1 else char
