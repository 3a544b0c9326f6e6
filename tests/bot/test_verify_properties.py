"""What must hold for any text, and for any small damage to a claim that was good."""

import itertools
import json
import random
import re
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.gate.align import same
from bot.gate.folded import hides_something
from bot.gate.shape import kind_of
from bot.verify import introduced, verify
from store.sentences import sentences

ROOT = Path(__file__).parents[2]
LETTERS = ("2026Z03908-losgeld-na-datalek-odido", "2026-04-08-cyberaanval-odido")
SWAPS = {
    "kan": "moet", "kunnen": "moeten", "moet": "kan", "moeten": "kunnen", "mogen": "moeten", "zal": "kan", "is": "was", "heeft": "had",
    "alleen": "ook", "veelal": "altijd", "geen": "een", "niet": "wel", "mogelijke": "zekere", "dringend": "soms",
}  # fmt: skip
NAMES = {"AP": "RDI", "RDI": "AP", "Odido": "KPN", "politie": "AIVD", "AVG": "Wbni", "NCSC": "NCTV", "EZK": "BZK", "FG": "AP"}
PIECES = st.sampled_from(
    "De AP het kabinet kan niet geen en of maar , . ; ( ) zoals waaronder die dat om te indien op grond van 10 procent € 6,2 miljoen "
    "daarnaast - “ ” risico’s \n\n … Ja. [1] [2: x] \u00ad \u200b".split(" ")
)


@cache
def _answers() -> tuple[str, ...]:
    rows = (json.loads(line) for line in (ROOT / "evals" / "panels" / "gate.jsonl").read_text(encoding="utf-8").splitlines())
    return tuple(dict.fromkeys(row["evidence"] for row in rows))


@cache
def _good() -> tuple[tuple[str, str, dict[str, str]], ...]:
    known = {letter: introduced((ROOT / "store" / "corpus" / f"{letter}.txt").read_text(encoding="utf-8")) for letter in LETTERS}
    rows = (json.loads(line) for line in (ROOT / "evals" / "panels" / "gate.jsonl").read_text(encoding="utf-8").splitlines())
    return tuple((r["claim"], r["evidence"], known[r["letter"]]) for r in rows if r["expected"] == "shortened")


def _passed(changed: list[tuple[str, str, dict[str, str]]]) -> list[str]:
    assert changed
    return [claim for claim, answer, known in changed if verify(claim, answer, abbreviations=known).verdict != "unsupported"]


def _whole(claim: str) -> list[str]:
    return claim.split()


@given(st.text(max_size=300), st.text(max_size=600))
@settings(max_examples=300, deadline=None)
def test_any_text_gets_a_verdict_with_exact_offsets(claim: str, answer: str) -> None:
    verdict = verify(claim, answer)
    assert answer[verdict.start : verdict.end] == verdict.quote
    assert 0.0 <= verdict.score <= 1.0


@given(st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES, max_size=60).map(" ".join))
@settings(max_examples=400, deadline=None)
def test_text_like_a_letter_gets_a_verdict_with_exact_offsets(claim: str, answer: str) -> None:
    verdict = verify(claim, answer)
    assert answer[verdict.start : verdict.end] == verdict.quote
    assert verdict == verify(claim, answer)


@given(st.lists(PIECES, min_size=1, max_size=60).map(" ".join), st.integers(0, 50))
@settings(max_examples=300, deadline=None)
def test_every_whole_sentence_of_an_answer_is_literal(answer: str, pick: int) -> None:
    spans = sentences(answer)
    if not spans:
        return
    span = spans[pick % len(spans)]
    sentence = answer[span.start : span.end]
    bare = re.sub(r"\[[^\]]*\]", "", sentence)
    if hides_something(sentence) or not any(c.isalnum() for c in bare) or set(answer) & {"[", "\u00ad", "“"}:
        return  # a mark of a note, a hidden hyphen, words of another
    verdict = verify(sentence, answer)
    assert verdict.verdict == "literal"


def test_every_whole_sentence_of_the_bundled_letters_is_literal_and_found_where_it_stands() -> None:
    for answer in _answers():
        for span in sentences(answer):
            verdict = verify(answer[span.start : span.end], answer)
            assert verdict.verdict == "literal"
            assert verdict.quote == answer[verdict.start : verdict.end]


def test_a_sentence_without_its_guarded_word_never_passes() -> None:
    kinds = {"negation", "modality", "hedge", "restriction", "attribution", "time_limit"}
    changed = []
    for answer in _answers():
        for span in sentences(answer):
            words = answer[span.start : span.end].split()
            for at, word in enumerate(words):
                if kind_of(word.strip(".,():;").lower()) in kinds and len(words) > 3:
                    changed.append((" ".join([*words[:at], *words[at + 1 :]]), answer, {}))
    assert _passed(changed) == []


def test_a_shortening_without_its_guarded_word_never_passes() -> None:
    kinds = {"negation", "modality", "hedge", "restriction", "time_limit"}
    changed = []
    for claim, answer, known in _good():
        words = _whole(claim)
        for at, word in enumerate(words):
            if kind_of(word.strip(".,():;").lower()) in kinds:
                changed.append((" ".join([*words[:at], *words[at + 1 :]]), answer, known))
    assert _passed(changed) == []


@pytest.mark.parametrize("word", ["niet", "geen", "nooit", "altijd", "alleen", "mogelijk", "alle", "volgens Odido", "zonder"])
def test_a_shortening_with_a_word_put_in_never_passes(word: str) -> None:
    changed = []
    for claim, answer, known in _good():
        words = _whole(claim)
        changed += [(" ".join([*words[:at], word, *words[at:]]), answer, known) for at in range(1, len(words))]
    assert _passed(changed) == []


def test_a_shortening_with_a_modal_or_quantifier_swapped_never_passes() -> None:
    changed = []
    for claim, answer, known in _good():
        for word, other in SWAPS.items():
            if re.search(rf"\b{word}\b", claim):
                changed.append((re.sub(rf"\b{word}\b", other, claim, count=1), answer, known))
    assert _passed(changed) == []


def test_a_shortening_with_a_name_swapped_never_passes() -> None:
    changed = []
    for claim, answer, known in _good():
        for name, other in NAMES.items():
            if re.search(rf"\b{name}\b", claim):
                changed.append((re.sub(rf"\b{name}\b", other, claim, count=1), answer, known))
    assert _passed(changed) == []


@given(st.integers(1, 999), st.integers(1, 999), st.sampled_from(["miljoen", "procent", "meldingen", "euro"]))
@settings(max_examples=200, deadline=None)
def test_two_numbers_swapped_or_changed_never_pass(one: int, other: int, unit: str) -> None:
    answer = f"In 2024 zijn daarnaast van de {one} {unit} in totaal {other} {unit} gecontroleerd, omdat dat nodig was."
    good = f"In 2024 zijn van de {one} {unit} in totaal {other} {unit} gecontroleerd."
    assert verify(good, answer).verdict == "shortened"
    if one != other:
        assert verify(f"In 2024 zijn van de {other} {unit} in totaal {one} {unit} gecontroleerd.", answer).verdict == "unsupported"
    assert verify(good.replace(f"{other} {unit} gecontroleerd", f"{other + 1} {unit} gecontroleerd"), answer).verdict == "unsupported"
    assert verify(good.replace("2024", "2025"), answer).verdict == "unsupported"


def test_word_soup_of_a_sentence_never_passes() -> None:
    draw = random.Random(20260408)
    changed = []
    for answer in _answers():
        for span in sentences(answer):
            words = answer[span.start : span.end].split()
            for _ in range(6 if len(words) > 5 else 0):
                soup = draw.sample(words, k=draw.randint(4, len(words)))
                if soup not in (words, sorted(soup, key=words.index)):
                    changed.append((" ".join(soup), answer, {}))
    assert _passed(changed) == []


def test_two_words_exchanged_never_pass_when_both_carry_meaning() -> None:
    changed = []
    for claim, answer, known in _good():
        words = _whole(claim)
        content = [at for at, word in enumerate(words) if len(word) > 4 and word.isalpha()]
        for one, other in zip(content, content[2:], strict=False):
            swapped = list(words)
            swapped[one], swapped[other] = swapped[other], swapped[one]
            if not same(words[one].lower(), words[other].lower()):
                changed.append((" ".join(swapped), answer, known))
    assert _passed(changed) == []


def test_halves_of_two_sentences_never_pass_together() -> None:
    changed = []
    for answer in _answers():
        spans = sentences(answer)
        for one, other in itertools.pairwise(spans):
            left, right = answer[one.start : one.end].rstrip(".").split(), answer[other.start : other.end].split()
            if len(left) > 4 and len(right) > 4:
                changed.append((" ".join([*left[: len(left) // 2], *right[len(right) // 2 :]]), answer, {}))
                changed.append((" ".join([*left, "en", *right]), answer, {}))
    assert _passed(changed) == []


@pytest.mark.parametrize("piece", ["a ", "(", "en ", "De AP (AP) ", "Een zin. ", "zoals de AP en de RDI, of het OM, ", "[1: ", "-\n"])
def test_a_hundred_thousand_characters_are_judged_in_bounded_time(piece: str) -> None:
    long = (piece * (100_000 // len(piece) + 1))[:100_000]
    begin = time.perf_counter()
    for claim, answer in ((long, long + " niet"), ("De AP kan optreden.", long), (long, "De AP kan optreden.")):
        verdict = verify(claim, answer)
        assert answer[verdict.start : verdict.end] == verdict.quote
    assert time.perf_counter() - begin < 20
