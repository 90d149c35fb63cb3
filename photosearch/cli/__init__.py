"""Photosearch for a terminal."""

from photosearch.cli.program import main

__all__ = ["main"]
