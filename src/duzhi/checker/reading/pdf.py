"""A .pdf as text: read in a process of its own, so that a hostile file brings nobody down.

PDFium is written in C++; a file may crash it, or unpack to gigabytes. The process has an end in
time and in memory, and answers with JSON on its output.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from duzhi.checker.reading import limits
from duzhi.kernel.finding import refuse

MOST_SECONDS = 60
"""300 pages take about three."""
MODULE = "duzhi.checker.reading.pdf_process"
_STEP = "请用原来的软件重新导出 PDF，或另存为 .docx 再试"


def read_pdf(blob: bytes) -> str:
    """The text of a .pdf with a text layer.

    Raises:
        Refused: damaged, locked, a scan, without encoding, or too long.
    """
    paths = os.pathsep.join(str(Path(one).resolve()) for one in sys.path)
    try:
        done = subprocess.run(  # noqa: S603 our own module, the file goes in as bytes
            [sys.executable, "-P", "-m", MODULE],
            input=blob,
            capture_output=True,
            timeout=MOST_SECONDS,
            check=True,
            env={**os.environ, "PYTHONPATH": paths, "OPENBLAS_NUM_THREADS": "1"},
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise limits.broken("PDF 文件", _STEP) from None
    answer = json.loads(done.stdout)
    if "code" in answer:
        raise refuse(answer["code"], answer["text"])
    return str(answer["text"])
