"""What is refused before anything is searched, and what must not be."""

import re
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_97_10
from stdnum.nl import bsn

from bot.records import Status, Turn
from bot.screen import LONGEST, Refused, Screened, screen, screen_history
from bot.screening.personal_data import personal_data

LETTERS = sorted((Path(__file__).parents[2] / "store" / "corpus").glob("*.txt"))

sentences = st.lists(
    st.sampled_from("Staat mijn gegeven nummer is het, (dus) dit: op straat? Waarom staat er «iets» over, of: rekening bij Odido".split()),
    max_size=6,
).map(" ".join)
joints = st.sampled_from(["", " ", ".", "-", "\u00a0", " - ", "/", "–", "\u200b", "\u00ad"])
digit_forms = st.sampled_from(["0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "O123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"])


@st.composite
def spaced(draw: st.DrawFn, number: str) -> str:
    """The number with one kind of joint between some of its characters."""
    joint, cuts = draw(joints), draw(st.sets(st.integers(1, len(number) - 1)))
    return "".join((joint if at in cuts else "") + char for at, char in enumerate(number))


@st.composite
def bsns(draw: st.DrawFn) -> str:
    """A valid BSN of nine digits: eight free ones and the check digit that the elfproef asks for."""
    head = draw(st.integers(1_000_000, 99_999_999).map("{:08}".format))
    check = sum((9 - at) * int(digit) for at, digit in enumerate(head)) % 11
    assume(check < 10)
    return f"{head}{check}"


@st.composite
def ibans(draw: st.DrawFn) -> str:
    bank = draw(st.sampled_from(["ABNA", "RABO", "INGB", "BUNQ", "TRIO"]))
    rest = bank + draw(st.integers(0, 10**10 - 1).map("{:010}".format))
    return f"NL{mod_97_10.calc_check_digits(rest + 'NL')}{rest}"


@given(number=bsns(), before=sentences, after=sentences, form=digit_forms, data=st.data())
@example(number="111222333", before="Staat mijn BSN", after="op straat?", form="0123456789", data=None)
def test_a_bsn_is_refused_in_any_spacing_script_and_sentence(number: str, before: str, after: str, form: str, data: st.DataObject) -> None:
    assert bsn.is_valid(number)
    written = data.draw(spaced(number)) if data else number
    # '123.000.000' is an amount to every reader, whatever its check digit.
    assume(not number.endswith("000000"))
    question = f"{before} {written.translate(str.maketrans('0123456789', form))} {after}"
    result = screen(question)
    assert isinstance(result, Refused)
    assert result.status is Status.REFUSED_PERSONAL_DATA


@given(number=ibans(), before=sentences, after=sentences, lower=st.booleans(), data=st.data())
def test_an_iban_is_refused_in_any_spacing_and_sentence(number: str, before: str, after: str, lower: bool, data: st.DataObject) -> None:
    written = data.draw(spaced(number))
    result = screen(f"{before} {written.lower() if lower else written} {after}")
    assert isinstance(result, Refused)
    assert result.status is Status.REFUSED_PERSONAL_DATA


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("bsn 12345672", "bsn"),  # the leading zero left out
        ("bsn 012345672", "bsn"),
        ("BSN111222333.", "bsn"),
        ("1112.22.333", "bsn"),
        ("mijn sofinummer: 111,222,333", "bsn"),
        ("BSN 111.222.333 euro", "bsn"),
        ("NL91 ABNA 0417 1643 00", "iban"),
        ("nl91abna0417164300en", "iban"),
        ("NL91ABNAO4171643OO", "iban"),
        ("BE68 5390 0754 7034", "iban"),
        ("jan.jansen@example.nl", "email"),
        ("Jan＠example.nl", "email"),
        ("jan (at) example.nl", "email"),
        ("06-12345678", "phone"),
        ("06 12 34 56 78", "phone"),
        ("+31 6 12345678", "phone"),
        ("+31 (0)6 12345678", "phone"),
        ("0031612345678", "phone"),
        ("(06) 12345678", "phone"),
        ("O6-12345678", "phone"),
        ("x0612345678y", "phone"),
        ("070-3403411", "phone"),
        ("+32 475 12 34 56", "phone"),
    ],
)
def test_each_kind_of_personal_data_is_recognised(text: str, kind: str) -> None:
    assert kind in personal_data(text)
    assert isinstance(screen(f"Weet u iets over {text} ?"), Refused)


@pytest.mark.parametrize(
    "text",
    [
        "Wat staat er in 2026Z03908?",
        "Wat staat er in 2024Z 17972 van 2025?",
        "Zijn er 6.200.000 accounts gelekt?",
        "Zijn er 62.000.000 accounts gelekt?",
        "Klopt € 111.222.333?",
        "Kostte het 111.222,33 euro?",
        "Kostte het 111222333 euro?",
        "Wat zegt 36 800 VII, nr. 7?",
        "Wat zegt 26 643, nr. 1234 van 2025?",
        "Wat gebeurde er op 27-02-2026?",
        "Wat gebeurde er op 27-02-2026 9 keer?",
        "Wat gebeurde er op 20260227?",
        "Vergaderjaar 2025-2026, nr. 1305?",
        "Vergaderjaar 2025–2026 7?",
        "ah-tk-20252026-1305 graag",
        "In 2024 2025 en 2026?",
        "Bel ik 112, 0800-8051, 14 020 of 0900-8844?",
        "Is het nummer 123456789 geldig?",  # fails the elfproef
        "Is NL91ABNA0417164301 geldig?",  # fails mod-97
        "Wat vindt @odido ervan?",
        "Zijn 6,2 miljoen accounts en 1.000.000 euro hetzelfde?",
    ],
)
def test_numbers_of_parliament_and_of_money_are_not_personal(text: str) -> None:
    assert personal_data(text) == frozenset()
    assert screen(text) == Screened(question=text)


@pytest.mark.parametrize("letter", LETTERS, ids=lambda path: path.stem)
def test_no_question_of_the_bundled_letters_is_refused(letter: Path) -> None:
    questions = re.findall(
        r"^(?:\[bookmark[^]]*\])*Vraag \d+ *\n(.+?)\n\s*Antwoord op vraag", letter.read_text(encoding="utf-8"), re.M | re.S
    )
    assert len(questions) in (9, 14)
    for question in questions:
        assert isinstance(screen(question), Screened), question


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" \t\n\u00a0 ", "empty"),
        ("\u200b\u2060\u3164", "empty"),
        ("???!… — §", "empty"),
        ("👍🏽", "empty"),
        ("12 + 30", "empty"),
        ("vraag " * 400, "too_long"),
        ("Wat\x00nu?", "unreadable"),
        ("Wat\x1b[31mnu?", "unreadable"),
        ("Wat\ud800nu?", "unreadable"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(text: str, code: str) -> None:
    result = screen(text)
    assert isinstance(result, Refused)
    assert (result.status, result.notice.code) == (Status.REFUSED_INPUT, code)


def test_exactly_the_longest_question_is_taken() -> None:
    assert screen("a" * LONGEST) == Screened(question="a" * LONGEST)
    assert isinstance(screen("a" * (LONGEST + 1)), Refused)


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("  Wat \t is\n\nphishing ? ", "Wat is phishing ?"),
        ("Is e\u0301e\u0301n genoeg?", "Is één genoeg?"),
        ("Wat is\u200b phi\u00adshing\ufeff?", "Wat is phishing?"),
        ("Wat is \u202egnihsihp\u202c?", "Wat is gnihsihp?"),
        ("\uf0b7 Wat is phishing?", "Wat is phishing?"),
    ],
)
def test_white_space_is_folded_and_the_invisible_goes(typed: str, clean: str) -> None:
    assert screen(typed) == Screened(question=clean)


@given(st.text(max_size=300))
def test_what_is_let_through_stays_as_it_is_when_screened_again(text: str) -> None:
    result = screen(text)
    if isinstance(result, Screened):
        assert screen(result.question) == result
        assert result.question.isprintable()


def test_a_refusal_repeats_nothing_of_what_was_typed() -> None:
    result = screen("Staat mijn BSN 111222333 of jan@example.nl op straat?")
    assert isinstance(result, Refused)
    assert "111222333" not in repr(result)
    assert "jan@" not in repr(result)
    assert "burgerservicenummer (BSN) en een e-mailadres" in result.notice.text


def test_a_bsn_cut_by_control_characters_is_still_a_bsn() -> None:
    result = screen("Is 111\x01222\x02333 van mij?")
    assert isinstance(result, Refused)
    assert result.status is Status.REFUSED_PERSONAL_DATA


def test_an_earlier_turn_with_personal_data_is_dropped() -> None:
    kept = Turn(question="Wat is  phishing?", understood="Wat is phishing?", sources=("2026Z03908/3",))
    asked = Turn(question="Is 111222333 gelekt?", understood="Is het gelekt?")
    understood = Turn(question="Is het gelekt?", understood="Is 111222333 gelekt?")
    assert screen_history([asked, kept, understood]) == (
        Turn(question="Wat is phishing?", understood="Wat is phishing?", sources=("2026Z03908/3",)),
    )
