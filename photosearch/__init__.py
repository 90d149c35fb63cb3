"""Find the copies of a photo and the other photos of the same place, on your own computer."""

__version__ = "0.1.0"
