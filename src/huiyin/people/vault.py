"""The contact vault: how to reach a sender, sealed with a key that is not in the database (AES-256-GCM).

The key comes from the data folder (`HUIYIN_CONTACT_KEY`); its id stands beside each sealed contact, so that
a later key can be told from an earlier one.
"""

import json
import secrets
from dataclasses import asdict, dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12


class CannotOpen(Exception):
    """The contact was sealed with another key, or was changed since."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How one sender can be reached; only what the sender gave."""

    phone: str = ""
    email: str = ""
    name: str = ""
    address: str = ""

    def __bool__(self) -> bool:
        return bool(self.phone or self.email or self.name or self.address)


@dataclass(frozen=True, slots=True)
class Sealed:
    """Ciphertext, the nonce it was made with, and which key opens it."""

    data: bytes
    nonce: bytes
    key_id: str


def seal(reach: Reach) -> Sealed:
    """Encrypt a contact. The same contact sealed twice looks different."""
    key, key_id = _key()
    nonce = secrets.token_bytes(NONCE_BYTES)
    plain = json.dumps(asdict(reach), ensure_ascii=False).encode()
    return Sealed(AESGCM(key).encrypt(nonce, plain, key_id.encode()), nonce, key_id)


def unseal(sealed: Sealed) -> Reach:
    """Decrypt a contact; `CannotOpen` where the key is another one or a bit was changed."""
    key, key_id = _key()
    if sealed.key_id != key_id:
        raise CannotOpen(f"sealed with key {sealed.key_id}, the office holds key {key_id}")
    try:
        plain = AESGCM(key).decrypt(sealed.nonce, sealed.data, key_id.encode())
    except InvalidTag:
        raise CannotOpen("the sealed contact was changed") from None
    return Reach(**json.loads(plain))


def _key() -> tuple[bytes, str]:
    secret = settings.HUIYIN_CONTACT_KEY.encode()
    return sha256(b"contact key" + secret).digest(), sha256(b"contact key id" + secret).hexdigest()[:16]
