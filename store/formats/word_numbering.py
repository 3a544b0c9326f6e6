"""Word's automatic numbers: numbering.xml and styles.xml in, for each numbered paragraph the number a reader sees printed out."""

from collections.abc import Iterable
from dataclasses import dataclass

from store.formats.xmltree import Element, attribute, child, children

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip  # noqa: E501
_LEVELS = 9


@dataclass(frozen=True, kw_only=True)
class _Level:
    start: int
    form: str
    """Word's name of how it is written: 'decimal', 'lowerLetter', 'bullet', …"""
    text: str
    """'%1.%2)': the numbers of levels 1 and 2 with what stands around them."""
    legal: bool
    """All numbers in it are decimal, whatever their own level says."""
    style: str | None
    """The paragraph style that has this level."""


class Numbering:
    """Counts the numbered paragraphs of one letter, in their order."""

    def __init__(self, numbering: Element, styles: Element) -> None:
        """Take the roots of both parts, None for a part the letter lacks."""
        abstract = {attribute(a, "abstractNumId"): a for a in children(numbering, "abstractNum")}
        linked = {attribute(child(a, "styleLink"), "val"): key for key, a in abstract.items() if child(a, "styleLink") is not None}
        self._list: dict[str, str] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._restart: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        for num in children(numbering, "num"):
            number, key = attribute(num, "numId") or "", attribute(child(num, "abstractNumId"), "val")
            key = linked.get(attribute(child(abstract.get(key), "numStyleLink"), "val"), key) or ""
            overrides = {_int(attribute(o, "ilvl"), 0): o for o in children(num, "lvlOverride")}
            own = [level for o in overrides.values() for level in children(o, "lvl")]
            self._list[number] = key
            self._levels[number] = _levels(children(abstract.get(key), "lvl")) | _levels(own)
            starts = {n: attribute(child(o, "startOverride"), "val") for n, o in overrides.items()}
            self._restart[number] = {n: _int(start, 1) for n, start in starts.items() if start is not None}
        self._styles = {attribute(style, "styleId"): style for style in children(styles, "style")}
        self._default = next((i for i, s in self._styles.items() if attribute(s, "type") == "paragraph" and attribute(s, "default")), None)

    def next(self, properties: Element) -> str:
        """Return the number of the next paragraph, from its w:pPr: 'Vraag 3', '3.', 'b)', '•'; '' when it has none."""
        number, level = self._place(properties)
        levels = self._levels.get(number, {})
        if level not in levels:
            return ""
        self._count(number, level)
        return _printed(levels, self._counts[self._list[number]], level)

    def _place(self, properties: Element) -> tuple[str, int]:
        """Return the list and the level a paragraph is in, by itself or by its style; list '' or '0' is none."""
        own = child(properties, "numPr")
        style = attribute(child(properties, "pStyle"), "val") or self._default
        number, level = attribute(child(own, "numId"), "val"), attribute(child(own, "ilvl"), "val")
        seen: set[str | None] = set()
        while number is None and style in self._styles and style not in seen:
            seen.add(style)
            inherited = child(self._styles[style], "pPr", "numPr")
            number = attribute(child(inherited, "numId"), "val")
            if number is not None and level is None:
                of_style = [n for n, has in self._levels.get(number, {}).items() if has.style == style]
                level = str(of_style[0]) if of_style else attribute(child(inherited, "ilvl"), "val")
            style = attribute(child(self._styles[style], "basedOn"), "val")
        return number or "", _int(level, 0)

    def _count(self, number: str, level: int) -> None:
        counts = self._counts.setdefault(self._list[number], {})
        # A list that restarts does so at its first paragraph; lists of one kind otherwise count on in each other.
        for at, start in self._restart.pop(number, {}).items():
            counts[at] = start - 1
        counts[level] = counts.get(level, self._levels[number][level].start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]


def _levels(elements: Iterable[Element]) -> dict[int, _Level]:
    found = {}
    for element in elements:
        at = _int(attribute(element, "ilvl"), -1)
        if 0 <= at < _LEVELS:
            found[at] = _Level(
                start=_int(attribute(child(element, "start"), "val"), 0 if child(element, "start") is None else 1),
                form=attribute(child(element, "numFmt"), "val") or "decimal",
                text=attribute(child(element, "lvlText"), "val") or "",
                legal=child(element, "isLgl") is not None,
                style=attribute(child(element, "pStyle"), "val"),
            )
    return found


def _printed(levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
    own = levels[level]
    if own.form == "bullet":
        # The signs of Symbol and Wingdings have no meaning outside their font.
        return "".join("•" if "\ue000" <= sign <= "\uf8ff" else sign for sign in own.text.strip()) or "•"
    text = own.text
    for at in range(_LEVELS):
        if f"%{at + 1}" in text and at in levels:
            form = "decimal" if own.legal else levels[at].form
            text = text.replace(f"%{at + 1}", _written(counts.get(at, levels[at].start), form))
    return text.strip()


def _written(number: int, form: str) -> str:
    """Write a number in one of Word's forms; forms no Dutch letter uses are written in digits."""
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{number:02}"
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 100 + 1)
        return letters if form == "lowerLetter" else letters.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman = _roman(number)
        return roman if form == "lowerRoman" else roman.upper()
    return f"{number}e" if form == "ordinal" else str(number)


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        written += sign * times
    return written


def _int(text: str | None, otherwise: int) -> int:
    try:
        # Anything longer is not a number that a person typed.
        return int(text[:9]) if text else otherwise
    except ValueError:
        return otherwise
