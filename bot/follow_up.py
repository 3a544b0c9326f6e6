"""A question and the turns before it in; a question that stands on its own out. Needs no model; knows Dutch and a little English words.

A question leans on the turn before it when it opens as a continuation ('En in Amsterdam?'), points back ('Wie controleert dat
dan?', 'Is het verplicht?') or has no topic of its own ('Waarom niet?', 'Sinds wanneer is dat zo?'). Then the topic words of the
last understood question are added in brackets: search finds by them, and the question itself stays as it was asked.
A question with a topic of its own and nothing that points back is left alone, so that a new subject is not dragged into the old.

It does not know what words mean: 'En hoe hoog is het minimumloon?' is taken for a continuation because it says so.
"""

import re
from collections.abc import Sequence

from bot.records import Turn

LONGEST_TOPIC = 12
"""Words that are carried over; the newest come first, so that a topic drifts with the conversation and never grows."""

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
    """.split()
)
# Words worth searching for, but too general for a question to stand on: 'Is het verplicht?', 'Komt er een verbod?'
_WEAK = frozenset(
    """
    aanleiding aanpak bewijs bindend doel effect effectief fout gevolg gevolgen maatregel maatregelen nadeel nadelen oplossing probleem
    problemen reden redenen risico straf strafbaar toegestaan toezicht veilig verboden verbod verplicht verplichting verschil voordeel
    voordelen
    """.split()
)
_OPENERS = frozenset("en maar dus ook oké ok want of and but so".split())
_PERSONS = frozenset("hij ze zij hem hen hun haar they them their".split())
_POINTERS = frozenset("daar hier zoiets dezelfde hetzelfde diezelfde zulke zulks eerstgenoemde laatstgenoemde".split())
_COMPOUND = re.compile(r"(?:er|daar|hier)(?:aan|achter|bij|buiten|door|in|mee|na|naar|om|onder|op|over|tegen|toe|tussen|uit|van|voor)")
_ASKING = frozenset("wie wat hoe waar waarom wanneer".split())
_AFTER_POINTER = frozenset(
    "al allemaal dan eens eigenlijk gewoon na nou nog nooit nu niet ook per precies toch vaak van voor wel zeker zelf zo zomaar".split()
)
# 'Heeft de politie dat gemeld bij …': after the conjunction 'dat' comes an article or a name, not a participle.
_PARTICIPLE = re.compile(r"(?:ge|be|ver|ont)\w+[dt]")
_PLACING = frozenset("bij binnen buiten in met onder op over tegen tussen uit".split())
_TIME = frozenset("jaar maand week moment keer kwartaal kabinet regering ochtend avond zomer winter voorjaar najaar".split())
_WORD = re.compile(r"[\w’'-]*\w")
MOST_WHEN_CONTINUING, MOST_WHEN_POINTING = 2, 4
"""With more topic words than this a question stands on its own, however it opens or points."""


def stand_alone(question: str, history: Sequence[Turn]) -> str:
    """Return the question, with the topic of the last turn that had one in brackets when it leans on it; else unchanged."""
    if not leans(question):
        return question
    own = {word.casefold() for word in topic(question)}
    for turn in reversed(history):
        understood = turn.understood or turn.question
        if _stands_on(understood):
            fresh = [word for word in topic(understood) if word.casefold() not in own][:LONGEST_TOPIC]
            return f"{question} ({' '.join(fresh)})" if fresh else question
    return question


def leans(question: str) -> bool:
    """Return whether a question needs the one before it to be understood."""
    words = _WORD.findall(question)
    topics = _stands_on(question)
    if topics == 0:
        return True
    if words[0].casefold() in _OPENERS and topics <= MOST_WHEN_CONTINUING:
        return True
    return topics <= MOST_WHEN_POINTING and any(_points_back(words, at) for at in range(len(words)))


def topic(text: str) -> list[str]:
    """Return the words of a text that say what it is about, in order, each once."""
    words = {word.casefold(): word for word in reversed(_WORD.findall(text)) if _is_topic(word)}
    return list(reversed(words.values()))


def _stands_on(text: str) -> int:
    """How many words of a text are enough of a topic to stand on."""
    return sum(word.casefold() not in _WEAK for word in topic(text))


def _is_topic(word: str) -> bool:
    plain = word.casefold()
    return len(plain) > 1 and plain not in _EMPTY and not _COMPOUND.fullmatch(plain)


def _points_back(words: Sequence[str], at: int) -> bool:
    word = words[at].casefold()
    following = words[at + 1] if at + 1 < len(words) else ""
    if word in _POINTERS:
        return True
    if _COMPOUND.fullmatch(word):
        # 'ervoor zorgen dat …', 'erop letten om …': it points forward, to the clause that follows.
        return not {"dat", "om"} & {later.casefold() for later in words[at + 1 :]}
    if word in _PERSONS:
        return not any(_is_topic(earlier) for earlier in words[:at])
    if word in ("dit", "deze"):
        return following.casefold() not in _TIME
    if word in ("dat", "die", "that"):
        return _is_demonstrative(words, at)
    if word == "dan":
        # 'Wat doet de AP dan?', not 'meer dan …' and not 'als …, dan …'.
        return following.casefold() in ("", "wel", "toch", "nog", "nu") and "als" not in words[:at]
    return word == "het" and following.casefold() in ("ook", "toch", "dan", "wel", "")


def _is_demonstrative(words: Sequence[str], at: int) -> bool:
    """Whether 'dat' or 'die' points, and does not begin a clause ('klopt het dat …', 'mensen die …')."""
    if at > 0 and words[at - 1].casefold() == "het":
        return False
    rest = words[at + 1 :]
    if at <= 1 or not rest or rest[0].casefold() in _AFTER_POINTER:
        return True
    early = at == 2 and words[0].casefold() in _ASKING
    if words[at].casefold() == "die":
        return early
    if _PARTICIPLE.fullmatch(rest[0]) or (early and rest[0] in _PLACING):
        return True
    # 'Hoe kan ik dat zelf controleren?': only verbs and adverbs are left, so no clause begins here.
    return len(rest) <= 2 and not any(_is_topic(word) for word in rest[:-1]) and not rest[0][:1].isupper()
