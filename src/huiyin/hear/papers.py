"""A PDF written anew: its pages as they look, and nothing that acts, names its writer or hides a file."""

import io
from typing import Final

import pikepdf
from pikepdf import Name, Pdf

MOST_PAGES: Final = 500
MOST_BYTES: Final = 60_000_000
"""A paper that grows to more than this when written anew is not taken."""

_OF_ANYTHING: Final = ("/Metadata", "/PieceInfo", "/LastModified", "/AF", "/AA")
_OF_A_PAGE: Final = ("/Annots", "/B", "/Thumb", "/PresSteps")
_JPEG_KEPT: Final = {0xE0, 0xE2, 0xEE}  # JFIF, colour profile, Adobe's colour transform: needed to show it right


class TooMuch(Exception):
    """More pages or bytes than a paper has."""


def rewritten(data: bytes) -> bytes:
    """The paper without scripts, metadata, embedded files, forms and links; what was filled in stays to be seen.

    Raises `pikepdf.PasswordError` for a locked one, `pikepdf.PdfError` for a broken one, `TooMuch`.
    """
    with Pdf.open(io.BytesIO(data)) as old, Pdf.new() as new:
        if not len(old.pages):
            raise ValueError("no pages")
        if len(old.pages) > MOST_PAGES:
            raise TooMuch(f"{len(old.pages)} pages")
        _flatten(old)
        new.pages.extend(old.pages)
        for page in new.pages:
            _drop(page.obj, _OF_A_PAGE)
        for item in new.objects:
            if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
                _drop(item, _OF_ANYTHING)
            if isinstance(item, pikepdf.Stream):
                _without_its_notes(item)
        new.remove_unreferenced_resources()
        return _saved(new)


def _saved(paper: Pdf) -> bytes:
    written = io.BytesIO()
    paper.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    if written.tell() > MOST_BYTES:
        raise TooMuch(f"{written.tell()} bytes")
    return written.getvalue()


def _flatten(paper: Pdf) -> None:
    """What was filled in or noted on the pages becomes part of them."""
    form = paper.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and form.get("/NeedAppearances"):
        paper.generate_appearance_streams()
    paper.flatten_annotations()


def _drop(item: pikepdf.Object, names: tuple[str, ...]) -> None:
    for name in names:
        if name in item:
            del item[name]


def _without_its_notes(item: pikepdf.Stream) -> None:
    if item.get("/Filter") == Name.DCTDecode:
        parameters = item.get("/DecodeParms")
        item.write(without_notes(item.read_raw_bytes()), filter=Name.DCTDecode)
        if parameters is not None:
            item["/DecodeParms"] = parameters


def without_notes(jpeg: bytes) -> bytes:
    """A JPEG without its application segments (EXIF with the place, XMP) and comments; the picture as it was."""
    kept, at = [jpeg[:2]], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:
        marker, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        is_note = marker == 0xFE or (0xE0 <= marker <= 0xEF and marker not in _JPEG_KEPT)
        if not is_note:
            kept.append(jpeg[at : at + 2 + length])
        at += 2 + length
    return b"".join(kept) + jpeg[at:]
