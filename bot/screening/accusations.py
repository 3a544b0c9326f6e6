"""Text in, whether it says of a private person, by name, something about health or a crime out; knows no letters.

Unmistakable are: 'mijn buurman Jan de Vries …', whoever that is; and a common first name with a common surname. A minister, a member of
parliament, somebody with an office, and who asked or answered in the letters are public, and so are companies.
"""

import re
from collections.abc import Callable, Collection

from bot.screening.names import FIRST_NAMES, PARTICLES, SURNAMES

_HEALTH = (
    r"kanker|leukemie|aids|hiv|diabetes|suikerziekte|depressie[fv]?|depressieve|schizofre\w+|psychose|psychotisch|dement\w*|alzheimer"
    r"|borderline|autis\w+|adhd|verslaa?f\w*"
    r"|alcoholi\w+|soa|corona|parkinson|epilepsie|zwanger|abortus|ongeneeslijk|terminaal|psychisch|ziek|ziekte|anorexia|burn-?out"
    r"|hartaanval|zelfmoord|cancer|depress\w+|pregnant|ill"
)
_CRIME = (
    r"gestolen|steelt|stal|fraude|fraudeert|gefraudeerd|opgelicht|oplichter|oplicht|dief|dievegge|diefstal|verkracht\w*|aangerand"
    r"|aanrander|mishandel\w*|vermoord|moordenaar|moord"
    r"|doodgestoken|neergestoken|dealt|dealer|drugs|wiet\w*|wapens?|witwas\w*|witgewassen|ingebroken|inbreker|inbraak|misbruikt"
    r"|pedofiel|crimineel|veroordeeld|gevangenis|strafblad"
    r"|zwartwerkt?|uitkeringsfraude|bijstandsfraude|stalkt|stalker|bedreigt|bedreigd|heling|illegaal|terrorist|aangehouden|gearresteerd"
    r"|opgepakt|brandgesticht|stole|thief|rapist|murdere[rd]|fraud|criminal"
)
_CLAIM = re.compile(rf"\b(?:{_HEALTH}|{_CRIME})\b", re.IGNORECASE)
_KIN = (
    r"buurman|buurvrouw|buurjongen|buurmeisje|overbuurman|overbuurvrouw|collega|baas|cheffin|chef|leidinggevende|leraar|lerares|juf"
    r"|meester|docente?|mentor|huisarts|tandarts|huisbaas"
    r"|verhuurder|huurder|vriend|vriendin|ex(?:-?(?:man|vrouw|vriend|vriendin|partner))?|man|vrouw|zoon|zoontje|dochter|dochtertje"
    r"|vader|moeder|broer|broertje|zus|zusje|oom|tante|neef|nicht|opa|oma"
    r"|kleinzoon|kleindochter|stief\w+|schoon\w+|zwager|kennis|klant|patiënte?|leerling|klasgenoot|huisgenoot|dorpsgenoot|werknemer"
    r"|werkgever|neighbou?r|boss|husband|wife|friend|brother|sister|colleague"
)
_NAME = rf"[A-ZÀ-Þ][\w’'-]+(?:\s+{PARTICLES}){{0,3}}\s+[A-ZÀ-Þ][\w’'-]+"
_SOMEONES = re.compile(rf"\b(?i:mijn|m['’]n|mn|onze|my|our)\s+(?:[a-z]+\s+)?(?i:{_KIN}),?\s+(?P<name>{_NAME})")
_WORDS = re.compile(r"[\w’'-]+")
_CLAUSE = re.compile(r"[^.!?;]+")
_PUBLIC_BEFORE = re.compile(
    r"\b(?:minister\w*|staatssecretaris\w*|bewindspersoon|kamerlid|kamerleden|leden|lid|premier|minister-president|burgemeester"
    r"|wethouder|oud-\w+|ex-minister|president|koning\w*|prins\w*|voorzitter"
    r"|fractievoorzitter|senator|generaal|hoogleraar|professor|prof|dr|mr|rechter|officier|advocaat|journalist\w*|schrijver|schrijfster"
    r"|zanger\w*|acteur|actrice|presentator|presentatrice|voetballer"
    r"|rapper|politicus|politica|commissaris|directeur|topman|ceo|van het bedrijf|firma|bakkerij|slagerij|stichting|meneer|crimineel"
    r"|drugsbaron)\W+(?:\w+\W+)?$",
    re.IGNORECASE,
)
_COMPANY_AFTER = re.compile(
    r"^\W*(?:b\.?v\.?|n\.?v\.?|v\.?o\.?f\.?|holding|groep|group|bank|beheer|stichting|supermarkt|& )\b", re.IGNORECASE
)
_INITIALS = re.compile(r"^(?:[A-Z]\.\s?)+")


def names_a_private_person(text: str, people: Callable[[], Collection[str]] = tuple) -> bool:
    """Return whether a text makes a claim about the health or a crime of a private person whom it names.

    `people` gives those who asked or answered in the letters, as the letters write them ('D.M. van Weel', 'Kathmann'); it is called
    only when somebody with a common name is named.
    """
    clauses = [clause.group() for clause in _CLAUSE.finditer(text) if _CLAIM.search(clause.group())]
    if any(_SOMEONES.search(clause) for clause in clauses):
        return True
    named = [name for clause in clauses for name in _common_names(clause)]
    return bool(named) and not all(_is_known(name, people()) for name in named)


def _common_names(clause: str) -> list[tuple[str, str]]:
    """First name and surname of each person in a clause whose name has both, and no office or company around it."""
    words = list(_WORDS.finditer(clause))
    found = []
    for at, word in enumerate(words):
        if word.group().casefold() not in FIRST_NAMES:
            continue
        for length in (3, 2, 1):
            last = words[at + 1 : at + 1 + length]
            surname = " ".join(part.group().casefold() for part in last)
            if len(last) == length and surname in SURNAMES:
                around = clause[: word.start()], clause[last[-1].end() :]
                if not (_PUBLIC_BEFORE.search(around[0]) or _COMPANY_AFTER.search(around[1])):
                    found.append((word.group(), surname))
                break
    return found


def _is_known(name: tuple[str, str], people: Collection[str]) -> bool:
    first, surname = name
    return any(_is_same(first, surname, person) for person in people)


def _is_same(first: str, surname: str, person: str) -> bool:
    """Whether a person of a letter may be the one who is named: the surname, and the first letter where the letter gives one."""
    plain = person.casefold()
    if not plain.endswith(surname):
        return False
    before = plain.removesuffix(surname).strip()
    return not before or before[0] == first[0].casefold()
