"""What was done with photos, in words."""

from PySide6.QtCore import QObject

from photosearch.services.act_records import ActInfo


class ActWords(QObject):
    """The words in the language of the window."""

    def done(self, act: ActInfo) -> str:
        """That it is done: "3 photos moved to the trash, with 2 files that belong to them"."""
        words = self._done(act.kind, act.photos)
        count = sum(step.companion and step.state == "done" for step in act.steps)
        more = self.tr("with %n file(s) that belong to them", "", count)
        return f"{words}, {more}" if count else words

    def undo(self, kind: str, count: int) -> str:
        """What Undo would take back."""
        match kind:
            case "move":
                return self.tr("Undo moving %n photo(s) to another folder", "", count)
            case "link":
                return self.tr("Undo replacing %n photo(s) by links", "", count)
            case "copy_metadata":
                return self.tr("Undo writing date and place into %n photo(s)", "", count)
        return self.tr("Undo moving %n photo(s) to the trash", "", count)

    def companions(self, count: int) -> str:
        """That files go which were not chosen."""
        return self.tr(
            "%n file(s) that belong to them go with them, such as short videos and XMP files.", "", count
        )

    def _done(self, kind: str, count: int) -> str:
        match kind:
            case "move":
                return self.tr("%n photo(s) moved to another folder", "", count)
            case "link":
                return self.tr("%n photo(s) replaced by links", "", count)
            case "copy_metadata":
                return self.tr("Date and place written into %n photo(s)", "", count)
        return self.tr("%n photo(s) moved to the trash", "", count)
