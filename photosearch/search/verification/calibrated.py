"""Placeholder."""

from photosearch.search.verification.logistic import Logistic

COPY = Logistic((6.0, 3.0, 0.3, 1.0, -2.0, -1.0), -7.0)
COPY_THRESHOLD = 0.5
SAME = Logistic((1.5, 1.0, 8.0), -8.0)
SAME_THRESHOLD = 0.9
