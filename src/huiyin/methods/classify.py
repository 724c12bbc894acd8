"""A linear classifier for messages: fast, small, calibrated, and able to say why.

Hashed character n-grams, title apart from body (``grams``), weighted by inverse document frequency; one linear
support vector machine per label by stochastic gradient descent (Joachims 1998, "Text categorization with support
vector machines"; Bottou 2010); scores made into probabilities by matrix scaling, fitted on held-out folds
(Platt 1999; Guo et al. 2017, "On calibration of modern neural networks"). ``training`` makes one, here it is kept
and asked; ``benchmarks/classify.py`` measures it.
"""

import json
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from huiyin.methods import grams
from huiyin.methods.guesses import Guess, strongest

FORMAT: Final = "huiyin-classifier-1"
TITLE_WEIGHT: Final = 0.5
CHUNK: Final = 2_000
"""Texts whose n-grams are counted together: bounds memory."""

Floats = NDArray[np.floating[Any]]
Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Measured:
    """What held-out folds said when it was trained: messages, share right, macro-F1 over the labels."""

    messages: int
    accuracy: float
    macro_f1: float


class Classifier:
    """A trained classifier. Get one from ``training.train`` or ``load``."""

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
        chunks = [texts[at : at + CHUNK] for at in range(0, len(texts), CHUNK)]
        scores = [np.zeros((0, len(self.labels)), np.float32)]
        scores += [self._scores(grams.counts(chunk)) for chunk in chunks]
        return shares(np.concatenate(scores), self._arrays["calibration"])

    def guess(self, texts: Sequence[str], top: int = 3, *, reasons: bool = True) -> list[tuple[Guess, ...]]:
        """For each text its ``top`` likeliest labels, likeliest first. Without reasons it is several times faster."""
        shares = self.probabilities(texts)
        best = np.argsort(-shares, axis=1, kind="stable")[:, :top]
        why = [self._reasons(texts, labels) for labels in best.T] if reasons else [[()] * len(texts)] * best.shape[1]
        return [
            tuple(
                Guess(self.labels[label], float(shares[row, label]), why[place][row])
                for place, label in enumerate(labels)
            )
            for row, labels in enumerate(best.tolist())
        ]

    def save(self, path: Path) -> None:
        """Writes one .npz file: arrays and a header in JSON, nothing that runs when it is read."""
        header = {"format": FORMAT, "labels": self.labels, "measured": asdict(self.measured)}
        text = np.frombuffer(json.dumps(header, ensure_ascii=False).encode(), np.uint8)
        with path.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, header=text, **self._arrays)

    def _scores(self, counts: sparse.csr_array) -> Floats:
        """How much each label is spoken for, before calibration."""
        counts.data = weighted(counts, self._idf)
        places = self._place[counts.indices]
        known = places >= 0
        bounds = np.concatenate(([0], np.cumsum(known)))[counts.indptr]
        shape = (counts.shape[0], len(self._weights))
        rows = sparse.csr_array((counts.data[known], places[known], bounds), shape=shape)
        return np.asarray(rows @ self._weights + self._arrays["start"], np.float32)

    def _reasons(self, texts: Sequence[str], labels: NDArray[np.intp]) -> list[tuple[str, ...]]:
        """For each text the words whose n-grams spoke for its label rather than for all labels alike."""
        found: list[tuple[str, ...]] = []
        for at in range(0, len(texts), CHUNK):
            found += self._spoken_for(texts[at : at + CHUNK], labels[at : at + CHUNK])
        return found

    def _spoken_for(self, texts: Sequence[str], labels: NDArray[np.intp]) -> list[tuple[str, ...]]:
        flat, lengths = grams.codes(texts)
        ends = np.cumsum(lengths)
        row = np.repeat(np.arange(len(texts)), lengths)
        everywhere = np.arange(len(flat))
        in_title = np.flatnonzero(everywhere - (ends - lengths)[row] < grams.title_lengths(texts)[row])
        speaks = np.zeros(len(flat))
        for size in grams.SIZES:
            for places, weight, title in ((everywhere, 1.0, False), (in_title, TITLE_WEIGHT, True)):
                columns = grams.columns(flat[places], size, title=title)
                first, last = row[places][: len(columns)], row[places][size - 1 :]
                worth = self._spoken(columns, labels[first]) * (first == last) * weight / size
                for ahead in range(size):
                    speaks[places[ahead : ahead + len(columns)]] += worth
        parts = np.split(speaks, ends[:-1])
        return [strongest(text, part) for text, part in zip(texts, parts, strict=True)]

    def _spoken(self, columns: NDArray[np.uint64], labels: NDArray[np.intp]) -> Floats:
        """How much each of these columns speaks for its label, the average of all labels taken off."""
        place = self._place[columns]
        return np.asarray((self._weights[place, labels] - self._average[place]) * self._idf[columns] * (place >= 0))


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


def weighted(counts: sparse.csr_array, idf: Floats) -> Floats:
    """The values of the rows: rare n-grams count more, body and title each brought to their own length."""
    values = counts.data * idf[counts.indices]
    row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    block = 2 * row + (counts.indices >= grams.COLUMNS // 2)
    lengths = np.sqrt(np.bincount(block, values * values, 2 * counts.shape[0]))
    lengths[1::2] /= TITLE_WEIGHT
    return np.asarray(values / np.maximum(lengths, 1e-9)[block], np.float32)


def rows(counts: sparse.csr_array, idf: Floats) -> sparse.csr_array:
    """The n-grams of each text, weighted: texts × columns."""
    return sparse.csr_array((weighted(counts, idf), counts.indices, counts.indptr), shape=counts.shape)


def shares(scores: Floats, calibration: Floats) -> Floats:
    """Scores as probabilities: softmax of scores × matrix + bias."""
    logits = scores @ calibration[:-1] + calibration[-1]
    powers = np.exp(logits - logits.max(axis=1, keepdims=True)) if len(logits) else logits
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
