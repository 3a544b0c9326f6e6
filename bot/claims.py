"""A claim and where its evidence is in, the gate's verdict out; looks sources up in the store, and opens it only when one is named."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from bot.intake import ClaimIn, read_claims
from bot.records import Verdict
from bot.verify import introduced, verify
from store.errors import InputError
from store.library import Library
from store.settings import StoreSettings


class Judge:
    """Judges claims one by one against the same store."""

    def __init__(self, settings: StoreSettings) -> None:
        self._library = Library(settings)

    def verdicts(self, lines: Iterable[str]) -> Iterator[Verdict | InputError]:
        """Yield the verdict on each line of a batch as the lines come, in order; for a line that cannot be judged why, with its number."""
        for number, claim in read_claims(lines):
            if isinstance(claim, InputError):
                yield claim
                continue
            try:
                yield self.verdict(claim)
            except InputError as error:
                yield InputError(f"line {number}: {error}")

    def verdict(self, claim: ClaimIn) -> Verdict:
        """Return the verdict; raise SourceUnknown, or StoreError when a source is named and there is no usable store."""
        if claim.source is None:
            return verify(claim.claim, claim.evidence or "")
        document, answer = self._library.current().catalogue.source(claim.source)
        letter = "\n\n".join(answer.text for answer in document.answers)
        return verify(claim.claim, answer.text, abbreviations=_introduced(letter))


@lru_cache(maxsize=256)
def _introduced(letter: str) -> dict[str, str]:
    """The abbreviations of a letter: the claims of a batch are often of the same few."""
    return introduced(letter)
