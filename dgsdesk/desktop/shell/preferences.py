"""What the window remembers on this computer: sizes, folded panes, theme. Never data of the network."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings

SINGLE_LETTERS = "keys/single_letters"
"""Whether keys of one letter act: read at the start, chosen in the settings."""


_MOST = 1000
"""No number kept here is greater: a rotten file must neither stop the start nor make a window of miles."""


class Preferences:
    """Typed access to a QSettings file."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def text(self, key: str, default: str = "") -> str:
        """Return a text."""
        return str(self._settings.value(key, default))

    def number(self, key: str, default: int) -> int:
        """Return a whole number; what cannot be read, or cannot have been kept, counts as the default."""
        try:
            found = int(str(self._settings.value(key, default)))
        except ValueError:
            return default
        return found if 0 <= found <= _MOST else default

    def flag(self, key: str, default: bool) -> bool:
        """Return a yes or no."""
        return str(self._settings.value(key, default)).lower() in ("true", "1")

    def state(self, key: str) -> QByteArray:
        """Return the saved state of a widget, empty when there is none."""
        value = self._settings.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def texts(self, key: str) -> list[str]:
        """Return a list of texts."""
        value = self._settings.value(key, [])
        return [str(item) for item in value] if isinstance(value, list) else [str(value)] if value else []

    def keep(self, key: str, value: str | int | bool | QByteArray | list[str]) -> None:
        """Remember a value."""
        self._settings.setValue(key, value)
