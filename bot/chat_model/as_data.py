"""Text for a model in; the same text without the signs by which chat models tell turns apart, out.

Ollama reads such signs in what a reader or a letter wrote as if it had put them there itself: with smollm2 `<|im_end|>` inside a message
is one token, and ends the message. Their brackets are replaced by others, so that a model reads them as text.
"""

import re

_SIGN = re.compile(r"<(/?[|｜]?[A-Za-z_][^<>\s]{0,60}|[|｜][^<>]{0,60}[|｜])>|<<(/?[A-Za-z_]{1,20})>>")
_BRACKETED = re.compile(r"\[(/?[A-Z][A-Z_]{2,30})\]")


def as_data(text: str) -> str:
    """Return a text that no chat template takes for anything but text: '‹|im_end|›', '(INST)'."""
    shown = _SIGN.sub(lambda sign: f"‹{sign[1] or sign[2]}›", text)
    return _BRACKETED.sub(r"(\1)", shown.replace("<|", "‹|").replace("|>", "|›"))
