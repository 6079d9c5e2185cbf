"""The envelope of a sealed dossier: Argon2id makes the key of a passphrase, XChaCha20-Poly1305 seals.

    magic 16 bytes, salt 16, passes 4 (big-endian), memory in KiB 4, nonce 24, the sealed zip with its tag

What stands before the sealed zip is authenticated along with it.
"""

from __future__ import annotations

import struct
import unicodedata

from dgsdesk.domain.errors import BadInput

MAGIC = b"DGSDESK-SEALED-1"
LEAST_CHARACTERS = 8

_HEAD = struct.Struct(">16s16sII24s")
_PASSES, _MEMORY = 3, 64 * 1024
"""The second choice of RFC 9106 (§ 4): for machines that can spare 64 MB."""

_MOST_PASSES, _MOST_MEMORY = 10, 128 * 1024
"""What a stranger's file may make this machine work."""


def is_sealed(content: bytes) -> bool:
    """Tell whether a file is a sealed dossier."""
    return content.startswith(MAGIC[:-1])


def seal(content: bytes, passphrase: str) -> bytes:
    """Return a dossier sealed; raises BadInput("passphrase_short")."""
    from nacl import bindings
    from nacl.utils import random

    if len(passphrase) < LEAST_CHARACTERS:
        raise BadInput("passphrase_short", least=LEAST_CHARACTERS)
    salt, nonce = random(16), random(24)
    head = _HEAD.pack(MAGIC, salt, _PASSES, _MEMORY, nonce)
    key = _key(passphrase, salt, _PASSES, _MEMORY)
    return head + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(content, head, nonce, key)


def unseal(content: bytes, passphrase: str) -> bytes:
    """Return what was sealed.

    Raises BadInput: "dossier_sealed" without a passphrase, "dossier_passphrase" when it is not the one,
    "dossier_newer", "dossier_broken".
    """
    from nacl import bindings, exceptions

    if not content.startswith(MAGIC):
        raise BadInput("dossier_newer")
    if len(content) < _HEAD.size:
        raise BadInput("dossier_broken")
    if not passphrase:
        raise BadInput("dossier_sealed")
    head = content[: _HEAD.size]
    _, salt, passes, memory, nonce = _HEAD.unpack(head)
    if not 1 <= passes <= _MOST_PASSES or not 8 <= memory <= _MOST_MEMORY:
        raise BadInput("dossier_broken")
    key = _key(passphrase, salt, passes, memory)
    try:
        return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(content[_HEAD.size :], head, nonce, key)
    except exceptions.CryptoError as error:
        raise BadInput("dossier_passphrase") from error


def _key(passphrase: str, salt: bytes, passes: int, memory: int) -> bytes:
    from nacl.pwhash import argon2id

    typed = unicodedata.normalize("NFC", passphrase).encode("utf-8", errors="replace")
    return argon2id.kdf(32, typed, salt, opslimit=passes, memlimit=memory * 1024)
