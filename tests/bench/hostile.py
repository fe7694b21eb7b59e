"""Bad inputs of every kind: what comes of each, tried beside a good one with a tracker that takes no time.

    python -m tests.bench hostile [--count N] [--kind KIND]

A bad input is right when it gives the count of the good one it was made from, warned when something is said of
its damage, and refused when it is an error of one line; anything else is a defect. It is silent damage when the
count is another one and nothing is said. The property is checked in a process of its own for each: 20 s,
1.5 GB, nothing left behind, the row of the clip beside it unchanged.
"""

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.bench.tables import text
from tests.hostile import good
from tests.hostile.damage import KINDS, bad_inputs
from tests.hostile.trial import FAILED, REFUSED, RIGHT, SILENT, WARNED, Outcome, try_each

COUNT = 560

VERDICTS = (RIGHT, WARNED, REFUSED, SILENT, *FAILED)


def main() -> None:
    """Try all of them, and print what came of those of each kind."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=COUNT, help="bad inputs that are made")
    parser.add_argument("--kind", choices=KINDS, help="try those of this kind only")
    args = parser.parse_args()
    bad = [each for each in bad_inputs(args.count) if args.kind in (None, each.kind)]
    with tempfile.TemporaryDirectory() as folder:
        good.make(Path(folder))
        found = try_each(Path(folder), bad, lambda outcome: _defect(outcome) and print(_line(outcome)))
    rows = [_row(kind, [each for each in found if each.kind == kind]) for kind in KINDS]
    rows = [row for row in rows if row[1] != "0"] + [_row("all", found)]
    sys.stdout.write("\n" + text(("kind", "tried", *VERDICTS), rows, markdown=True))
    slowest, largest = max(found, key=lambda each: each.seconds), max(found, key=lambda each: each.bytes)
    print(
        f"\nAt most {slowest.seconds:.1f} s ({slowest.number}) and {largest.bytes / 1e6:.0f} MB ({largest.number})."
    )


def _defect(outcome: Outcome) -> bool:
    return outcome.verdict not in (RIGHT, WARNED, REFUSED)


def _line(outcome: Outcome) -> str:
    return f"{outcome.number} ({outcome.kind}, {outcome.way}): {outcome.verdict}: {outcome.told}"


def _row(name: str, found: list[Outcome]) -> list[str]:
    counts = Counter(each.verdict for each in found)
    return [name, str(len(found)), *(str(counts[each]) for each in VERDICTS)]


if __name__ == "__main__":
    main()
