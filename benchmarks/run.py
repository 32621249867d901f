"""`make bench`: everything, each part in a process of its own so that memory is its own."""

import os
import subprocess
import sys

SIZES = (10_000, 100_000, 1_000_000)
PYTHON = sys.executable


def main() -> int:
    """Run every benchmark; the exit code is the number of parts that failed."""
    failed = 0
    for size in SIZES:
        failed += _run("-m", "benchmarks.ledger", str(size)) != 0
    for size in SIZES:
        failed += _run("tests/postgres.py", PYTHON, "-m", "benchmarks.ledger", str(size)) != 0
    failed += _run("-m", "benchmarks.intake", "100000") != 0
    failed += _run("-m", "benchmarks.demo") != 0
    failed += _run("-m", "benchmarks.payments") != 0
    failed += _run("tests/postgres.py", PYTHON, "-m", "benchmarks.payments") != 0
    failed += _run("-m", "benchmarks.quotas") != 0
    failed += _run("tests/postgres.py", PYTHON, "-m", "benchmarks.quotas") != 0
    failed += _run("-m", "benchmarks.watch") != 0
    failed += _run("-m", "benchmarks.cashplan") != 0
    failed += _run("-m", "benchmarks.requests") != 0
    failed += _run("tests/postgres.py", PYTHON, "-m", "benchmarks.requests") != 0
    failed += _run("-m", "benchmarks.lists", "10000", "250000", "1000000") != 0
    failed += _run("-m", "benchmarks.web") != 0
    failed += _run("-m", "benchmarks.checker") != 0
    failed += _run("-m", "benchmarks.masked") != 0
    return failed


def _run(*words: str) -> int:
    return subprocess.call([PYTHON, *words], env={**os.environ, "PYTHONPATH": "src"})


if __name__ == "__main__":
    sys.exit(main())
