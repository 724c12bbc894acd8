"""What a resident says, as the doors hand it to the actions, and what is kept of its files."""

import json
from dataclasses import dataclass, field, replace
from datetime import datetime

from huiyin.hear.rules import LONGEST_TEXT, LONGEST_TITLE, Channel, Consent, Kind
from huiyin.methods.text import clean, language
from huiyin.people.vault import Reach

LONGEST_PLACE = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """A photo or paper that lies in the data folder, made safe: its path there, its type and its size."""

    file: str
    media_type: str
    size: int
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """One message as it came in; words verbatim, coordinates in degrees, times with their zone.

    `same_as` is the case to which the sender wants to be added ("the same as mine"). `received_at` and `said_at`
    are given where the message was received, or said, earlier and elsewhere; `category_id` where it was sorted there.
    """

    text: str
    kind: Kind = Kind.REQUEST
    channel: Channel = Channel.WEB
    title: str = ""
    language: str = ""
    place: str = ""
    area_id: int | None = None
    category_id: int | None = None
    lat: float | None = None
    lon: float | None = None
    consent: Consent = Consent.OFFICE
    reach: Reach = field(default_factory=Reach)
    files: tuple[Kept, ...] = ()
    same_as: int | None = None
    received_at: datetime | None = None
    said_at: datetime | None = None
    external_id: str = ""
    up: int = 0
    down: int = 0


class NotTaken(ValueError):
    """Words that cannot be stored as a message: `empty` or `too_long`."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def taken(said: Said, *, most: int = LONGEST_TEXT) -> Said:
    """The same, its words safe to store; `NotTaken` where nothing is left of them or they are longer than `most`.

    An anonymous sender's contact is dropped, and a report of wrongdoing is never public nor added to another's.
    """
    title, text = written(said.title, said.text, most=most)
    closed = said.kind == Kind.WRONGDOING
    return replace(
        said,
        text=text,
        title=title,
        place=_line(said.place)[:LONGEST_PLACE],
        language=said.language or language(text),
        consent=Consent.OFFICE if closed and said.consent == Consent.PUBLIC else said.consent,
        reach=Reach() if said.consent == Consent.ANONYMOUS else said.reach,
        same_as=None if closed else said.same_as,
    )


def written(title: str, text: str, *, most: int = LONGEST_TEXT) -> tuple[str, str]:
    """Title and text as they are stored; `NotTaken` where nothing is left of the text or it is longer than `most`."""
    kept = clean(text).strip()
    if not kept:
        raise NotTaken("empty")
    if len(kept) > most:
        raise NotTaken("too_long")
    return _line(title)[:LONGEST_TITLE], kept


def spelt(said: Said) -> str:
    """All that was said, in one string: equal only for equal messages."""
    reach = said.reach
    return json.dumps(
        [
            said.text, said.kind, said.title, said.place, said.area_id, said.lat, said.lon, said.consent,
            [reach.phone, reach.email, reach.name, reach.address],
            [kept.file for kept in said.files], said.same_as, said.external_id,
        ],
        ensure_ascii=False,
    )  # fmt: skip


def _line(words: str) -> str:
    return " ".join(clean(words).split())
