"""Store what was understood, and what people decide about it."""

from huiyin.understand.actions.decisions import (
    accept_guess,
    correct_guess,
    correct_many,
    decide_kind,
    set_category,
)
from huiyin.understand.actions.joining import merge, split_out, undo_merge
from huiyin.understand.actions.messages import keep_new, read, sort_new
from huiyin.understand.actions.refusal import NotPossible
from huiyin.understand.actions.training import Learned, TooLittle, learn, train
from huiyin.understand.actions.watching import find_hot_issues, find_rises

__all__ = [
    "Learned", "NotPossible", "TooLittle", "accept_guess", "correct_guess", "correct_many", "decide_kind",
    "find_hot_issues", "find_rises", "keep_new", "learn", "merge", "read", "set_category", "sort_new", "split_out",
    "train", "undo_merge",
]  # fmt: skip
