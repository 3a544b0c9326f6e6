"""A sign of one of Word's symbol fonts in, the Unicode character a reader sees out; knows nothing of paragraphs."""

_GREEK = dict(zip("abgdezhqiklmnxoprstufcyw", "αβγδεζηθικλμνξοπρστυφχψω", strict=True))
_SYMBOL = {ord(key): value for key, value in _GREEK.items()} | {
    ord("D"): "Δ", ord("S"): "Σ", ord("W"): "Ω", ord("P"): "Π", ord("F"): "Φ", ord("G"): "Γ", ord("L"): "Λ",
    0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×",
    0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xDE: "⇒", 0xE5: "∑", 0xA0: "€",
}  # fmt: skip
_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x73: "⬧", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9F: "•", 0xA0: "▪", 0xA1: "○",
    0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x4A: "☺", 0x4C: "☹",
}  # fmt: skip
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}
_PRIVATE = range(0xF000, 0xF100)


def symbol(code: str, font: str) -> str:
    """Return the character of a w:sym, from its hexadecimal code and the name of its font; '�' for one that has no known meaning."""
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    own = point - _PRIVATE.start if point in _PRIVATE else point
    table = _FONTS.get(font.lower())
    if table is not None:
        return table.get(own, "�")
    return chr(own) if 0x20 <= own < 0xD800 or 0xE000 <= own < 0xFFFE else "�"
