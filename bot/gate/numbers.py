"""Number words, ordinals and scales of Dutch, with what they count; knows no text."""

NUMBERS = {
    "nul": 0, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10, "elf": 11, "twaalf": 12,
    "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16, "zeventien": 17, "achttien": 18, "negentien": 19, "twintig": 20,
    "dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70, "tachtig": 80, "negentig": 90, "honderd": 100,
}  # fmt: skip
_UNITS = "een twee drie vier vijf zes zeven acht negen".split()
_TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split()
# 'drieëntwintig', 'vijfhonderd', 'tweeduizend'.
NUMBERS |= {
    f"{unit}{'ën' if unit[-1] == 'e' else 'en'}{ten}": 10 * tens + units
    for units, unit in enumerate(_UNITS, 1)
    for tens, ten in enumerate(_TENS, 2)
}
NUMBERS |= {
    f"{unit}{word}": units * size for units, unit in enumerate(_UNITS[1:], 2) for word, size in (("honderd", 100), ("duizend", 1000))
}
ORDINALS = {
    "1e": "eerste",
    "1ste": "eerste",
    "2e": "tweede",
    "2de": "tweede",
    "3e": "derde",
    "3de": "derde",
    "4e": "vierde",
    "4de": "vierde",
}
SCALES = {
    "duizend": 10**3, "miljoen": 10**6, "mln": 10**6, "miljoenen": 10**6, "miljard": 10**9, "mld": 10**9,
}  # fmt: skip
