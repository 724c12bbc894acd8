"""One catalog from the .po files of all stages, compiled into the data folder: no system gettext is needed."""

import hashlib
import os
from pathlib import Path

import polib

PACKAGE = Path(__file__).resolve().parent.parent
PLURALS = {"zh_Hans": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}
"""The languages with a catalog, and how each counts. The English one says anew what Django says to forms' fillers."""


class Contradiction(ValueError):
    """Two stages translate the same words differently."""


def catalogs(language: str) -> list[Path]:
    """The .po files of a language, in the order of their stages' names."""
    return sorted(PACKAGE.glob(f"*/locale/{language}/LC_MESSAGES/django.po"))


def together(language: str, *, strict: bool = True) -> polib.POFile:
    """All entries of a language in one catalog; Contradiction where two stages disagree (if strict: else the first)."""
    whole = polib.POFile()
    whole.metadata = {"Content-Type": "text/plain; charset=utf-8", "Plural-Forms": PLURALS[language]}
    seen: dict[tuple[str, str], polib.POEntry] = {}
    for file in catalogs(language):
        for entry in polib.pofile(str(file)):
            key = (entry.msgctxt or "", entry.msgid)
            earlier = seen.get(key)
            if earlier is None:
                seen[key] = entry
                whole.append(entry)
            elif strict and (earlier.msgstr, earlier.msgstr_plural) != (entry.msgstr, entry.msgstr_plural):
                raise Contradiction(f"{file.parts[-5]}: {entry.msgid!r} has two translations")
    return whole


def compiled(target: Path) -> Path:
    """Compile what is not what it was compiled from last time; return the folder for LOCALE_PATHS.

    Times of files say little here: a data folder restored from a copy is newer than a program that was just renewed.
    """
    folder = target / "locale"
    for language in PLURALS:
        mo = folder / language / "LC_MESSAGES" / "django.mo"
        mark, sources = mo.with_suffix(".from"), _digest(language)
        if not (mo.exists() and mark.exists() and mark.read_text() == sources):
            mo.parent.mkdir(parents=True, exist_ok=True)
            fresh = mo.with_suffix(f".{os.getpid()}")  # another process reads the old one until the new one is whole
            together(language, strict=False).save_as_mofile(str(fresh))
            fresh.replace(mo)
            mark.write_text(sources)
    return folder


def _digest(language: str) -> str:
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in catalogs(language))).hexdigest()
