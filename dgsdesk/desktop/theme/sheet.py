"""The QSS sheet of a scheme, made from ``resources/theme/sheet.qss``."""

from __future__ import annotations

from functools import cache
from string import Template

from dgsdesk.desktop.theme.tokens import Tokens
from dgsdesk.shipped import shipped


@cache
def _template() -> Template:
    return Template(shipped("theme", "sheet.qss").read_text(encoding="utf-8"))


def make_sheet(tokens: Tokens, colors: dict[str, str], percent: int) -> str:
    """Fill the template; an unknown role in it raises KeyError.

    ``percent`` is the text scale, which the scroll bars follow halfway.
    """
    lengths = {f"px_{name}": f"{value}px" for name, value in tokens.radius.items()}
    lengths["px_scrollbar"] = f"{round(tokens.size['scrollbar'] * (1 + percent / 100) / 2)}px"
    return _template().substitute(colors, **lengths)
