"""Damage of every kind to sentences of letters and to claims that were good: none may pass. Says what is done, not how the gate works."""

import itertools
import json
import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.verify import introduced, verify
from store.sentences import sentences

ROOT = Path(__file__).parents[2]
Damage = Callable[[str, str, random.Random], Iterator[str]]
DENIALS = ("niet", "geen", "nooit", "zonder", "noch", "nergens", "niemand", "niets", "nauwelijks")
SINGULAR = {"kunnen": "kan", "mogen": "mag", "moeten": "moet", "zullen": "zal"}
MODALS = ("kan", "moet", "mag", "zal", "zou", "hoeft te")
HEDGES = ("mogelijk", "waarschijnlijk", "meestal", "ongeveer", "ten minste", "vrijwel", "bijna", "grotendeels", "naar schatting", "soms")
TIMES = ("op dit moment", "tot 1 juli", "vanaf 2027", "tijdelijk", "vooralsnog", "in 2019", "nog")
CONDITIONS = ("indien nodig", "als de rechter dat wil", "mits dat kan", "tenzij de Kamer anders besluit", "zolang dat kan")
RESTRICTIONS = ("alleen", "uitsluitend", "slechts", "pas", "met name", "in Utrecht")
SPEAKERS = ("volgens de leden", "volgens Odido", "zo stellen de leden", "naar eigen zeggen", "aldus de AP")
SIGNS = {"zero_width": "\u200b", "joiner": "\u200d", "soft_hyphen": "\u00ad", "bidi": "\u202e", "nul": "\x00"}
ALIKE = {"a": "а", "e": "е", "o": "о", "p": "р", "c": "с", "i": "і", "A": "А", "O": "О", "E": "Ε"}


@cache
def _letters() -> tuple[tuple[str, dict[str, str]], ...]:
    """Every answer of the bundled letters, with the abbreviations of its letter."""
    found = {}
    for line in (ROOT / "evals" / "panels" / "gate.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found[row["evidence"]] = introduced((ROOT / "store" / "corpus" / f"{row['letter']}.txt").read_text(encoding="utf-8"))
    return tuple(found.items())


@cache
def _claims() -> tuple[tuple[str, str, dict[str, str]], ...]:
    """Whole sentences and good shortenings, each with its answer."""
    known = dict(_letters())
    whole = [(answer[s.start : s.end], answer, short) for answer, short in _letters() for s in sentences(answer)]
    panels = [ROOT / "evals" / "panels" / f"{name}.jsonl" for name in ("gate", "bundled-blind", "gate-other-ministries", "dev-blind")]
    rows = [json.loads(line) for panel in panels for line in panel.read_text(encoding="utf-8").splitlines()]
    good = [(row["claim"], row["evidence"], known.get(row["evidence"], {})) for row in rows if row["expected"] == "shortened"]
    return tuple(one for one in whole + good if len(one[0].split()) > 3)


def _put_in(words: tuple[str, ...]) -> Damage:
    def damage(claim: str, answer: str, draw: random.Random) -> Iterator[str]:
        said = claim.split()
        for word in draw.sample(words, k=min(3, len(words))):
            at = draw.randint(1, len(said) - 1)
            yield " ".join([*said[:at], word, *said[at:]])

    return damage


def _modal_changed(claim: str, answer: str, draw: random.Random) -> Iterator[str]:
    for match in re.finditer(r"\b(?:kan|kunnen|mag|mogen|moet|moeten|zal|zullen|dient|dienen|is|zijn|heeft|worden|wordt)\b", claim):
        for modal in draw.sample(MODALS, k=2):
            if modal != SINGULAR.get(match.group(), match.group()):
                yield claim[: match.start()] + modal + claim[match.end() :]


def _denied_by_prefix(claim: str, answer: str, draw: random.Random) -> Iterator[str]:
    for match in re.finditer(r"\b[a-zë]{6,}e?\b", claim):
        yield claim[: match.start()] + draw.choice(("on", "niet-", "non-")) + claim[match.start() :]


def _number_changed(claim: str, answer: str, draw: random.Random) -> Iterator[str]:
    for match in re.finditer(r"\d+(?:[.,]\d+)*", claim):
        more = f"{match.group()}0" if "," not in match.group() else f"{match.group()}1"
        for other in (more, f"-{match.group()}", f"<{match.group()}", f"{match.group()},5", "twaalf", "een derde"):
            yield claim[: match.start()] + other + claim[match.end() :]


def _notes_glued(claim: str, answer: str, draw: random.Random) -> Iterator[str]:
    for match in re.finditer(r"\w+", claim):
        yield f"{claim[: match.end()]}{draw.randint(1, 19)}{claim[match.end() :]}"


def _hidden(claim: str, answer: str, draw: random.Random) -> Iterator[str]:
    for sign in SIGNS.values():
        at = draw.randint(1, len(claim) - 2)
        yield claim[:at] + sign + claim[at:]


def _alike(claim: str, answer: str, draw: random.Random) -> Iterator[str]:
    yield from (claim.replace(own, other, 1) for own, other in ALIKE.items() if own in claim)


def _names_exchanged(claim: str, answer: str, draw: random.Random) -> Iterator[str]:
    names = list(dict.fromkeys(re.findall(r"\b(?:AP|RDI|AVG|Odido|OM|NCSC|EZK|BIJ12|RIVM|NAM)\b", claim)))
    for one, other in itertools.pairwise(names):
        yield re.sub(rf"\b(?:{one}|{other})\b", lambda found, one=one, other=other: other if found.group() == one else one, claim)  # type: ignore[misc]
    yield from (re.sub(rf"\b{name}\b", "KPN", claim, count=1) for name in names)


def _glued_to_another(claim: str, answer: str, draw: random.Random) -> Iterator[str]:
    others = [answer[s.start : s.end] for s in sentences(answer) if answer[s.start : s.end].rstrip(".") not in claim]
    for other in draw.sample(others, k=min(2, len(others))):
        if len(other.split()) > 4 and other.split()[:3] != claim.split()[:3]:
            tail = " ".join(other.split()[len(other.split()) // 2 :])
            yield f"{claim.rstrip('.')}, {other[0].lower()}{other[1:]}"
            yield f"{claim.rstrip('.')} en {tail}"
            yield f"{claim.rstrip('.')}, omdat {tail}"


def _clauses_exchanged(claim: str, answer: str, draw: random.Random) -> Iterator[str]:
    for joiner in (", ", " en ", " maar ", " dat "):
        head, found, tail = claim.rstrip(".").partition(joiner)
        if found and len(head.split()) > 2 and len(tail.split()) > 2:
            yield f"{tail[0].upper()}{tail[1:]}{joiner}{head[0].lower()}{head[1:]}."


def _asked(claim: str, answer: str, draw: random.Random) -> Iterator[str]:
    yield f"{claim.rstrip('.')}?"


DAMAGES: dict[str, Damage] = {
    "negation": _put_in(DENIALS),
    "negation_by_prefix": _denied_by_prefix,
    "modality": _modal_changed,
    "hedge": _put_in(HEDGES),
    "time_limit": _put_in(TIMES),
    "condition": _put_in(CONDITIONS),
    "restriction": _put_in(RESTRICTIONS),
    "attribution": _put_in(SPEAKERS),
    "name": _names_exchanged,
    "number": _number_changed,
    "note_glued": _notes_glued,
    "hidden": _hidden,
    "look_alike": _alike,
    "glued": _glued_to_another,
    "clauses_exchanged": _clauses_exchanged,
    "question": _asked,
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_claim_never_passes(name: str) -> None:
    draw = random.Random(name)
    passed, tried = [], 0
    for claim, answer, known in _claims():
        for damaged in DAMAGES[name](claim, answer, draw):
            tried += 1
            if verify(damaged, answer, abbreviations=known).verdict != "unsupported":
                passed.append(damaged)
    assert tried > 20
    assert passed == []


REPORTED = (
    "De leden stellen dat {}.", "Volgens de leden klopt het niet dat {}.", "Het is niet zo dat {}.", "De vraag is of {}.",
    "Ik betwist dat {}.", "Het lid meent ten onrechte dat {}.", "Indien {}, volgt nader overleg.", "Er zijn geruchten dat {}.",
)  # fmt: skip
SAID = (
    "de scholen zijn gesloten", "Odido de klanten heeft gewaarschuwd", "de AP toezicht houdt op de wet",
    "er geen boete is opgelegd en de wet wordt aangepast",
)  # fmt: skip
ALONE = {
    "de scholen zijn gesloten": ("De scholen zijn gesloten.",),
    "Odido de klanten heeft gewaarschuwd": ("Odido heeft de klanten gewaarschuwd.", "De klanten heeft Odido gewaarschuwd."),
    "de AP toezicht houdt op de wet": ("De AP houdt toezicht op de wet.",),
    "er geen boete is opgelegd en de wet wordt aangepast": ("Er is geen boete opgelegd.", "De wet wordt aangepast."),
}


@pytest.mark.parametrize("frame", REPORTED)
@pytest.mark.parametrize("said", SAID)
def test_what_is_only_reported_denied_or_supposed_is_never_said(frame: str, said: str) -> None:
    answer = f"Ja. {frame.format(said)} Ik ga daar niet over."
    for claim in ALONE[said]:
        assert verify(claim, answer).verdict == "unsupported"


@pytest.mark.parametrize("marks", ["“{}”", "„{}”", "«{}»", '"{}"', "‘{}’"])
@pytest.mark.parametrize(
    "frame", ["Het lid schrijft: {}. Dat klopt niet.", "{}, aldus de leden. Ik deel dat niet.", "Ik lees: {} Dat deel ik niet."]
)
def test_words_that_an_answer_quotes_of_another_are_never_its_own(frame: str, marks: str) -> None:
    quoted = "De minister wist ervan. Hij heeft destijds niets gedaan. De Kamer is misleid."
    answer = frame.format(marks.format(quoted))
    for claim in ("Hij heeft destijds niets gedaan.", "Hij heeft niets gedaan.", "De Kamer is misleid.", "De minister wist ervan."):
        assert verify(claim, answer).verdict == "unsupported"


def test_a_name_or_term_in_quotation_marks_is_the_governments_own_sentence() -> None:
    answer = "Daarnaast is het bericht “Odido gehackt. Gegevens op straat” bekend. Een “hoog risico” datalek wordt gemeld."
    assert verify("Een “hoog risico” datalek wordt gemeld.", answer).verdict == "literal"
    assert verify("“Een “hoog risico” datalek wordt gemeld.”", answer).verdict == "literal"
    assert verify("Gegevens op straat.", answer).verdict == "unsupported"


def test_an_answer_that_stands_in_marks_as_a_whole_quotes_nobody() -> None:
    assert verify("Dat is bekend.", "“Ja. Dat is bekend.”").verdict == "literal"
