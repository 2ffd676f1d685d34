"""How far one stands from the others: a robust score, for the few values that an organization gives.

The modified z-score of B. Iglewicz and D. C. Hoaglin, *How to Detect and Handle Outliers*, ASQC Quality Press, 1993:
0.6745 times the distance to the median over the median absolute deviation (MAD); they call a score beyond 3.5 far. The
median and the MAD are not pulled along by the one who stands far, as mean and standard deviation would be among few.
Where more than half of the values are the same the MAD is 0; then the mean absolute deviation takes its place, times
1.2533. Both factors make the score that of a normal distribution.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import pi, sqrt
from statistics import NormalDist, fmean, median

FAR = 3.5
"""A score beyond this is far."""
NORMAL_MEDIAN = NormalDist().inv_cdf(0.75)
"""The median absolute deviation divided by this is the standard deviation, of a normal distribution."""
NORMAL_MEAN = sqrt(pi / 2)
"""The mean absolute deviation times this is it too."""


def scores(values: Sequence[float]) -> list[float]:
    """How far each value lies above (below: negative) the median of them all; 0 where all are alike."""
    if not values:
        return []
    middle = median(values)
    apart = [abs(value - middle) for value in values]
    spread = median(apart) / NORMAL_MEDIAN or fmean(apart) * NORMAL_MEAN
    return [(value - middle) / spread if spread else 0.0 for value in values]
