"""In which encoding a text file is written, told by its bytes."""

import codecs

MARKING = "huiyin-mark-broken"
"""Error handler for decoding: what cannot be read becomes `BROKEN`, so that its line can be refused."""

BROKEN = "\udcff"
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1b\x1c\x1d\x1e\x1f"))


def _mark_broken(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return BROKEN, error.end


codecs.register_error(MARKING, _mark_broken)


def encoding_of(sample: bytes) -> str | None:
    """The encoding in which the sample (the start of a file) reads well; None where it is no text.

    Tried in this order: what a byte order mark says, UTF-16 by its zero bytes, UTF-8, gb18030 (which holds
    gbk and gb2312), Windows' western letters. A file with a few broken characters keeps the encoding of the rest.
    """
    for bom, encoding in _BOMS:
        if sample.startswith(bom):
            return encoding
    if sample.count(0) > len(sample) // 5:
        return _utf16(sample)
    if len(sample.translate(None, _CONTROLS)) < len(sample) * 0.99:
        return None
    faults = {encoding: _faults(sample, encoding) for encoding in ("utf-8", "gb18030")}
    best = min(faults, key=lambda encoding: faults[encoding])
    if faults[best] <= len(sample) // 2000 + (best == "utf-8"):
        return best
    return "cp1252" if _mostly_ascii(sample) else None


def _utf16(sample: bytes) -> str | None:
    """Without a byte order mark: the high bytes of spaces, line ends and Latin letters are zero."""
    encoding = "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    text = sample.decode(encoding, errors=MARKING)
    return encoding if text.count(BROKEN) + text.count("\0") <= len(text) // 100 else None


def _faults(sample: bytes, encoding: str) -> int:
    """How many places of the sample cannot be read; its cut end does not count."""
    decoder = codecs.getincrementaldecoder(encoding)(errors=MARKING)
    return decoder.decode(sample).count(BROKEN)


def _mostly_ascii(sample: bytes) -> bool:
    return sum(byte < 128 for byte in sample) > len(sample) * 0.8
