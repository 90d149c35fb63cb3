"""The numbers that decide kinds, as packaging/verification/calibrate.py fitted them.

From photos of 105 landmarks with 1,295 others, 384 px, and 37 edits of 40 of them;
packaging/verification/README.md says what they are worth on 20 other landmarks.
"""

from photosearch.search.verification.logistic import Logistic

# For the numbers of kinds.copy_values and kinds.same_values, in their order.
COPY = Logistic(
    (1.279, 2.776, -0.9356, 3.989, -2.003, -1.128, -0.3063, 3.101, -6.252, 6.434, 3.717, 4.285), -2.56
)
COPY_THRESHOLD = 0.4000
SAME = Logistic((0.2506, 1.014, 0.6794, -0.9306, 12.41, 6.861, 8.161), -3.225)
SAME_THRESHOLD = 0.8647
