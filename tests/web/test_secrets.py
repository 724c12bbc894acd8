"""Secrets are made once, whole, and for the office's own eyes."""

import subprocess
import sys
from pathlib import Path

READ = "from huiyin.web.settings import SECRET_KEY, HUIYIN_CODE_KEY; print(SECRET_KEY, HUIYIN_CODE_KEY)"


def test_processes_that_start_at_once_read_the_same_secrets(tmp_path: Path) -> None:
    started = [
        subprocess.Popen([sys.executable, "-c", READ], env={"HUIYIN_DATA": str(tmp_path)}, stdout=subprocess.PIPE)
        for _ in range(4)
    ]
    read = {process.communicate()[0] for process in started}
    assert len(read) == 1
    assert all(len(word) == 64 for word in read.pop().split())
    keys = list((tmp_path / "keys").iterdir())
    assert {key.name for key in keys} == {"django", "codes", "contacts"}
    assert {key.stat().st_mode & 0o777 for key in keys} == {0o600}
