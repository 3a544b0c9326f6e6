"""Wordings that the gate refused in; what a model makes of them when it is told what was wrong, out: one call a reply, or none.

The reader does not wait for it: the literal sentences are on the page already, and the whole reply corrects them where a second
wording passes. Whatever goes wrong here leaves the literal sentences as they are. Knows no gate and no network.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol, runtime_checkable

from bot.checking import Refused
from bot.drafts import Draft
from bot.prompt import fill, label, labels
from bot.records import Finding

MOST_AGAIN = 3
"""Wordings that are asked for again."""
MOST_FINDINGS = 2
"""Findings told of each: the first say what to mend, the rest follow from them as a rule."""
MOST_SHOWN = 240
"""Characters of a wording as the model sees it again; of one that is longer than that little is worth keeping."""
MOST_TEXT = 600
"""Characters of a new wording: Ollama refuses a schema that allows thousands."""
_LINES = "write_again_lines"


@runtime_checkable
class Repairing(Protocol):
    """A writer that can be told what was wrong."""

    def again(self, refused: Sequence[Refused]) -> Iterator[Draft]:
        """Yield new wordings for what was refused, soon, or nothing."""


def asked_again(refused: Sequence[Refused]) -> tuple[str, dict[str, Any]]:
    """Return what to ask about refused wordings, and the schema of the answer: a text for each token, in the same order."""
    lines = [line for wording in refused for line in _lines(wording)]
    token = {"type": "string", "enum": [wording.token for wording in refused]}
    text = {"type": "string", "maxLength": min(MOST_TEXT, max(len(wording.sentence) for wording in refused))}
    item = {"type": "object", "properties": {"s": token, "text": text}, "required": ["s", "text"], "additionalProperties": False}
    items = {"type": "array", "items": item, "minItems": 1, "maxItems": len(refused)}
    schema = {"type": "object", "properties": {"items": items}, "required": ["items"], "additionalProperties": False}
    return fill("write_again", items="\n".join(lines)), schema


def worded(value: Any) -> Iterator[Draft]:
    """Yield the wordings in an answer that keeps to the schema."""
    for item in value["items"]:
        if text := " ".join(item["text"].split()):
            yield Draft(token=item["s"], text=text)


def _lines(wording: Refused) -> Iterator[str]:
    yield label(_LINES, "item", token=wording.token, sentence=" ".join(wording.sentence.split()))
    yield label(_LINES, "wrong", text=wording.text[:MOST_SHOWN])
    yield label(_LINES, "why", why=" ".join(_why(finding) for finding in wording.findings[:MOST_FINDINGS]))


def _why(finding: Finding) -> str:
    claim, evidence = finding.claim[:MOST_SHOWN], " ".join(finding.evidence.split())[:MOST_SHOWN]
    kind = labels(_LINES).get(finding.kind)
    if kind is None or not (claim or evidence):
        return label(_LINES, "unlike")
    name = "changed" if claim and evidence else "put_in" if claim else "left_out"
    return label(_LINES, name, kind=kind, claim=claim, evidence=evidence)
