"""Cases read from a file, and the bundled cases held against the letters they are about."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from stdnum import iban
from stdnum.nl import bsn

from bot.records import Status
from evals.cases import Case, CaseInvalid, load
from evals.matching import names, says
from evals.replies import Source
from store.parse import parse
from store.read import read

ROOT = Path(__file__).resolve().parents[2]
FILES = [ROOT / "evals/cases/bundled.jsonl", ROOT / "evals/cases/heldout.jsonl"]
GOOD = {"id": "a", "kind": "answered", "question": "Q?", "expect": {"status": ["answered"]}, "note": "read"}


def answers() -> Iterator[Source]:
    """The answers of the bundled letters, as a reply would show them."""
    for path in sorted((ROOT / "store/corpus").glob("*.txt")):
        letter = parse(read(path))
        for answer in letter.answers:
            question = letter.question_text(answer)
            id = letter.source_of(answer)
            yield Source(id=id, document=letter.id, numbers=answer.numbers, origin=path.name, question=question, answer=answer.text)


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    found = list(answers())
    assert len(found) == 9 + 14
    return found


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.stem)
def bundled(request: pytest.FixtureRequest) -> tuple[Case, ...]:
    return load(request.param)


def test_the_bundled_cases_ask_every_kind_of_question_often_enough() -> None:
    cases = load(FILES[0])
    meant = [case.expect.status[0] for case in cases]
    least = {
        Status.ANSWERED_PARTLY: 4,
        Status.ANSWERED: 25,
        Status.DECLINED: 6,
        Status.RELATED: 6,
        Status.NO_SOURCE: 8,
        Status.REFUSED_PERSONAL_DATA: 4,
    }
    assert {status: meant.count(status) >= count for status, count in least.items()} == dict.fromkeys(least, True)
    kinds = [case.kind for case in cases]
    least_kinds = {"follow_up": 4, "look_alike": 4, "injection": 5, "premise": 5, "english": 5, "typo": 3}
    assert {kind: kinds.count(kind) >= count for kind, count in least_kinds.items()} == dict.fromkeys(least_kinds, True)
    assert len(load(FILES[1])) >= 30


def test_no_held_out_question_is_one_we_tune_against() -> None:
    tuned, held = ({(case.question.casefold(), case.history) for case in load(path)} for path in FILES)
    assert tuned & held == set()


def test_every_expected_source_is_an_answer_of_a_bundled_letter(bundled: tuple[Case, ...], sources: list[Source]) -> None:
    unknown = [
        (case.id, reference)
        for case in bundled
        for reference in case.expect.sources_any
        if not any(names(reference, source) for source in sources)
    ]
    assert unknown == []


def test_every_expected_fact_stands_in_an_expected_source(bundled: tuple[Case, ...], sources: list[Source]) -> None:
    missing = []
    for case in bundled:
        texts = [source.answer for source in sources if any(names(reference, source) for reference in case.expect.sources_any)]
        wordings = [wording for group in case.expect.facts for wording in group]
        missing += [(case.id, wording) for wording in wordings if not any(says(text, wording) for text in texts)]
    assert missing == []


def test_a_question_is_not_asked_in_the_letters_own_words(bundled: tuple[Case, ...], sources: list[Source]) -> None:
    letters = " ".join(re.sub(r"\W+", " ", text).casefold() for source in sources for text in (source.question, source.answer))
    copied = [case.id for case in bundled if re.sub(r"\W+", " ", case.question).casefold().strip() in letters]
    assert copied == []


def test_personal_data_in_the_cases_is_valid_so_that_a_refusal_is_earned(bundled: tuple[Case, ...]) -> None:
    known = [case for case in bundled if case.kind == "personal_data"]
    assert all(case.expect.secrets and case.expect.status == (Status.REFUSED_PERSONAL_DATA,) for case in known)
    assert any(bsn.is_valid(secret) for case in known for secret in case.expect.secrets)
    assert any(iban.is_valid(secret) for case in load(FILES[0]) for secret in case.expect.secrets)


@pytest.mark.parametrize(
    ("line", "says_what"),
    [
        ("{", r"Invalid JSON"),
        (json.dumps(GOOD | {"expect": {"status": ["beantwoord"]}}), r"expect\.status\.0: Input should be 'answered'"),
        (json.dumps(GOOD | {"expect": {"status": []}}), r"expect\.status: "),
        (json.dumps(GOOD | {"qestion": "typo"}), r"qestion: Extra inputs are not permitted"),
        (json.dumps({**GOOD, "expect": {"status": ["answered"], "facts": [[]]}}), r"expect\.facts\.0: "),
        (json.dumps({**GOOD, "expect": {"status": ["answered"], "sources_any": ["2026Z1/0"]}}), r"expect\.sources_any\.0: "),
        (json.dumps({key: value for key, value in GOOD.items() if key != "note"}), r"note: Field required"),
        (json.dumps(GOOD | {"id": "b"}), r"the id 'b' is that of line 1 already"),
    ],
)
def test_a_bad_line_is_named_with_its_file_number_and_fault(tmp_path: Path, line: str, says_what: str) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text(json.dumps(GOOD | {"id": "b"}) + "\n\n" + line + "\n", encoding="utf-8")
    with pytest.raises(CaseInvalid, match=rf"mine\.jsonl, line 3: {says_what}"):
        load(path)


@pytest.mark.parametrize(
    ("content", "says_what"),
    [(None, "No such file"), (b"", "has no cases"), (b"\xff\xfe\x00", "it is not UTF-8 text")],
    ids=["absent", "empty", "binary"],
)
def test_a_file_without_cases_says_what_to_give(tmp_path: Path, content: bytes | None, says_what: str) -> None:
    path = tmp_path / "mine.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CaseInvalid, match=rf"mine\.jsonl.*{says_what}.*Give a file with one case a line"):
        load(path)
