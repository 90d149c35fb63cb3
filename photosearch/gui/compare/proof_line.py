"""What two photos have in common, in one line above them."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from photosearch.gui.compare.proof_source import ProofSource
from photosearch.gui.elided_label import ElidedLabel
from photosearch.gui.results.found import by_part, percent_words, verdict
from photosearch.gui.theme import SPACE

_ICON = 18


class ProofLine(QFrame):
    """Says how sure it is that both are of one kind, with a button that shows the points it rests on."""

    def __init__(self, source: ProofSource, matches: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._matches = source, matches
        self._by_part = False
        self.words = ElidedLabel(parent=self, cut=Qt.TextElideMode.ElideRight)
        self._button = QToolButton(self)
        self._button.setDefaultAction(matches)
        self._button.setAccessibleName(matches.text())
        self._button.setIconSize(QSize(_ICON, _ICON))
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, 0, SPACE, SPACE // 2)
        row.setSpacing(SPACE)
        row.addWidget(self.words, 1)
        row.addWidget(self._button)
        # The same height with and without the button.
        self.setFixedHeight(self._button.sizeHint().height() + SPACE // 2)
        source.changed.connect(self.tell)
        self.tell()

    def offer_matches(self, offered: bool) -> None:
        """Points can only be joined while both pictures are in view."""
        self._button.setVisible(offered)
        self._matches.setEnabled(offered)

    def tell_by_part(self, by_part: bool) -> None:
        """Say whether the photo was found by a part of it."""
        self._by_part = by_part
        self.tell()

    def tell(self) -> None:
        """Say what is known by now."""
        proof = self._source.proof
        found = proof is not None and proof.verification.kind != "alike"
        said = (words for words in (self._said(), by_part() if self._by_part else "") if words)
        self.words.setText(" \N{MIDDLE DOT} ".join(said))
        self.words.setProperty("tone", "" if found else "muted")
        self.words.style().polish(self.words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The button gives up its words before the verdict does."""
        styles = Qt.ToolButtonStyle
        self._button.setToolButtonStyle(styles.ToolButtonTextBesideIcon)
        room = self.width() - self.words.sizeHint().width() - 4 * SPACE
        if self._button.sizeHint().width() > room:
            self._button.setToolButtonStyle(styles.ToolButtonIconOnly)

    def _said(self) -> str:
        proof, laid = self._source.proof, self._source.laid
        if proof is None:
            return self.tr("Looking for points that agree…") if self._source.looking else self._source.problem
        found = proof.verification
        words = verdict(found.kind, found.probability, found.inliers, found.burst)
        if proof.mirrored:
            words += ", " + self.tr("mirrored")
        if laid is not None:
            differs = percent_words(laid.changed) if laid.changed >= 0.005 else self.tr("less than 1 %")
            words += " \N{MIDDLE DOT} " + self.tr("%1 differs").replace("%1", differs)
        elif self._source.looking:
            words += " \N{MIDDLE DOT} " + self.tr("laying one onto the other…")
        return words
