"""A life whose ids, keys and names of unfinished files are those of every other life of the same number.

What a fault did to a life is then all that tells its disk from another's.
"""

from __future__ import annotations

import os
import random
import tempfile
import uuid
from itertools import count

import nacl.signing


def same_chance(seed: int) -> None:
    """Let this process, which is a life's own, draw what it draws from a seed."""
    draw = random.Random(seed)
    os.urandom = draw.randbytes
    uuid.uuid4 = lambda: uuid.UUID(bytes=draw.randbytes(16), version=4)
    nacl.signing.random = draw.randbytes  # type: ignore[attr-defined]
    names = map("{:010x}".format, count(draw.getrandbits(32)))  # no generator: threads draw names at once
    tempfile._name_sequence = names  # type: ignore[attr-defined]
