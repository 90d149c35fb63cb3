"""The numbers that decide kinds, as packaging/verification/calibrate.py fitted them.

From photos of 105 landmarks with 1,295 others, 384 px, and 36 edits of 40 of them;
packaging/verification/README.md says what they are worth on 20 other landmarks.
"""

from photosearch.search.verification.logistic import Logistic

# For the numbers of kinds.copy_values and kinds.same_values, in their order.
COPY = Logistic((2.682, 2.91, -1.456, 9.949, -2.597, -0.6397, 1.209, 2.898, -8.07, 6.517), -3.045)
COPY_THRESHOLD = 0.6000
SAME = Logistic((0.2506, 1.014, 0.6794, -0.9306, 12.41, 6.861, 8.161), -3.225)
SAME_THRESHOLD = 0.8647
