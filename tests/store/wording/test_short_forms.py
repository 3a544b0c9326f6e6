"""The short forms of many letters: counted, those that nothing carries left out, written and read back."""

import pytest

from store.wording.short_forms import ShortForm, ShortForms, dumped, loaded

TAX = "De Belastingdienst Oost (BO) int. Het Bureau Onderhoud (BO) veegt."


def collected(*letters: str) -> dict[tuple[str, str], ShortForm]:
    forms = ShortForms()
    for letter in letters:
        forms.add([letter])
    return {(form.short, form.long): form for form in forms.collected()}


def test_each_meaning_counts_the_letters_that_introduce_it() -> None:
    found = collected("De Raad voor Fietsen (RF) telt.", "De Raad voor\nFietsen (RF) telt.", "De Reserve Fabriek (RF) draait.")
    assert {key: form.letters for key, form in found.items()} == {("RF", "Raad voor Fietsen"): 2, ("RF", "Reserve Fabriek"): 1}


def test_a_long_form_is_written_as_most_letters_write_it() -> None:
    found = collected("de Raad Voor Fietsen (RF)", "de raad voor Fietsen (RF)", "de Raad voor Fietsen (RF)", "de Raad voor Fietsen (RF)")
    assert list(found) == [("RF", "Raad voor Fietsen")]


def test_letters_of_another_language_are_believed_when_a_second_letter_says_so() -> None:
    one = "het Europees Comité voor gegevensbescherming (EDPB)"
    assert collected(one) == {}
    assert collected(one, one)["EDPB", "Europees Comité voor gegevensbescherming"].letters == 2


def test_a_letter_that_gives_two_meanings_counts_for_none() -> None:
    assert collected(TAX) == {}


def test_a_short_form_that_letters_write_small_more_often_may_be_an_ordinary_word() -> None:
    found = collected("Het Openbaar Ministerie (OM) vraagt om stukken.", "Wij vragen om geduld.", "De Wet Kinder Rechten (WKR) helpt.")
    assert found["OM", "Openbaar Ministerie"].ordinary
    assert not found["WKR", "Wet Kinder Rechten"].ordinary


def test_the_order_of_letters_does_not_matter() -> None:
    letters = ["De Raad voor Fietsen (RF) telt.", "De Reserve Fabriek (RF) draait.", "De Wet Open Wegen (WOW) geldt."]
    assert list(collected(*letters)) == list(collected(*reversed(letters)))


def test_what_is_written_is_read_back() -> None:
    forms = list(collected("De Raad voor Fietsen (RF) telt.", "De Coöperatie Über (CÜ) en de Centrale Overheid (CO).").values())
    meanings = loaded(dumped(forms))
    assert len(meanings) == len(forms)
    assert [form for form in forms if form.short == "RF"] == meanings.of("rf")
    assert meanings.short_of(["raad", "VOOR", "Fietsen"]) == "RF"
    assert meanings.short_of(["raad"]) is None


@pytest.mark.parametrize("text", ["", "[{", '[{"short": "AP"}]', '{"short": 1}', "[1]"])
def test_what_is_no_list_of_short_forms_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        loaded(text)
