"""Photosearch for a terminal."""

from photosearch.cli.entry import main

__all__ = ["main"]
