"""Bytes of text in, characters out, whatever encoding a Dutch letter was saved in; not one byte is lost. Knows nothing of formats."""

import codecs
import re

from charset_normalizer import from_bytes

_BOMS = {
    codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF32_LE: "utf-32-le", codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be",
}  # fmt: skip
_ONE_BYTE = ("cp1252", "cp850", "mac_roman")
"""What Dutch letters were saved in on Windows, DOS and the Mac; asked of all encodings, a short letter is taken for Czech or Chinese."""
_USUAL = frozenset("éëïöüáóíúàèêôâîûçñãåäøßÉËÏÖÜÁÓÀÈÇ‘’“”„–—…€•·§°½¼¾²³´`«»±×®©™\u00a0\u00ad")
_DOUBT = 0.25
"""The share of characters beyond ASCII that may be odd: letters of foreign names, mostly."""
_EVIDENCE = 4
"""Bytes beyond ASCII from which another encoding than Windows-1252 is believed: one may be all there is of a foreign name."""
_SAMPLE = 200_000
"""Bytes that are enough to tell one encoding from another."""
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_DUTCH_BEYOND_ASCII = re.compile("[\u00a0-\u00ff\u2010-\u2044\u20ac\ufeff]")
_NULS_OF_16 = 0.2
"""Share of NULs in one half of the bytes from which text is UTF-16: of Dutch it is over 0.9."""


def decoded(data: bytes) -> str | None:
    """Decode text by its byte order mark, else as UTF-8, UTF-16 or a one-byte encoding; None for what is not text but binary."""
    for bom, encoding in _BOMS.items():
        if data.startswith(bom):
            text = data[len(bom) :].decode(encoding, "replace") if encoding != "utf-8" else _utf_8(data[len(bom) :])
            return None if "\0" in text or text.count("�") > max(2, len(text) // 20) else text
    if b"\0" in data:
        return _unmarked_16(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _utf_8(data) if _has_utf_8(data) else _one_byte(data, _encoding(data))


def _has_utf_8(data: bytes) -> bool:
    """Tell whether bytes hold a character in UTF-8 that Dutch uses; by accident Windows-1252 does not."""
    return any(_DUTCH_BEYOND_ASCII.fullmatch(match[0].decode("utf-8", "replace")) for match in _MULTIBYTE.finditer(data))


def _utf_8(data: bytes) -> str:
    """Decode UTF-8 with stretches of Windows-1252 in it, as letters pasted together have."""
    parts, at = [], 0
    while at < len(data):
        try:
            parts.append(data[at:].decode("utf-8"))
            break
        except UnicodeDecodeError as error:
            parts.append(data[at : at + error.start].decode("utf-8"))
            cut_off = at + error.end == len(data) and error.reason == "unexpected end of data"
            parts.append("�" if cut_off else _one_byte(data[at + error.start : at + error.end], "cp1252"))
            at += error.end
    return "".join(parts)


def _unmarked_16(data: bytes) -> str | None:
    for encoding, zeros, others in (("utf-16-le", data[1::2], data[::2]), ("utf-16-be", data[::2], data[1::2])):
        if zeros.count(0) > _NULS_OF_16 * len(zeros) and not others.count(0):
            return data.decode(encoding, "replace")
    return None


def _encoding(data: bytes) -> str:
    """Return the one-byte encoding of data: Windows-1252 unless it makes odd characters and another, nearly all that Dutch uses."""
    # Lines without a special character say nothing, and would fill the sample.
    telling = b"\n".join(line for line in data.splitlines() if not line.isascii())[:_SAMPLE]
    oddness = {encoding: _oddness(telling, encoding) for encoding in _ONE_BYTE}
    if oddness["cp1252"] <= _DOUBT or sum(byte > 127 for byte in telling) < _EVIDENCE:
        return "cp1252"
    possible = {match.encoding for match in from_bytes(telling, cp_isolation=list(_ONE_BYTE))}
    best = min(possible, key=lambda encoding: oddness[encoding], default="cp1252")
    return best if oddness[best] <= _DOUBT else "cp1252"


def _oddness(data: bytes, encoding: str) -> float:
    """Return the share of the characters beyond ASCII that Dutch letters do not use, in an encoding."""
    beyond = [character for character in _one_byte(data, encoding) if not character.isascii()]
    return sum(character not in _USUAL for character in beyond) / max(1, len(beyond))


def _one_byte(data: bytes, encoding: str) -> str:
    """Decode byte by byte; a byte the encoding does not know is the control character of Latin-1."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in data)
