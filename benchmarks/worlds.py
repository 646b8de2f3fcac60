"""How many worlds a second run as Mesa agents, and what the draws of one cost.

    python -m benchmarks.worlds

Prints medians over repeated runs of the default world (96 months) in one process.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import scenarios
from model import draws
from model.world import CooperationModel

REPEATS = 7


def median_seconds(work: Callable[[], object]) -> float:
    """Return the median wall time of `work` over the repeats, after one warm-up."""
    work()
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Print the table."""
    inputs = scenarios.build_scenario("baseline_2016")
    names = [f"{link.sender_agency}|{link.partner_agency}" for link in inputs.links]
    months = range(inputs.months)
    run = median_seconds(lambda: CooperationModel(inputs).run())
    found = median_seconds(lambda: CooperationModel(inputs))
    table = median_seconds(lambda: draws.table(0, 0, months, draws.LINKS, names))
    build = median_seconds(lambda: scenarios.build_scenario("baseline_2016"))
    print(
        f"default world: {len(inputs.dyads)} partners, {len(names)} links, {inputs.months} months"
    )
    print(f"one run                      {run:8.3f} s   ({1 / run:.1f} runs a second a core)")
    print(f"of which founding and draws  {found:8.3f} s   (share {found / run:.2f})")
    print(f"of which draws of the links  {table:8.3f} s   (share {table / run:.2f})")
    print(f"scenario file to inputs      {build:8.3f} s")


if __name__ == "__main__":
    main()
