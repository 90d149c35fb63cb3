"""Which folders are being read: the indexer says what it does, the overviews say where photos come in."""

from photosearch.services.records import IndexingState, Overview


class Growth:
    """Compares overviews while the indexer is at work."""

    def __init__(self) -> None:
        self.paused = False
        self._reading = False
        self._photos: dict[str, int] = {}
        self._grown: set[str] = set()

    def see(self, overview: Overview) -> None:
        """Take a new overview."""
        photos = {folder.path: folder.photos for folder in overview.folders}
        grown = {path for path, count in photos.items() if count > self._photos.get(path, count)}
        # Between two batches nothing grows, and the mark should not flicker.
        if grown or not self._reading:
            self._grown = grown
        self._photos = photos

    def follow(self, state: IndexingState) -> bool:
        """Take what the indexer does; returns whether that changes what is to be shown."""
        before = self._reading, self.paused
        self._reading = state.phase in ("scanning", "indexing")
        self.paused = state.phase == "paused"
        return before != (self._reading, self.paused)

    def busy(self, overview: Overview) -> set[str]:
        """The folders that are being read: those that grow, and new ones."""
        if not self._reading:
            return set()
        return {folder.path for folder in overview.folders if folder.path in self._grown or not folder.photos}
