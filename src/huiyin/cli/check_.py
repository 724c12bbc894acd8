"""`huiyin check`."""

import argparse
import shutil
import stat
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from huiyin.handle.queries import waiting_reports
from huiyin.ledger.queries import given_up, waiting

LOW_DISK = 500 * 1024 * 1024


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(given: argparse.Namespace) -> int:
    """Print one line for each thing that is wrong; exit status 1 if there is one."""
    wrong = [str(message) for message in checks.run_checks() if message.is_serious()]
    wrong += _files() + _database()
    for line in wrong:
        print(line)
    if not wrong:
        print("All is well.")
    return 1 if wrong else 0


def _files() -> list[str]:
    data = Path(settings.DATA)
    wrong = []
    if shutil.disk_usage(data).free < LOW_DISK:
        wrong.append(f"Less than 500 MB are free on the disk of {data}.")
    for file in sorted([*(data / "keys").glob("*"), *data.glob("*.sqlite3")]):
        if stat.S_IMODE(file.stat().st_mode) & 0o077:
            wrong.append(f"Others may read {file}: chmod 600 it.")
    return wrong


def _reports() -> list[str]:
    waiting = len(waiting_reports())
    return [f"{waiting} reports of wrongdoing wait: no department is the discipline office."] if waiting else []


def _database() -> list[str]:
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if behind:
            return [f"{len(behind)} migrations are not applied: start `huiyin up` once."]
        failed = [f"Gave up on {job.name} for {job.subject}: {job.error}." for job in given_up()]
        late = [f"{waiting()} jobs wait for the worker."] if waiting() > 1000 else []
    except DatabaseError as problem:
        return [f"The database does not answer: {type(problem).__name__}."]
    return failed + late + _reports()
