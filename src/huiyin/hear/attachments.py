"""Photos and papers made safe before they are kept: what they show stays, what they carry along goes.

A photo is decoded and encoded anew (JPEG, or WebP where it has transparency): no location, no camera, no
hidden picture, nothing after its end. A paper (PDF) is written anew: no scripts, no metadata, no embedded
files, no links that act by themselves; its pages as they look. Files are named by the digest of what is kept
and lie in the data folder before the message is stored; a message that fails leaves a file that nobody can
ask for.
"""

import io
import os
import tempfile
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import BoundedSemaphore
from typing import Final

import pikepdf
from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from huiyin.hear import papers
from huiyin.hear.said import Kept

register_heif_opener(thumbnails=False)

MOST_PIXELS: Final = 50_000_000
LONGEST_SIDE: Final = 2560
QUALITY: Final = 82
_PHOTOS: Final = ("JPEG", "PNG", "WEBP", "HEIF")
_AT_ONCE: Final = BoundedSemaphore(2)
"""A photo of 50 million pixels takes 200 MB while it is decoded: no more than two of them at a time."""


class NotKept(ValueError):
    """A file that cannot be taken: `type`, `large`, `pixels`, `broken`, `locked` or `packed` (`hear.words` says it)."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Safe:
    """A file made safe, not yet written: its bytes, type and size in pixels."""

    data: bytes
    media_type: str
    width: int | None = None
    height: int | None = None


_BREAKS: Final = (
    OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, RuntimeError, RecursionError,
    Warning,
)  # fmt: skip
"""What the readers of photos and papers raise when a file is not what it says it is."""

_ENDINGS: Final = {"image/jpeg": "jpg", "image/webp": "webp", "application/pdf": "pdf"}


def keep(data: bytes, *, folder: Path, most_bytes: int) -> Kept:
    """Make a file safe and write it below `folder`, synced to disk. `NotKept` says why it cannot be taken.

    The same file always gives the same path: sending it twice keeps it once. `OSError` where the disk is full.
    """
    safe = made_safe(data, most_bytes=most_bytes)
    name = sha256(safe.data).hexdigest()
    path = f"{name[:2]}/{name}.{_ENDINGS[safe.media_type]}"
    _write(folder / path, safe.data)
    return Kept(path, safe.media_type, len(safe.data), safe.width, safe.height)


def made_safe(data: bytes, *, most_bytes: int) -> Safe:
    """The file as it will be kept, told by its content and never by its name."""
    if len(data) > most_bytes:
        raise NotKept("large")
    if data[:1024].lstrip(b"\x00\t\n\x0c\r \xef\xbb\xbf").startswith(b"%PDF-"):
        return _paper(data)
    return _photo(data)


def _paper(data: bytes) -> Safe:
    try:
        with _AT_ONCE:
            return Safe(papers.rewritten(data), "application/pdf")
    except pikepdf.PasswordError:
        raise NotKept("locked") from None
    except (pikepdf.PdfError, papers.TooMuch, *_BREAKS):
        raise NotKept("broken") from None


def _photo(data: bytes) -> Safe:
    if _looks_like_a_photo(data) and _holds_an_archive(data):
        raise NotKept("packed")
    try:
        with _AT_ONCE, Image.open(io.BytesIO(data), formats=_PHOTOS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NotKept("pixels")
            return _encoded(picture)
    except UnidentifiedImageError:
        raise NotKept("broken" if _looks_like_a_photo(data) else "type") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotKept("pixels") from None
    except _BREAKS as problem:
        raise problem if isinstance(problem, NotKept) else NotKept("broken") from None


def _looks_like_a_photo(data: bytes) -> bool:
    return (
        data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n"))
        or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
        or data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc")
    )


def _holds_an_archive(data: bytes) -> bool:
    """Whether a zip hangs behind the photo. What telephones put there themselves (a short film, notes) is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return bool(archive.infolist())
    except (zipfile.BadZipFile, *_BREAKS):
        return False


def _encoded(picture: Image.Image) -> Safe:
    """Upright, at most 2560 pixels a side, in plain colours, with nothing but the picture itself."""
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    clear = picture.has_transparency_data
    if picture.mode in ("1", "P", "PA"):
        picture = picture.convert("RGBA" if clear else "RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = ImageOps.exif_transpose(picture).convert("RGBA" if clear else "RGB")
    bare.info.clear()  # comments, colour profile, notes
    written = io.BytesIO()
    bare.save(written, "WEBP" if clear else "JPEG", quality=QUALITY)
    return Safe(written.getvalue(), "image/webp" if clear else "image/jpeg", bare.width, bare.height)


def _write(path: Path, data: bytes) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """The name of a new file is on disk only when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
