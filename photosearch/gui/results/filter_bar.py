"""The bar above the photos: what is left out of them, how many there are, and how large they are shown."""

from dataclasses import replace

from PySide6.QtCore import QLocale, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSlider, QWidget

from photosearch.gui import file_names
from photosearch.gui.results.choice_menu import ChoiceButton, ChoiceMenu
from photosearch.gui.results.date_menu import DateMenu, span_words
from photosearch.gui.results.more_filters import MoreFilters
from photosearch.gui.results.sections import KINDS, kind_title
from photosearch.gui.settings.store import Settings
from photosearch.gui.settings.table import BY_NAME
from photosearch.gui.theme import SPACE
from photosearch.services.records import Filters, Overview, Photo

_NARROWEST = 320
_LEVELS = 8
_CAMERAS = 60
_SLIDER = 96


class FilterBar(QFrame):
    """`filters_changed` has the Filters that the person set; sizes and similarity go into the settings.
    `similarity_changed` has the percent that results must be alike.
    """

    filters_changed = Signal(object)
    similarity_changed = Signal(int)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._filters = Filters()
        self._overview: Overview | None = None
        self._searched = False
        self._folder = ChoiceButton("folder", self.tr("Folder"))
        self._date = ChoiceButton("calendar", self.tr("Date"))
        self._camera = ChoiceButton("camera", self.tr("Camera"))
        self._folders = ChoiceMenu(self.tr("All folders"), False, self._folder)
        self._dates = DateMenu(self._date)
        self._cameras = ChoiceMenu(self.tr("All cameras"), True, self._camera)
        self._kind = ChoiceButton("similar", self.tr("Kind"))
        self._kinds = ChoiceMenu(self.tr("All kinds"), True, self._kind)
        self._more = ChoiceButton("filter", self.tr("More filters"))
        self._rest = MoreFilters(self._more)
        self._clear = QPushButton(self.tr("Clear filters"))
        self._clear.setProperty("kind", "flat")
        self._count = QLabel()
        self._count.setProperty("tone", "muted")
        self._similarity = _slider(settings, "similarity", 5, self)
        self._percent = QLabel()
        self._alike = QLabel(self.tr("At least"))
        self._size = _slider(settings, "thumbnail_size", 16, self)
        self._row = QHBoxLayout(self)
        self._arrange()
        self._connect()
        self._fill()

    def _arrange(self) -> None:
        row = self._row
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        row.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        row.setSpacing(SPACE // 2)
        chosen: tuple[QWidget, ...] = (
            self._kind,
            self._folder,
            self._date,
            self._camera,
            self._more,
            self._clear,
        )
        alike: tuple[QWidget, ...] = self._alike, self._similarity, self._percent
        for widget in chosen:
            row.addWidget(widget)
        row.addSpacing(SPACE)
        for widget in alike:
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._count)
        row.addSpacing(2 * SPACE)
        row.addWidget(self._size)
        self._similarity.setAccessibleName(self.tr("Similarity"))
        self._similarity.setToolTip(self.tr("Show only photos that are at least so much alike"))
        self._alike.setProperty("tone", "muted")
        self._percent.setMinimumWidth(
            self._percent.fontMetrics().horizontalAdvance(self.tr("{0} % alike").format(100))
        )
        self._size.setAccessibleName(self.tr("Size of the photos"))
        self._size.setToolTip(self.tr("Size of the photos (Ctrl and the mouse wheel)"))

    def _connect(self) -> None:
        for button, menu in (
            (self._folder, self._folders),
            (self._date, self._dates),
            (self._camera, self._cameras),
            (self._kind, self._kinds),
            (self._more, self._rest),
        ):
            button.setMenu(menu)
        self._kinds.chosen.connect(lambda kinds: self._change(kinds=tuple(kinds) or None))
        self._rest.changed.connect(lambda values: self._change(**values))
        self._folders.chosen.connect(lambda paths: self._change(below=paths[0] if paths else None))
        self._dates.chosen.connect(lambda since, until: self._change(since=since, until=until))
        self._cameras.chosen.connect(lambda names: self._change(cameras=tuple(names) or None))
        self._clear.clicked.connect(self.clear)
        self._similarity.valueChanged.connect(self._tell_similarity)
        self._settings.changed.connect(self._set)
        self._tell_similarity()

    # --- for the page

    @property
    def filters(self) -> Filters:
        """What is set."""
        return self._filters

    def set_filters(self, filters: Filters) -> None:
        """Show what is set, without a signal."""
        self._filters = filters
        self._fill()

    def set_overview(self, overview: Overview) -> None:
        """Offer the folders, cameras and years that there are."""
        self._overview = overview
        self._fill()

    def set_searched(self, searched: bool) -> None:
        """Similarity and kind are questions for results of a search alone."""
        self._searched = searched
        self._fit()

    def set_chosen(self, photo: Photo | None) -> None:
        """The photo that the person chose, to look around where it was taken."""
        self._rest.set_here(photo)

    def set_count(self, shown: int, total: int, selected: int) -> None:
        """Say how many photos are shown."""
        locale = QLocale()
        words = self.tr("%Ln photo(s)", "", shown)
        if shown != total:
            words = self.tr("{0} of {1}").format(locale.toString(shown), locale.toString(total))
        if selected > 1:
            words = self.tr("{0} selected").format(locale.toString(selected)) + " \N{MIDDLE DOT} " + words
        self._count.setText(words)
        self._fit()

    @property
    def similarity(self) -> int:
        """How much alike results must be, percent."""
        return self._similarity.value()

    def lift_similarity(self) -> None:
        """Let what is less alike through, in this search alone."""
        self._show_similarity(0)

    def restore_similarity(self) -> None:
        """As it is set, for another search."""
        self._show_similarity(self._settings.get("similarity"))

    def _show_similarity(self, percent: int) -> None:
        if percent != self.similarity:
            with QSignalBlocker(self._similarity):
                self._similarity.setValue(percent)
            self._tell_similarity()

    def resize_by(self, steps: int) -> None:
        """Larger or smaller photos, by steps of the slider."""
        self._size.setValue(self._size.value() + steps * self._size.singleStep())

    def clear(self) -> None:
        """Let everything through."""
        self._take(Filters())

    # --- showing and taking

    def _change(self, **values: object) -> None:
        self._take(replace(self._filters, **values))  # type: ignore[arg-type]

    def _take(self, filters: Filters) -> None:
        if filters != self._filters:
            self._filters = filters
            self._fill()
            self.filters_changed.emit(filters)

    def _fill(self) -> None:
        filters, overview = self._filters, self._overview
        folders = [folder.path for folder in overview.folders] if overview else []
        if filters.below and filters.below not in folders:
            folders.append(filters.below)
        below = [filters.below] if filters.below else []
        self._folders.fill([(path, file_names.base_name(path)) for path in folders], below)
        name = file_names.base_name(filters.below) if filters.below else self.tr("All folders")
        self._folder.say(name, bool(below))

        earliest, latest = (overview.earliest, overview.latest) if overview else (None, None)
        self._dates.fill(earliest, latest, filters.since, filters.until)
        span = span_words(filters.since, filters.until)
        self._date.say(span or self.tr("Any time"), bool(span))
        self._fill_cameras()
        self._fill_kinds()
        self._rest.set_filters(filters)
        words = self._rest.words()
        self._more.say(words or self.tr("More"), bool(words))
        self._clear.setVisible(filters != Filters())
        self._fit()

    def _fill_cameras(self) -> None:
        chosen = self._filters.cameras or ()
        known = [name for name, _ in self._overview.cameras] if self._overview else []
        # The list of the system's menus is no place for hundreds; the most used are first.
        names = [*known[:_CAMERAS], *(name for name in chosen if name not in known[:_CAMERAS])]
        if not self._cameras.isVisible():
            self._cameras.fill([(name, file_names.shown(name)) for name in names], chosen)
        words = self.tr("%Ln camera(s)", "", len(chosen)) if len(chosen) > 1 else "".join(chosen)
        self._camera.say(file_names.shown(words) or self.tr("All cameras"), bool(chosen))
        self._camera.setVisible(bool(names))

    def _fill_kinds(self) -> None:
        chosen = self._filters.kinds or ()
        if not self._kinds.isVisible():
            self._kinds.fill([(kind, kind_title(kind)) for kind in KINDS], chosen)
        words = kind_title(chosen[0]) if len(chosen) == 1 else self.tr("%Ln kind(s)", "", len(chosen))
        self._kind.say(words if chosen else self.tr("All kinds"), bool(chosen))

    def _set(self, name: str) -> None:
        if name == "similarity":
            self._tell_similarity()

    def _tell_similarity(self) -> None:
        self._percent.setText(self.tr("{0} % alike").format(QLocale().toString(self.similarity)))
        self.similarity_changed.emit(self.similarity)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        # It gives up words before it stands in the way of a narrower window.
        return QSize(_NARROWEST, super().minimumSizeHint().height())

    def _fit(self) -> None:
        """Show as much as there is room for, whatever the language."""
        row = self._row
        for level in range(_LEVELS):
            self._kind.set_wide(level < (2 if self._filters.kinds else 1))
            self._more.set_wide(level < 2 and bool(self._rest.words()))
            for button in (self._folder, self._date, self._camera):
                button.set_wide(level < 3)
            self._kind.setVisible(self._searched)
            self._alike.setVisible(self._searched and level < 3)
            self._similarity.setVisible(self._searched and level < 7)
            self._percent.setVisible(self._searched and level < 5)
            self._size.setVisible(level < 4)
            self._count.setVisible(level < 6)
            row.invalidate()
            if row.minimumSize().width() <= self.width():
                return


def _slider(settings: Settings, name: str, step: int, parent: QWidget) -> QSlider:
    """A slider that moves a setting, and moves with it."""
    setting = BY_NAME[name]
    slider = QSlider(Qt.Orientation.Horizontal, parent)
    slider.setRange(setting.low or 0, setting.high or 100)
    slider.setSingleStep(step)
    slider.setPageStep(2 * step)
    slider.setFixedWidth(_SLIDER)
    slider.setValue(settings.get(name))
    slider.valueChanged.connect(lambda value: settings.set(name, value))

    def follow(changed: str) -> None:
        if changed == name:
            with QSignalBlocker(slider):
                slider.setValue(settings.get(name))

    settings.changed.connect(follow)
    return slider
