"""The numbers that decide kinds, as packaging/verification/calibrate.py fitted them.

From photos of 80 landmarks with 648 others, 384 px, and 36 edits of 40 of them;
packaging/verification/README.md says what they are worth on 45 other landmarks.
"""

from photosearch.search.verification.logistic import Logistic

# For the numbers of kinds.copy_values and kinds.same_values, in their order.
COPY = Logistic((2.682, 2.91, -1.456, 9.949, -2.597, -0.6397, 1.209, 2.898, -8.07, 6.517), -3.045)
COPY_THRESHOLD = 0.6000
SAME = Logistic((0.1628, 0.7688, 0.4542, -0.9145, 37.6, 6.161, 10.05), -3.12)
SAME_THRESHOLD = 0.8910
