"""A question in, whether it asks for nothing but the last reply in plainer words out: 'Kunt u dat makkelijker zeggen?'

Such a request has no topic of its own; 'Leg uit waarom Odido niet betaalde' has one, and is a question. Needs no model.
"""

import re

_CUE = re.compile(
    r"\b(?:gewone?|eenvoudige?|simpele?|begrijpelijke?|makkelijke?|normale|klare|andere|duidelijke) (?:taal|woorden|nederlands)\b"
    r"|\b(?:makkelijk|eenvoudig|simpel|duidelijk|begrijpelijk|gewon)er\b|\bmensentaal\b|\bjip\b|\bb1\b|\bleg(?:gen|t)?\b.* uit\b"
    r"|\buitleg(?:gen)?\b"
    r"|\b(?:begrijp|snap)\b.*\bniet\b|\bwat betekent (?:dat|dit)\b|\bplain (?:language|words|dutch)\b|\bexplain\b|\bsimpler\b"
)
# Every other word such a request may have; with any word beside these it asks about something, and is a question.
_WORDS = frozenset(
    """
    aan alles allemaal alstublieft andere antwoord antwoorden anders aub b1 begrijp begrijpelijk begrijpelijke begrijpelijker
    begrijpen beter
    betekent
    bedankt dank dat de deze dit duidelijk duidelijke duidelijker echt een eenvoudig eenvoudige eenvoudiger eens en er ervan
    even geef geven gewone gewoon gewoner graag hallo helemaal het hier hoi iets ik in is je jij jip janneke jip-en-janneketaal
    jip-en-janneke-taal kan keer klare korter kun kunnen kunt leg leggen legt maar mag makkelijk makkelijke makkelijker manier me
    mensentaal mij mijn moeilijk moeilijke nederlands net niet niets niks nog nou normale nu of ok oké ook op opnieuw precies s.v.p
    schrijf schrijven simpel simpele simpeler snap sorry svp taal taalniveau te tekst u uit uitleg uitleggen uitgelegd van vertel
    vertellen voor vraag wat wel wil willen wilt woorden zeg zeggen zegt zin zinnen zo zonder zou
    can could explain in it language me plain please say simple simpler that this words you dutch
    """.split()
)
_WORD = re.compile(r"[a-zà-ÿ0-9](?:[a-zà-ÿ0-9.’'-]*[a-zà-ÿ0-9])?")


def asks_for_explanation(question: str) -> bool:
    """Return whether a question asks for nothing but the last reply in plainer words."""
    text = " ".join(question.lower().split())
    return bool(_CUE.search(text)) and _WORDS.issuperset(_WORD.findall(text))
