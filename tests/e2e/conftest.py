"""A real server with the sample county, and real browsers in front of it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests import county
from tests.e2e import browser as chromium

SCOPE = f"region={county.REGION}&on={county.ON}"
PATIENCE_SECONDS = 90


@pytest.fixture(scope="session")
def house_home(tmp_path_factory) -> Path:
    """The county's home, for this browser alone."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "one")
    shared = county.shared_folder(tmp_path_factory)
    return county.copied(shared, shared / f"served-{worker}")


@pytest.fixture(scope="session")
def house(house_home: Path) -> Iterator[str]:
    """The address of `duzhi serve` with that home."""
    with served(house_home) as address:
        yield address


@contextmanager
def served(home: Path) -> Iterator[str]:
    """`duzhi serve` with a home; its address."""
    port = _free_port()
    command = [sys.executable, "-m", "duzhi.config.cli", "serve", "--port", str(port)]
    with (home / "serve.log").open("wb") as log:
        running = subprocess.Popen(
            [*command, "--workers", "1"],
            env=county.environment(home),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(f"{address}/login/", running, home / "serve.log")
            yield address
        finally:
            running.terminate()
            running.wait(30)


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    with chromium.browser() as started:
        yield started


@pytest.fixture
def desk(chrome: Browser, house: str) -> Iterator[Callable[..., Page]]:
    """Somebody's browser, signed in; several people can sit side by side."""
    with seats(chrome, house) as sit:
        yield sit


@contextmanager
def seats(chrome: Browser, house: str) -> Iterator[Callable[..., Page]]:
    """People before one house."""
    opened: list[BrowserContext] = []

    def sit(username: str, *, width: int = 1280, height: int = 900) -> Page:
        context = chrome.new_context(
            viewport={"width": width, "height": height},
            base_url=house,
            accept_downloads=True,
            locale="zh-CN",
        )
        opened.append(context)
        page = context.new_page()
        chromium.sign_in(page, house, username)
        return page

    yield sit
    for context in opened:
        context.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str, running: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        assert running.poll() is None, log.read_text(errors="replace")[-3000:]
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 our own server
                return
        except (URLError, OSError):
            time.sleep(0.3)
    raise AssertionError(f"no answer: {log.read_text(errors='replace')[-3000:]}")
