"""The widget style: what `ChromeStyle` paints, and our fields, boxes, combos, buttons and focus ring."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QPlainTextEdit,
    QStyle,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionFocusRect,
    QStyleOptionHeader,
    QStyleOptionSpinBox,
    QTextEdit,
    QWidget,
)

from dgsdesk.desktop.theme.chrome import ChromeStyle
from dgsdesk.desktop.theme.ring import focus_ring

_COMBO_PAD = 8
_TEXT_FRAME = 4
_TARGET = 24
"""What a mouse can hit without aiming, in pixels."""
_TABS_IN = 8
_BESIDE_NAMES = 6
"""Pixels round a name in the list that comes below a field while one types."""
_GROWING = (
    QStyle.PixelMetric.PM_IndicatorWidth,
    QStyle.PixelMetric.PM_IndicatorHeight,
    QStyle.PixelMetric.PM_ExclusiveIndicatorWidth,
    QStyle.PixelMetric.PM_ExclusiveIndicatorHeight,
    QStyle.PixelMetric.PM_LineEditIconSize,
)
_PE = QStyle.PrimitiveElement
_State = QStyle.StateFlag


def _is_below_a_field(widget: QWidget | None) -> bool:
    """Say whether a list is the one that offers names below a field: it is a window of its own."""
    return isinstance(widget, QAbstractItemView) and widget.isWindow()


class DeskStyle(ChromeStyle):
    """All that carries our look, painted from the theme's roles."""

    # -- primitives ----------------------------------------------------------------------------------------

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Paint our fields, boxes and focus; leave the rest to Fusion."""
        if element == _PE.PE_FrameFocusRect:
            self._focus(option, painter)
        elif element in (_PE.PE_PanelLineEdit, _PE.PE_FrameLineEdit):
            self._line_edit(element, option, painter, widget)
        elif element == _PE.PE_Frame and isinstance(widget, QPlainTextEdit | QTextEdit):
            self._text_frame(option, painter, widget)
        elif element == _PE.PE_Frame and isinstance(widget, QAbstractScrollArea):
            self._box(painter, QRectF(option.rect), 0, QColor(0, 0, 0, 0), self._look.color("line_strong"), 1)
        elif element in (_PE.PE_IndicatorCheckBox, _PE.PE_IndicatorItemViewItemCheck):
            self._check_box(option, painter)
        elif element == _PE.PE_IndicatorRadioButton:
            self._radio(option, painter)
        elif element == _PE.PE_PanelButtonCommand:
            self._button(option, painter)
        elif element == _PE.PE_IndicatorBranch:
            self._branch(option, painter)
        elif element == _PE.PE_IndicatorHeaderArrow and isinstance(option, QStyleOptionHeader):
            up = option.sortIndicator == QStyleOptionHeader.SortIndicator.SortUp
            self._chevron(painter, "chevron-up" if up else "chevron-down", option.rect, True, 12)
        else:
            super().drawPrimitive(element, option, painter, widget)

    def _focus(self, option: QStyleOption, painter: QPainter) -> None:
        if not option.state & _State.State_KeyboardFocusChange:
            return
        on_selection = isinstance(option, QStyleOptionFocusRect) and bool(
            option.state & _State.State_Selected
        )
        role = "focus_on_selected" if on_selection else "focus"
        focus_ring(painter, QRectF(option.rect), self._look.color(role), 4)

    def _line_edit(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None,
    ) -> None:
        framed = element == _PE.PE_FrameLineEdit or getattr(option, "lineWidth", 1) > 0
        if framed:
            self._field(option, painter, invalid=bool(widget and widget.property("invalid")))
        else:
            painter.fillRect(option.rect, option.palette.base())

    def _field(self, option: QStyleOption, painter: QPainter, *, invalid: bool = False) -> None:
        """Paint the box of a field; its border is the focus ring."""
        color = self._look.color
        enabled = bool(option.state & _State.State_Enabled)
        focused = enabled and bool(option.state & _State.State_HasFocus)
        border = "bad" if invalid else "focus" if focused else "line_strong" if enabled else "line"
        width = 2 if focused or invalid else 1
        self._box(
            painter,
            QRectF(option.rect),
            5,
            color("input" if enabled else "disabled_bg"),
            color(border),
            width,
        )

    def _text_frame(self, option: QStyleOption, painter: QPainter, widget: QWidget) -> None:
        """Paint the box of a field of several lines, as round as the others; its viewport lies within."""
        focused = widget.hasFocus()
        role = "focus" if focused else "line_strong" if widget.isEnabled() else "line"
        ground = option.palette.base().color()
        self._box(painter, QRectF(option.rect), 5, ground, self._look.color(role), 2 if focused else 1)

    @staticmethod
    def _box(
        painter: QPainter, rect: QRectF, radius: float, fill: QColor, border: QColor, width: int
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(fill)
        painter.setPen(QPen(border, width))
        inset = width / 2
        painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)
        painter.restore()

    def _check_box(self, option: QStyleOption, painter: QPainter) -> None:
        side = min(option.rect.width(), option.rect.height())
        rect = QRectF(0, 0, side, side)
        rect.moveCenter(QRectF(option.rect).center())
        on = bool(option.state & (_State.State_On | _State.State_NoChange))
        partly = bool(option.state & _State.State_NoChange)
        enabled = bool(option.state & _State.State_Enabled)
        fill, border = self._box_roles(on and not partly, enabled)
        self._box(painter, rect, 3, self._look.color(fill), self._look.color(border), 1)
        if on:
            ink = "line_strong" if not enabled else "text" if partly else "on_accent"
            self._look.icons.paint(painter, "minus" if partly else "check", ink, rect.adjusted(1, 1, -1, -1))

    @staticmethod
    def _box_roles(on: bool, enabled: bool) -> tuple[str, str]:
        if not enabled:
            return "disabled_bg", "line"
        return ("accent", "accent") if on else ("input", "line_strong")

    def _radio(self, option: QStyleOption, painter: QPainter) -> None:
        side = min(option.rect.width(), option.rect.height())
        rect = QRectF(0, 0, side, side)
        rect.moveCenter(QRectF(option.rect).center())
        on = bool(option.state & _State.State_On)
        fill, border = self._box_roles(False, bool(option.state & _State.State_Enabled))
        border = "accent" if on and border == "line_strong" else border
        self._box(painter, rect, side / 2, self._look.color(fill), self._look.color(border), 1)
        if on:
            inner = side * 0.28
            dot = rect.adjusted(inner, inner, -inner, -inner)
            self._box(painter, dot, dot.width() / 2, self._look.color(border), self._look.color(border), 0)

    def _button(self, option: QStyleOption, painter: QPainter) -> None:
        """Paint the plain buttons that Qt itself makes (file and colour dialogs); ours are `Button`."""
        state = option.state
        enabled = bool(state & _State.State_Enabled)
        down = bool(state & (_State.State_Sunken | _State.State_On))
        hover = bool(state & _State.State_MouseOver)
        fill = (
            "pressed" if down else "hover" if hover and enabled else "surface" if enabled else "disabled_bg"
        )
        border = "line_strong" if enabled else "line"
        self._box(painter, QRectF(option.rect), 5, self._look.color(fill), self._look.color(border), 1)

    def _branch(self, option: QStyleOption, painter: QPainter) -> None:
        if not option.state & _State.State_Children:
            return
        name = "chevron-down" if option.state & _State.State_Open else "chevron-right"
        side = min(16, option.rect.width())
        rect = QRectF(0, 0, side, side)
        rect.moveCenter(QRectF(option.rect).center())
        self._look.icons.paint(painter, name, "text_soft", rect)

    # -- fields with arrows --------------------------------------------------------------------------------

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Paint combos and spin boxes as our fields."""
        if control == QStyle.ComplexControl.CC_ComboBox:
            self._combo(option, painter, widget)
        elif control == QStyle.ComplexControl.CC_SpinBox and isinstance(option, QStyleOptionSpinBox):
            self._spin(option, painter, widget)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def _combo(self, option: QStyleOptionComplex, painter: QPainter, widget: QWidget | None) -> None:
        self._field(option, painter, invalid=bool(widget and widget.property("invalid")))
        arrow = self.subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxArrow,
            cast(QWidget, widget),
        )
        self._chevron(painter, "chevron-down", arrow, bool(option.state & _State.State_Enabled))

    def _spin(self, option: QStyleOptionSpinBox, painter: QPainter, widget: QWidget | None) -> None:
        self._field(option, painter, invalid=bool(widget and widget.property("invalid")))
        if option.buttonSymbols == QAbstractSpinBox.ButtonSymbols.NoButtons:
            return
        spin = QStyle.ComplexControl.CC_SpinBox
        for part, name, step in (
            (QStyle.SubControl.SC_SpinBoxUp, "chevron-up", QAbstractSpinBox.StepEnabledFlag.StepUpEnabled),
            (
                QStyle.SubControl.SC_SpinBoxDown,
                "chevron-down",
                QAbstractSpinBox.StepEnabledFlag.StepDownEnabled,
            ),
        ):
            rect = self.subControlRect(spin, option, part, cast(QWidget, widget))
            self._chevron(painter, name, rect, bool(option.stepEnabled & step), 12)

    def _chevron(self, painter: QPainter, name: str, rect: QRect, enabled: bool, side: int = 16) -> None:
        grown = min(self._look.wide(side), rect.width())
        box = QRectF(0, 0, grown, grown)
        box.moveCenter(QPointF(rect.center()))
        self._look.icons.paint(painter, name, "text_soft" if enabled else "disabled_text", box)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """End with « … » the words of a combo that is too narrow for them."""
        if element == QStyle.ControlElement.CE_ComboBoxLabel and isinstance(option, QStyleOptionComboBox):
            option = QStyleOptionComboBox(option)
            part = QStyle.SubControl.SC_ComboBoxEditField
            room = self.subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, widget).width()
            option.currentText = option.fontMetrics.elidedText(
                option.currentText, Qt.TextElideMode.ElideRight, room - 2
            )
        super().drawControl(element, option, painter, widget)

    # -- measures ------------------------------------------------------------------------------------------

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        """Let boxes to tick and the icons in fields grow with the text; keep corners free of text."""
        if metric in _GROWING:
            return self._look.wide(16)
        if metric == QStyle.PixelMetric.PM_DefaultFrameWidth and isinstance(
            widget, QPlainTextEdit | QTextEdit
        ):
            return _TEXT_FRAME
        return super().pixelMetric(metric, cast(QStyleOption, option), cast(QWidget, widget))

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        """Give the words of a combo the margin of those of a field, and its arrow its room."""
        rect = super().subControlRect(control, option, part, cast(QWidget, widget))
        if control == QStyle.ComplexControl.CC_SpinBox and isinstance(option, QStyleOptionSpinBox):
            return self._spin_rect(option, part, rect)
        if control != QStyle.ComplexControl.CC_ComboBox:
            return rect
        arrow = self._look.wide(16) + 10
        if part == QStyle.SubControl.SC_ComboBoxArrow:
            rect.setLeft(option.rect.right() - arrow)
        elif part == QStyle.SubControl.SC_ComboBoxEditField:
            rect.setLeft(option.rect.left() + _COMBO_PAD)
            rect.setRight(option.rect.right() - arrow)
        return rect

    def _spin_rect(self, option: QStyleOptionSpinBox, part: QStyle.SubControl, rect: QRect) -> QRect:
        """Give the words of a spin box the margin of those of a field, and its arrows theirs."""
        bare = option.buttonSymbols == QAbstractSpinBox.ButtonSymbols.NoButtons
        arrows = 0 if bare else self._look.wide(12) + 10
        rect = QRect(rect)
        if part == QStyle.SubControl.SC_SpinBoxEditField:
            rect.setLeft(option.rect.left() + _COMBO_PAD - 2)
            rect.setRight(option.rect.right() - max(arrows, _COMBO_PAD))
        elif part in (QStyle.SubControl.SC_SpinBoxUp, QStyle.SubControl.SC_SpinBoxDown) and not bare:
            rect.setLeft(option.rect.right() - arrows)
            rect.setRight(option.rect.right() - 2)
        return rect

    def subElementRect(
        self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None
    ) -> QRect:
        """Leave some room between a field's border and its text."""
        rect = super().subElementRect(element, option, cast(QWidget, widget))
        if element == QStyle.SubElement.SE_TabWidgetTabBar:  # the first words below those of a title
            rect.setWidth(min(rect.width(), option.rect.width() - _TABS_IN))
            return rect.translated(_TABS_IN, 0)
        if element == QStyle.SubElement.SE_LineEditContents and getattr(option, "lineWidth", 0) > 0:
            return rect.adjusted(6, 0, -6, 0)
        if element == QStyle.SubElement.SE_ItemViewItemText and _is_below_a_field(widget):
            return rect.adjusted(_BESIDE_NAMES, 0, -_BESIDE_NAMES, 0)
        return rect

    def sizeFromContents(
        self,
        kind: QStyle.ContentsType,
        option: QStyleOption,
        size: QSize,
        widget: QWidget | None = None,
    ) -> QSize:
        """Give fields and buttons the height of the tokens, or of their font."""
        made = super().sizeFromContents(kind, option, size, cast(QWidget, widget))
        fields = (
            QStyle.ContentsType.CT_LineEdit,
            QStyle.ContentsType.CT_ComboBox,
            QStyle.ContentsType.CT_SpinBox,
            QStyle.ContentsType.CT_PushButton,
        )
        if kind in (QStyle.ContentsType.CT_CheckBox, QStyle.ContentsType.CT_RadioButton):
            made.setHeight(max(made.height(), _TARGET))
        if kind == QStyle.ContentsType.CT_ComboBox:
            made.setWidth(max(made.width(), size.width() + _COMBO_PAD + self._look.wide(16) + 18))
        if kind in fields and not (widget and widget.property("inCell")):
            pushed = kind == QStyle.ContentsType.CT_PushButton
            high = self._look.height("field", "small" if pushed else "body")
            # A spin box adds its frame to its line, which has the height of a field already.
            own = (
                option.fontMetrics.height() + 12 if kind == QStyle.ContentsType.CT_SpinBox else made.height()
            )
            made.setHeight(max(own, high))
        if kind == QStyle.ContentsType.CT_ItemViewItem and _is_below_a_field(widget):
            made.setHeight(max(made.height(), option.fontMetrics.height() + 2 * _BESIDE_NAMES))
            made.setWidth(made.width() + 2 * _BESIDE_NAMES)
        return made
