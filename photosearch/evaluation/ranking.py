"""At which rank a database photo comes, without writing out whole rankings."""

import numpy as np
from numpy.typing import NDArray


class Ranking:
    """The ranking of n photos by falling score; equal scores keep the order of their rows.

    scores: n float32. Sorting the scores alone is several times faster than sorting rows by them, and only
    the ranks of a few rows are ever asked for.
    """

    def __init__(self, scores: NDArray[np.float32]) -> None:
        self._scores = scores
        self._rising = np.sort(scores)

    def ranks(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The zero-based ranks of `rows`, in their order."""
        wanted = self._scores[rows]
        end = np.searchsorted(self._rising, wanted, side="right")
        ranks = len(self._rising) - end
        ties = end - np.searchsorted(self._rising, wanted, side="left")
        for place in np.flatnonzero(ties > 1):
            row = rows[place]
            ranks[place] += np.count_nonzero(self._scores[:row] == wanted[place])
        return ranks
