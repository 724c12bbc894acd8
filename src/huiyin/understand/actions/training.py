"""Train the classifier of this office and put it to use."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from huiyin.ledger.actions import record
from huiyin.ledger.writing import action
from huiyin.understand.material import labels
from huiyin.understand.models import Trained
from huiyin.understand.reading import models_folder
from huiyin.understand.rules import About

ENOUGH_LABELS = 200
"""Fewer decisions than this, and keywords are the better guide."""


def train(
    *, by: str, texts: Sequence[str], labels: Sequence[str], about: About = About.CATEGORY, at: datetime | None = None
) -> Trained:
    """Train from labelled texts, keep the model in the data folder and use it from now on.

    Learning takes its time, so it is done before the transaction. Raises ValueError where the labels do not suffice
    (fewer than two, or too few of one).
    """
    from huiyin.methods import training  # noqa: PLC0415 - scikit-learn would double the time of every start

    moment = at or timezone.now()
    model = training.train(texts, labels)
    name = f"{about}-{moment:%Y%m%d-%H%M%S}"
    models_folder().mkdir(parents=True, exist_ok=True)
    model.save(models_folder() / f"{name}.npz")
    return _use(by=by, name=name, about=about, labels=len(labels), at=moment)


@action
def _use(*, by: str, name: str, about: About, labels: int, at: datetime) -> Trained:
    Trained.objects.filter(about=about, in_use=True).update(in_use=False)
    trained = Trained.objects.create(
        about=about, name=name, file=f"models/{name}.npz", trained_at=at, labels=labels, in_use=True
    )
    record(by=by, kind="understand.trained", subject=f"model:{trained.pk}", about=about, labels=labels)
    return trained


def learn(*, by: str) -> Trained | None:
    """Train anew from what people decided, if they decided enough."""
    known = labels(About.CATEGORY)
    if len(known) < ENOUGH_LABELS:
        return None
    return train(by=by, texts=[text for text, _ in known], labels=[label for _, label in known])
