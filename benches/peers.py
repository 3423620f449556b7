#!/usr/bin/env python3
"""Measure factlint and other linters side by side, on the same made-up articles.

    cargo build --release
    folder=$(cargo bench --bench articles -- write 2000)
    python3 benches/peers.py target/release/factlint "$folder" [--rounds 5] [--only rumdl,typos]

Prints a table of those linters that are on PATH, and names the others. They find different things: the figures say
how long one waits, not which is better. Each runs as people run it, with its default number of threads; caches are
off. They take turns, so that all suffer alike from a busy machine, and each waits up to 10 s for a quiet one.
"""

import argparse
import datetime
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

# What a linter is told beside its defaults, by file name; all of it lies beside the articles.
SETTINGS = {
    "vale.ini": "StylesPath = styles\nMinAlertLevel = suggestion\n[*.md]\nBasedOnStyles = Vale\n",
}
# A linter that has had so many seconds is not run again once it has been run so often.
PATIENCE = 40
LEAST_RUNS = 2
# So much of the processors has to be free before a run starts, and so many seconds are waited for it at most.
FREE = 0.9
LONGEST_WAIT = 10
# How often one article is checked.
STARTS = 11


@dataclass
class Peer:
    """One linter, or one way to run it."""

    name: str
    settings: str
    # The program, then its arguments: `{articles}` is a folder, `{glob}` all Markdown files below it.
    command: list
    asks_version: str = "--version"


def peers(factlint):
    """Return what is measured."""
    rumdl = ["rumdl", "check", "--no-config", "--no-cache"]
    textlint = ["textlint", "--no-textlintrc", "--rule", "common-misspellings", "--rule", "no-todo"]
    return [
        Peer("factlint", "default", [factlint, "check", "{articles}"]),
        Peer("factlint", "`--jobs 1`", [factlint, "check", "--jobs", "1", "{articles}"]),
        Peer("lychee", "`--offline`", ["lychee", "--offline", "--no-progress", "{articles}"]),
        Peer("rumdl", "MD001 only, no cache", [*rumdl, "--enable", "MD001", "{articles}"]),
        Peer("rumdl", "no cache", [*rumdl, "{articles}"]),
        Peer("typos", "default", ["typos", "--isolated", "{articles}"]),
        Peer("codespell", "default", ["codespell", "{articles}"]),
        Peer("Vale", "its own style", ["vale", "--config", "{settings}/vale.ini", "{articles}"]),
        Peer("markdownlint-cli2", "default", ["markdownlint-cli2", "{glob}"]),
        Peer("proselint", "default", ["proselint", "check", "{articles}"], "version"),
        Peer("textlint", "common-misspellings, no-todo", [*textlint, "{glob}"]),
        Peer("textlint", "the same and write-good", [*textlint, "--rule", "write-good", "{glob}"]),
    ]


@dataclass
class Run:
    """One process: seconds, seconds of all processors, peak memory in MiB, exit code."""

    seconds: float
    cpu: float
    memory: float
    code: int


def run(command, folder, output):
    """Run `command` in `folder`; its output goes to the file `output`."""
    with open(output, "wb") as out:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, process.returncode)


def wait_for_quiet():
    """Wait until hardly anything else runs; not for ever, and not where the system doesn't tell."""
    path = pathlib.Path("/proc/stat")
    for _ in range(LONGEST_WAIT if path.exists() else 0):
        before, after = [], []
        for ticks, pause in ((before, 1), (after, 0)):
            ticks.extend(int(field) for field in path.read_text().splitlines()[0].split()[1:9])
            time.sleep(pause)
        passed = [late - early for early, late in zip(before, after)]
        # The fourth and fifth field: idle, and waiting for a disk.
        if sum(passed[3:5]) >= FREE * sum(passed):
            return


def filled(peer, articles, settings):
    """Return the command line of `peer` for the folder `articles`."""
    places = {"{articles}": str(articles), "{glob}": f"{articles.name}/**/*.md"}
    return [places.get(word, word).replace("{settings}", str(settings)) for word in peer.command]


def version(peer):
    """Return the first number that looks like a version."""
    command = [peer.command[0], peer.asks_version]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    found = re.search(r"\d+\.\d+(\.\d+)?", done.stdout + done.stderr)
    return found.group(0) if found else "?"


def spread(values):
    return f"{min(values):.2f}–{max(values):.2f}" if len(values) > 1 else "one run"


def measure(chosen, articles, settings, output, rounds):
    """Return the runs of each of `chosen`, taken by turns."""
    runs = [[] for _ in chosen]
    for turn in range(rounds + 1):
        for peer, before in zip(chosen, runs):
            if len(before) >= LEAST_RUNS and sum(one.seconds for one in before) > PATIENCE:
                continue
            wait_for_quiet()
            one = run(filled(peer, articles, settings), articles.parent, output)
            told = f"{turn}/{rounds} {peer.name} ({peer.settings}): {one.seconds:.2f} s, exit code {one.code}"
            print(told, file=sys.stderr)
            # The first round warms up; who takes long needs none.
            if turn > 0 or one.seconds > 5:
                before.append(one)
    return runs


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("factlint")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="names, or beginnings of names, with commas between them")
    asked = parser.parse_args()
    wanted = tuple(name for name in asked.only.lower().split(",") if name)
    factlint = shutil.which(asked.factlint)
    if not factlint:
        sys.exit(f"{asked.factlint} is not there; build it with `cargo build --release`")
    known = [peer for peer in peers(os.path.abspath(factlint)) if not wanted or peer.name.lower().startswith(wanted)]
    chosen = [peer for peer in known if shutil.which(peer.command[0])]
    missing = sorted({peer.command[0] for peer in known if peer not in chosen})

    with tempfile.TemporaryDirectory(prefix="peers-") as place:
        # Away from the repository, whose settings would count.
        place = pathlib.Path(place)
        articles = place / "articles"
        shutil.copytree(asked.folder, articles)
        (place / "styles").mkdir()
        for name, text in SETTINGS.items():
            (place / name).write_text(text, encoding="utf-8")
        files = sorted(articles.rglob("*.md"))
        size = sum(file.stat().st_size for file in files) / 1e6
        one = place / "one"
        one.mkdir()
        shutil.copy(files[0], one)
        output = place / "output"

        load = os.getloadavg()[0]
        runs = measure(chosen, articles, place, output, asked.rounds)
        starts = []
        for peer in chosen:
            command = filled(peer, one, place)
            wait_for_quiet()
            first = run(command, place, output)
            times = 3 if first.seconds > 0.5 else STARTS
            starts.append([run(command, place, output).seconds for _ in range(times)])

    today = datetime.date.today().isoformat()
    print(f"{len(files)} articles, {size:.1f} MB; {os.cpu_count()} processors, load before {load:.1f}; {today}\n")
    print("| linter | version | settings | seconds | spread | cpu s | MB/s | articles/s | peak MiB | one article, ms |")
    print("| :--- | :--- | :--- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    rows = []
    for peer, taken, started in zip(chosen, runs, starts):
        seconds = statistics.median(one.seconds for one in taken)
        row = [
            peer.name,
            version(peer),
            peer.settings,
            f"{seconds:.2f}",
            spread([one.seconds for one in taken]),
            f"{statistics.median(one.cpu for one in taken):.2f}",
            f"{size / seconds:.1f}" if size >= seconds else f"{size / seconds:.2f}",
            f"{len(files) / seconds:.0f}",
            f"{statistics.median(one.memory for one in taken):.0f}",
            f"{1000 * statistics.median(started):.0f}",
        ]
        rows.append((seconds, f"| {' | '.join(row)} |"))
    # The fastest first.
    print("\n".join(row for _, row in sorted(rows)))
    if missing:
        print(f"\nNot on PATH: {', '.join(missing)}.")


if __name__ == "__main__":
    main()
