"""A linear classifier for messages: fast, small, calibrated, and able to say why.

Hashed character n-grams, title apart from body (``grams``), weighted by inverse document frequency; one linear
support vector machine per label by stochastic gradient descent (Joachims 1998, "Text categorization with support
vector machines"; Bottou 2010); scores made into probabilities by matrix scaling, fitted on held-out folds
(Platt 1999; Guo et al. 2017, "On calibration of modern neural networks"). ``benchmarks/classify.py``
measures it.
"""

import json
import zipfile
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold

from huiyin.methods import grams
from huiyin.methods.guesses import Guess, strongest

FORMAT: Final = "huiyin-classifier-1"
TITLE_WEIGHT: Final = 0.5
FOLDS: Final = 5
LEAST: Final = 2
"""Messages each label needs: one to learn from, one to be tested on."""
_MOST_BYTES: Final = 18_000_000
_CHUNK: Final = 2_000
_PENALTY: Final = 1.5e-4
_ROUNDS: Final = 15
_RIDGE: Final = 0.1

Floats = NDArray[np.floating[Any]]
Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Measured:
    """What held-out folds said when it was trained: messages, share right, macro-F1 over the labels."""

    messages: int
    accuracy: float
    macro_f1: float


class Classifier:
    """A trained classifier. Get one from ``train`` or ``load``."""

    def __init__(self, labels: Sequence[str], measured: Measured, arrays: Arrays) -> None:
        self.labels = tuple(labels)
        self.measured = measured
        self._arrays = arrays
        self._weights: Floats = arrays["weights"].astype(np.float32)
        self._average: Floats = self._weights.mean(axis=1)
        self._idf = np.zeros(grams.COLUMNS, np.float32)
        self._idf[arrays["kept"]] = arrays["idf"].astype(np.float32)
        self._place = np.full(grams.COLUMNS, -1, np.int32)
        self._place[arrays["kept"]] = np.arange(len(arrays["kept"]), dtype=np.int32)

    def probabilities(self, texts: Sequence[str]) -> Floats:
        """One row per text, one column per label in the order of ``labels``; each row adds up to 1."""
        chunks = [texts[at : at + _CHUNK] for at in range(0, len(texts), _CHUNK)]
        scores = [np.zeros((0, len(self.labels)), np.float32)]
        scores += [self._scores(grams.counts(chunk)) for chunk in chunks]
        return _shares(np.concatenate(scores), self._arrays["calibration"])

    def guess(self, texts: Sequence[str], top: int = 3, *, reasons: bool = True) -> list[tuple[Guess, ...]]:
        """For each text its ``top`` likeliest labels, likeliest first. Without reasons it is several times faster."""
        shares = self.probabilities(texts)
        order = np.argsort(-shares, axis=1, kind="stable")[:, :top]
        return [
            tuple(
                Guess(self.labels[label], float(share[label]), self._reasons(text, int(label)) if reasons else ())
                for label in best
            )
            for text, share, best in zip(texts, shares, order, strict=True)
        ]

    def save(self, path: Path) -> None:
        """Writes one .npz file: arrays and a header in JSON, nothing that runs when it is read."""
        header = {"format": FORMAT, "labels": self.labels, "measured": asdict(self.measured)}
        text = np.frombuffer(json.dumps(header, ensure_ascii=False).encode(), np.uint8)
        with path.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, header=text, **self._arrays)

    def _scores(self, counts: sparse.csr_array) -> Floats:
        """How much each label is spoken for, before calibration."""
        counts.data = _weighted(counts, self._idf)
        places = self._place[counts.indices]
        known = places >= 0
        bounds = np.concatenate(([0], np.cumsum(known)))[counts.indptr]
        shape = (counts.shape[0], len(self._weights))
        rows = sparse.csr_array((counts.data[known], places[known], bounds), shape=shape)
        return np.asarray(rows @ self._weights + self._arrays["start"], np.float32)

    def _reasons(self, text: str, label: int) -> tuple[str, ...]:
        """The words whose n-grams spoke for this label rather than for all labels alike."""
        flat, _ = grams.codes([text])
        title = int(grams.title_lengths([text])[0])
        speaks = np.zeros(len(flat))
        for size in grams.SIZES:
            for length, weight, in_title in ((len(flat), 1.0, False), (title, TITLE_WEIGHT, True)):
                where = grams.columns(flat[:length], size, title=in_title)
                worth = self._spoken(where, label) * weight / size
                for ahead in range(size):
                    speaks[ahead : ahead + len(where)] += worth
        return strongest(text, speaks)

    def _spoken(self, columns: NDArray[np.uint64], label: int) -> Floats:
        """How much each of these columns speaks for the label, the average of all labels taken off."""
        place = self._place[columns]
        return np.asarray((self._weights[place, label] - self._average[place]) * self._idf[columns] * (place >= 0))


def load(path: Path) -> Classifier:
    """Reads what ``save`` wrote. ValueError when the file is something else or was cut short."""
    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        header = json.loads(arrays.pop("header").tobytes())
        if header["format"] != FORMAT:
            raise ValueError(f"This is a model of format {header['format']!r}, {FORMAT!r} is needed")
        return Classifier(header["labels"], Measured(**header["measured"]), arrays)
    except (KeyError, TypeError, AttributeError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise ValueError(f"{path.name} is no model of Huiyin, or it is damaged") from error


def train(texts: Sequence[str], labels: Sequence[str], *, seed: int = 0) -> Classifier:
    """Learns to tell the labels apart; the same texts, labels and seed give the same classifier.

    A text is "title\\nbody", or a body alone. ValueError when there are fewer than two labels, or fewer than
    ``LEAST`` messages of one of them.
    """
    names, sizes = _checked(texts, labels)
    truth = np.searchsorted(np.array(names), np.array(labels))
    counts = sparse.vstack([grams.counts(texts[at : at + _CHUNK]) for at in range(0, len(texts), _CHUNK)], "csr")
    held_out = np.zeros((len(texts), len(names)), np.float32)
    folds = StratifiedKFold(max(2, min(FOLDS, min(sizes))), shuffle=True, random_state=seed)
    for learn, test in folds.split(truth, truth):
        idf = _rarity(counts[learn])
        weights, start = _fitted(_rows(counts[learn], idf), truth[learn], len(names), seed)
        held_out[test] = _rows(counts[test], idf) @ weights + start
    idf = _rarity(counts)
    weights, start = _fitted(_rows(counts, idf), truth, len(names), seed)
    calibration = _calibrated(held_out, truth)
    measured = _measured(_shares(held_out, calibration), truth)
    return Classifier(names, measured, _packed(weights, start, idf) | {"calibration": calibration})


def _checked(texts: Sequence[str], labels: Sequence[str]) -> tuple[list[str], list[int]]:
    if len(texts) != len(labels):
        raise ValueError(f"{len(texts)} texts cannot have {len(labels)} labels")
    sizes = Counter(labels)
    if len(sizes) < 2:
        raise ValueError("At least two labels are needed to learn to tell them apart")
    short = [label for label, size in sizes.items() if size < LEAST]
    if short:
        raise ValueError(f"Each label needs at least {LEAST} messages, these have fewer: {', '.join(short[:10])}")
    names = sorted(sizes)
    return names, [sizes[name] for name in names]


def _rarity(counts: sparse.csr_array) -> Floats:
    """The inverse document frequency of each column; 0 for what stands in one text only."""
    spread = np.bincount(counts.indices, minlength=grams.COLUMNS)
    idf = np.log((1 + counts.shape[0]) / (1 + spread)) + 1
    least = 2 if counts.shape[0] > 50 else 1
    return np.where(spread >= least, idf, 0).astype(np.float16).astype(np.float32)


def _weighted(counts: sparse.csr_array, idf: Floats) -> Floats:
    """The values of the rows: rare n-grams count more, body and title each brought to their own length."""
    values = counts.data * idf[counts.indices]
    row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    block = 2 * row + (counts.indices >= grams.COLUMNS // 2)
    lengths = np.sqrt(np.bincount(block, values * values, 2 * counts.shape[0]))
    lengths[1::2] /= TITLE_WEIGHT
    return np.asarray(values / np.maximum(lengths, 1e-9)[block], np.float32)


def _rows(counts: sparse.csr_array, idf: Floats) -> sparse.csr_array:
    return sparse.csr_array((_weighted(counts, idf), counts.indices, counts.indptr), shape=counts.shape)


def _fitted(rows: sparse.csr_array, truth: NDArray[np.intp], labels: int, seed: int) -> tuple[Floats, Floats]:
    """Weights (columns × labels) and start values; a label that no row has is never spoken for."""
    model = SGDClassifier(loss="hinge", alpha=_PENALTY, max_iter=_ROUNDS, tol=None, random_state=seed)
    model.fit(rows, truth)
    weights, start = model.coef_, model.intercept_
    if len(weights) == 1:
        weights, start = np.concatenate((-weights, weights)), np.concatenate((-start, start))
    whole = np.zeros((rows.shape[1], labels), np.float32)
    begin = np.full(labels, -1, np.float32)
    whole[:, model.classes_], begin[model.classes_] = weights.T, start
    return whole, begin


def _packed(weights: Floats, start: Floats, idf: Floats) -> Arrays:
    """The columns that say something, the strongest first if there is no room for all, in half precision."""
    strength = np.abs(weights).max(axis=1) * idf
    room = _MOST_BYTES // (2 * weights.shape[1] + 6)
    kept = np.sort(np.argsort(-strength, kind="stable")[: min(room, np.count_nonzero(strength))]).astype(np.uint32)
    return {
        "kept": kept,
        "idf": idf[kept].astype(np.float16),
        "weights": weights[kept].astype(np.float16),
        "start": start.astype(np.float32),
    }


def _shares(scores: Floats, calibration: Floats) -> Floats:
    """Scores as probabilities: softmax of scores × matrix + bias."""
    logits = scores @ calibration[:-1] + calibration[-1]
    powers = np.exp(logits - logits.max(axis=1, keepdims=True)) if len(logits) else logits
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _calibrated(scores: Floats, truth: NDArray[np.intp]) -> Floats:
    """The matrix and the bias that make the truth of the held-out folds likeliest.

    As in Platt 1999 the truth itself is a little unsure, as if each label had been wrong once more: six messages
    told apart without error do not make it certain. What one label's score says about another must earn its
    place: everything off the diagonal is held near 0 (ridge).
    """
    labels, wide = scores.shape[1], scores.astype(np.float64)
    seen = np.bincount(truth, minlength=labels)[truth]
    chosen = np.repeat(1 / labels / (seen + 1), labels).reshape(scores.shape)
    chosen[np.arange(len(truth)), truth] += seen / (seen + 1)
    held = _RIDGE * np.concatenate((1 - np.eye(labels), np.ones((1, labels)))) / len(truth)

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        calibration = flat.reshape(labels + 1, labels)
        shares = _shares(wide, calibration)
        wrong = (shares - chosen) / len(truth)
        surprise = -(chosen * np.log(np.maximum(shares, 1e-12))).sum(axis=1).mean()
        gradient = np.concatenate((wide.T @ wrong, wrong.sum(axis=0, keepdims=True))) + held * calibration
        return surprise + float((held * calibration**2).sum()) / 2, gradient.ravel()

    begin = np.concatenate((np.eye(labels), np.zeros((1, labels)))).ravel()
    best = optimize.minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return np.asarray(best.reshape(labels + 1, labels), np.float32)


def _measured(shares: Floats, truth: NDArray[np.intp]) -> Measured:
    best = shares.argmax(axis=1)
    macro = f1_score(truth, best, average="macro", zero_division=0)
    return Measured(len(truth), float((best == truth).mean()), float(macro))
