"""Evidence and a writer in; the sentences that may be shown, as they pass, and in the end all there is to make a reply of. Knows no search.

A writer that fails costs no sentence: the quotes that the evidence chose take over.
"""

from collections.abc import Iterator, Sequence

from bot.chat_model.repair import Repairing
from bot.checking import Checking
from bot.drafts import Evidence
from bot.errors import WriterFailed, log_failure
from bot.events import Checked, Noticed
from bot.prompt import label
from bot.records import Notice, WriterName
from bot.write import QuoteWriter, Writer
from store.generation import Generation


class Writing:
    """One reply being written."""

    def __init__(self, question: str, evidence: Evidence, notices: Sequence[Notice], generation: Generation) -> None:
        """`question` stands on its own; `notices` were shown before anything is written."""
        self.question, self.evidence = question, evidence
        self.notices = list(notices)
        """What there is to tell besides the sentences, in the order it was shown."""
        self.checking = Checking(evidence, generation)
        self.name: WriterName = QuoteWriter.name
        """Who wrote it."""

    def sentences(self, writer: Writer) -> Iterator[Checked | Noticed]:
        """Yield each sentence that passed, first the writer's, then what the evidence chose and the writer left out.

        In the end, when all is shown, the writer is told what the gate refused; what it then makes of it is in the whole reply only.
        """
        self.name = writer.name
        try:
            yield from self.checking.drafts(writer.write(self.question, self.evidence))
        except WriterFailed as failure:
            yield self._failed(failure)
            yield from self._left_out()
            return
        yield from self._left_out()
        if self.checking.refused and isinstance(writer, Repairing):
            self.checking.amend(writer.again(self.checking.refused))

    def _left_out(self) -> Iterator[Checked]:
        return self.checking.drafts(QuoteWriter().write(self.question, self.checking.left_out()))

    def _failed(self, failure: WriterFailed) -> Noticed:
        log_failure(failure)
        notice = Notice(code=failure.code, text=label("writer_failed", failure.code))
        self.notices.append(notice)
        if not self.checking.sentences:
            # The model failed before it showed anything: all that follows is quotes.
            self.name = QuoteWriter.name
        return Noticed(notice=notice)
