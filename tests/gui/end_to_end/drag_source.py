"""A stand-in for a file manager: a small window at the right edge; pressing in it drags a file out."""

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class Source(QLabel):
    def __init__(self, path: str) -> None:
        super().__init__("file")
        self._path = path

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        drag = QDrag(self)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(self._path)])
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)


app = QApplication(sys.argv)
source = Source(sys.argv[1])
source.setWindowTitle("file manager")
source.setWindowFlags(Qt.WindowType.WindowStaysOnTopHint | Qt.WindowType.FramelessWindowHint)
source.setGeometry(int(sys.argv[2]), int(sys.argv[3]), 80, 80)
source.show()
app.exec()
