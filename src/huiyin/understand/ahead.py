"""Other cores read the next batches of an import while this one writes: the same thoughts, in the same order.

A helper is a process of its own that knows no database: it is told the office's `Reader`, then takes the words of one
batch after another and answers with what they say. It ends when nobody talks to it any more. Where none can be
started, or one ends too early, the batch is read here.
"""

import gc
import os
import pickle
import select
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import IO, TypeVar, cast

from huiyin.understand.reader import Reader, Thought, Words

B = TypeVar("B")

MOST_HELPERS = 3
"""One keeps up with the writing, or two or three where a trained model reads."""


class Helper:
    """One process that reads. It has one batch at a time."""

    def __init__(self, reader: Reader) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "huiyin.understand.ahead"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is this process's: it decides when the helper ends
        )  # fmt: skip
        self._in, self._out = cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)
        self._started, self.pid = False, self._process.pid
        tell(self._in, reader)

    def is_ready(self, *, wait: float = 0) -> bool:
        """Whether it has started; waits for so many seconds at most."""
        if not self._started and select.select([self._out], [], [], wait)[0]:
            self._started = pickle.load(self._out) == "ready"  # noqa: S301 - from our own process
        return self._started

    def ask(self, words: Sequence[Words]) -> None:
        """Give it a batch. OSError where it has ended."""
        tell(self._in, words)

    def answer(self) -> list[Thought]:
        """What the batch says, as soon as it is read. EOFError where the helper has ended."""
        thoughts: list[Thought] = pickle.load(self._out)  # noqa: S301 - from our own process
        return thoughts

    def end(self) -> None:
        """Send it home, whatever it is at."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._in, self._out):
            with suppress(OSError):
                pipe.close()


class Readers:
    """Reads batches ahead of whoever asks for them. Leave it by `with`: then no helper is left."""

    def __init__(self, reader: Reader, *, most: int | None = None) -> None:
        """`most` helpers; by default one for each further core of this machine, at most three."""
        self.reader = reader
        self._most = min(MOST_HELPERS, len(os.sched_getaffinity(0)) - 1) if most is None else most
        self.helpers: list[Helper] = []

    def __enter__(self) -> "Readers":
        return self

    def __exit__(self, *_: object) -> None:
        for helper in self.helpers:
            helper.end()
        self.helpers = []

    def ahead(self, batches: Iterable[B], words: Callable[[B], Sequence[Words]]) -> Iterator[tuple[B, list[Thought]]]:
        """Each batch with what its words say, in order. Helpers are started for the second batch, if there is one."""
        waiting: deque[_Asked[B]] = deque()
        for number, batch in enumerate(batches):
            if number == 1:
                self._start()
            said = words(batch)
            read = self._read(waiting.popleft()) if len(waiting) >= max(1, len(self.helpers)) else None
            waiting.append((batch, said, self._asked(said, [helper for _, _, helper in waiting])))
            if read:
                yield read
        while waiting:
            yield self._read(waiting.popleft())

    def _start(self) -> None:
        with suppress(OSError):  # none can be started: it is read here
            while len(self.helpers) < self._most:
                self.helpers.append(Helper(self.reader))

    def _asked(self, said: Sequence[Words], busy: Sequence[Helper | None]) -> Helper | None:
        """The helper that was given this batch; None where none is free."""
        for helper in [one for one in self.helpers if one not in busy]:
            try:
                if helper.is_ready():
                    helper.ask(said)
                    return helper
            except _ENDED:
                self._dismiss(helper)
        return None

    def _read(self, asked: "_Asked[B]") -> tuple[B, list[Thought]]:
        batch, said, helper = asked
        if helper is not None:
            try:
                return batch, helper.answer()
            except _ENDED:
                self._dismiss(helper)
        return batch, self.reader.read(said)

    def _dismiss(self, helper: Helper) -> None:
        self.helpers.remove(helper)
        self._most -= 1
        helper.end()


_Asked = tuple[B, Sequence[Words], Helper | None]
"""A batch, its words, and who reads them."""

_ENDED = (OSError, EOFError, pickle.UnpicklingError)


@contextmanager
def swept_by_hand() -> Iterator[Callable[[], object]]:
    """Nothing is swept up meanwhile but when the function that is given is called: after each batch.

    Python would look for unreachable circles after every few hundred new objects: an eighth of the time.
    """
    gc.freeze()
    gc.disable()
    try:
        yield gc.collect
    finally:
        gc.enable()
        gc.unfreeze()


def tell(out: IO[bytes], what: object) -> None:
    """Write one thing to the other side."""
    pickle.dump(what, out, protocol=pickle.HIGHEST_PROTOCOL)
    out.flush()


def main() -> None:
    """Read for whoever started this process, until it stops talking."""
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    with suppress(*_ENDED):
        reader: Reader = pickle.load(asked)  # noqa: S301 - from our own process
        reader.read([("", "")])  # what is made at first use is made now
        tell(answers, "ready")
        with swept_by_hand() as sweep:
            while True:
                tell(answers, reader.read(pickle.load(asked)))  # noqa: S301 - from our own process
                sweep()


if __name__ == "__main__":
    main()
