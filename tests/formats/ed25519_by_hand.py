"""Ed25519 written out after RFC 8032 (§ 5.1): a second implementation that shares nothing with ours."""

from __future__ import annotations

from hashlib import sha512

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
Point = tuple[int, int, int, int]
"""X, Y, Z and T = XY/Z: coordinates that are added without a division (§ 5.1.4)."""


def _x(y: int, sign: int) -> int:
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    root = pow(square, (P + 3) // 8, P)
    if root * root % P != square:
        root = root * pow(2, (P - 1) // 4, P) % P
    assert root * root % P == square
    return P - root if root & 1 != sign else root


def _point(y: int, sign: int) -> Point:
    x = _x(y, sign)
    return x, y, 1, x * y % P


BASE = _point(4 * pow(5, P - 2, P) % P, 0)


def _add(one: Point, other: Point) -> Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(point: Point, count: int) -> Point:
    sum_: Point = (0, 1, 1, 0)
    while count:
        if count & 1:
            sum_ = _add(sum_, point)
        point = _add(point, point)
        count >>= 1
    return sum_


def _packed(point: Point) -> bytes:
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _unpacked(content: bytes) -> Point:
    number = int.from_bytes(content, "little")
    return _point(number & (2**255 - 1), number >> 255)


def _secret(seed: bytes) -> tuple[int, bytes]:
    digest = sha512(seed).digest()
    scalar = (int.from_bytes(digest[:32], "little") & (2**254 - 8)) | 2**254
    return scalar, digest[32:]


def _number(*pieces: bytes) -> int:
    return int.from_bytes(sha512(b"".join(pieces)).digest(), "little") % L


def public_key(seed: bytes) -> bytes:
    """Return the public key of a seed of 32 bytes."""
    return _packed(_times(BASE, _secret(seed)[0]))


def sign(seed: bytes, content: bytes) -> bytes:
    """Return the signature of a content, 64 bytes."""
    scalar, prefix = _secret(seed)
    key = public_key(seed)
    nonce = _number(prefix, content)
    point = _packed(_times(BASE, nonce))
    return point + ((nonce + _number(point, key, content) * scalar) % L).to_bytes(32, "little")


def verifies(key: bytes, content: bytes, signature: bytes) -> bool:
    """Tell whether a signature is that of a content by the owner of a key."""
    point, answer = signature[:32], int.from_bytes(signature[32:], "little")
    wanted = _add(_unpacked(point), _times(_unpacked(key), _number(point, key, content)))
    return answer < L and _packed(_times(BASE, answer)) == _packed(wanted)
