"""Text in, the kinds of personal data in it out; knows Dutch numbers, never returns or keeps the data itself.

Found are what a reader may type by accident: a burgerservicenummer, an IBAN, an e-mail address, a telephone number of a person.
Not found, on purpose: case and paper numbers (2026Z03908, '36 800 VII'), dates, years, amounts, and the numbers of offices (0800, 14, 088).
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from phonenumbers import PhoneNumberMatcher, PhoneNumberType, number_type
from stdnum import iban
from stdnum.nl import bsn

PersonalData = Literal["bsn", "iban", "email", "phone"]

_JOINT = r"[\s.\-‐‑‒–—/_·]{0,3}"
"""What people put between the digits of one number; a comma is not among it: it separates numbers or marks decimals."""

_RUN = re.compile(rf"\d(?:{_JOINT}\d)*")
_MOBILE = re.compile(rf"(?<!\d)(?:(?:\+|00)31{_JOINT}(?:\(0\))?|\(?0){_JOINT}6\)?(?:{_JOINT}\d){{8}}(?!\d)")
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"]+\s?(?:@|[\[(]\s?(?:at|apenstaartje)\s?[\])])\s?[^\s@<>()\[\],;:\"]+\.[a-z]{2,}", re.I)
_IBAN_START = re.compile(rf"(?=([a-z]{_JOINT}[a-z]{_JOINT}[\do]{_JOINT}[\do](?:{_JOINT}[a-z0-9]){{11,30}}))", re.I)
_BSN_NAMED = re.compile(r"\b(?:bsn|burgerservice|sofi)", re.I)
_ZERO = re.compile(r"(?<=\d)[oO]+|[oO]+(?=\d)|(?<![^\W\d])[oO]+(?![^\W\d])")

# Numbers of parliament and of the calendar: taken out before a BSN is looked for, so that their digits do not run on into one.
_PUBLIC = re.compile(
    r"(?:19|20)\d\d\s?Z\s?\d{5}(?!\d)"
    r"|(?<![\d])(?<!\d[-/.])\d{1,2}([-/.])\d{1,2}\1(?:19|20)\d\d(?!\1?\d)"
    r"|(?<![\d])(?<!\d[-–/.])(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d(?!\d)(?![-–/.]\d)"
)
_TRIPLES = re.compile(r"\d{1,3}([. ])\d{3}(?:\1\d{3})*")
_MONEY = re.compile(r"\s*(?:€|euro?\b|eur\b)", re.I)
_MONEY_BEFORE = re.compile(r"(?:€|\beuro?|\beur)\s*$", re.I)
_COUNTED = re.compile(
    r"\s*(?:accounts?|klanten|mensen|personen|burgers|inwoners|records|gegevens|slachtoffers|adressen|keer|stuks)\b", re.I
)
_ABOUT_BEFORE = re.compile(r"\b(?:circa|ca\.|ongeveer|ruim|bijna|zo['’]n|meer dan|minder dan)\s*$", re.I)
# 0800, 0900, 14-numbers and 088 are offices, not people.
_OF_A_PERSON = {PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE} | {
    PhoneNumberType.PERSONAL_NUMBER,
    PhoneNumberType.VOIP,
}


def personal_data(text: str) -> frozenset[PersonalData]:
    """Return the kinds of personal data in a text, however its digits are written or spaced."""
    plain = _plain(text)
    zeros = _ZERO.sub(lambda match: "0" * len(match.group()), plain)
    found: set[PersonalData] = set()
    if any(_has_bsn(form) for form in (plain, zeros)):
        found.add("bsn")
    if _has_iban(plain):
        found.add("iban")
    if _EMAIL.search(plain):
        found.add("email")
    if any(_has_phone(form) for form in (plain, zeros)):
        found.add("phone")
    return frozenset(found)


def _plain(text: str) -> str:
    """The same text with full-width, Arabic and other digits as 0-9; offsets are not kept."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(str(digit) if (digit := unicodedata.decimal(char, None)) is not None else char for char in folded)


def _has_bsn(text: str) -> bool:
    if named := bool(_BSN_NAMED.search(text)):
        text = text.replace(",", ".")
    text = _PUBLIC.sub("#", text)
    return any(_is_bsn(text, start, end, named) for run in _RUN.finditer(text) for start, end in _windows(run))


def _windows(run: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The spans of eight or nine digits in a run that begin and end with a whole group of digits."""
    groups = [(m.start() + run.start(), m.end() + run.start()) for m in re.finditer(r"\d+", run.group())]
    for first, (start, _) in enumerate(groups):
        digits = 0
        for group_start, end in groups[first:]:
            digits += end - group_start
            if digits in (8, 9):
                yield start, end
            if digits >= 9:
                break


def _is_bsn(text: str, start: int, end: int, named: bool) -> bool:
    written = text[start:end]
    digits = re.sub(r"\D", "", written)
    if not bsn.is_valid(digits):
        return False
    # Who names a BSN means one, however much it looks like an amount or a date.
    if named:
        return True
    if _is_amount(text, start, end):
        return False
    # With eight digits the leading zero was left out; two years, or a date in one word, are far more common.
    return len(digits) == 9 or not (_is_date(digits) or [len(group) for group in re.findall(r"\d+", written)] == [4, 4])


def _is_amount(text: str, start: int, end: int) -> bool:
    before, written, after = text[max(0, start - 20) : start], text[start:end], text[end : end + 20]
    triples = _TRIPLES.fullmatch(written)
    if not (triples or written.isdigit()):
        return False
    if _MONEY.match(after) or _MONEY_BEFORE.search(before) or re.match(r",\d\d?(?!\d)", after):
        return True
    return bool(triples and (written.endswith(".000.000") or _COUNTED.match(after) or _ABOUT_BEFORE.search(before)))


def _is_date(digits: str) -> bool:
    """Whether eight digits in one word are a date, or a parliamentary year such as 20252026."""
    if int(digits[4:]) == int(digits[:4]) + 1:
        return True
    return any(_parses(digits, form) for form in ("%Y%m%d", "%d%m%Y"))


def _parses(digits: str, form: str) -> bool:
    try:
        return 1900 <= datetime.strptime(digits, form).year < 2100
    except ValueError:
        return False


def _has_iban(text: str) -> bool:
    for start in _IBAN_START.finditer(text):
        written = re.sub(r"[^a-zA-Z0-9]", "", start[1]).upper()
        # After the bank's four letters a Dutch IBAN has digits only, so an O there is a nought.
        zeros = written[:2] + written[2:4].replace("O", "0") + written[4:8] + written[8:].replace("O", "0")
        if any(_begins_with_iban(form) for form in {written, zeros}):
            return True
    return False


def _begins_with_iban(letters: str) -> bool:
    """Whether it starts with an IBAN; the words that follow may run on into it, and the country's own structure settles its length."""
    return any(iban.is_valid(letters[:length], check_country=False) for length in range(15, min(len(letters), 34) + 1))


def _has_phone(text: str) -> bool:
    if _MOBILE.search(text):
        return True
    return any(number_type(match.number) in _OF_A_PERSON for match in PhoneNumberMatcher(text, "NL"))
