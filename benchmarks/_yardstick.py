"""How fast the machine is at this very moment: a figure measured on borrowed hardware is worth what this says.

A rented core is often shared; the same second of it does three or four times as much at night. So each table says
how long a plain loop took while it was made: about 35 ms is a quiet core of 2024, 100 ms one that others use too.
"""

import threading
import time


def loop() -> float:
    """Milliseconds for counting to a million in plain Python."""
    started, total = time.perf_counter(), 0
    for number in range(1_000_000):
        total += number
    return (time.perf_counter() - started) * 1e3


class Yardstick:
    """Measures the loop now and then while something else runs, and says between what and what it lay."""

    def __init__(self, every: float = 5.0) -> None:
        self._every, self._stop, self.seen = every, threading.Event(), [loop()]
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def _watch(self) -> None:
        while not self._stop.wait(self._every):
            self.seen.append(loop())

    def __enter__(self) -> "Yardstick":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def __str__(self) -> str:
        ordered = sorted(self.seen)
        return f"a loop of a million took {ordered[0]:.0f} to {ordered[-1]:.0f} ms meanwhile (35 on a quiet core)"
