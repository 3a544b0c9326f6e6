"""A claim and where its evidence is in, the gate's verdict out; looks sources up in the store, and opens it only when one is named."""

from bot.intake import ClaimIn
from bot.records import Verdict
from bot.verify import introduced, verify
from store.library import Library
from store.settings import StoreSettings


class Judge:
    """Judges claims one by one against the same store."""

    def __init__(self, settings: StoreSettings) -> None:
        self._library = Library(settings)

    def verdict(self, claim: ClaimIn) -> Verdict:
        """Return the verdict; raise SourceUnknown, or StoreError when a source is named and there is no usable store."""
        if claim.source is None:
            return verify(claim.claim, claim.evidence or "")
        document, answer = self._library.current().catalogue.source(claim.source)
        letter = "\n\n".join(answer.text for answer in document.answers)
        return verify(claim.claim, answer.text, abbreviations=introduced(letter))
