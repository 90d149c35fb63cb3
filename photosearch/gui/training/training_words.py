"""Trainings in words: no mean average precision, no epochs."""

import math

from PySide6.QtCore import QDateTime, QLocale, QObject, Qt

from photosearch.gui.file_names import shown
from photosearch.gui.wording import number
from photosearch.services import training_records as records
from photosearch.services.training_records import Assessment, TrainingRun

_MINUTE_S, _HOUR_S = 60, 3600
# Below half a point nobody would notice a difference.
_SAME = 0.005
_NAMED = 5


class TrainingWords(QObject):
    """An object for the sake of its `tr`."""

    def takes(self, seconds: float) -> str:
        """How long something will take, no more exact than anyone can tell."""
        if seconds < _MINUTE_S:
            return self.tr("less than a minute")
        if seconds < 90 * _MINUTE_S:
            return self.tr("about %n minute(s)", "", math.ceil(seconds / _MINUTE_S))
        return self.tr("about %n hour(s)", "", round(seconds / _HOUR_S))

    def places(self, found: Assessment) -> str:
        """How many places of what size there are."""
        count = self.tr("%n place(s)", "", len(found.places))
        most, least = found.places[0][1], found.places[-1][1]
        if most == least:
            return self.tr("{0} with {1} photos each").format(count, number(most))
        return self.tr("{0} with {1} to {2} photos each").format(count, number(least), number(most))

    def verdict(self, found: Assessment) -> str:
        """Whether that is enough, in a few words."""
        if found.marks and found.verdict in (records.NO_PHOTOS, records.NO_PLACES, records.TOO_FEW):
            return self.tr("%n more place(s) are needed", "", found.needed)
        return {
            records.MISSING: self.tr("This folder cannot be opened"),
            records.NO_PHOTOS: self.tr("There are no photos in this folder"),
            records.NO_PLACES: self.tr("The photos are not sorted by place yet"),
            records.TOO_FEW: self.tr("A few more places are needed"),
            records.FEW: self.tr("This can work, but will change little"),
            records.ENOUGH: self.tr("Enough to learn from"),
            records.PLENTY: self.tr("Plenty to learn from"),
        }[found.verdict]

    def advice(self, found: Assessment) -> str:
        """What to do about it, or what to expect."""
        if found.marks and found.verdict in (records.NO_PHOTOS, records.NO_PLACES, records.TOO_FEW):
            return self.tr(
                "Search for photos of other places, and say “Same place” of those that show them. Photos "
                "that belong together make a place."
            )
        return {
            records.MISSING: self.tr("It may have been moved, or the drive it is on is not connected."),
            records.NO_PHOTOS: self.tr("Choose a folder that has a folder of photos for each place."),
            records.NO_PLACES: self.tr(
                "Put the photos of each place into a folder of its own, and choose the folder around them."
            ),
            records.TOO_FEW: self.tr(
                "From 4 places with at least two photos each it can begin. It is worth it from 10 places "
                "with 6 photos each."
            ),
            records.FEW: self.tr("It is worth it from 10 places with 6 photos each."),
            records.ENOUGH: self.tr(
                "Other photos of these places, and places like them, will be found better."
            ),
            records.PLENTY: self.tr("Photos of places like these will be found better, also of new ones."),
        }[found.verdict]

    def left_out(self, found: Assessment) -> list[str]:
        """What of the folder cannot be used."""
        lines = []
        if found.left_out:
            lines.append(self.tr("%n time(s) you said the opposite as well: left out.", "", found.left_out))
        if found.missing:
            lines.append(self.tr("%n photo(s) you spoke of are not there now.", "", found.missing))
        if found.lone:
            lines.append(
                self.tr("%n place(s) with a single photo: nothing to compare it with.", "", len(found.lone))
            )
        if found.loose and found.places:
            lines.append(self.tr("%n photo(s) outside of the places are left out.", "", found.loose))
        return lines

    def headline(self, run: TrainingRun) -> str:
        """What came of a training, in a sentence."""
        gain = run.after - run.before
        if run.before > 1 - _SAME and gain > -_SAME:
            return self.tr("Everything was found before already")
        if gain >= _SAME:
            return self.tr("It finds your places better now")
        if gain > -_SAME:
            return self.tr("It made no difference")
        return self.tr("It finds your places less well now")

    def counsel(self, run: TrainingRun) -> str:
        """What to make of it."""
        gain = run.after - run.before
        if gain >= _SAME:
            return self.tr("Use what was learned, and search as before. You can go back at any time.")
        if gain > -_SAME:
            return self.tr("There is no reason to use it. More places, or more photos of each, may help.")
        return self.tr("Better not use it. More places, or more photos of each, may help.")

    def quality(self, value: float) -> str:
        """A quality, 1 for perfect."""
        return self.tr("{0} %").format(QLocale().toString(100 * value, "f", 1))

    def measured(self, run: TrainingRun) -> str:
        """What the figures stand for."""
        photos = self.tr("%n photo(s)", "", run.queries)
        places = self.tr("%n place(s)", "", len(run.held_out))
        return self.tr(
            "{0} of {1} were kept aside while learning, and searched for among all photos of the folder. "
            "100 % would be every right photo before any wrong one."
        ).format(photos, places)

    def kept_aside(self, run: TrainingRun) -> str:
        """Which places were not learned from."""
        names = ", ".join(shown(name) for name in run.held_out[:_NAMED])
        more = len(run.held_out) - _NAMED
        if more > 0:
            return self.tr("Kept aside: {0} and %n more", "", more).format(names)
        return self.tr("Kept aside: {0}").format(names)

    def changes(self, run: TrainingRun) -> str:
        """For how many searches it got better and worse."""
        same = run.queries - run.better - run.worse
        return " · ".join(
            (
                self.tr("%n search(es) better", "", run.better),
                self.tr("%n worse", "", run.worse),
                self.tr("%n as before", "", same),
            )
        )

    def title(self, run: TrainingRun) -> str:
        """A training by the day it began."""
        begun = QDateTime.fromString(run.begun, Qt.DateFormat.ISODate)
        return QLocale().toString(begun, QLocale.FormatType.ShortFormat) if begun.isValid() else run.id

    def outcome(self, run: TrainingRun) -> str:
        """What became of a training, short."""
        if not run.finished:
            return self.tr("stopped before the end")
        words = self.tr("from {0} to {1}").format(self.quality(run.before), self.quality(run.after))
        return self.tr("in use, {0}").format(words) if run.in_use else words
