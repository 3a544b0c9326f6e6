"""What tests of the formats share: a .docx as small as Word takes it, and files that are damaged in a way that can be repeated."""

import io
import random
import zipfile
from collections.abc import Callable, Iterator

import pytest

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_ROOTS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes", "header": "hdr", "footer": "ftr"}

Docx = Callable[..., bytes]


def _docx(body: str, **parts: str) -> bytes:
    """Make a .docx of the XML inside w:body and inside the roots of other parts; 'header1' and 'footer2' have those relation ids."""
    relations, files = [], {"word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>"}
    for name, inner in parts.items():
        kind = name.rstrip("0123456789")
        files[f"word/{name}.xml"] = f"<w:{_ROOTS[kind]} {_SPACES}>{inner}</w:{_ROOTS[kind]}>"
        relations.append(f'<Relationship Id="{name}" Type="{_R}/{kind}" Target="{name}.xml"/>')
    files["word/_rels/document.xml.rels"] = f"<Relationships>{''.join(relations)}</Relationships>"
    files["_rels/.rels"] = f'<Relationships><Relationship Id="r" Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>'
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package:
        for path, text in files.items():
            package.writestr(path, text)
    return whole.getvalue()


def _damaged(data: bytes, times: int) -> Iterator[bytes]:
    """Yield damaged copies of a file, the same ones each time: cut off, bytes changed, a stretch gone, a stretch twice."""
    chance = random.Random(20260227)
    for turn in range(times):
        at, length = chance.randrange(len(data)), chance.randrange(1, 60)
        if turn % 4 == 0:
            yield data[:at]
        elif turn % 4 == 1:
            changed = bytearray(data)
            for _ in range(chance.randrange(1, 12)):
                changed[chance.randrange(len(data))] = chance.randrange(256)
            yield bytes(changed)
        elif turn % 4 == 2:
            yield data[:at] + data[at + length :]
        else:
            yield data[: at + length] + data[at:]


@pytest.fixture(scope="session")
def docx() -> Docx:
    return _docx


@pytest.fixture(scope="session")
def damaged() -> Callable[[bytes, int], Iterator[bytes]]:
    return _damaged
