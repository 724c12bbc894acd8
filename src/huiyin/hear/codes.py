"""The tracking code: 80 bits that only the sender holds, easy to read aloud and to type.

Sixteen characters of Crockford's base 32 (no I, L, O, U) and one check character, shown as
XXXX-XXXX-XXXX-XXXX-C. The check is a sum over GF(32) with the powers of its generator as weights: any one
wrong character and any two exchanged ones are noticed, so a typing error can be told from an unknown code.

The office stores digests only. A code is made from the token of the form that was sent, so sending the same
form again shows the same code, although nobody kept it.
"""

import hmac
import unicodedata
from collections.abc import Iterator
from functools import reduce
from hashlib import sha256
from operator import xor
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 16
LONGEST_READ: Final = 100
"""Characters that are looked at when a code is read; nobody types more by mistake."""

_VALUE: Final = {char: value for value, char in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_REDUCING: Final = 0b100101  # x^5 + x^2 + 1: 2 generates all 31 elements but zero


def derive(key: bytes, *parts: str) -> str:
    """The code that belongs to these words: always the same, and not to be guessed without the key."""
    seed = hmac.digest(key, _joined("code", *parts), sha256)
    bits = int.from_bytes(seed[:10], "big")
    body = "".join(ALPHABET[bits >> shift & 31] for shift in range(75, -1, -5))
    return body + _check(body)


def digest(key: bytes, code: str) -> str:
    """What is stored of a code, as 64 hex characters: reading the database opens no message."""
    return hmac.new(key, _joined("digest", code), sha256).hexdigest()


def mark(key: bytes, *parts: str) -> str:
    """What is stored of a form that was sent, to know it again: 64 hex characters."""
    return hmac.new(key, _joined("once", *parts), sha256).hexdigest()


def read(typed: str) -> str | None:
    """The code that was meant, or None where there is a typing error.

    Takes lower case, full width, spaces, any dashes or none, O for 0, I and L for 1.
    """
    folded = unicodedata.normalize("NFKC", typed[:LONGEST_READ]).upper()
    chars = [char for char in folded if char.isalnum()]
    if len(chars) != LENGTH + 1 or any(char not in _VALUE for char in chars):
        return None
    code = "".join(ALPHABET[_VALUE[char]] for char in chars)
    return code if _check(code[:LENGTH]) == code[LENGTH] else None


def is_well_formed(typed: str) -> bool:
    """Whether this can be a code; if not, it is a typing error and not an unknown code."""
    return read(typed) is not None


def shown(code: str) -> str:
    """The code as it is written and read aloud: XXXX-XXXX-XXXX-XXXX-C."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def _joined(*parts: str) -> bytes:
    """The parts in one run of bytes that no other parts make: each with its length before it."""
    encoded = [part.encode("utf-8", "surrogatepass") for part in parts]
    return b"".join(len(part).to_bytes(8, "big") + part for part in encoded)


def _check(body: str) -> str:
    """The weighted sum; the characters' places have the weights 2, 2², … 2¹⁶ of GF(32), all different."""
    return ALPHABET[reduce(xor, (_WEIGHED[place][_VALUE[char]] for place, char in enumerate(body)))]


def _twice(element: int) -> int:
    doubled = element << 1
    return doubled ^ _REDUCING if doubled & 32 else doubled


def _weighed() -> Iterator[tuple[int, ...]]:
    """By place: each character's value times the weight of that place."""
    products = tuple(range(len(ALPHABET)))
    for _ in range(LENGTH):
        products = tuple(_twice(product) for product in products)
        yield products


_WEIGHED: Final = tuple(_weighed())
