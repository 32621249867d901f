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
    say("样例县：写文件、导入、报告", f"{end - start:.0f} 秒", "≤ 180 秒")
    say("半年报告（含启动）", f"{end - loaded:.2f} 秒", "≤ 3 秒")
    say("duzhi verify（样例县）", f"{verified - end:.1f} 秒", "")


def _run(env: dict[str, str], *words: str) -> None:
    subprocess.run([DUZHI, *words], env=env, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
