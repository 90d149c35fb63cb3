"""A view of photos, and in its place what is said while it has none."""

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from photosearch.gui.results.message import Message


class PhotosOrMessage(QStackedWidget):
    """Shows the view or the message."""

    def __init__(self, photos: QWidget) -> None:
        super().__init__()
        self._photos = photos
        self.message = Message()
        self.addWidget(photos)
        self.addWidget(self.message)

    def show_photos(self) -> None:
        """Bring the view to the front."""
        self.setCurrentWidget(self._photos)

    def wait(self, words: str) -> None:
        """Say in its place that something is under way."""
        self.message.wait(words)
        self.setCurrentWidget(self.message)

    def say(
        self,
        icon: str,
        headline: str,
        sentence: str = "",
        button: str = "",
        act: Callable[[], object] | None = None,
    ) -> None:
        """Say in its place why there is nothing, and offer what can be done."""
        self.message.say(icon, headline, sentence, button, act)
        self.setCurrentWidget(self.message)
