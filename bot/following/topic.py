"""Text in, the words that say what it is about out. Needs no model and no letters; knows Dutch and a little English.

It does not know what words mean: what is no function word, and fits not just any subject, is taken for a word of the topic.
"""

import re
from collections.abc import Collection

# Words that say nothing of a topic: function words, and verbs and adjectives that fit any subject.
_EMPTY = frozenset(
    """
    aan ad af al alle allemaal als altijd andere anders beide ben bent bij bijvoorbeeld binnen buiten daar daarin daarna dan dat de
    deze die dit doch door dus een eens eentje eigenlijk elk elke en enkele er eraf ergens even ge geen genoeg haar had hadden heb
    hebben hebt heeft heel hem hen het hetzelfde hier hij hoe hoelang hoeveel hoezo hun ieder iedere iedereen iemand iets ik in
    inmiddels is ja je jij jou jouw jullie juist kan kon konden kun kunnen kunt laat laten maar mag mee meer meest men met mij mijn
    misschien moest moet moeten mogen na naar nee net niet niets nog nogal nooit nou nu of om omdat onder ons onze ook op over per
    pas precies reeds rond sinds soms steeds straks te tegen telkens terug tijdens toch toe toen tot totdat tussen u uit uw van vanaf
    vandaag vanwege veel via volgens voor vooral waar waarom wanneer want waren was wat we weer wel welk welke werd werden wie wij
    wil willen wilt worden wordt zal ze zelf zelfs zich zij zijn zo zoiets zonder zou zouden zult zullen
    oké ok bedankt dank graag hallo alstublieft
    antwoord bedoel bedoelt bedoelen begint begon begonnen bekend bestaat bestaan betekent betekenen blijft blijven controleert
    controleren ding dingen doe doen doet duidelijk duren duurt duurde eerder eerste eerlijk erg ernstig extra gaan gaat gebeurd
    gebeurde gebeuren gebeurt gedaan geeft gegeven geven gek geldig geldt gelden geleden geregeld geval gewone gewoon gezegd ging goed
    groot groter grote helpen helpt hielp hoog hoogte jaar klopt kloppen klopte komen komt kost kosten kwam laag lang langer later
    makkelijk manier moeilijk mogelijk momenteel nieuw nodig normaal officieel oud plaats precieze raar samen slecht snel soort taal
    uitleg uitleggen uitgelegd vaak vast verder vinden vindt vond vorige vraag waarschijnlijk ware weet weten werken werkt wist zeggen
    zegt zei zeker ziet zien zin zorgen
    and are at be but by can could did do does else ever for from had has have how if in into is it its much no not of on or so that
    the their them then there these they this those to too was were what when where which who whom whose why will with would yes
    about also am any because been being both each get gets got he her him his just may me might more most must my no nor other our
    out she should such than under up us very we you your
    geef gebruik gebruikt houden houdt krijg krijgen krijgt kreeg kregen ligt liggen lees leest maakt maken meent mogen neem neemt nemen
    leg vertel vertellen vragen staan staat stel stelt stellen stond valt vallen zit zitten zat
    """.split()
)
# Words worth searching for, but too general for a question to stand on: 'Is het verplicht?', 'Komt er een verbod?'
_WEAK = frozenset(
    """
    aanleiding aanpak alternatief alternatieven bewijs bindend boete boetes cijfers consequenties costs details doel effect
    effectief exceptions fine fines fout gevolg gevolgen kosten maatregel maatregelen mogelijkheden nadeel nadelen onderzoek
    oplossing penalty plan plannen probleem problemen reden redenen regel regels risico risico's risks sanctie sancties straf
    strafbaar straffen toegestaan toezicht uitzondering uitzonderingen veilig verbod verboden verplicht verplichting verschil
    verschillen voorbeeld voorbeelden voordeel voordelen voorwaarde voorwaarden wet wetten
    """.split()
)
_COMPOUND = re.compile(r"(?:er|daar|hier)(?:aan|achter|bij|buiten|door|in|mee|na|naar|om|onder|op|over|tegen|toe|tussen|uit|van|voor)")
_WORD = re.compile(r"[\w’'-]*\w(?:\.\w+)*")
_LINKS = frozenset("van op aan in bij voor tegen met zonder uit over door tussen binnen onder naar of on at for against without to".split())
_NAMING = frozenset("Van De Der Den Ten Ter Te 't El Al Bin".split())
_SINCE = frozenset("sinds vanaf tot na since until after before".split())
_YEAR = re.compile(r"(?:19|20)\d\d")
_SUBJECTS = frozenset("de het een u je ik men er die deze dit dat zij ze hij we wij the a an they we you".split())
_ARTICLES = frozenset("de het een the a an".split())


_ONE = frozenset(
    """
    kabinet regering overheid rijksoverheid minister staatssecretaris ministerie premier parlement kamer politie marechaussee brandweer
    douane belastingdienst rechter rechtbank officier toezichthouder waakhond gemeente provincie waterschap burgemeester wethouder
    raad school ziekenhuis bank werkgever bedrijf organisatie verzekeraar fabrikant leverancier burger klant slachtoffer eigenaar
    government cabinet police municipality company
    """.split()
)
_MANY = frozenset(
    """
    ministers ministeries toezichthouders gemeenten gemeentes provincies waterschappen burgemeesters scholen ziekenhuizen banken
    werkgevers bedrijven organisaties verzekeraars fabrikanten leveranciers burgers klanten slachtoffers eigenaren agenten instellingen
    mensen ouders kinderen werknemers telecombedrijven municipalities companies
    """.split()
)
_ENGLISH = frozenset("and but does did do how the they them this that what when where which who whom why with are would should".split())
_DUTCH = frozenset("de het een en dat die dit hoe wat wie waar waarom van voor met dan niet er".split())
_ACRONYM = re.compile(r"[A-Z]{2,6}")


def topic(text: str) -> list[str]:
    """Return the words of a text that say what it is about, in order, each once."""
    words = {word.casefold(): word for word in reversed(words_of(text)) if is_topic(word)}
    return list(reversed(words.values()))


def phrases(text: str, *, without: Collection[str] = (), most: int) -> list[str]:
    """Return the same words as phrases to read, each once, at most `most` words of topic in all.

    Words that stand together in the text, or with a preposition between them, are one phrase: 'verbod op het betalen van losgeld'.
    `without` are words, case-folded, that are left out.
    """
    found: list[list[str]] = []
    said = set(without)
    link: list[str] | None = None
    pieces = _pieces(text)
    for before, piece in zip(["", *pieces], pieces, strict=False):
        plain = piece.casefold()
        if is_topic(piece):
            fresh = plain not in said and most > 0
            if fresh and link is not None:
                found[-1] += [*link, piece]
            elif fresh:
                found.append([before, piece] if _belongs(before, piece) and piece is not pieces[1] else [piece])
            said.add(plain)
            most -= fresh
            # 'Wat vindt het kabinet van …': the preposition belongs to the verb.
            link = [] if fresh and not is_body(piece, many=False) else None
        elif link is not None:
            link = [*link, piece] if _links(link, plain) else None
    return [" ".join(words) for words in found]


def stands_on(text: str) -> int:
    """Return how many words of a text are enough of a topic to stand on."""
    return sum(word.casefold() not in _WEAK for word in topic(text))


def is_topic(word: str) -> bool:
    """Return whether a word says what a text is about."""
    plain = word.casefold()
    return len(plain) > 1 and plain not in _EMPTY and not is_compound(plain)


def is_body(word: str, *, many: bool) -> bool:
    """Return whether a word is for one who acts, or for `many`: 'kabinet', 'AP'; 'gemeenten'."""
    return word.casefold() in _MANY if many else word.casefold() in _ONE or bool(_ACRONYM.fullmatch(word))


def is_english(text: str) -> bool:
    """Return whether a text is in English by its small words; Dutch when they do not tell."""
    words = {word.casefold() for word in words_of(text)}
    return bool(words & _ENGLISH) and not words & _DUTCH


def is_compound(plain: str) -> bool:
    """Return whether a case-folded word is one of 'daarop', 'ervan', 'hiermee'."""
    return bool(_COMPOUND.fullmatch(plain))


def words_of(text: str) -> list[str]:
    """Return the words of a text as written, in order."""
    return _WORD.findall(text)


def _pieces(text: str) -> list[str]:
    """Return the words, and the marks between them that end a phrase; the verb that opens a question loses its capital."""
    pieces = re.findall(rf"{_WORD.pattern}|[^\w\s]", text)
    if len(pieces) > 1 and pieces[0].istitle() and pieces[1].casefold() in _SUBJECTS:
        pieces[0] = pieces[0].casefold()
    return pieces


def _belongs(before: str, piece: str) -> bool:
    """Whether a small word belongs to the one behind it: no year is a period without its preposition, and 'Van Weel' is a name."""
    year = _YEAR.fullmatch(piece) is not None and before.casefold() in _LINKS | _SINCE
    return year or (before in _NAMING and piece[:1].isupper())


def _links(before: list[str], plain: str) -> bool:
    """Whether a word between two words of the topic keeps them one phrase: a preposition, and an article after it."""
    return plain in _LINKS if not before else len(before) == 1 and plain in _ARTICLES
