"""Text in, whether it holds somebody's home address out; knows how Dutch addresses are written and where the government sits.

A street alone, or a town, says nothing of a person; a street with a number and a postcode or town does, and so does a postcode with a
house number. The address of an office or an institution that is asked about is nobody's home.
"""

import re

from bot.screening.names import TOWNS

_KINDS = "straat|straatje|laan|weg|plein|gracht|kade|singel|dijk|steeg|pad|dreef|plantsoen|burgwal|hof|park"
_NUMBER = (
    r"(?:(?:nr\.?|nummer)\s?)?[1-9]\d{0,3}(?:-\d{1,3}|\s?[a-zA-Z](?!\w)|\s(?:bis|hs|huis))?(?![\w.]*\d)(?!\s*(?:%|procent|euro|km|meter))"
)
_POSTCODE = r"[1-9]\d{3}(?:\s(?!SA|SD|SS)[A-Z]{2}|(?!(?i:sa|sd|ss))[A-Za-z]{2})\b"
_STREET = re.compile(rf"(?P<street>[\w’'-]*(?:{_KINDS}))\s+{_NUMBER}", re.IGNORECASE)
_AFTER = re.compile(r"(?P<joint>\s*,\s*|\s+(?:in|te)\s+|\s+)(?P<place>[\w'’-]+(?:\s+[\w'’-]+){0,3})")
_CODE_AND_NUMBER = re.compile(rf"\b(?P<code>{_POSTCODE})\s*(?:,|-|/|\+|\ben\b|\bmet\b)?\s*(?:huis)?{_NUMBER}")
_CODE = re.compile(_POSTCODE)
_YEAR_LIKE = re.compile(r"(?:19|20)\d\d\s")
_LIVES = re.compile(
    r"\b(?:woont?|wonen|woonde|adres|huisadres|woonadres|postcode|huisnummer|thuis|live[sd]?\s+(?:at|in|on)|address)\b", re.IGNORECASE
)
_LIVES_ON = re.compile(
    r"\b(?:woont?|wonen|(?:mijn|zijn|haar)\s+(?:\w*adres)\s+is|lives?|my\s+address\s+is)\s+(?:nu\s+)?(?:(?:op|aan|in|at"
    r"|on)\s+)?(?:(?:de|het|the)\s+)?(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
_NO_STREET = re.compile(
    r"(?:snel|rijks|auto|spoor|vaar|provinciale|kust|fiets|tol|ring|hoofd|lucht)weg|(?:wind|zonne|vakantie|bungalow|bedrijven|pret"
    r"|thema|wagen|natuur|machine)park"
    rf"|gerechtshof|(?:zee|afsluit)dijk|(?:{_KINDS})",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:ministerie\w*|rijkskantoor|gemeentehuis|stadhuis|provinciehuis|azc|asielzoekerscentrum|\w*opvang\w*|politiebureau|rechtbank"
    r"|gerechtshof|school|scholen"
    r"|\w*ziekenhuis|\w*kantoor|bedrijf|fabriek|winkel|moskee|kerk|synagoge|museum|station|ambassade|vestiging|balie|loket|hotel"
    r"|gevangenis|instelling|bezoekadres"
    r"|postbus|postadres|universiteit|gemeente|organisatie|stichting|dienst|autoriteit|inspectie|belastingdienst|uwv|ind|rivm|cbr|bv"
    r"|b\.v\.)\b",
    re.IGNORECASE,
)
_GOVERNMENT = frozenset(
    "turfmarkt rijnstraat bezuidenhoutseweg parnassusplein voorhout binnenhof irenestraat schedeldoekshaven clauslaan koningskade plein "
    "catshuis".split()
)
_THE_HAGUE = re.compile(r"den haag|'s-gravenhage|25\d\d", re.IGNORECASE)


def has_home_address(text: str) -> bool:
    """Return whether a text holds where somebody lives: street, number and postcode or town, or postcode and house number."""
    lives = bool(_LIVES.search(text))
    if not lives and _OFFICE.search(text):
        return False
    if any(lives or not _YEAR_LIKE.match(found["code"]) for found in _CODE_AND_NUMBER.finditer(text)):
        return True
    return any(_is_home(text, found) for found in _STREET.finditer(text))


def _is_home(text: str, found: re.Match[str]) -> bool:
    """Whether a street with a number is said to be lived in, or is followed by its postcode or town."""
    street = found["street"].casefold()
    if _NO_STREET.fullmatch(street):
        return False
    rest = text[found.end() :]
    if street in _GOVERNMENT and _THE_HAGUE.search(rest[:30]):
        return False
    return bool(_LIVES_ON.search(text[: found.start()])) or _names_a_place(rest)


def _names_a_place(rest: str) -> bool:
    after = _AFTER.match(rest)
    if after is None:
        return False
    if _CODE.match(after["place"]):
        return True
    words = after["place"].split()
    known = any(" ".join(words[:count]).casefold() in TOWNS for count in range(1, len(words) + 1))
    # A town we do not know is still written with a capital, behind a comma, 'in' or 'te'.
    return known or (bool(after["joint"].strip()) and words[0].istitle() and words[0].isalpha())
