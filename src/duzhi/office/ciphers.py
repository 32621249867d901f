"""What must be readable by this installation alone: encrypted with a key outside the database.

AES-256-GCM; the key is derived by HKDF (RFC 5869) from the installation's secret and the purpose,
and a text is bound to its owner: copied to another row it cannot be read.
"""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from duzhi.kernel.finding import refuse

_NONCE = 12
_KEY = 32


def encrypt(plain: str, *, purpose: str, owner: str) -> str:
    """The text as it may stand in the database."""
    nonce = os.urandom(_NONCE)
    hidden = _cipher(purpose).encrypt(nonce, plain.encode(), owner.encode())
    return urlsafe_b64encode(nonce + hidden).decode()


def decrypt(hidden: str, *, purpose: str, owner: str) -> str:
    """The text again; refused when the key is another one or the row is not its own."""
    raw = urlsafe_b64decode(hidden)
    try:
        plain = _cipher(purpose).decrypt(raw[:_NONCE], raw[_NONCE:], owner.encode())
    except InvalidTag:
        raise refuse(
            "office.key_changed",
            "本机密钥已更换，存放的密文无法读取；请系统管理员恢复原密钥，或重新设置此项",
        ) from None
    return plain.decode()


def _cipher(purpose: str) -> AESGCM:
    derive = HKDF(SHA256(), _KEY, salt=None, info=f"duzhi.{purpose}".encode())
    return AESGCM(derive.derive(settings.SECRET_KEY.encode()))
