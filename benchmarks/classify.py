"""How well and how fast messages are classified: five stratified folds on public labelled messages.

    python -m benchmarks.classify [FOLDER WITH THE DATA]

For each data set: macro-F1 and accuracy with their bootstrap intervals (2,000 draws), right within the first three,
expected calibration error (ten bins), messages per second on one core from raw text to probabilities, seconds to train.
"""

import csv
import gzip
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedKFold

from huiyin.methods.kinds import kinds
from huiyin.methods.training import train

FOLDER = Path(__file__).parents[2] / "shared" / "data" / "messages"
SEED = 0
TITLE_WORDS = 10
KINDS = {"投诉/求助": "request", "咨询": "question", "建言": "suggestion"}

Shares = NDArray[np.floating]


@dataclass(frozen=True)
class Result:
    """Held-out probabilities of one data set, and what they took."""

    truth: NDArray[np.intp]
    shares: Shares
    rate: float
    training: float


def labelled(folder: Path) -> tuple[list[str], list[str]]:
    """7,210 messages as words; the first ten words stand for the title."""
    texts, labels = [], []
    for row in read(folder / "cn_labelled_tokenised.csv.gz"):
        words = row["tokens"].split()
        texts.append(" ".join(words[:TITLE_WORDS]) + "\n" + " ".join(words))
        labels.append(row["label"])
    return texts, labels


def typed(folder: Path, column: str) -> tuple[list[str], list[str]]:
    """11,529 raw messages by type or domain; labels with fewer than ten messages left out."""
    rows = [row for row in read(folder / "cn_messages_type_domain.csv.gz") if row[column]]
    sizes = {label: sum(row[column] == label for row in rows) for label in {row[column] for row in rows}}
    rows = [row for row in rows if sizes[row[column]] >= 10]
    return [row["text"] for row in rows], [row[column] for row in rows]


def read(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def by_folds(texts: Sequence[str], labels: Sequence[str]) -> Result:
    """Trains on four fifths, guesses the fifth, five times."""
    names = sorted(set(labels))
    truth = np.searchsorted(names, labels)
    shares = np.zeros((len(texts), len(names)))
    training = guessing = 0.0
    for learn, test in StratifiedKFold(5, shuffle=True, random_state=SEED).split(truth, truth):
        start = time.process_time()
        model = train([texts[at] for at in learn], [labels[at] for at in learn], seed=SEED)
        trained = time.process_time()
        shares[test] = model.probabilities([texts[at] for at in test])
        training, guessing = training + trained - start, guessing + time.process_time() - trained
    return Result(truth, shares, len(texts) / guessing, training / 5)


def by_cues(texts: Sequence[str], labels: Sequence[str]) -> Result:
    """The cue words of ``kinds`` alone, nothing trained."""
    names = sorted(set(labels))
    start = time.process_time()
    guesses = [{guess.label: guess.probability for guess in kinds(text)} for text in texts]
    took = time.process_time() - start
    shares = np.array([[guess[KINDS[name]] for name in names] for guess in guesses])
    return Result(np.searchsorted(names, labels), shares / shares.sum(axis=1, keepdims=True), len(texts) / took, 0.0)


def interval(result: Result, measure: Callable[[NDArray[np.intp], NDArray[np.intp]], float]) -> str:
    """The measure and its 95 % bootstrap interval."""
    best = result.shares.argmax(axis=1)
    draw = np.random.Generator(np.random.PCG64(SEED))
    samples = [draw.integers(0, len(best), len(best)) for _ in range(2_000)]
    low, high = np.quantile([measure(result.truth[at], best[at]) for at in samples], [0.025, 0.975])
    return f"{measure(result.truth, best):.4f} [{low:.3f}, {high:.3f}]"


def macro_f1(truth: NDArray[np.intp], best: NDArray[np.intp]) -> float:
    """Macro-F1 from the table of counts: the bootstrap needs it two thousand times."""
    labels = int(max(truth.max(), best.max())) + 1
    table = np.bincount(truth * labels + best, minlength=labels * labels).reshape(labels, labels)
    whole = table.sum(axis=0) + table.sum(axis=1)
    # sklearn's f1_score(average="macro") gives the same, a hundred times slower
    return float((2 * table.diagonal()[whole > 0] / whole[whole > 0]).mean())


def calibration_error(result: Result) -> float:
    sure, right = result.shares.max(axis=1), result.shares.argmax(axis=1) == result.truth
    bins = np.minimum((sure * 10).astype(int), 9)
    return float(sum(abs(sure[bins == at].sum() - right[bins == at].sum()) for at in range(10)) / len(sure))


def within(result: Result, first: int) -> float:
    own = result.shares[np.arange(len(result.truth)), result.truth][:, None]
    return float(((result.shares > own).sum(axis=1) < first).mean())


def surest(result: Result, share: float) -> float:
    """The share right among the surest messages."""
    order = np.argsort(-result.shares.max(axis=1))[: int(len(result.truth) * share)]
    return float((result.shares.argmax(axis=1) == result.truth)[order].mean())


def share_right(truth: NDArray[np.intp], best: NDArray[np.intp]) -> float:
    """Accuracy."""
    return float((truth == best).mean())


def main(folder: Path) -> None:
    tasks: dict[str, Callable[[], Result]] = {
        "7 classes (anchor 0.9245)": lambda: by_folds(*labelled(folder)),
        "type, 3 (anchor 0.820)": lambda: by_folds(*typed(folder, "type")),
        "type, 3, cue words only": lambda: by_cues(*typed(folder, "type")),
        "domain, 28 (anchor 0.508)": lambda: by_folds(*typed(folder, "domain")),
    }
    print("| data | macro-F1 | accuracy | first 3 | surest 80 % | ECE | messages/s | training s |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for name, task in tasks.items():
        result = task()
        accuracy = interval(result, share_right)
        cells = [name, interval(result, macro_f1), accuracy, f"{within(result, 3):.4f}", f"{surest(result, 0.8):.4f}"]
        cells += [f"{calibration_error(result):.4f}", f"{result.rate:,.0f}", f"{result.training:.1f}"]
        print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
