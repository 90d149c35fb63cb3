"""Find the copies of a photo and the other photos of the same place, on your own computer."""

__version__ = "0.2.0"
# Where newer versions are published. Told to whoever asks; the program itself never connects to it.
RELEASES = "https://photosearch.github.io"
