"""Train the linear classifier of ``classify``: what only the night's work and ``huiyin train`` need.

It stands apart because scikit-learn takes longer to load than the rest of the program, at every start.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold

from huiyin.methods import grams
from huiyin.methods.classify import CHUNK, Arrays, Classifier, Floats, Measured, rows, shares

FOLDS: Final = 5
LEAST: Final = 2
"""Messages each label needs: one to learn from, one to be tested on."""
_MOST_BYTES: Final = 18_000_000
_PENALTY: Final = 1.5e-4
_ROUNDS: Final = 15
_RIDGE: Final = 0.1


def teachable(texts: Sequence[str], labels: Sequence[str]) -> tuple[list[str], list[str], tuple[str, ...]]:
    """The texts and labels that can be learned from, and the labels that have fewer than ``LEAST`` messages.

    >>> teachable(["a", "b", "c"], ["x", "x", "y"])
    (['a', 'b'], ['x', 'x'], ('y',))
    """
    sizes = Counter(labels)
    left_out = tuple(sorted(label for label, size in sizes.items() if size < LEAST))
    kept = [pair for pair in zip(texts, labels, strict=True) if pair[1] not in left_out]
    return [text for text, _ in kept], [label for _, label in kept], left_out


def train(texts: Sequence[str], labels: Sequence[str], *, seed: int = 0) -> Classifier:
    """Learns to tell the labels apart; the same texts, labels and seed give the same classifier.

    A text is "title\\nbody", or a body alone. ValueError when there are fewer than two labels, or fewer than
    ``LEAST`` messages of one of them.
    """
    names, sizes = _checked(texts, labels)
    truth = np.searchsorted(np.array(names), np.array(labels))
    counts = sparse.vstack([grams.counts(texts[at : at + CHUNK]) for at in range(0, len(texts), CHUNK)], "csr")
    held_out = np.zeros((len(texts), len(names)), np.float32)
    folds = StratifiedKFold(max(2, min(FOLDS, min(sizes))), shuffle=True, random_state=seed)
    for learn, test in folds.split(truth, truth):
        idf = _rarity(counts[learn])
        weights, start = _fitted(rows(counts[learn], idf), truth[learn], len(names), seed)
        held_out[test] = rows(counts[test], idf) @ weights + start
    idf = _rarity(counts)
    weights, start = _fitted(rows(counts, idf), truth, len(names), seed)
    calibration = _calibrated(held_out, truth)
    measured = _measured(shares(held_out, calibration), truth)
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
        likely = shares(wide, calibration)
        wrong = (likely - chosen) / len(truth)
        surprise = -(chosen * np.log(np.maximum(likely, 1e-12))).sum(axis=1).mean()
        gradient = np.concatenate((wide.T @ wrong, wrong.sum(axis=0, keepdims=True))) + held * calibration
        return surprise + float((held * calibration**2).sum()) / 2, gradient.ravel()

    begin = np.concatenate((np.eye(labels), np.zeros((1, labels)))).ravel()
    best = optimize.minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return np.asarray(best.reshape(labels + 1, labels), np.float32)


def _measured(likely: Floats, truth: NDArray[np.intp]) -> Measured:
    best = likely.argmax(axis=1)
    macro = f1_score(truth, best, average="macro", zero_division=0)
    return Measured(len(truth), float((best == truth).mean()), float(macro))
