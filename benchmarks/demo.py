"""The demo's whole road and the report alone, timed as a user runs them."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.installation import say

DUZHI = str(Path(sys.executable).parent / "duzhi")


def main() -> None:
    """Migrate, write and import the sample county, then the report, in a fresh folder."""
    with tempfile.TemporaryDirectory(prefix="duzhi-bench-") as folder:
        env = {**os.environ, "DUZHI_HOME": folder}
        report = Path(folder) / "report.docx"
        start = time.perf_counter()
        _run(env, "django", "migrate", "--verbosity", "0")
        _run(env, "sample")
        loaded = time.perf_counter()
        _run(env, "report", "half-year", "--on", "2023-06-30", "-o", str(report))
        end = time.perf_counter()
        _run(env, "verify")
        verified = time.perf_counter()
        subprocess.run([sys.executable, "-m", "benchmarks.figures"], env=env, check=True)
    say("sample county: files, import, report", f"{end - start:.0f} s", "≤ 180 s")
    say("half-year report, start-up included", f"{end - loaded:.2f} s", "≤ 3 s")
    say("duzhi verify of the sample county", f"{verified - end:.1f} s", "—")


def _run(env: dict[str, str], *words: str) -> None:
    subprocess.run([DUZHI, *words], env=env, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
