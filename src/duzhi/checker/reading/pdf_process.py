"""The process that reads one .pdf: bytes in, JSON out; see `pdf`."""

import json
import sys

from duzhi.checker.reading import pdf_text
from duzhi.checker.reading.pdf import MOST_SECONDS
from duzhi.kernel.finding import Refused

_MOST_MEMORY = 2 << 30
"""Address space, of which Python with its libraries reserves a part and uses little."""


def main() -> None:
    """Read from standard input, answer to standard output."""
    _bound()
    try:
        answer = {"text": pdf_text.text_of(sys.stdin.buffer.read())}
    except Refused as error:
        one = error.findings[0]
        answer = {"code": one.code, "text": one.text}
    sys.stdout.buffer.write(json.dumps(answer).encode())


def _bound() -> None:
    """Set an end to time and memory, where the system knows such."""
    try:
        import resource  # noqa: PLC0415 Windows has none
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
