"""The sample county in a home of its own, imported once a run by the real commands.

Stories, pages and browsers share it: DUZHI_COUNTY names the folder in which one stage leaves it
for the next. A worker takes a copy, on PostgreSQL a database made from it as a template.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.db import connections
from psycopg import sql

SOURCE = Path(__file__).parents[1] / "src"
PAYMENTS = 2_000
"""A year's payments: all totals are the same to the fen, only the vouchers are fewer."""
ON = "2023-06-30"
REGION = "990181"
TEMPLATE = "test_duzhi_county"


def prepared(shared: Path) -> Path:
    """A home with the whole county and its people; whoever comes first makes it."""
    home = shared / ("county-postgresql" if server() else "county")
    with home.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "ready").exists() or not _held():
            shutil.rmtree(home, ignore_errors=True)
            home.mkdir(parents=True)
            if server():
                _server(f"DROP DATABASE IF EXISTS {TEMPLATE}", f"CREATE DATABASE {TEMPLATE}")
            command(home, "django", "migrate", "--verbosity", "0", database=TEMPLATE)
            command(home, "sample", "--payments", str(PAYMENTS), database=TEMPLATE)
            if server():
                _server("ANALYZE", database=TEMPLATE)
            (home / "ready").write_text(_migrations())
    return home


def _held() -> bool:
    """Whether the server still has the template: another run's server took its own along."""
    if not server():
        return True
    with psycopg.connect(server()) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE])
        return found.fetchone() is not None


def copied(shared: Path, target: Path) -> Path:
    """A copy that may be written to, with the migrations of this tree."""
    home = prepared(shared)
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(home, target)
    if server():
        own = database(target)
        _server(f"DROP DATABASE IF EXISTS {own}", f"CREATE DATABASE {own} TEMPLATE {TEMPLATE}")
    if (home / "ready").read_text() != _migrations():  # kept from a run of another tree
        command(target, "django", "migrate", "--verbosity", "0", database=database(target))
    return target


def database(home: Path) -> str:
    """What the database of a copy is called: a path, or a name on the server."""
    if not server():
        return str(home / "duzhi.sqlite3")
    return f"{TEMPLATE}_{hashlib.sha256(str(home).encode()).hexdigest()[:12]}"


def removed(home: Path) -> None:
    """Take a copy away again."""
    if server():
        _server(f"DROP DATABASE IF EXISTS {database(home)}")
    shutil.rmtree(home)


@contextmanager
def connected(name: str) -> Iterator[None]:
    """Another database behind the default connection; the tests' own stands untouched meanwhile."""
    connection = connections["default"]
    assert not connection.in_atomic_block, "between tests only"
    held, before = connection.connection, connection.settings_dict["NAME"]
    connection.connection, connection.settings_dict["NAME"] = None, name
    try:
        yield
    finally:
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = held, before


def shared_folder(factory) -> Path:
    """One folder for all workers of a run; DUZHI_COUNTY keeps one from run to run."""
    if kept := os.environ.get("DUZHI_COUNTY"):
        Path(kept).mkdir(parents=True, exist_ok=True)
        return Path(kept)
    base = factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


def server() -> str:
    """The address of the PostgreSQL server of this run; empty with SQLite."""
    url = os.environ.get("DATABASE_URL", "")
    return "" if url.startswith("sqlite:") else url


def command(home: Path, *words: str, database: str = "") -> str:
    """The command line in a process of its own."""
    return _ran([sys.executable, "-m", "duzhi.config.cli", *words], environment(home, database))


def python(home: Path, script: Path) -> str:
    """A script in a process of its own, with this home."""
    return _ran([sys.executable, str(script)], environment(home))


def environment(home: Path, database: str = "") -> dict[str, str]:
    """A clean environment that knows the home, this source tree and the server's database."""
    kept = {key: os.environ[key] for key in ("PATH", "LANG", "HOME") if key in os.environ}
    own = {**kept, "DUZHI_HOME": str(home), "PYTHONPATH": str(SOURCE)}
    if server() and database:
        own["DATABASE_URL"] = urlsplit(server())._replace(path=f"/{database}").geturl()
    return own


def _ran(words: list[str], env: dict[str, str]) -> str:
    done = subprocess.run(words, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


def _server(*statements: str, database: str = "") -> None:
    """Statements that stand outside a transaction."""
    url = urlsplit(server())
    url = url._replace(path=f"/{database}") if database else url
    with psycopg.connect(url.geturl(), autocommit=True) as connection:
        for statement in statements:
            connection.execute(sql.SQL(statement))


def _migrations() -> str:
    """A digest of every migration of this tree."""
    found = hashlib.sha256()
    for path in sorted(SOURCE.glob("**/migrations/*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()
