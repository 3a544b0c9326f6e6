"""A stretch of a letter's head in, the members who asked out, with their parties.

A name is only read where the words before it say whose it is: 'vragen van het lid …', so that 'de motie van het lid …' makes no asker.
"""

import re
from dataclasses import replace

from store.letter.names import NAME, SIR, Read, plain
from store.records import Asker

_MEMBER = r"(?:(?:het|de|door)\s+)?(?:(?:Tweede[\s-]?)?Kamer)?(?:lid|leden)"
_MEMBERS = re.compile(
    rf"vragen\s+(?:(?:gesteld|ingezonden|van|door|de)\s+)*(?<!\w){_MEMBER}\s+(?!der\s+Kamer|van\s+de\s+Tweede)(?P<names>{SIR}(?-i:{NAME}))"
    rf"|vragen\s+(?:gesteld\s+)?(?:van|door)\s+(?P<sir>(?:de\s+heer|mevrouw|dhr\.|mw\.)\s+(?-i:{NAME}))",
    re.IGNORECASE,
)
_NEXT_MEMBER = re.compile(rf"(?P<join>\s*,\s*(?:en\s+)?|\s*(?:\ben\b|&)\s*)(?:(?:het\s+lid|de\s+leden|lid)\s+)?{SIR}(?P<name>{NAME})")
_PARTY = re.compile(
    r"\s*\(\s*(?:(?:beide|allen|alle|allebei)n?\s+(?:(?:twee|drie|vier|vijf)\s+)?)?(?P<party>[^()\n]{1,60}?)\s*\)", re.IGNORECASE
)
_NO_PARTY = re.compile(r"\d{4}|ingezonden|ontvangen|\bnr\b|kenmerk", re.IGNORECASE)
_ALSO_ASKED = re.compile(r"\ben\s+(?:(?:op|van|de)\s+)*(?:schriftelijke\s+|nadere\s+)?(?:Kamer)?\Z", re.IGNORECASE)


def askers(text: str) -> Read[tuple[Asker, ...]] | None:
    """Return the members whose questions a stretch of text is about; None when it names none."""
    first: Read[tuple[Asker, ...]] | None = None
    for match in _MEMBERS.finditer(text):
        if first is None:
            first = _sequence(text, match)
        elif _ALSO_ASKED.search(text, max(0, match.start() - 80), match.start()):
            first = replace(first, found=tuple(dict.fromkeys((*first.found, *_sequence(text, match).found))))
    return first


def _sequence(text: str, match: re.Match[str]) -> Read[tuple[Asker, ...]]:
    """Read 'Mutluer, Lahlah (GroenLinks-PvdA), Boswijk (CDA) en Helder': a party is that of all names since the last party."""
    group = "names" if match["names"] else "sir"
    waiting, members = [plain(match[group])], []
    at = match.end(group)
    while True:
        party = _PARTY.match(text, at)
        if party and not _NO_PARTY.search(party["party"]):
            members += [Asker(name=name, party=" ".join(party["party"].split())) for name in waiting]
            waiting, at = [], party.end()
        following = _NEXT_MEMBER.match(text, at)
        if not following:
            break
        waiting.append(plain(following["name"]))
        at = following.end()
    members += [Asker(name=name) for name in waiting]
    return Read(found=tuple(members), words=text[match.start() : at].strip())
