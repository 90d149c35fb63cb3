"""Strong edits of one photo as pictures that must be found to be the same."""

from photosearch.training.edits.strong import StrongEdit

__all__ = ["StrongEdit"]
