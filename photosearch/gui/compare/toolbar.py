"""The row of buttons over two compared pictures."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from photosearch.gui.theme import SPACE

_ICON = 20

Item = QAction | QWidget


class Toolbar(QFrame):
    """Groups of actions as buttons, the last group at the right. Where room is short, the first group loses
    its words, and then the `spare` ones are left out, the first of them first.
    """

    def __init__(
        self, groups: Sequence[Sequence[Item]], spare: Sequence[Item], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SPACE, SPACE // 2, SPACE, SPACE // 2)
        self._row.setSpacing(0)
        self._widgets: dict[Item, QWidget] = {}
        # Left out by the person's choice of mode, whatever room there is.
        self._absent: set[Item] = set()
        self._spare = list(spare)
        for number, group in enumerate(groups):
            if number:
                self._row.addSpacing(SPACE)
            if number == len(groups) - 1:
                self._row.addStretch()
            for item in group:
                self._widgets[item] = item if isinstance(item, QWidget) else self._button(item)
                self._row.addWidget(self._widgets[item])
        self._worded = [self._widgets[item] for item in groups[0]]

    def set_present(self, item: Item, present: bool) -> None:
        """Whether an action or widget is of any use now."""
        (self._absent.discard if present else self._absent.add)(item)
        if isinstance(item, QAction):
            item.setEnabled(present)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        left_out = self._absent | set(self._spare)
        return QSize(self._width(left_out, worded=False), super().minimumSizeHint().height())

    def _fit(self) -> None:
        left_out = set(self._absent)
        worded = self._width(left_out, worded=True) <= self.width()
        if not worded:
            for item in self._spare:
                if self._width(left_out, worded=False) <= self.width():
                    break
                left_out.add(item)
        for button in self._worded:
            assert isinstance(button, QToolButton)
            button.setToolButtonStyle(
                Qt.ToolButtonStyle.ToolButtonTextBesideIcon
                if worded
                else Qt.ToolButtonStyle.ToolButtonIconOnly
            )
        for item, widget in self._widgets.items():
            widget.setVisible(item not in left_out)

    def _width(self, left_out: set[Item], *, worded: bool) -> int:
        """How wide the row is with these left out."""
        margins = self._row.contentsMargins()
        total = margins.left() + margins.right() + 4 * SPACE
        for item, widget in self._widgets.items():
            if item not in left_out:
                total += self._worded_width(widget) if worded else self._plain_width(widget)
        return total

    def _worded_width(self, widget: QWidget) -> int:
        if widget not in self._worded or not isinstance(widget, QToolButton):
            return self._plain_width(widget)
        words = widget.fontMetrics().horizontalAdvance(widget.text())
        return self._plain_width(widget) + words + SPACE

    def _plain_width(self, widget: QWidget) -> int:
        hint = widget.sizeHint()
        # A button without words is as wide as high.
        width = hint.height() if isinstance(widget, QToolButton) else hint.width()
        return max(width, widget.minimumWidth())

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setIconSize(QSize(_ICON, _ICON))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(action.text())
        return button
