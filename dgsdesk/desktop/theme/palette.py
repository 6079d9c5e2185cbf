"""The QPalette of a scheme, for all that the system's own widgets and the delegates paint."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "surface_alt",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "text_faint",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "bad",
    QPalette.ColorRole.Highlight: "selected",
    QPalette.ColorRole.HighlightedText: "on_selected",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent_text",
    QPalette.ColorRole.LinkVisited: "accent_text",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "line_strong",
    QPalette.ColorRole.Shadow: "line_strong",
}
_DISABLED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


def make_palette(colors: dict[str, str]) -> QPalette:
    """Fill every group of a palette from the colour roles of one scheme."""
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, to_color(colors[name]))
    for role in _DISABLED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, to_color(colors["disabled_text"]))
    inactive = QPalette.ColorGroup.Inactive
    if colors["text_faint"] == colors["text"]:  # in high contrast it would look like something typed
        palette.setColor(QPalette.ColorRole.PlaceholderText, to_color(colors["disabled_text"]))
    shows = colors["neutral_soft"] != colors["surface"]  # in high contrast both are black
    left = colors["neutral_soft" if shows else "pressed"]
    palette.setColor(inactive, QPalette.ColorRole.Highlight, to_color(left))
    palette.setColor(inactive, QPalette.ColorRole.HighlightedText, to_color(colors["text"]))
    return palette


def to_color(value: str) -> QColor:
    """Read ``#RRGGBB`` or the tokens' ``#RRGGBBAA`` (Qt itself would read ``#AARRGGBB``)."""
    if len(value) == 9:
        color = QColor(value[:7])
        color.setAlpha(int(value[7:], 16))
        return color
    return QColor(value)
