"""Copies what the pages need from npm out of `node_modules` into `static/vendor/`.

Run as `python -m huiyin.web.vendor` after `npm ci`; plain Python, no Django. `--quiet` only sets the exit
status, for scripts that ask whether npm is needed.
"""

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
HERE = Path(__file__).resolve().parent / "static" / "vendor"

FILES = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "leaflet.js": "leaflet/dist/leaflet.js",
    "leaflet.css": "leaflet/dist/leaflet.css",
    "images/layers.png": "leaflet/dist/images/layers.png",
    "images/layers-2x.png": "leaflet/dist/images/layers-2x.png",
    "images/marker-icon.png": "leaflet/dist/images/marker-icon.png",
    "images/marker-icon-2x.png": "leaflet/dist/images/marker-icon-2x.png",
    "images/marker-shadow.png": "leaflet/dist/images/marker-shadow.png",
}
"""Where a page finds a file, and where npm puts it."""

SOURCE_MAP = b"//# sourceMappingURL="


def copy(modules: Path, target: Path) -> list[str]:
    """Copy the files; returns the names of those that npm has not fetched."""
    missing = [name for name, source in FILES.items() if not (modules / source).is_file()]
    for name, source in FILES.items():
        if name not in missing:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            _copy_one(modules / source, target / name)
    return missing


def _copy_one(source: Path, target: Path) -> None:
    """One file; a script loses the mention of its source map, which is not served."""
    if source.suffix == ".js":
        lines = source.read_bytes().splitlines(keepends=True)
        target.write_bytes(b"".join(line for line in lines if not line.startswith(SOURCE_MAP)))
    else:
        shutil.copyfile(source, target)


def main() -> int:
    """Copy; exit status 1 and one sentence (none with `--quiet`) if something is missing."""
    missing = copy(ROOT / "node_modules", HERE)
    if missing and "--quiet" not in sys.argv[1:]:
        print(f"Not fetched yet: {', '.join(missing)}. Run `npm ci` in {ROOT} first.", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
