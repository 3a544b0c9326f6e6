"""The proof that nothing is lost must itself find what is: each kind of loss is planted here."""

from dataclasses import replace

from store.account import NOWHERE, Account
from store.parse import parse_accounted
from store.proof import losses
from store.raw import RawText
from store.records import Document

TEXT = "Vraag 1\nWat is dat?\nAntwoord 1\nDat is[footnoteRef:1] dit. [1: Nu.nl]"


def read() -> tuple[Document, Account]:
    return parse_accounted(RawText(origin="brief.txt", text=TEXT))


def test_a_letter_that_is_whole_has_no_losses() -> None:
    assert list(losses(*read())) == []


def test_a_word_that_is_missing_from_an_answer_is_found() -> None:
    document, account = read()
    shorter = replace(document, answers=(replace(document.answers[0], text="Dat is."),))
    assert list(losses(shorter, account)) == ["answer 1 is not what the letter says there"]


def test_an_answer_that_is_dropped_is_found() -> None:
    document, account = read()
    found = list(losses(replace(document, answers=()), account))
    assert "answer 1 is in no question, answer, remark or flag" in found
    assert "footnote 1 is in no question, answer, remark or flag" in found


def test_characters_that_nobody_claimed_are_found() -> None:
    document, account = read()
    (loss, *_) = losses(document, Account(account.text))
    assert "in no place" in loss
    assert Account(account.text).characters() == {NOWHERE: len("".join(TEXT.split()))}
