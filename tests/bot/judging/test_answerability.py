"""Weighed answers made by hand, on dikes and bridges: which status they allow, and which sentence earns it."""

from dataclasses import dataclass, replace

import pytest

from bot.judging.answerability import bears, judge, on_subject, picks_of
from bot.judging.choosing import carrying
from bot.judging.intent import Intent, intent
from bot.judging.relevance import WeighedAnswer, WeighedSentence
from bot.judging.values import has_what_is_asked
from bot.judging.voorbehoud import voorbehoud
from bot.records import Status
from store.records import Answer, Document, Hit, Passage, Question, Verwijzing
from store.sentences import sentences


@dataclass(frozen=True)
class Weights:
    """How well an answer and all its sentences fit the question; by default they fit it well."""

    near: float = 2.0
    carried: float = 0.9
    uncarried: float = 0.0
    stands_out: float = 7.0


WELL, ILL = Weights(), Weights(near=-2.0, carried=0.05, uncarried=0.8, stands_out=1.0)


def weighed(number: int, question: str, text: str, weights: Weights = WELL, points: str = "") -> WeighedAnswer:
    """Weigh one answer; `points` are the words in it that only point to another answer."""
    start = text.find(points)
    pointers = (Verwijzing(text=points, document="d", numbers=(9,), start=start, end=start + len(points)),) if points else ()
    answer = Answer(numbers=(number,), text=text, verwijzingen=pointers)
    document = Document(id="d", kind="answer", origin="d.txt", questions=(Question(number=number, text=question),), answers=(answer,))
    passage = Passage(id=f"d/{number}", source=f"d/{number}", document="d", numbers=(number,), subject="", question=question, answer=text)
    return WeighedAnswer(
        source=f"d/{number}",
        document=document,
        answer=answer,
        hit=Hit(passage=passage, score=1.0, similarity=0.9),
        near=weights.near,
        stands_out=weights.stands_out,
        carried=weights.carried,
        carried_by_question=weights.carried,
        carried_by_answer=weights.carried,
        uncarried=(),
        uncarried_share=weights.uncarried,
        weakest=weights.carried,
        sentences=tuple(
            WeighedSentence(
                span=span,
                text=text[span.start : span.end],
                near=weights.near,
                carried=weights.carried,
                carried_in_place=weights.carried,
                has_what_is_asked=True,
                carried_beside=weights.carried,
                reserves=reserved.reserves if (reserved := voorbehoud(text[span.start : span.end])) else None,
                carried_by_reserved=weights.carried if reserved else 0.0,
            )
            for span in sentences(text)
        ),
    )


def seen_by(asked: Intent, answer: WeighedAnswer) -> WeighedAnswer:
    """Return an answer whose sentences carry something beside the thing asked for only where they have it."""
    has = [has_what_is_asked(asked.asks, sentence.text) for sentence in answer.sentences]
    return replace(
        answer,
        sentences=tuple(
            replace(sentence, has_what_is_asked=there, carried_beside=sentence.carried if there else 0.0)
            for sentence, there in zip(answer.sentences, has, strict=True)
        ),
    )


def judged(question: str, *answers: WeighedAnswer) -> tuple[Status, list[str]]:
    asked = intent(question)
    verdict = judge(asked, [seen_by(asked, answer) for answer in answers])
    return verdict.status, [pick.sentence.text for pick in verdict.earned_by]


BRIDGE = "Wie betaalt het onderhoud van de brug?"
PAYS = "De provincie betaalt het onderhoud van de brug."


def test_a_sentence_that_carries_what_is_asked_answers() -> None:
    assert judged("Wie betaalt het onderhoud van de oude brug?", weighed(1, BRIDGE, PAYS)) == (Status.ANSWERED, [PAYS])


def test_what_is_only_about_the_subject_is_related() -> None:
    status, earned = judged("Wie betaalt het onderhoud van de oude brug?", weighed(1, BRIDGE, "De brug is geel.", ILL))
    assert (status, earned) == (Status.RELATED, ["De brug is geel."])


@pytest.mark.parametrize(
    ("question", "without", "with_it"),
    [
        ("Hoeveel euro kost het onderhoud van de brug?", PAYS, "Het onderhoud van de brug kost € 4 miljoen."),
        ("Hoeveel bruggen zijn dit jaar gesloten voor onderhoud?", "Er zijn bruggen gesloten.", "Er zijn twaalf bruggen gesloten."),
        ("Wanneer is het onderhoud van de brug klaar?", "Het onderhoud van de brug vordert.", "Het onderhoud is in mei klaar."),
    ],
)
def test_without_the_kind_of_thing_that_is_asked_for_there_is_no_answer(question: str, without: str, with_it: str) -> None:
    assert judged(question, weighed(1, BRIDGE, without))[0] is Status.RELATED
    assert judged(question, weighed(1, BRIDGE, with_it)) == (Status.ANSWERED, [with_it])


def test_a_number_in_the_question_is_confirmed_only_by_a_sentence_that_names_it() -> None:
    question = "Klopt het dat er 12.000 huizen zonder stroom zaten?"
    assert judged(question, weighed(1, "Klopt dat?", "Er zaten huizen zonder stroom."))[0] is Status.RELATED
    assert judged(question, weighed(1, "Klopt dat?", "Er zaten 12000 huizen zonder stroom."))[0] is Status.ANSWERED


def test_an_opinion_is_declined_where_the_judgement_is_left_to_another() -> None:
    text = "Het is niet aan mij om dit te beoordelen. De inspectie keurt de brug elke zes jaar."
    status, earned = judged("Vindt de minister dat de brug veilig genoeg is?", weighed(1, "Vindt u de brug veilig?", text))
    assert (status, earned) == (Status.DECLINED, ["Het is niet aan mij om dit te beoordelen."])


def test_who_decides_is_answered_by_what_declines_an_opinion() -> None:
    text = "Het is aan de inspectie om te beoordelen of de brug veilig is."
    assert judged("Wie bepaalt of de oude brug veilig is?", weighed(1, "Is de brug veilig?", text)) == (Status.ANSWERED, [text])


def test_a_reservation_of_a_named_body_does_not_speak_for_the_government() -> None:
    named = weighed(1, "Is de brug veilig?", "De Inspectie heeft laten weten geen mededelingen te doen over de brug.")
    assert judged("Vindt het kabinet dat de oude brug veilig is?", named)[0] is Status.RELATED
    own = weighed(2, "Is de brug veilig?", "Het is niet aan het kabinet om dit te beoordelen.")
    assert judged("Vindt het kabinet dat de oude brug veilig is?", named, own) == (Status.DECLINED, [own.answer.text])


def test_a_bare_yes_and_a_mere_pointer_say_nothing_of_themselves() -> None:
    yes = weighed(1, "Is de brug veilig?", "Ja.")
    pointer = weighed(2, "Is de dijk veilig?", "Zie het antwoord op vraag 9.", points="Zie het antwoord op vraag 9")
    both = weighed(3, BRIDGE, f"Nee. Zie het antwoord op vraag 9. {PAYS}", points="Zie het antwoord op vraag 9")
    picks = list(picks_of(intent(BRIDGE), [yes, pointer, both]))
    assert [(pick.answer.source, pick.sentence.text) for pick in picks] == [("d/3", PAYS)]


def test_what_an_answer_quotes_of_another_is_no_word_of_the_government() -> None:
    text = "Het rapport zegt: “De brug is oud. De gemeente betaalde nooit voor de brug. De brug moet dicht.” Dit beeld herken ik niet."
    quoting = weighed(1, BRIDGE, text)
    picks = picks_of(intent(BRIDGE), [quoting])
    assert sorted(pick.sentence.text for pick in picks) == ["Dit beeld herken ik niet.", "Het rapport zegt: “De brug is oud."]


def test_what_leans_on_a_quotation_leans_on_the_sentence_that_says_whose_it_is() -> None:
    text = "Het rapport zegt: “De brug is oud. De brug moet dicht.” Dit beeld herken ik niet."
    denial = next(pick for pick in picks_of(intent(BRIDGE), [weighed(1, BRIDGE, text)]) if pick.index == 2)
    assert [denial.answer.sentences[index].text for index in carrying(denial)] == ["Het rapport zegt: “De brug is oud."]


def test_whether_the_minister_knew_is_answered_by_the_yes_to_a_member_who_asked_that() -> None:
    known = weighed(1, "Bent u bekend met het bericht over de brug?", "Ja.")
    question = "Kende de minister het bericht over de brug?"
    assert judged(question, weighed(2, BRIDGE, PAYS), known) == (Status.ANSWERED, ["Ja."])


def test_the_yes_to_a_member_who_asked_only_that_confirms_nothing_else() -> None:
    known = weighed(1, "Bent u bekend met het bericht dat de brug is verzakt?", "Ja, dat bericht ken ik.")
    assert judged("Is de brug verzakt?", known) == (Status.RELATED, [])


def test_the_form_in_which_a_member_wants_answers_is_no_subject() -> None:
    form = weighed(1, "Kunt u deze vragen één voor één beantwoorden?", "De vragen over de brug zijn één voor één beantwoord.")
    assert judged("Zijn de vragen over de brug beantwoord?", form) == (Status.RELATED, [])


def test_nothing_found_is_related_to_nothing() -> None:
    assert judged("Wie betaalt de brug?") == (Status.RELATED, [])


def test_better_carried_and_nearer_bears_more() -> None:
    asked = intent("Mag een gemeente de brug sluiten?")
    values = []
    for weights in (ILL, Weights(near=0.0, carried=0.3, uncarried=0.4), WELL):
        (pick,) = picks_of(asked, [weighed(1, BRIDGE, "De gemeente mag de brug sluiten.", weights)])
        values.append(bears(asked, pick))
    assert values == sorted(values)
    assert 0 <= values[0] < 0.5 < values[2] <= 1


def test_what_stands_out_and_is_carried_is_on_the_subject() -> None:
    assert on_subject([weighed(1, BRIDGE, PAYS)], 20) > 0.9
    assert on_subject([weighed(1, BRIDGE, PAYS, ILL)], 20) < 0.1
    assert on_subject([], 20) == 0.0


def test_what_stands_out_of_few_may_be_near_by_chance_among_many() -> None:
    answer = weighed(1, BRIDGE, PAYS, Weights(stands_out=4.0, carried=0.4))
    assert on_subject([answer], 20) > on_subject([answer], 200) > on_subject([answer], 1_000)
