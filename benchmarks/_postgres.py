"""A PostgreSQL server of a benchmark's own: as durable as it is by default, reached by a socket, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

PLACES = ("/usr/lib/postgresql/*/bin", "/usr/local/pgsql/bin")


def programs() -> Path:
    """The folder of `initdb` and `pg_ctl`; SystemExit with one sentence where there is none."""
    for place in PLACES:
        for folder in sorted(Path("/").glob(place.lstrip("/")), reverse=True):
            if (folder / "initdb").exists():
                return folder
    raise SystemExit("No PostgreSQL server program here: apt-get install postgresql")


@contextmanager
def server() -> Iterator[str]:
    """A new server with an empty database; its address as `HUIYIN_DATABASE_URL` takes it."""
    folder, home = programs(), Path(tempfile.mkdtemp(prefix="huiyin-pg."))
    as_other: Sequence[str] = ()
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(home, "postgres")
        as_other = ("runuser", "-u", "postgres", "--")

    def control(*words: str) -> None:
        command = [*as_other, str(folder / "pg_ctl"), "-D", f"{home}/db", "-w", *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    try:
        make = [str(folder / "initdb"), "-D", f"{home}/db", "-U", "huiyin", "-A", "trust", "-E", "UTF8"]
        subprocess.run([*as_other, *make, "--locale=C.UTF-8"], check=True, stdout=subprocess.DEVNULL)
        control("-l", f"{home}/log", "-o", f"-k {home} -c listen_addresses=''", "start")
        try:
            yield f"postgresql://huiyin@/postgres?host={home}"
        finally:
            control("-m", "fast", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)
