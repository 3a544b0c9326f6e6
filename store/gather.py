"""Files in, Documents with their verwijzingen out, and what was left out with the reason; knows nothing about how they are kept."""

from collections.abc import Callable, Sequence
from pathlib import Path

from store.errors import DocumentUnreadable
from store.parse import parse
from store.read import find, read
from store.records import Document, Unreadable
from store.refer import refer


def gather(paths: Sequence[Path], tell: Callable[[int, int], None]) -> tuple[tuple[Document, ...], tuple[Unreadable, ...]]:
    """Return the Documents of files, their verwijzingen resolved, and the files left out; raise DocumentUnreadable if all were."""
    documents: dict[str, Document] = {}
    unreadable: list[Unreadable] = []
    files = list(find(paths))
    for number, path in enumerate(files, 1):
        try:
            document = parse(read(path))
            _refuse_unusable(document, documents)
            documents[document.id] = document
        except DocumentUnreadable as error:
            unreadable.append(Unreadable(path=str(path), reason=str(error)))
        tell(number, len(files))
    if not documents:
        reasons = " ".join(f"{left_out.path}: {left_out.reason}" for left_out in unreadable[:3]) or "there was no file to read."
        raise DocumentUnreadable(f"No letter could be read, so nothing was built. {reasons}")
    return refer(list(documents.values())), tuple(unreadable)


def _refuse_unusable(document: Document, known: dict[str, Document]) -> None:
    if document.id in known:
        raise DocumentUnreadable(f"the same document as {known[document.id].origin} ({document.id}); the first one is kept.")
    if document.kind == "other" and not document.answers:
        raise DocumentUnreadable("a letter without answers: nothing in it is written as 'Vraag 1' and 'Antwoord op vraag 1'.")
