"""Work that threads share: NumPy and SciPy let other threads run while they compute."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from threadpoolctl import threadpool_limits


def side_by_side[T, R](function: Callable[[T], R], items: Sequence[T]) -> list[R]:
    """Return `function` of each item, in order, taken by as many threads as there are processors.

    A matrix product inside takes what processors are left: products that each start threads on
    all processors wait for one another, which made a comparison of ten points a third dearer.

    Parameters
    ----------
    function : callable of one item
        What it raises is raised here, of the first item that fails.
    items : sequence
    """
    processors = os.cpu_count() or 1
    own = max(1, processors // max(1, len(items)))
    with threadpool_limits(own, user_api="blas"), ThreadPoolExecutor(processors) as pool:
        return list(pool.map(function, items))
