"""Messages in, as JSON: for other platforms and for apps. The same action as the form."""

import secrets
from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Header, Router, Schema, Status
from ninja.errors import HttpError
from pydantic import BaseModel

from huiyin.hear import codes
from huiyin.hear.actions import receive
from huiyin.hear.rules import LONGEST_TEXT, LONGEST_TITLE, Channel, Consent, Kind
from huiyin.hear.said import LONGEST_PLACE, NotTaken, Said
from huiyin.hear.words import NOT_TAKEN
from huiyin.people.vault import Reach

router = Router(tags=["messages"])

Short = Annotated[str, Field(max_length=200)]
Degrees = Annotated[float, Field(allow_inf_nan=False)]


class ContactIn(BaseModel, extra="forbid"):
    """How to reach the sender; sealed at once, never given out by this interface."""

    phone: Short = ""
    email: Short = ""
    name: Short = ""
    address: Short = ""


class MessageIn(BaseModel, extra="forbid"):
    """What one resident says; a misspelt field is refused, so that nothing is lost without a word."""

    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
    kind: Kind = Kind.REQUEST
    title: Annotated[str, Field(max_length=LONGEST_TITLE)] = ""
    place: Annotated[str, Field(max_length=LONGEST_PLACE)] = ""
    lat: Annotated[Degrees, Field(ge=-90, le=90)] | None = None
    lon: Annotated[Degrees, Field(ge=-180, le=180)] | None = None
    consent: Consent = Consent.OFFICE
    contact: ContactIn | None = None


class ReceiptOut(Schema):
    """The tracking code, shown once: keep it. `again` says that this message was already here."""

    code: str
    track: str
    again: bool


@router.post(
    "", response={201: ReceiptOut, 200: ReceiptOut}, summary="Tell the office something", operation_id="tell",
)  # fmt: skip
def tell(
    request: HttpRequest,
    message: MessageIn,
    idempotency_key: Annotated[str | None, Header(alias="Idempotency-Key", min_length=8, max_length=200)] = None,
) -> Status[object]:
    """Store one message; answered when it is on disk.

    Send an `Idempotency-Key` of your own (a random one for each message): sending the same message with the same
    key again answers 200 with the same code and stores nothing new.
    """
    contact = message.contact or ContactIn()
    said = Said(
        text=message.text, kind=message.kind, channel=Channel.API, title=message.title, place=message.place,
        lat=message.lat, lon=message.lon, consent=message.consent,
        reach=Reach(contact.phone, contact.email, contact.name, contact.address),
    )  # fmt: skip
    try:
        receipt = receive(by="api", said=said, once=idempotency_key or secrets.token_urlsafe(24))
    except NotTaken as problem:
        raise HttpError(422, str(NOT_TAKEN[problem.code])) from None
    shown = codes.shown(receipt.code)
    out = ReceiptOut(code=shown, track=f"/m/{shown}/", again=receipt.again)
    return Status(200 if receipt.again else 201, out)
