"""Write ``tokens.json``, what the program reads at each start, from ``tokens.toml``, what people write.

    .venv/bin/python resources/build_tokens.py

Reading TOML costs the first paint 8 ms more. A house test holds the two together.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent


def tokens_json() -> str:
    """Return the tokens as JSON."""
    with (HERE / "tokens.toml").open("rb") as file:
        return json.dumps(tomllib.load(file), ensure_ascii=False, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    (HERE / "tokens.json").write_text(tokens_json(), encoding="utf-8")
