"""Fit the judgements to cases, and show how far they can be relied on: one command, run again whenever search or the signs change.

    uv run python -m evals.calibrate --ask bundled=STORE:bundled,tuning,dev,answerable --ask dev=STORE:dev,answerable,bundled,tuning \\
        --ask many=STORE:dev,answerable,pairs --unread many --write --out FOLDER

`--ask NAME=STORE:cases` asks cases of `evals/cases` of a store that was built before (`kamerantwoord build LETTERS --store STORE`). Cases
on letters that a store does not have are about nothing in it. A store named by `--unread` has letters that nobody read for the cases.
`--write` writes `bot/judging/calibration.json`; `--out` a table, and a drawing of what was said against what was seen, always by a fit
without the letter that a case is about.
"""

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from bot.judging.answerability import decide, on_subject
from bot.judging.calibration import FILE, Calibration, Judgement
from bot.records import Status
from evals.cases import load
from evals.crowding import crowded
from evals.fitted import (
    ABOUT_SHARE,
    FOLDS,
    Trial,
    across_letters,
    carrying_trials,
    declining_trials,
    fit,
    fit_sentence,
    folds,
    subject_trials,
)
from evals.meanings import MEANINGS
from evals.observed import Asking, Observed, observe, remembering
from evals.reliability import Reliability, drawing, reliability, table
from store.errors import KamerantwoordError
from store.library import Library
from store.settings import StoreSettings

COSTS = {"subject": (1.0, 1.0), "carries": (1.5, 1.0), "declines": (1.0, 1.5)}
"""What it costs to say yes wrongly, and to say no wrongly. To call answered what is only related misleads: half as much again as to
leave a reader with what is related; to miss that the government declines mostly does so. The threshold is the first share of the two."""
_CASES = Path(__file__).parent / "cases"
_SHOWN = (Status.ANSWERED, Status.DECLINED, Status.RELATED, Status.NO_SOURCE)
SIZES = (10_000, 100_000)
"""Answers in the stores that are made of drawn vectors."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """What one run found."""

    reliabilities: tuple[Reliability, ...]
    statuses: Mapping[str, Counter[tuple[Status, Status]]]
    """By store: right and given, by fits without the letter of each case."""
    sizes: tuple[str, ...]
    """Lines of a table: whether it is about the subject, by the size of the store."""


def fitted(observations: Sequence[Observed], sentence: Judgement) -> Calibration:
    """Return the judgements that fit observations best, whose sentences are ordered by `sentence`."""
    return Calibration(
        sentence=sentence,
        subject=fit(subject_trials(observations)),
        carries=fit(carrying_trials(observations)),
        declines=fit(declining_trials(observations)),
        thresholds={name: round(wrong / (wrong + missed), 3) for name, (wrong, missed) in COSTS.items()},
    )


def report(observations: Sequence[Observed], crowds: Sequence[Observed], final: Calibration) -> Report:
    """Judge every letter by a fit without it. (The order of sentences, seven weights for all, was fitted with it.)"""
    fold_of = folds(observations)
    parts = [fitted([seen for seen in observations if fold_of[seen.letter] != fold], final.sentence) for fold in range(FOLDS)]
    without = {letter: parts[fold] for letter, fold in fold_of.items()}
    statuses: dict[str, Counter[tuple[Status, Status]]] = {}
    for seen in observations:
        if seen.expected is not None:
            statuses.setdefault(seen.store, Counter())[seen.expected, status_of(seen, without[seen.letter])] += 1
    trials = {"subject": subject_trials(observations), "carries": carrying_trials(observations), "declines": declining_trials(observations)}
    return Report(
        reliabilities=tuple(_reliability(name, some) for name, some in trials.items()),
        statuses=statuses,
        sizes=tuple(_sizes([seen for seen in [*observations, *crowds] if seen.about is not None], without)),
    )


def _reliability(name: str, trials: Sequence[Trial]) -> Reliability:
    weights = np.array([trial.weight for trial in trials])
    return reliability(name, across_letters(trials), [trial.right for trial in trials], weights)


def status_of(seen: Observed, by: Calibration) -> Status:
    """Return the status that the product gives."""
    if on_subject(seen.answers, seen.size, by) < by.thresholds["subject"]:
        return Status.NO_SOURCE
    return decide(seen.asked, seen.answers, seen.picks, by).status


def _sizes(observations: Sequence[Observed], without: Mapping[str, Calibration]) -> list[str]:
    """Return how well the subject is judged in each store, and in stores made larger by vectors that were drawn."""
    lines = ["| store | answers | trials | about it | wrong | wrong, of those about it | ECE | AUC |", "|---|---|---|---|---|---|---|---|"]
    for store in dict.fromkeys(seen.store for seen in observations):
        asked = [seen for seen in observations if seen.store == store]
        said = np.array([on_subject(seen.answers, seen.size, without[seen.letter]) for seen in asked])
        about = np.array([bool(seen.about) for seen in asked])
        wrong, share = (said >= without[asked[0].letter].thresholds["subject"]) != about, float(about.mean())
        found = reliability(
            store, said, about.tolist(), np.where(about, ABOUT_SHARE / max(share, 1e-9), (1 - ABOUT_SHARE) / max(1 - share, 1e-9))
        )
        auc = "–" if found.auc is None else f"{found.auc:.3f}"
        numbers = f"{wrong.mean():.3f} | {wrong[about].mean():.3f} | {found.ece:.3f} | {auc}"
        lines.append(f"| {store} | {asked[0].size:,} | {found.trials} | {found.came_true} | {numbers} |")
    return lines


def written(final: Calibration, observations: Sequence[Observed], asked: Sequence[Asking]) -> str:
    """Return the file that `bot/judging/calibration.py` reads."""
    judgements: dict[str, Judgement] = {name: getattr(final, name) for name in ("sentence", "subject", "carries", "declines")}
    made = {
        "by": "uv run python -m evals.calibrate",
        "on": datetime.now(UTC).date().isoformat(),
        "embedder": asked[0].generation.embedder.id,
        "cases": len({seen.case.id for seen in observations}),
        "observations": {asking.name: sum(seen.store == asking.name for seen in observations) for asking in asked},
        "costs": {name: {"wrongly said": wrong, "wrongly left out": missed} for name, (wrong, missed) in COSTS.items()},
    }
    shown = {
        name: {
            "meaning": MEANINGS[name],
            "intercept": one.intercept,
            "signs": {sign: {"weight": weight, "meaning": MEANINGS[sign]} for sign, weight in one.weights.items()},
        }
        for name, one in judgements.items()
    }
    return json.dumps({"made": made, "thresholds": final.thresholds, "judgements": shown}, ensure_ascii=False, indent=2) + "\n"


def confusion(statuses: Mapping[str, Counter[tuple[Status, Status]]]) -> str:
    """Return, for each store, right statuses down and given ones across, as Markdown."""
    lines = []
    for store, counts in statuses.items():
        right = sum(count for (expected, got), count in counts.items() if expected is got)
        lines += [f"**{store}**: {right} of {counts.total()} right ({right / counts.total():.3f})", ""]
        lines += [f"| right \\ given | {' | '.join(_SHOWN)} |", "|---" * (len(_SHOWN) + 1) + "|"]
        lines += [f"| {expected} | {' | '.join(str(counts[expected, got]) for got in _SHOWN)} |" for expected in _SHOWN]
        lines.append("")
    return "\n".join(lines)


def main() -> None:
    """Observe, fit, judge, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ask", action="append", required=True, metavar="NAME=STORE:CASES")
    parser.add_argument("--unread", action="append", default=[], metavar="NAME")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    try:
        asked = _askings(given.ask, given.unread)
        observations = [seen for asking in asked for seen in observe(asking)]
    except (KamerantwoordError, OSError, ValueError) as error:
        parser.exit(3, f"{error}\n")
    sentence = fit_sentence(observations)
    observations = [replace(seen, sentence=sentence) for seen in observations]
    crowds = _crowds(observations, asked)
    final = fitted(observations, sentence)
    if given.write:
        FILE.write_text(written(final, observations, asked), encoding="utf-8")
    found = report(observations, crowds, final)
    text = "\n".join([table(found.reliabilities), *found.sizes, "", confusion(found.statuses)])
    print(text)
    if given.out:
        given.out.mkdir(parents=True, exist_ok=True)
        (given.out / "reliability.md").write_text(text, encoding="utf-8")
        (given.out / "reliability.svg").write_text(drawing(found.reliabilities), encoding="utf-8")


def _crowds(observations: Sequence[Observed], asked: Sequence[Asking]) -> list[Observed]:
    """Return what would be seen if the largest store were larger yet."""
    largest = max(asked, key=lambda asking: asking.generation.manifest.counts.answers)
    some = [seen for seen in observations if seen.store == largest.name and seen.about is not None]
    return [seen for size in SIZES for seen in crowded(largest.generation, some, size)]


def _askings(asks: Sequence[str], unread: Sequence[str]) -> list[Asking]:
    """Read 'name=store:cases,cases'."""
    parts = [(name, *rest.rpartition(":")[::2]) for name, rest in (ask.split("=", 1) for ask in asks)]
    generations = remembering([Library(StoreSettings.load(store=Path(store))).current() for _, store, _ in parts])
    return [
        Asking(
            name=name,
            generation=generation,
            cases=tuple(case for file in files.split(",") for case in load(_CASES / f"{file}.jsonl")),
            unread=name in unread,
        )
        for (name, _, files), generation in zip(parts, generations, strict=True)
    ]


if __name__ == "__main__":
    main()
