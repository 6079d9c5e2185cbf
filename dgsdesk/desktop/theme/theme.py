"""The theme in force: what every widget and painter asks for colours, fonts, sizes and icons."""

from __future__ import annotations

from enum import StrEnum
from string import Template
from typing import TYPE_CHECKING
from weakref import WeakMethod

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from dgsdesk.desktop.theme.fonts import FIRST, RARER, FontScale, load_fonts
from dgsdesk.desktop.theme.icons import IconPainter
from dgsdesk.desktop.theme.palette import make_palette, to_color
from dgsdesk.desktop.theme.tokens import Tokens, tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QStyle, QWidget

    from dgsdesk.desktop.theme.later import Later

_FIRST = """QMenuBar { background: $rail; color: $text; border: none; padding: 0 8px; spacing: 2px; }
QMenuBar::item { background: transparent; padding: 5px 8px; }
QStatusBar { background: $rail; border-top: 1px solid $line; }
QStatusBar::item { border: none; }"""
"""What the first paint shows of `ChromeStyle`, whose import would cost it 8 ms; no sheet stays behind it."""


class ThemeChoice(StrEnum):
    """What the user wants: the system's scheme, or one for good."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high_contrast"


_TWO_COLUMNS = 125
"""Size of text, in per cent, up to which two columns of a long menu hold on a small screen."""


class Theme(QObject):
    """Colours, fonts, sizes and icons of the moment; `changed` says that all of them may differ."""

    changed = Signal()
    _later: Later | None = None

    def __init__(self, app: QApplication, *, whole: bool = True) -> None:
        """Dress the application, ``whole`` or as far as the first paint shows it: then call `complete`."""
        super().__init__()
        load_fonts(FIRST)
        self.tokens: Tokens = tokens()
        self._app = app
        self._followers: dict[WeakMethod[Callable[[], object]], None] = {}
        self._choice = ThemeChoice.SYSTEM
        self._scheme = "light"
        self._colors: dict[str, QColor] = {}
        self._fonts = FontScale(self.tokens)
        self.icons = IconPainter(self, self.tokens.icons)
        self._style: QStyle | None = None
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)
        self._apply()
        if whole:
            self.complete()

    def complete(self) -> None:
        """Take the style of fields and buttons and the rarer fonts, once."""
        if self._style is None:
            load_fonts(RARER)
            self._dress()
            self._app.setStyleSheet("")
            self._keep_font()

    def _dress(self) -> None:
        """Give the application a new style, which every widget then measures itself with."""
        from dgsdesk.desktop.theme.style import DeskStyle

        self._style = DeskStyle(self)
        self._app.setStyle(self._style)
        self._keep_font()
        self._tint_tips()

    def _tint_tips(self) -> None:
        """Give tooltips the palette of all the rest: Qt keeps one of their own for them."""
        from PySide6.QtWidgets import QToolTip

        QToolTip.setPalette(self._app.palette())

    def _keep_font(self) -> None:
        """Take the font back that Windows, with each style, gives its own menus, lists and tips."""
        if self._app.font("QMenuBar") != self._app.font():  # type: ignore[call-overload]  # it takes a str alone
            self._app.setFont(self.font("body"))

    def spare_the_unseen(self) -> None:
        """From now on widgets that nobody sees follow a new theme behind those in sight, piece by piece."""
        from dgsdesk.desktop.theme.later import Later

        self._later = Later(self._app)

    def follow(self, work: Callable[[], object]) -> None:
        """Call a widget’s method at each new theme: at once when it is in sight, else behind those that are.

        The widget that holds others follows before them, as it was made before them.
        """
        self._followers[WeakMethod(work, self._forget)] = None

    def _forget(self, gone: WeakMethod[Callable[[], object]]) -> None:
        self._followers.pop(gone, None)

    def _tell(self) -> None:
        """Let all that follows take the new theme."""
        for follower in list(self._followers):
            work = follower()
            widget: QWidget | None = getattr(work, "__self__", None)
            if work is not None and widget is not None and shiboken6.isValid(widget):
                self._when_seen(widget, work)
        self.changed.emit()

    def _when_seen(self, widget: QWidget, work: Callable[[], object]) -> None:
        if self._later is None:
            work()
        else:
            self._later.when_seen(widget, work)

    def catch_up(self, part: QWidget) -> None:
        """Let a part that nobody saw until now follow the theme at once, with all that is in it."""
        if self._later is not None:
            self._later.finish(part)

    # -- what painters ask -------------------------------------------------------------------------------

    @property
    def scheme(self) -> str:
        """Name of the scheme in force: ``light``, ``dark`` or ``high_contrast``."""
        return self._scheme

    def color(self, role: str) -> QColor:
        """Return the colour of a role, the caller's own; an unknown role is a bug and raises KeyError."""
        return QColor(self._colors[role])

    def font(
        self, style: str = "body", *, bold: bool | None = None, italic: bool = False, times: float = 1.0
    ) -> QFont:
        """Return the font of a style: caption, small, body, section, title or display."""
        return self._fonts.font(style, bold=bold, italic=italic, times=times)

    def metrics(self, style: str = "body", *, bold: bool | None = None) -> QFontMetricsF:
        """Return the metrics of a style's font."""
        return self._fonts.metrics(style, bold)

    def line(self, style: str = "body") -> float:
        """Return the height of one line of a style, in pixels."""
        return self._fonts.line(style)

    def space(self, name: str) -> int:
        """Return a step of the spacing scale: xxs, xs, s, m, l, xl or xxl."""
        return self.tokens.space[name]

    def size(self, name: str) -> int:
        """Return a token of ``[size]``, the floor of a height or a width."""
        return self.tokens.size[name]

    def height(self, name: str, *styles: str, padding: int = 12) -> int:
        """Return the height of what ``name`` measures: its floor, or its lines of text plus ``padding``."""
        lines = sum(self.line(style) for style in styles or ("body",))
        return max(self.size(name), round(lines) + padding)

    def wide(self, pixels: float) -> int:
        """Return a width that grows with the text scale."""
        return round(pixels * self._fonts.percent / 100)

    def icon_size(self, name: str) -> int:
        """Return the side of an icon (badge, inline, button, rail, row, empty), grown with the text."""
        return self.wide(self.tokens.icon_size[name])

    def icon(self, name: str, role: str = "text_soft", on_role: str = "") -> QIcon:
        """Return an icon by role (``act.send``) or Lucide name, in a colour role; it follows the theme."""
        return self.icons.icon(name, role, on_role)

    def pixmap(self, name: str, role: str, size: int, ratio: float = 1.0) -> QPixmap:
        """Return an icon as a pixmap of ``size`` logical pixels."""
        return self.icons.pixmap(name, role, size, ratio)

    def duration(self, name: str) -> int:
        """Return a duration of ``[motion]`` in milliseconds, 0 when the system asks for less motion."""
        calm = name != "toast_stay_ms" and not self._app.isEffectEnabled(Qt.UIEffect.UI_AnimateMenu)
        return 0 if calm else self.tokens.motion[name]

    # -- what the user chooses ---------------------------------------------------------------------------

    @property
    def choice(self) -> ThemeChoice:
        """What the user chose."""
        return self._choice

    def choose(self, choice: ThemeChoice) -> None:
        """Take the user's choice; only a look that differs from the present one is made anew."""
        self._choice = choice
        wanted = {ThemeChoice.LIGHT: Qt.ColorScheme.Light, ThemeChoice.DARK: Qt.ColorScheme.Dark}
        if choice in wanted:
            self._app.styleHints().setColorScheme(wanted[choice])
        else:
            self._app.styleHints().unsetColorScheme()
        self._follow_system()

    @property
    def text_scale(self) -> int:
        """Text scale in percent."""
        return self._fonts.percent

    def fit_menu(self, menu: QWidget) -> None:
        """Let a long menu scroll where the text is large: Qt’s second column would run off the screen."""
        menu.setStyleSheet("QMenu { menu-scrollable: 1; }" if self.text_scale > _TWO_COLUMNS else "")

    def scale_text(self, percent: int) -> None:
        """Set the text scale, kept within the tokens' steps."""
        steps = self.tokens.text_scale
        bounded = min(max(percent, steps[0]), steps[-1])
        if bounded != self._fonts.percent:
            self._fonts.scale_to(bounded)
            self._apply()

    def zoom(self, direction: int) -> None:
        """Go to the next larger (1) or smaller (-1) step of text, or back to 100 % (0)."""
        steps = self.tokens.text_scale
        if direction == 0:
            self.scale_text(steps[0])
            return
        nearest = min(range(len(steps)), key=lambda at: abs(steps[at] - self.text_scale))
        self.scale_text(steps[min(max(nearest + direction, 0), len(steps) - 1)])

    # -- switching ---------------------------------------------------------------------------------------

    def _follow_system(self) -> None:
        if self._wanted_scheme() != self._scheme:
            self._apply()

    def _wanted_scheme(self) -> str:
        if self._choice is not ThemeChoice.SYSTEM:
            return self._choice.value
        hints = self._app.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return "high_contrast"
        return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"

    def _apply(self) -> None:
        self._scheme = self._wanted_scheme()
        values = self.tokens.colors[self._scheme]
        self._colors = {role: to_color(value) for role, value in values.items()}
        self.icons.clear()
        self._app.setFont(self.font("body"))
        self._app.setPalette(make_palette(values))
        if self._style is None:
            self._app.setStyleSheet(Template(_FIRST).substitute(values))
            self._keep_font()
        elif self._later is not None:
            self._tint_tips()
            self._later.measure_all()
        else:
            self._dress()
        self._tell()
