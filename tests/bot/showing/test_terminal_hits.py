"""What a librarian sees of a search: readable at 80 columns, with styles on a terminal and without them in a pipe."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from bot.showing.terminal_hits import show_hits
from store.explain import Explained, Matched
from store.records import Hit, Passage

ANSWER = "De schadevergoeding is hoog. " + "Een gehackt bedrijf kan veel schade lijden en moet dan betalen. " * 4
PASSAGE = Passage(
    id="d/1", source="d/1", document="d", numbers=(1,), subject="Hackers\nen losgeld", question="Wie betaalt\nde schade?", answer=ANSWER
)
HIT = Hit(passage=PASSAGE, score=8.204, similarity=0.9, ranks={"vectors": 2, "terms": 1, "context": 4, "sentences": 3})
SCHADE = tuple((at, at + 6) for at in range(len(ANSWER)) if ANSWER[at : at + 7] == "schade ")
WHY = Explained(
    matched=(
        Matched(asked="schade", found="schade", where="question", how="same", at=((15, 21),)),
        Matched(asked="schade", found="schade", where="answer", how="same", at=SCHADE),
        Matched(asked="schade", found="schadevergoeding", where="answer", how="part", at=((3, 19),)),
        Matched(asked="hackers", found="gehackt", where="answer", how="stem", at=()),
    ),
    sentence="De schadevergoeding is hoog.",
    nearness=0.87,
    pointer=None,
)


def shown(hit: Hit = HIT, why: Explained = WHY, *, terminal: bool = False, width: int = 80) -> str:
    file = io.StringIO()
    show_hits([hit], [why], Console(file=file, width=width, force_terminal=terminal, color_system=None, highlight=False))
    return file.getvalue()


def test_a_hit_says_its_place_by_each_way_and_the_words_that_met() -> None:
    text = shown()
    assert "plaats: betekenis 2, woorden 1, brief 4, beste zin 3; score 8.20" in text
    assert "woorden: schade → schadevergoeding · hackers → gehackt" in text
    assert "zin het dichtst bij uw vraag: ‘De schadevergoeding is hoog.’" in text
    assert "over: Hackers en losgeld" in text


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("terminal", [False, True])
def test_no_line_is_longer_than_the_console_or_ends_in_spaces(width: int, terminal: bool) -> None:
    lines = [line.replace("\x1b[1m", "").replace("\x1b[0m", "") for line in shown(width=width, terminal=terminal).splitlines()]
    assert max(map(len, lines)) <= width
    assert all(line == line.rstrip() for line in lines)


def test_words_that_met_are_between_stars_in_a_pipe_and_only_styled_on_a_terminal() -> None:
    piped, terminal = shown(width=400), shown(width=400, terminal=True)
    assert "\x1b" not in piped
    assert "De *schadevergoeding* is hoog. Een gehackt bedrijf kan veel *schade* lijden" in piped
    assert "de *schade*?" in piped
    assert "*" not in terminal
    assert "De schadevergoeding is hoog." in terminal


def test_what_was_folded_in_and_what_pointed_here_are_named() -> None:
    text = shown(replace(HIT, via="d/4", also=("e/2", "f/1")), replace(WHY, pointer="Zie\nvraag 1"), width=200)
    assert "gevonden via d/4, dat zegt: ‘Zie vraag 1’" in text
    assert "hetzelfde antwoord staat ook in: e/2, f/1" in text
    assert "gevonden via d/4\n" in shown(replace(HIT, via="d/4"), width=200)


def test_a_hit_that_no_word_or_way_found_says_so() -> None:
    text = shown(replace(HIT, ranks={}, via="d/4"), replace(WHY, matched=(), sentence=None))
    assert "plaats: niet zelf gevonden" in text
    assert "woorden: geen, alleen de betekenis lijkt" in text
    assert "dichtst" not in text


def test_a_letter_cannot_move_the_cursor() -> None:
    hit = replace(HIT, passage=replace(PASSAGE, answer="Ja\x1b[2J\x02nee\x03.", subject="\x1b[31mrood"))
    assert "\x1b" not in shown(hit, replace(WHY, matched=()))
    assert "Ja[2Jnee." in shown(hit, replace(WHY, matched=()))


def test_nothing_found_is_said() -> None:
    file = io.StringIO()
    show_hits([], [], Console(file=file, width=80))
    assert file.getvalue() == "Niets gevonden.\n"
