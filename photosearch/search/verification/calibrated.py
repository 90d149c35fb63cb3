"""The numbers that decide kinds, as packaging/verification/calibrate.py fitted them.

From photos of 80 landmarks with 648 others, 384 px, and 36 edits of 40 of them;
packaging/verification/README.md says what they are worth on 45 other landmarks.
"""

from photosearch.search.verification.logistic import Logistic

# For the numbers of kinds.copy_values and kinds.same_values, in their order.
COPY = Logistic((2.262, 3.537, -1.251, 8.098, -2.735, -1.03, 1.649, 2.634, -9.488, 7.959), -2.746)
COPY_THRESHOLD = 0.5424
SAME = Logistic((0.4272, 0.842, 0.6559, 3.756, 28.7, 9.735, 9.204), -4.355)
SAME_THRESHOLD = 0.8208
