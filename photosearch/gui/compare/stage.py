"""The two pictures in one of four ways: side by side, one over the other with a slider, in turns, or what is
different.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from photosearch.gui.compare.blink import BlinkView
from photosearch.gui.compare.caption import Caption
from photosearch.gui.compare.difference_view import DifferenceView
from photosearch.gui.compare.match_lines import MatchLines
from photosearch.gui.compare.picture_view import PictureView
from photosearch.gui.compare.proof_source import ProofSource
from photosearch.gui.compare.slider_view import SliderView
from photosearch.gui.compare.source import PictureSource
from photosearch.gui.compare.viewport import View, fitting
from photosearch.gui.outline import Share
from photosearch.gui.theme import SPACE

SIDE, SLIDER, BLINK, DIFFERENCE = "side", "slider", "blink", "difference"


class Stage(QWidget):
    """Shows two sources with their captions, and what `proof` says of them. `moved`: another part of the
    pictures is shown; `menu_wanted` has a Photo and where.
    """

    moved = Signal()
    menu_wanted = Signal(object, object)

    def __init__(
        self, sources: Sequence[PictureSource], proof: ProofSource, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.sources = list(sources)
        self.proof = proof
        self.mode = SIDE
        self.linked = True
        self._matches = self._aligned = False
        self._part: Share | None = None
        self.captions = [Caption(self), Caption(self)]
        self.sides = [PictureView([source], self) for source in sources]
        self.slider = SliderView(sources, self)
        self.blink = BlinkView(sources, self)
        self.difference = DifferenceView(self.sources[0], self)
        self.lines = MatchLines(self.sides, self)
        self._stacked = False
        self._used = self.sides[0]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.setHorizontalSpacing(SPACE)
        for view in self._views():
            view.moved.connect(lambda shown, view=view: self._moved(view, shown))
            view.menu_wanted.connect(self.menu_wanted)
            view.focused.connect(self.moved)
        for source in self.sources:
            source.changed.connect(self._tell)
        proof.changed.connect(self._show_proof)
        self.moved.connect(self.lines.update)
        self.blink.turned.connect(self._turned)
        self._name_views()
        self._arrange()

    def show_mode(self, mode: str) -> None:
        """side, slider, blink or difference; the part that is shown stays the same."""
        had_focus = any(view.hasFocus() for view in self._views())
        view = self._used.view
        self.mode = mode
        self._arrange()
        self.show_view(view)
        self._show_proof()
        if had_focus:
            self.used().setFocus()

    def used(self) -> PictureView:
        """The view that the person works with."""
        over = {SLIDER: self.slider, BLINK: self.blink, DIFFERENCE: self.difference}
        if self.mode in over:
            return over[self.mode]
        return next((side for side in self.sides if side.hasFocus()), self.sides[0])

    def link(self, linked: bool) -> None:
        """Let both sides show the same part, or each its own."""
        self.linked = linked
        if linked:
            self.show_view(self.used().view)

    def show_matches(self, shown: bool) -> None:
        """Join the points that agree by lines, while the pictures are side by side."""
        self._matches = shown
        self._show_proof()

    def show_part(self, part: Share | None) -> None:
        """Outline the part that the second picture was found by; None where it was found as a whole."""
        self._part = part
        self._name_views()
        self._show_proof()

    def align(self, aligned: bool) -> None:
        """Lay the second picture onto the first where one is shown in place of the other."""
        self._aligned = aligned
        self._show_proof()

    def show_view(self, view: View) -> None:
        """Show a part of both pictures."""
        for one in self._views():
            one.show_view(view)
        self.moved.emit()

    def reset(self) -> None:
        """Fit both pictures."""
        self.show_view(View())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.lines.setGeometry(self.rect())
        self._stack()

    def _views(self) -> tuple[PictureView, ...]:
        return (*self.sides, self.slider, self.blink, self.difference)

    def _show_proof(self) -> None:
        """Hand what is known of the pair to those who show it, and ask for what is still to be had."""
        over = self.mode == DIFFERENCE or (self._aligned and self.mode in (SLIDER, BLINK))
        self.proof.want_laid(max(self.width(), self.height()) * self.devicePixelRatioF() if over else 0)
        proof, laid = self.proof.proof, self.proof.laid
        side = self.mode == SIDE
        self.lines.show_proof(proof, points=side and self._matches, part=self._part if side else None)
        for view in (self.slider, self.blink):
            view.lay(laid.photo if laid is not None and self._aligned else None)
        if laid is not None:
            self.difference.show_difference(laid.difference, laid.photo)
        else:
            self.difference.say(*self._why_no_difference())

    def _why_no_difference(self) -> tuple[str, str]:
        """An icon and words."""
        proof = self.proof.proof
        if self.proof.looking or any(source.photo is None for source in self.sources):
            return "", ""
        if self.proof.problem or proof is None:
            return "warning", self.proof.problem
        if proof.model == "fundamental" and proof.verification.kind != "alike":
            words = self.tr("The camera stood elsewhere: one photo cannot be laid onto the other.")
        else:
            words = self.tr("Too few points agree to lay one photo onto the other.")
        return "difference", words

    def _moved(self, view: PictureView, shown: View) -> None:
        self._used = view
        if self.linked or view not in self.sides:
            for other in self._views():
                other.show_view(shown)
        self.moved.emit()

    def _tell(self) -> None:
        for caption, source in zip(self.captions, self.sources, strict=True):
            caption.tell(source.photo, source.size)
        self._name_views()
        self._stack()

    def _name_views(self) -> None:
        names = [caption.name.text() for caption in self.captions]
        first, second = self.sides
        for side, source in zip(self.sides, self.sources, strict=True):
            side.setAccessibleDescription(source.problem)
        if self._part is not None and not self.sources[1].problem:
            second.setAccessibleDescription(self.tr("Found by the part of the photo that is framed"))
        first.setAccessibleName(self.tr("First picture: {name}").format(name=names[0]))
        second.setAccessibleName(self.tr("Second picture: {name}").format(name=names[1]))
        both = self.tr("{first} and {second}").format(first=names[0], second=names[1])
        self.slider.setAccessibleName(self.tr("Slider over {names}").format(names=both))
        self.blink.setAccessibleName(self.tr("In turns {names}").format(names=both))
        self.difference.setAccessibleName(self.tr("Difference of {names}").format(names=both))

    def _stack(self) -> None:
        """Put the sides below each other where that shows them larger."""
        sizes = [source.size for source in self.sources if not source.size.isEmpty()]
        if not sizes:
            return
        width, height, text = self.width(), self.height(), self.captions[0].sizeHint().height()
        beside, below = QSizeF(width / 2, height - text), QSizeF(width, height / 2 - text)
        stacked = _shown_area(sizes, below) > _shown_area(sizes, beside)
        if stacked != self._stacked:
            self._stacked = stacked
            self._arrange()

    def _arrange(self) -> None:
        for widget in (*self.captions, *self._views()):
            self._grid.removeWidget(widget)
        side = self.mode == SIDE
        stacked = side and self._stacked
        for number, caption in enumerate(self.captions):
            self._grid.addWidget(caption, 2 * number if stacked else 0, 0 if stacked else number)
            view = self.sides[number]
            if side:
                self._grid.addWidget(view, 1 + 2 * number if stacked else 1, 0 if stacked else number)
        for view in (self.slider, self.blink, self.difference):
            if view is self.used():
                self._grid.addWidget(view, 1, 0, 1, 2)
        for view in self._views():
            view.setVisible(side if view in self.sides else view is self.used())
        for row in range(4):
            self._grid.setRowStretch(row, row == 1 or (row == 3 and stacked))
        for column in range(2):
            self._grid.setColumnStretch(column, column == 0 or not stacked)
        self._grid.setHorizontalSpacing(0 if stacked else SPACE)
        self.lines.raise_()
        self._turned(self.blink.shown)

    def _turned(self, shown: int) -> None:
        for number, caption in enumerate(self.captions):
            caption.set_shown(self.mode != BLINK or number == shown)


def _shown_area(sizes: list[QSizeF], room: QSizeF) -> float:
    frame = QRectF(QPointF(), room)
    return sum(
        (size * fitting(size, frame)).width() * (size * fitting(size, frame)).height() for size in sizes
    )
