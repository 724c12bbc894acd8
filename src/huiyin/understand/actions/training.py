"""Train the classifier of this office; it is put to use where it speaks of the office's own categories."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from huiyin.ledger.actions import record
from huiyin.ledger.writing import action
from huiyin.places.queries import directory
from huiyin.understand.material import labels
from huiyin.understand.models import Trained
from huiyin.understand.reading import models_folder
from huiyin.understand.rules import About

ENOUGH_LABELS = 200
"""Fewer decisions than this, and keywords are the better guide."""


@dataclass(frozen=True)
class Learned:
    """A model that was trained: `left_out` are labels with too few messages, `foreign` those that are no category here.

    With any foreign label it is kept, but not used.
    """

    trained: Trained
    left_out: tuple[str, ...]
    foreign: tuple[str, ...]


class TooLittle(ValueError):
    """Nothing to learn from: fewer than two labels have enough messages; `left_out` have too few."""

    def __init__(self, left_out: tuple[str, ...]) -> None:
        super().__init__("too_little", left_out)
        self.left_out = left_out


def train(
    *, by: str, texts: Sequence[str], labels: Sequence[str], about: About = About.CATEGORY, at: datetime | None = None
) -> Learned:
    """Train from texts and the names or codes of their categories, and keep the model in the data folder.

    It is used from now on where all it can say are categories of this office. Learning takes its time, so it is done
    before the transaction. Raises TooLittle.
    """
    from huiyin.methods import training  # noqa: PLC0415 - scikit-learn would double the time of every start

    moment, codes = at or timezone.now(), _codes()
    known = [codes.get(label.strip(), label.strip()) for label in labels]
    taught, told, left_out = training.teachable(texts, known)
    if len(set(told)) < 2:
        raise TooLittle(left_out)
    model = training.train(taught, told)
    name = f"{about}-{moment:%Y%m%d-%H%M%S-%f}"
    models_folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    model.save(models_folder() / f"{name}.npz")
    foreign = tuple(sorted(set(model.labels) - set(codes.values())))
    trained = _keep(
        by=by, name=name, about=about, labels=len(taught), macro_f1=model.measured.macro_f1, at=moment,
        in_use=not foreign,
    )  # fmt: skip
    return Learned(trained, left_out, foreign)


def _codes() -> dict[str, str]:
    """The code of each category of this office, by its code and its names; of equal names the lower category's."""
    categories = sorted(directory().categories.values(), key=lambda category: category.parent_id is not None)
    names = {name: c.code for c in categories for name in (c.name, c.name_en) if name}
    return names | {category.code: category.code for category in categories}


@action
def _keep(
    *, by: str, name: str, about: About, labels: int, macro_f1: float, at: datetime, in_use: bool
) -> Trained:  # fmt: skip
    if in_use:
        Trained.objects.filter(about=about, in_use=True).update(in_use=False)
    trained = Trained.objects.create(
        about=about,
        name=name,
        file=f"models/{name}.npz",
        trained_at=at,
        labels=labels,
        macro_f1=macro_f1,
        in_use=in_use,
    )
    record(
        by=by, kind="understand.trained", subject=f"model:{trained.pk}", about=about, labels=labels, in_use=in_use
    )  # fmt: skip
    return trained


def learn(*, by: str) -> Learned | None:
    """Train anew from what people decided, if they decided enough."""
    known = labels(About.CATEGORY)
    if len(known) < ENOUGH_LABELS:
        return None
    return train(by=by, texts=[text for text, _ in known], labels=[label for _, label in known])
