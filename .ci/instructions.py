#!/usr/bin/env python3
"""Count the instructions of fixed runs and compare them with the recorded numbers.

    python3 .ci/instructions.py FACTLINT RECORDED.toml [--record]

Needs valgrind; is to be started where `fixtures` is. Exit code 1 if a run takes more instructions than the recorded
number and its slack allow. Unlike time, the number hardly depends on what else the machine does: runs differ by 0.1 %
at most. It does depend on the compiler, and a little on the processor. `--record` writes what was counted.
"""

import pathlib
import re
import subprocess
import sys
import tomllib

# Nothing of the environment may matter.
ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "NO_COLOR": "1"}


def count(program, arguments):
    """Return how many instructions `program` executes."""
    callgrind = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    command = [*callgrind, program, *arguments]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True)
    # The fixtures hold planted errors, and files that cannot be read.
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode not in (0, 1, 2) or not found:
        sys.exit(f"valgrind ended with {done.returncode}:\n{done.stderr}")
    return int(found.group(1))


def main():
    record = "--record" in sys.argv
    arguments = [argument for argument in sys.argv[1:] if argument != "--record"]
    if len(arguments) != 2:
        sys.exit(__doc__)
    program, path = arguments[0], pathlib.Path(arguments[1])
    text = path.read_text(encoding="utf-8")
    recorded = tomllib.loads(text)
    slack = recorded["slack"]
    counted = []
    risen = False
    for run in recorded["run"]:
        known = run["instructions"]
        measured = count(program, run["arguments"])
        counted.append(measured)
        change = measured / known - 1
        counts = f"{measured:,} instructions, {known:,} recorded"
        print(f"{run['name']}: {counts}: {change:+.1%} (up to {slack:+.1%} is allowed)")
        if record:
            continue
        if change > slack:
            print(f"  TOO MANY: find out why, or raise the number in {path} and give the reason in the commit")
            risen = True
        elif change < -slack:
            print(f"  fewer than before: lower the number in {path} to {measured:_}, or all numbers with --record")
    if record:
        text = re.sub(r"(?m)^(instructions = ).*$", lambda found: f"{found[1]}{counted.pop(0):_}", text)
        path.write_text(text, encoding="utf-8")
    sys.exit(1 if risen else 0)


if __name__ == "__main__":
    main()
