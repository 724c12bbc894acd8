"""`huiyin worker`."""

import argparse
import os
import signal
import threading

from huiyin.ledger.worker import run_all, work_until


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to stop when nothing is due any more."""
    parser.add_argument("--once", action="store_true", help="do what is due now, then stop")


def run(given: argparse.Namespace) -> int:
    """Work until SIGINT or SIGTERM; the job at hand is finished first."""
    if given.once:
        print(f"{run_all()} jobs done")
        return 0
    os.nice(5)  # people at the desk and residents' messages come first
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    work_until(stop)
    return 0
