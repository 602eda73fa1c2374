"""How good the time left is, on histories that the estimate has not seen. Prints JSON.

    python tests/bench/time_left.py [--batches N]

Each history is replayed batch by batch: first the estimate, then the truth. To hold, for every history:
`holds`, the share of batches that ended within the range said at their start, is 0.75–0.85; `holds_midway`, the
same of the range said at a random moment while they ran; and `error`, the mean error of the median against that of
the best constant guess made in hindsight, is at most 1.1. Exit status 1 where one does not hold.
"""

import argparse
import json
import math
import random
import statistics
import sys
from collections.abc import Callable, Iterator

from batchdesk.batch.usual import Durations, Took

A_DAY = 120
"""Batches."""

Typical = Callable[[int, float, random.Random], Took]
"""From the number of a batch, how far the history is (0 … 1) and chance: the typical duration then, and whose it is."""


def _mixture(_number: int, _far: float, chance: random.Random) -> Took:
    return Took(40 if chance.random() < 0.6 else 150, "")


def _merchants(_number: int, _far: float, chance: random.Random) -> Took:
    name = chance.choice("abcd")
    return Took({"a": 30.0, "b": 45.0, "c": 90.0, "d": 200.0}[name], name)


HISTORIES: dict[str, Typical] = {
    "steady": lambda _number, _far, _chance: Took(45, ""),
    "slow drift to twice as long": lambda _number, far, _chance: Took(45 * (1 + far), ""),
    "a new model, twice": lambda _number, far, _chance: Took(45 if far < 0.4 else 80 if far < 0.7 else 35, ""),
    "weekends are slow": lambda number, _far, _chance: Took(68 if number // A_DAY % 7 >= 5 else 45, ""),
    "slow at noon": lambda number, _far, _chance: Took(45 * (1 + 0.4 * math.sin(math.tau * number / A_DAY)), ""),
    "two kinds, mixed": _mixture,
    "two kinds, in bursts": lambda number, _far, _chance: Took(130 if number // 25 % 3 == 0 else 40, ""),
    "four merchants": _merchants,
    "heavy tails": lambda _number, _far, chance: Took(20 * chance.paretovariate(1.5), ""),
}


def history(typical: Typical, batches: int, seed: int) -> Iterator[Took]:
    """Durations that spread around what is typical as those of language models do."""
    chance = random.Random(seed)
    for number in range(batches):
        seconds, merchant = typical(number, number / batches, chance)
        yield Took(seconds * chance.lognormvariate(0, 0.35), merchant)


def replay(finished: list[Took], chance: random.Random) -> dict[str, float]:
    """Estimate each, then learn from it."""
    durations = Durations()
    held: list[bool] = []
    held_midway: list[bool] = []
    errors: list[float] = []
    for took in finished:
        usual = durations.usual(took.merchant)
        if usual is not None:
            held.append(usual.low <= took.seconds <= usual.high)
            errors.append(abs(took.seconds - usual.median))
            elapsed = chance.random() * took.seconds
            left = usual.left_after(elapsed) if elapsed <= usual.high else None
            if left is not None:
                held_midway.append(left.low <= took.seconds - elapsed <= left.high)
        durations.add(took)
    best = statistics.median(took.seconds for took in finished)
    best_error = statistics.fmean(abs(took.seconds - best) for took in finished)
    return {
        "holds": round(statistics.fmean(held), 3),
        "holds_midway": round(statistics.fmean(held_midway), 3),
        "error": round(statistics.fmean(errors) / best_error, 3),
    }


def good(result: dict[str, float]) -> bool:
    return 0.75 <= result["holds"] <= 0.85 and 0.75 <= result["holds_midway"] <= 0.85 and result["error"] <= 1.1


def main() -> None:
    parser = argparse.ArgumentParser(description="How good the time left is.")
    parser.add_argument("--batches", type=int, default=5000)
    batches = parser.parse_args().batches
    results = {
        name: replay(list(history(typical, batches, seed)), random.Random(seed))
        for seed, (name, typical) in enumerate(HISTORIES.items())
    }
    sys.stdout.write(json.dumps({"batches": batches, "histories": results}, indent=2) + "\n")
    sys.exit(not all(map(good, results.values())))


if __name__ == "__main__":
    main()
