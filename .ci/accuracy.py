#!/usr/bin/env python3
"""Compare measured figures with their limits.

    python3 .ci/accuracy.py FIGURES.json LIMITS.toml

FIGURES.json holds one object with a number per name. Prints a table; exit code 1 if a figure is
missing, not a number, or on the wrong side of its limit.
"""

import json
import operator
import pathlib
import sys
import tomllib

PASSES = {"minimum": operator.ge, "maximum": operator.le}


def rows(figures, limits):
    """Yield name, measured value (or None), kind of limit, limit, and whether it is kept."""
    for kind, passes in PASSES.items():
        for name, limit in limits.get(kind, {}).items():
            value = figures.get(name)
            # NaN (nothing was found, so a ratio has no value) compares as false: it fails.
            yield name, value, kind, limit, value is not None and passes(value, limit)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    figures = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    path = pathlib.Path(sys.argv[2])
    limits = tomllib.loads(path.read_text(encoding="utf-8"))
    unknown = set(limits) - set(PASSES)
    if unknown:
        sys.exit(f"{path.name}: unknown table {', '.join(sorted(unknown))}")
    table = list(rows(figures, limits))
    if not table:
        sys.exit(f"{path.name} sets no limit")

    print(f"{'figure':26}{'measured':>10}   {'limit':18}")
    for name, value, kind, limit, kept in table:
        measured = "missing" if value is None else f"{value:.3f}"
        print(f"{name:26}{measured:>10}   {f'{kind} {limit}':18}{'ok' if kept else 'FAILED'}")
    sys.exit(0 if all(kept for *_, kept in table) else 1)


if __name__ == "__main__":
    main()
