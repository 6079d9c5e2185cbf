"""The style of what stands round a page: menus, tabs, scroll bars, heads of tables, status bar, tooltips.

Painted here rather than by a sheet: Qt keeps some 10 KB of a sheet’s rules for each widget of the window,
which were 35 MB, and matches them whenever one is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QApplication,
    QHeaderView,
    QMenu,
    QProxyStyle,
    QScrollBar,
    QStyle,
    QStyleOption,
    QStyleOptionComplex,
    QStyleOptionHeader,
    QStyleOptionMenuItem,
    QStyleOptionSlider,
    QStyleOptionTab,
    QTabBar,
    QWidget,
)

if TYPE_CHECKING:
    from typing import Protocol

    from dgsdesk.desktop.theme.icons import IconPainter

    class Look(Protocol):
        """What the style asks of the theme."""

        @property
        def icons(self) -> IconPainter:
            """The painter of icons."""
            ...

        @property
        def text_scale(self) -> int:
            """The size of text in percent."""
            ...

        def color(self, role: str) -> QColor:
            """Return the colour of a role."""
            ...

        def size(self, name: str) -> int:
            """Return a size token."""
            ...

        def wide(self, pixels: float) -> int:
            """Return a width that grows with the text."""
            ...

        def height(self, name: str, *styles: str, padding: int = 12) -> int:
            """Return a height token grown with the text."""
            ...


_CE = QStyle.ControlElement
_CT = QStyle.ContentsType
_PE = QStyle.PrimitiveElement
_PM = QStyle.PixelMetric
_SC = QStyle.SubControl
_SE = QStyle.SubElement
_State = QStyle.StateFlag
_NO_OPTION = cast(QStyleOption, None)

_LEAST_HANDLE = 32
_TAB_GAP = 4
_ICON = 16
_METRICS = {
    _PM.PM_MenuBarHMargin: 8,
    _PM.PM_MenuBarVMargin: 0,
    _PM.PM_MenuBarItemSpacing: 2,
    _PM.PM_MenuBarPanelWidth: 0,
    _PM.PM_MenuPanelWidth: 1,
    _PM.PM_MenuHMargin: 4,
    _PM.PM_MenuVMargin: 4,
    _PM.PM_ToolTipLabelFrameWidth: 5,
    _PM.PM_TabBarTabHSpace: 28,
    _PM.PM_TabBarTabVSpace: 18,
    _PM.PM_TabBarTabOverlap: 0,
    _PM.PM_TabBarBaseOverlap: 0,
    _PM.PM_TabBarTabShiftVertical: 0,
    _PM.PM_TabBarTabShiftHorizontal: 0,
    _PM.PM_ScrollBarSliderMin: _LEAST_HANDLE,
    _PM.PM_SplitterWidth: 1,
    _PM.PM_HeaderMargin: 4,
}
_BARE = (
    _PE.PE_FrameTabBarBase,
    _PE.PE_FrameStatusBarItem,
    _PE.PE_PanelMenuBar,
    _PE.PE_FrameMenu,
    _PE.PE_PanelScrollAreaCorner,
)
"""What is not painted at all."""
_INKS = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


class ChromeStyle(QProxyStyle):
    """Fusion, with what surrounds pages in the theme’s roles."""

    def __init__(self, look: Look) -> None:
        super().__init__("Fusion")
        self._look = look

    def polish(self, what: QWidget | QApplication | QPalette) -> None:  # type: ignore[override]
        """Let scroll bars show what lies below them, tabs follow the mouse, heads of tables stand out."""
        super().polish(what)
        if isinstance(what, QScrollBar):
            what.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)
        elif isinstance(what, QTabBar):
            what.setAttribute(Qt.WidgetAttribute.WA_Hover)
        elif isinstance(what, QHeaderView):
            bold = QFont()
            bold.setWeight(QFont.Weight.DemiBold)
            what.setFont(bold)

    # -- grounds and frames --------------------------------------------------------------------------------

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Paint the grounds of menus, tooltips and the status bar, and the line over what a tab shows."""
        if element in _BARE:
            return
        if element == _PE.PE_PanelTipLabel or element == _PE.PE_PanelMenu:
            self._raised(option.rect, painter)
        elif element == _PE.PE_PanelStatusBar:
            painter.fillRect(option.rect, self._look.color("rail"))
            self._line(painter, option.rect.topLeft(), option.rect.width())
        elif element == _PE.PE_FrameTabWidget:
            self._line(painter, option.rect.topLeft(), option.rect.width())
        else:
            super().drawPrimitive(element, option, painter, cast(QWidget, widget))

    def _raised(self, rect: QRect, painter: QPainter) -> None:
        painter.fillRect(rect, self._look.color("line_strong"))
        painter.fillRect(rect.adjusted(1, 1, -1, -1), self._look.color("raised"))

    def _line(self, painter: QPainter, start: QPoint, width: int) -> None:
        painter.fillRect(QRect(start, QSize(width, 1)), self._look.color("line"))

    @staticmethod
    def _rounded(painter: QPainter, rect: QRect, radius: float, color: QColor) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawRoundedRect(QRectF(rect), radius, radius)
        painter.restore()

    # -- menus, tabs, heads --------------------------------------------------------------------------------

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Paint menus, tabs and heads of tables; leave the rest to Fusion."""
        if element in (_CE.CE_MenuBarEmptyArea, _CE.CE_MenuBarItem):
            painter.fillRect(option.rect, self._look.color("rail"))
            if isinstance(option, QStyleOptionMenuItem) and element == _CE.CE_MenuBarItem:
                self._menu_bar_item(option, painter)
        elif element == _CE.CE_MenuItem and isinstance(option, QStyleOptionMenuItem):
            self._menu_item(option, painter, widget)
        elif element == _CE.CE_TabBarTabShape:
            self._tab(option, painter)
        elif element == _CE.CE_TabBarTabLabel and isinstance(option, QStyleOptionTab):
            self._tab_label(option, painter, widget)
        elif element in (_CE.CE_HeaderSection, _CE.CE_HeaderEmptyArea):
            painter.fillRect(option.rect, self._look.color("surface"))
            if element == _CE.CE_HeaderSection:
                self._line(painter, option.rect.bottomLeft(), option.rect.width())
        elif element == _CE.CE_HeaderLabel and isinstance(option, QStyleOptionHeader):
            self._ink(option, "text_soft")
            super().drawControl(element, option, painter, cast(QWidget, widget))
        elif element != _CE.CE_Splitter:
            super().drawControl(element, option, painter, cast(QWidget, widget))

    def _ink(self, option: QStyleOption, role: str) -> None:
        """Let what Fusion writes take the colour of a role, unless it is disabled."""
        if option.state & _State.State_Enabled:
            color = self._look.color(role)
            for part in (
                QPalette.ColorRole.WindowText,
                QPalette.ColorRole.Text,
                QPalette.ColorRole.ButtonText,
            ):
                option.palette.setColor(part, color)

    def _menu_bar_item(self, option: QStyleOptionMenuItem, painter: QPainter) -> None:
        chosen = bool(option.state & _State.State_Selected)
        if chosen:
            down = bool(option.state & _State.State_Sunken)
            self._rounded(painter, option.rect, 5, self._look.color("pressed" if down else "hover"))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine
        shown = self.styleHint(QStyle.StyleHint.SH_UnderlineShortcut, option)
        flags |= Qt.TextFlag.TextShowMnemonic if shown else Qt.TextFlag.TextHideMnemonic
        enabled = bool(option.state & _State.State_Enabled)
        painter.setPen(self._look.color("text" if enabled else "disabled_text"))
        painter.drawText(option.rect, int(flags), option.text)

    def _menu_item(self, option: QStyleOptionMenuItem, painter: QPainter, widget: QWidget | None) -> None:
        if option.menuItemType == QStyleOptionMenuItem.MenuItemType.Separator and not option.text:
            middle = QPoint(option.rect.left() + 6, option.rect.center().y())
            self._line(painter, middle, option.rect.width() - 12)
            return
        if option.state & _State.State_Selected and option.state & _State.State_Enabled:
            self._rounded(painter, option.rect, 4, self._look.color("selected"))
            self._ink(option, "on_selected")
            option.icon = self._inked(option.icon, painter)
        option.state &= ~_State.State_Selected
        super().drawControl(_CE.CE_MenuItem, option, painter, cast(QWidget, widget))

    def _inked(self, icon: QIcon, painter: QPainter) -> QIcon:
        """Return an icon in the ink of what is selected: those of the menus have one colour."""
        if icon.isNull():
            return icon
        side = self._look.wide(_ICON)
        drawn = icon.pixmap(QSize(side, side), painter.device().devicePixelRatio())
        ink = QPainter(drawn)
        ink.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        ink.fillRect(0, 0, side, side, self._look.color("on_selected"))
        ink.end()
        return QIcon(drawn)

    def _tab(self, option: QStyleOption, painter: QPainter) -> None:
        rect = option.rect.adjusted(0, 0, -_TAB_GAP, 0)
        chosen = bool(option.state & _State.State_Selected)
        if not chosen and option.state & _State.State_MouseOver and option.state & _State.State_Enabled:
            painter.fillRect(rect, self._look.color("hover"))
        if chosen:
            below = rect.adjusted(0, rect.height() - 3, 0, 0)
            painter.fillRect(below, self._look.color("accent"))
        if chosen and option.state & _State.State_HasFocus:
            painter.save()
            painter.setPen(QPen(self._look.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -1))
            painter.restore()

    def _tab_label(self, option: QStyleOptionTab, painter: QPainter, widget: QWidget | None) -> None:
        lively = option.state & (_State.State_Selected | _State.State_MouseOver)
        self._ink(option, "text" if lively else "text_soft")
        option.state &= ~_State.State_HasFocus
        option.rect = option.rect.translated(-_TAB_GAP // 2, 0)
        super().drawControl(_CE.CE_TabBarTabLabel, option, painter, cast(QWidget, widget))

    # -- scroll bars ---------------------------------------------------------------------------------------

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Paint a scroll bar as its handle alone."""
        if control != QStyle.ComplexControl.CC_ScrollBar or not isinstance(option, QStyleOptionSlider):
            super().drawComplexControl(control, option, painter, cast(QWidget, widget))
            return
        handle = self._handle(option)
        if handle.isValid():
            upright = option.orientation == Qt.Orientation.Vertical
            held = option.state & _State.State_MouseOver and option.activeSubControls & _SC.SC_ScrollBarSlider
            inside = handle.adjusted(3, 2, -3, -2) if upright else handle.adjusted(2, 3, -2, -3)
            self._rounded(painter, inside, 3, self._look.color("text_faint" if held else "line_strong"))

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        """Give a scroll bar a handle and nothing else."""
        if control != QStyle.ComplexControl.CC_ScrollBar or not isinstance(option, QStyleOptionSlider):
            return super().subControlRect(control, option, part, cast(QWidget, widget))
        if part == _SC.SC_ScrollBarGroove:
            return QRect(option.rect)
        if part not in (_SC.SC_ScrollBarSlider, _SC.SC_ScrollBarSubPage, _SC.SC_ScrollBarAddPage):
            return QRect()
        handle = self._handle(option)
        if part == _SC.SC_ScrollBarSlider:
            return handle
        rest = QRect(option.rect)
        before = part == _SC.SC_ScrollBarSubPage
        if option.orientation == Qt.Orientation.Vertical:
            rest.setBottom(handle.top() - 1) if before else rest.setTop(handle.bottom() + 1)
        else:
            rest.setRight(handle.left() - 1) if before else rest.setLeft(handle.right() + 1)
        return rest

    @staticmethod
    def _handle(option: QStyleOptionSlider) -> QRect:
        """Return where the handle stands: as long as the page is of the whole."""
        upright = option.orientation == Qt.Orientation.Vertical
        room = option.rect.height() if upright else option.rect.width()
        beyond = option.maximum - option.minimum
        whole = max(beyond + option.pageStep, 1)
        long = min(max(room * option.pageStep // whole, _LEAST_HANDLE), room) if beyond > 0 else room
        at = QStyle.sliderPositionFromValue(
            option.minimum, option.maximum, option.sliderPosition, room - long, option.upsideDown
        )
        rect = QRect(option.rect)
        if upright:
            rect.moveTop(rect.top() + at)
            rect.setHeight(long)
        else:
            rect.moveLeft(rect.left() + at)
            rect.setWidth(long)
        return rect

    # -- measures ------------------------------------------------------------------------------------------

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        """Give menus, tabs, scroll bars and heads their lengths; scroll bars follow the text halfway."""
        if metric == _PM.PM_ScrollBarExtent:
            return round(self._look.size("scrollbar") * (1 + self._look.text_scale / 100) / 2)
        if metric == _PM.PM_SmallIconSize and isinstance(widget, QMenu):
            return self._look.wide(_ICON)
        found = _METRICS.get(metric)
        if found is not None:
            return found
        return super().pixelMetric(metric, option or _NO_OPTION, cast(QWidget, widget))

    def subElementRect(
        self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None
    ) -> QRect:
        """Leave the line above what a tab shows, and room beside the words of a head."""
        if element == _SE.SE_TabWidgetTabContents:
            pane = super().subElementRect(_SE.SE_TabWidgetTabPane, option, cast(QWidget, widget))
            return pane.adjusted(0, 1, 0, 0)
        rect = super().subElementRect(element, option, cast(QWidget, widget))
        return rect.adjusted(2, 0, -6, 0) if element == _SE.SE_HeaderLabel else rect

    def sizeFromContents(
        self,
        kind: QStyle.ContentsType,
        option: QStyleOption,
        size: QSize,
        widget: QWidget | None = None,
    ) -> QSize:
        """Give the entries of menus and the heads of tables their air."""
        if kind == _CT.CT_MenuBarItem:
            return size + QSize(16, 10)
        made = super().sizeFromContents(kind, option, size, cast(QWidget, widget))
        if kind == _CT.CT_HeaderSection:
            made += QSize(8, 5)
        elif kind == _CT.CT_MenuItem and isinstance(option, QStyleOptionMenuItem):
            separator = option.menuItemType == QStyleOptionMenuItem.MenuItemType.Separator and not option.text
            made.setHeight(9 if separator else max(made.height(), option.fontMetrics.height() + 12))
            made.setWidth(made.width() + 8)
        return made
