"""The numbers that decide kinds, as packaging/verification/calibrate.py fitted them.

From photos of 80 landmarks with 648 others, 384 px, and 32 edits of 40 of them;
packaging/verification/README.md says what they are worth on 45 other landmarks.
"""

from photosearch.search.verification.logistic import Logistic

# For the numbers of kinds.copy_values and kinds.same_values, in their order.
COPY = Logistic((8.87, -2.488, -0.9926, 12.12, -9.976, 0.05076), -4.103)
COPY_THRESHOLD = 0.8481
SAME = Logistic((0.6018, 0.6447, 9.54), -1.395)
SAME_THRESHOLD = 0.7341
