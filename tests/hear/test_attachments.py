"""Photos and papers are made safe; what cannot be is refused with its reason."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from huiyin.hear.attachments import LONGEST_SIDE, NotKept, Safe, keep, made_safe
from huiyin.hear.papers import MOST_PAGES, without_notes

MOST = 10 * 1024 * 1024
SECRET = b"secret note"


def exif(orientation: int = 1) -> Image.Exif:
    notes = Image.Exif()
    notes[0x0112] = orientation
    notes[0x010F] = "Secret Maker"
    notes.get_ifd(0x8825).update({1: "N", 2: (36.0, 30.0, 12.5), 3: "E", 4: (101.0, 30.0, 9.0)})
    return notes


def photo(form: str, size: tuple[int, int] = (640, 480), *, mode: str = "RGB", orientation: int = 1) -> bytes:
    picture = Image.new(mode, size, "white")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    written = io.BytesIO()
    notes = exif(orientation)
    picture.save(written, form, exif=notes, **({"comment": SECRET} if form == "JPEG" else {}))
    return written.getvalue()


def opened(safe: Safe) -> Image.Image:
    return Image.open(io.BytesIO(safe.data))


def is_red(picture: Image.Image, spot: tuple[int, int]) -> bool:
    """The left half of the photo was red, the right half white; a little may change when it is encoded."""
    colour = picture.convert("RGB").getpixel(spot)
    assert isinstance(colour, tuple)
    return colour[0] > 200 and colour[1] < 60


def why(data: bytes, most: int = MOST) -> str:
    with pytest.raises(NotKept) as refused:
        made_safe(data, most_bytes=most)
    return refused.value.code


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_photo_keeps_its_picture_and_loses_place_and_camera(form: str) -> None:
    given_photo = photo(form)
    assert b"Secret Maker" in given_photo
    safe = made_safe(given_photo, most_bytes=MOST)
    assert (safe.media_type, safe.width, safe.height) == ("image/jpeg", 640, 480)
    picture = opened(safe)
    assert not picture.getexif()
    assert not {"exif", "comment", "icc_profile", "xmp"} & set(picture.info)
    assert b"Secret" not in safe.data
    assert SECRET not in safe.data
    assert is_red(picture, (100, 200))
    assert not is_red(picture, (500, 200))


def test_a_photo_stands_upright() -> None:
    safe = made_safe(photo("JPEG", orientation=6), most_bytes=MOST)
    assert (safe.width, safe.height) == (480, 640)
    assert is_red(opened(safe), (240, 100))
    assert not is_red(opened(safe), (240, 500))


def test_a_large_photo_becomes_smaller() -> None:
    safe = made_safe(photo("JPEG", (6000, 4000)), most_bytes=MOST)
    assert safe.width == LONGEST_SIDE
    assert safe.height == round(LONGEST_SIDE * 2 / 3)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "CMYK", "RGBA"])
def test_every_kind_of_colour(mode: str) -> None:
    picture, written = Image.new(mode, (40, 30)), io.BytesIO()
    picture.save(written, "JPEG" if mode == "CMYK" else "PNG")
    safe = made_safe(written.getvalue(), most_bytes=MOST)
    assert safe.media_type == ("image/webp" if mode in ("LA", "RGBA") else "image/jpeg")
    assert opened(safe).size == (40, 30)


def test_the_name_does_not_count() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("photo.jpg", "not a photo")
    assert why(archive.getvalue()) == "type"
    assert why(b"<svg onload='alert(1)'/>") == "type"
    assert why(b"MZ" + bytes(500)) == "type"
    assert why(b"GIF89a" + bytes(500)) == "type"
    assert why(b"") == "type"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_an_archive_in_a_photo_is_refused(form: str) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("hidden.txt", SECRET)
    assert why(photo(form) + archive.getvalue()) == "packed"
    joined = io.BytesIO(photo(form))
    with zipfile.ZipFile(joined, "a") as files:  # with its places counted from the beginning of the photo
        files.writestr("hidden.txt", SECRET)
    assert why(joined.getvalue()) == "packed"


@pytest.mark.parametrize(
    "behind", [b"\0\0\0\x18ftypmp42" + bytes(900), b"SEFH\x6b\0\0\0SEFT", b"PK\x05\x06", SECRET], ids=len
)
def test_what_a_telephone_hangs_behind_a_photo_is_gone(behind: bytes) -> None:
    safe = made_safe(photo("JPEG") + behind, most_bytes=MOST)
    assert behind not in safe.data
    assert safe.data.endswith(b"\xff\xd9")


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is `width` by `height`."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(4))) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(60_000, 60_000), (10_000, 9_900), (10_000, 5_100), (1, 2**31 - 1)])
def test_a_photo_that_claims_too_many_pixels(size: tuple[int, int]) -> None:
    assert why(claiming(*size)) == "pixels"


def test_a_broken_photo() -> None:
    whole = photo("JPEG")
    assert why(whole[: len(whole) // 2]) == "broken"
    assert why(claiming(500, 500)) == "broken"
    assert why(b"\xff\xd8\xff\xe0" + bytes(100)) == "broken"
    assert why(photo("HEIF")[:200]) == "broken"


def test_too_large() -> None:
    assert why(bytes(1001), most=1000) == "large"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2000), st.binary(min_size=1, max_size=8), st.sampled_from(["JPEG", "PNG", "WEBP", "HEIF"]))
def test_whatever_is_broken_is_refused_or_kept(at: int, junk: bytes, form: str) -> None:
    whole = photo(form, (64, 48))
    spot = at % len(whole)
    damaged = whole[:spot] + junk + whole[spot + len(junk) :]
    outcome = "kept"
    try:
        made_safe(damaged, most_bytes=MOST)
    except NotKept as problem:
        outcome = problem.code
    assert outcome in {"kept", "type", "broken", "pixels"}


def paper(*, pages: int = 1, password: str = "") -> bytes:
    """A PDF with everything that must go: scripts, actions, files, metadata, notes in its photo."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(200, 200))
    page = pdf.pages[0]
    image = pdf.make_stream(photo("JPEG", (8, 8)))
    image.update(
        pikepdf.Dictionary(
            Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=8, Height=8,
            ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
        )
    )  # fmt: skip
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    page.obj.Contents = pdf.make_stream(b"q 100 0 0 100 0 0 cm /Im0 Do Q")
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('secret note')")
    page.obj.AA = pikepdf.Dictionary(O=script)
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9],
        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://secret.example"),
    )  # fmt: skip
    page.obj.Annots = pikepdf.Array([pdf.make_indirect(link)])
    pdf.Root.OpenAction = script
    pdf.Root.Metadata = pdf.make_stream(b"<x:xmpmeta>Secret</x:xmpmeta>")
    pdf.docinfo["/Author"] = "Secret Author"
    pdf.attachments["hidden.txt"] = SECRET
    written = io.BytesIO()
    if password:
        pdf.save(written, encryption=pikepdf.Encryption(user=password, owner=password))
    else:
        pdf.save(written, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return written.getvalue()


def test_a_paper_keeps_its_pages_and_loses_all_that_acts_or_tells() -> None:
    given_paper = paper(pages=3)
    assert b"JavaScript" in given_paper
    assert b"Secret Maker" in given_paper
    safe = made_safe(given_paper, most_bytes=MOST)
    assert safe.media_type == "application/pdf"
    with pikepdf.open(io.BytesIO(safe.data)) as pdf:
        assert len(pdf.pages) == 3
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
        assert not pdf.attachments
        assert not set(pdf.docinfo.keys())
        assert not {"/AA", "/Annots", "/Metadata"} & set(pdf.pages[0].obj.keys())
        image = pdf.pages[0].obj.Resources.XObject.Im0
        assert isinstance(image, pikepdf.Stream)
        assert pikepdf.PdfImage(image).as_pil_image().size == (8, 8)
        loose = io.BytesIO()
        pdf.save(loose, stream_decode_level=pikepdf.StreamDecodeLevel.generalized, compress_streams=False)
    for hidden in (b"ecret", b"JavaScript", b"URI"):
        assert hidden not in loose.getvalue()


def test_the_same_paper_becomes_the_same_file() -> None:
    assert made_safe(paper(), most_bytes=MOST) == made_safe(paper(), most_bytes=MOST)


def test_papers_that_cannot_be_taken() -> None:
    assert why(paper(password="1234")) == "locked"
    assert why(b"%PDF-1.7\nnothing") == "broken"
    assert why(paper()[:300]) == "broken"
    assert why(paper(pages=MOST_PAGES + 1)) == "broken"


@given(st.binary(max_size=300))
def test_notes_are_cut_out_of_whatever_is_there(junk: bytes) -> None:
    segment = b"\xff\xe1" + (len(SECRET) + 2).to_bytes(2, "big") + SECRET
    assert SECRET not in without_notes(b"\xff\xd8" + segment + b"\xff\xda\x00\x02")
    without_notes(b"\xff\xd8" + junk)


def test_kept_once_named_by_what_it_holds(tmp_path: Path) -> None:
    kept = keep(photo("JPEG"), folder=tmp_path, most_bytes=MOST)
    again = keep(photo("JPEG"), folder=tmp_path, most_bytes=MOST)
    assert kept == again
    [file] = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert file == tmp_path / kept.file
    assert file.stat().st_size == kept.size
    assert file.stat().st_mode & 0o077 == 0
    assert (kept.media_type, kept.width, kept.height) == ("image/jpeg", 640, 480)
