"""What the gate reads in the build of a sentence: clauses, predicates, reasons, commas; each rule with what it must not let pass."""

import time

import pytest

from bot.verify import verify

PROVEN = {
    "second_predicate": ("Het RIVM publiceert jaarlijks de cijfers.", "Het RIVM verzamelt de gegevens en publiceert jaarlijks de cijfers."),
    "predicate_of_ik": ("Ik stuur op tijdige realisatie.", "Ik houd een vinger aan de pols en stuur op tijdige realisatie."),
    "predicate_in_a_row": (
        "De ministers onderschrijven de afspraken.",
        "De ministers zijn bekend met de notitie, onderschrijven de afspraken en streven naar naleving.",
    ),
    "own_front": (
        "Het kabinet maakt zich zorgen over de oorlog.",
        "Het kabinet steunt het land, tegelijkertijd maakt het kabinet zich zorgen over de oorlog.",
    ),
    "shared_front": (
        "Per 2022 geldt de vrijstelling alleen bij verplichte voorzieningen.",
        "Per 2022 zijn de regels verduidelijkt en geldt de vrijstelling alleen bij verplichte voorzieningen.",
    ),
    "fronted_reason": (
        "De resultaten worden meegenomen in de reactie.",
        "Omdat het rapport belangrijk is, worden de resultaten meegenomen in de reactie.",
    ),
    "reason_itself": ("Het onderzoek loopt nog.", "Ik kan nu nog geen uitspraak doen over de uitkomst omdat het onderzoek nog loopt."),
    "reason_behind_geen": ("Ik kan nu nog geen uitspraak doen.", "Ik kan nu nog geen uitspraak doen omdat het onderzoek nog loopt."),
    "relative": ("Nederland voldoet aan de richtlijn.", "Daarmee voldoet Nederland aan de richtlijn, die in 2019 is vastgesteld."),
    "concession": ("Rusland voert nog steeds aanvallen uit.", "Rusland voert, ondanks oproepen, nog steeds aanvallen uit."),
    "spelled_out": (
        "Er zijn drie redenen voor de vertraging.",
        "Er zijn drie redenen voor de vertraging: personeel, kosten en het stroomnet.",
    ),
    "pointing_adverb": ("De Kamer wordt hierover voor de zomer geïnformeerd.", "Hierover wordt de Kamer voor de zomer geïnformeerd."),
    "point_before_a_scale": ("De korting zou € 27,7 miljoen bedragen.", "De korting zou 27.7 miljoen euro bedragen."),
}
REFUSED = {
    "other_subject": ("Het Rijk voert het project uit.", "Het Rijk betaalt de kosten en de provincie voert het project uit."),
    "subject_behind_the_verb": (
        "De brandweer geldt nu dezelfde instructie.",
        "Daarom heeft de brandweer het advies opgevolgd en geldt nu dezelfde instructie.",
    ),
    "shared_time": ("De regeling wordt verlengd.", "Tot 2026 wordt het budget verhoogd en wordt de regeling verlengd."),
    "shared_speaker": ("De wachttijd is gedaald.", "Volgens de NZa is het budget gestegen en is de wachttijd gedaald."),
    "speaker_behind": ("De regeling wordt verlengd.", "De regeling wordt verlengd, zo stelt de werkgeversorganisatie."),
    "open_dat": ("De prijzen zijn gedaald.", "Het CPB stelt dat de lonen zijn gestegen en de prijzen zijn gedaald."),
    "open_condition": ("De gemeente betaalt de schade.", "Als de dijk doorbreekt, ontstaat er schade en betaalt de gemeente de schade."),
    "narrowed_afterwards": ("De vrijstelling is verruimd.", "De vrijstelling is verruimd en geldt alleen voor kleine bedrijven."),
    "points_back": (
        "De inspectie rapporteert hierover aan de Kamer.",
        "Het toezicht is verscherpt en de inspectie rapporteert hierover aan de Kamer.",
    ),
    "reason_of_another": ("Het plan is goedgekeurd.", "Het verzoek is gedaan omdat volgens de indiener het plan is goedgekeurd."),
    "reason_denied": ("De wet is niet aangepast.", "De wet is niet aangepast omdat de Kamer dat vroeg, maar omdat de rechter dat eiste."),
    "binding_relative": (
        "De gemeente mag gegevens delen.",
        "De gemeente mag gegevens delen, waarbij de betrokkene toestemming moet geven.",
    ),
    "relative_of_something_denied": ("Er is geen school gesloten.", "Er is geen school gesloten, die aan de eisen voldeed."),
    "consent": ("De politie mag de woning binnentreden.", "Met een machtiging van de rechter mag de politie de woning binnentreden."),
    "needed_purpose": ("U moet zich inschrijven.", "Om in aanmerking te komen moet u zich inschrijven."),
    "comparison_of_a_class": ("Het vaccin werkt bij mensen van 70 jaar.", "Het vaccin werkt bij mensen van 70 jaar en ouder."),
    "said_of_two": ("De minister is verantwoordelijk.", "De minister en de gemeenten zijn verantwoordelijk."),
    "front_into_a_clause": ("De AP heeft gezegd dat het lek is gedicht in april.", "In april heeft de AP gezegd dat het lek is gedicht."),
    "taken_back_in_brackets": ("De kosten worden vergoed.", "De kosten worden (gedeeltelijk) vergoed."),
    "taken_back_behind_a_colon": (
        "De inspectie heeft de locatie gesloten.",
        "De inspectie heeft de locatie gesloten: alleen voor publiek.",
    ),
    "who_did_it_to_whom": (
        "De burgemeester heeft uiteindelijk de wethouder ontslagen.",
        "Uiteindelijk heeft de wethouder de burgemeester ontslagen.",
    ),
}


@pytest.mark.parametrize(("claim", "answer"), PROVEN.values(), ids=PROVEN)
def test_a_part_that_is_said_on_its_own_is_a_shortening(claim: str, answer: str) -> None:
    assert verify(claim, answer).verdict == "shortened"


@pytest.mark.parametrize(("claim", "answer"), REFUSED.values(), ids=REFUSED)
def test_a_part_that_hangs_on_the_rest_is_not_said_alone(claim: str, answer: str) -> None:
    verdict = verify(claim, answer)
    assert verdict.verdict == "unsupported"
    assert verdict.findings


@pytest.mark.parametrize("hidden", ["\u200b", "\u00ad", "\u202e", "\u2066", "\u0435", "\u03bf", "\u212a", "\u0663"])
def test_look_alike_and_invisible_letters_never_pass(hidden: str) -> None:
    claim = f"Er zijn vier posten gesloten in de gemeente Assen {hidden}."
    assert verify(claim, "Er zijn vier posten gesloten in de gemeente Assen.").verdict == "unsupported"
    assert verify(claim.replace(f" {hidden}", hidden), "Er zijn vier posten gesloten in de gemeente Assen.").verdict == "unsupported"


def test_a_tangled_sentence_is_judged_in_bounded_time() -> None:
    part = "de minister heeft de plannen, die goed zijn, en de kosten, zoals de huur, en wordt het toezicht, waarmee de raad kan, "
    words = (part * 8).split()[:158]
    started = time.perf_counter()
    verify(" ".join(words[::2]), " ".join(words) + " besproken.")
    assert time.perf_counter() - started < 5
